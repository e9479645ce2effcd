//! Tokens of the layout `brief`: a banner, headline figures, two columns with charts.

use super::validate::Requirement::{Edge, Factor, Fits, Leading, Letters, Modules, Rule, Tried};
use super::validate::{MOST_SIZES, TokenRequirements};
use super::{Callout, Fixed, FooterTokens, Open, PageTokens, Sizes, TableTokens, Tight};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// Tokens of the layout `brief`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    pub margin: Pt,
    pub bottom: Pt,
    pub gutter: Pt,
    pub column_gutter: Pt,
    pub clear: Pt,
    pub clear_more: Pt,
    pub show: Show,
    #[serde(rename = "band")]
    pub banner: Banner,
    pub kicker: Fixed,
    pub name: NameTokens,
    pub silhouette: Silhouette,
    pub tile: Tiles,
    #[serde(rename = "lead")]
    pub standfirst: Standfirst,
    pub note: Fixed,
    pub size: Sizes,
    pub tight: Tight,
    pub open: Open,
    pub gaps: ColumnGaps,
    pub callout: Callout,
    pub head: ColumnHead,
    pub breaks: BreakCosts,
    pub slack: Slack,
    pub table: TableTokens,
    pub bars: Vec<Bars>,
    pub marks: BarMarks,
    #[serde(rename = "foot")]
    pub footer: FooterTokens,
    pub qr: QrTokens,
}

impl Brief {
    /// Width between the margins.
    pub fn width(&self, page: &PageTokens) -> Pt {
        page.width() - self.margin * 2
    }

    /// Width of a text column.
    pub fn column(&self, page: &PageTokens) -> Pt {
        (self.width(page) - self.column_gutter) / 2
    }

    /// The measures of the introduction's first paragraph and of the others in a row of `width`.
    pub fn standfirst_widths(&self, width: Pt) -> (Pt, Pt) {
        let sixths = self.standfirst.sixths;
        let first = (width - self.gutter * 5) / 6 * sixths + self.gutter * (sixths - 1);
        (first, width - self.gutter - first)
    }

    /// The bars beside figures of tables; empty if they are not shown.
    pub fn bars(&self) -> &[Bars] {
        if self.show.bars { &self.bars } else { &[] }
    }
}

/// What is shown; all of it repeats or decorates what is in the text and the tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    pub silhouette: bool,
    pub tiles: bool,
    pub bars: bool,
    pub qr: bool,
}

/// The banner at the head of the page.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    pub style: BannerStyle,
    /// On the master for copiers.
    pub gray: BannerStyle,
    pub x: Pt,
    pub top: Pt,
    pub bottom: Pt,
    pub accent: Pt,
    pub rule: Pt,
    pub kicker_top: Pt,
}

/// How the banner looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BannerStyle {
    Fill,
    #[default]
    Line,
}

/// How the banner looks on each kind of paper; where everything stands is the same on all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BannerStyles {
    /// On screens, in office printers and on a press.
    pub color: BannerStyle,
    /// On the master for copiers.
    pub gray: BannerStyle,
}

impl Banner {
    /// How it looks on each kind of paper.
    pub fn styles(&self) -> BannerStyles {
        BannerStyles { color: self.style, gray: self.gray }
    }
}

impl BannerStyles {
    /// Whether it looks like this on some paper.
    pub fn any(self, style: BannerStyle) -> bool {
        [self.color, self.gray].contains(&style)
    }
}

/// The place's name and the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameTokens {
    pub one_line: Vec<Pt>,
    pub two_lines: Vec<Pt>,
    pub two_lines_lead: Ratio,
    pub baseline: Pt,
    pub two_lines_baseline: Pt,
    pub year: Pt,
    pub outdent_less: Pt,
    pub shared: bool,
}

/// The place's outline.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silhouette {
    pub width: Pt,
    pub height: Pt,
    pub foot: Pt,
    pub right: Pt,
    pub clear: Pt,
    pub area: i64,
    pub min_area: i64,
}

/// Headline figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiles {
    pub top: Pt,
    pub rule: Pt,
    pub figure_baseline: Pt,
    pub label_top: Pt,
    pub figures: Vec<Pt>,
    pub words: Vec<Pt>,
    pub labels: Vec<Pt>,
    pub label_lead: Ratio,
    pub label_lines: usize,
    pub fewest: usize,
    pub most: usize,
}

/// The introduction's first paragraph.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standfirst {
    pub sizes: Vec<Pt>,
    pub lead: Ratio,
    pub lines: usize,
    /// How much of the row it has, as if six tiles stood there.
    pub sixths: i64,
    pub note_gap: Pt,
}

/// White between blocks of a column.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnGaps {
    pub paragraph: Ratio,
    pub section: Ratio,
    pub head: Ratio,
    pub table: Pt,
}

/// Headings of a column.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnHead {
    pub larger: Pt,
    pub lead: Ratio,
}

/// What column breaks cost, as height.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakCosts {
    pub head: Pt,
    pub paragraph: Pt,
    pub line: Pt,
    pub loose: Pt,
    pub lines: usize,
    pub few: Pt,
    pub begun: usize,
    pub table: Pt,
    pub rows: usize,
    pub short: Pt,
}

/// What the shorter column takes up of the difference.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slack {
    pub row: Pt,
    pub row_many: Pt,
    pub many: usize,
    pub unit: Pt,
    pub section: i64,
}

/// Bars beside the figures of a table.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    pub rows: usize,
    pub width: Pt,
    pub height: Pt,
    pub pad: Pt,
}

/// What stands beside and below bars.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarMarks {
    pub above: usize,
    pub gap: Pt,
    pub mark: Pt,
    pub mark_height: Pt,
    pub halo: Pt,
    pub label_gap: Pt,
    pub key: Pt,
    pub key_gap: Pt,
}

/// The QR code in the footer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QrTokens {
    pub width: Pt,
    pub module: Pt,
    pub address: Fixed,
    pub address_gap: Pt,
}

/// What the tokens must keep.
pub(super) const REQUIREMENTS: &TokenRequirements<Brief> = &[
    (&["size.min"], Letters(|brief| brief.size.min, Pt(8750))),
    // White letters on a dark ground fill in.
    (&["kicker.size"], Letters(|brief| brief.kicker.size, Pt(10_500))),
    (&["note.size"], Letters(|brief| brief.note.size, Pt(8750))),
    (&["kicker.leading"], Leading(|brief| brief.kicker)),
    (&["note.leading"], Leading(|brief| brief.note)),
    (&["name.year"], Letters(|brief| brief.name.year, Pt::new(14))),
    (&["name.one_line"], Tried(|brief| &brief.name.one_line, Pt::new(18))),
    (&["name.two_lines"], Tried(|brief| &brief.name.two_lines, Pt::new(18))),
    (&["lead.sizes"], Tried(|brief| &brief.standfirst.sizes, Pt::new(9))),
    (&["tile.figures"], Tried(|brief| &brief.tile.figures, Pt::new(14))),
    (&["tile.words"], Tried(|brief| &brief.tile.words, Pt::new(9))),
    (&["tile.labels"], Tried(|brief| &brief.tile.labels, Pt::new(8))),
    (&["marks.key"], Letters(|brief| brief.marks.key, Pt::new(8))),
    (&["marks.mark"], Rule(|brief| brief.marks.mark)),
    (&["tile.rule"], Rule(|brief| brief.tile.rule)),
    (&["name.two_lines_lead"], Factor(|brief| brief.name.two_lines_lead, 1.0, 1.8)),
    (&["tile.label_lead"], Factor(|brief| brief.tile.label_lead, 1.0, 1.8)),
    (&["lead.lead"], Factor(|brief| brief.standfirst.lead, 1.0, 1.8)),
    (&["head.lead"], Factor(|brief| brief.head.lead, 1.0, 1.8)),
    (&["qr.module"], Modules(|brief| brief.qr.module)),
    (&["qr.address.size"], Letters(|brief| brief.qr.address.size, Pt::new(8))),
    (&["qr.address.leading"], Leading(|brief| brief.qr.address)),
    (&["margin"], Edge(|brief| brief.margin)),
    (&["bottom"], Edge(|brief| brief.bottom)),
    (
        &["tile.fewest", "tile.most"],
        Fits(
            |Brief { tile, .. }, _| (1..=8).contains(&tile.most) && (1..=tile.most).contains(&tile.fewest),
            "a row can have one to eight tiles",
            "write numbers from 1 to 8, `fewest` not above `most`",
        ),
    ),
    (
        &["tile.label_lines"],
        Fits(
            |brief, _| (1..=6).contains(&brief.tile.label_lines),
            "a label can have one to six lines",
            "write a number from 1 to 6",
        ),
    ),
    (
        &["breaks.lines"],
        Fits(
            |brief, _| (1..=10).contains(&brief.breaks.lines),
            "one to ten lines can stay together",
            "write a number from 1 to 10",
        ),
    ),
    (
        &["bars"],
        Fits(
            |Brief { bars, .. }, _| {
                let rising = bars.windows(2).all(|pair| pair[0].rows < pair[1].rows);
                rising && (1..=MOST_SIZES).contains(&bars.len())
            },
            "the bars are not in the order of their rows",
            "put the fewest first",
        ),
    ),
    (
        &["margin", "column_gutter"],
        Fits(
            |brief, page| brief.column(page) >= Pt::new(100),
            "two columns and the gutter do not fit between the margins",
            "make the margins or the gutter narrower",
        ),
    ),
    (
        &["lead.sixths", "gutter"],
        Fits(
            |brief, page| {
                let (first, note) = brief.standfirst_widths(brief.width(page));
                (1..6).contains(&brief.standfirst.sixths) && first.min(note) >= Pt::new(80)
            },
            "the first paragraph and its note do not fit side by side",
            "write a number from 1 to 5: of six parts, the note has the rest",
        ),
    ),
    (
        &["band.top", "band.kicker_top", "band.bottom"],
        Fits(
            |Brief { banner, .. }, page| {
                let top = page.safe.max(banner.top);
                top <= banner.kicker_top && banner.kicker_top <= banner.bottom
            },
            "the lines of the band do not fit in it, or are too close to the edge",
            "write `top`, `kicker_top` and `bottom` in this order",
        ),
    ),
    (
        &["tile.top", "band.bottom", "band.accent", "qr.width"],
        Fits(
            |brief, page| {
                let footer = brief.bottom + brief.qr.width + brief.footer.gap + brief.footer.clear;
                let above = brief.banner.bottom + brief.banner.accent;
                above <= brief.tile.top && brief.tile.top < page.height() - footer
            },
            "the headline figures overlap the band, or are below the text",
            "move them down, or the bottom of the band up",
        ),
    ),
];
