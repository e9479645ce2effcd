//! The words of the page.
mod document;
pub use document::*;
