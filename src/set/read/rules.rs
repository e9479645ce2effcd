//! The rules for a figure, a line each under `[figures.KEY]`, and `[[waive]]`.
//!
//! In: the table of one figure; `[[waive]]` of a file of figures. Out: [`FigureRules`], [`Waiver`]s.
//! `dictionary` checks that the figures they name exist.

use super::figures::value;
use super::reader::{Fields, TableReader, TomlNode, listed};
use crate::diagnostic::{Code, nearest};
use crate::figure::{Quantity, Value};
use crate::set::{
    DEFAULT_MIN_INTERVAL, FigureRules, FigureSpec, Rule, ShareOf, StatesSum, Suppression, ValueRange, Waiver,
};
use crate::source::Spanned;
use std::cmp::Ordering;
use std::ops::RangeInclusive;
use toml::de::DeValue;

/// Largest `suppress_below`: a count above it is not small.
const LARGEST_LIMIT: u64 = 100;

/// A rule that is written and cannot be read; the fault has been reported.
struct Unreadable;

/// Reads the rules of one figure; `None` if one of them cannot be read.
pub(super) fn read(reader: &mut TableReader<'_>, fields: &mut Fields<'_>) -> Option<FigureRules> {
    let states_sum_to = rule(fields, "states_sum_to", |node| states_sum(reader, node));
    let share_of = rule(fields, "share_of", |node| share_of(reader, node));
    let range = rule(fields, "range", |node| range(reader, node));
    let max_change = rule(fields, "max_change", |node| percent(reader, node));
    let precision = rule(fields, "precision", |node| number(reader, "precision", node, 0..=3));
    let protect = suppression(reader, fields);
    // Every rule is read before the first unreadable one ends it, so that all faults are found.
    let rules = || -> Result<FigureRules, Unreadable> {
        Ok(FigureRules {
            states_sum_to: states_sum_to?,
            share_of: share_of?,
            range: range?,
            max_change: max_change?,
            precision: precision?,
            protect: protect?,
        })
    };
    rules().ok()
}

/// Reads a rule with `read`; `Ok(None)` if it is not written.
fn rule<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl FnOnce(&TomlNode<'_>) -> Option<T>,
) -> Result<Option<T>, Unreadable> {
    fields.optional(key).map(|node| read(node).ok_or(Unreadable)).transpose()
}

fn states_sum(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<StatesSum> {
    let Spanned { value, span } = reader.string("states_sum_to", node)?;
    let (at_most, key) = match value.trim().strip_prefix("at most ") {
        Some(key) => (true, key.trim()),
        None => (false, value.trim()),
    };
    Some(StatesSum { national: Spanned::new(key.to_owned(), span), at_most })
}

fn share_of(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<ShareOf> {
    let mut fields = reader.table("share_of", node)?;
    let part = fields
        .required("part", "`part = \"…\"` with the key of a figure")
        .and_then(|node| reader.string("part", node));
    let whole = fields
        .required("whole", "`whole = \"…\"` with the key of a figure")
        .and_then(|node| reader.string("whole", node));
    reader.close(fields);
    Some(ShareOf { part: part?, whole: whole? })
}

fn range(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<ValueRange> {
    const HOW: &str = "two figures, the smallest and the largest: [0, 5_000]";
    let list = reader.list("range", node, HOW)?;
    let span = reader.span(node.span());
    let [min, max] = list else {
        reader.bad(Code::BadValue, span, "`range` is not two figures", format!("`range` needs {HOW}"));
        return None;
    };
    let (min, max) = (value(reader, "range", min)?, value(reader, "range", max)?);
    match (min.value, max.value) {
        (
            Value::Known(min @ Quantity { qualifier: None, .. }),
            Value::Known(max @ Quantity { qualifier: None, .. }),
        ) if min.amount.compare(max.amount).is_some_and(Ordering::is_le) => {
            Some(ValueRange { min, max, span })
        }
        _ => {
            let message = "`range` needs a smallest and a largest value that can be compared";
            reader.bad(Code::BadValue, span, message, format!("`range` needs {HOW}"));
            None
        }
    }
}

fn percent(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<u64>> {
    let text = reader.string("max_change", node)?;
    let digits = text.value.trim().strip_suffix('%').map(str::trim_end);
    match digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).map(str::parse) {
        Some(Ok(percent @ 1..=100_000)) => Some(Spanned::new(percent, text.span)),
        _ => {
            let message = format!("\"{}\" is not a whole percentage", text.value);
            reader.bad(Code::BadValue, text.span, message, "write it like this: \"20%\"");
            None
        }
    }
}

/// `suppress_below` with `suppress_zero` and `protect`; `Ok(None)` where nothing is suppressed.
fn suppression(
    reader: &mut TableReader<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Suppression>, Unreadable> {
    let (zero, interval) = (fields.optional("suppress_zero"), fields.optional("protect"));
    let Some(below) = fields.optional("suppress_below") else {
        let Some(node) = zero.or(interval) else { return Ok(None) };
        let span = reader.span(node.span());
        let message = "`suppress_zero` and `protect` have no effect without `suppress_below`";
        reader.bad(Code::MissingKey, span, message, "add `suppress_below = 5`, or delete this line");
        return Err(Unreadable);
    };
    let zero = zero.map_or(Some(false), |node| reader.flag("suppress_zero", node));
    let limit = number(reader, "suppress_below", below, 2..=LARGEST_LIMIT);
    let (Some(zero), Some(limit)) = (zero, limit) else { return Err(Unreadable) };
    // How many values "fewer than" alone leaves.
    let left = limit.value - u64::from(!zero);
    if left < 2 {
        let message = "\"fewer than 2\" can only be 1";
        reader.bad(Code::BadValue, limit.span, message, "write 3 or more, or add `suppress_zero = true`");
        return Err(Unreadable);
    }
    let min_interval = match interval {
        Some(node) => number(reader, "protect", node, 2..=left).ok_or(Unreadable)?.value,
        None => left.min(DEFAULT_MIN_INTERVAL),
    };
    Ok(Some(Suppression { below: limit.value, zero, min_interval }))
}

fn number(
    reader: &mut TableReader<'_>,
    key: &str,
    node: &TomlNode<'_>,
    wanted: RangeInclusive<u64>,
) -> Option<Spanned<u64>> {
    let how = format!("a whole number from {} to {}", wanted.start(), wanted.end());
    let DeValue::Integer(written) = node.get_ref() else {
        reader.wrong_type(key, node, &how);
        return None;
    };
    let span = reader.span(node.span());
    match written.as_str().parse() {
        Ok(number) if written.radix() == 10 && wanted.contains(&number) => Some(Spanned::new(number, span)),
        _ => {
            reader.bad(
                Code::BadValue,
                span,
                format!("`{key}` cannot be {}", reader.slice(span)),
                format!("`{key}` needs {how}"),
            );
            None
        }
    }
}

/// Reads `[[waive]]` of one file. A waiver that cannot be read waives nothing.
pub(super) fn waivers(
    reader: &mut TableReader<'_>,
    node: &TomlNode<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Vec<Waiver> {
    let list = reader.list("waive", node, "tables: a line `[[waive]]` with its keys below").unwrap_or(&[]);
    list.iter().filter_map(|node| waiver(reader, node, dictionary)).collect()
}

fn waiver(
    reader: &mut TableReader<'_>,
    node: &TomlNode<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Waiver> {
    let mut fields = reader.table("[waive]", node)?;
    let span = reader.span(node.span());
    let figure = fields
        .required("figure", "a line `figure = \"…\"` with its key")
        .and_then(|node| reader.string("figure", node));
    let rule = fields
        .required("rule", "a line `rule = \"…\"` with the name of the rule")
        .and_then(|node| reader.string("rule", node));
    let reason = fields
        .required("reason", "a line `reason = \"…\"` that says why")
        .and_then(|node| reader.string("reason", node));
    reader.close(fields);
    let rule = rule.and_then(|written| {
        let found = Rule::ALL.into_iter().find(|rule| rule.name() == written.value);
        if found.is_none() {
            let names = Rule::ALL.map(Rule::name);
            let help = match nearest(&written.value, names) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => format!("the rules are {}", listed(names.into_iter())),
            };
            let message = format!("\"{}\" is not a rule that can be waived", written.value);
            reader.bad(Code::BadValue, written.span, message, help);
        }
        found
    });
    let figure = figure.filter(|figure| {
        let specs = dictionary.unwrap_or(&[]);
        let known = dictionary.is_none() || specs.iter().any(|spec| spec.key.value == figure.value);
        if !known {
            let meant = nearest(&figure.value, specs.iter().map(|spec| spec.key.value.as_str()));
            let help = match meant {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => "name a figure of handout.toml".to_owned(),
            };
            let message = format!("unknown figure `{}`", figure.value);
            reader.bad(Code::UnknownFigure, figure.span, message, help);
        }
        known
    });
    Some(Waiver { figure: figure?, rule: rule?, reason: reason?, span })
}
