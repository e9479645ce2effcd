//! `theme.toml`: what a set changes in the built-in themes, token by token.
//!
//! In: the file. Out: [`ThemeChanges`] with which every theme is sound; each fault is at its token. A
//! token is known if a built-in theme has it, and its value must be of the type it has there.

use super::reader::{Fields, TableReader, TomlKey, TomlNode, listed};
use crate::diagnostic::{Code, nearest};
use crate::source::Span;
use crate::theme::{BASE, BUILT_IN, Theme, breaches};
use serde::Deserialize;
use toml::de::DeValue;
use toml::{Table, Value};

/// Largest number of a token: no length on a page is longer.
const LARGEST: f64 = 2000.0;
const LONGEST: usize = 64;

/// What a set changes in the built-in themes.
#[derive(Debug, Default)]
pub struct ThemeChanges(Vec<Change>);

/// A token and its new value.
#[derive(Debug)]
struct Change {
    /// `["layout", "brief", "band", "style"]`.
    path: Vec<String>,
    value: Value,
    span: Span,
}

impl ThemeChanges {
    /// The theme of that name with the changes.
    pub fn theme(&self, name: &str) -> Option<Theme> {
        let mut tokens = built_in(name)?;
        self.0.iter().for_each(|change| change.apply(&mut tokens));
        Some(Theme::deserialize(tokens).expect("the changes were tried when they were read"))
    }

    /// The changes that affect a theme, as TOML: table, token, value. Sorted.
    pub fn written(&self, name: &str) -> Vec<(String, String, String)> {
        let tokens = built_in(name).unwrap_or_default();
        let own = self.0.iter().filter(|change| find(&tokens, &change.path).is_some());
        let mut written: Vec<_> = own
            .filter_map(|change| {
                let (token, table) = change.path.split_last()?;
                Some((table.join("."), token.clone(), change.value.to_string()))
            })
            .collect();
        written.sort();
        written
    }
}

/// The built-in theme of that name.
pub fn built_in_theme(name: &str) -> Option<Theme> {
    ThemeChanges::default().theme(name)
}

/// The tokens of the built-in theme of that name.
fn built_in(name: &str) -> Option<Table> {
    let (_, own) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    let read = |text: &str| text.parse::<Table>().expect("a test reads every built-in theme");
    let mut tokens = read(BASE);
    merge(&mut tokens, read(own));
    Some(tokens)
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(into)), Value::Table(from)) => merge(into, from),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

fn find<'t>(tokens: &'t Table, path: &[String]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    match (tokens.get(first)?, rest) {
        (value, []) => Some(value),
        (Value::Table(table), rest) => find(table, rest),
        _ => None,
    }
}

impl Change {
    /// Replaces the token, if there is one.
    fn apply(&self, tokens: &mut Table) {
        let Some((last, tables)) = self.path.split_last() else { return };
        let table = tables.iter().try_fold(tokens, |table, key| table.get_mut(key)?.as_table_mut());
        if let Some(token) = table.and_then(|table| table.get_mut(last)) {
            *token = self.value.clone();
        }
    }
}

/// Reads `theme.toml`.
pub(super) fn read(reader: &mut TableReader<'_>, top: Fields<'_>) -> ThemeChanges {
    let themes: Vec<Table> = BUILT_IN.iter().filter_map(|(name, _)| built_in(name)).collect();
    let mut known = Table::new();
    themes.iter().for_each(|theme| merge(&mut known, theme.clone()));
    // The set file names the theme.
    known.remove("name");
    let mut changes = Vec::new();
    walk(reader, top.entries(), &known, &mut Vec::new(), &mut changes);
    changes.sort_by_key(|change| change.span.start);
    let mut sound = ThemeChanges::default();
    for change in changes {
        match themes.iter().try_for_each(|theme| tried(theme, &sound.0, &change)) {
            Ok(()) => sound.0.push(change),
            Err(why) => {
                let token = change.path.last().map_or("", String::as_str);
                let built_in = find(&known, &change.path).map(Value::to_string).unwrap_or_default();
                let message = format!("bad value for `{token}`: {}", why.trim_end());
                let help = format!("the built-in value is {}", built_in.replace('\n', " "));
                reader.bad(Code::BadValue, change.span, message, help);
            }
        }
    }
    refuse_unsound(reader, &sound);
    sound
}

/// Checks that `theme` is still a theme with a change and those before it.
fn tried(theme: &Table, before: &[Change], change: &Change) -> Result<(), String> {
    if find(theme, &change.path).is_none() {
        return Ok(());
    }
    let mut tokens = theme.clone();
    before.iter().chain([change]).for_each(|change| change.apply(&mut tokens));
    Theme::deserialize(tokens)
        .map(drop)
        .map_err(|error| error.message().replace("unknown variant", "there is no"))
}

fn refuse_unsound(reader: &mut TableReader<'_>, changes: &ThemeChanges) {
    let mut told: Vec<String> = Vec::new();
    for breach in
        BUILT_IN.iter().filter_map(|(name, _)| changes.theme(name)).flat_map(|theme| breaches(&theme))
    {
        // What both themes have in common is reported once, at the change that caused it.
        let made = changes.0.iter().rev().find(|change| breach.tokens.contains(&change.path.join(".")));
        let made = made.or(changes.0.last());
        if let Some(change) = made
            && !told.contains(&breach.message)
        {
            told.push(breach.message.clone());
            reader.bad(breach.code, change.span, breach.message, breach.help);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_reads_keeps_its_name_and_is_sound() {
        for (name, _) in BUILT_IN {
            let theme = built_in_theme(name).expect("built in");
            assert_eq!(theme.name, *name);
            assert_eq!(breaches(&theme), []);
        }
    }
}
