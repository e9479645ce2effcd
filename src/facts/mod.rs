//! Judging: what is true about one place, or what is wrong with its figures.
//!
//! In: a [`Dataset`](crate::set::Dataset) and one of its states. Out: [`Facts`], one for each
//! figure of the dictionary, all of its rules kept. Knows nothing of languages and pages. A new
//! rule of the dictionary is a function in `rules`. Small counts are replaced here, once, for all that
//! comes after: `table` has the numbers and what ties them (`impute` those that were not published
//! exactly), `protection` finds what must go.

mod impute;
mod kinds;
mod protection;
mod rules;
mod table;
mod types;
mod validate;

pub use protection::{Protection, Withheld};
pub use types::*;
pub use validate::{validate, validate_all, validate_national, validate_state, waivers};
