//! The finished page: marks at fixed points, each owned by a node of the logical structure or
//! said to be decoration. All decisions are made; a writer only paints.
//!
//! Coordinates: points from the top left corner of the trimmed page, y downwards.

use crate::figure::FigureId;
use crate::font::Face;
pub use crate::outline::Numbering;
use crate::text::Glyph;
use crate::theme::BannerStyles;
pub use crate::theme::Ink;
use crate::units::Pt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Width of the trimmed page.
    pub width: Pt,
    /// Height of the trimmed page.
    pub height: Pt,
    /// The logical structure; `nodes[0]` is the document.
    pub nodes: Vec<Node>,
    /// How many pieces of content the nodes own: every [`ContentId`] is below this.
    pub contents: u32,
    /// The marks in painting order. The items of one [`ContentId`] are next to each other.
    pub items: Vec<Item>,
    /// The active areas.
    pub links: Vec<Link>,
    /// How the banner looks, if it has one.
    pub banner: BannerStyles,
    /// What a glyph stands for where that is not the one character of its own: ligatures.
    pub spellings: BTreeMap<(Face, u16), String>,
}

/// A node of the structure tree, by its place in [`Page::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A piece of marked content (an MCID).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// A structure element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
    /// The element of the page before that it goes on with.
    pub continues: Option<NodeId>,
}

/// A child of a structure element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another element.
    Node(NodeId),
    /// Marks on the page.
    Content(ContentId),
}

/// The role of a structure element: standard structure types of ISO 32000-1, 14.8.4, and `Strong` of ISO 32000-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The whole handout.
    Document,
    /// Heading of level 1 or 2.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list, and what stands before its items, if anything does.
    List(Option<Numbering>),
    /// An entry of a list.
    ListItem,
    /// The sign of an entry.
    ListLabel,
    /// The text of an entry.
    ListBody,
    /// The visible title of a table.
    Caption,
    /// A table, with its description.
    Table {
        /// What it shows.
        summary: String,
    },
    /// The heading rows.
    TableHead,
    /// The other rows.
    TableBody,
    /// A row.
    TableRow,
    /// The heading of a column.
    ColumnHeader,
    /// The heading of a row.
    RowHeader,
    /// A cell.
    Cell,
    /// A picture, with its alternative text and its bounds.
    Figure {
        /// What it shows.
        alt: String,
        /// Where.
        bounds: Rect,
    },
    /// A link; the page's [`Link`] names this node.
    Link,
    /// Words that stand out in bold from those around them.
    Strong,
    /// Words that are said otherwise than those around them: in a language of their own, by its BCP 47
    /// tag, or, of an abbreviation, in full.
    Said { language: Option<&'static str>, expansion: Option<Arc<str>> },
    /// A printed figure of the data: its number in `Facts::figures`.
    Datum(FigureId),
}

/// A mark and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Real content, or decoration.
    pub owner: Owner,
    /// What is painted.
    pub mark: Mark,
}

/// Whose a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Part of the text.
    Content(ContentId),
    /// Decoration: rules, bars, bands.
    Artifact,
    /// What each page has again, or the next column, which nobody hears twice.
    Running(Repetition),
}

/// What a page has again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repetition {
    /// The headings of a table that goes on.
    Headings,
    /// At its foot: whose page it is, and which.
    Foot,
    /// In its margins: that nobody has approved it.
    Draft,
}

/// Something painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Glyphs on a baseline.
    Text(TextRun),
    /// A part of a word divided at a line's end, and what it reads as.
    Part(TextRun, String),
    /// An area or a line.
    Path(PathMark),
    /// A filled rectangle behind the banner, which reaches the paper's edge where the page is cut out of a
    /// sheet.
    Band {
        /// Where, on a page that is printed as it is.
        rect: Rect,
        /// Where, on one that is cut out; the sides that touch the trim run out over it.
        trimmed: Rect,
        /// With what.
        ink: Ink,
        /// What is in its place where the banner is a line.
        line: Option<Rect>,
    },
}

impl Mark {
    /// A filled rectangle.
    pub fn fill(rect: Rect, ink: Ink) -> Mark {
        Mark::Path(PathMark { segments: vec![Segment::Rect(rect)], paint: Paint::Fill, ink })
    }

    /// A filled area bounded by closed polygons.
    pub fn polygons(rings: &[Vec<(Pt, Pt)>], ink: Ink) -> Mark {
        let ring = |points: &Vec<(Pt, Pt)>| {
            let first = points.first().map(|&(x, y)| Segment::Move(x, y));
            let others = points.iter().skip(1).map(|&(x, y)| Segment::Line(x, y));
            first.into_iter().chain(others).chain(first.map(|_| Segment::Close)).collect::<Vec<_>>()
        };
        Mark::Path(PathMark { segments: rings.iter().flat_map(ring).collect(), paint: Paint::Fill, ink })
    }

    /// The rectangle and ink of a mark that fills one, as it is printed on a page that is not cut out.
    pub fn filled(&self) -> Option<(Rect, Ink)> {
        match self {
            Mark::Path(PathMark { segments, paint: Paint::Fill, ink }) => match segments.as_slice() {
                [Segment::Rect(rect)] => Some((*rect, *ink)),
                _ => None,
            },
            Mark::Band { rect, ink, .. } => Some((*rect, *ink)),
            Mark::Path(_) | Mark::Text(_) | Mark::Part(..) => None,
        }
    }
}

/// What is drawn in one go, in one ink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathMark {
    /// Its pieces, in the order they are drawn.
    pub segments: Vec<Segment>,
    /// How it shows.
    pub paint: Paint,
    /// With what.
    pub ink: Ink,
}

/// A piece of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// A whole rectangle.
    Rect(Rect),
    /// A new beginning.
    Move(Pt, Pt),
    /// A straight line.
    Line(Pt, Pt),
    /// A Bézier curve: its two control points, and where it ends.
    Curve([(Pt, Pt); 3]),
    /// Back to the last beginning.
    Close,
}

/// How a path shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Its inside (even-odd rule).
    Fill,
    /// A line along it, of that weight.
    Stroke(Pt),
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRun {
    /// The face.
    pub face: Face,
    /// The size of the em.
    pub size: Pt,
    /// The pen's first position.
    pub x: Pt,
    /// The baseline.
    pub baseline: Pt,
    /// The colour.
    pub ink: Ink,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

/// An active area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The node with role [`Role::Link`].
    pub node: NodeId,
    /// One rectangle for each line the text stands on.
    pub areas: Vec<Rect>,
    /// Where it leads.
    pub target: String,
    /// What it is for, for those who meet it out of its sentence.
    pub words: String,
}

/// What an address inside of a file begins with; the number of a page follows, counted from 1.
const INSIDE: &str = "page:";

impl Link {
    /// The page of its own file that it leads to, counted from 0.
    pub fn page(&self) -> Option<usize> {
        self.target.strip_prefix(INSIDE)?.parse::<usize>().ok()?.checked_sub(1)
    }
}

impl Page {
    /// An empty page whose structure holds only the document.
    pub fn new(width: Pt, height: Pt) -> Self {
        Self {
            width,
            height,
            nodes: vec![Node { role: Role::Document, kids: Vec::new(), continues: None }],
            contents: 0,
            items: Vec::new(),
            links: Vec::new(),
            banner: BannerStyles::default(),
            spellings: BTreeMap::new(),
        }
    }

    /// The document's node.
    pub const ROOT: NodeId = NodeId(0);

    /// Adds an element at the end of `parent`.
    pub fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { role, kids: Vec::new(), continues: None });
        self.nodes[parent.0 as usize].kids.push(Kid::Node(id));
        id
    }

    /// Adds a piece of content at the end of `parent`; its marks must follow at once.
    pub fn content(&mut self, parent: NodeId) -> Owner {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.nodes[parent.0 as usize].kids.push(Kid::Content(id));
        Owner::Content(id)
    }

    /// An empty page behind this one, of the same document.
    pub fn next(&self) -> Self {
        let mut next = Self::new(self.width, self.height);
        next.nodes[0].continues = Some(Self::ROOT);
        next
    }

    /// Whether nothing is said on it.
    pub fn is_blank(&self) -> bool {
        self.nodes[0].kids.is_empty()
    }

    /// Whether it goes on with the document of the page before.
    pub fn goes_on(&self) -> bool {
        self.nodes[0].continues.is_some()
    }

    /// The element that goes on with one of the page `before`, in those that go on with what is around it.
    pub fn carry(&mut self, before: &Page, node: NodeId) -> NodeId {
        let known = self.nodes.iter().position(|own| own.continues == Some(node));
        if let Some(known) = known {
            return NodeId(known as u32);
        }
        let holds = |above: &Node| above.kids.contains(&Kid::Node(node));
        let above = before.nodes.iter().position(holds).unwrap_or(0);
        let parent = self.carry(before, NodeId(above as u32));
        let own = self.node(parent, before.nodes[node.0 as usize].role.clone());
        self.nodes[own.0 as usize].continues = Some(node);
        own
    }

    /// Paints what stands on another page as what this one has again.
    pub fn repeat(&mut self, aside: Page, what: Repetition) {
        aside.items.into_iter().for_each(|item| self.paint(Owner::Running(what), item.mark));
        self.spellings.extend(aside.spellings);
    }

    /// Paints.
    pub fn paint(&mut self, owner: Owner, mark: Mark) {
        self.items.push(Item { owner, mark });
    }
}
