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
use chrono::NaiveDate;

/// On every plate, as marks that show whether the plates stand over each other must be. It never touches
/// the page.
const REGISTRATION: DeviceColor = DeviceColor::Registration;

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

/// The slug's face: letters of 7 points need some weight.
const SLUG: Face = Face::Bold;

/// What the slug says of the page beside it.
#[derive(Debug, Clone, Copy)]
pub struct Slug<'s> {
    /// The handout's short name: "kentucky".
    pub name: &'s str,
    /// The title of the page.
    pub title: &'s str,
    /// BCP 47 tag of its language.
    pub language: &'s str,
    /// The day of release.
    pub date: NaiveDate,
    /// Which page of the file it is, and of how many.
    pub page: (usize, usize),
}

impl<'s> Slug<'s> {
    /// That of a handout of this short name and of one page.
    pub fn of(name: &'s str, meta: &'s Meta) -> Self {
        Slug { name, title: &meta.title, language: &meta.language, date: meta.date, page: (1, 1) }
    }

    /// Whose page it is, and what a printer checks first.
    pub(super) fn lines(&self, profile: &Profile, inks: &Inks<DeviceColor>, page: &Page) -> [Vec<String>; 3] {
        let inches = |length: Pt| format!("{:.3}", length.to_f64() / 72.0);
        let bleed = profile.sheet.as_ref().map_or(Pt::ZERO, |sheet| sheet.bleed);
        let Slug { name, title, language, date, page: (number, pages) } = *self;
        let (condition, info) = (&profile.output.condition, &profile.output.info);
        let most = inks.named().map(|(_, ink)| ink.total()).into_iter().max().unwrap_or_default();
        [
            vec![name.to_owned(), title.to_owned(), language.to_owned()],
            vec![
                format!("released {date}"),
                format!("page {number} of {pages}"),
                format!("trim {} x {} in", inches(page.width), inches(page.height)),
                format!("bleed {} in", inches(bleed)),
            ],
            vec![
                match info.contains(&**condition) {
                    true => format!("CMYK, {info}"),
                    false => format!("CMYK, {condition}: {info}"),
                },
                format!("at most {most} % ink"),
            ],
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
    slug: [Vec<String>; 3],
    fonts: &Fonts,
) -> impl Iterator<Item = TextRun> {
    let (x, face) = (sheet.mark_offset * 2, fonts.face(SLUG));
    // Up to the target in the middle.
    let room = (page.width - sheet.mark_length - sheet.mark_offset) / 2 - x;
    let glyphs = move |words: &str| -> Vec<Glyph> {
        words.chars().filter_map(|c| face.glyph(c)).map(|id| Glyph { id, adjust: 0 }).collect()
    };
    let fits = move |words: &str| {
        let advance = glyphs(words).iter().map(|glyph| i64::from(face.advance(glyph.id))).sum();
        sheet.slug.em(advance) <= room
    };
    slug.into_iter().zip(1..).map(move |(parts, n)| TextRun {
        face: SLUG,
        size: sheet.slug,
        x,
        baseline: page.height + sheet.bleed + sheet.slug_leading * n,
        ink: Ink::Text,
        glyphs: glyphs(&fitted(parts, fits)),
    })
}

/// The parts of a line that fits: the longest one gives way.
fn fitted(mut parts: Vec<String>, fits: impl Fn(&str) -> bool) -> String {
    loop {
        let line = parts.join(" | ");
        let Some(longest) = parts.iter_mut().max_by_key(|part| part.chars().count()) else { return line };
        if fits(&line) || longest.chars().count() < 2 {
            return line;
        }
        let kept = longest.chars().count() - 2;
        *longest = longest.chars().take(kept).chain(['…']).collect();
    }
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
    use crate::profile::{IccDescription, PRESS};

    fn letter() -> Page {
        Page::new(Pt::new(612), Pt::new(792))
    }

    /// The slug of a page of this name and title, line by line.
    fn slug(profile: &Profile, name: &str, title: &str) -> [Vec<String>; 3] {
        let inks = palette(profile, &crate::theme::built_in_theme("memo").unwrap().color);
        let date = NaiveDate::from_ymd_opt(2024, 5, 1).unwrap();
        Slug { name, title, language: "en-US", date, page: (1, 1) }.lines(profile, &inks, &letter())
    }

    fn inside(rect: &Rect, page: &Page, outwards: Pt) -> bool {
        rect.x >= -outwards
            && rect.y >= -outwards
            && rect.x + rect.width <= page.width + outwards
            && rect.y + rect.height <= page.height + outwards
    }

    fn apart(one: &Rect, other: &Rect) -> bool {
        one.x >= other.x + other.width
            || one.x + one.width <= other.x
            || one.y >= other.y + other.height
            || one.y + one.height <= other.y
    }

    #[test]
    fn no_mark_touches_the_bleed_nor_leaves_the_sheet() {
        let (page, sheet, fonts) = (letter(), PRESS.sheet.as_ref().unwrap(), Fonts::bundled());
        let (x, y, twice) = (-sheet.bleed, -sheet.bleed, sheet.bleed * 2);
        let bleed = Rect { x, y, width: page.width + twice, height: page.height + twice };
        let painted = around(sheet, &page);
        let marks = painted.iter().filter_map(|path| match *path.segments {
            [Segment::Rect(rect)] => Some(rect),
            _ => None,
        });
        let marks: Vec<Rect> = marks.collect();
        // Eight crop marks, four crosses, the bar.
        assert_eq!(marks.len(), 8 + 4 * 2 + PATCHES.len());
        assert!(marks.iter().all(|rect| inside(rect, &page, sheet.margin) && apart(rect, &bleed)));
        let long = "Commonwealth of the Northern Mariana Islands ".repeat(9);
        let described = IccDescription { text: &long, characterization: None };
        let own = PRESS.with_output(described, b"");
        for (profile, name, title) in [
            (&PRESS, "kentucky", "Kentucky Data 2023"),
            (&PRESS, "kentucky", long.as_str()),
            (&PRESS, long.as_str(), long.as_str()),
            (&own, "", ""),
        ] {
            let face = fonts.face(SLUG);
            for line in slug_runs(sheet, &page, slug(profile, name, title), &fonts) {
                let advance = |glyph: &Glyph| line.size.em(i64::from(face.advance(glyph.id)));
                let width = line.glyphs.iter().map(advance).sum();
                let line = Rect { x: line.x, y: line.baseline - line.size, width, height: line.size };
                assert!(width > Pt::new(20) && inside(&line, &page, sheet.margin) && apart(&line, &bleed));
                assert!(marks.iter().all(|rect| apart(rect, &line)), "on the slug {line:?}");
            }
        }
    }

    #[test]
    fn the_slug_says_whose_page_it_is_and_what_a_printer_checks_first() {
        let lines = slug(&PRESS, "kentucky", "Kentucky Data 2023").map(|parts| parts.join(" | "));
        assert_eq!(
            lines,
            [
                "kentucky | Kentucky Data 2023 | en-US",
                "released 2024-05-01 | page 1 of 1 | trim 8.500 x 11.000 in | bleed 0.125 in",
                "CMYK, Coated paper, CGATS TR 006 (GRACoL 2006) | at most 220 % ink",
            ]
        );
        let described = IccDescription { text: "CGATS21_CRPC6", characterization: None };
        let [.., own] = slug(&PRESS.with_output(described, b""), "kentucky", "Kentucky Data 2023");
        assert!(own.contains(&"CMYK, CGATS21-2-CRPC6: CGATS21_CRPC6".to_owned()), "{own:?}");
    }

    #[test]
    fn the_longest_part_of_a_line_gives_way() {
        let parts = || ["abc", "a long title", "de"].map(str::to_owned).to_vec();
        assert_eq!(fitted(parts(), |line| line.chars().count() <= 23), "abc | a long title | de");
        assert_eq!(fitted(parts(), |line| line.chars().count() <= 15), "abc | a l… | de");
        assert_eq!(fitted(parts(), |_| false).chars().count(), 9);
    }
}
