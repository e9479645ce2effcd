//! Tokens of the edition in large print. A set does not change them: they are what people who see little need.

use super::{
    Callout, Fixed, ListTokens, Open, PageTokens, QrTokens, RuleWeights, Sizes, TableTokens, TextTokens,
};
use super::{Theme, Tight};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

const TOKENS: &str = include_str!("large.toml");

/// The file: what takes the place of a theme's tokens, and those of the layout.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LargeFile {
    text: TextTokens,
    list: ListTokens,
    rule: RuleWeights,
    large: Large,
}

/// Tokens of large print.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Large {
    pub margin: Pt,
    pub top: Pt,
    pub bottom: Pt,
    pub folio_bottom: Pt,
    pub folio_gap: Pt,
    pub line: Fixed,
    pub title: LargeTitle,
    pub size: Sizes,
    pub tight: Tight,
    pub open: Open,
    pub gaps: LargeGaps,
    pub callout: Callout,
    pub head: LargeHeading,
    pub table: TableTokens,
    pub call: CallFrame,
    pub folio: Fixed,
    pub qr: QrTokens,
}

/// The title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LargeTitle {
    pub sizes: Vec<Pt>,
    pub lead: Ratio,
    pub apart: Pt,
    pub rule: Pt,
    pub clear: Pt,
}

/// White between blocks.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LargeGaps {
    pub paragraph: Ratio,
    pub section: Ratio,
    pub table: Ratio,
    pub head: Ratio,
    pub line: Pt,
    pub notice: Pt,
}

/// Headings.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LargeHeading {
    pub larger: Pt,
    pub lead: Ratio,
}

/// The frame around the number to call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallFrame {
    pub rule: Pt,
    pub beside: Pt,
    pub above: Pt,
    pub sizes: Vec<Pt>,
    pub lead: Ratio,
}

impl Large {
    /// Width between the margins.
    pub fn width(&self, page: &PageTokens) -> Pt {
        page.width() - self.margin * 2
    }
}

impl Theme {
    /// The same for large print: with its paper and colors.
    #[must_use]
    pub fn enlarged(self) -> Self {
        let file: LargeFile = toml::from_str(TOKENS).expect("a test reads it");
        let LargeFile { text, list, rule, large } = file;
        Self { text, list, rule, large: Some(Box::new(large)), moved: Vec::new(), ..self }
    }
}
