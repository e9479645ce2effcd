//! A wording as TOML: the templates letter for letter, without the remarks around them.

use super::set_file::written;
use super::toml_text::{TomlText, quoted};
use crate::figure::{Quantity, Value};
use crate::outline::{
    BarScale, Block, Foot, Head, Leads, List, Numbering, Outline, Paragraph, Properties, Row, Section, Table,
    Tile,
};
use crate::set::{Template, Wording};
use crate::source::{Span, Spanned};

/// `wording.LANG.toml`; `scales` are the ends of the bars of tables that a series shares.
pub(crate) fn wording(wording: &Wording, scales: &[(Span, Quantity)]) -> String {
    let Wording { file: _, language, abbreviations, page } = wording;
    let Outline { head, tiles, intro, sections, foot, properties } = page;
    let mut out = TomlText::default();
    out.text("language", &language.value);
    if !abbreviations.is_empty() {
        out.table("abbreviations");
        abbreviations.iter().for_each(|own| out.text(&own.short.value, &own.words.value));
    }
    let Head { organization, kicker, title } = head;
    out.table("page");
    out.text("organization", &organization.text);
    out.text("title", &title.text);
    option(&mut out, "kicker", kicker);
    if !intro.is_empty() {
        texts(&mut out, "intro", intro.iter().map(|paragraph| paragraph.text.text.as_str()));
    }
    for Tile { figure, label, compared: _ } in tiles {
        out.entry("tile");
        out.text("figure", &figure.value);
        out.text("label", &label.text);
    }
    sections.iter().for_each(|section| self::section(&mut out, section, scales));
    let Foot { call, hotline, hotline_digits, source, web, web_label, about, qr, qr_address: _ } = foot;
    let parts = [
        ("call", call),
        ("hotline", hotline),
        ("hotline_digits", hotline_digits),
        ("source", source),
        ("web", web),
        ("web_label", web_label),
        ("about", about),
        ("qr", qr),
    ];
    if parts.iter().any(|(_, part)| part.is_some()) {
        out.table("footer");
    }
    parts.into_iter().for_each(|(key, part)| option(&mut out, key, part));
    self::properties(&mut out, properties);
    out.finish()
}

fn properties(out: &mut TomlText, properties: &Properties<Template>) {
    let Properties { title, subject, keywords, rights } = properties;
    let texts = [("title", title), ("subject", subject), ("rights", rights)];
    if keywords.is_empty() && texts.iter().all(|(_, text)| text.is_none()) {
        return;
    }
    out.table("properties");
    texts.into_iter().for_each(|(key, text)| option(out, key, text));
    if !keywords.is_empty() {
        out.list("keywords", keywords.iter().map(|keyword| keyword.text.as_str()));
    }
}

fn section(
    out: &mut TomlText,
    Section { heading, blocks }: &Section<Template, Spanned<String>>,
    scales: &[(Span, Quantity)],
) {
    out.entry("section");
    out.text("heading", &heading.text);
    let (mut text, mut after, mut lead, mut printed) = (Vec::new(), Vec::new(), None, None);
    for block in blocks {
        let running = if printed.is_none() { &mut text } else { &mut after };
        match block {
            Block::Paragraph(Paragraph { text, leads: Leads::ToTable | Leads::Astray, callout: _ }) => {
                lead = Some(text)
            }
            Block::Table(table) => printed = Some(table),
            Block::Paragraph(paragraph) => running.push(paragraph.text.text.clone()),
            Block::List(list) => running.push(items(list, "")),
        }
    }
    texts(out, "text", text.iter().map(String::as_str));
    // Before the table, or it would be one of its keys.
    if !after.is_empty() {
        texts(out, "after", after.iter().map(String::as_str));
    }
    printed.iter().for_each(|table| self::table(out, lead, table, scales));
}

fn table(
    out: &mut TomlText,
    lead: Option<&Template>,
    table: &Table<Template, Spanned<String>>,
    scales: &[(Span, Quantity)],
) {
    let Table { alt, columns, rows, keep_zero_rows, scale, bars: _, compared: _, span } = table;
    out.table("section.table");
    out.option("lead", lead.map(|lead| lead.text.as_str()));
    option(out, "alt", alt);
    if *keep_zero_rows {
        out.text("zero_rows", "keep");
    }
    let shared = scales.iter().find(|(at, _)| at == span).map(|(_, end)| BarScale::To(*end));
    match shared.or(scale.as_ref().map(|scale| scale.value)) {
        None => {}
        Some(BarScale::Series) => out.text("scale", "series"),
        Some(BarScale::Total) => out.text("scale", "total"),
        Some(BarScale::Table) => out.text("scale", "table"),
        Some(BarScale::To(end)) => out.plain("scale", written(&Value::Known(end))),
    }
    out.list("columns", columns.iter().map(|column| column.text.as_str()));
    for Row { label, cells, span: _ } in rows {
        out.entry("section.table.rows");
        out.text("label", &label.text);
        out.list("figures", cells.iter().map(|figure| figure.value.as_str()));
    }
}

fn option(out: &mut TomlText, key: &str, template: &Option<Template>) {
    out.option(key, template.as_ref().map(|template| template.text.as_str()));
}

/// As a list: a paragraph may contain a blank line, which would end it in a single text.
fn texts<'t>(out: &mut TomlText, key: &str, texts: impl Iterator<Item = &'t str>) {
    out.plain(key, format_args!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", ")));
}

/// A list as its lines, each after `indent`.
fn items(list: &List<Template>, indent: &str) -> String {
    let items = list.items.iter().enumerate().map(|(n, item)| {
        let sign = match list.numbering {
            Numbering::Bullets => "-".to_owned(),
            Numbering::Numbers { .. } => list.numbering.sign(n),
        };
        let inner = item.inner.iter().map(|inner| format!("\n{}", items(inner, "  "))).collect::<String>();
        format!("{indent}{sign} {}{inner}", item.text.text)
    });
    items.collect::<Vec<_>>().join("\n")
}
