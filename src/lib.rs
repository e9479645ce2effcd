//! handout: one-page PDF handouts from a folder of TOML figures, one per state.
//!
//! # How it is built
//!
//! One stage a module, one plain type between stages, arrows only forward:
//!
//! | stage | module | in → out | knows nothing of |
//! | --- | --- | --- | --- |
//! | read | [`set`] | files → [`Dataset`](set::Dataset): every key and value with its place; and back to canonical TOML | pages |
//! | validate | [`facts`] | `Dataset` and a state → [`Facts`](facts::Facts): each figure with value, year, origin; rules kept, small counts protected | language, pages |
//! | say | [`wording`], [`lang`] | `Facts` and templates → [`Document`](document::Document): exactly the words of the page | fonts, sizes |
//! | question | [`lint`] | the set and its documents → warnings, and the sheets that are another place's: these are not made | pages |
//! | shape | [`text`], [`font`] | rich text → shaped chunks, lines | the page |
//! | lay out | [`layout`], [`theme`] | `Document` and theme → [`Page`](layout::Page): marks at fixed points owned by structure nodes, and a [`FitReport`](layout::FitReport) | PDF |
//! | dress | [`press`] | `Page` and profile → [`DressedPage`](press::DressedPage): inks, bleed, printer's marks, the last decisions | PDF |
//! | embed | [`embed`] | `Facts` and the set → the data that travels in the file | layout |
//! | write | [`pdf`] | dressed pages, metadata, what travels → bytes | files, the clock, decisions |
//! | prove | [`proof`] | bytes, `Document`, `Facts` and profile → broken rules, by another parser | how the bytes were made |
//! | deliver | [`batch`], [`output`] | many of these at once; files written whole or not at all | |
//!
//! The binary (`src/main.rs`, `src/cli`) sees only this library, and it alone prints. Below `batch`
//! there is no clock, no environment and no thread, and no file access except in `set`. The table in
//! `tests/it/rooms.rs` says which module may see which, and which crates it may name;
//! `tests/it/tidy.rs` holds the rest.
//!
//! # The document is the page
//!
//! [`Outline`](outline::Outline) spells once which texts and figures a page has. It is the same type
//! from the authors' templates to compiled phrases to printed words: `try_map` goes from stage to
//! stage, `visit` walks one in reading order. The composer is told what the theme has a place for
//! ([`Shown`](outline::Shown)), so a [`Document`](document::Document) holds what is printed and nothing
//! else: trace, lints and proof walk it without asking about the theme, and the proof demands all of it.
//!
//! # Types that carry the weight
//!
//! - [`Value`](figure::Value): a figure is never a bare number. It has a quantity as published, or
//!   the reason why there is none. `figure::notation` writes it for messages and data, `lang` for readers.
//! - [`FigureId`](figure::FigureId), [`DatumId`](set::DatumId): which figure, which other value; a
//!   [`Span`](source::Span) says only where it stands in the authors' files. Both travel to the page.
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
//! - *A new kind of block*: a variant of [`Block`](outline::Block) with its [`Part`](outline::Part)s,
//!   its keys in `set::read` and `set::write`, what becomes of it for one place in `wording`, and a file
//!   in `layout::blocks`, which both layouts use. The compiler names each place.
//! - *A token of the themes*: a field in [`theme`], its value in the theme files, and, if a page
//!   could suffer from it, a requirement beside the field. Sets can then change it.
//! - *An output profile*: a constant of [`Profile`](profile::Profile), listed in
//!   [`PROFILES`](profile::PROFILES); a row of the README's table.
//! - *A standard*: a variant of [`Standard`](standard::Standard) with its data; the compiler then names
//!   what `proof` must say of it. Its clauses go into the checks, and into a ledger in `docs/standards`.
//! - *A field of the data*: `set::write` does not compile until it is said whether it travels in the file.
//! - *An input format*: a reader that makes a [`Dataset`](set::Dataset).
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
