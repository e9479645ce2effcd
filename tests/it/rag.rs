//! How the lines of real pages end: the samples, the 51 sheets of household income and the 112 of the invented
//! union, in both themes.

use crate::kit::invented::union;
use crate::kit::series::{LaidOut, pages};
use crate::kit::set::Draft;
use handout::internals::font::Fonts;
use handout::internals::layout::{ContentId, Ink, Kid, Mark, NodeId, Owner, Page, Role};
use handout::internals::units::Pt;
use std::fmt;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);

/// A line of a text on a page.
#[derive(Debug)]
pub struct PrintedLine {
    pub text: String,
    /// Up to the last letter, in thousandths of a point.
    width: i64,
    pub baseline: i64,
    x: i64,
    pub size: i64,
}

/// The lines of every heading and paragraph of a page.
pub fn texts(page: &Page) -> Vec<(Role, Vec<PrintedLine>)> {
    let contents = |node: NodeId| {
        let (mut found, mut open) = (Vec::<ContentId>::new(), vec![Kid::Node(node)]);
        while let Some(kid) = open.pop() {
            match kid {
                Kid::Content(content) => found.push(content),
                Kid::Node(node) => open.extend(&page.nodes[node.0 as usize].kids),
            }
        }
        found
    };
    let nodes = (0..page.nodes.len()).map(|n| NodeId(n as u32));
    let nodes = nodes.map(|n| (n, page.nodes[n.0 as usize].role.clone()));
    let nodes = nodes.filter(|(_, role)| matches!(role, Role::Paragraph | Role::Heading(_) | Role::ListBody));
    nodes
        .map(|(node, role)| {
            let own = contents(node);
            let owned =
                page.items.iter().filter(|item| matches!(item.owner, Owner::Content(c) if own.contains(&c)));
            (role, lines(page, owned.map(|item| &item.mark)))
        })
        .collect()
}

fn lines<'p>(page: &Page, marks: impl Iterator<Item = &'p Mark>) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    for mark in marks {
        let (Mark::Text(run) | Mark::Part(run, _)) = mark else { continue };
        if lines.last().is_none_or(|line| line.baseline != run.baseline.0) {
            let baseline = run.baseline.0;
            lines.push(PrintedLine { text: String::new(), width: 0, baseline, x: run.x.0, size: run.size.0 });
        }
        let line = lines.last_mut().expect("a line");
        let (face, mut advance) = (FONTS.face(run.face), 0);
        for glyph in &run.glyphs {
            let own = page.spellings.get(&(run.face, glyph.id)).cloned();
            let letters = own.or_else(|| face.spelling(glyph.id).map(String::from)).expect("letters");
            advance += i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust);
            if letters != " " {
                line.width = (run.x + run.size.em(advance)).0 - line.x;
            }
            line.text += &letters;
        }
    }
    lines
}

/// What is counted of line ends.
#[derive(Debug, Default, Clone, Copy)]
struct Rag {
    /// Those of several lines, the last apart.
    lines: usize,
    /// They end with a number before what it counts.
    numerals: usize,
    /// They end with a hyphen.
    hyphens: usize,
    /// They are more than a tenth shorter than the longest of their text.
    short: usize,
}

impl fmt::Display for Rag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rag { lines, numerals, hyphens, short } = self;
        write!(
            f,
            "of {lines} lines {numerals} part a number from its noun, {hyphens} end with a hyphen, {short} are short"
        )
    }
}

/// Whether a number stands at the end of a line, before what it counts: not a year, and no date.
fn parts_numeral(line: &str, next: &str) -> bool {
    let last = line.trim_end().rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '$', '\u{201c}']);
    let digits = last.chars().filter(char::is_ascii_digit).count();
    let number = digits > 0 && last.chars().all(|c| c.is_ascii_digit() || ",.%".contains(c));
    let year = last.len() == 4 && digits == 4;
    number && !year && !last.ends_with([',', '.']) && next.starts_with(char::is_alphabetic)
}

impl Rag {
    /// Counts the lines of a text.
    fn count(&mut self, role: &Role, lines: &[PrintedLine]) {
        let heading = matches!(role, Role::Heading(_));
        let longest = lines.iter().map(|line| line.width).max().unwrap_or_default();
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            // A headline figure stands above what it counts.
            if line.size != next.size {
                continue;
            }
            self.lines += 1;
            self.numerals += usize::from(parts_numeral(&line.text, &next.text));
            self.hyphens += usize::from(line.text.trim_end().ends_with('-'));
            self.short += usize::from(!heading && line.width * 10 < longest * 9);
        }
    }
}

/// What is promised of the line ends of sets, in one theme.
fn hold(sets: &[Draft], theme: &str) {
    let mut rag = Rag::default();
    for LaidOut { page, .. } in sets.iter().flat_map(|set| pages(&set.clone().read(), theme)) {
        texts(&page).iter().for_each(|(role, lines)| rag.count(role, lines));
    }
    println!("{theme}: {rag}");
    assert_eq!((rag.numerals, rag.hyphens), (0, 0), "{theme}: {rag}");
    assert!(rag.short * 10 < rag.lines, "{theme}: {rag}");
}

#[test]
fn the_lines_of_the_samples_end_well() {
    let samples = [Draft::sample(), Draft::of("examples/household-income")];
    ["memo", "brief"].iter().for_each(|theme| hold(&samples, theme));
}

#[test]
fn the_lines_of_the_union_end_well() {
    let union = [Draft::made(union::set())];
    ["memo", "brief"].iter().for_each(|theme| hold(&union, theme));
}

/// The lines of the call-outs of a page: those beside a rule.
fn callouts(laid_out: &LaidOut) -> Vec<Vec<PrintedLine>> {
    let rules = || laid_out.fills().filter(|(rect, ink)| *ink == Ink::Navy && rect.width == Pt::new(5) / 2);
    let is_beside = |line: &PrintedLine| {
        let beside = |y: Pt, height: Pt| (y..y + height).contains(&Pt(line.baseline));
        rules().any(|(rect, _)| rect.x + Pt::new(9) == Pt(line.x) && beside(rect.y, rect.height))
    };
    let texts = texts(&laid_out.page).into_iter().map(|(_, lines)| lines);
    texts.filter(|lines| lines.first().is_some_and(is_beside)).collect()
}

#[test]
fn the_lines_of_call_outs_are_of_like_length() {
    for theme in ["memo", "brief"] {
        let sets = [Draft::sample(), Draft::made(union::set())].map(|set| set.read());
        let all: Vec<_> =
            sets.iter().flat_map(|set| pages(set, theme)).flat_map(|page| callouts(&page)).collect();
        let several: Vec<_> = all.iter().filter(|lines| lines.len() > 1).collect();
        let uneven = several.iter().filter(|lines| {
            let widths = || lines.iter().map(|line| line.width);
            widths().min().unwrap_or(0) * 3 < widths().max().unwrap_or(0) * 2
        });
        let uneven: Vec<_> = uneven.collect();
        println!(
            "{theme}: {} call-outs, {} of several lines, {} uneven",
            all.len(),
            several.len(),
            uneven.len()
        );
        assert!(all.len() > 400 && several.len() > 10, "{theme}");
        // Some are so for a number that keeps its noun.
        assert!(uneven.len() * 7 <= several.len(), "{theme}: {uneven:#?}");
    }
}

#[test]
fn what_ends_badly_is_counted() {
    let line =
        |(text, width): (&str, i64)| PrintedLine { text: text.into(), width, baseline: 0, x: 0, size: 10 };
    let count = |role: Role, lines: &[(&str, i64)]| {
        let mut rag = Rag::default();
        rag.count(&role, &lines.iter().copied().map(line).collect::<Vec<_>>());
        (rag.numerals, rag.hyphens, rag.short)
    };
    let well = [("In 2023, Avalon had", 100), ("45 kites, and of 9,", 95), ("two flew.", 40)];
    assert_eq!(count(Role::Paragraph, &well), (0, 0, 0));
    let parted = [("In 2023, Avalon had 45", 100), ("kites.", 40)];
    assert_eq!(count(Role::Paragraph, &parted), (1, 0, 0));
    let hyphen = [("one child-", 100), ("serving", 40)];
    assert_eq!(count(Role::Paragraph, &hyphen), (0, 1, 0));
    assert_eq!(count(Role::Heading(2), &[("one child-", 50), ("serving", 100)]), (0, 1, 0));
    assert_eq!(count(Role::Paragraph, &[("a line", 89), ("that is longer", 100)]), (0, 0, 1));
}
