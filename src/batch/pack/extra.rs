//! The pages of a pack that no place has: its cover, the sheets between, the empty ones. In: what they say; out: their
//! pages, set by a theme that has room for an index, on the paper of the others.

use super::super::plan::Plan;
use crate::diagnostic::Sink;
use crate::document::{Document, Meta};
use crate::facts::Facts;
use crate::lang::Language;
use crate::layout::{Page, Refusal, Typesetter};
use crate::pack::{Front, facts_of_nobody};
use crate::theme::{Layout, Theme, built_in_theme};

/// A page, or several, with what they say.
pub(super) struct Extra {
    pub(super) document: Document,
    pub(super) facts: Facts,
    pub(super) pages: Vec<Page>,
}

/// What sets them.
pub(super) struct ExtraPages<'p> {
    plan: &'p Plan,
    pub(super) theme: Theme,
    pub(super) meta: Meta,
    title: String,
}

impl<'p> ExtraPages<'p> {
    /// In the first language of the plan; `title` is that of the pack.
    pub(super) fn new(plan: &'p Plan, title: String) -> Self {
        let own = || plan.theme.clone();
        let theme = match (&plan.theme.layout, plan.large_print) {
            (Layout::Brief(_), _) | (_, true) => own(),
            // It has two columns, and a place for the outline.
            (Layout::Memo(_), false) => built_in_theme("brief")
                .map_or_else(own, |brief| Theme { page: plan.theme.page.clone(), ..brief }),
        };
        let tag = plan.composers[0].language();
        let locale = Language::from_tag(tag).map_or_else(|| tag.to_owned(), |own| own.regional_tag());
        let meta = Meta {
            title: format!("{title} {}", plan.dataset.set.year.value),
            author: plan.dataset.set.publisher.name.value.clone(),
            language: tag.to_owned(),
            locale,
            date: plan.date(),
            ..Meta::default()
        };
        Self { plan, theme, meta, title }
    }

    /// What a page begins with that is called so; without a title of its own, as the pack.
    pub(super) fn front(&self, title: Option<String>, silhouette: Option<String>) -> Front {
        let year = self.plan.dataset.set.year.value;
        let title = title.unwrap_or_else(|| self.title.clone());
        let meta = Meta { title: format!("{title} {year}"), ..self.meta.clone() };
        let folio = Language::from_tag(&self.meta.language).map(|language| language.folio());
        let silhouette = silhouette.filter(|_| self.theme.shown().silhouette);
        Front { meta, title, year, silhouette, folio: folio.filter(|_| self.plan.large_print) }
    }

    /// Sets a page.
    ///
    /// # Errors
    /// If its words do not fit.
    pub(super) fn set(&self, document: Document, sink: &mut Sink) -> Result<Extra, Refusal> {
        let year = &self.plan.dataset.set.year;
        let mut typesetter = Typesetter::new(&self.plan.fonts, &self.theme);
        let (pages, _) = typesetter.lay_out_all(&document, None, year.span, sink)?;
        Ok(Extra { document, facts: facts_of_nobody(year.value, year.span), pages })
    }
}
