//! Both layouts: one page whatever the text, more text never makes type larger, a series looks
//! alike.

use crate::kit::invented;
use crate::kit::set::Draft;
use crate::kit::slice;
use chrono::NaiveDate;
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, FigureText, Inline, Meta, RichText};
use handout::internals::font::Fonts;
use handout::internals::layout::{
    ContentId, FitReport, Ink, Kid, Mark, Node, NodeId, Owner, Page, Rect, Role, TextRun, Typesetter,
};
use handout::internals::outline::{
    BarChart, Block, Foot, Head, Leads, Outline, Paragraph, Properties, Row, Section, Table, Tile,
};
use handout::internals::source::{Sources, Span};
use handout::internals::theme::{Alignment, TextTokens, Theme, built_in_theme};
use handout::internals::units::Pt;
use handout::{Options, Outcome};
use proptest::prelude::*;
use std::sync::LazyLock;

fn line(text: &str) -> RichText {
    let inline = Inline { text: text.to_owned(), ..Inline::default() };
    RichText { inlines: vec![inline], ..RichText::default() }
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
    let text =
        |count, seed| Paragraph { text: line(&words(count, seed)), leads: Leads::Nowhere, callout: false };
    let mut made: Vec<Section<RichText, FigureText>> = Vec::new();
    for (s, paragraphs) in sections.iter().enumerate() {
        let blocks = paragraphs.iter().enumerate().map(|(p, n)| Block::Paragraph(text(*n, s * 3 + p)));
        made.push(Section { heading: line("On lost kites"), blocks: blocks.collect() });
    }
    if rows > 0 && made.len() > 1 {
        let row = |n: usize| {
            let text = line(&format!("{}", n * 7));
            let cells = vec![FigureText { text, amount: Some(n as i128 * 7) }];
            Row { label: line(&words(3, n)), cells, span: nowhere() }
        };
        let columns = vec![line("Where"), line("Kites")];
        let longest = (rows - 1) * 7;
        let (end, full) = (line(&format!("{longest}")), longest as i128);
        let (alt, rows) = (Some(line("Kites")), (0..rows).map(row).collect());
        let bars = (full > 0).then(|| BarChart { full, end, framed: false, key: Vec::new() });
        let (keep_zero_rows, scale, compared, span) = (false, None, false, nowhere());
        let table = Table { alt, columns, rows, keep_zero_rows, scale, bars, compared, span };
        let lead = Paragraph { text: line("Found in all:"), leads: Leads::ToTable, callout: false };
        made[1].blocks.extend([Block::Paragraph(lead), Block::Table(table)]);
    }
    let tile = |n: usize| Tile {
        figure: figure(&format!("{}", n * 37)),
        label: line("kites found"),
        compared: None,
    };
    Document {
        meta: Meta {
            title: "Veldoria 2023".into(),
            author: "Kite Office".into(),
            language: "en".into(),
            date: NaiveDate::from_ymd_opt(2024, 1, 2).unwrap(),
            ..Meta::default()
        },
        year: line("2023"),
        silhouette: None,
        running: None,
        page: Outline {
            head: Head {
                organization: line("Kite Office"),
                kicker: Some(line("Sample")),
                title: line("Veldoria Data"),
            },
            tiles: (1..6).map(tile).collect(),
            intro: vec![text(40, 1), text(14, 2)],
            sections: made,
            foot: Foot {
                call: Some(line("To report a lost kite:")),
                hotline: Some(line("555-0100")),
                source: Some(line("Invented.")),
                web: Some(line("kites.example")),
                ..Foot::default()
            },
            properties: Properties::default(),
        },
    }
}

fn figure(words: &str) -> FigureText {
    FigureText { text: line(words), amount: None }
}

/// A span of an invented file.
fn nowhere() -> Span {
    Span::new(Sources::default().add("wording.toml", "x"), 0, 1)
}

fn theme(name: &str) -> Theme {
    built_in_theme(name).expect("a theme of that name")
}

/// Justified or not, divided or not, with optical margins or not.
type How = [bool; 3];

fn theme_set(name: &str, [justified, hyphenate, optical_margins]: How) -> Theme {
    let setting = if justified { Alignment::Justified } else { Alignment::Ragged };
    let hyphenate = ["en", "es"].map(|language| (language.to_owned(), hyphenate)).into();
    Theme { text: TextTokens { setting, hyphenate, optical_margins, ligatures: justified }, ..theme(name) }
}

fn how() -> impl Strategy<Value = How> {
    prop_oneof![Just([false; 3]), Just([true; 3]), any::<How>()]
}

fn lay_out(theme: &Theme, document: &Document) -> Option<(Page, FitReport)> {
    let mut sources = Sources::default();
    let place = Span::new(sources.add("place.toml", "name"), 0, 4);
    Typesetter::new(fonts(), theme).lay_out(document, None, place, &mut Sink::default()).ok()
}

/// The words of every paragraph in several pieces: bold in the middle.
fn mixed(mut document: Document) -> Document {
    for block in document.page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Paragraph(paragraph) = block else { continue };
        let plain = paragraph.text.plain();
        let words: Vec<&str> = plain.split_inclusive(' ').collect();
        let pieces = words.chunks(words.len().div_ceil(3)).enumerate();
        paragraph.text.inlines = pieces
            .map(|(n, words)| Inline { strong: n == 1, ..line(&words.concat()).inlines.remove(0) })
            .collect();
    }
    document
}

/// The node that owns a piece of content.
fn owner(page: &Page, content: ContentId) -> Option<NodeId> {
    let owns = |node: &Node| node.kids.contains(&Kid::Content(content));
    page.nodes.iter().position(owns).map(|n| NodeId(n as u32))
}

/// Where the pen stands behind a run.
fn run_end(run: &TextRun) -> Pt {
    let (fonts, mut advance) = (fonts(), 0);
    for glyph in &run.glyphs {
        advance += i64::from(fonts.face(run.face).advance(glyph.id)) + i64::from(glyph.adjust);
    }
    run.x + run.size.em(advance)
}

/// The lines of running text in `size`, where each begins and where its last letter ends.
fn lines_of(page: &Page, size: Pt) -> Vec<(Vec<&TextRun>, Pt, Pt)> {
    let runs = page.items.iter().filter_map(|item| match &item.mark {
        Mark::Text(run) | Mark::Part(run, _) if run.size == size => Some(run),
        _ => None,
    });
    // Neither the head of the page nor its foot.
    let body = |run: &TextRun| run.baseline > Pt::new(180) && run.baseline < Pt::new(680);
    let runs: Vec<&TextRun> = runs.filter(|run| body(run) && run.ink == Ink::Text).collect();
    let lines = runs.chunk_by(|a, b| a.baseline == b.baseline && b.x > a.x);
    lines
        .map(|line| {
            let last = line[line.len() - 1];
            let space = fonts().face(last.face).glyph(' ');
            let trailing = last.glyphs.last().is_some_and(|glyph| Some(glyph.id) == space);
            let end = run_end(last) - if trailing { last.size.em(200) } else { Pt::ZERO };
            (line.to_vec(), line[0].x, end)
        })
        .collect()
}

fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    &FONTS
}

fn sections() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(4..90_usize, 1..4), 1..7)
}

proptest! {
    #![proptest_config(slice(32))]

    #[test]
    fn more_text_never_makes_type_larger(
        (before, rows) in (sections(), 0..8_usize),
        at in any::<prop::sample::Index>(),
        more in 1..60_usize,
        brief in any::<bool>(),
        how in how(),
    ) {
        let theme = theme_set(if brief { "brief" } else { "memo" }, how);
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
    fn no_heading_is_the_last_of_its_column(sections in sections(), rows in 0..8_usize, how in how()) {
        let Some((page, _)) = lay_out(&theme_set("brief", how), &document(&sections, rows)) else {
            return Ok(());
        };
        let marks: Vec<(Option<NodeId>, &TextRun)> = page
            .items
            .iter()
            .filter_map(|item| match (&item.mark, item.owner) {
                (Mark::Text(run), Owner::Content(id)) => Some((owner(&page, id), run)),
                _ => None,
            })
            .collect();
        let heading =
            |node: Option<NodeId>| node.is_some_and(|node| page.nodes[node.0 as usize].role == Role::Heading(2));
        for pair in marks.windows(2).filter(|pair| heading(pair[0].0) && !heading(pair[1].0)) {
            let (head, text) = (pair[0].1, pair[1].1);
            prop_assert!((head.x - text.x).0.abs() < 4000 && head.baseline < text.baseline, "{head:?} and {text:?}");
        }
    }

    #[test]
    fn lines_keep_to_their_edges(
        sections in sections(), brief in any::<bool>(), hyphenate in any::<bool>(), margins in any::<bool>(),
    ) {
        let theme = theme_set(if brief { "brief" } else { "memo" }, [true, hyphenate, margins]);
        let mut document = mixed(document(&sections, 0));
        document.page.intro.clear();
        let Some((page, report)) = lay_out(&theme, &document) else { return Ok(()) };
        let edges = if brief { vec![(36, 294), (318, 576)] } else { vec![(164, 564)] };
        let (mut full, mut lines) = (0, 0);
        for (line, start, end) in lines_of(&page, Pt::from_f64(report.size)) {
            let (left, right) = edges.iter().copied().rfind(|(left, _)| line[0].x > Pt::new(left - 9)).unwrap();
            let hang = if margins { line[0].size.em(300) } else { Pt::ZERO };
            prop_assert!(start <= Pt::new(left) && start >= Pt::new(left) - hang, "begins at {start}");
            prop_assert!(end <= Pt::new(right) + hang + Pt(20), "ends at {end}, not {right}");
            lines += 1;
            full += usize::from((end - Pt::new(right)).0 > -30);
            // Where a run ends the next one begins: what spaces gained is counted once.
            for pair in line.windows(2) {
                let gap = pair[1].x - run_end(pair[0]);
                prop_assert!(gap.0.abs() < 20, "{gap} pt between {:?} and {:?}", pair[0], pair[1]);
            }
        }
        // The last line of a paragraph need not be.
        let last = sections.iter().map(Vec::len).sum::<usize>();
        prop_assert!(full * 3 + last > lines || lines < 12, "{full} of {lines} lines are full");
    }

    #[test]
    fn columns_stay_above_the_footer(sections in sections(), rows in 0..8_usize) {
        let theme = theme("brief");
        let Some((page, _)) = lay_out(&theme, &document(&sections, rows)) else { return Ok(()) };
        let is_rule = |rect: &Rect, ink: Ink| ink == Ink::Rule && rect.width == Pt::new(540);
        let filled = page.items.iter().filter_map(|item| item.mark.filled());
        let footer = filled.filter(|(rect, ink)| is_rule(rect, *ink)).map(|(rect, _)| rect.y).max().expect("a rule");
        for item in &page.items {
            let (bottom, right) = match (&item.mark, item.mark.filled()) {
                (Mark::Text(run), _) => (run.baseline, run.x),
                (_, Some((rect, Ink::Rule | Ink::Bar))) => (rect.y, rect.x + rect.width),
                _ => continue,
            };
            prop_assert!(bottom <= footer - Pt::new(12) || bottom >= footer, "{bottom} is in the white");
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
        let runs = page.items.iter().filter_map(|item| match (&item.mark, item.mark.filled()) {
            (Mark::Text(run), _) if run.size.to_f64() == report.size => Some((run.x, run.baseline)),
            (_, Some((rect, Ink::Rule))) => Some((rect.x, rect.y)),
            _ => None,
        });
        let column = runs.filter(|(x, y)| (*x < Pt::new(306)) == left && *y < Pt::new(695));
        column.map(|(_, y)| y).max().expect("both columns have text")
    };
    let apart = (foot(true) - foot(false)).to_f64().abs();
    assert!(apart < 6.0, "the columns end {apart} pt apart");
    assert!(report.fill > 0.9 && report.fill <= 1.0, "{} of the room", report.fill);
}

#[test]
fn no_word_is_wider_than_its_column() {
    // Words that fit their column in the smallest type and not in the largest, for which there is
    // room: in the text, then in a heading.
    let word = |letters: usize| "counterrevolutionaries".repeat(4)[..letters].to_owned();
    for (name, largest, heading, text) in
        [("memo", 11.5, 3, 84), ("memo", 11.5, 21, 3), ("brief", 11.0, 3, 54), ("brief", 11.0, 44, 3)]
    {
        let mut document = document(&[vec![30], vec![30]], 0);
        let section = &mut document.page.sections[1];
        section.heading = line(&word(heading));
        let text = Paragraph { text: line(&word(text)), leads: Leads::Nowhere, callout: false };
        section.blocks.push(Block::Paragraph(text));
        let (page, report) = lay_out(&theme(name), &document).expect("a page");
        assert!(report.size < largest, "{name}: {} pt", report.size);
        let columns: &[(i64, i64)] = match name {
            "memo" => &[(164, 400), (48, 104)],
            _ => &[(318, 258), (36, 258)],
        };
        for item in &page.items {
            let Mark::Text(run) = &item.mark else { continue };
            if run.baseline < Pt::new(240) || run.baseline > Pt::new(680) {
                continue;
            }
            let (left, width) = columns.iter().find(|(left, _)| Pt::new(*left) <= run.x).expect("a column");
            // A space may stand behind the line.
            let end = run_end(run) - run.size.em(200);
            assert!(end <= Pt::new(left + width), "{name}: a line ends at {end}, in {left} + {width}");
        }
    }
}

/// Size and leading of every handout of an invented set.
fn settings(fit: &str) -> Vec<(f64, f64)> {
    let set = Draft::invented(8, 34);
    let set = set.edit("handout.toml", "theme =", &format!("fit = \"{fit}\"\ntheme ="));
    // Longer and longer names, in every call-out.
    let longer = |set: Draft, n: usize| {
        let name = invented::name(n);
        let long = format!("{name}{}", " of the Isles".repeat(n % 4));
        set.edit(&invented::file(n), &format!("\"{name}\""), &format!("\"{long}\""))
    };
    let set = (0..8).fold(set, longer).read();
    let options = Options { theme: Some("brief".into()), ..Options::default() };
    let made = |outcome| match outcome {
        Outcome::Made(handout) => (handout.fit.size, handout.fit.lead),
        other => panic!("{other:?}"),
    };
    set.plan(&options).fit(2).outcomes.into_iter().map(made).collect()
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
    let tile =
        |figure: &&str| Tile { figure: self::figure(figure), label: line("kites found"), compared: None };
    document.page.tiles = figures.iter().map(tile).collect();
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
    // Three fifths of the numbers' size, on two lines.
    let (words, numbers) = sizes.split_at(sizes.len() - 5);
    assert!(numbers.iter().all(|size| *size == numbers[0] && *size >= 18.0), "{sizes:?}");
    assert!(words.iter().all(|size| (size - numbers[0] * 0.6).abs() < 0.01), "{sizes:?}");
}

#[test]
fn a_long_number_has_two_columns_and_does_not_make_the_others_small() {
    let sizes = headline_sizes(&["7,693,399", "709", "16,109", "772", "80", "9"]);
    // In a column of its own it would be set in 18 pt type.
    assert!(sizes.len() == 6 && sizes.iter().all(|size| *size >= 22.0), "{sizes:?}");
}

#[test]
fn headline_figures_side_by_side_do_not_read_as_one_number() {
    // In 28 pt type the first would end 15 pt before the next, half its size.
    let sizes = headline_sizes(&["759,824", "9", "27", "11", "525"]);
    assert!(sizes.len() == 5 && sizes.iter().all(|size| *size == 26.0), "{sizes:?}");
}
