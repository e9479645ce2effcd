//! Copy-fit: exactly one page. The biggest type first, then the white opens up.
//!
//! 1. From the largest size down: the first size whose text fits at its tightest setting.
//! 2. One parameter moves leading and gaps together towards their loosest; then gaps alone.
//! 3. What is still left stays white above the footer. Letters, word spaces and the size are
//!    never stretched; text that does not fit at the last resort is refused.

use crate::theme::{Open, Sizes, Tight};
use crate::units::{Pt, Ratio};
use serde::Serialize;

/// Size, leading and gaps of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Size of running text.
    pub size: Pt,
    /// Leading in sizes.
    pub lead: Ratio,
    /// Factor on the white between blocks.
    pub gap: Ratio,
}

impl Setting {
    /// Baseline to baseline.
    pub fn leading(&self) -> Pt {
        self.size.scale(self.lead)
    }
}

/// What the fitting decided, for reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FitReport {
    /// Size of running text, in points.
    pub size: f64,
    /// Leading, in sizes.
    pub lead: f64,
    /// Factor on the white between blocks.
    pub gap: f64,
    /// Height of the text as a share of the room for it.
    pub fill: f64,
    /// Lines of running text.
    pub lines: usize,
    /// Characters on a full line, on average.
    pub characters_mean: f64,
    /// Characters on the longest line.
    pub characters_max: usize,
    /// The size is below the legible one.
    pub small: bool,
}

/// Text that needs more than the page: by how much at the last resort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surplus {
    /// Height that is over.
    pub height: Pt,
    /// The last resort it was measured at.
    pub setting: Setting,
}

/// Halvings of the opening parameter: 1/512 of the way.
const STEPS: u32 = 9;

/// Finds the setting for text whose height at a setting is `height(setting)` and for which there
/// are `room` points. The height must not fall when leading or gap grow.
pub fn fit(
    sizes: &Sizes,
    tight: &Tight,
    open: &Open,
    room: Pt,
    mut height: impl FnMut(Setting) -> Pt,
) -> Result<Setting, Surplus> {
    let mut size = sizes.max;
    let base = loop {
        let setting = tightest(sizes, tight, size);
        if height(setting) <= room {
            break setting;
        }
        if size <= sizes.min {
            let setting = Setting { size: sizes.min, lead: tight.last_lead, gap: tight.last_gap };
            let needed = height(setting);
            if needed > room {
                return Err(Surplus { height: needed - room, setting });
            }
            break setting;
        }
        size = (size - sizes.step).max(sizes.min);
    };
    let opened = |numerator: i64| Setting {
        size: base.size,
        lead: base.lead.towards(open.lead, numerator, 1 << STEPS),
        gap: base.gap.towards(open.gap, numerator, 1 << STEPS),
    };
    let whole = 1 << STEPS;
    if height(opened(whole)) > room {
        return Ok(opened(widest(|n| height(opened(n)) <= room)));
    }
    let spread = |numerator: i64| Setting {
        size: base.size,
        lead: open.lead,
        gap: open.gap.towards(open.gap_max, numerator, whole),
    };
    if height(spread(whole)) <= room {
        return Ok(spread(whole));
    }
    Ok(spread(widest(|n| height(spread(n)) <= room)))
}

/// The tightest setting a size may have.
fn tightest(sizes: &Sizes, tight: &Tight, size: Pt) -> Setting {
    if size >= tight.until {
        return Setting { size, lead: tight.lead, gap: tight.gap };
    }
    let (below, range) = ((tight.until - size).0, (tight.until - sizes.min).0.max(1));
    Setting {
        size,
        lead: tight.lead.towards(tight.floor_lead, below, range),
        gap: tight.gap.towards(tight.floor_gap, below, range),
    }
}

/// The largest n below 512 for which `fits(n)`, by halving; 0 is known to fit.
fn widest(mut fits: impl FnMut(i64) -> bool) -> i64 {
    let mut found = 0;
    for step in (0..STEPS).rev() {
        let tried = found + (1 << step);
        if fits(tried) {
            found = tried;
        }
    }
    found
}
