//! The document is the page: what the theme does not print is in no trace, lint or proof, and the author
//! is told of it.

use crate::kit::set::{DATA, Draft, Told, check_and_lint};
use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use handout::Options;
use handout::internals::batch::lint;
use handout::internals::diagnostic::{Code, Severity};
use handout::internals::document::{Document, FigureText, RichText};
use handout::internals::outline::{Part, PartRole, Translate};
use handout::internals::proof::{Expectation, prove};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::Path;

/// The sample with a figure that stands in one tile and nowhere else: before the first `place`.
fn with_tile(place: &str, figure: &str) -> Draft {
    let entry = "[figures.kites]\nscope = \"state\"\nlabel = \"Kites\"\n\n[figures.us_cybertips]";
    let set = Draft::sample().edit("handout.toml", "[figures.us_cybertips]", entry);
    let set = set.edit("states/kentucky.toml", "[figures]\n", &format!("[figures]\nkites = {figure}\n"));
    [("wording.en.toml", "kites"), ("wording.es.toml", "cometas")].into_iter().fold(
        set,
        |set, (file, label)| {
            let tile = format!("[[tile]]\nfigure = \"kites\"\nlabel = \"{label}\"\n\n{place}");
            let text = set.text(file).replacen(place, &tile, 1);
            set.with(file, text)
        },
    )
}

/// With that tile first in the row.
fn with_first_tile() -> Draft {
    with_tile("[[tile]]", "7")
}

fn in_theme(theme: &str) -> Options {
    Options { theme: Some(theme.to_owned()), ..Options::default() }
}

/// The names of what `trace` lists.
fn traced(set: &Draft, theme: &str) -> BTreeSet<String> {
    let numbers = set.read().engine(&in_theme(theme)).trace("KY").expect("a page");
    numbers.into_iter().filter_map(|number| number.key).collect()
}

/// `trace` listed tiles that the theme was told not to print.
#[test]
fn tiles_that_are_not_printed_are_not_traced() {
    let set = with_first_tile();
    assert!(traced(&set, "brief").contains("kites"));
    assert!(!traced(&set, "memo").contains("kites"));
    let bare = set.with("theme.toml", "[layout.brief.show]\ntiles = false\n");
    assert!(!traced(&bare, "brief").contains("kites"));
}

/// A seventh tile was lost without a word, and traced as printed.
#[test]
fn a_seventh_tile_is_told() {
    let set = with_tile("[[section]]", "7");
    assert!(!traced(&set, "brief").contains("kites"));
    let told = set.told(&in_theme("brief"), check_and_lint);
    assert!(!told.sink.has_errors(), "{}", told.text());
    let warnings = told.only(|fault| fault.severity == Severity::Warning && fault.code == Code::NotShown);
    for language in LANGUAGES {
        assert!(warnings.contains(&format!("wording.{language}.toml:")), "{warnings}");
    }
    assert_eq!(warnings.matches("figure = \"kites\"").count(), 2, "{warnings}");
    assert_eq!(warnings.matches("warning[not-shown]").count(), 2, "one in each language: {warnings}");
}

/// As many tiles as there is room for, fewer and more, and none shown at all: each is on the page, or
/// the author is told of it.
#[test]
fn no_tile_is_lost_in_silence() {
    let sample = Draft::sample_in("en");
    let wording = sample.text("wording.en.toml").to_owned();
    let (head, rest) = wording.split_once("[[tile]]").expect("tiles");
    let (_, sections) = rest.split_once("[[section]]").expect("sections");
    let tile = |figure| format!("[[tile]]\nfigure = \"{figure}\"\nlabel = \"counted\"\n\n");
    let figures = [
        "cybertips",
        "missing_cases",
        "team_hope",
        "us_cybertips",
        "us_missing",
        "us_team_hope",
        "us_identified",
    ];
    let bare = "[layout.brief.show]\ntiles = false\n";
    // A row of one or two is none.
    let row = [0, 0, 0, 3, 4, 5, 6, 6];
    for (theme, changes, row) in [("memo", "", [0; 8]), ("brief", "", row), ("brief", bare, [0; 8])] {
        for count in if row[6] == 0 { vec![0, 6] } else { vec![0, 1, 3, 6, 7] } {
            let tiles: String = figures[..count].iter().map(tile).collect();
            let draft = sample.clone().with("wording.en.toml", format!("{head}{tiles}[[section]]{sections}"));
            let draft = draft.with("theme.toml", changes);
            let set = draft.read();
            let printed = set.composed(0, set.theme(theme).shown(), &set.facts()).page.tiles.len();
            assert_eq!(printed, row[count], "{theme}, {count}");
            let told = draft.told(&in_theme(theme), lint).only(|fault| fault.code == Code::NotShown);
            let lost = told.contains("headline figure") || told.contains("[[tile]]");
            assert_eq!(lost, printed < count, "{theme}, {count}: {told}");
        }
    }
}

/// The lint took a figure for printed that only a tile prints, under a theme without tiles.
#[test]
fn a_figure_in_a_tile_alone_is_not_printed_by_a_theme_without_tiles() {
    let unprinted = |theme| {
        let told = with_first_tile().told(&in_theme(theme), check_and_lint);
        told.only(|fault| fault.code == Code::UnprintedFigure).contains("`kites`")
    };
    assert!(unprinted("memo"));
    assert!(!unprinted("brief"));
}

/// A page was refused for an earlier figure that it does not print.
#[test]
fn the_year_of_a_figure_that_is_not_printed_does_not_matter() {
    let made = |theme| {
        let mut made = 0;
        with_tile("[[tile]]", "{ value = 7, year = 2022 }").told(&in_theme(theme), |batch, _| {
            made = batch.fit(1).outcomes.iter().filter(|outcome| outcome.made().is_some()).count();
        });
        made
    };
    assert_eq!(made("memo"), 2);
    assert_eq!(made("brief"), 0);
}

/// What the theme has no place for is one note, which does not make `--strict` fail.
#[test]
fn what_the_theme_has_no_place_for_is_one_note() {
    for (theme, words) in [("memo", "headline figures"), ("brief", "`title`")] {
        let told = Told::of(Path::new(DATA), &in_theme(theme), check_and_lint);
        let notes = told.only(|fault| fault.code != Code::SmallType);
        assert!(
            notes.starts_with("handout.toml:17:9: note[not-shown]: ") && notes.contains(words),
            "{notes}"
        );
        assert_eq!(told.codes().iter().filter(|code| **code == Code::NotShown).count(), 1, "{notes}");
    }
}

/// Copies a page with one text changed.
struct Marred {
    /// How many texts are copied before it.
    left: usize,
    text: Option<String>,
}

impl Marred {
    fn text(&mut self, text: &RichText) -> RichText {
        let mut text = text.clone();
        if self.left == 0 && self.text.is_none() {
            self.text = Some(text.plain());
            text.inlines[0].text.insert(0, 'x');
        }
        self.left = self.left.saturating_sub(1);
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
        // Properties are proved by what the file should say about itself, not by the page.
        if part.role() == PartRole::Property {
            return Ok(Some(text.clone()));
        }
        self.needed(part, text).map(Some)
    }

    fn figure(&mut self, _: Part, figure: &'a FigureText) -> Result<FigureText, Infallible> {
        Ok(FigureText { text: self.text(&figure.text), ..figure.clone() })
    }
}

/// Head, tiles and most of the foot could be missing from the file, and it was proved.
#[test]
fn the_proof_needs_every_text_of_the_page() {
    for theme in THEMES {
        let sheet = sheet(theme, "en", "office");
        let proved = |document: &Document| {
            prove(&sheet.bytes, &Expectation { document, ..sheet.expected() }).is_empty()
        };
        assert!(proved(&sheet.document), "{theme}");
        let mut year = sheet.document.clone();
        year.year.inlines[0].text.insert(0, 'x');
        assert!(!proved(&year), "{theme}: the year");
        for n in 0.. {
            let mut marred = Marred { left: n, text: None };
            let Ok(page) = sheet.document.page.try_map(&mut marred);
            let Some(text) = marred.text else {
                assert!(n > 25, "{theme}: {n} texts");
                break;
            };
            assert!(!proved(&Document { page, ..sheet.document.clone() }), "{theme}: {text}");
        }
    }
}
