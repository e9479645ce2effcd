//! Previews: the pages of a batch as pictures, a contact sheet of them, and a page for a browser.
//!
//! Every sheet is made, proved and drawn from its file, so that what is seen is what goes out. Sheets that cannot
//! be made are shown as such.

#![warn(missing_docs)]

use super::against::FigureChange;
use super::engine::Engine;
use super::outcome::StateName;
use super::plan::Plan;
use super::review::{ReviewedSheet, inside, merged, review};
use super::worker::{Trouble, Worker};
use super::{Batch, on_threads};
use crate::diagnostic::{At, Diagnostic, Findings, Severity, Sink};
use crate::ink::{DrawnPage, draw_in_color};
use crate::lang::Language;
use crate::preview::{
    ContactTile, PagePicture, PreviewFinding, PreviewPage, PreviewSheet, Raster, RingedArea, contact_sheet, html,
    tile_width,
};
use crate::set::State;
use crate::source::FileId;
use crate::wording::Composer;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
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
const WIDTH: usize = 816;
/// With more sheets than this, their pictures get smaller, so that the page stays one that browsers open.
const MANY: usize = 150;
const NARROWEST: usize = 120;
/// Colors of such a picture.
const COLORS: usize = 32;
/// Bytes that all threads together may draw into.
const MOST: f64 = 1e9;
/// Names of what is beside the pictures of pages.
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
            .flat_map(|&state| plan.composers.iter().map(move |composer| (&plan.dataset.states[state], composer)))
            .flat_map(|(state, composer)| (0..plan.profiles.len()).map(move |profile| (state, composer, profile)))
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

impl Studio<'_> {
    /// So many that their pictures have room.
    fn threads(&self, jobs: usize) -> usize {
        let inch = 72.0;
        let (wide, high) = (self.plan.theme.page.width().to_f64() / inch, self.plan.theme.page.height().to_f64() / inch);
        let dots = f64::from(self.asked.dpi);
        // A renderer has four bytes for a pixel, a picture three.
        let room = (MOST / (wide * dots * high * dots * 8.0)) as usize;
        jobs.min(room).max(1)
    }

    fn draw<'e>(
        &self,
        (state, composer, profile): (&'e State, &'e Composer, usize),
        worker: &mut Worker<'e>,
        before: Option<&mut Worker<'_>>,
    ) -> Drawn {
        let mut found = Sink::default();
        let made = review(worker, (state, composer, profile), &self.asked.changes, &mut found);
        let name = self.plan.profiles[profile].name;
        let mut own = undrawn(&StateName::of(state), composer.language(), name);
        own.file = Some(state.figures.file);
        match made {
            Ok(sheet) => {
                self.pictures(&sheet, &mut own);
                // Where nothing changed, the earlier page says nothing new.
                let changed = sheet.numbers.iter().any(|number| number.shown.changed);
                let before = before.filter(|_| changed);
                own.shown.before = before.map(|worker| self.earlier(worker, &sheet)).unwrap_or_default();
                let fit = &sheet.handout.fit;
                own.shown.fit = match sheet.handout.pages {
                    1 => format!("{} pt type, {:.0} % of the room filled", fit.size, (fit.fill * 100.0).floor()),
                    pages => format!("{pages} pages in {} pt type", fit.size),
                };
                own.shown.numbers = merged(sheet.numbers);
                own.shown.file = Some(sheet.handout.file_name);
            }
            Err(Trouble::Bug(bug)) => own.shown.findings.push(PreviewFinding {
                severity: Severity::Error,
                code: "bug",
                message: bug.to_string(),
                help: None,
                place: None,
                related: Vec::new(),
            }),
            Err(Trouble::Refused(_)) => {}
        }
        own.found = found;
        own
    }

    /// Draws a sheet's pages, and delivers them.
    fn pictures(&self, sheet: &ReviewedSheet, own: &mut Drawn) {
        let stem = sheet.handout.file_name.trim_end_matches(".pdf");
        let pages = self.drawn(&sheet.bytes, self.asked.dpi);
        let (all, label) = (pages.len(), own.tiles[0].label.clone());
        own.tiles.clear();
        for (number, page) in (0..).zip(pages) {
            let rings = rings(sheet, number, &page, |_| true);
            let raster = Raster::of(page);
            let name = match all {
                1 if !stem.eq_ignore_ascii_case(CONTACT) => stem.to_owned(),
                _ => format!("{stem}-{}", number + 1),
            };
            let file = format!("{name}.png");
            let is_new = self.names.lock().is_ok_and(|mut names| names.insert(name.to_lowercase()));
            let delivered = match is_new {
                true => (self.deliver)(&file, &raster.png(self.asked.dpi)),
                false => Err(io::Error::other(format!("another picture is called {file} too"))),
            };
            match delivered {
                Ok(()) => own.told.files.push(file),
                Err(error) => own.told.error = Some(error),
            }
            let small = raster.reduced(self.widths.0);
            let label = if all > 1 { format!("{label} {}/{all}", number + 1) } else { label.clone() };
            own.tiles.push(ContactTile { label, picture: Some(small.reduced(self.widths.1)) });
            own.shown.pages.push(picture(&small, rings));
        }
    }

    /// The same sheet of the earlier edition, with what is another now.
    fn earlier(&self, worker: &mut Worker<'_>, sheet: &ReviewedSheet) -> Vec<PagePicture> {
        let (plan, handout) = (worker.plan, &sheet.handout);
        let state = plan.dataset.states.iter().find(|state| state.postal.value == handout.state.postal);
        let composer = plan.composers.iter().find(|own| own.language() == handout.language);
        let profile = plan.profiles.iter().position(|profile| profile.name == handout.profile);
        let Some(((state, composer), profile)) = state.zip(composer).zip(profile) else { return Vec::new() };
        let made = review(worker, (state, composer, profile), &[], &mut Sink::default());
        let Ok(earlier) = made else { return Vec::new() };
        let changed: BTreeSet<&str> =
            sheet.numbers.iter().filter(|number| number.shown.changed).map(|number| number.key.as_str()).collect();
        // No larger than it is shown.
        let dpi = (self.widths.0 as f64 / plan.theme.page.width().to_f64() * 72.0).ceil() as u32;
        let pages = self.drawn(&earlier.bytes, dpi.min(self.asked.dpi));
        let pages = (0..).zip(pages).map(|(number, page)| {
            let mut rings = rings(&earlier, number, &page, |key| changed.contains(key));
            rings.iter_mut().for_each(|ring| ring.changed = true);
            picture(&Raster::of(page).reduced(self.widths.0), rings)
        });
        pages.collect()
    }

    fn drawn(&self, bytes: &[u8], dpi: u32) -> Vec<DrawnPage> {
        draw_in_color(bytes, f64::from(dpi) / 72.0)
    }

    /// Puts everything together.
    fn finish(&self, drawn: Vec<Drawn>, findings: Findings) -> Previewed {
        let mut page = PreviewPage { title: self.title(), against: self.against(), ..PreviewPage::default() };
        let (mut tiles, mut told) = (Vec::new(), Vec::new());
        let whole: Vec<Diagnostic> = findings.parts().0.in_order().into_iter().cloned().collect();
        let mut shared: Vec<&Diagnostic> = whole.iter().collect();
        for Drawn { mut shown, tiles: own, told: sheet, found, file } in drawn {
            let mut concerns: Vec<Diagnostic> = found.in_order().into_iter().cloned().collect();
            let is_its = |fault: &Diagnostic| self.is_in(fault, file, &sheet.state);
            concerns.extend(whole.iter().filter(|fault| is_its(fault) && !concerns.contains(fault)).cloned().collect::<Vec<_>>());
            shared.retain(|fault| !concerns.contains(fault));
            concerns.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
            shown.findings.extend(concerns.iter().map(|fault| self.finding(fault)));
            page.sheets.push(shown);
            tiles.extend(own);
            told.push(sheet);
        }
        page.findings = shared.into_iter().map(|fault| self.finding(fault)).collect();
        let contact = contact_sheet(&tiles).png(96);
        Previewed { html: html(&page), contact, sheets: told, findings }
    }

    /// Whether a fault is in the file of a state.
    fn is_in(&self, fault: &Diagnostic, file: Option<FileId>, state: &StateName) -> bool {
        let is_called = |path: &Path| path.file_stem().is_some_and(|stem| stem == state.slug.as_str());
        match (&fault.at, file) {
            (At::Span(span), Some(file)) => span.file == file,
            // Of a file that could not be read, the name is known.
            (At::Span(span), None) => is_called(self.plan.sources.path(span.file)),
            (At::Path(path), _) => is_called(path),
            _ => false,
        }
    }

    fn finding(&self, fault: &Diagnostic) -> PreviewFinding {
        let at = |span| {
            let at = self.plan.sources.locate(span);
            format!("{}:{}:{}", inside(self.plan, &at.path), at.line, at.column)
        };
        let place = match &fault.at {
            At::Span(span) => Some(at(*span)),
            At::Path(path) => Some(inside(self.plan, &path.to_string_lossy())),
            At::Option(_) | At::Cell { .. } | At::Page { .. } | At::Row { .. } => None,
        };
        PreviewFinding {
            severity: fault.severity,
            code: fault.code.name(),
            message: fault.message.clone(),
            help: fault.help.clone(),
            place,
            related: fault.related.iter().map(|(span, why)| (at(*span), why.clone())).collect(),
        }
    }

    fn title(&self) -> String {
        let set = &self.plan.dataset.set;
        format!("{}, {}", set.publisher.name.value, set.year.value)
    }

    fn against(&self) -> Option<String> {
        match self.before {
            Some(before) => Some(format!("the set of {}", before.dataset.set.year.value)),
            None => (!self.asked.changes.is_empty()).then(|| "another edition".to_owned()),
        }
    }
}

/// A sheet of which there is nothing yet.
fn undrawn(state: &StateName, language: &str, profile: &str) -> Drawn {
    let shown = PreviewSheet {
        state: state.name.clone(),
        postal: state.postal.clone(),
        language: language.to_owned(),
        language_name: Language::from_tag(language).map_or(language, |known| known.name()).to_owned(),
        profile: profile.to_owned(),
        ..PreviewSheet::default()
    };
    let called = if state.postal.is_empty() { &state.name } else { &state.postal };
    let tile = ContactTile { label: format!("{called} {language}"), picture: None };
    let told = PreviewedSheet {
        state: state.clone(),
        language: language.to_owned(),
        profile: profile.to_owned(),
        files: Vec::new(),
        error: None,
    };
    Drawn { shown, tiles: vec![tile], told, found: Sink::default(), file: None }
}

fn picture(raster: &Raster, numbers: Vec<RingedArea>) -> PagePicture {
    PagePicture { png: raster.small_png(96, COLORS), width: raster.width, height: raster.height, numbers }
}

/// Where the wanted numbers of a page stand on its picture.
fn rings(sheet: &ReviewedSheet, page: usize, drawn: &DrawnPage, wanted: impl Fn(&str) -> bool) -> Vec<RingedArea> {
    let (wide, high) = (drawn.width as f64 / drawn.scale, drawn.height as f64 / drawn.scale);
    let own = sheet.areas.iter().filter(|(number, on, _)| *on == page && wanted(&sheet.numbers[*number].key));
    let ringed = own.flat_map(|(number, _, areas)| {
        let changed = sheet.numbers[*number].shown.changed;
        areas.iter().map(move |[left, bottom, right, top]| RingedArea {
            area: [
                (left - drawn.corner.0) / wide,
                (drawn.corner.1 - top) / high,
                (right - left) / wide,
                (top - bottom) / high,
            ],
            changed,
        })
    });
    ringed.collect()
}
