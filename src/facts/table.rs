//! What a reader of all the pages can compute with: every count of the set, and the constraints
//! between them.
//!
//! In: a [`Dataset`]. Out: a [`CellTable`] for `protection`. The rules of the dictionary hold for the
//! true numbers, so a reader can use them as linear constraints, over all states at once: `sum_of`,
//! `states_sum_to` and `at_most`. A figure in a file that cannot be read will be printed one day, so it
//! counts as known. A figure that was never exact lies where its words put it: "more than 17" is 18 or
//! more, "36.2 million" between 36.15 and 36.25 million, "not reported" may be any number; its own
//! rounding discloses nothing. "Not applicable" is 0 in every sum.

use super::impute::impute;
use super::lens::{look, signed};
use super::protection::{EarlierPrint, is_withheld};
use crate::figure::{Amount, Bounds, Kind, Missing, Qualifier, Quantity, Value};
use crate::set::{DEFAULT_MIN_INTERVAL, Dataset, FigureFile, FigureSpec, Scope, Suppression};
use crate::source::FileId;
use std::collections::HashMap;

/// Larger than any sum of figures: stands for infinity.
pub(super) const ENDLESS: i64 = 1 << 60;

/// All counts and the constraints between them.
pub(super) struct CellTable {
    pub(super) cells: Vec<Cell>,
    pub(super) constraints: Vec<Constraint>,
    numbers: HashMap<(FileId, usize), usize>,
}

/// One count.
pub(super) struct Cell {
    pub(super) file: FileId,
    /// Its position in the dictionary.
    pub(super) figure: usize,
    /// Its number; an imputed one if the data has no exact number.
    pub(super) value: i64,
    /// Whether the data has an exact number.
    pub(super) exact: bool,
    /// What the pages disclose of it, if it is not withheld for another's sake.
    pub(super) disclosed: Disclosure,
    /// The bounds that a reader knows once it is withheld.
    pub(super) known: (i64, i64),
    /// The rule for small counts.
    pub(super) protect: Option<Suppression>,
    /// The `range` of the figure.
    pub(super) range: (i64, i64),
    /// Whether it is the total of others.
    pub(super) is_total: bool,
    /// Fewest values its feasibility interval may hold if it is suppressed.
    pub(super) min_interval: u64,
    /// The constraints it takes part in, and with which sign.
    pub(super) constraints: Vec<(usize, i64)>,
}

/// What the pages disclose of a count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Disclosure {
    Exact,
    /// Primary suppression, "fewer than": it lies between these, inclusive.
    FewerThan(i64, i64),
    /// Suppressed without a bound: by the authors, or as complementary suppression.
    Withheld,
    /// Published, but not exactly: it lies between these, inclusive. This protects nobody.
    Bounded(i64, i64),
    /// The question does not arise: it is 0.
    NotApplicable,
}

/// The bounds of a figure of which nothing is disclosed.
pub(super) const ANYWHERE: (i64, i64) = (0, ENDLESS);

/// The parts add up to the total, or to at most the total. All are cells.
pub(super) struct Sum {
    pub(super) parts: Vec<usize>,
    pub(super) total: usize,
    pub(super) at_most: bool,
}

/// The signed terms add up to a constant, or to at most the constant.
#[derive(Clone)]
pub(super) struct Constraint {
    /// Cells and their signs.
    pub(super) terms: Vec<(usize, i64)>,
    /// Slack of an inequality; `None` for an equality.
    pub(super) slack: Option<i64>,
}

impl Cell {
    /// The bounds that the page itself discloses.
    pub(super) fn bounds(&self) -> (i64, i64) {
        match self.disclosed {
            Disclosure::Exact => (self.value, self.value),
            Disclosure::FewerThan(low, high) => (low, high),
            Disclosure::Withheld => self.known,
            Disclosure::Bounded(low, high) => (low, high),
            Disclosure::NotApplicable => (0, 0),
        }
    }

    /// Whether it may be withheld for another's sake, so that a reader knows less.
    pub(super) fn is_open(&self) -> bool {
        match self.disclosed {
            Disclosure::Exact => self.known.0 < self.known.1,
            Disclosure::Bounded(low, high) => (low, high) != ANYWHERE,
            Disclosure::FewerThan(..) | Disclosure::Withheld | Disclosure::NotApplicable => false,
        }
    }

    /// The bounds that a reader knows of it once it is withheld.
    pub(super) fn bounds_withheld(&self) -> (i64, i64) {
        match self.disclosed {
            Disclosure::FewerThan(low, high) => (low.max(self.known.0), high.min(self.known.1)),
            _ => self.known,
        }
    }

    /// Fewest values that it must be able to have once it is withheld.
    pub(super) fn wanted(&self) -> i64 {
        let (low, high) = self.bounds_withheld();
        let all = (high - low).saturating_add(1);
        i64::try_from(self.min_interval).unwrap_or(ENDLESS).min(all)
    }

    /// Whether its number is kept from the reader.
    pub(super) fn is_suppressed(&self) -> bool {
        matches!(self.disclosed, Disclosure::FewerThan(..) | Disclosure::Withheld)
    }

    /// Takes in what an earlier edition prints of it.
    fn remember(&mut self, earlier: Value) {
        match self.disclosed {
            // A 0 hides nobody.
            Disclosure::Exact if self.known == (0, 0) => {}
            Disclosure::Exact if is_withheld(&earlier) => {
                self.disclosed = Disclosure::Withheld;
                self.known = (self.known.0.min(self.value), ENDLESS);
            }
            // Whoever takes it for unchanged is right.
            Disclosure::Exact if earlier.count().map(signed) == Some(self.value) => {
                self.known = (self.value, self.value);
            }
            Disclosure::Bounded(..) if earlier == Value::Missing(Missing::Suppressed) && self.is_open() => {
                self.disclosed = Disclosure::Withheld;
            }
            // To withhold the words now hides nothing.
            Disclosure::Bounded(low, high) if matches!(earlier, Value::Known(_)) => self.known = (low, high),
            _ => {}
        }
    }

    fn new(file: FileId, figure: usize, spec: &FigureSpec, value: Option<Value>) -> Self {
        let protect = spec.rules.protect;
        let min_interval = protect.map_or(DEFAULT_MIN_INTERVAL, |protect| protect.min_interval);
        let written = value.unwrap_or(Value::Missing(Missing::NotReported));
        let (value, disclosed) = match written {
            Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }) => {
                (signed(count), Disclosure::Exact)
            }
            // As the page itself would print a small count.
            Value::Known(Quantity {
                amount: Amount::Count(count),
                qualifier: Some(Qualifier::FewerThan),
            }) if protect.is_some_and(|protect| protect.below == count) => {
                let low = i64::from(protect.is_some_and(|protect| !protect.zero));
                (low, Disclosure::FewerThan(low, signed(count) - 1))
            }
            // A small count is small, whatever its qualifier.
            Value::Known(quantity) if protect.is_some_and(|protect| small(quantity, protect)) => {
                (0, Disclosure::Withheld)
            }
            Value::FewerThan(_) | Value::Missing(Missing::Suppressed) => (0, Disclosure::Withheld),
            Value::Known(quantity) => {
                let (low, high) = published(quantity);
                (low, Disclosure::Bounded(low, high))
            }
            Value::Missing(Missing::NotApplicable) => (0, Disclosure::NotApplicable),
            Value::Missing(Missing::NotReported) => (0, Disclosure::Bounded(0, ENDLESS)),
        };
        let known = match disclosed {
            Disclosure::NotApplicable => (0, 0),
            Disclosure::FewerThan(low, high) => (low, high),
            _ => ANYWHERE,
        };
        Self {
            file,
            figure,
            value,
            exact: written.count().is_some(),
            disclosed,
            known,
            protect,
            range: spec.rules.range.as_ref().map_or(ANYWHERE, |range| {
                let number = |amount: u128| i64::try_from(amount).unwrap_or(ENDLESS).min(ENDLESS);
                (number(range.min.amount.number()), number(range.max.amount.number()))
            }),
            is_total: false,
            min_interval,
            constraints: Vec::new(),
        }
    }
}

/// The bounds that the words of a published quantity give.
fn published(quantity: Quantity) -> (i64, i64) {
    if quantity.amount.kind() != Kind::Number {
        // It takes part in no sum with counts.
        return ANYWHERE;
    }
    let Bounds { low, high } = quantity.bounds();
    // "At least 0" is published, too, and can be withheld.
    let signed = |bound: i128| i64::try_from(bound).unwrap_or(ENDLESS).min(ENDLESS - 1);
    (signed(low), signed(high))
}

/// Whether a quantity that is not an exact count discloses that the true count is small.
fn small(Quantity { amount, qualifier }: Quantity, protect: Suppression) -> bool {
    let (number, below) = (amount.number(), u128::from(protect.below));
    match (amount, qualifier) {
        (amount, _) if amount.kind() != Kind::Number => false,
        (_, Some(Qualifier::AtLeast | Qualifier::MoreThan)) if number == 0 => false,
        (_, Some(Qualifier::FewerThan | Qualifier::UpTo | Qualifier::Nearly | Qualifier::About)) => {
            number <= below
        }
        _ => number < below,
    }
}

impl CellTable {
    pub(super) fn new(dataset: &Dataset, earlier: &EarlierPrint) -> Self {
        let mut table = Self { cells: Vec::new(), constraints: Vec::new(), numbers: HashMap::new() };
        let specs = &dataset.set.figures;
        table.add_cells(&dataset.national, Scope::National, specs);
        for file in dataset.state_figures() {
            table.add_cells(file, Scope::State, specs);
        }
        let number: HashMap<&str, usize> =
            specs.iter().enumerate().map(|(number, spec)| (spec.key.value.as_str(), number)).collect();
        let national = dataset.national.file;
        let mut sums = Vec::new();
        for (figure, spec) in specs.iter().enumerate() {
            let files: Vec<FileId> = match spec.scope {
                Scope::National => vec![national],
                Scope::State => dataset.state_figures().map(|file| file.file).collect(),
            };
            let named = |file: FileId, key: &str| {
                let figure = *number.get(key)?;
                let file = if specs[figure].scope == Scope::National { national } else { file };
                table.numbers.get(&(file, figure)).copied()
            };
            for &file in &files {
                let Some(&own) = table.numbers.get(&(file, figure)) else { continue };
                if !spec.sum_of.is_empty() {
                    let parts = spec.sum_of.iter().filter_map(|key| named(file, &key.value)).collect();
                    sums.push(Sum { parts, total: own, at_most: false });
                }
                for limit in spec.at_most.iter().filter_map(|key| named(file, &key.value)) {
                    sums.push(Sum { parts: vec![own], total: limit, at_most: true });
                }
            }
            if let Some(rule) = &spec.rules.states_sum_to
                && let Some(total) = named(national, &rule.national.value)
            {
                let states = files.iter().filter_map(|&file| table.numbers.get(&(file, figure)).copied());
                sums.push(Sum { parts: states.collect(), total, at_most: rule.at_most });
            }
        }
        impute(&mut table.cells, &sums);
        look(&mut table.cells, &sums);
        for cell in &mut table.cells {
            let print = earlier.get(&(cell.file, specs[cell.figure].key.value.clone()));
            print.into_iter().for_each(|value| cell.remember(*value));
        }
        // Sums first: a limit alone rarely pins a count down.
        sums.sort_by_key(|sum| sum.at_most);
        sums.into_iter().for_each(|sum| table.relate(sum));
        table
    }

    fn add_cells(&mut self, file: &FigureFile, scope: Scope, specs: &[FigureSpec]) {
        let values: HashMap<&str, Value> =
            file.figures.iter().map(|entry| (entry.key.value.as_str(), entry.value.value)).collect();
        for (figure, spec) in specs.iter().enumerate().filter(|(_, spec)| spec.scope == scope) {
            let value = values.get(spec.key.value.as_str()).copied();
            if value.is_none() && (!file.complete || file.spoilt.contains(&spec.key.value)) {
                continue;
            }
            self.numbers.insert((file.file, figure), self.cells.len());
            self.cells.push(Cell::new(file.file, figure, spec, value));
        }
    }

    /// Adds the constraint of a sum. A limit is left out if the numbers break it, or if it ties nothing.
    fn relate(&mut self, Sum { parts, total, at_most }: Sum) {
        let loose = |cell: usize| !self.cells[cell].exact && !self.cells[cell].is_open();
        if at_most && loose(total) && parts.iter().all(|&part| loose(part)) {
            return;
        }
        let sum: i64 = parts.iter().fold(0, |sum, &part| sum.saturating_add(self.cells[part].value));
        let slack = self.cells[total].value.saturating_sub(sum);
        if at_most && slack < 0 {
            return;
        }
        let mut terms: Vec<(usize, i64)> = parts.into_iter().map(|part| (part, 1)).collect();
        terms.push((total, -1));
        // Totals last: the search tries the first terms first.
        terms.sort_by_key(|&(cell, _)| (self.cells[cell].is_total, cell));
        for &(cell, sign) in &terms {
            self.cells[cell].constraints.push((self.constraints.len(), sign));
        }
        self.constraints.push(Constraint { terms, slack: at_most.then_some(slack) });
    }
}
