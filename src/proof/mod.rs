//! Reads a finished file again and says where it falls short of what it promises.
//!
//! In: bytes, and for each sheet an [`Expectation`]: the profile whose standards are promised, the
//! document the page shows, the facts behind it. Out: [`BrokenRule`]s, each with its clause
//! and, where it can be told, the line of the wording that caused it. The file is read with
//! `objects`, which shares no code with the writer, and its words are compared with the
//! document, so that text hidden from readers, a table dropped from the tree or a wrong order is
//! found, which no validator can see.
//!
//! The checks are one table ([`checks`]); `docs/standards` says clause by clause which of them
//! holds what, and `tests/it/damage.rs` plants the faults they must find. What a standard asks for
//! stands here a second time, on purpose: a slip in `standard` must not hide itself.

mod alike;
mod alone;
mod alone_pack;
mod areas;
mod attachments;
mod bars;
mod below;
mod check;
mod clauses_of_pdf2;
mod code;
mod content;
mod divided;
mod document;
mod draft;
mod drawing;
mod drawings;
mod edges;
mod embedded_figures;
mod figures_table;
mod file;
mod font_program;
mod fonts;
mod glyphs;
mod inked;
mod inks;
mod keys;
mod links;
mod lists;
mod mark_order;
mod metadata;
mod namespaces;
mod object;
mod operators;
mod order;
mod pack;
mod packet;
mod page;
mod parted_tables;
mod places;
mod press_sheet;
mod printed_changes;
mod printed_figures;
mod printed_numbers;
mod reading;
mod running;
mod said;
mod sheets_in;
mod silent;
mod silhouette;
mod spacing;
mod spelling;
mod streams;
mod structure;
mod structure_root;
mod tables;
mod tree;
mod typeface;
mod value_text;
mod visible;
mod xmp;

pub use alike::differences;
pub use check::{BrokenRule, Check, Expectation, RuleOf};
pub use draft::{is_draft, is_marked};
pub use pack::{CarriedFile, ExpectedBookmark, ExpectedPack, ExpectedSheet};
pub use sheets_in::{SheetIn, sheets_in};

use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::Meta;
use crate::source::Span;
use check::Promise;
use code::CodeCache;
use file::File;
use streams::StreamCache;
use typeface::FontCache;

/// All checks, in the order they are made.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    let tables: [&'static [Check]; 29] = [
        document::CHECKS,
        attachments::CHECKS,
        metadata::CHECKS,
        structure::CHECKS,
        namespaces::CHECKS,
        tables::CHECKS,
        lists::CHECKS,
        reading::CHECKS,
        order::CHECKS,
        running::CHECKS,
        parted_tables::CHECKS,
        places::CHECKS,
        edges::CHECKS,
        spacing::CHECKS,
        visible::CHECKS,
        drawings::CHECKS,
        draft::CHECKS,
        silent::CHECKS,
        links::CHECKS,
        keys::CHECKS,
        fonts::CHECKS,
        glyphs::CHECKS,
        inks::CHECKS,
        press_sheet::CHECKS,
        said::CHECKS,
        printed_figures::CHECKS,
        printed_numbers::CHECKS,
        embedded_figures::CHECKS,
        pack::CHECKS,
    ];
    tables.into_iter().flatten()
}

/// Everything that is wrong with a file of one page; nothing if it keeps its promise.
pub fn prove(bytes: &[u8], expected: &Expectation<'_>) -> Vec<BrokenRule> {
    Prover::default().prove(bytes, expected)
}

/// Proves files, one after the other; what they share is decoded once.
#[derive(Default)]
pub struct Prover {
    known: Known,
    marked: Option<bool>,
}

/// What the files before had, too.
#[derive(Default)]
struct Known {
    streams: StreamCache,
    fonts: FontCache,
    codes: CodeCache,
}

impl Prover {
    /// Whether the pages of the files to come must say that they are drafts, or must not; `None` if that is not
    /// known, as of finished files.
    pub fn demand_mark(&mut self, marked: Option<bool>) {
        self.marked = marked;
    }

    /// Proves a file of one page before it is delivered: what is wrong is reported, at the line of the
    /// wording that caused it or else at `place`.
    pub fn prove_or_report(
        &self,
        bytes: &[u8],
        expected: &Expectation<'_>,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        let mut reported = Ok(());
        for found in self.prove(bytes, expected) {
            let message = format!("the page would break {}: {}", found.clause, found.message);
            let help = "no file was made; this is a fault of the program, not of the data: please report it \
                with this message and the line it points at";
            let fault = Diagnostic::error(Code::BrokenPromise, found.at.unwrap_or(place), message);
            reported = Err(sink.report(fault.help(help)));
        }
        reported
    }

    /// Everything that is wrong with a file of one page; nothing if it keeps its promise.
    pub fn prove(&self, bytes: &[u8], expected: &Expectation<'_>) -> Vec<BrokenRule> {
        self.prove_all(bytes, &expected.document.meta, std::slice::from_ref(expected))
    }

    /// Everything that is wrong with a file of several pages, which says `meta` about itself.
    pub fn prove_all(&self, bytes: &[u8], meta: &Meta, pages: &[Expectation<'_>]) -> Vec<BrokenRule> {
        self.prove_bound(bytes, meta, pages, None)
    }

    /// The same of a file of many sheets, which promises `pack` beside them: `sheets` has one for each of its own.
    pub fn prove_bound(
        &self,
        bytes: &[u8],
        meta: &Meta,
        pages: &[Expectation<'_>],
        pack: Option<&ExpectedPack>,
    ) -> Vec<BrokenRule> {
        let unreadable = |message: String| {
            vec![BrokenRule { check: "readable", clause: "ISO 32000-1, 7.5".to_owned(), message, at: None }]
        };
        let Some(profile) = pages.first().map(|page| page.profile) else {
            return unreadable("a file has at least one page".to_owned());
        };
        let pdf = match file::load(bytes) {
            Ok(pdf) => pdf,
            Err(reason) => return unreadable(reason),
        };
        let promise = Promise { profile, meta, pages, pack, marked: self.marked };
        let file = match File::of(&pdf, bytes, &self.known, &promise) {
            Ok(file) => file,
            Err(reason) => return unreadable(reason),
        };
        let broken: Vec<BrokenRule> = checks().flat_map(|check| check.broken(&file, &promise)).collect();
        if broken.is_empty() {
            file.fonts.iter().for_each(|font| font.read.is_proved.set(true));
        }
        broken
    }
}
