//! Judging: what is true about one place, or what is wrong with its figures.
//!
//! In: a [`Dataset`](crate::input::Dataset) and one of its states. Out: [`Facts`], one for each
//! figure of the dictionary, all of its rules kept. Knows nothing of languages and pages. A new
//! rule of the dictionary is a function in `rules`.

mod judge;
mod rules;
mod shown;
mod types;

pub use judge::{judge, judge_all, judge_national};
pub use shown::shown;
pub use types::*;
