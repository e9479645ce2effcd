//! Links: an annotation for each line a link's text stands on (ISO 32000-1, 12.5.6.5), all of
//! them in the one structure element.

use super::body::Body;
use super::operand::{Id, ascii_string, text_string};
use super::profile::Profile;
use super::tags::{put, rectangle};
use crate::layout::{Link, NodeId, Page, Rect};

/// An active area and its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Annotation<'a> {
    /// Its object.
    pub(super) id: Id,
    /// Its key in the parent tree; 0 is the page's.
    pub(super) key: usize,
    /// Its structure element's node.
    pub(super) node: NodeId,
    area: &'a Rect,
    link: &'a Link,
}

/// The annotations of a page, at the numbers from `first` on.
pub(super) fn annotations(page: &Page, first: Id) -> Vec<Annotation<'_>> {
    let areas = page.links.iter().flat_map(|link| link.areas.iter().map(move |area| (link, area)));
    areas
        .enumerate()
        .map(|(n, (link, area))| Annotation { id: first.plus(n), key: n + 1, node: link.node, area, link })
        .collect()
}

impl Annotation<'_> {
    /// Writes it: printed with the page (`/F 4`; ISO 19005-3, 6.3.2), without a frame, described
    /// by the words of the link (`/Contents`; ISO 14289-1, 7.18.5).
    pub(super) fn write(&self, body: &mut Body, page: &Page, profile: &Profile) {
        let out = body.begin(self.id);
        out.extend_from_slice(b"<</Type/Annot/Subtype/Link/Rect");
        rectangle(out, page, profile, self.area);
        put(out, format_args!("/F 4/Border[0 0 0]/StructParent {}/Contents", self.key));
        text_string(out, &self.link.words);
        out.extend_from_slice(b"/A<</Type/Action/S/URI/URI");
        ascii_string(out, &escaped(&self.link.target));
        out.extend_from_slice(b">>>>");
        body.end();
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
