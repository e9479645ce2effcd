//! Boundary states: every template tried on states that do not exist yet.
//!
//! In: the set and its composers. Out: a warning for each text that would read wrong for a state with
//! zero, one or very many of something, or without a number; and the figures that any page prints.

use super::Pages;
use super::dangling::Dangling;
use super::fragments::{HELP, SoundTexts, fragments};
use super::languages::Differences;
use crate::diagnostic::{At, Code, Diagnostic, Sink};
use crate::facts::{Fact, Facts, Place};
use crate::figure::{Amount, FigureId, Kind, Missing, Quantity, Value};
use crate::outline::Leaf;
use crate::set::{Dataset, FigureEntry, FigureSpec, NameForms, PlaceNames, Scope};
use crate::source::{Span, Spanned};
use std::collections::{BTreeSet, HashMap};

/// No figure of a handout is larger.
const LARGEST: u64 = 999_999_999;
/// Most figures tried one by one; no page prints as many.
const MOST: usize = 100;
/// The place with the longest names of the country.
const LONGEST: (&str, &str) = ("Northern Mariana Islands", "the Northern Mariana Islands");

/// Composes every page of every boundary state. Returns the figures that are printed somewhere; `None`
/// if a wording fails for all of them. `known` holds what has been reported.
pub(super) fn lint(
    dataset: &Dataset,
    pages: Pages<'_>,
    differences: &mut Differences<'_>,
    known: &Sink,
    sink: &mut Sink,
) -> Option<BTreeSet<FigureId>> {
    let mut printed = BTreeSet::new();
    let mut said = vec![false; pages.composers.len()];
    // A fault of a real state need not be reported for an invented one.
    let place = |fault: &Diagnostic| match fault.at {
        At::Span(span) => Some((span, fault.code.name().to_owned())),
        _ => None,
    };
    let mut told: BTreeSet<(Span, String)> = known.found().iter().filter_map(place).collect();
    let broken = sink.found().iter().filter(|fault| fault.code == Code::BrokenSentence);
    let of_real_states: Vec<(Span, String)> = broken
        .filter_map(|fault| match fault.at {
            At::Span(span) => Some((span, format!("{} 0", fault.message.split(": “").next()?))),
            _ => None,
        })
        .collect();
    told.extend(of_real_states);
    let mut sound = SoundTexts::of_all();
    for (state, facts) in boundary_facts(dataset) {
        let mut documents = Vec::with_capacity(pages.composers.len());
        for (composer, said) in pages.composers.iter().zip(&mut said) {
            let mut found = Sink::default();
            let document = composer.compose(&facts, pages.date, &mut found);
            for fault in found.found() {
                let At::Span(span) = fault.at else { continue };
                if told.insert((span, fault.code.name().to_owned())) {
                    // The name of the invented state would only confuse.
                    let what = fault.message.split(" for ").next().unwrap_or_default();
                    let message = format!("{state}, {what}");
                    let warning = Diagnostic::warning(Code::Boundary, span, message);
                    sink.report(warning.help(fault.help.clone().unwrap_or_default()));
                }
            }
            let Ok(document) = document else { continue };
            *said = true;
            for passage in document.passages() {
                printed.extend(passage.text.figures());
            }
            for (origin, Dangling { what, sentence, nth, certain }) in
                fragments(&document, &dataset.set, &mut sound)
            {
                let meant = !certain && sentence.ends_with('.') && is_typed(dataset, origin, &sentence);
                if !meant && told.insert((origin, format!("{what} {nth}"))) {
                    let sentence = of_a_place_of_the_set(&sentence, composer.language(), dataset);
                    let message = format!("{state}, {what}: “{sentence}”");
                    sink.report(Diagnostic::warning(Code::Boundary, origin, message).help(HELP));
                }
            }
            documents.push(document);
        }
        // What stops the page in one language is reported above.
        if documents.len() == pages.composers.len() {
            differences.invented(&state, &facts, &documents.iter().collect::<Vec<_>>());
        }
    }
    said.into_iter().all(|said| said).then_some(printed)
}

/// A sentence about the place with the longest names, as one about the first place of the set, unless the set has that
/// one: its name would only confuse.
fn of_a_place_of_the_set(sentence: &str, language: &str, dataset: &Dataset) -> String {
    let (name, in_prose) = LONGEST;
    let has_it = dataset.states.iter().any(|state| state.postal.value == "MP");
    let Some(first) = dataset.states.first().filter(|_| !has_it) else { return sentence.to_owned() };
    let NameForms { name: own, in_prose: own_in_prose, .. } = first.names.get(language);
    let (own, own_in_prose) = (own.value.as_str(), own_in_prose.value.as_str());
    let begins = format!("T{}", &in_prose[1..]);
    let (head, rest) = match sentence.strip_prefix(&begins) {
        Some(rest) => (capitalized(own_in_prose), rest),
        None => (String::new(), sentence),
    };
    format!("{head}{}", rest.replace(in_prose, own_in_prose).replace(name, own))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether the authors wrote the end of a sentence as it is: "the families we work with."
fn is_typed(dataset: &Dataset, origin: Span, sentence: &str) -> bool {
    let mut words = sentence.rsplitn(3, ' ');
    let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut typed = false;
    for wording in &dataset.wordings {
        wording.page.visit(&mut |spot| {
            if let Leaf::Text(template) = spot.leaf
                && template.span == origin
            {
                let mut written =
                    template.text.split_whitespace().zip(template.text.split_whitespace().skip(1));
                typed |= written.any(|(one, two)| one == before && two.starts_with(last));
            }
        });
    }
    typed
}

/// The own figures of a boundary state.
#[derive(Clone, Copy)]
enum Case<'k> {
    /// All of them.
    All(Value),
    /// One of them, and the others.
    Alone(&'k str, Value, u64),
    /// One part of a sum is not reported, and so the sum is not.
    Unsummed(&'k str),
    /// This sum is 1, and what is not part of it 2.
    OneOf(&'k FigureSpec),
}

/// The boundary states, each with the words that introduce it in a message: "for a state with … ".
pub fn boundary_facts(dataset: &Dataset) -> impl Iterator<Item = (String, Facts)> {
    let mut cases = Vec::new();
    let missing = [Missing::NotReported, Missing::NotApplicable, Missing::Suppressed];
    for (count, words) in [(0, "0"), (1, "1"), (2, "2"), (LARGEST, "999,999,999")] {
        cases.push((format!("for a state with {words} of everything"), Case::All(count_of(count))));
    }
    for missing in missing {
        cases
            .push((format!("for a state where everything is {missing}"), Case::All(Value::Missing(missing))));
    }
    let single = |spec: &&FigureSpec| spec.scope == Scope::State && spec.sum_of.is_empty();
    for spec in dataset.set.figures.iter().filter(single).take(MOST) {
        let key = spec.key.value.as_str();
        let mut alone = |words: String, value, others| cases.push((words, Case::Alone(key, value, others)));
        alone(format!("for a state where `{key}` is 0"), count_of(0), 2);
        alone(format!("for a state where `{key}` is 1 and all else 0"), count_of(1), 0);
        for missing in missing {
            alone(format!("for a state where `{key}` is {}", missing), Value::Missing(missing), 2);
        }
    }
    let sums = || dataset.set.figures.iter().flat_map(|spec| &spec.sum_of);
    let parts: BTreeSet<&str> = sums().map(|part| part.value.as_str()).take(MOST).collect();
    cases.extend(parts.into_iter().map(|part| {
        (format!("for a state where `{part}` and its sum are not reported"), Case::Unsummed(part))
    }));
    let sums = dataset.set.figures.iter().filter(|spec| !spec.sum_of.is_empty()).take(MOST);
    cases
        .extend(sums.map(|spec| (format!("for a state where `{}` is 1", spec.key.value), Case::OneOf(spec))));
    let boundary = BoundaryState::new(dataset);
    cases.into_iter().map(move |(words, case)| (words, boundary.facts(case)))
}

fn count_of(count: u64) -> Value {
    Value::Known(Quantity { amount: Amount::Count(count), qualifier: None })
}

/// What all boundary states have in common.
struct BoundaryState<'d> {
    dataset: &'d Dataset,
    place: Place,
    national: HashMap<&'d str, &'d FigureEntry>,
    /// The figures that real states give as shares, rates or money, as one of them does.
    measured: HashMap<&'d str, Amount>,
}

impl<'d> BoundaryState<'d> {
    fn new(dataset: &'d Dataset) -> Self {
        let text = |text: &str| Spanned::new(text.to_owned(), dataset.set.year.span);
        let (name, in_prose) = LONGEST;
        let (name, in_prose) = (text(name), text(in_prose));
        let first = NameForms { name, in_prose, possessive: None, adjective: None };
        let known = PlaceNames { first, others: Vec::new() };
        let own = dataset.states.iter().map(|state| &state.names);
        let longest = own.chain([&known]).max_by_key(|names| names.first.in_prose.value.chars().count());
        let place = Place {
            names: longest.unwrap_or(&known).clone(),
            postal: text("MP"),
            slug: text("northern-mariana-islands"),
            corrected: None,
        };
        let entries = dataset.states.iter().flat_map(|state| &state.figures.figures);
        let measured = entries.filter_map(|entry| match entry.value.value {
            Value::Known(Quantity { amount, .. }) if amount.kind() != Kind::Number => {
                Some((entry.key.value.as_str(), amount))
            }
            _ => None,
        });
        let national = dataset.national.figures.iter().map(|entry| (entry.key.value.as_str(), entry));
        Self { dataset, place, national: national.collect(), measured: measured.collect() }
    }

    fn facts(&self, case: Case<'_>) -> Facts {
        let year = &self.dataset.set.year;
        let figure = |spec: &FigureSpec| {
            let entry = self.national.get(spec.key.value.as_str());
            let value = match (spec.scope, entry) {
                (Scope::State, _) => self.own(spec, case),
                (Scope::National, Some(entry)) => entry.value.value,
                (Scope::National, None) => Value::Missing(Missing::NotReported),
            };
            Fact {
                key: spec.key.value.clone(),
                scope: spec.scope,
                value,
                previous: self.previous(spec, entry.copied(), value),
                year: year.value,
                stale: false,
                withheld: false,
                as_of: None,
                source: None,
                note: None,
                cell: None,
                origin: entry.map_or(spec.key.span, |entry| entry.value.span),
            }
        };
        let figures = self.dataset.set.figures.iter().map(figure).collect();
        Facts { place: self.place.clone(), year: year.clone(), figures }
    }

    /// Last year's value of a figure: 0 and 1 beside others, and now and then none.
    fn previous(
        &self,
        spec: &FigureSpec,
        entry: Option<&FigureEntry>,
        value: Value,
    ) -> Option<Spanned<Value>> {
        if spec.scope == Scope::National {
            return entry.and_then(|entry| entry.previous.clone());
        }
        let last = match value.count() {
            Some(0) => 1,
            Some(1) => 0,
            Some(2) => return None,
            _ => 2,
        };
        let last = match self.measured.get(spec.key.value.as_str()) {
            Some(like) => like_others(last, *like),
            None => count_of(last),
        };
        Some(Spanned::new(last, spec.key.span))
    }

    /// A figure of its own. A sum adds up those of its parts that are numbers.
    fn own(&self, spec: &FigureSpec, case: Case<'_>) -> Value {
        let value = |key: &str| match case {
            Case::All(value) => value,
            Case::Alone(alone, value, _) if alone == key => value,
            Case::Alone(_, _, others) => count_of(others),
            Case::Unsummed(part) if part == key => Value::Missing(Missing::NotReported),
            Case::OneOf(sum) => match sum.sum_of.iter().position(|part| part.value == key) {
                Some(0) => count_of(1),
                Some(_) => count_of(0),
                None => count_of(2),
            },
            Case::Unsummed(_) => count_of(2),
        };
        let key = spec.key.value.as_str();
        if let Case::Unsummed(part) = case
            && spec.sum_of.iter().any(|own| own.value == part)
        {
            return Value::Missing(Missing::NotReported);
        }
        if let Some(first) = spec.sum_of.first() {
            let parts = spec.sum_of.iter().filter_map(|part| value(&part.value).count());
            let sum = parts.reduce(|sum, count| sum.saturating_add(count));
            return sum.map_or(value(&first.value), count_of);
        }
        match (value(key), self.measured.get(key)) {
            (Value::Known(Quantity { amount: Amount::Count(count), .. }), Some(like)) => {
                like_others(count, *like)
            }
            (value, _) => value,
        }
    }
}

/// A count as a share, a rate or an amount of money, written as another is.
fn like_others(count: u64, like: Amount) -> Value {
    let digits = |decimals: u8| count.saturating_mul(10_u64.saturating_pow(decimals.into()));
    let amount = match like {
        Amount::Share { decimals, .. } => {
            Amount::Share { basis_points: u32::try_from(count.min(100)).unwrap_or(100) * 100, decimals }
        }
        Amount::Decimal { decimals, .. } => Amount::Decimal { digits: digits(decimals), decimals },
        Amount::Money { decimals, magnitude, .. } => {
            let decimals = if magnitude.is_some() { 0 } else { decimals };
            Amount::Money { digits: digits(decimals), decimals, magnitude: None }
        }
        Amount::Count(_) | Amount::Rounded { .. } => Amount::Count(count),
    };
    Value::Known(Quantity { amount, qualifier: None })
}
