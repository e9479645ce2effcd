//! The proof of a file of many sheets against a set: each sheet by its title and its language.

use super::super::plan::Plan;
use super::expected::{SetSays, SheetSays};
use super::one::{FileProof, Proved};
use crate::diagnostic::{At, Code, Diagnostic, Sink};
use crate::finished::FileOrigin;
use crate::lang::pack_words;
use crate::profile::Profile;
use crate::proof::{BrokenRule, SheetIn, sheets_in};
use std::collections::BTreeMap;

/// What is wrong with the sheets of a file, by their places.
type BrokenSheets = Vec<(usize, Vec<BrokenRule>)>;

const MAKE_ANEW: &str = "do not pass this file on: make it anew with `handout pack`";

impl FileProof<'_> {
    /// Says of each sheet where it is not as the set has it; the cover and what stands between the sheets says no
    /// more than what they are called.
    pub(super) fn pack(
        &self,
        proved: &mut Proved<'_>,
        origin: &FileOrigin,
        (set, profiles): (&SetSays, &[Profile]),
    ) {
        let (sheets, mut sink) = (sheets_in(proved.bytes), Sink::default());
        let places: Vec<_> = sheets.iter().map(|sheet| set.titled(&sheet.title, &sheet.language)).collect();
        let at_page = |page: usize| {
            let page = u32::try_from(page).map_or(u32::MAX, |page| page + 1);
            At::Page { file: proved.file.to_owned(), page, element: None }
        };
        for (SheetIn { title, page, .. }, place) in sheets.iter().zip(&places) {
            if place.is_none() && *title != origin.title && !is_between(title, set.plan()) {
                let message = format!("the set has no sheet with the title of this one, `{title}`");
                let help = "give the set that the file was made from";
                sink.report(Diagnostic::at(Code::StaleSheet, at_page(*page), message).help(help));
            }
        }
        for (place, broken) in self.nearest(proved.bytes, &places, (set, profiles)).into_iter().flatten() {
            let SheetIn { title, language, page } = &sheets[place];
            let first = broken.iter().find(|own| own.check == "words-and-order").unwrap_or(&broken[0]);
            let what = first.message.split_once(": ").filter(|(page, _)| page.starts_with("page "));
            let what = what.map_or(first.message.as_str(), |(_, what)| what);
            let more = match broken.len() {
                1 => String::new(),
                all => format!(" (and {} more)", all - 1),
            };
            let message = format!("`{title}` in `{language}` is not as the set has it: {what}{more}");
            let mut fault = Diagnostic::at(Code::StaleSheet, at_page(*page), message).help(MAKE_ANEW);
            fault.related.extend(first.at.map(|at| (at, "the words come from here".to_owned())));
            sink.report(fault);
        }
        proved.verdict.against.push("set");
        proved.verdict.add(sink, &set.plan().sources);
    }

    /// What is wrong with the sheets: in which theme, which edition and for what they were made, nothing says, so
    /// as what they are most nearly.
    fn nearest(
        &self,
        bytes: &[u8],
        places: &[Option<(usize, usize)>],
        (set, profiles): (&SetSays, &[Profile]),
    ) -> Option<BrokenSheets> {
        let mut nearest: Option<(usize, BrokenSheets)> = None;
        for plan in set.plans() {
            let says: BTreeMap<(usize, usize), SheetSays> = places
                .iter()
                .flatten()
                .filter_map(|&(language, state)| {
                    let (composer, place) = (plan.composers.get(language)?, plan.dataset.states.get(state)?);
                    Some(((language, state), SheetSays::new(plan, composer, place).ok()?))
                })
                .collect();
            if places.iter().flatten().any(|place| !says.contains_key(place)) {
                continue;
            }
            let known = places.iter().map(|place| {
                let says = says.get(place.as_ref()?)?;
                Some((&says.document, &says.facts))
            });
            let known: Vec<_> = known.collect();
            for profile in profiles {
                let wrong = self.prover.prove_sheets(bytes, profile, &known);
                let count = wrong.iter().map(|(_, broken)| broken.len()).sum();
                if nearest.as_ref().is_none_or(|(fewest, _)| count < *fewest) {
                    nearest = Some((count, wrong));
                }
                if count == 0 {
                    return nearest.map(|(_, wrong)| wrong);
                }
            }
        }
        nearest.map(|(_, wrong)| wrong)
    }
}

/// Whether a page with this title stands between the sheets of a pack: before a stack, or a collated set.
fn is_between(title: &str, plan: &Plan) -> bool {
    let year = plan.dataset.set.year.value.to_string();
    let Some(called) = title.strip_suffix(&year).map(str::trim_end) else { return false };
    let words = pack_words(plan.composers[0].language());
    let numbered = called.strip_prefix(words.set).and_then(|number| number.trim().parse::<usize>().ok());
    numbered.is_some()
        || plan.composers.iter().any(|composer| {
            let own = pack_words(composer.language()).own_name;
            plan.dataset.states.iter().any(|state| {
                let name = &state.names.get(composer.language()).name.value;
                called == name || called == format!("{name} ({own})")
            })
        })
}
