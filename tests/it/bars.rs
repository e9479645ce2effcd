//! Bars of a series: one scale in all its sheets, as long as the labels let them be, in the middle of their
//! rows, and few rules beside them.

use crate::kit::file::File;
use crate::kit::set::{Draft, Sheets};
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, dump};
use handout::internals::facts;
use handout::internals::font::Fonts;
use handout::internals::layout::{Ink, Mark, Page, Paint, Rect, TextRun, Typesetter};
use handout::internals::outline::Block;
use handout::{Options, extract};
use std::sync::LazyLock;

const INCOME: &str = "examples/household-income";

/// Width of a text column of `brief`.
const COLUMN: f64 = 258.0;

static SHEETS: LazyLock<Sheets> = LazyLock::new(|| Draft::income().read().build(&Options::default()));

/// The widths of the rectangles of this height on a page, in the order they are painted.
fn widths(sheet: &[u8], height: f64) -> Vec<f64> {
    let number = |object: &lopdf::Object| f64::from(object.as_float().expect("a number"));
    let content = File::read(sheet).content();
    let rectangles = content.operations.iter().filter(|operation| operation.operator == "re");
    let sides = rectangles.map(|operation| (number(&operation.operands[2]), number(&operation.operands[3])));
    sides.filter(|(_, own)| (own - height).abs() < 0.001).map(|(width, _)| width).collect()
}

#[test]
fn points_per_percent_are_the_same_in_all_sheets_of_a_series() {
    let draft = Draft::income();
    let mut scales: Vec<f64> = Vec::new();
    for (file, sheet) in SHEETS.iter() {
        let figures = draft.text(&format!("states/{}", file.replace(".pdf", ".toml")));
        let shares: Vec<f64> = figures
            .lines()
            .filter_map(|line| line.strip_suffix("%\"")?.split_once(" = \"")?.1.parse().ok())
            .collect();
        let bars = widths(sheet, 10.4);
        assert_eq!((shares.len(), bars.len()), (8, 8), "{file}");
        scales.extend(bars.iter().zip(&shares).map(|(bar, share)| bar / share));
        // The longest, at 22 percent.
        assert!(bars[0] / shares[0] * 22.0 >= COLUMN * 0.35, "{file}: the bars are short");
    }
    // A bar is cut to a thousandth of a point.
    let (least, most) =
        scales.iter().fold((f64::MAX, 0.0_f64), |(a, b), scale| (a.min(*scale), b.max(*scale)));
    assert!(scales.len() == 51 * 8 && most - least < 0.01, "{least} to {most}");
}

#[test]
fn one_sheet_made_anew_is_that_of_its_series() {
    let set = Draft::income().read();
    for place in ["AL", "CA", "DC", "FL", "KY", "MS", "NC", "NY", "UT", "WY"] {
        let made = set.build(&Options { only: vec![place.into()], ..Options::default() });
        for (file, sheet) in made {
            assert!(SHEETS[&file] == sheet, "{file}");
        }
    }
}

/// What travels in a sheet gives the same sheet: also the scale.
#[test]
fn the_scale_travels_in_the_file() {
    let sheet = &SHEETS["utah.pdf"];
    let set = handout::Set::from_files(extract(sheet).unwrap()).unwrap();
    let engine = handout::Engine::new(&set, &Options::default()).unwrap();
    assert!(engine.sheet("UT", "en", "office").unwrap().bytes == *sheet);
}

/// The page of a sample's first place in the theme `brief`, alone.
fn page(folder: &str, theme: &str) -> (Document, Page) {
    let set = Draft::of(folder).read();
    let (state, mut sink, theme) = (&set.dataset.states[0], Sink::default(), set.theme(theme));
    let facts = facts::validate(&set.dataset, state, &mut sink).expect("sound figures");
    let document = set.composed(0, theme.shown(), &facts);
    let fonts = Fonts::bundled();
    let (page, _) = Typesetter::new(&fonts, &theme).lay_out(&document, None, set.place(), &mut sink).unwrap();
    (document, page)
}

fn filled(page: &Page) -> Vec<(Rect, Ink)> {
    page.items.iter().filter_map(|item| item.mark.filled()).collect()
}

fn runs(page: &Page) -> Vec<&TextRun> {
    page.items
        .iter()
        .filter_map(|item| if let Mark::Text(run) = &item.mark { Some(run) } else { None })
        .collect()
}

/// How far the middle of a run's capitals is from a height.
fn off(run: &TextRun, middle: f64) -> f64 {
    (run.baseline.to_f64() - run.size.to_f64() * 0.33 - middle).abs()
}

#[test]
fn capitals_stand_in_the_middle_of_their_rows() {
    let (_, page) = page(INCOME, "brief");
    let bars: Vec<Rect> = filled(&page)
        .into_iter()
        .filter(|(rect, ink)| *ink == Ink::Bar && rect.height.0 == 10_400)
        .map(|b| b.0)
        .collect();
    assert_eq!(bars.len(), 8);
    for bar in bars {
        let middle = bar.y.to_f64() + bar.height.to_f64() / 2.0;
        let row: Vec<f64> = runs(&page)
            .into_iter()
            .filter(|run| run.x.to_f64() < 300.0)
            .map(|run| off(run, middle))
            .filter(|off| *off < 6.0)
            .collect();
        // Label, figure, the nation's.
        assert!(row.len() >= 3 && row.iter().all(|off| *off <= 0.3), "{row:?}");
    }
    // Without bars: between the rules above and below.
    let (document, page) = self::page("data", "memo");
    let rules: Vec<Rect> =
        filled(&page).into_iter().filter(|(_, ink)| *ink == Ink::Rule).map(|r| r.0).collect();
    let table: Vec<&Rect> =
        rules.iter().filter(|rule| rule.height.0 == 750 && rule.width.0 < 400_000).collect();
    let [head, foot] = table.as_slice() else { panic!("{table:?}") };
    let rows =
        document.page.sections.iter().flat_map(|s| &s.blocks).find_map(Block::table).unwrap().rows.len();
    let pitch = (foot.y - head.y).to_f64() / rows as f64;
    for row in 0..rows {
        let middle = head.y.to_f64() + 0.375 + pitch * (row as f64 + 0.5);
        let right = head.x + head.width;
        let figure =
            runs(&page).into_iter().filter(|run| run.x < right && run.x.to_f64() > right.to_f64() - 40.0);
        let figure = figure.map(|run| off(run, middle)).fold(f64::MAX, f64::min);
        assert!(figure <= 0.3, "row {row}: {figure}");
    }
}

#[test]
fn beside_bars_there_are_three_rules_at_most() {
    for folder in [INCOME, "data"] {
        let (_, page) = page(folder, "brief");
        let full = |(rect, ink): &(Rect, Ink)| {
            *ink == Ink::Rule && rect.width.to_f64() >= COLUMN - 1.0 && rect.width.to_f64() <= COLUMN + 1.0
        };
        let count = filled(&page).iter().filter(|mark| full(mark)).count();
        assert!((1..=3).contains(&count), "{folder}: {count}");
    }
}

/// Parts of a sum have frames, which are told.
#[test]
fn parts_of_a_whole_have_frames() {
    let (document, page) = page("data", "brief");
    let frames = page.items.iter().filter(
        |item| matches!(&item.mark, Mark::Path(path) if path.ink == Ink::Rule && path.paint != Paint::Fill),
    );
    assert_eq!(frames.count(), 3);
    // What they are parts of is said right above, or else below.
    assert!(!dump(&document).contains("key:"), "{}", dump(&document));
    let set = Draft::sample_in("en").edit("wording.en.toml", "{{ missing_cases }} of", "all of").read();
    let text = dump(&set.document(0)).replace('~', " ");
    assert!(text.contains("key: Each frame is as long as all ⟨5:199⟩ ‹cases›."), "{text}");
}

/// Values that are withheld, and places with faults, have no part in the scale.
#[test]
fn the_scale_is_that_of_what_is_printed() {
    let scale = |draft: &Draft| {
        let sheets = draft.read().build(&Options { only: vec!["KY".into()], ..Options::default() });
        let files = extract(&sheets["kentucky.pdf"]).unwrap();
        let wording = files.iter().find(|(name, _)| name.ends_with("wording.en.toml")).unwrap();
        let text = String::from_utf8(wording.1.clone()).unwrap();
        text.lines().find(|line| line.starts_with("scale")).map(str::to_owned)
    };
    let income = Draft::income();
    assert_eq!(scale(&income).as_deref(), Some("scale = \"22.0%\""));
    let larger = income.edit("states/utah.toml", "\"21.3%\"", "\"35.5%\"");
    assert_eq!(scale(&larger).as_deref(), Some("scale = \"36.0%\""));
    let withheld = larger.clone().edit("states/utah.toml", "\"35.5%\"", "\"suppressed\"");
    assert_eq!(scale(&withheld).as_deref(), Some("scale = \"22.0%\""));
    // A place without a sheet: its year is wrong.
    let faulty = larger.edit("states/utah.toml", "year = 2013", "year = 2012");
    assert_eq!(scale(&faulty).as_deref(), Some("scale = \"22.0%\""));
}

#[test]
fn a_scale_that_ends_too_early_or_has_no_sum_is_refused() {
    for (scale, message) in [
        ("\"20%\"", "the longest bar is 20%, but a figure here is 21.3%"),
        ("\"total\"", "the rows of this table are not parts of one sum"),
        ("\"serie\"", "did you mean \"series\"?"),
        ("\"not reported\"", "there is no scale"),
        ("0", "a bar cannot be measured by 0"),
    ] {
        let draft =
            Draft::income().edit("wording.en.toml", "columns = [", &format!("scale = {scale}\ncolumns = ["));
        let text = draft.told(&Options::default(), |_, _| {}).text();
        assert!(text.contains(message) && text.contains("wording.en.toml"), "{scale}: {text}");
    }
}
