//! The figures of the states as a table.

use crate::figure::{Kind, Quantity, Value};
use crate::set::{Dataset, FigureEntry, FigureSpec, Scope, State};
use std::collections::HashMap;

/// The figures that each state has of its own.
pub(super) struct Grid<'d> {
    pub(super) figures: Vec<&'d FigureSpec>,
    pub(super) states: Vec<&'d State>,
    /// By state, then by figure.
    cells: Vec<Vec<Option<&'d FigureEntry>>>,
}

impl<'d> Grid<'d> {
    pub(super) fn of(dataset: &'d Dataset) -> Self {
        let figures = dataset.set.figures.iter().filter(|spec| spec.scope == Scope::State);
        let figures: Vec<&FigureSpec> = figures.collect();
        let number: HashMap<&str, usize> =
            figures.iter().enumerate().map(|(n, spec)| (spec.key.value.as_str(), n)).collect();
        let row = |state: &'d State| {
            let mut row = vec![None; figures.len()];
            for entry in &state.figures.figures {
                if let Some(&n) = number.get(entry.key.value.as_str()) {
                    row[n] = Some(entry);
                }
            }
            row
        };
        let cells = dataset.states.iter().map(row).collect();
        Self { figures, states: dataset.states.iter().collect(), cells }
    }

    pub(super) fn entry(&self, state: usize, figure: usize) -> Option<&'d FigureEntry> {
        self.cells[state][figure]
    }

    /// An exact count.
    pub(super) fn count(&self, state: usize, figure: usize) -> Option<u64> {
        self.entry(state, figure)?.value.value.count()
    }

    /// What it adds to a sum.
    pub(super) fn addend(&self, state: usize, figure: usize) -> Option<u64> {
        self.entry(state, figure)?.value.value.addend()
    }

    /// The number of a figure, exact or not, and its kind.
    pub(super) fn amount(&self, state: usize, figure: usize) -> Option<(f64, Kind)> {
        match self.entry(state, figure)?.value.value {
            Value::Known(Quantity { amount, .. }) => {
                let kind = amount.kind();
                Some((amount.number() as f64 / kind.parts() as f64, kind))
            }
            Value::FewerThan(_) | Value::Missing(_) => None,
        }
    }

    pub(super) fn name(&self, state: usize) -> &'d str {
        &self.states[state].name().value
    }

    /// How many figures have a number.
    pub(super) fn filled(&self) -> usize {
        let filled = |state: usize| (0..self.figures.len()).filter(move |&f| self.amount(state, f).is_some());
        (0..self.states.len()).map(|state| filled(state).count()).sum()
    }
}
