//! Figures that add up in every state although no rule says so: one may be forgotten, or was deleted. Where
//! they add up in every state but one, that one has a slip.
//!
//! Each state's figures are reduced to one number per figure, a sum with random weights; equal sums of
//! these are checked state by state. So a pair or triple costs one look-up, whatever the number of states. It
//! is done for every other state and then for the rest: one exception leaves one of these halves whole.

use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::notation::grouped;
use crate::set::Dataset;
use std::collections::{BTreeSet, HashMap};

/// Sums that hold in fewer states may hold by chance.
const STATES: usize = 4;
/// Of more figures, only pairs are tried, and of more than the second number nothing.
const MOST_FOR_TRIPLES: usize = 64;
const MOST: usize = 400;
/// A part must be something in so many states.
const FILLED: usize = 3;
/// Decimal digits that must agree beyond what the number of pairs and triples explains.
const BEYOND_CHANCE: f64 = 3.0;
/// In so many states parts must be something, and add up, that one state may be wrong.
const ALL_BUT_ONE: usize = 5;

/// Proposes each sum once.
pub(super) fn lint(dataset: &Dataset, grid: &Grid<'_>, sink: &mut Sink) {
    let states = grid.states.len();
    let whole = |figure: &usize| {
        let counts: Option<Vec<u64>> = (0..states).map(|state| grid.addend(state, *figure)).collect();
        counts.is_some_and(|counts| counts.iter().filter(|count| **count > 0).count() >= FILLED)
    };
    let figures: Vec<usize> = (0..grid.figures.len()).filter(whole).collect();
    if states < STATES || !dataset.failed_states.is_empty() || figures.len() > MOST {
        return;
    }
    let pairs = figures.len() * figures.len() / 2;
    let triples = if figures.len() > MOST_FOR_TRIPLES { 0 } else { pairs * figures.len() / 3 };
    let tried = (pairs + triples).max(1) as f64;
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for half in 0..2 {
        let sums = Sums::of(grid, &figures, (half..states).step_by(2));
        for parts in sums.candidates(triples > 0) {
            for total in sums.totals(&parts) {
                // A figure has one rule for its sum.
                if grid.figures[total].sum_of.is_empty()
                    && !told.contains(&total)
                    && let Some(odd) = exceptions(grid, total, &parts)
                    && evidence(grid, total, &odd) >= tried.log10() + BEYOND_CHANCE
                    && !is_declared(grid, total, &parts)
                {
                    told.insert(total);
                    propose(grid, total, &parts, odd.first().copied(), sink);
                }
            }
        }
    }
}

/// The figures, each as one number.
struct Sums<'f> {
    figures: &'f [usize],
    hashes: Vec<u64>,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl<'f> Sums<'f> {
    fn of(grid: &Grid<'_>, figures: &'f [usize], states: impl Iterator<Item = usize> + Clone) -> Self {
        let hash = |figure: &usize| {
            states.clone().fold(0_u64, |hash, state| {
                let count = grid.addend(state, *figure).unwrap_or(0);
                hash.wrapping_add(count.wrapping_mul(weight(state)))
            })
        };
        let hashes: Vec<u64> = figures.iter().map(hash).collect();
        let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
        for (&figure, &hash) in figures.iter().zip(&hashes) {
            by_hash.entry(hash).or_default().push(figure);
        }
        Self { figures, hashes, by_hash }
    }

    /// Pairs of figures, then triples, whose sum looks like a figure.
    fn candidates(&self, triples: bool) -> Vec<Vec<usize>> {
        let count = self.figures.len();
        let is_one = |sum: u64| self.by_hash.contains_key(&sum);
        let mut found = Vec::new();
        let mut larger = Vec::new();
        for one in 0..count {
            for two in one + 1..count {
                let pair = self.hashes[one].wrapping_add(self.hashes[two]);
                if is_one(pair) {
                    found.push(vec![self.figures[one], self.figures[two]]);
                }
                for three in (two + 1..count).filter(|_| triples) {
                    if is_one(pair.wrapping_add(self.hashes[three])) {
                        larger.push(vec![self.figures[one], self.figures[two], self.figures[three]]);
                    }
                }
            }
        }
        found.append(&mut larger);
        found
    }

    /// The figures that look like the sum of these.
    fn totals(&self, parts: &[usize]) -> Vec<usize> {
        let hash =
            |part: &usize| self.figures.iter().position(|own| own == part).map_or(0, |at| self.hashes[at]);
        let sum = parts.iter().fold(0_u64, |sum, part| sum.wrapping_add(hash(part)));
        let totals = self.by_hash.get(&sum).into_iter().flatten();
        totals.copied().filter(|total| !parts.contains(total)).collect()
    }
}

/// An odd number that looks random (splitmix64).
fn weight(state: usize) -> u64 {
    let mut mixed = (state as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) | 1
}

/// What the parts add up to in a state.
fn sum(grid: &Grid<'_>, parts: &[usize], state: usize) -> Option<u64> {
    parts.iter().try_fold(0_u64, |sum, &part| Some(sum.saturating_add(grid.addend(state, part)?)))
}

/// The states where the parts do not add up: none, or one that may be wrong. `None` if they add up in others
/// only by chance.
fn exceptions(grid: &Grid<'_>, total: usize, parts: &[usize]) -> Option<Vec<usize>> {
    let states = 0..grid.states.len();
    let is_odd = |state: &usize| sum(grid, parts, *state) != grid.addend(*state, total);
    let odd: Vec<usize> = states.clone().filter(is_odd).take(2).collect();
    let [one] = odd[..] else { return odd.is_empty().then_some(odd) };
    let filled = |part: usize| {
        states.clone().filter(|state| *state != one && grid.addend(*state, part) > Some(0)).count()
    };
    // What is missing may be a part that the other states do not have.
    let rest = grid.addend(one, total)?.checked_sub(sum(grid, parts, one)?);
    let is_part = (0..grid.figures.len()).any(|figure| rest.is_some() && grid.addend(one, figure) == rest);
    (parts.iter().all(|&part| filled(part) >= ALL_BUT_ONE) && !is_part).then_some(odd)
}

/// Decimal digits of the totals: so many had to agree.
fn evidence(grid: &Grid<'_>, total: usize, odd: &[usize]) -> f64 {
    let states = (0..grid.states.len()).filter(|state| !odd.contains(state));
    let counts = states.filter_map(|state| grid.addend(state, total));
    counts.map(|count| (count.max(1) as f64).log10()).sum()
}

/// Whether the declared sums say so already, sums of sums taken apart.
fn is_declared(grid: &Grid<'_>, total: usize, parts: &[usize]) -> bool {
    let leaves = |figure: usize| {
        let mut leaves = Vec::new();
        take_apart(grid, figure, 0, &mut leaves);
        leaves.sort_unstable();
        leaves
    };
    let mut of_parts: Vec<usize> = parts.iter().flat_map(|&part| leaves(part)).collect();
    of_parts.sort_unstable();
    leaves(total) == of_parts
}

fn take_apart(grid: &Grid<'_>, figure: usize, depth: usize, leaves: &mut Vec<usize>) {
    let own = &grid.figures[figure].sum_of;
    // No dictionary nests sums so deeply, unless they run in a circle.
    if own.is_empty() || depth > 8 || leaves.len() > 64 {
        leaves.push(figure);
        return;
    }
    for part in own {
        if let Some(part) = grid.figures.iter().position(|spec| spec.key.value == part.value) {
            take_apart(grid, part, depth + 1, leaves);
        }
    }
}

fn propose(grid: &Grid<'_>, total: usize, parts: &[usize], odd: Option<usize>, sink: &mut Sink) {
    let spec = grid.figures[total];
    let keys: Vec<&str> = parts.iter().map(|&part| grid.figures[part].key.value.as_str()).collect();
    let (added, key) = (keys.join(" + "), &spec.key.value);
    let listed: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    let rule = format!("`sum_of = [{}]` to `[figures.{key}]`", listed.join(", "));
    let entry = odd.and_then(|state| Some((state, grid.entry(state, total)?)));
    let mut fault = match entry {
        Some((state, entry)) => {
            let numbers: Vec<String> =
                parts.iter().filter_map(|&part| Some(grouped(grid.addend(state, part)?, ','))).collect();
            let (name, value, numbers) = (grid.name(state), entry.value.value, numbers.join(" + "));
            let message = format!("{added} = {key} in every state but {name}: {numbers} is not {value}");
            let help = format!(
                "correct the figure that is wrong, and add {rule}; if it is right, allow this with the reason"
            );
            Diagnostic::warning(Code::UndeclaredSum, entry.value.span, message).help(help)
        }
        None => {
            let message = format!("{added} = {key} in every state, but no rule says so");
            let help =
                format!("add {rule}, so that a slip is found; if it is chance, allow this with the reason");
            Diagnostic::warning(Code::UndeclaredSum, spec.key.span, message).help(help)
        }
    };
    for &part in parts {
        fault = fault.related(grid.figures[part].key.span, "a part");
    }
    sink.report(fault);
}
