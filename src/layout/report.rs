//! What the fitting decided for one page, for people who want to know: sizes, white, lines.
//!
//! In: the setting, the lines as they were broken, the room. Out: a [`FitReport`]. Units: points,
//! unless it says otherwise.

use super::advice::Advice;
use super::fit::Setting;
use crate::text::{Line, PreparedText};
use crate::theme::Sizes;
use crate::units::Pt;
use serde::Serialize;

/// The fewest and the most characters on a full line, on average, that read well.
const MEAN: (f64, f64) = (45.0, 90.0);
/// The most characters on any line that do.
const LONGEST: usize = 100;
/// Text that fills less of its room leaves visible white at the foot.
const FULL: f64 = 0.95;
/// A column that ends so much above the other, in points, looks unfinished: an inch.
const UNEVEN: f64 = 72.0;

/// What the fitting decided, for reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FitReport {
    /// The setting itself.
    #[serde(skip)]
    pub setting: Setting,
    /// Size of running text, in points.
    pub size: f64,
    /// Leading, in sizes.
    pub lead: f64,
    /// Leading, in points.
    pub leading: f64,
    /// Factor on the white between blocks.
    pub gap: f64,
    /// White between two paragraphs, in points; the shorter of two columns may take more.
    pub paragraph_gap: f64,
    /// White between two sections, in points; the same holds.
    pub section_gap: f64,
    /// Height of the text as a share of the room for it.
    pub fill: f64,
    /// White that is left at the foot, in points.
    pub left_over: f64,
    /// By how much the shorter of two columns ends above the other, in points.
    pub uneven: f64,
    /// Lines of running text.
    pub lines: usize,
    /// Characters on a full line, on average.
    pub characters_mean: f64,
    /// Characters on the longest line.
    pub characters_max: usize,
    /// Bold words as a share of the running words outside call-outs.
    pub bold: f64,
    /// The size is below the legible one.
    pub small: bool,
    /// The smallest legible size of the theme, in points.
    pub legible: f64,
    /// The text takes the pages it needs, so that nothing of the above is to be warned of.
    #[serde(skip)]
    pub paged: bool,
    /// What to cut for a larger size, if that was asked for and is little enough to be named.
    #[serde(skip)]
    pub advice: Option<Advice>,
}

impl FitReport {
    /// What reads less well than it could, in words: lower case, no full stop.
    pub fn warnings(&self) -> Vec<String> {
        let Self { size, legible, characters_mean, characters_max, left_over, uneven, .. } = self;
        let mut warnings = Vec::new();
        if self.paged {
            return warnings;
        }
        if self.small {
            warnings.push(format!("the type is {size} pt; type under {legible} pt is hard to read"));
        }
        if *characters_mean > MEAN.1 || *characters_max > LONGEST {
            warnings.push(format!(
                "lines are long: {characters_mean:.1} characters on average (up to {} read well), \
                 {characters_max} at most (up to {LONGEST}); shorten the text for larger type, or make \
                 `side` of `[layout.memo]` larger",
                MEAN.1
            ));
        } else if (1.0..MEAN.0).contains(characters_mean) {
            warnings.push(format!(
                "lines are short: {characters_mean:.1} characters on average; at least {} read well",
                MEAN.0
            ));
        }
        if self.fill < FULL {
            warnings.push(format!(
                "the text is spread out, with {left_over:.0} pt empty below it: there is room for more"
            ));
        }
        if *uneven > UNEVEN {
            warnings.push(format!(
                "one column ends {uneven:.0} pt above the other, since a table and what leads to it stay together: \
                 move a section, or shorten the longer column"
            ));
        }
        warnings
    }
}

/// How a page was filled, in the numbers of its layout.
pub(super) struct Filled {
    /// Height of the text.
    pub height: Pt,
    /// The room for it.
    pub room: Pt,
    /// What of the room stays white at the foot.
    pub left_over: Pt,
    /// By how much one of two columns ends above the other.
    pub uneven: Pt,
    /// White between two paragraphs.
    pub paragraph_gap: Pt,
    /// White between two sections.
    pub section_gap: Pt,
}

/// Counts the lines of running text and the characters on them.
#[derive(Debug, Default)]
pub(super) struct LineCount {
    lines: usize,
    full: usize,
    characters: usize,
    longest: usize,
}

impl LineCount {
    /// Counts a paragraph; its last line is not a full one, and balanced text has none.
    pub(super) fn add(&mut self, text: &PreparedText, lines: &[Line]) {
        self.lines += lines.len();
        for (n, line) in lines.iter().enumerate() {
            let characters = text.characters(line);
            self.longest = self.longest.max(characters);
            if n + 1 < lines.len() && !text.is_balanced() {
                self.full += 1;
                self.characters += characters;
            }
        }
    }

    /// The report on text set so, without advice.
    pub(super) fn report(&self, setting: Setting, sizes: &Sizes, filled: Filled) -> FitReport {
        FitReport {
            setting,
            size: setting.size.to_f64(),
            lead: setting.leading.to_f64(),
            leading: setting.line_height().to_f64(),
            gap: setting.gap.to_f64(),
            paragraph_gap: filled.paragraph_gap.to_f64(),
            section_gap: filled.section_gap.to_f64(),
            fill: filled.height.0 as f64 / filled.room.0.max(1) as f64,
            left_over: filled.left_over.to_f64(),
            uneven: filled.uneven.to_f64(),
            lines: self.lines,
            characters_mean: self.characters as f64 / self.full.max(1) as f64,
            characters_max: self.longest,
            bold: 0.0,
            small: setting.size < sizes.legible,
            legible: sizes.legible.to_f64(),
            paged: false,
            advice: None,
        }
    }
}
