//! The foot of the layout `memo`: the call to action with its number, the web address, the source.

use super::page::{Ink, Mark, Owner, Page, Rect, Role};
use super::setting::{Block, Style, set_block};
use crate::doc::{Footer, Inline, InlineKind, Line};
use crate::layout::Face;
use crate::text::{Break, Measure, Paragraph, Shaper, Weights, least_ragged, prepare};
use crate::theme::{Memo, Rules};
use crate::units::Pt;

const PLAIN: Weights = Weights { plain: Face::Regular, strong: Face::Bold };
const STRONG: Weights = Weights { plain: Face::Bold, strong: Face::Bold };

/// The white between the call to action and the web address.
const BETWEEN: Pt = Pt::new(12);

struct Part {
    line: Line,
    paragraph: Paragraph,
    breaks: Vec<Break>,
    measure: Measure,
}

/// The footer, shaped.
pub struct ShapedFooter {
    call: Part,
    web: Part,
    source: Part,
}

impl ShapedFooter {
    /// Shapes the footer for a measure of `width`.
    pub fn new(footer: &Footer, memo: &Memo, width: Pt, shaper: &mut Shaper) -> Self {
        let mut part = |line: Line, weights, size, width| {
            let paragraph = prepare(&line, weights, shaper);
            let measure = Measure { size, width };
            let breaks = least_ragged(&paragraph, measure);
            Part { line, paragraph, breaks, measure }
        };
        let size = memo.foot.size;
        let web = part(footer.web.clone(), STRONG, size, width);
        let used = web.breaks.iter().map(|b| size.em(b.advance)).max().unwrap_or_default();
        let call = part(call_line(footer), PLAIN, size, width - used - BETWEEN);
        let source = part(footer.source.clone(), PLAIN, memo.foot.source, width);
        Self { call, web, source }
    }

    /// Its texts with their shapes and measures, for checks that must see all text.
    pub fn blocks(&self) -> [(&Line, &Paragraph, Measure); 3] {
        [&self.call, &self.web, &self.source].map(|p| (&p.line, &p.paragraph, p.measure))
    }

    /// Where the footer's rule begins.
    pub fn top(&self, memo: &Memo, rules: &Rules) -> Pt {
        let first = self.call.breaks.len().max(self.web.breaks.len());
        memo.footer_bottom
            - Self::source_style(memo).height(self.source.breaks.len())
            - Self::style(memo).height(first)
            - memo.footer_gap
            - rules.footer
    }

    fn style(memo: &Memo) -> Style {
        Style { size: memo.foot.size, leading: memo.foot.leading, ink: Ink::Text }
    }

    fn source_style(memo: &Memo) -> Style {
        Style { size: memo.foot.source, ..Self::style(memo) }
    }

    /// Sets the footer.
    pub fn set(&self, page: &mut Page, memo: &Memo, rules: &Rules, width: Pt) {
        let x = memo.margin();
        let y = self.top(memo, rules);
        page.paint(
            Owner::Artifact,
            Mark::Fill { rect: Rect { x, y, width, height: rules.footer }, ink: Ink::Rule },
        );
        let top = y + rules.footer + memo.footer_gap;
        let style = Self::style(memo);
        let mut set = |part: &Part, style: Style, x, top| {
            let node = page.node(Page::ROOT, Role::Paragraph);
            let block = Block { line: &part.line, paragraph: &part.paragraph, breaks: &part.breaks };
            set_block(page, node, &block, style, x, top);
        };
        set(&self.call, style, x, top);
        let used = self.web.breaks.iter().map(|b| style.size.em(b.advance)).max().unwrap_or_default();
        set(&self.web, style, x + width - used, top);
        let source = Self::source_style(memo);
        set(&self.source, source, x, memo.footer_bottom - source.height(self.source.breaks.len()));
    }
}

/// The call, the number in bold, and the digits, as one line.
fn call_line(footer: &Footer) -> Line {
    let mut inlines = footer.call.inlines.clone();
    let space = || Inline { text: " ".into(), strong: false, link: None, kind: InlineKind::Wording };
    inlines.push(space());
    inlines.extend(footer.hotline.inlines.iter().cloned().map(|inline| Inline { strong: true, ..inline }));
    if let Some(digits) = &footer.hotline_digits {
        inlines.push(space());
        inlines.extend(digits.inlines.iter().cloned());
    }
    Line { inlines, origin: footer.call.origin, ..Line::default() }
}
