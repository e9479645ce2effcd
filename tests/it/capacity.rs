//! How much text a page holds.

use crate::kit::lengths::{fit, resized, table};
use crate::kit::set::Set;
use handout::internals::document::Document;
use handout::internals::source::Span;

fn sample() -> (Document, Span) {
    (Set::sample().document(0), Set::sample().place())
}

#[test]
fn short_text_leaves_white_at_the_foot_of_the_columns() {
    let (sample, place) = sample();
    let fit = fit(&resized(&sample, 1200), place, "brief").expect("it fits");
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
