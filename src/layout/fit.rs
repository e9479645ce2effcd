//! Copy-fit: exactly one page. The biggest type first, then the white opens up.
//!
//! 1. From the largest size down: the first size whose text fits at its tightest setting.
//! 2. One parameter moves leading and gaps together towards their loosest; then gaps alone.
//! 3. What is still left stays white above the footer. Letters, word spaces and the size are
//!    never stretched to fill a page; text that does not fit at the last resort is refused.

use crate::theme::{Open, Sizes, Tight};
use crate::units::{Pt, Ratio};

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

/// What text needs at a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Its height.
    pub height: Pt,
    /// Its height and what its column break costs: by this a size is chosen, so that larger type
    /// is not bought with a paragraph torn apart.
    pub cost: Pt,
    /// The least height it can be brought to, whatever that costs: the last resort.
    pub least: Pt,
}

impl From<Pt> for Need {
    fn from(height: Pt) -> Need {
        Need { height, cost: height, least: height }
    }
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

/// Finds the setting for text that needs `need(setting)` and for which there are `room` points.
/// What it needs must not fall when size, leading or gap grow.
pub fn fit<N: Into<Need>>(
    sizes: &Sizes,
    tight: &Tight,
    open: &Open,
    room: Pt,
    mut need: impl FnMut(Setting) -> N,
) -> Result<Setting, Surplus> {
    let mut need = |setting| need(setting).into();
    let mut size = sizes.max;
    let (base, needed) = loop {
        let setting = tightest(sizes, tight, size);
        let needed = need(setting);
        if needed.cost <= room {
            break (setting, needed);
        }
        if size <= sizes.min {
            let setting = Setting { size: sizes.min, lead: tight.last_lead, gap: tight.last_gap };
            let needed = need(setting);
            if needed.least > room {
                return Err(Surplus { height: needed.least - room, setting });
            }
            break (setting, needed);
        }
        size = (size - sizes.step).max(sizes.min);
    };
    let opened = |numerator: i64| Setting {
        size: base.size,
        lead: base.lead.towards(open.lead, numerator, 1 << STEPS),
        gap: base.gap.towards(open.gap, numerator, 1 << STEPS),
    };
    let whole = 1 << STEPS;
    // Where only what reads worse fits, it is opened as far as that fits.
    let well = needed.height <= room;
    let mut height = |setting| if well { need(setting).height } else { need(setting).least };
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

/// As [`fit`], at the size and leading of `pinned` if the text fits so, that sheets of a series
/// look alike; only the gaps then open, each sheet's as far as they may.
pub fn fit_pinned<N: Into<Need>>(
    pinned: Option<Setting>,
    (sizes, tight, open): (&Sizes, &Tight, &Open),
    room: Pt,
    mut need: impl FnMut(Setting) -> N,
) -> Result<Setting, Surplus> {
    if let Some(pinned) = pinned {
        let least = if pinned.lead < tight.floor_lead {
            tight.last_gap
        } else {
            tightest(sizes, tight, pinned.size).gap
        };
        let whole = 1 << STEPS;
        let opened = |n: i64| Setting { gap: least.towards(open.gap_max, n, whole), ..pinned };
        for height in [|need: Need| need.height, |need: Need| need.least] {
            let mut fits = |n| height(need(opened(n)).into()) <= room;
            if fits(whole) {
                return Ok(opened(whole));
            }
            if fits(0) {
                return Ok(opened(widest(fits)));
            }
        }
    }
    fit(sizes, tight, open, room, need)
}

/// The tightest setting of the next larger size, if there is one.
pub fn larger(sizes: &Sizes, tight: &Tight, size: Pt) -> Option<Setting> {
    let mut larger = sizes.max;
    if size >= larger {
        return None;
    }
    while larger - sizes.step > size {
        larger -= sizes.step;
    }
    Some(tightest(sizes, tight, larger))
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
