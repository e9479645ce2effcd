//! The clauses of the standards for PDF 2.0 that the checks hold. These standards restate what those for PDF 1.7
//! ask for, so that each check holds them in passing. WTPDF has the text and the numbers of PDF/UA-2, but for
//! chapter 6.

use super::check::{A4F, RuleOf, UA2, WTPDF};

/// By the name of the check.
const CLAUSES: &[(&str, &[&str], &[&str])] = &[
    // PDF/UA-2 and WTPDF; PDF/A-4f.
    ("all-content-owned", &["8.2.2"], &["6.2.2"]),
    ("attachments", &["8.14.1"], &["6.9"]),
    ("figures", &["8.2.5.28"], &[]),
    ("file-id", &[], &["6.1.3"]),
    ("font-maps", &["8.4.5.3", "8.4.5.4"], &["6.2.10.3"]),
    ("font-widths", &["8.4.5.6"], &["6.2.10.5"]),
    ("fonts-embedded", &["8.4.5.5"], &["6.2.10.4"]),
    ("fonts-spelt", &["8.4.5.8"], &["6.2.10.7"]),
    ("graphics-states", &[], &["6.2.5"]),
    ("header", &["6.1"], &["6.1.2"]),
    ("headings", &["8.2.5.12"], &[]),
    ("identifiers", &["8.2.5.26"], &[]),
    ("info-agrees", &[], &["6.1.3"]),
    ("inks", &[], &["6.2.4.3"]),
    ("language", &["8.4.4"], &[]),
    ("link-annotations", &["8.9.2"], &["6.3"]),
    ("link-elements", &["8.2.5.20"], &[]),
    ("lists-tagged", &["8.2.5.25"], &[]),
    ("marked", &["6.2"], &[]),
    ("marks-once", &["8.2.2"], &[]),
    ("namespaces", &["8.2.4"], &[]),
    ("nesting", &["8.2.5"], &[]),
    ("no-actions", &[], &["6.6"]),
    ("no-encryption", &[], &["6.1.3"]),
    ("no-forms-no-layers", &["8.7", "8.8", "8.10"], &["6.4", "6.10", "6.12"]),
    ("output-intent", &[], &["6.2.3"]),
    ("packet-plain", &["8.11.1"], &["6.7.2"]),
    ("parent-tree", &["8.2.1"], &[]),
    ("pdfa-identifier", &[], &["6.7.3"]),
    ("standard-types", &["8.2.4"], &[]),
    ("tab-order", &["8.9.3.3"], &[]),
    ("table-headings", &["8.2.5.26"], &[]),
    ("table-rows", &["8.2.5.26"], &[]),
    ("tables-tagged", &["8.2.5.26"], &[]),
    ("title", &["8.11.1"], &[]),
    ("title-shown", &["8.11.2"], &[]),
    ("tree-whole", &["8.2.1", "8.2.5.2"], &[]),
    ("words-and-order", &["8.2.3"], &[]),
];

/// What only one of the two asks for.
const OWN: &[(&str, RuleOf, &str)] =
    &[("pdfua-identifier", UA2, "5"), ("declarations", WTPDF, "6.1.2"), ("declarations", WTPDF, "6.1.3")];

/// Those that a check holds.
pub(super) fn of(check: &str) -> impl Iterator<Item = (RuleOf, &'static str)> {
    let tagged = |clause: &&'static str| [(UA2, *clause), (WTPDF, *clause)];
    let shared =
        CLAUSES.iter().filter(move |(name, ..)| *name == check).flat_map(move |(_, tags, archive)| {
            let archive = archive.iter().map(|clause| (A4F, *clause));
            tags.iter().flat_map(tagged).chain(archive)
        });
    let own = OWN.iter().filter(move |(name, ..)| *name == check).map(|(_, rule, clause)| (*rule, *clause));
    shared.chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_of_a_check() {
        let names: Vec<&str> = crate::proof::checks().map(|check| check.name).collect();
        let own = OWN.iter().map(|(name, ..)| name);
        for name in CLAUSES.iter().map(|(name, ..)| name).chain(own) {
            assert!(names.contains(name), "{name}");
        }
        assert!(CLAUSES.is_sorted_by_key(|(name, ..)| name));
    }
}
