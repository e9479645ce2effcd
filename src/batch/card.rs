//! Cards: the headline figures of a place as a picture for e-mail and social media, with words that stand for it.
//!
//! Each is laid out, written and proved as a sheet is, and drawn from its file; only the picture goes out.

#![warn(missing_docs)]

use super::bug::catch;
use super::names::NamedState;
use super::outcome::{Handout, Outcome, Run};
use super::plan::{Options, default_profile};
use super::worker::{Ready, Worker};
use super::{Batch, Finish};
use crate::diagnostic::Sink;
use crate::document::{Document, RichText};
use crate::ink::draw_in_color;
use crate::preview::Raster;
use std::io;

/// Pixels of a point: 600 by 315 points are 1200 by 630 pixels.
const SCALE: f64 = 2.0;
/// The most letters of an alternative text that all programs keep.
const LONGEST: usize = 200;

/// A card.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CardPicture {
    /// Whose it is, in which language, and what its picture is to be called.
    pub handout: Handout,
    /// The picture, a PNG file of 1200 by 630 pixels.
    pub png: Vec<u8>,
    /// What it shows, in words: at most 200 letters.
    pub alt: String,
}

impl Options {
    /// For cards: one page of a screen's colors, without data inside.
    #[must_use]
    pub fn carded(self) -> Self {
        let profiles = vec!["office".to_owned()];
        Self { card: true, large_print: false, attachments: Some(false), profiles, ..self }
    }
}

impl Batch {
    /// Makes the card of each state and language on `jobs` threads, and hands it to `deliver`; of an engine with
    /// [`Options::carded`].
    pub fn cards(&self, jobs: usize, deliver: &(dyn Fn(&CardPicture) -> io::Result<()> + Sync)) -> Run {
        let finish = |worker: &mut Worker<'_>, ready: &Ready<'_>, profile: usize, sink: &mut Sink| {
            let bytes = match worker.file(ready, profile, &|_, bytes| bytes, sink) {
                Ok(bytes) => bytes,
                Err(trouble) => return trouble.outcome(ready.wanted, None),
            };
            let mut handout = ready.handout(worker.plan, profile, 0);
            // As the sheet of the set's own profile is called.
            let (state, own) = (NamedState::of(ready.wanted.state), default_profile(&worker.plan.dataset));
            let sheet = worker.plan.file_names().name(state, &handout.language, own, false);
            handout.file_name = format!("{}-card.png", sheet.trim_end_matches(".pdf"));
            let drawn = catch(|| draw_in_color(&bytes, SCALE)).unwrap_or_default().into_iter().next();
            let Some(drawn) = drawn else {
                let error = io::Error::other("it cannot be drawn; this is a fault of the program");
                return Outcome::Undelivered { handout, error };
            };
            let png = Raster::of(drawn).png((SCALE * 72.0) as u32);
            handout.size = png.len();
            let card = CardPicture { handout, png, alt: alt_text(ready.document) };
            match deliver(&card) {
                Ok(()) => Outcome::Made(card.handout),
                Err(error) => Outcome::Undelivered { handout: card.handout, error },
            }
        };
        let finish: &Finish<'_> = &finish;
        self.run(jobs, finish, &mut |_| {}, &|| false)
    }
}

/// "Kentucky, 2023: 8,597 CyberTipline reports; 199 cases of missing children. Source: NCMEC, 2023."
pub fn alt_text(document: &Document) -> String {
    let plain = |text: &RichText| text.plain().replace('\u{a0}', " ").trim().to_owned();
    let page = &document.page;
    let named = format!("{}, {}", plain(&page.head.title), plain(&document.year));
    let figures: Vec<(String, String)> =
        page.tiles.iter().map(|tile| (plain(&tile.figure.text), plain(&tile.label))).collect();
    let said = |most: usize| {
        let one = |(figure, label): &(String, String)| format!("{figure} {}", shortened(label, most));
        format!("{named}: {}.", figures.iter().map(one).collect::<Vec<_>>().join("; "))
    };
    let letters = |text: &str| text.chars().count();
    let whole = said(LONGEST);
    if let Some(source) = &page.foot.source {
        let with_source = format!("{whole} {}", plain(source));
        if letters(&with_source) <= LONGEST {
            return with_source;
        }
    }
    let shorter = (0..LONGEST).rev().map(said).find(|text| letters(text) <= LONGEST);
    // Names and figures have bounds of their own; whatever they are, no text is longer.
    shorter.unwrap_or_else(|| shortened(&named, LONGEST))
}

/// A text of at most so many letters, which ends behind a word if it was longer.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let words = kept.rsplit_once(' ').map_or("", |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':']))
}
