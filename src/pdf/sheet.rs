//! What a printer needs around a page that is cut out of a larger sheet: the boxes (ISO 32000-1,
//! 14.11.2), crop marks, registration targets, a colour bar, and the slug, a line that says what
//! this is. All of it is off the page, and decoration to every reader.

use super::profile::{Colour, Profile, Sheet};
use crate::font::{Face, Fonts};
use crate::layout::{Ink, Page, Rect, TextRun};
use crate::text::Glyph;
use crate::theme::Inks;
use crate::units::Pt;

/// On every plate in full, as marks that show whether the plates stand over each other must be.
/// It never touches the page.
const REGISTRATION: Colour = Colour::Cmyk(100, 100, 100, 100);

/// The colour bar: each plate alone, full and half, then the pairs.
const PATCHES: [Colour; 11] = [
    Colour::Cmyk(100, 0, 0, 0),
    Colour::Cmyk(0, 100, 0, 0),
    Colour::Cmyk(0, 0, 100, 0),
    Colour::Cmyk(0, 0, 0, 100),
    Colour::Cmyk(50, 0, 0, 0),
    Colour::Cmyk(0, 50, 0, 0),
    Colour::Cmyk(0, 0, 50, 0),
    Colour::Cmyk(0, 0, 0, 50),
    Colour::Cmyk(100, 100, 0, 0),
    Colour::Cmyk(0, 100, 100, 0),
    Colour::Cmyk(100, 0, 100, 0),
];

/// Side of a patch of the colour bar.
const PATCH: Pt = Pt::new(9);

/// An outer and an inner polygon, and what is between them is painted with.
type Ring = ([Vec<(Pt, Pt)>; 2], Colour);

/// Marks around the page, in the page's own coordinates.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// Crop marks, crosses and patches.
    pub(super) marks: Vec<(Rect, Colour)>,
    /// The rings of the targets.
    pub(super) rings: Vec<Ring>,
    /// The lines of text.
    pub(super) slug: Vec<TextRun>,
}

impl Furniture {
    /// The furniture of a page with the lines of its slug.
    pub(super) fn new(sheet: &Sheet, page: &Page, slug: &[String], fonts: &Fonts) -> Furniture {
        let (mut marks, mut rings) = (Vec::new(), Vec::new());
        crop_marks(sheet, page, &mut marks);
        targets(sheet, page, &mut marks, &mut rings);
        // The bar stands in the lower margin, from the middle of the right half.
        let mut rect = Rect {
            x: page.width - sheet.mark_offset * 2 - PATCH * PATCHES.len() as i64,
            y: page.height + (sheet.margin + sheet.bleed - PATCH) / 2,
            width: PATCH,
            height: PATCH,
        };
        for patch in PATCHES {
            marks.push((rect, patch));
            rect.x += PATCH;
        }
        let face = fonts.face(Face::Regular);
        let line = |(words, n): (&String, i64)| TextRun {
            face: Face::Regular,
            size: sheet.slug,
            x: sheet.mark_offset * 2,
            baseline: page.height + sheet.bleed + sheet.slug_leading * (n + 1),
            ink: Ink::Text,
            glyphs: words.chars().filter_map(|c| face.glyph(c)).map(|id| Glyph { id, adjust: 0 }).collect(),
        };
        let slug = slug.iter().zip(0..).map(line).collect();
        Furniture { marks, rings, slug }
    }
}

/// What the slug says: whose page it is, and what a printer checks first.
pub(super) fn slug(
    (name, title, language): (&str, &str, &str),
    (profile, inks): (&Profile, &Inks<Colour>),
    page: &Page,
) -> [String; 2] {
    let inches = |length: Pt| format!("{:.3}", length.to_f64() / 72.0);
    let bleed = profile.sheet.as_ref().map_or(Pt::ZERO, |sheet| sheet.bleed);
    let (width, height) = (inches(page.width), inches(page.height));
    let condition = &profile.output.condition;
    let most = inks.named().map(|(_, ink)| ink.total()).into_iter().max().unwrap_or_default();
    [
        format!("{name} | {title} | {language}"),
        format!(
            "trim {width} x {height} in | bleed {} in | CMYK, {condition} | at most {most} % ink",
            inches(bleed)
        ),
    ]
}

/// Two lines at each corner, pointing at the trim.
fn crop_marks(sheet: &Sheet, page: &Page, marks: &mut Vec<(Rect, Colour)>) {
    let (weight, length) = (sheet.mark_weight, sheet.mark_length);
    let far = sheet.mark_offset + length;
    for y in [Pt::ZERO, page.height] {
        for x in [-far, page.width + sheet.mark_offset] {
            marks.push((Rect { x, y: y - weight / 2, width: length, height: weight }, REGISTRATION));
        }
    }
    for x in [Pt::ZERO, page.width] {
        for y in [-far, page.height + sheet.mark_offset] {
            marks.push((Rect { x: x - weight / 2, y, width: weight, height: length }, REGISTRATION));
        }
    }
}

/// A cross with a ring in the middle of each side.
fn targets(sheet: &Sheet, page: &Page, marks: &mut Vec<(Rect, Colour)>, rings: &mut Vec<Ring>) {
    let (weight, length) = (sheet.mark_weight, sheet.mark_length);
    let away = sheet.mark_offset + length / 2;
    let centres = [
        (page.width / 2, -away),
        (page.width / 2, page.height + away),
        (-away, page.height / 2),
        (page.width + away, page.height / 2),
    ];
    for (x, y) in centres {
        let (left, top) = (x - length / 2, y - length / 2);
        marks.push((Rect { x: left, y: y - weight / 2, width: length, height: weight }, REGISTRATION));
        marks.push((Rect { x: x - weight / 2, y: top, width: weight, height: length }, REGISTRATION));
        let ring = [length / 4 + weight / 2, length / 4 - weight / 2].map(|radius| circle((x, y), radius));
        rings.push((ring, REGISTRATION));
    }
}

/// Cosines of the eighths of a right angle, in thousandths.
const COSINES: [i64; 9] = [1000, 981, 924, 831, 707, 556, 383, 195, 0];

/// A polygon of 32 corners about a point.
fn circle((x, y): (Pt, Pt), radius: Pt) -> Vec<(Pt, Pt)> {
    let corner = |n: usize| {
        let (along, across) = (radius.em(COSINES[n % 8]), radius.em(COSINES[8 - n % 8]));
        match n / 8 {
            0 => (x + along, y + across),
            1 => (x - across, y + along),
            2 => (x - along, y - across),
            _ => (x + across, y - along),
        }
    };
    (0..32).map(corner).collect()
}

/// The boxes of the page object with their names, from the bottom left corner of the sheet.
pub(super) fn boxes(profile: &Profile, page: &Page) -> Vec<(&'static str, [Pt; 4])> {
    let around = |outside: Pt, margin: Pt| {
        let near = margin - outside;
        [near, near, margin + page.width + outside, margin + page.height + outside]
    };
    match &profile.sheet {
        None => vec![("MediaBox", around(Pt::ZERO, Pt::ZERO))],
        Some(Sheet { margin, bleed, .. }) => vec![
            ("MediaBox", around(*margin, *margin)),
            ("BleedBox", around(*bleed, *margin)),
            ("TrimBox", around(Pt::ZERO, *margin)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OFFICE, PRESS};
    use super::*;
    use crate::theme::built_in_theme;

    #[test]
    fn the_page_stands_in_the_middle_of_its_sheet() {
        let page = Page::new(Pt::new(612), Pt::new(792));
        let whole = |boxes: Vec<(&'static str, [Pt; 4])>| -> Vec<_> {
            boxes.into_iter().map(|(name, corners)| (name, corners.map(|c| c.0 / 1000))).collect()
        };
        let press = whole(boxes(&PRESS, &page));
        let expected = [
            ("MediaBox", [0, 0, 684, 864]),
            ("BleedBox", [27, 27, 657, 837]),
            ("TrimBox", [36, 36, 648, 828]),
        ];
        assert_eq!(press, expected);
        assert_eq!(whole(boxes(&OFFICE, &page)), [("MediaBox", [0, 0, 612, 792])]);
    }

    #[test]
    fn no_mark_touches_the_bleed_nor_leaves_the_sheet() {
        let page = Page::new(Pt::new(612), Pt::new(792));
        let sheet = PRESS.sheet.as_ref().unwrap();
        let inks = PRESS.palette(&built_in_theme("memo").unwrap().color);
        let words = slug(("kentucky", "Kentucky Data 2023", "en"), (&PRESS, &inks), &page);
        assert!(words[1].ends_with("at most 220 % ink"), "{words:?}");
        let fonts = Fonts::bundled();
        let furniture = Furniture::new(sheet, &page, &words, &fonts);
        let inside = |rect: &Rect, outwards: Pt| {
            rect.x >= -outwards
                && rect.y >= -outwards
                && rect.x + rect.width <= page.width + outwards
                && rect.y + rect.height <= page.height + outwards
        };
        let apart = |rect: &Rect, outwards: Pt| {
            rect.x + rect.width <= -outwards
                || rect.y + rect.height <= -outwards
                || rect.x >= page.width + outwards
                || rect.y >= page.height + outwards
        };
        // Eight crop marks, four crosses, the bar.
        assert_eq!(furniture.marks.len(), 8 + 4 * 2 + PATCHES.len());
        for (rect, _) in &furniture.marks {
            assert!(inside(rect, sheet.margin) && apart(rect, sheet.bleed), "{rect:?}");
        }
        let face = fonts.face(Face::Regular);
        for (line, words) in furniture.slug.iter().zip(&words) {
            assert_eq!(line.glyphs.len(), words.chars().count());
            let advance = |glyph: &Glyph| line.size.em(i64::from(face.advance(glyph.id)));
            let width = line.glyphs.iter().map(advance).sum();
            let line = Rect { x: line.x, y: line.baseline - line.size, width, height: line.size };
            assert!(inside(&line, sheet.margin) && apart(&line, sheet.bleed), "{line:?}");
            for (rect, _) in &furniture.marks {
                let clear = rect.x >= line.x + line.width
                    || rect.x + rect.width <= line.x
                    || rect.y + rect.height <= line.y
                    || rect.y >= line.y + line.height;
                assert!(clear, "{rect:?} on the slug {line:?}");
            }
        }
    }
}
