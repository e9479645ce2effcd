//! Where the pages of a document end that takes several.
//!
//! In: strips, each a piece of height that is not divided, and what a page's end before it costs. Out: the
//! strips of each page: on as few pages as it takes, the white spread over them.

use crate::units::Pt;
use std::ops::Range;

/// A line, a row, or more that stays together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip {
    pub height: Pt,
    /// White above it, if something stands there.
    pub gap: Pt,
    /// What stands above it again where it begins a page: the headings of its table.
    pub again: Pt,
    /// What it costs to begin a page with it; `None` if none may.
    pub cost: Option<Pt>,
}

impl Strip {
    /// One that stays with what is above it.
    pub fn bound(height: Pt, gap: Pt) -> Self {
        Self { height, gap, again: Pt::ZERO, cost: None }
    }
}

/// A way to the end of a page.
#[derive(Clone, Copy)]
struct Way {
    pages: usize,
    /// White at the foot of the pages and what their ends cost, in squares of a point.
    cost: i128,
    /// Where the last page begins.
    start: usize,
}

/// The strips of each page, of which each has room for a height. One that has none stands alone on its page.
pub fn paginate(strips: &[Strip], room: Pt) -> Vec<Range<usize>> {
    let mut ways: Vec<Option<Way>> = vec![None; strips.len() + 1];
    ways[0] = Some(Way { pages: 0, cost: 0, start: 0 });
    for start in 0..strips.len() {
        let Some(way) = ways[start] else { continue };
        let (mut height, mut divisible) = (strips[start].again, false);
        for end in start + 1..=strips.len() {
            let Strip { height: own, gap, .. } = strips[end - 1];
            height += if end - 1 == start { own } else { gap + own };
            divisible |= end - 1 > start && may_end(strips, end - 1);
            if height > room && divisible {
                break;
            }
            if !may_end(strips, end) {
                continue;
            }
            let ends = strips.get(end).and_then(|next| next.cost).unwrap_or_default();
            let cost = way.cost + square(room - height) + square(ends);
            let found = Way { pages: way.pages + 1, cost, start };
            let better = |known: Way| (found.pages, found.cost) <= (known.pages, known.cost);
            if ways[end].is_none_or(better) {
                ways[end] = Some(found);
            }
        }
    }
    let mut pages = Vec::new();
    let mut end = strips.len();
    while let Some(Way { start, .. }) = ways[end].filter(|_| end > 0) {
        pages.push(start..end);
        end = start;
    }
    pages.reverse();
    pages
}

/// Whether a page may end before a strip.
fn may_end(strips: &[Strip], at: usize) -> bool {
    strips.get(at).is_none_or(|next| next.cost.is_some())
}

fn square(length: Pt) -> i128 {
    i128::from(length.0) * i128::from(length.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: Strip = Strip { height: Pt::new(10), gap: Pt::new(2), again: Pt::ZERO, cost: Some(Pt::ZERO) };

    fn ends(strips: &[Strip], room: i64) -> Vec<usize> {
        paginate(strips, Pt::new(room)).into_iter().map(|page| page.end).collect()
    }

    #[test]
    fn few_pages_are_evenly_filled() {
        assert_eq!(ends(&[LINE; 4], 46), [4]);
        // Three lines fit a page, and five are no four and one.
        assert_eq!(ends(&[LINE; 5], 46), [3, 5]);
        assert_eq!(ends(&[], 46), [0_usize; 0]);
    }

    #[test]
    fn no_page_ends_before_what_stays_with_the_strip_above() {
        let mut strips = [LINE; 5];
        strips[3].cost = None;
        assert_eq!(ends(&strips, 34), [2, 5]);
        // More than a page that stays together is not lost.
        let bound = [Strip::bound(Pt::new(10), Pt::ZERO); 9];
        assert_eq!(ends(&bound, 34), [9]);
    }

    #[test]
    fn rows_keep_room_for_their_headings() {
        assert_eq!(ends(&[LINE; 8], 46).len(), 2);
        let row = Strip { again: Pt::new(12), ..LINE };
        assert_eq!(ends(&[[LINE].as_slice(), &[row; 7]].concat(), 46).len(), 3);
    }

    proptest! {
        #[test]
        fn every_strip_stands_once_and_each_page_has_room(
            sizes in prop::collection::vec((1..60_i64, 0..20_i64, 0..3_u8), 1..80), room in 60..300_i64,
        ) {
            let strip = |(height, gap, kind)| Strip {
                height: Pt::new(height),
                gap: Pt::new(gap),
                again: Pt::ZERO,
                cost: (kind > 0).then(|| Pt::new(i64::from(kind) * 10)),
            };
            let strips: Vec<Strip> = sizes.into_iter().map(strip).collect();
            let pages = paginate(&strips, Pt::new(room));
            prop_assert!(pages.iter().flat_map(Clone::clone).eq(0..strips.len()));
            for page in pages {
                let own = &strips[page.clone()];
                let height = own.iter().skip(1).fold(own[0].height, |sum, strip| sum + strip.gap + strip.height);
                let divisible = own.iter().skip(1).any(|strip| strip.cost.is_some());
                prop_assert!(height <= Pt::new(room) || !divisible);
                prop_assert!(page.start == 0 || own[0].cost.is_some());
            }
        }
    }
}
