//! The frame of a page: what does not run through it, in the measures that the sheets of a series share.
//!
//! Sizes are shared by the smallest, places by the sheet that needs most room: so each part stands at the
//! same height on all sheets.

use crate::units::Pt;

/// What the sheets of a series share around their running text. A layout leaves free what it does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Size of the place's name, at most.
    pub name: Pt,
    /// Where the head ends, at least.
    pub head: Pt,
    /// Size of the headline figures, at most.
    pub figure: Pt,
    /// Size of their labels, at most.
    pub label: Pt,
    /// Where their labels end, at least.
    pub tiles: Pt,
    /// Size of the introduction's first paragraph, at most.
    pub lead: Pt,
    /// Height of the introduction, at least.
    pub lead_height: Pt,
    /// Where the running text ends, at most.
    pub foot: Pt,
    /// White above the introduction and above the running text beyond what they have anyway, at most.
    pub clear: Pt,
}

/// More than any page has.
const ANY: Pt = Pt::new(10_000);

impl Frame {
    /// Nothing is shared.
    pub const FREE: Frame = Frame {
        name: ANY,
        head: Pt::ZERO,
        figure: ANY,
        label: ANY,
        tiles: Pt::ZERO,
        lead: ANY,
        lead_height: Pt::ZERO,
        foot: ANY,
        clear: ANY,
    };

    /// What both sheets can keep.
    #[must_use]
    pub fn shared(self, other: Frame) -> Frame {
        Frame {
            name: self.name.min(other.name),
            head: self.head.max(other.head),
            figure: self.figure.min(other.figure),
            label: self.label.min(other.label),
            tiles: self.tiles.max(other.tiles),
            lead: self.lead.min(other.lead),
            lead_height: self.lead_height.max(other.lead_height),
            foot: self.foot.min(other.foot),
            clear: self.clear.min(other.clear),
        }
    }

    /// In the order of the fields, as it travels in a file.
    pub fn numbers(self) -> [Pt; 9] {
        let Frame { name, head, figure, label, tiles, lead, lead_height, foot, clear } = self;
        [name, head, figure, label, tiles, lead, lead_height, foot, clear]
    }
}

impl From<[Pt; 9]> for Frame {
    fn from(numbers: [Pt; 9]) -> Self {
        let [name, head, figure, label, tiles, lead, lead_height, foot, clear] = numbers;
        Frame { name, head, figure, label, tiles, lead, lead_height, foot, clear }
    }
}
