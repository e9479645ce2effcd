//! What a page needs of a font program. In: a bundled face; out: the same without its tables of
//! names, which are not among those that a file needs (ISO 32000-1, 9.9) and are an eighth of a
//! subset, compressed. The fonts' licence does not apply to documents made with them, so it asks
//! for no notice there.

/// Where the directory's records begin, and how long each is (OpenType 1.9, table directory).
const DIRECTORY: usize = 12;
const RECORD: usize = 16;

/// The names of the face and of its glyphs.
const UNREAD: [&[u8]; 2] = [b"name", b"post"];

/// The program without `UNREAD` in its directory. The tables stay where they are: a subset copies
/// those that the directory has.
pub fn without_names(program: &[u8]) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([program[4], program[5]]));
    let records = program[DIRECTORY..].chunks_exact(RECORD).take(count);
    let kept: Vec<&[u8]> = records.filter(|record| !UNREAD.contains(&&record[..4])).collect();
    let mut shorter = program.to_vec();
    shorter[4..6].copy_from_slice(&(kept.len() as u16).to_be_bytes());
    let kept = kept.concat();
    shorter[DIRECTORY..][..kept.len()].copy_from_slice(&kept);
    shorter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Face, Fonts};
    use read_fonts::{FontRef, TableProvider};

    #[test]
    fn a_subset_has_the_outlines_and_no_names() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        let mut remapper = subsetter::GlyphRemapper::new();
        remapper.remap(face.glyph('a').unwrap());
        let subset = |program: &[u8]| subsetter::subset(program, 0, &remapper).unwrap();
        let (whole, shorter) = (subset(face.data()), subset(&without_names(face.data())));
        let (whole, shorter) = (FontRef::new(&whole).unwrap(), FontRef::new(&shorter).unwrap());
        let data = |font: &FontRef<'_>, tag: &[u8; 4]| {
            font.table_data(read_fonts::types::Tag::new(tag)).map(|data| data.as_bytes().to_vec())
        };
        for tag in [b"glyf", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"] {
            assert!(data(&whole, tag).is_some() && data(&whole, tag) == data(&shorter, tag), "{tag:?}");
        }
        assert!(whole.name().is_ok() && whole.post().is_ok());
        assert!(shorter.name().is_err() && shorter.post().is_err());
    }
}
