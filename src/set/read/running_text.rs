//! Running text: paragraphs with blank lines between them, and lists.
//!
//! In: the strings of a text. Out: its blocks; or what is wrong with its lists, each at its line. A line that
//! begins with a sign, `-` or `1.`, begins an item; one without goes on with what is above it.

use super::reader::TableReader;
use super::strings::Decoded;
use super::text_line::{ItemSign, TextLine, has_end, lines, open_condition};
use crate::diagnostic::Code;
use crate::outline::{Block, Leads, List, ListItem, Numbering, Paragraph};
use crate::set::Template;
use crate::source::{Span, Spanned};
use std::ops::Range;

type TextBlock = Block<Template, Spanned<String>>;

/// What to do with a line that only looks like an item. A backslash would have to be typed twice.
const JOIN: &str = "if it goes on with a sentence, join the two lines";

/// The signs of a nested list stand at least so many spaces behind those of the list around it.
const NESTED: usize = 2;

/// A string of a text.
pub(super) struct TextString {
    pub(super) decoded: Decoded,
    /// In the file, with its quotes.
    pub(super) place: Range<usize>,
    /// It is one of a list: one paragraph, blank lines or not, unless it has a list in it.
    pub(super) whole: bool,
}

/// The blocks of a text; `None` if its lists have faults.
pub(super) fn blocks(reader: &mut TableReader<'_>, strings: Vec<TextString>) -> Option<Vec<TextBlock>> {
    let pieces: Vec<Piece> = strings.into_iter().flat_map(|string| pieces(reader, string)).collect();
    let mut text = RunningText { reader, blocks: Vec::new(), columns: [0, 0], sound: true };
    let has_list = pieces.iter().any(|piece| piece.sign.is_some());
    for piece in pieces {
        if has_list {
            text.check(&piece);
        }
        match piece.sign {
            Some(sign) => text.item(piece, sign),
            None => {
                text.blocks.push(Block::Paragraph(Paragraph {
                    text: piece.text,
                    leads: Leads::Nowhere,
                    callout: false,
                }));
            }
        }
    }
    let RunningText { mut blocks, sound, .. } = text;
    for at in 1..blocks.len() {
        if let (before, [Block::List(_), ..]) = blocks.split_at_mut(at)
            && let Some(Block::Paragraph(lead)) = before.last_mut()
            && lead.text.text.trim_end_matches('*').ends_with(':')
        {
            lead.leads = Leads::ToList;
        }
    }
    sound.then_some(blocks)
}

/// The first item of the lists in a text, if it has one.
pub(super) fn first_item(blocks: &[TextBlock]) -> Option<Span> {
    blocks.iter().find_map(|block| match block {
        Block::List(list) => list.texts().next().map(|text| text.span),
        Block::Paragraph(_) | Block::Table(_) => None,
    })
}

/// A paragraph or an item.
struct Piece {
    text: Template,
    sign: Option<ItemSign>,
    /// That of the sign.
    place: Span,
    /// The spaces before it.
    indent: usize,
    /// It stands right below another line …
    directly: bool,
    /// … of a paragraph, which does not end there.
    interrupts: bool,
}

fn pieces(reader: &TableReader<'_>, string: TextString) -> Vec<Piece> {
    let TextString { decoded, place, whole } = string;
    let lines = lines(&decoded.text);
    if whole && lines.iter().all(|line| line.sign.is_none()) {
        let span = reader.span(place);
        let text = Template::whole(decoded, span);
        return vec![Piece { text, sign: None, place: span, indent: 0, directly: false, interrupts: false }];
    }
    // Where each begins and ends, and the line right above it.
    let mut found: Vec<(&TextLine<'_>, Range<usize>, Option<&str>)> = Vec::new();
    let mut above: Option<&str> = None;
    for line in &lines {
        let end = line.start + line.text.len();
        match (found.last_mut(), line.sign) {
            _ if line.text.is_empty() => {}
            (Some((_, range, _)), None) if above.is_some() => range.end = end,
            (_, sign) => {
                let start = line.start + sign.map_or(0, |sign| sign.length);
                found.push((line, start..end, above));
            }
        }
        above = Some(line.text).filter(|text| !text.is_empty());
    }
    let template = |range: Range<usize>| Template::piece(&decoded, reader.file, range.start, range.end);
    let piece = |n: usize| {
        let (line, range, above) = &found[n];
        let in_paragraph = n > 0 && found[n - 1].0.sign.is_none();
        Piece {
            text: template(range.clone()),
            sign: line.sign,
            place: template(line.start..line.start + line.sign.map_or(line.text.len(), |sign| sign.mark))
                .span,
            indent: line.indent,
            directly: above.is_some(),
            interrupts: in_paragraph && above.is_some_and(|above| !has_end(above)),
        }
    };
    (0..found.len()).map(piece).collect()
}

/// A text being put together.
struct RunningText<'r, 'a> {
    reader: &'r mut TableReader<'a>,
    blocks: Vec<TextBlock>,
    /// Spaces before the signs of the last list, and of the last one nested in it.
    columns: [usize; 2],
    sound: bool,
}

impl RunningText<'_, '_> {
    fn fault(&mut self, place: Span, message: &str, help: &str) {
        self.reader.bad(Code::Markup, place, message, help);
        self.sound = false;
    }

    /// Refuses what is no item, whatever stands around it; and, where there are lists, conditions that do not
    /// end where they begin.
    fn check(&mut self, piece: &Piece) {
        let Piece { text, sign, place, .. } = piece;
        if let Some(open) = open_condition(&text.text) {
            let help = "put the whole condition into each item, `- {% if KEY %}words{% endif %}`: an item without words is \
                        left out";
            self.fault(text.locate(open.start, open.end), "a condition over several items of a list", help);
        }
        let Some(sign) = sign else { return };
        if piece.interrupts {
            let message = format!("`{}` begins a list, but the line above has no end", sign.shown());
            let help = format!("if a list begins, end the line above with `:`; {JOIN}");
            self.fault(*place, &message, &help);
        }
        if let (Some(number), true) = (sign.number, sign.has_parenthesis) {
            self.fault(*place, "items are numbered with a period", &format!("write `{number}.`"));
        }
        if text.text.is_empty() {
            self.fault(*place, "an item without words", "write them behind the sign, or delete the line");
        }
    }

    /// Adds an item to the list it belongs to.
    fn item(&mut self, piece: Piece, sign: ItemSign) {
        let [outer, inner] = self.columns;
        let list = match self.blocks.last() {
            Some(Block::List(list)) => Some(list),
            _ => None,
        };
        let nested = list.is_some() && piece.indent >= outer + NESTED;
        let within = list.filter(|_| nested).and_then(|list| list.items.last()?.inner.as_ref());
        let misplaced = match (list, within) {
            (Some(_), _) if piece.indent + NESTED <= outer => Some(LEFT),
            (_, Some(_)) if piece.indent >= inner + NESTED => Some(DEEP),
            _ => None,
        };
        let joined = joins(if nested { within } else { list }, sign, nested, piece.directly);
        self.columns = match (nested, within) {
            (false, _) => [piece.indent, inner],
            (true, None) => [outer, piece.indent],
            (true, Some(_)) => self.columns,
        };
        if let Some((message, help)) = misplaced {
            self.fault(piece.place, message, help);
        } else if let Err((message, help)) = &joined {
            self.fault(piece.place, message, help);
        }
        let item = ListItem { sign: None, text: piece.text, inner: None };
        let new = List { numbering: sign.numbering(), items: Vec::new() };
        let list = match self.blocks.last_mut() {
            Some(Block::List(List { items, .. })) if nested => {
                items.last_mut().map(|outer| outer.inner.get_or_insert(new))
            }
            Some(Block::List(list)) if joined != Ok(false) => Some(list),
            _ => {
                self.blocks.push(Block::List(List { items: vec![item], ..new }));
                return;
            }
        };
        if let Some(list) = list {
            list.items.push(item);
        }
    }
}

const LEFT: (&str, &str) = (
    "an item further left than the first of its list",
    "begin all items of a list in one column; those of a list inside it stand two spaces further right",
);

const DEEP: (&str, &str) = (
    "a list inside a list inside a list",
    "a list may have one inside it: begin the line in the column of the items above it",
);

/// Whether an item goes on with the list above it; if not, it begins one.
fn joins(
    list: Option<&List<Template>>,
    sign: ItemSign,
    nested: bool,
    directly: bool,
) -> Result<bool, (String, String)> {
    let Some(list) = list else {
        return match sign.number {
            Some(number) if nested && number != 1 => {
                Err((format!("a list inside a list begins with {number}"), format!("write `1.`; {JOIN}")))
            }
            _ => Ok(false),
        };
    };
    let next = match list.numbering {
        Numbering::Bullets => None,
        Numbering::Numbers { first } => Some(first + list.items.len() as u32),
    };
    // Behind a blank line, a new list may begin.
    let may_begin = !nested && !directly;
    match (next, sign.number) {
        (next, number) if next == number => Ok(true),
        (Some(_), Some(1)) if may_begin => Ok(false),
        (Some(next), Some(number)) => Err((
            format!("the item is numbered {number}, but {next} comes next"),
            format!("write `{next}.`; {JOIN}"),
        )),
        _ if may_begin => Ok(false),
        (None, _) => Err(("a number in a list with bullets".to_owned(), format!("write `-`; {JOIN}"))),
        (Some(next), None) => {
            Err(("a bullet in a numbered list".to_owned(), format!("write `{next}.`; {JOIN}")))
        }
    }
}
