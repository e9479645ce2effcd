//! The card: a place's name and headline figures on a small wide page, from which a picture for e-mail and social
//! media is drawn.
//!
//! In: a document that holds what a card prints, and the tokens of cards. Out: its page. Nothing runs through it:
//! each text has its place, and the largest size that fits there.

mod foot;
mod head;
mod tiles;

use super::fit::Setting;
use super::fit_page::Job;
use super::overflow::{self, Refusal};
use super::page::{Ink, Mark, Owner, Page, Rect};
use super::report::{Filled, FitReport, LineCount};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::font::Face;
use crate::text::{FontPair, Shaper};
use crate::theme::{CardTokens, Sizes};
use crate::units::{Pt, Ratio};
use foot::CardFooter;
use head::CardHead;
use tiles::CardTileRow;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const SEMIBOLD: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// Lays a document out.
pub fn lay_out(
    card: &CardTokens,
    job: &Job,
    shaper: &mut Shaper,
    sink: &mut Sink,
) -> Result<(Page, FitReport), Refusal> {
    let document = job.document;
    if document.page.tiles.is_empty() {
        let message = "there is no headline figure of this place for a card";
        let fault = Diagnostic::error(Code::BadValue, job.place, message);
        let help = "give the wording a `[[tile]]` with a figure that this place has and that is not 0";
        return Err(sink.report(fault.help(help)).into());
    }
    let (page_width, width) = (job.theme.page.width(), job.theme.page.width() - card.margin * 2);
    let head = CardHead::new(document, card, (page_width, width), shaper);
    let foot = CardFooter::new(&document.page.foot, card, width, shaper);
    let tiles = CardTileRow::new(&document.page.tiles, card, (width, foot.top()), shaper);
    let labels = head.labels().into_iter().chain(tiles.labels()).chain(foot.labels());
    overflow::check(labels.map(|label| label.checked()), job.place, sink)?;
    let over = (tiles.bottom() - foot.top()).max(head.over());
    if over > Pt::ZERO {
        let message = format!("the words are {over} pt too long for a card");
        let help = "shorten the `label` of its `[[tile]]`s, `call` or the first sentence of `source`";
        return Err(sink.report(Diagnostic::error(Code::DoesNotFit, job.place, message).help(help)).into());
    }
    let mut page = Page::new(page_width, job.theme.page.height());
    head.set(&mut page);
    tiles.set(&mut page);
    foot.set(&mut page);
    Ok((page, report(card, tiles.bottom(), foot.top())))
}

/// A rule that nobody hears.
fn rule(page: &mut Page, rect: Rect) {
    page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
}

/// There is no running text; how much of the room for the figures is filled.
fn report(card: &CardTokens, end: Pt, limit: Pt) -> FitReport {
    let size = card.tile.label;
    let setting = Setting { size, leading: card.tile.lead, gap: Ratio::ONE };
    let sizes = Sizes { max: size, min: size, step: Pt::new(1), legible: size };
    let (height, room) = (end - card.tile.top, limit - card.tile.top);
    let gaps = (Pt::ZERO, Pt::ZERO);
    let filled = Filled {
        height,
        room,
        left_over: room - height,
        uneven: Pt::ZERO,
        paragraph_gap: gaps.0,
        section_gap: gaps.1,
    };
    FitReport { paged: true, ..LineCount::default().report(setting, &sizes, filled) }
}
