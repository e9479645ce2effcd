//! How the lines of real pages end: the samples, the 51 sheets of household income and the 112 of the invented
//! union, in both themes.

use crate::kit::invented::union;
use crate::kit::set::{Draft, Set};
use handout::internals::diagnostic::Sink;
use handout::internals::facts;
use handout::internals::font::{Face, Fonts};
use handout::internals::layout::{ContentId, Kid, Mark, NodeId, Owner, Page, Role, Typesetter};
use handout::{Options, Outcome};
use std::fmt;
use std::ops::AddAssign;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);

/// A line of a text on a page.
#[derive(Debug)]
struct PrintedLine {
    text: String,
    /// Up to the last letter, in thousandths of a point.
    width: i64,
    /// Its last letter is bold.
    bold: bool,
    baseline: i64,
    x: i64,
    size: i64,
}

/// The lines of every heading and paragraph of a page.
fn texts(page: &Page) -> Vec<(Role, Vec<PrintedLine>)> {
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
            let owned = page.items.iter().filter(|item| matches!(item.owner, Owner::Content(c) if own.contains(&c)));
            (role, lines(page, owned.map(|item| &item.mark)))
        })
        .collect()
}

fn lines<'p>(page: &Page, marks: impl Iterator<Item = &'p Mark>) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    for mark in marks {
        let (Mark::Text(run) | Mark::Hyphen(run)) = mark else { continue };
        if lines.last().is_none_or(|line| line.baseline != run.baseline.0) {
            let baseline = run.baseline.0;
            lines.push(PrintedLine { text: String::new(), width: 0, bold: false, baseline, x: run.x.0, size: run.size.0 });
        }
        let line = lines.last_mut().expect("a line");
        let (face, mut advance) = (FONTS.face(run.face), 0);
        for glyph in &run.glyphs {
            let own = page.spellings.get(&(run.face, glyph.id)).cloned();
            let letters = own.or_else(|| face.spelling(glyph.id).map(String::from)).expect("letters");
            advance += i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust);
            if letters != " " {
                line.width = (run.x + run.size.em(advance)).0 - line.x;
                line.bold = run.face != Face::Regular;
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
    /// They end with a hyphen in bold or in a heading.
    hyphens: usize,
    /// They are more than a tenth shorter than the longest of their text.
    short: usize,
    /// They end with a word of one or two letters.
    short_words: usize,
    /// They end with the first word of a sentence.
    sentence: usize,
    total: usize,
}

impl AddAssign for Rag {
    fn add_assign(&mut self, more: Rag) {
        self.lines += more.lines;
        self.numerals += more.numerals;
        self.hyphens += more.hyphens;
        self.short += more.short;
        self.short_words += more.short_words;
        self.sentence += more.sentence;
        self.total += more.total;
    }
}

impl fmt::Display for Rag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rag { lines, numerals, hyphens, short, short_words, sentence, total } = self;
        write!(f, "{total} lines, {lines} not last: numerals {numerals}, hyphens {hyphens}, short {short} ({:.1} %), short words {short_words}, first words {sentence}", *short as f64 * 100.0 / (*lines).max(1) as f64)
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

fn rag(page: &Page) -> Rag {
    let mut rag = Rag::default();
    for (role, lines) in texts(page) {
        let longest = lines.iter().map(|line| line.width).max().unwrap_or_default();
        rag.total += lines.len();
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            // A headline figure stands above what it counts.
            if line.size != next.size {
                continue;
            }
            let text = line.text.trim_end();
            rag.lines += 1;
            let heading = matches!(role, Role::Heading(_));
            rag.short += usize::from(!heading && line.width * 10 < longest * 9);
            if parts_numeral(&line.text, &next.text) {
                rag.numerals += 1;
                eprintln!("numeral: {} / {}", line.text, next.text);
            }
            if (line.bold || heading) && text.ends_with('-') {
                rag.hyphens += 1;
                eprintln!("hyphen: {} / {}", line.text, next.text);
            }
            let last = text.rsplit(' ').next().unwrap_or_default();
            let letters = last.chars().filter(|c| c.is_alphabetic()).count();
            rag.short_words += usize::from((1..3).contains(&letters) && letters == last.len());
            let before = text[..text.len() - last.len()].trim_end();
            rag.sentence += usize::from(before.ends_with(['.', '!', '?']) && !last.ends_with('.'));
        }
    }
    rag
}

fn pages(set: &Set, theme: &str) -> Vec<Page> {
    let design = set.theme(theme);
    let options = Options { theme: Some(theme.into()), ..Options::default() };
    let run = set.plan(&options).fit(2);
    let dataset = &set.dataset;
    let mut typesetter = Typesetter::new(&FONTS, &design);
    let mut pages = Vec::new();
    let compose: Vec<_> = (0..dataset.wordings.len()).map(|n| set.composer(n, design.shown())).collect();
    let date = dataset.set.released.as_ref().expect("a day of release").value;
    for outcome in &run.outcomes {
        let Outcome::Made(handout) = outcome else { panic!("{outcome:?}") };
        let language = dataset.wordings.iter().position(|w| w.language.value == handout.language).expect("one");
        let state = dataset.states.iter().find(|s| s.name().value == handout.state.name).expect("one");
        let mut sink = Sink::default();
        let facts = facts::validate(dataset, state, &mut sink).expect("sound figures");
        let document = compose[language].compose(&facts, date, &mut sink).expect("a document");
        let place = state.name().span;
        let (page, _) = typesetter
            .lay_out(&document, Some(handout.fit.setting), place, &mut sink)
            .expect("a page");
        pages.push(page);
    }
    pages
}

fn count(set: &Draft, theme: &str) -> Rag {
    let mut all = Rag::default();
    for page in pages(&set.read(), theme) {
        all += rag(&page);
    }
    all
}

#[test]
fn lines_end_well() {
    for theme in ["memo", "brief"] {
        for (name, set) in [
            ("data", Draft::sample()),
            ("income", Draft::of("examples/household-income")),
            ("union", Draft::made(union::set())),
        ] {
            eprintln!("RAG {name} {theme}: {}", count(&set, theme));
        }
    }
}
