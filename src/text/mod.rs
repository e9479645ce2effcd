//! From words to lines: shaping with kerning and ligatures, and breaking a paragraph into lines
//! of least raggedness.
//!
//! In: the pieces of a [`Line`](crate::doc::Line). Out: [`Paragraph`]s of shaped chunks, and the
//! [`Break`]s of a paragraph at a size and measure. Knows no page.

mod breaking;
mod paragraph;
mod shape;

pub use breaking::{Break, Measure, count_lines, filled_lines, halves, least_ragged, whole};
pub use paragraph::{Chunk, Paragraph, Piece, Weights, prepare};
pub use shape::{Shape, Shaper};
