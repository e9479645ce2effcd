//! Links of a whole set: wrong ones are errors for `check` and `build`, in each language, at their
//! lines; the sample's are right.

use crate::kit::set::{Draft, Told, check, sheets};
use handout::Options;
use handout::internals::diagnostic::{Code, render_json};

/// The sample with `from` replaced in whichever of its files it stands; where bad links are found,
/// and how many pages are made.
fn built(changes: &[(&str, &str)]) -> (Vec<String>, usize) {
    let sample = Draft::sample();
    let mut set = sample.clone();
    for (file, (from, to)) in sample.files().flat_map(|file| changes.iter().map(move |change| (file, change)))
    {
        if set.text(file).contains(from) {
            set = set.edit(file, from, to);
        }
    }
    let mut pages = 0;
    // The theme that prints every link.
    let options = Options { theme: Some("brief".to_owned()), ..Options::default() };
    let checked = set.told(&options, check);
    let built = set.told(&options, |batch, found| pages = sheets(batch, found).len());
    let places = |told: &Told| -> Vec<String> {
        let found = told.sink.in_order();
        let found = found.into_iter().filter(|fault| fault.code == Code::BadLink);
        found
            .map(|fault| {
                let json = render_json(fault, &told.sources);
                let file = json["file"].as_str().and_then(|file| file.rsplit('/').next()).unwrap_or_default();
                let line = json["line"].as_u64().expect("a line") as usize;
                let key = set.text(file).lines().nth(line - 1).and_then(|line| line.split([' ', '=']).next());
                format!("{file} {}", key.unwrap_or_default())
            })
            .collect()
    };
    assert_eq!(places(&checked), places(&built), "`check` and `build` say the same");
    (places(&built), pages)
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
    assert_eq!(
        built(&[("qr = \"https://www.missingkids", "qr = \"https://www.misingkids")]),
        (both("qr"), 0)
    );
    assert_eq!(
        built(&[("(https://www.missingkids.org/ourwork", "(https://www.evil.example/ourwork")]),
        (both("[missingkids.org/ourwork/impact](https://www.evil.example/ourwork/impact)"), 0)
    );
    // In one language alone, whose page fails alone.
    let (found, pages) = built(&[(
        "Cifras nacionales:\n[missingkids.org/ourwork",
        "Cifras nacionales:\n[missingkids.org/otro",
    )]);
    assert_eq!((found.len(), pages), (1, 1));
    assert!(found[0].starts_with("wording.es.toml [missingkids.org/otro"), "{found:?}");
}
