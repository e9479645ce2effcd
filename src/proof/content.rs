//! The content stream as a reader goes through it: which words stand where, whose they are, and
//! what is painted in which color.

use super::divided::DividedWord;
use super::object::{name, text};
use super::typeface::Typeface;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Number, Object};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the page shows.
#[derive(Default)]
pub(super) struct PageContent {
    /// Every stretch between `BDC` and `EMC`, and what stands outside of any.
    pub(super) stretches: Vec<MarkedStretch>,
    /// Every mark of ink.
    pub(super) paints: Vec<Painted>,
    /// What no handout has, and what is not well formed.
    pub(super) faults: Vec<String>,
    pub(super) by_mark: BTreeMap<i64, Vec<usize>>,
}

/// Whose a stretch of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StretchOwner {
    /// The element that has this mark.
    Mark(i64),
    /// Decoration.
    Artifact,
    /// What each page of several has again (14.8.2.2.2).
    Running { is_foot: bool },
    /// Nobody's.
    Nobody,
}

/// A stretch of one owner.
pub(super) struct MarkedStretch {
    pub(super) owner: StretchOwner,
    /// The structure type it names.
    pub(super) tag: String,
    pub(super) runs: Vec<ShownRun>,
}

/// Text on one baseline.
pub(super) struct ShownRun {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) end: f64,
    pub(super) size: f64,
}

/// Ink on paper.
pub(super) struct Painted {
    pub(super) stretch: usize,
    pub(super) color: SetColor,
    pub(super) overprint: bool,
    pub(super) is_text: bool,
    /// Left, bottom, right, top of what is filled; for text, its baseline.
    pub(super) bounds: [f64; 4],
}

/// A color as it was set.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SetColor {
    Gray(f64),
    Rgb([f64; 3]),
    Cmyk([f64; 4]),
    /// In a color space of the page's resources.
    Named(String),
}

/// `[a b c d e f]` of ISO 32000-1, 8.3.3.
type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Clone)]
struct GraphicsState {
    matrix: Matrix,
    fill: SetColor,
    stroke: SetColor,
    overprint: [bool; 2],
    font: String,
    size: f64,
}

struct ContentReader<'r, 'p> {
    fonts: &'r BTreeMap<String, Rc<Typeface<'p>>>,
    states: Dict<'p>,
    out: PageContent,
    now: GraphicsState,
    saved: Vec<GraphicsState>,
    open: Vec<usize>,
    /// Within a span that reads otherwise than it looks: how many stretches were open around it,
    /// and what it reads.
    said: Option<(usize, String)>,
    divided: DividedWord,
    line: Matrix,
    pen: f64,
    path: Vec<(f64, f64)>,
}

impl PageContent {
    /// Goes through a page's content.
    pub(super) fn read<'p>(
        bytes: &[u8],
        fonts: &BTreeMap<String, Rc<Typeface<'p>>>,
        resources: &Dict<'p>,
    ) -> Self {
        let now = GraphicsState {
            matrix: IDENTITY,
            fill: SetColor::Gray(0.0),
            stroke: SetColor::Gray(0.0),
            overprint: [false; 2],
            font: String::new(),
            size: 0.0,
        };
        let states = resources.get("ExtGState").unwrap_or_else(Dict::empty);
        let outside = MarkedStretch { owner: StretchOwner::Nobody, tag: String::new(), runs: Vec::new() };
        let out = PageContent { stretches: vec![outside], ..PageContent::default() };
        let mut reader = ContentReader {
            fonts,
            states,
            out,
            now,
            saved: Vec::new(),
            open: vec![0],
            said: None,
            divided: DividedWord::default(),
            line: IDENTITY,
            pen: 0.0,
            path: Vec::new(),
        };
        let mut instructions = UntypedIter::new(bytes);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
            reader.operator(std::str::from_utf8(instruction.operator).unwrap_or("?"), &operands);
        }
        let mut out = reader.out;
        if let Some(tail) = reader.divided.missing() {
            out.faults.push(format!("a word is divided, and `{tail}` does not follow"));
        }
        if reader.open.len() > 1 {
            out.faults.push("marked content is not closed".to_owned());
        }
        for (place, stretch) in out.stretches.iter().enumerate() {
            if let StretchOwner::Mark(mark) = stretch.owner {
                out.by_mark.entry(mark).or_default().push(place);
            }
        }
        out
    }

    /// The stretches by mark.
    pub(super) fn marks(&self) -> &BTreeMap<i64, Vec<usize>> {
        &self.by_mark
    }

    /// The text of some marks, one after the other.
    pub(super) fn runs<'c>(&'c self, marks: &'c [i64]) -> impl Iterator<Item = &'c ShownRun> {
        let stretches = marks.iter().filter_map(|mark| self.by_mark.get(mark)).flatten();
        stretches.flat_map(|&place| &self.stretches[place].runs)
    }

    /// The words of some marks, one after the other: a space where the pen jumps on a line, a
    /// line's end where it goes to another.
    pub(super) fn words(&self, marks: &[i64]) -> String {
        let mut words = String::new();
        let mut before: Option<&ShownRun> = None;
        for run in self.runs(marks) {
            match before {
                Some(last) if (last.y - run.y).abs() > 0.01 => words.push('\n'),
                Some(last) if (run.x - last.end).abs() > 0.15 * run.size => words.push(' '),
                _ => {}
            }
            words.push_str(&run.text);
            before = Some(run);
        }
        words
    }
}

impl ContentReader<'_, '_> {
    fn operator(&mut self, operator: &str, operands: &[Object<'_>]) {
        let n = |place: usize| match operands.get(place) {
            Some(Object::Number(n)) => n.as_f64(),
            _ => f64::NAN,
        };
        let name = |place: usize| named(operands.get(place));
        match operator {
            "BDC" | "BMC" => self.begin(name(0), operands.get(1)),
            "EMC" if self.open.len() > 1 => {
                self.open.pop();
                self.said.take_if(|(around, _)| *around == self.open.len());
            }
            "q" => self.saved.push(self.now.clone()),
            "Q" => match self.saved.pop() {
                Some(saved) => self.now = saved,
                None => self.out.faults.push("a graphics state is restored that was not saved".into()),
            },
            "cm" => self.now.matrix = product(&[n(0), n(1), n(2), n(3), n(4), n(5)], &self.now.matrix),
            "gs" => {
                let state: Dict<'_> = self.states.get(name(0)).unwrap_or_else(Dict::empty);
                for (place, key) in ["op", "OP"].into_iter().enumerate() {
                    self.now.overprint[place] = state.get(key).unwrap_or(self.now.overprint[place]);
                }
            }
            "g" => self.now.fill = SetColor::Gray(n(0)),
            "G" => self.now.stroke = SetColor::Gray(n(0)),
            "rg" => self.now.fill = SetColor::Rgb([n(0), n(1), n(2)]),
            "RG" => self.now.stroke = SetColor::Rgb([n(0), n(1), n(2)]),
            "k" => self.now.fill = SetColor::Cmyk([n(0), n(1), n(2), n(3)]),
            "K" => self.now.stroke = SetColor::Cmyk([n(0), n(1), n(2), n(3)]),
            "cs" => self.now.fill = SetColor::Named(name(0)),
            "CS" => self.now.stroke = SetColor::Named(name(0)),
            "sc" | "scn" | "SC" | "SCN" | "w" | "J" | "j" | "M" | "d" | "i" | "W" | "W*" => {}
            "m" | "l" | "c" | "re" | "h" | "n" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => {
                self.path_operator(operator, n);
            }
            "BT" | "ET" | "Tf" | "Td" | "Tm" | "Tj" | "TJ" => self.text_operator(operator, operands, n),
            // What the other checks could not see through has no place on a handout.
            _ => {
                self.out.faults.push(format!("the page uses the operator {operator}, which no handout does"))
            }
        }
    }

    fn path_operator(&mut self, operator: &str, n: impl Fn(usize) -> f64) {
        match operator {
            "m" | "l" => self.point(n(0), n(1)),
            "c" => (0..3).for_each(|k| self.point(n(2 * k), n(2 * k + 1))),
            "re" => {
                self.point(n(0), n(1));
                self.point(n(0) + n(2), n(1) + n(3));
            }
            "n" => self.path.clear(),
            "f" | "F" | "f*" => self.paint(true, false),
            "S" | "s" => self.paint(false, true),
            "B" | "B*" | "b" | "b*" => self.paint(true, true),
            _ => {}
        }
    }

    fn text_operator(&mut self, operator: &str, operands: &[Object<'_>], n: impl Fn(usize) -> f64) {
        match operator {
            "BT" => {
                self.line = IDENTITY;
                self.pen = 0.0;
            }
            "Tf" => {
                self.now.font = named(operands.first());
                self.now.size = n(1);
            }
            "Td" => {
                self.line = product(&[1.0, 0.0, 0.0, 1.0, n(0), n(1)], &self.line);
                self.pen = 0.0;
            }
            "Tm" => {
                self.line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                self.pen = 0.0;
            }
            "Tj" | "TJ" => self.show(operands.first()),
            _ => {}
        }
    }

    fn begin(&mut self, tag: String, properties: Option<&Object<'_>>) {
        let properties = match properties {
            Some(Object::Dict(properties)) => Some(properties),
            _ => None,
        };
        let mark = properties.and_then(|properties| properties.get::<Number>("MCID"));
        if let Some(said) = properties.and_then(|properties| text(properties, "ActualText")) {
            // Its words stand in the stretch around it, in their turn.
            let around = self.stretch();
            if mark.is_some() || tag != "Span" || self.said.is_some() {
                self.out.faults.push(format!("marked content {tag} reads otherwise than it looks"));
            }
            self.said = Some((self.open.len(), said));
            return self.open.push(around);
        }
        let owner = match mark {
            Some(mark) => StretchOwner::Mark(mark.as_i64()),
            None if tag == "Artifact" => match properties {
                Some(own) if name(own, "Type") == "Pagination" => {
                    StretchOwner::Running { is_foot: name(own, "Subtype") == "Footer" }
                }
                _ => StretchOwner::Artifact,
            },
            // Without a mark of its own it belongs to what is around it.
            None => self.open.last().map_or(StretchOwner::Nobody, |&around| self.out.stretches[around].owner),
        };
        if self.open.len() > 1 && (mark.is_some() || tag == "Artifact") {
            self.out.faults.push(format!("marked content {tag} begins inside of other marked content"));
        }
        self.open.push(self.out.stretches.len());
        self.out.stretches.push(MarkedStretch { owner, tag, runs: Vec::new() });
    }

    fn stretch(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn point(&mut self, x: f64, y: f64) {
        let placed = product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.now.matrix);
        self.path.push((placed[4], placed[5]));
    }

    fn paint(&mut self, fill: bool, stroke: bool) {
        let points = std::mem::take(&mut self.path);
        let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let bounds =
            points.iter().fold(start, |b, (x, y)| [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)]);
        let stretch = self.stretch();
        for (asked, color, overprint) in
            [(fill, &self.now.fill, self.now.overprint[0]), (stroke, &self.now.stroke, self.now.overprint[1])]
        {
            if asked {
                let color = color.clone();
                self.out.paints.push(Painted { stretch, color, overprint, is_text: false, bounds });
            }
        }
    }

    /// Shows a string, or an array of strings and what comes between them (9.4.3).
    fn show(&mut self, shown: Option<&Object<'_>>) {
        let Some(font) = self.fonts.get(&self.now.font) else {
            return self.out.faults.push(format!("the page has no font {}", self.now.font));
        };
        let mut text = String::new();
        let (mut pen, size) = (self.pen, self.now.size);
        let mut lost = Vec::new();
        let mut part = |object: &Object<'_>| match object {
            Object::String(string) => {
                for code in font.codes(string.as_bytes()) {
                    match font.spelling.get(code) {
                        Some(spelt) if !spelt.is_empty() => text.push_str(spelt),
                        _ => lost.push(format!("the code {code} of {} spells nothing", font.name())),
                    }
                    match font.widths.get(code) {
                        Some(width) => pen += width * size / 1000.0,
                        None => lost.push(format!("the code {code} of {} has no width", font.name())),
                    }
                }
            }
            Object::Number(n) => pen -= n.as_f64() * size / 1000.0,
            _ => {}
        };
        match shown {
            Some(Object::Array(parts)) => parts.iter::<Object<'_>>().for_each(|p| part(&p)),
            Some(one) => part(one),
            None => {}
        }
        let at = |pen: f64| {
            let line = product(&[1.0, 0.0, 0.0, 1.0, pen, 0.0], &self.line);
            let page = product(&line, &self.now.matrix);
            (page[4], page[5])
        };
        let ((x, y), (end, _)) = (at(self.pen), at(pen));
        self.pen = pen;
        // Words that look otherwise than they read would deceive either eye or ear.
        let read = self.said.as_ref().map(|(_, said)| said.clone());
        if !self.divided.allows(&text, read.as_deref()) {
            let read = read.as_deref().unwrap_or(&text);
            self.out
                .faults
                .push(format!("`{text}` reads as `{read}`; only a word divided at a line's end may"));
        }
        text = read.unwrap_or(text);
        let stretch = self.stretch();
        self.out.faults.extend(lost);
        self.out.stretches[stretch].runs.push(ShownRun { text, x, y, end, size });
        let (color, overprint) = (self.now.fill.clone(), self.now.overprint[0]);
        self.out.paints.push(Painted { stretch, color, overprint, is_text: true, bounds: [x, y, end, y] });
    }
}

/// An operand that is a name; empty if it is not.
fn named(operand: Option<&Object<'_>>) -> String {
    match operand {
        Some(Object::Name(name)) => name.as_str().to_owned(),
        _ => String::new(),
    }
}

/// The first matrix, then the second (8.3.4).
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}
