//! The account of all cells: each has one fate, so that the counts add up to what the file holds.

use super::grid::{CellAt, SheetGrid};
use super::report::{BlankCounts, FigureFate, ImportCounts};
use std::collections::BTreeMap;

/// What becomes of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellFate {
    /// A heading, a name, a title or a note.
    Words,
    Figure(FigureFate),
    SetAside,
    Asked,
}

/// Fates by sheet and cell, as the file has them.
#[derive(Default)]
pub(super) struct CellLedger(BTreeMap<(usize, CellAt), CellFate>);

impl CellLedger {
    /// Says what becomes of a cell. What was said first holds, but for what was asked.
    pub(super) fn set(&mut self, sheet: usize, at: CellAt, fate: CellFate) {
        match self.0.get(&(sheet, at)) {
            Some(before) if *before != CellFate::Asked => {}
            _ => drop(self.0.insert((sheet, at), fate)),
        }
    }

    /// The cells of a sheet of which nothing was said.
    pub(super) fn untold<'l>(
        &'l self,
        sheet: usize,
        grid: &'l SheetGrid,
    ) -> impl Iterator<Item = CellAt> + 'l {
        grid.cells.keys().copied().filter(move |at| !self.0.contains_key(&(sheet, *at)))
    }

    /// Counts the cells of all sheets; one of which nothing was said is set aside.
    pub(super) fn count(&self, sheets: &[SheetGrid]) -> ImportCounts {
        let (mut counts, mut blank) = (ImportCounts::default(), BlankCounts::default());
        for (sheet, grid) in sheets.iter().enumerate() {
            for at in grid.cells.keys() {
                counts.cells += 1;
                match self.0.get(&(sheet, *at)).copied().unwrap_or(CellFate::SetAside) {
                    CellFate::Words => counts.words += 1,
                    CellFate::Figure(FigureFate::New) => counts.new += 1,
                    CellFate::Figure(FigureFate::Changed) => counts.changed += 1,
                    CellFate::Figure(FigureFate::Unchanged) => counts.unchanged += 1,
                    CellFate::SetAside => counts.set_aside += 1,
                    CellFate::Asked => counts.asked += 1,
                }
            }
        }
        for (_, fate) in self
            .0
            .iter()
            .filter(|((sheet, at), _)| sheets.get(*sheet).is_some_and(|grid| grid.get(*at).is_none()))
        {
            blank.cells += 1;
            match fate {
                CellFate::Words | CellFate::SetAside => blank.set_aside += 1,
                CellFate::Figure(FigureFate::New) => blank.new += 1,
                CellFate::Figure(FigureFate::Changed) => blank.changed += 1,
                CellFate::Figure(FigureFate::Unchanged) => blank.unchanged += 1,
                CellFate::Asked => blank.asked += 1,
            }
        }
        ImportCounts { blank, ..counts }
    }
}
