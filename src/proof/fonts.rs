//! Checks of the fonts: embedded, spelt out, as wide as they say.

use super::check::{A3A, Check, Examines, Faults, HOUSE, Promise, UA1, X4};
use super::file::File;
use super::object::name;
use super::typeface::Typeface;
use crate::objects::Stream;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "fonts-embedded",
        clauses: &[(UA1, "7.21.4.1"), (A3A, "6.2.11.4.1"), (X4, "fonts")],
        run: Examines::File(embedded),
    },
    Check {
        name: "fonts-spelt",
        clauses: &[(UA1, "7.21.7"), (A3A, "6.2.11.7.2")],
        run: Examines::File(spelt),
    },
    Check {
        name: "font-widths",
        clauses: &[(UA1, "7.21.5"), (A3A, "6.2.11.5"), (X4, "fonts")],
        run: Examines::File(widths),
    },
    Check { name: "font-maps", clauses: &[(UA1, "7.21.3"), (A3A, "6.2.11.3")], run: Examines::File(maps) },
    Check {
        name: "codes-all-can-read",
        clauses: &[(HOUSE, "words for every reader")],
        run: Examines::File(codes),
    },
];

/// The fonts that no sound file before had.
fn unproved<'f>(file: &'f File<'_>) -> impl Iterator<Item = &'f Typeface<'f>> {
    file.fonts.iter().map(|font| &**font).filter(|font| !font.read.is_proved.get())
}

fn embedded(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    faults.unless(file.pages.iter().all(|page| !page.fonts.is_empty()), "a page has no font");
    for font in unproved(file) {
        let name_of = font.name();
        let sound = font.read.drawn().is_some();
        faults.unless(sound, format_args!("the font {name_of} is not embedded, or damaged"));
        let tagged = name_of.split_once('+').is_some_and(|(tag, _)| tag.len() == 6);
        let same =
            name(&font.descriptor, "FontName") == name_of && name(&font.descendant, "BaseFont") == name_of;
        faults.unless(
            tagged && same,
            format_args!("the font {name_of} is not named as a subset in all three places"),
        );
    }
}

fn spelt(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in unproved(file) {
        faults.unless(
            font.read.spelling.iter().next().is_some(),
            format_args!("the font {} does not say what its codes spell", font.name()),
        );
        for (code, text) in font.read.spelling.iter() {
            let is_none = |c| matches!(c, '\0' | '\u{feff}' | '\u{fffe}' | '\u{fffd}');
            let sound = !text.is_empty() && !text.chars().any(is_none);
            faults.unless(sound, format_args!("the code {code} of {} spells no character", font.name()));
        }
    }
}

fn widths(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in unproved(file) {
        let Some(program) = font.read.drawn() else { continue };
        for (cid, said) in font.read.widths.iter() {
            let drawn = program.width(cid);
            // The standards let them differ by one thousandth.
            let sound = drawn.is_some_and(|drawn| (drawn - said).abs() <= 1.0);
            faults.unless(sound, format_args!("the glyph {cid} of {} is not {said} wide", font.name()));
        }
    }
}

/// Codes lead to glyphs by maps that are in the file or known to all readers.
fn maps(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in unproved(file) {
        faults.unless(
            name(&font.descendant, "CIDToGIDMap") == "Identity",
            format_args!("the font {} does not say which glyph is which", font.name()),
        );
        let embedded = font.dict.get::<Stream<'_>>("Encoding").is_some();
        let known = font.predefined().is_some_and(|map| map == "Identity-H");
        faults.unless(embedded || known, format_args!("the codes of the font {} have no map", font.name()));
    }
}

/// Codes have the one map that every program knows: to those that parse no embedded maps, pdfminer
/// and all that is built on it, a page with a map of its own is empty.
fn codes(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in unproved(file) {
        let known = font.predefined().is_some_and(|map| map == "Identity-H");
        faults.unless(
            known,
            format_args!(
                "the codes of the font {} are not Identity-H; some programs would see no words",
                font.name()
            ),
        );
    }
}
