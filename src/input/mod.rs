//! Reading.
mod dataset;
pub use dataset::*;
