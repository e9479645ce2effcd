//! Handouts that look alike: the layout that those of one language share.
//!
//! In: a [`Plan`] whose set asks for it (`fit = "uniform"`). Out: one [`Series`] for each language,
//! who decided it, and who is excepted from it. All places of the set take part, whichever are asked for,
//! so that one sheet made anew looks like the others; only what is printed decides.

#![warn(missing_docs)]

use super::crew::Crew;
use super::on_threads;
use super::outcome::{Handout, Outcome, StateName};
use super::plan::Plan;
use crate::layout::{Frame, SeriesLayout, Setting};
use crate::set::FitMode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// At most one in so many handouts is an exception from the layout the others share.
const EXCEPTIONS: usize = 10;

/// What the handouts of one language share.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Series {
    /// BCP 47 tag.
    pub language: String,
    /// Size, leading and gaps of their text, and what stands around it.
    pub layout: SeriesLayout,
    /// The state whose text is the fullest; `None` if the set says the setting itself.
    pub set_by: Option<StateName>,
    /// How many places have a fault and took no part: with them it may be another layout.
    pub left_out: usize,
}

impl Series {
    /// The handouts that have the shared layout, and those that have their own; each once, however many
    /// profiles it was made in.
    pub fn divide<'o>(&self, outcomes: &'o [Outcome]) -> (Vec<&'o Handout>, Vec<&'o Handout>) {
        let mut members: Vec<&Handout> = Vec::new();
        for handout in outcomes.iter().filter_map(Outcome::made) {
            // Profiles of one sheet stand together.
            let known = members.last().is_some_and(|last| last.state == handout.state);
            if handout.language == self.language && !known {
                members.push(handout);
            }
        }
        members.into_iter().partition(|handout| handout.fit.setting == self.layout.setting)
    }
}

/// How the sheet of a state, by its place in the dataset, would be laid out.
#[derive(Clone, Copy)]
struct Surveyed {
    state: usize,
    layout: SeriesLayout,
    small: bool,
}

/// The sheet with the least setting: of equals the first, whatever the number of threads.
fn fullest(sheets: &[Surveyed]) -> Option<Surveyed> {
    sheets.iter().min_by_key(|sheet| sheet.layout.setting).copied()
}

/// Puts those that were surveyed anew in the places of what was known of them.
fn replace(sheets: &mut [Surveyed], anew: Vec<Surveyed>) {
    for anew in anew {
        sheets.iter_mut().filter(|sheet| sheet.state == anew.state).for_each(|sheet| *sheet = anew);
    }
}

/// Whether lines or blocks are nearer to each other in one setting than in another.
fn is_closer(one: Setting, other: Setting) -> bool {
    let gap = |setting: Setting| setting.line_height().scale(setting.gap);
    one.line_height() < other.line_height() || gap(one) < gap(other)
}

impl Plan {
    /// The layout all handouts of a language share, where the set asks for one. Found once, on `jobs`
    /// threads; empty if each handout has its own.
    pub(super) fn series(&self, jobs: usize) -> &[Series] {
        self.series_by(&Crew::new(self), jobs)
    }

    /// The same, found by workers who remember the pages.
    pub(super) fn series_by<'p>(&'p self, crew: &Crew<'p>, jobs: usize) -> &'p [Series] {
        self.series.get_or_init(|| match self.dataset.set.fit {
            // Large print has one size, and the pages it takes; a card has no running text.
            _ if self.large_print || self.card => Vec::new(),
            FitMode::Each => Vec::new(),
            FitMode::At { size, lead, gap, frame } => {
                let setting = Setting { size, leading: lead, gap };
                let layout = SeriesLayout { setting, frame: frame.map_or(Frame::FREE, Frame::from) };
                let languages = self.composers.iter().map(|composer| composer.language().to_owned());
                let one = |language| Series { language, layout, set_by: None, left_out: 0 };
                languages.map(one).collect()
            }
            FitMode::Uniform => {
                (0..self.composers.len()).filter_map(|language| self.shared(language, crew, jobs)).collect()
            }
        })
    }

    /// The series of a language: around the text each part as the sheet that needs most room for it; the
    /// text as the fullest sheet has it in that frame.
    fn shared<'p>(&'p self, language: usize, crew: &Crew<'p>, jobs: usize) -> Option<Series> {
        let all: Vec<usize> = (0..self.dataset.states.len()).collect();
        let mut sheets = self.survey(language, &all, (Frame::FREE, None), (crew, jobs));
        let frame = sheets.iter().map(|sheet| sheet.layout.frame).reduce(Frame::shared)?;
        let frame = Frame { clear: Frame::FREE.clear, ..frame };
        let other = |sheet: &&Surveyed| Frame { clear: frame.clear, ..sheet.layout.frame } != frame;
        let others: Vec<usize> = sheets.iter().filter(other).map(|sheet| sheet.state).collect();
        replace(&mut sheets, self.survey(language, &others, (frame, None), (crew, jobs)));
        let states = &self.dataset.states;
        let left_out = states.len() - sheets.len() + self.dataset.failed_states.len();
        // Those that only fit below the legible size, and are warned of for that, keep their own setting if
        // they are few, so that they do not make the others small.
        if sheets.iter().filter(|sheet| sheet.small).count() * EXCEPTIONS <= sheets.len() {
            sheets.retain(|sheet| !sheet.small);
        }
        // A sheet of larger type that is set closer may be the fullest in the type of the others.
        let setting = fullest(&sheets)?.layout.setting;
        let closer = |sheet: &&Surveyed| is_closer(sheet.layout.setting, setting);
        let others: Vec<usize> = sheets.iter().filter(closer).map(|sheet| sheet.state).collect();
        replace(&mut sheets, self.survey(language, &others, (frame, Some(setting)), (crew, jobs)));
        let fullest = fullest(&sheets)?;
        let setting = fullest.layout.setting;
        // Where not all have the same white to give away, none is.
        let alike = sheets.iter().all(|sheet| sheet.layout.setting == setting);
        let clear = sheets.iter().map(|sheet| sheet.layout.frame.clear).min();
        let frame = Frame { clear: clear.filter(|_| alike).unwrap_or_default(), ..frame };
        let set_by = Some(StateName::of(&states[fullest.state]));
        let language = self.composers[language].language().to_owned();
        Some(Series { language, layout: SeriesLayout { setting, frame }, set_by, left_out })
    }

    /// How the sheets of these states would be laid out in a frame and a setting, in the order of the states. Those
    /// that cannot be made are missing.
    fn survey<'p>(
        &'p self,
        language: usize,
        states: &[usize],
        within: (Frame, Option<Setting>),
        (crew, jobs): (&Crew<'p>, usize),
    ) -> Vec<Surveyed> {
        let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(states.len())));
        on_threads(jobs.min(states.len()), || {
            crew.work(|worker| {
                while let Some(&state) = states.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let surveyed = worker.survey(state, &self.composers[language], within);
                    if let (Ok((layout, small)), Ok(mut found)) = (surveyed, found.lock()) {
                        found.push(Surveyed { state, layout, small });
                    }
                }
            });
        });
        let mut found = found.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        found.sort_by_key(|sheet| sheet.state);
        found
    }
}
