//! The types of a set, every value with its place in the files.

mod approvals;
mod dataset;
mod datum;
mod figures;
mod name_pattern;
mod names;
mod rules;
mod said;
mod state;
mod wording;

pub use approvals::*;
pub use dataset::*;
pub use datum::*;
pub use figures::*;
pub use name_pattern::*;
pub use names::*;
pub use rules::*;
pub use said::*;
pub use state::*;
pub use wording::*;
