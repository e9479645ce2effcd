//! The words of a listing as they can be printed.

use super::{Listing, ListingBlock, ListingColumn, ListingError, ListingSection, ListingTable};
use crate::font::{Face, Fonts};

/// The same listing in characters that the fonts have, with rows as long as their table is wide.
///
/// # Errors
/// If a row is longer, or a title or heading is missing.
pub(super) fn printable(listing: &Listing, fonts: &Fonts) -> Result<Listing, ListingError> {
    let clean = |text: &str| clean(text, fonts);
    let table = |table: &ListingTable| {
        let width = table.columns.len();
        let row = |row: &Vec<String>| {
            if row.len() > width {
                return Err(ListingError::Ragged(row[0].clone()));
            }
            let mut cells: Vec<String> = row.iter().map(|cell| clean(cell)).collect();
            cells.resize(width, String::new());
            Ok(cells)
        };
        let rows = table.rows.iter().map(row).collect::<Result<_, _>>()?;
        let column = |own: &ListingColumn| ListingColumn { heading: clean(&own.heading), ..own.clone() };
        Ok(ListingTable {
            summary: clean(&table.summary),
            columns: table.columns.iter().map(column).collect(),
            rows,
        })
    };
    let block = |block: &ListingBlock| {
        Ok(match block {
            ListingBlock::Paragraph(text) => ListingBlock::Paragraph(clean(text)),
            ListingBlock::Table(own) => ListingBlock::Table(table(own)?),
            ListingBlock::Blanks(labels) => {
                ListingBlock::Blanks(labels.iter().map(|label| clean(label)).collect())
            }
        })
    };
    let headed = |text: &str| Some(clean(text)).filter(|text| !text.is_empty()).ok_or(ListingError::Untitled);
    let section = |section: &ListingSection| {
        let blocks = section.blocks.iter().map(block).collect::<Result<_, ListingError>>()?;
        Ok(ListingSection { heading: headed(&section.heading)?, blocks })
    };
    Ok(Listing {
        title: headed(&listing.title)?,
        subtitle: listing.subtitle.as_deref().map(clean),
        intro: listing.intro.iter().map(|text| clean(text)).collect(),
        sections: listing.sections.iter().map(section).collect::<Result<_, ListingError>>()?,
        ..listing.clone()
    })
}

fn clean(text: &str, fonts: &Fonts) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        for c in word.chars() {
            let known = c == '\u{a0}'
                || [Face::Regular, Face::Bold].iter().all(|face| fonts.face(*face).glyph(c).is_some());
            match known {
                true => cleaned.push(c),
                false => cleaned.push_str(&format!("[U+{:04X}]", u32::from(c))),
            }
        }
    }
    cleaned
}

/// Whether a line may end there; U+00A0 keeps words together.
fn is_space(c: char) -> bool {
    c != '\u{a0}' && c.is_whitespace()
}
