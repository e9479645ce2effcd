//! A sheet that has the figures of one place, where neither its name nor its titles say which.
//!
//! In: the sheet. Out: a question, since such a sheet left aside would be a state's figures lost without a word.

use super::Context;
use super::grid::SheetGrid;
use super::ledger::CellFate;
use super::questions::ImportDoubt;
use super::report::AnswerPlace;
use super::survey::Survey;

impl Survey {
    /// Asks which place the sheet is about, in place of its name.
    pub(super) fn unknown_sheet(&mut self, sheet: usize, grid: &SheetGrid, context: &Context<'_>) {
        let name = &grid.name;
        let near = context.places.near(name).map(|place| super::toml_text(&place.name));
        let perhaps = near.clone().unwrap_or_else(|| "the name or postal code of the place".to_owned());
        let doubt = ImportDoubt {
            order: 4,
            kind: "place",
            topic: name.clone(),
            what: format!("the sheet “{name}” has figures, and names no place the program knows"),
            help: format!("say whose figures they are: {perhaps}, or \"leave out\""),
            place: Some(AnswerPlace::Line { table: "places", figure: None, key: name.clone() }),
            choices: vec![near.unwrap_or_else(|| "\"leave out\"".to_owned())],
        };
        self.questions.ask(doubt, Some(format!("{}:{name}", context.file)));
        grid.cells.keys().for_each(|at| self.ledger.set(sheet, *at, CellFate::Asked));
    }
}
