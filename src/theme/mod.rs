//! Themes are data: sizes, spacing and rules as tokens in a TOML file, and a layout by name.
//!
//! In: a theme file, and what the set changes of it (both read by `input`). Out: [`Theme`], and
//! what is unsound in it. Units: points, unless a comment in the file says otherwise.

mod brief;
mod color;
mod memo;
mod soundness;

pub use brief::*;
pub use color::*;
pub use memo::*;
pub use soundness::{Breach, breaches};

use crate::document::Shown;
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
    pub page: Sheet,
    /// How running paragraphs are set.
    pub text: TextTokens,
    /// Weights of rules.
    pub rule: Rules,
    /// The inks.
    pub color: Colors,
    /// The layout it is for, with its tokens.
    pub layout: Layout,
}

impl Theme {
    /// What it has a place for, of what a wording may hold.
    pub fn shown(&self) -> Shown {
        match &self.layout {
            Layout::Memo(_) => Shown {
                kicker: false,
                title: true,
                silhouette: false,
                tiles: None,
                web_label: false,
                qr: false,
            },
            Layout::Brief(brief) => Shown {
                kicker: true,
                title: false,
                silhouette: brief.show.silhouette,
                tiles: brief.show.tiles.then_some((brief.tile.fewest, brief.tile.most)),
                web_label: true,
                qr: brief.show.qr,
            },
        }
    }
}

/// The layouts, each with the tokens it needs: `[layout.memo]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Side heads and one text column.
    Memo(Box<Memo>),
    /// A band, headline figures and two columns.
    Brief(Box<Brief>),
}

/// The trimmed page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
    /// Nothing that must be printed is nearer to its edge.
    pub safe: Pt,
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
pub struct Rules {
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
