//! Lines below links and addresses, by which they are told from the words around them, on screens and, since
//! they lead a reader of the paper too, in print.
//!
//! In: a page. Out: a rectangle for each stretch of line. The lines stand where the
//! face has them, and give way to letters that reach through them.

use crate::font::Fonts;
use crate::layout::{ContentId, Item, Kid, Mark, Owner, Page, Rect, TextRun};
use crate::units::Pt;

/// What an office printer holds.
const THINNEST: Pt = Pt(500);
/// White around a letter that reaches through, and the least stretch worth drawing, in 1/1000 em.
const CLEAR: i64 = 50;
const SHORTEST: i64 = 100;

/// The content of a page that is in a link, by its number.
pub(super) fn linked(page: &Page) -> Vec<bool> {
    let mut linked = vec![false; page.contents as usize];
    let mut nodes: Vec<_> = page.links.iter().map(|link| link.node).collect();
    while let Some(node) = nodes.pop() {
        for kid in &page.nodes[node.0 as usize].kids {
            match kid {
                Kid::Node(child) => nodes.push(*child),
                Kid::Content(ContentId(id)) => linked[*id as usize] = true,
            }
        }
    }
    linked
}

/// The words of an item, if they are in a link.
pub(super) fn words<'p>(item: &'p Item, linked: &[bool]) -> Option<&'p TextRun> {
    match (item.owner, &item.mark) {
        (Owner::Content(ContentId(id)), Mark::Text(run)) if linked[id as usize] => Some(run),
        _ => None,
    }
}

/// The line below some words, no thinner than `least`.
pub(super) fn underline(run: &TextRun, fonts: &Fonts, least: Pt) -> Vec<Rect> {
    let (face, size) = (fonts.face(run.face), run.size);
    let [upper, thickness] = face.underline().map(i64::from);
    let (y, height) = (run.baseline - size.em(upper), size.em(thickness).max(THINNEST).max(least));
    let space = face.glyph(' ');
    let letters = run.glyphs.iter().rposition(|glyph| Some(glyph.id) != space).map_or(0, |last| last + 1);
    let (mut pen, mut start, mut found) = (0, 0, Vec::new());
    let mut add = |start: i64, end: i64| {
        if end - start >= SHORTEST {
            let (x, right) = (run.x + size.em(start), run.x + size.em(end));
            found.push(Rect { x, y, width: right - x, height });
        }
    };
    for glyph in &run.glyphs[..letters] {
        if let Some([from, to]) = face.descender(glyph.id) {
            add(start, pen + i64::from(from) - CLEAR);
            start = pen + i64::from(to) + CLEAR;
        }
        pen += i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust);
    }
    add(start, pen);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Face;
    use crate::layout::Ink;
    use crate::text::Glyph;

    fn run(words: &str, fonts: &Fonts) -> TextRun {
        let glyph = |c| Glyph { id: fonts.face(Face::Regular).glyph(c).unwrap(), adjust: 0 };
        let (x, baseline) = (Pt::new(72), Pt::new(100));
        let glyphs = words.chars().map(glyph).collect();
        TextRun { face: Face::Regular, size: Pt::new(10), x, baseline, ink: Ink::Text, glyphs }
    }

    #[test]
    fn the_line_ends_with_the_words_and_gives_way_to_letters() {
        let fonts = Fonts::bundled();
        let line = |words| underline(&run(words, &fonts), &fonts, Pt::ZERO);
        let whole = line("census data ");
        assert_eq!(whole.len(), 1);
        let rect = whole[0];
        let advance =
            |c| i64::from(fonts.face(Face::Regular).advance(fonts.face(Face::Regular).glyph(c).unwrap()));
        let width: i64 = "census data".chars().map(advance).sum();
        assert_eq!((rect.x, rect.width), (Pt::new(72), Pt::new(10).em(width)));
        assert!(rect.y > Pt::new(100) && rect.y + rect.height < Pt::new(102) && rect.height >= THINNEST);
        for (words, stretches) in [("missingkids.org", 2), ("a/b", 2), ("gg", 0), ("", 0), ("  ", 0)] {
            assert_eq!(line(words).len(), stretches, "{words}");
        }
        assert_eq!(underline(&run("data", &fonts), &fonts, Pt(750))[0].height, Pt(750));
    }
}
