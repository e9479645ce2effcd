//! What every file of a profile shares, made once: printpdf lays out the document (catalog, page
//! tree, page, information, the dictionaries of the faces), and here what it writes wrong, at
//! random or not at all is put right on lopdf's objects.

use super::ids::FileIds;
use super::resources::STATE_NAMES;
use crate::profile::{InkSet, OutputCondition, Profile};
use lopdf::{Dictionary, Object, StringFormat, dictionary};
use printpdf::{
    ExtendedGraphicsState, Mm, OverprintMode, PdfDocument, PdfPage, PdfSaveOptions, extgstate_to_dict,
};

/// The shared parts of a profile's files.
pub struct DocumentParts {
    /// The catalog, without the language and what travels in the file.
    pub catalog: Dictionary,
    /// A page, without its boxes, fonts and links.
    pub page: Dictionary,
    /// The resources of pages, without fonts.
    pub resources: Dictionary,
    /// The information dictionary, without what it says.
    pub info: Dictionary,
}

impl DocumentParts {
    /// Lets printpdf make a document, and finishes what it made.
    pub fn new(profile: &Profile, ids: &FileIds) -> DocumentParts {
        let mut document = PdfDocument::new("");
        document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), Vec::new()));
        let document = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        let dictionary = |id| document.get_dictionary(id).expect("printpdf wrote it").clone();
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a catalog");
        let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("the info");
        let page = *document.get_pages().get(&1).expect("a page");
        DocumentParts {
            catalog: catalog(dictionary(root), profile, ids),
            resources: resources(profile),
            info: information(dictionary(info)),
            page: page_parts(dictionary(page), ids),
        }
    }
}

/// The catalog (ISO 32000-1, 7.7.2).
fn catalog(mut catalog: Dictionary, profile: &Profile, ids: &FileIds) -> Dictionary {
    // How the window opens is the reader's business.
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("Pages", ids.pages.reference());
    catalog.set("Metadata", ids.metadata.reference());
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", ids.structure.reference());
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let subtypes = profile.standards.iter().filter_map(|standard| standard.requirements().output_intent);
    let intents: Vec<Object> = subtypes.map(|subtype| output_intent(subtype, &profile.output, ids)).collect();
    catalog.set("OutputIntents", intents);
    catalog
}

/// An output intent (14.11.5). All of a file's have the same ICC profile, as PDF/A wants it
/// (ISO 19005-3, 6.2.3).
fn output_intent(subtype: &str, output: &OutputCondition, ids: &FileIds) -> Object {
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => subtype,
        "OutputConditionIdentifier" => ascii(&output.condition),
        "Info" => ascii(&output.info),
        "DestOutputProfile" => ids.icc.reference(),
    };
    if let Some(registry) = output.registry {
        intent.set("RegistryName", ascii(registry));
    }
    intent.into()
}

/// The graphics states of a profile whose black overprints, as printpdf makes them.
fn resources(profile: &Profile) -> Dictionary {
    if profile.inks != InkSet::Cmyk {
        return Dictionary::new();
    }
    let states = STATE_NAMES.into_iter().zip([false, true]);
    let states = states.map(|(name, overprints)| {
        (name, Object::from(extgstate_to_dict(&overprint(overprints, overprints))))
    });
    dictionary! { "ExtGState" => Dictionary::from_iter(states) }
}

/// How fills and lines print over what is below them (8.6.7). Mode 1, so that a plate without ink
/// leaves what is there. printpdf swaps the keys of the two, which here are always the same.
fn overprint(fills: bool, lines: bool) -> ExtendedGraphicsState {
    ExtendedGraphicsState::default()
        .with_overprint_fill(fills)
        .with_overprint_stroke(lines)
        .with_overprint_mode(OverprintMode::KeepUnderlying)
}

/// The page (ISO 32000-1, 7.7.3.3). printpdf's boxes hold width and height where PDF wants the
/// upper right corner.
fn page_parts(mut page: Dictionary, ids: &FileIds) -> Dictionary {
    for key in ["CropBox", "TrimBox", "Annots"] {
        page.remove(key.as_bytes());
    }
    page.set("Parent", ids.pages.reference());
    page.set("Contents", ids.first_page.content.reference());
    page.set("StructParents", 0);
    // Links are reached in the order of the structure (12.5.1; ISO 14289-1, 7.18.3).
    page.set("Tabs", "S");
    page
}

/// The information dictionary (ISO 32000-1, 14.3.3). printpdf adds empty entries, keys of PDF/X
/// and the first day of 1970.
fn information(mut info: Dictionary) -> Dictionary {
    for key in ["Subject", "Keywords", "Trapped", "Identifier", "GTS_PDFXVersion"] {
        info.remove(key.as_bytes());
    }
    info
}

fn ascii(text: &str) -> Object {
    Object::String(text.into(), StringFormat::Literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printpdf_still_swaps_the_keys_of_fills_and_lines() {
        let state = extgstate_to_dict(&overprint(true, false));
        // `op` is of fills, `OP` of lines (Table 58).
        assert_eq!([b"op", b"OP"].map(|key| state.get(key).unwrap().as_bool().unwrap()), [false, true]);
    }
}
