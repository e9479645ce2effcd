//! What a reader of all the pages can compute with: every count of the set, and the sums and
//! limits that tie them together.
//!
//! In: a [`Dataset`]. Out: a [`Table`] for `protection`. The rules of the dictionary hold for the
//! true numbers, so a reader can use them as equations, over all states at once: `sum_of`,
//! `states_sum_to` and `at_most`. What stands in a file that cannot be read will be printed one
//! day, so it counts as known. A figure that was never exact ("36.2 million", "not reported") may
//! be any number; its own rounding is no leak.

use crate::figure::{Amount, Missing, Qualifier, Quantity, Value};
use crate::input::{Dataset, FigureFile, FigureSpec, Protect, Scope, USUAL_CHOICES};
use crate::source::FileId;
use std::collections::HashMap;

/// Larger than any sum of figures.
const ENDLESS: i64 = 1 << 60;

/// All counts and what ties them.
pub(super) struct Table {
    /// The counts.
    pub(super) cells: Vec<Cell>,
    /// The ties.
    pub(super) relations: Vec<Relation>,
    numbers: HashMap<(FileId, usize), usize>,
}

/// One count.
pub(super) struct Cell {
    /// The file it stands in.
    pub(super) file: FileId,
    /// Its number in the dictionary.
    pub(super) figure: usize,
    /// What it is; for a figure without an exact number, a number that fits the others.
    pub(super) value: i64,
    /// What the page tells of it.
    pub(super) shows: Shows,
    /// The least it can be, as far as a reader knows, once it is withheld.
    pub(super) floor: i64,
    /// How many values must stay possible once it is not printed.
    pub(super) choices: u64,
    /// The relations it takes part in, and with which sign.
    pub(super) relations: Vec<(usize, i64)>,
}

/// What the page tells of a count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The number.
    Number,
    /// "fewer than": it is at least the first and at most the second.
    Few(i64, i64),
    /// That it is withheld.
    Nothing,
    /// What was published, which is no exact number; nobody is protected by it.
    Inexact,
}

/// The signed terms add up to a constant, or to no more than it.
pub(super) struct Relation {
    /// Cells and their signs.
    pub(super) terms: Vec<(usize, i64)>,
    /// Those of them that are not printed.
    pub(super) unprinted: Vec<(usize, i64)>,
    /// How far the true numbers stay below the constant; none: they may not.
    pub(super) room: Option<i64>,
}

impl Cell {
    /// The values that are possible as far as the page tells.
    pub(super) fn bounds(&self) -> (i64, i64) {
        match self.shows {
            Shows::Number => (self.value, self.value),
            Shows::Few(low, high) => (low, high),
            Shows::Nothing => (self.floor, ENDLESS),
            Shows::Inexact => (0, ENDLESS),
        }
    }

    /// Whether it is kept from the reader.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.shows, Shows::Few(..) | Shows::Nothing)
    }

    fn new(file: FileId, figure: usize, spec: &FigureSpec, value: Option<Value>) -> Self {
        let protect = spec.rules.protect;
        let choices = protect.map_or(USUAL_CHOICES, |protect| protect.choices);
        let signed = |count: u64| i64::try_from(count).unwrap_or(ENDLESS);
        let (value, shows, floor) = match value.unwrap_or(Value::Missing(Missing::NotReported)) {
            Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }) => match protect {
                Some(Protect { below, zero, .. }) if count < below && (count > 0 || zero) => {
                    let low = i64::from(!zero);
                    (signed(count), Shows::Few(low, signed(below) - 1), low)
                }
                // That it is withheld and not "fewer than" tells a reader that it is not small.
                Some(Protect { below, .. }) if count >= below => {
                    (signed(count), Shows::Number, signed(below))
                }
                _ => (signed(count), Shows::Number, signed(count.min(1))),
            },
            // A small count is small, however it was qualified.
            Value::Known(Quantity { amount: Amount::Count(count), qualifier: Some(how) })
                if protect.is_some_and(|protect| small(count, how, protect)) =>
            {
                (0, Shows::Nothing, 0)
            }
            Value::FewerThan(_) | Value::Missing(Missing::Suppressed) => (0, Shows::Nothing, 0),
            Value::Known(_) | Value::Missing(_) => (0, Shows::Inexact, 0),
        };
        Self { file, figure, value, shows, floor, choices, relations: Vec::new() }
    }
}

/// Whether a count with a qualifier could tell that the true one is small.
fn small(count: u64, how: Qualifier, protect: Protect) -> bool {
    let zero = count == 0 && matches!(how, Qualifier::AtLeast | Qualifier::MoreThan);
    count < protect.below && !zero
}

impl Table {
    /// The table of a whole set.
    pub(super) fn new(dataset: &Dataset) -> Self {
        let mut table = Self { cells: Vec::new(), relations: Vec::new(), numbers: HashMap::new() };
        let specs = &dataset.set.figures;
        table.add_cells(&dataset.national, Scope::National, specs);
        for file in dataset.state_figures() {
            table.add_cells(file, Scope::State, specs);
        }
        let number: HashMap<&str, usize> =
            specs.iter().enumerate().map(|(number, spec)| (spec.key.value.as_str(), number)).collect();
        let national = dataset.national.file;
        let mut limits = Vec::new();
        for (figure, spec) in specs.iter().enumerate() {
            let files: Vec<FileId> = match spec.scope {
                Scope::National => vec![national],
                Scope::State => dataset.state_figures().map(|file| file.file).collect(),
            };
            let named = |table: &Self, file: FileId, key: &str| {
                let figure = *number.get(key)?;
                let file = if specs[figure].scope == Scope::National { national } else { file };
                table.numbers.get(&(file, figure)).copied()
            };
            for &file in &files {
                let Some(&own) = table.numbers.get(&(file, figure)) else { continue };
                if !spec.sum_of.is_empty() {
                    let parts = spec.sum_of.iter().filter_map(|key| named(&table, file, &key.value));
                    let parts: Vec<_> = parts.collect();
                    table.tie(parts, own);
                }
                for limit in spec.at_most.iter().filter_map(|key| named(&table, file, &key.value)) {
                    limits.push((vec![own], limit));
                }
            }
            if let Some(rule) = &spec.rules.states_sum_to
                && let Some(total) = named(&table, national, &rule.national.value)
            {
                let states = files.iter().filter_map(|&file| table.numbers.get(&(file, figure)).copied());
                let states: Vec<_> = states.collect();
                match rule.at_most {
                    true => limits.push((states, total)),
                    false => table.tie(states, total),
                }
            }
        }
        table.guess();
        for (parts, total) in limits {
            table.limit(parts, total);
        }
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

    /// The parts add up to the total.
    fn tie(&mut self, parts: Vec<usize>, total: usize) {
        self.relate(parts, total, None);
    }

    /// The parts add up to the total at most, if they do and both are exact.
    fn limit(&mut self, parts: Vec<usize>, total: usize) {
        let inexact = |cell: usize| self.cells[cell].shows == Shows::Inexact;
        if inexact(total) || parts.iter().all(|&part| inexact(part)) {
            return;
        }
        let sum: i64 = parts.iter().fold(0, |sum, &part| sum.saturating_add(self.cells[part].value));
        let room = self.cells[total].value - sum;
        if room >= 0 {
            self.relate(parts, total, Some(room));
        }
    }

    fn relate(&mut self, parts: Vec<usize>, total: usize, room: Option<i64>) {
        let mut terms: Vec<(usize, i64)> = parts.into_iter().map(|part| (part, 1)).collect();
        terms.push((total, -1));
        // The smallest is moved first: the least that is withheld.
        terms.sort_by_key(|&(cell, _)| (self.cells[cell].value, cell));
        for &(cell, sign) in &terms {
            self.cells[cell].relations.push((self.relations.len(), sign));
        }
        let unprinted = self.unprinted(&terms);
        self.relations.push(Relation { terms, unprinted, room });
    }

    fn unprinted(&self, terms: &[(usize, i64)]) -> Vec<(usize, i64)> {
        terms.iter().copied().filter(|&(cell, _)| self.cells[cell].shows != Shows::Number).collect()
    }

    /// Withholds a count, which must keep so many possible values.
    pub(super) fn withhold(&mut self, cell: usize, choices: u64) {
        let withheld = &mut self.cells[cell];
        withheld.shows = Shows::Nothing;
        withheld.choices = withheld.choices.max(choices);
        for at in 0..self.cells[cell].relations.len() {
            let (relation, _) = self.cells[cell].relations[at];
            self.relations[relation].unprinted = self.unprinted(&self.relations[relation].terms);
        }
    }

    /// Gives the figures without an exact number one that fits the sums they are in. Any will do:
    /// what can be computed of a table does not depend on which of its solutions one starts from.
    fn guess(&mut self) {
        let open = |cell: &Cell| cell.shows == Shows::Inexact || cell.shows == Shows::Nothing;
        let mut unknown: Vec<bool> = self.cells.iter().map(open).collect();
        for single in [true, false] {
            for relation in &self.relations {
                let open: Vec<(usize, i64)> =
                    relation.terms.iter().copied().filter(|&(cell, _)| unknown[cell]).collect();
                if open.is_empty() || (single && open.len() > 1) {
                    continue;
                }
                let sum: i64 = relation.terms.iter().map(|&(cell, sign)| sign * self.cells[cell].value).sum();
                // One of them takes up what is left, if its sign lets it.
                let taker = open.iter().find(|(_, sign)| -sign * sum > 0).unwrap_or(&open[0]);
                self.cells[taker.0].value = (-taker.1 * sum).max(0);
                open.iter().for_each(|&(cell, _)| unknown[cell] = false);
            }
        }
    }
}
