//! Links of a whole set: wrong ones are errors for `check` and `build`, in each language, at their
//! lines; the sample's are right.

use handout::batch::{Batch, Options};
use handout::diagnostic::{Code, Sink};
use handout::set;
use handout::source::Sources;
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
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir.path(), &mut sources, &mut sink).expect("a sound set");
    let batch = Batch::plan(&dataset, &sources, &Options::default(), &mut sink).expect("a sound wording");
    let pages = std::sync::atomic::AtomicUsize::new(0);
    let mut checked = Sink::default();
    batch.check(1, &mut checked);
    batch.build(1, &mut sink, |_, _| {
        pages.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(())
    });
    let places = |sink: &Sink| -> Vec<String> {
        let found = sink.in_order();
        let found = found.into_iter().filter(|fault| fault.code == Code::BadLink);
        found
            .map(|fault| {
                let json = handout::diagnostic::render_json(fault, &sources);
                let file = json["file"].as_str().and_then(|file| file.rsplit('/').next()).unwrap_or_default();
                let line: usize = json["line"].as_u64().expect("a line") as usize;
                let text = fs::read_to_string(dir.path().join(file)).expect("the file");
                let key = text.lines().nth(line - 1).and_then(|line| line.split([' ', '=']).next());
                format!("{file} {}", key.unwrap_or_default())
            })
            .collect()
    };
    assert_eq!(places(&checked), places(&sink), "`check` and `build` say the same");
    (places(&sink), pages.into_inner())
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
