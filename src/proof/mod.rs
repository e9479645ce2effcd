//! Reads a finished file again and says where it falls short of what it promises.
//!
//! In: bytes, and for each page an [`Expectation`]: the profile whose standards are promised, the
//! [`Document`] the page shows, the [`Facts`] behind it. Out: [`BrokenRule`]s, each with its clause
//! and, where it can be told, the line of the wording that caused it. The file is read with
//! `hayro-syntax`, which shares no code with the writer, and its words are compared with the
//! document, so that text hidden from readers, a table dropped from the tree or a wrong order is
//! found, which no validator can see.
//!
//! The checks are one table ([`checks`]); `docs/standards` says clause by clause which of them
//! holds what, and `tests/damage.rs` plants the faults they must find. What a standard asks for
//! stands here a second time, on purpose: a slip in `standard` must not hide itself.

mod attachments;
mod content;
mod document;
mod embedded_figures;
mod file;
mod fonts;
mod inks;
mod links;
mod metadata;
mod object;
mod page;
mod press_sheet;
mod printed_figures;
mod reading;
mod structure;
mod structure_root;
mod tables;
mod tree;
mod typeface;
mod value_text;

use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::doc::{Document, Meta};
use crate::facts::Facts;
use crate::profile::Profile;
use crate::source::Span;
use crate::standard::Standard;
use file::File;
use page::PageView;

/// What a page is measured against.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'d> {
    /// What its file is for: the standards and inks promised.
    pub profile: &'d Profile,
    /// What the page shows.
    pub document: &'d Document,
    /// What is true about its place.
    pub facts: &'d Facts,
}

/// What a file is measured against as a whole.
struct Promise<'d> {
    profile: &'d Profile,
    /// What it says about itself.
    meta: &'d Meta,
    pages: &'d [Expectation<'d>],
}

/// Where a rule stands; `None` for the rules of the house, which go beyond the standards: what a
/// handout must be.
pub type RuleOf = Option<Standard>;

const UA1: RuleOf = Some(Standard::Ua1);
const A3A: RuleOf = Some(Standard::A3a);
const X4: RuleOf = Some(Standard::X4);
const HOUSE: RuleOf = None;

/// As a clause is quoted.
fn quoted(rule: RuleOf, clause: &str) -> String {
    match rule.map(Standard::requirements) {
        Some(standard) => format!("{} ({}), {clause}", standard.iso, standard.name),
        None => format!("house rule, {clause}"),
    }
}

/// One rule: its name, its clauses, and what looks for breaches of it.
pub struct Check {
    /// Its stable name.
    pub name: &'static str,
    /// The clauses it holds, by standard; those of PDF/X by their subject, since their numbers
    /// could not be looked up.
    pub clauses: &'static [(RuleOf, &'static str)],
    run: Examines,
}

type FileCheck = fn(&File<'_>, &Promise<'_>, &mut Faults);
type PageCheck = fn(&PageView<'_>, &Expectation<'_>, &mut Faults);

/// What a check looks at.
enum Examines {
    /// The file, once.
    File(FileCheck),
    /// Each page.
    Page(PageCheck),
    Both(FileCheck, PageCheck),
}

/// A breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
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
    let tables: [&'static [Check]; 12] = [
        document::CHECKS,
        attachments::CHECKS,
        metadata::CHECKS,
        structure::CHECKS,
        tables::CHECKS,
        reading::CHECKS,
        links::CHECKS,
        fonts::CHECKS,
        inks::CHECKS,
        press_sheet::CHECKS,
        printed_figures::CHECKS,
        embedded_figures::CHECKS,
    ];
    tables.into_iter().flatten()
}

/// Proves a file of one page before it is delivered: what is wrong is reported, at the line of the
/// wording that caused it or else at `place`.
pub fn prove_or_report(
    bytes: &[u8],
    expected: &Expectation<'_>,
    place: Span,
    sink: &mut Sink,
) -> Result<(), Reported> {
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

/// Everything that is wrong with a file of one page; nothing if it keeps its promise.
pub fn prove(bytes: &[u8], expected: &Expectation<'_>) -> Vec<BrokenRule> {
    prove_all(bytes, &expected.document.meta, std::slice::from_ref(expected))
}

/// Everything that is wrong with a file of several pages, which says `meta` about itself.
pub fn prove_all(bytes: &[u8], meta: &Meta, pages: &[Expectation<'_>]) -> Vec<BrokenRule> {
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
    let file = match File::of(&pdf, bytes, pages.len()) {
        Ok(file) => file,
        Err(reason) => return unreadable(reason),
    };
    let promise = Promise { profile, meta, pages };
    checks().flat_map(|check| check.findings(&file, &promise)).collect()
}

impl Check {
    fn findings(&self, file: &File<'_>, promise: &Promise<'_>) -> Vec<BrokenRule> {
        let promised = |rule: RuleOf| rule.is_none_or(|rule| promise.profile.standards.contains(&rule));
        let clauses = self.clauses.iter().filter(|(rule, _)| promised(*rule));
        let clauses: Vec<String> = clauses.map(|(rule, clause)| quoted(*rule, clause)).collect();
        if clauses.is_empty() {
            return Vec::new();
        }
        let (whole, each) = match self.run {
            Examines::File(whole) => (Some(whole), None),
            Examines::Page(each) => (None, Some(each)),
            Examines::Both(whole, each) => (Some(whole), Some(each)),
        };
        let mut found = Vec::new();
        let mut add = |page: Option<usize>, faults: Faults| {
            found.extend(faults.0.into_iter().map(|(message, at)| BrokenRule {
                check: self.name,
                clause: clauses.join("; "),
                message: page.map_or(message.clone(), |page| format!("page {page}: {message}")),
                at,
            }));
        };
        if let Some(look) = whole {
            let mut faults = Faults::default();
            look(file, promise, &mut faults);
            add(None, faults);
        }
        for (number, (page, expected)) in (1..).zip(file.pages.iter().zip(promise.pages)) {
            let mut faults = Faults::default();
            each.into_iter().for_each(|look| look(page, expected, &mut faults));
            add((promise.pages.len() > 1).then_some(number), faults);
        }
        found
    }
}
