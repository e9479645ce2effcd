//! A wording, written anew: the templates letter for letter, without the remarks around them.

use super::toml_text::{TomlText, quoted};
use crate::set::{FooterWording, RowWording, SectionWording, TableWording, Template, TileWording, Wording};

/// `wording.LANG.toml`.
pub(crate) fn wording(wording: &Wording) -> String {
    let Wording { file: _, language, organization, title, kicker, intro, tiles, sections, footer } = wording;
    let mut out = TomlText::default();
    out.text("language", &language.value);
    out.table("page");
    out.text("organization", &organization.text);
    out.text("title", &title.text);
    option(&mut out, "kicker", kicker);
    paragraphs(&mut out, "intro", intro);
    for TileWording { figure, label } in tiles {
        out.entry("tile");
        out.text("figure", &figure.value);
        out.text("label", &label.text);
    }
    for SectionWording { heading, text, table, after } in sections {
        out.entry("section");
        out.text("heading", &heading.text);
        paragraphs(&mut out, "text", text);
        // Before the table, whose keys would otherwise take it in.
        if !after.is_empty() {
            paragraphs(&mut out, "after", after);
        }
        table.iter().for_each(|table| self::table(&mut out, table));
    }
    let FooterWording { call, hotline, hotline_digits, source, web, web_label, qr } = footer;
    let parts = [
        ("call", call),
        ("hotline", hotline),
        ("hotline_digits", hotline_digits),
        ("source", source),
        ("web", web),
        ("web_label", web_label),
        ("qr", qr),
    ];
    if parts.iter().any(|(_, part)| part.is_some()) {
        out.table("footer");
    }
    parts.into_iter().for_each(|(key, part)| option(&mut out, key, part));
    out.finish()
}

fn table(out: &mut TomlText, table: &TableWording) {
    let TableWording { lead, alt, columns, rows, keep_zero_rows, span: _ } = table;
    out.table("section.table");
    out.text("lead", &lead.text);
    option(out, "alt", alt);
    if *keep_zero_rows {
        out.text("zero_rows", "keep");
    }
    out.list("columns", columns.iter().map(|column| column.text.as_str()));
    for RowWording { label, figures, span: _ } in rows {
        out.entry("section.table.rows");
        out.text("label", &label.text);
        out.list("figures", figures.iter().map(|figure| figure.value.as_str()));
    }
}

fn option(out: &mut TomlText, key: &str, template: &Option<Template>) {
    out.option(key, template.as_ref().map(|template| template.text.as_str()));
}

/// As a list: a paragraph may hold what a text of several would take for the end of one.
fn paragraphs(out: &mut TomlText, key: &str, templates: &[Template]) {
    let texts: Vec<String> = templates.iter().map(|template| quoted(&template.text)).collect();
    out.plain(key, format_args!("[{}]", texts.join(", ")));
}
