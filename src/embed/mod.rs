//! The data that travels inside a file: everything its page was made from, and nothing else.
//!
//! In: the dataset, the facts of one place, what the run decided. Out: the [`Enclosure`] of its
//! file, whose texts are a set of that one place in that one language. They are written anew from
//! what was judged, so that no remark, note, path or withheld number of the author's gets out, and
//! they say all that the bytes of the file depend on: built again, they give the same file. A table of the
//! figures goes with them, which is no part of the set.
//! [`unpack`] finds them in a file.

mod figures_table;
mod provenance;
mod unpack;

pub use figures_table::NAME as FIGURES_TABLE;
pub use unpack::{ExtractError, UnpackedFile, extract, extract_from, unpack};

use crate::facts::{Fact, Facts};
use crate::figure::Quantity;
use crate::lang::Language;
use crate::layout::SeriesLayout;
use crate::pdf::{Attachment, Enclosure, Provenance, Relationship};
use crate::profile::{OFFICE, Profile};
use crate::set::write::{self, Choices, PrintedFigure};
use crate::set::{Dataset, FitMode, Scope, State};
use crate::source::Span;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What the handouts of a series share.
#[derive(Default)]
pub struct SeriesShares {
    /// By language.
    pub layouts: BTreeMap<String, SeriesLayout>,
    /// The ends of the scales of bars, by the tables' places in the wordings.
    pub scales: Vec<(Span, Quantity)>,
    /// They are in large print.
    pub large_print: bool,
}

/// The data of a run's files for one profile.
pub struct EmbeddedSet {
    dataset: Arc<Dataset>,
    /// By language: its tag, the set file, the wording.
    shared: Vec<(String, Arc<str>, Arc<str>)>,
    /// What the set changes of the theme, if it does.
    theme: Option<Arc<str>>,
    /// Whether it travels.
    attached: bool,
    /// National figures, written for the first page and shared by all: they are the same for every state.
    national: OnceLock<Arc<str>>,
}

impl EmbeddedSet {
    /// Writes what the files share. `theme` and `date` are those of the run.
    pub fn new(
        dataset: &Arc<Dataset>,
        theme: &str,
        date: NaiveDate,
        profile: &Profile,
        series: &SeriesShares,
    ) -> Self {
        let shared = dataset.wordings.iter().map(|wording| {
            let language = wording.language.value.as_str();
            let fit = series.layouts.get(language).map(|SeriesLayout { setting, frame }| FitMode::At {
                size: setting.size,
                lead: setting.leading,
                gap: setting.gap,
                frame: Some(frame.numbers()),
            });
            let choices = Choices {
                language,
                theme,
                date,
                profile: (profile.name != OFFICE.name).then_some(profile.name),
                press: profile.sheet.is_some(),
                large_print: series.large_print,
                attached: profile.attachments
                    && !Profile::named(profile.name).is_some_and(|own| own.attachments),
                fit,
            };
            (
                language.to_owned(),
                write::set(&dataset.set, &choices).into(),
                write::wording(wording, &series.scales).into(),
            )
        });
        let theme = write::theme(&dataset.set.theme_changes, theme).map(Arc::from);
        let shared = shared.collect();
        let attached = profile.attachments;
        Self { dataset: dataset.clone(), shared, theme, attached, national: OnceLock::new() }
    }

    /// What the file of one place in one language holds.
    pub fn enclosure(&self, facts: &Facts, state: &State, language: &str) -> Enclosure {
        let figures = self.provenances(facts, language);
        let files = if self.attached { self.files(facts, &figures, state, language) } else { Vec::new() };
        Enclosure { figures, files }
    }

    /// What is said of each figure.
    fn provenances(&self, facts: &Facts, language: &str) -> Vec<Provenance> {
        let specs = &self.dataset.set.figures;
        let Some(language) = Language::from_tag(language) else { return Vec::new() };
        let said = |(n, fact)| provenance::provenance(fact, specs.get(n), &language);
        facts.figures.iter().enumerate().map(said).collect()
    }

    /// The files that travel with a page.
    fn files(&self, facts: &Facts, figures: &[Provenance], state: &State, language: &str) -> Vec<Attachment> {
        let name = state.slug.value.clone();
        let shared = self.shared.iter().find(|(tag, ..)| tag == language);
        let words = shared.map_or("", |(.., wording)| wording);
        let entries = |scope| entries(facts, scope, words);
        let national: Arc<str> = write::national(&self.dataset.national, entries(Scope::National)).into();
        let first = self.national.get_or_init(|| national.clone());
        let national = if *first == national { first.clone() } else { national };
        let mut files = Vec::with_capacity(6);
        let mut file = |name: String, text: Arc<str>, relation, description| {
            files.push(Attachment { name, text, relation, description });
        };
        if let Some((_, set, wording)) = shared {
            let name = format!("wording.{language}.toml");
            file("handout.toml".into(), set.clone(), Relationship::Source, "The set");
            file(name, wording.clone(), Relationship::Source, "The wording of the page");
        }
        if let Some(theme) = &self.theme {
            file("theme.toml".into(), theme.clone(), Relationship::Source, "What is changed of the theme");
        }
        file("national.toml".into(), national, Relationship::Data, "The national figures");
        let text = write::state(state, language, entries(Scope::State)).into();
        file(format!("{name}.toml"), text, Relationship::Data, "The figures of the state");
        let place = facts.place.names.get(language).name.value.as_str();
        let of = |fact: &Fact| if fact.scope == Scope::National { "national" } else { place };
        let table = figures_table::table(facts.figures.iter().map(of).zip(figures)).into();
        file(figures_table::NAME.into(), table, Relationship::Data, "The figures as a table");
        files
    }
}

/// The figures of one scope as they were validated; last year's value of those for which the wording
/// names it.
fn entries<'f>(facts: &'f Facts, scope: Scope, wording: &'f str) -> impl Iterator<Item = PrintedFigure<'f>> {
    facts.figures.iter().filter(move |fact| fact.scope == scope).map(move |fact| PrintedFigure {
        key: &fact.key,
        value: fact.value,
        previous: fact.previous.as_ref().map(|last| last.value).filter(|_| {
            [".previous", ".change"].iter().any(|name| names(wording, &format!("{}{name}", fact.key)))
        }),
        year: fact.year,
        source: fact.source.as_deref(),
    })
}

/// Whether a wording has this name.
fn names(wording: &str, name: &str) -> bool {
    let own = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    wording
        .match_indices(name)
        .any(|(at, _)| !wording[..at].ends_with(own) && !wording[at + name.len()..].starts_with(own))
}
