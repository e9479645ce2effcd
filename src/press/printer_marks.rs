//! What a printer needs around a page that is cut out of a larger sheet: crop marks, registration
//! targets, a color bar, and the slug, a line that says what this is. All of it is off the page,
//! and decoration to every reader.

use super::color::DeviceColor;
use super::sheet::PaintedPath;
use crate::document::Meta;
use crate::font::Face;
use crate::font::Fonts;
use crate::layout::{Ink, Page, Paint, Rect, Segment, TextRun};
use crate::profile::{PressSheet, Profile};
use crate::text::Glyph;
use crate::theme::Inks;
use crate::units::Pt;

/// On every plate in full, as marks that show whether the plates stand over each other must be.
/// It never touches the page.
const REGISTRATION: DeviceColor = DeviceColor::Cmyk(100, 100, 100, 100);

/// The color bar: each plate alone, full and half, then the pairs.
const PATCHES: [DeviceColor; 11] = [
    DeviceColor::Cmyk(100, 0, 0, 0),
    DeviceColor::Cmyk(0, 100, 0, 0),
    DeviceColor::Cmyk(0, 0, 100, 0),
    DeviceColor::Cmyk(0, 0, 0, 100),
    DeviceColor::Cmyk(50, 0, 0, 0),
    DeviceColor::Cmyk(0, 50, 0, 0),
    DeviceColor::Cmyk(0, 0, 50, 0),
    DeviceColor::Cmyk(0, 0, 0, 50),
    DeviceColor::Cmyk(100, 100, 0, 0),
    DeviceColor::Cmyk(0, 100, 100, 0),
    DeviceColor::Cmyk(100, 0, 100, 0),
];

/// Side of a patch of the color bar.
const PATCH: Pt = Pt::new(9);

/// What the slug says of the page beside it.
#[derive(Debug, Clone, Copy)]
pub struct Slug<'s> {
    /// The handout's short name: "kentucky".
    pub name: &'s str,
    /// The title of the page.
    pub title: &'s str,
    /// BCP 47 tag of its language.
    pub language: &'s str,
}

impl<'s> Slug<'s> {
    /// That of a handout of this short name.
    pub fn of(name: &'s str, meta: &'s Meta) -> Self {
        Slug { name, title: &meta.title, language: &meta.language }
    }

    /// Whose page it is, and what a printer checks first.
    pub(super) fn lines(&self, profile: &Profile, inks: &Inks<DeviceColor>, page: &Page) -> [String; 2] {
        let inches = |length: Pt| format!("{:.3}", length.to_f64() / 72.0);
        let bleed = profile.sheet.as_ref().map_or(Pt::ZERO, |sheet| sheet.bleed);
        let (width, height) = (inches(page.width), inches(page.height));
        let condition = &profile.output.condition;
        let most = inks.named().map(|(_, ink)| ink.total()).into_iter().max().unwrap_or_default();
        [
            format!("{} | {} | {}", self.name, self.title, self.language),
            format!(
                "trim {width} x {height} in | bleed {} in | CMYK, {condition} | at most {most} % ink",
                inches(bleed)
            ),
        ]
    }
}

/// The marks around a page, in the page's own coordinates.
pub(super) fn around(sheet: &PressSheet, page: &Page) -> Vec<PaintedPath<'static>> {
    let marks = crop_marks(sheet, page).into_iter().chain(crosses(sheet, page));
    let mut painted: Vec<_> = marks.map(|rect| PaintedPath::fill(rect, REGISTRATION)).collect();
    let bar = PATCHES.into_iter().zip(patches(sheet, page));
    painted.extend(bar.map(|(color, rect)| PaintedPath::fill(rect, color)));
    painted.extend(rings(sheet, page));
    painted
}

/// Two lines at each corner, pointing at the trim.
fn crop_marks(sheet: &PressSheet, page: &Page) -> Vec<Rect> {
    let (weight, length) = (sheet.mark_weight, sheet.mark_length);
    let far = sheet.mark_offset + length;
    let mut marks = Vec::with_capacity(8);
    for y in [Pt::ZERO, page.height] {
        for x in [-far, page.width + sheet.mark_offset] {
            marks.push(Rect { x, y: y - weight / 2, width: length, height: weight });
        }
    }
    for x in [Pt::ZERO, page.width] {
        for y in [-far, page.height + sheet.mark_offset] {
            marks.push(Rect { x: x - weight / 2, y, width: weight, height: length });
        }
    }
    marks
}

/// The registration targets stand in the middle of each side.
fn targets(sheet: &PressSheet, page: &Page) -> [(Pt, Pt); 4] {
    let away = sheet.mark_offset + sheet.mark_length / 2;
    [
        (page.width / 2, -away),
        (page.width / 2, page.height + away),
        (-away, page.height / 2),
        (page.width + away, page.height / 2),
    ]
}

/// The two lines of each target.
fn crosses(sheet: &PressSheet, page: &Page) -> impl Iterator<Item = Rect> {
    let (weight, length) = (sheet.mark_weight, sheet.mark_length);
    targets(sheet, page).into_iter().flat_map(move |(x, y)| {
        let (left, top) = (x - length / 2, y - length / 2);
        [
            Rect { x: left, y: y - weight / 2, width: length, height: weight },
            Rect { x: x - weight / 2, y: top, width: weight, height: length },
        ]
    })
}

/// The ring of each target: what is between two circles.
fn rings(sheet: &PressSheet, page: &Page) -> impl Iterator<Item = PaintedPath<'static>> {
    let (weight, length) = (sheet.mark_weight, sheet.mark_length);
    targets(sheet, page).into_iter().map(move |centre| {
        let radii = [length / 4 + weight / 2, length / 4 - weight / 2];
        let segments = radii.into_iter().flat_map(|radius| circle(centre, radius)).collect();
        PaintedPath { color: REGISTRATION, segments, paint: Paint::Fill }
    })
}

/// The color bar stands in the lower margin, at its right end.
fn patches(sheet: &PressSheet, page: &Page) -> impl Iterator<Item = Rect> {
    let first = page.width - sheet.mark_offset * 2 - PATCH * PATCHES.len() as i64;
    let y = page.height + (sheet.margin + sheet.bleed - PATCH) / 2;
    (0..).map(move |n| Rect { x: first + PATCH * n, y, width: PATCH, height: PATCH })
}

/// The lines of the slug, letter by letter: nobody reads them for pleasure.
pub(super) fn slug_runs(
    sheet: &PressSheet,
    page: &Page,
    slug: &[String],
    fonts: &Fonts,
) -> impl Iterator<Item = TextRun> {
    let face = fonts.face(Face::Regular);
    slug.iter().zip(1..).map(move |(words, n)| TextRun {
        face: Face::Regular,
        size: sheet.slug,
        x: sheet.mark_offset * 2,
        baseline: page.height + sheet.bleed + sheet.slug_leading * n,
        ink: Ink::Text,
        glyphs: words.chars().filter_map(|c| face.glyph(c)).map(|id| Glyph { id, adjust: 0 }).collect(),
    })
}

/// Cosines of the eighths of a right angle, in thousandths.
const COSINES: [i64; 9] = [1000, 981, 924, 831, 707, 556, 383, 195, 0];

/// A polygon of 32 corners about a point.
fn circle((x, y): (Pt, Pt), radius: Pt) -> impl Iterator<Item = Segment> {
    let corner = move |n: usize| {
        let (along, across) = (radius.em(COSINES[n % 8]), radius.em(COSINES[8 - n % 8]));
        let (x, y) = match n / 8 {
            0 => (x + along, y + across),
            1 => (x - across, y + along),
            2 => (x - along, y - across),
            _ => (x + across, y - along),
        };
        if n == 0 { Segment::Move(x, y) } else { Segment::Line(x, y) }
    };
    (0..32).map(corner).chain([Segment::Close])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::color::palette;
    use crate::profile::PRESS;

    #[test]
    fn no_mark_touches_the_bleed_nor_leaves_the_sheet() {
        let page = Page::new(Pt::new(612), Pt::new(792));
        let sheet = PRESS.sheet.as_ref().unwrap();
        let inks = palette(&PRESS, &crate::theme::built_in_theme("memo").unwrap().color);
        let slug = Slug { name: "kentucky", title: "Kentucky Data 2023", language: "en" };
        let words = slug.lines(&PRESS, &inks, &page);
        assert!(words[1].ends_with("at most 220 % ink"), "{words:?}");
        let fonts = Fonts::bundled();
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
        let lines: Vec<TextRun> = slug_runs(sheet, &page, &words, &fonts).collect();
        let painted = around(sheet, &page);
        let marks = painted.iter().filter_map(|path| match *path.segments {
            [Segment::Rect(rect)] => Some(rect),
            _ => None,
        });
        let marks: Vec<Rect> = marks.collect();
        // Eight crop marks, four crosses, the bar.
        assert_eq!(marks.len(), 8 + 4 * 2 + PATCHES.len());
        for rect in &marks {
            assert!(inside(rect, sheet.margin) && apart(rect, sheet.bleed), "{rect:?}");
        }
        let face = fonts.face(Face::Regular);
        for (line, words) in lines.iter().zip(&words) {
            assert_eq!(line.glyphs.len(), words.chars().count());
            let advance = |glyph: &Glyph| line.size.em(i64::from(face.advance(glyph.id)));
            let width = line.glyphs.iter().map(advance).sum();
            let line = Rect { x: line.x, y: line.baseline - line.size, width, height: line.size };
            assert!(inside(&line, sheet.margin) && apart(&line, sheet.bleed), "{line:?}");
            for rect in &marks {
                let clear = rect.x >= line.x + line.width
                    || rect.x + rect.width <= line.x
                    || rect.y + rect.height <= line.y
                    || rect.y >= line.y + line.height;
                assert!(clear, "{rect:?} on the slug {line:?}");
            }
        }
    }
}
