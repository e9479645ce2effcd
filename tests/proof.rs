//! The finished files of whole sets before every judge that needs no tool from outside.

mod built;
mod invented;

use handout::pdf::OFFICE;
use handout::proof::{Expectation, Promise, checks, prove};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::BTreeSet;
use std::path::Path;

/// Everything any judge says about the pages of a set.
fn judged(set: &Path) -> Vec<String> {
    let mut said = Vec::new();
    for page in built::build(set, &OFFICE) {
        let expected = Expectation { promise: Promise::OFFICE, document: &page.document };
        let title = &page.document.meta.title;
        said.extend(prove(&page.bytes, &expected).iter().map(|found| format!("{title}: {found:?}")));
        for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
            let options = ValidationOptions::default().profile(profile);
            let report = validate_pdf_bytes(&page.bytes, &options).expect("a readable file");
            assert!(report.rules.total > 90, "{} rules of {profile:?}", report.rules.total);
            said.extend(report.failures.iter().map(|failure| format!("{title}: {failure}")));
        }
    }
    said
}

#[test]
fn the_sample_keeps_its_promise() {
    assert_eq!(judged(built::data()), Vec::<String>::new());
}

#[test]
fn the_invented_country_keeps_its_promise() {
    let dir = tempfile::tempdir().unwrap();
    invented::write_set(dir.path(), 12, 4).unwrap();
    assert_eq!(judged(dir.path()), Vec::<String>::new());
}

#[test]
fn checks_have_names_of_their_own_and_clauses() {
    let names: BTreeSet<&str> = checks().map(|check| check.name).collect();
    assert_eq!(names.len(), checks().count());
    assert!(checks().all(|check| !check.clauses.is_empty()));
}
