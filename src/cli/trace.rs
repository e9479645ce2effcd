//! `handout trace`: each number on a page with its place in the files.

use super::{CannotStart, Format, check_only, epoch};
use handout::batch::{Batch, Options};
use handout::diagnostic::{Sink, render_json, render_text};
use handout::doc::{Source, Traced};
use handout::facts::{self, Facts};
use handout::input;
use handout::source::Sources;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

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

/// One line of the list.
struct Row {
    key: Option<String>,
    printed: String,
    file: String,
    line: usize,
    column: usize,
    source: Option<String>,
    note: Option<String>,
}

pub(super) fn run(asked: &Trace) -> Result<ExitCode, CannotStart> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let rows = rows(asked, &mut sources, &mut sink)?;
    let found = sink.in_order();
    match asked.format {
        Format::Text => {
            found.iter().for_each(|fault| eprintln!("{}", render_text(fault, &sources)));
            rows.iter().flatten().for_each(|row| println!("{}", row.text()));
        }
        Format::Json => {
            let numbers: Vec<Value> = rows.iter().flatten().map(Row::json).collect();
            let diagnostics: Vec<Value> = found.iter().map(|fault| render_json(fault, &sources)).collect();
            println!("{:#}", json!({ "numbers": numbers, "diagnostics": diagnostics }));
        }
    }
    Ok(if rows.is_some() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The numbers; `None` if the page cannot be made, for reasons that are in the sink.
fn rows(asked: &Trace, sources: &mut Sources, sink: &mut Sink) -> Result<Option<Vec<Row>>, CannotStart> {
    let Ok(dataset) = input::read(&asked.set, sources, sink) else { return Ok(None) };
    check_only(&dataset, std::slice::from_ref(&asked.state))?;
    let options = Options {
        only: vec![asked.state.clone()],
        languages: asked.lang.iter().cloned().collect(),
        theme: asked.theme.clone(),
        date: epoch()?,
        ..Options::default()
    };
    let Ok(batch) = Batch::plan(&dataset, sources, &options, sink) else { return Ok(None) };
    let Some(state) = batch.states().first() else { return Ok(None) };
    let traced = facts::judge(&dataset, state, sink).and_then(|facts| {
        let traced = batch.trace(&facts, sink)?;
        Ok(traced.into_iter().map(|number| Row::new(number, &facts, sources)).collect())
    });
    Ok(traced.ok())
}

impl Row {
    fn new(number: Traced, facts: &Facts, sources: &Sources) -> Self {
        let place = sources.locate(number.place);
        let (key, source, note) = match number.source {
            Source::Figure(figure) => {
                let fact = &facts.figures[figure];
                (Some(fact.key.clone()), fact.source.clone(), fact.note.clone())
            }
            Source::Datum(name) => (Some(name), None, None),
            Source::Wording => (None, None, None),
        };
        let printed = number.printed.replace('\u{a0}', " ");
        Self { key, printed, file: place.path, line: place.line, column: place.column, source, note }
    }

    fn text(&self) -> String {
        let key = self.key.as_deref().unwrap_or("(in the wording)");
        let mut text = format!("{:<24} {key:<24} {}:{}:{}", self.printed, self.file, self.line, self.column);
        for (what, words) in [("source", &self.source), ("note", &self.note)] {
            words.iter().for_each(|words| text += &format!("\n{:25}{what}: {words}", ""));
        }
        text
    }

    fn json(&self) -> Value {
        let Self { key, printed, file, line, column, source, note } = self;
        json!({ "key": key, "printed": printed, "file": file, "line": line, "column": column, "source": source, "note": note })
    }
}
