//! A page's content gone through for its letters (ISO 32000-1, 9.4): where the pen is, what it shows,
//! and between which brackets.

use super::drawn::Drawn;
use super::font::ReadFont;

use super::letters::{Drawing, Letter, Matrix, product};
use super::values::{number, text};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Number, Object};
use std::collections::BTreeMap;

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// No page has more letters, states under a state, or brackets in a bracket.
const MOST_LETTERS: usize = 200_000;
const DEEPEST: usize = 256;

/// What `q` saves.
#[derive(Clone)]
struct WalkState {
    matrix: Matrix,
    font: Option<usize>,
    size: f64,
    /// Between letters and words (9.3.2, 9.3.3), in points.
    spacing: [f64; 2],
    /// 1 unless letters are narrowed (9.3.4).
    scale: f64,
    leading: f64,
    rise: f64,
    /// Of lines.
    weight: f64,
}

/// A bracket under way.
struct Bracket {
    mark: Option<i64>,
    /// What it reads as, until the first letter has it.
    said: Option<String>,
    /// Whether it, or one around it, reads as another text than it shows.
    replaced: bool,
}

/// Goes through a page.
pub(super) struct ContentWalk<'f> {
    fonts: &'f [ReadFont],
    names: &'f BTreeMap<String, usize>,
    now: WalkState,
    saved: Vec<WalkState>,
    open: Vec<Bracket>,
    line: Matrix,
    pen: Matrix,
    letters: Vec<Letter>,
    drawn: Drawn,
    /// The objects that are painted (8.8), by name, each at its place.
    painted: Vec<(String, Matrix)>,
}

impl<'f> ContentWalk<'f> {
    pub(super) fn new(fonts: &'f [ReadFont], names: &'f BTreeMap<String, usize>) -> Self {
        let now = WalkState {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            spacing: [0.0; 2],
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            weight: 1.0,
        };
        let (saved, open, letters, drawn) = (Vec::new(), Vec::new(), Vec::new(), Drawn::default());
        let painted = Vec::new();
        ContentWalk { fonts, names, now, saved, open, line: IDENTITY, pen: IDENTITY, letters, drawn, painted }
    }

    /// Of what is painted at a place.
    pub(super) fn at(mut self, place: Matrix) -> Self {
        self.now.matrix = place;
        self
    }

    /// The letters, in the order they are painted, and what else is.
    pub(super) fn read(mut self, content: &[u8]) -> (Vec<Letter>, Vec<Drawing>) {
        self.follow(content);
        (self.letters, self.drawn.all)
    }

    /// The objects that are painted, too.
    pub(super) fn read_all(mut self, content: &[u8]) -> (Vec<Letter>, Vec<Drawing>, Vec<(String, Matrix)>) {
        self.follow(content);
        (self.letters, self.drawn.all, self.painted)
    }

    fn follow(&mut self, content: &[u8]) {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
            self.operator(instruction.operator, &operands);
            if self.letters.len() > MOST_LETTERS {
                break;
            }
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Object<'_>]) {
        let n = |at: usize| operands.get(at).map_or(0.0, number);
        let matrix = || [n(0), n(1), n(2), n(3), n(4), n(5)];
        match operator {
            b"q" if self.saved.len() < DEEPEST => self.saved.push(self.now.clone()),
            b"Q" => self.now = self.saved.pop().unwrap_or_else(|| self.now.clone()),
            b"cm" => self.now.matrix = product(&matrix(), &self.now.matrix),
            b"BDC" | b"BMC" if self.open.len() < DEEPEST => self.begin(operands.get(1)),
            b"EMC" => drop(self.open.pop()),
            b"BT" => self.to(IDENTITY),
            b"Tm" => self.to(matrix()),
            b"Td" => self.down(n(0), n(1)),
            b"TD" => {
                self.now.leading = -n(1);
                self.down(n(0), n(1));
            }
            b"T*" => self.down(0.0, -self.now.leading),
            b"Tf" => {
                self.now.font = operands.first().and_then(|name| match name {
                    Object::Name(name) => self.names.get(name.as_str()).copied(),
                    _ => None,
                });
                self.now.size = n(1);
            }
            b"Tc" => self.now.spacing[0] = n(0),
            b"Tw" => self.now.spacing[1] = n(0),
            b"Tz" => self.now.scale = n(0) / 100.0,
            b"TL" => self.now.leading = n(0),
            b"Ts" => self.now.rise = n(0),
            b"Tj" | b"TJ" => self.show(operands.first()),
            b"'" | b"\"" => {
                if operator == b"\"" {
                    self.now.spacing = [n(1), n(0)];
                }
                self.down(0.0, -self.now.leading);
                self.show(operands.last());
            }
            b"w" => self.now.weight = n(0),
            b"Do" if self.painted.len() < DEEPEST => {
                if let Some(Object::Name(name)) = operands.first() {
                    self.painted.push((name.as_str().to_owned(), self.now.matrix));
                }
            }
            path => self.drawn.operator(
                path,
                &[n(0), n(1), n(2), n(3), n(4), n(5)],
                &self.now.matrix,
                self.now.weight,
            ),
        }
    }

    fn to(&mut self, matrix: Matrix) {
        (self.line, self.pen) = (matrix, matrix);
    }

    fn down(&mut self, x: f64, y: f64) {
        self.to(product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line));
    }

    fn begin(&mut self, properties: Option<&Object<'_>>) {
        let properties: Option<&Dict<'_>> = match properties {
            Some(Object::Dict(properties)) => Some(properties),
            _ => None,
        };
        let own = properties.and_then(|own| own.get::<Number>("MCID")).map(|mark| mark.as_i64());
        let said = properties.and_then(|own| text(own, "ActualText"));
        let around = self.open.last();
        let mark = own.or(around.and_then(|around| around.mark));
        let replaced = said.is_some() || around.is_some_and(|around| around.replaced);
        self.open.push(Bracket { mark, said, replaced });
    }

    /// Shows a string, or an array of strings and what comes between them.
    fn show(&mut self, shown: Option<&Object<'_>>) {
        match shown {
            Some(Object::String(string)) => self.string(string.as_bytes()),
            Some(Object::Array(parts)) => {
                for part in parts.iter::<Object<'_>>() {
                    match &part {
                        Object::String(string) => self.string(string.as_bytes()),
                        other => self.forward(-number(other) * self.now.size / 1000.0),
                    }
                }
            }
            _ => {}
        }
    }

    fn string(&mut self, string: &[u8]) {
        let Some(at) = self.now.font else { return };
        let WalkState { matrix, size, spacing, scale, rise, .. } = self.now;
        let font = &self.fonts[at];
        for code in font.codes(string) {
            if self.letters.len() > MOST_LETTERS {
                return;
            }
            let line = product(&[size * scale, 0.0, 0.0, size, 0.0, rise], &self.pen);
            let (place, width) = (product(&line, &matrix), font.width(code));
            let bracket = self.open.last_mut();
            let mark = bracket.as_ref().and_then(|bracket| bracket.mark);
            let text = match bracket {
                Some(bracket) if bracket.replaced => bracket.said.take().unwrap_or_default(),
                _ => font.spells(code),
            };
            self.letters.push(Letter { text, mark, place, width, font: at });
            let space = if font.is_space(code) { spacing[1] } else { 0.0 };
            self.forward(width * size + spacing[0] + space);
        }
    }

    /// Moves the pen.
    fn forward(&mut self, by: f64) {
        self.pen = product(&[1.0, 0.0, 0.0, 1.0, by * self.now.scale, 0.0], &self.pen);
    }
}
