//! handout: one-page PDF handouts from a folder of TOML figures.

pub mod diagnostic;
pub mod doc;
pub mod facts;
pub mod figure;
pub mod font;
pub mod input;
pub mod lang;
pub mod layout;
pub mod pdf;
pub mod source;
pub mod text;
pub mod theme;
pub mod units;
