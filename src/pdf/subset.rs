//! The part of a face that a page needs, embedded (ISO 32000-1, 9.9). A subset is made once for
//! each set of glyphs and kept: pages share few sets, and since the set alone decides the bytes,
//! a file never depends on the files made before it.

use super::body::{Block, Body};
use super::deflate::Deflate;
use super::operand::Id;
use super::skeleton::{FACES, FIRST_FONT, FontParts};
use super::unicode::to_unicode;
use crate::font::{Face, FontFace, Fonts};
use crate::text::Glyph;
use lopdf::{Dictionary, Object};
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many objects one font is.
pub(super) const OBJECTS: usize = 5;

/// More sets than this are not kept; a run of a thousand pages has about a hundred.
const KEPT: usize = 512;

/// A set of glyphs of one face, a bit for each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct GlyphSet(Vec<u64>);

impl GlyphSet {
    /// Adds the glyphs of a run.
    pub(super) fn add(&mut self, glyphs: &[Glyph]) {
        glyphs.iter().for_each(|glyph| self.insert(glyph.id));
    }

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

    /// Whether no run was added.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn glyphs(&self) -> Vec<u16> {
        let end = (self.0.len() * 64) as u32;
        (0..end).map(|glyph| glyph as u16).filter(|&glyph| self.contains(glyph)).collect()
    }
}

/// A font ready to be put into a file.
#[derive(Debug)]
pub(super) struct Subset {
    /// Its objects, the font dictionary first.
    pub(super) block: Block,
    /// The font dictionary.
    pub(super) id: Id,
    /// A hash of all that.
    pub(super) digest: [u8; 16],
    /// By glyph of the whole face.
    codes: Vec<u16>,
}

impl Subset {
    /// The code of a glyph in the content stream.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes[usize::from(glyph)]
    }
}

/// All that decides the bytes of a subset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    face: usize,
    slot: usize,
    glyphs: GlyphSet,
    spellings: Vec<(u16, String)>,
}

/// The subsets made so far.
pub(super) struct Subsets<'a> {
    fonts: &'a Fonts,
    made: BTreeMap<Key, Arc<Subset>>,
}

impl<'a> Subsets<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Subsets { fonts, made: BTreeMap::new() }
    }

    /// The subset of face number `face` that is the `slot`th font of its file.
    pub(super) fn get(
        &mut self,
        (face, slot): (usize, usize),
        mut glyphs: GlyphSet,
        page_spellings: &BTreeMap<(Face, u16), String>,
        parts: &FontParts,
        deflate: &mut Deflate,
    ) -> Arc<Subset> {
        let source = self.fonts.face(FACES[face]);
        // Viewers need it to show the space that words are joined with, even where no run has it.
        glyphs.insert(source.glyph(' ').expect("a face has a space"));
        let spellings = page_spellings
            .range((FACES[face], 0)..=(FACES[face], u16::MAX))
            .filter(|((_, glyph), _)| glyphs.contains(*glyph))
            .map(|((_, glyph), text)| (*glyph, text.clone()))
            .collect();
        let key = Key { face, slot, glyphs, spellings };
        if let Some(subset) = self.made.get(&key) {
            return Arc::clone(subset);
        }
        if self.made.len() >= KEPT {
            self.made.clear();
        }
        let subset = Arc::new(embed(source, &key, parts, deflate));
        self.made.insert(key, Arc::clone(&subset));
        subset
    }
}

/// Makes the objects of a subset.
fn embed(source: &FontFace, key: &Key, parts: &FontParts, deflate: &mut Deflate) -> Subset {
    let glyphs = key.glyphs.glyphs();
    let mut remapper = subsetter::GlyphRemapper::new();
    let mut codes = vec![0; usize::from(source.glyph_count())];
    for &glyph in &glyphs {
        codes[usize::from(glyph)] = remapper.remap(glyph);
    }
    let program = subsetter::subset(source.data(), 0, &remapper).expect("bundled fonts subset");
    let name = format!("{}+{}", tag(source, &glyphs), source.post_script_name());
    let spelt: Vec<(u16, String)> =
        glyphs.iter().map(|&g| (codes[usize::from(g)], spelling(source, key, g))).collect();

    let id = FIRST_FONT.plus(key.slot * OBJECTS);
    let [descendant_id, descriptor_id, program_id, unicode_id] = [1, 2, 3, 4].map(|n| id.plus(n));
    let set = |dictionary: &Dictionary, entries: Vec<(&str, Object)>| {
        let mut dictionary = dictionary.clone();
        entries.into_iter().for_each(|(key, value)| dictionary.set(key, value));
        Object::Dictionary(dictionary)
    };
    let base_font = || Object::Name(name.clone().into_bytes());
    let mut body = Body::fragment();
    let font = vec![
        ("BaseFont", base_font()),
        // A map of its own, with codes of one byte, would make the file a little smaller; but programs
        // that parse no embedded maps would then see an empty page.
        ("Encoding", Object::Name("Identity-H".into())),
        ("DescendantFonts", vec![descendant_id.reference()].into()),
        ("ToUnicode", unicode_id.reference()),
    ];
    body.object(id, &set(&parts.font, font));
    // One width for each code in turn, from .notdef at 0 on (9.7.4.3).
    let widths: Vec<Object> = remapper.remapped_gids().map(|glyph| source.advance(glyph).into()).collect();
    let descendant = vec![
        ("BaseFont", base_font()),
        ("W", vec![0.into(), widths.into()].into()),
        ("FontDescriptor", descriptor_id.reference()),
        ("CIDToGIDMap", Object::Name("Identity".into())),
    ];
    body.object(descendant_id, &set(&parts.descendant, descendant));
    let descriptor = vec![
        ("FontName", base_font()),
        ("CapHeight", source.cap_height().into()),
        ("XHeight", source.x_height().into()),
        ("ItalicAngle", i64::from(source.italic_angle()).into()),
        ("FontFile2", program_id.reference()),
    ];
    body.object(descriptor_id, &set(&parts.descriptor, descriptor));
    let keys = format!("/Length1 {}/Filter/FlateDecode", program.len());
    body.stream(program_id, &keys, &deflate.pack(&program));
    body.stream(unicode_id, "/Filter/FlateDecode", &deflate.pack(&to_unicode(&spelt)));
    let digest = Md5::digest(body.since(0)).into();
    Subset { block: body.into_block(), id, digest, codes }
}

/// What a glyph stands for: as the page says, else the character of its own.
fn spelling(source: &FontFace, key: &Key, glyph: u16) -> String {
    match key.spellings.binary_search_by_key(&glyph, |(glyph, _)| *glyph) {
        Ok(at) => key.spellings[at].1.clone(),
        Err(_) => match source.spelling(glyph) {
            Some(c) => c.to_string(),
            None => panic!("the page spells glyph {glyph} of {}", source.post_script_name()),
        },
    }
}

/// Six letters that mark a subset and differ between different ones (9.6.4).
fn tag(source: &FontFace, glyphs: &[u16]) -> String {
    let mut hash = Md5::new();
    hash.update(source.post_script_name());
    glyphs.iter().for_each(|glyph| hash.update(glyph.to_be_bytes()));
    let hash: [u8; 16] = hash.finalize().into();
    hash[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}
