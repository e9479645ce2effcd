//! Both layouts: one page whatever the text, more text never makes type larger, a series looks
//! alike.

#[allow(dead_code)]
mod invented;

use chrono::NaiveDate;
use handout::batch::{Batch, Options, Outcome};
use handout::diagnostic::Sink;
use handout::doc::{
    Block, Document, Footer, Inline, InlineKind, Line, Masthead, Meta, Paragraph, Row, Section, Table, Tile,
};
use handout::font::Fonts;
use handout::input::{self, built_in_theme};
use handout::layout::{FitReport, Ink, Mark, Page, Typesetter};
use handout::source::{Sources, Span};
use handout::theme::Theme;
use handout::units::Pt;
use proptest::prelude::*;

fn line(text: &str) -> Line {
    let inline = Inline { text: text.to_owned(), strong: false, link: None, kind: InlineKind::Wording };
    Line { inlines: vec![inline], ..Line::default() }
}

const WORDS: [&str; 12] = [
    "kite",
    "a",
    "found",
    "lighthouse",
    "on",
    "shore.",
    "Wardens",
    "in",
    "harbor-master",
    "returned",
    "the",
    "it,",
];

/// So many words of an invented language of twelve.
fn words(count: usize, seed: usize) -> String {
    (0..count).map(|n| WORDS[(n * n + n * 7 + seed * 5) % 12]).collect::<Vec<_>>().join(" ")
}

/// Sections with paragraphs of so many words; the second has a table of so many rows.
fn document(sections: &[Vec<usize>], rows: usize) -> Document {
    let text = |count, seed| Paragraph { text: line(&words(count, seed)), lead: false };
    let mut made: Vec<Section> = Vec::new();
    for (s, paragraphs) in sections.iter().enumerate() {
        let blocks = paragraphs.iter().enumerate().map(|(p, n)| Block::Paragraph(text(*n, s * 3 + p)));
        made.push(Section { heading: line("On lost kites"), blocks: blocks.collect() });
    }
    if rows > 0 && made.len() > 1 {
        let row = |n: usize| {
            let (label, cells) = (line(&words(3, n)), vec![line(&format!("{}", n * 7))]);
            Row { label, cells, amount: Some(n as i128 * 7) }
        };
        let columns = vec![line("Where"), line("Kites")];
        let table = Table { alt: "Kites".into(), columns, rows: (0..rows).map(row).collect() };
        let lead = Paragraph { text: line("Found in all:"), lead: true };
        made[1].blocks.extend([Block::Paragraph(lead), Block::Table(table)]);
    }
    let tile = |n: usize| Tile { figure: line(&format!("{}", n * 37)), label: line("kites found") };
    Document {
        meta: Meta {
            title: "Veldoria 2023".into(),
            author: "Kite Office".into(),
            language: "en".into(),
            date: NaiveDate::from_ymd_opt(2024, 1, 2).unwrap(),
        },
        masthead: Masthead {
            organization: line("Kite Office"),
            kicker: Some(line("Sample")),
            title: line("Veldoria Data"),
            place: line("Veldoria"),
            postal: "--".into(),
            year: line("2023"),
        },
        intro: vec![text(40, 1), text(14, 2)],
        tiles: (1..6).map(tile).collect(),
        sections: made,
        footer: Footer {
            call: line("To report a lost kite:"),
            hotline: line("555-0100"),
            hotline_digits: None,
            source: line("Invented."),
            web: line("kites.example"),
            web_label: None,
            qr: None,
        },
    }
}

fn theme(name: &str) -> Theme {
    built_in_theme(name).expect("a theme of that name")
}

fn lay_out(theme: &Theme, document: &Document) -> Option<(Page, FitReport)> {
    let fonts = Fonts::bundled();
    let mut sources = Sources::default();
    let place = Span::new(sources.add("place.toml", "name"), 0, 4);
    Typesetter::new(&fonts, theme).lay_out(document, place, &mut Sink::default()).ok()
}

fn sections() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(4..90_usize, 1..4), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_text_never_makes_type_larger(
        (before, rows) in (sections(), 0..8_usize),
        at in any::<prop::sample::Index>(),
        more in 1..60_usize,
        brief in any::<bool>(),
    ) {
        let theme = theme(if brief { "brief" } else { "memo" });
        let mut after = before.clone();
        let section = at.index(after.len());
        let paragraph = at.index(after[section].len());
        after[section][paragraph] += more;
        let size = |sections| lay_out(&theme, &document(sections, rows)).map(|(_, report)| report.size);
        match (size(&before), size(&after)) {
            (Some(before), Some(after)) => prop_assert!(after <= before, "{before} became {after}"),
            (None, Some(after)) => prop_assert!(false, "too long at first, then {after}"),
            (_, None) => {}
        }
    }

    #[test]
    fn columns_stay_above_the_footer(sections in sections(), rows in 0..8_usize) {
        let theme = theme("brief");
        let Some((page, _)) = lay_out(&theme, &document(&sections, rows)) else { return Ok(()) };
        for item in &page.items {
            let (bottom, right) = match &item.mark {
                Mark::Text(run) => (run.baseline, run.x),
                Mark::Fill { rect, ink: Ink::Rule | Ink::Bar } => (rect.y, rect.x + rect.width),
                _ => continue,
            };
            prop_assert!(bottom <= Pt::new(688) || bottom >= Pt::new(700), "{bottom} is in the white");
            prop_assert!(right <= Pt::new(576), "{right} is in the margin");
        }
    }
}

#[test]
fn the_columns_of_a_long_text_end_level() {
    let theme = theme("brief");
    let text = vec![vec![60, 40], vec![80], vec![70, 30], vec![60], vec![50]];
    let (page, report) = lay_out(&theme, &document(&text, 3)).expect("it fits");
    let foot = |left: bool| {
        let runs = page.items.iter().filter_map(|item| match &item.mark {
            Mark::Text(run) if run.size.to_f64() == report.size => Some((run.x, run.baseline)),
            Mark::Fill { rect, ink: Ink::Rule } => Some((rect.x, rect.y)),
            _ => None,
        });
        let column = runs.filter(|(x, y)| (*x < Pt::new(306)) == left && *y < Pt::new(695));
        column.map(|(_, y)| y).max().expect("both columns have text")
    };
    let apart = (foot(true) - foot(false)).to_f64().abs();
    assert!(apart < 4.0, "the columns end {apart} pt apart");
    assert!(report.fill > 0.9 && report.fill <= 1.0, "{} of the room", report.fill);
}

/// Size and leading of every handout of an invented set.
fn settings(fit: &str) -> Vec<(f64, f64)> {
    let dir = tempfile::tempdir().unwrap();
    invented::write_set(dir.path(), 8, 34).unwrap();
    let set = dir.path().join("handout.toml");
    let text = std::fs::read_to_string(&set).unwrap();
    std::fs::write(&set, text.replacen("theme =", &format!("fit = \"{fit}\"\ntheme ="), 1)).unwrap();
    let states = std::fs::read_dir(dir.path().join("states")).unwrap().map(|entry| entry.unwrap().path());
    for (path, letter) in states.zip('A'..) {
        let text = std::fs::read_to_string(&path).unwrap();
        let coded = text.lines().map(|line| match line.split(' ').next() {
            Some("postal") => format!("postal = \"Q{letter}\"\n"),
            // Longer and longer names, in every call-out.
            Some("name") => format!("name = \"Q{letter}{}\"\n", " of the Isles".repeat(letter as usize % 4)),
            _ => format!("{line}\n"),
        });
        std::fs::write(&path, coded.collect::<String>()).unwrap();
    }
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = input::read(dir.path(), &mut sources, &mut sink).expect("a sound set");
    let options = Options { theme: Some("brief".into()), ..Options::default() };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a plan");
    let made = |outcome| match outcome {
        Outcome::Made(handout) => (handout.fit.size, handout.fit.lead),
        other => panic!("{other:?}"),
    };
    batch.check(2, &mut sink).into_iter().map(made).collect()
}

#[test]
fn a_uniform_series_has_the_setting_of_its_tightest_sheet() {
    let (each, series) = (settings("each"), settings("uniform"));
    let tightest = each.iter().copied().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    assert!(each.iter().any(|setting| *setting != tightest), "the sheets do not differ: {tightest:?}");
    assert!(series.iter().all(|setting| *setting == tightest), "{series:?}, and not {tightest:?}");
}

/// The sizes of the headline figures, in the order of the row.
fn headline_sizes(figures: &[&str]) -> Vec<f64> {
    let mut document = document(&[vec![30]], 0);
    let tile = |figure: &&str| Tile { figure: line(figure), label: line("kites found") };
    document.tiles = figures.iter().map(tile).collect();
    let (page, _) = lay_out(&theme("brief"), &document).expect("it fits");
    let sizes = page.items.iter().filter_map(|item| match &item.mark {
        // Each figure is followed by a space, in a run of its own.
        Mark::Text(run) if run.ink == Ink::Navy && (140..160).contains(&(run.baseline.0 / 1000)) => {
            Some(run.size.to_f64())
        }
        _ => None,
    });
    sizes.step_by(2).collect()
}

#[test]
fn words_in_a_row_of_headline_figures_do_not_make_the_numbers_small() {
    let sizes = headline_sizes(&["fewer than 10", "7", "709", "16,109", "772", "80"]);
    assert!(sizes[0] < 14.0 && sizes[1..].iter().all(|size| *size >= 18.0), "{sizes:?}");
}

#[test]
fn headline_figures_side_by_side_do_not_read_as_one_number() {
    // In 28 pt type the first would fill its place, and end 12 pt before the next.
    let sizes = headline_sizes(&["759,824", "9", "27", "11", "525"]);
    assert!(sizes.len() == 5 && sizes.iter().all(|size| *size == 24.0), "{sizes:?}");
}
