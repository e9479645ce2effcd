//! What a sheet must say, by its data or by a set: worked out anew, as a run would, without a page.

use super::super::Engine;
use super::super::against::Inside;
use super::super::plan::{Options, Plan};
use super::super::set::Set;
use crate::diagnostic::{Findings, Reported, Sink};
use crate::document::Document;
use crate::facts::Facts;
use crate::finished::FileOrigin;
use crate::profile::{PROFILES, Profile};
use crate::set::State;
use crate::theme::BUILT_IN;
use crate::wording::Composer;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A sheet in words and figures.
pub(super) struct SheetSays {
    pub(super) facts: Facts,
    pub(super) document: Document,
}

/// A set that files are proved against.
pub(super) struct SetSays {
    /// In its own theme first, then in the others: a theme decides what a page has room for; then the same in large
    /// print.
    engines: Vec<Engine>,
    /// The same for files that nothing travels in.
    without_data: OnceLock<Vec<Engine>>,
    set: Set,
    /// Of every sheet, its title with its place among the languages and the states.
    titles: OnceLock<Vec<(String, usize, usize)>>,
}

/// The set inside a file, and what makes a page of it.
///
/// # Errors
/// If it has a fault.
pub(super) fn inside(file: &Path, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(Set, Plan), Findings> {
    let set = Set::read(&Inside { name: file, files: files.into_iter().collect() }, &[])?;
    let mut findings = set.findings().clone();
    match Plan::unjudged(&set, findings.sink_mut()) {
        Ok(plan) => Ok((set, plan)),
        Err(_) => Err(findings),
    }
}

impl SheetSays {
    pub(super) fn new(plan: &Plan, composer: &Composer, state: &State) -> Result<Self, Reported> {
        let facts = plan.facts(state)?;
        let document = plan.compose(composer, &facts, &mut Sink::default())?;
        Ok(SheetSays { facts, document })
    }
}

impl SetSays {
    /// Gets a set ready, in all output profiles.
    ///
    /// # Errors
    /// If it has a fault that stops all sheets.
    pub(super) fn new(set: &Set) -> Result<Self, Findings> {
        let engine = |theme, large_print| engine(set, theme, large_print, None);
        let mut engines = vec![engine(None, false)?];
        let own = engines[0].plan().theme.name.clone();
        let others = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| *name != own);
        let all = std::iter::once(own.as_str()).chain(others);
        let all = all.flat_map(|name| [(name, false), (name, true)]).skip(1);
        // What the set changes of its theme may not suit another.
        let more = all.filter_map(|(name, large_print)| engine(Some(name.to_owned()), large_print).ok());
        engines.extend(more.collect::<Vec<_>>());
        Ok(SetSays { engines, without_data: OnceLock::new(), set: set.clone(), titles: OnceLock::new() })
    }

    /// In its own theme.
    pub(super) fn plan(&self) -> &Plan {
        self.engines[0].plan()
    }

    /// In each theme it can be made in, its own first.
    pub(super) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.engines.iter().map(Engine::plan)
    }

    /// The same for files that nothing travels in: those for a print shop, and what was made so.
    pub(super) fn plans_without_data(&self) -> impl Iterator<Item = &Plan> {
        let engines = self.without_data.get_or_init(|| {
            let again = self.plans().map(|plan| (plan.theme.name.clone(), plan.large_print)).enumerate();
            // The first has the set's own theme, which has its name from the one it changes.
            let again = again.map(|(n, (theme, large))| (Some(theme).filter(|_| n > 0), large));
            again.filter_map(|(theme, large)| engine(&self.set, theme, large, Some(false)).ok()).collect()
        });
        engines.iter().map(Engine::plan)
    }

    /// The sheet of the state that `facts` are about, in a language, in the theme and the edition of `own`.
    pub(super) fn sheet(&self, facts: &Facts, language: &str, own: &Plan) -> Option<SheetSays> {
        let edition = |plan: &Plan| (plan.theme.name.clone(), plan.large_print);
        let plan = self.plans().find(|plan| edition(plan) == edition(own)).unwrap_or(self.plan());
        let composer = plan.composers.iter().find(|composer| composer.language() == language)?;
        let (postal, slug) = (&facts.place.postal.value, &facts.place.slug.value);
        let states = || plan.dataset.states.iter();
        let state = states().find(|own| own.postal.value == *postal);
        let state = state.or_else(|| states().find(|own| own.slug.value == *slug))?;
        SheetSays::new(plan, composer, state).ok()
    }

    /// The language and the state of the sheet that has a title, by their places.
    pub(super) fn titled(&self, title: &str, language: &str) -> Option<(usize, usize)> {
        let plan = self.plan();
        let all = self.titles.get_or_init(|| {
            let mut titles = Vec::new();
            // Themes do not differ in it; large print says that it is.
            let editions = self.plans().filter(|own| own.theme.name == plan.theme.name);
            for (plan, language) in editions.flat_map(|own| (0..own.composers.len()).map(move |n| (own, n))) {
                for (number, state) in plan.dataset.states.iter().enumerate() {
                    if let Ok(says) = SheetSays::new(plan, &plan.composers[language], state) {
                        titles.push((says.document.meta.title, language, number));
                    }
                }
            }
            titles
        });
        // Two languages may have one title.
        let speaks = |at: &usize| primary(plan.composers[*at].language()) == primary(language);
        let found = || all.iter().filter(|(own, ..)| own == title);
        let (_, language, state) = found().find(|(_, at, _)| speaks(at)).or_else(|| found().next())?;
        Some((*language, *state))
    }
}

/// Makes the sheets of a set in all output profiles.
fn engine(
    set: &Set,
    theme: Option<String>,
    large_print: bool,
    attachments: Option<bool>,
) -> Result<Engine, Findings> {
    let profiles = PROFILES.iter().map(|profile| profile.name.to_owned()).collect();
    Engine::new(set, &Options { theme, profiles, large_print, attachments, ..Options::default() })
}

/// The profiles whose standards a file declares: those of the set, if there is one.
pub(super) fn declared(origin: &FileOrigin, set: Option<&SetSays>) -> Vec<Profile> {
    let all: Vec<Profile> = match set {
        Some(set) => set.plan().profiles.clone(),
        None => PROFILES.into_iter().cloned().collect(),
    };
    let met = |profile: &&Profile| profile.standards.iter().all(|&standard| origin.declares(standard));
    // Of two, one may ask for more than the other.
    let most = all.iter().filter(met).map(|profile| profile.standards.len()).max();
    all.iter().filter(met).filter(|own| Some(own.standards.len()) == most).cloned().collect()
}

/// A language without its region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}
