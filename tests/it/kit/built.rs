//! Pages made from a set, each with the document it shows.

use handout::diagnostic::Sink;
use handout::document::Document;
use handout::embed::EmbeddedSet;
use handout::facts;
use handout::font::Fonts;
use handout::layout::{Page, Typesetter};
use handout::pdf::{Profile, Writer};
use handout::set;
use handout::source::Sources;
use handout::theme::Theme;
use handout::wording::Composer;
use std::path::Path;

/// A finished page.
pub struct Built {
    /// What it shows.
    pub document: Document,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Every page of a set in every language and in its theme, of one profile.
pub fn build(set: &Path, profile: &Profile) -> Vec<Built> {
    build_in(set, profile, |_| {}, |_| {})
}

/// The same with the theme changed, and each page changed before it is written.
pub fn build_in(
    set: &Path,
    profile: &Profile,
    theme_change: impl Fn(&mut Theme),
    page_change: impl Fn(&mut Page),
) -> Vec<Built> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(set, &mut sources, &mut sink).expect("a sound set");
    let fonts = Fonts::bundled();
    let mut theme = dataset.set.theme_changes.theme(&dataset.set.theme.value).expect("a theme");
    theme_change(&mut theme);
    let mut typesetter = Typesetter::new(&fonts, &theme);
    let mut writer = Writer::new(&fonts, profile, &theme.color);
    let date = dataset.set.released.as_ref().expect("a day of release").value;
    let pack = EmbeddedSet::new(&dataset, &theme.name, date, profile, &Default::default());
    let mut built = Vec::new();
    for wording in &dataset.wordings {
        let composer = Composer::new(&dataset.set, wording, theme.shown(), &sources, &mut sink)
            .expect("a sound wording");
        for state in &dataset.states {
            let facts = facts::validate(&dataset, state, &mut sink).expect("sound figures");
            let document = composer.compose(&dataset.set, &facts, date, &mut sink).expect("a document");
            let (mut page, _) = typesetter.lay_out(&document, state.name().span, &mut sink).expect("a page");
            page_change(&mut page);
            let enclosure = pack.enclosure(&facts, state, composer.language());
            let bytes = writer.write(&page, &document.meta, &enclosure);
            built.push(Built { document, bytes });
        }
    }
    assert!(!built.is_empty());
    built
}

/// The set in `data/`.
pub fn data() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))
}
