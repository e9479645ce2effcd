//! A document as plain text to read and to compare: for tests and for people who debug.
//!
//! In: a document. Out: one line a block, with its role. Bold is `**…**`, a link `[…](…)`, a figure
//! `⟨number:text⟩` with its number in the dictionary, another value `‹text›`, a no-break space `~`.

use super::{Block, Document, InlineKind, Line};
use std::fmt::Write;

/// The document as text.
pub fn dump(document: &Document) -> String {
    let mut out = String::new();
    let mut put = |role: &str, text: &str| {
        // Writing into a String cannot fail.
        let _ = writeln!(out, "{role}: {text}");
    };
    let meta = &document.meta;
    put("meta", &format!("{} | {} | {} | {}", meta.title, meta.author, meta.language, meta.date));
    let masthead = &document.masthead;
    put("organization", &text(&masthead.organization));
    masthead.kicker.iter().for_each(|kicker| put("kicker", &text(kicker)));
    put("title", &text(&masthead.title));
    put("place", &text(&masthead.place));
    put("year", &text(&masthead.year));
    document.intro.iter().for_each(|paragraph| put("intro", &text(&paragraph.text)));
    for tile in &document.tiles {
        put("tile", &format!("{} | {}", text(&tile.figure), text(&tile.label)));
    }
    for section in &document.sections {
        put("heading", &text(&section.heading));
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    put(if paragraph.lead { "  lead" } else { "  text" }, &text(&paragraph.text));
                }
                Block::Table(table) => {
                    put("  table", &table.alt);
                    put("    columns", &joined(&table.columns));
                    for row in &table.rows {
                        put("    row", &format!("{} | {}", text(&row.label), joined(&row.cells)));
                    }
                }
            }
        }
    }
    let footer = &document.footer;
    let lines = [
        ("call", &footer.call),
        ("hotline", &footer.hotline),
        ("digits", &footer.hotline_digits),
        ("source", &footer.source),
        ("web", &footer.web),
        ("web label", &footer.web_label),
    ];
    for (role, line) in lines {
        line.iter().for_each(|line| put(role, &text(line)));
    }
    footer.qr.iter().for_each(|code| put("qr", &code.address));
    out
}

fn joined(lines: &[Line]) -> String {
    lines.iter().map(text).collect::<Vec<_>>().join(" | ")
}

fn text(line: &Line) -> String {
    let mut out = String::new();
    let mut strong = false;
    let mut link: Option<&str> = None;
    for inline in &line.inlines {
        if link != inline.link.as_deref() {
            close_link(&mut out, link);
        }
        if strong != inline.strong {
            out.push_str("**");
            strong = inline.strong;
        }
        if link != inline.link.as_deref() {
            link = inline.link.as_deref();
            out.push_str(if link.is_some() { "[" } else { "" });
        }
        let words = inline.text.replace('\u{a0}', "~");
        match inline.kind {
            InlineKind::Wording => out.push_str(&words),
            InlineKind::Datum(_) => out.extend(["‹", &words, "›"]),
            InlineKind::Figure(number, _) => out.push_str(&format!("⟨{number}:{words}⟩")),
        }
    }
    close_link(&mut out, link);
    out.push_str(if strong { "**" } else { "" });
    out
}

fn close_link(out: &mut String, link: Option<&str>) {
    if let Some(address) = link {
        out.extend(["](", address, ")"]);
    }
}
