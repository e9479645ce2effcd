//! `[figures]` of a state or of the nation.
//!
//! In: the table. Out: a [`FigureEntry`] for each figure that can be read, the keys of those that
//! cannot, and their faults.

use super::fields::elsewhere;
use super::reader::{Fields, TableReader, TomlNode};
use super::set_file::date;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::parse::{FigureError, LARGEST, parse};
use crate::figure::pasted::{SlipKind, slip};
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::set::{FigureEntry, FigureSpec, Scope};
use crate::source::{Span, Spanned};
use toml::de::DeValue;

/// The figures of a file.
pub(super) struct Figures {
    pub(super) entries: Vec<FigureEntry>,
    /// Keys of figures that could not be read.
    pub(super) spoilt: Vec<String>,
}

/// Reads the figures of one file; `dictionary` is `None` if the set file could not be read.
pub(super) fn read(
    reader: &mut TableReader<'_>,
    fields: &Fields<'_>,
    scope: Scope,
    dictionary: Option<&[FigureSpec]>,
) -> Figures {
    let mut found = Figures { entries: Vec::new(), spoilt: Vec::new() };
    if !reader.in_bounds(fields) {
        let known = dictionary.unwrap_or_default().iter();
        found.spoilt.extend(known.map(|spec| spec.key.value.clone()));
        return found;
    }
    for (key, node) in fields.entries() {
        let name = key.get_ref().as_ref();
        let place = reader.span(key.span());
        if let Some(dictionary) = dictionary
            && let Err(meant) = known(reader, name, place, scope, dictionary)
        {
            found.spoilt.extend(meant);
            continue;
        }
        let spec = dictionary.and_then(|specs| specs.iter().find(|spec| spec.key.value == name));
        match entry(reader, Spanned::new(name.to_owned(), place), node) {
            Some(entry) if fits(reader, &entry, spec) => found.entries.push(in_its_year(entry, spec)),
            _ => found.spoilt.push(name.to_owned()),
        }
    }
    found
}

/// A figure of the year that the dictionary gives it, if it has none of its own.
pub(super) fn in_its_year(entry: FigureEntry, spec: Option<&FigureSpec>) -> FigureEntry {
    let of_all = spec.and_then(|spec| spec.year.clone()).filter(|_| entry.as_of.is_none());
    FigureEntry { year: entry.year.or(of_all), ..entry }
}

/// Checks that the dictionary has the figure for this scope; if not, returns the key perhaps meant.
fn known(
    reader: &mut TableReader<'_>,
    name: &str,
    place: Span,
    scope: Scope,
    dictionary: &[FigureSpec],
) -> Result<(), Option<String>> {
    let help = match dictionary.iter().find(|spec| spec.key.value == name) {
        Some(spec) if spec.scope == scope => return Ok(()),
        Some(spec) if spec.scope == Scope::State => {
            format!("`{name}` is a figure of each state: it belongs in states/*.toml")
        }
        Some(_) => format!("`{name}` is a national figure: it belongs in national.toml"),
        None => {
            let names =
                dictionary.iter().filter(|spec| spec.scope == scope).map(|spec| spec.key.value.as_str());
            let meant = reader.near(name, names);
            let help = match (meant, elsewhere("`[figures]`", name)) {
                (Some(meant), _) => format!("did you mean `{meant}`?"),
                (None, Some(help)) => help,
                (None, None) => format!("to use a new figure, add `[figures.{name}]` to handout.toml"),
            };
            reader.bad(Code::UnknownFigure, place, format!("unknown figure `{name}`"), help);
            return Err(meant.map(str::to_owned));
        }
    };
    reader.bad(Code::UnknownFigure, place, format!("`{name}` does not belong in this file"), help);
    Err(None)
}

/// Whether a figure is of the kind that the dictionary gives it, this year and last.
pub(super) fn fits(reader: &mut TableReader<'_>, entry: &FigureEntry, spec: Option<&FigureSpec>) -> bool {
    let Some((told, at)) = spec.and_then(FigureSpec::told_kind) else { return true };
    let values = std::iter::once(&entry.value).chain(&entry.previous);
    let Some(odd) = values.into_iter().find(|value| value.value.kind().is_some_and(|is| is != told)) else {
        return true;
    };
    let (key, is) = (&entry.key.value, odd.value.kind().map_or("", Kind::called));
    let message = format!("`{key}` is {}, {is}, but the dictionary makes it {}", odd.value, told.called());
    let otherwise = "give the figure its `kind` in handout.toml";
    let help = match odd.value.in_kind(told, 1) {
        Some(other) => format!("write {other}; if this is right, {otherwise}"),
        None => format!("correct it, or {otherwise}"),
    };
    reader.fault(
        Diagnostic::error(Code::WrongKind, odd.span, message).help(help).related(at, "the dictionary"),
    );
    false
}

fn entry(reader: &mut TableReader<'_>, key: Spanned<String>, node: &TomlNode<'_>) -> Option<FigureEntry> {
    let DeValue::Table(_) = node.get_ref() else {
        let value = value(reader, &key.value, node)?;
        let (year, as_of, previous, source, note, cell) = (None, None, None, None, None, None);
        return Some(FigureEntry { key, value, year, as_of, previous, source, note, cell });
    };
    let mut fields = reader.table(&format!("figures.{}", key.value), node)?;
    let written = fields.required("value", "its number: `value = 49`");
    let value = written.and_then(|node| value(reader, &key.value, node));
    let year = fields.optional("year").and_then(|node| reader.year("year", node));
    let as_of = fields.optional("as_of").and_then(|node| date(reader, "as_of", node));
    let previous = fields.optional("previous").and_then(|node| self::value(reader, "previous", node));
    let source = fields.optional("source").and_then(|node| reader.string("source", node));
    let note = fields.optional("note").and_then(|node| reader.string("note", node));
    let cell = fields.optional("cell").and_then(|node| reader.string("cell", node));
    reader.close(fields);
    Some(FigureEntry { key, value: value?, year, as_of, previous, source, note, cell })
}

/// Reads a figure in any of its forms.
pub(super) fn value(reader: &mut TableReader<'_>, key: &str, node: &TomlNode<'_>) -> Option<Spanned<Value>> {
    let span = reader.span(node.span());
    let written = reader.slice(span);
    let text;
    let (written, read) = match node.get_ref() {
        DeValue::String(typed) if !typed.trim().is_empty() => {
            text = reader.text(key, node)?;
            (text.as_str(), parse(&text))
        }
        DeValue::Integer(number) => (written, count(number.as_str(), written)),
        // Its digits as they are written: 14.10 is printed so.
        DeValue::Float(_) => (written, parse(written)),
        DeValue::Array(_) | DeValue::Table(_) => {
            reader.wrong_type(key, node, "a figure: 8_597, 14.1, or a text such as \"36.2 million\"");
            return None;
        }
        _ => (written, Err(FigureError::Unknown)),
    };
    match read {
        Ok(value) => Some(Spanned::new(value, span)),
        Err(odd) => {
            reader.fault(refusal(key, span, written, odd));
            None
        }
    }
}

/// Reads a whole number: its digits, as they are `written`.
fn count(digits: &str, written: &str) -> Result<Value, FigureError> {
    if written.starts_with('+') || written.contains('_') && underscored_otherwise(written) {
        return Err(FigureError::Unknown);
    }
    match digits.parse() {
        Ok(count @ ..=LARGEST) => {
            Ok(Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }))
        }
        Err(_) if !digits.bytes().all(|b| b.is_ascii_digit()) => Err(FigureError::Unknown),
        _ => Err(FigureError::TooLarge),
    }
}

/// Whether underscores divide digits otherwise than in thousands: one of them may be lost.
fn underscored_otherwise(written: &str) -> bool {
    let mut groups = written.split('_');
    groups.next().is_none_or(|first| first.len() > 3) || groups.any(|group| group.len() != 3)
}

/// Why what is written at `span` is no figure, and what to write.
pub(super) fn refusal(key: &str, span: Span, written: &str, odd: FigureError) -> Diagnostic {
    if odd == FigureError::TooLarge {
        let fault = Diagnostic::error(Code::BadValue, span, format!("`{key}` is too large"));
        return fault.help(match written.contains('%') {
            true => "check the digits: a share is at most \"100%\"",
            false => "check the digits and the word after them",
        });
    }
    if let FigureError::Nothing(zero) = odd {
        let message = format!("`{key}` can only be 0: \"{}\"", written.trim_matches('"'));
        let help = format!("write {zero}; if there is no number, write \"not reported\"");
        return Diagnostic::error(Code::BadValue, span, message).help(help);
    }
    let slip = slip(written);
    let (code, message) = match slip.kind {
        SlipKind::Comma => (Code::CommaInNumber, "a number is written with a comma".to_owned()),
        SlipKind::Negative => (Code::NegativeCount, format!("`{key}` {}", slip.what)),
        SlipKind::Value => (Code::BadValue, format!("`{key}` {}", slip.what)),
    };
    Diagnostic::error(code, span, message).help(slip.help())
}
