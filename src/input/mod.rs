//! Reading.
mod dataset;
mod theme;
pub use dataset::*;
pub use theme::built_in_theme;
