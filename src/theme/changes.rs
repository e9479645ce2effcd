//! What a set changes of the built-in themes, token by token.
//!
//! In: the changes, as the reader of `theme.toml` found them, and the name of the theme in use. Out:
//! a sound [`Theme`], or each fault at the change it comes from. Changes to tokens that only another
//! theme has do nothing.

use super::validate::Violation;
use super::{BASE, BUILT_IN, Theme, violations};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::Span;
use serde::Deserialize;
use std::sync::OnceLock;
use toml::{Table, Value};

/// A token and its new value.
#[derive(Debug)]
pub struct Change {
    /// `["layout", "brief", "band", "style"]`.
    pub path: Vec<String>,
    /// Of the same kind as the built-in value.
    pub value: Value,
    /// Where the value is written.
    pub span: Span,
}

/// What a set changes of the built-in themes, in the order of its file.
#[derive(Debug, Default)]
pub struct ThemeChanges(Vec<Change>);

impl ThemeChanges {
    /// The changes of one file.
    pub fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| change.span.start);
        Self(changes)
    }

    /// The theme of that name with the changes, or `None` if there is no such theme.
    ///
    /// # Errors
    /// If a value makes no theme, or the theme breaks a rule it must keep.
    pub fn theme(&self, name: &str, sink: &mut Sink) -> Result<Option<Theme>, Reported> {
        let Some(mut tokens) = built_in(name).cloned() else { return Ok(None) };
        let mut theme = read(&tokens).expect("a test reads every built-in theme");
        let (mut sound, mut steps) = (Ok(()), Vec::new());
        for change in &self.0 {
            let Some(before) = replace(&mut tokens, &change.path, change.value.clone()) else { continue };
            match read(&tokens) {
                Ok(changed) => {
                    theme = changed;
                    steps.push((change, theme.clone()));
                }
                Err(why) => {
                    sound = Err(sink.report(change.refused(&before, &why)));
                    replace(&mut tokens, &change.path, before);
                }
            }
        }
        let violations = violations(&theme);
        let named = |violation: &Violation| {
            self.0.iter().rev().find(|change| violation.tokens.contains(&change.path.join(".")))
        };
        let named: Vec<Option<&Change>> = violations.iter().map(named).collect();
        let spans: Vec<Span> = named.iter().flatten().map(|change| change.span).collect();
        for (violation, named) in violations.into_iter().zip(named) {
            // Another token is at odds with one that was changed: with which, the steps tell.
            let at = named.unwrap_or_else(|| first_with(&violation, &steps)).span;
            // If that one is refused by itself, the other would be sound.
            if named.is_some() || !spans.contains(&at) {
                let fault = Diagnostic::error(violation.code, at, violation.message);
                sound = Err(sink.report(fault.help(violation.help)));
            }
        }
        // Colors are not among them.
        let moves =
            self.0.iter().filter(|change| change.path[0] != "color" && find(&tokens, &change.path).is_some());
        theme.moved = moves.map(|change| change.span).collect();
        sound.map(|()| Some(theme))
    }

    /// The colors that are changed for one kind of paper and not for another: token, place, and the
    /// built-in color of the other.
    pub fn one_sided(&self, changed: &str, other: &str) -> Vec<(&str, Span, String)> {
        let base = BUILT_IN.first().and_then(|(name, _)| built_in(name));
        let color_of = |path: &[String], paper: &str| match path {
            [color, own, token] if color == "color" && own == paper => Some(token.clone()),
            _ => None,
        };
        let same =
            |token: &str| self.0.iter().any(|own| color_of(&own.path, other).is_some_and(|t| t == token));
        let changes = self.0.iter().filter_map(|change| {
            let token = color_of(&change.path, changed).filter(|token| !same(token))?;
            let path = ["color", other, &token].map(str::to_owned);
            Some((change.path[2].as_str(), change.span, find(base?, &path)?.to_string()))
        });
        changes.collect()
    }

    /// The changes that concern a theme, as they are written: table, token, value. Sorted.
    pub fn written(&self, name: &str) -> Vec<(String, String, String)> {
        let Some(tokens) = built_in(name) else { return Vec::new() };
        let own = self.0.iter().filter(|change| find(tokens, &change.path).is_some());
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

impl Change {
    fn refused(&self, before: &Value, why: &str) -> Diagnostic {
        let token = self.path.last().map_or("", String::as_str);
        let message = format!("bad value for `{token}`: {}", why.trim_end());
        let built_in = before.to_string().replace('\n', " ");
        let help = format!("the built-in value is {built_in}");
        Diagnostic::error(Code::BadValue, self.span, message).help(help)
    }
}

/// The change with which a theme began to break a rule.
fn first_with<'c>(violation: &Violation, steps: &[(&'c Change, Theme)]) -> &'c Change {
    let breaks = |theme: &Theme| violations(theme).iter().any(|other| other.tokens == violation.tokens);
    let found = steps.iter().find(|(_, theme)| breaks(theme)).or(steps.last());
    found.expect("the built-in themes are sound").0
}

/// The built-in theme of that name.
pub fn built_in_theme(name: &str) -> Option<Theme> {
    ThemeChanges::default().theme(name, &mut Sink::default()).ok().flatten()
}

/// The tokens of all built-in themes together, with their built-in values.
pub fn known_tokens() -> Table {
    let mut known = Table::new();
    BUILT_IN.iter().filter_map(|(name, _)| built_in(name)).for_each(|theme| merge(&mut known, theme.clone()));
    // Which theme a set has is said in `handout.toml`.
    known.remove("name");
    known
}

/// The tokens of the built-in theme of that name, read once a run.
fn built_in(name: &str) -> Option<&'static Table> {
    static TOKENS: [OnceLock<Table>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
    let at = BUILT_IN.iter().position(|(known, _)| *known == name)?;
    Some(TOKENS[at].get_or_init(|| {
        let read = |text: &str| text.parse::<Table>().expect("a test reads every built-in theme");
        let mut tokens = read(BASE);
        merge(&mut tokens, read(BUILT_IN[at].1));
        tokens
    }))
}

fn read(tokens: &Table) -> Result<Theme, String> {
    let theme = Theme::deserialize(tokens.clone());
    theme.map_err(|error| error.message().replace("unknown variant", "there is no"))
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
    let (last, tables) = path.split_last()?;
    tables.iter().try_fold(tokens, |table, key| table.get(key)?.as_table())?.get(last)
}

/// Puts a value in the place of a token and returns what stood there; `None` if there is no such token.
fn replace(tokens: &mut Table, path: &[String], value: Value) -> Option<Value> {
    let (last, tables) = path.split_last()?;
    let table = tables.iter().try_fold(tokens, |table, key| table.get_mut(key)?.as_table_mut())?;
    Some(std::mem::replace(table.get_mut(last)?, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_reads_keeps_its_name_and_is_sound() {
        for (name, _) in BUILT_IN {
            let theme = built_in_theme(name).expect("built in");
            assert_eq!(theme.name, *name);
            assert_eq!(violations(&theme), []);
        }
    }
}
