//! Themes are data: sizes, spacing and rules as tokens in a TOML file, and a layout by name.
//!
//! In: a theme file (read by `input`). Out: [`Theme`]. Units: points, unless a comment in the
//! file says otherwise.

use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// The built-in themes: name and file.
pub const BUILT_IN: &[(&str, &str)] = &[("memo", include_str!("memo.toml"))];

/// A theme.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The layout it is for.
    pub layout: Layout,
    /// The trimmed page.
    pub page: Sheet,
    /// Weights of rules.
    pub rule: Rules,
    /// Tokens of the layout `memo`.
    pub memo: Memo,
}

/// The layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Side heads and one text column.
    Memo,
}

/// The trimmed page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

/// Weights of rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Under a table's header and at its foot.
    pub table_outer: Pt,
    /// Between its rows.
    pub table_inner: Pt,
    /// Above the footer.
    pub footer: Pt,
    /// Under the title.
    pub title: Pt,
}

/// Tokens of the layout `memo`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memo {
    /// Left and right margin.
    pub margin: Pt,
    /// Width of the column of headings.
    pub side: Pt,
    /// Between that and the text.
    pub gutter: Pt,
    /// Top of the organization's line.
    pub top: Pt,
    /// Where the footer ends.
    pub footer_bottom: Pt,
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
    pub foot: Foot,
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

/// A fixed size and leading.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Size.
    pub size: Pt,
    /// Baseline to baseline.
    pub leading: Pt,
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
    /// What the outdent is less than the side bearing.
    pub outdent_less: Pt,
}

/// Sizes of running text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Largest.
    pub max: Pt,
    /// Smallest.
    pub min: Pt,
    /// Step.
    pub step: Pt,
    /// Smaller than this is warned of.
    pub legible: Pt,
}

/// The tightest setting of each size.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tight {
    /// Leading in sizes.
    pub lead: Ratio,
    /// Gap factor.
    pub gap: Ratio,
    /// The smallest size these hold for.
    pub until: Pt,
    /// Leading at the smallest size.
    pub floor_lead: Ratio,
    /// Gap factor at the smallest size.
    pub floor_gap: Ratio,
    /// Leading of the last resort.
    pub last_lead: Ratio,
    /// Gap factor of the last resort.
    pub last_gap: Ratio,
}

/// How far the setting opens.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Leading.
    pub lead: Ratio,
    /// Gap factor, together with the leading.
    pub gap: Ratio,
    /// Gap factor alone.
    pub gap_max: Ratio,
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

/// Tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableTokens {
    /// Widest.
    pub width: Pt,
    /// Above and below a row's text.
    pub pad: Pt,
    /// How much smaller than running text.
    pub smaller: Pt,
    /// Smallest size.
    pub min: Pt,
    /// How much smaller the header is than the rows.
    pub header_smaller: Pt,
    /// Leading in sizes.
    pub lead: Ratio,
    /// Between columns.
    pub column_gap: Pt,
}

/// The footer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foot {
    /// Size.
    pub size: Pt,
    /// Leading, if the call takes two lines.
    pub leading: Pt,
    /// Size of the source line.
    pub source: Pt,
}
