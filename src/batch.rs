//! Many handouts at once: one plan per run, workers that each keep their own caches, and one
//! outcome for each handout. A fault in one state never stops the others.
//!
//! In: a [`Dataset`] and [`Options`]. Out: [`Outcome`]s in the order of the states, whatever the
//! number of threads. A finished page is handed to the caller's `deliver`; nothing is written here.

use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::doc::{Composer, Document};
use crate::facts::{self, Facts};
use crate::font::Fonts;
use crate::input::{Dataset, State, built_in_theme};
use crate::layout::{FitReport, Page, Typesetter};
use crate::pack::Pack;
use crate::pdf::{PROFILES, Profile, Writer};
use crate::proof::{self, Expectation, Promise};
use crate::source::Sources;
use crate::theme::Theme;
use chrono::NaiveDate;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run is asked for beyond what the set says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Postal codes or file names of the states to make; none: all.
    pub only: Vec<String>,
    /// Languages to make; none: all of the set.
    pub languages: Vec<String>,
    /// A theme other than the set's.
    pub theme: Option<String>,
    /// Names of output profiles to make; none: the set's.
    pub profiles: Vec<String>,
    /// The date for the files of a set without `released`.
    pub date: Option<NaiveDate>,
    /// Prove every file of a run, however long it is.
    pub prove_all: bool,
}

/// In runs of up to this many files each of them is proved before it is delivered. That costs more
/// than making it; so of longer runs the files of every [`SAMPLE`]th state are, the first among them.
const PROVED: usize = 200;
const SAMPLE: usize = 16;

/// Everything the handouts of a run share, made once.
pub struct Batch<'d> {
    dataset: &'d Dataset,
    fonts: Fonts,
    theme: Theme,
    composers: Vec<Composer>,
    /// The profiles to make, each with the data its files hold.
    profiles: Vec<(Profile, Pack<'d>)>,
    states: Vec<&'d State>,
    date: NaiveDate,
    prove_all: bool,
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
    /// The PDF; empty when only checking.
    pub bytes: Vec<u8>,
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
    /// Reads the plan of a run: theme, languages, states. Faults are reported.
    pub fn plan(
        dataset: &'d Dataset,
        sources: &Sources,
        options: &Options,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let set = &dataset.set;
        // Faults of every figure first, also of the states that will not be built.
        facts::judge_all(dataset, sink);
        let national = facts::judge_national(dataset, sink);
        let theme = theme(dataset, options, sink);
        let profiles = profiles(dataset, options, sink);
        let languages: Vec<&str> = match options.languages.as_slice() {
            [] => set.languages.iter().map(|l| l.value.as_str()).collect(),
            asked => asked.iter().map(String::as_str).collect(),
        };
        let mut composers = Vec::new();
        let mut failed = None;
        for language in languages {
            let wording = dataset.wordings.iter().find(|w| w.language.value == language);
            let composer = match wording {
                Some(wording) => Composer::new(set, wording, sources, sink),
                None => {
                    let known: Vec<&str> = set.languages.iter().map(|l| l.value.as_str()).collect();
                    let message = format!("the set has no wording in `{language}`");
                    let at = set.languages.first().map_or(set.year.span, |l| l.span);
                    let fault = Diagnostic::error(Code::UnknownLanguage, at, message)
                        .help(format!("its languages are: {}", known.join(", ")));
                    Err(sink.report(fault))
                }
            };
            match composer {
                Ok(composer) => composers.push(composer),
                Err(reported) => failed = Some(reported),
            }
        }
        let date = set.released.as_ref().map(|d| d.value).or(options.date).ok_or_else(|| {
            let message = "the set does not say when it was released";
            let help =
                "add `released = 2024-05-01` with the day the sheets go out: it is the date of the PDF files";
            sink.report(Diagnostic::error(Code::MissingKey, set.year.span, message).help(help))
        });
        if let Some(reported) = failed {
            return Err(reported);
        }
        national?;
        let states = dataset
            .states
            .iter()
            .filter(|s| options.only.is_empty() || options.only.iter().any(|asked| is_called(s, asked)))
            .collect();
        let (theme, date, prove_all) = (theme?, date?, options.prove_all);
        let profiles = profiles?.into_iter().map(|profile| {
            let pack = Pack::new(dataset, &theme.name, date, &profile);
            (profile, pack)
        });
        let profiles = profiles.collect();
        Ok(Self { dataset, fonts: Fonts::bundled(), theme, composers, profiles, states, date, prove_all })
    }

    /// How many handouts the plan holds.
    pub fn len(&self) -> usize {
        self.states.len() * self.composers.len() * self.profiles.len()
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes every handout on `jobs` threads and hands each to `deliver` as it is finished;
    /// faults go to the sink in the order of the states.
    pub fn build(
        &self,
        jobs: usize,
        sink: &mut Sink,
        deliver: impl Fn(&Handout<'d>) -> Result<(), String> + Sync,
    ) -> Vec<Outcome<'d>> {
        let deliver = &deliver;
        self.each(jobs, sink, |engine, state, sink| {
            let proved = self.is_proved(state);
            self.documents(state, sink, |composer, facts, document, sink| {
                let (page, fit) = self.lay_out(engine, document, state, sink).ok()?;
                let made = self.profiles.iter().zip(&mut engine.writers).map(|((profile, pack), writer)| {
                    let enclosure = pack.enclosure(facts, state, composer.language());
                    let bytes = writer.write(&page, &document.meta, &enclosure);
                    let promise = Promise::named(profile.name).expect("a profile makes a promise");
                    let expected = Expectation { promise, document };
                    if proved && proof::vouch(&bytes, &expected, state.name.span, sink).is_err() {
                        return Outcome::Failed { state, language: composer.language().to_owned() };
                    }
                    let handout = self.handout(state, composer, profile, bytes, fit.clone());
                    match deliver(&handout) {
                        Ok(()) => Outcome::Made(handout),
                        Err(error) => Outcome::Undelivered { state, error },
                    }
                });
                Some(made.collect())
            })
        })
    }

    fn is_proved(&self, state: &State) -> bool {
        let place = self.states.iter().position(|other| std::ptr::eq(*other, state));
        self.prove_all || self.len() <= PROVED || place.is_some_and(|place| place % SAMPLE == 0)
    }

    /// Goes through every stage but writing: all faults, no bytes.
    pub fn check(&self, jobs: usize, sink: &mut Sink) -> Vec<Outcome<'d>> {
        self.each(jobs, sink, |engine, state, sink| {
            self.documents(state, sink, |composer, _, document, sink| {
                let (_, fit) = self.lay_out(engine, document, state, sink).ok()?;
                let made = self.profiles.iter().map(|(profile, _)| {
                    Outcome::Made(self.handout(state, composer, profile, Vec::new(), fit.clone()))
                });
                Some(made.collect())
            })
        })
    }

    fn lay_out(
        &self,
        engine: &mut Engine,
        document: &Document,
        state: &State,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Reported> {
        engine.typesetter.lay_out(document, state.name.span, sink)
    }

    /// The slug, then what differs from the set's first language and profile.
    fn handout(
        &self,
        state: &'d State,
        composer: &Composer,
        profile: &Profile,
        bytes: Vec<u8>,
        fit: FitReport,
    ) -> Handout<'d> {
        let language = composer.language().to_owned();
        let mut file_name = state.slug.value.clone();
        if self.dataset.set.languages.first().is_some_and(|first| first.value != language) {
            file_name += &format!("-{language}");
        }
        if profile.name != default_profile(self.dataset) {
            file_name += &format!("-{}", profile.name);
        }
        file_name += ".pdf";
        Handout { state, language, profile: profile.name, file_name, bytes, fit }
    }

    /// The documents of one state, each handed to `then`; `None` from it means failed.
    fn documents(
        &self,
        state: &'d State,
        sink: &mut Sink,
        mut then: impl FnMut(&Composer, &Facts, &Document, &mut Sink) -> Option<Vec<Outcome<'d>>>,
    ) -> Vec<Outcome<'d>> {
        let facts = facts::judge(self.dataset, state, sink);
        let mut outcomes = Vec::with_capacity(self.composers.len());
        for composer in &self.composers {
            let language = composer.language().to_owned();
            let made = facts.as_ref().ok().and_then(|facts| {
                let document = composer.compose(&self.dataset.set, facts, self.date, sink).ok()?;
                then(composer, facts, &document, sink)
            });
            outcomes.extend(made.unwrap_or_else(|| vec![Outcome::Failed { state, language }]));
        }
        outcomes
    }

    /// Runs `make` for every state on `jobs` threads, each with an engine of its own.
    fn each(
        &self,
        jobs: usize,
        sink: &mut Sink,
        make: impl Fn(&mut Engine, &'d State, &mut Sink) -> Vec<Outcome<'d>> + Sync,
    ) -> Vec<Outcome<'d>> {
        let count = self.states.len();
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<Option<Done<'d>>>> = Mutex::new((0..count).map(|_| None).collect());
        let work = || {
            let mut engine = self.engine();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(state) = self.states.get(n) else { break };
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
        match jobs.clamp(1, count.max(1)) {
            1 => work(),
            jobs => std::thread::scope(|scope| (0..jobs).for_each(|_| drop(scope.spawn(work)))),
        }
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
            typesetter: Typesetter::new(&self.fonts, &self.theme),
            writers: self.profiles.iter().map(|(profile, _)| Writer::new(&self.fonts, profile)).collect(),
        }
    }
}

/// Whether a state answers to a postal code or file name.
pub fn is_called(state: &State, name: &str) -> bool {
    state.postal.value.eq_ignore_ascii_case(name) || state.slug.value.eq_ignore_ascii_case(name)
}

/// The profile the set makes if nobody asks for another.
fn default_profile(dataset: &Dataset) -> &str {
    dataset.set.profile.as_ref().map_or(PROFILES[0].name, |name| name.value.as_str())
}

/// The profiles to make. Only the one for print shops has a sheet, and the set's own output.
fn profiles(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<Vec<Profile>, Reported> {
    let asked = match options.profiles.as_slice() {
        [] => vec![default_profile(dataset)],
        asked => asked.iter().map(String::as_str).collect(),
    };
    let known = PROFILES.map(|profile| profile.name);
    let mut found: Vec<Profile> = Vec::new();
    for name in asked {
        let Some(profile) = Profile::named(name) else {
            let at = dataset.set.profile.as_ref().map_or(dataset.set.year.span, |name| name.span);
            let fault = Diagnostic::error(Code::BadValue, at, format!("there is no profile `{name}`"));
            return Err(sink.report(fault.help(format!("the profiles are: {}", known.join(", ")))));
        };
        if found.iter().any(|before| before.name == profile.name) {
            continue;
        }
        found.push(match (&profile.sheet, &dataset.set.output_profile) {
            (Some(_), Some(output)) => profile.with_output(&output.name, &output.bytes),
            _ => profile.clone(),
        });
    }
    Ok(found)
}

fn theme(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<Theme, Reported> {
    let name = options.theme.as_ref().unwrap_or(&dataset.set.theme.value);
    built_in_theme(name).ok_or_else(|| {
        let known: Vec<&str> = crate::theme::BUILT_IN.iter().map(|(name, _)| *name).collect();
        let message = format!("there is no theme `{name}`");
        let fault = Diagnostic::error(Code::UnknownTheme, dataset.set.theme.span, message);
        sink.report(fault.help(format!("the themes are: {}", known.join(", "))))
    })
}
