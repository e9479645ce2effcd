//! The pages of a file of many sheets, each with what it is called. In: its turns, and how many pages each takes.
//! Out: a [`PackedPage`] for each page, with empty ones where a sheet must begin on a front.

use super::turns::{Divider, Turn};
use crate::lang::PackWords;
use std::collections::BTreeMap;

/// A page of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedPage {
    pub of: PageOf,
    /// Which of the pages of its sheet, counted from 0.
    pub page: usize,
    /// What viewers call it: short, and no other page's.
    pub label: String,
    /// The page before that paints the same.
    pub same_as: Option<usize>,
}

/// What a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageOf {
    /// The turn of this place.
    Turn(usize),
    /// Nothing stands on it.
    Nobody,
}

/// The pages of `turns`, of which each has so many; `sheets` are what the sheets are called: "KY", "KY es". On two sides, each but
/// a back, and what the index goes on with, begins on a front.
pub fn leaves(
    turns: &[(Turn, usize)],
    sheets: &[String],
    stacks: impl Fn(usize) -> usize,
    two_sided: bool,
    words: &PackWords,
) -> Vec<PackedPage> {
    let mut leaves: Vec<PackedPage> = Vec::new();
    let mut painted: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    // How many dividers each sheet has so far.
    let mut divided: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, &(turn, pages)) in turns.iter().enumerate() {
        let goes_on = matches!(turn, Turn::Sheet { is_back: true, .. } | Turn::Cover(1..));
        if two_sided && !goes_on && leaves.len() % 2 == 1 {
            let before = leaves.last().map_or("", |leaf| leaf.label.as_str());
            let label = format!("{before} {}", words.blank);
            leaves.push(PackedPage { of: PageOf::Nobody, page: 0, label, same_as: None });
        }
        let called = match turn {
            Turn::Cover(_) => String::new(),
            Turn::Divider(Divider::Stack(stack)) => {
                let before = divided.entry(stacks(stack)).or_insert(0);
                *before += 1;
                let number = if *before > 1 { format!(" {before}") } else { String::new() };
                format!("{} {}{number}", sheets[stacks(stack)], words.divider)
            }
            Turn::Divider(Divider::Set(set)) => format!("{} {}", words.set, set + 1),
            Turn::Sheet { sheet, copy: 1, .. } => sheets[sheet].clone(),
            Turn::Sheet { sheet, copy, .. } => format!("{} {copy}", sheets[sheet]),
        };
        for page in 0..pages {
            let label = match (turn, page) {
                (Turn::Cover(_), _) => roman(leaves.len() + 1),
                (_, 0) => called.clone(),
                (_, page) => format!("{called} p. {}", page + 1),
            };
            let same_as = match turn {
                Turn::Sheet { sheet, .. } => match painted.get(&(sheet, page)) {
                    Some(&before) => Some(before),
                    None => {
                        painted.insert((sheet, page), leaves.len());
                        None
                    }
                },
                Turn::Cover(_) | Turn::Divider(_) => None,
            };
            leaves.push(PackedPage { of: PageOf::Turn(place), page, label, same_as });
        }
    }
    leaves
}

/// A small number as it stands on the first pages of books.
fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut said = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            said.push_str(sign);
            number -= value;
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::super::turns::{Stack, turns};
    use super::*;
    use crate::lang::pack_words;

    #[test]
    fn each_sheet_begins_on_a_front_and_is_called_by_its_place() {
        let stacks =
            [Stack { front: 0, back: Some(1), copies: 2 }, Stack { front: 2, back: None, copies: 1 }];
        let turns = [Turn::Cover(0)].into_iter().chain(turns(&stacks, false, true));
        let turns: Vec<_> = turns.map(|turn| (turn, 1)).collect();
        let sheets = ["KY", "KY es", "OH"].map(str::to_owned);
        let said = |two_sided| {
            let leaves = leaves(&turns, &sheets, |n| stacks[n].front, two_sided, pack_words("en"));
            leaves.into_iter().map(|leaf| leaf.label).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            said(true),
            "i, i blank, KY divider, KY divider blank, KY, KY es, KY 2, KY es 2, OH divider, OH divider blank, OH"
        );
        assert_eq!(said(false), "i, KY divider, KY, KY es, KY 2, KY es 2, OH divider, OH");
    }

    #[test]
    fn a_page_that_paints_the_same_is_known() {
        let stacks = [Stack { front: 0, back: None, copies: 2 }];
        let turns: Vec<_> = turns(&stacks, false, false).into_iter().map(|turn| (turn, 2)).collect();
        let leaves = leaves(&turns, &["KY".into()], |n| stacks[n].front, true, pack_words("en"));
        let said: Vec<_> = leaves.into_iter().map(|leaf| (leaf.label, leaf.same_as)).collect();
        let wanted = [("KY", None), ("KY p. 2", None), ("KY 2", Some(0)), ("KY 2 p. 2", Some(1))];
        assert_eq!(said, wanted.map(|(label, same)| (label.to_owned(), same)));
    }

    #[test]
    fn covers_are_counted_as_in_books() {
        assert_eq!([1, 4, 9, 14, 40].map(roman), ["i", "iv", "ix", "xiv", "xl"]);
    }
}
