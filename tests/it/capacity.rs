//! How much text a page holds, against the sizes the themes were designed for.

use crate::kit::lengths::{LENGTHS, fit, length, resized, table};
use crate::kit::set::Set;
use crate::kit::sheets::THEMES;
use handout::internals::document::Document;
use handout::internals::source::Span;

/// The sizes in points the themes were designed for, at each of the lengths.
const DESIGNED: [[f64; 10]; 2] = [
    [11.5, 11.25, 10.25, 10.0, 9.5, 9.25, 9.25, 9.25, 9.0, 9.0],
    [11.0, 11.0, 10.0, 9.75, 9.25, 9.25, 9.0, 9.0, 8.75, 8.75],
];
const REFUSED: f64 = 0.0;

fn sample() -> (Document, Span) {
    (Set::sample().document(0), Set::sample().place())
}

#[test]
fn each_length_takes_the_size_it_was_designed_for() {
    let (sample, place) = sample();
    for (theme, designed) in THEMES.iter().zip(DESIGNED) {
        for (wanted, designed) in LENGTHS.into_iter().zip(designed) {
            let page = resized(&sample, wanted);
            assert!(length(&page).abs_diff(wanted) <= 8, "{} characters, not {wanted}", length(&page));
            let fit = fit(&page, place, theme);
            match &fit {
                Ok(fit) => {
                    assert_eq!(fit.size, designed, "{theme}, {wanted}: {fit:?}");
                }
                Err(over) => {
                    assert_eq!(designed, REFUSED, "{theme}, {wanted}: {over:?}");
                    // The text of this length that it was designed with was 9 pt too long.
                    assert!((over.height.to_f64() - 9.0).abs() < 1.0, "{theme}, {wanted}: {over:?}");
                }
            }
        }
    }
}

#[test]
fn the_shortest_text_leaves_white_at_the_foot_of_the_columns() {
    let (sample, place) = sample();
    let fit = fit(&resized(&sample, LENGTHS[0]), place, "brief").expect("it fits");
    assert!((fit.lead, fit.gap) == (1.42, 2.0) && fit.left_over > 1.0, "{fit:?}");
}

#[test]
fn the_table_of_the_documentation_is_this_one() {
    let documentation = include_str!("../../docs/fit.md");
    let (sample, place) = sample();
    let table = table(&sample, place);
    assert!(documentation.contains(&table), "put this into docs/fit.md:\n{table}");
}
