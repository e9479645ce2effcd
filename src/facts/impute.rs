//! A number for each figure that was published without an exact one, so that all sums hold.
//!
//! In: the cells of a [`CellTable`](super::table::CellTable) and the sums they take part in. Out: in each
//! inexact cell a value that lies where its words put it. Any will do: what can be computed of a table
//! does not depend on which of its solutions one starts from. Where the data contradicts itself, the
//! sum that cannot hold is left as it is; that is told elsewhere.

use super::table::{Cell, Disclosure, ENDLESS, Sum};
use std::collections::VecDeque;

/// Looks at a sum at most so often, in turn; bounds that creep on for longer are wide enough.
const LOOKS: usize = 64;

/// Gives the cells without an exact number one.
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
        if matches!(cells[cell].disclosed, Disclosure::Bounded(..)) {
            // As of any other count, a reader takes it that what is withheld is not 0.
            cells[cell].floor = low.min(1);
        }
        bounds.bounds[cell] = (low, low);
        bounds.tighten(bounds.of[cell].clone());
    }
}

/// Where each cell can lie.
struct Bounds<'s> {
    /// The sums of each cell.
    of: Vec<Vec<usize>>,
    bounds: Vec<(i64, i64)>,
    sums: &'s [Sum],
}

impl Bounds<'_> {
    /// Narrows the bounds of all that hangs together with these sums.
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

    /// Narrows the bounds of one sum's cells by each other's; returns those that were.
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

    /// Narrows one cell's bounds, unless nothing would be left of them.
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
