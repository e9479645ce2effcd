//! Making sheets: one at a time ([`Engine`]) or many at once ([`Batch`]).
//!
//! In: a [`Set`] and [`Options`]. Out: a [`Sheet`], or a [`Run`] of [`Outcome`]s in the order of the
//! states, whatever the number of threads. A finished file is handed to the caller's `deliver`; nothing
//! is written here. A fault in one state, also one of this program, never stops the others.
//!
//! `plan` is all that sheets share, `worker` one thread's tools; both belong to nobody but the engine.

#![warn(missing_docs)]

mod against;
mod bug;
mod decisions;
mod engine;
mod error;
mod names;
mod outcome;
mod plan;
mod series;
mod set;
#[cfg(test)]
mod tests;
mod trace;
mod worker;

pub use against::{FigureChange, NotComparable};
pub use bug::Bug;
pub use decisions::{WaivedRule, WithheldNumber};
pub use engine::Engine;
pub use error::Error;
pub use outcome::{Handout, Outcome, Run, Sheet, StateName};
pub use plan::Options;
pub use series::Series;
pub use set::Set;
pub use trace::PrintedNumber;

use crate::diagnostic::{Findings, Severity, Sink};
use crate::set::State;
use plan::Plan;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use worker::{Between, Ready, Trouble, Wanted, Worker};

/// The sheets that an engine was asked for, made many at once.
#[derive(Clone)]
pub struct Batch(Engine);

/// What to make of a page that is ready, in the profile of a number.
type Finish<'f> = dyn Fn(&mut Worker<'_>, &Ready<'_>, usize, &mut Sink) -> Outcome + Sync + 'f;

impl Batch {
    /// All sheets of the engine's [`Options`].
    pub fn new(engine: &Engine) -> Self {
        Self(engine.clone())
    }

    /// How many sheets these are.
    pub fn len(&self) -> usize {
        self.0.plan().states.len() * self.of_each()
    }

    /// How many sheets there are of each state: one in each language and output profile.
    pub fn of_each(&self) -> usize {
        self.0.plan().composers.len() * self.0.plan().profiles.len()
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes every sheet on `jobs` threads and hands each, with the bytes of its file, to `deliver` as
    /// soon as the file is proved; one whose proof fails is not delivered.
    pub fn build(&self, jobs: usize, deliver: impl Fn(&Handout, &[u8]) -> io::Result<()> + Sync) -> Run {
        self.build_through(jobs, &|_, bytes| bytes, &deliver)
    }

    /// As `build`, with each file passed through `between` before its proof.
    fn build_through(
        &self,
        jobs: usize,
        between: &Between,
        deliver: &(dyn Fn(&Handout, &[u8]) -> io::Result<()> + Sync),
    ) -> Run {
        self.run(jobs, &|worker, ready, profile, sink| {
            let bytes = match worker.file(ready, profile, between, sink) {
                Ok(bytes) => bytes,
                Err(trouble) => {
                    return trouble.outcome(ready.wanted, Some(worker.plan.profiles[profile].name));
                }
            };
            let handout = ready.handout(worker.plan, profile, bytes.len());
            match deliver(&handout, &bytes) {
                Ok(()) => Outcome::Made(handout),
                Err(error) => Outcome::Undelivered { handout, error },
            }
        })
    }

    /// Goes through every stage but writing: how each page is filled, no bytes.
    pub fn fit(&self, jobs: usize) -> Run {
        self.run(jobs, &fitted)
    }

    /// As [`Batch::fit`], and asks of the set and its wordings what a careful reader would.
    pub fn check(&self, jobs: usize) -> Run {
        let mut run = self.fit(jobs);
        lint(self, &mut run.findings);
        run
    }

    /// How many warnings a check would add to what was found.
    pub fn unseen(&self, findings: &Findings) -> usize {
        let mut all = findings.clone();
        lint(self, &mut all);
        let warnings =
            |findings: &Findings| findings.count(Severity::Warning) + findings.count(Severity::Error);
        warnings(&all) - warnings(findings)
    }

    fn run(&self, jobs: usize, finish: &Finish<'_>) -> Run {
        let plan = self.0.plan();
        let series = plan.series(jobs);
        let (outcomes, found) =
            each(plan, &plan.states, jobs, |worker, state, sink| worker.sheets(state, series, sink, finish));
        let mut findings = self.0.findings().clone();
        findings.sink_mut().absorb(found);
        Run { outcomes, series: series.to_vec(), findings }
    }
}

/// Every lint over the set and its wordings, alone.
pub fn lint(batch: &Batch, findings: &mut Findings) {
    batch.0.plan().lint(findings.sink_mut());
}

/// Only its fit is asked for.
fn fitted(worker: &mut Worker<'_>, ready: &Ready<'_>, profile: usize, _: &mut Sink) -> Outcome {
    Outcome::Made(ready.handout(worker.plan, profile, 0))
}

impl Worker<'_> {
    /// Every sheet of the state of that number.
    fn sheets(
        &mut self,
        state: usize,
        series: &[Series],
        sink: &mut Sink,
        finish: &Finish<'_>,
    ) -> Vec<Outcome> {
        let plan = self.plan;
        let state = &plan.dataset.states[state];
        let facts = self.facts(state);
        let mut outcomes = Vec::with_capacity(plan.composers.len() * plan.profiles.len());
        for composer in &plan.composers {
            let setting = series.iter().find(|series| series.language == composer.language());
            let wanted = Wanted { state, composer, setting: setting.map(|series| series.setting) };
            let ready = facts.as_ref().map_err(Trouble::clone);
            match ready.and_then(|facts| self.page(wanted, facts, sink)) {
                Ok(ready) => {
                    let profiles = 0..plan.profiles.len();
                    outcomes.extend(profiles.map(|profile| finish(self, &ready, profile, sink)));
                }
                Err(trouble) => outcomes.push(trouble.outcome(wanted, None)),
            }
        }
        outcomes
    }
}

/// What became of one state: its sheets, and what was found.
type Done = (Vec<Outcome>, Sink);

/// Runs `make` for each of `states` on `jobs` threads, each with a worker of its own.
fn each(
    plan: &Plan,
    states: &[usize],
    jobs: usize,
    make: impl Fn(&mut Worker<'_>, usize, &mut Sink) -> Vec<Outcome> + Sync,
) -> Done {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Done>>> = Mutex::new(states.iter().map(|_| None).collect());
    let work = || {
        let mut worker = Worker::new(plan);
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(&state) = states.get(n) else { break };
            let mut sink = Sink::default();
            let outcomes = make(&mut worker, state, &mut sink);
            if let Ok(mut done) = done.lock() {
                done[n] = Some((outcomes, sink));
            }
        }
    };
    // This thread works too; if the system has no room for another one, those there are go on.
    std::thread::scope(|scope| {
        let more = (1..jobs.min(states.len()))
            .map_while(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok());
        more.for_each(drop);
        work();
    });
    let done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (mut outcomes, mut sink) = (Vec::new(), Sink::default());
    for (made, found) in done.into_iter().flatten() {
        outcomes.extend(made);
        sink.absorb(found);
    }
    (outcomes, sink)
}

/// Whether a state answers to a postal code or file name.
fn is_called(state: &State, name: &str) -> bool {
    state.postal.value.eq_ignore_ascii_case(name) || state.slug.value.eq_ignore_ascii_case(name)
}
