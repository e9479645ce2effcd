//! Lints: what no rule forbids and a careful reader would still ask about.
//!
//! In: the set, its wordings as written and the composers made of them. Out: warnings, each of
//! which the authors may allow in the set file with a reason. Between `doc` and `layout`: sees
//! words, knows no page.
//!
//! | file | looks at | for |
//! | --- | --- | --- |
//! | `words` | texts as written | filler, doubled words and spaces, straight quotes |
//! | `numbers` | texts as written | numbers that are figures, fractions, bare digits, other years |
//! | `places` | texts and names | other states, names that disagree |
//! | `figures` | the data, finished pages | identical states, figures never printed, stale years |
//! | `boundary` | pages of invented states | sentences that come out wrong, found by `dangling` |
//!
//! `prose` knows which part of a template is words.

mod boundary;
mod dangling;
mod figures;
mod gazetteer;
mod numbers;
mod places;
mod prose;
mod words;

pub use boundary::boundary_facts;
pub use figures::stale_years;

use crate::diagnostic::{At, Code, Diagnostic, Severity, Sink};
use crate::doc::Composer;
use crate::input::{Allowance, Dataset};
use crate::source::Sources;
use chrono::NaiveDate;

/// Runs every lint over a set and reports what its authors have not allowed. `said` is missing if
/// the wordings have faults; then only what can be seen without pages is looked at.
pub fn lint(dataset: &Dataset, said: Option<(&[Composer], NaiveDate)>, sources: &Sources, sink: &mut Sink) {
    let mut found = Sink::default();
    for text in prose::texts(dataset) {
        words::lint(&text, &mut found);
        numbers::lint(&text, dataset, &mut found);
        places::lint(&text, dataset, &mut found);
    }
    places::names(dataset, &mut found);
    figures::identical(dataset, &mut found);
    if let Some((composers, date)) = said {
        let printed = boundary::lint(dataset, composers, date, &mut found);
        figures::unprinted(dataset, &printed, &mut found);
    }
    let unused = report(&dataset.set.allow, found, sources, sink);
    // Without pages, nothing can be said of what an entry is for.
    for entry in unused.into_iter().filter(|_| said.is_some()) {
        let message = format!("no `{}` is found that this entry would allow", entry.code.value);
        let fault = Diagnostic::warning(Code::UnusedAllow, entry.code.span, message);
        sink.report(fault.help("delete the entry, or correct its `file` or `text`"));
    }
}

/// Passes on what is not allowed; returns the entries that were of no use.
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

/// `--strict`: every warning becomes an error.
pub fn strict(sink: Sink) -> Sink {
    let mut strict = Sink::default();
    for fault in sink.found() {
        strict.report(Diagnostic { severity: Severity::Error, ..fault.clone() });
    }
    strict
}
