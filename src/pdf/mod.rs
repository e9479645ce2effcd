//! From the finished page to the bytes of its file. In: a [`Page`], its [`Meta`], a [`Profile`];
//! out: one PDF, the same bytes for the same input wherever and however often it is made.
//!
//! printpdf makes the document once for a [`Writer`]; each file then takes over what is shared,
//! already serialised, and adds what is its own.

mod body;
mod content;
mod deflate;
mod enclosure;
mod headers;
mod link;
mod metadata;
mod object;
mod operand;
mod profile;
mod reading;
mod sheet;
mod skeleton;
mod subset;
mod tags;
mod unicode;

pub use enclosure::{Attachment, Enclosure, Provenance, Relation};
pub use profile::{Colour, GRAY, InkSet, OFFICE, Output, PRESS, PROFILES, Profile, Sheet};
pub use reading::{Taken, Unreadable, is_handout, take_out};

use crate::document::Meta;
use crate::font::Fonts;
use crate::layout::{Mark, Page};
use crate::theme::{Colors, Inks};
use crate::units::Pt;
use body::Body;
use deflate::Deflate;
use enclosure::{Enclosed, Packer};
use link::Annotation;
use lopdf::{Dictionary, Object};
use md5::{Digest, Md5};
use sheet::Furniture;
use skeleton::{CATALOG, CONTENT, FACES, FIRST_FONT, FONT_NAMES, INFO, METADATA, PAGE, Skeleton};
use std::sync::Arc;
use subset::{GlyphSet, OBJECTS, Subset, Subsets};
use tags::Tags;

/// Turns pages into files. Each worker has its own; it keeps what pages share.
pub struct Writer<'a> {
    fonts: &'a Fonts,
    profile: &'a Profile,
    inks: Inks<Colour>,
    skeleton: Skeleton,
    subsets: Subsets<'a>,
    packer: Packer,
    fast: Deflate,
    small: Deflate,
}

impl<'a> Writer<'a> {
    /// Makes what all files of the profile share.
    pub fn new(fonts: &'a Fonts, profile: &'a Profile, colors: &Colors) -> Writer<'a> {
        let (fast, mut small) = (Deflate::fast(), Deflate::small());
        let skeleton = Skeleton::new(fonts, profile, &mut small);
        let (subsets, packer) = (Subsets::new(fonts), Packer::default());
        let inks = profile.palette(colors);
        Writer { fonts, profile, inks, skeleton, subsets, packer, fast, small }
    }

    /// One file.
    ///
    /// # Panics
    /// If the page is not whole: content without an owner or in two places, a glyph without a
    /// spelling. Layout never makes one.
    pub fn write(&mut self, page: &Page, meta: &Meta, enclosure: &Enclosure) -> Vec<u8> {
        let furniture = self.furniture(page, meta, enclosure);
        let fonts = self.fonts(page, &furniture);
        let used = fonts.iter().flatten().count();
        let first_link = FIRST_FONT.plus(used * OBJECTS);
        let links = if self.profile.links { link::annotations(page, first_link) } else { Vec::new() };
        let enclosed = Enclosed::new(enclosure, page, first_link.plus(links.len()));
        let first_element = first_link.plus(links.len() + enclosed.len());
        let tags = Tags::new(page, self.profile);
        let content = content::content(page, &furniture, &tags, &fonts, (self.profile, &self.inks));
        let content = self.fast.pack(&content);

        let mut body = Body::starting_with(&self.skeleton.head, 64 * 1024);
        fonts.iter().flatten().for_each(|font| body.block(&font.block));
        let own = body.len();
        body.gather();
        body.object(CATALOG, &self.catalog(meta, &enclosed).into());
        body.object(PAGE, &self.page(page, &fonts, &links).into());
        body.object(INFO, &metadata::information(&self.skeleton.info, meta).into());
        body.stream(CONTENT, "/Filter/FlateDecode", &content);
        links.iter().for_each(|link| link.write(&mut body, page, self.profile));
        enclosed.write(&mut body, meta, &mut self.packer, &mut self.small);
        tags.write(&mut body, first_element, &links, &enclosed, &meta.language);

        body.end_gathering(&mut self.fast);
        // The packet repeats what is hashed already, and names the hash.
        let identifier = self.identifier(&fonts, body.since(own));
        let xmp = metadata::xmp(meta, self.profile, identifier);
        // Uncompressed, for tools that search files for it (ISO 19005-3, 6.6.2.1).
        body.stream(METADATA, "/Type/Metadata/Subtype/XML", xmp.as_bytes());
        body.finish(CATALOG, INFO, identifier, &mut self.fast)
    }

    /// What surrounds the page on its sheet.
    fn furniture(&self, page: &Page, meta: &Meta, enclosure: &Enclosure) -> Furniture {
        let Some(sheet) = &self.profile.sheet else { return Furniture::default() };
        let named = (enclosure.name.as_str(), meta.title.as_str(), meta.language.as_str());
        let slug = sheet::slug(named, (self.profile, &self.inks), page);
        Furniture::new(sheet, page, &slug, self.fonts)
    }

    /// The subsets of the faces in use, each the next font of the file.
    fn fonts(&mut self, page: &Page, furniture: &Furniture) -> [Option<Arc<Subset>>; 3] {
        let mut sets: [GlyphSet; 3] = Default::default();
        let runs = page.items.iter().filter_map(|item| match &item.mark {
            Mark::Text(run) | Mark::Hyphen(run) => Some(run),
            Mark::Fill { .. } | Mark::Band { .. } | Mark::Outline { .. } => None,
        });
        for run in runs.chain(&furniture.slug) {
            let face = FACES.iter().position(|&face| face == run.face).expect("one of three");
            sets[face].add(&run.glyphs);
        }
        let mut fonts = [const { None }; 3];
        let used = sets.into_iter().enumerate().filter(|(_, set)| !set.is_empty());
        for (slot, (face, set)) in used.enumerate() {
            let parts = &self.skeleton.fonts[face];
            let deflate = &mut self.small;
            fonts[face] = Some(self.subsets.get((face, slot), set, &page.spellings, parts, deflate));
        }
        fonts
    }

    fn catalog(&self, meta: &Meta, enclosed: &Enclosed<'_>) -> Dictionary {
        let mut catalog = self.skeleton.catalog.clone();
        enclosed.declare(&mut catalog);
        catalog.set("Lang", Object::string_literal(meta.language.as_str()));
        catalog
    }

    /// The page object: its size, fonts and links.
    fn page(&self, page: &Page, fonts: &[Option<Arc<Subset>>; 3], links: &[Annotation<'_>]) -> Dictionary {
        let mut object = self.skeleton.page.clone();
        for (name, corners) in sheet::boxes(self.profile, page) {
            object.set(name, corners.map(points).to_vec());
        }
        let mut named = Dictionary::new();
        for (name, font) in FONT_NAMES.into_iter().zip(fonts) {
            if let Some(font) = font {
                named.set(name, font.id.reference());
            }
        }
        let mut resources = self.skeleton.resources.clone();
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
