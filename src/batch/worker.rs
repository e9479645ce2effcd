//! One thread's tools for making sheets, with their caches.
//!
//! In: a [`Plan`], and a state and a language of its set. Out: a page, and of it the bytes of a file for
//! each profile; or why there is none.

use super::approval::{self, Approval};
use super::bug::{Bug, catch};
use super::names::NamedState;
use super::outcome::{Handout, Outcome, StateName};
use super::plan::Plan;
use crate::diagnostic::Sink;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::facts::Facts;
use crate::layout::{FitReport, Frame, Page, Refusal, SeriesLayout, Setting, Typesetter, mark_draft};
use crate::lint::{SaidPage, SoundTexts};
use crate::pdf::{FilePage, Writer};
use crate::press::{Press, Slug};
use crate::proof::{Expectation, Prover};
use crate::set::State;
use crate::source::FileId;
use crate::wording::Composer;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Why a sheet was not made.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    /// It was refused; the reasons are in the sink.
    Refused(Refusal),
    Bug(Bug),
}

impl Trouble {
    /// `profile` is that of the sheet, if only one is concerned.
    pub(super) fn outcome(self, wanted: Wanted<'_>, profile: Option<&'static str>) -> Outcome {
        let Wanted { state, composer, series: _ } = wanted;
        let (state, language) = (StateName::of(state), composer.language().to_owned());
        match self {
            Trouble::Refused(Refusal { over, reported: _ }) => Outcome::Failed { state, language, over },
            Trouble::Bug(bug) => Outcome::Bug { state, language, profile, bug },
        }
    }
}

/// Takes a file before it is proved, and hands it on.
pub(super) type Between<'b> = dyn Fn(&State, Vec<u8>) -> Vec<u8> + Sync + 'b;

/// Which page.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'e> {
    pub(super) state: &'e State,
    pub(super) composer: &'e Composer,
    /// The layout of its series.
    pub(super) series: Option<SeriesLayout>,
}

/// A sheet that only needs to be written.
pub(super) struct Ready<'e> {
    pub(super) wanted: Wanted<'e>,
    pub(super) facts: &'e Facts,
    pub(super) document: &'e Document,
    /// One, but in large print.
    pub(super) pages: Vec<Page>,
    pub(super) fit: FitReport,
    pub(super) approval: Approval,
    /// The key under which it is approved.
    approval_key: OnceCell<String>,
}

/// Makes sheets, one after the other.
pub(super) struct Worker<'e> {
    pub(super) plan: &'e Plan,
    known: Recollection<'e>,
    /// One of each for each profile, once it was needed.
    presses: Vec<Option<(Press<'e>, Writer<'e>)>>,
    prover: Prover,
    sound: SoundTexts,
}

/// What a worker remembers from one pass over the states to the next.
pub(super) struct Recollection<'e> {
    typesetter: Typesetter<'e>,
    /// Pages that were said to find the layout of a series, by the state's number and the file of the wording.
    pages: HashMap<(usize, FileId), SaidPage>,
}

impl<'e> Recollection<'e> {
    /// `again`: sheets are laid out more than once.
    pub(super) fn new(plan: &'e Plan, again: bool) -> Self {
        let typesetter = Typesetter::new(&plan.fonts, &plan.theme).advising(plan.advise);
        let typesetter = if again { typesetter.remembering() } else { typesetter };
        Self { typesetter, pages: HashMap::new() }
    }
}

/// So many pages are kept until they are laid out; more are said again.
const KEPT_PAGES: usize = 256;

impl<'e> Worker<'e> {
    pub(super) fn new(plan: &'e Plan) -> Self {
        Self::with(plan, Recollection::new(plan, false))
    }

    /// One who remembers.
    pub(super) fn with(plan: &'e Plan, known: Recollection<'e>) -> Self {
        Self {
            plan,
            known,
            presses: plan.profiles.iter().map(|_| None).collect(),
            prover: Prover::default(),
            sound: SoundTexts::default(),
        }
    }

    pub(super) fn recollection(self) -> Recollection<'e> {
        self.known
    }

    /// Runs `work`; if it panics, the caches may be torn and are made anew.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Trouble> {
        match catch(|| work(self)) {
            Ok(done) => done.map_err(Trouble::Refused),
            Err(bug) => {
                *self = Self::new(self.plan);
                Err(Trouble::Bug(bug))
            }
        }
    }

    /// What is true of a state.
    pub(super) fn facts(&mut self, state: &State) -> Result<Facts, Trouble> {
        self.guarded(|worker| Ok(worker.plan.facts(state)?))
    }

    /// A page that was said before, without a finding.
    pub(super) fn kept(&mut self, state: usize, composer: &Composer) -> Option<SaidPage> {
        self.known.pages.remove(&(state, composer.wording()))
    }

    /// Says a page.
    pub(super) fn say(
        &mut self,
        composer: &Composer,
        facts: &Facts,
        sink: &mut Sink,
    ) -> Result<SaidPage, Trouble> {
        self.guarded(|worker| Ok(worker.plan.say(composer, facts, &mut worker.sound, sink)?))
    }

    /// Lays out a page, if its sheet may be made.
    pub(super) fn lay_out<'p>(
        &mut self,
        wanted: Wanted<'p>,
        facts: &'p Facts,
        said: &'p SaidPage,
        sink: &mut Sink,
    ) -> Result<Ready<'p>, Trouble> {
        self.guarded(|worker| {
            let Wanted { state, composer, series } = wanted;
            worker.plan.allow(state, composer)?;
            worker.plan.refuse_wrong(said, sink)?;
            let (document, place) = (&said.document, state.name().span);
            let (mut pages, fit) = worker.known.typesetter.lay_out_all(document, series, place, sink)?;
            let (plan, language) = (worker.plan, composer.language());
            let approval_key = OnceCell::new();
            let key = || approval_key.get_or_init(|| approval::sheet_key(plan, wanted, facts, document));
            let approval = approval::judge(plan, state, language, key);
            if plan.only_approved {
                approval::refuse_draft(plan, wanted, &approval, sink)?;
            }
            if approval.is_draft() && !pages.iter_mut().all(|page| mark_draft(page, &plan.fonts)) {
                let message =
                    "the margins have no room for the mark of a draft, and nobody has approved the sheet";
                let fault = Diagnostic::error(Code::Illegible, place, message);
                return Err(sink
                    .report(fault.help("widen the margins in `theme.toml`, or approve the sheet"))
                    .into());
            }
            Ok(Ready { wanted, facts, document, pages, fit, approval, approval_key })
        })
    }

    /// How the page of the state with this number would be laid out in a frame and a setting, and whether its type would be
    /// small. What is wrong is told when the sheet is made.
    pub(super) fn survey(
        &mut self,
        number: usize,
        composer: &Composer,
        within: (Frame, Option<Setting>),
    ) -> Result<(SeriesLayout, bool), Trouble> {
        let (state, sink) = (&self.plan.dataset.states[number], &mut Sink::default());
        let said = match self.kept(number, composer) {
            Some(said) => said,
            None => {
                self.guarded(|worker| Ok(worker.plan.allow(state, composer)?))?;
                let facts = self.facts(state)?;
                self.say(composer, &facts, sink)?
            }
        };
        let sound = sink.found().is_empty();
        let surveyed = self.guarded(|worker| {
            worker.plan.refuse_wrong(&said, sink)?;
            let layout = worker.known.typesetter.survey(&said.document, within, state.name().span, sink)?;
            Ok((layout, worker.plan.theme.is_small(layout.setting.size)))
        });
        if sound && self.known.pages.len() < KEPT_PAGES {
            self.known.pages.insert((number, composer.wording()), said);
        }
        surveyed
    }

    /// Writes a page as the file of a profile, by its number, and proves the file. `between` comes
    /// between the two.
    pub(super) fn file(
        &mut self,
        ready: &Ready<'_>,
        profile: usize,
        between: &Between<'_>,
        sink: &mut Sink,
    ) -> Result<Vec<u8>, Trouble> {
        self.guarded(|worker| {
            let (plan, facts, document) = (worker.plan, ready.facts, ready.document);
            let state = ready.wanted.state;
            let bytes =
                between(state, worker.written(ready.wanted, (facts, document), &ready.pages, profile));
            let profile = &plan.profiles[profile];
            let expected = Expectation { profile, document, facts };
            worker.prover.demand_mark(Some(ready.approval.is_draft()));
            worker.prover.prove_or_report(&bytes, &expected, state.name().span, sink)?;
            Ok(bytes)
        })
    }

    /// Makes a sheet anew of what was said before, to hold a finished file against it. Nothing is judged.
    pub(super) fn again(
        &mut self,
        wanted: Wanted<'_>,
        (facts, document): (&Facts, &Document),
        profile: usize,
        is_draft: bool,
    ) -> Option<Vec<u8>> {
        let made = self.guarded(|worker| {
            let (place, mut unheard) = (wanted.state.name().span, Sink::default());
            let laid_out = worker.known.typesetter.lay_out_all(document, wanted.series, place, &mut unheard);
            let (mut pages, _) = laid_out?;
            let marked = !is_draft || pages.iter_mut().all(|page| mark_draft(page, &worker.plan.fonts));
            Ok(marked.then(|| worker.written(wanted, (facts, document), &pages, profile)))
        });
        made.ok().flatten()
    }

    /// Writes a page as the file of a profile, by its number.
    fn written(
        &mut self,
        wanted: Wanted<'_>,
        (facts, document): (&Facts, &Document),
        pages: &[Page],
        profile: usize,
    ) -> Vec<u8> {
        let (plan, Wanted { state, composer, series: _ }) = (self.plan, wanted);
        let enclosure = plan.embedded()[profile].enclosure(facts, state, composer.language());
        let tools = &mut self.presses[profile];
        let profile = &plan.profiles[profile];
        let (press, writer) = tools.get_or_insert_with(|| {
            let press = Press::new(&plan.fonts, profile, &plan.theme.color);
            (press, Writer::new(&plan.fonts, profile))
        });
        let (meta, figures) = (&document.meta, enclosure.figures.as_slice());
        let slug = Slug::of(&state.slug.value, meta);
        let slug_of = |number| Slug { page: (number, pages.len()), ..slug };
        let pages = (1..).zip(pages);
        let dressed: Vec<_> = pages.map(|(number, page)| press.dress(page, slug_of(number))).collect();
        let leaves = dressed.iter().map(|page| FilePage { page, language: &meta.locale, figures });
        let leaves: Vec<_> = leaves.collect();
        writer.write_all(&leaves, meta, &enclosure.files)
    }
}

impl Ready<'_> {
    /// The sheet that it makes in a profile, of so many bytes.
    pub(super) fn handout(&self, plan: &Plan, profile: usize, size: usize) -> Handout {
        let key = || approval::sheet_key(plan, self.wanted, self.facts, self.document);
        Handout {
            approval_key: self.approval_key.get_or_init(key).clone(),
            ..self.only_checked(plan, profile, size)
        }
    }

    /// The same of a sheet that nobody approves as it is now.
    pub(super) fn only_checked(&self, plan: &Plan, profile: usize, size: usize) -> Handout {
        let Wanted { state, composer, series: _ } = self.wanted;
        let (language, profile) = (composer.language().to_owned(), plan.profiles[profile].name);
        let name = plan.file_names().name(NamedState::of(state), &language, profile, plan.large_print);
        Handout {
            state: StateName::of(state),
            language,
            profile,
            file_name: name,
            title: self.document.meta.title.clone(),
            key: String::new(),
            approval: self.approval.clone(),
            approval_key: String::new(),
            kept: false,
            size,
            pages: self.pages.len(),
            fit: self.fit.clone(),
        }
    }
}
