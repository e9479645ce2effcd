//! Lints: what no rule forbids, but makes a sheet wrong, or a careful reader would question.
//!
//! In: the set, its wordings as written, the composers made of them and their pages. Out: findings, each
//! of which the authors may allow in the set file, with a reason; what comes of it says the class of its
//! code. Sees words, knows no layout.
//!
//! | file | looks at | for |
//! | --- | --- | --- |
//! | `words` | texts as written | doubled words and spaces, straight quotes |
//! | `filler` | texts as written | blanks to fill in, words of drafts, errors of spreadsheets |
//! | `invention` | names, addresses, sources, texts as written | what a new set begins with, and nobody replaced |
//! | `numbers` | texts as written | numbers that are figures, fractions, bare digits |
//! | `years` | texts as written | years left over from the sheet of an earlier year |
//! | `counted_nouns` | texts as written | "de" that is right behind some numbers only |
//! | `places` | texts and names | other states, names that disagree |
//! | `figures` | the data, finished pages | identical states, figures never printed, stale years |
//! | `corrected` | corrections of sheets that are out | days before the release, figures that did not change |
//! | `counts` | the figures of all states | copied values, outliers, moved rows, odd zeros, sums, uneven numbers |
//! | `bound` | texts as written | words of one figure beside the number of another |
//! | `boundary` | pages of invented states | sentences that read wrong, found by `dangling` |
//! | `agreement` | finished texts | "1 cases": words that do not have the number of their figure |
//! | `fragments` | finished pages | sentences that a missing figure or table left unfinished |
//! | `locals` | texts | cities and people of another state |
//! | `foreign` | texts as written | sentences left in another language |
//! | `own_name` | finished pages | a title or words that do not say whose page it is |
//! | `emphasis` | finished pages | running text with too much bold |
//! | `fitting` | pages of real states | sentences about another figure than they print |
//! | `labels` | labels of rows and headline figures | those that are another figure's |
//! | `languages` | pages of real and invented states | figures that not every language prints; by `order`, exchanged ones |
//! | `nation` | finished pages | figures of the nation in sentences about the state |
//! | `neighbors` | finished pages | what stands right beside a figure and makes it another number |
//! | `withheld` | all that is printed or travels, the figures | numbers that must not be said, and shares that tell them |
//! | `shown` | the wording, the theme | what the theme has no place for |
//! | `spoken` | names and abbreviations, texts as written | those that no text has, and those that are not listed |
//!
//! `pages` hands each page of a state to those that look at pages. `prose` knows which parts of a template are words, `sentences` where a sentence ends, `vocabulary` which
//! figure words are about, `quantities` which numbers say how many.

mod agreement;
mod bound;
mod boundary;
mod corrected;
mod counted_nouns;
mod counts;
mod dangling;
mod emphasis;
mod figures;
mod filler;
mod fitting;
mod foreign;
mod fragments;
mod invention;
mod labels;
mod languages;
mod locals;
mod name_index;
mod nation;
mod neighbors;
mod numbers;
mod order;
mod own_name;
mod pages;
mod places;
mod prose;
mod quantities;
mod shown;
mod spoken;
mod vocabulary;
mod withheld;
mod words;
mod years;

pub use boundary::boundary_facts;
pub use fragments::SoundTexts;
pub use pages::{PageLints, SaidPage, SaidState};

use crate::compare::Doubt;
use crate::diagnostic::{At, Class, Code, Diagnostic, Reported, Severity, Sink};
use crate::facts::Protection;
use crate::lang::sentences;
use crate::outline::Shown;
use crate::set::{Allowance, Dataset, Wording};
use crate::source::{FileId, Sources};
use crate::wording::{Composer, contact_slips};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The pages to look at.
#[derive(Clone, Copy)]
pub struct Pages<'a> {
    /// One for each language.
    pub composers: &'a [Composer],
    /// The date of the files.
    pub date: NaiveDate,
    pub theme: &'a str,
    /// What the theme has a place for.
    pub shown: Shown,
}

/// A fault for which sheets may not be made.
struct SheetFinding {
    fault: Diagnostic,
    /// The sheets that show it.
    sheets: Vec<SheetKey>,
}

/// The sheets of the state with this file: in one wording, or in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SheetKey {
    state: FileId,
    wording: Option<FileId>,
}

/// Sheets that must not be made.
#[derive(Debug, Default)]
pub struct Stopped(HashMap<SheetKey, Reported>);

impl Stopped {
    /// Stops all sheets of a state.
    pub(crate) fn stop(&mut self, state: FileId, reported: Reported) {
        self.0.insert(SheetKey { state, wording: None }, reported);
    }

    /// Checks that the sheet of a state in a wording may be made.
    ///
    /// # Errors
    /// If it must not.
    pub fn check(&self, state: FileId, wording: FileId) -> Result<(), Reported> {
        let told = |wording| self.0.get(&SheetKey { state, wording });
        told(None).or(told(Some(wording))).map_or(Ok(()), |reported| Err(*reported))
    }
}

/// What is wrong in the texts, names and figures of a set.
#[derive(Default)]
pub struct Wrong {
    found: Vec<SheetFinding>,
    /// What is still that of a new set: warned of, and final sheets are not made.
    invented: Vec<Diagnostic>,
    /// Whether it was held against another edition.
    compared: bool,
}

impl Wrong {
    /// Looks for sheets that must not leave: of the wrong place, by a name, figures or names that
    /// disagree, or with filler text and doubled words; and for what is only doubtful. `doubts` is what
    /// another edition says, if there is one.
    pub fn find(dataset: &Dataset, protection: &Protection, doubts: Option<Vec<Doubt>>) -> Self {
        let compared = doubts.is_some();
        let mut found = Vec::new();
        let names = places::StateAliases::new(dataset);
        let set = dataset.set.file;
        for text in prose::texts(dataset) {
            wrong_words(&text, dataset, &names, &mut found);
        }
        for text in prose::contact(dataset) {
            places::lint(&text, set, &names, &mut found);
            words::wrong(&text, dataset, &mut found);
        }
        places::forms(dataset, &mut found);
        places::identities(dataset, &mut found);
        figures::identical(dataset, &mut found);
        labels::exchanged(dataset, &mut found);
        counts::wrong(dataset, &mut found);
        withheld::lint(dataset, protection, &mut found);
        withheld::undeclared_shares(dataset, protection, &mut found);
        for Doubt { fault, places } in doubts.into_iter().flatten() {
            let sheets = places.iter().map(|&state| SheetKey { state, wording: None }).collect();
            found.push(SheetFinding { fault, sheets });
        }
        Self { invented: invention::find(dataset), ..Self::judged(found, compared) }
    }

    /// Looks at a wording that is none of the set's own, such as that of a message.
    pub fn in_words(wording: &Wording, dataset: &Dataset) -> Self {
        let (mut found, names) = (Vec::new(), places::StateAliases::new(dataset));
        for text in prose::of_wording(wording) {
            wrong_words(&text, dataset, &names, &mut found);
        }
        Self::judged(found, false)
    }

    fn judged(mut found: Vec<SheetFinding>, compared: bool) -> Self {
        for SheetFinding { fault, sheets } in &mut found {
            fault.severity = if sheets.is_empty() { Severity::Warning } else { Severity::Error };
        }
        Self { found, compared, invented: Vec::new() }
    }

    /// Reports the sheets that must not leave, and stops them. A finding that the authors have not
    /// allowed is an error; one that concerns no sheet of the set is a warning.
    pub fn stop(&self, dataset: &Dataset, sources: &Sources, sink: &mut Sink) -> Stopped {
        let mut stopped = Stopped::default();
        for SheetFinding { fault, sheets } in &self.found {
            // What is only doubtful is told by the check.
            let told = fault.code.class() == Class::WrongSheet;
            if told && !dataset.set.allow.iter().any(|entry| covers(entry, fault, sources)) {
                let reported = sink.report(fault.clone());
                stopped.0.extend(sheets.iter().map(|sheet| (*sheet, reported)));
            }
        }
        stopped
    }

    /// What is still that of a new set, but for what the authors allow.
    pub fn invented<'w>(
        &'w self,
        dataset: &'w Dataset,
        sources: &'w Sources,
    ) -> impl Iterator<Item = &'w Diagnostic> {
        let allowed = |fault: &Diagnostic| dataset.set.allow.iter().any(|own| covers(own, fault, sources));
        self.invented.iter().filter(move |fault| !allowed(fault))
    }

    /// The states whose name is wrong in their own files.
    fn misnamed(&self) -> Vec<FileId> {
        let of_name = |found: &&SheetFinding| matches!(found.fault.code, Code::OtherState | Code::StateNames);
        let sheets = self.found.iter().filter(of_name).flat_map(|found| &found.sheets);
        sheets.filter(|sheet| sheet.wording.is_none()).map(|sheet| sheet.state).collect()
    }
}

/// What is wrong in a text by its words alone.
fn wrong_words(
    text: &prose::Text<'_>,
    dataset: &Dataset,
    names: &places::StateAliases<'_>,
    found: &mut Vec<SheetFinding>,
) {
    places::lint(text, dataset.set.file, names, found);
    words::wrong(text, dataset, found);
    years::wrong(text, dataset, found);
    bound::lint(text, dataset, found);
}

/// Runs every lint over a set and reports what the authors have not allowed. `pages` is `None` if the
/// wordings have faults; then only what needs no pages is checked.
pub fn lint(
    dataset: &Dataset,
    wrong: &Wrong,
    pages: Option<(Pages<'_>, PageLints<'_>)>,
    sources: &Sources,
    sink: &mut Sink,
) {
    let mut found = Sink::default();
    prose::texts(dataset).iter().for_each(|text| question(text, dataset, wrong, &mut found));
    wrong.found.iter().for_each(|wrong| _ = found.report(wrong.fault.clone()));
    wrong.invented.iter().for_each(|fault| _ = found.report(fault.clone()));
    labels::lint(dataset, &mut found);
    counts::lint(dataset, &mut found);
    spoken::lint(dataset, &mut found);
    figures::day_of_release(dataset, &mut found);
    corrected::lint(dataset, &mut found);
    // Without the pages in all languages, nothing can be said of what an entry of `[[allow]]` is for.
    let mut all = false;
    if let Some((pages, PageLints { mut differences, found: on_pages, .. })) = pages {
        all = pages.composers.len() == dataset.set.languages.len();
        found.absorb(on_pages);
        let printed = boundary::lint(dataset, pages, &mut differences, sink, &mut found);
        shown::lint(dataset, &pages, &mut found);
        differences.report(&mut found);
        if let Some(printed) = printed {
            figures::unprinted(dataset, &printed, &mut found);
        }
    }
    let unused = report(&dataset.set.allow, found, sources, sink);
    // Nor of one that is about a message, which is looked at apart.
    let of_mail = |entry: &Allowance| entry.file.as_ref().is_some_and(|file| file.value.starts_with("mail."));
    let looked = |entry: &&Allowance| (wrong.compared || !entry.code.value.compares()) && !of_mail(entry);
    for entry in unused.into_iter().filter(looked).filter(|_| all) {
        let message = format!("this entry allows nothing: no such `{}` was found", entry.code.value);
        let fault = Diagnostic::warning(Code::UnusedAllow, entry.code.span, message);
        sink.report(fault.help("delete the entry, or correct its `file` or `text`"));
    }
}

/// Asks of a wording that is none of the set's own, such as that of a message, what is asked of the set's as they are
/// written.
pub fn lint_words(wording: &Wording, dataset: &Dataset, sources: &Sources, sink: &mut Sink) {
    let (wrong, mut found) = (Wrong::in_words(wording, dataset), Sink::default());
    prose::of_wording(wording).iter().for_each(|text| question(text, dataset, &wrong, &mut found));
    wrong.found.iter().for_each(|wrong| _ = found.report(wrong.fault.clone()));
    report(&dataset.set.allow, found, sources, sink);
}

/// What is doubtful in a text as it is written, but for what `wrong` tells of it.
fn question(text: &prose::Text<'_>, dataset: &Dataset, wrong: &Wrong, found: &mut Sink) {
    let is_told = |fault: &Diagnostic| {
        let told = wrong.found.iter().map(|told| &told.fault);
        told.filter(|told| matches!(told.code, Code::TypedNumber | Code::WithheldNumber))
            .any(|told| told.at == fault.at)
    };
    words::lint(text, found);
    let mut typed = Sink::default();
    numbers::lint(text, dataset, &mut typed);
    numbers::in_words(text, dataset, &mut typed);
    typed.found().iter().filter(|fault| !is_told(fault)).for_each(|fault| _ = found.report(fault.clone()));
    years::lint(text, dataset, found);
    locals::lint(text, dataset, found);
    foreign::lint(text, found);
    counted_nouns::lint(text, dataset, found);
}

/// Passes on what is not allowed. Returns the entries that allowed nothing.
fn report<'d>(allow: &'d [Allowance], found: Sink, sources: &Sources, sink: &mut Sink) -> Vec<&'d Allowance> {
    let mut unused: Vec<&Allowance> = allow.iter().collect();
    for fault in found.found() {
        if !allow.iter().any(|entry| covers(entry, fault, sources)) {
            sink.report(fault.clone());
        }
        unused.retain(|entry| !covers(entry, fault, sources));
    }
    unused
}

fn covers(entry: &Allowance, fault: &Diagnostic, sources: &Sources) -> bool {
    let At::Span(span) = fault.at else { return false };
    let path = sources.locate(span).path;
    entry.code.value == fault.code
        && entry
            .file
            .as_ref()
            .is_none_or(|file| path == file.value || path.ends_with(&format!("/{}", file.value)))
        && entry.text.as_ref().is_none_or(|text| {
            sources.slice(span).contains(&text.value) || fault.message.contains(&text.value)
        })
}
