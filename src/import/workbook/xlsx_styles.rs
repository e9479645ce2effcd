//! The styles of a workbook (ECMA-376, 18.8), as far as they change what a number says.
//!
//! In: the part with the styles. Out: a [`CellStyle`] for each number of a style. Colors that only some cells have by a
//! rule, and those of single letters, are not looked at.

use super::Unread;
use super::xlsx::{damaged, is_struck};
use super::xml::{Xml, XmlElement, XmlNode};
use crate::import::format::NumberFormat;
use std::collections::HashMap;

const WHITE: &str = "FFFFFF";

/// How a cell is shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellStyle {
    pub(super) format: NumberFormat,
    pub(super) struck: bool,
    /// Its letters have the color of their ground.
    pub(super) unseen: bool,
}

struct Font {
    struck: bool,
    color: String,
}

/// How each style shows numbers.
pub(super) fn read(text: &str) -> Result<Vec<CellStyle>, Unread> {
    let mut formats: HashMap<u32, NumberFormat> = HashMap::new();
    let (mut fonts, mut grounds, mut styles): (Vec<Font>, Vec<String>, Vec<CellStyle>) = Default::default();
    let (mut list, mut xml) = (String::new(), Xml::new(text));
    while let Some(node) = xml.step().map_err(damaged)? {
        match node {
            XmlNode::Open(element) => match (list.as_str(), element.name.as_str()) {
                (_, "numFmt") => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.get("formatCode")) {
                        formats.insert(id, NumberFormat::read(code));
                    }
                }
                (_, "fonts" | "fills" | "cellXfs") => list.clone_from(&element.name),
                ("fonts", "font") => fonts.push(Font { struck: false, color: "000000".to_owned() }),
                ("fonts", name) => {
                    if let Some(font) = fonts.last_mut() {
                        match name {
                            "strike" => font.struck |= is_struck(&element),
                            "color" => font.color = color(&element),
                            _ => {}
                        }
                    }
                }
                ("fills", "fill") => grounds.push(WHITE.to_owned()),
                ("fills", name) => {
                    if let Some(ground) = grounds.last_mut() {
                        match (name, element.get("patternType")) {
                            ("patternFill", None | Some("none" | "solid")) => {}
                            ("fgColor", _) if !ground.is_empty() => *ground = color(&element),
                            ("bgColor" | "stop" | "color", _) => {}
                            // Neither one color nor none.
                            _ => ground.clear(),
                        }
                    }
                }
                ("cellXfs", "xf") => {
                    let at = |name| element.number(name).unwrap_or(0) as usize;
                    let id = element.number("numFmtId").unwrap_or(0);
                    let format = formats.get(&id).copied().unwrap_or_else(|| NumberFormat::built_in(id));
                    let (font, ground) = (fonts.get(at("fontId")), grounds.get(at("fillId")));
                    let ground = ground.map_or(WHITE, String::as_str);
                    styles.push(CellStyle {
                        format,
                        struck: font.is_some_and(|font| font.struck),
                        unseen: font.is_some_and(|font| font.color == ground),
                    });
                }
                _ => {}
            },
            XmlNode::Close(name) if name == list => list.clear(),
            XmlNode::Close(_) | XmlNode::Text(_) => {}
        }
    }
    Ok(styles)
}

/// A color by its parts: that of a theme is known only if it is black or white.
fn color(element: &XmlElement) -> String {
    let tint = element.get("tint").unwrap_or_default();
    let tint = if tint == "0" { "" } else { tint };
    match (element.get("rgb"), element.get("theme"), element.get("indexed")) {
        (Some(rgb), ..) => rgb.get(rgb.len().saturating_sub(6)..).unwrap_or_default().to_uppercase(),
        (_, Some("0"), _) if tint.is_empty() => WHITE.to_owned(),
        (_, Some("1"), _) if tint.is_empty() => "000000".to_owned(),
        (_, Some(theme), _) => format!("theme {theme} {tint}"),
        (_, _, Some("1" | "9" | "65")) => WHITE.to_owned(),
        (_, _, Some("0" | "8" | "64")) => "000000".to_owned(),
        (_, _, Some(index)) => format!("index {index}"),
        _ => "000000".to_owned(),
    }
}
