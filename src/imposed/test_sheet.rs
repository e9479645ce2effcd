//! Pages for trying a printer out: the number and the arrow of each back lie behind those of its front, or the
//! paper was turned about the wrong edge.

use crate::batch::Printing;
use crate::document::Meta;
use crate::font::Face;
use crate::layout::{Ink, Mark, Owner, Page, TextRun};
use crate::pdf::{Enclosure, Writer};
use crate::press::{Press, Slug};
use crate::profile::Profile;
use crate::text::Glyph;
use crate::units::Pt;

/// One of them, as a file: with its number, of a finished page of this size.
pub(super) fn test_page(
    printing: &Printing<'_>,
    profile: &Profile,
    trim: [f64; 2],
    number: usize,
    back: bool,
) -> Vec<u8> {
    let [width, height] = trim.map(Pt::from_f64);
    let mut page = Page::new(width, height);
    page.paint(Owner::Artifact, arrow(width, height));
    let face = if back { "BACK" } else { "FRONT" };
    let lines = [
        (face.to_owned(), 40, 62),
        (number.to_string(), 120, 78),
        ("Hold this against the light: the arrow and the number of the back must lie".to_owned(), 14, 84),
        ("behind those of the front, and both arrows must point the same way. If they".to_owned(), 14, 87),
        ("do not, turn the paper about the other edge: in the printer, or with --flip.".to_owned(), 14, 90),
    ];
    for (words, size, down) in lines {
        let size = Pt::new(size);
        page.paint(Owner::Artifact, Mark::Text(centered(printing, &words, size, width, height * down / 100)));
    }
    let slug = Slug { name: "", title: "", language: "en", date: printing.date, page: (1, 1) };
    let press = Press::new(printing.fonts, profile, printing.colors);
    let meta = Meta { locale: "en-US".to_owned(), date: printing.date, ..Meta::default() };
    let dressed = press.dress(&page, slug);
    Writer::new(printing.fonts, profile).write(&dressed, &meta, &Enclosure::default())
}

/// It points at the head of the page.
fn arrow(width: Pt, height: Pt) -> Mark {
    let at = |x: i64, y: i64| (width * x / 100, height * y / 100);
    let corners = [(50, 8), (68, 24), (56, 24), (56, 50), (44, 50), (44, 24), (32, 24)];
    Mark::polygons(&[corners.map(|(x, y)| at(x, y)).to_vec()], Ink::Text)
}

fn centered(printing: &Printing<'_>, words: &str, size: Pt, width: Pt, baseline: Pt) -> TextRun {
    let face = printing.fonts.face(Face::Bold);
    let glyphs: Vec<Glyph> =
        words.chars().filter_map(|c| face.glyph(c)).map(|id| Glyph { id, adjust: 0 }).collect();
    let advance = glyphs.iter().map(|glyph| i64::from(face.advance(glyph.id))).sum();
    let x = (width - size.em(advance)) / 2;
    TextRun { face: Face::Bold, size, x, baseline, ink: Ink::Text, glyphs }
}
