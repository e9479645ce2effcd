//! `wording.LANG.toml`: the templates of the page in one language.

use super::bar_scale;
use super::properties;
use super::reader::{Fields, TableReader, TomlNode};
use super::running_text::{blocks, first_item};
use super::said;
use crate::diagnostic::{Code, counted};
use crate::outline::{
    Block, Foot, Head, Leads, Leaf, Outline, Paragraph, Properties, Row, Section, Table, Tile,
};
use crate::set::FigureSpec;
use crate::set::{Template, Wording};
use crate::source::Spanned;
use toml::de::DeValue;

/// Most tiles, sections, columns or rows: far more than fit a page.
const MOST: usize = 200;
/// Most texts of a page, and most characters in all of them.
const MOST_TEXTS: usize = 500;
const MOST_LETTERS: usize = 100_000;

/// What to add if it is missing.
const PAGE: &str = "a table `[page]` with the lines `organization = \"…\"` and `title = \"…\"`";
const SECTION: &str = "a line `[[section]]`, and below it the lines `heading = \"…\"` and `text = \"…\"`";

/// Reads the wording in `language`; `dictionary` is `None` if the set file could not be read.
pub(super) fn read(
    reader: &mut TableReader<'_>,
    mut top: Fields<'_>,
    language: &str,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Wording> {
    let written = top
        .required("language", format!("a line `language = \"{language}\"` at the top of the file"))
        .and_then(|node| reader.string("language", node));
    if let Some(written) = written.as_ref().filter(|written| written.value != language) {
        let message =
            format!("this wording says it is \"{}\", its file name says \"{language}\"", written.value);
        reader.bad(
            Code::BadValue,
            written.span,
            message,
            format!("write \"{language}\", or rename the file"),
        );
    }
    let page = top.required("page", PAGE).and_then(|node| reader.table("page", node));
    let page = page.and_then(|fields| self::page(reader, fields));
    let tiles = each(reader, &mut top, "tile", false, &|reader, fields| tile(reader, fields, dictionary));
    let sections =
        each(reader, &mut top, "section", true, &|reader, fields| section(reader, fields, dictionary));
    let foot = top.optional("footer").map(|node| reader.table("footer", node));
    let foot = foot.map(|fields| fields.map(|fields| self::foot(reader, fields)));
    let abbreviations =
        top.optional("abbreviations").map_or(Vec::new(), |node| said::abbreviations(reader, node));
    let properties = top.optional("properties").map(|node| reader.table("properties", node));
    let properties = properties.map(|fields| properties::read(reader, fields?));
    reader.close(top);
    let page = page?;
    let page = Outline {
        head: page.head,
        tiles: tiles?,
        intro: page.intro,
        sections: sections?,
        foot: foot.unwrap_or_else(|| Some(Foot::default()))?,
        properties: properties.unwrap_or_else(|| Some(Properties::default()))?,
    };
    in_bounds(reader, &page).then_some(Wording { file: reader.file, language: written?, abbreviations, page })
}

/// Whether there are no more texts than ten pages have. The one with which they are more is a fault.
fn in_bounds(reader: &mut TableReader<'_>, page: &Outline<Template, FigureKey>) -> bool {
    let (mut texts, mut letters, mut first_beyond) = (0, 0, None);
    page.visit(&mut |spot| {
        let Leaf::Text(text) = spot.leaf else { return };
        (texts, letters) = (texts + 1, letters + text.text.chars().count());
        if texts > MOST_TEXTS || letters > MOST_LETTERS {
            let start = text.span.start as usize;
            first_beyond.get_or_insert(reader.span(start..start + 1));
        }
    });
    if let Some(span) = first_beyond {
        let message = format!("this wording has {texts} texts with {letters} characters");
        let help = "a whole page has room for about 6,000 characters: shorten the wording";
        reader.bad(Code::TooLarge, span, message, help);
    }
    first_beyond.is_none()
}

type FigureKey = Spanned<String>;

struct PageTable {
    head: Head<Template>,
    intro: Vec<Paragraph<Template>>,
}

fn page(reader: &mut TableReader<'_>, mut fields: Fields<'_>) -> Option<PageTable> {
    let organization = needed(reader, &mut fields, "organization", "a line `organization = \"…\"`");
    let title = needed(reader, &mut fields, "title", "a line `title = \"…\"`");
    let kicker = perhaps(reader, &mut fields, "kicker");
    let intro = fields.optional("intro").map_or(Some(Vec::new()), |node| intro(reader, node));
    reader.close(fields);
    let head = Head { organization: organization?, kicker, title: title? };
    Some(PageTable { head, intro: intro? })
}

/// The introduction, which has no place for lists.
fn intro(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Vec<Paragraph<Template>>> {
    let blocks = reader.text_strings("intro", node).and_then(|text| blocks(reader, text))?;
    if let Some(item) = first_item(&blocks) {
        let help = "move the list into the `text` of a `[[section]]`, or write it as a sentence";
        reader.bad(Code::Markup, item, "a list in the introduction", help);
        return None;
    }
    let paragraphs = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::List(_) | Block::Table(_) => None,
    });
    Some(paragraphs.collect())
}

/// A list of tables, each read by `one`: `[[tile]]`, `[[section]]`.
fn each<T>(
    reader: &mut TableReader<'_>,
    top: &mut Fields<'_>,
    key: &'static str,
    needed: bool,
    one: &dyn Fn(&mut TableReader<'_>, Fields<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let node = if needed { top.required(key, SECTION) } else { top.optional(key) };
    let Some(node) = node else { return (!needed).then(Vec::new) };
    let list =
        reader.list(key, node, &format!("a line `[[{key}]]`, with two brackets on each side, above each"))?;
    let list = short(reader, key, node, list)?;
    let mut found = Vec::new();
    let mut whole = true;
    for item in list {
        let fields = match item.get_ref() {
            DeValue::Table(table) => Fields::new(format!("`[[{key}]]`"), item.span(), table),
            _ => {
                reader.wrong_type(key, item, &format!("a line `[[{key}]]` above its keys"));
                whole = false;
                continue;
            }
        };
        match one(reader, fields) {
            Some(item) => found.push(item),
            None => whole = false,
        }
    }
    whole.then_some(found)
}

pub(super) fn short<'t>(
    reader: &mut TableReader<'_>,
    key: &str,
    node: &TomlNode<'_>,
    list: &'t [TomlNode<'t>],
) -> Option<&'t [TomlNode<'t>]> {
    if list.len() > MOST {
        let span = reader.span(node.span());
        let message = format!("`{key}` has {} entries", list.len());
        reader.bad(Code::TooLarge, span, message, format!("use at most {MOST}"));
        return None;
    }
    Some(list)
}

fn tile(
    reader: &mut TableReader<'_>,
    mut fields: Fields<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Tile<Template, FigureKey>> {
    let figure = fields
        .required("figure", "a line `figure = \"…\"` with its key")
        .and_then(|node| reader.string("figure", node));
    check_figures(reader, figure.as_slice(), dictionary);
    let label = needed(reader, &mut fields, "label", "a line `label = \"…\"`");
    reader.close(fields);
    Some(Tile { figure: figure?, label: label?, compared: None })
}

fn section(
    reader: &mut TableReader<'_>,
    mut fields: Fields<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Section<Template, FigureKey>> {
    let heading = needed(reader, &mut fields, "heading", "a line `heading = \"…\"`");
    let table = fields.optional("table");
    // A section of a table alone needs no text.
    let text = if table.is_some() {
        fields.optional("text")
    } else {
        fields.required("text", "a line `text = \"…\"`")
    };
    let text = text.map_or(Some(Vec::new()), |node| reader.text_strings("text", node));
    let table = match table {
        Some(node) => {
            reader.table("section.table", node).map(|fields| self::table(reader, fields, dictionary))
        }
        None => Some(None),
    };
    let after = fields.optional("after").map_or(Some(Vec::new()), |node| reader.text_strings("after", node));
    reader.close(fields);
    let (mut text, mut after) = (text?, after?);
    if let Some(None) = table {
        text.append(&mut after);
    }
    let (text, after) = (blocks(reader, text), blocks(reader, after));
    let blocks = text?.into_iter().chain(table?.into_iter().flatten()).chain(after?).collect();
    Some(Section { heading: heading?, blocks })
}

/// A table, with the sentence that leads to it.
fn table(
    reader: &mut TableReader<'_>,
    mut fields: Fields<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<[Block<Template, FigureKey>; 2]> {
    let span = reader.span(fields.span.clone());
    let lead = needed(reader, &mut fields, "lead", "a line `lead = \"…\"`: the sentence before the table");
    let alt = perhaps(reader, &mut fields, "alt");
    let columns = fields
        .required("columns", "a line `columns = [\"…\", \"…\"]` with the headings")
        .and_then(|node| columns(reader, node));
    let rows = fields
        .required("rows", "a line `rows = [{ label = \"…\", figure = \"…\" }]`")
        .and_then(|node| rows(reader, node, dictionary));
    let zero_rows = fields.optional("zero_rows").and_then(|node| reader.string("zero_rows", node));
    let keep_zero_rows = match zero_rows.as_ref().map(|word| (word.value.as_str(), word.span)) {
        None | Some(("drop", _)) => false,
        Some(("keep", _)) => true,
        Some((other, span)) => {
            let message = format!("`zero_rows` cannot be \"{other}\"");
            reader.bad(Code::BadValue, span, message, "write \"drop\" or \"keep\"");
            false
        }
    };
    let scale = fields.optional("scale").map_or(Some(None), |node| bar_scale::read(reader, node).map(Some));
    reader.close(fields);
    let (columns, rows) = (columns?, rows?);
    for row in &rows {
        let (has, wants) = (row.cells.len(), columns.len() - 1);
        if has != wants {
            let message =
                format!("this row has {}, but the table has columns for {wants}", counted(has, "figure"));
            let help = "give each column after the first one figure: figures = [\"a\", \"b\"]";
            reader.bad(Code::BadValue, row.span, message, help);
        }
    }
    let lead = Paragraph { text: lead?, leads: Leads::ToTable, callout: false };
    let (scale, bars, compared) = (scale?, None, false);
    let table = Table { alt, columns, rows, keep_zero_rows, scale, bars, compared, span };
    Some([Block::Paragraph(lead), Block::Table(table)])
}

fn columns(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Vec<Template>> {
    let list = reader.list("columns", node, "a list of headings: [\"Type of case\", \"Cases\"]")?;
    let list = short(reader, "columns", node, list)?;
    let found: Option<Vec<Template>> = list.iter().map(|item| reader.template("columns", item)).collect();
    if list.len() < 2 {
        let span = reader.span(node.span());
        reader.bad(
            Code::BadValue,
            span,
            "a table has at least two columns",
            "the first is for the labels: [\"Type of case\", \"Cases\"]",
        );
        return None;
    }
    found
}

fn rows(
    reader: &mut TableReader<'_>,
    node: &TomlNode<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Vec<Row<Template, FigureKey>>> {
    const HOW: &str = "a list of rows: [{ label = \"…\", figure = \"…\" }]";
    let list = reader.list("rows", node, HOW)?;
    let list = short(reader, "rows", node, list)?;
    if list.is_empty() {
        let span = reader.span(node.span());
        reader.bad(Code::BadValue, span, "a table has at least one row", format!("write {HOW}"));
    }
    let mut found = Vec::new();
    for item in list {
        let fields = match item.get_ref() {
            DeValue::Table(table) => Fields::new("a row", item.span(), table),
            _ => {
                reader.wrong_type("rows", item, HOW);
                return None;
            }
        };
        found.push(row(reader, fields, dictionary));
    }
    found.into_iter().collect()
}

fn row(
    reader: &mut TableReader<'_>,
    mut fields: Fields<'_>,
    dictionary: Option<&[FigureSpec]>,
) -> Option<Row<Template, FigureKey>> {
    let span = reader.span(fields.span.clone());
    let label = needed(reader, &mut fields, "label", "`label = \"…\"`");
    let several = fields.optional("figures");
    let figures: Option<Vec<Spanned<String>>> = match several {
        Some(node) => reader.strings("figures", node),
        None => fields
            .required("figure", "`figure = \"…\"` with its key")
            .and_then(|node| reader.string("figure", node))
            .map(|figure| vec![figure]),
    };
    check_figures(reader, figures.as_deref().unwrap_or(&[]), dictionary);
    reader.close(fields);
    Some(Row { label: label?, cells: figures?, span })
}

/// Checks that tiles and rows name figures of the dictionary.
fn check_figures(reader: &mut TableReader<'_>, keys: &[Spanned<String>], dictionary: Option<&[FigureSpec]>) {
    let Some(dictionary) = dictionary else { return };
    for key in keys {
        let names = || dictionary.iter().map(|spec| spec.key.value.as_str());
        if names().any(|name| name == key.value) {
            continue;
        }
        let help = match reader.near(&key.value, names()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("to use a new figure, add `[figures.{}]` to handout.toml", key.value),
        };
        reader.bad(Code::UnknownFigure, key.span, format!("unknown figure \"{}\"", key.value), help);
    }
}

fn foot(reader: &mut TableReader<'_>, mut fields: Fields<'_>) -> Foot<Template> {
    let mut part = |key| perhaps(reader, &mut fields, key);
    let foot = Foot {
        call: part("call"),
        hotline: part("hotline"),
        hotline_digits: part("hotline_digits"),
        source: part("source"),
        about: part("about"),
        web: part("web"),
        web_label: part("web_label"),
        qr: part("qr"),
        // The program adds it.
        qr_address: None,
    };
    let parts = [("hotline_digits", "goes with", "hotline"), ("web_label", "goes with", "web")];
    for (key, stands, other) in parts.into_iter().filter(|(_, _, other)| fields.lacks(other)) {
        let Some((_, node)) = fields.entries().find(|(name, _)| name.get_ref() == key) else { continue };
        let message = format!("`{key}` {stands} `{other}`, which is missing");
        let help = format!("add a line `{other} = \"…\"`, or delete this one");
        reader.bad(Code::MissingKey, reader.span(node.span()), message, help);
    }
    reader.close(fields);
    foot
}

fn needed(
    reader: &mut TableReader<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
    add: &'static str,
) -> Option<Template> {
    fields.required(key, add).and_then(|node| reader.template(key, node))
}

pub(super) fn perhaps(
    reader: &mut TableReader<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Option<Template> {
    fields.optional(key).and_then(|node| reader.template(key, node))
}
