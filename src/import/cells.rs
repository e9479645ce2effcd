//! What a cell of a place's row says: answered, certain, or asked about.
//!
//! In: a cell and its column. Out: a value of the survey, or a question; hidden and merged cells and formulas that are
//! out of date are never read without a word.

use super::Context;
use super::answers::WordAnswer;
use super::cell_reading::{AskFor, CellReading, read};
use super::columns::MappedColumn;
use super::formula::{hides_faults, reads_elsewhere, sum};
use super::grid::{CellAt, Content, SheetCell, SheetGrid};
use super::layout::SheetTable;
use super::ledger::CellFate;
use super::places::Home;
use super::questions::{CellDoubt, ImportDoubt};
use super::report::{AnswerPlace, SetAside};
use super::survey::{FoundValue, Survey};
use crate::figure::Value;
use std::collections::BTreeMap;

/// What the file says of its own marks.
pub(super) type Legend = BTreeMap<String, String>;

/// A cell of a place's row.
pub(super) struct PlacedCell {
    pub(super) sheet: usize,
    pub(super) place: usize,
    pub(super) row: u32,
    /// Whether the row is about one place only.
    pub(super) sound: bool,
}

impl Survey {
    pub(super) fn cell(
        &mut self,
        table: &SheetTable,
        whole: &SheetGrid,
        placed: &PlacedCell,
        column: &MappedColumn,
        legend: &Legend,
        context: &Context<'_>,
    ) {
        let (sheet, at) = (placed.sheet, (placed.row, column.column));
        let original = table.grid.original(at);
        if !placed.sound {
            self.ledger.set(sheet, original, CellFate::Asked);
            return;
        }
        let cell = table.grid.get(at);
        if context.places.all[placed.place].home == Home::National
            && context.figures[column.figure].national.is_none()
        {
            if let Some(cell) = cell {
                self.ledger.set(sheet, original, CellFate::SetAside);
                let why = "no national figure belongs to it: `compare` under the state's figure in handout.toml would name it";
                let (what, text) = (context.address(&table.grid, at), cell.text());
                self.aside.push(SetAside { what, text, why: why.to_owned() });
            }
            return;
        }
        let says = cell.map(SheetCell::text).unwrap_or_default();
        let (place, figure) = (&context.places.all[placed.place], &context.figures[column.figure]);
        let address = context.address(&table.grid, at);
        let answered = context.answers.cell(&place.postal, &figure.key, &says);
        let note = answered.and_then(|answer| answer.note.clone());
        let answer = answered.map(|answer| answer.value);
        let word = || match cell.map(|cell| &cell.content) {
            // A number has no meaning but its own.
            Some(Content::Number(_) | Content::Date(_) | Content::NoResult) => None,
            _ => context.answers.word(&figure.key, &says),
        };
        let values = &mut self.values;
        let mut keep = |value: Value, told: Option<String>, note: Option<String>| {
            let (place, figure, address) = (placed.place, column.figure, address.clone());
            let row = table.grid.row_name(placed.row);
            values.push(FoundValue { place, figure, value, told, note, sheet, at: original, address, row });
        };
        match answer.filter(|answer| *answer != WordAnswer::Ask).or_else(word) {
            Some(WordAnswer::Is(value)) => {
                let says = if says.is_empty() { "a blank".to_owned() } else { format!("“{says}”") };
                return keep(value, Some(format!("{says}, as import.toml says")), note);
            }
            Some(WordAnswer::LeaveOut) => {
                self.ledger.set(sheet, original, CellFate::SetAside);
                let text = if says.is_empty() { "(blank)".to_owned() } else { says };
                self.aside.push(SetAside {
                    what: address,
                    text,
                    why: "import.toml leaves it out".to_owned(),
                });
                return;
            }
            Some(WordAnswer::Ask) | None => {}
        }
        if let Some(area) = table.grid.merge(at) {
            let (from, to) = (context.address(&table.grid, area.from), context.address(&table.grid, area.to));
            self.ledger.set(sheet, original, CellFate::Asked);
            let what = format!("cells are merged inside the table: {from} to {to}");
            let help = "undo the merge in the file, and write each number into its own cell";
            return self.conflict(format!("merge {from}"), what, help, vec![address]);
        }
        let unseen = cell.is_some_and(|cell| cell.unseen);
        if cell.is_some() && (unseen || table.grid.is_hidden(at)) && context.answers.file.hidden != Some(true)
        {
            let line =
                |line: String| format!("rows or columns of the table are hidden, the first of them {line}");
            let what =
                match (table.grid.hidden_rows.contains(&at.0), table.grid.hidden_columns.contains(&at.1)) {
                    (true, _) => line(table.grid.row_name(at.0)),
                    (_, true) => line(table.grid.column_name(at.1)),
                    _ => "cells of the table are not seen: their letters have the color of their ground"
                        .to_owned(),
                };
            return self.hidden(sheet, original, what, address, context);
        }
        let reading = match cell.and_then(|cell| doubtful_formula(cell, whole)) {
            Some(what) => CellReading::Open { ask: AskFor::Cell, what, ways: Vec::new() },
            None => read(cell, &column.context),
        };
        match reading {
            CellReading::Sure { value, told } => {
                if cell.and_then(|cell| cell.formula.as_deref()).is_some_and(reads_elsewhere) {
                    self.remarks.push(format!(
                        "{address}: {says} is read from another workbook: is that the right one?"
                    ));
                }
                keep(value, told, note);
            }
            CellReading::Open { ask, what, ways } => {
                self.ledger.set(sheet, original, CellFate::Asked);
                let legend =
                    legend.iter().find(|(mark, _)| !mark.is_empty() && says.ends_with(mark.as_str()));
                let doubt = CellDoubt {
                    ask,
                    what,
                    ways,
                    state: &place.postal,
                    place: &place.name,
                    figure: &figure.key,
                    heading: &column.heading,
                    says: &says,
                    legend: legend.map(|(_, words)| words.as_str()),
                };
                self.questions.ask(doubt.question(), Some(address));
            }
        }
    }

    fn hidden(&mut self, sheet: usize, at: CellAt, what: String, address: String, context: &Context<'_>) {
        if context.answers.file.hidden == Some(false) {
            self.ledger.set(sheet, at, CellFate::SetAside);
            let why = "it is hidden, and import.toml leaves it out".to_owned();
            self.aside.push(SetAside { what: address, text: String::new(), why });
            return;
        }
        self.ledger.set(sheet, at, CellFate::Asked);
        let doubt = ImportDoubt {
            order: 1,
            kind: "hidden",
            topic: "hidden".to_owned(),
            what,
            help: "say whether they are read: \"read\" or \"leave out\"".to_owned(),
            place: Some(AnswerPlace::Line { table: "file", figure: None, key: "hidden".to_owned() }),
            choices: vec!["\"read\"".to_owned()],
        };
        self.questions.ask(doubt, Some(address));
    }
}

/// Why what a formula gave cannot be relied on.
fn doubtful_formula(cell: &SheetCell, grid: &SheetGrid) -> Option<String> {
    let formula = cell.formula.as_deref()?;
    let Content::Number(number) = cell.content else { return None };
    let shown = super::format::decimal(number);
    match sum(formula, grid) {
        Some(sum) if super::format::decimal(sum) != shown => {
            let sum = super::format::decimal(sum);
            Some(format!(
                "is a formula whose result is out of date: it says {shown}, and its cells add up to {sum}"
            ))
        }
        None if number == 0.0 && hides_faults(formula) => {
            Some("is a 0 out of a formula that writes 0 where it finds a fault".to_owned())
        }
        _ => None,
    }
}

/// What notes of the sheet say of marks: "* = suppressed", "[c] confidential", "† Includes 3 reports".
pub(super) fn legend(table: &SheetTable) -> Legend {
    let mut found = Legend::new();
    for (at, cell) in &table.grid.cells {
        let inside = at.0 < table.end && table.headings.is_some_and(|(from, _)| at.0 >= from);
        let text = cell.text();
        let first = text.split([' ', '=', ':']).next().unwrap_or_default();
        let is_mark =
            !first.is_empty() && first.chars().count() < 5 && !first.chars().all(char::is_alphanumeric);
        if !inside && is_mark && text.len() > first.len() && found.len() < 50 {
            found.insert(first.to_owned(), text.chars().take(120).collect());
        }
    }
    found
}
