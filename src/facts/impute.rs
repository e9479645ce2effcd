//! Imputation: a number for each figure published without an exact one, so that all sums hold.
//!
//! In: the cells of a [`CellTable`](super::table::CellTable) and the sums they take part in. Out: in
//! each inexact cell, a value within the bounds its words give. Any such value will do: what a reader
//! can compute from a table does not depend on which of its solutions the search starts from. If the
//! data contradicts itself, the sum that cannot hold is left alone; the rules report it.

use super::table::{Cell, ENDLESS, Sum};
use std::collections::VecDeque;

/// How often each sum is looked at, on average; bounds that creep on for longer are wide enough.
const LOOKS: usize = 64;

/// Gives each cell without an exact number one.
pub(super) fn impute(cells: &mut [Cell], sums: &[Sum]) {
    let open: Vec<usize> = (0..cells.len()).filter(|&cell| !cells[cell].exact).collect();
    if open.is_empty() {
        return;
    }
    let mut of = vec![Vec::new(); cells.len()];
    for (at, sum) in sums.iter().enumerate() {
        sum.parts.iter().chain([&sum.total]).for_each(|&cell| of[cell].push(at));
    }
    let bounds = cells.iter().map(|cell| match cell.exact {
        true => (cell.value, cell.value),
        false => cell.bounds(),
    });
    let mut bounds = Bounds { of, bounds: bounds.collect(), sums };
    let all: Vec<usize> = open.iter().flat_map(|&cell| bounds.of[cell].clone()).collect();
    bounds.tighten(all);
    for cell in open {
        let (low, _) = bounds.bounds[cell];
        cells[cell].value = low;
        bounds.bounds[cell] = (low, low);
        bounds.tighten(bounds.of[cell].clone());
    }
}

/// Within which bounds each cell lies.
struct Bounds<'s> {
    /// The sums of each cell.
    of: Vec<Vec<usize>>,
    bounds: Vec<(i64, i64)>,
    sums: &'s [Sum],
}

impl Bounds<'_> {
    /// Narrows the bounds of every cell connected with these sums.
    fn tighten(&mut self, sums: Vec<usize>) {
        let mut queue: VecDeque<usize> = sums.into();
        let mut looks = LOOKS * (queue.len() + 1);
        while let Some(sum) = queue.pop_front() {
            looks -= 1;
            if looks == 0 {
                return;
            }
            let narrowed = self.look(&self.sums[sum]);
            for cell in narrowed {
                let further = self.of[cell].iter().copied().filter(|&other| other != sum);
                for other in further.collect::<Vec<_>>() {
                    if !queue.contains(&other) {
                        queue.push_back(other);
                    }
                }
            }
        }
    }

    /// Narrows the bounds of one sum's cells by those of the others. Returns the cells it narrowed.
    fn look(&mut self, Sum { parts, total, at_most }: &Sum) -> Vec<usize> {
        let add = |bound: fn(&(i64, i64)) -> i64| -> i128 {
            parts.iter().map(|&part| i128::from(bound(&self.bounds[part]))).sum()
        };
        let (least, most) = (add(|bounds| bounds.0), add(|bounds| bounds.1));
        let (floor, ceiling) = self.bounds[*total];
        let mut narrowed = Vec::new();
        for &part in parts {
            let (low, high) = self.bounds[part];
            let (least, most) = (least - i128::from(low), most - i128::from(high));
            let low = if *at_most { i128::from(low) } else { i128::from(floor) - most };
            narrowed.extend(self.narrow(part, low, i128::from(ceiling) - least));
        }
        let most = if *at_most { i128::from(ENDLESS) } else { most };
        narrowed.extend(self.narrow(*total, least, most));
        narrowed
    }

    /// Narrows the bounds of one cell, unless that would leave nothing.
    fn narrow(&mut self, cell: usize, low: i128, high: i128) -> Option<usize> {
        let (before_low, before_high) = self.bounds[cell];
        let low = i128::from(before_low).max(low);
        let high = i128::from(before_high).min(high);
        let (low, high) = (i64::try_from(low).ok()?, i64::try_from(high).ok()?);
        if low > high || (low, high) == (before_low, before_high) {
            return None;
        }
        self.bounds[cell] = (low, high);
        Some(cell)
    }
}
