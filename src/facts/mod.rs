//! Judging: what is true about one place, or what is wrong with its figures.
//!
//! In: a [`Dataset`](crate::input::Dataset) and one of its states. Out: [`Facts`], one for each
//! figure of the dictionary, all of its rules kept. Knows nothing of languages and pages. A new
//! rule of the dictionary is a function in `rules`.

mod judge;
mod protection;
mod rules;
mod shown;
mod table;
mod types;

pub use judge::{judge, judge_all, judge_national, judge_protected, waivers};
pub use protection::{Protection, Withheld};
pub use types::*;
