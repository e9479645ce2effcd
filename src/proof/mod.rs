//! Reads a finished file again and says where it falls short of what it promises.
//!
//! In: bytes, and an [`Expectation`]: the standards promised and the [`Document`] the page shows.
//! Out: [`Finding`]s, each with its clause and, where it can be told, the line of the wording that
//! caused it. The file is read with `hayro-syntax`, which shares no code with the writer, and its
//! words are compared with the document, so that text hidden from readers, a table dropped from the
//! tree or a wrong order is found, which no validator can see.
//!
//! The checks are one table ([`checks`]); `docs/standards` says clause by clause which of them
//! holds what, and `tests/it/damage.rs` plants the faults they must find.

mod attachments;
mod content;
mod document;
mod file;
mod fonts;
mod inks;
mod links;
mod metadata;
mod press;
mod reading;
mod structure;
mod tables;
mod tree;
mod typeface;

use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::Document;
use crate::source::Span;
use file::File;

/// What a file is measured against.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'d> {
    /// The standards and inks promised.
    pub promise: Promise,
    /// What the page shows.
    pub document: &'d Document,
}

/// The standards a file says it meets, and the inks it is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// PDF/UA-1 (ISO 14289-1).
    pub accessible: bool,
    /// PDF/A-3a (ISO 19005-3).
    pub archive: bool,
    /// PDF/X-4 (ISO 15930-7).
    pub press: bool,
    /// The inks.
    pub inks: InkSet,
}

/// Which colour operators a file may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InkSet {
    /// DeviceGray and DeviceRGB: screens and office printers.
    GrayAndRgb,
    /// DeviceGray alone: copiers.
    Gray,
    /// DeviceCMYK alone, and register marks outside the page: presses.
    Cmyk,
}

impl Promise {
    /// Of files for e-mail and office printers.
    pub const OFFICE: Promise =
        Promise { accessible: true, archive: true, press: false, inks: InkSet::GrayAndRgb };
    /// Of copy masters.
    pub const GRAY: Promise = Promise { inks: InkSet::Gray, ..Promise::OFFICE };
    /// Of files for a print shop.
    pub const PRESS: Promise = Promise { press: true, inks: InkSet::Cmyk, ..Promise::OFFICE };

    /// Of an output profile, by its name.
    pub fn named(profile: &str) -> Option<Promise> {
        match profile {
            "office" => Some(Promise::OFFICE),
            "gray" => Some(Promise::GRAY),
            "press" => Some(Promise::PRESS),
            _ => None,
        }
    }

    /// Whether it holds a standard; the rules of the house always hold.
    fn holds(&self, standard: Standard) -> bool {
        match standard {
            Standard::Ua1 => self.accessible,
            Standard::A3a => self.archive,
            Standard::X4 => self.press,
            Standard::House => true,
        }
    }
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/UA-1.
    Ua1,
    /// PDF/A-3, level A.
    A3a,
    /// PDF/X-4.
    X4,
    /// Beyond the standards: what a handout must be.
    House,
}

impl Standard {
    /// As it is quoted.
    fn name(self) -> &'static str {
        match self {
            Standard::Ua1 => "ISO 14289-1 (PDF/UA-1)",
            Standard::A3a => "ISO 19005-3 (PDF/A-3a)",
            Standard::X4 => "ISO 15930-7 (PDF/X-4)",
            Standard::House => "house rule",
        }
    }
}

/// One rule: its name, its clauses, and what looks for breaches of it.
pub struct Check {
    /// Its stable name.
    pub name: &'static str,
    /// The clauses it holds, by standard; those of PDF/X by their subject, since their numbers
    /// could not be looked up.
    pub clauses: &'static [(Standard, &'static str)],
    run: fn(&File<'_>, &Expectation<'_>, &mut Faults),
}

/// A breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the check that found it.
    pub check: &'static str,
    /// The clauses of the promised standards.
    pub clause: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The template the faulty block was made from.
    pub at: Option<Span>,
}

/// What a check says: the message, and the block it is about.
#[derive(Default)]
struct Faults(Vec<(String, Option<Span>)>);

impl Faults {
    fn add(&mut self, message: impl Into<String>) {
        self.0.push((message.into(), None));
    }

    fn at(&mut self, place: Option<Span>, message: impl Into<String>) {
        self.0.push((message.into(), place));
    }

    /// Adds the message unless `sound`.
    fn unless(&mut self, sound: bool, message: impl Into<String>) {
        if !sound {
            self.add(message);
        }
    }
}

/// All checks, in the order they are made.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    let tables: [&'static [Check]; 10] = [
        document::CHECKS,
        attachments::CHECKS,
        metadata::CHECKS,
        structure::CHECKS,
        tables::CHECKS,
        reading::CHECKS,
        links::CHECKS,
        fonts::CHECKS,
        inks::CHECKS,
        press::CHECKS,
    ];
    tables.into_iter().flatten()
}

/// Proves a file before it is delivered: what is wrong is reported, at the line of the wording
/// that caused it or else at `place`.
pub fn vouch(bytes: &[u8], expected: &Expectation<'_>, place: Span, sink: &mut Sink) -> Result<(), Reported> {
    let mut reported = Ok(());
    for found in prove(bytes, expected) {
        let message = format!("the page would break {}: {}", found.clause, found.message);
        let help = "no file was made; this is a fault of the program, not of the data: please report it with \
            this message and the line it points at";
        let fault = Diagnostic::error(Code::BrokenPromise, found.at.unwrap_or(place), message);
        reported = Err(sink.report(fault.help(help)));
    }
    reported
}

/// Everything that is wrong with a file; nothing if it keeps its promise.
pub fn prove(bytes: &[u8], expected: &Expectation<'_>) -> Vec<Finding> {
    let finding = |check: &'static str, clause: String, (message, at)| Finding { check, clause, message, at };
    let pdf = match file::load(bytes) {
        Ok(pdf) => pdf,
        Err(reason) => return vec![finding("readable", "ISO 32000-1, 7.5".into(), (reason, None))],
    };
    let file = match File::of(&pdf, bytes) {
        Ok(file) => file,
        Err(reason) => return vec![finding("readable", "ISO 32000-1, 7.5".into(), (reason, None))],
    };
    let mut findings = Vec::new();
    for check in checks() {
        let clauses: Vec<String> = check
            .clauses
            .iter()
            .filter(|(standard, _)| expected.promise.holds(*standard))
            .map(|(standard, clause)| format!("{}, {clause}", standard.name()))
            .collect();
        if clauses.is_empty() {
            continue;
        }
        let mut faults = Faults::default();
        (check.run)(&file, expected, &mut faults);
        findings.extend(faults.0.into_iter().map(|fault| finding(check.name, clauses.join("; "), fault)));
    }
    findings
}
