//! One value in two places: a figure, a column or a file that was copied.
//!
//! Two counts are equal by chance too, the smaller the likelier, and the more states and figures there
//! are: what is told is what a right set of this size would hardly have.

use super::super::{SheetFinding, SheetKey};
use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Severity, counted};
use crate::figure::chance::{alike, expected_pairs, of_equal_counts, of_equality, significant};
use crate::figure::{Amount, Quantity, Value};
use crate::set::{Dataset, FigureEntry, FigureSpec};
use std::collections::{BTreeMap, HashMap};

/// So many pairs of equal values are expected by chance, at most, in a set where one is told.
const EXPECTED: f64 = 0.04;
/// The same for one value in one figure: there are many of them.
const ALONE: f64 = 0.015;
/// The same where sheets are stopped.
const CERTAIN: f64 = 0.02;
/// Two equal values of fewer digits are never told.
const THREE_DIGITS: u64 = 100;
const TWO_DIGITS: u64 = 10;
/// A state's number and the nation's may be equal below this.
const NATIONAL: u64 = 1_000;
/// What more states share is a usual value.
const MOST_STATES: usize = 12;
/// How much alike states of one size are, for several figures at once.
const ALIKE: f64 = 0.25;
/// So many equal figures are a copy.
const COPIED: usize = 3;

/// States with a figure of the nation.
pub(super) fn with_nation(dataset: &Dataset, grid: &Grid<'_>, found: &mut Vec<SheetFinding>) {
    let amounts = |entry: &FigureEntry| match entry.value.value {
        // Of a rate, its digits are what somebody may have copied.
        Value::Known(Quantity { amount: Amount::Decimal { .. } | Amount::Money { .. }, .. }) => {
            significant(&entry.value.value)
        }
        Value::Known(Quantity { amount, .. }) => u64::try_from(amount.number()).ok(),
        Value::FewerThan(_) | Value::Missing(_) => None,
    };
    let kind = |entry: &FigureEntry| entry.value.value.kind();
    let mut nation: HashMap<u64, &FigureEntry> = HashMap::new();
    // The share or rate of a nation that its states are compared with lies in their midst.
    let compared = |key: &str| {
        let mut keys = dataset.set.figures.iter().filter_map(|spec| spec.compare.as_ref());
        keys.any(|own| own.value == key)
    };
    let is_average =
        |entry: &&FigureEntry| kind(entry).is_some_and(|kind| !kind.adds_up()) && compared(&entry.key.value);
    for entry in dataset.national.figures.iter().filter(|entry| !is_average(entry)) {
        if let Some(number) = amounts(entry).filter(|number| *number >= NATIONAL) {
            nation.entry(number).or_insert(entry);
        }
    }
    let cells = grid.filled();
    for state in 0..grid.states.len() {
        for (figure, spec) in grid.figures.iter().enumerate() {
            let Some(own) = grid.entry(state, figure) else { continue };
            let Some((number, whole)) = amounts(own).and_then(|own| Some((own, *nation.get(&own)?))) else {
                continue;
            };
            if kind(own) != kind(whole)
                || !is_same(own, whole)
                || is_all_of_it(grid, state, figure, spec, whole)
            {
                continue;
            }
            let chance = cells as f64 * 0.2 / number as f64;
            if chance > EXPECTED {
                continue;
            }
            let (key, name) = (&spec.key.value, grid.name(state));
            let (value, national) = (own.value.value, &whole.key.value);
            let message = format!("`{key}` is {value} for {name}, the nation’s `{national}`");
            let help = format!(
                "put in the figure of {name}; if it is right, allow this with the reason (`[[allow]]`)"
            );
            let fault = Diagnostic::warning(Code::NationalValue, own.value.span, message).help(help);
            let fault = fault.related(whole.value.span, "the nation");
            let sheets = if chance <= CERTAIN { vec![sheet(grid, state)] } else { Vec::new() };
            found.push(SheetFinding { fault, sheets });
        }
    }
}

/// Whether two figures of one kind are the same number.
fn is_same(own: &FigureEntry, whole: &FigureEntry) -> bool {
    let number = |entry: &FigureEntry| match entry.value.value {
        Value::Known(Quantity { amount, .. }) => Some(amount.number()),
        Value::FewerThan(_) | Value::Missing(_) => None,
    };
    number(own) == number(whole)
}

/// Whether the nation's figure is the sum over the states, and the others have none.
fn is_all_of_it(
    grid: &Grid<'_>,
    state: usize,
    figure: usize,
    spec: &FigureSpec,
    whole: &FigureEntry,
) -> bool {
    let sum = spec.rules.states_sum_to.as_ref().is_some_and(|rule| rule.national.value == whole.key.value);
    let others = (0..grid.states.len()).filter(|other| *other != state);
    sum && others.into_iter().all(|other| grid.amount(other, figure).is_none_or(|(number, _)| number == 0.0))
}

fn sheet(grid: &Grid<'_>, state: usize) -> SheetKey {
    SheetKey { state: grid.states[state].figures.file, wording: None }
}

/// Figures that two states share: by the two states, in the order of the files.
pub(super) fn between_states(grid: &Grid<'_>, found: &mut Vec<SheetFinding>) {
    let (states, figures) = (grid.states.len(), grid.figures.len());
    let pairs = states * states.saturating_sub(1) / 2;
    let sorted: Vec<Vec<u64>> = (0..figures)
        .map(|figure| {
            let mut counts: Vec<u64> = (0..states).filter_map(|state| grid.count(state, figure)).collect();
            counts.sort_unstable();
            counts
        })
        .collect();
    // Whether one figure is enough: among so many states with about as much, in so many figures.
    let alone = |state: usize, figure: usize| {
        let Some(value) = grid.entry(state, figure).map(|entry| entry.value.value) else { return false };
        let alike = value.count().map_or(0, |count| alike(&sorted[figure], count));
        let pairs = figures * alike * alike.saturating_sub(1) / 2;
        significant(&value) >= Some(THREE_DIGITS) && expected_pairs(pairs, &value) <= ALONE
    };
    for ((one, other), shared) in shared(grid) {
        let all =
            (0..figures).filter(|&figure| grid.count(one, figure).is_some_and(|count| count > 0)).count();
        // A copied file is told elsewhere.
        if shared.len() == all && all >= COPIED {
            continue;
        }
        // A sum and its only part say nothing more than one of them.
        let own = |figure: &usize| grid.figures[*figure].sum_of.is_empty();
        let counts: Vec<u64> = shared
            .iter()
            .filter(|figure| own(figure))
            .filter_map(|figure| grid.count(one, *figure))
            .collect();
        // Where most end in 0, they were rounded.
        let rounded = 2 * counts.iter().filter(|count| count.is_multiple_of(10)).count() > counts.len();
        let chance = |count: &u64| match rounded {
            true => {
                of_equality(&Value::Known(Quantity { amount: Amount::Count(*count), qualifier: None }), ALIKE)
            }
            false => of_equal_counts(*count, ALIKE),
        };
        let chances: Vec<f64> = counts.iter().map(chance).collect();
        // A run of figures, as it is copied, can be chosen in fewer ways.
        let ways = match shared.windows(2).all(|pair| pair[1] == pair[0] + 1) {
            true => (figures + 1 - shared.len()) as f64,
            false => choices(figures, chances.len()),
        };
        let together = chances.iter().product::<f64>() * pairs as f64 * ways;
        let evident: Vec<usize> = match chances.len() >= 2 && together <= EXPECTED {
            true => shared,
            false => shared.into_iter().filter(|&figure| alone(one, figure)).collect(),
        };
        if !evident.is_empty() {
            let copied = chances.len() >= COPIED && together <= CERTAIN;
            found.push(told(grid, (one, other), &evident, copied));
        }
    }
}

/// For each two states, the figures of two digits and more that they share.
fn shared(grid: &Grid<'_>) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut shared: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for figure in 0..grid.figures.len() {
        let mut same: HashMap<u64, Vec<usize>> = HashMap::new();
        for state in 0..grid.states.len() {
            if let Some(count) = grid.count(state, figure).filter(|count| *count >= TWO_DIGITS) {
                same.entry(count).or_default().push(state);
            }
        }
        for states in same.into_values().filter(|states| states.len() <= MOST_STATES) {
            for (at, &one) in states.iter().enumerate() {
                for &other in &states[at + 1..] {
                    shared.entry((one, other)).or_default().push(figure);
                }
            }
        }
    }
    shared
}

/// In how many ways so many of them can be chosen.
fn choices(of: usize, chosen: usize) -> f64 {
    (0..chosen.min(of)).map(|n| (of - n) as f64 / (n + 1) as f64).product()
}

fn told(grid: &Grid<'_>, (one, other): (usize, usize), figures: &[usize], copied: bool) -> SheetFinding {
    let (first, second) = (grid.name(one), grid.name(other));
    let value = |figure: usize| grid.entry(other, figure).map(|entry| entry.value.value);
    let said = |figure: usize| {
        let value = value(figure).map(|value| value.to_string()).unwrap_or_default();
        format!("`{}` ({value})", grid.figures[figure].key.value)
    };
    let message = match figures {
        [figure] => {
            let value = value(*figure).map(|value| value.to_string()).unwrap_or_default();
            format!("`{}` is {value} for {second} and for {first}", grid.figures[*figure].key.value)
        }
        many => {
            let named: Vec<String> = many.iter().take(3).map(|figure| said(*figure)).collect();
            let figures = counted(many.len(), "figure");
            format!("{figures} of {second} are those of {first}: {}", named.join(", "))
        }
    };
    let (code, severity) = match copied {
        true => (Code::IdenticalStates, Severity::Error),
        false => (Code::EqualValues, Severity::Warning),
    };
    let span = |state: usize| {
        let entry = figures.first().and_then(|figure| grid.entry(state, *figure));
        entry.map_or(grid.states[state].name().span, |entry| entry.value.span)
    };
    let help = "one of them is probably copied: look both up; if they are right, allow this with the reason \
                (`[[allow]]`)";
    let fault = Diagnostic { severity, ..Diagnostic::warning(code, span(other), message) };
    let fault = fault.help(help).related(span(one), first);
    let sheets = if copied { vec![sheet(grid, one), sheet(grid, other)] } else { Vec::new() };
    SheetFinding { fault, sheets }
}
