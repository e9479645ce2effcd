//! Shares that tell a withheld count, since no rule says what they are shares of.
//!
//! In: the figures of all states and what is withheld. Out: a warning where a share without `share_of` is, in
//! every state that has the three, a count divided by another, and one of the two is withheld.

use super::super::SheetFinding;
use super::super::vocabulary::folded;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::facts::Protection;
use crate::figure::{Amount, Quantity, Value};
use crate::set::{Dataset, FigureSpec, Scope, State};
use std::collections::BTreeSet;

/// In so many states a share is hardly a quotient by chance, if it has no words of it.
const STATES: usize = 4;
/// So many letters tell a word, and so many at least.
const LETTERS: usize = 6;
const LEAST: usize = 4;

/// A share and the counts it may be made of.
struct Quotient<'d> {
    share: &'d FigureSpec,
    part: &'d FigureSpec,
    whole: &'d FigureSpec,
    /// It is what is left of the whole.
    is_rest: bool,
}

/// The figures of one state, beside the nation's.
struct Row<'d> {
    state: &'d State,
    dataset: &'d Dataset,
    protection: &'d Protection,
}

pub(in super::super) fn lint(dataset: &Dataset, protection: &Protection, found: &mut Vec<SheetFinding>) {
    let hidden: BTreeSet<&str> =
        protection.withheld().iter().map(|withheld| withheld.figure.as_str()).collect();
    if hidden.is_empty() {
        return;
    }
    let specs = &dataset.set.figures;
    let rows: Vec<Row<'_>> = dataset.states.iter().map(|state| Row { state, dataset, protection }).collect();
    let is_share = |spec: &&FigureSpec| {
        spec.scope == Scope::State
            && spec.rules.share_of.is_none()
            && rows.iter().any(|row| row.share(spec).is_some())
    };
    let counts: Vec<&FigureSpec> =
        specs.iter().filter(|spec| rows.iter().any(|row| row.count(spec).is_some())).collect();
    for share in specs.iter().filter(is_share) {
        let pairs = counts.iter().flat_map(|part| counts.iter().map(move |whole| (*part, *whole)));
        let quotients = pairs
            .filter(|(part, whole)| part.key.value != whole.key.value)
            .filter(|(part, whole)| [part, whole].iter().any(|spec| hidden.contains(spec.key.value.as_str())))
            .flat_map(|(part, whole)| [false, true].map(|is_rest| Quotient { share, part, whole, is_rest }));
        let told = quotients.filter_map(|quotient| Some((quotient.telling(&rows)?, quotient)));
        // Of several, that which tells of most places; then the first.
        let best = told.max_by_key(|((evidence, _), quotient)| (!quotient.is_rest, *evidence));
        found.extend(best.map(|((_, places), quotient)| quotient.fault(&places)));
    }
}

impl<'d> Row<'d> {
    fn value(&self, spec: &FigureSpec) -> Option<Value> {
        let file = if spec.scope == Scope::State { &self.state.figures } else { &self.dataset.national };
        let entry = file.figures.iter().find(|entry| entry.key.value == spec.key.value)?;
        Some(entry.value.value)
    }

    fn count(&self, spec: &FigureSpec) -> Option<u64> {
        self.value(spec)?.count()
    }

    /// Its hundredths of a percent, and half the last place.
    fn share(&self, spec: &FigureSpec) -> Option<(u128, u128)> {
        match self.value(spec)? {
            Value::Known(Quantity { amount: Amount::Share { basis_points, decimals }, qualifier: None }) => {
                Some((basis_points.into(), 10_u128.pow(2 - u32::from(decimals.min(2)))))
            }
            _ => None,
        }
    }

    fn printed(&self, spec: &FigureSpec) -> Option<Value> {
        let file = if spec.scope == Scope::State { &self.state.figures } else { &self.dataset.national };
        self.protection.value(file.file, &spec.key.value)
    }
}

impl<'d> Quotient<'d> {
    /// In how many states it says something, and the states in which it tells what is withheld; `None` if it
    /// is no quotient of the two, or tells nothing.
    fn telling(&self, rows: &[Row<'d>]) -> Option<(usize, Vec<&'d State>)> {
        let (mut evidence, mut places) = (0, Vec::new());
        for row in rows {
            let (share, part, whole) = (row.share(self.share), row.count(self.part), row.count(self.whole));
            let (Some(share), Some(part), Some(whole)) = (share, part, whole) else { continue };
            if !self.agrees(share, part, whole) {
                return None;
            }
            evidence += usize::from(part > 0);
            let (hidden_part, hidden_whole) = (row.printed(self.part), row.printed(self.whole));
            let tells = hidden_part
                .is_some_and(|printed| narrows(printed, part, |part| self.agrees(share, part, whole)))
                || hidden_whole
                    .is_some_and(|printed| narrows(printed, whole, |whole| self.agrees(share, part, whole)));
            if tells && row.printed(self.share).is_none() {
                places.push(row.state);
            }
        }
        let is_likely = evidence >= STATES || (evidence > 0 && self.has_words());
        (is_likely && !places.is_empty()).then_some((evidence, places))
    }

    /// Whether the share is the quotient of these, as it is rounded.
    fn agrees(&self, (share, place): (u128, u128), part: u64, whole: u64) -> bool {
        let (part, whole) = (u128::from(part), u128::from(whole));
        let Some(part) = (if self.is_rest { whole.checked_sub(part) } else { Some(part) }) else {
            return false;
        };
        whole > 0 && part <= whole && (part * 10_000).abs_diff(share * whole) * 2 <= place * whole
    }

    /// Whether it has a word of the label or name of its part or whole.
    fn has_words(&self) -> bool {
        let words = |spec: &FigureSpec| -> BTreeSet<String> {
            let labels = spec.label.texts.iter().map(|(_, label)| label.value.as_str());
            let texts = labels.chain([spec.key.value.as_str()]).map(folded);
            let words = texts.flat_map(|text| text.split([' ', '_']).map(str::to_owned).collect::<Vec<_>>());
            let words = words.filter(|word| word.chars().count() >= LEAST && word != "share");
            words.map(|word| word.chars().take(LETTERS).collect()).collect()
        };
        let own = words(self.share);
        [self.part, self.whole].iter().any(|spec| words(spec).intersection(&own).next().is_some())
    }

    fn fault(&self, places: &[&State]) -> SheetFinding {
        let [share, part, whole] = [self.share, self.part, self.whole].map(|spec| &spec.key.value);
        let more = match places.len() {
            1 => String::new(),
            all => format!(" and {}", counted(all - 1, "more state")),
        };
        let name = &places[0].name().value;
        let part_said = if self.is_rest { format!("what `{part}` leaves") } else { format!("`{part}`") };
        let message = format!(
            "`{share}` is {part_said} as a share of `{whole}`, and tells what is withheld of {name}{more}"
        );
        let help = match self.is_rest {
            false => format!(
                "if so, declare it, `share_of = {{ part = \"{part}\", whole = \"{whole}\" }}`, and it is withheld too"
            ),
            true => format!("if so, write `{share} = \"suppressed\"` there"),
        };
        let fault = Diagnostic::warning(Code::WithheldNumber, self.share.key.span, message).help(help);
        SheetFinding { fault: fault.related(self.part.key.span, format!("`{part}`")), sheets: Vec::new() }
    }
}

/// Whether fewer values are left than what is printed leaves.
fn narrows(printed: Value, value: u64, agrees: impl Fn(u64) -> bool) -> bool {
    match printed {
        Value::FewerThan(limit) => (u64::from(value > 0)..limit).any(|value| !agrees(value)),
        _ => true,
    }
}
