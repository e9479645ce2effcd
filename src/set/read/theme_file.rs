//! `theme.toml`: what a set changes in the built-in themes, token by token.
//!
//! In: the file. Out: its [`ThemeChanges`]. A token is known if a built-in theme has it, and its
//! value must be of the same kind; whether it makes a sound theme is for [`crate::theme`] to say.

use super::reader::{Fields, TableReader, TomlKey, TomlNode, listed};
use crate::diagnostic::{Code, nearest};
use crate::theme::{Change, ThemeChanges, known_tokens};
use toml::de::DeValue;
use toml::{Table, Value};

/// The largest number a token may have: no length on a page is longer.
const LARGEST: f64 = 2000.0;
/// The longest list.
const LONGEST: usize = 64;

/// Reads `theme.toml`.
pub(super) fn read(reader: &mut TableReader<'_>, top: Fields<'_>) -> ThemeChanges {
    let mut changes = Vec::new();
    walk(reader, top.entries(), &known_tokens(), &mut Vec::new(), &mut changes);
    ThemeChanges::new(changes)
}

/// Collects the changes of a table; `known` is the table of the built-in themes.
fn walk<'t>(
    reader: &mut TableReader<'_>,
    table: impl Iterator<Item = (&'t TomlKey<'t>, &'t TomlNode<'t>)>,
    known: &Table,
    path: &mut Vec<String>,
    changes: &mut Vec<Change>,
) {
    for (key, node) in table {
        let name = key.get_ref().as_ref();
        path.push(name.to_owned());
        match known.get(name) {
            None => unknown(reader, key.span(), name, known, &path[..path.len() - 1]),
            Some(Value::Table(known)) => match node.get_ref() {
                DeValue::Table(table) => walk(reader, table.iter(), known, path, changes),
                // All of its switches: `hyphenate = true`.
                DeValue::Boolean(flag) if known.values().all(Value::is_bool) => {
                    let change = |token: &String| Change {
                        path: path.iter().chain([token]).cloned().collect(),
                        value: Value::Boolean(*flag),
                        span: reader.span(node.span()),
                    };
                    changes.extend(known.keys().map(change));
                }
                _ => {
                    let wanted = format!("a table: a line `[{}]` with its tokens below", path.join("."));
                    reader.wrong_type(name, node, &wanted);
                }
            },
            Some(like) => {
                if let Some(value) = value(reader, name, node, like) {
                    changes.push(Change { path: path.clone(), value, span: reader.span(node.span()) });
                }
            }
        }
        path.pop();
    }
}

fn unknown(
    reader: &mut TableReader<'_>,
    range: std::ops::Range<usize>,
    name: &str,
    known: &Table,
    path: &[String],
) {
    let place = if path.is_empty() { "`theme.toml`".to_owned() } else { format!("`[{}]`", path.join(".")) };
    let help = match (nearest(name, known.keys().map(String::as_str)), name) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, "name" | "theme") if path.is_empty() => {
            "choose the theme in `handout.toml`: theme = \"memo\"".into()
        }
        (None, _) => format!("the tokens of {place} are {}", listed(known.keys().map(String::as_str))),
    };
    let span = reader.span(range);
    reader.bad(Code::UnknownKey, span, format!("unknown token `{name}` in {place}"), help);
}

/// A value of the same type as the built-in one.
fn value(reader: &mut TableReader<'_>, name: &str, node: &TomlNode<'_>, like: &Value) -> Option<Value> {
    let wanted = match like {
        Value::String(_) => "a text in quotes",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "`true` or `false`",
        _ => "a list, as the built-in theme has",
    };
    match (node.get_ref(), like) {
        (DeValue::String(text), Value::String(_)) => Some(Value::String(text.to_string())),
        (DeValue::Boolean(flag), Value::Boolean(_)) => Some(Value::Boolean(*flag)),
        (DeValue::Integer(_) | DeValue::Float(_), Value::Integer(_) | Value::Float(_)) => {
            number(reader, name, node)
        }
        (DeValue::Array(list), Value::Array(like)) if list.len() <= LONGEST => {
            let like = like.first()?;
            list.iter()
                .map(|item| value(reader, name, item, like))
                .collect::<Option<Vec<_>>>()
                .map(Value::Array)
        }
        (DeValue::Table(table), Value::Table(like)) => {
            let mut found = Table::new();
            let mut changes = Vec::new();
            walk(reader, table.iter(), like, &mut Vec::new(), &mut changes);
            for Change { mut path, value, .. } in changes {
                found.insert(path.pop()?, value);
            }
            Some(Value::Table(found))
        }
        _ => {
            reader.wrong_type(name, node, wanted);
            None
        }
    }
}

/// A number that a length, a factor or a count can be, in its shortest form.
fn number(reader: &mut TableReader<'_>, name: &str, node: &TomlNode<'_>) -> Option<Value> {
    let written = reader.slice(reader.span(node.span())).replace('_', "");
    match written.parse::<f64>() {
        Ok(number) if (0.0..=LARGEST).contains(&number) && number.fract() == 0.0 => {
            Some(Value::Integer(number as i64))
        }
        Ok(number) if (0.0..=LARGEST).contains(&number) => Some(Value::Float(number)),
        _ => {
            let span = reader.span(node.span());
            let message = format!("`{name}` is out of range");
            reader.bad(Code::BadValue, span, message, format!("write a number from 0 to {LARGEST}"));
            None
        }
    }
}
