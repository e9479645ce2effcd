//! The structure elements of a page (ISO 32000-1, 14.7): one for each of its nodes. A node that goes on with one
//! of the page before is of the same element, which then refers to the marks of both (14.7.4.2).

use super::super::file::{FileWriter, StructureTree, UserProperties, WayBack};
use super::super::syntax::{Id, ascii_string, integer, put, rectangle, text_string};
use super::file_page::FilePage;
use super::headers::Headers;
use super::links::LinkAnnotation;
use crate::layout::{ContentId, Kid, Node, NodeId, Numbering, Page, Role};
use crate::press::{DressedPage, MarkOwner};

/// The logical structure of a page with its cross-links worked out.
pub struct Tags<'p> {
    page: &'p DressedPage<'p>,
    place: TreePlace,
    part: Option<PartOfPack<'p>>,
    /// By node: its element, and the number in its identifier.
    elements: Vec<(Id, usize)>,
    /// By node; the top one's own is itself.
    parents: Vec<NodeId>,
    /// By content.
    owners: Vec<NodeId>,
    /// By content: it has marks. An element does not refer to content that is nowhere painted.
    painted: Vec<bool>,
    headers: Headers<'p>,
}

/// Where the elements of a page stand in the structure of their file.
#[derive(Debug, Clone, Copy)]
pub struct TreePlace {
    /// The element of the page's first node; those of the others follow.
    pub first: Id,
    /// What is above it.
    pub parent: Id,
    /// The structure type of the first node: the whole document, or a part of it.
    pub top: &'static str,
    /// The namespace of all types, if it is that of PDF 2.0.
    pub namespace: Option<Id>,
    /// How many nodes the pages before have.
    pub nodes_before: usize,
    /// How many digits the greatest identifier has, so that their order is the nodes'.
    pub digits: usize,
}

/// What the first element of a sheet says in a file of many.
#[derive(Debug, Clone)]
pub struct PartOfPack<'a> {
    /// The title of the sheet.
    pub title: &'a str,
    /// What the identifiers of its elements begin with.
    pub prefix: &'a str,
    /// The specifications of the files that belong to it.
    pub files: Vec<Id>,
}

/// A page in the structure of its file.
#[derive(Clone, Copy)]
pub struct TaggedPage<'t> {
    pub tags: &'t Tags<'t>,
    /// The page object.
    pub page: Id,
    pub links: &'t [LinkAnnotation<'t>],
}

impl<'p> Tags<'p> {
    /// Goes on with the tags of the page `before`. Checks what only a mistake in layout could break: every piece
    /// of content has one owner and one place in the painting order.
    pub fn new(
        page: &'p DressedPage<'p>,
        (place, part): (TreePlace, Option<PartOfPack<'p>>),
        before: Option<&Self>,
    ) -> Self {
        let nodes = &page.page.nodes;
        let element = |(n, node): (usize, &Node)| {
            let known = node.continues.zip(before).map(|(node, before)| before.elements[node.0 as usize]);
            known.unwrap_or((place.first.plus(n), place.nodes_before + n))
        };
        let elements = nodes.iter().enumerate().map(element).collect();
        let mut parents = vec![Page::ROOT; nodes.len()];
        let mut owners = vec![None; page.page.contents as usize];
        for (node, id) in nodes.iter().zip(0..) {
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
        for marks in page.painted.chunk_by(|a, b| a.owner == b.owner) {
            if let MarkOwner::Content(id) = marks[0].owner {
                let before = std::mem::replace(&mut painted[id.0 as usize], true);
                assert!(!before, "the marks of {id:?} follow each other");
            }
        }
        let owners = owners.into_iter().map(|owner| owner.expect("content has an owner")).collect();
        Tags { page, place, part, elements, parents, owners, painted, headers: Headers::new(page.page) }
    }

    /// The structure type of the element a piece of content belongs to.
    pub fn of_content(&self, content: ContentId) -> &'static str {
        self.structure_type(self.owners[content.0 as usize])
    }

    /// The element that holds all others of the page; `None` if that of the page before does, or there is none.
    pub fn top(&self) -> Option<Id> {
        let page = self.page.page;
        (!page.goes_on() && !page.is_blank()).then_some(self.place.first)
    }

    /// The node that goes on with one of the page before.
    fn going_on(&self, node: NodeId) -> Option<NodeId> {
        let nodes = &self.page.page.nodes;
        let found =
            nodes.iter().position(|own| own.continues == Some(node)).filter(|_| self.page.page.goes_on());
        found.map(|found| NodeId(found as u32))
    }

    /// Adds what the roots must know: the ways back, first from the page's marks, then from each of its links.
    pub fn enter(&self, tree: &mut StructureTree, links: &[LinkAnnotation<'_>]) {
        tree.lead_back(WayBack::Marks(self.owners.iter().map(|&owner| self.element(owner)).collect()));
        links.iter().for_each(|link| tree.lead_back(WayBack::Link(self.element(link.node))));
        for node in self.headers.identified() {
            tree.identify(self.identifier(node), self.element(node));
        }
        tree.strong |= self.page.page.nodes.iter().any(|node| node.role == Role::Strong);
    }

    /// Writes the elements that begin on the first of these pages.
    pub fn write(
        pages: &[TaggedPage<'_>],
        file: &mut FileWriter<'_>,
        leaf: &FilePage<'_>,
        properties: &UserProperties<'_>,
    ) {
        let TaggedPage { tags, .. } = pages[0];
        for (node, id) in tags.page.page.nodes.iter().zip((0..).map(NodeId)) {
            if node.continues.is_some() {
                continue;
            }
            let parent = match id {
                Page::ROOT => tags.place.parent,
                _ => tags.element(tags.parents[id.0 as usize]),
            };
            file.value(tags.element(id), |out| {
                put(out, format_args!("<</S/{}/P {parent}", tags.structure_type(id)));
                tags.place.namespace.iter().for_each(|namespace| put(out, format_args!("/NS {namespace}")));
                match &node.role {
                    Role::Document => {
                        out.extend_from_slice(b"/Lang");
                        ascii_string(out, leaf.language);
                        tags.part.iter().for_each(|part| part.describe(out));
                    }
                    Role::Datum(figure) => {
                        let attributes =
                            leaf.figures.get(figure.index()).and_then(|f| properties.attributes(f));
                        attributes.into_iter().for_each(|id| put(out, format_args!("/A {id}")));
                    }
                    role => tags.attributes(out, id, role),
                }
                kids(out, id, pages);
            });
        }
    }

    /// What an element says beyond its type (Table 323 and 14.8.5).
    fn attributes(&self, out: &mut Vec<u8>, id: NodeId, role: &Role) {
        match role {
            Role::Table { summary } => {
                out.extend_from_slice(b"/A<</O/Table/Summary");
                text_string(out, summary);
                out.extend_from_slice(b">>");
            }
            // Table 347: what the signs of the items are.
            Role::List(Some(numbering)) => {
                let name = match numbering {
                    Numbering::Bullets => "Disc",
                    Numbering::Numbers { .. } => "Decimal",
                };
                put(out, format_args!("/A<</O/List/ListNumbering/{name}>>"));
            }
            Role::ColumnHeader => {
                out.extend_from_slice(b"/ID");
                ascii_string(out, &self.identifier(id));
                out.extend_from_slice(b"/A<</O/Table/Scope/Column>>");
            }
            Role::RowHeader => {
                out.extend_from_slice(b"/ID");
                ascii_string(out, &self.identifier(id));
                out.extend_from_slice(b"/A<</O/Table/Scope/Row");
                self.header_list(out, id);
                out.extend_from_slice(b">>");
            }
            Role::Cell if !self.headers.of(id).is_empty() => {
                out.extend_from_slice(b"/A<</O/Table");
                self.header_list(out, id);
                out.extend_from_slice(b">>");
            }
            Role::Figure { alt, bounds } => {
                out.extend_from_slice(b"/Alt");
                text_string(out, alt);
                out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox");
                rectangle(out, self.page.corners(bounds));
                out.extend_from_slice(b">>");
            }
            Role::Said { language, expansion } => said(out, *language, expansion.as_deref()),
            Role::Document
            | Role::Datum(_)
            | Role::Strong
            | Role::Caption
            | Role::Heading(_)
            | Role::Paragraph
            | Role::List(None)
            | Role::ListItem
            | Role::ListLabel
            | Role::ListBody
            | Role::TableHead
            | Role::TableBody
            | Role::TableRow
            | Role::Cell
            | Role::Link => {}
        }
    }

    /// `/Headers`: the cells that head this one (Table 349).
    fn header_list(&self, out: &mut Vec<u8>, cell: NodeId) {
        let headers = self.headers.of(cell);
        if !headers.is_empty() {
            out.extend_from_slice(b"/Headers[");
            headers.iter().for_each(|&header| ascii_string(out, &self.identifier(header)));
            out.push(b']');
        }
    }

    /// The standard structure types (14.8.4), but for `Strong`, which the role map explains. A link that
    /// cannot be followed is only words.
    fn structure_type(&self, node: NodeId) -> &'static str {
        match &self.page.page.nodes[node.0 as usize].role {
            Role::Document => self.place.top,
            Role::Heading(1) => "H1",
            Role::Heading(2) => "H2",
            Role::Heading(_) => "H3",
            Role::Paragraph => "P",
            Role::List(_) => "L",
            Role::ListItem => "LI",
            Role::ListLabel => "Lbl",
            Role::ListBody => "LBody",
            Role::Caption => "Caption",
            Role::Strong => "Strong",
            Role::Table { .. } => "Table",
            Role::TableHead => "THead",
            Role::TableBody => "TBody",
            Role::TableRow => "TR",
            Role::ColumnHeader | Role::RowHeader => "TH",
            Role::Cell => "TD",
            Role::Figure { .. } => "Figure",
            Role::Link if self.page.links.iter().any(|link| link.node == node) => "Link",
            Role::Link | Role::Said { .. } | Role::Datum(_) => "Span",
        }
    }

    fn element(&self, node: NodeId) -> Id {
        self.elements[node.0 as usize].0
    }

    fn identifier(&self, node: NodeId) -> String {
        let TreePlace { digits, .. } = self.place;
        let prefix = self.part.as_ref().map_or("", |part| part.prefix);
        format!("{prefix}n{:0digits$}", self.elements[node.0 as usize].1)
    }
}

impl PartOfPack<'_> {
    /// Its title and what data it was made from (Table 323; ISO 19005-3, annex E).
    fn describe(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"/T");
        text_string(out, self.title);
        if !self.files.is_empty() {
            out.extend_from_slice(b"/AF[");
            self.files.iter().for_each(|file| put(out, format_args!("{file} ")));
            out.push(b']');
        }
    }
}

/// The marks and elements below an element, and its active areas: those on the page it begins on, then those on
/// the pages it goes on on.
fn kids(out: &mut Vec<u8>, id: NodeId, pages: &[TaggedPage<'_>]) {
    let TaggedPage { tags, page, links } = pages[0];
    let is_mark = |kid: &Kid| matches!(kid, Kid::Content(_));
    if tags.page.page.nodes[id.0 as usize].kids.iter().any(is_mark)
        || links.iter().any(|link| link.node == id)
    {
        put(out, format_args!("/Pg {page}"));
    }
    out.extend_from_slice(b"/K[");
    let mut next = Some(id);
    for (n, TaggedPage { tags, page, links }) in pages.iter().enumerate() {
        next = if n > 0 { next.and_then(|node| tags.going_on(node)) } else { next };
        let Some(node) = next else { break };
        for kid in &tags.page.page.nodes[node.0 as usize].kids {
            match kid {
                Kid::Node(child) if tags.page.page.nodes[child.0 as usize].continues.is_some() => {}
                Kid::Node(child) => put(out, format_args!("{} ", tags.element(*child))),
                Kid::Content(content) if !tags.painted[content.0 as usize] => {}
                Kid::Content(content) if n > 0 => {
                    put(out, format_args!("<</Type/MCR/Pg {page}/MCID {}>>", content.0));
                }
                Kid::Content(content) => {
                    integer(out, i64::from(content.0));
                    out.push(b' ');
                }
            }
        }
        for link in links.iter().filter(|link| link.node == node) {
            put(out, format_args!("<</Type/OBJR/Obj {}/Pg {page}>>", link.id));
        }
    }
    out.extend_from_slice(b"]>>");
}

/// The language of words, and those that an abbreviation stands for (14.9.2, 14.9.5).
fn said(out: &mut Vec<u8>, language: Option<&str>, expansion: Option<&str>) {
    if let Some(language) = language {
        out.extend_from_slice(b"/Lang");
        ascii_string(out, language);
    }
    if let Some(expansion) = expansion {
        out.extend_from_slice(b"/E");
        text_string(out, expansion);
    }
}
