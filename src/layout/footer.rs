//! The footer of every layout: a rule; at the left the call to action, its number in display type and the
//! source, one below the other; at the right what the publisher is, or the web address; and the QR code.
//!
//! In: the foot of a document, and the place for it. Its height is what its parts need.

use super::cursor::{FIRST_BASELINE, TextStyle};
use super::frame::Frame;
use super::label::Label;
use super::overflow::MeasuredText;
use super::page::{Ink, Mark, Owner, Page, Rect, Role};
use super::qr::ShapedQr;
use crate::document::RichText;
use crate::font::Face;
use crate::outline::Foot;
use crate::text::{FontPair, Shaper};
use crate::theme::{Fixed, FooterTokens};
use crate::units::Pt;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };
/// The number to call is tried in sizes so far apart.
const STEP: Pt = Pt::new(1);

/// The place for a footer.
#[derive(Clone, Copy)]
pub struct FootPlace<'t> {
    pub tokens: &'t FooterTokens,
    pub x: Pt,
    pub width: Pt,
    /// Where it ends.
    pub bottom: Pt,
    /// Weight of the rule above it.
    pub rule: Pt,
    /// The least white between two texts side by side.
    pub gutter: Pt,
    /// White between the halves.
    pub halves: Pt,
}

/// The footer, shaped.
pub struct ShapedFooter<'a> {
    place: FootPlace<'a>,
    call: Option<Label<'a>>,
    hotline: Option<Label<'a>>,
    digits: Option<Label<'a>>,
    /// Whether the digits stand behind the number; if not, below it.
    digits_beside: bool,
    web_label: Option<Label<'a>>,
    web: Option<Label<'a>>,
    source: Option<Label<'a>>,
    about: Option<Label<'a>>,
    qr: Option<ShapedQr<'a>>,
    /// Where the text of the series ends at the latest.
    reserved: Pt,
}

/// How far below the first line the parts of the left half begin, and where they end.
struct Left {
    number: Pt,
    digits: Pt,
    web: Pt,
    source: Pt,
    end: Pt,
}

impl<'a> ShapedFooter<'a> {
    /// Shapes the footer.
    pub fn new(
        footer: &'a Foot<RichText>,
        qr: Option<ShapedQr<'a>>,
        place: FootPlace<'a>,
        shaper: &mut Shaper,
    ) -> Self {
        let FootPlace { tokens, width, gutter, halves, .. } = place;
        let style = |fixed: &Fixed, ink| TextStyle { size: fixed.size, leading: fixed.leading, ink };
        let text = style(&tokens.text, Ink::Text);
        let beside = width - qr.as_ref().map_or(Pt::ZERO, |qr| qr.width() + gutter);
        let is_left = |part: &Option<RichText>| part.is_some();
        let has_left = [&footer.call, &footer.hotline, &footer.source, &footer.web].into_iter().any(is_left);
        let half = (width - halves) / 2;
        let right = if has_left { beside - half - halves } else { beside };
        let mut label = |line: &'a Option<RichText>, fonts, style, width| {
            line.as_ref().map(|line| Label::new(line, fonts, style, width, shaper))
        };
        let about = label(&footer.about, PLAIN, style(&tokens.about, Ink::Text), right);
        let web_room = if about.is_some() { half } else { beside / 2 };
        let web = label(&footer.web, BOLD, text, web_room);
        let web_label = label(&footer.web_label, PLAIN, text, web_room);
        let used = [&web, &web_label].into_iter().flatten().map(Label::used).max();
        let (left, below) = match about {
            Some(_) => (half, half),
            None => (beside - used.map_or(Pt::ZERO, |used| used + gutter), beside),
        };
        let call = label(&footer.call, PLAIN, text, left);
        let digits = label(&footer.hotline_digits, PLAIN, style(&tokens.digits, Ink::Text), left);
        let number = TextStyle { size: tokens.hotline.size, leading: tokens.hotline.size, ink: Ink::Navy };
        let hotline = label(&footer.hotline, BOLD, number, left);
        let source = label(&footer.source, PLAIN, style(&tokens.source, Ink::Text), below);
        let behind = digits.as_ref().map_or(Pt::ZERO, Label::used);
        let on_one_line = |number: &Label| {
            let gap = if behind > Pt::ZERO { number.style.size / 5 } else { Pt::ZERO };
            number.lines.len() == 1 && number.used() + gap + behind <= left
        };
        let steps = (tokens.hotline.size - tokens.hotline.smallest).0 / STEP.0.max(1);
        let mut sizes: Vec<Pt> = (0..steps).map(|step| tokens.hotline.size - STEP * step).collect();
        sizes.push(tokens.hotline.smallest);
        let hotline = hotline.map(|number| number.sized(&sizes, tokens.hotline.leading, on_one_line));
        let digits_beside = hotline.as_ref().is_none_or(on_one_line);
        let reserved = place.bottom;
        Self { place, call, hotline, digits, digits_beside, web_label, web, source, about, qr, reserved }
    }

    /// The same, beginning no lower than those of its series.
    pub fn within(self, frame: Frame) -> Self {
        Self { reserved: frame.foot, ..self }
    }

    fn labels(&self) -> impl Iterator<Item = &Label<'a>> {
        let labels = [&self.call, &self.hotline, &self.digits, &self.web_label, &self.web];
        let more = [&self.source, &self.about];
        labels.into_iter().chain(more).flatten().chain(self.qr.iter().filter_map(ShapedQr::address))
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
        match self.is_empty() {
            true => self.place.bottom.min(self.reserved),
            false => self.top() - self.place.tokens.gap - self.place.tokens.clear,
        }
    }

    /// Top of its first line.
    fn top(&self) -> Pt {
        let (own, tokens) = (self.own_top(), self.place.tokens);
        own.min(self.reserved + tokens.gap + tokens.clear)
    }

    /// The same, alone.
    fn own_top(&self) -> Pt {
        let upper = self.left(Pt::ZERO).end.max(self.right());
        let Some(below) = self.qr.as_ref().map(ShapedQr::below) else { return self.place.bottom - upper };
        // The address of the code may stand level with the last lines at the left.
        match self.address_clears_left() {
            true => self.place.bottom - self.left(Pt::ZERO).end.max(self.right() + below),
            false => self.place.bottom - upper - below,
        }
    }

    /// Whether the address of the code is as short as to stand beside what is at the left.
    fn address_clears_left(&self) -> bool {
        let labels = [&self.digits, &self.web, &self.source, &self.call, &self.hotline];
        let left = labels.into_iter().flatten().map(Label::used).max().unwrap_or_default();
        let address = self.qr.as_ref().and_then(ShapedQr::address).map_or(Pt::ZERO, Label::used);
        left + self.place.gutter + address <= self.place.width
    }

    /// What stands at the left, the source no higher than to end at `source_end`.
    fn left(&self, source_end: Pt) -> Left {
        let (tokens, height) = (self.place.tokens, |label: &Label| label.height());
        // Down from a line to the top of the next.
        let after = |label: &Label, top: Pt| top + height(label) + (label.style.leading - label.style.size);
        let call = self.call.as_ref();
        let number = call.map_or(Pt::ZERO, |call| tokens.number_top + height(call) - tokens.text.size);
        let mut y = match (&self.hotline, call) {
            // No letter of a number or an address goes down to the foot of its em box.
            (Some(hotline), _) => {
                number + height(hotline) - hotline.style.size.em(60) + tokens.text.leading - tokens.text.size
            }
            (None, Some(call)) => after(call, Pt::ZERO),
            (None, None) => Pt::ZERO,
        };
        let digits = y;
        if let Some(below) = self.digits.as_ref().filter(|_| !self.digits_beside) {
            y = after(below, y);
        }
        let web = y;
        if self.about.is_some() {
            let label = self.web_label.as_ref().filter(|_| !self.web_behind_label());
            for line in label.into_iter().chain(&self.web) {
                y = after(line, y);
            }
        }
        if self.about.is_none() && self.web.is_some() {
            // The source may be as wide as the page.
            y = y.max(self.web_height() + tokens.text.leading - tokens.text.size);
        }
        let Some(own) = &self.source else {
            // White below the last line is none of the footer.
            let end = (y - (tokens.text.leading - tokens.text.size)).max(Pt::ZERO);
            return Left { number, digits, web, source: y, end };
        };
        let source = y.max(source_end - own.height());
        Left { number, digits, web, source, end: source + own.height() }
    }

    /// Height of what stands at the right, without the address of the code.
    fn right(&self) -> Pt {
        let qr = self.qr.as_ref().map_or(Pt::ZERO, ShapedQr::width);
        qr.max(self.about.as_ref().map_or_else(|| self.web_height(), Label::height))
    }

    /// What the web address and what leads to it take where they stand at the right.
    fn web_height(&self) -> Pt {
        let (Some(web), tokens) = (&self.web, self.place.tokens) else { return Pt::ZERO };
        let label = self.web_label.as_ref();
        let label = label.map_or(Pt::ZERO, |label| label.height() + tokens.text.leading - tokens.text.size);
        self.web_drop() + label + web.height()
    }

    /// Whether the web address stands behind what leads to it, at the left and on one line.
    fn web_behind_label(&self) -> bool {
        let (Some(label), Some(web), Some(_)) = (&self.web_label, &self.web, &self.about) else {
            return false;
        };
        let half = (self.place.width - self.place.halves) / 2;
        let one_line = label.lines.len() == 1 && web.lines.len() == 1;
        one_line && label.used() + self.word_space() + web.used() <= half
    }

    /// White between two texts of the small size on one line.
    fn word_space(&self) -> Pt {
        self.place.tokens.text.size / 3
    }

    /// Without a call to action, the web address stands on the baseline of the number.
    fn web_drop(&self) -> Pt {
        match (&self.call, &self.hotline, &self.web_label) {
            (None, Some(number), None) => {
                (number.style.size - self.place.tokens.text.size).em(FIRST_BASELINE)
            }
            _ => Pt::ZERO,
        }
    }

    /// Sets the footer, if there is any.
    pub fn set(&self, page: &mut Page) {
        if self.is_empty() {
            return;
        }
        let FootPlace { tokens, x, width, rule, .. } = self.place;
        let top = self.top();
        let rect = Rect { x, y: top - tokens.gap, width, height: rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
        let left = self.left(self.right());
        set(page, self.call.as_ref(), x, top);
        self.set_number(page, &left, top);
        self.set_web(page, &left, top);
        set(page, self.source.as_ref(), x, top + left.source);
        if let Some(about) = &self.about {
            let has_left = self.labels().any(|label| !std::ptr::eq(label, about)) && left.end > Pt::ZERO;
            let half = (width - self.place.halves) / 2 + self.place.halves;
            set(page, Some(about), if has_left { x + half } else { x }, top);
        }
        if let Some(qr) = &self.qr {
            let above = if self.address_clears_left() { self.right() } else { left.end.max(self.right()) };
            qr.set(page, x + width, top, top + above);
        }
    }

    fn set_number(&self, page: &mut Page, left: &Left, top: Pt) {
        let (Some(hotline), x) = (&self.hotline, self.place.x) else { return };
        let number = page.node(Page::ROOT, Role::Paragraph);
        let at = top + left.number;
        hotline.set(page, number, x, at);
        let Some(digits) = &self.digits else { return };
        let (size, last) = (hotline.style.size, at + hotline.height() - hotline.style.size);
        hotline.set_space(page, number, x, last + size.em(FIRST_BASELINE));
        match self.digits_beside {
            // On the baseline of the number, a word space away.
            true => {
                let drop = (size - digits.style.size).em(FIRST_BASELINE);
                digits.set(page, number, x + hotline.used() + size / 5, at + drop);
            }
            false => digits.set(page, number, x, top + left.digits),
        }
    }

    /// The web address and what stands above it: at the right, or where else nothing would stand.
    fn set_web(&self, page: &mut Page, left: &Left, top: Pt) {
        let Some(web) = &self.web else { return };
        let (tokens, x, width) = (self.place.tokens, self.place.x, self.place.width);
        let beside = self.qr.as_ref().map_or(Pt::ZERO, |qr| qr.width() + self.place.gutter);
        let alone = self.call.is_none() && self.hotline.is_none() && self.qr.is_none();
        let at_left = alone || self.about.is_some();
        let at = |line: &Label| if at_left { x } else { x + width - beside - line.used() };
        let node = page.node(Page::ROOT, Role::Paragraph);
        let mut y = top + if self.about.is_some() { left.web } else { self.web_drop() };
        if let Some(label) = &self.web_label {
            label.set(page, node, at(label), y);
            label.set_space(page, node, at(label), y + tokens.text.size.em(FIRST_BASELINE));
            if self.web_behind_label() {
                return web.set(page, node, at(label) + label.used() + self.word_space(), y);
            }
            y += label.height() + tokens.text.leading - tokens.text.size;
        }
        web.set(page, node, at(web), y);
    }
}

fn set(page: &mut Page, label: Option<&Label>, x: Pt, top: Pt) {
    if let Some(label) = label {
        let node = page.node(Page::ROOT, Role::Paragraph);
        label.set(page, node, x, top);
    }
}
