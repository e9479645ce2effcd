//! Last year's values and changes: the number that a page says follows from the two values of the data.
//! Calculated anew, the other way round: is what is printed near enough to what happened?

use super::check::{Expectation, Faults};
use super::value_text::{has_decimals, shows};
use crate::document::InlineKind;
use crate::facts::Fact;
use crate::figure::{Amount, Quantity, Value};
use crate::set::DatumId;

/// Reports what does not follow.
pub(super) fn changes(expected: &Expectation<'_>, faults: &mut Faults) {
    for passage in expected.document.passages() {
        for inline in &passage.text.inlines {
            let InlineKind::Datum(datum, _) = inline.kind else { continue };
            let digits: String = inline.text.chars().filter(char::is_ascii_digit).collect();
            let said = digits.parse::<u128>().ok();
            let sound = match datum {
                DatumId::Previous(figure) => {
                    let last = expected.facts.figure(figure).previous.as_ref();
                    last.is_some_and(|last| shows(&inline.text, &last.value))
                }
                DatumId::Change(figure) => {
                    let fact = expected.facts.figure(figure);
                    exact(fact).is_some_and(|change| {
                        is_relative(change, said) || is_absolute(change, said, &inline.text)
                    })
                }
                DatumId::ChangeInNumbers(figure) => {
                    let change = exact(expected.facts.figure(figure));
                    change.is_some_and(|change| is_absolute(change, said, &inline.text))
                }
                _ => continue,
            };
            faults.unless(
                sound,
                format_args!("`{}` does not follow from the data of this year and the last", inline.text),
            );
        }
    }
}

/// Last year's and this year's amount, if both are exact.
fn exact(fact: &Fact) -> Option<(Amount, Amount)> {
    let amount = |value: Value| match value {
        Value::Known(Quantity { amount, qualifier: None }) => Some(amount),
        _ => None,
    };
    Some((amount(fact.previous.as_ref()?.value)?, amount(fact.value)?))
}

/// Whether this many percent, or less than one, is the change, to half a percent.
fn is_relative((old, new): (Amount, Amount), said: Option<u128>) -> bool {
    let (from, change) = (old.number(), old.number().abs_diff(new.number()));
    match said {
        None => change == 0,
        Some(percent) => {
            let near = (200 * change).abs_diff(2 * percent * from) <= from;
            // "less than 1%"
            let below = percent == 1 && change > 0 && 200 * change < from;
            from > 0 && (near || below)
        }
    }
}

/// Whether these are the digits of the difference, in a text that says it.
fn is_absolute((old, new): (Amount, Amount), said: Option<u128>, text: &str) -> bool {
    let change = old.number().abs_diff(new.number());
    let decimals = |amount: Amount| match amount {
        Amount::Decimal { decimals, .. } | Amount::Money { decimals, magnitude: None, .. } => Some(decimals),
        _ => None,
    };
    match (said, decimals(old).zip(decimals(new))) {
        (None, _) => change == 0,
        // Their point is where that of the finer one is; the numbers are in millionths.
        (Some(said), Some((one, other))) => {
            let finer = one.max(other);
            let same = said.checked_mul(10_u128.pow(6 - u32::from(finer.min(6)))) == Some(change);
            change > 0 && same && has_decimals(text, finer.into())
        }
        // Rounded numbers and shares are printed in larger units: their digits without zeros at the end.
        (Some(said), None) => change > 0 && trimmed(said) == trimmed(change),
    }
}

fn trimmed(mut number: u128) -> u128 {
    while number > 0 && number.is_multiple_of(10) {
        number /= 10;
    }
    number
}
