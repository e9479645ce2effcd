//! The last decisions before a page is written: its inks, what runs over the trim, how thin a rule
//! may be, and what a printer needs around it.
//!
//! In: a [`Page`] as it was laid out, a [`Profile`] and a theme's [`Colors`]. Out: a
//! [`DressedPage`], which a writer only has to spell.

mod color;
mod printer_marks;
mod sheet;
mod underline;

pub use color::DeviceColor;
pub use printer_marks::Slug;
pub use sheet::{CutBoxes, DressedPage, MarkOwner, MarkShape, PageBoxes, PaintedMark, PaintedPath};

use crate::font::Fonts;
use crate::layout::{Ink, Item, Mark, Owner, Page, Paint, PathMark, Rect, Segment};
use crate::profile::{InkSet, PressSheet, Profile};
use crate::theme::{BannerStyle, Colors, Inks};
use crate::units::Pt;
use std::borrow::Cow;

/// Dresses the pages of one profile and theme.
pub struct Press<'a> {
    fonts: &'a Fonts,
    profile: &'a Profile,
    inks: Inks<DeviceColor>,
    /// The letters of links where those around them are those of reading text, if they are told by it alone.
    link_color: DeviceColor,
    underlined: bool,
}

impl<'a> Press<'a> {
    /// Looks the theme's inks up.
    pub fn new(fonts: &'a Fonts, profile: &'a Profile, colors: &Colors) -> Self {
        let inks = color::palette(profile, colors);
        // Only a screen has links in colors.
        let (link_color, underlined) = match profile.inks {
            InkSet::Rgb => (colors.link.office.into(), colors.link.underline),
            InkSet::Gray | InkSet::Cmyk => (inks.text, true),
        };
        Press { fonts, profile, inks, link_color, underlined }
    }

    /// A page with nothing left to decide; `slug` is printed beside it, if there is room.
    pub fn dress<'p>(&self, page: &'p Page, slug: Slug<'_>) -> DressedPage<'p> {
        let (mut decoration, mut painted) = (Vec::new(), Vec::new());
        let linked = underline::linked(page);
        let mut lines = Vec::new();
        for item in &page.items {
            let Some(mut mark) = self.painted(item, page) else { continue };
            if let Some(run) = underline::words(item, &linked) {
                let colored = run.ink == Ink::Text && self.link_color != self.inks.text;
                if colored {
                    mark.color = self.link_color;
                }
                if self.underlined || !colored {
                    let line = underline::underline(run, self.fonts, self.profile.least_rule).into_iter();
                    lines.extend(line.map(|rect| PaintedPath::fill(rect, mark.color)));
                }
            }
            match mark {
                PaintedMark { owner: MarkOwner::Page, color, shape: MarkShape::Path(segments, paint) } => {
                    decoration.push(PaintedPath { color, segments, paint });
                }
                mark => painted.push(mark),
            }
        }
        // Those of one color next to each other.
        lines.sort_by_key(|line| line.color != self.inks.text);
        decoration.append(&mut lines);
        let mut printer_marks = Vec::new();
        if let Some(sheet) = &self.profile.sheet {
            printer_marks = printer_marks::around(sheet, page);
            let lines = slug.lines(self.profile, &self.inks, page);
            let runs = printer_marks::slug_runs(sheet, page, lines, self.fonts);
            painted.extend(runs.map(|run| PaintedMark {
                owner: MarkOwner::Sheet,
                color: self.inks.text,
                shape: MarkShape::Text(Cow::Owned(run)),
            }));
        }
        DressedPage {
            page,
            decoration,
            printer_marks,
            painted,
            links: if self.profile.links { &page.links } else { &[] },
            margin: self.profile.sheet.as_ref().map_or(Pt::ZERO, |sheet| sheet.margin),
            boxes: boxes(self.profile, page),
        }
    }

    /// `None` for a part of a band where there is none.
    fn painted<'p>(&self, item: &'p Item, page: &Page) -> Option<PaintedMark<'p>> {
        let banner = match self.profile.inks {
            InkSet::Gray => page.banner.gray,
            InkSet::Rgb | InkSet::Cmyk => page.banner.color,
        };
        let (shape, ink) = match &item.mark {
            Mark::Text(run) => (MarkShape::Text(Cow::Borrowed(run)), run.ink),
            Mark::Part(run, reads) => (MarkShape::Part(run, reads), run.ink),
            Mark::Path(path) => (self.thick_enough(path), path.ink),
            Mark::Band { rect, trimmed, ink, line } => {
                let sheet = self.profile.sheet.as_ref();
                let rect = match banner {
                    BannerStyle::Fill => sheet.map_or(*rect, |sheet| bled(*trimmed, sheet, page)),
                    BannerStyle::Line => (*line)?,
                };
                (MarkShape::rectangle(rect), *ink)
            }
        };
        let owner = match item.owner {
            Owner::Content(id) => MarkOwner::Content(id),
            Owner::Artifact => MarkOwner::Page,
        };
        Some(PaintedMark { owner, color: self.inks.colour(ink, banner), shape })
    }

    /// A path whose lines are no thinner than the profile's paper can hold; a rule is a line too.
    fn thick_enough<'p>(&self, path: &'p PathMark) -> MarkShape<'p> {
        let least = self.profile.least_rule;
        match (path.segments.as_slice(), path.paint) {
            ([Segment::Rect(rect)], Paint::Fill) if path.ink == Ink::Rule && rect.height < least => {
                let y = rect.y - (least - rect.height) / 2;
                MarkShape::rectangle(Rect { y, height: least, ..*rect })
            }
            (segments, Paint::Stroke(weight)) => {
                MarkShape::Path(Cow::Borrowed(segments), Paint::Stroke(weight.max(least)))
            }
            (segments, Paint::Fill) => MarkShape::Path(Cow::Borrowed(segments), Paint::Fill),
        }
    }
}

/// A rectangle whose sides at the trim run out over it.
fn bled(trimmed: Rect, sheet: &PressSheet, page: &Page) -> Rect {
    let over = |touches: bool| if touches { sheet.bleed } else { Pt::ZERO };
    let left = over(trimmed.x <= Pt::ZERO);
    let top = over(trimmed.y <= Pt::ZERO);
    let right = over(trimmed.x + trimmed.width >= page.width);
    let bottom = over(trimmed.y + trimmed.height >= page.height);
    Rect {
        x: trimmed.x - left,
        y: trimmed.y - top,
        width: left + trimmed.width + right,
        height: top + trimmed.height + bottom,
    }
}

/// The boxes of a page.
fn boxes(profile: &Profile, page: &Page) -> PageBoxes {
    let around = |outside: Pt, margin: Pt| {
        let near = margin - outside;
        [near, near, margin + page.width + outside, margin + page.height + outside]
    };
    match &profile.sheet {
        None => PageBoxes { media: around(Pt::ZERO, Pt::ZERO), cut: None },
        Some(PressSheet { margin, bleed, .. }) => PageBoxes {
            media: around(*margin, *margin),
            cut: Some(CutBoxes { bleed: around(*bleed, *margin), trim: around(Pt::ZERO, *margin) }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{GRAY, OFFICE, PRESS};

    fn letter() -> Page {
        Page::new(Pt::new(612), Pt::new(792))
    }

    #[test]
    fn the_page_stands_in_the_middle_of_its_sheet() {
        let whole = |corners: [Pt; 4]| corners.map(|corner| corner.0 / 1000);
        let PageBoxes { media, cut } = boxes(&PRESS, &letter());
        let CutBoxes { bleed, trim } = cut.unwrap();
        assert_eq!(whole(media), [0, 0, 684, 864]);
        assert_eq!(whole(bleed), [27, 27, 657, 837]);
        assert_eq!(whole(trim), [36, 36, 648, 828]);
        let PageBoxes { media, cut } = boxes(&OFFICE, &letter());
        assert_eq!((whole(media), cut), ([0, 0, 612, 792], None));
    }

    #[test]
    fn lines_are_as_thick_as_the_paper_needs() {
        let (fonts, colors) = (Fonts::bundled(), crate::theme::built_in_theme("memo").unwrap().color);
        let line = |ink| {
            let segments = vec![Segment::Move(Pt(0), Pt(0)), Segment::Line(Pt::new(9), Pt::new(9))];
            Mark::Path(PathMark { segments, paint: Paint::Stroke(Pt(500)), ink })
        };
        let rule = Rect { x: Pt::new(72), y: Pt::new(100), width: Pt::new(9), height: Pt(500) };
        let mut page = letter();
        for mark in [line(Ink::Navy), Mark::fill(rule, Ink::Rule), Mark::fill(rule, Ink::Navy)] {
            page.paint(Owner::Artifact, mark);
        }
        let date = chrono::NaiveDate::default();
        let slug = Slug { name: "", title: "", language: "", date, page: (1, 1) };
        let dressed = |profile| -> Vec<Pt> {
            let press = Press::new(&fonts, profile, &colors);
            let weight = |path: &PaintedPath| match (path.paint, &path.segments[0]) {
                (Paint::Stroke(weight), _) => weight,
                (Paint::Fill, Segment::Rect(rect)) => rect.height,
                (Paint::Fill, _) => Pt::ZERO,
            };
            press.dress(&page, slug).decoration.iter().map(weight).collect()
        };
        assert_eq!(dressed(&OFFICE), [Pt(500), Pt(500), Pt(500)]);
        assert_eq!(dressed(&GRAY), [Pt(750), Pt(750), Pt(500)]);
    }
}
