//! The lens: as much of the counts as the choice of what to withhold may look at.
//!
//! In: the cells of a [`CellTable`](super::table::CellTable) and their sums. Out: for each cell what is
//! printed of it at first, and the bounds that a reader who sees through the same lens knows of it once it
//! is withheld. The lens tells whether a count is 0, small, or neither. A total is seen through its
//! parts alone, so that one which moves with a part stays in its range. Where its parts leave open whether
//! a total is small, "fewer than" or its number would tell of them (1 + 1 = "fewer than 3"), and it is
//! withheld whatever it is.

use super::table::{ANYWHERE, Cell, Disclosure, ENDLESS, Sum};
use crate::set::Suppression;

/// Looks at every cell.
pub(super) fn look(cells: &mut [Cell], sums: &[Sum]) {
    let mut of = vec![Vec::new(); cells.len()];
    sums.iter().filter(|sum| !sum.at_most).for_each(|sum| of[sum.total].push(&*sum.parts));
    let authors = |cell: &Cell| !cell.exact && cell.disclosed == Disclosure::Withheld;
    let zero = |cell: &Cell| cell.protect.is_some_and(|protect| protect.zero) || authors(cell);
    let mut zero: Vec<bool> = cells.iter().map(zero).collect();
    sums.iter().for_each(|sum| zero[sum.total] |= sum.parts.iter().any(|&part| zero[part]));
    let none = vec![false; cells.len()];
    let mut lens = Lens { seen: none.clone(), hides: none, zero, cells, of };
    (0..lens.cells.len()).for_each(|cell| lens.look(cell));
}

pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(ENDLESS).min(ENDLESS)
}

struct Lens<'s> {
    seen: Vec<bool>,
    /// Whether it is suppressed, or one of its parts hides something.
    hides: Vec<bool>,
    /// Whether a 0 is protected, its own or that of one of its parts; the authors protect any number.
    zero: Vec<bool>,
    cells: &'s mut [Cell],
    /// The parts of each total, for each of its sums.
    of: Vec<Vec<&'s [usize]>>,
}

impl Lens<'_> {
    /// Looks at a cell and, before it, at all below it.
    fn look(&mut self, top: usize) {
        let mut stack = vec![(top, false)];
        while let Some((cell, parts_seen)) = stack.pop() {
            if parts_seen {
                self.see(cell);
            } else if !std::mem::replace(&mut self.seen[cell], true) {
                stack.push((cell, true));
                stack.extend(self.of[cell].iter().flat_map(|parts| parts.iter()).map(|&part| (part, false)));
            }
        }
    }

    fn see(&mut self, at: usize) {
        if !self.cells[at].exact {
            self.hides[at] = self.cells[at].is_suppressed() || self.parts(at).2;
            return;
        }
        let (protect, range) = (self.cells[at].protect, self.cells[at].range);
        let (value, is_total) = (self.cells[at].value, !self.of[at].is_empty());
        let (low, high, suppressed) = self.parts(at);
        let least = protect.map_or(1, |protect| signed(protect.below));
        let small = |Suppression { below, zero, .. }: Suppression| (i64::from(!zero), signed(below) - 1);
        let (disclosed, known) = match protect.map(small) {
            _ if is_total && high == 0 => (Disclosure::Exact, (value, value)),
            Some((_, most)) if is_total && suppressed && low <= most && high > most => {
                (Disclosure::Withheld, (low, high))
            }
            Some((from, most)) if (from..=most).contains(&value) => {
                (Disclosure::FewerThan(from, most), (from, most))
            }
            _ if is_total && suppressed => (Disclosure::Exact, (low, high)),
            _ if self.zero[at] && protect.is_none() => (Disclosure::Exact, (low, ENDLESS)),
            _ if value == 0 => (Disclosure::Exact, (0, 0)),
            _ if is_total => (Disclosure::Exact, (low.max(least), ENDLESS)),
            _ => (Disclosure::Exact, (least, ENDLESS)),
        };
        let cell = &mut self.cells[at];
        cell.is_total = is_total;
        // A sum that is waived puts it elsewhere.
        let known = (known.0.min(value), known.1.max(value));
        (cell.disclosed, cell.known) = (disclosed, known);
        self.hides[at] = suppressed || cell.is_suppressed();
        if (range.0..=range.1).contains(&value) {
            cell.known = (known.0.max(range.0), known.1.min(range.1));
        }
    }

    /// Between what a total lies to one who sees its parts through the lens, and whether one of them is
    /// suppressed.
    fn parts(&self, total: usize) -> (i64, i64, bool) {
        let (mut low, mut high, mut suppressed) = (0, ENDLESS, false);
        for parts in &self.of[total] {
            let bounds = |part: &usize| match self.cells[*part].disclosed {
                Disclosure::Exact => self.cells[*part].known,
                // Words are looked at only where the total is protected.
                Disclosure::Bounded(..) if self.cells[total].protect.is_none() => ANYWHERE,
                _ => self.cells[*part].bounds(),
            };
            let add = |sum: i64, bound: i64| sum.saturating_add(bound).min(ENDLESS);
            low = low.max(parts.iter().map(bounds).fold(0, |sum, bounds| add(sum, bounds.0)));
            high = high.min(parts.iter().map(bounds).fold(0, |sum, bounds| add(sum, bounds.1)));
            suppressed |= parts.iter().any(|part| self.hides[*part]);
        }
        (low, high, suppressed)
    }
}
