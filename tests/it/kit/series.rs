//! The pages of a set, as its series has them.

use crate::kit::set::Set;
use handout::Options;
use handout::internals::diagnostic::Sink;
use handout::internals::facts::{self, Protection};
use handout::internals::font::Fonts;
use handout::internals::layout::{FitReport, Ink, Mark, Page, Rect, TextRun, Typesetter};
use handout::internals::units::Pt;

/// A page, as it is laid out.
pub struct LaidOut {
    /// File name of its place, and its language.
    pub name: String,
    pub page: Page,
    pub fit: FitReport,
}

/// All pages of a set in a theme.
pub fn pages(set: &Set, theme: &str) -> Vec<LaidOut> {
    let run = set.plan(&Options { theme: Some(theme.into()), ..Options::default() }).fit(2);
    let (fonts, theme, dataset) = (Fonts::bundled(), set.theme(theme), &set.dataset);
    let (mut typesetter, protection) = (Typesetter::new(&fonts, &theme), Protection::new(dataset));
    let mut made = Vec::new();
    for (n, wording) in dataset.wordings.iter().enumerate() {
        let language = &wording.language.value;
        let series = run.series.iter().find(|series| series.language == *language);
        for state in &dataset.states {
            let mut sink = Sink::default();
            let facts = facts::facts(dataset, &protection, state);
            let document = set.composed(n, theme.shown(), &facts);
            let layout = series.map(|series| series.layout);
            let page = typesetter.lay_out(&document, layout, state.name().span, &mut sink);
            let (page, fit) = page.expect("it fits");
            made.push(LaidOut { name: format!("{} {language}", state.slug.value), page, fit });
        }
    }
    made
}

impl LaidOut {
    pub fn runs(&self) -> impl Iterator<Item = &TextRun> {
        self.page.items.iter().filter_map(|item| match &item.mark {
            Mark::Text(run) => Some(run),
            _ => None,
        })
    }

    pub fn fills(&self) -> impl Iterator<Item = (Rect, Ink)> {
        self.page.items.iter().filter_map(|item| item.mark.filled())
    }

    /// The footer's rule: the lowest across the page.
    pub fn foot(&self) -> Pt {
        let wide = self.fills().filter(|(rect, ink)| *ink == Ink::Rule && rect.width > self.page.width / 2);
        wide.map(|(rect, _)| rect.y).max().expect("a footer")
    }
}
