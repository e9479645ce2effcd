//! Many sheets in one file: in which order, how many of each, what stands between them, and what all that is called.
//!
//! In: which sheets are wanted, and how many pages each has. Out: the [`Turn`]s of the file, and from these its
//! [`PackedPage`]s, one for each page; the words of the pages that no place has, as [`Document`](crate::document::Document)s
//! like any other, so that they are set and proved like any other; the names of the files that travel inside. Knows
//! neither the set nor how a page is made: `batch` does.

mod carried;
mod copies;
mod cover;
mod leaves;
mod turns;

pub use carried::{Carried, carry};
pub use copies::{CopiesRow, read_copies};
pub use cover::{Front, IndexLine, divider, facts_of_nobody, index};
pub use leaves::{PackedPage, PageOf, leaves};
pub use turns::{Divider, Stack, Turn, turns};
