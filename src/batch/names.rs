//! The names of the files, which tell whose sheet it is, in which language and for what.
//!
//! In: the set. Out: one name for each sheet; the fault of two sheets with one name.

use super::plan::default_profile;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::lint::Stopped;
use crate::profile::PROFILES;
use crate::set::{Dataset, NamePattern, NamePiece, Placeholder, Publisher, SetFile, State, is_device};
use std::collections::HashMap;

/// Letters of a publisher in a name: e-mail programs cut long ones.
const LONGEST_PUBLISHER: usize = 40;

/// Whose sheet it is.
#[derive(Clone, Copy)]
pub(super) struct NamedState<'s> {
    pub(super) slug: &'s str,
    pub(super) postal: &'s str,
}

impl<'s> NamedState<'s> {
    pub(super) fn of(state: &'s State) -> Self {
        Self { slug: &state.slug.value, postal: &state.postal.value }
    }
}

/// The names of a set's files.
#[derive(Clone, Copy)]
pub(super) struct FileNames<'s> {
    dataset: &'s Dataset,
    pattern: &'s NamePattern,
}

impl<'s> FileNames<'s> {
    /// `asked` takes the place of the set's own pattern.
    pub(super) fn of(dataset: &'s Dataset, asked: Option<&'s NamePattern>) -> Self {
        let own = dataset.set.file_name.as_ref().map(|pattern| &pattern.value);
        Self { dataset, pattern: asked.or(own).unwrap_or(NamePattern::PLAIN) }
    }

    /// As the pattern says, then what differs from the set's first language, edition and profile and is not
    /// in the pattern.
    pub(super) fn name(
        &self,
        owner: NamedState<'_>,
        language: &str,
        profile: &str,
        large_print: bool,
    ) -> String {
        let (set, pattern) = (&self.dataset.set, self.pattern);
        let filled = pattern.pieces().iter().map(|piece| match piece {
            NamePiece::Text(text) => text.clone(),
            NamePiece::Placeholder(Placeholder::Slug) => owner.slug.to_owned(),
            NamePiece::Placeholder(Placeholder::Postal) => owner.postal.to_owned(),
            NamePiece::Placeholder(Placeholder::Year) => set.year.value.to_string(),
            NamePiece::Placeholder(Placeholder::Language) => language.to_owned(),
            NamePiece::Placeholder(Placeholder::Profile) => profile.to_owned(),
            NamePiece::Placeholder(Placeholder::Publisher) => publisher(set),
        });
        let mut name: String = filled.collect();
        let is_first = set.languages.first().is_none_or(|first| first.value == language);
        if !is_first && !pattern.has(Placeholder::Language) {
            name += &format!("-{language}");
        }
        if large_print && !set.large_print {
            name += "-large";
        }
        if profile != default_profile(self.dataset) && !pattern.has(Placeholder::Profile) {
            name += &format!("-{profile}");
        }
        if is_device(&name) {
            name.insert_str(0, "sheet-");
        }
        name + ".pdf"
    }

    /// The names of all sheets of a state that the set could make, now or another time.
    fn all(self, owner: NamedState<'s>) -> impl Iterator<Item = String> + 's {
        let languages = self.dataset.set.languages.iter().map(|language| language.value.as_str());
        let editions = languages.flat_map(|language| [(language, false), (language, true)]);
        editions.flat_map(move |(language, large_print)| {
            PROFILES.iter().map(move |profile| self.name(owner, language, profile.name, large_print))
        })
    }

    /// The state of the set whose sheet has this file name, as messages call it.
    pub(super) fn owner(self, name: &str) -> Option<String> {
        let is = |owner: NamedState<'_>| FileNames::all(self, owner).any(|known| known == name);
        let sound = self.dataset.states.iter().find(|state| is(NamedState::of(state)));
        let failed = || {
            self.dataset.failed_states.iter().find(|state| {
                let slug = state.slug.clone().unwrap_or_else(|| state.name());
                is(NamedState { slug: &slug, postal: state.postal.as_deref().unwrap_or_default() })
            })
        };
        sound.map(|state| state.name().value.clone()).or_else(|| failed().map(|state| state.name()))
    }
}

/// The publisher's short name, or its name, in small letters and hyphens.
fn publisher(set: &SetFile) -> String {
    let Publisher { name, short, website: _ } = &set.publisher;
    let name = short.as_ref().unwrap_or(name).value.to_ascii_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(LONGEST_PUBLISHER).collect()
}

/// Refuses states whose sheets would overwrite each other's.
pub(super) fn refuse_clashes(names: FileNames<'_>, stopped: &mut Stopped, sink: &mut Sink) {
    let mut first: HashMap<String, &State> = HashMap::new();
    for state in &names.dataset.states {
        for name in names.all(NamedState::of(state)) {
            // A disk may take a capital for a small letter.
            let earlier = *first.entry(name.to_lowercase()).or_insert(state);
            if std::ptr::eq(earlier, state) {
                continue;
            }
            let (one, other) = (&earlier.name().value, &state.name().value);
            let message = format!("the pages of {one} and {other} would have the same name, {name}");
            let fault = Diagnostic::error(Code::DuplicateState, state.slug.span, message)
                .help("rename one of the files, or give it its own `slug`; or tell the names apart by `{slug}` in `file_name`")
                .related(earlier.slug.span, format!("the file of {one}"));
            let reported = sink.report(fault);
            [earlier, state].iter().for_each(|state| stopped.stop(state.figures.file, reported));
            break;
        }
    }
}
