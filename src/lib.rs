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
//!         publisher = { name = "Fenland Trust" }
//!         [figures.foals]
//!         scope = "state"
//!         label = "Foals"
//!     "#),
//!     ("wording.en.toml", r#"
//!         language = "en"
//!         [page]
//!         organization = "{{ publisher.name }}"
//!         title = "{{ state.name }} Data"
//!         [[section]]
//!         heading = "Foals of the year"
//!         text = "In {{ state.in_prose }}, **{{ foals }}** foals were born in {{ year }}."
//!     "#),
//!     ("national.toml", "year = 2023\n[figures]"),
//!     ("states/fenland.toml", "name = \"Fenland\"\npostal = \"FE\"\nyear = 2023\n[figures]\nfoals = 1_204"),
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
//! caller; an [`OutputFolder`] writes it whole or not at all. [`Proving`] proves finished files again, and [`hear`] says one as a
//! screen reader does. What a set may hold is in `docs/data.md`.
//!
//! # How it is built
//!
//! One stage a module, one plain type between stages, arrows only forward. The modules are private: what
//! is public stands on this page.
//!
//! | stage | module | in → out | knows nothing of |
//! | --- | --- | --- | --- |
//! | read | `set` | files, in a folder or in memory → `Dataset`: every key and value with its place; and back to canonical TOML | pages |
//! | import | `import` | a spreadsheet and a set → what becomes of each cell, and the files of the set with it; or a new set for it | pages |
//! | validate | `facts` | `Dataset` and a state → `Facts`: each figure with value, year, origin; rules kept, small counts protected | language, pages |
//! | say | `wording`, `lang` | `Facts` and templates → `Document`: exactly the words of the page | fonts, sizes |
//! | compare | `compare` | two editions of the figures → place, figure, old, new and kind of change; what is odd in it | files, language, pages |
//! | question | `lint` | the set and its documents → warnings, and the sheets that are another place's: these are not made | pages |
//! | shape | `text`, `font` | rich text → shaped chunks, lines | the page |
//! | lay out | `layout`, `theme` | `Document` and theme → `Page`: marks at fixed points owned by structure nodes, or several pages of one structure; and a [`FitReport`] | PDF |
//! | dress | `press` | `Page` and profile → `DressedPage`: inks, bleed, printer's marks, the last decisions | PDF |
//! | embed | `embed` | `Facts` and the set → the data that travels in the file, as a set and as a table | layout |
//! | write | `pdf` | dressed pages, metadata, what travels → bytes | files, the clock, decisions |
//! | read again | `objects` | bytes of any PDF file → its objects, each read once, by another parser than it was made with | what they are for |
//! | prove | `proof` | those, `Document`, `Facts` and profile → broken rules | how the bytes were made |
//! | open again | `finished` | bytes of any PDF file → what it says of itself, its letters, what a screen reader says | what it should say |
//! | list | `listing` | sections of paragraphs and tables → a file of several pages, read again | sets, sheets |
//! | look | `ink` | letters of a page and a picture of it → words whose ink is not theirs | the document |
//! | preview | `preview` | drawn pages and plain texts → pictures, a contact sheet, a page for a browser | the set, files |
//! | key | `annotate` | a finished file and its numbers → a working copy, each number boxed and listed | where they come from |
//! | approve | `approval` | the text of `approvals.toml`, and who approved what → its new text | what was approved |
//! | correct | `correction` | a set, and the sheets of a state that are out → what changed, and the state's file with `[corrected]` | who has them |
//! | mail | `mail` | contacts, finished sheets, the set's letters → messages, one for each address, as drafts or sent at most once | how sheets are made |
//! | pack | `pack` | which sheets, how many of each → the pages of one file in their order, what they are called, and the words of those that no place has | how pages are made |
//! | make | `batch` | a [`Set`] and [`Options`] → sheets, one ([`Engine`]) or many ([`Batch`]), and what became of each; many in one file ([`Pack`]) | |
//! | sign off | `signoff` | the figures of every place, what was decided, what is approved → a `Listing` and a table | PDF |
//! | export | `export` | the set as written → a workbook, CSV or JSON for the office | pages |
//! | roll | `roll` | the set and its files → those of a later year, to be filled in | pages |
//! | begin | `starter` | what is wished for → the files of a working set | files |
//! | deliver | `output`, `manifest` | files written whole or not at all; the account of a folder, so that a run goes on where one ended | |
//! | impose | `imposed` | finished sheets and a size of paper → one file of several pages on a side, for printing and cutting | what pages say |
//! | bundle | `archive` | sheets of a set → ZIP archives, by state, group or language | how sheets are made |
//!
//! The binary (`src/main.rs`, `src/cli`) sees only what is public, and it alone prints. Below `batch`
//! there is no clock, no environment and no thread, and no file access except in `set`. The table in
//! `tests/it/rooms.rs` says which module may see which, and which crates it may name;
//! `tests/it/tidy.rs` holds the rest.
//!
//! # The document is the page
//!
//! `Outline` spells once which texts and figures a page has. It is the same type from the authors'
//! templates to compiled phrases to printed words: `try_map` goes from stage to stage, `visit` walks one
//! in reading order. The composer is told what the theme has a place for (`Shown`), so a `Document` holds
//! what is printed and nothing else: trace, lints and proof walk it without asking about the theme, and
//! the proof demands all of it.
//!
//! # What printpdf makes
//!
//! printpdf makes the document of each file: its information, its pages with their boxes and links, the
//! dictionaries of the fonts and the graphics states; and it paints the decoration and the printer's
//! marks. handout writes the text with its tags, the font subsets, the metadata, what travels inside, and
//! the file around it. What printpdf writes otherwise than a handout needs is put right in
//! `pdf::file::finish`, whose tests fail once it no longer does. What it makes once is kept: font
//! dictionaries, graphics states, printer's marks. The tagged text and the subsets are not its, since they
//! would take it a quarter and a twentieth of the time of a page.
//!
//! # Types that carry the weight
//!
//! - `Value`: a figure is never a bare number. It has a quantity as published, or the reason why there is
//!   none. `figure::notation` writes it for messages and data, `lang` for readers.
//! - `FigureId`, `DatumId`: which figure, which other value; a [`Span`] says only where it stands in the
//!   authors' files. Both travel to the page.
//! - Text: clean once it is read (`characters`), so that what looks the same is the same.
//! - `Jurisdiction`: the states, the district and the territories by name and postal code, with their names
//!   in each language; what is called otherwise is a place of the set's own.
//! - `Sink`: the author's mistakes, all of them in one run, each with a stable [`Code`]. A stage that
//!   cannot go on returns `Reported`, which only a sink can make. With the texts it is about, it is
//!   [`Findings`].
//! - [`Pt`]: whole thousandths of a point, so that equal input gives equal bytes.
//! - `Page`: a display list; what depends on the paper is decided by `press`.
//! - `Profile`: what a file is for. Its list of `Standard`s decides what is written, what is proved and
//!   what the command says.
//! - [`Engine`]: owns the set and all that its sheets share. Each thread has its own caches, a `Worker`.
//!
//! # Where things are added
//!
//! - *A figure, a sentence, a section, a table row or column*: in the set's TOML files; no Rust.
//! - *A new kind of block*: a variant of `Block` with its `Part`s, its keys in `set::read` and
//!   `set::write`, what becomes of it for one place in `wording`, and a file in `layout::blocks`, which
//!   both layouts use. The compiler names each place.
//! - *What takes several pages*: its blocks as `Strip`s, which `layout::pages` ends pages between; `Page::next` and
//!   `Page::carry` go on with the structure, and the writer and the proof follow.
//! - *A property of the file*: a field of `outline::Properties`, its key in `set::read`, and its place in
//!   `pdf::file::metadata`.
//! - *A token of the themes*: a field in `theme`, its value in the theme files, and, if a page could
//!   suffer from it, a requirement beside the field. Sets can then change it.
//! - *What a card shows*: `wording::card` chooses it from the document of a sheet, `layout::card` says where it stands.
//! - *An output profile*: a constant of `Profile`, listed in `PROFILES`; a row of the README's table.
//! - *A printing condition* that print shops know by name: a line in `profile::condition`.
//! - *A size of paper* that sheets are imposed on: a line in `imposed::paper`.
//! - *A standard*: a variant of `Standard` with its data; the compiler then names what `proof` must say of
//!   it. Its clauses go into the checks, and into a ledger in `docs/standards`.
//! - *A field of the data*: `set::write` does not compile until it is said whether it travels in the file.
//! - *An input format*: a reader that makes a `Dataset`; another place for files: a `set::Files`.
//! - *A language*: an entry in `lang`, and a wording file in the set.

mod annotate;
mod approval;
mod archive;
mod batch;
mod characters;
mod compare;
mod correction;
mod diagnostic;
mod document;
mod embed;
mod export;
mod facts;
mod figure;
mod finished;
mod font;
mod gazetteer;
mod import;
mod imposed;
mod ink;
mod lang;
mod layout;
mod lint;
mod listing;
mod mail;
mod manifest;
mod objects;
mod outline;
mod output;
mod pack;
mod pdf;
mod press;
mod preview;
mod profile;
mod proof;
mod roll;
mod set;
mod signoff;
mod source;
mod standard;
mod starter;
mod text;
mod theme;
mod units;
mod wording;

pub use approval::{Entry as ApprovalEntry, NotRecorded, record as record_approvals};
pub use archive::{Archive, DividedBy, NotArchived, ZipError, archives, zip};
pub use batch::{
    AllowedFinding, Approval, Batch, Bug, CardPicture, Deliver, DiffFault, DiffSide, EditionDiff, Engine,
    Error, FigureChange, FigureDiff, Handout, Letters, NotComparable, Options, Outcome, Pack, PackOptions,
    PackOrder, PackSheet, PackedSheet, PlaceDiff, Previewed, PreviewedSheet, Previewing, PrintedNumber,
    Proving, Receiver, Run, Series, Set, Sheet, SignedFigure, StateName, TextDiff, Verdict, WaivedRule,
    WithheldNumber, differ, roll_set,
};
pub use compare::WordRun;
pub use correction::{Correction, CorrectionNote, FinishedSheet};
pub use diagnostic::{Class, Code, Finding, FindingGroup, Findings, Severity, counted, nearest};
pub use embed::{ExtractError, extract};
pub use export::{ExportError, ExportFormat};
pub use finished::{HeardCell, HeardDocument, HeardKind, HeardLine, HeardLink, HeardPart, hear};
pub use import::{
    BegunSet, BlankCounts, FigureFate, Import, ImportCounts, ImportOptions, ImportQuestion, ImportedColumn,
    ImportedFigure, ImportedFile, NotBegun, ProposedFigure, SetAside, begin_set,
};
pub use imposed::{Edge, ImposeOptions, Imposed, NotImposed, PaperSize, Sequence};
pub use layout::{Advice, Advise, Cut, FitReport, Frame, Overflow, SeriesLayout, Setting};
pub use listing::{Listing, ListingBlock, ListingColumn, ListingError, ListingSection, ListingTable};
pub use mail::{
    Account, Attached, Bundle, BundleKind, Clock, Contacts, DraftFile, FinishedSheets, MailJournal,
    MailServer, MailState, Mailing, Message, Recipient, Security, Sending, Sent, SentSheet, Smtp, Step,
    drafts, question_mail,
};
pub use manifest::{Ledger, LedgerError, Record, RunRecord, Shard, merge};
pub use output::{OutputFolder, WriteError};
pub use pdf::{Unreadable, is_handout, is_sheet};
pub use preview::{is_our_png, is_our_preview};
pub use roll::{RolledSet, YearMention};
pub use set::NamePattern;
pub use signoff::SignOff;
pub use source::{Location, Span};
pub use starter::{AreaKind, Starter, StarterFigure, StarterKind, StarterRefusal, new_set, set_of_figures};
pub use theme::Paper;
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
    annotate archive batch compare diagnostic document embed export facts figure finished font gazetteer import imposed ink lang layout lint listing mail manifest outline output pdf press preview profile proof roll set source standard starter text theme units wording
    }
}
