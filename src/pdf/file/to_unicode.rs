//! The ToUnicode CMap (ISO 32000-1, 9.10.3): from the codes of a content stream to the characters
//! a reader copies, searches and speaks.

use super::super::syntax::{hex, utf16_digits};

/// The ToUnicode CMap of codes and what they spell.
pub fn to_unicode(spelt: &[(u16, String)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(400 + 16 * spelt.len());
    out.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n\
        <0000> <FFFF>\nendcodespacerange\n",
    );
    // A section holds a hundred entries at most (Adobe Technical Note 5014).
    for section in spelt.chunks(100) {
        out.extend_from_slice(format!("{} beginbfchar\n", section.len()).as_bytes());
        for (code, text) in section {
            out.push(b'<');
            hex(&mut out, *code, 4);
            out.extend_from_slice(b"> <");
            utf16_digits(&mut out, text);
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}
