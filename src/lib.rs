//! One-page PDF handouts from a folder of TOML figures, one for each state.
//!
//! A [`Set`] is read, an [`Engine`] gets everything ready, and makes one [`Sheet`]; a [`Batch`] makes
//! many at once. What is wrong with a set is told as [`Findings`], all of it in one run, each at its
//! line and with a way out:
//!
//! ```
//! use handout::{Engine, Options, Set, extract};
//!
//! let set = Set::from_files([
//!     ("handout.toml", r#"
//!         year = 2023
//!         released = 2024-05-01
//!         theme = "memo"
//!         languages = ["en"]
//!         publisher = { name = "Meadow Trust" }
//!         [figures.foals]
//!         scope = "state"
//!         label = "Foals"
//!     "#),
//!     ("wording.en.toml", r#"
//!         organization = "{{ publisher.name }}"
//!         title = "{{ state.name }} Data"
//!         [[section]]
//!         heading = "Foals of the year"
//!         text = "In {{ state.in_prose }}, **{{ foals }}** foals were born in {{ year }}."
//!     "#),
//!     ("national.toml", ""),
//!     ("states/fenland.toml", "name = \"Fenland\"\npostal = \"FE\"\n[figures]\nfoals = 1_204"),
//! ])?;
//! let engine = Engine::new(&set, &Options::default())?;
//! let sheet = engine.sheet("FE", "en", "office")?;
//! assert_eq!(sheet.handout.file_name, "fenland.pdf");
//! // The set travels in the file.
//! assert_eq!(Set::from_files(extract(&sheet.bytes)?)?.states().count(), 1);
//! # Ok::<(), handout::Error>(())
//! ```
//!
//! Where the set needs more, [`Set::open`] reads a folder, and [`Batch::build`] hands each file to the
//! caller; an [`OutputFolder`] writes it whole or not at all. What a set may hold is in `docs/data.md`.
//!
//! # How it is built
//!
//! One stage a module, one plain type between stages, arrows only forward. All of this is private: what
//! is public is what stands on this page.
//!
//! | stage | module | in → out | knows nothing of |
//! | --- | --- | --- | --- |
//! | read | `set` | files, in a folder or in memory → `Dataset`: every key and value with its place | pages |
//! | judge | `facts` | `Dataset` and a state → `Facts`: each figure with value, year, origin; rules checked | language, pages |
//! | say | `wording`, `lang` | `Facts` and the compiled outline → `Document`: exactly the words of the page, in reading order; each printed figure keeps its key and origin | fonts, sizes |
//! | question | `lint` | the set and its documents → warnings, and the sheets that are another place's: these are not made | pages |
//! | shape | `text`, `font` | rich text → shaped chunks, lines | the page |
//! | lay out | `layout`, `theme` | `Document` and theme → `Page`: marks at fixed points owned by structure nodes, and a `FitReport` | PDF |
//! | enclose | `embed` | `Facts` and the set → the data that travels in the file, canonical | layout |
//! | write | `pdf` | `Page`, metadata, enclosure and profile → bytes | files, the clock |
//! | prove | `proof` | bytes, `Document` and the promise → findings, by another parser | how the bytes were made |
//! | make | `batch` | a set and options → sheets, one (`Engine`) or many (`Batch`); what became of each | |
//! | deliver | `output` | files written whole or not at all | |
//!
//! The binary (`src/main.rs`, `src/cli`) sees only what is public, and it alone prints. `printpdf`
//! and `lopdf` are named only in `pdf`, `toml` only in `set` and `theme`, the shaper and `hypher` only in `text`,
//! `minijinja` and `pulldown_cmark` only in `wording`, `clap` only in the binary. Below `batch` there is no clock, no environment and no thread, and no file access
//! except in `set`. `tests/it/tidy.rs` reads the sources and holds all of this.
//!
//! # Types that carry the weight
//!
//! - `Value`: a figure is never a bare number. It has a quantity as published, or the reason why there
//!   is none. Only `lang` turns it into letters.
//! - [`Span`]: where a value stands in the author's files; it travels with every figure to the laid-out
//!   page.
//! - Text: clean once it is read (`characters`), so that what looks the same is the same.
//! - `Outline`: sections, blocks, tiles, head and foot, spelled once, from template to printed words.
//! - `Jurisdiction`: the states, the district and the territories by name and postal code; what is
//!   called otherwise is a place of the set's own.
//! - `Sink`: the author's mistakes, all of them in one run, each with a stable [`Code`]. A stage that
//!   cannot go on returns `Reported`, which only a sink can make.
//! - [`Pt`]: whole thousandths of a point, so that equal input gives equal bytes.
//! - `Page`: a display list without decisions.
//! - [`Engine`]: owns the set and all that sheets share; no borrowed data.
//!
//! # Where things are added
//!
//! - *A figure, a sentence, a section, a table row or column*: in the set's TOML files; no Rust.
//! - *A new kind of block*: a variant of `outline::Block`; the compiler then names every match that
//!   needs an answer (reading it in `set`, saying it in `wording`, setting it in `layout::blocks`, for both
//!   layouts), and a role in `layout::Role` if it has one of its own, answered in `pdf`.
//! - *A token of the themes*: a field in `theme`, its value in the theme files, and, if a page
//!   could suffer from it, a requirement beside the field. Sets can then change it.
//! - *An output profile*: a constant of `pdf::Profile`, listed in `pdf::PROFILES`.
//! - *A field of the data*: `set::write` does not compile until it is said whether it travels in the file.
//! - *An input format*: a reader that makes a `Dataset`; other places for files: a `set::Files`.
//! - *A language*: an entry in `lang`, and a wording file in the set.

mod batch;
mod characters;
mod diagnostic;
mod document;
mod embed;
mod facts;
mod figure;
mod font;
mod gazetteer;
mod lang;
mod layout;
mod lint;
mod outline;
mod output;
mod pdf;
mod press;
mod profile;
mod proof;
mod set;
mod source;
mod standard;
mod text;
mod theme;
mod units;
mod wording;

pub use batch::{
    Batch, Bug, Engine, Error, Handout, Options, Outcome, PrintedNumber, Run, Series, Set, Sheet, StateName,
    Waiver, Withheld,
};
pub use diagnostic::{Code, Finding, Findings, Severity, nearest};
pub use embed::{ExtractError, extract};
pub use layout::{Advice, Advise, Cut, FitReport, Overflow, Setting};
pub use output::{OutputFolder, WriteError};
pub use pdf::is_handout;
pub use source::{Location, Span};
pub use units::{Pt, Ratio};

/// Names of the output profiles; the first is that of a set that names none.
pub fn profiles() -> Vec<&'static str> {
    profile::PROFILES.iter().map(|profile| profile.name).collect()
}

/// Names of the built-in themes.
pub fn themes() -> Vec<&'static str> {
    theme::BUILT_IN.iter().map(|(name, _)| *name).collect()
}

/// The stages, for the tests and benchmarks of this project alone: they change from one day to the next.
#[doc(hidden)]
pub mod internals {
    macro_rules! stages {
        ($($stage:ident)*) => { $(pub mod $stage { pub use crate::$stage::*; })* };
    }
    stages! {
        batch diagnostic document embed facts figure font gazetteer lang layout lint outline output pdf
        press profile proof set source standard text theme units wording
    }
}
