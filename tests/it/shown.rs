//! The document is the page: what the theme does not print is in no trace, lint or proof, and the author
//! is told of it.

use crate::kit::built;
use handout::batch::{Batch, Options};
use handout::diagnostic::{Code, Severity, Sink, render_text};
use handout::document::{Document, FigureText, RichText, Source};
use handout::facts;
use handout::outline::{Part, Translate};
use handout::profile::OFFICE;
use handout::proof::{Expectation, Promise, prove};
use handout::set;
use handout::source::Sources;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

/// The sample, with `edits` to some of its files: (file, what stands there, what takes its place). A file
/// that is not there yet has "" in it.
fn edited(edits: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in
        ["handout.toml", "national.toml", "wording.en.toml", "wording.es.toml", "states/kentucky.toml"]
    {
        fs::copy(Path::new("data").join(file), dir.path().join(file)).expect("a copy");
    }
    for (file, from, to) in edits {
        let path = dir.path().join(file);
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(from), "{from} is in {file}");
        fs::write(path, text.replacen(from, to, 1)).expect("a file");
    }
    dir
}

/// The keys of the figures that `trace` lists.
fn traced(dir: &Path, theme: &str) -> BTreeSet<String> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir, &mut sources, &mut sink).expect("a sound set");
    let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a plan");
    let facts = facts::judge(&dataset, &dataset.states[0], &mut sink).expect("sound figures");
    let numbers = batch.trace(&facts, &mut sink).expect("a page");
    let figures = numbers.into_iter().filter_map(|number| match number.source {
        Source::Figure(figure) => Some(facts.figure(figure).key.clone()),
        Source::Datum(..) | Source::Wording => None,
    });
    figures.collect()
}

/// What `check` says of a set, and how many sheets it would make.
fn checked(dir: &Path, theme: &str) -> (Vec<(Severity, Code, String)>, usize) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir, &mut sources, &mut sink).expect("a sound set");
    let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a plan");
    let outcomes = batch.check(1, &mut sink);
    let made = outcomes.iter().filter(|outcome| matches!(outcome, handout::batch::Outcome::Made(_))).count();
    batch.lint(&sources, &mut sink);
    let found = sink.in_order();
    (found.iter().map(|f| (f.severity, f.code, render_text(f, &sources))).collect(), made)
}

/// A figure that stands in a tile alone.
const ALONE: [(&str, &str, &str); 4] = [
    (
        "handout.toml",
        "[figures.us_cybertips]",
        "[figures.kites]\nscope = \"state\"\nlabel = \"Kites\"\n\n[figures.us_cybertips]",
    ),
    ("states/kentucky.toml", "[figures]\n", "[figures]\nkites = 7\n"),
    ("wording.en.toml", "[[tile]]", "[[tile]]\nfigure = \"kites\"\nlabel = \"kites\"\n\n[[tile]]"),
    ("wording.es.toml", "[[tile]]", "[[tile]]\nfigure = \"kites\"\nlabel = \"cometas\"\n\n[[tile]]"),
];

/// `trace` listed tiles that the theme was told not to print.
#[test]
fn tiles_that_are_not_printed_are_not_traced() {
    let mut edits = ALONE.to_vec();
    assert!(traced(edited(&edits).path(), "brief").contains("kites"));
    assert!(!traced(edited(&edits).path(), "memo").contains("kites"));
    edits.push(("theme.toml", "", "[layout.brief.show]\ntiles = false\n"));
    assert!(!traced(edited(&edits).path(), "brief").contains("kites"));
}

/// A seventh tile was lost without a word, and traced as printed.
#[test]
fn a_seventh_tile_is_told() {
    let edits = ALONE.map(|(file, from, to)| match file.starts_with("wording") {
        // Last, not first.
        true => (
            file,
            "\n[[section]]",
            Box::leak(format!("\n{}\n[[section]]", to.trim_end_matches("[[tile]]")).into_boxed_str()) as &str,
        ),
        false => (file, from, to),
    });
    let dir = edited(&edits);
    assert!(!traced(dir.path(), "brief").contains("kites"));
    let (found, made) = checked(dir.path(), "brief");
    assert_eq!(made, 2);
    let told: Vec<_> = found
        .iter()
        .filter(|(severity, code, _)| *severity == Severity::Warning && *code == Code::NotShown)
        .collect();
    assert_eq!(told.len(), 2, "one in each language: {found:?}");
    assert!(told[0].2.contains("wording.en.toml:"), "{}", told[0].2);
    assert!(told[0].2.contains("\"kites\""), "{}", told[0].2);
}

/// The lint took a figure for printed that only a tile prints, under a theme without tiles.
#[test]
fn a_figure_in_a_tile_alone_is_not_printed_by_a_theme_without_tiles() {
    let dir = edited(&ALONE);
    let unprinted = |theme| {
        let (found, _) = checked(dir.path(), theme);
        found.iter().any(|(_, code, text)| *code == Code::UnprintedFigure && text.contains("`kites`"))
    };
    assert!(unprinted("memo"));
    assert!(!unprinted("brief"));
}

/// A page was refused for an earlier figure that it does not print.
#[test]
fn the_year_of_a_figure_that_is_not_printed_does_not_matter() {
    let mut edits = ALONE.to_vec();
    edits[1].2 = "[figures]\nkites = { value = 7, year = 2022 }\n";
    let dir = edited(&edits);
    let made = |theme| checked(dir.path(), theme).1;
    assert_eq!(made("memo"), 2);
    assert_eq!(made("brief"), 0);
}

/// What the theme has no place for is one note, which does not make `--strict` fail.
#[test]
fn what_the_theme_has_no_place_for_is_one_note() {
    for (theme, words) in [("memo", "headline figures"), ("brief", "`title`")] {
        let (found, _) = checked(Path::new("data"), theme);
        let [(Severity::Note, Code::NotShown, text)] = found.as_slice() else { panic!("{found:?}") };
        assert!(text.starts_with("data/handout.toml:") && text.contains(words), "{text}");
    }
}

/// Copies a page with one text changed.
struct Marred {
    left: usize,
}

impl Marred {
    fn text(&mut self, text: &RichText) -> RichText {
        let mut text = text.clone();
        if self.left == 0 {
            text.inlines[0].text.insert(0, 'x');
        }
        self.left = self.left.wrapping_sub(1);
        text
    }
}

impl<'a> Translate<'a, RichText, FigureText> for Marred {
    type Text = RichText;
    type Figure = FigureText;
    type Error = Infallible;

    fn needed(&mut self, _: Part, text: &'a RichText) -> Result<RichText, Infallible> {
        Ok(self.text(text))
    }

    fn optional(&mut self, part: Part, text: &'a RichText) -> Result<Option<RichText>, Infallible> {
        self.needed(part, text).map(Some)
    }

    fn figure(&mut self, _: Part, figure: &'a FigureText) -> Result<FigureText, Infallible> {
        Ok(FigureText { text: self.text(&figure.text), ..figure.clone() })
    }
}

/// Head, tiles and most of the foot could be missing from the file, and it was proved.
#[test]
fn the_proof_needs_every_text_of_the_page() {
    for theme in ["memo", "brief"] {
        let dir = edited(&[("handout.toml", "theme = \"memo\"", &format!("theme = \"{theme}\""))]);
        let built = built::build(dir.path(), &OFFICE).remove(0);
        let proved = |document: &Document| {
            prove(&built.bytes, &Expectation { promise: Promise::OFFICE, document }).is_empty()
        };
        assert!(proved(&built.document), "{theme}");
        let mut year = built.document.clone();
        year.year.inlines[0].text.insert(0, 'x');
        assert!(!proved(&year), "{theme}: the year");
        let mut texts = 0;
        for n in 0.. {
            let mut marred = Marred { left: n };
            let Ok(page) = built.document.page.try_map(&mut marred);
            if marred.left < usize::MAX / 2 {
                break;
            }
            let document = Document { page, ..built.document.clone() };
            let (was, is) = (built.document.passages(), document.passages());
            // A description is not printed; other checks look for it.
            let Some(passage) = is.iter().zip(&was).find(|(is, was)| is.text != was.text) else { continue };
            texts += 1;
            assert!(!proved(&document), "{theme}: {:?} {}", passage.0.part, passage.1.text.plain());
        }
        assert!(texts > 30, "{theme}: {texts} texts");
    }
}
