//! What a card prints of a page: the place, the year, the headline figures, whom to call, the source.
//!
//! In: the document of a sheet. Out: the document of its card, which says nothing that the sheet does not.

use crate::document::{Document, InlineKind, RichText};
use crate::lang::sentences::sentences;
use crate::outline::Foot;
use crate::set::DatumId;

/// Leaves out what a card has no place for. A picture has no links, and its figures stand alone, so that nothing is
/// bold beside anything.
pub(super) fn on_card(document: &mut Document) {
    let page = &mut document.page;
    let corrected = page.head.kicker.take().filter(is_mark);
    page.intro.clear();
    page.sections.clear();
    let language = &document.meta.language;
    let Foot { call, hotline, source, .. } = std::mem::take(&mut page.foot);
    let source = source.map(|source| first_sentence(source, language));
    let source = match (corrected, source) {
        (Some(mark), Some(source)) => Some(before(mark, source)),
        (mark, source) => mark.or(source),
    };
    page.foot = Foot { call, hotline, source, ..Foot::default() };
    page.tiles.iter_mut().for_each(|tile| tile.compared = None);
    let head = [&mut page.head.organization, &mut page.head.title];
    let foot = [&mut page.foot.call, &mut page.foot.hotline, &mut page.foot.source];
    let tiles = page.tiles.iter_mut().map(|tile| &mut tile.label);
    head.into_iter().chain(tiles).chain(foot.into_iter().flatten()).for_each(plain);
}

/// Whether it says that the sheet was corrected, and is not the authors' own line.
fn is_mark(kicker: &RichText) -> bool {
    kicker.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Datum(DatumId::Corrected, _)))
}

/// "Corrected June 3, 2024. Source: NCMEC, 2023."
fn before(mut mark: RichText, source: RichText) -> RichText {
    mark.inlines.extend(RichText::words(". ".to_owned()).inlines);
    let length = mark.plain().len();
    let typed = source.typed.into_iter().map(|(byte, at)| (byte + length, at)).collect();
    mark.inlines.extend(source.inlines);
    RichText { origin: source.origin, typed, ..mark }
}

fn plain(text: &mut RichText) {
    for inline in &mut text.inlines {
        (inline.link, inline.strong) = (None, false);
    }
}

/// "Source: NCMEC, 2023. In bold: Kentucky." is of a sheet; its first sentence is the source.
fn first_sentence(mut text: RichText, language: &str) -> RichText {
    let plain = text.plain();
    let Some(first) = sentences(&plain, language).next() else { return text };
    let end = plain[first].trim_end().len();
    let mut at = 0;
    for inline in &mut text.inlines {
        let room = end.saturating_sub(at);
        at += inline.text.len();
        if inline.text.len() > room {
            inline.text.truncate(room);
        }
    }
    // No piece of a text is empty.
    text.inlines.retain(|inline| !inline.text.is_empty());
    text.typed.retain(|(byte, _)| *byte < end);
    text
}
