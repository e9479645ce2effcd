//! A document as plain text, for tests and for debugging.
//!
//! In: a document. Out: one line a text, with its name. Bold is `**…**`, a link `[…](…)`, a figure
//! `⟨number:text⟩` with its number in the dictionary, another value `‹text›`, a no-break space `~`.

use super::{Document, InlineKind, RichText};
use crate::outline::{Leaf, Part};
use std::fmt::Write;

/// The document as text.
pub fn dump(document: &Document) -> String {
    let meta = &document.meta;
    let mut out = format!("meta: {} | {} | {} | {}\n", meta.title, meta.author, meta.locale, meta.date);
    out += &format!("about: {} | {}", meta.subject, meta.keywords.join(", "));
    out += &meta.rights.as_ref().map_or("\n".to_owned(), |rights| format!(" | {rights}\n"));
    out += &format!("year: {}", marked(&document.year));
    let mut last = None;
    document.page.visit(&mut |spot| {
        let text = match spot.leaf {
            Leaf::Text(text) => text,
            Leaf::Figure(figure) => &figure.text,
        };
        let (indent, continues) = match spot.part {
            Part::Paragraph | Part::LoneIntro | Part::TableIntro | Part::TableAlt => ("  ", false),
            Part::ColumnHeading => ("    ", last == Some(Part::ColumnHeading)),
            Part::RowLabel | Part::ListSign => ("    ", false),
            Part::InnerSign => ("      ", false),
            Part::Cell | Part::TileLabel | Part::TileCompared | Part::ListItem => ("", true),
            _ => ("", false),
        };
        last = Some(spot.part);
        // Writing into a String cannot fail.
        let _ = match continues {
            true => write!(out, " | {}", marked(text)),
            false => write!(out, "\n{indent}{}: {}", spot.part.name(), marked(text)),
        };
    });
    out.push('\n');
    out
}

fn marked(text: &RichText) -> String {
    let mut out = String::new();
    let mut strong = false;
    let mut link: Option<&str> = None;
    for inline in &text.inlines {
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
            InlineKind::Datum(..) => out.extend(["‹", &words, "›"]),
            InlineKind::Figure(figure, _) => out.push_str(&format!("⟨{}:{words}⟩", figure.0)),
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
