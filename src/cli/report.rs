//! What a run says at its end: the faults, the files, one line that sums up.

use super::decisions::Decisions;
use super::say::{End, Voice};
use super::{Format, against, asked, fit};
use handout::{
    Code, FigureChange, Finding, FindingGroup, Findings, Handout, Outcome, Run, Series, Set, Severity,
    counted,
};
use serde_json::{Value, json};
use std::path::Path;

/// More warnings, notes and old sheets than this are counted rather than shown to a person.
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

impl Verb {
    fn done(self) -> &'static str {
        match self {
            Verb::Made => "made",
            Verb::Checked => "checked",
            Verb::Fitted => "fitted",
        }
    }
}

/// A handout in the output folder that the run did not make.
pub struct OldSheet {
    /// Its file name.
    pub name: String,
    /// The state of the set that has a sheet of this name.
    pub state: Option<String>,
    /// By our own account it was made here, and the set makes no such sheet.
    pub stray: bool,
}

/// All there is to say.
pub struct Report<'r> {
    verb: Verb,
    out: Option<&'r Path>,
    findings: Findings,
    outcomes: Vec<Outcome>,
    series: Vec<Series>,
    set: Option<Set>,
    left_out: Vec<String>,
    /// How many handouts the run was for.
    asked: usize,
    decisions: Decisions,
    old: Vec<OldSheet>,
    unseen: usize,
    changes: Option<Vec<FigureChange>>,
    pruned: Vec<String>,
    trouble: Option<String>,
    stopped: bool,
    quiet: bool,
    /// The folder of the set, as it is typed.
    folder: String,
}

impl<'r> Report<'r> {
    pub fn new(verb: Verb, out: Option<&'r Path>, findings: Findings) -> Self {
        Self {
            verb,
            out,
            findings,
            outcomes: Vec::new(),
            series: Vec::new(),
            set: None,
            left_out: Vec::new(),
            asked: 0,
            decisions: Decisions::default(),
            old: Vec::new(),
            unseen: 0,
            changes: None,
            pruned: Vec::new(),
            trouble: None,
            stopped: false,
            quiet: false,
            folder: String::new(),
        }
    }

    /// Of what was made of a set.
    pub fn of(verb: Verb, out: Option<&'r Path>, set: &Set, run: Run) -> Self {
        let Run { outcomes, series, findings, .. } = run;
        let folder = set.folder();
        Self { outcomes, series, set: Some(set.clone()), folder, ..Self::new(verb, out, findings) }
    }

    /// States whose files were faulty, so that no handout was even tried.
    pub fn left_out(self, left_out: Vec<String>) -> Self {
        Self { left_out, ..self }
    }

    /// How many handouts the run was for, those of faulty states among them.
    pub fn asked(self, asked: usize) -> Self {
        Self { asked, ..self }
    }

    /// What became of each figure since another edition, if there was one to compare with.
    pub fn compared(self, changes: Option<Vec<FigureChange>>) -> Self {
        Self { changes, ..self }
    }

    /// What the authors decided, for a check to show.
    pub fn decided(self, decisions: Decisions) -> Self {
        Self { decisions, ..self }
    }

    /// What lies in the folder beside the files made, and how many warnings only a check shows.
    pub fn beside(self, old: Vec<OldSheet>, unseen: usize) -> Self {
        Self { old, unseen, ..self }
    }

    /// What became of the folder's account: files deleted, why it could not be written; and whether the run
    /// was stopped.
    pub fn account(self, pruned: Vec<String>, trouble: Option<String>, stopped: bool) -> Self {
        Self { pruned, trouble, stopped, ..self }
    }

    /// Says nothing but errors.
    pub fn quiet(self, quiet: bool) -> Self {
        Self { quiet, ..self }
    }

    /// Whether the table of `fit` says the same as this.
    fn in_table(&self, fault: Finding<'_>) -> bool {
        self.verb == Verb::Fitted && matches!(fault.code(), Code::SmallType | Code::DoesNotFit)
    }

    fn path(&self, file_name: &str) -> String {
        self.out.map(|dir| dir.join(file_name).to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn drafts(&self) -> impl Iterator<Item = &Handout> {
        self.outcomes.iter().filter_map(Outcome::made).filter(|handout| handout.approval.is_draft())
    }

    fn failed(&self) -> usize {
        self.asked.saturating_sub(self.outcomes.iter().filter_map(Outcome::made).count())
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
            () if self.findings.iter().any(asked::is_of_start) => End::NotStarted,
            () if self.stopped => End::Stopped,
            () if self.findings.has_errors() || self.failed() > 0 || self.trouble.is_some() => End::Faulty,
            () => End::Well,
        }
    }

    fn print_text(&self, voice: &mut Voice) {
        let told = |fault: &Finding<'_>| !self.quiet || fault.severity() == Severity::Error;
        let faults = self.findings.iter().filter(|fault| !self.in_table(*fault)).filter(told);
        let groups = FindingGroup::gather(faults);
        // Errors come first, and all of them are shown.
        let errors = groups.iter().filter(|group| group.severity() == Severity::Error).count();
        let (shown, left) = groups.split_at(errors.max(SHOWN).min(groups.len()));
        shown.iter().for_each(|group| voice.talk(group));
        if !left.is_empty() {
            let more: usize = left.iter().map(FindingGroup::count).sum();
            voice.talk(format_args!("… and {more} more; `--format json` shows all\n"));
        }
        for outcome in &self.outcomes {
            failure(outcome).iter().for_each(|failure| voice.talk(format_args!("error: {failure}")));
        }
        self.trouble.iter().for_each(|trouble| voice.talk(format_args!("error: {trouble}")));
        if self.quiet {
            return;
        }
        let series = fit::series(&self.series, &self.outcomes);
        match self.verb {
            Verb::Fitted => {
                let table = fit::table(&self.outcomes, self.set.as_ref());
                table.iter().chain(&series).for_each(|line| voice.data(line));
            }
            Verb::Made | Verb::Checked => series.iter().for_each(|line| voice.talk(line)),
        }
        for line in self.decisions.lines() {
            voice.talk(line);
        }
        for line in self.old_lines() {
            voice.talk(line);
        }
        for file in &self.pruned {
            voice.talk(format_args!("deleted: {}", self.path(file)));
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
                None if old.stray => {
                    format!("old: {path}: a sheet that the set no longer makes; `--prune` deletes it")
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
        let fits = || self.outcomes.iter().filter_map(Outcome::made).map(|handout| &handout.fit);
        let made: Vec<f64> = fits().map(|fit| fit.size).collect();
        let verb = self.verb.done();
        let mut line = match self.end() {
            End::NotStarted => "could not start".to_owned(),
            End::Stopped => format!("stopped: {verb} {}", counted(made.len(), "handout")),
            End::Well | End::Faulty => format!("{verb} {}", counted(made.len(), "handout")),
        };
        let smallest = made.iter().copied().reduce(f64::min);
        let largest = made.iter().copied().reduce(f64::max);
        match (smallest, largest) {
            (Some(s), Some(l)) if s == l => line += &format!(" in {s} pt type"),
            (Some(s), Some(l)) => line += &format!(" in {s} to {l} pt type"),
            _ => {}
        }
        let kept = self.outcomes.iter().filter_map(Outcome::made).filter(|handout| handout.kept).count();
        if kept > 0 {
            line += &format!(", {kept} of them unchanged");
        }
        let drafts = self.drafts().count();
        if drafts > 0 {
            line += &format!(", {drafts} of them marked DRAFT, since nobody approved them as they are");
        }
        if self.failed() > 0 && self.end() != End::NotStarted {
            line += &format!(", {} not {verb}", self.failed());
        }
        let (errors, mut warnings) =
            (self.findings.count(Severity::Error), self.findings.count(Severity::Warning));
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
            line += &format!(": run handout check {}", self.folder);
        }
        line
    }

    fn json(&self) -> Value {
        let handouts: Vec<Value> = self.outcomes.iter().map(|outcome| self.outcome_json(outcome)).collect();
        let diagnostics: Vec<Value> = self.findings.iter().map(|fault| json!(fault)).collect();
        let (waived, withheld) = self.decisions.json();
        json!({
            "handouts": handouts,
            "series": fit::series_json(&self.series, &self.outcomes),
            "waived": waived,
            "withheld": withheld,
            "left_out": self.left_out,
            "pruned": self.pruned.iter().map(|file| self.path(file)).collect::<Vec<_>>(),
            "stopped": self.stopped,
            "old": self.old.iter().map(|old| json!({ "file": self.path(&old.name), "state": old.state })).collect::<Vec<_>>(),
            "unseen_warnings": self.unseen,
            "changes": self.changes.as_ref().map(|changes| changes.iter().map(against::json).collect::<Vec<_>>()),
            "diagnostics": diagnostics,
            "summary": self.summary(),
        })
    }

    fn outcome_json(&self, outcome: &Outcome) -> Value {
        let (state, name) = (&outcome.state().postal, &outcome.state().name);
        let (language, set) = (outcome.language(), self.set.as_ref());
        match outcome {
            Outcome::Made(handout) => json!({
                "state": state, "name": name, "language": language,
                "profile": handout.profile,
                "outcome": self.verb.done(),
                "unchanged": handout.kept,
                "approval": handout.approval.name(),
                "key": (self.verb == Verb::Made).then_some(&handout.key),
                "file": (self.verb == Verb::Made).then(|| self.path(&handout.file_name)),
                "bytes": (self.verb == Verb::Made).then_some(handout.size),
                "pages": handout.pages,
                "fit": fit::json(&handout.fit, set),
            }),
            Outcome::Failed { over, .. } => json!({
                "state": state, "name": name, "language": language,
                "outcome": "failed",
                "over": over.as_ref().map(|over| fit::over_json(over, set)),
            }),
            Outcome::Undelivered { handout, error, .. } => json!({
                "state": state, "name": name, "language": language,
                "profile": handout.profile,
                "outcome": "undelivered",
                "error": error.to_string(),
            }),
            Outcome::Bug { profile, bug, .. } => json!({
                "state": state, "name": name, "language": language,
                "profile": profile,
                "outcome": "bug",
                "error": bug.to_string(), "message": bug.message(), "place": bug.place(),
            }),
            _ => {
                json!({ "state": state, "name": name, "language": language, "outcome": "failed", "over": null })
            }
        }
    }
}

/// Why a sheet is not there, if the findings do not say so.
fn failure(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Undelivered { handout, error, .. } => Some(format!("{}: {error}", handout.state.name)),
        Outcome::Bug { state, language, profile, bug, .. } => {
            let profile = profile.map(|name| format!(", {name}")).unwrap_or_default();
            Some(format!("{} ({language}{profile}): {bug}", state.name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handout::Bug;

    /// A run whose only sheet met a fault of the program.
    fn report() -> Report<'static> {
        let state = Set::open("data").expect("the sample is sound").states().next().expect("Kentucky");
        let bug = Bug::invented("index out of bounds", "src/layout/page.rs:1:2");
        let outcome = Outcome::Bug { state, language: "en".into(), profile: Some("office"), bug };
        Report { outcomes: vec![outcome], asked: 1, ..Report::new(Verb::Made, None, Findings::default()) }
    }

    #[test]
    fn a_fault_of_the_program_is_told_as_such() {
        let report = report();
        assert_eq!((report.end(), report.summary().as_str()), (End::Faulty, "made 0 handouts, 1 not made"));
        let told = "a fault of this program, not of your data: index out of bounds (src/layout/page.rs:1:2); \
                    please report this line to whoever gave you the program, with the set";
        assert_eq!(failure(&report.outcomes[0]), Some(format!("Kentucky (en, office): {told}")));
        assert_eq!(
            report.json()["handouts"][0],
            json!({
                "state": "KY", "name": "Kentucky", "language": "en", "profile": "office",
                "outcome": "bug", "error": told, "message": "index out of bounds",
                "place": "src/layout/page.rs:1:2",
            })
        );
    }
}
