//! A subset as a composite font (ISO 32000-1, 9.7.6): printpdf embeds it, says how wide its glyphs
//! are and what they spell; what it cannot know is added. In: the program and its glyphs; out: the
//! objects, the same for every file that gives them these numbers.

use super::super::syntax::{Deflate, Id};
use super::file_writer::SerializedObjects;
use super::made::Made;
use crate::font::FontFace;
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, TextItem,
};

/// How many objects one font is.
pub const OBJECTS: usize = 5;

/// A subset of a face.
pub struct FaceSubset<'a> {
    pub face: &'a FontFace,
    /// By which the resources of a page know it.
    pub resource: &'static str,
    /// Its own, different from that of any other subset (9.6.4).
    pub name: String,
    pub program: Vec<u8>,
    pub glyphs: Vec<CodedGlyph>,
}

/// A glyph of a subset.
pub struct CodedGlyph {
    /// Its number in the subset, which is its code in content streams.
    pub code: u16,
    /// How far the pen moves, in 1/1000 em.
    pub advance: u16,
    /// What it stands for.
    pub spelling: String,
}

impl FaceSubset<'_> {
    /// A document with the subset as its one font. It shows every glyph, since printpdf says nothing
    /// of those that it sees nowhere.
    pub fn document(&self) -> PdfDocument {
        let id = FontId(self.resource.into());
        let shown = |glyph: &CodedGlyph| Codepoint {
            gid: glyph.code,
            offset: 0.0,
            cid: Some(glyph.spelling.clone()),
        };
        let glyphs = TextItem::GlyphIds(self.glyphs.iter().map(shown).collect());
        let font = PdfFontHandle::External(id.clone());
        let ops = vec![Op::SetFont { font, size: printpdf::Pt(1.0) }, Op::ShowText { items: vec![glyphs] }];
        let mut document = PdfDocument::new("");
        document.resources.fonts.map.insert(id, PdfFont::new(self.parsed()));
        document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
        document
    }

    fn parsed(&self) -> ParsedFont {
        let [x_min, y_min, x_max, y_max] = self.face.bbox();
        ParsedFont {
            original_bytes: self.program.clone(),
            font_index: 0,
            font_name: Some(self.name.clone()),
            codepoint_to_glyph: Default::default(),
            glyph_widths: self.glyphs.iter().map(|glyph| (glyph.code, glyph.advance)).collect(),
            units_per_em: 1000,
            font_metrics: FontMetrics { ascent: self.face.ascent(), descent: self.face.descent() },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                us_weight_class: self.face.weight(),
                ..Default::default()
            },
        }
    }

    /// The objects at the numbers from `first` on, the font dictionary first.
    pub fn objects(&self, first: Id, deflate: &mut Deflate) -> SerializedObjects {
        let mut made = Made::of(&self.document());
        let mut fonts = made.fonts();
        let mut font = made.dictionary(&mut fonts, self.resource.as_bytes());
        let unicode = made.stream(&mut font, b"ToUnicode").content;
        let mut descendant = made.dictionaries(&mut font, b"DescendantFonts").remove(0);
        let mut descriptor = made.dictionary(&mut descendant, b"FontDescriptor");
        let program = made.stream(&mut descriptor, b"FontFile2").content;

        let [descendant_id, descriptor_id, program_id, unicode_id] = [1, 2, 3, 4].map(|n| first.plus(n));
        font.set("ToUnicode", unicode_id.reference());
        // printpdf writes it inline; 9.7.6.1 asks for an object of its own.
        font.set("DescendantFonts", vec![descendant_id.reference()]);
        descendant.set("FontDescriptor", descriptor_id.reference());
        // The ascent is what printpdf says.
        descriptor.set("CapHeight", i64::from(self.face.cap_height()));
        descriptor.set("XHeight", i64::from(self.face.x_height()));
        descriptor.set("FontFile2", program_id.reference());

        let mut objects = SerializedObjects::default();
        objects.object(first, &font.into());
        objects.object(descendant_id, &descendant.into());
        objects.object(descriptor_id, &descriptor.into());
        let keys = format!("/Length1 {}/Filter/FlateDecode", program.len());
        objects.stream(program_id, &keys, &deflate.pack(&program));
        objects.stream(unicode_id, "/Filter/FlateDecode", &deflate.pack(&unicode));
        objects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Face, Fonts};
    use lopdf::Object;

    /// What printpdf writes of a font that needs a hand: each ends when printpdf mends it.
    #[test]
    fn printpdf_still_takes_the_ascent_for_the_capitals_and_keeps_the_descendant_inline() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        let glyph = CodedGlyph { code: 1, advance: 200, spelling: " ".into() };
        let (name, program) = ("ABCDEF+Face".to_owned(), vec![0, 1, 0, 0]);
        let subset = FaceSubset { face, resource: "F0", name, program, glyphs: vec![glyph] };
        let mut made = Made::of(&subset.document());
        let mut fonts = made.fonts();
        let mut font = made.dictionary(&mut fonts, b"F0");
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
