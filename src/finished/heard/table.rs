//! Tables: their rows, and what heads each cell.

use super::super::values::{name, text};
use super::element::{Below, StructElement};
use super::said::{HeardCell, HeardKind, HeardLine, HeardPart};
use super::walk::{Manner, Walk};
use hayro_syntax::object::{Array, String as PdfString};
use std::collections::BTreeMap;

/// A cell as it is tagged.
struct TaggedCell {
    heading: bool,
    /// Whether it heads its row, not its column.
    row: bool,
    id: Option<Vec<u8>>,
    /// The identifiers of what heads it.
    headers: Vec<Vec<u8>>,
    parts: Vec<HeardPart>,
}

impl<'p> Walk<'p> {
    pub(super) fn table(&mut self, table: &StructElement<'p>, manner: &Manner) {
        let summary = table.attribute("Table", |own| text(own, "Summary"));
        let at = self.lines.len();
        let mut rows = Vec::new();
        self.rows(table, manner, &mut rows);
        // A caption was said on the way.
        let captions = self.lines.split_off(at);
        if let Some(summary) = summary.or_else(|| table.text("Alt")) {
            self.say_summary(summary, manner);
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let (kind, parts) = (HeardKind::Table { rows: rows.len(), columns }, self.take());
        let depth = manner.depth;
        self.lines.push(HeardLine { kind, depth, parts });
        self.lines.extend(captions);
        for (number, cells) in (1..).zip(headed(rows)) {
            self.lines.push(HeardLine { kind: HeardKind::Row(number, cells), depth, parts: Vec::new() });
        }
        self.lines.push(HeardLine { kind: HeardKind::EndOfTable, depth, parts: Vec::new() });
    }

    fn rows(&mut self, above: &StructElement<'p>, manner: &Manner, rows: &mut Vec<Vec<TaggedCell>>) {
        for kid in above.below(self.pdf) {
            let Below::Element(number, dict) = kid else { continue };
            let Some((element, manner)) = self.enter(number, dict, manner) else { continue };
            match element.kind.as_str() {
                "TR" => rows.push(self.cells(&element, &manner)),
                "Caption" => {
                    self.all(&element, &manner);
                    self.end_line(HeardKind::Caption, manner.depth);
                }
                "Artifact" => {}
                _ => self.rows(&element, &manner, rows),
            }
        }
    }

    fn cells(&mut self, row: &StructElement<'p>, manner: &Manner) -> Vec<TaggedCell> {
        let mut cells = Vec::new();
        for kid in row.below(self.pdf) {
            let Below::Element(number, dict) = kid else { continue };
            let Some((cell, manner)) = self.enter(number, dict, manner) else { continue };
            let at = self.lines.len();
            self.all(&cell, &manner);
            // Blocks in a cell are said in one go.
            let mut parts: Vec<HeardPart> =
                self.lines.split_off(at).into_iter().flat_map(|line| line.parts).collect();
            parts.extend(self.take());
            let id = |id: PdfString<'_>| id.as_bytes().to_vec();
            let list = cell.attribute("Table", |own| own.get::<Array<'p>>("Headers"));
            cells.push(TaggedCell {
                heading: cell.kind == "TH",
                row: cell
                    .attribute("Table", |own| Some(name(own, "Scope")))
                    .is_some_and(|scope| scope == "Row"),
                id: cell.dict.get::<PdfString<'_>>("ID").map(id),
                headers: list.iter().flat_map(|list| list.iter::<PdfString<'_>>().map(id)).collect(),
                parts,
            });
        }
        cells
    }
}

/// The cells with the words of what heads them: what they name, or else the headings above and before
/// them.
fn headed(rows: Vec<Vec<TaggedCell>>) -> Vec<Vec<HeardCell>> {
    let words = |cell: &TaggedCell| {
        let said: String = cell.parts.iter().map(|part| part.text.as_str()).collect();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let named: BTreeMap<Vec<u8>, String> =
        rows.iter().flatten().filter_map(|cell| Some((cell.id.clone()?, words(cell)))).collect();
    let mut above: Vec<String> = Vec::new();
    let mut heard = Vec::with_capacity(rows.len());
    for row in rows {
        let before = row.iter().find(|cell| cell.heading && cell.row).map(words);
        let mut cells = Vec::with_capacity(row.len());
        above.resize(above.len().max(row.len()), String::new());
        for (cell, above) in row.into_iter().zip(&mut above) {
            let mut headers: Vec<String> = cell
                .headers
                .iter()
                .filter_map(|id| named.get(id))
                .filter(|said| !said.is_empty())
                .cloned()
                .collect();
            if cell.headers.is_empty() && !cell.heading {
                headers = [Some(above.clone()), before.clone()].into_iter().flatten().collect();
                headers.retain(|said| !said.is_empty());
            }
            if cell.heading && !cell.row {
                *above = words(&cell);
            }
            cells.push(HeardCell { heading: cell.heading, headers, parts: cell.parts });
        }
        heard.push(cells);
    }
    heard
}
