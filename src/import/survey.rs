//! The tables of a file, cell by cell: what each says of which figure of which place.
//!
//! In: chosen tables. Out: [`Survey`]: the values that are certain, questions about the others, and what is set aside.

use super::Context;
use super::cells::{PlacedCell, legend};
use super::choose::{ChosenTable, years};
use super::columns::MappedColumn;
use super::grid::{CellArea, CellAt, Content, SheetGrid};
use super::layout::{RowKind, SheetTable};
use super::ledger::{CellFate, CellLedger};
use super::places::NATIONAL;
use super::questions::{ImportDoubt, Questions};
use super::report::{AnswerPlace, ImportedColumn, SetAside};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Value;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is said of a row or column that nobody sees in the file.
pub(super) const HIDDEN: &str = "; it is hidden in the file";

/// Letters of a title or heading that a message names.
const LONGEST_TITLE: usize = 60;

/// A value that is certain, and where it stands.
pub(super) struct FoundValue {
    pub(super) place: usize,
    pub(super) figure: usize,
    pub(super) value: Value,
    pub(super) told: Option<String>,
    pub(super) note: Option<String>,
    pub(super) sheet: usize,
    pub(super) at: CellAt,
    pub(super) address: String,
    /// The row it stands in, as messages name it.
    pub(super) row: String,
}

/// Everything found in the tables.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) values: Vec<FoundValue>,
    pub(super) questions: Questions,
    /// What may be answered, though nothing waits for it.
    pub(super) proposals: Questions,
    pub(super) aside: Vec<SetAside>,
    pub(super) columns: Vec<ImportedColumn>,
    pub(super) remarks: Vec<String>,
    pub(super) ledger: CellLedger,
    /// Answers that cannot be followed.
    pub(super) faults: Vec<Diagnostic>,
    /// Figures that have a column.
    pub(super) filled: BTreeSet<usize>,
    /// Figures whose column is left out, as import.toml says.
    pub(super) left: BTreeSet<usize>,
    /// Years that names of sheets, titles and headings say, each with where.
    pub(super) years: BTreeMap<i32, String>,
    /// Rows whose place an answer says, and where it stands.
    pub(super) answered: BTreeMap<(usize, String), Span>,
    /// Places with a row, and their order in the file.
    pub(super) places: HashMap<usize, usize>,
}

/// A title as messages name it.
fn short(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    match text.chars().count() > LONGEST_TITLE {
        true => format!("{}…", text.chars().take(LONGEST_TITLE).collect::<String>()),
        false => text,
    }
}

impl Survey {
    /// Adds a table; `sheets` are all sheets as the file has them.
    pub(super) fn add(&mut self, chosen: &ChosenTable, sheets: &[SheetGrid], context: &Context<'_>) {
        let (sheet, table) = (chosen.sheet, &chosen.table);
        self.titles(sheet, table, context);
        let legend = legend(table);
        let mapped = self.columns(sheet, table, context);
        for row in &table.rows {
            let at = |column: u32| table.grid.original((row.row, column));
            let own = [table.names, table.codes, table.numbers].into_iter().flatten();
            for column in own.chain(table.again.iter().copied()) {
                self.ledger.set(sheet, at(column), CellFate::Words);
            }
            let filled: Vec<u32> = table.fields.iter().map(|field| field.column).collect();
            match &row.what {
                RowKind::Place(place) => {
                    let sound = self.agrees(sheet, table, row.row, *place, context)
                        && self.is_one_row(sheet, table, row.row, context);
                    let name = table.grid.text((row.row, table.names.unwrap_or(0)));
                    if let Some(own) = context.answers.place_at(&name) {
                        self.answered.insert((sheet, table.grid.row_name(row.row)), own.span);
                    }
                    let order = self.places.len();
                    self.places.entry(*place).or_insert(order);
                    for column in &mapped {
                        let cell = PlacedCell { sheet, place: *place, row: row.row, sound };
                        self.cell(table, &sheets[sheet], &cell, column, &legend, context);
                    }
                }
                RowKind::Unknown(name) => {
                    filled.iter().for_each(|column| self.ledger.set(sheet, at(*column), CellFate::Asked));
                    self.unknown(table, row.row, name, context);
                }
                what @ (RowKind::Total | RowKind::Region | RowKind::Note) => {
                    let (fate, why) = match what {
                        RowKind::Total => {
                            self.propose_nation(table, row.row, &mapped, context);
                            (CellFate::SetAside, "a total: used as a check")
                        }
                        RowKind::Region => {
                            (CellFate::SetAside, "a region, an average or a part of the total")
                        }
                        _ if context.place_answer(&table.grid.text((row.row, table.names.unwrap_or(0))))
                            == Some(None) =>
                        {
                            (CellFate::SetAside, "left out, as import.toml says")
                        }
                        _ => (CellFate::Words, "words between the rows"),
                    };
                    filled.iter().filter(|column| table.grid.get((row.row, **column)).is_some()).for_each(
                        |column| {
                            self.ledger.set(sheet, at(*column), fate);
                        },
                    );
                    let text =
                        table.grid.row(row.row).map(|(_, cell)| cell.text()).next().unwrap_or_default();
                    let hidden = if table.grid.hidden_rows.contains(&row.row) { HIDDEN } else { "" };
                    self.put_aside(
                        table.grid.row_name(row.row),
                        &table.grid,
                        text,
                        &format!("{why}{hidden}"),
                    );
                }
            }
        }
        super::marks::tell(self, table, context);
        super::comments::tell(self, table, &mapped, context);
        super::totals::check(self, sheet, table, &mapped, &sheets[sheet], context);
    }

    /// A total may be the figures of the nation, if the set has any beside those of the states.
    fn propose_nation(
        &mut self,
        table: &SheetTable,
        row: u32,
        mapped: &[MappedColumn],
        context: &Context<'_>,
    ) {
        let (Some(names), true) =
            (table.names, mapped.iter().any(|column| context.figures[column.figure].national.is_some()))
        else {
            return;
        };
        let name = table.grid.text((row, names));
        let doubt = ImportDoubt {
            order: 4,
            kind: "place",
            topic: name.clone(),
            what: format!("“{name}” may be the national figures"),
            help: "used as a check; write \"national\" to take it into national.toml".to_owned(),
            place: Some(AnswerPlace::Line { table: "places", figure: None, key: name }),
            choices: vec![super::toml_text(NATIONAL)],
        };
        self.proposals.ask(doubt, Some(context.address(&table.grid, (row, names))));
    }

    pub(super) fn put_aside(&mut self, what: String, grid: &SheetGrid, text: String, why: &str) {
        let what = if grid.name.is_empty() { what } else { format!("sheet “{}”, {what}", grid.name) };
        self.aside.push(SetAside { what, text, why: why.to_owned() });
    }

    /// Titles above and notes below: told, and asked where they name another year.
    fn titles(&mut self, sheet: usize, table: &SheetTable, context: &Context<'_>) {
        let start = table.headings.map_or(0, |(from, _)| from);
        let mut said = years(&table.grid.name);
        self.name_years(&said, || format!("the name of the sheet “{}”", table.grid.name));
        for field in &table.fields {
            let heading = field.heading();
            self.name_years(&years(&heading), || format!("the heading “{}”", short(&heading)));
        }
        let mut at_title = None;
        let fields: BTreeSet<u32> = table.fields.iter().map(|field| field.column).collect();
        let rows: BTreeSet<u32> = table.rows.iter().map(|row| row.row).collect();
        for (at, cell) in &table.grid.cells {
            let is_row = (start..table.end).contains(&at.0) || rows.contains(&at.0);
            let inside = is_row && fields.contains(&at.1);
            let own = ([table.names, table.codes, table.numbers].contains(&Some(at.1))
                || table.again.contains(&at.1))
                && is_row;
            let heading = table.headings.is_some_and(|(from, to)| (from..=to).contains(&at.0));
            // In a list, titles stand above the headings, which are then the columns of a turned table.
            let above = at.0 < start
                || table.names.is_none() && table.fields.first().is_some_and(|first| at.1 < first.column);
            if heading || own {
                self.ledger.set(sheet, table.grid.original(*at), CellFate::Words);
            } else if !inside && matches!(cell.content, Content::Text(_)) {
                self.ledger.set(sheet, table.grid.original(*at), CellFate::Words);
                if above {
                    let (text, named) = (cell.text(), years(&cell.text()));
                    self.name_years(&named, || format!("the title “{}”", short(&text)));
                    if named.len() > 1 {
                        self.several_years(&named, &text, context.address(&table.grid, *at), context);
                    }
                    at_title = at_title.or_else(|| (!named.is_empty()).then_some((text, *at)));
                    said.extend(named);
                }
            }
        }
        if !said.is_empty() && !said.contains(&context.year) && !context.answers.file.other_year {
            let told = at_title.as_ref().map_or_else(|| table.grid.name.clone(), |(text, _)| text.clone());
            let doubt = ImportDoubt {
                order: 0,
                kind: "year",
                topic: String::new(),
                what: format!("“{told}” names another year than {}, the year of the set", context.year),
                help: format!(
                    "take the file of the right year; if these are figures of {} all the same, write true",
                    context.year
                ),
                place: Some(AnswerPlace::Line { table: "file", figure: None, key: "other_year".to_owned() }),
                choices: vec!["true".to_owned()],
            };
            let cell = at_title.map(|(_, at)| context.address(&table.grid, at));
            self.questions.ask(doubt, cell);
        }
    }

    fn name_years(&mut self, named: &BTreeSet<i32>, wherever: impl Fn() -> String) {
        named.iter().for_each(|year| _ = self.years.entry(*year).or_insert_with(&wherever));
    }

    /// Tells that a title is about several years: nobody but a person knows which column is of which.
    fn several_years(&mut self, named: &BTreeSet<i32>, text: &str, address: String, context: &Context<'_>) {
        let named: Vec<String> = named.iter().map(i32::to_string).collect();
        self.remarks.push(format!(
            "{address}: “{}” names the years {}; the figures are taken as those of {}",
            short(text),
            named.join(", "),
            context.year
        ));
    }

    /// Whether name, code and number of a row are those of one place.
    fn agrees(
        &mut self,
        sheet: usize,
        table: &SheetTable,
        row: u32,
        place: usize,
        context: &Context<'_>,
    ) -> bool {
        let mut sound = true;
        let places = &context.places;
        let own = [(table.codes, true), (table.numbers, false)];
        let again = table.again.iter().map(|column| (Some(*column), true));
        for (column, is_code) in own.into_iter().chain(again) {
            let Some(column) = column else { continue };
            let text = table.grid.text((row, column));
            let said = || match is_code {
                true => places.coded(&text).or_else(|| places.named(&text)),
                false => places.numbered(&text).or_else(|| places.coded(&text)),
            };
            if text.is_empty() || said() == Some(place) || context.places.may_be_nation(place, &text) {
                continue;
            }
            // A county lies in a state, and its number may be another than its code.
            if places.is_own(place) && said().is_none_or(|said| !places.is_own(said)) {
                continue;
            }
            let name = table.names.map(|names| table.grid.text((row, names))).unwrap_or_default();
            let cells = [table.names.unwrap_or(column), column]
                .map(|column| context.address(&table.grid, (row, column)));
            sound = false;
            // Then it is the answer that is wrong.
            if let Some(answer) = context.answers.place_at(&name) {
                let of = &places.all[place].name;
                let what = format!("“{name}” is not {of}: {} says “{text}”", cells[1]);
                let help = match said() {
                    Some(said) => {
                        format!("write {}, or \"leave out\"", super::toml_text(&places.all[said].name))
                    }
                    None => "write the name of the place that this row is about, or \"leave out\"".to_owned(),
                };
                self.faults.push(Diagnostic::error(Code::BadValue, answer.span, what).help(help));
                continue;
            }
            let what = format!("“{name}” and “{text}” are not one place");
            let (topic, help) = match table.again.contains(&column) {
                true => (
                    format!("place {}", table.grid.address((0, column))),
                    "two tables stand side by side: put each on a sheet of its own; nothing of these rows is read",
                ),
                false => (format!("place {}", cells[1]), "correct the file: nothing of this row is read"),
            };
            self.conflict(topic, what, help, cells.to_vec());
            let filled = table.fields.iter().filter(|field| table.grid.get((row, field.column)).is_some());
            for field in filled {
                self.ledger.set(sheet, table.grid.original((row, field.column)), CellFate::Asked);
            }
        }
        sound
    }

    /// Whether the name of a row is its own, and not merged with rows below that have figures, too.
    fn is_one_row(&mut self, sheet: usize, table: &SheetTable, row: u32, context: &Context<'_>) -> bool {
        let area = table.names.and_then(|names| table.grid.merge((row, names)));
        let is_field = |column: u32| table.fields.iter().any(|field| field.column == column);
        let is_torn = |area: &CellArea| {
            let mut below = table.grid.cells.range((row + 1, 0)..=(area.to.0.max(row), u32::MAX));
            area.from.0 == row && area.to.0 > row && below.any(|(at, _)| is_field(at.1))
        };
        let Some(area) = area.filter(is_torn) else { return true };
        let (from, to) = (context.address(&table.grid, area.from), context.address(&table.grid, area.to));
        let what = format!("one name stands over several rows: {from} to {to} are merged");
        let help =
            "undo the merge in the file, and say of each row whose it is: nothing of these rows is read";
        self.conflict(format!("merge {from}"), what, help, vec![from]);
        let filled = table.fields.iter().filter(|field| table.grid.get((row, field.column)).is_some());
        for field in filled {
            self.ledger.set(sheet, table.grid.original((row, field.column)), CellFate::Asked);
        }
        false
    }

    /// What no answer can settle: the file is wrong.
    pub(super) fn conflict(&mut self, topic: String, what: String, help: &str, cells: Vec<String>) {
        for cell in cells {
            let doubt = ImportDoubt {
                order: 8,
                kind: "conflict",
                topic: topic.clone(),
                what: what.clone(),
                help: help.to_owned(),
                place: None,
                choices: Vec::new(),
            };
            self.questions.ask(doubt, Some(cell));
        }
    }

    /// A row with figures whose name is no place.
    fn unknown(&mut self, table: &SheetTable, row: u32, name: &str, context: &Context<'_>) {
        let cell = context.address(&table.grid, (row, table.names.unwrap_or(0)));
        let hidden = if table.grid.hidden_rows.contains(&row) { HIDDEN } else { "" };
        if name.is_empty() {
            let what = format!("{} has figures, and no place{hidden}", table.grid.row_name(row));
            return self.conflict(
                format!("row {cell}"),
                what,
                "write the name of the place into the file",
                vec![cell],
            );
        }
        let near = context.places.near(name).map(|place| super::toml_text(&place.name));
        let help = match &near {
            Some(near) => format!("say which it is: {near}, or \"leave out\""),
            None => "say which it is: its name or postal code, \"leave out\", or \"new\" for a place of your own, \
                     which gets a file in `states`"
                .to_owned(),
        };
        let doubt = ImportDoubt {
            order: 4,
            kind: "place",
            topic: name.to_owned(),
            what: format!("“{name}” is not a place the program knows{hidden}"),
            help,
            place: Some(AnswerPlace::Line { table: "places", figure: None, key: name.to_owned() }),
            choices: vec![near.unwrap_or_else(|| "\"leave out\"".to_owned())],
        };
        self.questions.ask(doubt, Some(cell));
    }
}
