//! The choice: which further counts hide the withheld ones.
//!
//! In: a [`CellTable`] and what is withheld. Out: counts to withhold with it, and the [`Choice`]'s decisions.
//! Sum after sum, one count more is withheld, in an order that does not depend on values, until what is
//! withheld in the sum adds up to the *bar*: so much that each small count in it can be anything that its
//! page says. What a sum's withheld counts add up to is its total less what is printed, which a reader knows;
//! so a reader learns from a choice only that the ones before it stayed below their bars, and a bar is so
//! high that all small counts can stay below it, whatever they are. Where all parts together stay below, the
//! total is withheld, and with it goes the sum.
//!
//! Zeros are not withheld: a reader may know them anyway, and a withheld zero would read as if there were
//! cases. The one exception is a total or limit of 0 above counts of which even a 0 is protected.

use super::table::{CellTable, Constraint, Disclosure, ENDLESS};
use std::collections::{BTreeSet, VecDeque};

/// Decisions kept of one sum, the last ones: else a sum of thousands of counts would have as many, each about
/// all of them. What the earlier ones tell is about sums of many counts.
const MOST_DECISIONS: usize = 12;

/// With at most so many parts a total published in words goes with them.
const FEW_PARTS: usize = 12;

/// What is withheld, and how that was decided.
pub(super) struct Choice<'t> {
    table: &'t CellTable,
    pub(super) withheld: Vec<bool>,
    /// What a reader with the program learns from the choices in each sum: limits on the true numbers.
    pub(super) decisions: Vec<VecDeque<Constraint>>,
    /// The counts whose words a decision has looked at.
    pub(super) heeded: Vec<bool>,
    /// Sums to be looked at.
    queue: BTreeSet<usize>,
    /// By how much more than its least each withheld count adds to the bar.
    margin: i64,
}

/// What a reader knows of the sum of a constraint's withheld parts.
struct Hidden {
    /// The parts that hide others: withheld, and not known to be small.
    hiders: usize,
    /// Withheld or loose parts.
    parts: usize,
    /// The most that the sum can be, by what is printed.
    most: i64,
    /// What it should be.
    bar: i64,
}

impl<'t> Choice<'t> {
    /// Withholds what hides the small counts and those that the authors withhold.
    pub(super) fn new(table: &'t CellTable) -> Self {
        let none = vec![false; table.cells.len()];
        let (decisions, queue) = (vec![VecDeque::new(); table.constraints.len()], BTreeSet::new());
        let margin = table.cells.iter().map(|cell| cell.min_interval).max().unwrap_or(0);
        let margin = i64::try_from(margin).unwrap_or(ENDLESS);
        let mut choice = Self {
            table,
            heeded: (0..none.len()).map(|cell| is_heeded(table, cell)).collect(),
            withheld: none,
            decisions,
            queue,
            margin,
        };
        let small = (0..table.cells.len()).filter(|&cell| table.cells[cell].is_suppressed());
        choice.withhold(small.collect::<Vec<_>>());
        choice
    }

    /// Withholds these, and what hides them.
    pub(super) fn withhold(&mut self, cells: impl IntoIterator<Item = usize>) {
        cells.into_iter().for_each(|cell| self.add(cell));
        while let Some(constraint) = self.queue.pop_first() {
            // In the order of what is withheld now: to ask again after each part takes the square of them.
            let mut parts = None;
            while let Some(total) = self.wanting(constraint) {
                let parts = parts.get_or_insert_with(|| self.parts(constraint).into_iter());
                let Some(next) = parts.next().or(total) else { break };
                self.add(next);
            }
        }
    }

    fn add(&mut self, cell: usize) {
        let mut cells = vec![cell];
        while let Some(cell) = cells.pop() {
            if !std::mem::replace(&mut self.withheld[cell], true) {
                self.queue
                    .extend(self.table.cells[cell].constraints.iter().map(|(constraint, _)| *constraint));
                cells.extend(self.in_words_above(cell));
            }
        }
    }

    /// The totals of a few parts that are published in words: how near the words are to the number would tell.
    fn in_words_above(&self, cell: usize) -> impl Iterator<Item = usize> {
        let sums = self.table.cells[cell].constraints.iter().filter(|(_, sign)| *sign > 0);
        let sums = sums.map(|(constraint, _)| &self.table.constraints[*constraint].terms);
        let totals =
            sums.filter(|terms| terms.len() <= FEW_PARTS + 1).flatten().filter(|(_, sign)| *sign < 0);
        totals.map(|(total, _)| *total).filter(|total| {
            let total = &self.table.cells[*total];
            matches!(total.disclosed, Disclosure::Bounded(..)) && total.is_open()
        })
    }

    /// Whether a constraint wants more withheld: its next part or, without one, its total, if there is one to
    /// withhold.
    fn wanting(&mut self, constraint: usize) -> Option<Option<usize>> {
        let (total, hidden) = self.hidden(constraint);
        let open = self.withheld[total];
        let last = (!open && self.table.cells[total].is_open()).then_some(total);
        // Without a hider, each small count would depend on the others.
        let enough = match (hidden.parts, hidden.hiders) {
            (parts, _) if self.is_limit(constraint) => {
                last.is_none() || parts == 0 || !self.may_reach(constraint, &hidden)
            }
            (0, _) => !open,
            (_, hiders) if open => hiders > 1,
            (parts, hiders) => parts > 1 && hiders > 0 && self.reaches(constraint, &hidden),
        };
        (!enough).then_some(last)
    }

    fn is_limit(&self, constraint: usize) -> bool {
        self.table.constraints[constraint].slack.is_some()
    }

    /// Whether the withheld counts below a limit could reach it, by what is printed elsewhere.
    fn may_reach(&mut self, constraint: usize, hidden: &Hidden) -> bool {
        let parts = self.table.constraints[constraint].terms.iter().filter(|(_, sign)| *sign > 0);
        parts.fold(0, |sum: i64, &(cell, _)| {
            sum.saturating_add(if self.withheld[cell] { self.most(cell) } else { 0 })
        }) >= hidden.most
    }

    /// The most that a withheld count can be by the sums it is part of.
    fn most(&mut self, cell: usize) -> i64 {
        let sums = self.table.cells[cell].constraints.iter();
        let sums = sums.filter(|(at, sign)| *sign > 0 && self.table.constraints[*at].slack.is_none());
        let most = sums.map(|(at, _)| self.hidden(*at).1.most).min();
        most.unwrap_or(ENDLESS).min(self.bounds(cell).1)
    }

    /// What is printed of a count, or known of it once it is withheld.
    pub(super) fn bounds(&self, cell: usize) -> (i64, i64) {
        bounds(self.table, &self.withheld, cell)
    }

    fn hidden(&mut self, constraint: usize) -> (usize, Hidden) {
        let Constraint { terms, .. } = &self.table.constraints[constraint];
        let total = terms.iter().find(|(_, sign)| *sign < 0).map_or(0, |(cell, _)| *cell);
        for &(cell, _) in terms {
            let words = matches!(self.table.cells[cell].disclosed, Disclosure::Bounded(..));
            self.heeded[cell] |= words && !self.withheld[cell];
        }
        let (_, most) = self.bounds(total);
        let mut hidden = Hidden { hiders: 0, parts: 0, most, bar: 0 };
        for &(part, _) in terms.iter().filter(|(_, sign)| *sign > 0) {
            let (low, high) = self.bounds(part);
            if !self.withheld[part] {
                // Printed, perhaps within bounds.
                hidden.parts += usize::from(low < high);
                hidden.most = hidden.most.saturating_sub(low);
                continue;
            }
            hidden.parts += 1;
            if high >= ENDLESS {
                hidden.hiders += 1;
                hidden.bar = hidden.bar.saturating_add(low.saturating_add(self.margin));
            } else {
                hidden.bar = hidden.bar.saturating_add(high);
            }
        }
        (total, hidden)
    }

    /// Whether the withheld parts of a sum reach the bar. Keeps what a reader learns by that.
    fn reaches(&mut self, constraint: usize, hidden: &Hidden) -> bool {
        let reached = hidden.most >= hidden.bar;
        if hidden.most < ENDLESS / 2 {
            let exact = |&&(cell, _): &&(usize, i64)| {
                let (low, high) = self.bounds(cell);
                low == high
            };
            let printed = self.table.constraints[constraint].terms.iter().filter(exact);
            // At least the bar: the bar less the sum is at most 0.
            let sign = if reached { 1 } else { -1 };
            let terms: Vec<(usize, i64)> = printed.map(|&(cell, of)| (cell, sign * of)).collect();
            let slack = if reached { hidden.most - hidden.bar } else { hidden.bar - 1 - hidden.most };
            let decisions = &mut self.decisions[constraint];
            decisions.push_back(Constraint { terms, slack: Some(slack) });
            if decisions.len() > MOST_DECISIONS {
                decisions.pop_front();
            }
        }
        reached
    }

    /// The parts that may be withheld in a sum: first those that need fewest others to hide them. None of a
    /// limit, of which the total goes.
    fn parts(&self, constraint: usize) -> Vec<usize> {
        if self.is_limit(constraint) {
            return Vec::new();
        }
        let parts = self.table.constraints[constraint].terms.iter().filter(|(_, sign)| *sign > 0);
        let open = parts.map(|(cell, _)| *cell).filter(|&cell| {
            let count = &self.table.cells[cell];
            !self.withheld[cell] && count.disclosed == Disclosure::Exact && count.is_open()
        });
        let mut open: Vec<usize> = open.collect();
        open.sort_by_cached_key(|&cell| {
            let others = self.table.cells[cell].constraints.iter().filter(|(other, _)| *other != constraint);
            let needs = |(other, _): &&(usize, i64)| {
                let terms = &self.table.constraints[*other].terms;
                !terms.iter().any(|(cell, _)| self.withheld[*cell])
            };
            (others.filter(needs).count(), cell)
        });
        open
    }
}

/// Whether the lens has looked at the words of a count: it is part of a protected total.
fn is_heeded(table: &CellTable, cell: usize) -> bool {
    let count = &table.cells[cell];
    let sums = count.constraints.iter().filter(|(_, sign)| *sign > 0);
    let mut terms = sums.flat_map(|(at, _)| table.constraints[*at].terms.iter());
    matches!(count.disclosed, Disclosure::Bounded(..))
        && terms.any(|&(total, sign)| sign < 0 && table.cells[total].protect.is_some())
}

/// What a reader knows of a count by its page.
pub(super) fn bounds(table: &CellTable, withheld: &[bool], cell: usize) -> (i64, i64) {
    let count = &table.cells[cell];
    if withheld[cell] { count.bounds_withheld() } else { count.bounds() }
}

/// Every total and every limit above these counts, and those above these.
pub(super) fn above(table: &CellTable, cells: &[usize]) -> Vec<usize> {
    let totals = |cell: usize| {
        let parts = table.cells[cell].constraints.iter().filter(|(_, sign)| *sign > 0);
        let terms = parts.flat_map(|&(constraint, _)| table.constraints[constraint].terms.iter());
        terms.filter(|(_, sign)| *sign < 0).map(|(total, _)| *total)
    };
    reached(table, cells.iter().flat_map(|&cell| totals(cell)).collect(), totals)
}

/// Every count that is connected with these, by others of its place alone or by any. With all connected ones
/// withheld, a count and every sum above it are bounded only from below.
pub(super) fn connected(table: &CellTable, cells: &[usize], in_place: bool) -> Vec<usize> {
    reached(table, cells.to_vec(), |cell| {
        let near = move |other: &usize| !in_place || table.cells[*other].file == table.cells[cell].file;
        let constraints = table.cells[cell].constraints.iter();
        let terms = constraints.flat_map(|&(constraint, _)| table.constraints[constraint].terms.iter());
        terms.map(|(other, _)| *other).filter(near)
    })
}

/// All counts that hang together with one, itself among them.
pub(super) fn hanging(table: &CellTable, cell: usize) -> Vec<usize> {
    let mut near = vec![cell];
    let mut seen = BTreeSet::from([cell]);
    let mut at = 0;
    while let Some(&cell) = near.get(at) {
        at += 1;
        let constraints = table.cells[cell].constraints.iter();
        let terms = constraints.flat_map(|&(constraint, _)| table.constraints[constraint].terms.iter());
        near.extend(terms.map(|(other, _)| *other).filter(|&other| seen.insert(other)));
    }
    near
}

/// Of all counts reached from these by steps, those that may be withheld.
fn reached<I: Iterator<Item = usize>>(
    table: &CellTable,
    mut queue: Vec<usize>,
    steps: impl Fn(usize) -> I,
) -> Vec<usize> {
    let mut seen = vec![false; table.cells.len()];
    queue.iter().for_each(|&cell| seen[cell] = true);
    while let Some(cell) = queue.pop() {
        queue.extend(steps(cell).filter(|&other| !std::mem::replace(&mut seen[other], true)));
    }
    (0..seen.len()).filter(|&cell| seen[cell] && table.cells[cell].is_open()).collect()
}
