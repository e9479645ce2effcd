//! What each column of a table is: a figure, left out, or asked about.
//!
//! In: the headings of a table. Out: [`MappedColumn`]s, and a question for each heading that may be anything.

use super::Context;
use super::answers::HeadingAnswer;
use super::cell_reading::ColumnContext;
use super::choose::years;
use super::decimals;
use super::format::FormatKind;
use super::grid::{Content, SheetCell};
use super::headings::{ColumnUnit, HeadingWords, Meaning, meaning, near};
use super::layout::{Field, RowKind, SheetTable, heading_lines};
use super::ledger::CellFate;
use super::questions::ImportDoubt;
use super::report::{AnswerPlace, ImportedColumn};
use super::survey::{HIDDEN, Survey};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Kind;
use std::collections::BTreeSet;

/// How the question about a heading begins that is no figure's.
pub(super) const NO_FIGURE: &str = "no figure is called";

/// What a column is that is asked about.
pub(super) const ASKED: &str = "?";

/// How the reason begins for which a column is none.
pub(super) const LEFT_OUT: &str = "left out: ";

/// What is known of a column before its heading is looked at.
struct Looks<'l> {
    is_empty: bool,
    has_numbers: bool,
    /// The figures that the columns of the table have.
    taken: &'l BTreeSet<usize>,
}

/// The figure of a heading, as it is answered or called.
fn figure_of(heading: &HeadingWords, context: &Context<'_>) -> Option<usize> {
    match (context.answers.heading(heading), meaning(heading, &context.figures)) {
        (Some(HeadingAnswer::Figure { key, .. }), _) => {
            context.figures.iter().position(|figure| figure.key == *key)
        }
        (Some(HeadingAnswer::LeaveOut), _) => None,
        (_, Meaning::Figure(figure, _)) => Some(figure),
        _ => None,
    }
}

/// Whether a cell has a number, or a text of digits; a date or a yes is none.
fn has_number(cell: &SheetCell) -> bool {
    let is_date = matches!(cell.content, Content::Number(_)) && cell.format.kind == FormatKind::Date;
    cell.looks_numeric() && !is_date && !matches!(cell.content, Content::Date(_) | Content::Truth(_))
}

/// A column of a figure.
pub(super) struct MappedColumn {
    pub(super) column: u32,
    pub(super) figure: usize,
    pub(super) heading: String,
    pub(super) context: ColumnContext,
}

/// What is said of a column that nobody sees; nothing of any other.
fn hidden(table: &SheetTable, column: u32) -> &'static str {
    if table.grid.hidden_columns.contains(&column) { HIDDEN } else { "" }
}

impl Survey {
    /// What each column is.
    pub(super) fn columns(
        &mut self,
        sheet: usize,
        table: &SheetTable,
        context: &Context<'_>,
    ) -> Vec<MappedColumn> {
        let mut mapped = Vec::new();
        let own = [
            (table.names, "the name of the place"),
            (table.codes, "the postal code"),
            (table.numbers, "the federal number"),
        ];
        let again = table.again.iter().map(|column| (Some(*column), "the name of the place, again"));
        for (column, is) in own.into_iter().chain(again).filter_map(|(column, is)| Some((column?, is))) {
            let rows: Vec<u32> = table.headings.map_or_else(Vec::new, |(from, to)| (from..=to).collect());
            let heading = heading_lines(&table.grid, &rows, column).join(" / ");
            self.column(table, column, heading, format!("{is}{}", hidden(table, column)), 0);
        }
        let taken: BTreeSet<usize> =
            table.fields.iter().filter_map(|field| figure_of(&field.words, context)).collect();
        for field in &table.fields {
            let heading = field.heading();
            let cells = table.rows.iter().filter(|row| matches!(row.what, RowKind::Place(_)));
            let cells: Vec<&SheetCell> =
                cells.filter_map(|row| table.grid.get((row.row, field.column))).collect();
            let numbers = cells.iter().filter(|cell| has_number(cell)).count();
            let looks = Looks { is_empty: cells.is_empty(), has_numbers: numbers > 0, taken: &taken };
            let fate = match self.figure(field, table, context, &looks) {
                Ok((figure, unit)) => {
                    self.is_one_column(field, table, &mapped, figure, context);
                    self.filled.insert(figure);
                    let known = &context.figures[figure];
                    let kind = known.kind.or(unit.and_then(ColumnUnit::kind));
                    let decimals = match kind {
                        Some(Kind::Number | Kind::Share) => None,
                        Some(Kind::Decimal) => decimals::of(&cells, context.decimal).or(Some(1)),
                        Some(Kind::Money) | None => decimals::of(&cells, context.decimal),
                    };
                    let below_one = |cell: &&SheetCell| {
                        cell.text().parse::<f64>().is_ok_and(|number| number > 0.0 && number < 1.0)
                    };
                    let answered = matches!(
                        context.answers.heading(&field.words),
                        Some(HeadingAnswer::Figure { unit: Some(_), .. })
                    );
                    let mixed = !answered && cells.iter().any(below_one);
                    let context = ColumnContext {
                        kind,
                        unit,
                        mixed,
                        decimals,
                        decimal: context.decimal,
                        commas_divide: context.commas_divide,
                    };
                    self.column(table, field.column, heading.clone(), known.key.clone(), numbers);
                    mapped.push(MappedColumn { column: field.column, figure, heading, context });
                    continue;
                }
                Err(Some(why)) => {
                    let why = format!("{why}{}", hidden(table, field.column));
                    self.column(table, field.column, heading.clone(), format!("{LEFT_OUT}{why}"), numbers);
                    let filled = !cells.is_empty() || !heading.is_empty();
                    if filled {
                        self.put_aside(table.grid.column_name(field.column), &table.grid, heading, &why);
                    }
                    CellFate::SetAside
                }
                Err(None) => {
                    let is = format!("{ASKED}{}", hidden(table, field.column));
                    self.column(table, field.column, heading, is, numbers);
                    CellFate::Asked
                }
            };
            for row in table.rows.iter().filter(|row| table.grid.get((row.row, field.column)).is_some()) {
                self.ledger.set(sheet, table.grid.original((row.row, field.column)), fate);
            }
        }
        mapped
    }

    fn column(&mut self, table: &SheetTable, column: u32, heading: String, is: String, numbers: usize) {
        let (sheet, column) = (table.grid.name.clone(), table.grid.column_name(column));
        self.columns.push(ImportedColumn { sheet, column, heading, is, numbers });
    }

    /// Refuses an answer that gives a second column of the table to a figure.
    fn is_one_column(
        &mut self,
        field: &Field,
        table: &SheetTable,
        mapped: &[MappedColumn],
        figure: usize,
        context: &Context<'_>,
    ) {
        let Some(other) = mapped.iter().find(|other| other.figure == figure) else { return };
        let of = |column: u32| table.fields.iter().find(|field| field.column == column);
        // Two columns with one heading are told where they differ.
        if of(other.column).is_some_and(|other| other.words.answered == field.words.answered) {
            return;
        }
        let answer = |field: &Field| context.answers.heading_at(&field.words).map(|own| own.span);
        let Some(span) = answer(field).or_else(|| answer(of(other.column)?)) else { return };
        let what = format!(
            "two columns are answered with `{}`: “{}” ({}) and “{}” ({})",
            context.figures[figure].key,
            other.heading,
            table.grid.column_name(other.column),
            field.heading(),
            table.grid.column_name(field.column),
        );
        let help = "write \"new\" for a figure of its own, or \"leave out\"";
        self.faults.push(Diagnostic::error(Code::BadValue, span, what).help(help));
    }

    /// The figure of a column; an error with a reason if it is left out, without one if it is asked about.
    fn figure(
        &mut self,
        field: &Field,
        table: &SheetTable,
        context: &Context<'_>,
        looks: &Looks<'_>,
    ) -> Result<(usize, Option<ColumnUnit>), Option<String>> {
        let heading = field.heading();
        match context.answers.heading(&field.words) {
            Some(HeadingAnswer::Figure { key, unit }) => {
                let known = context.figures.iter().position(|figure| figure.key == *key);
                let said = match meaning(&field.words, &context.figures) {
                    Meaning::Figure(_, own) => own,
                    Meaning::Several(_) | Meaning::Unknown => field.words.said_unit(),
                };
                return known.map(|figure| (figure, unit.or(said))).ok_or(None);
            }
            Some(HeadingAnswer::LeaveOut) => {
                if let Meaning::Figure(known, _) = meaning(&field.words, &context.figures) {
                    self.left.insert(known);
                }
                return Err(Some("import.toml says so".to_owned()));
            }
            Some(HeadingAnswer::Ask | HeadingAnswer::New { .. }) | None => {}
        }
        if heading.is_empty() {
            return Err(Some("it has no heading".to_owned()));
        }
        // As in `states.csv`, whose further columns say of a figure or a place what is no value of its own.
        if let Some((of, _)) = heading.split_once('.')
            && (of == "state" || context.figures.iter().any(|figure| figure.key == of))
        {
            return Err(Some("`handout export` writes it beside the figures: it is none".to_owned()));
        }
        let (mut is_own, mut is_new) = (false, false);
        let (mut what, choices) = match meaning(&field.words, &context.figures) {
            Meaning::Figure(figure, unit) => return Ok((figure, unit)),
            Meaning::Unknown if looks.is_empty => {
                return Err(Some("it has nothing in the rows of the states".to_owned()));
            }
            Meaning::Unknown => {
                // The numbers of another year are not proposed for this one's.
                let named = years(&heading);
                (is_own, is_new) = (named.is_empty() || named.contains(&context.year), looks.has_numbers);
                // Nor is the figure of another column, or any for words.
                let near = near(&heading, &context.figures).into_iter().filter(|_| is_own);
                let near = near.filter(|(at, _)| looks.has_numbers && !looks.taken.contains(at));
                (
                    format!("{NO_FIGURE} “{heading}”"),
                    near.map(|(_, figure)| figure.key.clone()).collect::<Vec<_>>(),
                )
            }
            Meaning::Several(several) => {
                let keys = several.iter().map(|figure| context.figures[*figure].key.clone());
                (format!("“{heading}” is the label of several figures"), keys.collect())
            }
        };
        what += hidden(table, field.column);
        let mut quoted: Vec<String> = choices.iter().map(|key| super::toml_text(key)).collect();
        let mut ways = quoted.clone();
        if ways.is_empty() {
            ways.push("the key of its figure".to_owned());
        }
        if is_new {
            ways.push("\"new\" to describe one for it in handout.toml".to_owned());
        }
        if quoted.is_empty() {
            quoted.push(if is_new && is_own { "\"new\"" } else { "\"leave out\"" }.to_owned());
        }
        let doubt = ImportDoubt {
            order: 2,
            kind: "heading",
            topic: heading.clone(),
            what,
            help: format!("say which figure it is: {}, or \"leave out\"", ways.join(", ")),
            place: Some(AnswerPlace::Line { table: "headings", figure: None, key: heading }),
            choices: quoted,
        };
        let row = table.headings.map_or(0, |(_, to)| to);
        self.questions.ask(doubt, Some(context.address(&table.grid, (row, field.column))));
        Err(None)
    }
}
