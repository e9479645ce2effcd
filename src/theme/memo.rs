//! Tokens of the layout `memo`: headings beside (or above) one column of text.

use super::{Fixed, Open, Sizes, TableTokens, Tight};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// Tokens of the layout `memo`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memo {
    /// Left and right margin, heads beside the text.
    pub margin: Pt,
    /// The same, heads above it.
    pub margin_above: Pt,
    /// Width of the column of headings.
    pub side: Pt,
    /// Between that and the text.
    pub gutter: Pt,
    /// Top of the organization's line.
    pub top: Pt,
    /// Where the footer ends, above the lower edge.
    pub bottom: Pt,
    /// White above the footer's rule.
    pub footer_clear: Pt,
    /// White below it.
    pub footer_gap: Pt,
    /// White below the title's rule.
    pub title_clear: Pt,
    /// White above the title and above its rule.
    pub block_gap: Pt,
    /// Where headings stand.
    pub heads: Heads,
    /// The organization's line.
    pub organization: Fixed,
    /// The title.
    pub title: Title,
    /// Sizes of running text.
    pub size: Sizes,
    /// Tightest settings.
    pub tight: Tight,
    /// Loosest settings.
    pub open: Open,
    /// White between blocks.
    pub gaps: Gaps,
    /// Headings.
    pub head: Head,
    /// Tables.
    pub table: TableTokens,
    /// The footer.
    #[serde(rename = "foot")]
    pub footer: MemoFooter,
}

impl Memo {
    /// Left and right margin.
    pub fn margin(&self) -> Pt {
        match self.heads {
            Heads::Side => self.margin,
            Heads::Above => self.margin_above,
        }
    }
}

/// Where headings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heads {
    /// In a column of their own.
    Side,
    /// Above their text.
    Above,
}

/// The title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Sizes to try, largest first.
    pub sizes: Vec<Pt>,
    /// Leading, if it takes two lines.
    pub lead: Ratio,
    /// Width kept for the year.
    pub year_room: Pt,
    /// Weight of the rule below it.
    pub rule: Pt,
    /// What the outdent is less than the side bearing.
    pub outdent_less: Pt,
}

/// White between blocks.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    /// Between paragraphs, in leadings.
    pub paragraph: Ratio,
    /// Between sections, in leadings.
    pub section: Ratio,
    /// Lead sentence to table, in points.
    pub table: Pt,
}

/// Headings.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Leading in sizes.
    pub lead: Ratio,
    /// How much larger than the text when above it.
    pub above_plus: Pt,
}

/// The footer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoFooter {
    /// Size.
    pub size: Pt,
    /// Leading, if the call takes two lines.
    pub leading: Pt,
    /// Size of the source line.
    pub source: Pt,
}
