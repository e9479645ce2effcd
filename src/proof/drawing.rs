//! What the operators of a page draw, one after the other: the state they work on, and the ink they
//! leave.

use super::content::{
    DrawnShape, MarkedStretch, NOWHERE, PageContent, ShapeKind, ShownRun, StretchOwner, widened,
};
use super::divided::DividedWord;
use super::draft;
use super::inked::InkedText;
use super::object::{name, text};
use super::operators::{self, Operands, ShownArray};
use super::typeface::Typeface;
use crate::objects::{Dict, Name, Pdf, PdfNumber};
use std::rc::Rc;

/// Ink on paper.
pub(super) struct Painted {
    pub(super) stretch: usize,
    pub(super) color: SetColor,
    pub(super) overprint: bool,
    pub(super) mark: PaintedPart,
    /// Left, bottom, right, top of what is filled; for text, its baseline.
    pub(super) bounds: [f64; 4],
}

/// What was painted, by its place among the runs or the shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaintedPart {
    Run(usize),
    Shape(usize),
}

impl Painted {
    pub(super) fn is_text(&self) -> bool {
        matches!(self.mark, PaintedPart::Run(_))
    }
}

/// A color as it was set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SetColor {
    Gray(f64),
    Rgb([f64; 3]),
    Cmyk([f64; 4]),
    /// In a color space of the page's resources, by its place in their order.
    Named(usize),
}

/// Letters are moved by no more than this in thousandths of the size, as kerning does; only white
/// between words grows.
const KERN: f64 = 200.0;
/// The most that a space grows.
const SPREAD: f64 = 4000.0;

#[derive(Clone)]
pub(super) struct GraphicsState {
    pub(super) fill: SetColor,
    pub(super) stroke: SetColor,
    overprint: [bool; 2],
    /// By its place among the fonts of the page.
    font: Option<usize>,
    size: f64,
    weight: f64,
}

/// A page under way.
pub(super) struct ContentReading<'r, 'p> {
    fonts: &'r [(String, Rc<Typeface<'p>>)],
    states: Dict<'p>,
    /// The names of the page's color spaces, in their order.
    spaces: Vec<String>,
    out: PageContent,
    pub(super) now: GraphicsState,
    saved: Option<GraphicsState>,
    /// The stretches that are open, that of nobody first.
    open: Vec<usize>,
    /// Within a span that reads otherwise than it looks: what it reads.
    said: Option<String>,
    divided: DividedWord,
    /// Where the page stands on its sheet.
    origin: [f64; 2],
    /// Within a text object: where its line began.
    line: Option<[f64; 2]>,
    pen: f64,
    /// Where the points of the path under way begin.
    path: Option<(usize, ShapeKind)>,
}

impl<'r, 'p> ContentReading<'r, 'p> {
    /// Begins a page whose content is of so many bytes.
    pub(super) fn new(fonts: &'r [(String, Rc<Typeface<'p>>)], resources: &Dict<'p>, bytes: usize) -> Self {
        let now = GraphicsState {
            fill: SetColor::Gray(0.0),
            stroke: SetColor::Gray(0.0),
            overprint: [false; 2],
            font: None,
            size: 0.0,
            weight: 1.0,
        };
        let outside = MarkedStretch::begin(StretchOwner::Nobody, "", 0);
        ContentReading {
            fonts,
            states: resources.get("ExtGState").unwrap_or_else(Dict::empty),
            spaces: color_spaces(resources),
            out: PageContent::begin(outside, bytes),
            now,
            saved: None,
            open: vec![0],
            said: None,
            divided: DividedWord::default(),
            origin: [0.0; 2],
            line: None,
            pen: 0.0,
            path: None,
        }
    }

    /// What was read, once all is.
    pub(super) fn finished(mut self) -> PageContent {
        if let Some(tail) = self.divided.missing() {
            self.out.faults.push(format!("a word is divided, and `{tail}` does not follow"));
        }
        if self.open.len() > 1 || self.line.is_some() || self.path.is_some() || self.saved.is_some() {
            self.out.faults.push("marked content is not closed".to_owned());
        }
        self.out
    }

    /// Says that an operator has no place where it stands.
    pub(super) fn refuse(&mut self, operator: &[u8], operands: &Operands<'_>) {
        let (operator, name) = (String::from_utf8_lossy(operator), operands.name.unwrap_or_default());
        let name = String::from_utf8_lossy(name);
        self.out.faults.push(format!("the page uses the operator {operator} {name}, as no handout does"));
    }

    pub(super) fn is_drawing(&self) -> bool {
        self.path.is_some()
    }

    /// The place of a color space; one that is not named in the resources has none of theirs.
    pub(super) fn space(&self, name: &[u8]) -> usize {
        let found = self.spaces.iter().position(|own| own.as_bytes() == name);
        found.unwrap_or(usize::MAX)
    }

    pub(super) fn bracket(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        let outside = self.open.len() == 1 && self.line.is_none();
        if self.is_drawing() {
            return None;
        }
        match operator {
            b"BDC" => self.begin(operands.name?, operands.dictionary?),
            b"EMC" if self.open.len() > 1 => {
                let closed = self.open.pop()?;
                if self.said.take().is_none() {
                    if self.line.is_some() {
                        return None;
                    }
                    self.out.stretches[closed].runs.end = self.out.runs.len();
                }
                Some(())
            }
            b"q" if outside && self.saved.is_none() => {
                self.saved = Some(self.now.clone());
                Some(())
            }
            b"Q" if outside => {
                self.now = self.saved.take()?;
                Some(())
            }
            // The page in its place on the sheet, before all else.
            b"cm"
                if outside
                    && self.saved.is_none()
                    && self.out.paints.is_empty()
                    && self.origin == [0.0; 2] =>
            {
                let [1.0, 0.0, 0.0, 1.0, x, y] = operands.numbers()? else { return None };
                self.origin = [x, y];
                Some(())
            }
            _ => None,
        }
    }

    fn begin(&mut self, tag: &[u8], properties: &[u8]) -> Option<()> {
        let tag = std::str::from_utf8(tag).ok()?;
        if let Some(mark) = operators::mark_alone(properties) {
            return self.open_stretch(StretchOwner::Mark(mark), tag);
        }
        let properties = Pdf::of_dictionary(properties)?;
        let properties = properties.trailer()?;
        let has_only = |known: &[&str]| properties.keys().all(|key| known.contains(&key.as_str()));
        if let Some(said) = text(&properties, "ActualText") {
            // Its words stand in the stretch around it, in their turn.
            let around = *self.open.last()?;
            let alone = self.open.len() == 2 && self.said.is_none() && has_only(&["ActualText"]);
            if tag != "Span" || !alone {
                self.out.faults.push(format!("marked content {tag} reads otherwise than it looks"));
            }
            self.said = Some(said);
            self.open.push(around);
            return Some(());
        }
        if let Some(mark) = properties.get::<PdfNumber>("MCID").filter(|_| has_only(&["MCID"])) {
            return self.open_stretch(StretchOwner::Mark(mark.as_i64()), tag);
        }
        (tag == "Artifact" && has_only(&["Type", "Subtype"])).then_some(())?;
        let owner = match name(&properties, "Type") {
            "Pagination" if name(&properties, "Subtype") == draft::SUBTYPE => StretchOwner::Draft,
            "Pagination" => StretchOwner::Running { is_foot: name(&properties, "Subtype") == "Footer" },
            _ => StretchOwner::Artifact,
        };
        self.open_stretch(owner, tag)
    }

    fn open_stretch(&mut self, owner: StretchOwner, tag: &str) -> Option<()> {
        if self.open.len() > 1 || self.line.is_some() {
            self.out.faults.push(format!("marked content {tag} begins inside of other marked content"));
        }
        self.open.push(self.out.stretches.len());
        self.out.stretches.push(MarkedStretch::begin(owner, tag, self.out.runs.len()));
        Some(())
    }

    /// Takes on a graphics state of the resources.
    pub(super) fn state(&mut self, name: &[u8]) -> Option<()> {
        let state: Dict<'_> = self.states.get(name)?;
        for (place, key) in ["op", "OP"].into_iter().enumerate() {
            self.now.overprint[place] = state.get(key).unwrap_or(self.now.overprint[place]);
        }
        Some(())
    }

    pub(super) fn text(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        if self.is_drawing() {
            return None;
        }
        match (operator, self.line) {
            (b"BT", None) => {
                operands.numbers::<0>()?;
                self.line = Some(self.origin);
                self.pen = 0.0;
            }
            (b"ET", Some(_)) => {
                operands.numbers::<0>()?;
                self.line = None;
            }
            (b"Tf", Some(_)) => {
                let name = operands.name?;
                self.now.font = self.fonts.iter().position(|(own, _)| own.as_bytes() == name);
                self.now.font?;
                [self.now.size] = operands.counted()?;
            }
            (b"Td", Some([x, y])) => {
                let [right, up] = operands.numbers()?;
                self.line = Some([x + right, y + up]);
                self.pen = 0.0;
            }
            (b"TJ", Some(line)) => self.show(operands.shown()?, line)?,
            _ => return None,
        }
        Some(())
    }

    /// Shows what stands in an array (9.4.3).
    fn show(&mut self, shown: &ShownArray, [x, y]: [f64; 2]) -> Option<()> {
        let (font, size) = (&*self.fonts.get(self.now.font?)?.1, self.now.size);
        let (read, PageContent { text, faults, .. }) = (&*font.read, &mut self.out);
        let em = size / 1000.0;
        let (start, mut pen) = (text.len(), self.pen);
        let begin = x + pen;
        let (mut ink, mut is_blank, mut far, mut accent) = (InkedText::of_size(em), false, false, false);
        let (mut from, mut backs) = (0, shown.backs.iter());
        loop {
            let back = backs.next();
            let to = back.map_or(shown.codes.len(), |back| back.0);
            for &code in &shown.codes[from..to] {
                let Some(glyph) = read.glyphs.get(code) else {
                    let name = font.name();
                    faults.push(format!("the code {code} of {name} spells nothing or has no width"));
                    continue;
                };
                match glyph.character {
                    Some(character) => text.push(character),
                    None => text.push_str(read.spelling.get(code).unwrap_or_default()),
                }
                // Only accents stand elsewhere than behind the letter before.
                accent = glyph.width == 0.0;
                if std::mem::take(&mut far) && !accent {
                    faults.push("letters are moved out of their words".to_owned());
                }
                is_blank = glyph.ink.is_none();
                if let Some(own) = &glyph.ink {
                    ink.add(own, x + pen);
                }
                pen += glyph.width * em;
            }
            let Some((behind, back)) = back else { break };
            // Behind an accent the pen goes back to where it was.
            let near = back.abs() <= KERN || accent && back.abs() <= 1000.0;
            far |= !(near || is_blank && (-SPREAD..=KERN).contains(back));
            pen -= back * em;
            from = *behind;
        }
        self.pen = pen;
        // Words that look otherwise than they read would deceive either eye or ear.
        let looks = &self.out.text[start..];
        if !self.divided.allows(looks, self.said.as_deref()) {
            let read = self.said.as_deref().unwrap_or(looks);
            let fault = format!("`{looks}` reads as `{read}`; only a word divided at a line's end may");
            self.out.faults.push(fault);
        }
        if let Some(said) = &self.said {
            self.out.text.truncate(start);
            self.out.text.push_str(said);
        }
        let run = ShownRun {
            text: start..self.out.text.len(),
            x: begin,
            y,
            end: x + pen,
            size,
            ink: ink.bounds(y),
            ends_blank: is_blank,
        };
        let bounds = [run.x, y, run.end, y];
        self.out.runs.push(run);
        self.painted(PaintedPart::Run(self.out.runs.len() - 1), bounds, false)
    }

    fn painted(&mut self, mark: PaintedPart, bounds: [f64; 4], is_line: bool) -> Option<()> {
        let stretch = *self.open.last()?;
        let color = if is_line { self.now.stroke } else { self.now.fill };
        let overprint = self.now.overprint[usize::from(is_line)];
        self.out.paints.push(Painted { stretch, color, overprint, mark, bounds });
        Some(())
    }

    /// Makes a path, piece by piece, and paints it.
    pub(super) fn path(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        if self.line.is_some() {
            return None;
        }
        let kind = self.path.map(|(_, kind)| kind);
        match (operator, kind) {
            (b"w", None) => [self.now.weight] = operands.numbers()?,
            (b"re", None) => {
                let [x, y, width, height] = operands.numbers()?;
                self.path = Some((self.out.points.len(), ShapeKind::Rectangle));
                self.point(x, y);
                self.point(x + width, y + height);
            }
            (b"m", None | Some(ShapeKind::Lines(_) | ShapeKind::Curves)) => {
                let [x, y] = operands.numbers()?;
                let (start, kind) = self.path.unwrap_or((self.out.points.len(), ShapeKind::Lines(0)));
                let kind = if let ShapeKind::Lines(n) = kind { ShapeKind::Lines(n + 1) } else { kind };
                self.path = Some((start, kind));
                self.point(x, y);
            }
            (b"l", Some(ShapeKind::Lines(_) | ShapeKind::Curves)) => {
                let [x, y] = operands.numbers()?;
                self.point(x, y);
            }
            (b"c", Some(ShapeKind::Lines(_) | ShapeKind::Curves)) => {
                let [a, b, c, d, e, f] = operands.numbers()?;
                [(a, b), (c, d), (e, f)].into_iter().for_each(|(x, y)| self.point(x, y));
                self.path = self.path.map(|(start, _)| (start, ShapeKind::Curves));
            }
            (b"h", Some(ShapeKind::Lines(_) | ShapeKind::Curves)) => {}
            (b"f", Some(ShapeKind::Rectangle)) | (b"f*", Some(ShapeKind::Lines(_) | ShapeKind::Curves)) => {
                self.drawn(None)?;
            }
            (b"S", Some(_)) => self.drawn(Some(self.now.weight))?,
            _ => return None,
        }
        Some(())
    }

    fn point(&mut self, x: f64, y: f64) {
        self.out.points.push([self.origin[0] + x, self.origin[1] + y]);
    }

    fn drawn(&mut self, weight: Option<f64>) -> Option<()> {
        let (start, kind) = self.path.take()?;
        let bounds = self.out.points[start..].iter().fold(NOWHERE, widened);
        let points = start..self.out.points.len();
        self.out.shapes.push(DrawnShape { points, kind, bounds, weight });
        self.painted(PaintedPart::Shape(self.out.shapes.len() - 1), bounds, weight.is_some())
    }
}

/// The names of the page's color spaces, in order.
pub(super) fn color_spaces(resources: &Dict<'_>) -> Vec<String> {
    let spaces = resources.get::<Dict<'_>>("ColorSpace").unwrap_or_else(Dict::empty);
    let mut names: Vec<String> = spaces.keys().map(|name: Name<'_>| name.as_str().to_owned()).collect();
    names.sort();
    names
}
