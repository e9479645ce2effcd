//! Finished sheets for eyes: pictures of their pages, all of them on one sheet, and a page for a browser that
//! shows each beside its figures and findings.
//!
//! In: pages as they are drawn, and plain texts. Out: PNG and HTML, the same bytes for the same input. Knows no
//! set, no file and no network: the HTML has all it needs inside.

mod contact;
mod markup;
mod page;
mod png;
mod raster;
mod sheet;

pub use contact::{ContactTile, contact_sheet, tile_width};
pub use page::{PreviewPage, html, is_our_preview};
pub use png::is_our_png;
pub use raster::Raster;
pub use sheet::{PagePicture, PreviewFinding, PreviewNumber, PreviewSheet, RingedArea};
