//! Every letter of a page: what it reads as, whose it is and where it stands.

use super::content::ContentWalk;
use super::font::ReadFont;
use super::open;
use super::values::numbers;
use crate::pdf::Unreadable;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name};
use hayro_syntax::page::Page;
use std::collections::BTreeMap;

/// `[a b c d e f]` of ISO 32000-1, 8.3.3.
pub(super) type Matrix = [f64; 6];

/// What one code shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// What it reads as: several characters for a ligature; none behind the first of a stretch that
    /// reads as another text.
    pub text: String,
    /// The mark it stands in; `None` for decoration, and for what is nobody's.
    pub mark: Option<i64>,
    /// From ems to points of the page.
    pub place: [f64; 6],
    /// How far the pen moves, in ems.
    pub width: f64,
    /// Its font, by its place among those of the page.
    pub font: usize,
}

/// Something drawn that is not a letter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawing {
    /// What an area takes, or one piece of a line with its weight: left, bottom, right, top.
    pub area: [f64; 4],
}

/// The letters of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LettersOfPage {
    /// In the order they are painted.
    pub letters: Vec<Letter>,
    /// What else is painted.
    pub drawings: Vec<Drawing>,
    /// Names of the fonts.
    pub fonts: Vec<String>,
    /// The sheet: left, bottom, right, top.
    pub sheet: [f64; 4],
}

/// The letters of each page.
///
/// # Errors
/// If the file cannot be read.
pub fn letters(bytes: &[u8]) -> Result<Vec<LettersOfPage>, Unreadable> {
    let pdf = open(bytes)?;
    Ok(of_pages(&pdf).map(|(_, letters)| letters).collect())
}

/// The letters of each page, with the number of its object.
pub(super) fn of_pages(pdf: &Pdf) -> impl Iterator<Item = (u32, LettersOfPage)> {
    pdf.pages().iter().map(|page| {
        let number = page.raw().obj_id().map_or(0, |id| id.obj_number);
        (number, LettersOfPage::of(page))
    })
}

impl LettersOfPage {
    fn of(page: &Page<'_>) -> Self {
        let (fonts, names) = fonts(&page.raw().get("Resources").unwrap_or_else(Dict::empty));
        let walk = ContentWalk::new(&fonts, &names);
        let (letters, drawings) = walk.read(page.page_stream().unwrap_or_default());
        let sheet = numbers(page.raw(), "MediaBox").try_into().unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let fonts = fonts.into_iter().map(|font| font.name).collect();
        LettersOfPage { letters, drawings, fonts, sheet }
    }
}

/// The fonts of some resources, and which of them each name is.
pub(super) fn fonts(resources: &Dict<'_>) -> (Vec<ReadFont>, BTreeMap<String, usize>) {
    let (mut fonts, mut names) = (Vec::new(), BTreeMap::new());
    let named: Dict<'_> = resources.get("Font").unwrap_or_else(Dict::empty);
    let keys: Vec<Name<'_>> = named.keys().collect();
    for key in keys {
        if let Some(font) = named.get::<Dict<'_>>(key.as_str()) {
            names.insert(key.as_str().to_owned(), fonts.len());
            fonts.push(ReadFont::of(&font));
        }
    }
    (fonts, names)
}

impl Letter {
    /// Where the pen is before it.
    pub fn begin(&self) -> (f64, f64) {
        (self.place[4], self.place[5])
    }

    /// Where the pen is behind it.
    pub fn end(&self) -> (f64, f64) {
        let [a, b, _, _, e, f] = self.place;
        (a * self.width + e, b * self.width + f)
    }

    /// How large it is, in points.
    pub fn size(&self) -> f64 {
        let [a, b, ..] = self.place;
        a.hypot(b)
    }
}

/// The first matrix, then the second (8.3.4).
pub(super) fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}
