//! What an import would do, in words for a person and as JSON for a program.

use handout::{FigureFate, Import, ImportCounts, ImportQuestion, ImportedFigure, Severity, counted};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Cells, rows and columns named in one list, unless all are asked for.
const SHOWN: usize = 40;
/// Cells named below one question.
const NAMED: usize = 6;

/// The report; `all` names every cell.
pub(super) fn text(import: &Import, file: &Path, all: bool) -> String {
    let mut out = String::new();
    let most = if all { usize::MAX } else { SHOWN };
    let mut line = |text: String| out.push_str(&format!("{}\n", harmless(&text)));
    line(file.to_string_lossy().into_owned());
    import.read_as.iter().for_each(|way| line(format!("  {way}")));
    line("\ncolumns".to_owned());
    let wide = import.columns.iter().map(|column| column.column.len()).max().unwrap_or(0);
    let sheets = import.columns.iter().any(|column| column.sheet != import.columns[0].sheet);
    for column in &import.columns {
        let sheet = if sheets { format!("{}: ", column.sheet) } else { String::new() };
        let heading = if column.heading.is_empty() { "(no heading)" } else { &column.heading };
        line(format!("  {sheet}{:<wide$}  {heading}  →  {}", column.column, column.is));
    }
    for (fate, title) in
        [(FigureFate::New, "new"), (FigureFate::Changed, "changed"), (FigureFate::Unchanged, "unchanged")]
    {
        let of: Vec<&ImportedFigure> = import.figures.iter().filter(|figure| figure.fate == fate).collect();
        if of.is_empty() {
            continue;
        }
        line(format!("\n{title}: {}", counted(of.len(), "figure")));
        let named = if fate == FigureFate::Unchanged && !all { 0 } else { most };
        of.iter().take(named).for_each(|figure| line(format!("  {}", self::figure(figure))));
        // What was not read as it stands is always said.
        let told =
            of.iter().skip(named).filter(|figure| figure.read.is_some() && fate != FigureFate::Unchanged);
        told.for_each(|figure| line(format!("  {}", self::figure(figure))));
        let rest = of
            .iter()
            .skip(named)
            .filter(|figure| figure.read.is_none() || fate == FigureFate::Unchanged)
            .count();
        if rest > 0 && named > 0 {
            line(format!("  and {rest} more; `--all` names them"));
        }
    }
    if !import.aside.is_empty() {
        line(format!("\nset aside: {}", import.aside.len()));
        for aside in import.aside.iter().take(most) {
            let text =
                if aside.text.is_empty() { String::new() } else { format!(" “{}”", short(&aside.text)) };
            line(format!("  {}{text}: {}", aside.what, aside.why));
        }
        if import.aside.len() > most {
            line(format!("  and {} more; `--all` names them", import.aside.len() - most));
        }
    }
    if !import.remarks.is_empty() {
        line("\nto look at".to_owned());
        import.remarks.iter().take(most).for_each(|remark| line(format!("  {remark}")));
        if import.remarks.len() > most {
            line(format!("  and {} more; `--all` names them", import.remarks.len() - most));
        }
    }
    if !import.questions.is_empty() {
        line(format!("\nasked: {}", counted(import.questions.len(), "question")));
        import
            .questions
            .iter()
            .enumerate()
            .for_each(|(at, question)| line(self::question(at + 1, question, all)));
    }
    line(format!("\n{}", counts(&import.counts)));
    out
}

fn figure(figure: &ImportedFigure) -> String {
    let ImportedFigure { place, figure: key, old, new, read, cell, keeps, fate, .. } = figure;
    let value = match (old, fate) {
        (Some(old), FigureFate::Changed) => format!("{old} → {new}"),
        _ => new.clone(),
    };
    let read = read.as_ref().map(|read| format!(", read from {read}")).unwrap_or_default();
    let keeps = match keeps.as_slice() {
        [] => String::new(),
        keeps => format!("; keeps its {}: still right?", keeps.join(" and ")),
    };
    format!("{place}: {key} = {value}  ({cell}{read}){keeps}")
}

fn question(number: usize, question: &ImportQuestion, all: bool) -> String {
    let mut out = format!("  {number}. {}\n", question.what);
    let named = if all { usize::MAX } else { NAMED };
    let cells: Vec<&str> = question.cells.iter().take(named).map(String::as_str).collect();
    if !cells.is_empty() {
        let more = question.cells.len().saturating_sub(named);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "     at: {}{more}", cells.join(", "));
    }
    let _ = write!(out, "     help: {}", question.help);
    if let Some(answer) = &question.answer {
        let _ = write!(out, "\n     in import.toml, for example: {answer}");
    }
    out
}

/// Every cell once.
fn counts(counts: &ImportCounts) -> String {
    let ImportCounts { cells, words, new, changed, unchanged, asked, set_aside, blank } = counts;
    let mut out = format!(
        "{}: {new} new, {changed} changed, {unchanged} unchanged, {asked} asked, {set_aside} set aside, {words} headings, names and notes",
        counted(*cells, "cell")
    );
    if blank.cells > 0 {
        let parts = [
            (blank.new, "new"),
            (blank.changed, "changed"),
            (blank.unchanged, "unchanged"),
            (blank.asked, "asked"),
            (blank.set_aside, "set aside"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let _ =
            write!(out, "; and of {} in the table: {}", counted(blank.cells, "blank cell"), parts.join(", "));
    }
    out
}

fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(59).collect::<String>())
}

/// A file may have characters that a terminal obeys.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// The same for programs.
pub(super) fn json(import: &Import, written: &[PathBuf], trouble: Option<&str>) -> Value {
    let Import { read_as, columns, figures, questions, aside, remarks, counts, .. } = import;
    let written: Vec<String> = written.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    let severity = trouble.map(|_| format!("{:?}", Severity::Error).to_lowercase());
    let diagnostics: Vec<Value> =
        trouble.map(|why| json!({ "severity": severity, "message": why })).into_iter().collect();
    json!({
        "read_as": read_as, "columns": columns, "figures": figures, "questions": questions, "set_aside": aside,
        "remarks": remarks, "counts": counts, "written": written, "diagnostics": diagnostics,
    })
}
