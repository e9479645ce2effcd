//! A file whose pages paint pages of others: what each paints itself, and what the others bring.

use super::content::ContentWalk;
use super::letters::{Drawing, Letter, Matrix, fonts, product};
use super::values::{name, numbers};
use crate::pdf::Unreadable;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, Stream};

/// A page and what it paints.
#[derive(Debug, Clone, PartialEq)]
pub struct PaintedSheet {
    /// Its own letters.
    pub letters: Vec<Letter>,
    /// What else is its own.
    pub drawings: Vec<Drawing>,
    /// In painting order.
    pub forms: Vec<PaintedForm>,
    /// `/MediaBox`, `/BleedBox`, `/TrimBox`: left, bottom, right, top; those it has.
    pub boxes: [Option<[f64; 4]>; 3],
    /// Whether it has annotations, or is turned or scaled by an entry of its own.
    pub more: bool,
}

/// A form object (ISO 32000-1, 8.10) at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PaintedForm {
    /// What it does not paint beyond, in points of the page.
    pub clip: [f64; 4],
    /// Its letters, at their places on the page.
    pub letters: Vec<Letter>,
}

/// Every page of a file that this program has just made, however large.
///
/// # Errors
/// If it cannot be read.
pub fn painted_sheets(bytes: &[u8]) -> Result<Vec<PaintedSheet>, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| Unreadable::Damaged)?;
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        let dict = page.raw();
        let resources: Dict<'_> = dict.get("Resources").unwrap_or_else(Dict::empty);
        let objects: Dict<'_> = resources.get("XObject").unwrap_or_else(Dict::empty);
        let (own_fonts, names) = fonts(&resources);
        let walk = ContentWalk::new(&own_fonts, &names);
        let (letters, drawings, painted) = walk.read_all(page.page_stream().unwrap_or_default());
        let forms = painted.iter().map(|(name, place)| {
            let form = objects.get::<Stream<'_>>(name.as_str()).ok_or(Unreadable::Damaged)?;
            PaintedForm::of(&form, place)
        });
        let corners = |key: &str| <[f64; 4]>::try_from(numbers(dict, key)).ok();
        sheets.push(PaintedSheet {
            letters,
            drawings,
            forms: forms.collect::<Result<_, _>>()?,
            boxes: ["MediaBox", "BleedBox", "TrimBox"].map(corners),
            more: ["Annots", "Rotate", "UserUnit"].iter().any(|key| dict.contains_key(*key)),
        });
    }
    Ok(sheets)
}

impl PaintedForm {
    fn of(form: &Stream<'_>, place: &Matrix) -> Result<Self, Unreadable> {
        let dict = form.dict();
        let content = form.decoded().map_err(|_| Unreadable::Damaged)?;
        let [left, bottom, right, top] =
            <[f64; 4]>::try_from(numbers(dict, "BBox")).map_err(|_| Unreadable::Damaged)?;
        if name(dict, "Subtype") != "Form" || dict.get::<Object<'_>>("Matrix").is_some() {
            return Err(Unreadable::Damaged);
        }
        let corner = |x: f64, y: f64| {
            let [.., x, y] = product(&[1.0, 0.0, 0.0, 1.0, x, y], place);
            [x, y]
        };
        let ([a, b], [c, d]) = (corner(left, bottom), corner(right, top));
        let (fonts, names) = fonts(&dict.get("Resources").unwrap_or_else(Dict::empty));
        let (letters, _) = ContentWalk::new(&fonts, &names).at(*place).read(&content);
        Ok(PaintedForm { clip: [a.min(c), b.min(d), a.max(c), b.max(d)], letters })
    }
}
