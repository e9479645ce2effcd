//! The scale of bars: amounts as whole numbers, round ends, and the sum whose parts a table has.

use crate::figure::{Amount, FigureId, Quantity};
use crate::set::SetFile;
use crate::source::Spanned;

/// Lengths of bars are in ten-thousandths, so that shares (in percent) and decimals are exact.
const UNIT: i128 = 10_000;

/// No round number is further from the largest value than a tenth of it.
const STEPS: u128 = 10;

/// An amount in ten-thousandths; a share in ten-thousandths of a percent.
pub(super) fn scaled(amount: Amount) -> i128 {
    match amount {
        Amount::Count(count) => i128::from(count) * UNIT,
        Amount::Share { basis_points, .. } => i128::from(basis_points) * (UNIT / 100),
        Amount::Rounded { digits, decimals, magnitude } => {
            // Exact: no figure has more decimals than its magnitude has zeros.
            i128::from(digits) * i128::from(magnitude.factor()) * UNIT / 10_i128.pow(u32::from(decimals))
        }
    }
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
    };
    Quantity { amount, qualifier: None }
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
