//! A set as canonical TOML: equal data gives equal bytes. The authors' remarks, notes and withheld
//! numbers stay behind.

mod set_file;
mod toml_text;
mod wording_file;

pub(crate) use set_file::{Choices, PrintedFigure, national, set, state, theme, written};
pub(crate) use wording_file::wording;
