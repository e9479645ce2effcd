//! Links: one annotation each (ISO 32000-1, 12.5.6.5), in the one structure element of its words. Of a link
//! over several lines, the annotation has a quadrilateral for each of them.

use super::super::file::{FileWriter, finish};
use super::super::syntax::{Id, points};
use crate::layout::{Link, NodeId, Rect};
use crate::press::DressedPage;
use crate::units::Pt;
use lopdf::Dictionary;
use printpdf::{Actions, BorderArray, Op};

/// A link and its place in the file.
pub struct LinkAnnotation<'a> {
    /// Its object.
    pub id: Id,
    /// The node of its structure element.
    pub node: NodeId,
    link: &'a Link,
    /// Left, bottom, right, top of each line.
    lines: Vec<[Pt; 4]>,
    made: Dictionary,
}

/// The annotations of a page as printpdf is asked for them: without a frame, around all of their lines.
pub fn printed(page: &DressedPage<'_>) -> impl Iterator<Item = Op> {
    page.links.iter().map(|link| {
        let area = around(&link.areas);
        let [left, bottom, ..] = page.corners(&area);
        let [x, y, width, height] = [left, bottom, area.width, area.height].map(points);
        let rect = printpdf::Rect::from_xywh(x, y, width, height);
        let border = Some(BorderArray::Solid([0.0; 3]));
        let actions = Actions::uri(escaped(&link.target));
        Op::LinkAnnotation { link: printpdf::LinkAnnotation::new(rect, actions, border, None, None) }
    })
}

/// The smallest rectangle around some.
fn around(areas: &[Rect]) -> Rect {
    let union = |one: Rect, other: &Rect| {
        let (x, y) = (one.x.min(other.x), one.y.min(other.y));
        let right = (one.x + one.width).max(other.x + other.width);
        let bottom = (one.y + one.height).max(other.y + other.height);
        Rect { x, y, width: right - x, height: bottom - y }
    };
    let Some((first, more)) = areas.split_first() else { return Rect::default() };
    more.iter().fold(*first, union)
}

/// The annotations of a page at the numbers from `first` on, of what printpdf `made`.
pub fn annotations<'a>(page: &DressedPage<'a>, made: Vec<Dictionary>, first: Id) -> Vec<LinkAnnotation<'a>> {
    let made = page.links.iter().zip(made).enumerate();
    made.map(|(n, (link, made))| {
        let lines = link.areas.iter().map(|area| page.corners(area)).collect();
        LinkAnnotation { id: first.plus(n), node: link.node, link, lines, made }
    })
    .collect()
}

impl LinkAnnotation<'_> {
    /// Writes it, at `key` of the parent tree of a file of these pages.
    pub fn write(&mut self, file: &mut FileWriter<'_>, key: usize, pages: &[Id]) {
        let mut made = std::mem::take(&mut self.made);
        if let Some(page) = self.link.page().and_then(|page| pages.get(page)) {
            finish::lead_to(&mut made, *page);
        }
        finish::link(&mut made, &self.link.words, &self.lines, key);
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

    #[test]
    fn an_annotation_reaches_around_all_lines() {
        let rect = |[x, y, width, height]: [i64; 4]| Rect {
            x: Pt::new(x),
            y: Pt::new(y),
            width: Pt::new(width),
            height: Pt::new(height),
        };
        let lines = [[400, 100, 100, 9], [72, 112, 420, 9], [72, 124, 30, 9]].map(rect);
        assert_eq!(around(&lines), rect([72, 100, 428, 33]));
        assert_eq!(around(&lines[..1]), lines[0]);
    }
}
