//! Checks of what each page of several has again, which nobody hears: the headings of a table that goes on, and
//! at its foot whose page it is and which.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::content::StretchOwner;
use super::page::PageView;
use crate::outline::Block;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "running-lines",
    clauses: &[(UA1, "7.8"), (HOUSE, "each page of several has its title and number")],
    run: Examines::Page(running),
}];

fn running(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let Some(running) = &expected.document.running else { return };
    let tables = expected.document.page.sections.iter().flat_map(|section| &section.blocks);
    let headings = tables
        .filter_map(Block::table)
        .map(|table| table.columns.iter().map(|column| letters(&column.plain())).collect::<String>());
    let headings: Vec<String> = headings.collect();
    let pages = page.begins.len();
    for (n, &begin) in page.begins.iter().enumerate() {
        let end = page.begins.get(n + 1).copied().unwrap_or(page.content.stretches.len());
        let (mut feet, number) = (Vec::new(), n + 1);
        for stretch in &page.content.stretches[begin..end] {
            let StretchOwner::Running { is_foot } = stretch.owner else { continue };
            let runs = &page.content.runs[stretch.runs.clone()];
            let said: String = runs.iter().map(|run| letters(page.content.said(run))).collect();
            match is_foot {
                true => feet.push(said),
                false => faults.unless(
                    headings.contains(&said),
                    format_args!("page {number} of {pages} has `{said}` again, which heads no table"),
                ),
            }
        }
        let foot = format!("{}{}", letters(&running.title), letters(&running.folio(number, pages)));
        faults.unless(feet == [foot], format_args!("page {number} of {pages} has not its title and number"));
    }
}

/// A text without what depends on where its lines end.
fn letters(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_whitespace());
    shown.map(|c| if c == '\u{2011}' { '-' } else { c }).collect()
}
