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
    engine: Engine,
    /// Of every sheet, its title with its place among the languages and the states.
    titles: OnceLock<Vec<(String, usize, usize)>>,
}

/// The set inside a file, and what makes a page of it.
///
/// # Errors
/// If it has a fault.
pub(super) fn inside(file: &Path, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(Set, Engine), Findings> {
    let set = Set::read(&Inside { name: file, files: files.into_iter().collect() }, &[])?;
    let engine = Engine::new(&set, &Options::default())?;
    Ok((set, engine))
}

impl SheetSays {
    pub(super) fn new(plan: &Plan, composer: &Composer, state: &State) -> Result<Self, Reported> {
        let facts = plan.facts(state)?;
        let document = plan.compose(composer, &facts, &mut Sink::default())?;
        Ok(SheetSays { facts, document })
    }
}

impl SetSays {
    pub(super) fn new(engine: Engine) -> Self {
        SetSays { engine, titles: OnceLock::new() }
    }

    pub(super) fn plan(&self) -> &Plan {
        self.engine.plan()
    }

    /// The state with this postal code or file name, and the composer of a language.
    pub(super) fn find(&self, facts: &Facts, language: &str) -> Option<(&Composer, &State)> {
        let plan = self.plan();
        let composer = plan.composers.iter().find(|composer| composer.language() == language)?;
        let (postal, slug) = (&facts.place.postal.value, &facts.place.slug.value);
        let states = || plan.dataset.states.iter();
        let state = states().find(|own| own.postal.value == *postal);
        Some((composer, state.or_else(|| states().find(|own| own.slug.value == *slug))?))
    }

    /// The sheet that is called as a file is.
    pub(super) fn titled(&self, origin: &FileOrigin) -> Option<(&Composer, &State)> {
        let plan = self.plan();
        let all = self.titles.get_or_init(|| {
            let mut titles = Vec::new();
            for (language, composer) in plan.composers.iter().enumerate() {
                for (number, state) in plan.dataset.states.iter().enumerate() {
                    if let Ok(says) = SheetSays::new(plan, composer, state) {
                        titles.push((says.document.meta.title, language, number));
                    }
                }
            }
            titles
        });
        // Two languages may have one title.
        let speaks = |at: &usize| primary(plan.composers[*at].language()) == primary(&origin.language);
        let found = || all.iter().filter(|(title, ..)| *title == origin.title);
        let (_, language, state) = found().find(|(_, at, _)| speaks(at)).or_else(|| found().next())?;
        Some((&plan.composers[*language], &plan.dataset.states[*state]))
    }
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
