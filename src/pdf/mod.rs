//! From the finished page to the bytes of its file. In: a [`Page`], its [`Meta`], a [`Profile`];
//! out: one PDF, the same bytes for the same input wherever and however often it is made.
//!
//! printpdf makes the document once for a [`Writer`]; each file then takes over what is shared,
//! already serialised, and adds what is its own.

mod body;
mod content;
mod deflate;
mod headers;
mod link;
mod metadata;
mod object;
mod operand;
mod profile;
mod skeleton;
mod subset;
mod tags;
mod unicode;

pub use profile::{Colour, Inks, OFFICE, OutputIntent, Profile};

use crate::doc::Meta;
use crate::font::Fonts;
use crate::layout::{Mark, Page};
use crate::units::Pt;
use body::Body;
use deflate::Deflate;
use link::Annotation;
use lopdf::{Dictionary, Object};
use md5::{Digest, Md5};
use skeleton::{CATALOG, CONTENT, FACES, FIRST_FONT, FONT_NAMES, INFO, METADATA, PAGE, Skeleton};
use std::sync::Arc;
use subset::{GlyphSet, OBJECTS, Subset, Subsets};
use tags::Tags;

/// Turns pages into files. Each worker has its own; it keeps what pages share.
pub struct Writer<'a> {
    profile: &'a Profile,
    skeleton: Skeleton,
    subsets: Subsets<'a>,
    deflate: Deflate,
}

impl<'a> Writer<'a> {
    /// Makes what all files of the profile share.
    pub fn new(fonts: &'a Fonts, profile: &'a Profile) -> Writer<'a> {
        let mut deflate = Deflate::new();
        let skeleton = Skeleton::new(fonts, profile, &mut deflate);
        Writer { profile, skeleton, subsets: Subsets::new(fonts), deflate }
    }

    /// One file.
    ///
    /// # Panics
    /// If the page is not whole: content without an owner or in two places, a glyph without a
    /// spelling. Layout never makes one.
    pub fn write(&mut self, page: &Page, meta: &Meta) -> Vec<u8> {
        let fonts = self.fonts(page);
        let used = fonts.iter().flatten().count();
        let first_link = FIRST_FONT.plus(used * OBJECTS);
        let links = link::annotations(page, first_link);
        let first_element = first_link.plus(links.len());
        let tags = Tags::new(page);
        let content = content::content(page, &tags, &fonts, &self.profile.inks);
        let content = self.deflate.pack(&content);

        let mut body = Body::starting_with(&self.skeleton.head, 64 * 1024);
        fonts.iter().flatten().for_each(|font| body.block(&font.block));
        let own = body.len();
        body.object(CATALOG, &self.catalog(meta).into());
        body.object(PAGE, &self.page(page, &fonts, &links).into());
        body.object(INFO, &metadata::information(&self.skeleton.info, meta).into());
        let xmp = metadata::xmp(meta, self.profile);
        // Uncompressed, for tools that search files for it (ISO 19005-3, 6.6.2.1).
        body.stream(METADATA, "/Type/Metadata/Subtype/XML", xmp.as_bytes());
        body.stream(CONTENT, "/Filter/FlateDecode", &content);
        links.iter().for_each(|link| link.write(&mut body, page));
        tags.write(&mut body, first_element, &links, &meta.language);

        let identifier = self.identifier(&fonts, body.since(own));
        body.finish(CATALOG, INFO, identifier)
    }

    /// The subsets of the faces in use, each the next font of the file.
    fn fonts(&mut self, page: &Page) -> [Option<Arc<Subset>>; 3] {
        let mut sets: [GlyphSet; 3] = Default::default();
        for item in &page.items {
            if let Mark::Text(run) = &item.mark {
                let face = FACES.iter().position(|&face| face == run.face).expect("one of three");
                sets[face].add(&run.glyphs);
            }
        }
        let mut fonts = [const { None }; 3];
        let used = sets.into_iter().enumerate().filter(|(_, set)| !set.is_empty());
        for (slot, (face, set)) in used.enumerate() {
            let parts = &self.skeleton.fonts[face];
            let deflate = &mut self.deflate;
            fonts[face] = Some(self.subsets.get((face, slot), set, &page.spellings, parts, deflate));
        }
        fonts
    }

    fn catalog(&self, meta: &Meta) -> Dictionary {
        let mut catalog = self.skeleton.catalog.clone();
        catalog.set("Lang", Object::string_literal(meta.language.as_str()));
        catalog
    }

    /// The page object: its size, fonts and links.
    fn page(&self, page: &Page, fonts: &[Option<Arc<Subset>>; 3], links: &[Annotation<'_>]) -> Dictionary {
        let mut object = self.skeleton.page.clone();
        let corner = [Pt::ZERO, Pt::ZERO, page.width, page.height];
        object.set("MediaBox", corner.map(points).to_vec());
        let mut named = Dictionary::new();
        for (name, font) in FONT_NAMES.into_iter().zip(fonts) {
            if let Some(font) = font {
                named.set(name, font.id.reference());
            }
        }
        let mut resources = Dictionary::new();
        resources.set("Font", named);
        object.set("Resources", resources);
        if !links.is_empty() {
            let annotations: Vec<Object> = links.iter().map(|link| link.id.reference()).collect();
            object.set("Annots", annotations);
        }
        object
    }

    /// The file identifier (ISO 32000-1, 14.4): a hash of what is in the file, since the clock
    /// and the path that the standard suggests would make every file different.
    fn identifier(&self, fonts: &[Option<Arc<Subset>>; 3], own: &[u8]) -> [u8; 16] {
        let mut hash = Md5::new();
        hash.update(self.profile.name);
        fonts.iter().flatten().for_each(|font| hash.update(font.digest));
        hash.update(own);
        hash.finalize().into()
    }
}

/// A length as a number object.
fn points(length: Pt) -> Object {
    match length.0 % 1000 {
        0 => (length.0 / 1000).into(),
        _ => Object::Real(length.to_f64() as f32),
    }
}
