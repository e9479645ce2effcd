//! The names of the files, which tell whose sheet it is, in which language and for what.
//!
//! In: the set. Out: one name for each sheet; the fault of two sheets with one name.

use super::plan::default_profile;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::lint::Stopped;
use crate::profile::{PROFILES, Profile};
use crate::set::{Dataset, State};
use std::collections::HashMap;

/// The slug, then what differs from the set's first language, edition and profile.
pub(super) fn file_name(
    dataset: &Dataset,
    slug: &str,
    language: &str,
    profile: &str,
    large_print: bool,
) -> String {
    let mut name = slug.to_owned();
    if dataset.set.languages.first().is_some_and(|first| first.value != language) {
        name += &format!("-{language}");
    }
    if large_print && !dataset.set.large_print {
        name += "-large";
    }
    if profile != default_profile(dataset) {
        name += &format!("-{profile}");
    }
    name + ".pdf"
}

/// The names of all sheets of a slug that the set could make, now or another time.
fn file_names(dataset: &Dataset, slug: &str) -> impl Iterator<Item = String> {
    let languages = dataset.set.languages.iter().map(|language| language.value.as_str());
    let editions = languages.flat_map(|language| [(language, false), (language, true)]);
    editions.flat_map(move |(language, large_print)| {
        let name = move |profile: &&Profile| file_name(dataset, slug, language, profile.name, large_print);
        PROFILES.iter().map(name)
    })
}

/// Refuses states whose sheets would overwrite each other's.
pub(super) fn refuse_clashes(dataset: &Dataset, stopped: &mut Stopped, sink: &mut Sink) {
    let mut first: HashMap<String, &State> = HashMap::new();
    for state in &dataset.states {
        for name in file_names(dataset, &state.slug.value) {
            // A disk may take a capital for a small letter.
            let earlier = *first.entry(name.to_lowercase()).or_insert(state);
            if std::ptr::eq(earlier, state) {
                continue;
            }
            let (one, other) = (&earlier.name().value, &state.name().value);
            let message = format!("the pages of {one} and {other} would have the same name, {name}");
            let fault = Diagnostic::error(Code::DuplicateState, state.slug.span, message)
                .help("rename one of the files, or give it its own `slug`")
                .related(earlier.slug.span, format!("the file of {one}"));
            let reported = sink.report(fault);
            [earlier, state].iter().for_each(|state| stopped.stop(state.figures.file, reported));
            break;
        }
    }
}

/// The state of the set whose sheet has this file name, as messages call it.
pub fn owner(dataset: &Dataset, name: &str) -> Option<String> {
    let is = |slug: &str| file_names(dataset, slug).any(|known| known == name);
    let sound = dataset.states.iter().find(|state| is(&state.slug.value));
    let failed =
        || dataset.failed_states.iter().find(|state| is(state.slug.as_ref().unwrap_or(&state.name())));
    sound.map(|state| state.name().value.clone()).or_else(|| failed().map(|state| state.name()))
}
