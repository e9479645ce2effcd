//! Sheets one at a time.

#![warn(missing_docs)]

use super::approval::{self, Approval};
use super::bug::catch;
use super::error::Error;
use super::outcome::Sheet;
use super::plan::{Options, Plan};
use super::set::Set;
use super::trace::PrintedNumber;
use super::worker::{Trouble, Wanted, Worker};
use super::{WithheldNumber, decisions, is_called};
use crate::diagnostic::{Code, Findings, Reported, Sink};
use crate::document::{Document, trace};
use crate::facts::Facts;
use crate::proof::{Expectation, Prover};
use crate::wording::Composer;
use std::sync::Arc;

/// So many names are listed for one that nobody knows.
const SHOWN: usize = 60;

/// A set in a theme, in its languages and output profiles, ready to make sheets. It owns all it needs
/// and is cheap to clone; threads may share it.
///
/// A fault of this program while a sheet is made is caught and told as a [`Bug`](crate::Bug), and
/// nothing is printed. For that, a hook for panics is set in front of the one there is, which still
/// gets all others.
#[derive(Clone)]
pub struct Engine {
    plan: Arc<Plan>,
    findings: Findings,
}

impl Engine {
    /// Gets everything ready.
    ///
    /// # Errors
    /// If the figures of the nation, a wording or an option has a fault, so that no sheet can be made.
    pub fn new(set: &Set, options: &Options) -> Result<Self, Findings> {
        let mut findings = set.findings().clone();
        match Plan::new(set, options, findings.sink_mut()) {
            Ok(plan) => Ok(Self { plan: Arc::new(plan), findings }),
            Err(_) => Err(findings),
        }
    }

    /// Everything found so far: in the set, and in getting ready.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The sheet of one state, called by its postal code or file name, in a language and an output
    /// profile that the engine was asked for. The first sheet of a set with `fit = "uniform"` takes
    /// as long as laying out all of them.
    ///
    /// # Errors
    /// If there is no such state, language or profile, or the sheet is refused: the reasons are among
    /// the findings; or for a fault of this program.
    pub fn sheet(&self, state: &str, language: &str, profile: &str) -> Result<Sheet, Error> {
        let (wanted, profile) = (self.wanted(state, language)?, self.profile(profile)?);
        let series = self.plan.series(1).iter().find(|series| series.language == language);
        let wanted = Wanted { series: series.map(|series| series.layout), ..wanted };
        let (mut worker, mut sink) = (Worker::new(&self.plan), Sink::default());
        let facts = worker.facts(wanted.state).map_err(|trouble| self.refused(trouble, &sink))?;
        let said = worker.say(wanted.composer, &facts, &mut sink);
        let said = said.map_err(|trouble| self.refused(trouble, &sink))?;
        let made = worker.lay_out(wanted, &facts, &said, &mut sink).and_then(|ready| {
            let bytes = worker.file(&ready, profile, &|_, bytes| bytes, &mut sink)?;
            Ok((ready.handout(&self.plan, profile, bytes.len()), bytes))
        });
        let (handout, bytes) = made.map_err(|trouble| self.refused(trouble, &sink))?;
        Ok(Sheet { handout, bytes, findings: Findings::new(sink, &self.plan.sources) })
    }

    /// Reads a file of a sheet again and compares it with what the set says now: its words, its
    /// figures, the standards its profile promises.
    ///
    /// # Errors
    /// As [`Engine::sheet`]; the reasons are the differences.
    pub fn prove(&self, bytes: &[u8], state: &str, language: &str, profile: &str) -> Result<(), Error> {
        let (wanted, profile) = (self.wanted(state, language)?, self.profile(profile)?);
        let plan = &self.plan;
        self.ask(|sink| {
            let facts = plan.facts(wanted.state)?;
            let document = plan.document(wanted.composer, &facts, sink)?;
            let expected =
                Expectation { profile: &plan.profiles[profile], document: &document, facts: &facts };
            Prover::default().prove_or_report(bytes, &expected, wanted.state.name().span, sink)
        })
    }

    /// Every number on a state's page in the engine's first language, in reading order, with its place
    /// in the files of the set.
    ///
    /// # Errors
    /// As [`Engine::sheet`].
    pub fn trace(&self, state: &str) -> Result<Vec<PrintedNumber>, Error> {
        let wanted = self.wanted(state, self.plan.composers[0].language())?;
        let plan = &self.plan;
        self.ask(|sink| {
            let facts = plan.facts(wanted.state)?;
            let document = plan.document(wanted.composer, &facts, sink)?;
            let number = |number| PrintedNumber::of(&number, &plan.dataset.set, &facts, &plan.sources);
            Ok(trace(&document).into_iter().map(number).collect())
        })
    }

    /// BCP 47 tags of the languages that it was asked for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.plan.composers.iter().map(Composer::language)
    }

    /// Whether someone has approved the sheet of a state in a language as it is. For many, ask the outcomes of a
    /// [`Batch`](crate::Batch).
    ///
    /// # Errors
    /// As [`Engine::sheet`].
    pub fn approval(&self, state: &str, language: &str) -> Result<Approval, Error> {
        let wanted = self.wanted(state, language)?;
        self.ask_of_page(wanted, |wanted, _, key| approval::judge(&self.plan, wanted.state, language, || key))
    }

    /// The key of the sheet of a state as it would be made now: equal to that in a manifest, if what lies there
    /// was made from the same words, figures, theme and layout.
    ///
    /// # Errors
    /// As [`Engine::sheet`].
    pub fn key(&self, state: &str, language: &str, profile: &str) -> Result<String, Error> {
        let (wanted, profile) = (self.wanted(state, language)?, self.profile(profile)?);
        self.ask_of_page(wanted, |wanted, said, key| {
            let is_draft = approval::judge(&self.plan, wanted.state, language, || key).is_draft();
            self.plan.page_key(profile, wanted, said, is_draft)
        })
    }

    /// Answers a question about what a sheet says and the key of its page, laid out as its series is.
    fn ask_of_page<T>(
        &self,
        wanted: Wanted<'_>,
        answer: impl FnOnce(Wanted<'_>, (&Facts, &Document), &String) -> T,
    ) -> Result<T, Error> {
        let plan = &self.plan;
        let language = wanted.composer.language();
        let series = plan.series(1).iter().find(|series| series.language == language);
        let wanted = Wanted { series: series.map(|series| series.layout), ..wanted };
        self.ask(|sink| {
            let facts = plan.facts(wanted.state)?;
            let document = plan.document(wanted.composer, &facts, sink)?;
            let key = approval::sheet_key(plan, wanted, &facts, &document);
            Ok(answer(wanted, (&facts, &document), &key))
        })
    }

    /// The numbers that are not printed, to protect somebody.
    pub fn withheld(&self) -> Vec<WithheldNumber> {
        decisions::withheld(&self.plan)
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn wanted(&self, state: &str, language: &str) -> Result<Wanted<'_>, Error> {
        let plan = &self.plan;
        let composer = plan.composers.iter().find(|composer| composer.language() == language);
        let composer = composer.ok_or_else(|| {
            let languages = plan.composers.iter().map(Composer::language);
            self.unknown(Code::UnknownLanguage, "language", language, languages)
        })?;
        let found = plan.dataset.states.iter().find(|own| is_called(own, state));
        let state = found.ok_or_else(|| {
            let failed = plan.dataset.failed_states.iter().any(|failed| failed.is_called(state));
            let states = plan.dataset.states.iter().map(|own| own.slug.value.as_str());
            let what = if failed { "sound file of a state" } else { "state" };
            self.unknown(Code::NoState, what, state, states)
        })?;
        Ok(Wanted { state, composer, series: None })
    }

    /// The number of a profile.
    pub(super) fn profile(&self, name: &str) -> Result<usize, Error> {
        let names = || self.plan.profiles.iter().map(|profile| profile.name);
        let found = names().position(|own| own == name);
        found.ok_or_else(|| self.unknown(Code::BadValue, "output profile", name, names()))
    }

    fn unknown<'n>(&self, code: Code, what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> Error {
        let mut findings = self.findings.clone();
        let known = known.take(SHOWN).collect::<Vec<_>>().join(", ");
        findings.refuse(code, name, format!("there is no {what} of this name"), format!("there is: {known}"));
        Error::Refused(findings)
    }

    /// What stops a sheet, with everything found so far.
    pub(super) fn refused(&self, trouble: Trouble, sink: &Sink) -> Error {
        match trouble {
            Trouble::Bug(bug) => Error::Bug(bug),
            Trouble::Refused(_) => {
                let mut findings = self.findings.clone();
                findings.sink_mut().absorb(sink.clone());
                Error::Refused(findings)
            }
        }
    }

    /// Answers a question about one sheet.
    pub(super) fn ask<T>(&self, answer: impl FnOnce(&mut Sink) -> Result<T, Reported>) -> Result<T, Error> {
        let mut sink = Sink::default();
        let answered = catch(|| answer(&mut sink)).map_err(Trouble::Bug);
        let answered = answered.and_then(|answer| answer.map_err(|why| Trouble::Refused(why.into())));
        answered.map_err(|trouble| self.refused(trouble, &sink))
    }
}
