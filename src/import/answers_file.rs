//! `import.toml` with new questions, and how the last file was read: what is written there stays as it is.

use super::report::{AnswerPlace, ImportQuestion};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

const HEAD: &str = "\
# What `handout import` was told about your spreadsheet. Change any line, and run it again.
# \"ask\" has no answer yet: write one in its place. \"leave out\" sets aside what it is about.
";

/// What is kept of how a file was read.
#[derive(Debug, Clone, Default)]
pub(super) struct KeptFile {
    pub(super) name: Option<String>,
    pub(super) sha256: Option<String>,
    /// Options of the command, by their keys in `[file]`.
    pub(super) options: Vec<(&'static str, String)>,
}

/// The new text of the file; `before` is empty if there is none. `None` if nothing changes.
pub(super) fn updated(before: &str, questions: &[ImportQuestion], kept: &KeptFile) -> Option<String> {
    let body = before.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let mut document: DocumentMut = body.parse().ok()?;
    let root = document.as_table_mut();
    let told = [("name", kept.name.clone()), ("sha256", kept.sha256.clone())];
    let told = told.into_iter().filter_map(|(key, text)| Some((key, text?)));
    for (key, text) in told.chain(kept.options.iter().map(|(key, text)| (*key, text.clone()))) {
        let table = table(root, "file")?;
        match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(before) if before.as_str() == Some(&text) => {}
            Some(before) => {
                let decor = before.decor().clone();
                *before = Value::from(text);
                *before.decor_mut() = decor;
            }
            None => drop(table.insert(key, Item::Value(Value::from(text)))),
        }
    }
    for question in questions {
        if let Some(place) = &question.place {
            ask(root, place, &remark(question));
        }
    }
    let mut text = document.to_string();
    if before.is_empty() {
        text = format!("{HEAD}\n{}", text.trim_start());
    }
    if before.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    (text.trim_start_matches('\u{FEFF}') != before.trim_start_matches('\u{FEFF}')).then_some(text)
}

/// The table of a name, made if need be.
fn table<'t>(root: &'t mut Table, name: &str) -> Option<&'t mut dyn TableLike> {
    root.entry(name).or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()
}

/// What a question says beside its line.
fn remark(question: &ImportQuestion) -> String {
    let first = question.cells.first().map(String::as_str).unwrap_or_default();
    let more = match question.cells.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let text = format!("{}: {}{more}", question.help, first);
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Adds a question where it is not yet there.
fn ask(root: &mut Table, place: &AnswerPlace, remark: &str) {
    let open = || {
        let mut value = Value::from("ask");
        value.decor_mut().set_suffix(format!("  # {remark}"));
        value
    };
    match place {
        AnswerPlace::Line { table: name, figure, key } => {
            let Some(own) = table(root, name) else { return };
            let own = match figure {
                None => own,
                Some(figure) => {
                    let inner = own.entry(figure).or_insert_with(|| Item::Table(Table::new()));
                    let Some(inner) = inner.as_table_like_mut() else { return };
                    inner
                }
            };
            if own.get(key).is_none() {
                own.insert(key, Item::Value(open()));
            }
        }
        AnswerPlace::Unit { heading, figure } => {
            let Some(own) = table(root, "headings") else { return };
            let has_unit = own
                .get(heading)
                .and_then(Item::as_table_like)
                .is_some_and(|table| table.get("unit").is_some());
            if !has_unit {
                let mut value = InlineTable::new();
                value.insert("figure", Value::from(figure.as_str()));
                value.insert("unit", Value::from("ask"));
                let mut value = Value::InlineTable(value);
                value.decor_mut().set_suffix(format!("  # {remark}"));
                own.insert(heading, Item::Value(value));
            }
        }
        AnswerPlace::Cell { state, figure, says } => {
            let list = root.entry("cell").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            let Some(list) = list.as_array_of_tables_mut() else { return };
            let is =
                |table: &Table, key: &str, text: &str| table.get(key).and_then(Item::as_str) == Some(text);
            if list
                .iter()
                .any(|cell| is(cell, "state", state) && is(cell, "figure", figure) && is(cell, "says", says))
            {
                return;
            }
            let mut cell = Table::new();
            for (key, text) in [("state", state), ("figure", figure), ("says", says)] {
                cell.insert(key, Item::Value(Value::from(text.as_str())));
            }
            cell.insert("value", Item::Value(open()));
            list.push(cell);
        }
    }
}
