//! The head of large print: the publisher, the title with the year, a rule; then the headline figures, each on a
//! line of its own.

use super::notice::{LineRole, Notice, Trim};
use super::{BOLD, PLAIN, SEMIBOLD};
use crate::document::{Document, RichText};
use crate::layout::cursor::TextStyle;
use crate::layout::label::Label;
use crate::layout::page::Ink;
use crate::text::{ParagraphStyle, Shaper};
use crate::theme::Large;
use crate::units::Pt;

/// The texts of the head that are put together from several of the document.
pub struct HeadWords {
    title: RichText,
    tiles: Vec<RichText>,
}

impl HeadWords {
    pub fn of(document: &Document) -> Self {
        let tiles = document.page.tiles.iter().map(|tile| {
            let mut figure = tile.figure.text.clone();
            figure.inlines.iter_mut().for_each(|inline| inline.strong = true);
            RichText { origin: tile.label.origin, ..joined([&figure, &tile.label]) }
        });
        let (tiles, head) = (tiles.collect(), &document.page.head);
        let title = RichText { origin: head.title.origin, ..joined([&head.title, &document.year]) };
        Self { title, tiles }
    }
}

/// Texts one behind the other, with spaces between them.
fn joined<'t>(texts: impl IntoIterator<Item = &'t RichText>) -> RichText {
    let mut all = RichText::default();
    for text in texts {
        if !all.inlines.is_empty() {
            all.inlines.extend(RichText::words(" ".to_owned()).inlines);
        }
        all.inlines.extend(text.inlines.iter().cloned());
    }
    all
}

/// The head, then each headline figure.
pub fn notices<'a>(
    document: &'a Document,
    words: &'a HeadWords,
    large: &Large,
    width: Pt,
    shaper: &mut Shaper,
) -> Vec<Notice<'a>> {
    let head = &document.page.head;
    let small = TextStyle { size: large.line.size, leading: large.line.leading, ink: Ink::Text };
    let mut lines =
        vec![(LineRole::Paragraph, Label::new(&head.organization, SEMIBOLD, small, width, shaper))];
    let kicker = head.kicker.as_ref().map(|kicker| Label::new(kicker, PLAIN, small, width, shaper));
    lines.extend(kicker.map(|kicker| (LineRole::Paragraph, kicker)));
    let style = TextStyle { size: large.title.sizes[0], leading: Pt::ZERO, ink: Ink::Navy };
    let title = Label::new(&words.title, ParagraphStyle::heading(BOLD), style, width, shaper);
    let title = title.sized(&large.title.sizes, large.title.lead, |title| title.is_on_one_line(width));
    lines.push((LineRole::Heading, title));
    let trim = Trim::Rule { weight: large.title.rule, clear: large.title.clear };
    let mut notices = vec![Notice { apart: large.title.apart, trim, ..Notice::new(lines, Pt::ZERO) }];
    let body =
        TextStyle { size: large.size.max, leading: large.size.max.scale(large.tight.lead), ink: Ink::Text };
    notices.extend(words.tiles.iter().zip(&document.page.tiles).map(|(own, tile)| {
        let mut lines = vec![(LineRole::Tile, Label::new(own, PLAIN, body, width, shaper))];
        let compared = tile.compared.as_ref().map(|words| Label::new(words, PLAIN, body, width, shaper));
        lines.extend(compared.map(|compared| (LineRole::Same, compared)));
        Notice { apart: body.leading - body.size, ..Notice::new(lines, large.gaps.line) }
    }));
    notices
}
