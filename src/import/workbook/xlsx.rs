//! Workbooks of Excel from 2007 on (ECMA-376): cells with their formats, formulas and what is hidden.
//!
//! In: the parts of the file. Out: a [`SheetGrid`] for each sheet. Cells are read by their addresses: the size that a sheet
//! says it has is often wrong, and one far cell must not cost a million.

use super::package::{Package, cut_off};
use super::xlsx_comments;
use super::xlsx_styles::{self, CellStyle};
use super::xml::{Xml, XmlElement, XmlNode};
use super::{Budget, MOST_CELLS, MOST_SHEETS, TextDress, Unread, shortened, too_many};
use crate::import::format::FormatKind;
use crate::import::grid::{CellArea, CellAt, Content, SheetCell, SheetGrid, cell_named};
use std::collections::{BTreeSet, HashMap};

/// The last row and column of a sheet, from 0.
const LAST: CellAt = (1_048_575, 16_383);
/// Days from the first day of 1900 to that of 1904, in either of which a workbook may count its days.
const FROM_1904: f64 = 1462.0;

/// What the sheets of a workbook share.
#[derive(Default)]
struct Shared {
    texts: Vec<String>,
    styles: Vec<CellStyle>,
    from_1904: bool,
    budget: Budget,
}

/// Reads all sheets, in their order.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<SheetGrid>, Unread> {
    let main = main_part(package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let Some(book) = package.text(&main)? else { return Err(cut_off()) };
    let rels = format!("{folder}/_rels/{}.rels", main.rsplit('/').next().unwrap_or_default());
    let rels = package.text(rels.trim_start_matches('/'))?.unwrap_or_default();
    let targets = relations(&rels)?;
    let part = |kind: &str| {
        targets.values().find(|(known, _)| known.ends_with(kind)).map(|(_, path)| within(&folder, path))
    };
    let mut shared = Shared::default();
    if let Some(path) = part("/sharedStrings")
        && let Some(text) = package.text(&path)?
    {
        shared.texts = texts(&text)?;
    }
    if let Some(path) = part("/styles")
        && let Some(text) = package.text(&path)?
    {
        shared.styles = xlsx_styles::read(&text)?;
    }
    let mut sheets = Vec::new();
    let mut xml = Xml::new(&book);
    while let Some(node) = xml.step().map_err(damaged)? {
        let XmlNode::Open(element) = node else { continue };
        match element.name.as_str() {
            // Written by a program that worked nothing out: a 0 then stands for any result.
            "calcPr" if element.says("fullCalcOnLoad") => {
                let cells = sheets.iter_mut().flat_map(|grid: &mut SheetGrid| grid.cells.values_mut());
                cells
                    .filter(|cell| cell.formula.is_some() && cell.content == Content::Number(0.0))
                    .for_each(|cell| cell.content = Content::NoResult);
            }
            "workbookPr" => shared.from_1904 = element.says("date1904"),
            "sheet" => {
                let Some((kind, path)) = element.get("id").and_then(|id| targets.get(id)) else { continue };
                if !kind.ends_with("/worksheet") || sheets.len() == MOST_SHEETS {
                    continue;
                }
                let path = within(&folder, path);
                let Some(text) = package.text(&path)? else { return Err(cut_off()) };
                let mut grid = SheetGrid::named(element.get("name").unwrap_or_default());
                grid.hidden = element.get("state").is_some_and(|state| state != "visible");
                sheet(&text, &mut shared, &mut grid)?;
                xlsx_comments::read(package, &path, &mut grid)?;
                sheets.push(grid);
            }
            _ => {}
        }
    }
    Ok(sheets)
}

pub(super) fn damaged(_: quick_xml::Error) -> Unread {
    cut_off()
}

/// The part that lists the sheets.
fn main_part(package: &mut Package<'_>) -> Result<String, Unread> {
    let rels = package.text("_rels/.rels")?.unwrap_or_default();
    let targets = relations(&rels)?;
    let main = targets.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
    Ok(main.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, path)| within("", path)))
}

/// Kind and path of the parts that a part refers to, by their names there.
pub(super) fn relations(text: &str) -> Result<HashMap<String, (String, String)>, Unread> {
    let (mut found, mut xml) = (HashMap::new(), Xml::new(text));
    while let Some(node) = xml.step().map_err(damaged)? {
        if let XmlNode::Open(element) = node
            && let (Some(id), Some(kind), Some(path)) =
                (element.get("Id"), element.get("Type"), element.get("Target"))
        {
            found.insert(id.to_owned(), (kind.to_owned(), path.to_owned()));
        }
    }
    Ok(found)
}

/// A path from a folder of the file.
pub(super) fn within(folder: &str, path: &str) -> String {
    if let Some(whole) = path.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            ".." => drop(names.pop()),
            "." | "" => {}
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Texts that cells refer to by number; those of a text in several fonts are one.
fn texts(text: &str) -> Result<Vec<String>, Unread> {
    let (mut found, mut xml) = (Vec::new(), Xml::new(text));
    let (mut own, mut within, mut reading_aid) = (String::new(), false, false);
    let mut dress = TextDress::default();
    while let Some(node) = xml.step().map_err(damaged)? {
        match node {
            XmlNode::Open(element) => match element.name.as_str() {
                "si" => own.clear(),
                "t" => within = true,
                "vertAlign" | "strike" => dress = dressed(dress, &element),
                "rPh" => reading_aid = true,
                _ => {}
            },
            XmlNode::Close(name) => match name.as_str() {
                "si" => {
                    found.push(shortened(escaped(&std::mem::take(&mut own))));
                    if found.len() > MOST_CELLS {
                        return Err(too_many());
                    }
                }
                "t" => within = false,
                "r" => dress = TextDress::default(),
                "rPh" => reading_aid = false,
                _ => {}
            },
            XmlNode::Text(text) if within && !reading_aid => own += &dress.on(text),
            XmlNode::Text(_) => {}
        }
    }
    Ok(found)
}

/// How letters are set with one more property.
fn dressed(dress: TextDress, element: &XmlElement) -> TextDress {
    match element.name.as_str() {
        "vertAlign" => {
            TextDress { raised: element.get("val").is_some_and(|place| place != "baseline"), ..dress }
        }
        _ => TextDress { struck: is_struck(element), ..dress },
    }
}

pub(super) fn is_struck(strike: &XmlElement) -> bool {
    strike.get("val").is_none_or(|val| val != "0" && val != "false")
}

/// `_x000D_` stands for a character that XML cannot have.
fn escaped(text: &str) -> String {
    let mut pieces = text.split("_x");
    let mut read = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..5).filter(|code| code.ends_with('_'));
        match code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                read.push(c);
                read += &piece[5..];
            }
            None => {
                read += "_x";
                read += piece;
            }
        }
    }
    read
}

/// The cell being read.
#[derive(Default)]
struct OpenCell {
    at: CellAt,
    style: usize,
    kind: String,
    value: String,
    inline: String,
    formula: Option<String>,
}

fn sheet(text: &str, shared: &mut Shared, grid: &mut SheetGrid) -> Result<(), Unread> {
    let mut xml = Xml::new(text);
    let (mut row, mut next): (u32, CellAt) = (0, (0, 0));
    let mut open: Option<OpenCell> = None;
    let (mut within, mut dress) = (String::new(), TextDress::default());
    let mut hidden_columns: Vec<(u32, u32)> = Vec::new();
    while let Some(node) = xml.step().map_err(damaged)? {
        match node {
            XmlNode::Open(element) => {
                match element.name.as_str() {
                    "col" if is_hidden(&element, "width") && hidden_columns.len() < LAST.1 as usize => {
                        let from = element.number("min").unwrap_or(1).saturating_sub(1);
                        hidden_columns.push((from, element.number("max").unwrap_or(1).saturating_sub(1)));
                    }
                    "row" => {
                        row = element.number("r").map_or(next.0, |row| row.saturating_sub(1));
                        next = (row.saturating_add(1), 0);
                        if is_hidden(&element, "ht") {
                            grid.hidden_rows.insert(row);
                        }
                    }
                    "c" => {
                        let at = element.get("r").and_then(cell_named).unwrap_or((row, next.1));
                        next.1 = at.1.saturating_add(1);
                        let kind = element.get("t").unwrap_or("n").to_owned();
                        let style = element.number("s").unwrap_or(0) as usize;
                        open = Some(OpenCell { at, style, kind, ..OpenCell::default() });
                    }
                    "vertAlign" | "strike" => dress = dressed(dress, &element),
                    "f" => open.iter_mut().for_each(|cell| cell.formula = Some(String::new())),
                    "mergeCell" if grid.merges.len() < MOST_CELLS => {
                        grid.merges.extend(element.get("ref").and_then(area))
                    }
                    _ => {}
                }
                within = element.name;
            }
            XmlNode::Text(text) => {
                if let Some(cell) = &mut open {
                    match within.as_str() {
                        "v" => cell.value += &text,
                        "t" => cell.inline += &dress.on(text),
                        "f" => cell.formula.get_or_insert_default().push_str(&text),
                        _ => {}
                    }
                }
            }
            XmlNode::Close(name) => {
                within.clear();
                if name == "r" {
                    dress = TextDress::default();
                }
                if name == "c"
                    && let Some(cell) = open.take()
                    && cell.at <= LAST
                    && cell.at.1 <= LAST.1
                    && let Some((at, cell)) = close(cell, shared)
                {
                    shared.budget.spend(&cell)?;
                    grid.put(at, cell);
                }
            }
        }
    }
    let used: BTreeSet<u32> = grid.columns();
    let is_hidden = |column: &u32| hidden_columns.iter().any(|(from, to)| (from..=to).contains(&column));
    grid.hidden_columns = used.into_iter().filter(is_hidden).collect();
    Ok(())
}

/// Whether a row or column is hidden, or so small that nobody sees it.
fn is_hidden(element: &XmlElement, size: &str) -> bool {
    let small = element.get(size).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size < 0.5);
    element.says("hidden") || small
}

fn area(name: &str) -> Option<CellArea> {
    let (from, to) = name.split_once(':')?;
    Some(CellArea { from: cell_named(from)?, to: cell_named(to)? })
}

/// A cell that has been read; `None` if there is nothing in it.
fn close(open: OpenCell, shared: &Shared) -> Option<(CellAt, SheetCell)> {
    let OpenCell { at, style, kind, value, inline, formula } = open;
    let number = || value.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let content = match kind.as_str() {
        "s" => Content::Text(shared.texts.get(value.trim().parse::<usize>().ok()?)?.clone()),
        "inlineStr" => Content::Text(shortened(escaped(&inline))),
        _ if value.is_empty() && inline.is_empty() => match formula {
            Some(_) => Content::NoResult,
            None => return None,
        },
        "str" => Content::Text(shortened(escaped(&value))),
        "b" => Content::Truth(value.trim() == "1" || value.trim() == "true"),
        "e" => Content::Fault(value),
        "d" => Content::Date(value),
        _ => match number() {
            Some(number) => Content::Number(number),
            None => Content::Text(shortened(value)),
        },
    };
    let formula = formula.map(shortened);
    let CellStyle { format, struck, unseen } = shared.styles.get(style).copied().unwrap_or_default();
    let late = shared.from_1904 && format.kind == FormatKind::Date;
    let shown = match &content {
        Content::Number(number) if late => Some(format.show(number + FROM_1904)),
        _ => None,
    };
    Some((at, SheetCell { content, format, shown, formula, struck, unseen }))
}
