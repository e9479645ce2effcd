//! Links: an annotation for each line a link's text stands on (ISO 32000-1, 12.5.6.5), all of
//! them in the one structure element.

use super::super::file::FileWriter;
use super::super::syntax::{Id, ascii_string, put, rectangle, text_string};
use crate::layout::{Link, NodeId, Rect};
use crate::press::DressedPage;

/// An active area and its place in the file.
#[derive(Clone, Copy)]
pub struct LinkAnnotation<'a> {
    /// Its object.
    pub id: Id,
    /// The node of its structure element.
    pub node: NodeId,
    area: &'a Rect,
    link: &'a Link,
}

/// How many annotations a page has.
pub fn count(page: &DressedPage<'_>) -> usize {
    page.links.iter().map(|link| link.areas.len()).sum()
}

/// The annotations of a page, at the numbers from `first` on.
pub fn annotations<'a>(page: &DressedPage<'a>, first: Id) -> Vec<LinkAnnotation<'a>> {
    let areas = page.links.iter().flat_map(|link| link.areas.iter().map(move |area| (link, area)));
    let annotation = |(n, (link, area)): (usize, (&'a Link, &'a Rect))| LinkAnnotation {
        id: first.plus(n),
        node: link.node,
        area,
        link,
    };
    areas.enumerate().map(annotation).collect()
}

impl LinkAnnotation<'_> {
    /// Writes it: printed with the page (`/F 4`; ISO 19005-3, 6.3.2), without a frame, described
    /// by the words of the link (`/Contents`; ISO 14289-1, 7.18.5). `key` is that of the parent tree.
    pub fn write(&self, file: &mut FileWriter<'_>, page: &DressedPage<'_>, key: usize) {
        file.value(self.id, |out| {
            out.extend_from_slice(b"<</Type/Annot/Subtype/Link/Rect");
            rectangle(out, page.corners(self.area));
            put(out, format_args!("/F 4/Border[0 0 0]/StructParent {key}/Contents"));
            text_string(out, &self.link.words);
            out.extend_from_slice(b"/A<</Type/Action/S/URI/URI");
            ascii_string(out, &escaped(&self.link.target));
            out.extend_from_slice(b">>>>");
        });
    }
}

/// An address in ASCII, as URI actions have it (12.6.4.7): other bytes by their percent signs.
fn escaped(target: &str) -> String {
    let mut address = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'!'..=b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(escaped("tel:+1-800-843-5678"), "tel:+1-800-843-5678");
        assert_eq!(escaped("https://a.org/ñ b"), "https://a.org/%C3%B1%20b");
    }
}
