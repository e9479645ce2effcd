//! The CMaps (ISO 32000-1, 9.7.5 and 9.10.3): from the codes of a content stream to glyphs, and
//! from codes to the characters a reader copies, searches and speaks.

use super::operand::{hex, utf16_digits};

/// Codes of one byte, each the number of a glyph. The predefined Identity-H needs two bytes a
/// code; one byte halves the content stream and the time to compress it.
pub(super) const ONE_BYTE: &str = "/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (Identity) def
/Supplement 0 def
end def
/CMapName /Handout-Byte-H def
/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 begincidrange
<00> <FF> 0
endcidrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
";

/// The entries of [`ONE_BYTE`]'s stream dictionary (Table 120).
pub(super) const ONE_BYTE_KEYS: &str = "/Type/CMap/CMapName/Handout-Byte-H/CIDSystemInfo\
    <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0/Filter/FlateDecode";

/// The ToUnicode CMap of codes and what they spell; `digits` is the length of a code.
pub(super) fn to_unicode(spelt: &[(u16, String)], digits: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(400 + 16 * spelt.len());
    out.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<",
    );
    hex(&mut out, 0, digits);
    out.extend_from_slice(b"> <");
    hex(&mut out, u16::MAX, digits);
    out.extend_from_slice(b">\nendcodespacerange\n");
    // A section holds a hundred entries at most (Adobe Technical Note 5014).
    for section in spelt.chunks(100) {
        out.extend_from_slice(format!("{} beginbfchar\n", section.len()).as_bytes());
        for (code, text) in section {
            out.push(b'<');
            hex(&mut out, *code, digits);
            out.extend_from_slice(b"> <");
            utf16_digits(&mut out, text);
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}
