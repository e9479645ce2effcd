//! The marks of a structure tree in the order in which they are read. In: the tree; out: for each element, its
//! marks and those of all below it, which are one stretch of that order.

use super::tree::{ElementKid, Tree};
use std::ops::Range;

/// The marks of a tree.
#[derive(Default)]
pub(super) struct MarkOrder {
    marks: Vec<i64>,
    /// By element.
    parts: Vec<Range<usize>>,
}

impl MarkOrder {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut order = MarkOrder { marks: Vec::new(), parts: vec![0..0; tree.elements.len()] };
        for (element, own) in tree.elements.iter().enumerate() {
            if own.parent.is_none() {
                order.add(tree, element);
            }
        }
        order
    }

    /// A tree is no deeper than it may be, and has each element once.
    fn add(&mut self, tree: &Tree<'_>, element: usize) {
        let start = self.marks.len();
        for kid in &tree.elements[element].kids {
            match *kid {
                ElementKid::Element(child) => self.add(tree, child),
                ElementKid::Mark(mark) => self.marks.push(mark),
                ElementKid::Object(_) => {}
            }
        }
        self.parts[element] = start..self.marks.len();
    }

    /// The marks of an element and all below it.
    pub(super) fn below(&self, element: usize) -> &[i64] {
        &self.marks[self.parts[element].clone()]
    }
}
