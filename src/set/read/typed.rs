//! Lines that are not TOML, but say what they mean: figures without quotes, as in a spreadsheet, dates as
//! people write them, other signs for `=` and `#`.
//!
//! In: a line that could not be parsed. Out: its fault, with the line or the value to write.

use super::figures::refusal;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::parse::parse;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Keys of a figure's table that hold a figure.
const FIGURES: [&str; 2] = ["value", "previous"];
/// All of its keys.
const OF_FIGURE: [&str; 6] = ["value", "previous", "year", "as_of", "source", "note"];

/// What is wrong with a line of `text`, if that can be said better than the parser does.
pub(super) fn fault(file: FileId, text: &str, line: Range<usize>, at: usize) -> Option<Diagnostic> {
    let written = &text[line.clone()];
    let span = |range: Range<usize>| Span::new(file, line.start + range.start, line.start + range.end);
    let fault = |range, what: &str| Diagnostic::error(Code::Syntax, span(range), what);
    let start = written.len() - written.trim_start().len();
    if let Some(sign) =
        ["//", "/*", "--", ";", "<!--"].into_iter().find(|sign| written[start..].starts_with(sign))
    {
        return Some(
            fault(start..start + sign.len(), "a remark begins with `#`").help("write `#` in its place"),
        );
    }
    let Some(Value { key, range }) = value(written, at - line.start) else {
        return colon(written)
            .map(|(range, help)| fault(range, "a key and its value are joined by `=`").help(help));
    };
    let typed = &written[range.clone()];
    if let Some((value, remark)) = typed.split_once("//").filter(|(value, _)| !value.ends_with(':')) {
        let help = format!("write `{} # {}`", value.trim(), remark.trim());
        let sign = range.start + value.len();
        return Some(fault(sign..sign + 2, "a remark begins with `#`").help(help));
    }
    if is_figure(text, line.start, key, written) {
        return Some(match parse(typed) {
            Ok(_) => fault(range, "a text needs quotes").help(format!("write \"{typed}\"")),
            // In quotes it would be no figure either.
            Err(odd) => refusal(key, span(range), typed, odd),
        });
    }
    let days = days(typed);
    let ways: Vec<String> = days.iter().map(|day| format!("`{day}`")).collect();
    (!days.is_empty()).then(|| {
        fault(range, "a date is written as year-month-day").help(format!("write {}", ways.join(" or ")))
    })
}

/// A key and where its value stands.
struct Value<'t> {
    key: &'t str,
    range: Range<usize>,
}

/// The value of a line, or that of an inline table around the byte `at`.
fn value(line: &str, at: usize) -> Option<Value<'_>> {
    let equals = line.find('=')?;
    let key = line[..equals].trim();
    let start = equals + 1 + line[equals + 1..].len() - line[equals + 1..].trim_start().len();
    let rest = &line[start..];
    if rest.starts_with(['"', '\'', '[']) {
        return None;
    }
    if !rest.starts_with('{') {
        let end = start + without_remark(rest).trim_end().len();
        return Some(Value { key, range: start..end });
    }
    let keys = OF_FIGURE
        .into_iter()
        .flat_map(|key| line[start..].match_indices(key).map(move |(n, _)| (start + n, key)));
    let mut keys: Vec<(usize, &str, usize)> = keys
        .filter(|(n, _)| line[..*n].ends_with(['{', ',', ' ']))
        .filter_map(|(n, key)| {
            let rest = line[n + key.len()..].trim_start().strip_prefix('=')?.trim_start();
            Some((n, key, line.len() - rest.len()))
        })
        .collect();
    keys.sort_unstable();
    let found = keys.iter().rposition(|(n, ..)| *n <= at)?;
    let (_, key, start) = keys[found];
    let end = keys.get(found + 1).map_or_else(|| line.rfind('}').unwrap_or(line.len()), |(next, ..)| *next);
    let end = start + line.get(start..end)?.trim_end_matches([' ', ',', '}']).len();
    (start < end && !line[start..].starts_with('"')).then_some(Value { key, range: start..end })
}

/// A value without the remark behind it. A fault of a spreadsheet begins with the sign of a remark.
fn without_remark(value: &str) -> &str {
    let error = ["#N/A", "#n/a", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];
    if let Some(error) = error.into_iter().find(|error| value.starts_with(error)) {
        return &value[..error.len()];
    }
    value.split('#').next().unwrap_or_default()
}

/// Whether the line at byte `start` has the value of a figure.
fn is_figure(text: &str, start: usize, key: &str, line: &str) -> bool {
    let mut above = text[..start].lines().rev().map(str::trim_start);
    let heading = above.find(|line| line.starts_with('[')).and_then(|line| line.split(']').next());
    let heading: String = heading.unwrap_or_default().replace([' ', '[', '"'], "");
    let inline = line.split_once('=').is_some_and(|(_, rest)| rest.trim_start().starts_with('{'));
    let own = !inline || FIGURES.contains(&key);
    match heading.strip_prefix("figures") {
        Some("") => own,
        Some(_) => FIGURES.contains(&key) && heading.starts_with("figures."),
        None => heading.is_empty() && key.starts_with("figures."),
    }
}

/// `key: value`, and what to write.
fn colon(line: &str) -> Option<(Range<usize>, String)> {
    let (key, value) = line.split_once(':')?;
    let name = key.trim();
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = value.split('#').next().unwrap_or_default().trim();
    let quoted = value.starts_with(['"', '\'', '[', '{']) || value.replace('_', "").parse::<i64>().is_ok();
    let value = match quoted || matches!(value, "" | "true" | "false") {
        true => value.to_owned(),
        false => format!("\"{value}\""),
    };
    named.then(|| (key.len()..key.len() + 1, format!("write `{name} = {value}`")))
}

/// The days that a date in numbers may mean, as TOML writes them: month first, then day first.
pub(super) fn days(typed: &str) -> Vec<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let typed = typed.to_lowercase();
    let parts: Vec<&str> = typed.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
    let month = |part: &str| {
        let found = part.get(..3).and_then(|part| MONTHS.iter().position(|month| *month == part));
        found.and_then(|n| u32::try_from(n + 1).ok())
    };
    let &[a, b, c] = parts.as_slice() else { return Vec::new() };
    let orders = match (month(a), month(b)) {
        (Some(month), _) => vec![(number(c), Some(month), number(b))],
        (_, Some(month)) => vec![(number(c), Some(month), number(a))],
        _ if a.len() == 4 => vec![(number(a), number(b), number(c))],
        _ => vec![(number(c), number(a), number(b)), (number(c), number(b), number(a))],
    };
    let day = |(year, month, day): (Option<u32>, Option<u32>, Option<u32>)| {
        let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?);
        date.filter(|_| year.is_some_and(|year| (1900..=2100).contains(&year))).map(|date| date.to_string())
    };
    let mut days: Vec<String> = orders.into_iter().filter_map(day).collect();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::{colon, days};

    #[test]
    fn dates_are_read_in_every_order() {
        assert_eq!(days("05/01/2024"), ["2024-05-01", "2024-01-05"]);
        assert_eq!(days("05/31/2024"), ["2024-05-31"]);
        assert_eq!(days("31.5.2024"), ["2024-05-31"]);
        assert_eq!(days("May 1st, 2024"), ["2024-05-01"]);
        assert_eq!(days("1-May-2024"), ["2024-05-01"]);
        assert_eq!(days("2024/5/1"), ["2024-05-01"]);
        for text in ["", "2024", "5/1", "13/32/2024", "one two three", "1.2.3"] {
            assert!(days(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_colon_is_not_an_equals_sign() {
        let help = |line| colon(line).map(|(_, help)| help);
        assert_eq!(help("cases: 123").as_deref(), Some("write `cases = 123`"));
        assert_eq!(help("name: Avalon # x").as_deref(), Some("write `name = \"Avalon\"`"));
        assert_eq!(help("Only words"), None);
    }
}
