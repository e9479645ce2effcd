//! The foot: a rule, the call to action with the number in display type, the web address, the QR
//! code, the source.

use super::qr::QrCode;
use super::{BOLD, PLAIN};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::doc::Footer;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::layout::refusal::Checked;
use crate::layout::setting::{Caption, FIRST_BASELINE, Style};
use crate::text::Shaper;
use crate::theme::{Brief, Fixed, Rules};
use crate::units::Pt;

/// The footer, shaped.
pub struct ShapedFoot<'a> {
    brief: &'a Brief,
    width: Pt,
    call: Caption<'a>,
    hotline: Caption<'a>,
    digits: Option<Caption<'a>>,
    web_label: Option<Caption<'a>>,
    web: Caption<'a>,
    source: Caption<'a>,
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
        let web = Caption::new(&footer.web, BOLD, text, beside / 2, shaper);
        let web_label =
            footer.web_label.as_ref().map(|line| Caption::new(line, PLAIN, text, beside / 2, shaper));
        let used = web_label.as_ref().map_or(Pt::ZERO, Caption::used).max(web.used());
        let left = beside - used - brief.gutter;
        let call = Caption::new(&footer.call, PLAIN, text, left, shaper);
        let hotline = Caption::new(&footer.hotline, BOLD, style(&foot.hotline, Ink::Navy), left, shaper);
        let room = left - hotline.used();
        let digits = footer
            .hotline_digits
            .as_ref()
            .map(|line| Caption::new(line, PLAIN, style(&foot.digits, Ink::Text), room, shaper));
        let source = Caption::new(&footer.source, PLAIN, style(&foot.source, Ink::Text), beside, shaper);
        let lines = call.breaks.len() + source.breaks.len();
        if let Some(at) = footer.source.origin.filter(|_| lines > MOST_LINES) {
            let message = format!(
                "the call to action and the source take {lines} lines; the footer has room for {MOST_LINES}"
            );
            return Err(sink.report(Diagnostic::error(Code::DoesNotFit, at, message).help("shorten them")));
        }
        Ok(Self { brief, width, call, hotline, digits, web_label, web, source, qr })
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        let needed = [&self.call, &self.hotline, &self.web, &self.source];
        needed.into_iter().chain(&self.digits).chain(&self.web_label).map(Caption::checked).collect()
    }

    /// Sets the footer.
    pub fn set(&self, page: &mut Page, rules: &Rules) {
        let (foot, x) = (&self.brief.foot, self.brief.margin);
        let rect = Rect { x, y: foot.rule_top, width: self.width, height: rules.footer };
        page.paint(Owner::Artifact, Mark::Fill { rect, ink: Ink::Rule });

        let call = page.node(Page::ROOT, Role::Paragraph);
        self.call.set(page, call, x, foot.call_top);
        let more = self.call.height() - foot.text.size;
        let top = foot.hotline_top + more.max(Pt::ZERO);
        let number = page.node(Page::ROOT, Role::Paragraph);
        self.hotline.set(page, number, x, top);
        if let Some(digits) = &self.digits {
            // On the baseline of the number, a word space away.
            self.hotline.set_space(page, number, x, top + foot.hotline.size.em(FIRST_BASELINE));
            let drop = (foot.hotline.size - foot.digits.size).em(FIRST_BASELINE);
            digits.set(page, number, x + self.hotline.used() + foot.hotline.size / 5, top + drop);
        }

        let right = x + self.width - self.qr.as_ref().map_or(Pt::ZERO, |_| foot.qr + self.brief.gutter);
        let web = page.node(Page::ROOT, Role::Paragraph);
        let mut top = foot.call_top;
        if let Some(label) = &self.web_label {
            label.set(page, web, right - label.used(), top);
            let baseline = top + foot.text.size.em(FIRST_BASELINE);
            label.set_space(page, web, right - label.used(), baseline);
            top += foot.text.leading;
        }
        self.web.set(page, web, right - self.web.used(), top);
        if let Some(qr) = &self.qr {
            qr.set(page, x + self.width - foot.qr, foot.call_top);
        }

        let source = page.node(Page::ROOT, Role::Paragraph);
        let below = foot.source.leading - foot.source.leading.em(FIRST_BASELINE);
        let last = foot.bottom - below - foot.source.size.em(FIRST_BASELINE);
        let above = self.source.height() - foot.source.size;
        self.source.set(page, source, x, last - above);
    }
}
