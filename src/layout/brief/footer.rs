//! The footer: a rule, the call to action with the number in display type, the web address, the QR
//! code, the source.

use super::qr::ShapedQr;
use super::{BOLD, PLAIN};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::RichText;
use crate::layout::cursor::{FIRST_BASELINE, TextStyle};
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::outline::Foot;
use crate::text::Shaper;
use crate::theme::{Brief, Fixed, Theme};
use crate::units::Pt;

/// The footer, shaped: at the left the call to action, the number and the source, one below the
/// other; at the right the web address and the QR code.
pub struct ShapedFooter<'a> {
    brief: &'a Brief,
    /// Where it ends.
    bottom: Pt,
    /// Weight of the rule above it.
    rule: Pt,
    width: Pt,
    call: Option<Label<'a>>,
    hotline: Option<Label<'a>>,
    digits: Option<Label<'a>>,
    web_label: Option<Label<'a>>,
    web: Option<Label<'a>>,
    source: Option<Label<'a>>,
    qr: Option<ShapedQr>,
}

/// Lines of the call to action and the source together.
const MOST_LINES: usize = 3;

impl<'a> ShapedFooter<'a> {
    /// Shapes the footer.
    pub fn new(
        footer: &'a Foot<RichText>,
        brief: &'a Brief,
        theme: &Theme,
        shaper: &mut Shaper,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let (tokens, width) = (&brief.footer, brief.width(&theme.page));
        let style = |fixed: &Fixed, ink| TextStyle { size: fixed.size, leading: fixed.leading, ink };
        let text = style(&tokens.text, Ink::Text);
        let qr = footer.qr.as_ref().map(|code| ShapedQr::new(code, tokens, sink)).transpose()?;
        let beside = if qr.is_some() { width - tokens.qr - brief.gutter } else { width };
        let mut label = |line: &'a Option<RichText>, fonts, style, width| {
            line.as_ref().map(|line| Label::new(line, fonts, style, width, shaper))
        };
        let web = label(&footer.web, BOLD, text, beside / 2);
        let web_label = label(&footer.web_label, PLAIN, text, beside / 2);
        let used = [&web, &web_label].into_iter().flatten().map(Label::used).max();
        let left = beside - used.map_or(Pt::ZERO, |used| used + brief.gutter);
        let call = label(&footer.call, PLAIN, text, left);
        let hotline = label(&footer.hotline, BOLD, style(&tokens.hotline, Ink::Navy), left);
        let room = left - hotline.as_ref().map_or(Pt::ZERO, Label::used);
        let digits = label(&footer.hotline_digits, PLAIN, style(&tokens.digits, Ink::Text), room);
        let source = label(&footer.source, PLAIN, style(&tokens.source, Ink::Text), beside);
        let bottom = theme.page.height() - brief.bottom;
        let rule = theme.rule.footer;
        let shaped = Self { brief, bottom, rule, width, call, hotline, digits, web_label, web, source, qr };
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
        let Some(at) = last.and_then(|last| last.words.origin).filter(|_| total > MOST_LINES) else {
            return Ok(());
        };
        let message = format!("{what} {total} lines; the footer has room for {MOST_LINES}");
        Err(sink.report(Diagnostic::error(Code::DoesNotFit, at, message).help("shorten them")))
    }

    fn labels(&self) -> impl Iterator<Item = &Label<'a>> {
        let labels = [&self.call, &self.hotline, &self.web, &self.source, &self.digits, &self.web_label];
        labels.into_iter().flatten()
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<MeasuredText<'_>> {
        self.labels().map(Label::checked).collect()
    }

    fn is_empty(&self) -> bool {
        self.qr.is_none() && self.labels().next().is_none()
    }

    /// Where the text of the page ends at the latest: above the footer, or in its place.
    pub fn text_limit(&self) -> Pt {
        let foot = &self.brief.footer;
        match self.is_empty() {
            true => self.bottom,
            false => self.top() - foot.gap - foot.clear,
        }
    }

    /// Top of its first line.
    fn top(&self) -> Pt {
        self.bottom - self.brief.footer.height + self.lower()
    }

    /// How much lower than a whole footer one without some of its parts begins.
    fn lower(&self) -> Pt {
        let whole = self.brief.footer.height;
        match self.qr {
            Some(_) => Pt::ZERO,
            None => (whole - self.left_height().max(self.web_height())).max(Pt::ZERO),
        }
    }

    /// What the call to action, the number and the source take.
    fn left_height(&self) -> Pt {
        let foot = &self.brief.footer;
        let source = foot.source.leading * lines(&self.source) as i64;
        match (&self.call, &self.hotline, &self.source) {
            (Some(_), Some(_), Some(_)) => foot.height,
            // From the number downwards as in a whole footer, where the source has two lines at most.
            (None, Some(_), Some(_)) => {
                foot.height - foot.number_top + (source - foot.source.leading * 2).max(Pt::ZERO)
            }
            (_, Some(number), None) => self.number_top() + number.height(),
            (Some(call), None, Some(_)) => foot.text.leading * call.lines.len() as i64 + source,
            (Some(call), None, None) => call.height(),
            (None, None, _) => source,
        }
    }

    /// What the web address takes, down to the foot of the source: that may reach below it.
    fn web_height(&self) -> Pt {
        let (Some(web), foot) = (&self.web, &self.brief.footer) else { return Pt::ZERO };
        let label = foot.text.leading * lines(&self.web_label) as i64;
        label
            + match lines(&self.source) {
                0 => web.height(),
                source => foot.text.leading * web.lines.len() as i64 + foot.source.leading * source as i64,
            }
    }

    /// How far the number stands below the top of the first line.
    fn number_top(&self) -> Pt {
        let foot = &self.brief.footer;
        self.call.as_ref().map_or(Pt::ZERO, |call| {
            let more = call.height() - foot.text.size;
            foot.number_top + more.max(Pt::ZERO)
        })
    }

    /// Sets the footer, if there is any.
    pub fn set(&self, page: &mut Page) {
        if self.is_empty() {
            return;
        }
        let (foot, x, top) = (&self.brief.footer, self.brief.margin, self.top());
        let rect = Rect { x, y: top - foot.gap, width: self.width, height: self.rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
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
            let last = self.bottom - below - foot.source.size.em(FIRST_BASELINE);
            let above = source.height() - foot.source.size;
            source.set(page, node, x, last - above);
        }
    }

    fn set_number(&self, page: &mut Page, x: Pt, top: Pt) {
        let Some(hotline) = &self.hotline else { return };
        let foot = &self.brief.footer;
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
        let foot = &self.brief.footer;
        let right = x + self.width - self.qr.as_ref().map_or(Pt::ZERO, |_| foot.qr + self.brief.gutter);
        let alone = self.call.is_none() && self.hotline.is_none() && self.qr.is_none();
        let left = |line: &Label| if alone { x } else { right - line.used() };
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

fn lines(label: &Option<Label>) -> usize {
    label.as_ref().map_or(0, |label| label.lines.len())
}
