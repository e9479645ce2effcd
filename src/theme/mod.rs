//! Themes are data: sizes, spacing and rules as tokens in a TOML file, and a layout by name.
//!
//! In: the theme files compiled in, and what the set changes of them. Out: a sound [`Theme`]. Units: points, unless a comment in the file says otherwise.

mod brief;
mod changes;
mod color;
mod inks;
mod memo;
mod validate;

pub use brief::*;
pub use changes::{Change, ThemeChanges, built_in_theme, known_tokens};
pub use color::*;
pub use memo::*;
pub use validate::{Violation, violations};

use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// What all themes begin with.
pub const BASE: &str = include_str!("base.toml");

/// The built-in themes: name and file, which goes on from [`BASE`].
pub const BUILT_IN: &[(&str, &str)] =
    &[("memo", include_str!("memo.toml")), ("brief", include_str!("brief.toml"))];

/// A theme.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The trimmed page.
    pub page: PageTokens,
    /// How running paragraphs are set.
    pub text: TextTokens,
    /// Weights of rules.
    pub rule: RuleWeights,
    /// The inks.
    pub color: Colors,
    /// The layout it is for, with its tokens.
    pub layout: Layout,
}

/// The layouts, each with the tokens it needs: `[layout.memo]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Side heads and one text column.
    Memo(Box<Memo>),
    /// A banner, headline figures and two columns.
    Brief(Box<Brief>),
}

/// The trimmed page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageTokens {
    /// Its size.
    pub paper: Paper,
    /// Nothing that must be printed is nearer to its edge.
    pub safe: Pt,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 8.5 by 11 inches.
    Letter,
    /// 210 by 297 mm (ISO 216).
    A4,
}

impl PageTokens {
    /// Width of the trimmed page.
    pub fn width(&self) -> Pt {
        match self.paper {
            Paper::Letter => Pt::new(612),
            Paper::A4 => Pt(595_276),
        }
    }

    /// Height of the trimmed page.
    pub fn height(&self) -> Pt {
        match self.paper {
            Paper::Letter => Pt::new(792),
            Paper::A4 => Pt(841_890),
        }
    }
}

/// How running paragraphs are set; not headings, headline figures, tables and the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextTokens {
    /// Where lines end.
    pub setting: Alignment,
    /// Words may be divided at a line's end.
    pub hyphenate: bool,
    /// Punctuation at a line's ends hangs out of it by a fraction of its width.
    pub optical_margins: bool,
}

/// Where the lines of a paragraph end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    /// Where their words end.
    Ragged,
    /// At the measure, but for the last.
    Justified,
}

/// Weights of rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWeights {
    /// Under a table's header and at its foot.
    pub table_outer: Pt,
    /// Between its rows.
    pub table_inner: Pt,
    /// Above the footer.
    pub footer: Pt,
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

/// Tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableTokens {
    /// Widest.
    pub width: Pt,
    /// Above and below a row's text, times the gap factor.
    pub pad: Pt,
    /// The least of it.
    pub pad_min: Pt,
    /// How much smaller than running text.
    pub smaller: Pt,
    /// Smallest size.
    pub min: Pt,
    /// How much smaller the header is than the rows.
    pub header_smaller: Pt,
    /// Its smallest size.
    pub header_min: Pt,
    /// How much larger figures are than their labels.
    pub figure_larger: Pt,
    /// Leading in sizes.
    pub lead: Ratio,
    /// Between columns.
    pub column_gap: Pt,
}
