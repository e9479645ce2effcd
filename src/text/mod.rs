//! From words to lines: shaping with kerning and ligatures, and breaking a paragraph into lines,
//! ragged or justified.
//!
//! In: a [rich text](crate::document::RichText) and the [`ParagraphStyle`] it is set in. Out:
//! [`PreparedText`] of shaped chunks, and its [`Line`]s at a size and measure. Knows no page.

mod breaking;
mod breakpoints;
mod hyphenation;
mod margins;
mod paragraph;
mod plain_text;
mod prepare;
mod shape;
mod total_fit;

#[cfg(test)]
mod tests;

pub use breaking::{Line, Measure, break_lines, count_lines, filled_lines, halves, least_ragged, whole};
pub use paragraph::{Chunk, FontPair, HyphenPoint, ParagraphStyle, Piece, PreparedText};
pub use prepare::prepare;
pub use shape::{Glyph, Shape, Shaper};
