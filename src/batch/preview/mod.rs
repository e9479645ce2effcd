//! Previews: the pages of a batch as pictures, a contact sheet of them, and a page for a browser.
//!
//! Every sheet is made, proved and drawn from its file, so that what is seen is what goes out. Sheets that cannot
//! be made are shown as such.

#![warn(missing_docs)]

mod draw;
mod page;

use super::against::FigureChange;
use super::engine::Engine;
use super::outcome::StateName;
use super::plan::Plan;
use super::worker::Worker;
use super::{Batch, on_threads};
use crate::diagnostic::{Findings, Sink};
use crate::preview::{ContactTile, PreviewSheet, tile_width};
use crate::set::State;
use crate::source::FileId;
use crate::wording::Composer;
use draw::undrawn;
use std::collections::BTreeSet;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How sheets are previewed.
#[derive(Clone, Default)]
pub struct Previewing {
    /// Dots of an inch; within [`Previewing::DPI`].
    pub dpi: u32,
    /// What became of each figure since another edition: [`Set::changes`](crate::Set::changes).
    pub changes: Vec<FigureChange>,
    /// What makes the sheets of that edition, if it can be made.
    pub before: Option<Engine>,
    /// The states of which there is no sheet, since their files have faults.
    pub failed: Vec<StateName>,
}

/// What came of previewing.
#[derive(Debug)]
#[non_exhaustive]
pub struct Previewed {
    /// The page for a browser.
    pub html: String,
    /// All pages on one picture, a PNG file.
    pub contact: Vec<u8>,
    /// The sheets, in their order.
    pub sheets: Vec<PreviewedSheet>,
    /// Everything that was found, as a check finds it.
    pub findings: Findings,
}

/// What became of one sheet.
#[derive(Debug)]
#[non_exhaustive]
pub struct PreviewedSheet {
    /// Whose it is.
    pub state: StateName,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Name of its output profile.
    pub profile: String,
    /// The pictures of its pages; none if it was not made.
    pub files: Vec<String>,
    /// What `deliver` said, if it could not keep a picture.
    pub error: Option<io::Error>,
}

/// Takes each picture of a page, by the name of its file.
pub type Deliver<'d> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'd;

/// Width of a picture on the page for a browser, in pixels, where there are few.
const WIDTH: usize = 760;
/// With more sheets than this, their pictures get smaller, so that the page stays one that browsers open.
const MANY: usize = 150;
const NARROWEST: usize = 120;
/// What is beside the pictures of pages.
const CONTACT: &str = "contact";

/// A sheet that was drawn.
struct Drawn {
    shown: PreviewSheet,
    tiles: Vec<ContactTile>,
    told: PreviewedSheet,
    /// What was found while it was made.
    found: Sink,
    file: Option<FileId>,
}

impl Previewing {
    /// The least and the most dots of an inch.
    pub const DPI: (u32, u32) = (24, 600);
}

/// What all threads know.
struct Studio<'s> {
    plan: &'s Plan,
    before: Option<&'s Plan>,
    asked: &'s Previewing,
    deliver: &'s Deliver<'s>,
    names: Mutex<BTreeSet<String>>,
    /// Widths of pictures on the page and on the contact sheet.
    widths: (usize, usize),
}

impl Batch {
    /// Whether this program can draw: it is built so with the feature `pixels`.
    pub const CAN_DRAW: bool = crate::ink::CAN_DRAW;

    /// Makes every sheet on `jobs` threads, draws its pages, and hands each picture to `deliver` as soon as it is
    /// there.
    pub fn preview(&self, jobs: usize, asked: &Previewing, deliver: &Deliver<'_>) -> Previewed {
        let plan = self.0.plan();
        plan.series(jobs);
        let checked = self.check(jobs);
        let count = self.len() + asked.failed.len() * self.of_each();
        let shrunk = (WIDTH as f64 * (MANY as f64 / count.max(1) as f64).sqrt()) as usize;
        let studio = Studio {
            plan,
            before: asked.before.as_ref().map(Engine::plan),
            asked,
            deliver,
            names: Mutex::new(BTreeSet::from([CONTACT.to_owned()])),
            widths: (shrunk.clamp(NARROWEST, WIDTH), tile_width(count)),
        };
        let all: Vec<(&State, &Composer, usize)> = plan
            .states
            .iter()
            .flat_map(|&state| {
                plan.composers.iter().map(move |composer| (&plan.dataset.states[state], composer))
            })
            .flat_map(|(state, composer)| {
                (0..plan.profiles.len()).map(move |profile| (state, composer, profile))
            })
            .collect();
        let drawn: Mutex<Vec<Option<Drawn>>> = Mutex::new(all.iter().map(|_| None).collect());
        let next = AtomicUsize::new(0);
        on_threads(studio.threads(jobs).min(all.len()), || {
            let mut worker = Worker::new(plan);
            let mut before = studio.before.map(Worker::new);
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(wanted) = all.get(at) else { break };
                let own = studio.draw(*wanted, &mut worker, before.as_mut());
                if let Ok(mut drawn) = drawn.lock() {
                    drawn[at] = Some(own);
                }
            }
        });
        let drawn = drawn.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let failed = asked.failed.iter().flat_map(|state| plan.composers.iter().map(move |own| (state, own)));
        let failed = failed.flat_map(|(state, own)| {
            plan.profiles.iter().map(move |profile| undrawn(state, own.language(), profile.name))
        });
        let drawn = drawn.into_iter().flatten().chain(failed).collect();
        studio.finish(drawn, checked.findings)
    }
}
