//! Tokens of the layout `memo`: headings beside (or above) one column of text.

use super::validate::Requirement::{Edge, Factor, Fits, Leading, Letters, Rule, Tried};
use super::validate::TokenRequirements;
use super::{Callout, Fixed, FooterTokens, Open, PageTokens, Sizes, TableTokens, Tight};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// Tokens of the layout `memo`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memo {
    pub margin: Pt,
    pub margin_above: Pt,
    pub side: Pt,
    pub gutter: Pt,
    pub top: Pt,
    pub bottom: Pt,
    pub title_clear: Pt,
    pub block_gap: Pt,
    pub heads: Heads,
    pub organization: Fixed,
    pub title: Title,
    pub size: Sizes,
    pub tight: Tight,
    pub open: Open,
    pub gaps: Gaps,
    pub callout: Callout,
    pub head: MemoHeading,
    pub table: TableTokens,
    #[serde(rename = "foot")]
    pub footer: FooterTokens,
}

impl Memo {
    /// Left and right margin.
    pub fn margin(&self) -> Pt {
        match self.heads {
            Heads::Side => self.margin,
            Heads::Above => self.margin_above,
        }
    }

    /// Width between the margins.
    pub fn width(&self, page: &PageTokens) -> Pt {
        page.width() - self.margin() * 2
    }

    /// How far the text begins from the left margin.
    pub fn indent(&self) -> Pt {
        match self.heads {
            Heads::Side => self.side + self.gutter,
            Heads::Above => Pt::ZERO,
        }
    }
}

/// Where headings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heads {
    Side,
    Above,
}

/// The title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    pub sizes: Vec<Pt>,
    pub lead: Ratio,
    pub year_room: Pt,
    pub rule: Pt,
    pub outdent_less: Pt,
    pub shared: bool,
}

/// White between blocks.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    pub paragraph: Ratio,
    pub section: Ratio,
    pub table: Pt,
}

/// Headings.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoHeading {
    pub lead: Ratio,
    pub above_plus: Pt,
}

/// What the tokens must keep.
pub(super) const REQUIREMENTS: &TokenRequirements<Memo> = &[
    // Its headings are coloured, and not larger than the text.
    (&["size.min"], Letters(|memo| memo.size.min, Pt::new(9))),
    (&["organization.size"], Letters(|memo| memo.organization.size, Pt(8500))),
    (&["organization.leading"], Leading(|memo| memo.organization)),
    (&["title.sizes"], Tried(|memo| &memo.title.sizes, Pt::new(14))),
    (&["title.rule"], Rule(|memo| memo.title.rule)),
    (&["head.lead"], Factor(|memo| memo.head.lead, 1.0, 1.8)),
    (&["title.lead"], Factor(|memo| memo.title.lead, 1.0, 1.8)),
    (&["margin"], Edge(|memo| memo.margin)),
    (&["margin_above"], Edge(|memo| memo.margin_above)),
    (&["top"], Edge(|memo| memo.top)),
    (&["bottom"], Edge(|memo| memo.bottom)),
    (
        &["margin", "side", "gutter"],
        Fits(
            |memo, page| page.width() - memo.margin * 2 - memo.side - memo.gutter >= Pt::new(144),
            "the margins leave no room for the text",
            "make the margins or the side column narrower",
        ),
    ),
];
