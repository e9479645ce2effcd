//! `handout hear`: a sheet as a screen reader says it, always from the tags of a finished file.

use super::one::One;
use super::say::{End, Voice, reason};
use super::{Format, asked, finished_file};
use handout::{Code, Error, Findings, HeardCell, HeardDocument, HeardKind, HeardLine, HeardPart, hear};
use serde_json::{Value, json};
use std::path::Path;

/// Columns of a line.
const WIDTH: usize = 96;

const EXAMPLES: &str = "\
Examples:
  handout hear KY
      Kentucky's sheet as a screen reader says it, made now from the folder data
  handout hear out/kentucky-2023-missing-children-es.pdf
      A finished file, of any program";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Hear {
    /// A finished file, or a state by postal code or file name: out/sheet.pdf, KY
    what: String,
    #[command(flatten)]
    one: One,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &Hear, voice: &mut Voice) -> End {
    let error = match document(asked) {
        Ok((document, findings)) => {
            tell(Some(&document), asked.format, &findings, voice);
            return End::Well;
        }
        Err(Error::Refused(findings)) => {
            let start = findings.iter().any(asked::is_of_start);
            tell(None, asked.format, &findings, voice);
            return if start { End::NotStarted } else { End::Faulty };
        }
        Err(error) => error,
    };
    tell(None, asked.format, &Findings::default(), voice);
    voice.talk(format_args!("error: {}: {error}", asked.what));
    End::Faulty
}

/// What is heard, and what was found; a state's sheet is made in memory first.
fn document(asked: &Hear) -> Result<(HeardDocument, Findings), Error> {
    let what = asked.what.trim();
    let path = Path::new(what);
    if !path.is_file() && !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf")) {
        let maker = asked.one.maker(what, "hear")?;
        let sheet = maker.engine.sheet(what, &maker.language, &maker.profile)?;
        let document = hear(&sheet.bytes).map_err(|why| Error::Extract(why.into()))?;
        return Ok((document, sheet.findings));
    }
    let heard = match finished_file::read(path) {
        Ok(bytes) => hear(&bytes).map_err(|why| why.to_string()),
        Err(error) => Err(reason(&error)),
    };
    heard.map(|document| (document, Findings::default())).map_err(|message| {
        let mut findings = Findings::default();
        let help = "give a PDF file, or a state of the set: `handout hear KY data`";
        findings.refuse(Code::UnreadableFile, &format!("hear {what}"), message, help);
        findings.into()
    })
}

/// Prints what is heard, and what was found.
pub(super) fn tell(document: Option<&HeardDocument>, format: Format, findings: &Findings, voice: &mut Voice) {
    match format {
        Format::Text => {
            voice.faults(findings.iter());
            if let Some(document) = document {
                text(document).iter().for_each(|line| voice.data(line));
            }
        }
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
            let document = document.map(as_json);
            voice.data(format_args!("{:#}", json!({ "document": document, "diagnostics": diagnostics })));
        }
    }
}

/// The lines a person reads: title and language first.
fn text(document: &HeardDocument) -> Vec<String> {
    let HeardDocument { title, language, pages, .. } = document;
    let mut lines = vec![format!("title: {title}"), format!("language: {language}")];
    if *pages > 1 {
        lines.push(format!("pages: {pages}"));
    }
    lines.push(String::new());
    if document.lines.is_empty() {
        lines.push("(this file has no tags: a screen reader has to guess)".to_owned());
    }
    for line in &document.lines {
        let inside = usize::from(matches!(line.kind, HeardKind::Row(..)));
        wrap(&document.text(line), 2 * (line.depth + inside), &mut lines);
    }
    lines
}

/// Breaks a text into lines, those behind the first further in.
fn wrap(text: &str, indent: usize, lines: &mut Vec<String>) {
    let mut line = " ".repeat(indent);
    let mut empty = true;
    for word in text.split(' ') {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent + 4)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
}

fn as_json(document: &HeardDocument) -> Value {
    let HeardDocument { title, language, pages, lines, .. } = document;
    let lines: Vec<Value> = lines.iter().map(|line| line_json(document, line)).collect();
    json!({ "title": title, "language": language, "pages": pages, "lines": lines })
}

fn line_json(document: &HeardDocument, line: &HeardLine) -> Value {
    let mut said = json!({
        "kind": kind(&line.kind), "depth": line.depth, "text": document.words(&line.parts),
        "level": null, "items": null, "label": null, "rows": null, "columns": null, "row": null, "cells": null,
        "parts": line.parts.iter().map(part_json).collect::<Vec<_>>(),
    });
    match &line.kind {
        HeardKind::Heading(level) => said["level"] = json!(level),
        HeardKind::List(items) => said["items"] = json!(items),
        HeardKind::Item(label) => said["label"] = json!(label),
        HeardKind::Table { rows, columns } => {
            said["rows"] = json!(rows);
            said["columns"] = json!(columns);
        }
        HeardKind::Row(number, cells) => {
            said["row"] = json!(number);
            said["cells"] = cells.iter().map(|cell| cell_json(document, cell)).collect();
        }
        _ => {}
    }
    said
}

fn kind(kind: &HeardKind) -> &'static str {
    match kind {
        HeardKind::Heading(_) => "heading",
        HeardKind::Caption => "caption",
        HeardKind::Figure => "figure",
        HeardKind::List(_) => "list",
        HeardKind::Item(_) => "item",
        HeardKind::EndOfList => "end-of-list",
        HeardKind::Table { .. } => "table",
        HeardKind::Row(..) => "row",
        HeardKind::EndOfTable => "end-of-table",
        _ => "text",
    }
}

fn cell_json(document: &HeardDocument, cell: &HeardCell) -> Value {
    json!({
        "heading": cell.heading, "headers": cell.headers, "text": document.words(&cell.parts),
        "parts": cell.parts.iter().map(part_json).collect::<Vec<_>>(),
    })
}

fn part_json(part: &HeardPart) -> Value {
    let link = part.link.as_ref();
    json!({
        "text": part.text, "language": &*part.language,
        "link": link.map(|link| json!({ "target": link.target, "description": link.description })),
        "expansion": part.expansion.as_deref(), "picture": part.picture,
    })
}
