//! From facts to the words of the page.
//!
//! In: the set, a wording and the facts of one place. Out: a [`Document`](crate::document::Document),
//! in which each printed figure knows its place in the data. Nothing here knows a font or a size.
//!
//! A text goes through `template` (names and conditions), `flatten` (white space and escapes), `markup`
//! (bold and links), `values` (what a placeholder prints) and `links` (they lead where their words say).
//! `passages` finds what is in another language, `said` the names and abbreviations.
//! `phrase` reads one text and `line` says it for a place, unless `memory` knows what it comes to; `compile` reads a whole wording, and
//! [`Composer`] composes a page.

mod beside;
mod callouts;
mod card;
mod compile;
mod composer;
mod decide;
mod flatten;
mod foot;
mod line;
mod links;
mod markup;
mod memory;
pub(crate) mod passages;
mod phrase;
mod said;
mod scale;
mod shown;
mod template;
mod values;

pub use composer::Composer;
pub use links::AddressedPlaces;
pub(crate) use links::contact_slips;
