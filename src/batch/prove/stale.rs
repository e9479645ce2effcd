//! Whether a sheet is still what its set says: which figures and words are newer there.

use super::super::set::typed;
use super::expected::SheetSays;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::document::{InlineKind, Passage};
use crate::facts::Facts;
use crate::set::DatumId;
use std::collections::BTreeSet;
use std::path::Path;

/// Reports every figure that the set has otherwise than a file, and every text that does not only say such
/// a figure.
pub(super) fn stale(file: &Path, old: &SheetSays, (set, new): (&str, Option<&SheetSays>), sink: &mut Sink) {
    let called = file.display().to_string().replace('\\', "/");
    let place = &old.facts.place;
    let edition = if old.document.running.is_some() { " --large-print" } else { "" };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (folder, postal) = (typed(folder), &place.postal.value);
    let help = format!("make the sheet anew: `handout build {set} -o {folder} --only {postal}{edition}`");
    let Some(new) = new else {
        let (place, language) = (&place.names.first.name.value, &old.document.meta.language);
        let message = format!("the set makes no sheet of {place} in `{language}`");
        let help = "give the set that the file was made from";
        sink.report(Diagnostic::at_path(Code::StaleSheet, file, message).help(help));
        return;
    };
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    for fact in &new.facts.figures {
        let (key, before) = (&fact.key, old.facts.get(&fact.key).map(|(_, before)| before));
        let message = match before {
            None => format!("`{key}` is {} here; {called} does not have it", fact.value),
            Some(before) if before.value != fact.value => {
                format!("`{key}` is {} here, and {} in {called}", fact.value, before.value)
            }
            Some(before) if before.year != fact.year => {
                format!("`{key}` is of {} here, and of {} in {called}", fact.year, before.year)
            }
            Some(before) if before.source != fact.source => {
                format!("`{key}` has another source here than in {called}")
            }
            Some(_) => continue,
        };
        changed.insert(key);
        sink.report(Diagnostic::error(Code::StaleSheet, fact.origin, message).help(help.as_str()));
    }
    texts(&called, (old, new), &changed, &help, sink);
    let (before, now) = (&old.document.meta, &new.document.meta);
    if (&before.title, &before.author, before.date) != (&now.title, &now.author, now.date) {
        let message = format!(
            "title, publisher or day of release are `{}`, `{}`, {} here, and `{}`, `{}`, {} in \
            {called}",
            now.title, now.author, now.date, before.title, before.author, before.date
        );
        sink.report(Diagnostic::at_path(Code::StaleSheet, file, message).help(help.as_str()));
    }
}

fn texts(
    called: &str,
    (old, new): (&SheetSays, &SheetSays),
    changed: &BTreeSet<&str>,
    help: &str,
    sink: &mut Sink,
) {
    let mut before = said(old, changed);
    for (passage, words) in said(new, changed) {
        if let Some(at) = before.iter().position(|(own, said)| own.part == passage.part && *said == words) {
            before.remove(at);
            continue;
        }
        let message = format!("{called} does not say `{words}`, as is written here");
        let at = passage.wording().and_then(|text| text.origin);
        let fault = match at {
            Some(at) => Diagnostic::error(Code::StaleSheet, at, message),
            None => Diagnostic::at_path(Code::StaleSheet, called, message),
        };
        sink.report(fault.help(help));
    }
    for (_, words) in before {
        let message = format!("this file says `{words}`, which the set does not");
        sink.report(Diagnostic::at_path(Code::StaleSheet, called, message).help(help));
    }
}

/// The texts of a sheet that say none of the figures that changed.
fn said<'s>(sheet: &'s SheetSays, changed: &BTreeSet<&str>) -> Vec<(Passage<'s>, String)> {
    let has = |facts: &Facts, passage: &Passage<'_>| {
        passage.text.inlines.iter().any(|inline| match inline.kind {
            InlineKind::Figure(figure, _) => changed.contains(facts.figure(figure).key.as_str()),
            InlineKind::Datum(
                DatumId::Previous(figure) | DatumId::Change(figure) | DatumId::ChangeInNumbers(figure),
                _,
            ) => changed.contains(facts.figure(figure).key.as_str()),
            InlineKind::Datum(..) | InlineKind::Wording => false,
        })
    };
    let texts = sheet.document.texts().into_iter();
    texts
        .filter(|passage| !has(&sheet.facts, passage))
        .map(|passage| (passage, passage.text.plain()))
        .collect()
}
