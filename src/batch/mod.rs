//! Making sheets: one at a time ([`Engine`]) or many at once ([`Batch`]).
//!
//! In: a [`Set`] and [`Options`]. Out: a [`Sheet`], or a [`Run`] of [`Outcome`]s in the order of the
//! states, whatever the number of threads. A finished file is handed to the caller's `deliver`; nothing
//! is written here. A fault in one state, also one of this program, never stops the others.
//!
//! `plan` is all that sheets share, `worker` one thread's tools; both belong to nobody but the engine.

#![warn(missing_docs)]

mod against;
mod approval;
mod bug;
mod card;
mod correction;
mod crew;
mod decisions;
mod diff;
mod edition_diff;
mod engine;
mod error;
mod groups;
mod invention;
mod key;
mod letters;
mod names;
mod outcome;
mod own_edition;
mod pack;
mod plan;
mod preview;
mod printing;
mod prove;
mod receiver;
mod review;
mod roll;
mod series;
mod set;
mod signed;
#[cfg(test)]
mod tests;
mod trace;
mod worker;

pub use against::{FigureChange, NotComparable};
pub use approval::Approval;
pub use bug::Bug;
pub use card::{CardPicture, alt_text};
pub use correction::SaidCorrection;
pub use decisions::{WaivedRule, WithheldNumber};
pub use diff::differ;
pub use edition_diff::{DiffFault, DiffSide, EditionDiff, FigureDiff, PlaceDiff, TextDiff};
pub use engine::Engine;
pub use error::Error;
pub use letters::{Letters, SaidBlock, SaidLetter};
pub use outcome::{Handout, Outcome, Run, Sheet, StateName};
pub use pack::{Pack, PackOptions, PackOrder, PackSheet, PackedSheet};
pub use plan::Options;
pub use preview::{Deliver, Previewed, PreviewedSheet, Previewing};
pub(crate) use printing::Printing;
pub use prove::{Proving, Verdict};
pub use receiver::Receiver;
pub use roll::roll_set;
pub use series::Series;
pub use set::Set;
pub(crate) use set::typed;
pub use signed::{AllowedFinding, SignedFigure};
pub use trace::PrintedNumber;

use crate::diagnostic::{Findings, Severity, Sink};
use crate::facts::Facts;
use crate::lint::{SaidPage, SaidState};
use crate::set::State;
use crate::wording::Composer;
use crew::Crew;
use receiver::Taking;
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use worker::{Between, Ready, Trouble, Wanted, Worker};

/// The sheets that an engine was asked for, made many at once.
#[derive(Clone)]
pub struct Batch(Engine);

/// Looks at the words of a state, in the order of the states.
type Look<'l> = dyn FnMut(SaidState<'_>) + Send + 'l;

/// Whether to end before the next state.
type Stop<'s> = dyn Fn() -> bool + Sync + 's;

/// What all threads do.
#[derive(Clone, Copy)]
struct Work<'w, 'p> {
    crew: &'w Crew<'p>,
    series: &'w [Series],
    finish: &'w Finish<'w>,
    stop: &'w Stop<'w>,
}

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
        self.build_for(jobs, &Taking(deliver))
    }

    /// As [`Batch::build`], for who may have some of the sheets already, or want no more.
    pub fn build_for(&self, jobs: usize, receiver: &dyn Receiver) -> Run {
        self.build_through(jobs, &|_, bytes| bytes, receiver)
    }

    /// As `build`, with each file passed through `between` before its proof.
    fn build_through(&self, jobs: usize, between: &Between<'_>, receiver: &dyn Receiver) -> Run {
        let plan = self.0.plan();
        let mut pages = plan.page_lints();
        let write = |worker: &mut Worker<'_>, ready: &Ready<'_>, profile: usize, sink: &mut Sink| {
            let mut handout = ready.handout(worker.plan, profile, 0);
            handout.key = ready.key(worker.plan, profile);
            if let Some(size) = receiver.has(&handout) {
                return Outcome::Made(Handout { kept: true, size, ..handout });
            }
            let bytes = match worker.file(ready, profile, between, sink) {
                Ok(bytes) => bytes,
                Err(trouble) => {
                    return trouble.outcome(ready.wanted, Some(worker.plan.profiles[profile].name));
                }
            };
            handout.size = bytes.len();
            match receiver.take(&handout, &bytes) {
                Ok(()) => Outcome::Made(handout),
                Err(error) => Outcome::Undelivered { handout, error },
            }
        };
        let mut run = self.run(jobs, &write, &mut |said| pages.look(said), &|| receiver.stop());
        let mut all = run.findings.clone();
        plan.lint(pages, all.sink_mut());
        let doubts =
            |findings: &Findings| findings.count(Severity::Warning) + findings.count(Severity::Error);
        run.unseen = doubts(&all) - doubts(&run.findings);
        run
    }

    /// Goes through every stage but writing: how each page is filled, no bytes.
    pub fn fit(&self, jobs: usize) -> Run {
        self.run(jobs, &fitted, &mut |_| {}, &|| false)
    }

    /// As [`Batch::fit`], and asks of the set and its wordings what a careful reader would. The handouts have
    /// no [`Handout::approval_key`].
    pub fn check(&self, jobs: usize) -> Run {
        let plan = self.0.plan();
        let mut pages = plan.page_lints();
        let mut run = self.run(jobs, &checked, &mut |said| pages.look(said), &|| false);
        plan.lint(pages, run.findings.sink_mut());
        run
    }

    /// Makes each sheet, and hands its words on to `look`.
    fn run(&self, jobs: usize, finish: &Finish<'_>, look: &mut Look<'_>, stop: &Stop<'_>) -> Run {
        let plan = self.0.plan();
        let crew = Crew::new(plan);
        let series = plan.series_by(&crew, jobs);
        let work = Work { crew: &crew, series, finish, stop };
        let (outcomes, found) = each(&plan.states, jobs, work, look);
        let mut findings = self.0.findings().clone();
        findings.sink_mut().absorb(found);
        Run { outcomes, series: series.to_vec(), findings, unseen: 0, stopped: stop() }
    }
}

/// Every lint over the set and its wordings, alone.
pub fn lint(batch: &Batch, findings: &mut Findings) {
    let plan = batch.0.plan();
    let (mut pages, mut worker) = (plan.page_lints(), Worker::new(plan));
    for &number in &plan.states {
        let state = &plan.dataset.states[number];
        let Ok(facts) = worker.facts(state) else { continue };
        let said = worker.said(&facts, number, &mut Sink::default());
        if let Ok(said) = said.into_iter().collect() {
            pages.look(SaidState { state, facts, pages: said });
        }
    }
    plan.lint(pages, findings.sink_mut());
}

/// Only its fit is asked for.
fn fitted(worker: &mut Worker<'_>, ready: &Ready<'_>, profile: usize, _: &mut Sink) -> Outcome {
    Outcome::Made(ready.handout(worker.plan, profile, 0))
}

/// The same, but for what is recorded when it is approved.
fn checked(worker: &mut Worker<'_>, ready: &Ready<'_>, profile: usize, _: &mut Sink) -> Outcome {
    Outcome::Made(ready.only_checked(worker.plan, profile, 0))
}

impl<'e> Worker<'e> {
    /// The words of a state's page in each language.
    fn said(&mut self, facts: &Facts, number: usize, sink: &mut Sink) -> Vec<Result<SaidPage, Trouble>> {
        let (plan, state) = (self.plan, &self.plan.dataset.states[number]);
        let say = |composer: &Composer| {
            if let Some(said) = self.kept(number, composer) {
                return Ok(said);
            }
            // What is wrong with a page that is not made is not told.
            let mut unheard = Sink::default();
            let allowed = plan.allow(state, composer).is_ok();
            self.say(composer, facts, if allowed { &mut *sink } else { &mut unheard })
        };
        plan.composers.iter().map(say).collect()
    }

    /// Every sheet of a state, and its words if they could be said in all languages.
    fn sheets(
        &mut self,
        number: usize,
        series: &[Series],
        sink: &mut Sink,
        finish: &Finish<'_>,
    ) -> (Vec<Outcome>, Option<SaidState<'e>>) {
        let (plan, state) = (self.plan, &self.plan.dataset.states[number]);
        let wanted = |composer: &'e Composer| {
            let series = series.iter().find(|series| series.language == composer.language());
            Wanted { state, composer, series: series.map(|series| series.layout) }
        };
        let facts = match self.facts(state) {
            Ok(facts) => facts,
            Err(trouble) => {
                let failed = |composer| trouble.clone().outcome(wanted(composer), None);
                return (plan.composers.iter().map(failed).collect(), None);
            }
        };
        let said = self.said(&facts, number, sink);
        let mut outcomes = Vec::with_capacity(plan.composers.len() * plan.profiles.len());
        for (composer, said) in plan.composers.iter().zip(&said) {
            let wanted = wanted(composer);
            let ready = said.as_ref().map_err(Trouble::clone);
            match ready.and_then(|said| self.lay_out(wanted, &facts, said, sink)) {
                Ok(ready) => {
                    let profiles = 0..plan.profiles.len();
                    outcomes.extend(profiles.map(|profile| finish(self, &ready, profile, sink)));
                }
                Err(trouble) => outcomes.push(trouble.outcome(wanted, None)),
            }
        }
        let pages = said.into_iter().collect::<Result<_, _>>().ok();
        (outcomes, pages.map(|pages| SaidState { state, facts, pages }))
    }
}

/// What became of one state: its sheets, what was found, and its words.
struct Done<'p> {
    outcomes: Vec<Outcome>,
    found: Sink,
    said: Option<SaidState<'p>>,
}

/// What becomes of the states, put into their order: each is done with as soon as those before it are.
struct InOrder<'p, 'l> {
    next: usize,
    waiting: BTreeMap<usize, Done<'p>>,
    outcomes: Vec<Outcome>,
    sink: Sink,
    look: &'l mut Look<'l>,
}

impl<'p> InOrder<'p, '_> {
    fn put(&mut self, number: usize, done: Done<'p>) {
        self.waiting.insert(number, done);
        while let Some(done) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.outcomes.extend(done.outcomes);
            self.sink.absorb(done.found);
            done.said.into_iter().for_each(&mut *self.look);
        }
    }
}

/// Makes the sheets of `states` on `jobs` threads, each with a worker of its own.
fn each<'p>(
    states: &[usize],
    jobs: usize,
    Work { crew, series, finish, stop }: Work<'_, 'p>,
    look: &mut Look<'_>,
) -> (Vec<Outcome>, Sink) {
    let next = AtomicUsize::new(0);
    let done =
        InOrder { next: 0, waiting: BTreeMap::new(), outcomes: Vec::new(), sink: Sink::default(), look };
    let done = Mutex::new(done);
    let work = |worker: &mut Worker<'p>| {
        while !stop() {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(&state) = states.get(n) else { break };
            let mut found = Sink::default();
            let (outcomes, said) = worker.sheets(state, series, &mut found, finish);
            if let Ok(mut done) = done.lock() {
                done.put(n, Done { outcomes, found, said });
            }
        }
    };
    on_threads(jobs.min(states.len()), || crew.work(work));
    let done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    (done.outcomes, done.sink)
}

/// Works on so many threads. This one works too; if the system has no room for another one, those there are
/// go on.
fn on_threads(jobs: usize, work: impl Fn() + Sync) {
    std::thread::scope(|scope| {
        let more = (1..jobs).map_while(|_| std::thread::Builder::new().spawn_scoped(scope, &work).ok());
        more.for_each(drop);
        work();
    });
}

/// Whether a state answers to a postal code or file name.
fn is_called(state: &State, name: &str) -> bool {
    state.postal.value.eq_ignore_ascii_case(name) || state.slug.value.eq_ignore_ascii_case(name)
}
