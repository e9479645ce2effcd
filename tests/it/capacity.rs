//! How much text a page holds, against the sizes the themes were designed for.

use crate::kit::lengths::{LENGTHS, fit, length, resized, table};
use crate::kit::set::Set;
use crate::kit::sheets::THEMES;
use handout::internals::document::Document;
use handout::internals::source::Span;

/// The sizes in points the themes were designed for, at each of the lengths.
const DESIGNED: [[f64; 10]; 2] = [
    [11.5, 11.5, 11.0, 10.5, 10.0, 9.75, 9.5, 9.25, 9.25, 9.25],
    [11.0, 11.0, 10.5, 10.0, 9.75, 9.5, 9.25, 9.0, 8.75, REFUSED],
];
const REFUSED: f64 = 0.0;

/// Where the size is another than was designed for, and by how many steps. Of the texts it was
/// designed with only the lengths are known; these lie where one size ends and the next begins, a
/// few words to and fro: `brief` at 3,640 would be one step larger if it were 8 characters shorter.
const OTHERWISE: [(&str, usize, i32); 6] = [
    ("memo", 2830, -1),
    ("memo", 3930, 1),
    ("memo", 4430, -1),
    ("brief", 3370, -1),
    ("brief", 3640, -2),
    ("brief", 3790, -1),
];

fn sample() -> (Document, Span) {
    (Set::sample().document(0), Set::sample().place())
}

#[test]
fn each_length_takes_the_size_it_was_designed_for() {
    let (sample, place) = sample();
    for (theme, designed) in THEMES.iter().zip(DESIGNED) {
        for (wanted, designed) in LENGTHS.into_iter().zip(designed) {
            let page = resized(&sample, wanted);
            assert!(length(&page).abs_diff(wanted) <= 6, "{} characters, not {wanted}", length(&page));
            let differs = OTHERWISE.iter().find(|(t, length, _)| (t, *length) == (theme, wanted));
            let steps = differs.map_or(0, |(.., steps)| *steps);
            let fit = fit(&page, place, theme);
            match &fit {
                Ok(fit) => {
                    assert_eq!(fit.size - designed, f64::from(steps) * 0.25, "{theme}, {wanted}: {fit:?}");
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
    assert!((fit.lead, fit.gap) == (1.42, 2.0) && fit.left_over > fit.leading, "{fit:?}");
    assert!(fit.warnings().iter().any(|warning| warning.contains("room for more")), "{fit:?}");
}

#[test]
fn the_table_of_the_documentation_is_this_one() {
    let documentation = include_str!("../../docs/fit.md");
    let (sample, place) = sample();
    let table = table(&sample, place);
    assert!(documentation.contains(&table), "put this into docs/fit.md:\n{table}");
}
