//! The scale of bars: amounts as whole numbers, round ends, and the sum whose parts a table has.

use crate::figure::{Amount, FigureId, MOST_DECIMALS, Quantity};
use crate::set::SetFile;
use crate::source::Spanned;

/// Lengths of bars are in millionths, so that shares (in percent) and decimals are exact.
const UNIT: i128 = 1_000_000;

/// No round number is further from the largest value than a tenth of it.
const STEPS: u128 = 10;

/// An amount in millionths; a share in millionths of a percent.
pub(super) fn scaled(amount: Amount) -> i128 {
    let parts = UNIT / i128::from(amount.kind().parts());
    i128::try_from(amount.number()).unwrap_or(i128::MAX).saturating_mul(parts)
}

/// The next round number that is not below a quantity: 22 for 21.3, 250 for 241.
pub(super) fn round_up(largest: Quantity) -> Quantity {
    let number = largest.amount.number();
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|times| times * 10_u128.pow(power)));
    let step = steps.take_while(|step| step * STEPS <= number).last().unwrap_or(1);
    let end = number.div_ceil(step) * step;
    let amount = match largest.amount {
        Amount::Share { decimals, .. } => Amount::Share { basis_points: end as u32, decimals },
        Amount::Count(_) | Amount::Rounded { .. } => Amount::Count(end as u64),
        Amount::Decimal { decimals, .. } => {
            let (digits, decimals) = with_decimals(end, decimals);
            Amount::Decimal { digits, decimals }
        }
        Amount::Money { decimals, magnitude, .. } => {
            // "$1,200,000" needs no cents.
            let (digits, decimals) = match with_decimals(end, if magnitude.is_some() { 0 } else { decimals })
            {
                (digits, 1) => (digits * 10, 2),
                other => other,
            };
            Amount::Money { digits, decimals, magnitude: None }
        }
    };
    Quantity { amount, qualifier: None }
}

/// The digits of a number in millionths, with at least so many decimals, and how many it has.
fn with_decimals(number: u128, least: u8) -> (u64, u8) {
    let places = |decimals: u8| 10_u128.pow(u32::from(MOST_DECIMALS - decimals));
    let decimals = (least.min(MOST_DECIMALS)..MOST_DECIMALS).find(|own| number.is_multiple_of(places(*own)));
    let decimals = decimals.unwrap_or(MOST_DECIMALS);
    (u64::try_from(number / places(decimals)).unwrap_or(u64::MAX), decimals)
}

/// The figure that all of these are parts of.
pub(super) fn total_of(figures: &[FigureId], set: &SetFile) -> Option<FigureId> {
    let key = |figure: &FigureId| set.figures.get(figure.index()).map(|spec| spec.key.value.as_str());
    let has_all = |parts: &[Spanned<String>]| {
        !figures.is_empty()
            && figures.iter().all(|figure| parts.iter().any(|part| key(figure) == Some(part.value.as_str())))
    };
    set.figures.iter().zip((0..).map(FigureId)).find(|(spec, _)| has_all(&spec.sum_of)).map(|(_, id)| id)
}
