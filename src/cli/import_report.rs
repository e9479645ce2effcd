//! What an import would do, in words for a person and as JSON for a program.

use handout::{FigureFate, Import, ImportCounts, ImportQuestion, ImportedFigure, Severity, counted};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Cells, rows and columns named in one list, unless all are asked for.
const SHOWN: usize = 40;
/// New figures named that were read as they stand.
const PLAIN: usize = 10;
/// So many values of a column that were all read in one way are one line.
const UNIFORM: usize = 4;
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
        match (all, fate) {
            (true, _) => of.iter().for_each(|own| line(format!("  {}", figure(own)))),
            (false, FigureFate::Unchanged) => {}
            (false, FigureFate::Changed) => {
                of.iter().take(SHOWN).for_each(|own| line(format!("  {}", figure(own))));
                brief(&of[of.len().min(SHOWN)..], 0).into_iter().for_each(&mut line);
            }
            (false, FigureFate::New) => brief(&of, PLAIN).into_iter().for_each(&mut line),
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

/// Figures in few lines: first what was read in a way of its own, then a line for each way that many were read, and at
/// last some of those that were read as they stand.
fn brief(of: &[&ImportedFigure], plain: usize) -> Vec<String> {
    let mut ways: BTreeMap<(&str, String), Vec<&ImportedFigure>> = BTreeMap::new();
    for own in of {
        let way = own.read.as_deref().map(|read| way(read, &own.new)).unwrap_or_default();
        ways.entry((&own.figure, way)).or_default().push(own);
    }
    let is_many = |own: &ImportedFigure| {
        let read = own.read.as_deref().unwrap_or_default();
        ways.get(&(own.figure.as_str(), way(read, &own.new))).is_some_and(|many| many.len() >= UNIFORM)
    };
    let odd = of.iter().filter(|own| own.read.is_some() && !is_many(own));
    let mut lines: Vec<String> = odd.map(|own| format!("  {}", figure(own))).collect();
    for ((key, way), many) in ways.iter().filter(|((_, way), many)| !way.is_empty() && many.len() >= UNIFORM)
    {
        lines.push(format!("  {key}: {}", uniform(way, many)));
    }
    let unread: Vec<&&ImportedFigure> = of.iter().filter(|own| own.read.is_none()).collect();
    lines.extend(unread.iter().take(plain).map(|own| format!("  {}", figure(own))));
    let rest = unread.len().saturating_sub(plain);
    if rest > 0 {
        let more = if plain == 0 { "and" } else { "… and" };
        lines.push(format!("  {more} {} as they stand; `--all` names each", counted(rest, "figure")));
    }
    lines
}

/// How a value was read, without its digits; what was read from words is one way only where it became the same.
fn way(read: &str, new: &str) -> String {
    if read.contains('“') {
        return format!("{new}, read from {read}");
    }
    let mut way = String::new();
    for c in read.chars() {
        match c {
            '0'..='9' if way.ends_with('#') => {}
            '0'..='9' => way.push('#'),
            '.' | ',' if way.ends_with('#') => {}
            _ => way.push(c),
        }
    }
    way
}

/// The line for many values that were read in one way.
fn uniform(way: &str, many: &[&ImportedFigure]) -> String {
    let count = counted(many.len(), "value");
    if way.contains('“') {
        return format!("{count} {way}");
    }
    let number = |own: &ImportedFigure| {
        let digits: String = own.new.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse::<f64>().ok()
    };
    let mut sorted: Vec<(f64, &str)> =
        many.iter().filter_map(|own| Some((number(own)?, own.new.as_str()))).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let range = match (sorted.first(), sorted.last()) {
        (Some(low), Some(high)) if sorted.len() == many.len() => format!(", from {} to {}", low.1, high.1),
        _ => String::new(),
    };
    match way.strip_prefix("# ") {
        Some(how) => format!("{count} read {how}{range}"),
        None => {
            let first = many.first().and_then(|own| own.read.as_deref()).unwrap_or_default();
            format!("{count} like the first, read from {first}{range}")
        }
    }
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

/// Every figure once, and every cell.
fn counts(counts: &ImportCounts) -> String {
    let ImportCounts { cells, words, new, changed, unchanged, asked, set_aside, blank } = counts;
    let from_blanks = blank.new + blank.changed + blank.unchanged;
    let read = new + changed + unchanged;
    let mut out = format!(
        "figures: {} new, {} changed, {} unchanged",
        new + blank.new,
        changed + blank.changed,
        unchanged + blank.unchanged
    );
    if from_blanks > 0 {
        let _ = write!(
            out,
            "; {from_blanks} of them read from {}",
            if from_blanks == 1 { "a blank" } else { "blanks" }
        );
    }
    let _ = write!(
        out,
        "\n{}: {read} with these figures, {asked} asked, {set_aside} set aside, {words} headings, names and notes",
        counted(*cells, "cell")
    );
    let parts = [(blank.asked, "asked"), (blank.set_aside, "set aside")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if !parts.is_empty() {
        let _ = write!(out, "; of the blank cells of the table: {}", parts.join(", "));
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
pub(super) fn harmless(text: &str) -> String {
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
