//! Who has approved a sheet, and whether it is still what was approved.
//!
//! What is approved is a page of the set's own theme: the hash of its words and of the state's figures, whatever
//! file or line these stand in, and, behind a hyphen, that of how it is laid out. So the other output profiles,
//! themes and large print, which say the same, are approved with it; a remark or another figure's line changes
//! nothing; and if only the layout changed, as it does for all sheets of a series whose fullest changed, that can
//! be told.

#![warn(missing_docs)]

use super::plan::{Options, Plan};
use super::set::Set;
use super::worker::Wanted;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::Document;
use crate::facts::Facts;
use crate::manifest::KeyHash;
use crate::set::{APPROVALS, Dataset, Scope, Signature, State, write};
use crate::source::Span;
use crate::wording::Composer;
use chrono::NaiveDate;
use std::fmt::Write;

/// Digits of each half of a key.
const DIGITS: usize = 32;

/// What is known of the approval of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Approval {
    /// The set has no `approvals.toml`: nobody is asked.
    NotAsked,
    /// The sheet and its wording are approved as they are.
    Approved {
        /// Who approved the sheet.
        by: String,
        /// When.
        date: NaiveDate,
    },
    /// Nobody has approved the sheet.
    Missing,
    /// The sheet is no longer what was approved.
    Outdated {
        /// Who approved it.
        by: String,
        /// When.
        date: NaiveDate,
        /// Whether its words and figures are what was approved, so that only its layout has changed: the theme,
        /// or the type that all sheets of a series share.
        layout_only: bool,
    },
    /// The sheet is approved, but nobody has reviewed the wording of its language.
    WordingMissing,
    /// The sheet is approved, but the wording is no longer what was reviewed.
    WordingOutdated {
        /// Who reviewed it.
        by: String,
        /// When.
        date: NaiveDate,
    },
}

impl Approval {
    /// Whether the sheet says that it is a draft, and is not made as a final one.
    pub fn is_draft(&self) -> bool {
        !matches!(self, Approval::NotAsked | Approval::Approved { .. })
    }

    /// One word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Approval::NotAsked => "not asked",
            Approval::Approved { .. } => "approved",
            Approval::Missing => "missing",
            Approval::Outdated { .. } => "outdated",
            Approval::WordingMissing => "wording missing",
            Approval::WordingOutdated { .. } => "wording outdated",
        }
    }
}

/// The key of a page: of what it says, and of how it is laid out.
pub(super) fn sheet_key(plan: &Plan, wanted: Wanted<'_>, facts: &Facts, document: &Document) -> String {
    let own = plan.own_edition.composers.as_ref().map(|composers| {
        let same = |composer: &&Composer| composer.language() == wanted.composer.language();
        composers.iter().find(same).and_then(|own| plan.compose(own, facts, &mut Sink::default()).ok())
    });
    let said = match &own {
        Some(Some(own)) => own,
        Some(None) | None => document,
    };
    let mut layout = KeyHash::default();
    let _ = write!(layout, "{}{:?}", plan.own_edition.look, wanted.series);
    format!("{}-{}", half(said_in(said, facts)), half(layout))
}

fn half(hash: KeyHash) -> String {
    let mut digits = hash.digits();
    digits.truncate(DIGITS);
    digits
}

/// The words of a page, and the figures of its state, also those that no sentence prints.
fn said_in(document: &Document, facts: &Facts) -> KeyHash {
    let mut hash = KeyHash::default();
    for passage in document.texts() {
        hash.add(passage.part.name().as_bytes());
        for inline in &passage.text.inlines {
            hash.add(inline.text.as_bytes());
            let _ = write!(hash, "{:?}", (inline.strong, &inline.link, inline.language, &inline.expansion));
        }
    }
    let _ = write!(hash, "{:?}", document.silhouette);
    let place = &facts.place;
    hash.add(place.postal.value.as_bytes());
    for fact in facts.figures.iter().filter(|fact| fact.scope == Scope::State) {
        hash.add(fact.key.as_bytes());
        let previous = fact.previous.as_ref().map(|last| last.value.to_string());
        let _ = write!(hash, "{}{:?}", fact.value, (fact.year, fact.as_of, &fact.source, previous));
    }
    hash
}

/// The key of the wording of a language: its texts as they are written, whatever remarks stand between them.
pub(super) fn wording_key(dataset: &Dataset, language: &str) -> Option<String> {
    let wording = dataset.wordings.iter().find(|wording| wording.language.value == language)?;
    let mut hash = KeyHash::default();
    hash.add(write::wording(wording, &[]).as_bytes());
    Some(half(hash))
}

/// What is known of the approval of a sheet; `key` is asked for if someone has signed for it.
pub(super) fn judge<'k>(
    plan: &Plan,
    state: &State,
    language: &str,
    key: impl FnOnce() -> &'k String,
) -> Approval {
    let dataset = &plan.dataset;
    let Some(approvals) = &dataset.approvals else { return Approval::NotAsked };
    let Some(signature) = approvals.sheet(&state.postal.value, language) else { return Approval::Missing };
    let Signature { by, date, key: approved, span: _ } = signature;
    let (by, date, key) = (by.clone(), *date, key());
    let said = |key: &str| key.split('-').next().map(str::to_owned);
    let says_the_same = said(approved) == said(key);
    // Another edition is laid out otherwise, as it was asked.
    if !says_the_same || plan.own_edition.composers.is_none() && approved != key {
        return Approval::Outdated { by, date, layout_only: says_the_same };
    }
    match (approvals.wording(language), wording_key(dataset, language)) {
        (None, _) => Approval::WordingMissing,
        (Some(review), key) if Some(&review.key) != key.as_ref() => {
            Approval::WordingOutdated { by: review.by.clone(), date: review.date }
        }
        (Some(_), _) => Approval::Approved { by, date },
    }
}

/// Refuses a run of final sheets in which nothing can be final.
pub(super) fn refuse_unasked(set: &Set, options: &Options, sink: &mut Sink) -> Result<(), Reported> {
    let dataset = &set.dataset;
    if !options.only_approved || dataset.approvals.is_some() {
        return Ok(());
    }
    let message = format!("only approved sheets are asked for, and the set has no `{APPROVALS}`");
    let set = set.folder();
    let help = format!(
        "approve sheets first, `handout approve {set} all --by \"Your Name\"`, or leave `--final` out"
    );
    Err(sink.report(Diagnostic::error(Code::NotApproved, dataset.set.year.span, message).help(help)))
}

/// Refuses a sheet that is not approved.
pub(super) fn refuse_draft(
    plan: &Plan,
    wanted: Wanted<'_>,
    approval: &Approval,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let Wanted { state, composer, series: _ } = wanted;
    let (name, postal, language) = (&state.name().value, &state.postal.value, composer.language());
    let set = plan.folder();
    let sheet = format!("`handout approve {set} {postal} --lang {language} --by \"Your Name\"`");
    let review = format!("`handout approve {set} --wording {language} --by \"Your Name\"`");
    let approvals = plan.dataset.approvals.as_ref();
    let signed = approvals.and_then(|all| all.sheet(postal, language)).map(|own| own.span);
    let reviewed = approvals.and_then(|all| all.wording(language)).map(|own| own.span);
    let (message, help, at) = match approval {
        Approval::NotAsked | Approval::Approved { .. } => return Ok(()),
        Approval::Missing => (
            format!("nobody has approved the sheet of {name} in `{language}`"),
            format!("look at it, then type {sheet}"),
            None,
        ),
        Approval::Outdated { by, date, layout_only: false } => (
            format!(
                "the words or figures of the sheet of {name} in `{language}` have changed since {by} approved \
                it on {date}"
            ),
            format!("look at it again, then type {sheet}"),
            signed,
        ),
        Approval::Outdated { by, date, layout_only: true } => (
            format!(
                "the sheet of {name} in `{language}` says what {by} approved on {date}, but is laid out otherwise{}",
                plan.why_otherwise(language)
            ),
            format!("look at it again, then type {sheet}"),
            signed,
        ),
        Approval::WordingMissing => (
            format!("nobody has reviewed the wording in `{language}`"),
            format!("read it, then type {review}"),
            Some(Span::new(composer.wording(), 0, 0)),
        ),
        Approval::WordingOutdated { by, date } => (
            format!("the wording in `{language}` has changed since {by} reviewed it on {date}"),
            format!("read what has changed, then type {review}"),
            reviewed,
        ),
    };
    let at = at.unwrap_or(state.name().span);
    Err(sink.report(Diagnostic::error(Code::NotApproved, at, message).help(help)))
}

impl Plan {
    /// The folder of the set, as it is typed.
    pub(super) fn folder(&self) -> String {
        super::set::folder(&self.dataset, &self.sources)
    }

    /// Why a sheet may be laid out otherwise than it was, though it says the same.
    fn why_otherwise(&self, language: &str) -> String {
        let series = self.series(1).iter().find(|series| series.language == language);
        match series.and_then(|series| series.set_by.as_ref()) {
            Some(state) => format!(
                ": the theme has changed, or the type that all sheets share, which {} sets now",
                state.name
            ),
            None => ": the theme has changed".to_owned(),
        }
    }
}
