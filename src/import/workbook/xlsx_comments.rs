//! Comments of a sheet (ECMA-376, 18.7), and the conversations that newer programs make of them.
//!
//! In: the parts a sheet refers to. Out: comments in the grid. Of a conversation, old programs see a comment that only
//! says there is one: its own words win.

use super::package::Package;
use super::xlsx::{damaged, relations, within};
use super::xml::{Xml, XmlNode};
use super::{Unread, add_comment, keep_comment};
use crate::import::grid::{SheetGrid, cell_named};
use std::collections::BTreeMap;

/// Reads the comments of the sheet in part `path`.
pub(super) fn read(package: &mut Package<'_>, path: &str, grid: &mut SheetGrid) -> Result<(), Unread> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(rels) = package.text(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(()) };
    let targets = relations(&rels)?;
    for (kind, element) in [("/comments", "comment"), ("/threadedComment", "threadedComment")] {
        let mut paths: Vec<String> = targets
            .values()
            .filter(|(known, _)| known.ends_with(kind))
            .map(|(_, path)| within(folder, path))
            .collect();
        paths.sort();
        let mut said: BTreeMap<(u32, u32), String> = BTreeMap::new();
        for path in paths {
            if let Some(text) = package.text(&path)? {
                comments(&text, element, &mut said)?;
            }
        }
        said.iter().for_each(|(at, text)| keep_comment(grid, *at, text));
    }
    Ok(())
}

/// Adds the comments of a part, by their cells: answers to one are put behind it.
fn comments(text: &str, element: &str, said: &mut BTreeMap<(u32, u32), String>) -> Result<(), Unread> {
    let mut xml = Xml::new(text);
    let mut at = None;
    let mut within = false;
    while let Some(node) = xml.step().map_err(damaged)? {
        match node {
            XmlNode::Open(open) if open.name == element => {
                at = open.get("ref").and_then(cell_named);
                if let Some(known) = at.and_then(|at| said.get_mut(&at)) {
                    add_comment(known, " / ");
                }
            }
            XmlNode::Open(open) => within = matches!(open.name.as_str(), "t" | "text"),
            XmlNode::Close(_) => within = false,
            XmlNode::Text(text) if within => {
                if let Some(at) = at {
                    add_comment(said.entry(at).or_default(), &text);
                }
            }
            XmlNode::Text(_) => {}
        }
    }
    Ok(())
}
