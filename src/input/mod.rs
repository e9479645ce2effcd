//! Reading: a folder of TOML files becomes a [`Dataset`], every value with its file, line and
//! column, or a list of all that is wrong with all of its files.
//!
//! In: the set's folder. Out: [`Dataset`]; faults go to the sink. Knows nothing of pages.
//!
//! | file of the set | read by | into |
//! | --- | --- | --- |
//! | `handout.toml` | `set_file`, `dictionary` | [`Set`], [`FigureSpec`] |
//! | `wording.LANG.toml` | `wording_file` | [`Wording`] |
//! | `theme.toml`, if there is one | `theme_file` | [`ThemeChanges`](crate::theme::ThemeChanges) |
//! | `national.toml`, `states/*.toml` | `place_file`, `state_file`, `names`, `figures`, `quantity` | [`FigureFile`], [`State`] |
//!
//! [`Rules`] and [`Waiver`]s are read by `rules`. All of them read through `reader`, which knows how to ask a table for its keys; `syntax` turns
//! text into tables. A new key of the data is one line in its file's reader.

mod allow;
mod dataset;
mod dictionary;
mod fields;
mod figures;
mod file_name;
mod folder;
mod localized;
mod names;
mod output_profile;
mod place_file;
mod quantity;
mod read;
mod reader;
mod rules;
mod set_file;
mod state_file;
mod strings;
mod syntax;
mod template;
mod theme_file;
mod wording;
mod wording_file;

pub use dataset::*;
pub use file_name::{is_device, is_own};
pub use names::{NameForms, PlaceNames};
pub use read::{read, read_all};
pub use rules::*;
pub use wording::*;
