//! `handout trace`: each number on a page with its place in the files.

use super::say::{End, Voice};
use super::{Format, asked};
use handout::{Engine, Error, Findings, Options, PrintedNumber, Set};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Trace {
    /// The state, by postal code or file name: KY
    state: String,
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// Language, instead of the set's first: es
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Theme, instead of the set's: memo
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
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
            findings.iter().for_each(|fault| voice.talk(fault));
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
    let mut findings = Findings::default();
    let theme = asked::theme(asked.theme.as_deref(), &mut findings);
    let (Ok(date), Ok(theme)) = (asked::epoch(&mut findings), theme) else { return Err(findings.into()) };
    let state = asked.state.trim();
    let only = vec![state.to_owned()];
    let languages: Vec<String> = asked.lang.iter().map(|tag| tag.trim().to_owned()).collect();
    let set = Set::open_in(&asked.set, &languages)?;
    let mut findings = set.findings().clone();
    let states = asked::states(&set, &only, "trace", &mut findings);
    if asked::languages(&set, &languages, &mut findings).and(states).is_err() {
        return Err(findings.into());
    }
    let engine = Engine::new(&set, &Options { only, languages, theme, date, ..Options::default() })?;
    let findings = engine.findings().clone();
    // There is none if its file has a fault, which is told.
    if !set.states().any(|sound| sound.is_called(state)) {
        return Err(findings.into());
    }
    Ok((engine.trace(state)?, findings))
}

fn printed(number: &PrintedNumber) -> String {
    number.printed.replace('\u{a0}', " ")
}

fn text(number: &PrintedNumber) -> String {
    let PrintedNumber { key, location: at, source, note, .. } = number;
    let key = key.as_deref().unwrap_or("(in the wording)");
    let mut text = format!("{:<24} {key:<24} {}:{}:{}", printed(number), at.path, at.line, at.column);
    for (what, words) in [("source", source), ("note", note)] {
        words.iter().for_each(|words| text += &format!("\n{:25}{what}: {words}", ""));
    }
    text
}

fn as_json(number: &PrintedNumber) -> Value {
    let PrintedNumber { key, location: at, source, note, .. } = number;
    json!({
        "key": key, "printed": printed(number), "file": at.path, "line": at.line, "column": at.column,
        "source": source, "note": note,
    })
}
