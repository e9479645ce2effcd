//! The page.
mod page;
pub use page::*;
