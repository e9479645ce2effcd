//! The part of a face that a page needs, embedded (ISO 32000-1, 9.9). A subset is made once for
//! each set of glyphs and kept: files share few sets, and since the set alone decides the bytes, a
//! file never depends on the files made before it.

use super::super::syntax::{Deflate, Id};
use super::file_writer::SerializedObjects;
use super::font_parts::FontParts;
use super::ids::Ids;
use super::resources::{FACES, FONT_NAMES, number};
use super::to_unicode::to_unicode;
use crate::font::Face;
use crate::font::{FontFace, Fonts};
use crate::layout::TextRun;
use lopdf::{Dictionary, Object};
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many objects one font is.
const OBJECTS: usize = 5;

/// More sets than this are not kept; a run of a thousand pages has about a hundred.
const KEPT: usize = 512;

/// A set of glyphs of one face, a bit for each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct GlyphSet(Vec<u64>);

impl GlyphSet {
    fn insert(&mut self, glyph: u16) {
        let word = usize::from(glyph / 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (glyph % 64);
    }

    fn contains(&self, glyph: u16) -> bool {
        self.0.get(usize::from(glyph / 64)).is_some_and(|word| word >> (glyph % 64) & 1 == 1)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn glyphs(&self) -> Vec<u16> {
        let end = (self.0.len() * 64) as u32;
        (0..end).map(|glyph| glyph as u16).filter(|&glyph| self.contains(glyph)).collect()
    }
}

/// What the pages of a file use of each face.
#[derive(Debug, Default)]
pub struct GlyphsUsed {
    /// By the number of the face.
    glyphs: [GlyphSet; 3],
    /// What a glyph stands for where that is not the one character of its own.
    spellings: BTreeMap<(usize, u16), String>,
}

impl GlyphsUsed {
    /// Adds the glyphs of a run.
    pub fn add(&mut self, run: &TextRun) {
        let set = &mut self.glyphs[number(run.face)];
        run.glyphs.iter().for_each(|glyph| set.insert(glyph.id));
    }

    /// Adds what a page says that its glyphs stand for.
    pub fn spell<'s>(&mut self, spellings: impl Iterator<Item = (&'s (Face, u16), &'s String)>) {
        self.spellings.extend(spellings.map(|(&(face, glyph), text)| ((number(face), glyph), text.clone())));
    }
}

/// A font ready to be put into a file.
#[derive(Debug)]
pub struct Subset {
    /// Its objects, the font dictionary first.
    pub objects: SerializedObjects,
    /// The font dictionary.
    pub id: Id,
    /// A hash of all that.
    pub digest: [u8; 16],
    /// By glyph of the whole face.
    codes: Vec<u16>,
}

impl Subset {
    /// The code of a glyph in the content stream.
    pub fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }
}

/// The fonts of a file, by the number of their face.
#[derive(Default)]
pub struct FileFonts([Option<Arc<Subset>>; 3]);

impl FileFonts {
    /// The font of a face, if a page uses it.
    pub fn of(&self, face: Face) -> Option<&Subset> {
        self.0[number(face)].as_deref()
    }

    /// All of them, in the order of their faces.
    pub fn iter(&self) -> impl Iterator<Item = &Subset> {
        self.0.iter().flatten().map(Arc::as_ref)
    }

    /// The fonts as the resources of a page name them.
    pub fn named(&self) -> Dictionary {
        let named = FONT_NAMES.into_iter().zip(&self.0);
        let named = named.filter_map(|(name, font)| Some((name, font.as_ref()?.id.reference())));
        Dictionary::from_iter(named)
    }
}

/// All that decides the bytes of a subset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SubsetKey {
    face: usize,
    /// The number of its first object.
    id: Id,
    glyphs: GlyphSet,
    spellings: Vec<(u16, String)>,
}

/// The subsets made so far.
pub struct Subsets<'a> {
    fonts: &'a Fonts,
    /// By the number of the face.
    parts: [FontParts; 3],
    made: BTreeMap<SubsetKey, Arc<Subset>>,
}

impl<'a> Subsets<'a> {
    /// None yet.
    pub fn new(fonts: &'a Fonts) -> Self {
        let parts = FACES.map(|face| FontParts::new(fonts.face(face)));
        Subsets { fonts, parts, made: BTreeMap::new() }
    }

    /// The fonts of a file, at the next numbers.
    pub fn fonts(&mut self, used: GlyphsUsed, ids: &mut Ids, deflate: &mut Deflate) -> FileFonts {
        let mut fonts = FileFonts::default();
        for (face, mut glyphs) in used.glyphs.into_iter().enumerate() {
            if glyphs.is_empty() {
                continue;
            }
            // Viewers need it to show the space that words are joined with, even where no run has it.
            self.fonts.face(FACES[face]).glyph(' ').into_iter().for_each(|space| glyphs.insert(space));
            let spellings = used.spellings.range((face, 0)..=(face, u16::MAX));
            let spellings = spellings
                .filter(|((_, glyph), _)| glyphs.contains(*glyph))
                .map(|((_, glyph), text)| (*glyph, text.clone()))
                .collect();
            let key = SubsetKey { face, id: ids.many(OBJECTS), glyphs, spellings };
            fonts.0[face] = Some(self.get(key, deflate));
        }
        fonts
    }

    fn get(&mut self, key: SubsetKey, deflate: &mut Deflate) -> Arc<Subset> {
        if let Some(subset) = self.made.get(&key) {
            return Arc::clone(subset);
        }
        if self.made.len() >= KEPT {
            self.made.clear();
        }
        let subset = Arc::new(embed(self.fonts.face(FACES[key.face]), &key, &self.parts[key.face], deflate));
        self.made.insert(key, Arc::clone(&subset));
        subset
    }
}

/// Makes the objects of a subset.
fn embed(face: &FontFace, key: &SubsetKey, parts: &FontParts, deflate: &mut Deflate) -> Subset {
    let glyphs = key.glyphs.glyphs();
    let mut remapper = subsetter::GlyphRemapper::new();
    let mut codes = vec![0; usize::from(face.glyph_count())];
    for &glyph in &glyphs {
        codes[usize::from(glyph)] = remapper.remap(glyph);
    }
    let program = subsetter::subset(&parts.program, 0, &remapper).expect("bundled fonts subset");
    let spelt: Vec<(u16, String)> =
        glyphs.iter().map(|&g| (codes[usize::from(g)], spelling(face, key, g))).collect();
    // One width for each code in turn, from .notdef at 0 on (9.7.4.3).
    let widths: Vec<Object> = remapper.remapped_gids().map(|glyph| face.advance(glyph).into()).collect();

    let id = key.id;
    let [descendant_id, descriptor_id, program_id, unicode_id] = [1, 2, 3, 4].map(|n| id.plus(n));
    let name = format!("{}+{}", tag(face, &glyphs), face.post_script_name());
    let name = || Object::Name(name.clone().into_bytes());
    let mut font = parts.font.clone();
    font.set("BaseFont", name());
    font.set("DescendantFonts", vec![descendant_id.reference()]);
    font.set("ToUnicode", unicode_id.reference());
    let mut descendant = parts.descendant.clone();
    descendant.set("BaseFont", name());
    descendant.set("W", vec![0.into(), widths.into()]);
    descendant.set("FontDescriptor", descriptor_id.reference());
    let mut descriptor = parts.descriptor.clone();
    descriptor.set("FontName", name());
    descriptor.set("FontFile2", program_id.reference());

    let mut objects = SerializedObjects::default();
    objects.object(id, &font.into());
    objects.object(descendant_id, &descendant.into());
    objects.object(descriptor_id, &descriptor.into());
    let keys = format!("/Length1 {}/Filter/FlateDecode", program.len());
    objects.stream(program_id, &keys, &deflate.pack(&program));
    objects.stream(unicode_id, "/Filter/FlateDecode", &deflate.pack(&to_unicode(&spelt)));
    let digest = Md5::digest(objects.bytes()).into();
    Subset { objects, id, digest, codes }
}

/// What a glyph stands for: as the pages say, else the character of its own. Nothing, if nobody
/// knows: the proof then refuses the file.
fn spelling(face: &FontFace, key: &SubsetKey, glyph: u16) -> String {
    match key.spellings.binary_search_by_key(&glyph, |(glyph, _)| *glyph) {
        Ok(at) => key.spellings[at].1.clone(),
        Err(_) => face.spelling(glyph).map(String::from).unwrap_or_default(),
    }
}

/// Six letters that mark a subset and differ between different ones (9.6.4).
fn tag(face: &FontFace, glyphs: &[u16]) -> String {
    let mut hash = Md5::new();
    hash.update(face.post_script_name());
    glyphs.iter().for_each(|glyph| hash.update(glyph.to_be_bytes()));
    let hash: [u8; 16] = hash.finalize().into();
    hash[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}
