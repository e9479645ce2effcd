//! Tokens of the layout `brief`: a banner, headline figures, two columns with charts.

use super::{Fixed, Open, PageTokens, Sizes, TableTokens, Tight};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// Tokens of the layout `brief`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Left and right margin.
    pub margin: Pt,
    /// Where the footer ends, above the lower edge.
    pub bottom: Pt,
    /// The least white between two texts side by side.
    pub gutter: Pt,
    /// Between the two text columns.
    pub column_gutter: Pt,
    /// White above the standfirst and above the columns.
    pub clear: Pt,
    /// How much more of it very short text may take.
    pub clear_more: Pt,
    /// What is shown.
    pub show: Show,
    /// The banner.
    #[serde(rename = "band")]
    pub banner: Banner,
    /// The lines at its top.
    pub kicker: Fixed,
    /// The place's name and the year.
    pub name: Name,
    /// The place's outline.
    pub silhouette: Silhouette,
    /// Headline figures.
    pub tile: Tiles,
    /// The introduction's first paragraph.
    #[serde(rename = "lead")]
    pub standfirst: Standfirst,
    /// Its other paragraphs.
    pub note: Fixed,
    /// Sizes of running text.
    pub size: Sizes,
    /// Tightest settings.
    pub tight: Tight,
    /// Loosest settings.
    pub open: Open,
    /// White between blocks.
    pub gaps: ColumnGaps,
    /// Headings.
    pub head: ColumnHead,
    /// What column breaks cost.
    pub breaks: BreakCosts,
    /// What the shorter column takes up.
    pub slack: Slack,
    /// Tables.
    pub table: TableTokens,
    /// Bars, by the most rows they are for, fewest first.
    pub bars: Vec<Bars>,
    /// The footer.
    #[serde(rename = "foot")]
    pub footer: BriefFooter,
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

    /// The bars beside figures of tables; none if they are not shown.
    pub fn bars(&self) -> &[Bars] {
        if self.show.bars { &self.bars } else { &[] }
    }
}

/// What is shown; all of it repeats or decorates what is in the text and the tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// The place's outline.
    pub silhouette: bool,
    /// The row of headline figures.
    pub tiles: bool,
    /// Bars beside the figures of tables.
    pub bars: bool,
    /// The QR code.
    pub qr: bool,
}

/// The banner at the head of the page.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// How it looks.
    pub style: BannerStyle,
    /// Its left edge.
    pub x: Pt,
    /// Its top.
    pub top: Pt,
    /// Its foot.
    pub bottom: Pt,
    /// Weight of the line under it.
    pub accent: Pt,
    /// Weight of the line in its place.
    pub rule: Pt,
    /// Top of the small lines in it.
    pub kicker_top: Pt,
}

/// How the banner looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BannerStyle {
    /// Filled, with white letters.
    Fill,
    /// A line, with dark letters.
    Line,
}

/// The place's name and the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Sizes to try on one line, largest first.
    pub one_line: Vec<Pt>,
    /// Sizes to try on two.
    pub two_lines: Vec<Pt>,
    /// Leading of two.
    pub two_lines_lead: Ratio,
    /// Baseline.
    pub baseline: Pt,
    /// Baseline of the second of two lines.
    pub two_lines_baseline: Pt,
    /// Size of the year.
    pub year: Pt,
    /// What the outdent of display type is less than the side bearing.
    pub outdent_less: Pt,
}

/// The place's outline.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silhouette {
    /// Widest.
    pub width: Pt,
    /// Highest.
    pub height: Pt,
    /// Where it stands.
    pub foot: Pt,
    /// Its right edge, from the right margin.
    pub right: Pt,
    /// White between it and the name.
    pub clear: Pt,
    /// The least area drawn, in square points.
    pub min_area: i64,
}

/// Headline figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiles {
    /// Top of the row.
    pub top: Pt,
    /// Weight of the rule over each.
    pub rule: Pt,
    /// Baseline of the figures, below the top.
    pub figure_baseline: Pt,
    /// Top of the labels, below the top.
    pub label_top: Pt,
    /// Sizes of the figures to try, largest first; one for the whole row.
    pub figures: Vec<Pt>,
    /// Sizes of words in place of a figure, on two lines.
    pub words: Vec<Pt>,
    /// Sizes of the labels to try, largest first.
    pub labels: Vec<Pt>,
    /// Leading of the labels, in sizes.
    pub label_lead: Ratio,
    /// Most lines of a label.
    pub label_lines: usize,
    /// Fewer make no row.
    pub fewest: usize,
    /// More are not shown.
    pub most: usize,
}

/// The introduction's first paragraph.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standfirst {
    /// Sizes to try, largest first.
    pub sizes: Vec<Pt>,
    /// Leading in sizes.
    pub lead: Ratio,
    /// Most lines of the larger sizes.
    pub lines: usize,
    /// How many sixths of the row it has, as if six tiles stood there; the other paragraphs have the
    /// rest, at the right margin.
    pub sixths: i64,
    /// White between those.
    pub note_gap: Pt,
}

/// White between blocks of a column.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnGaps {
    /// Between paragraphs, in leadings.
    pub paragraph: Ratio,
    /// Between sections, in leadings.
    pub section: Ratio,
    /// Head to text, in leadings, whatever the gap factor.
    pub head: Ratio,
    /// Lead sentence to table, in points.
    pub table: Pt,
}

/// Headings of a column.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnHead {
    /// How much larger than the text.
    pub larger: Pt,
    /// Leading in sizes.
    pub lead: Ratio,
}

/// What column breaks cost, as height.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakCosts {
    /// Before a heading.
    pub head: Pt,
    /// Between paragraphs.
    pub paragraph: Pt,
    /// Inside a paragraph.
    pub line: Pt,
    /// Lines that stay together on each side of it.
    pub lines: usize,
    /// The same with few lines of a section above it.
    pub few: Pt,
    /// Fewer lines than this are few.
    pub begun: usize,
}

/// What the shorter column takes up of the difference.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slack {
    /// Most above and below each table row.
    pub row: Pt,
    /// Most if there are many rows.
    pub row_many: Pt,
    /// More rows than this are many, the header among them.
    pub many: usize,
    /// Most for a paragraph gap.
    pub unit: Pt,
    /// How many paragraph gaps a section gap counts for.
    pub section: i64,
}

/// Bars beside the figures of a table.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// The most rows they are for.
    pub rows: usize,
    /// Length of the longest.
    pub width: Pt,
    /// Their height.
    pub height: Pt,
    /// The table's padding with them, times the gap factor.
    pub pad: Pt,
}

/// The footer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefFooter {
    /// From the top of its first line to its end.
    pub height: Pt,
    /// White above its rule.
    pub clear: Pt,
    /// From the top of the rule to the first line.
    pub gap: Pt,
    /// Top of the number to call, below that of the call to action.
    pub number_top: Pt,
    /// Width of the QR code.
    pub qr: Pt,
    /// The least width of one of its modules.
    pub qr_module: Pt,
    /// Running lines.
    pub text: Fixed,
    /// The number to call.
    pub hotline: Fixed,
    /// The number in digits.
    pub digits: Fixed,
    /// The source.
    pub source: Fixed,
}
