//! What belongs to a file as a whole: its objects and where they are, its catalog, fonts,
//! metadata, attachments, and the roots of its structure.

mod attachments;
mod binding;
mod document;
mod file_writer;
pub mod finish;
mod font_parts;
mod font_tables;
mod ids;
mod made;
mod metadata;
mod resources;
mod shared;
mod structure;
mod subset;
#[cfg(test)]
mod tests;
mod to_unicode;
mod user_properties;

pub use attachments::{Attachment, Attachments, CompressedCache, Relationship};
pub use binding::{Binding, Bookmark, BookmarkIds, BoundPage};
pub use document::{MadeDocument, MadePage, content, document};
pub use file_writer::FileWriter;
pub use ids::{FileIds, Ids, PageIds};
pub use made::Made;
pub use metadata::xmp;
pub use resources::{FONT_NAMES, SEPARATION, STATE_NAMES, number};
pub use shared::SharedParts;
pub use structure::{StructureTree, WayBack};
pub use subset::{FileFonts, GlyphsUsed, Subset, Subsets};
pub use user_properties::{Provenance, UserProperties};
