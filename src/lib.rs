//! handout: one-page PDF handouts from a folder of TOML figures, one per state.
//!
//! # How it is built
//!
//! One stage a module, one plain type between stages, arrows only forward:
//!
//! | stage | module | in → out | knows nothing of |
//! | --- | --- | --- | --- |
//! | read | [`input`] | files → [`Dataset`](input::Dataset): every key and value with its place | wording, pages |
//! | judge | [`facts`] | `Dataset` and a state → [`Facts`](facts::Facts): each figure with value, year, origin; rules checked | language, pages |
//! | say | [`doc`], [`lang`] | `Facts` and templates → [`Document`](doc::Document): blocks, inlines, reading order; each printed figure keeps its key and origin | fonts, sizes |
//! | question | [`lint`] | the set and its documents → warnings, and the sheets that are another place's: these are not made | pages |
//! | shape | [`text`], [`font`] | inlines → shaped chunks, lines | the page |
//! | lay out | [`layout`], [`theme`] | `Document` and theme → [`Page`](layout::Page): marks at fixed points owned by structure nodes, and a [`FitReport`](layout::FitReport) | PDF |
//! | enclose | [`pack`] | `Facts` and the set → the data that travels in the file, canonical | layout |
//! | dress | [`press`] | `Page` and profile → [`DressedPage`](press::DressedPage): inks, bleed, printer's marks, the last decisions | PDF |
//! | write | [`pdf`] | dressed pages, metadata, what travels → bytes | files, the clock, decisions |
//! | prove | [`proof`] | bytes, `Document`, `Facts` and profile → broken rules, by another parser | how the bytes were made |
//! | deliver | [`batch`], [`output`] | many of these at once; files written whole or not at all | |
//!
//! The binary (`src/main.rs`, `src/cli`) sees only this library, and it alone prints. `printpdf`
//! and `lopdf` are named only in `pdf`, `toml` only in `input` and `theme`, the shaper and `hypher` only in `text`,
//! `minijinja` and `pulldown_cmark` only in `doc`, `clap` only
//! in the binary. Below `batch` there is no clock, no environment and no thread, and no file access
//! except in `input`. `tests/it/tidy.rs` reads the sources and holds all of this.
//!
//! # Types that carry the weight
//!
//! - [`Value`](figure::Value): a figure is never a bare number. It has a quantity as published, or
//!   the reason why there is none. Only `lang` turns it into letters.
//! - [`Span`](source::Span): where a value stands in the author's files; it travels with every
//!   figure to the laid-out page.
//! - Text: clean once it is read (`characters`), so that what looks the same is the same.
//! - [`Jurisdiction`](gazetteer::Jurisdiction): the states, the district and the territories by name and
//!   postal code; what is called otherwise is a place of the set's own.
//! - [`Sink`](diagnostic::Sink): the author's mistakes, all of them in one run, each with a stable
//!   [`Code`](diagnostic::Code). A stage that cannot go on returns
//!   [`Reported`](diagnostic::Reported), which only a sink can make.
//! - [`Pt`](units::Pt): whole thousandths of a point, so that equal input gives equal bytes.
//! - [`Page`](layout::Page): a display list; what depends on the paper is decided by [`press`].
//! - [`Profile`](profile::Profile): what a file is for. Its list of [`Standard`](standard::Standard)s
//!   decides what is written, what is proved and what the command says.
//!
//! # Where things are added
//!
//! - *A figure, a sentence, a section, a table row or column*: in the set's TOML files; no Rust.
//! - *A new kind of block*: a variant of [`doc::Block`]; the compiler then names every match that
//!   needs an answer (reading it in `input::wording`, making it in `doc`, setting it in `layout::blocks`, for both layouts),
//!   and a role in [`layout::Role`] if it has one of its own, answered in `pdf`.
//! - *A token of the themes*: a field in [`theme`], its value in the theme files, and, if a page
//!   could suffer from it, a requirement beside the field. Sets can then change it.
//! - *An output profile*: a constant of [`Profile`](profile::Profile), listed in
//!   [`PROFILES`](profile::PROFILES); a row of the README's table.
//! - *A standard*: a variant of [`Standard`](standard::Standard) with its data; the compiler then names
//!   what `proof` must say of it. Its clauses go into the checks, and into a ledger in `docs/standards`.
//! - *A field of the data*: [`pack`] does not compile until it is said whether it travels in the file.
//! - *An input format*: a reader that makes a [`Dataset`](input::Dataset).
//! - *A language*: an entry in [`lang`], and a wording file in the set.

pub mod batch;
mod characters;
pub mod diagnostic;
pub mod document;
pub mod embed;
pub mod facts;
pub mod figure;
pub mod font;
pub mod gazetteer;
pub mod lang;
pub mod layout;
pub mod lint;
pub mod outline;
pub mod output;
pub mod pdf;
pub mod press;
pub mod profile;
pub mod proof;
pub mod set;
pub mod source;
pub mod standard;
pub mod text;
pub mod theme;
pub mod units;
pub mod wording;
