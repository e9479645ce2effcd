//! What is true of one place, or what is wrong with its figures.
//!
//! In: a [`Dataset`](crate::set::Dataset) and one of its states. Out: [`Facts`], one for each figure
//! of the dictionary, every rule kept. Knows nothing of languages and pages. A new rule of the
//! dictionary is a function in `rules`, or in `sums` if it adds up. Small counts are suppressed here, once,
//! for every later stage: `table` has the counts and the constraints between them (`impute` fills in those
//! that were not published exactly, `lens` says what may be looked at); `choice` takes what hides a count,
//! `audit` asks whether that is enough, `protection` has the method and what is printed.

mod audit;
mod choice;
mod compared;
mod feasible;
mod impute;
mod kinds;
mod largest;
mod lens;
mod previous;
mod protection;
mod rules;
mod stored;
mod sums;
mod table;
mod types;
mod validate;

pub use largest::{Largest, measured};
pub use protection::{EarlierPrint, Protection, Withheld};
pub use types::*;
pub use validate::{facts, validate, validate_all, validate_national, waivers};
