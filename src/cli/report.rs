//! What a run says at its end: the faults, the files, one line that sums up.

use super::decisions::Decisions;
use super::say::{End, Voice};
use super::{Format, asked, fit};
use handout::batch::{Outcome, Series};
use handout::diagnostic::{At, Code, Diagnostic, Severity, Sink, counted, render_json, render_text};
use handout::source::Sources;
use serde_json::{Value, json};
use std::path::Path;

/// More faults than this are counted rather than shown to a person.
const SHOWN: usize = 50;

/// What the run did with the handouts that came out well.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// They were written.
    Made,
    /// They were only looked at.
    Checked,
    /// How they were fitted is all that was asked.
    Fitted,
}

/// A handout in the output folder that the run did not make.
pub struct OldSheet {
    /// Its file name.
    pub name: String,
    /// The state of the set that has a sheet of this name.
    pub state: Option<String>,
}

/// All there is to say.
pub struct Report<'r> {
    verb: Verb,
    out: Option<&'r Path>,
    sink: &'r Sink,
    sources: &'r Sources,
    outcomes: &'r [Outcome<'r>],
    left_out: Vec<String>,
    decisions: Decisions,
    series: &'r [Series<'r>],
    old: Vec<OldSheet>,
    unseen: usize,
}

impl<'r> Report<'r> {
    pub fn new(
        verb: Verb,
        out: Option<&'r Path>,
        sink: &'r Sink,
        sources: &'r Sources,
        outcomes: &'r [Outcome<'r>],
    ) -> Self {
        let decisions = Decisions::default();
        let (left_out, old) = (Vec::new(), Vec::new());
        Self { verb, out, sink, sources, outcomes, left_out, decisions, series: &[], old, unseen: 0 }
    }

    /// States whose files were faulty, so that no handout was even tried.
    pub fn left_out(self, left_out: Vec<String>) -> Self {
        Self { left_out, ..self }
    }

    /// What the authors decided, for a check to show.
    pub fn decided(self, decisions: Decisions) -> Self {
        Self { decisions, ..self }
    }

    /// The size and leading that handouts share.
    pub fn series(self, series: &'r [Series<'r>]) -> Self {
        Self { series, ..self }
    }

    /// What lies in the folder beside the files made, and how many warnings only a check shows.
    pub fn beside(self, old: Vec<OldSheet>, unseen: usize) -> Self {
        Self { old, unseen, ..self }
    }

    /// Whether the table of `fit` says the same as this.
    fn in_table(&self, fault: &Diagnostic) -> bool {
        let too_long = |outcome: &Outcome| match outcome {
            Outcome::Failed { state, over: Some(_), .. } => fault.at == At::Span(state.name().span),
            Outcome::Failed { .. } | Outcome::Made(_) | Outcome::Undelivered { .. } => false,
        };
        match fault.code {
            _ if self.verb != Verb::Fitted => false,
            Code::SmallType => true,
            Code::DoesNotFit => self.outcomes.iter().any(too_long),
            _ => false,
        }
    }

    fn path(&self, file_name: &str) -> String {
        self.out.map(|dir| dir.join(file_name).to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn failed(&self) -> usize {
        let outcomes = self.outcomes.iter().filter(|o| !matches!(o, Outcome::Made(_))).count();
        outcomes + self.left_out.len()
    }

    pub fn print(&self, format: Format, voice: &mut Voice) -> End {
        match format {
            Format::Text => self.print_text(voice),
            Format::Json => voice.data(format_args!("{:#}", self.json())),
        }
        self.end()
    }

    fn end(&self) -> End {
        match () {
            () if self.sink.found().iter().any(asked::is_of_start) => End::NotStarted,
            () if self.sink.has_errors() || self.failed() > 0 => End::Faulty,
            () => End::Well,
        }
    }

    fn print_text(&self, voice: &mut Voice) {
        let mut faults = self.sink.in_order();
        faults.retain(|fault| !self.in_table(fault));
        for diagnostic in faults.iter().take(SHOWN) {
            voice.talk(render_text(diagnostic, self.sources));
        }
        if faults.len() > SHOWN {
            let more = faults.len() - SHOWN;
            voice.talk(format_args!("… and {more} more; `--format json` shows all\n"));
        }
        for outcome in self.outcomes {
            match outcome {
                Outcome::Made(handout) if self.verb == Verb::Made => {
                    voice.data(self.path(&handout.file_name))
                }
                Outcome::Undelivered { state, error } => {
                    voice.talk(format_args!("error: {}: {error}", state.name().value))
                }
                Outcome::Made(_) | Outcome::Failed { .. } => {}
            }
        }
        let series = fit::series(self.series, self.outcomes);
        match self.verb {
            Verb::Fitted => {
                let table = fit::table(self.outcomes, self.sources);
                table.iter().chain(&series).for_each(|line| voice.data(line));
            }
            Verb::Made | Verb::Checked => series.iter().for_each(|line| voice.talk(line)),
        }
        for line in self.decisions.lines(self.sources) {
            voice.talk(line);
        }
        for line in self.old_lines() {
            voice.talk(line);
        }
        voice.talk(self.summary());
    }

    fn old_lines(&self) -> Vec<String> {
        let line = |old: &OldSheet| {
            let path = self.path(&old.name);
            match &old.state {
                Some(state) => {
                    format!("old: {path}: a sheet of {state} from an earlier run; this run did not make it")
                }
                None => format!("old: {path}: a sheet from an earlier run; this run did not make it"),
            }
        };
        let mut lines: Vec<String> = self.old.iter().take(SHOWN).map(line).collect();
        if self.old.len() > SHOWN {
            lines.push(format!("old: … and {} more; `--format json` shows all", self.old.len() - SHOWN));
        }
        lines
    }

    /// The one line: how many were made and in what type, how many were not.
    fn summary(&self) -> String {
        let fits = || {
            self.outcomes.iter().filter_map(|o| match o {
                Outcome::Made(handout) => Some(&handout.fit),
                Outcome::Failed { .. } | Outcome::Undelivered { .. } => None,
            })
        };
        let made: Vec<f64> = fits().map(|fit| fit.size).collect();
        let verb = match self.verb {
            Verb::Made => "made",
            Verb::Checked => "checked",
            Verb::Fitted => "fitted",
        };
        let mut line = match self.end() {
            End::NotStarted => "could not start".to_owned(),
            End::Well | End::Faulty => format!("{verb} {}", counted(made.len(), "handout")),
        };
        let smallest = made.iter().copied().reduce(f64::min);
        let largest = made.iter().copied().reduce(f64::max);
        match (smallest, largest) {
            (Some(s), Some(l)) if s == l => line += &format!(" in {s} pt type"),
            (Some(s), Some(l)) => line += &format!(" in {s} to {l} pt type"),
            _ => {}
        }
        if self.failed() > 0 {
            line += &format!(", {} not {verb}", self.failed());
        }
        let of = |severity| self.sink.found().iter().filter(|d| d.severity == severity).count();
        let (errors, mut warnings) = (of(Severity::Error), of(Severity::Warning));
        if self.verb == Verb::Fitted {
            warnings = 0;
            match fits().filter(|fit| !fit.warnings().is_empty()).count() {
                0 => {}
                warned => line += &format!("; {} with warnings", counted(warned, "page")),
            }
        }
        if errors > 0 {
            line += &format!("; {}", counted(errors, "error"));
        }
        if warnings + self.unseen > 0 {
            line += &format!("; {}", counted(warnings + self.unseen, "warning"));
        }
        if self.unseen > 0 {
            line += ": run handout check";
        }
        line
    }

    fn json(&self) -> Value {
        let handouts: Vec<Value> = self
            .outcomes
            .iter()
            .map(|outcome| match outcome {
                Outcome::Made(handout) => json!({
                    "state": handout.state.postal.value,
                    "name": handout.state.name().value,
                    "language": handout.language,
                    "profile": handout.profile,
                    "outcome": "made",
                    "file": (self.verb == Verb::Made).then(|| self.path(&handout.file_name)),
                    "bytes": (self.verb == Verb::Made).then_some(handout.size),
                    "fit": fit::json(&handout.fit, self.sources),
                }),
                Outcome::Failed { state, language, over } => json!({
                    "state": state.postal.value,
                    "name": state.name().value,
                    "language": language,
                    "outcome": "failed",
                    "over": over.as_ref().map(|over| fit::over_json(over, self.sources)),
                }),
                Outcome::Undelivered { state, error } => json!({
                    "state": state.postal.value,
                    "name": state.name().value,
                    "outcome": "undelivered",
                    "error": error,
                }),
            })
            .collect();
        let diagnostics: Vec<Value> =
            self.sink.in_order().into_iter().map(|d| render_json(d, self.sources)).collect();
        let (waived, withheld) = self.decisions.json(self.sources);
        json!({
            "handouts": handouts,
            "series": fit::series_json(self.series, self.outcomes),
            "waived": waived,
            "withheld": withheld,
            "left_out": self.left_out,
            "old": self.old.iter().map(|old| json!({ "file": self.path(&old.name), "state": old.state })).collect::<Vec<_>>(),
            "unseen_warnings": self.unseen,
            "diagnostics": diagnostics,
            "summary": self.summary(),
        })
    }
}
