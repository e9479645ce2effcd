//! Which parts of a page are printed for one place: those that the theme has room for and the place has
//! figures for.

use super::phrase::Phrase;
use super::template::FigureRef;
use super::values::{Values, is_zero};
use crate::figure::{FigureId, Missing, Value};
use crate::outline::Shown;
use crate::outline::{Block, Foot, Head, Leads, Outline, Row, Section, Table};
use std::mem::take;

type PhraseOutline<'p> = Outline<&'p Phrase, &'p FigureRef>;

/// Removes what is not printed.
pub(super) fn keep_shown(page: &mut PhraseOutline<'_>, shown: Shown, values: &Values<'_>) {
    let Shown { kicker, tiles, web_label, qr, .. } = shown;
    let Outline {
        head: Head { kicker: kicker_text, .. },
        tiles: row,
        intro: _,
        sections,
        foot,
        properties: _,
    } = page;
    kicker_text.take_if(|_| !kicker);
    row.retain(|tile| values.has_something(tile.figure.0));
    match tiles {
        Some((fewest, most)) if row.len() >= fewest => row.truncate(most),
        _ => row.clear(),
    }
    sections.iter_mut().for_each(|section| keep_tables(section, values));
    let Foot { web_label: web_label_text, qr: qr_address, .. } = foot;
    web_label_text.take_if(|_| !web_label);
    qr_address.take_if(|_| !qr);
}

/// What becomes of a table.
enum Fate {
    Printed,
    /// It has too little to show; the sentence before it stands in for it.
    Said,
    /// There is nothing to say.
    Dropped,
}

fn keep_tables(section: &mut Section<&Phrase, &FigureRef>, values: &Values<'_>) {
    for mut block in take(&mut section.blocks) {
        if let Some(table) = block.table_mut() {
            let mut lead = section.blocks.pop_if(|block| block.lead_mut().is_some());
            match fate(table, values) {
                Fate::Printed => section.blocks.extend(lead),
                Fate::Said => {
                    lead.iter_mut().filter_map(Block::lead_mut).for_each(|lead| lead.leads = Leads::Astray);
                    section.blocks.extend(lead);
                    continue;
                }
                Fate::Dropped => continue,
            }
        }
        section.blocks.push(block);
    }
}

/// Drops the rows that are not printed. A table needs two rows and a number; if every row is 0, there is
/// nothing to say.
fn fate(table: &mut Table<&Phrase, &FigureRef>, values: &Values<'_>) -> Fate {
    let is_zero = |row: &Row<_, &FigureRef>| row.cells.iter().all(|cell| values.is_zero(cell.0));
    let all_zero = table.rows.iter().all(is_zero);
    let keep_zeros = table.keep_zero_rows;
    table.rows.retain(|row| !row.cells.iter().all(|cell| values.says_nothing(cell.0, keep_zeros)));
    if table.rows.is_empty() && all_zero {
        return Fate::Dropped;
    }
    let has_number = |row: &Row<_, &FigureRef>| row.cells.iter().any(|cell| values.has_number(cell.0));
    if table.rows.len() < 2 || !table.rows.iter().any(has_number) { Fate::Said } else { Fate::Printed }
}

impl Values<'_> {
    fn is_zero(&self, figure: FigureId) -> bool {
        matches!(self.fact(figure).value, Value::Known(quantity) if is_zero(quantity))
    }

    fn has_number(&self, figure: FigureId) -> bool {
        matches!(self.fact(figure).value, Value::Known(_) | Value::FewerThan(_))
    }

    /// Whether a tile has something to show.
    fn has_something(&self, figure: FigureId) -> bool {
        self.has_number(figure) && !self.is_zero(figure)
    }

    /// Whether a row is dropped: if it does not apply, or at 0 unless the wording keeps such rows.
    fn says_nothing(&self, figure: FigureId, keep_zeros: bool) -> bool {
        match self.fact(figure).value {
            Value::Known(quantity) => !keep_zeros && is_zero(quantity),
            Value::FewerThan(_) => false,
            Value::Missing(missing) => missing == Missing::NotApplicable,
        }
    }
}
