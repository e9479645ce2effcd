//! How much figures usually change from one edition to the next.
//!
//! In: a comparison. Out: for each figure, the middle of its changes over the places and how far they
//! lie from it, as logarithms: a change by half is as far as one to the double.

use super::change::{Changed, Editions};
use crate::figure::{Amount, Quantity, Value};
use std::collections::HashMap;

/// Fewer changes than this say nothing of a figure.
const ENOUGH: usize = 4;
/// The change to expect where there is nothing to learn from: a tenth.
const UNKNOWN: f64 = 0.1;
/// What makes a median absolute deviation that of a normal distribution.
const NORMAL: f64 = 1.4826;

/// The changes of all figures.
pub(super) struct Spread<'e> {
    figures: HashMap<&'e str, Usual>,
    all: Usual,
}

/// The changes of one figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usual {
    /// How many there are.
    pub(super) count: usize,
    /// Their median.
    pub(super) middle: f64,
    /// How far from the median they lie, as a standard deviation.
    pub(super) scale: f64,
    /// How far from no change they lie, in the same way.
    pub(super) size: f64,
}

impl<'e> Spread<'e> {
    pub(super) fn of(comparison: &Editions<'e>) -> Self {
        let mut changes: HashMap<&str, Vec<f64>> = HashMap::new();
        for change in &comparison.changes {
            let ratio =
                numbers(change).and_then(|(old, new)| (old > 0.0 && new > 0.0).then(|| (new / old).ln()));
            ratio.into_iter().for_each(|ratio| changes.entry(change.key).or_default().push(ratio));
        }
        let all: Vec<f64> = changes.values().flatten().copied().collect();
        let figures = changes.into_iter().map(|(key, changes)| (key, Usual::of(changes))).collect();
        Self { figures, all: Usual::of(all) }
    }

    /// The changes of a figure.
    pub(super) fn figure(&self, key: &str) -> Option<Usual> {
        self.figures.get(key).copied()
    }

    /// How large a change is usual for a figure, for a number of this size: small counts change by
    /// chance alone.
    pub(super) fn size(&self, key: &str, number: f64) -> f64 {
        let own = self.figures.get(key).filter(|usual| usual.count >= ENOUGH);
        let size = match own.or(Some(&self.all).filter(|all| all.count >= ENOUGH)) {
            // Nothing of it ever changes.
            Some(usual) if usual.size == 0.0 => return 0.0,
            Some(usual) => usual.size,
            None => UNKNOWN,
        };
        size.max((2.0 / number.max(1.0)).sqrt())
    }
}

impl Usual {
    fn of(changes: Vec<f64>) -> Self {
        let count = changes.len();
        let size = median(changes.iter().map(|change| change.abs()).collect()) * NORMAL;
        let middle = median(changes.clone());
        let scale = median(changes.iter().map(|change| (change - middle).abs()).collect()) * NORMAL;
        Self { count, middle, scale, size }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

/// The old and the new number of a figure that has both, of one kind; of a share, its percentage.
pub(super) fn numbers(change: &Changed<'_>) -> Option<(f64, f64)> {
    let (old, new) = (known(change.old?.value)?, known(change.new?.value)?);
    let number = |amount: Amount| amount.number() as f64 / amount.kind().parts() as f64;
    (old.kind() == new.kind()).then(|| (number(old), number(new)))
}

fn known(value: Value) -> Option<Amount> {
    match value {
        Value::Known(Quantity { amount, .. }) => Some(amount),
        Value::FewerThan(_) | Value::Missing(_) => None,
    }
}
