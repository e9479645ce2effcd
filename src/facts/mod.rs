//! Judging: what is true about one place, or what is wrong with its figures.
//!
//! In: a [`Dataset`](crate::set::Dataset) and one of its states. Out: [`Facts`], one for each
//! figure of the dictionary, all of its rules kept. Knows nothing of languages and pages. A new
//! rule of the dictionary is a function in `rules`. Small counts are replaced here, once, for all that
//! comes after: `table` has the numbers and what ties them (`guess` those that were not published
//! exactly), `protection` finds what must go.

mod guess;
mod judge;
mod kinds;
mod protection;
mod rules;
mod table;
mod types;

pub use judge::{facts, judge, judge_all, judge_national, waivers};
pub use protection::{Protection, Withheld};
pub use types::*;
