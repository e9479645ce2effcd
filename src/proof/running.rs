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
    let headings = tables.filter_map(Block::table).map(|table| {
        table.columns.iter().map(|column| letters(&column.plain())).collect::<String>()
    });
    let headings: Vec<String> = headings.collect();
    let pages = page.begins.len();
    for (n, &begin) in page.begins.iter().enumerate() {
        let end = page.begins.get(n + 1).copied().unwrap_or(page.content.stretches.len());
        let own = page.content.stretches[begin..end].iter().filter(|s| s.owner == StretchOwner::Running);
        let mut said: Vec<String> =
            own.map(|stretch| stretch.runs.iter().map(|run| letters(&run.text)).collect()).collect();
        let line = format!("{}{}", letters(&running.title), letters(&running.folio(n + 1, pages)));
        let sound = said.pop().is_some_and(|last| last == line);
        let number = n + 1;
        faults.unless(sound, format_args!("page {number} of {pages} does not end with its title and number"));
        for other in said.iter().filter(|said| !headings.contains(said)) {
            faults.add(format!("page {number} of {pages} has `{other}` again, which heads no table"));
        }
    }
}

/// A text without what depends on where its lines end.
fn letters(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_whitespace());
    shown.map(|c| if c == '\u{2011}' { '-' } else { c }).collect()
}
