//! The glyphs that shaping puts in place of those of characters: other digits, ligatures. In: a face;
//! out: what each of them spells.

use super::FontFace;
use read_fonts::tables::gsub::{LigatureSubst, SingleSubst, SubstitutionSubtables};
use read_fonts::tables::layout::Feature;
use read_fonts::{FontRef, ReadError, TableProvider, types::Tag};
use std::collections::BTreeMap;

/// What lines are shaped with; accents over capitals are asked for by what composes them.
const FEATURES: [&[u8; 4]; 9] =
    [b"ccmp", b"locl", b"rlig", b"liga", b"clig", b"calt", b"pnum", b"tnum", b"case"];

/// How often shaping may put one glyph in the place of another that it has put there.
const CHAIN: usize = 3;

/// What glyphs spell.
type ByGlyph = BTreeMap<u16, Vec<String>>;

fn by_glyph(found: &BTreeMap<String, Vec<u16>>) -> ByGlyph {
    let mut made = ByGlyph::new();
    for (text, glyphs) in found {
        glyphs.iter().for_each(|glyph| made.entry(*glyph).or_default().push(text.clone()));
    }
    made
}

impl FontFace {
    /// The glyphs that these features make of the glyphs of characters, by what they spell; those that come of
    /// others that were made, too.
    pub fn variants(&self) -> BTreeMap<String, Vec<u16>> {
        let mut found = BTreeMap::new();
        for _ in 0..CHAIN {
            let made = by_glyph(&found);
            // What cannot be read is spelled by nothing.
            let _ = self.read_variants(&made, &mut found);
        }
        found
    }

    fn read_variants(&self, made: &ByGlyph, found: &mut BTreeMap<String, Vec<u16>>) -> Result<(), ReadError> {
        let font = FontRef::new(self.data())?;
        let gsub = font.gsub()?;
        let (features, lookups) = (gsub.feature_list()?, gsub.lookup_list()?);
        // A lookup of no feature is asked for by another one, in its surroundings.
        let mut wanted = vec![true; lookups.lookups().len()];
        let mut shaping = Vec::new();
        for record in features.feature_records() {
            let feature: Feature<'_> = record.feature(features.offset_data())?;
            let lookups = || feature.lookup_list_indices().iter().map(|index| usize::from(index.get()));
            lookups().for_each(|lookup| wanted.iter_mut().skip(lookup).take(1).for_each(|own| *own = false));
            if FEATURES.iter().any(|tag| Tag::new(tag) == record.feature_tag()) {
                shaping.extend(lookups());
            }
        }
        shaping.extend((0..wanted.len()).filter(|&lookup| wanted[lookup]));
        for lookup in shaping {
            self.add(made, found, lookups.lookups().get(lookup)?.subtables()?)?;
        }
        Ok(())
    }

    fn add(
        &self,
        made: &ByGlyph,
        found: &mut BTreeMap<String, Vec<u16>>,
        subtables: SubstitutionSubtables<'_>,
    ) -> Result<(), ReadError> {
        let mut spell = |glyphs: &[u16], variant: u16| {
            let own = |glyph: &u16| self.spelling(*glyph).map(String::from);
            let text = glyphs.iter().map(own).collect::<Option<String>>();
            let others = made.get(&glyphs[0]).filter(|_| glyphs.len() == 1);
            for text in text.into_iter().chain(others.into_iter().flatten().cloned()) {
                let known: &mut Vec<u16> = found.entry(text).or_default();
                if !known.contains(&variant) {
                    known.push(variant);
                }
            }
        };
        let small = |glyph: read_fonts::types::GlyphId| glyph.to_u32() as u16;
        match subtables {
            SubstitutionSubtables::Single(tables) => {
                for table in tables.iter() {
                    match table? {
                        SingleSubst::Format1(table) => table.coverage()?.iter().for_each(|glyph| {
                            let glyph = small(glyph);
                            spell(&[glyph], glyph.wrapping_add_signed(table.delta_glyph_id()));
                        }),
                        SingleSubst::Format2(table) => {
                            let variants = table.substitute_glyph_ids().iter();
                            table
                                .coverage()?
                                .iter()
                                .zip(variants)
                                .for_each(|(glyph, variant)| spell(&[small(glyph)], variant.get().to_u16()));
                        }
                        // For faces of more glyphs than these have.
                        SingleSubst::Format3(_) | SingleSubst::Format4(_) => {}
                    }
                }
            }
            SubstitutionSubtables::Ligature(tables) => {
                for table in tables.iter() {
                    let LigatureSubst::Format1(table) = table? else { continue };
                    for (first, set) in table.coverage()?.iter().zip(table.ligature_sets().iter()) {
                        for ligature in set?.ligatures().iter() {
                            let ligature = ligature?;
                            let rest =
                                ligature.component_glyph_ids().iter().map(|glyph| glyph.get().to_u16());
                            let glyphs: Vec<u16> = std::iter::once(small(first)).chain(rest).collect();
                            spell(&glyphs, ligature.ligature_glyph().to_u16());
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::font::{Face, Fonts};

    #[test]
    fn ligatures_and_other_digits_are_spelled() {
        let fonts = Fonts::bundled();
        for face in [Face::Regular, Face::Semibold, Face::Bold] {
            let variants = fonts.face(face).variants();
            for text in ["ff", "0", "7"] {
                assert!(variants.contains_key(text), "{face:?} {text}");
            }
        }
    }
}
