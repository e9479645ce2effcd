//! From words to lines: shaping with kerning and ligatures, and breaking a paragraph into lines,
//! ragged or justified.
//!
//! In: the pieces of a [`Line`](crate::doc::Line) and the [`Manner`] they are set in. Out:
//! [`Paragraph`]s of shaped chunks, and the [`Break`]s of a paragraph at a size and measure. Knows
//! no page.

mod breaking;
mod hyphenation;
mod margins;
mod paragraph;
mod shape;
mod stops;
mod total_fit;

#[cfg(test)]
mod properties;

pub use breaking::{Break, Measure, break_lines, count_lines, filled_lines, halves, least_ragged, whole};
pub use paragraph::{Chunk, Division, Manner, Paragraph, Piece, Weights, prepare, prepare_running};
pub use shape::{Glyph, Shape, Shaper};
