//! The dictionaries of a composite font (ISO 32000-1, 9.7.6) as printpdf makes them, and the program
//! that its subsets are made of, once for each face. In: a face; out: all that does not depend on the glyphs of a subset. To let printpdf embed
//! each subset would take a twentieth of the time that a page takes.

use super::font_tables::without_names;
use super::made::Made;
use crate::font::FontFace;
use lopdf::Dictionary;
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, TextItem,
};

/// A composite font's three dictionaries (9.7.6.1, 9.7.4.1 and 9.8.1), and the face's program.
pub struct FontParts {
    pub font: Dictionary,
    pub descendant: Dictionary,
    pub descriptor: Dictionary,
    pub program: Vec<u8>,
}

const NAME: &str = "F";

impl FontParts {
    /// Lets printpdf make them, and finishes them.
    pub fn new(face: &FontFace) -> FontParts {
        let mut made = Made::of(&document(face));
        let mut fonts = made.fonts();
        let mut font = made.dictionary(&mut fonts, NAME.as_bytes());
        let mut descendant = made.dictionaries(&mut font, b"DescendantFonts").remove(0);
        let mut descriptor = made.dictionary(&mut descendant, b"FontDescriptor");
        // Every width is stated, so no default is needed.
        descendant.remove(b"DW");
        // The ascent is what printpdf says.
        descriptor.set("CapHeight", i64::from(face.cap_height()));
        descriptor.set("XHeight", i64::from(face.x_height()));
        FontParts { font, descendant, descriptor, program: without_names(face.data()) }
    }
}

/// A document that shows one glyph of a face.
fn document(face: &FontFace) -> PdfDocument {
    let mut document = PdfDocument::new("");
    let ops = embed(&mut document, NAME, face).to_vec();
    document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
    document
}

/// Puts a face into a document's resources, and gives the operators that show a glyph of it: printpdf
/// embeds no font of which it sees none. The program is a stub, since each subset has its own.
pub fn embed(document: &mut PdfDocument, resource: &str, face: &FontFace) -> [Op; 2] {
    let id = FontId(resource.into());
    document.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed(face)));
    let glyph = Codepoint { gid: 0, offset: 0.0, cid: Some(" ".into()) };
    [
        Op::SetFont { font: PdfFontHandle::External(id), size: printpdf::Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(vec![glyph])] },
    ]
}

fn parsed(face: &FontFace) -> ParsedFont {
    let [x_min, y_min, x_max, y_max] = face.bbox();
    ParsedFont {
        original_bytes: vec![0, 1, 0, 0],
        font_index: 0,
        font_name: Some(face.post_script_name().into()),
        codepoint_to_glyph: Default::default(),
        glyph_widths: Default::default(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: face.ascent(), descent: face.descent() },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min,
            y_min,
            x_max,
            y_max,
            us_weight_class: face.weight(),
            ..Default::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Face, Fonts};
    use lopdf::Object;

    #[test]
    fn printpdf_still_takes_the_ascent_for_the_capitals_and_keeps_the_descendant_inline() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        let mut made = Made::of(&document(face));
        let mut fonts = made.fonts();
        let mut font = made.dictionary(&mut fonts, b"F");
        let Ok(Object::Array(descendants)) = font.get(b"DescendantFonts") else { panic!("{font:?}") };
        assert!(matches!(descendants.as_slice(), [Object::Dictionary(_)]));
        let mut descendant = made.dictionaries(&mut font, b"DescendantFonts").remove(0);
        let descriptor = made.dictionary(&mut descendant, b"FontDescriptor");
        let number = |key: &[u8]| descriptor.get(key).and_then(Object::as_i64).ok();
        assert_eq!(number(b"CapHeight"), Some(face.ascent().into()));
        assert_ne!(face.ascent(), face.cap_height());
        assert_eq!(number(b"XHeight"), None);
        // Upright, as the bundled faces are.
        assert_eq!(number(b"ItalicAngle"), Some(face.italic_angle().into()));
    }
}
