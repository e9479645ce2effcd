//! Themes are data: sizes, spacing and rules as tokens in a TOML file, and a layout by name.
//!
//! In: the theme files compiled in, and what the set changes of them. Out: a sound [`Theme`]. Each
//! field of it is a token; the theme files, `*.toml`, say what it means. Units: points, unless a
//! comment there says otherwise.

#![allow(missing_docs)]

mod brief;
mod card;
mod changes;
mod color;
mod footer;
mod inks;
mod large;
mod memo;
mod validate;

pub use brief::*;
pub use card::*;
pub use changes::{Change, ThemeChanges, built_in_theme, known_tokens};
pub use color::*;
pub use footer::*;
pub use large::*;
pub use memo::*;
pub use validate::{Violation, violations};

use crate::outline::Shown;
use crate::source::Span;
use crate::units::{Pt, Ratio};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Lists in running text.
    pub list: ListTokens,
    /// Weights of rules.
    pub rule: RuleWeights,
    /// The inks.
    pub color: Colors,
    /// The layout it is for, with its tokens.
    pub layout: Layout,
    /// The edition in large print, which takes the place of the layout.
    #[serde(skip)]
    pub large: Option<Box<Large>>,
    /// The card, which takes the place of the layout.
    #[serde(skip)]
    pub card: Option<Box<CardTokens>>,
    /// Where a set changes what is where on the page.
    #[serde(skip)]
    pub moved: Vec<Span>,
}

impl Theme {
    /// Whether running text of this size is smaller than what reads well.
    pub fn is_small(&self, size: Pt) -> bool {
        let sizes = match &self.layout {
            Layout::Memo(memo) => &memo.size,
            Layout::Brief(brief) => &brief.size,
        };
        size < sizes.legible
    }

    /// What it has a place for, of what a wording may hold.
    pub fn shown(&self) -> Shown {
        let own = self.shown_on_sheet();
        if let Some(card) = &self.card {
            return Shown {
                kicker: false,
                title: false,
                silhouette: true,
                tiles: Some((1, card.tiles)),
                bars: false,
                callouts: false,
                web_label: false,
                qr: false,
                card: true,
                ..own
            };
        }
        match self.large {
            // The figures of the sheet, in words and tables.
            Some(_) => Shown {
                title: true,
                silhouette: false,
                bars: false,
                callouts: true,
                intro_in_text: true,
                paged: true,
                ..own
            },
            None => own,
        }
    }

    fn shown_on_sheet(&self) -> Shown {
        match &self.layout {
            Layout::Memo(memo) => Shown {
                kicker: false,
                title: true,
                silhouette: false,
                tiles: None,
                bars: false,
                callouts: memo.callout.style == CalloutStyle::Block,
                intro_in_text: true,
                web_label: false,
                qr: false,
                paged: false,
                card: false,
            },
            Layout::Brief(brief) => Shown {
                kicker: true,
                title: false,
                silhouette: brief.show.silhouette,
                tiles: brief.show.tiles.then_some((brief.tile.fewest, brief.tile.most)),
                bars: brief.show.bars,
                callouts: brief.callout.style == CalloutStyle::Block,
                intro_in_text: false,
                web_label: true,
                qr: brief.show.qr,
                paged: false,
                card: false,
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
    /// 600 by 315 points: that of cards, which no set asks for.
    #[serde(skip)]
    Card,
}

impl PageTokens {
    /// Width of the trimmed page.
    pub fn width(&self) -> Pt {
        match self.paper {
            Paper::Letter => Pt::new(612),
            Paper::A4 => Pt(595_276),
            Paper::Card => Pt::new(600),
        }
    }

    /// Height of the trimmed page.
    pub fn height(&self) -> Pt {
        match self.paper {
            Paper::Letter => Pt::new(792),
            Paper::A4 => Pt(841_890),
            Paper::Card => Pt::new(315),
        }
    }
}

/// How running paragraphs are set; not headings, headline figures, tables and the footer, but for ligatures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextTokens {
    /// Where lines end.
    pub setting: Alignment,
    /// Whether words may be divided at a line's end, by the language subtag.
    pub hyphenate: BTreeMap<String, bool>,
    /// Punctuation at a line's ends hangs out of it by a fraction of its width.
    pub optical_margins: bool,
    /// Letters are joined to one sign where the faces have one, as in "office".
    pub ligatures: bool,
}

impl TextTokens {
    /// Whether words of the language of a BCP 47 tag may be divided.
    pub fn divides(&self, tag: &str) -> bool {
        let language = tag.split('-').next().unwrap_or_default();
        self.hyphenate.get(language).copied().unwrap_or(false)
    }
}

/// Where the lines of a paragraph end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    Ragged,
    Justified,
}

/// Lists in running text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListTokens {
    /// How far the words of an item stand behind the left edge of its sign.
    pub indent: Pt,
    /// The least white between a sign and the words behind it.
    pub clear: Pt,
    /// White between two items, in leadings, beside what is between lines.
    pub gap: Ratio,
}

/// Weights of rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWeights {
    pub table_outer: Pt,
    pub table_inner: Pt,
    pub footer: Pt,
}

/// A fixed size and leading.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    pub size: Pt,
    pub leading: Pt,
}

/// Sizes of running text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub max: Pt,
    pub min: Pt,
    pub step: Pt,
    pub legible: Pt,
}

/// The tightest setting of each size.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tight {
    pub lead: Ratio,
    pub gap: Ratio,
    pub until: Pt,
    pub floor_lead: Ratio,
    pub floor_gap: Ratio,
    pub last_lead: Ratio,
    pub last_gap: Ratio,
}

/// How far the setting opens.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    pub lead: Ratio,
    pub gap: Ratio,
    pub gap_max: Ratio,
}

/// Tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableTokens {
    pub width: Pt,
    pub pad: Pt,
    pub pad_min: Pt,
    pub smaller: Pt,
    pub min: Pt,
    pub header_smaller: Pt,
    pub header_min: Pt,
    pub figure_larger: Pt,
    pub lead: Ratio,
    pub column_gap: Pt,
    pub label_gap: Pt,
    pub rules_above: usize,
}
