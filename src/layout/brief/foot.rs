//! The foot: a rule, the call to action with the number in display type, the web address, the QR
//! code, the source.

use super::qr::QrCode;
use super::{BOLD, PLAIN};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::doc::{Footer, Line};
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::layout::refusal::Checked;
use crate::layout::setting::{Caption, FIRST_BASELINE, Style};
use crate::text::Shaper;
use crate::theme::{Brief, Fixed, Rules};
use crate::units::Pt;

/// The footer, shaped: at the left the call to action, the number and the source, one below the
/// other; at the right the web address and the QR code.
pub struct ShapedFoot<'a> {
    brief: &'a Brief,
    width: Pt,
    call: Option<Caption<'a>>,
    hotline: Option<Caption<'a>>,
    digits: Option<Caption<'a>>,
    web_label: Option<Caption<'a>>,
    web: Option<Caption<'a>>,
    source: Option<Caption<'a>>,
    qr: Option<QrCode>,
}

/// Lines of the call to action and the source together.
const MOST_LINES: usize = 3;

impl<'a> ShapedFoot<'a> {
    /// Shapes the footer for a measure of `width`.
    pub fn new(
        footer: &'a Footer,
        brief: &'a Brief,
        width: Pt,
        shaper: &mut Shaper,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let foot = &brief.foot;
        let style = |fixed: &Fixed, ink| Style { size: fixed.size, leading: fixed.leading, ink };
        let text = style(&foot.text, Ink::Text);
        let qr = footer
            .qr
            .as_ref()
            .filter(|_| brief.show.qr)
            .map(|code| QrCode::new(code, foot, sink))
            .transpose()?;
        let beside = if qr.is_some() { width - foot.qr - brief.gutter } else { width };
        let mut caption = |line: &'a Option<Line>, weights, style, width| {
            line.as_ref().map(|line| Caption::new(line, weights, style, width, shaper))
        };
        let web = caption(&footer.web, BOLD, text, beside / 2);
        let web_label = caption(&footer.web_label, PLAIN, text, beside / 2);
        let used = [&web, &web_label].into_iter().flatten().map(Caption::used).max();
        let left = beside - used.map_or(Pt::ZERO, |used| used + brief.gutter);
        let call = caption(&footer.call, PLAIN, text, left);
        let hotline = caption(&footer.hotline, BOLD, style(&foot.hotline, Ink::Navy), left);
        let room = left - hotline.as_ref().map_or(Pt::ZERO, Caption::used);
        let digits = caption(&footer.hotline_digits, PLAIN, style(&foot.digits, Ink::Text), room);
        let source = caption(&footer.source, PLAIN, style(&foot.source, Ink::Text), beside);
        let shaped = Self { brief, width, call, hotline, digits, web_label, web, source, qr };
        shaped.check_lines(sink)?;
        Ok(shaped)
    }

    fn check_lines(&self, sink: &mut Sink) -> Result<(), Reported> {
        let (call, source) = (lines(&self.call), lines(&self.source));
        let (what, total) = match (call, source) {
            (0, _) => ("the source takes", source),
            (_, 0) => ("the call to action takes", call),
            _ => ("the call to action and the source take", call + source),
        };
        let last = self.source.as_ref().or(self.call.as_ref());
        let Some(at) = last.and_then(|last| last.line.origin).filter(|_| total > MOST_LINES) else {
            return Ok(());
        };
        let message = format!("{what} {total} lines; the footer has room for {MOST_LINES}");
        Err(sink.report(Diagnostic::error(Code::DoesNotFit, at, message).help("shorten them")))
    }

    fn captions(&self) -> impl Iterator<Item = &Caption<'a>> {
        let captions = [&self.call, &self.hotline, &self.web, &self.source, &self.digits, &self.web_label];
        captions.into_iter().flatten()
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        self.captions().map(Caption::checked).collect()
    }

    fn is_empty(&self) -> bool {
        self.qr.is_none() && self.captions().next().is_none()
    }

    /// Where the text of the page ends at the latest: above the footer, or in its place.
    pub fn text_limit(&self) -> Pt {
        match self.is_empty() {
            true => self.brief.foot.bottom,
            false => self.brief.text_limit + self.lower(),
        }
    }

    /// How much lower than a whole footer one without some of its parts begins.
    fn lower(&self) -> Pt {
        let foot = &self.brief.foot;
        let whole = foot.bottom - foot.call_top;
        match self.qr {
            Some(_) => Pt::ZERO,
            None => (whole - self.left_height(whole).max(self.web_height())).max(Pt::ZERO),
        }
    }

    /// What the call to action, the number and the source take; `whole` if all are there.
    fn left_height(&self, whole: Pt) -> Pt {
        let foot = &self.brief.foot;
        let source = foot.source.leading * lines(&self.source) as i64;
        match (&self.call, &self.hotline, &self.source) {
            (Some(_), Some(_), Some(_)) => whole,
            // From the number downwards as in a whole footer, where the source has two lines at most.
            (None, Some(_), Some(_)) => {
                foot.bottom - foot.hotline_top + (source - foot.source.leading * 2).max(Pt::ZERO)
            }
            (_, Some(number), None) => self.number_top() + number.height(),
            (Some(call), None, Some(_)) => foot.text.leading * call.breaks.len() as i64 + source,
            (Some(call), None, None) => call.height(),
            (None, None, _) => source,
        }
    }

    /// What the web address takes, down to the foot of the source: that may reach below it.
    fn web_height(&self) -> Pt {
        let (Some(web), foot) = (&self.web, &self.brief.foot) else { return Pt::ZERO };
        let label = foot.text.leading * lines(&self.web_label) as i64;
        label
            + match lines(&self.source) {
                0 => web.height(),
                source => foot.text.leading * web.breaks.len() as i64 + foot.source.leading * source as i64,
            }
    }

    /// How far the number stands below the top of the first line.
    fn number_top(&self) -> Pt {
        let foot = &self.brief.foot;
        self.call.as_ref().map_or(Pt::ZERO, |call| {
            let more = call.height() - foot.text.size;
            foot.hotline_top - foot.call_top + more.max(Pt::ZERO)
        })
    }

    /// Sets the footer, if there is any.
    pub fn set(&self, page: &mut Page, rules: &Rules) {
        if self.is_empty() {
            return;
        }
        let (foot, x, lower) = (&self.brief.foot, self.brief.margin, self.lower());
        let rect = Rect { x, y: foot.rule_top + lower, width: self.width, height: rules.footer };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
        let top = foot.call_top + lower;
        if let Some(call) = &self.call {
            let node = page.node(Page::ROOT, Role::Paragraph);
            call.set(page, node, x, top);
        }
        self.set_number(page, x, top + self.number_top());
        self.set_web(page, x, top);
        if let Some(qr) = &self.qr {
            qr.set(page, x + self.width - foot.qr, top);
        }
        if let Some(source) = &self.source {
            let node = page.node(Page::ROOT, Role::Paragraph);
            let below = foot.source.leading - foot.source.leading.em(FIRST_BASELINE);
            let last = foot.bottom - below - foot.source.size.em(FIRST_BASELINE);
            let above = source.height() - foot.source.size;
            source.set(page, node, x, last - above);
        }
    }

    fn set_number(&self, page: &mut Page, x: Pt, top: Pt) {
        let Some(hotline) = &self.hotline else { return };
        let foot = &self.brief.foot;
        let number = page.node(Page::ROOT, Role::Paragraph);
        hotline.set(page, number, x, top);
        if let Some(digits) = &self.digits {
            // On the baseline of the number, a word space away.
            hotline.set_space(page, number, x, top + foot.hotline.size.em(FIRST_BASELINE));
            let drop = (foot.hotline.size - foot.digits.size).em(FIRST_BASELINE);
            digits.set(page, number, x + hotline.used() + foot.hotline.size / 5, top + drop);
        }
    }

    /// The web address and what stands above it: at the right, or where else nothing would stand.
    fn set_web(&self, page: &mut Page, x: Pt, top: Pt) {
        let Some(web) = &self.web else { return };
        let foot = &self.brief.foot;
        let right = x + self.width - self.qr.as_ref().map_or(Pt::ZERO, |_| foot.qr + self.brief.gutter);
        let alone = self.call.is_none() && self.hotline.is_none() && self.qr.is_none();
        let left = |line: &Caption| if alone { x } else { right - line.used() };
        let node = page.node(Page::ROOT, Role::Paragraph);
        let mut top = top;
        if let Some(label) = &self.web_label {
            label.set(page, node, left(label), top);
            label.set_space(page, node, left(label), top + foot.text.size.em(FIRST_BASELINE));
            top += foot.text.leading;
        } else if self.call.is_none() && self.hotline.is_some() {
            // On the baseline of the number.
            top += (foot.hotline.size - foot.text.size).em(FIRST_BASELINE);
        }
        web.set(page, node, left(web), top);
    }
}

fn lines(caption: &Option<Caption<'_>>) -> usize {
    caption.as_ref().map_or(0, |caption| caption.breaks.len())
}
