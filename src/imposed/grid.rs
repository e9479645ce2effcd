//! Where pages stand on a sheet of paper: in rows and columns about its middle, so that the other side meets
//! this one however the paper is turned.

use super::paper::PaperSize;

/// So near are two lengths the same.
const NEAR: f64 = 0.01;

/// What is to be placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellsWanted {
    /// Of the finished page: width, height.
    pub(super) trim: [f64; 2],
    /// How far ink runs over it.
    pub(super) bleed: f64,
    /// What must be left around all of them, for marks.
    pub(super) margin: f64,
    /// How many: 2 or 4.
    pub(super) count: usize,
    /// The two halves of the paper face each other: columns in pairs.
    pub(super) halves: bool,
}

/// Rows and columns of equal cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PaperGrid {
    /// Of the paper as it lies: width, height.
    pub(super) paper: [f64; 2],
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// 1 for pages in their own size.
    pub(super) factor: f64,
    /// Of a page as it is printed.
    pub(super) cell: [f64; 2],
    /// Between two of them.
    pub(super) gutter: f64,
    pub(super) bleed: f64,
}

impl PaperGrid {
    /// The arrangement on this paper in which pages are largest, never larger than they are. Between pages with
    /// bleed there are two bleeds; without, one cut divides them.
    pub(super) fn on(paper: &PaperSize, wanted: &CellsWanted) -> PaperGrid {
        let [short, long] = paper.size;
        let arrangements: &[(usize, usize)] = match (wanted.count, wanted.halves) {
            (2, true) => &[(2, 1)],
            (2, false) => &[(2, 1), (1, 2)],
            _ => &[(2, 2)],
        };
        let mut best: Option<PaperGrid> = None;
        for paper in [[long, short], [short, long]] {
            for &(columns, rows) in arrangements {
                let grid = PaperGrid::arranged(paper, [columns, rows], wanted);
                if best.is_none_or(|best| grid.factor > best.factor + 1e-9) {
                    best = Some(grid);
                }
            }
        }
        best.expect("there are arrangements")
    }

    fn arranged(paper: [f64; 2], counts: [usize; 2], wanted: &CellsWanted) -> PaperGrid {
        let room = |side: usize| {
            let count = counts[side] as f64;
            let asked = count * wanted.trim[side] + (count - 1.0) * 2.0 * wanted.bleed;
            let left = paper[side] - 2.0 * wanted.margin;
            // A paper that is a hair too small is the right one, measured in other units.
            if left + NEAR >= asked { 1.0 } else { (left / asked).max(0.0) }
        };
        let factor = room(0).min(room(1));
        PaperGrid {
            paper,
            columns: counts[0],
            rows: counts[1],
            factor,
            cell: wanted.trim.map(|side| side * factor),
            gutter: 2.0 * wanted.bleed * factor,
            bleed: wanted.bleed * factor,
        }
    }

    /// Where all pages are, from the first cut to the last: left, bottom, right, top.
    pub(super) fn area(&self) -> [f64; 4] {
        let side = |side: usize, count: usize| {
            let whole = count as f64 * self.cell[side] + (count - 1) as f64 * self.gutter;
            let before = (self.paper[side] - whole) / 2.0;
            [before, before + whole]
        };
        let ([left, right], [bottom, top]) = (side(0, self.columns), side(1, self.rows));
        [left, bottom, right, top]
    }

    /// A page, counted from the top left: left, bottom, right, top.
    pub(super) fn at(&self, row: usize, column: usize) -> [f64; 4] {
        let [left, _, _, top] = self.area();
        let left = left + column as f64 * (self.cell[0] + self.gutter);
        let top = top - row as f64 * (self.cell[1] + self.gutter);
        [left, top - self.cell[1], left + self.cell[0], top]
    }

    /// Where the paper is cut: from the left, and from the bottom. A cut at the edge of the paper is none.
    pub(super) fn cuts(&self) -> [Vec<f64>; 2] {
        let mut cuts = [Vec::new(), Vec::new()];
        for (row, column) in (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (row, column)))
        {
            let [left, bottom, right, top] = self.at(row, column);
            cuts[0].extend([left, right]);
            cuts[1].extend([bottom, top]);
        }
        for (side, cuts) in cuts.iter_mut().enumerate() {
            cuts.sort_by(f64::total_cmp);
            cuts.dedup_by(|a, b| (*a - *b).abs() < NEAR);
            cuts.retain(|cut| *cut > NEAR && *cut < self.paper[side] - NEAR);
        }
        cuts
    }

    /// Whether the paper lies on its long side.
    pub(super) fn lies(&self) -> bool {
        self.paper[0] > self.paper[1]
    }
}
