//! Faults of the program before a file is written, planted one at a time: the proof of the finished file
//! sees each of them.

use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{LANGUAGES, Maker, THEMES};
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, InlineKind, RichText};
use handout::internals::facts;
use handout::internals::font::{Face, Fonts};
use handout::internals::layout::Mark;
use handout::internals::outline::Block;
use handout::internals::profile::PROFILES;
use handout::internals::proof::{Expectation, prove};
use std::collections::BTreeSet;

fn found(bytes: &[u8], expected: &Expectation<'_>) -> BTreeSet<&'static str> {
    prove(bytes, expected).iter().map(|broken| broken.check).collect()
}

/// Every text of a page that may hold figures.
fn texts(document: &mut Document) -> impl Iterator<Item = &mut RichText> {
    let tiles = document.page.tiles.iter_mut().map(|tile| &mut tile.figure.text);
    let blocks = document.page.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let blocks = blocks.flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![&mut paragraph.text],
        Block::Table(table) => {
            table.rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| &mut cell.text).collect()
        }
        Block::List(_) => Vec::new(),
    });
    tiles.chain(blocks)
}

/// A slip of what writes numbers.
type Slip = fn(&str) -> String;

const SLIPS: [(&str, Slip); 5] = [
    ("two digits exchanged", |text| {
        let mut letters: Vec<char> = text.chars().collect();
        let digits: Vec<usize> = (0..letters.len()).filter(|&n| letters[n].is_ascii_digit()).collect();
        if let [.., one, two] = digits[..] {
            letters.swap(one, two);
        }
        letters.into_iter().collect()
    }),
    ("the first digit lost", |text| text.replacen(|c: char| c.is_ascii_digit(), "", 1)),
    ("a zero more", |text| text.replacen(|c: char| c.is_ascii_digit(), "10", 1)),
    ("a point for a comma", |text| text.replace(',', ".")),
    ("millions for billions", |text| text.replace("million", "billion").replace("millones", "mil millones")),
];

#[test]
fn a_wrong_formatter_is_found() {
    let set = Set::sample();
    for theme in THEMES {
        let theme = set.theme(theme);
        let maker = Maker::new(set, &theme, PROFILES[0]);
        for language in 0..LANGUAGES.len() {
            let sound = maker.make(language, 0, |_| {});
            for (name, slip) in SLIPS {
                let mut document = sound.document.clone();
                let mut slipped = 0;
                for inline in texts(&mut document).flat_map(|text| &mut text.inlines) {
                    let other = slip(&inline.text);
                    if matches!(inline.kind, InlineKind::Figure(..)) && other != inline.text {
                        inline.text = other;
                        slipped += 1;
                    }
                }
                assert!(slipped > 0, "{name}");
                let sheet = maker.made((language, 0), (document, sound.facts.clone()), |_| {});
                let found = found(&sheet.bytes, &sheet.expected());
                assert!(found.contains("numbers-read"), "{name}: {found:?}");
            }
        }
    }
}

#[test]
fn facts_of_another_place_are_found() {
    let set = Set::sample();
    let other = Draft::sample().edit("states/kentucky.toml", "cybertips = 8_597", "cybertips = 8_598").read();
    let others = facts::validate(&other.dataset, &other.dataset.states[0], &mut Sink::default()).unwrap();
    for theme in THEMES {
        let theme = set.theme(theme);
        let maker = Maker::new(set, &theme, PROFILES[0]);
        let sheet = maker.make(0, 0, |_| {});
        // The page is said from one, the data inside and the tags are of the other; and all but the data.
        let mixed = maker.made((0, 0), (sheet.document.clone(), others.clone()), |_| {});
        assert!(found(&mixed.bytes, &mixed.expected()).contains("numbers-read"));
        let expected = Expectation { facts: &others, ..sheet.expected() };
        let told = found(&sheet.bytes, &expected);
        assert!(told.contains("numbers-read") && told.contains("figures-true"), "{told:?}");
        assert!(told.contains("data-true"), "{told:?}");
    }
}

#[test]
fn a_wrong_subset_is_found() {
    let (set, fonts) = (Set::sample(), Fonts::bundled());
    for theme in THEMES {
        let theme = set.theme(theme);
        let sheet = Maker::new(set, &theme, PROFILES[0]).make(0, 0, |page| {
            for face in [Face::Regular, Face::Semibold, Face::Bold] {
                let digit = |page: &handout::internals::layout::Page, c: &str| {
                    let variants = fonts.face(face).variants();
                    let own = fonts.face(face).glyph(c.chars().next().unwrap()).unwrap();
                    let all: Vec<u16> = variants.get(c).into_iter().flatten().copied().chain([own]).collect();
                    all.into_iter().find(|glyph| uses(page, face, *glyph))
                };
                let (Some(eight), Some(three)) = (digit(page, "8"), digit(page, "3")) else { continue };
                // What is drawn as a three reads as an eight.
                page.spellings.insert((face, three), "8".to_owned());
                for item in &mut page.items {
                    if let Mark::Text(run) = &mut item.mark
                        && run.face == face
                    {
                        run.glyphs.retain(|glyph| glyph.id != three);
                        run.glyphs
                            .iter_mut()
                            .filter(|glyph| glyph.id == eight)
                            .for_each(|glyph| glyph.id = three);
                    }
                }
            }
        });
        let found = found(&sheet.bytes, &sheet.expected());
        assert!(found.contains("glyphs-drawn"), "{found:?}");
    }
}

fn uses(page: &handout::internals::layout::Page, face: Face, glyph: u16) -> bool {
    page.items.iter().any(|item| match &item.mark {
        Mark::Text(run) => run.face == face && run.glyphs.iter().any(|own| own.id == glyph),
        _ => false,
    })
}
