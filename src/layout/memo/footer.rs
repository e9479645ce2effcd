//! The foot of the page: the call to action with its number, the web address, the source.

use super::{BOLD, PLAIN};
use crate::document::{Inline, InlineKind, RichText};
use crate::layout::cursor::TextStyle;
use crate::layout::frame::Frame;
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::outline::Foot;
use crate::text::Shaper;
use crate::theme::{Memo, Theme};
use crate::units::Pt;

/// The white between the call to action and the web address.
const BETWEEN: Pt = Pt::new(12);

/// The footer, shaped: the call to action and the web address on one line, the source below.
pub struct ShapedFooter<'a> {
    memo: &'a Memo,
    /// Where it ends.
    bottom: Pt,
    /// Weight of the rule above it.
    rule: Pt,
    width: Pt,
    call: Option<Label<'a>>,
    web: Option<Label<'a>>,
    source: Option<Label<'a>>,
    /// Where the text of the series ends at the latest.
    reserved: Pt,
}

impl<'a> ShapedFooter<'a> {
    /// Shapes the footer; `call` is its [`call_line`].
    pub fn new(
        footer: &'a Foot<RichText>,
        call: Option<&'a RichText>,
        memo: &'a Memo,
        theme: &Theme,
        shaper: &mut Shaper,
    ) -> Self {
        let width = memo.width(&theme.page);
        let text = TextStyle { size: memo.footer.size, leading: memo.footer.leading, ink: Ink::Text };
        let small = TextStyle { size: memo.footer.source, ..text };
        let web = footer.web.as_ref().map(|words| Label::new(words, BOLD, text, width, shaper));
        let beside = web.as_ref().map_or(Pt::ZERO, |web| web.used() + BETWEEN);
        let call = call.map(|words| Label::new(words, PLAIN, text, width - beside, shaper));
        let source = footer.source.as_ref().map(|words| Label::new(words, PLAIN, small, width, shaper));
        let bottom = theme.page.height() - memo.bottom;
        let (rule, reserved) = (theme.rule.footer, bottom);
        Self { memo, bottom, rule, width, call, web, source, reserved }
    }

    /// The same, beginning no lower than those of its series.
    pub fn within(self, frame: Frame) -> Self {
        Self { reserved: frame.foot, ..self }
    }

    fn labels(&self) -> impl Iterator<Item = &Label<'a>> {
        [&self.call, &self.web, &self.source].into_iter().flatten()
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> impl Iterator<Item = MeasuredText<'_>> {
        self.labels().map(Label::checked)
    }

    /// Where the text of the page ends at the latest: above the footer, or in its place.
    pub fn text_limit(&self) -> Pt {
        match self.labels().next() {
            Some(_) => self.top() - self.memo.footer_clear,
            None => self.bottom.min(self.reserved),
        }
    }

    /// Where the footer's rule begins.
    fn top(&self) -> Pt {
        let height = |label: &Option<Label>| label.as_ref().map_or(Pt::ZERO, Label::height);
        let text = height(&self.call).max(height(&self.web));
        let own = self.bottom - height(&self.source) - text - self.memo.footer_gap - self.rule;
        own.min(self.reserved + self.memo.footer_clear)
    }

    /// Sets the footer, if there is any.
    pub fn set(&self, page: &mut Page) {
        if self.labels().next().is_none() {
            return;
        }
        let (x, y, width) = (self.memo.margin(), self.top(), self.width);
        let rect = Rect { x, y, width, height: self.rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
        let top = y + self.rule + self.memo.footer_gap;
        let mut set = |label: &Label, x, top| {
            let node = page.node(Page::ROOT, Role::Paragraph);
            label.set(page, node, x, top);
        };
        if let Some(call) = &self.call {
            set(call, x, top);
        }
        if let Some(web) = &self.web {
            // Opposite the call to action, or in its place.
            set(web, if self.call.is_some() { x + width - web.used() } else { x }, top);
        }
        if let Some(source) = &self.source {
            set(source, x, self.bottom - source.height());
        }
    }
}

/// The call, the number in bold, and the digits, as one text; `None` if there is nothing of it.
pub fn call_line(footer: &Foot<RichText>) -> Option<RichText> {
    let bold = |words: &RichText| {
        let inlines = words.inlines.iter().cloned().map(|inline| Inline { strong: true, ..inline });
        RichText { inlines: inlines.collect(), ..words.clone() }
    };
    let hotline = footer.hotline.as_ref().map(bold);
    let parts = [&footer.call, &hotline, &footer.hotline_digits];
    let mut joined: Option<RichText> = None;
    for part in parts.into_iter().flatten() {
        let Some(words) = &mut joined else {
            let (inlines, origin) = (part.inlines.clone(), part.origin);
            joined = Some(RichText { inlines, origin, ..RichText::default() });
            continue;
        };
        let space = Inline { text: " ".into(), strong: false, link: None, kind: InlineKind::Wording };
        words.inlines.push(space);
        words.inlines.extend(part.inlines.iter().cloned());
    }
    joined
}
