//! Checks of the fonts: embedded, spelt out, as wide as they say.

use super::check::{A3A, Check, Examines, Faults, HOUSE, Promise, UA1, X4};
use super::file::File;
use super::object::name;
use hayro_syntax::object::Stream;

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

fn embedded(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    faults.unless(file.pages.iter().all(|page| !page.fonts.is_empty()), "a page has no font");
    for font in &file.fonts {
        let name_of = font.name();
        let sound = font.program.as_deref().is_some_and(|program| Metrics::read(program).is_some());
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
    for font in &file.fonts {
        faults.unless(
            font.spelling.iter().next().is_some(),
            format_args!("the font {} does not say what its codes spell", font.name()),
        );
        for (code, text) in font.spelling.iter() {
            let sound = !text.is_empty() && !text.contains(['\0', '\u{feff}', '\u{fffe}', '\u{fffd}']);
            faults.unless(sound, format_args!("the code {code} of {} spells no character", font.name()));
        }
    }
}

fn widths(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in &file.fonts {
        let Some(metrics) = font.program.as_deref().and_then(Metrics::read) else { continue };
        for (cid, said) in font.widths.iter() {
            let drawn = metrics.width(cid.into());
            // The standards let them differ by one thousandth.
            let sound = drawn.is_some_and(|drawn| (drawn - said).abs() <= 1.0);
            faults.unless(sound, format_args!("the glyph {cid} of {} is not {said} wide", font.name()));
        }
    }
}

/// Codes lead to glyphs by maps that are in the file or known to all readers.
fn maps(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in &file.fonts {
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
    for font in &file.fonts {
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

/// The advances of a TrueType program (OpenType 1.9: head, hhea, hmtx).
struct Metrics<'f> {
    units: f64,
    count: usize,
    hmtx: &'f [u8],
}

impl<'f> Metrics<'f> {
    fn read(program: &'f [u8]) -> Option<Self> {
        let number = |bytes: &[u8], at: usize| {
            Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
        };
        let table = |tag: &[u8]| -> Option<&'f [u8]> {
            let records = program.get(12..)?.chunks(16).take(number(program, 4)?);
            let record = records.into_iter().find(|record| record.starts_with(tag))?;
            let field =
                |at: usize| Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?) as usize);
            program.get(field(8)?..field(8)?.checked_add(field(12)?)?)
        };
        let units = number(table(b"head")?, 18)? as f64;
        let count = number(table(b"hhea")?, 34)?;
        table(b"glyf")?;
        (units > 0.0 && count > 0).then_some(Metrics { units, count, hmtx: table(b"hmtx")? })
    }

    /// In thousandths of an em.
    fn width(&self, glyph: u32) -> Option<f64> {
        let at = 4 * (glyph as usize).min(self.count - 1);
        let units = u16::from_be_bytes(self.hmtx.get(at..at + 2)?.try_into().ok()?);
        Some(f64::from(units) * 1000.0 / self.units)
    }
}
