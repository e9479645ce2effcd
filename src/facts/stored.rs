//! Numbers as spreadsheets and programs store them, and readers do not expect them: shares as fractions, 0.19, and
//! counts with a point, 8597.0.
//!
//! In: the whole set. Out: a fault for each figure that nobody called a rate and that is so in every file.

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::notation::underscored;
use crate::figure::{Amount, Quantity, Value, of_one};
use crate::set::{Dataset, FigureEntry, FigureSpec};

/// The faults, each at the first file of its figure.
pub(super) fn stored(dataset: &Dataset) -> Vec<(&FigureSpec, Diagnostic)> {
    let files = || std::iter::once(&dataset.national).chain(dataset.state_figures());
    let unnamed = dataset.set.figures.iter().filter(|spec| spec.told_kind().is_none());
    let found = unnamed.filter_map(|spec| {
        let entries = files().flat_map(|file| &file.figures).filter(|own| own.key.value == spec.key.value);
        let numbers: Vec<(&FigureEntry, u64, u8)> = entries
            .filter_map(|entry| match entry.value.value {
                Value::Known(Quantity { amount: Amount::Decimal { digits, decimals }, .. }) => {
                    Some((entry, digits, decimals))
                }
                Value::Known(_) | Value::FewerThan(_) | Value::Missing(_) => None,
            })
            .collect();
        let (first, digits, decimals) = *numbers.first()?;
        let all =
            |is: fn(u64, u8) -> bool| numbers.iter().all(|(_, digits, decimals)| is(*digits, *decimals));
        let (what, written) = if all(|digits, decimals| digits.is_multiple_of(10_u64.pow(decimals.into()))) {
            let count = underscored(digits / 10_u64.pow(decimals.into()));
            ("a whole number with a point", format!("`{count}`"))
        } else if all(|digits, decimals| of_one(digits, decimals).is_some()) {
            ("a fraction; readers expect a percentage", format!("\"{}\"", of_one(digits, decimals)?))
        } else {
            return None;
        };
        let (key, value) = (&spec.key.value, first.value.value);
        let fault =
            Diagnostic::error(Code::RawFraction, first.value.span, format!("`{key}` is {value}, {what}"));
        let help =
            format!("write {written}; if it is a rate, write `kind = \"decimal\"` under `[figures.{key}]`");
        Some((spec, fault.help(help).related(spec.key.span, "the figure")))
    });
    found.collect()
}
