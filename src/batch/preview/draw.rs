//! A sheet drawn: its pages, those of the earlier edition, and where its numbers stand on them.

use super::super::bug::catch;
use super::super::outcome::StateName;
use super::super::review::{ReviewedSheet, merged, review};
use super::super::worker::{Trouble, Worker};
use super::{CONTACT, Drawn, PreviewedSheet, Studio};
use crate::diagnostic::{Severity, Sink};
use crate::ink::{DrawnPage, draw_in_color};
use crate::lang::Language;
use crate::preview::{ContactTile, PagePicture, PreviewFinding, PreviewSheet, Raster, RingedArea};
use crate::set::State;
use crate::wording::Composer;
use std::collections::BTreeSet;
use std::io;

/// Colors of a picture on the page for a browser.
const COLORS: usize = 24;
/// Bytes that all threads together may draw into.
const MOST: f64 = 1e9;

impl Studio<'_> {
    /// So many that their pictures have room.
    pub(super) fn threads(&self, jobs: usize) -> usize {
        let inch = 72.0;
        let (wide, high) =
            (self.plan.theme.page.width().to_f64() / inch, self.plan.theme.page.height().to_f64() / inch);
        let dots = f64::from(self.asked.dpi);
        // A renderer has four bytes for a pixel, a picture three.
        let room = (MOST / (wide * dots * high * dots * 8.0)) as usize;
        jobs.min(room).max(1)
    }

    pub(super) fn draw<'e>(
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
                    1 => format!(
                        "{} pt type, {:.0} % of the room filled",
                        fit.size,
                        (fit.fill * 100.0).floor()
                    ),
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
        if pages.is_empty() {
            own.told.error =
                Some(io::Error::other("its page cannot be drawn; this is a fault of the program"));
            return;
        }
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
        let changed: BTreeSet<&str> = sheet
            .numbers
            .iter()
            .filter(|number| number.shown.changed)
            .map(|number| number.key.as_str())
            .collect();
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

    /// Nothing if the renderer fails: one page must not end the run.
    fn drawn(&self, bytes: &[u8], dpi: u32) -> Vec<DrawnPage> {
        catch(|| draw_in_color(bytes, f64::from(dpi) / 72.0)).unwrap_or_default()
    }
}

/// A sheet of which there is nothing yet.
pub(super) fn undrawn(state: &StateName, language: &str, profile: &str) -> Drawn {
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
fn rings(
    sheet: &ReviewedSheet,
    page: usize,
    drawn: &DrawnPage,
    wanted: impl Fn(&str) -> bool,
) -> Vec<RingedArea> {
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
