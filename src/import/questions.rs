//! Questions, one for all cells that one answer settles.
//!
//! In: what is not certain, cell by cell. Out: [`ImportQuestion`]s, in the order a person answers them.

use super::cell_reading::AskFor;
use super::report::{AnswerPlace, ImportQuestion};
use std::collections::{BTreeMap, HashSet};

/// Questions by what they are about.
#[derive(Default)]
pub(super) struct Questions(BTreeMap<(u8, String), (ImportQuestion, HashSet<String>)>);

/// A question about one cell or line.
pub(super) struct ImportDoubt {
    /// The order of its kind.
    pub(super) order: u8,
    pub(super) kind: &'static str,
    /// The same for all cells that one answer settles.
    pub(super) topic: String,
    pub(super) what: String,
    pub(super) help: String,
    pub(super) place: Option<AnswerPlace>,
    pub(super) choices: Vec<String>,
}

impl Questions {
    pub(super) fn ask(&mut self, doubt: ImportDoubt, cell: Option<String>) {
        let ImportDoubt { order, kind, topic, what, help, place, choices } = doubt;
        let answer = place.as_ref().map(|place| line(place, &choices));
        let (question, known) = self.0.entry((order, topic)).or_insert_with(|| {
            (ImportQuestion { kind, what, help, answer, cells: Vec::new(), place }, HashSet::new())
        });
        if let Some(cell) = cell.filter(|cell| known.insert(cell.clone())) {
            question.cells.push(cell);
        }
    }

    /// Units of new figures are answered where the heading is: `{ figure = "new", unit = … }`.
    pub(super) fn name_new(&mut self, is_new: impl Fn(&str) -> bool) {
        for (question, _) in self.0.values_mut() {
            if let Some(AnswerPlace::Unit { figure, .. }) = &mut question.place
                && is_new(figure)
            {
                let named = |figure: &str| format!("figure = {}", super::toml_text(figure));
                question.answer =
                    question.answer.take().map(|line| line.replace(&named(figure), &named("new")));
                "new".clone_into(figure);
            }
        }
    }

    pub(super) fn finish(self) -> Vec<ImportQuestion> {
        self.0.into_values().map(|(question, _)| question).collect()
    }
}

/// A choice of several, as `import.toml` has it: "ask", and what may be written instead.
fn line(place: &AnswerPlace, choices: &[String]) -> String {
    let quoted = super::toml_text;
    let first = choices.first().map_or_else(|| "…".to_owned(), Clone::clone);
    match place {
        AnswerPlace::Line { table, figure, key } => {
            let table =
                figure.as_ref().map_or_else(|| (*table).to_owned(), |figure| format!("{table}.{figure}"));
            format!("[{table}] {} = {first}", quoted(key))
        }
        AnswerPlace::Unit { heading, figure } => {
            format!("[headings] {} = {{ figure = {}, unit = {first} }}", quoted(heading), quoted(figure))
        }
        AnswerPlace::Cell { state, figure, says } => format!(
            "[[cell]] state = {}, figure = {}, says = {}, value = {first}",
            quoted(state),
            quoted(figure),
            quoted(says)
        ),
    }
}

/// A question about what a cell says of a figure.
pub(super) struct CellDoubt<'d> {
    pub(super) ask: AskFor,
    pub(super) what: String,
    pub(super) ways: Vec<String>,
    pub(super) state: &'d str,
    pub(super) place: &'d str,
    pub(super) figure: &'d str,
    pub(super) heading: &'d str,
    /// The text of the cell.
    pub(super) says: &'d str,
    /// What the file itself says of the text: "= suppressed".
    pub(super) legend: Option<&'d str>,
}

impl CellDoubt<'_> {
    /// As a question.
    pub(super) fn question(self) -> ImportDoubt {
        let Self { ask, what, ways, state, place, figure, heading, says, legend } = self;
        let listed = |ways: &[String]| match ways {
            [] => "the number, or \"not reported\"".to_owned(),
            ways => ways.join(", "),
        };
        // What the file itself says is what is proposed.
        let meant =
            ways.iter().find(|way| legend.is_some_and(|legend| legend.contains(way.trim_matches('"'))));
        let meant = meant.cloned().or_else(|| proposed(says).map(str::to_owned));
        let legend = legend.map(|legend| format!("; the file says: “{legend}”")).unwrap_or_default();
        let note = match says.ends_with(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§".contains(c)) {
            true => "; a line note = \"…\" below it is kept with the figure, for colleagues, and not printed",
            false => "",
        };
        let line = |figure: Option<&str>, key: &str| AnswerPlace::Line {
            table: "words",
            figure: figure.map(str::to_owned),
            key: key.to_owned(),
        };
        match ask {
            AskFor::Word => ImportDoubt {
                order: 5,
                kind: "text",
                topic: says.to_owned(),
                what: match what.starts_with("is ") {
                    true => format!("“{says}” {what}"),
                    false => format!("“{says}” is not a number"),
                },
                help: format!("say what it means: {}, \"leave out\"{legend}", listed(&ways)),
                place: Some(line(None, says)),
                choices: meant.map_or(ways, |known| vec![known]),
            },
            AskFor::Blank => ImportDoubt {
                order: 6,
                kind: "blank",
                topic: heading.to_owned(),
                what: format!("“{heading}” ({figure}) is blank in some rows"),
                help: format!("say what a blank means here: {}, `0`, \"leave out\"", listed(&ways)),
                place: Some(line(Some(figure), "")),
                choices: ways,
            },
            AskFor::Unit => ImportDoubt {
                order: 3,
                kind: "unit",
                topic: heading.to_owned(),
                what: format!("“{heading}” ({figure}): {what}"),
                help: format!("correct the file, or say what it is counted in: {}", listed(&ways)),
                place: Some(AnswerPlace::Unit { heading: heading.to_owned(), figure: figure.to_owned() }),
                choices: ways
                    .iter()
                    .filter_map(|way| Some(format!("\"{}\"", way.split('"').nth(1)?)))
                    .take(1)
                    .collect(),
            },
            AskFor::Decimal => ImportDoubt {
                order: 1,
                kind: "decimal",
                topic: String::new(),
                what,
                help: "say which mark stands before decimals: \".\" or \",\"".to_owned(),
                place: Some(AnswerPlace::Line { table: "file", figure: None, key: "decimal".to_owned() }),
                choices: vec!["\".\"".to_owned()],
            },
            AskFor::Cell => ImportDoubt {
                order: 7,
                kind: "cell",
                topic: format!("{state} {figure} {says}"),
                what: format!("{place}, {figure}: {what}"),
                help: format!("correct the cell, or say what it is: {}{legend}{note}", listed(&ways)),
                place: Some(AnswerPlace::Cell {
                    state: state.to_owned(),
                    figure: figure.to_owned(),
                    says: says.to_owned(),
                }),
                choices: ways,
            },
        }
    }
}

/// What the shorthand of official statistics means (Government Statistical Service, 2022): only to propose.
fn proposed(text: &str) -> Option<&'static str> {
    Some(match text {
        "[c]" => "\"suppressed\"",
        "[x]" => "\"not reported\"",
        "[z]" => "\"not applicable\"",
        _ => return None,
    })
}
