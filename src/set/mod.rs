//! The set: a folder of TOML files as plain types, read and written.
//!
//! [`model`](Dataset) has the types. `read` makes them from files, every value with its place, or
//! reports everything wrong with any of the files. `write` turns them back into canonical TOML. Knows
//! nothing of pages.

mod model;
pub(crate) mod read;
pub(crate) mod write;

pub use model::*;
pub(crate) use read::GUARDED;
pub use read::{
    APPROVALS, Files, Folder, is_device, is_own, is_profile, read, read_all, read_files, read_mail,
    syntax_faults,
};
