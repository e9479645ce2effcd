//! The layout `brief`: a band with the place's name, a row of headline figures, a lead paragraph
//! with a note, two columns of text and charts, a footer with the number to call and a QR code.
//!
//! Everything above and below the columns has fixed places; the columns take what is left.

mod band;
mod columns;
mod flow;
mod foot;
mod lead;
mod qr;
mod silhouette;
mod tiles;

use super::Asked;
use super::advice::advise;
use super::fit::fit_pinned;
use super::page::Page;
use super::refusal::{self, Refusal};
use super::report::{Filled, FitReport, LineCount};
use crate::diagnostic::Sink;
use crate::doc::Document;
use crate::font::{Face, Fonts};
use crate::source::Span;
use crate::text::{Manner, Measure, Shaper, Weights};
use crate::theme::{Brief, Theme};
use crate::units::Pt;
use band::ShapedBand;
use columns::Columns;
use flow::Flow;
use foot::ShapedFoot;
use lead::ShapedLead;
use tiles::ShapedTiles;

const PLAIN: Weights = Weights { plain: Face::Regular, strong: Face::Bold };
const SEMIBOLD: Weights = Weights { plain: Face::Semibold, strong: Face::Bold };
const BOLD: Weights = Weights { plain: Face::Bold, strong: Face::Bold };

#[allow(clippy::too_many_arguments)]
pub fn lay_out(
    fonts: &Fonts,
    theme: &Theme,
    brief: &Brief,
    shaper: &mut Shaper,
    document: &Document,
    asked: Asked,
    place: Span,
    sink: &mut Sink,
) -> Result<(Page, FitReport), Refusal> {
    let width = theme.page.width - brief.margin * 2;
    let band = ShapedBand::new(&document.masthead, brief, width, shaper);
    let shown = if brief.show.tiles { document.tiles.as_slice() } else { &[] };
    let tiles = ShapedTiles::new(shown, brief, width, shaper);
    let manner = Manner::of(&theme.text, &document.meta.language);
    let lead = ShapedLead::new(&document.intro, brief, manner, shaper);
    let foot = ShapedFoot::new(&document.footer, brief, width, shaper, sink)?;
    let flow = Flow::new(&document.sections, brief, manner, shaper);

    let mut texts = band.checked();
    texts.extend(tiles.checked());
    texts.extend(lead.checked());
    texts.extend(flow.checked());
    texts.extend(foot.checked());
    let sound = refusal::check(texts, place, sink);
    flow.check_tables(place, sink).and(sound)?;

    let lead_top = tiles.bottom() + brief.clear;
    let top = lead_top + lead.height() + if lead.height() > Pt::ZERO { brief.clear } else { Pt::ZERO };
    let room = foot.text_limit() - top;
    let mut measured: Option<Columns> = None;
    let setting = fit_pinned(asked.pinned, (&brief.size, &brief.tight, &brief.open), room, |setting| {
        let reusable = measured.take().filter(|columns| columns.size() == setting.size);
        let columns = measured.insert(reusable.unwrap_or_else(|| Columns::new(&flow, setting.size)));
        columns.need(setting)
    })
    .map_err(|surplus| {
        let columns = Columns::new(&flow, surplus.setting.size);
        let fits = |taken: &[usize]| columns.shortened(taken).need(surplus.setting).least <= room;
        refusal::does_not_fit(surplus, brief.column, &flow.paragraphs(), fits, place, sink)
    })?;
    let columns = measured.filter(|columns| columns.size() == setting.size);
    let columns = columns.unwrap_or_else(|| Columns::new(&flow, setting.size));
    let division = columns.divide(setting, room);
    let height = division.height();

    // What is left, only with very short text, goes in equal parts above the lead, above the
    // columns and below them; the first two have their limits.
    let more = ((room - height) / 3).max(Pt::ZERO).min(brief.clear_more);
    let mut page = Page::new(theme.page.width, theme.page.height);
    let mut count = LineCount::default();
    band.set(&mut page, fonts);
    tiles.set(&mut page, fonts);
    lead.set(&mut page, lead_top + more);
    columns.set(&mut page, &theme.rule, setting, (division, top + more * 2), &mut count);
    foot.set(&mut page, &theme.rule);
    refusal::warn_of_small_type(setting, &brief.size, &document.meta.language, place, sink);
    let (paragraph_gap, section_gap) = columns.gaps(setting);
    let left_over = room - height - more * 2;
    let filled = Filled { height, room, left_over, paragraph_gap, section_gap };
    let mut report = count.report(setting, &brief.size, filled);
    report.advice = asked.larger(setting, &brief.size, &brief.tight).and_then(|larger| {
        let columns = Columns::new(&flow, larger.size);
        let fits = |taken: &[usize]| columns.shortened(taken).need(larger).cost <= room;
        advise(&flow.paragraphs(), Measure { size: larger.size, width: brief.column }, fits)
    });
    Ok((page, report))
}
