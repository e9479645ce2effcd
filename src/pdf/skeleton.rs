//! What every file of a profile shares, made once: printpdf lays out the document (catalog, page
//! tree, page, information, the dictionaries of the faces), and here what it writes wrong, at
//! random or not at all is put right on lopdf's objects.

use super::body::{Block, Body};
use super::content::STATES;
use super::deflate::Deflate;
use super::operand::Id;
use super::profile::{InkSet, Output, Profile};
use crate::font::{Face, FontFace, Fonts};
use lopdf::{Dictionary, Object, StringFormat, dictionary};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, TextItem,
};

/// The faces in the order of their resource names.
pub(super) const FACES: [Face; 3] = [Face::Regular, Face::Semibold, Face::Bold];
/// The resource names (ISO 32000-1, 7.8.3).
pub(super) const FONT_NAMES: [&str; 3] = ["F0", "F1", "F2"];

// The numbers of the objects every file has; fonts, links and elements follow.
pub(super) const CATALOG: Id = Id(1);
pub(super) const PAGES: Id = Id(2);
pub(super) const PAGE: Id = Id(3);
pub(super) const INFO: Id = Id(4);
pub(super) const METADATA: Id = Id(5);
pub(super) const ICC: Id = Id(6);
pub(super) const STRUCTURE: Id = Id(7);
pub(super) const PARENTS: Id = Id(8);
pub(super) const CONTENT: Id = Id(9);
pub(super) const FIRST_FONT: Id = Id(10);

/// The shared parts of a profile's files.
pub(super) struct Skeleton {
    /// The head of the file and the objects that never differ.
    pub(super) head: Block,
    /// The catalog, without the language.
    pub(super) catalog: Dictionary,
    /// The page, without its size, fonts and links.
    pub(super) page: Dictionary,
    /// The page's resources, without fonts.
    pub(super) resources: Dictionary,
    /// The information dictionary, without title, author and dates.
    pub(super) info: Dictionary,
    /// The dictionaries of each face, without what depends on the glyphs used.
    pub(super) fonts: [FontParts; 3],
}

/// A composite font's three dictionaries (ISO 32000-1, 9.7.6.1, 9.7.4.1 and 9.8.1).
#[derive(Debug, Clone)]
pub(super) struct FontParts {
    pub(super) font: Dictionary,
    pub(super) descendant: Dictionary,
    pub(super) descriptor: Dictionary,
}

/// Who made the file.
pub(super) const CREATOR: &str = concat!("handout ", env!("CARGO_PKG_VERSION"));
/// What wrote it.
pub(super) const PRODUCER: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), ", printpdf 0.12.8");

impl Skeleton {
    /// Lets printpdf make the document and finishes it.
    pub(super) fn new(fonts: &Fonts, profile: &Profile, deflate: &mut Deflate) -> Skeleton {
        let document = document(fonts).to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        let dictionary = |id| document.get_dictionary(id).expect("printpdf wrote it").clone();
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a catalog");
        let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("the info");
        let page = *document.get_pages().get(&1).expect("a page");
        Skeleton {
            head: head(profile, deflate),
            catalog: catalog(dictionary(root), profile),
            resources: resources(profile),
            info: information(dictionary(info), profile),
            fonts: FONT_NAMES.map(|name| font_parts(&document, page, name)),
            page: page_parts(dictionary(page)),
        }
    }
}

/// A document of one page that shows one glyph of each face; a face without a glyph in use gets
/// no dictionary. The font program is a stub, its place is taken by the subset of each page.
fn document(fonts: &Fonts) -> PdfDocument {
    let mut document = PdfDocument::new("");
    let mut ops = Vec::new();
    for (face, name) in FACES.into_iter().zip(FONT_NAMES) {
        let id = FontId(name.into());
        let font = PdfFont::new(parsed_font(fonts.face(face)));
        document.resources.fonts.map.insert(id.clone(), font);
        let glyph = Codepoint { gid: 0, offset: 0.0, cid: Some(" ".into()) };
        ops.push(Op::SetFont { font: PdfFontHandle::External(id), size: printpdf::Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(vec![glyph])] });
    }
    document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
    document
}

fn parsed_font(face: &FontFace) -> ParsedFont {
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

/// The parts of one face, without printpdf's subset, widths and ToUnicode; the descendant, which
/// printpdf writes inline, as an object of its own (9.7.6.1 asks for it).
fn font_parts(document: &lopdf::Document, page: lopdf::ObjectId, name: &str) -> FontParts {
    let get = |dictionary: &Dictionary, key: &[u8]| -> Dictionary {
        let value = dictionary.get_deref(key, document).and_then(Object::as_dict);
        value.expect("printpdf wrote it").clone()
    };
    let page = document.get_dictionary(page).expect("the page");
    let mut font = get(&get(&get(page, b"Resources"), b"Font"), name.as_bytes());
    let descendants = font.remove(b"DescendantFonts").expect("a composite font");
    let mut descendant = descendants.as_array().expect("an array")[0].as_dict().expect("inline").clone();
    let descriptor = get(&descendant, b"FontDescriptor");
    // Every width is stated, so no default is needed.
    descendant.remove(b"DW");
    FontParts { font, descendant, descriptor }
}

/// The catalog (ISO 32000-1, 7.7.2).
fn catalog(mut catalog: Dictionary, profile: &Profile) -> Dictionary {
    // How the window opens is the reader's business.
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("Pages", PAGES.reference());
    catalog.set("Metadata", METADATA.reference());
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", STRUCTURE.reference());
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let intents = profile.output.subtypes.iter().map(|subtype| output_intent(subtype, &profile.output));
    catalog.set("OutputIntents", intents.collect::<Vec<_>>());
    catalog
}

/// An output intent (14.11.5). All of a file's have the same ICC profile, as PDF/A wants it
/// (ISO 19005-3, 6.2.3).
fn output_intent(subtype: &str, output: &Output) -> Object {
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => subtype,
        "OutputConditionIdentifier" => ascii(&output.condition),
        "Info" => ascii(&output.info),
        "DestOutputProfile" => ICC.reference(),
    };
    if let Some(registry) = output.registry {
        intent.set("RegistryName", ascii(registry));
    }
    intent.into()
}

/// The graphics states of a profile whose black overprints (8.6.7). Mode 1, so that a plate
/// without ink leaves what is below.
fn resources(profile: &Profile) -> Dictionary {
    if profile.inks != InkSet::Cmyk {
        return Dictionary::new();
    }
    let mut states = Dictionary::new();
    for (name, overprints) in STATES.into_iter().zip([false, true]) {
        let state = dictionary! { "Type" => "ExtGState", "OP" => overprints, "op" => overprints, "OPM" => 1 };
        states.set(name, state);
    }
    dictionary! { "ExtGState" => states }
}

/// The page (ISO 32000-1, 7.7.3.3). printpdf's boxes hold width and height where PDF wants the
/// upper right corner.
fn page_parts(mut page: Dictionary) -> Dictionary {
    for key in ["CropBox", "TrimBox", "Annots"] {
        page.remove(key.as_bytes());
    }
    page.set("Parent", PAGES.reference());
    page.set("Contents", CONTENT.reference());
    page.set("StructParents", 0);
    // Links are reached in the order of the structure (12.5.1; ISO 14289-1, 7.18.3).
    page.set("Tabs", "S");
    page
}

/// The information dictionary (ISO 32000-1, 14.3.3). printpdf adds empty entries, keys of PDF/X
/// and the first day of 1970, and writes ASCII in UTF-16.
fn information(mut info: Dictionary, profile: &Profile) -> Dictionary {
    for key in ["Subject", "Keywords", "Trapped", "Identifier", "GTS_PDFXVersion"] {
        info.remove(key.as_bytes());
    }
    if profile.exchange.is_some() {
        // Whether the colours were spread for bad register must be said (ISO 15930-7, 6.10);
        // they were not.
        info.set("Trapped", "False");
    }
    info.set("Creator", ascii(CREATOR));
    info.set("Producer", ascii(PRODUCER));
    info
}

/// The head of the file with the page tree and the colour profile.
fn head(profile: &Profile, deflate: &mut Deflate) -> Block {
    let mut head = Body::new(profile.version);
    let pages = dictionary! {
        "Type" => "Pages",
        "Count" => 1,
        "Kids" => vec![PAGE.reference()],
    };
    head.object(PAGES, &pages.into());
    let keys = format!("/N {}/Filter/FlateDecode", profile.output.components);
    head.stream(ICC, &keys, &deflate.pack(&profile.output.icc));
    head.into_block()
}

fn ascii(text: &str) -> Object {
    Object::String(text.into(), StringFormat::Literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_producer_names_the_printpdf_in_use() {
        let version = PRODUCER.rsplit(' ').next().unwrap();
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("printpdf = {{ version = \"={version}\"")));
    }
}
