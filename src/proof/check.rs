//! What a check is: its rule, what it is given, and what it says.

use super::clauses_of_pdf2;
use super::file::File;
use super::pack::ExpectedPack;
use super::page::PageView;
use crate::document::{Document, Meta};
use crate::facts::Facts;
use crate::profile::Profile;
use crate::source::Span;
use crate::standard::Standard;
use std::fmt;

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
pub(super) struct Promise<'d> {
    pub(super) profile: &'d Profile,
    /// What it says about itself.
    pub(super) meta: &'d Meta,
    pub(super) pages: &'d [Expectation<'d>],
    /// What it has beside its sheets, if it is a file of many.
    pub(super) pack: Option<&'d ExpectedPack>,
    /// Whether its pages must say that they are drafts; `None` if they may.
    pub(super) marked: Option<bool>,
}

impl Promise<'_> {
    /// Whether its one sheet may take several pages.
    pub(super) fn is_paged(&self) -> bool {
        self.pack.is_none() && matches!(self.pages, [only] if only.document.running.is_some())
    }
}

/// Where a rule stands; `None` for the rules of the house, which go beyond the standards: what a
/// handout must be.
pub type RuleOf = Option<Standard>;

pub(super) const UA1: RuleOf = Some(Standard::Ua1);
pub(super) const A3A: RuleOf = Some(Standard::A3a);
pub(super) const X4: RuleOf = Some(Standard::X4);
pub(super) const UA2: RuleOf = Some(Standard::Ua2);
pub(super) const WTPDF: RuleOf = Some(Standard::Wtpdf);
pub(super) const A4F: RuleOf = Some(Standard::A4f);
pub(super) const HOUSE: RuleOf = None;

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
    /// The clauses it holds, by standard, but for those of PDF 2.0; those of PDF/X by their subject, since their
    /// numbers could not be looked up.
    pub(super) clauses: &'static [(RuleOf, &'static str)],
    pub(super) run: Examines,
}

pub(super) type FileCheck = fn(&File<'_>, &Promise<'_>, &mut Faults);
pub(super) type PageCheck = fn(&PageView<'_>, &Expectation<'_>, &mut Faults);

/// What a check looks at.
pub(super) enum Examines {
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

/// More than a check says of any one page: a hostile file might be wrong in a million places.
const MOST_FAULTS: usize = 1_000;

/// What a check says: the message, and the block it is about.
#[derive(Default)]
pub(super) struct Faults(Vec<(String, Option<Span>)>);

impl Faults {
    pub(super) fn add(&mut self, message: impl Into<String>) {
        self.at(None, message);
    }

    pub(super) fn at(&mut self, place: Option<Span>, message: impl Into<String>) {
        if self.0.len() < MOST_FAULTS {
            self.0.push((message.into(), place));
        }
    }

    /// Adds the message unless `sound`; only then is it written.
    pub(super) fn unless(&mut self, sound: bool, message: impl fmt::Display) {
        if !sound {
            self.add(message.to_string());
        }
    }
}

impl Promise<'_> {
    /// Whether a standard is promised.
    pub(super) fn keeps(&self, standard: Standard) -> bool {
        self.profile.standards.contains(&standard)
    }
}

impl Check {
    /// All clauses it holds, by standard.
    pub fn clauses(&self) -> impl Iterator<Item = (RuleOf, &'static str)> {
        self.clauses.iter().copied().chain(clauses_of_pdf2::of(self.name))
    }

    /// The breaches of the rule in a file.
    pub(super) fn broken(&self, file: &File<'_>, promise: &Promise<'_>) -> Vec<BrokenRule> {
        self.broken_in(file, promise, None)
    }

    /// The same in the file and all of its sheets, or in one of these alone.
    pub(super) fn broken_in(
        &self,
        file: &File<'_>,
        promise: &Promise<'_>,
        only: Option<usize>,
    ) -> Vec<BrokenRule> {
        let clauses = || self.clauses().filter(|(rule, _)| rule.is_none_or(|rule| promise.keeps(rule)));
        if clauses().next().is_none() {
            return Vec::new();
        }
        let quoted = || clauses().map(|(rule, clause)| quoted(rule, clause)).collect::<Vec<_>>().join("; ");
        let (whole, each) = match self.run {
            Examines::File(whole) => (Some(whole), None),
            Examines::Page(each) => (None, Some(each)),
            Examines::Both(whole, each) => (Some(whole), Some(each)),
        };
        let mut found = Vec::new();
        let mut add = |page: Option<usize>, faults: Faults| {
            found.extend(faults.0.into_iter().map(|(message, at)| BrokenRule {
                check: self.name,
                clause: quoted(),
                message: page.map_or(message.clone(), |page| format!("page {page}: {message}")),
                at,
            }));
        };
        if let Some(look) = whole.filter(|_| only.is_none()) {
            let mut faults = Faults::default();
            look(file, promise, &mut faults);
            add(None, faults);
        }
        let sheets = file.pages.iter().zip(promise.pages).enumerate();
        for (place, (page, expected)) in sheets.filter(|(place, _)| only.is_none_or(|only| only == *place)) {
            let mut faults = Faults::default();
            each.into_iter().for_each(|look| look(page, expected, &mut faults));
            let number = promise.pack.map_or(place, |pack| pack.sheets[place].pages.start) + 1;
            add((promise.pages.len() > 1).then_some(number), faults);
        }
        found
    }
}
