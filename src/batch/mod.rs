//! Many handouts at once: one plan per run, workers that each keep their own caches, and one
//! outcome for each handout. A fault in one state never stops the others.
//!
//! In: a [`Dataset`] and [`Options`]. Out: [`Outcome`]s in the order of the states, whatever the
//! number of threads. A finished page is handed to the caller's `deliver`; nothing is written here.

mod names;
mod plan;
mod series;
#[cfg(test)]
mod tests;

use names::file_name;
pub use names::owner;
pub use plan::Options;
pub use series::{Member, Series};

use crate::diagnostic::{Reported, Severity, Sink};
use crate::document::{Document, Traced, trace};
use crate::embed::EmbeddedSet;
use crate::facts::{self, Facts, Protection, Withheld};
use crate::font::Fonts;
use crate::layout::{Advise, FitReport, Over, Page, Refusal, Setting, Typesetter};
use crate::lint::{self, Pages, Stopped};
use crate::pdf::{Profile, Writer};
use crate::proof::{self, Expectation, Promise};
use crate::set::{Dataset, State};
use crate::source::Sources;
use crate::theme::Theme;
use crate::wording::Composer;
use chrono::NaiveDate;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

/// Everything the handouts of a run share, made once.
pub struct Batch<'d> {
    dataset: &'d Dataset,
    protection: Protection,
    fonts: Fonts,
    theme: Theme,
    composers: Vec<Composer>,
    /// The profiles to make.
    profiles: Vec<Profile>,
    states: Vec<&'d State>,
    date: NaiveDate,
    stopped: Stopped,
    advise: Advise,
    series: OnceLock<Vec<Series<'d>>>,
}

/// A finished handout.
#[derive(Debug)]
pub struct Handout<'d> {
    /// Whose it is.
    pub state: &'d State,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Name of its output profile.
    pub profile: &'static str,
    /// Its file name.
    pub file_name: String,
    /// Bytes of its file; 0 when only checking.
    pub size: usize,
    /// What the fitting decided.
    pub fit: FitReport,
}

/// What became of one handout.
#[derive(Debug)]
pub enum Outcome<'d> {
    /// It was made and delivered.
    Made(Handout<'d>),
    /// It was not; the reasons are in the sink.
    Failed {
        /// Whose it would have been.
        state: &'d State,
        /// In which language.
        language: String,
        /// For text that is too long: by how much.
        over: Option<Over>,
    },
    /// It was made, but could not be delivered.
    Undelivered {
        /// Whose it was.
        state: &'d State,
        /// The reason.
        error: String,
    },
}

/// What became of one state: its handouts, and what was found.
type Done<'d> = (Vec<Outcome<'d>>, Sink);

/// Each worker's own engine.
struct Engine<'b> {
    typesetter: Typesetter<'b>,
    /// One for each profile.
    writers: Vec<Writer<'b>>,
}

impl<'d> Batch<'d> {
    /// How many handouts the plan holds.
    pub fn len(&self) -> usize {
        self.states.len() * self.composers.len() * self.profiles.len()
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes every handout on `jobs` threads and hands each, with the bytes of its PDF, to
    /// `deliver` as it is finished and proved; faults go to the sink in the order of the states. A file
    /// whose proof fails is not delivered.
    pub fn build(
        &self,
        jobs: usize,
        sink: &mut Sink,
        deliver: impl Fn(&Handout<'d>, &[u8]) -> Result<(), String> + Sync,
    ) -> Vec<Outcome<'d>> {
        self.build_through(|_, bytes| bytes, jobs, sink, &deliver)
    }

    /// As `build`, with each file passed through `press` between writing and proof.
    fn build_through(
        &self,
        press: impl Fn(&State, Vec<u8>) -> Vec<u8> + Sync,
        jobs: usize,
        sink: &mut Sink,
        deliver: &(impl Fn(&Handout<'d>, &[u8]) -> Result<(), String> + Sync),
    ) -> Vec<Outcome<'d>> {
        let settings =
            self.series(jobs).iter().map(|series| (series.language.clone(), series.setting)).collect();
        let pack = |profile| EmbeddedSet::new(self.dataset, &self.theme.name, self.date, profile, &settings);
        let packs: Vec<EmbeddedSet> = self.profiles.iter().map(pack).collect();
        self.each(&self.states, jobs, sink, |engine, state, sink| {
            self.documents(state, sink, |composer, facts, document, sink| {
                let setting = settings.get(composer.language()).copied();
                let (page, fit) = self.lay_out(engine, document, setting, state, sink)?;
                let made = packs.iter().zip(&self.profiles).zip(&mut engine.writers).map(
                    |((pack, profile), writer)| {
                        let enclosure = pack.enclosure(facts, state, composer.language());
                        let bytes = press(state, writer.write(&page, &document.meta, &enclosure));
                        let promise = Promise::named(profile.name).expect("a profile makes a promise");
                        let expected = Expectation { promise, document };
                        if proof::vouch(&bytes, &expected, state.name().span, sink).is_err() {
                            return Outcome::Failed {
                                state,
                                language: composer.language().to_owned(),
                                over: None,
                            };
                        }
                        let handout = self.handout(state, composer, profile, bytes.len(), fit.clone());
                        match deliver(&handout, &bytes) {
                            Ok(()) => Outcome::Made(handout),
                            Err(error) => Outcome::Undelivered { state, error },
                        }
                    },
                );
                Ok(made.collect())
            })
        })
    }

    /// Goes through every stage but writing: all faults, no bytes.
    pub fn check(&self, jobs: usize, sink: &mut Sink) -> Vec<Outcome<'d>> {
        self.try_out(&self.states, self.series(jobs), jobs, sink)
    }

    fn try_out(
        &self,
        states: &[&'d State],
        series: &[Series],
        jobs: usize,
        sink: &mut Sink,
    ) -> Vec<Outcome<'d>> {
        self.each(states, jobs, sink, |engine, state, sink| {
            self.documents(state, sink, |composer, _, document, sink| {
                let shared = series.iter().find(|series| series.language == composer.language());
                let setting = shared.map(|series| series.setting);
                let (_, fit) = self.lay_out(engine, document, setting, state, sink)?;
                let made = self
                    .profiles
                    .iter()
                    .map(|profile| Outcome::Made(self.handout(state, composer, profile, 0, fit.clone())));
                Ok(made.collect())
            })
        })
    }

    /// Runs every lint over the set and its wordings.
    pub fn lint(&self, sources: &Sources, sink: &mut Sink) {
        let pages = Pages {
            composers: &self.composers,
            date: self.date,
            states: &self.states,
            protection: &self.protection,
            theme: &self.theme.name,
            shown: self.theme.shown(),
        };
        lint::lint(self.dataset, Some(pages), sources, sink);
    }

    /// How many warnings a check of the set would show beside what is in `shown`.
    pub fn unseen(&self, sources: &Sources, shown: &Sink) -> usize {
        let mut found = shown.clone();
        self.lint(sources, &mut found);
        let warnings =
            |sink: &Sink| sink.found().iter().filter(|fault| fault.severity > Severity::Note).count();
        warnings(&found) - warnings(shown)
    }

    /// The numbers that are not printed, to protect somebody.
    pub fn withheld(&self) -> &[Withheld] {
        self.protection.withheld()
    }

    /// The states of the plan.
    pub fn states(&self) -> &[&'d State] {
        &self.states
    }

    /// Every number on a page in the plan's first language, in reading order.
    ///
    /// # Errors
    /// If the page cannot be said.
    pub fn trace(&self, facts: &Facts, sink: &mut Sink) -> Result<Vec<Traced>, Reported> {
        // A plan has a language: the set file names one, and each that is asked for is in it.
        let document = self.composers[0].compose(&self.dataset.set, facts, self.date, sink)?;
        lint::stale_years(&document, facts, sink)?;
        Ok(trace(&document))
    }

    fn lay_out(
        &self,
        engine: &mut Engine,
        document: &Document,
        setting: Option<Setting>,
        state: &State,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        let (typesetter, place) = (&mut engine.typesetter, state.name().span);
        match setting {
            Some(setting) => typesetter.lay_out_at(setting, document, place, sink),
            None => typesetter.lay_out(document, place, sink),
        }
    }

    fn handout(
        &self,
        state: &'d State,
        composer: &Composer,
        profile: &Profile,
        size: usize,
        fit: FitReport,
    ) -> Handout<'d> {
        let language = composer.language().to_owned();
        let file_name = file_name(self.dataset, &state.slug.value, &language, profile.name);
        Handout { state, language, profile: profile.name, file_name, size, fit }
    }

    /// The documents of one state, each handed to `then`.
    fn documents(
        &self,
        state: &'d State,
        sink: &mut Sink,
        mut then: impl FnMut(&Composer, &Facts, &Document, &mut Sink) -> Result<Vec<Outcome<'d>>, Refusal>,
    ) -> Vec<Outcome<'d>> {
        let facts = facts::validate_state(self.dataset, &self.protection, state, sink);
        let mut outcomes = Vec::with_capacity(self.composers.len());
        for composer in &self.composers {
            let mut made = || {
                let facts = facts.as_ref().map_err(|reported| *reported)?;
                self.stopped.check(state.figures.file, composer.wording())?;
                let document = composer.compose(&self.dataset.set, facts, self.date, sink)?;
                lint::stale_years(&document, facts, sink)?;
                then(composer, facts, &document, sink)
            };
            outcomes.extend(made().unwrap_or_else(|Refusal { over, reported: _ }| {
                vec![Outcome::Failed { state, language: composer.language().to_owned(), over }]
            }));
        }
        outcomes
    }

    /// Runs `make` for each of `states` on `jobs` threads, each with an engine of its own.
    fn each(
        &self,
        states: &[&'d State],
        jobs: usize,
        sink: &mut Sink,
        make: impl Fn(&mut Engine, &'d State, &mut Sink) -> Vec<Outcome<'d>> + Sync,
    ) -> Vec<Outcome<'d>> {
        let count = states.len();
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<Option<Done<'d>>>> = Mutex::new((0..count).map(|_| None).collect());
        let work = || {
            let mut engine = self.engine();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(state) = states.get(n) else { break };
                let mut sink = Sink::default();
                let made = catch_unwind(AssertUnwindSafe(|| make(&mut engine, state, &mut sink)));
                let outcomes = made.unwrap_or_else(|_| {
                    // A fault of this program: this state fails, with an engine that may be torn.
                    engine = self.engine();
                    let error = "a fault of this program, not of the data; please report it".to_owned();
                    vec![Outcome::Undelivered { state, error }]
                });
                if let Ok(mut done) = done.lock() {
                    done[n] = Some((outcomes, sink));
                }
            }
        };
        // This thread works too; if the system has no room for another one, those there are go on.
        std::thread::scope(|scope| {
            let more = (1..jobs.min(count))
                .map_while(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok());
            more.for_each(drop);
            work();
        });
        let done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut outcomes = Vec::with_capacity(self.len());
        for (made, found) in done.into_iter().flatten() {
            outcomes.extend(made);
            sink.absorb(found);
        }
        outcomes
    }

    fn engine(&self) -> Engine<'_> {
        Engine {
            typesetter: Typesetter::new(&self.fonts, &self.theme).advising(self.advise),
            writers: self
                .profiles
                .iter()
                .map(|profile| Writer::new(&self.fonts, profile, &self.theme.color))
                .collect(),
        }
    }
}

/// Whether a state answers to a postal code or file name.
pub fn is_called(state: &State, name: &str) -> bool {
    state.postal.value.eq_ignore_ascii_case(name) || state.slug.value.eq_ignore_ascii_case(name)
}
