//! `[figures]` of a state or of the nation.
//!
//! In: the table. Out: a [`FigureEntry`] for each figure that can be read, the keys of those that
//! cannot, and their faults.

use super::reader::{Fields, TableReader, TomlNode};
use super::set_file::date;
use super::syntax::comma_in_number;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::figure::parse::{FigureError, LARGEST, parse};
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::set::{FigureEntry, FigureSpec, Scope};
use crate::source::{Span, Spanned};
use toml::de::DeValue;

/// How to write a figure, for messages.
const WAYS: &str = "write a count as 8_597, or in quotes \"36.2 million\", \"more than 18,400\", \"19%\", \
                    \"not reported\", \"not applicable\", \"suppressed\"";

/// What to write in place of nothing.
const NOTHING: &str = "write the number (`0` for none at all), or in quotes why there is none: \"not reported\", \
                       \"not applicable\", \"suppressed\"";

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
            Some(entry) if fits(reader, &entry, spec) => found.entries.push(entry),
            _ => found.spoilt.push(name.to_owned()),
        }
    }
    found
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
            let meant = nearest(name, names);
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("to use a new figure, add `[figures.{name}]` to handout.toml"),
            };
            reader.bad(Code::UnknownFigure, place, format!("unknown figure `{name}`"), help);
            return Err(meant.map(str::to_owned));
        }
    };
    reader.bad(Code::UnknownFigure, place, format!("`{name}` does not belong in this file"), help);
    Err(None)
}

/// Whether a figure is of the kind that the dictionary gives it, this year and last.
fn fits(reader: &mut TableReader<'_>, entry: &FigureEntry, spec: Option<&FigureSpec>) -> bool {
    let Some((told, at)) = spec.and_then(FigureSpec::told_kind) else { return true };
    let values = std::iter::once(&entry.value).chain(&entry.previous);
    let Some(odd) = values.into_iter().find(|value| value.value.kind().is_some_and(|is| is != told)) else {
        return true;
    };
    let (key, is) = (&entry.key.value, odd.value.kind().map_or("", Kind::called));
    let message = format!("`{key}` is {}, {is}, but the dictionary makes it {}", odd.value, told.called());
    let otherwise = "give the figure its `kind` in handout.toml";
    let help = match odd.value.in_other_kind() {
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
        let (year, as_of, previous, source, note) = (None, None, None, None, None);
        return Some(FigureEntry { key, value, year, as_of, previous, source, note });
    };
    let mut fields = reader.table(&format!("figures.{}", key.value), node)?;
    let written = fields.required("value", "its number: `value = 49`");
    let value = written.and_then(|node| value(reader, &key.value, node));
    let year = fields.optional("year").and_then(|node| reader.year("year", node));
    let as_of = fields.optional("as_of").and_then(|node| date(reader, "as_of", node));
    let previous = fields.optional("previous").and_then(|node| self::value(reader, "previous", node));
    let source = fields.optional("source").and_then(|node| reader.string("source", node));
    let note = fields.optional("note").and_then(|node| reader.string("note", node));
    reader.close(fields);
    Some(FigureEntry { key, value: value?, year, as_of, previous, source, note })
}

/// Reads a figure in any of its forms.
pub(super) fn value(reader: &mut TableReader<'_>, key: &str, node: &TomlNode<'_>) -> Option<Spanned<Value>> {
    let span = reader.span(node.span());
    match node.get_ref() {
        DeValue::Integer(number) => {
            let digits = number.as_str();
            if digits.starts_with('-') {
                reader.bad(
                    Code::NegativeCount,
                    span,
                    format!("`{key}` is below zero"),
                    "delete the minus sign; if there is no number, write \"not reported\"",
                );
                return None;
            }
            if number.radix() != 10 {
                reader.bad(Code::BadValue, span, format!("`{key}` is not in plain digits"), WAYS);
                return None;
            }
            match digits.parse() {
                Ok(count @ ..=LARGEST) => {
                    let quantity = Quantity { amount: Amount::Count(count), qualifier: None };
                    Some(Spanned::new(Value::Known(quantity), span))
                }
                _ => {
                    reader.bad(Code::BadValue, span, format!("`{key}` is too large"), "check the digits");
                    None
                }
            }
        }
        DeValue::String(text) if text.trim().is_empty() => {
            reader.bad(Code::BadValue, span, format!("`{key}` is empty"), NOTHING);
            None
        }
        DeValue::String(_) => {
            let text = reader.string(key, node)?;
            match parse(&text.value) {
                Ok(value) => Some(Spanned::new(value, span)),
                Err(odd) => {
                    refuse(reader, key, span, &text.value, odd);
                    None
                }
            }
        }
        DeValue::Float(number) => {
            let help = decimal(number.as_str());
            reader.bad(Code::BadValue, span, format!("`{key}` has a decimal point"), help);
            None
        }
        _ => {
            reader.wrong_type(key, node, "a figure: 8_597, or a text such as \"36.2 million\"");
            None
        }
    }
}

fn refuse(reader: &mut TableReader<'_>, key: &str, span: Span, text: &str, odd: FigureError) {
    let (code, message, help) = match odd {
        FigureError::CommaCount(how) => return reader.fault(comma_in_number(span, &how)),
        FigureError::QuotedCount(how) => {
            (Code::BadValue, format!("`{key}` is a count in quotes"), format!("write `{how}` without quotes"))
        }
        FigureError::Negative => (
            Code::NegativeCount,
            format!("`{key}` is below zero"),
            "delete the minus sign; if there is no number, write \"not reported\"".to_owned(),
        ),
        FigureError::Nothing(zero) => (
            Code::BadValue,
            format!("`{key}` can only be 0: \"{text}\""),
            format!("write {zero}; if there is no number, write \"not reported\""),
        ),
        FigureError::TooLarge => (
            Code::BadValue,
            format!("`{key}` is too large"),
            "check the digits and the word after them".to_owned(),
        ),
        FigureError::TooFine => (
            Code::BadValue,
            format!("`{key}` has more decimals than it can have"),
            "a count has none, a share at most two".to_owned(),
        ),
        FigureError::Unknown(meant) => {
            let help = meant.map_or_else(|| WAYS.to_owned(), |meant| format!("did you mean \"{meant}\"?"));
            (Code::BadValue, format!("`{key}` cannot be read as a figure: \"{text}\""), help)
        }
    };
    reader.bad(code, span, message, help);
}

/// What a number with a decimal point was perhaps meant to be.
fn decimal(written: &str) -> String {
    match percent(written) {
        Some(share) => format!("write a share as \"{share}%\""),
        None => match written.split_once('.') {
            Some((whole, rest)) if rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()) => {
                format!("write a count as `{whole}_{rest}`, a rounded number as \"{written} million\"")
            }
            _ => format!("write a rounded number as \"{written} million\", a share as \"{written}%\""),
        },
    }
}

/// The percentage of a fraction below 1: `0.19` is "19".
fn percent(written: &str) -> Option<String> {
    let digits = written.strip_prefix("0.")?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) || digits.len() > 4 {
        return None;
    }
    let padded = format!("{digits:0<2}");
    let (whole, rest) = padded.split_at(2);
    let whole = whole.strip_prefix('0').unwrap_or(whole);
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn fractions_are_suggested_as_percentages() {
        assert_eq!(percent("0.19").as_deref(), Some("19"));
        assert_eq!(percent("0.5").as_deref(), Some("50"));
        assert_eq!(percent("0.075").as_deref(), Some("7.5"));
        assert_eq!(percent("1.19"), None);
    }
}
