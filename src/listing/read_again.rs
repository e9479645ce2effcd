//! A finished listing is read again: what a screen reader says of it must be what the listing says, every letter
//! must stand inside the page, and each page must have its number.

use super::{Listing, ListingBlock, ListingError, ListingTable};
use crate::finished::{HeardCell, HeardDocument, HeardKind, HeardLine, HeardPart, hear, letters};

/// Compares a file of so many pages with the listing it was made from. Spaces count for nothing: very long words
/// are divided by some.
///
/// # Errors
/// If it says something else.
pub(super) fn check(bytes: &[u8], listing: &Listing, pages: usize) -> Result<(), ListingError> {
    let heard = hear(bytes).map_err(|_| ListingError::TooLong)?;
    let expected = expected(listing);
    let said: Vec<String> = heard.lines.iter().map(|line| said(&heard, line)).collect();
    same(&listing.title, &heard.title)?;
    for number in 0..expected.len().max(said.len()) {
        let [expected, said] = [&expected, &said].map(|lines| lines.get(number).map_or("", String::as_str));
        same(expected, said)?;
    }
    same(&pages.to_string(), &heard.pages.to_string())?;
    for (number, page) in (1..).zip(letters(bytes).map_err(|_| ListingError::TooLong)?) {
        let [left, bottom, right, top] = page.sheet;
        let outside = page.letters.iter().find(|letter| {
            let ((x, y), (end, _)) = (letter.begin(), letter.end());
            x < left || end > right || y < bottom || y > top
        });
        if let Some(letter) = outside {
            let what = format!("page {number}: the letter {} outside of the page", letter.text);
            return Err(ListingError::ReadOtherwise(String::new(), what));
        }
    }
    Ok(())
}

fn same(expected: &str, read: &str) -> Result<(), ListingError> {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match letters(expected) == letters(read) {
        true => Ok(()),
        false => Err(ListingError::ReadOtherwise(expected.to_owned(), read.to_owned())),
    }
}

/// What is to be heard, a line each.
fn expected(listing: &Listing) -> Vec<String> {
    let paragraphs = listing.subtitle.iter().chain(&listing.intro);
    let mut lines = vec![format!("1: {}", listing.title)];
    lines.extend(paragraphs.cloned());
    for section in &listing.sections {
        lines.push(format!("2: {}", section.heading));
        for block in &section.blocks {
            match block {
                ListingBlock::Paragraph(text) => lines.push(text.clone()),
                ListingBlock::Blanks(labels) => lines.extend(labels.iter().cloned()),
                ListingBlock::Table(table) if table.rows.is_empty() => {}
                ListingBlock::Table(table) => lines.extend(rows(table)),
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn rows(table: &ListingTable) -> impl Iterator<Item = String> {
    let (rows, columns) = (table.rows.len() + 1, table.columns.len());
    let head = table.columns.iter().map(|column| cell(&column.heading, []));
    let begin = [format!("table {rows} {columns} {}", table.summary), head.collect()];
    let body = table.rows.iter().map(|row| {
        let cells = row.iter().zip(&table.columns).enumerate().map(|(n, (text, column))| {
            // The heading of its column, then that of its row.
            let headings = [column.heading.as_str(), if n == 0 { "" } else { &row[0] }];
            cell(text, headings.into_iter().filter(|heading| !heading.is_empty()))
        });
        cells.collect()
    });
    begin.into_iter().chain(body).chain(["end".to_owned()])
}

fn cell<'h>(text: &str, headings: impl IntoIterator<Item = &'h str>) -> String {
    let headings: Vec<&str> = headings.into_iter().collect();
    format!("[{}: {text}]", headings.join(", "))
}

/// What is heard, in the same form.
fn said(document: &HeardDocument, line: &HeardLine) -> String {
    let words = |parts: &[HeardPart]| document.words(parts);
    let own = words(&line.parts);
    match &line.kind {
        HeardKind::Heading(level) => format!("{level}: {own}"),
        HeardKind::Text => own,
        HeardKind::Table { rows, columns } => format!("table {rows} {columns} {own}"),
        HeardKind::Row(_, cells) => {
            let one = |own: &HeardCell| cell(&words(&own.parts), own.headers.iter().map(String::as_str));
            cells.iter().map(one).collect()
        }
        HeardKind::EndOfTable => "end".to_owned(),
        other => format!("{other:?} {own}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ListingSection, ListingTable};
    use super::*;

    fn listing() -> Listing {
        let mut table = ListingTable::new("Foals", ["Place", "Foals"]);
        table.rows =
            vec![vec!["Fenland".to_owned(), "1,204".to_owned()], vec!["Overland".to_owned(), "7".to_owned()]];
        let blocks = vec![ListingBlock::Paragraph("As counted.".to_owned()), ListingBlock::Table(table)];
        let mut listing = Listing::new("Foals", "2024-05-01".parse().unwrap());
        listing.sections.push(ListingSection { heading: "Places".to_owned(), blocks });
        listing
    }

    /// One fault of each kind is found.
    #[test]
    fn another_listing_is_told() {
        let bytes = listing().pdf().unwrap();
        assert_eq!(check(&bytes, &listing(), 1), Ok(()));
        let faults: [fn(&mut Listing); 5] = [
            |listing| listing.title.push('s'),
            |listing| listing.intro.push("More.".to_owned()),
            |listing| listing.sections[0].heading.push('s'),
            |listing| drop(listing.sections[0].blocks.remove(0)),
            |listing| {
                let ListingBlock::Table(table) = &mut listing.sections[0].blocks[1] else { panic!() };
                table.rows.swap(0, 1);
            },
        ];
        for (number, fault) in faults.iter().enumerate() {
            let mut other = listing();
            fault(&mut other);
            assert!(
                matches!(check(&bytes, &other, 1), Err(ListingError::ReadOtherwise(..))),
                "fault {number}"
            );
        }
        assert!(check(&bytes, &listing(), 2).is_err() && check(b"%PDF-1.7", &listing(), 1).is_err());
    }
}
