//! The judging stage.
mod types;
pub use types::*;
