//! Numbers as spreadsheets and programs store them, and readers do not expect them: shares as fractions, 0.19, and
//! counts with a point, 8597.0.
//!
//! In: the whole set. Out: a fault for each figure that nobody called a rate and that is so in every file.

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::notation::underscored;
use crate::figure::{Amount, Quantity, Value, of_one};
use crate::set::{Dataset, FigureEntry, FigureSpec};
use std::collections::HashMap;

/// A decimal number of a file: its figure, its digits, and how many of these follow the point.
type Own<'d> = (&'d FigureEntry, u64, u8);

/// The faults, each at the first file of its figure.
pub(super) fn stored(dataset: &Dataset) -> Vec<(&FigureSpec, Diagnostic)> {
    let mut numbers: HashMap<&str, Vec<Own<'_>>> = HashMap::new();
    let files = std::iter::once(&dataset.national).chain(dataset.state_figures());
    for entry in files.flat_map(|file| &file.figures) {
        if let Value::Known(Quantity { amount: Amount::Decimal { digits, decimals }, .. }) = entry.value.value
        {
            numbers.entry(&entry.key.value).or_default().push((entry, digits, decimals));
        }
    }
    let unnamed = dataset.set.figures.iter().filter(|spec| spec.told_kind().is_none());
    unnamed.filter_map(|spec| Some((spec, fault(spec, numbers.get(spec.key.value.as_str())?)?))).collect()
}

fn fault(spec: &FigureSpec, numbers: &[Own<'_>]) -> Option<Diagnostic> {
    let (first, digits, decimals) = *numbers.first()?;
    let all = |is: fn(u64, u8) -> bool| numbers.iter().all(|(_, digits, decimals)| is(*digits, *decimals));
    let (what, written) = if all(|digits, decimals| digits.is_multiple_of(10_u64.pow(decimals.into()))) {
        let count = underscored(digits / 10_u64.pow(decimals.into()));
        ("a whole number with a point", format!("`{count}`"))
    } else if all(|digits, decimals| of_one(digits, decimals).is_some()) {
        ("a fraction; readers expect a percentage", format!("\"{}\"", of_one(digits, decimals)?))
    } else {
        return None;
    };
    let (key, value) = (&spec.key.value, first.value.value);
    let message = format!("`{key}` is {value}, {what}");
    let help =
        format!("write {written}; if it is a rate, write `kind = \"decimal\"` under `[figures.{key}]`");
    let fault = Diagnostic::error(Code::RawFraction, first.value.span, message);
    Some(fault.help(help).related(spec.key.span, "the figure"))
}
