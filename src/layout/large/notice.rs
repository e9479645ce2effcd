//! What stands above and below the running text of large print: short texts that are not divided, one below the
//! other, perhaps in a frame or over a rule; and the QR code.

use crate::layout::blocks::Setter;
use crate::layout::cursor::FIRST_BASELINE;
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, NodeId, Owner, Page, Rect, Role};
use crate::layout::qr::ShapedQr;
use crate::units::Pt;

/// Texts that stay together.
pub struct Notice<'a> {
    pub lines: Vec<(LineRole, Label<'a>)>,
    /// White between two of them.
    pub apart: Pt,
    pub trim: Trim,
    pub code: Option<ShapedQr<'a>>,
    /// White above it, before the gap factor.
    pub gap: Pt,
}

/// What a text is in the structure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    Paragraph,
    Heading,
    /// A headline figure with its label: an entry of a list.
    Tile,
    /// It goes on with the text above it.
    Same,
}

/// What is drawn around the texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trim {
    Nothing,
    /// A rule below them, of a weight and with white above it.
    Rule {
        weight: Pt,
        clear: Pt,
    },
    /// A frame around them, of a weight and with white inside: at the sides, above and below.
    Frame {
        weight: Pt,
        clear: (Pt, Pt),
        width: Pt,
    },
}

impl<'a> Notice<'a> {
    pub fn new(lines: Vec<(LineRole, Label<'a>)>, gap: Pt) -> Self {
        Self { lines, apart: Pt::ZERO, trim: Trim::Nothing, code: None, gap }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> impl Iterator<Item = MeasuredText<'_>> {
        let address = self.code.iter().filter_map(ShapedQr::address);
        self.lines.iter().map(|(_, label)| label).chain(address).map(Label::checked)
    }

    fn texts_height(&self) -> Pt {
        let apart = self.apart * (self.lines.len() as i64 - 1).max(0);
        self.lines.iter().map(|(_, label)| label.height()).sum::<Pt>() + apart
    }

    pub fn height(&self) -> Pt {
        let code = self.code.as_ref().map_or(Pt::ZERO, |code| code.width() + code.below());
        let around = match self.trim {
            Trim::Nothing => Pt::ZERO,
            Trim::Rule { weight, clear } => weight + clear,
            Trim::Frame { clear, .. } => clear.1 * 2,
        };
        self.texts_height() + code + around
    }

    /// Sets it with its top left corner at a point; its height.
    pub fn set(&self, setter: &mut Setter, (x, top): (Pt, Pt)) -> Pt {
        let (mut at, mut y) = (x, top);
        if let Trim::Frame { weight, clear, width } = self.trim {
            (at, y) = (x + clear.0, top + clear.1);
            let rect = Rect { x, y: top, width, height: self.height() };
            sides(rect, weight).into_iter().for_each(|side| {
                setter.page.paint(Owner::Artifact, Mark::fill(side, Ink::Navy));
            });
        }
        let mut above = None;
        for (role, label) in &self.lines {
            let node = match above {
                Some((node, last)) if *role == LineRole::Same => {
                    let last: &Label = last;
                    let baseline = y - self.apart - last.style.size + last.style.size.em(FIRST_BASELINE);
                    last.set_space(setter.page, node, at, baseline);
                    node
                }
                _ => role.node(setter),
            };
            label.set(setter.page, node, at, y);
            above = Some((node, label));
            y += label.height() + self.apart;
        }
        if let Trim::Rule { weight, clear } = self.trim {
            let width = setter.look.width;
            let rect = Rect { x, y: top + self.texts_height() + clear, width, height: weight };
            setter.page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
        }
        if let Some(code) = &self.code {
            code.set_at_left(setter.page, (x, top));
        }
        self.height()
    }
}

/// The four sides of a frame.
fn sides(frame: Rect, weight: Pt) -> [Rect; 4] {
    let Rect { x, y, width, height } = frame;
    let (flat, upright) = (Rect { height: weight, ..frame }, Rect { width: weight, ..frame });
    [flat, Rect { y: y + height - weight, ..flat }, upright, Rect { x: x + width - weight, ..upright }]
}

impl LineRole {
    /// An element for a text of this role.
    fn node(self, setter: &mut Setter) -> NodeId {
        let page = &mut *setter.page;
        match self {
            LineRole::Paragraph | LineRole::Same => page.node(Page::ROOT, Role::Paragraph),
            LineRole::Heading => page.node(Page::ROOT, Role::Heading(1)),
            LineRole::Tile => {
                let list = *setter.open.tiles.get_or_insert_with(|| page.node(Page::ROOT, Role::List(None)));
                let entry = page.node(list, Role::ListItem);
                page.node(entry, Role::ListBody)
            }
        }
    }
}
