//! `handout trace`: each number on a page with its place in the files.

use super::say::{End, Voice};
use super::{Format, asked};
use handout::batch::{Batch, Options};
use handout::diagnostic::{Reported, Sink, render_json, render_text};
use handout::document::{NumberSource, Traced};
use handout::facts::Facts;
use handout::set::{self, SetFile};
use handout::source::Sources;
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

/// One line of the list.
pub(super) struct Row {
    key: Option<String>,
    printed: String,
    file: String,
    line: usize,
    column: usize,
    source: Option<String>,
    note: Option<String>,
}

pub(super) fn run(asked: &Trace, voice: &mut Voice) -> End {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let rows = rows(asked, &mut sources, &mut sink);
    tell(rows.as_deref().unwrap_or_default(), asked.format, &sources, &sink, voice);
    match rows {
        Ok(_) => End::Well,
        Err(_) if sink.found().iter().any(asked::is_of_start) => End::NotStarted,
        Err(_) => End::Faulty,
    }
}

/// Prints the numbers, and what was found.
pub(super) fn tell(rows: &[Row], format: Format, sources: &Sources, sink: &Sink, voice: &mut Voice) {
    let found = sink.in_order();
    match format {
        Format::Text => {
            found.iter().for_each(|fault| voice.talk(render_text(fault, sources)));
            rows.iter().for_each(|row| voice.data(row.text()));
        }
        Format::Json => {
            let numbers: Vec<Value> = rows.iter().map(Row::json).collect();
            let diagnostics: Vec<Value> = found.iter().map(|fault| render_json(fault, sources)).collect();
            voice.data(format_args!("{:#}", json!({ "numbers": numbers, "diagnostics": diagnostics })));
        }
    }
}

/// The numbers; the reasons why the page cannot be made are in the sink.
fn rows(asked: &Trace, sources: &mut Sources, sink: &mut Sink) -> Result<Vec<Row>, Reported> {
    let theme = asked::theme(asked.theme.as_deref(), sink);
    let (date, theme) = (asked::epoch(sink)?, theme?);
    let only = vec![asked.state.trim().to_owned()];
    let languages: Vec<String> = asked.lang.iter().map(|tag| tag.trim().to_owned()).collect();
    let dataset = set::read_all(&asked.set, &languages, sources, sink).sound()?;
    let states = asked::states(&dataset, &only, "trace", sink);
    asked::languages(&dataset, &languages, sink).and(states)?;
    let options = Options { only, languages, theme, date, ..Options::default() };
    let batch = Batch::plan(&dataset, sources, &options, sink)?;
    // There is none if its file has a fault, which is told.
    let failed = dataset.failed_states.iter().find(|failed| failed.is_called(asked.state.trim()));
    let Some(state) = batch.states().first() else {
        return failed.map_or(Ok(Vec::new()), |failed| Err(failed.reported));
    };
    let facts = batch.facts(state)?;
    let traced = batch.trace(&facts, sink)?;
    Ok(traced.into_iter().map(|number| Row::new(&number, &dataset.set, &facts, sources)).collect())
}

impl Row {
    fn new(number: &Traced, set: &SetFile, facts: &Facts, sources: &Sources) -> Self {
        let place = sources.locate(number.place);
        let (key, source, note) = match number.source {
            NumberSource::Figure(figure) => {
                let fact = facts.figure(figure);
                (Some(fact.key.clone()), fact.source.clone(), fact.note.clone())
            }
            NumberSource::Datum(datum) => (Some(datum.name(set)), None, None),
            NumberSource::Wording => (None, None, None),
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
