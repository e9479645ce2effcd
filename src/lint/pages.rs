//! The pages of the states, looked at one after the other, as they are said.
//!
//! In: each page with its facts, once. Out: what is wrong on it, which may refuse it; and of all pages
//! together, what a careful reader would question.

use super::emphasis::Emphasis;
use super::fitting::Fitting;
use super::fragments::SoundTexts;
use super::languages::Differences;
use super::{Wrong, contact_slips, covers, figures, fragments, nation, neighbors, own_name};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity, Sink};
use crate::document::Document;
use crate::facts::Facts;
use crate::outline::Shown;
use crate::set::{Dataset, State};
use crate::source::{FileId, Sources};
use crate::wording::AddressedPlaces;

/// A page as it is said, and what is wrong on it.
pub struct SaidPage {
    pub document: Document,
    found: Vec<Diagnostic>,
}

impl SaidPage {
    /// `sound` remembers texts from page to page.
    pub fn new(
        document: Document,
        facts: &Facts,
        (dataset, places): (&Dataset, &AddressedPlaces),
        sound: &mut SoundTexts,
    ) -> Self {
        let mut found = Vec::new();
        figures::stale_years(&document, facts, &mut found);
        neighbors::lint(&document, facts, &dataset.set, &mut found);
        fragments::lint(&document, dataset, sound, &mut found);
        own_name::lint(&document, facts, &mut found);
        nation::lint(&document, facts, dataset, &mut found);
        contact_slips(&document, facts, (dataset, places), &mut found);
        Self { document, found }
    }

    /// Takes back what was found and does not hold for a text of this kind.
    pub fn forgive(&mut self, holds: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(holds);
    }

    /// Refuses the page if its words make its figures wrong, unless the authors have allowed it.
    ///
    /// # Errors
    /// If it is refused.
    pub fn refuse_wrong(
        &self,
        dataset: &Dataset,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        let mut failed = Ok(());
        for fault in self.found.iter().filter(|fault| fault.severity == Severity::Error) {
            if !dataset.set.allow.iter().any(|entry| covers(entry, fault, sources)) {
                failed = Err(sink.report(fault.clone()));
            }
        }
        failed
    }
}

/// The pages of a state, one in each language.
pub struct SaidState<'d> {
    pub state: &'d State,
    pub facts: Facts,
    pub pages: Vec<SaidPage>,
}

/// The lints of pages.
pub struct PageLints<'d> {
    /// The states that are misnamed, with the place in their files.
    misnamed: Vec<FileId>,
    fitting: Fitting<'d>,
    /// `None` where bold sentences are no blocks of their own.
    emphasis: Option<Emphasis>,
    dataset: &'d Dataset,
    pub(super) differences: Differences<'d>,
    pub(super) found: Sink,
}

impl<'d> PageLints<'d> {
    /// `wrong` is what was found in the set.
    pub fn new(dataset: &'d Dataset, wrong: &Wrong, shown: Shown, sources: &'d Sources) -> Self {
        Self {
            misnamed: wrong.misnamed(),
            fitting: Fitting::new(dataset),
            emphasis: shown.callouts.then(Emphasis::default),
            dataset,
            differences: Differences::new(sources),
            found: Sink::default(),
        }
    }

    /// Looks at the pages of a state, and compares them across languages. Of misnamed states, what their
    /// pages lack is not told again.
    pub fn look(&mut self, said: SaidState<'_>) {
        let SaidState { state, facts, pages } = said;
        let misnamed = self.misnamed.contains(&state.figures.file);
        for fault in pages.iter().flat_map(|page| &page.found) {
            if fault.code != Code::OtherState || !misnamed {
                self.found.report(fault.clone());
            }
        }
        pages.iter().for_each(|page| self.fitting.page(&page.document, &mut self.found));
        if let Some(emphasis) = &mut self.emphasis {
            pages.iter().for_each(|page| emphasis.page(&page.document, self.dataset, &mut self.found));
        }
        let documents: Vec<&Document> = pages.iter().map(|page| &page.document).collect();
        self.differences.state(&state.name().value, &facts, &documents);
    }
}
