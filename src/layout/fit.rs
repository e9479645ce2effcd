//! Copy-fit: exactly one page. The biggest type first, then the white opens up.
//!
//! 1. From the largest size down: the first size whose text fits at its tightest setting.
//! 2. One parameter moves leading and gaps together towards their loosest; then gaps alone.
//! 3. What is still left stays white above the footer. Letters, word spaces and the size are
//!    never stretched to fill a page; text that does not fit at the last resort is refused.

use crate::theme::{Open, Sizes, Tight};
use crate::units::{Pt, Ratio};

/// Size, leading and gaps of running text; of two the looser is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Setting {
    /// Size of running text.
    pub size: Pt,
    /// Leading in sizes.
    pub leading: Ratio,
    /// Factor on the white between blocks.
    pub gap: Ratio,
}

impl Setting {
    /// Baseline to baseline.
    pub fn line_height(&self) -> Pt {
        self.size.scale(self.leading)
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

impl Need {
    /// Text that costs no more than its height.
    pub fn height(height: Pt) -> Need {
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

/// Halvings of the way from the tightest setting to the loosest.
const STEPS: u32 = 9;
const WHOLE: i64 = 1 << STEPS;

/// How running text may be set: the tokens of a theme.
#[derive(Debug, Clone, Copy)]
pub struct Scale<'t> {
    pub sizes: &'t Sizes,
    pub tight: &'t Tight,
    pub open: &'t Open,
}

impl Scale<'_> {
    /// Finds the setting for text that needs `need(setting)`, or `None` at a size that is too large
    /// for one of its words, and for which there are `room` points. What it needs must not fall when
    /// size, leading or gap grow.
    ///
    /// `pinned` is taken as it is if the text fits so, that sheets of a series look alike; if it does not, no
    /// larger size is.
    pub fn fit(
        &self,
        pinned: Option<Setting>,
        room: Pt,
        mut need: impl FnMut(Setting) -> Option<Need>,
    ) -> Result<Setting, Surplus> {
        if let Some(pinned) = pinned
            && need(pinned).is_some_and(|need| need.least <= room)
        {
            return Ok(pinned);
        }
        let most = pinned.map_or(self.sizes.max, |pinned| pinned.size.max(self.sizes.min));
        let (tightest, needed) = self.size(most, room, &mut need)?;
        // Where only what reads worse fits, it is opened as far as that fits.
        let well = needed.height <= room;
        Ok(self.opened(tightest, |setting| {
            need(setting).is_some_and(|need| room >= if well { need.height } else { need.least })
        }))
    }

    /// The largest size, of those up to `most`, that fits at its tightest, and what it then needs.
    fn size(
        &self,
        most: Pt,
        room: Pt,
        need: &mut impl FnMut(Setting) -> Option<Need>,
    ) -> Result<(Setting, Need), Surplus> {
        let Sizes { max, min, step, .. } = *self.sizes;
        let mut size = most.min(max);
        loop {
            let setting = self.tightest(size);
            if let Some(needed) = need(setting).filter(|needed| needed.cost <= room) {
                return Ok((setting, needed));
            }
            if size <= min {
                break;
            }
            size = (size - step).max(min);
        }
        let setting = Setting { size: min, leading: self.tight.last_lead, gap: self.tight.last_gap };
        // Words too wide even for the smallest size were refused before.
        let needed = need(setting).unwrap_or(Need::height(Pt::ZERO));
        match needed.least > room {
            true => Err(Surplus { height: needed.least - room, setting }),
            false => Ok((setting, needed)),
        }
    }

    /// The setting `tightest` with leading and gaps as open as `fits` allows.
    fn opened(&self, tightest: Setting, mut fits: impl FnMut(Setting) -> bool) -> Setting {
        let Open { lead, gap, gap_max } = *self.open;
        let both = |n: i64| Setting {
            leading: tightest.leading.towards(lead, n, WHOLE),
            gap: tightest.gap.towards(gap, n, WHOLE),
            ..tightest
        };
        if !fits(both(WHOLE)) {
            return both(widest(|n| fits(both(n))));
        }
        let gaps = |n: i64| Setting { leading: lead, gap: gap.towards(gap_max, n, WHOLE), ..tightest };
        match fits(gaps(WHOLE)) {
            true => gaps(WHOLE),
            false => gaps(widest(|n| fits(gaps(n)))),
        }
    }

    /// The tightest setting of the next larger size, if there is one.
    pub fn larger(&self, size: Pt) -> Option<Setting> {
        let mut larger = self.sizes.max;
        if size >= larger {
            return None;
        }
        while larger - self.sizes.step > size {
            larger -= self.sizes.step;
        }
        Some(self.tightest(larger))
    }

    /// The tightest setting a size may have.
    pub fn tightest(&self, size: Pt) -> Setting {
        let tight = self.tight;
        if size >= tight.until {
            return Setting { size, leading: tight.lead, gap: tight.gap };
        }
        let (below, range) = ((tight.until - size).0, (tight.until - self.sizes.min).0.max(1));
        Setting {
            size,
            leading: tight.lead.towards(tight.floor_lead, below, range),
            gap: tight.gap.towards(tight.floor_gap, below, range),
        }
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
