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

impl Part {
    /// The width of its longest line.
    fn used(&self) -> Pt {
        self.breaks.iter().map(|b| self.measure.size.em(b.advance)).max().unwrap_or_default()
    }
}

/// The footer, shaped: the call to action and the web address on one line, the source below.
pub struct ShapedFooter {
    call: Option<Part>,
    web: Option<Part>,
    source: Option<Part>,
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
        let web = footer.web.clone().map(|line| part(line, STRONG, size, width));
        let beside = web.as_ref().map_or(Pt::ZERO, |web| web.used() + BETWEEN);
        let call = call_line(footer).map(|line| part(line, PLAIN, size, width - beside));
        let source = footer.source.clone().map(|line| part(line, PLAIN, memo.foot.source, width));
        Self { call, web, source }
    }

    /// Its texts with their shapes and measures, for checks that must see all text.
    pub fn blocks(&self) -> impl Iterator<Item = (&Line, &Paragraph, Measure)> {
        let parts = [&self.call, &self.web, &self.source].into_iter().flatten();
        parts.map(|p| (&p.line, &p.paragraph, p.measure))
    }

    /// Where the text of the page ends at the latest: above the footer, or in its place.
    pub fn text_limit(&self, memo: &Memo, rules: &Rules) -> Pt {
        match self.blocks().next() {
            Some(_) => self.top(memo, rules) - memo.footer_clear,
            None => memo.footer_bottom,
        }
    }

    /// Where the footer's rule begins.
    fn top(&self, memo: &Memo, rules: &Rules) -> Pt {
        let lines = |part: &Option<Part>| part.as_ref().map_or(0, |part| part.breaks.len());
        memo.footer_bottom
            - Self::source_style(memo).height(lines(&self.source))
            - Self::style(memo).height(lines(&self.call).max(lines(&self.web)))
            - memo.footer_gap
            - rules.footer
    }

    fn style(memo: &Memo) -> Style {
        Style { size: memo.foot.size, leading: memo.foot.leading, ink: Ink::Text }
    }

    fn source_style(memo: &Memo) -> Style {
        Style { size: memo.foot.source, ..Self::style(memo) }
    }

    /// Sets the footer, if there is any.
    pub fn set(&self, page: &mut Page, memo: &Memo, rules: &Rules, width: Pt) {
        if self.blocks().next().is_none() {
            return;
        }
        let x = memo.margin();
        let y = self.top(memo, rules);
        page.paint(Owner::Artifact, Mark::fill(Rect { x, y, width, height: rules.footer }, Ink::Rule));
        let top = y + rules.footer + memo.footer_gap;
        let style = Self::style(memo);
        let mut set = |part: &Part, style: Style, x, top| {
            let node = page.node(Page::ROOT, Role::Paragraph);
            let block = Block { line: &part.line, paragraph: &part.paragraph, breaks: &part.breaks };
            set_block(page, node, &block, style, x, top);
        };
        self.call.iter().for_each(|call| set(call, style, x, top));
        if let Some(web) = &self.web {
            // Opposite the call to action, or in its place.
            set(web, style, if self.call.is_some() { x + width - web.used() } else { x }, top);
        }
        if let Some(source) = &self.source {
            let style = Self::source_style(memo);
            set(source, style, x, memo.footer_bottom - style.height(source.breaks.len()));
        }
    }
}

/// The call, the number in bold, and the digits, as one line; none if there is nothing of it.
fn call_line(footer: &Footer) -> Option<Line> {
    let bold = |line: &Line| {
        let inlines = line.inlines.iter().cloned().map(|inline| Inline { strong: true, ..inline });
        Line { inlines: inlines.collect(), ..line.clone() }
    };
    let hotline = footer.hotline.as_ref().map(bold);
    let parts = [&footer.call, &hotline, &footer.hotline_digits];
    let mut joined: Option<Line> = None;
    for part in parts.into_iter().flatten() {
        let Some(line) = &mut joined else {
            joined = Some(Line { inlines: part.inlines.clone(), origin: part.origin, ..Line::default() });
            continue;
        };
        let space = Inline { text: " ".into(), strong: false, link: None, kind: InlineKind::Wording };
        line.inlines.push(space);
        line.inlines.extend(part.inlines.iter().cloned());
    }
    joined
}
