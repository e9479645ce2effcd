//! Listings: tables of many pages that are heard as they were written, whatever is written.

use handout::internals::finished::letters;
use handout::{
    HeardDocument, HeardKind, Listing, ListingBlock, ListingError, ListingSection, ListingTable, hear,
};

/// Meadows with so many rows each.
fn meadows(sections: usize, rows: usize) -> Listing {
    let mut listing = Listing::new("Meadows of the Fenland", "2024-05-01".parse().unwrap());
    listing.subtitle = Some("As they were on May 1, 2024".to_owned());
    listing.author = "Meadow Trust".to_owned();
    listing.intro.push("Each meadow with its foals, and who counted them.".to_owned());
    for section in 1..=sections {
        let mut table =
            ListingTable::new(format!("The meadows of part {section}"), ["Meadow", "Foals", "Counted by"])
                .with_figures([1]);
        let row = |n: usize| {
            let by = "the wardens of the Meadow Trust, on foot and in the rain, ".repeat(n % 4 + 1);
            vec![format!("Meadow {section}.{n}"), (n * 1204).to_string(), by]
        };
        table.rows.extend((1..=rows).map(row));
        let blocks = vec![
            ListingBlock::Paragraph(format!("Part {section} was counted twice.")),
            ListingBlock::Table(table),
            ListingBlock::Blanks(vec!["Name".to_owned(), "Date".to_owned()]),
        ];
        listing.sections.push(ListingSection { heading: format!("Part {section}"), blocks });
    }
    listing
}

fn heard(listing: &Listing) -> HeardDocument {
    hear(&listing.pdf().unwrap()).unwrap()
}

/// What each page shows in one line.
fn pages(bytes: &[u8]) -> Vec<String> {
    let text = |page: handout::internals::finished::LettersOfPage| {
        page.letters.iter().map(|letter| letter.text.as_str()).collect::<String>()
    };
    letters(bytes).unwrap().into_iter().map(text).collect()
}

#[test]
fn a_table_goes_on_over_pages_and_is_heard_once() {
    let listing = meadows(1, 120);
    let bytes = listing.pdf().unwrap();
    assert!(bytes == meadows(1, 120).pdf().unwrap(), "the same bytes");
    let pages = pages(&bytes);
    assert!(pages.len() > 2, "{}", pages.len());
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains(&format!("Page {number} of {}", pages.len())), "{page}");
        assert!(page.contains("Counted by"), "the headings stand on page {number}");
    }
    let heard = hear(&bytes).unwrap();
    let tables = heard.lines.iter().filter(|line| matches!(line.kind, HeardKind::Table { .. }));
    assert_eq!(
        tables.map(|line| &line.kind).collect::<Vec<_>>(),
        [&HeardKind::Table { rows: 121, columns: 3 }]
    );
    let lines: Vec<String> = heard.lines.iter().map(|line| heard.text(line)).collect();
    assert_eq!(
        lines[..4],
        [
            "heading level 1: Meadows of the Fenland",
            "As they were on May 1, 2024",
            "Each meadow with its foals, and who counted them.",
            "heading level 2: Part 1",
        ]
    );
    assert!(
        lines.iter().any(|line| line.starts_with("row 121: Meadow 1.120; Foals: 144480; Counted by: the"))
    );
}

#[test]
fn a_short_section_stands_on_one_page() {
    let bytes = meadows(12, 4).pdf().unwrap();
    let pages = pages(&bytes);
    for section in 1..=12 {
        let first =
            pages.iter().position(|page| page.contains(&format!("Part {section} was counted"))).unwrap();
        assert!(pages[first].contains(&format!("Meadow {section}.4")), "part {section} is on page {first}");
    }
}

#[test]
fn whatever_is_written_can_be_printed() {
    let mut listing = Listing::new("", "2024-05-01".parse().unwrap());
    assert_eq!(listing.pdf(), Err(ListingError::Untitled));
    listing.title = "A \u{1F600} title\n of\tlines".to_owned();
    let mut table = ListingTable::new("", ["a", "b", "c", "d"]);
    let word = |c: char| c.to_string().repeat(600);
    table.rows.push(vec![word('m'), word('i'), word('\u{5d0}'), "so many words ".repeat(900)]);
    table.rows.push(vec![String::new(), "x".to_owned()]);
    table.rows.push(Vec::new());
    let blocks = vec![ListingBlock::Paragraph(word('W')), ListingBlock::Table(table)];
    listing.sections.push(ListingSection { heading: word('H'), blocks });
    let heard = heard(&listing);
    assert!(heard.pages > 10, "{}", heard.pages);
    let lines: Vec<String> = heard.lines.iter().map(|line| heard.text(line)).collect();
    assert_eq!(lines[0], "heading level 1: A [U+1F600] title of lines");
    assert!(lines.iter().any(|line| line == "row 3: a: blank; b: x; c: blank; d: blank"), "{lines:?}");
}

#[test]
fn a_row_longer_than_its_table_is_refused() {
    let mut listing = meadows(1, 2);
    let ListingBlock::Table(table) = &mut listing.sections[0].blocks[1] else { panic!() };
    table.rows[1].push("one more".to_owned());
    assert_eq!(listing.pdf(), Err(ListingError::Ragged("Meadow 1.2".to_owned())));
}
