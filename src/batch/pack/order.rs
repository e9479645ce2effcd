//! The pages of a pack in their order. In: its sheets and stacks; out: an [`Order`], in which the index says where each
//! sheet begins.

use super::extra::{Extra, ExtraPages};
use super::{PackOptions, PackedSheet};
use crate::batch::outcome::StateName;
use crate::batch::plan::Plan;
use crate::batch::worker::{Ready, Wanted};
use crate::diagnostic::Sink;
use crate::lang::{Language, PackWords, language_code, pack_words};
use crate::layout::Refusal;
use crate::pack::{Divider, IndexLine, PackedPage, PageOf, Stack, Turn, divider, index, leaves, turns};
use std::collections::BTreeMap;
use std::ops::Range;

/// An index on more pages is no help.
const MOST_COVERS: usize = 20;

/// What is packed.
pub(super) struct Contents<'p> {
    pub(super) sheets: &'p [Ready<'p>],
    pub(super) stacks: &'p [Stack],
    pub(super) options: &'p PackOptions,
    pub(super) words: &'static PackWords,
    pub(super) extra: ExtraPages<'p>,
    pub(super) two_sided: bool,
}

/// All pages in their order.
pub(super) struct Order {
    /// Each with how many pages it has.
    pub(super) turns: Vec<(Turn, usize)>,
    pub(super) leaves: Vec<PackedPage>,
    pub(super) covers: Vec<Extra>,
    /// Of those in `turns`, in their order.
    pub(super) dividers: Vec<Extra>,
}

impl Order {
    /// Each turn with its pages.
    pub(super) fn places(&self) -> impl Iterator<Item = (Turn, Range<usize>)> {
        let mut first = vec![0; self.turns.len()];
        for (page, leaf) in self.leaves.iter().enumerate().rev() {
            if let PageOf::Turn(turn) = leaf.of {
                first[turn] = page;
            }
        }
        self.turns.iter().zip(first).map(|(&(turn, pages), first)| (turn, first..first + pages))
    }

    /// Each sheet with the page on which it is first.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (usize, usize)> {
        self.places().filter_map(|(turn, pages)| match turn {
            Turn::Sheet { sheet, copy: 1, .. } => Some((sheet, pages.start)),
            _ => None,
        })
    }
}

impl<'p> Contents<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        sheets: &'p [Ready<'p>],
        stacks: &'p [Stack],
        options: &'p PackOptions,
    ) -> Self {
        let words = pack_words(plan.composers[0].language());
        let title = options.title.clone().unwrap_or_else(|| words.handouts.to_owned());
        let two_sided = stacks.iter().any(|stack| stack.back.is_some());
        Self { sheets, stacks, options, words, extra: ExtraPages::new(plan, title), two_sided }
    }

    /// The pages in their order; the index on as many as it takes.
    pub(super) fn order(&self, sink: &mut Sink) -> Result<Order, Refusal> {
        let PackOptions { collated, dividers, cover, .. } = *self.options;
        let turns = turns(self.stacks, collated, dividers);
        let dividers = turns.iter().filter_map(|turn| match turn {
            Turn::Divider(of) => Some(self.divider(*of, sink)),
            Turn::Cover(_) | Turn::Sheet { .. } => None,
        });
        let dividers = dividers.collect::<Result<Vec<_>, _>>()?;
        let mut order = Order { turns: Vec::new(), leaves: Vec::new(), covers: Vec::new(), dividers };
        if !cover {
            self.place(&mut order, &turns, &[]);
            return Ok(order);
        }
        for parts in 1.. {
            let mut found = Sink::default();
            match self.covered(&mut order, &turns, parts, &mut found) {
                Err(_) if parts < MOST_COVERS.min(self.sheets.len()) => {}
                set => {
                    sink.absorb(found);
                    set?;
                    break;
                }
            }
        }
        Ok(order)
    }

    /// Puts the pages into their order, with the index in so many parts.
    fn covered(
        &self,
        order: &mut Order,
        turns: &[Turn],
        parts: usize,
        sink: &mut Sink,
    ) -> Result<(), Refusal> {
        // In large print a part takes as many pages as it needs, and all others move.
        let mut taken = vec![1; parts];
        loop {
            self.place(order, turns, &taken);
            let lines: Vec<IndexLine> = order.firsts().map(|first| self.line(first)).collect();
            let each = lines.len().div_ceil(parts).max(1);
            let cover = |lines: &[IndexLine]| {
                self.extra.set(index(self.extra.front(None, None), self.words, lines), sink)
            };
            order.covers = lines.chunks(each).map(cover).collect::<Result<_, _>>()?;
            let pages: Vec<usize> = order.covers.iter().map(|cover| cover.pages.len()).collect();
            if pages == taken {
                return Ok(());
            }
            // Never fewer, so that it ends.
            let least = taken.into_iter().chain(std::iter::repeat(1));
            taken = pages.into_iter().zip(least).map(|(pages, least)| pages.max(least)).collect();
        }
    }

    fn line(&self, (sheet, page): (usize, usize)) -> IndexLine {
        let sheet = &self.sheets[sheet];
        let language = sheet.wanted.composer.language();
        let other = Some(language).filter(|language| *language != self.extra.meta.language);
        IndexLine {
            words: self.name(sheet),
            language: other.and_then(|tag| language_code(tag.split('-').next()?).ok()),
            page_word: pack_words(language).page,
            page: page + 1,
        }
    }

    /// Puts the pages into their order, behind covers of so many pages.
    fn place(&self, order: &mut Order, turns: &[Turn], covers: &[usize]) {
        let called: Vec<String> = self.sheets.iter().map(|sheet| self.code(sheet)).collect();
        let mut dividers = order.dividers.iter().map(|divider| divider.pages.len());
        let with_pages = |&turn: &Turn| {
            let pages = match turn {
                Turn::Cover(part) => covers[part],
                Turn::Divider(_) => dividers.next().unwrap_or(0),
                Turn::Sheet { sheet, .. } => self.sheets[sheet].pages.len(),
            };
            (turn, pages)
        };
        let covers: Vec<Turn> = (0..covers.len()).map(Turn::Cover).collect();
        order.turns = covers.iter().chain(turns).map(with_pages).collect();
        let front = |stack: usize| self.stacks[stack].front;
        order.leaves = leaves(&order.turns, &called, front, self.two_sided, self.words);
    }

    /// A sheet between others.
    fn divider(&self, of: Divider, sink: &mut Sink) -> Result<Extra, Refusal> {
        let number = |count: usize| {
            let language = Language::from_tag(&self.extra.meta.language);
            language.map_or_else(|| count.to_string(), |language| language.count(count as u64))
        };
        let (title, silhouette, note) = match of {
            Divider::Stack(stack) => {
                let Stack { front, copies, .. } = self.stacks[stack];
                let sheet = &self.sheets[front];
                (self.name(sheet), sheet.document.silhouette.clone(), self.words.copies(&number(copies)))
            }
            Divider::Set(set) => {
                let sheets = self.stacks.iter().filter(|stack| stack.copies > set).count();
                let title = format!("{} {}", self.words.set, number(set + 1));
                (title, None, self.words.sheets(&number(sheets)))
            }
        };
        self.extra.set(divider(self.extra.front(Some(title), silhouette), note), sink)
    }

    /// "Kentucky", "Nueva York (español)".
    pub(super) fn name(&self, sheet: &Ready<'_>) -> String {
        let Wanted { state, composer, .. } = sheet.wanted;
        let name = state.names.get(composer.language()).name.value.as_str();
        match composer.language() == self.extra.meta.language {
            true => name.to_owned(),
            false => format!("{name} ({})", pack_words(composer.language()).own_name),
        }
    }

    /// "KY", "KY es".
    fn code(&self, sheet: &Ready<'_>) -> String {
        let Wanted { state, composer, .. } = sheet.wanted;
        let postal = &state.postal.value;
        match composer.language() == self.extra.meta.language {
            true => postal.clone(),
            false => format!("{postal} {}", composer.language()),
        }
    }

    /// What is in the pack, stack by stack.
    pub(super) fn list(&self, order: &Order) -> Vec<PackedSheet> {
        let packed = |stack: &Stack| {
            let Wanted { state, composer, .. } = self.sheets[stack.front].wanted;
            let back = stack.back.map(|back| &self.sheets[back]);
            PackedSheet {
                state: StateName::of(state),
                language: composer.language().to_owned(),
                back: back.map(|back| back.wanted.composer.language().to_owned()),
                copies: stack.copies,
                approval: self.sheets[stack.front].approval.clone(),
                back_approval: back.map(|back| back.approval.clone()),
                pages: Vec::new(),
            }
        };
        let mut list: Vec<PackedSheet> = self.stacks.iter().map(packed).collect();
        for (turn, pages) in order.places() {
            let Turn::Sheet { stack, .. } = turn else { continue };
            let own = &mut list[stack].pages;
            match own.last_mut().filter(|last| is_blank(&order.leaves[last.end..pages.start])) {
                Some(last) => last.end = pages.end,
                None => own.push(pages),
            }
        }
        list
    }
}

/// Whether nothing stands on any of these pages.
fn is_blank(leaves: &[PackedPage]) -> bool {
    leaves.iter().all(|leaf| leaf.of == PageOf::Nobody)
}

/// What the identifiers of a sheet begin with, of the label of its first page.
pub(super) fn identifier(label: &str) -> String {
    let plain = label.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    plain.chain(['-']).collect()
}

/// By sheet, the label of its first page.
pub(super) fn first_labels(order: &Order) -> BTreeMap<usize, &str> {
    let mut labels = BTreeMap::new();
    for leaf in &order.leaves {
        if let PageOf::Turn(turn) = leaf.of {
            labels.entry(turn).or_insert(leaf.label.as_str());
        }
    }
    labels
}
