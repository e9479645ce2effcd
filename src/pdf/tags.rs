//! The structure tree (ISO 32000-1, 14.7): an element for each node of the page, and the way back
//! from marks and links to their elements (14.7.4.4).

use super::body::Body;
use super::enclosure::Enclosed;
use super::headers::Headers;
use super::link::Annotation;
use super::operand::{Id, ascii_string, integer, length, text_string};
use super::profile::Profile;
use super::skeleton::{PAGE, PARENTS, STRUCTURE};
use crate::layout::{ContentId, Kid, NodeId, Owner, Page, Rect, Role};
use crate::units::Pt;
use std::io::Write;

/// The logical structure of a page with its cross-links worked out.
pub(super) struct Tags<'a> {
    page: &'a Page,
    profile: &'a Profile,
    /// By node; the document's own is itself.
    parents: Vec<NodeId>,
    /// By content.
    owners: Vec<NodeId>,
    /// By content: it has marks. An element does not refer to content that is nowhere painted.
    painted: Vec<bool>,
}

impl<'a> Tags<'a> {
    /// Checks what only a mistake in layout could break: every piece of content has one owner and
    /// one place in the painting order.
    pub(super) fn new(page: &'a Page, profile: &'a Profile) -> Self {
        let mut parents = vec![Page::ROOT; page.nodes.len()];
        let mut owners = vec![None; page.contents as usize];
        for (node, id) in page.nodes.iter().zip(0..) {
            for kid in &node.kids {
                match kid {
                    Kid::Node(child) => parents[child.0 as usize] = NodeId(id),
                    Kid::Content(content) => {
                        let owner = owners[content.0 as usize].replace(NodeId(id));
                        assert_eq!(owner, None, "{content:?} has one owner");
                    }
                }
            }
        }
        let mut painted = vec![false; owners.len()];
        for items in page.items.chunk_by(|a, b| a.owner == b.owner) {
            if let Owner::Content(id) = items[0].owner {
                let before = std::mem::replace(&mut painted[id.0 as usize], true);
                assert!(!before, "the marks of {id:?} follow each other");
            }
        }
        let owners = owners.into_iter().map(|owner| owner.expect("content has an owner"));
        Tags { page, profile, parents, owners: owners.collect(), painted }
    }

    /// The structure type of the element a piece of content belongs to.
    pub(super) fn of_content(&self, content: ContentId) -> &'static str {
        let owner = self.owners[content.0 as usize];
        structure_type(&self.page.nodes[owner.0 as usize].role, self.profile)
    }

    /// Writes the tree, its elements at the numbers from `first` on.
    pub(super) fn write(
        &self,
        body: &mut Body,
        first: Id,
        links: &[Annotation<'_>],
        enclosed: &Enclosed<'_>,
        language: &str,
    ) {
        let element = |node: NodeId| first.plus(node.0 as usize);
        let headers = Headers::new(self.page);
        self.write_root(body, &headers, links.len(), &element);
        self.write_parents(body, links, &element);
        for (node, id) in self.page.nodes.iter().zip((0..).map(NodeId)) {
            let parent = if id == Page::ROOT { STRUCTURE } else { element(self.parents[id.0 as usize]) };
            let kind = structure_type(&node.role, self.profile);
            let out = body.begin(element(id));
            put(out, format_args!("<</S/{kind}/P {parent}"));
            self.attributes(out, id, &headers, enclosed, language);
            let objects = links.iter().filter(|link| link.node == id);
            let marks = node.kids.iter().any(|kid| matches!(kid, Kid::Content(_)));
            if marks || objects.clone().next().is_some() {
                put(out, format_args!("/Pg {PAGE}"));
            }
            out.extend_from_slice(b"/K[");
            for kid in &node.kids {
                match kid {
                    Kid::Node(child) => put(out, format_args!("{} ", element(*child))),
                    Kid::Content(content) if self.painted[content.0 as usize] => {
                        integer(out, i64::from(content.0));
                        out.push(b' ');
                    }
                    Kid::Content(_) => {}
                }
            }
            for link in objects {
                put(out, format_args!("<</Type/OBJR/Obj {}/Pg {PAGE}>>", link.id));
            }
            out.extend_from_slice(b"]>>");
            body.end();
        }
    }

    /// The structure tree root with the identifiers of header cells (14.7.2).
    fn write_root(&self, body: &mut Body, headers: &Headers, links: usize, element: &impl Fn(NodeId) -> Id) {
        let out = body.begin(STRUCTURE);
        let document = element(Page::ROOT);
        put(out, format_args!("<</Type/StructTreeRoot/K[{document}]/ParentTree {PARENTS}"));
        put(out, format_args!("/ParentTreeNextKey {}", links + 1));
        let mut identified = headers.identified().peekable();
        if identified.peek().is_some() {
            // A name tree is sorted: the identifiers ascend as the nodes do (7.9.6).
            out.extend_from_slice(b"/IDTree<</Names[");
            for node in identified {
                identifier(out, node);
                put(out, format_args!("{} ", element(node)));
            }
            out.extend_from_slice(b"]>>");
        }
        out.extend_from_slice(b">>");
        body.end();
    }

    /// Key 0: by mark, the elements of the page's content; then each link's element.
    fn write_parents(&self, body: &mut Body, links: &[Annotation<'_>], element: &impl Fn(NodeId) -> Id) {
        let out = body.begin(PARENTS);
        out.extend_from_slice(b"<</Nums[0[");
        for owner in &self.owners {
            put(out, format_args!("{} ", element(*owner)));
        }
        out.push(b']');
        for link in links {
            put(out, format_args!("{} {}", link.key, element(link.node)));
            out.push(b' ');
        }
        out.extend_from_slice(b"]>>");
        body.end();
    }

    /// What an element says beyond its type (Table 323 and 14.8.5).
    fn attributes(
        &self,
        out: &mut Vec<u8>,
        id: NodeId,
        headers: &Headers,
        enclosed: &Enclosed,
        language: &str,
    ) {
        match &self.page.nodes[id.0 as usize].role {
            Role::Document => {
                out.extend_from_slice(b"/Lang");
                ascii_string(out, language);
            }
            Role::Table { summary } => {
                out.extend_from_slice(b"/A<</O/Table/Summary");
                text_string(out, summary);
                out.extend_from_slice(b">>");
            }
            Role::ColumnHeader => {
                out.extend_from_slice(b"/ID");
                identifier(out, id);
                out.extend_from_slice(b"/A<</O/Table/Scope/Column>>");
            }
            Role::RowHeader => {
                out.extend_from_slice(b"/ID");
                identifier(out, id);
                out.extend_from_slice(b"/A<</O/Table/Scope/Row");
                header_list(out, headers.of(id));
                out.extend_from_slice(b">>");
            }
            Role::Cell if !headers.of(id).is_empty() => {
                out.extend_from_slice(b"/A<</O/Table");
                header_list(out, headers.of(id));
                out.extend_from_slice(b">>");
            }
            Role::Figure { alt, bounds } => {
                out.extend_from_slice(b"/Alt");
                text_string(out, alt);
                out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox");
                rectangle(out, self.page, self.profile, bounds);
                out.extend_from_slice(b">>");
            }
            Role::Datum(figure) => {
                if let Some(attributes) = enclosed.attributes(figure.index()) {
                    put(out, format_args!("/A {attributes}"));
                }
            }
            Role::Heading(_)
            | Role::Paragraph
            | Role::List
            | Role::ListItem
            | Role::ListBody
            | Role::TableHead
            | Role::TableBody
            | Role::TableRow
            | Role::Cell
            | Role::Link => {}
        }
    }
}

/// The standard structure types (14.8.4), so that no role map is needed. A link that cannot be
/// followed is only words.
fn structure_type(role: &Role, profile: &Profile) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(level) => panic!("a handout has no headings of level {level}"),
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListBody => "LBody",
        Role::Table { .. } => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::ColumnHeader | Role::RowHeader => "TH",
        Role::Cell => "TD",
        Role::Figure { .. } => "Figure",
        Role::Link if profile.links => "Link",
        Role::Link | Role::Datum(_) => "Span",
    }
}

/// `/Headers`: the cells that head this one (Table 349).
fn header_list(out: &mut Vec<u8>, headers: &[NodeId]) {
    if !headers.is_empty() {
        out.extend_from_slice(b"/Headers[");
        headers.iter().for_each(|&header| identifier(out, header));
        out.push(b']');
    }
}

/// The identifier of an element; of one width, so that their order is the nodes'.
fn identifier(out: &mut Vec<u8>, node: NodeId) {
    put(out, format_args!("(n{:05})", node.0));
}

/// The corners of a rectangle as PDF has them: from the bottom left of the sheet (7.9.5).
pub(super) fn rectangle(out: &mut Vec<u8>, page: &Page, profile: &Profile, rect: &Rect) {
    let margin = profile.sheet.as_ref().map_or(Pt::ZERO, |sheet| sheet.margin);
    let (bottom, top) = (page.height - rect.y - rect.height, page.height - rect.y);
    let corners = [rect.x, bottom, rect.x + rect.width, top].map(|corner| corner + margin);
    for (place, corner) in corners.into_iter().enumerate() {
        out.push(if place == 0 { b'[' } else { b' ' });
        length(out, corner);
    }
    out.push(b']');
}

/// Appends formatted text.
pub(super) fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a Vec takes all bytes");
}
