//! Links of a whole set: wrong ones are errors for `check` and `build`, in each language, at their
//! lines; the sample's are right.

use crate::kit::sets;
use handout::{Code, Findings, Options, Set};
use std::fs;
use std::path::Path;

/// The sample with `from` replaced in a file and in the wordings of both languages; where bad links
/// are found, and how many pages are made.
fn built(changes: &[(&str, &str)]) -> (Vec<String>, usize) {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in
        ["handout.toml", "national.toml", "wording.en.toml", "wording.es.toml", "states/kentucky.toml"]
    {
        let text = fs::read_to_string(Path::new("data").join(file)).expect("the sample");
        let text = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
        fs::write(dir.path().join(file), text).expect("a copy");
    }
    let options = Options::default();
    let checked = sets::fitted(Set::open(dir.path()), &options);
    let (sheets, found) = sets::build(Set::open(dir.path()), &options);
    let places = |found: &Findings| -> Vec<String> {
        let found = found.iter().filter(|fault| fault.code() == Code::BadLink);
        found
            .map(|fault| {
                let at = fault.location().expect("a line");
                let text = fs::read_to_string(&at.path).expect("the file");
                let key = text.lines().nth(at.line - 1).and_then(|line| line.split([' ', '=']).next());
                format!("{} {}", at.path.rsplit('/').next().unwrap_or_default(), key.unwrap_or_default())
            })
            .collect()
    };
    assert_eq!(places(&checked), places(&found), "`check` and `build` say the same");
    (places(&found), sheets.len())
}

#[test]
fn the_links_of_the_sample_are_right() {
    assert_eq!(built(&[]), (Vec::new(), 2));
}

#[test]
fn a_wrong_link_fails_the_pages_it_stands_on() {
    let both = |key: &str| vec![format!("wording.en.toml {key}"), format!("wording.es.toml {key}")];
    // In the wording, and where the text comes from.
    assert_eq!(built(&[("tel:+18008435678", "tel:+18008435687")]), (both("hotline"), 0));
    assert_eq!(built(&[("1-800-THE-LOST", "1-800-THE-LOTS")]).0, both("hotline"));
    assert_eq!(built(&[("1-800-843-5678", "1-800-843-5687")]), (both("hotline_digits"), 0));
    assert_eq!(built(&[("web = \"missingkids.org\"", "web = \"misingkids.org\"")]), (both("web"), 0));
    assert_eq!(
        built(&[("qr = \"https://www.missingkids", "qr = \"https://www.misingkids")]),
        (both("qr"), 0)
    );
    assert_eq!(
        built(&[("(https://www.missingkids.org)\"\n", "(https://www.evil.example)\"\n")]),
        (both("web"), 0)
    );
    // In one language alone, whose page fails alone.
    let (found, pages) = built(&[("visite\n[missingkids.org/ourwork", "visite\n[missingkids.org/otro")]);
    assert_eq!((found.len(), pages), (1, 1));
    assert!(found[0].starts_with("wording.es.toml [missingkids.org/otro"), "{found:?}");
}
