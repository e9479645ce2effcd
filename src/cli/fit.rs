//! How pages were fitted, in words: the table of `handout fit`, the series, and both as JSON.

use handout::{Advice, Cut, FitReport, Handout, Outcome, Overflow, Series, Set, counted};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

pub const EXAMPLES: &str = "\
Examples:
  handout fit data
      How each page is filled: size of type, leading, white, characters on a line
  handout fit data --only KY --advice
      What to cut for the next larger size, and where it stands";

/// Names wider than this are cut off in the table.
const NAME: usize = 30;

const HEADINGS: [&str; 10] =
    ["state", "lang", "size", "leading", "gaps, pt", "fill", "left, pt", "lines", "characters", "bold"];
/// The columns from this on stand right.
const RIGHT: usize = 2;

/// One handout of the table.
struct Entry {
    /// Its cells; of a handout that was not made the first two.
    cells: Vec<String>,
    /// Instead of the further cells.
    failed: Option<String>,
    /// Below them.
    notes: Vec<String>,
}

/// The table, with what is worth noting below the state it is about.
pub fn table(outcomes: &[Outcome], set: Option<&Set>) -> Vec<String> {
    if outcomes.is_empty() {
        return Vec::new();
    }
    let entries: Vec<Entry> = outcomes.iter().map(|outcome| entry(outcome, set)).collect();
    let headings = HEADINGS.map(str::to_owned).to_vec();
    let width = |column: usize| {
        let cells = entries.iter().map(|entry| &entry.cells).chain([&headings]);
        cells.filter_map(|cells| cells.get(column)).map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let row = |cells: &[String]| -> String {
        let padded = cells.iter().zip(&widths).enumerate().map(|(n, (cell, width))| {
            let white = " ".repeat(width - cell.width());
            if n < RIGHT { format!("{cell}{white}") } else { format!("{white}{cell}") }
        });
        padded.collect::<Vec<_>>().join("  ")
    };
    let mut lines = vec![row(&headings)];
    for Entry { cells, failed, notes } in &entries {
        let failed = failed.iter().map(|words| format!("  {words}"));
        lines.push(row(cells) + &failed.collect::<String>());
        lines.extend(notes.iter().map(|note| format!("  {note}")));
    }
    lines
}

fn entry(outcome: &Outcome, set: Option<&Set>) -> Entry {
    match outcome {
        Outcome::Made(handout) => {
            let fit = &handout.fit;
            let mut cells = names(&handout.state.name, &handout.language);
            cells.extend([
                format!("{} pt", fit.size),
                format!("{:.0} %", fit.lead * 100.0),
                format!("{:.1} / {:.1}", fit.paragraph_gap, fit.section_gap),
                // Rounded down, so that only a full page is called full.
                format!("{:.1} %", (fit.fill * 1000.0).floor() / 10.0),
                format!("{:.1}", fit.left_over),
                fit.lines.to_string(),
                format!("{:.0}, most {}", fit.characters_mean, fit.characters_max),
                format!("{:.0} %", (fit.bold * 100.0).ceil()),
            ]);
            let mut notes: Vec<String> =
                fit.warnings().into_iter().map(|warning| format!("warning: {warning}")).collect();
            match &fit.advice {
                Some(advice) => notes.extend(advised(advice, set)),
                None if fit.small => {
                    notes.push("advice: shorten the text; a few cuts are not enough for larger type".into())
                }
                None => {}
            }
            Entry { cells, failed: None, notes }
        }
        Outcome::Failed { state, language, over: Some(over) } => {
            let Overflow { height, lines, size, words, advice, .. } = over;
            let failed = format!(
                "does not fit: {height} pt ({}) too long, even in {size} pt type",
                counted(*lines, "line")
            );
            let notes = match advice {
                Some(advice) => advised(advice, set),
                None => vec![format!("advice: cut about {}", counted(*words, "word"))],
            };
            Entry { cells: names(&state.name, language), failed: Some(failed), notes }
        }
        Outcome::Failed { state, language, over: None } => {
            let failed = Some("not fitted: see the errors above".to_owned());
            Entry { cells: names(&state.name, language), failed, notes: Vec::new() }
        }
        Outcome::Bug { state, language, bug, .. } => {
            Entry { cells: names(&state.name, language), failed: Some(bug.to_string()), notes: Vec::new() }
        }
        other => {
            let failed = Some("not made".to_owned());
            Entry { cells: names(&other.state().name, other.language()), failed, notes: Vec::new() }
        }
    }
}

fn names(state: &str, language: &str) -> Vec<String> {
    let mut name = state.to_owned();
    while name.width() > NAME {
        name.pop();
    }
    if name.len() < state.len() {
        name.pop();
        name.push('\u{2026}');
    }
    vec![name, language.to_owned()]
}

/// What to cut, and where it stands.
fn advised(advice: &Advice, set: Option<&Set>) -> Vec<String> {
    let mut lines =
        vec![format!("advice: for {} pt type, cut {}:", advice.size, counted(advice.lines(), "line"))];
    for cut in &advice.cuts {
        let heading = cut.section.as_ref().map(|heading| format!(" ({heading})")).unwrap_or_default();
        let at = place(cut, set).map(|(file, line)| format!("{file}:{line}: ")).unwrap_or_default();
        lines.push(format!("  {at}{cut}{heading}"));
    }
    lines
}

fn place(cut: &Cut, set: Option<&Set>) -> Option<(String, usize)> {
    let at = set?.locate(cut.origin?);
    Some((at.path, at.line))
}

/// The fit of one handout as JSON: the report, and in words what is to be warned of and advised.
pub fn json(fit: &FitReport, set: Option<&Set>) -> Value {
    let mut value = json!(fit);
    value["warnings"] = json!(fit.warnings());
    value["advice"] = advice_json(fit.advice.as_ref(), set);
    value
}

/// How much a text is too long, as JSON.
pub fn over_json(over: &Overflow, set: Option<&Set>) -> Value {
    let Overflow { size, height, lines, words, advice, .. } = over;
    json!({
        "size": size.to_f64(), "height": height.to_f64(), "lines": lines, "words": words,
        "advice": advice_json(advice.as_ref(), set),
    })
}

fn advice_json(advice: Option<&Advice>, set: Option<&Set>) -> Value {
    let Some(advice) = advice else { return Value::Null };
    let cuts = advice.cuts.iter().map(|cut| {
        let Cut { section, begins, lines, words, characters, .. } = cut;
        let (file, line) = place(cut, set).unzip();
        json!({
            "section": section, "begins": begins, "file": file, "line": line,
            "lines": lines, "words": words, "characters": characters,
        })
    });
    let size = advice.size.to_f64();
    json!({ "size": size, "lines": advice.lines(), "words": advice.words(), "cuts": cuts.collect::<Value>() })
}

/// One line for each series.
pub fn series(series: &[Series], outcomes: &[Outcome]) -> Vec<String> {
    let line = |shared: &Series| {
        let (sharing, own) = shared.divide(outcomes);
        let prefix = if series.len() > 1 { format!("{}: ", shared.language) } else { String::new() };
        let verb = if sharing.len() == 1 { "has" } else { "share" };
        let (size, lead) = (shared.layout.setting.size, shared.layout.setting.leading.to_f64() * 100.0);
        let mut line = format!("{prefix}{} {verb} {size} pt / {lead:.0} %", counted(sharing.len(), "sheet"));
        line += &match &shared.set_by {
            Some(state) => format!(", set by {} (the fullest)", state.name),
            None => ", set by `fit` in handout.toml".to_owned(),
        };
        if !own.is_empty() {
            let named = own.iter().map(|own| format!("{} ({} pt)", own.state.name, own.fit.size));
            line += &format!("; exceptions: {}", named.collect::<Vec<_>>().join(", "));
        }
        if shared.left_out > 0 {
            let places = counted(shared.left_out, "place");
            line += &format!("; {places} with faults left out: once mended, the layout of all may change");
        }
        line
    };
    series.iter().map(line).collect()
}

/// The series as JSON.
pub fn series_json(series: &[Series], outcomes: &[Outcome]) -> Value {
    let shared = series.iter().map(|shared| {
        let (sharing, own) = shared.divide(outcomes);
        let member = |own: &&Handout| {
            json!({ "state": own.state.postal, "name": own.state.name, "size": own.fit.size })
        };
        json!({
            "language": shared.language,
            "size": shared.layout.setting.size.to_f64(),
            "lead": shared.layout.setting.leading.to_f64(),
            "sheets": sharing.len(),
            "set_by": shared.set_by.as_ref().map(|state| &state.postal),
            "left_out": shared.left_out,
            "exceptions": own.iter().map(member).collect::<Value>(),
        })
    });
    shared.collect()
}
