//! The content of a page under the knife, operator by operator, with where its texts stand.

use super::damaged::Patient;
use super::plausible::Chance;
use lopdf::Object;
use lopdf::content::{Content, Operation};

/// An operator with its operands.
pub fn op(operator: &str, operands: &[f64]) -> Operation {
    Operation::new(operator, operands.iter().map(|n| Object::Real(*n as f32)).collect())
}

/// A text that is shown: where its operator is among all, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub at: usize,
    /// Of the beginning of the stretch it is in.
    pub begins: usize,
    pub x: f64,
    pub y: f64,
    pub size: f64,
    /// About.
    pub width: f64,
    pub is_figure: bool,
}

impl Spot {
    /// A rectangle over it.
    pub fn covered(&self) -> [f64; 4] {
        [self.x - 0.5, self.y - 0.25 * self.size, self.width + 1.0, 1.05 * self.size]
    }
}

/// The codes of a text of several letters.
pub fn codes(operation: &Operation) -> usize {
    let Some(Object::Array(parts)) = operation.operands.first() else { return 0 };
    parts.iter().filter_map(|part| part.as_str().ok()).map(|string| string.len() / 2).sum()
}

impl Patient {
    /// The operators of the page.
    pub fn operations(&mut self) -> Vec<Operation> {
        let id = self.0.get_pages()[&1];
        Content::decode(&self.0.get_page_content(id)).expect("operators").operations
    }

    /// Changes the operators of the page.
    pub fn repaint(&mut self, change: impl FnOnce(&mut Vec<Operation>)) {
        let mut operations = self.operations();
        change(&mut operations);
        let content = Content { operations }.encode().expect("operators");
        let id = self.page().get(b"Contents").and_then(Object::as_reference).expect("the content");
        let stream = self.0.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        stream.set_plain_content(content);
    }

    /// The texts of two letters and more that belong to the page's text.
    pub fn spots(&mut self) -> Vec<Spot> {
        let (mut spots, mut begins, mut is_figure, mut is_text) = (Vec::new(), 0, false, false);
        let (mut origin, mut at, mut size) = ([0.0; 2], [0.0; 2], 0.0);
        for (place, operation) in self.operations().iter().enumerate() {
            let n = |k: usize| operation.operands[k].as_float().map(f64::from).unwrap_or_default();
            match operation.operator.as_str() {
                "cm" => origin = [n(4), n(5)],
                "BT" => at = origin,
                "Td" => at = [at[0] + n(0), at[1] + n(1)],
                "Tf" => size = n(1),
                "BDC" => {
                    let tag = operation.operands[0].as_name().unwrap_or_default();
                    begins = place;
                    (is_figure, is_text) = (tag == b"Span" || tag == b"TD", tag != b"Artifact");
                }
                "TJ" if is_text && codes(operation) >= 2 => {
                    let width = codes(operation) as f64 * 0.45 * size;
                    spots.push(Spot { at: place, begins, x: at[0], y: at[1], size, width, is_figure });
                }
                _ => {}
            }
        }
        spots
    }

    /// One of the texts; a figure, if one is asked for.
    pub fn spot(&mut self, figure: bool, chance: &mut Chance) -> Spot {
        let mut spots = self.spots();
        spots.retain(|spot| spot.is_figure || !figure);
        spots[chance.below(spots.len())]
    }
}

impl Chance {
    /// Evenly below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.even() * n as f64) as usize).min(n - 1)
    }

    /// One of several.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}
