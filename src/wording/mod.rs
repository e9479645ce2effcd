//! From facts to the words of the page.
//!
//! In: the set, a wording and the facts of one place. Out: a [`Document`]: blocks and inlines in
//! reading order, in which each printed figure knows its place in the data. Nothing here knows a
//! font or a size.
//!
//! A text goes through `template` (names and conditions), `marked` (white space and escapes),
//! `markup` (bold and links) and `values` (what a placeholder prints); `phrase` is all four for one
//! text, with its `links` held to their words; `plan` for a whole wording, [`Composer`] for a page.

mod composer;
mod decide;
mod document;
mod dump;
mod links;
mod marked;
mod markup;
mod phrase;
mod plan;
mod template;
mod trace;
mod values;

pub use composer::Composer;
pub use document::*;
pub use dump::dump;
pub use trace::{Source, Traced, trace};
