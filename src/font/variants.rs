//! The glyphs that shaping puts in place of those of characters: other digits, ligatures. In: a face;
//! out: what each of them spells.

use super::FontFace;
use read_fonts::tables::gsub::{LigatureSubst, SingleSubst, SubstitutionSubtables};
use read_fonts::tables::layout::Feature;
use read_fonts::{FontRef, ReadError, TableProvider, types::Tag};
use std::collections::BTreeMap;

/// What lines are shaped with.
const FEATURES: [&[u8; 4]; 8] = [b"ccmp", b"locl", b"rlig", b"liga", b"clig", b"calt", b"pnum", b"tnum"];

impl FontFace {
    /// The glyphs that these features make of the glyphs of characters, by what they spell.
    pub fn variants(&self) -> BTreeMap<String, Vec<u16>> {
        let mut found = BTreeMap::new();
        // What cannot be read is spelled by nothing.
        let _ = self.read_variants(&mut found);
        found
    }

    fn read_variants(&self, found: &mut BTreeMap<String, Vec<u16>>) -> Result<(), ReadError> {
        let font = FontRef::new(self.data())?;
        let gsub = font.gsub()?;
        let (features, lookups) = (gsub.feature_list()?, gsub.lookup_list()?);
        let shaping = features.feature_records().iter();
        let shaping =
            shaping.filter(|record| FEATURES.iter().any(|tag| Tag::new(tag) == record.feature_tag()));
        for record in shaping {
            let feature: Feature<'_> = record.feature(features.offset_data())?;
            for index in feature.lookup_list_indices() {
                self.add(found, lookups.lookups().get(usize::from(index.get()))?.subtables()?)?;
            }
        }
        Ok(())
    }

    fn add(
        &self,
        found: &mut BTreeMap<String, Vec<u16>>,
        subtables: SubstitutionSubtables<'_>,
    ) -> Result<(), ReadError> {
        let mut spell = |glyphs: &[u16], variant: u16| {
            if let Some(text) = glyphs.iter().map(|&glyph| self.spelling(glyph)).collect::<Option<String>>() {
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
            for text in ["ff", "ffi", "0", "7"] {
                assert!(variants.contains_key(text), "{face:?} {text}");
            }
        }
    }
}
