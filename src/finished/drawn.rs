//! What a page's content paints beside letters (ISO 32000-1, 8.5): which areas may have ink.

use super::letters::{Drawing, Matrix, product};

/// No page has more.
const MOST: usize = 100_000;

/// Paths under way, and what was painted.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) all: Vec<Drawing>,
    /// Each line of the path, in points of the page.
    lines: Vec<Vec<(f64, f64)>>,
}

impl Drawn {
    /// Follows an operator with its operands; those of other kinds do nothing.
    pub(super) fn operator(&mut self, operator: &[u8], n: &[f64; 6], matrix: &Matrix, weight: f64) {
        let at = |x: f64, y: f64| {
            let placed = product(&[1.0, 0.0, 0.0, 1.0, x, y], matrix);
            (placed[4], placed[5])
        };
        let scale = (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt();
        match operator {
            b"m" => self.lines.push(vec![at(n[0], n[1])]),
            b"l" => self.to(&[at(n[0], n[1])]),
            // A curve lies within its corners.
            b"c" => self.to(&[at(n[0], n[1]), at(n[2], n[3]), at(n[4], n[5])]),
            b"v" | b"y" => self.to(&[at(n[0], n[1]), at(n[2], n[3])]),
            b"h" => {
                let first = self.lines.last().and_then(|line| line.first()).copied();
                first.iter().for_each(|first| self.to(&[*first]));
            }
            b"re" => {
                let ([x, y, w, h], close) = ([n[0], n[1], n[2], n[3]], at(n[0], n[1]));
                self.lines.push(vec![close, at(x + w, y), at(x + w, y + h), at(x, y + h), close]);
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"S" | b"s" => self.stroke(weight * scale),
            b"B" | b"B*" | b"b" | b"b*" => {
                self.fill();
                self.stroke(weight * scale);
            }
            b"n" => {}
            _ => return,
        }
        if !matches!(operator, b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re") {
            self.lines.clear();
        }
    }

    fn to(&mut self, points: &[(f64, f64)]) {
        match self.lines.last_mut() {
            Some(line) if line.len() < MOST => line.extend(points),
            Some(_) => {}
            None => self.lines.push(points.to_vec()),
        }
    }

    fn fill(&mut self) {
        let areas: Vec<Drawing> = self.lines.iter().map(|line| around(line, 0.0)).collect();
        self.add(areas);
    }

    fn stroke(&mut self, weight: f64) {
        let pieces = self.lines.iter().flat_map(|line| line.windows(2));
        let areas: Vec<Drawing> = pieces.map(|piece| around(piece, weight / 2.0)).collect();
        self.add(areas);
    }

    fn add(&mut self, areas: Vec<Drawing>) {
        let room = MOST.saturating_sub(self.all.len());
        self.all.extend(areas.into_iter().take(room));
    }
}

/// The area around points, and so much further.
fn around(points: &[(f64, f64)], further: f64) -> Drawing {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let [l, b, r, t] =
        points.iter().fold(start, |[l, b, r, t], &(x, y)| [l.min(x), b.min(y), r.max(x), t.max(y)]);
    Drawing { area: [l - further, b - further, r + further, t + further] }
}
