//! The sign-off list: every figure of every place with where it comes from and what it was, what was decided about
//! it, and whether its sheets are approved; on paper with a line for name and date, and as a table for programs.
//!
//! In: an engine, its set, and what came of making all of its sheets. Out: a [`Listing`], and CSV.

#![warn(missing_docs)]

mod rows;

use crate::batch::{Approval, Engine, Handout, Outcome, Run, Set, StateName};
use crate::diagnostic::{Findings, Severity, counted};
use crate::listing::{Listing, ListingBlock, ListingSection, ListingTable};
use crate::proof;
use rows::Rows;

/// Digits of a key's halves on paper; the table has all.
const SHOWN: usize = 8;
/// Findings of a place, or of the set, that are printed one by one.
const MOST: usize = 40;

/// What a sign-off list says.
pub struct SignOff<'s> {
    set: &'s Set,
    engine: &'s Engine,
    outcomes: &'s [Outcome],
    /// What a check finds.
    findings: &'s Findings,
    rows: Rows<'s>,
}

impl<'s> SignOff<'s> {
    /// Of a run that made all sheets of an engine, and what a check of them found.
    pub fn new(set: &'s Set, engine: &'s Engine, made: &'s Run, findings: &'s Findings) -> Self {
        Self { set, engine, outcomes: &made.outcomes, findings, rows: Rows::new(set, engine) }
    }

    /// The figures, a row each, with the approvals of their sheets.
    pub fn csv(&self) -> String {
        self.rows.csv(self.outcomes)
    }

    /// The list for paper.
    pub fn listing(&self) -> Listing {
        let (year, date) = (self.set.year(), self.engine.date());
        let mut listing = Listing::new(format!("Sign-off list, figures of {year}"), date);
        listing.subtitle = Some(format!("{}. Sheets dated {date}.", self.set.publisher()));
        listing.author = self.set.publisher().to_owned();
        listing.paper = self.engine.paper();
        listing.intro = self.summary();
        listing.sections.extend(self.of_set());
        let nation = self.rows.table("The figures of the nation", None);
        if !nation.rows.is_empty() {
            let mut blocks = vec![ListingBlock::Table(nation)];
            blocks.extend(self.decisions(None));
            listing.sections.push(ListingSection { heading: "The nation".to_owned(), blocks });
        }
        let mut states: Vec<&StateName> = Vec::new();
        for state in self.outcomes.iter().map(Outcome::state) {
            if states.last().is_none_or(|last| *last != state) {
                states.push(state);
            }
        }
        listing.sections.extend(states.into_iter().map(|state| self.of_state(state)));
        listing
    }

    /// How many sheets there are, and how many of them are approved.
    fn summary(&self) -> Vec<String> {
        let made: Vec<&Handout> = self.outcomes.iter().filter_map(Outcome::made).collect();
        let approved =
            made.iter().filter(|sheet| matches!(sheet.approval, Approval::Approved { .. })).count();
        let failed = self.outcomes.len() - made.len();
        let mut summary = format!(
            "{} made; each was read again and proved by {} checks. {approved} approved.",
            counted(made.len(), "sheet"),
            proof::checks().count()
        );
        if failed > 0 {
            summary += &format!(" {} could not be made.", counted(failed, "sheet"));
        }
        let failed = self
            .set
            .failed_states()
            .map(|state| format!("{}: its file has a fault, and it is not in this list.", state.name));
        let how = "Whoever signs has compared each value with its source. An approval is written down with \
            \u{201c}handout approve\u{201d}, and ends when the sheet changes: its key is another one then.";
        [summary, how.to_owned()].into_iter().chain(failed).collect()
    }

    /// What concerns no place alone.
    fn of_set(&self) -> Option<ListingSection> {
        let mut blocks = Vec::new();
        let mut allowed = ListingTable::new("Warnings that are allowed", ["Allowed", "Where", "Why"]);
        allowed.rows.extend(self.set.allowed().into_iter().map(|entry| {
            let parts = [entry.file, entry.text.map(|text| format!("\u{201c}{text}\u{201d}"))];
            let place: Vec<String> = parts.into_iter().flatten().collect();
            let place = if place.is_empty() { "everywhere".to_owned() } else { place.join(", ") };
            vec![entry.code.to_owned(), place, entry.reason]
        }));
        blocks.push(ListingBlock::Table(allowed));
        let states: Vec<StateName> = self.set.states().collect();
        let is_of_state = |path: &str| states.iter().any(|state| is_file_of(path, state));
        blocks.extend(self.found(|path| path.is_none_or(|path| !is_of_state(path))));
        let mut wordings = ListingTable::new("The wordings", ["Wording", "Reviewed"]);
        let languages = self.set.languages().map(|language| {
            let reviewed = if self.set.is_reviewed(language) { "yes" } else { "not as it is now" };
            vec![language.to_owned(), reviewed.to_owned()]
        });
        wordings.rows.extend(languages);
        blocks.push(ListingBlock::Table(wordings));
        Some(ListingSection { heading: "The whole set".to_owned(), blocks })
    }

    fn of_state(&self, state: &StateName) -> ListingSection {
        let mut blocks = vec![ListingBlock::Table(
            self.rows.table(&format!("The figures of {}", state.name), Some(state)),
        )];
        blocks.extend(self.decisions(Some(state)));
        blocks.extend(self.found(|path| path.is_some_and(|path| is_file_of(path, state))));
        let mut sheets =
            ListingTable::new(format!("The sheets of {}", state.name), ["Sheet", "Key", "Proof", "Approval"]);
        let own = self.outcomes.iter().filter(|outcome| outcome.state() == state);
        sheets.rows.extend(own.map(sheet));
        blocks.push(ListingBlock::Table(sheets));
        blocks.push(ListingBlock::Blanks(vec!["Name".to_owned(), "Date".to_owned()]));
        ListingSection { heading: format!("{} ({})", state.name, state.postal), blocks }
    }

    /// Rules that are waived for a place, and numbers of it that are not printed.
    fn decisions(&self, state: Option<&StateName>) -> Vec<ListingBlock> {
        let waived = self
            .set
            .waivers()
            .into_iter()
            .filter(|waived| waived.place.as_ref() == state.map(|own| &own.name));
        let waived = waived.map(|waived| {
            let used = if waived.used { "" } else { " (nothing breaks it)" };
            format!("Waived: the rule {} of {}{used}. {}", waived.rule, waived.figure, waived.reason)
        });
        let figures = self.engine.figures(state);
        let withheld = figures.into_iter().filter(|figure| figure.withheld);
        let withheld = withheld.map(|figure| match figure.has_number {
            true => format!(
                "Withheld: {} is printed as \u{201c}{}\u{201d} to protect somebody.",
                figure.label, figure.value
            ),
            false => format!(
                "Withheld: {} is not printed, to protect somebody; a table says \u{201c}{}\u{201d}.",
                figure.label, figure.value
            ),
        });
        waived.chain(withheld).map(ListingBlock::Paragraph).collect()
    }

    /// What a check finds in some files.
    fn found(&self, is_there: impl Fn(Option<&str>) -> bool) -> Vec<ListingBlock> {
        let found = self
            .findings
            .iter()
            .filter(|finding| finding.severity() != Severity::Note)
            .filter(|finding| is_there(finding.location().as_ref().map(|at| at.path.as_str())));
        let mut lines: Vec<String> = found
            .map(|finding| {
                let severity = if finding.severity() == Severity::Error { "Error" } else { "Warning" };
                let at = finding.location().map(|at| format!(" {}:{}:", file_name(&at.path), at.line));
                format!(
                    "{severity}:{} {} ({})",
                    at.unwrap_or_default(),
                    finding.message(),
                    finding.code().name()
                )
            })
            .collect();
        if lines.len() > MOST {
            let more = lines.len() - MOST;
            lines.truncate(MOST);
            lines.push(format!("\u{2026} and {more} more: see handout check."));
        }
        lines.into_iter().map(ListingBlock::Paragraph).collect()
    }
}

/// A row for what became of a sheet.
fn sheet(outcome: &Outcome) -> Vec<String> {
    let language = outcome.language().to_owned();
    match outcome.made() {
        Some(sheet) => {
            let proof = format!("{} checks held", proof::checks().count());
            vec![language, short(&sheet.approval_key), proof, said(&sheet.approval)]
        }
        None => vec![language, String::new(), "not made".to_owned(), "cannot be approved".to_owned()],
    }
}

/// An approval in words.
fn said(approval: &Approval) -> String {
    match approval {
        Approval::NotAsked | Approval::Missing => "not approved".to_owned(),
        Approval::Approved { by, date } => format!("approved by {by} on {date}"),
        Approval::Outdated { by, date, layout_only: true } => {
            format!("not approved: laid out otherwise than when {by} approved it on {date}")
        }
        Approval::Outdated { by, date, layout_only: false } => {
            format!("not approved: changed since {by} approved it on {date}")
        }
        Approval::WordingMissing | Approval::WordingOutdated { .. } => {
            "approved, but the wording is not reviewed as it is".to_owned()
        }
    }
}

/// The first digits of both halves of a key.
fn short(key: &str) -> String {
    let halves: Vec<String> = key.split('-').map(|half| half.chars().take(SHOWN).collect()).collect();
    halves.join("-")
}

/// Whether a path is that of the file of a state.
fn is_file_of(path: &str, state: &StateName) -> bool {
    file_name(path).strip_suffix(".toml").is_some_and(|name| name.eq_ignore_ascii_case(&state.slug))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
