//! Links: an annotation for each line a link's text stands on (ISO 32000-1, 12.5.6.5), all of
//! them in the one structure element.

use super::super::file::{FileWriter, finish};
use super::super::syntax::{Id, points};
use crate::layout::{Link, NodeId, Rect};
use crate::press::DressedPage;
use lopdf::Dictionary;
use printpdf::{Actions, BorderArray, Op};

/// An active area and its place in the file.
pub struct LinkAnnotation<'a> {
    /// Its object.
    pub id: Id,
    /// The node of its structure element.
    pub node: NodeId,
    link: &'a Link,
    made: Dictionary,
}

/// How many annotations a page has.
pub fn count(page: &DressedPage<'_>) -> usize {
    areas(page).count()
}

fn areas<'a>(page: &DressedPage<'a>) -> impl Iterator<Item = (&'a Link, &'a Rect)> {
    page.links.iter().flat_map(|link| link.areas.iter().map(move |area| (link, area)))
}

/// The annotations of a page as printpdf is asked for them: without a frame.
pub fn printed(page: &DressedPage<'_>) -> impl Iterator<Item = Op> {
    areas(page).map(|(link, area)| {
        let [left, bottom, ..] = page.corners(area);
        let [x, y, width, height] = [left, bottom, area.width, area.height].map(points);
        let rect = printpdf::Rect::from_xywh(x, y, width, height);
        let border = Some(BorderArray::Solid([0.0; 3]));
        let actions = Actions::uri(escaped(&link.target));
        Op::LinkAnnotation { link: printpdf::LinkAnnotation::new(rect, actions, border, None, None) }
    })
}

/// The annotations of a page at the numbers from `first` on, of what printpdf `made`.
pub fn annotations<'a>(page: &DressedPage<'a>, made: Vec<Dictionary>, first: Id) -> Vec<LinkAnnotation<'a>> {
    let made = areas(page).zip(made).enumerate();
    made.map(|(n, ((link, _), made))| LinkAnnotation { id: first.plus(n), node: link.node, link, made })
        .collect()
}

impl LinkAnnotation<'_> {
    /// Writes it, at `key` of the parent tree.
    pub fn write(&mut self, file: &mut FileWriter<'_>, key: usize) {
        let mut made = std::mem::take(&mut self.made);
        finish::link(&mut made, &self.link.words, key);
        file.object(self.id, &made.into());
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
