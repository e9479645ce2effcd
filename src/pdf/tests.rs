//! A file of several pages: the same fonts, one structure, and every page proved.

use super::*;
use crate::diagnostic::Sink;
use crate::document::Document;
use crate::embed::EmbeddedSet;
use crate::facts::{self, Facts};
use crate::font::Fonts;
use crate::layout::{Page, Typesetter};
use crate::press::{Press, Slug};
use crate::profile::{OFFICE, PDF2, PRESS};
use crate::proof::{Expectation, Prover};
use crate::set::{self, Dataset};
use crate::source::Sources;
use crate::standard::Standard;
use crate::theme::Theme;
use crate::theme::built_in_theme;
use crate::wording::Composer;
use lopdf::Object;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::path::Path;
use std::sync::Arc;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The sample with its facts and documents: in English and Spanish, and in English for another theme.
pub struct Sample {
    pub dataset: Arc<Dataset>,
    pub facts: Facts,
    pub documents: Vec<Document>,
}

pub fn sample() -> Sample {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(&Path::new(ROOT).join("data"), &mut sources, &mut sink).unwrap();
    let facts = facts::validate(&dataset, &dataset.states[0], &mut sink).unwrap();
    let day = dataset.set.released.as_ref().unwrap().value;
    let compose = |(wording, theme): (usize, &str)| {
        let (wording, shown) = (&dataset.wordings[wording], built_in_theme(theme).unwrap().shown());
        let composer = Composer::new(&dataset.set, wording, shown, &sources, &mut Sink::default()).unwrap();
        composer.compose(&facts, day, &mut Sink::default()).unwrap()
    };
    let documents = [(0, "memo"), (1, "memo"), (0, "brief")].into_iter().map(compose).collect();
    Sample { facts, documents, dataset: Arc::new(dataset) }
}

pub fn laid_out(document: &Document, fonts: &Fonts, theme: &Theme, sample: &Sample) -> Page {
    let place = sample.dataset.states[0].name().span;
    Typesetter::new(fonts, theme).lay_out(document, None, place, &mut Sink::default()).unwrap().0
}

/// The sample in two languages, and in another theme.
fn three_sheets(profile: &Profile) -> (Vec<u8>, Meta, Sample, Vec<Document>) {
    let (sample, fonts) = (sample(), Fonts::bundled());
    let [memo, brief] = ["memo", "brief"].map(|name| built_in_theme(name).unwrap());
    let english = &sample.documents[0];
    let sheets = [(english, &memo), (&sample.documents[1], &memo), (&sample.documents[2], &brief)];
    let pack = EmbeddedSet::new(&sample.dataset, "memo", english.meta.date, profile, &Default::default());
    let enclosure = pack.enclosure(&sample.facts, &sample.dataset.states[0], "en");
    let meta = Meta { title: "Three sheets".into(), ..english.meta.clone() };
    let press = Press::new(&fonts, profile, &memo.color);
    let pages: Vec<Page> =
        sheets.iter().map(|(document, theme)| laid_out(document, &fonts, theme, &sample)).collect();
    let dressed: Vec<DressedPage<'_>> = pages
        .iter()
        .zip(&sheets)
        .map(|(page, (document, _))| press.dress(page, Slug::of("kentucky", &document.meta)))
        .collect();
    let leaves: Vec<FilePage<'_>> = dressed
        .iter()
        .zip(&sheets)
        .map(|(page, (document, _))| FilePage {
            page,
            language: &document.meta.locale,
            figures: &enclosure.figures,
        })
        .collect();
    let mut writer = Writer::new(&fonts, profile);
    let bytes = writer.write_all(&leaves, &meta, &enclosure.files);
    let documents = sheets.iter().map(|(document, _)| (*document).clone()).collect();
    (bytes, meta, sample, documents)
}

#[test]
fn three_sheets_in_one_file_keep_their_promise() {
    for profile in [&OFFICE, &PRESS, &PDF2] {
        let (bytes, meta, sample, documents) = three_sheets(profile);
        let folder = Path::new(ROOT).join("target/tmp");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("three-sheets-{}.pdf", profile.name)), &bytes).unwrap();

        let mut pages: Vec<Expectation<'_>> = documents
            .iter()
            .map(|document| Expectation { profile, document, facts: &sample.facts })
            .collect();
        assert_eq!(Prover::default().prove_all(&bytes, &meta, &pages), Vec::new());
        // Of PDF 2.0 it knows nothing.
        let known = [(Standard::Ua1, ValidationProfile::PdfUa1), (Standard::A3a, ValidationProfile::PdfA3a)];
        for (_, validation) in known.into_iter().filter(|(standard, _)| profile.standards.contains(standard))
        {
            let options = ValidationOptions::default().profile(validation);
            let report = validate_pdf_bytes(&bytes, &options).unwrap();
            // It does not know pdf:Trapped, which PDF/X wants; veraPDF takes it for predefined.
            let known = |rule: &str| *profile == PRESS && rule.contains(":6.6.2.3.1:");
            let failures = report.failures.iter().filter(|failure| !known(&failure.rule_id));
            assert_eq!(failures.map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
        }
        // Pages that changed places are found on both.
        pages.swap(0, 1);
        let found = Prover::default().prove_all(&bytes, &meta, &pages);
        for page in ["page 1: ", "page 2: "] {
            assert!(found.iter().any(|found| found.message.starts_with(page)), "{found:?}");
        }
        assert!(!found.iter().any(|found| found.message.starts_with("page 3: ")), "{found:?}");
        pages.pop();
        assert!(
            Prover::default()
                .prove_all(&bytes, &meta, &pages)
                .iter()
                .any(|found| found.check == "page-count")
        );
    }
}

#[test]
fn three_sheets_share_their_fonts_and_attributes() {
    let (bytes, ..) = three_sheets(&OFFICE);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let count = |key: &[u8], value: &[u8]| {
        let dictionaries = file.objects.values().filter_map(|object| object.as_dict().ok());
        dictionaries.filter(|d| d.get(key).and_then(Object::as_name).is_ok_and(|v| v == value)).count()
    };
    assert_eq!((file.get_pages().len(), count(b"Subtype", b"Type0")), (3, 3));
    assert_eq!((count(b"S", b"Document"), count(b"S", b"Part")), (1, 3));
    // English and Spanish sheets print the same figures.
    let spans = count(b"S", b"Span");
    assert!(count(b"O", b"UserProperties") * 2 < spans, "{spans}");
}
