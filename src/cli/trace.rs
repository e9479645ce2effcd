//! `handout trace`: each number on a page with its place in the files.

use super::one::One;
use super::say::{End, Voice};
use super::{Format, asked};
use handout::{Error, Findings, PrintedNumber};
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  handout trace KY
      Every number on Kentucky's sheet, with the file and line it comes from
  handout trace KY data --lang es --format json
      Those of the Spanish sheet, for a program to read";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Trace {
    /// The state, by postal code or file name: KY
    state: String,
    #[command(flatten)]
    one: One,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &Trace, voice: &mut Voice) -> End {
    match numbers(asked) {
        Ok((numbers, findings)) => {
            tell(&numbers, asked.format, &findings, voice);
            End::Well
        }
        Err(Error::Refused(findings)) => {
            tell(&[], asked.format, &findings, voice);
            if findings.iter().any(asked::is_of_start) { End::NotStarted } else { End::Faulty }
        }
        Err(error) => {
            tell(&[], asked.format, &Findings::default(), voice);
            voice.talk(format_args!("error: {}: {error}", asked.state));
            End::Faulty
        }
    }
}

/// Prints the numbers, and what was found.
pub(super) fn tell(numbers: &[PrintedNumber], format: Format, findings: &Findings, voice: &mut Voice) {
    match format {
        Format::Text => {
            voice.faults(findings.iter());
            numbers.iter().for_each(|number| voice.data(text(number)));
        }
        Format::Json => {
            let numbers: Vec<Value> = numbers.iter().map(as_json).collect();
            let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
            voice.data(format_args!("{:#}", json!({ "numbers": numbers, "diagnostics": diagnostics })));
        }
    }
}

/// The numbers, and what was found.
fn numbers(asked: &Trace) -> Result<(Vec<PrintedNumber>, Findings), Error> {
    let state = asked.state.trim();
    let engine = asked.one.maker(state, "trace")?.engine;
    Ok((engine.trace(state)?, engine.findings().clone()))
}

fn printed(number: &PrintedNumber) -> String {
    number.printed.replace('\u{a0}', " ")
}

fn text(number: &PrintedNumber) -> String {
    let PrintedNumber { key, location: at, source, cell, note, .. } = number;
    let key = key.as_deref().unwrap_or("(in the wording)");
    let mut text = format!("{:<24} {key:<24} {}:{}:{}", printed(number), at.path, at.line, at.column);
    for (what, words) in [("source", source), ("cell", cell), ("note", note)] {
        words.iter().for_each(|words| text += &format!("\n{:25}{what}: {words}", ""));
    }
    text
}

fn as_json(number: &PrintedNumber) -> Value {
    let PrintedNumber { key, location: at, source, cell, note, .. } = number;
    json!({
        "key": key, "printed": printed(number), "file": at.path, "line": at.line, "column": at.column,
        "source": source, "cell": cell, "note": note,
    })
}
