//! QR codes: what the modules of an address are, and which modules a page has drawn.

use super::content::DrawnShape;
use qrcodegen::{QrCode, QrCodeEcc};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The modules of a code.
pub(super) struct Modules {
    /// Modules a side.
    pub(super) size: usize,
    /// Row by row: whether a module is dark.
    pub(super) dark: Vec<bool>,
}

/// The codes of the files before; most of a run have one address.
#[derive(Default)]
pub(super) struct CodeCache(RefCell<BTreeMap<String, Option<Rc<Modules>>>>);

/// Codes kept before all are forgotten.
const KEPT: usize = 200;

impl CodeCache {
    /// The code of an address, with medium correction as all handouts have it; `None` if it is too long.
    pub(super) fn of(&self, address: &str) -> Option<Rc<Modules>> {
        if let Some(known) = self.0.borrow().get(address) {
            return known.clone();
        }
        let segments = qrcodegen::QrSegment::make_segments(address);
        let (least, most) = (qrcodegen::Version::MIN, qrcodegen::Version::MAX);
        let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, None, false);
        let modules = code.ok().map(|code| {
            let side = code.size();
            let dark = (0..side).flat_map(|row| (0..side).map(move |column| (column, row)));
            let dark = dark.map(|(column, row)| code.get_module(column, row)).collect();
            Rc::new(Modules { size: side.unsigned_abs() as usize, dark })
        });
        let mut kept = self.0.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(address.to_owned(), modules.clone());
        modules
    }
}

/// The modules that shapes draw on so many a side, row by row; `None` if they are none. Each is a piece of a
/// row, and reaches a hair over its end.
pub(super) fn drawn<'s>(
    shapes: impl Iterator<Item = &'s DrawnShape> + Clone,
    size: usize,
) -> Option<Vec<bool>> {
    let (left, right, top) = shapes
        .clone()
        .map(|shape| (shape.bounds[0], shape.bounds[2], shape.bounds[3]))
        .reduce(|(left, right, top), own| (left.min(own.0), right.max(own.1), top.max(own.2)))?;
    let module = (right - left) / size as f64;
    // A place in modules, if it is one to a tenth.
    let place = |at: f64| {
        let at = at / module;
        let whole = (at + 0.5) as usize;
        ((at - whole as f64).abs() < 0.1 && whole <= size).then_some(whole)
    };
    let mut dark = vec![false; size * size];
    for shape in shapes.clone() {
        let [from, bottom, to, high] = shape.bounds;
        let columns = place(from - left)?..place(to - left)?;
        let (row, end) = (place(top - high)?, place(top - bottom)?);
        if !shape.is_filled_rectangle() || row + 1 != end || columns.is_empty() {
            return None;
        }
        dark.get_mut(row * size..end * size)?.get_mut(columns)?.fill(true);
    }
    Some(dark)
}

#[cfg(test)]
mod tests {
    use super::super::content::ShapeKind;
    use super::*;

    #[test]
    fn what_is_drawn_is_read() {
        let bar = |row: f64, from: f64, to: f64| DrawnShape {
            points: 0..0,
            kind: ShapeKind::Rectangle,
            bounds: [10.0 + from, 99.0 - row, 10.0 + to, 100.0 - row],
            weight: None,
        };
        let shapes = [bar(0.0, 0.0, 3.0), bar(1.0, 0.0, 1.0), bar(2.0, 1.0, 3.02)];
        let dark = drawn(shapes.iter(), 3).unwrap();
        assert_eq!(dark, [true, true, true, true, false, false, false, true, true]);
        assert!(drawn([bar(0.0, 0.5, 3.0), bar(1.0, 0.0, 1.0)].iter(), 3).is_none());
        assert!(drawn([].into_iter(), 3).is_none());
    }
}
