//! What the tag tree and the table of figures say of a figure.

use crate::facts::Fact;
use crate::figure::{Amount, Missing, Qualifier, Quantity, Value};
use crate::lang::Language;
use crate::pdf::Provenance;
use crate::set::{FigureSpec, Localized};

/// What is said of a figure to readers of one language.
pub(super) fn provenance(fact: &Fact, spec: Option<&FigureSpec>, language: &Language) -> Provenance {
    let own = |text: &Localized| {
        let text = text.get(language.tag()).or_else(|| text.texts.first().map(|(_, text)| text));
        text.map(|text| text.value.clone())
    };
    let noun = spec.and_then(|spec| spec.other.as_ref()).and_then(own);
    let quantity = match fact.value {
        Value::Known(quantity) => Some(quantity),
        Value::FewerThan(limit) => {
            Some(Quantity { amount: Amount::Count(limit), qualifier: Some(Qualifier::FewerThan) })
        }
        Value::Missing(_) => None,
    };
    let shown = match (&quantity, fact.value) {
        (Some(quantity), _) => language.quantity(quantity),
        (None, Value::Missing(missing)) => language.missing(missing).to_owned(),
        (None, _) => String::new(),
    };
    let (kind, unit) = match quantity.map(|quantity| quantity.amount) {
        Some(Amount::Count(_)) => ("count", noun),
        Some(Amount::Rounded { .. }) => ("rounded", noun),
        Some(Amount::Share { .. }) => ("share", Some("%".to_owned())),
        Some(Amount::Decimal { .. }) => ("decimal", noun),
        Some(Amount::Money { .. }) => ("money", Some("$".to_owned())),
        None => (reason(fact.value), None),
    };
    Provenance {
        key: fact.key.clone(),
        label: spec.and_then(|spec| own(&spec.label)).unwrap_or_default(),
        number: quantity.map(|quantity| number(quantity.amount)),
        // A non-breaking space is of the page.
        shown: shown.replace('\u{a0}', " "),
        unit,
        bound: quantity.and_then(|quantity| quantity.qualifier).map(bound),
        kind,
        year: fact.year,
        source: fact.source.clone(),
    }
}

/// Why there is no number, as the data says it.
fn reason(value: Value) -> &'static str {
    match value {
        Value::Missing(Missing::NotReported) => "not reported",
        Value::Missing(Missing::NotApplicable) => "not applicable",
        Value::Missing(Missing::Suppressed) => "suppressed",
        Value::Known(_) | Value::FewerThan(_) => "",
    }
}

/// A number in digits, whatever words it is printed with: "36200000", "19.5", "1053.48".
fn number(amount: Amount) -> String {
    let parts = u128::from(amount.kind().parts());
    let (whole, rest) = (amount.number() / parts, amount.number() % parts);
    // With a word behind it, it has no decimals of its own.
    let decimals = if amount.magnitude().is_some() { 0 } else { usize::from(amount.decimals()) };
    match decimals {
        0 => whole.to_string(),
        _ => {
            let rest = format!("{rest:0>width$}", width = parts.ilog10() as usize);
            format!("{whole}.{}", rest.get(..decimals).unwrap_or(&rest))
        }
    }
}

/// The sign of a qualifier.
fn bound(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::MoreThan => ">",
        Qualifier::AtLeast => "≥",
        Qualifier::About => "≈",
        Qualifier::Nearly => "≲",
        Qualifier::FewerThan => "<",
        Qualifier::UpTo => "≤",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_digits() {
        let share = |basis_points, decimals| number(Amount::Share { basis_points, decimals });
        assert_eq!([share(1900, 0), share(1950, 1), share(5, 2)], ["19", "19.5", "0.05"]);
        let magnitude = crate::figure::Magnitude::Million;
        assert_eq!(number(Amount::Rounded { digits: 362, decimals: 1, magnitude }), "36200000");
        let decimal = |digits, decimals| number(Amount::Decimal { digits, decimals });
        assert_eq!([decimal(141, 1), decimal(1410, 2), decimal(5, 6)], ["14.1", "14.10", "0.000005"]);
        let money = |digits, decimals, magnitude| number(Amount::Money { digits, decimals, magnitude });
        assert_eq!([money(105_348, 2, None), money(872, 0, None)], ["1053.48", "872"]);
        assert_eq!(money(12, 1, Some(magnitude)), "1200000");
    }
}
