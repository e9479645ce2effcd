//! The page for a browser put together: each finding with the sheet whose file it is in.

use super::super::outcome::StateName;
use super::super::review::inside;
use super::{Drawn, Previewed, Studio};
use crate::diagnostic::{At, Diagnostic, Findings};
use crate::preview::{PreviewFinding, PreviewPage, contact_sheet, html};
use crate::source::FileId;
use std::cmp::Reverse;
use std::path::Path;

impl Studio<'_> {
    /// Puts everything together.
    pub(super) fn finish(&self, drawn: Vec<Drawn>, findings: Findings) -> Previewed {
        let mut page = PreviewPage { title: self.title(), against: self.against(), ..PreviewPage::default() };
        let (mut tiles, mut told) = (Vec::new(), Vec::new());
        let whole: Vec<Diagnostic> = findings.parts().0.in_order().into_iter().cloned().collect();
        let mut shared: Vec<&Diagnostic> = whole.iter().collect();
        for Drawn { mut shown, tiles: pages, told: sheet, found, file } in drawn {
            let mut concerns: Vec<Diagnostic> = found.in_order().into_iter().cloned().collect();
            let is_its = |fault: &Diagnostic| self.is_in(fault, file, &sheet.state);
            let own: Vec<&Diagnostic> = whole.iter().filter(|fault| is_its(fault)).collect();
            shared.retain(|fault| !own.contains(fault) && !concerns.contains(fault));
            let more = own.into_iter().filter(|fault| !concerns.contains(fault)).cloned();
            concerns.extend(more.collect::<Vec<_>>());
            concerns.sort_by_key(|fault| Reverse(fault.severity));
            shown.findings.extend(concerns.iter().map(|fault| self.finding(fault)));
            page.sheets.push(shown);
            tiles.extend(pages);
            told.push(sheet);
        }
        page.findings = shared.into_iter().map(|fault| self.finding(fault)).collect();
        let contact = contact_sheet(&tiles).png(96);
        Previewed { html: html(&page), contact, sheets: told, findings }
    }

    /// Whether a fault is in the file of a state.
    fn is_in(&self, fault: &Diagnostic, file: Option<FileId>, state: &StateName) -> bool {
        let is_called = |path: &Path| path.file_stem().is_some_and(|stem| stem == state.slug.as_str());
        match (&fault.at, file) {
            (At::Span(span), Some(file)) => span.file == file,
            // Of a file that could not be read, the name is known.
            (At::Span(span), None) => is_called(self.plan.sources.path(span.file)),
            (At::Path(path), _) => is_called(path),
            _ => false,
        }
    }

    fn finding(&self, fault: &Diagnostic) -> PreviewFinding {
        let at = |span| {
            let at = self.plan.sources.locate(span);
            format!("{}:{}:{}", inside(self.plan, &at.path), at.line, at.column)
        };
        let place = match &fault.at {
            At::Span(span) => Some(at(*span)),
            At::Path(path) => Some(inside(self.plan, &path.to_string_lossy())),
            At::Option(_) | At::Cell { .. } | At::Page { .. } | At::Row { .. } => None,
        };
        PreviewFinding {
            severity: fault.severity,
            code: fault.code.name(),
            message: fault.message.clone(),
            help: fault.help.clone(),
            place,
            related: fault.related.iter().map(|(span, why)| (at(*span), why.clone())).collect(),
        }
    }

    fn title(&self) -> String {
        let set = &self.plan.dataset.set;
        format!("{}, {}", set.publisher.name.value, set.year.value)
    }

    fn against(&self) -> Option<String> {
        match self.before {
            Some(before) => Some(format!("the set of {}", before.dataset.set.year.value)),
            None => (!self.asked.changes.is_empty()).then(|| "another edition".to_owned()),
        }
    }
}
