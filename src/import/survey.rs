//! The tables of a file, cell by cell: what each says of which figure of which place.
//!
//! In: chosen tables. Out: [`Survey`]: the values that are certain, questions about the others, and what is set aside.

use super::Context;
use super::answers::{HeadingAnswer, WordAnswer};
use super::cell_reading::{AskFor, CellReading, ColumnContext, read};
use super::choose::{ChosenTable, years};
use super::formula::{hides_faults, reads_elsewhere, sum};
use super::grid::{At, Content, Grid, SheetCell};
use super::headings::{ColumnUnit, Meaning, meaning, near};
use super::layout::{Field, RowKind, SheetTable};
use super::ledger::{CellFate, CellLedger};
use super::questions::{CellDoubt, Doubt, Questions};
use super::report::{AnswerPlace, ImportedColumn, SetAside};
use crate::figure::{Kind, Value};
use std::collections::BTreeMap;

/// A value that is certain, and where it stands.
pub(super) struct FoundValue {
    pub(super) place: usize,
    pub(super) figure: usize,
    pub(super) value: Value,
    pub(super) told: Option<String>,
    pub(super) note: Option<String>,
    pub(super) sheet: usize,
    pub(super) at: At,
    pub(super) address: String,
}

/// Everything found in the tables.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) values: Vec<FoundValue>,
    pub(super) questions: Questions,
    pub(super) aside: Vec<SetAside>,
    pub(super) columns: Vec<ImportedColumn>,
    pub(super) remarks: Vec<String>,
    pub(super) ledger: CellLedger,
    /// Places with a row, in the order of the file.
    pub(super) places: Vec<usize>,
}

/// A column of a figure.
pub(super) struct MappedColumn {
    pub(super) column: u32,
    pub(super) figure: usize,
    heading: String,
    context: ColumnContext,
}

/// What the file says of its own marks.
type Legend = BTreeMap<String, String>;

impl Survey {
    /// Adds a table; `sheets` are all sheets as the file has them.
    pub(super) fn add(&mut self, chosen: &ChosenTable, sheets: &[Grid], context: &Context<'_>) {
        let (sheet, table) = (chosen.sheet, &chosen.table);
        self.titles(sheet, table, context);
        let legend = legend(table);
        let mapped = self.columns(sheet, table, context);
        for row in &table.rows {
            let at = |column: u32| table.grid.original((row.row, column));
            for column in [table.names, table.codes, table.numbers].into_iter().flatten() {
                self.ledger.set(sheet, at(column), CellFate::Words);
            }
            let filled: Vec<u32> = table.fields.iter().map(|field| field.column).collect();
            match &row.what {
                RowKind::Place(place) => {
                    let sound = self.agrees(sheet, table, row.row, *place, context);
                    self.places.extend(Some(*place).filter(|place| !self.places.contains(place)));
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
                        RowKind::Total => (CellFate::SetAside, "a total: used as a check"),
                        RowKind::Region => (CellFate::SetAside, "a region, an average or a part of the total"),
                        _ if context.place_answer(&table.grid.text((row.row, table.names.unwrap_or(0)))) == Some(None) => {
                            (CellFate::SetAside, "left out, as import.toml says")
                        }
                        _ => (CellFate::Words, "words between the rows"),
                    };
                    filled.iter().filter(|column| table.grid.get((row.row, **column)).is_some()).for_each(|column| {
                        self.ledger.set(sheet, at(*column), fate);
                    });
                    let text = table.grid.row(row.row).map(|(_, cell)| cell.text()).next().unwrap_or_default();
                    self.put_aside(table.grid.row_name(row.row), &table.grid, text, why);
                }
            }
        }
        super::totals::check(self, sheet, table, &mapped, &sheets[sheet]);
    }

    pub(super) fn put_aside(&mut self, what: String, grid: &Grid, text: String, why: &str) {
        let what = if grid.name.is_empty() { what } else { format!("sheet “{}”, {what}", grid.name) };
        self.aside.push(SetAside { what, text, why: why.to_owned() });
    }

    /// Titles above and notes below: told, and asked where they name another year.
    fn titles(&mut self, sheet: usize, table: &SheetTable, context: &Context<'_>) {
        let start = table.headings.map_or(0, |(from, _)| from);
        let mut said = years(&table.grid.name);
        let mut at_title = None;
        for (at, cell) in &table.grid.cells {
            let inside = (start..table.end).contains(&at.0) && table.fields.iter().any(|field| field.column == at.1);
            let own = [table.names, table.codes, table.numbers].contains(&Some(at.1)) && (start..table.end).contains(&at.0);
            let heading = table.headings.is_some_and(|(from, to)| (from..=to).contains(&at.0));
            // In a list, titles stand above the headings, which are then the columns of a turned table.
            let above = at.0 < start || table.names.is_none() && table.fields.first().is_some_and(|first| at.1 < first.column);
            if heading || own {
                self.ledger.set(sheet, table.grid.original(*at), CellFate::Words);
            } else if !inside && matches!(cell.content, Content::Text(_)) {
                self.ledger.set(sheet, table.grid.original(*at), CellFate::Words);
                if above {
                    let named = years(&cell.text());
                    at_title = at_title.or_else(|| (!named.is_empty()).then(|| (cell.text(), *at)));
                    said.extend(named);
                }
            }
        }
        if !said.is_empty() && !said.contains(&context.year) && !context.answers.file.other_year {
            let told = at_title.as_ref().map_or_else(|| table.grid.name.clone(), |(text, _)| text.clone());
            let doubt = Doubt {
                order: 0,
                kind: "year",
                topic: String::new(),
                what: format!("“{told}” names another year than {}, the year of the set", context.year),
                help: "take the file of the right year; if these are its figures all the same, answer it".to_owned(),
                place: Some(AnswerPlace::Line { table: "file", figure: None, key: "other_year".to_owned() }),
                choices: vec!["true".to_owned()],
            };
            let cell = at_title.map(|(_, at)| context.address(&table.grid, at));
            self.questions.ask(doubt, cell);
        }
    }

    /// What each column is.
    fn columns(&mut self, sheet: usize, table: &SheetTable, context: &Context<'_>) -> Vec<MappedColumn> {
        let mut mapped = Vec::new();
        let own = [(table.names, "the name of the place"), (table.codes, "the postal code"), (table.numbers, "the federal number")];
        for (column, is) in own.into_iter().filter_map(|(column, is)| Some((column?, is))) {
            let heading = table.headings.map(|(_, row)| table.grid.text((row, column))).unwrap_or_default();
            self.column(table, column, heading, is.to_owned());
        }
        for field in &table.fields {
            let heading = field.heading();
            let cells = table.rows.iter().filter(|row| matches!(row.what, RowKind::Place(_)));
            let cells: Vec<&SheetCell> = cells.filter_map(|row| table.grid.get((row.row, field.column))).collect();
            let fate = match self.figure(field, table, context, cells.is_empty()) {
                Ok((figure, unit)) => {
                    let known = &context.figures[figure];
                    let kind = known.kind.or(matches!(unit, Some(ColumnUnit::Percent | ColumnUnit::Fraction)).then_some(Kind::Share));
                    let below_one = |cell: &&SheetCell| matches!(cell.content, Content::Number(n) if n > 0.0 && n < 1.0 && cell.format.show(n).starts_with("0."));
                    let answered = matches!(context.answers.heading(&heading), Some(HeadingAnswer::Figure { unit: Some(_), .. }));
                    let mixed = !answered && cells.iter().any(below_one);
                    let context = ColumnContext { kind, unit, mixed, decimal: context.decimal, commas_divide: context.commas_divide };
                    self.column(table, field.column, heading.clone(), known.key.clone());
                    mapped.push(MappedColumn { column: field.column, figure, heading, context });
                    continue;
                }
                Err(Some(why)) => {
                    self.column(table, field.column, heading.clone(), format!("left out: {why}"));
                    let filled = !cells.is_empty() || !heading.is_empty();
                    if filled {
                        self.put_aside(table.grid.column_name(field.column), &table.grid, heading, &why);
                    }
                    CellFate::SetAside
                }
                Err(None) => {
                    self.column(table, field.column, heading, "?".to_owned());
                    CellFate::Asked
                }
            };
            for row in table.rows.iter().filter(|row| table.grid.get((row.row, field.column)).is_some()) {
                self.ledger.set(sheet, table.grid.original((row.row, field.column)), fate);
            }
        }
        mapped
    }

    fn column(&mut self, table: &SheetTable, column: u32, heading: String, is: String) {
        let (sheet, column) = (table.grid.name.clone(), table.grid.column_name(column));
        self.columns.push(ImportedColumn { sheet, column, heading, is });
    }

    /// The figure of a column; an error with a reason if it is left out, without one if it is asked about.
    fn figure(
        &mut self,
        field: &Field,
        table: &SheetTable,
        context: &Context<'_>,
        is_empty: bool,
    ) -> Result<(usize, Option<ColumnUnit>), Option<String>> {
        let heading = field.heading();
        match context.answers.heading(&heading) {
            Some(HeadingAnswer::Figure { key, unit }) => {
                let known = context.figures.iter().position(|figure| figure.key == *key);
                let said = match meaning(&field.lines, &context.figures) {
                    Meaning::Figure(_, own) => own,
                    Meaning::Several(_) | Meaning::Unknown => None,
                };
                return known.map(|figure| (figure, unit.or(said))).ok_or(None);
            }
            Some(HeadingAnswer::LeaveOut) => return Err(Some("import.toml says so".to_owned())),
            Some(HeadingAnswer::Ask) | None => {}
        }
        if heading.is_empty() {
            return Err(Some("it has no heading".to_owned()));
        }
        let (what, choices) = match meaning(&field.lines, &context.figures) {
            Meaning::Figure(figure, unit) => return Ok((figure, unit)),
            Meaning::Unknown if is_empty => return Err(Some("it has nothing in the rows of the states".to_owned())),
            Meaning::Unknown => {
                let near = near(&heading, &context.figures).into_iter().map(|figure| figure.key.clone());
                (format!("no figure is called “{heading}”"), near.collect::<Vec<_>>())
            }
            Meaning::Several(several) => {
                let keys = several.iter().map(|figure| context.figures[*figure].key.clone());
                (format!("“{heading}” is the label of several figures"), keys.collect())
            }
        };
        let quoted: Vec<String> = choices.iter().map(|key| super::toml_text(key)).collect();
        let perhaps = if quoted.is_empty() { "the key of its figure".to_owned() } else { quoted.join(", ") };
        let doubt = Doubt {
            order: 2,
            kind: "heading",
            topic: heading.clone(),
            what,
            help: format!("say which figure it is: {perhaps}, or \"leave out\""),
            place: Some(AnswerPlace::Line { table: "headings", figure: None, key: heading }),
            choices: if quoted.is_empty() { vec!["\"leave out\"".to_owned()] } else { quoted },
        };
        let row = table.headings.map_or(0, |(_, to)| to);
        self.questions.ask(doubt, Some(context.address(&table.grid, (row, field.column))));
        Err(None)
    }

    /// Whether name, code and number of a row are those of one place.
    fn agrees(&mut self, sheet: usize, table: &SheetTable, row: u32, place: usize, context: &Context<'_>) -> bool {
        let by_code = |text: &str| context.places.coded(text);
        let by_number = |text: &str| context.places.numbered(text);
        let others: [(Option<u32>, &dyn Fn(&str) -> Option<usize>); 2] = [(table.codes, &by_code), (table.numbers, &by_number)];
        let mut sound = true;
        for (column, find) in others {
            let Some(column) = column else { continue };
            let text = table.grid.text((row, column));
            if text.is_empty() || find(&text) == Some(place) {
                continue;
            }
            let name = table.names.map(|names| table.grid.text((row, names))).unwrap_or_default();
            let cells = [table.names.unwrap_or(column), column].map(|column| context.address(&table.grid, (row, column)));
            let what = format!("“{name}” and “{text}” are not one place");
            let help = "correct the file: nothing of this row is read";
            self.conflict(format!("place {}", cells[1]), what, help, cells.to_vec());
            let filled = table.fields.iter().filter(|field| table.grid.get((row, field.column)).is_some());
            for field in filled {
                self.ledger.set(sheet, table.grid.original((row, field.column)), CellFate::Asked);
            }
            sound = false;
        }
        sound
    }

    /// What no answer can settle: the file is wrong.
    pub(super) fn conflict(&mut self, topic: String, what: String, help: &str, cells: Vec<String>) {
        for cell in cells {
            let doubt = Doubt {
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
        if name.is_empty() {
            let what = format!("{} has figures, and no place", table.grid.row_name(row));
            return self.conflict(format!("row {cell}"), what, "write the name of the place into the file", vec![cell]);
        }
        let near = context.places.near(name).map(|place| super::toml_text(&place.name));
        let perhaps = near.clone().unwrap_or_else(|| "its name or postal code".to_owned());
        let doubt = Doubt {
            order: 4,
            kind: "place",
            topic: name.to_owned(),
            what: format!("“{name}” is no place that is known"),
            help: format!("say which it is: {perhaps}, or \"leave out\"; a place of your own needs a file in `states` first"),
            place: Some(AnswerPlace::Line { table: "places", figure: None, key: name.to_owned() }),
            choices: vec![near.unwrap_or_else(|| "\"leave out\"".to_owned())],
        };
        self.questions.ask(doubt, Some(cell));
    }
}

/// A cell of a place's row.
struct PlacedCell {
    sheet: usize,
    place: usize,
    row: u32,
    /// Whether the row is about one place only.
    sound: bool,
}

impl Survey {
    fn cell(
        &mut self,
        table: &SheetTable,
        whole: &Grid,
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
        let mut keep = |value: Value, told: Option<String>, note: Option<String>| {
            let (place, figure, address) = (placed.place, column.figure, address.clone());
            self.values.push(FoundValue { place, figure, value, told, note, sheet, at: original, address });
        };
        match answer.filter(|answer| *answer != WordAnswer::Ask).or_else(word) {
            Some(WordAnswer::Is(value)) => {
                let says = if says.is_empty() { "a blank".to_owned() } else { format!("“{says}”") };
                return keep(value, Some(format!("{says}, as import.toml says")), note);
            }
            Some(WordAnswer::LeaveOut) => {
                self.ledger.set(sheet, original, CellFate::SetAside);
                let text = if says.is_empty() { "(blank)".to_owned() } else { says };
                self.aside.push(SetAside { what: address, text, why: "import.toml leaves it out".to_owned() });
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
        if table.grid.is_hidden(at) && cell.is_some() && context.answers.file.hidden != Some(true) {
            let (row, named) = (table.grid.hidden_rows.contains(&at.0), table.grid.column_name(at.1));
            let line = if row { table.grid.row_name(at.0) } else { named };
            return self.hidden(sheet, original, &line, address, context);
        }
        let reading = match cell.and_then(|cell| doubtful_formula(cell, whole)) {
            Some(what) => CellReading::Open { ask: AskFor::Cell, what, ways: Vec::new() },
            None => read(cell, &column.context),
        };
        match reading {
            CellReading::Sure { value, told } => {
                if cell.and_then(|cell| cell.formula.as_deref()).is_some_and(reads_elsewhere) {
                    self.remarks.push(format!("{address}: {says} is read from another workbook: is that the right one?"));
                }
                let (place, figure, address) = (placed.place, column.figure, address.clone());
                self.values.push(FoundValue { place, figure, value, told, note, sheet, at: original, address });
            }
            CellReading::Open { ask, what, ways } => {
                self.ledger.set(sheet, original, CellFate::Asked);
                let legend = legend.iter().find(|(mark, _)| !mark.is_empty() && says.ends_with(mark.as_str()));
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

    fn hidden(&mut self, sheet: usize, at: At, line: &str, address: String, context: &Context<'_>) {
        if context.answers.file.hidden == Some(false) {
            self.ledger.set(sheet, at, CellFate::SetAside);
            let why = format!("{line} is hidden, and import.toml leaves it out");
            self.aside.push(SetAside { what: address, text: String::new(), why });
            return;
        }
        self.ledger.set(sheet, at, CellFate::Asked);
        let doubt = Doubt {
            order: 1,
            kind: "hidden",
            topic: "hidden".to_owned(),
            what: format!("rows or columns of the table are hidden, the first of them {line}"),
            help: "say whether they are read: \"read\" or \"leave out\"".to_owned(),
            place: Some(AnswerPlace::Line { table: "file", figure: None, key: "hidden".to_owned() }),
            choices: vec!["\"read\"".to_owned()],
        };
        self.questions.ask(doubt, Some(address));
    }
}

/// Why what a formula gave cannot be relied on.
fn doubtful_formula(cell: &SheetCell, grid: &Grid) -> Option<String> {
    let formula = cell.formula.as_deref()?;
    let Content::Number(number) = cell.content else { return None };
    let shown = super::format::decimal(number);
    match sum(formula, grid) {
        Some(sum) if super::format::decimal(sum) != shown => {
            let sum = super::format::decimal(sum);
            Some(format!("is a formula whose result is out of date: it says {shown}, and its cells add up to {sum}"))
        }
        None if number == 0.0 && hides_faults(formula) => {
            Some("is a 0 out of a formula that writes 0 where it finds a fault".to_owned())
        }
        _ => None,
    }
}

/// What notes of the sheet say of marks: "* = suppressed", "[c] confidential", "† Includes 3 reports".
fn legend(table: &SheetTable) -> Legend {
    let mut found = Legend::new();
    for (at, cell) in &table.grid.cells {
        let inside = at.0 < table.end && table.headings.is_some_and(|(from, _)| at.0 >= from);
        let text = cell.text();
        let first = text.split([' ', '=', ':']).next().unwrap_or_default();
        let is_mark = !first.is_empty() && first.chars().count() < 5 && !first.chars().all(char::is_alphanumeric);
        if !inside && is_mark && text.len() > first.len() && found.len() < 50 {
            found.insert(first.to_owned(), text.chars().take(120).collect());
        }
    }
    found
}
