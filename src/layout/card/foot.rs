//! The foot of a card: below a rule, whom to call with the number beside it, and the source.

use super::{BOLD, PLAIN, rule};
use crate::document::RichText;
use crate::layout::cursor::{CAP_HEIGHT, FIRST_BASELINE, TextStyle};
use crate::layout::label::Label;
use crate::layout::page::{Ink, Page, Rect, Role};
use crate::outline::Foot;
use crate::text::Shaper;
use crate::theme::CardTokens;
use crate::units::{Pt, Ratio};

/// The foot, shaped.
pub struct CardFooter<'a> {
    card: &'a CardTokens,
    call: Option<Label<'a>>,
    number: Option<Label<'a>>,
    source: Option<Label<'a>>,
    width: Pt,
}

/// How far letters reach below their baseline, in 1/1000 of the size.
const BELOW: i64 = 280;

impl<'a> CardFooter<'a> {
    pub fn new(foot: &'a Foot<RichText>, card: &'a CardTokens, width: Pt, shaper: &mut Shaper) -> Self {
        let tokens = &card.foot;
        let style = |ink| TextStyle { size: tokens.size, leading: tokens.size.scale(tokens.lead), ink };
        let number = foot.hotline.as_ref().map(|words| {
            let room = if foot.call.is_some() { tokens.number } else { width };
            let label = Label::new(words, BOLD, style(Ink::Navy), room, shaper);
            label.sized(&tokens.numbers, Ratio::ONE, |label| label.is_on_one_line(room))
        });
        let beside = number.as_ref().map_or(Pt::ZERO, |number| number.used() + card.gutter);
        let call = foot.call.as_ref();
        let call = call.map(|words| Label::new(words, PLAIN, style(Ink::Text), width - beside, shaper));
        let source = foot.source.as_ref();
        let source = source.map(|words| Label::new(words, PLAIN, style(Ink::Text), width, shaper));
        Self { card, call, number, source, width }
    }

    pub fn labels(&self) -> Vec<&Label<'a>> {
        [&self.call, &self.number, &self.source].into_iter().flatten().collect()
    }

    /// From the top of a text's capitals to where its letters end.
    fn height(label: &Label) -> Pt {
        let more = label.style.leading * (label.lines.len() as i64 - 1).max(0);
        label.style.size.em(CAP_HEIGHT + BELOW) + more
    }

    /// Where the capitals of the source begin.
    fn source_top(&self) -> Pt {
        self.card.foot.bottom - self.source.as_ref().map_or(Pt::ZERO, Self::height)
    }

    /// The same of whom to call.
    fn call_top(&self) -> Pt {
        let parts = [&self.call, &self.number].into_iter().flatten();
        let Some(height) = parts.map(Self::height).max() else { return self.source_top() };
        let gap = if self.source.is_some() { self.card.foot.below } else { Pt::ZERO };
        self.source_top() - gap - height
    }

    /// Where the room above it ends.
    pub fn top(&self) -> Pt {
        let tokens = &self.card.foot;
        if self.labels().is_empty() { tokens.bottom } else { self.call_top() - tokens.gap * 2 - tokens.rule }
    }

    pub fn set(&self, page: &mut Page) {
        let (tokens, x) = (&self.card.foot, self.card.margin);
        if self.labels().is_empty() {
            return;
        }
        let y = self.call_top() - tokens.gap - tokens.rule;
        rule(page, Rect { x, y, width: self.width, height: tokens.rule });
        let capitals = |label: &Label, top: Pt| top - label.style.size.em(FIRST_BASELINE - CAP_HEIGHT);
        let mut put = |label: &Option<Label>, x: Pt, top: Pt| {
            if let Some(label) = label {
                let node = page.node(Page::ROOT, Role::Paragraph);
                label.set(page, node, x, capitals(label, top));
            }
        };
        let height =
            [&self.call, &self.number].into_iter().flatten().map(Self::height).max().unwrap_or_default();
        // Each in the middle of the higher one.
        let middle = |label: &Option<Label>| {
            let own = label.as_ref().map_or(height, Self::height);
            self.call_top() + (height - own) / 2
        };
        put(&self.call, x, middle(&self.call));
        let right = match (&self.call, &self.number) {
            (Some(_), Some(number)) => x + self.width - number.used(),
            _ => x,
        };
        put(&self.number, right, middle(&self.number));
        put(&self.source, x, self.source_top());
    }
}
