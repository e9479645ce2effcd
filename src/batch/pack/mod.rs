//! Many sheets in one file: for a whole office, for a training session.
//!
//! In: which sheets, how many of each, what stands between them. Out: a [`Pack`], proved page by page as one file; or
//! why there is none. Sheets of which one is refused are not packed without it.

#![warn(missing_docs)]

mod asked;
mod bind;
mod extra;
mod list;
mod order;

pub use asked::{PackOrder, PackSheet};
pub use list::PackedSheet;

use super::bug::catch;
use super::engine::Engine;
use super::error::Error;
use super::worker::{Ready, Trouble, Wanted, Worker};
use crate::diagnostic::{Code, Sink};
use crate::facts::Facts;
use crate::layout::{Refusal, no_glyph};
use crate::lint::SaidPage;
use crate::pack::Stack;
use bind::Binder;

/// More pages than any file of sheets has.
const MOST_PAGES: usize = 5_000;

/// How sheets are packed.
#[derive(Debug, Clone, Default)]
pub struct PackOptions {
    /// Name of the output profile; that of the engine if empty.
    pub profile: String,
    /// What the file is called, instead of "Handouts" and the year.
    pub title: Option<String>,
    /// A page with the title and an index comes first.
    pub cover: bool,
    /// Not all copies of a sheet one after the other, but sets of one of each.
    pub collated: bool,
    /// Between stacks, or sets, is a sheet that says what comes.
    pub dividers: bool,
    /// Number of threads to find the size that all sheets of a series share; at least one.
    pub jobs: usize,
}

/// Many sheets in one file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Pack {
    /// The file.
    pub bytes: Vec<u8>,
    /// The title it gives itself.
    pub title: String,
    /// How many pages it has, with those between the sheets.
    pub pages: usize,
    /// Whether a printer is asked to print on both sides.
    pub two_sided: bool,
    /// What is in it.
    pub sheets: Vec<PackedSheet>,
}

/// What is done with a pack.
trait Work<T>: FnOnce(&Binder<'_>, &mut Sink) -> Result<T, Refusal> {}

impl<T, W: FnOnce(&Binder<'_>, &mut Sink) -> Result<T, Refusal>> Work<T> for W {}

impl Engine {
    /// Packs these sheets, in this order, into one file.
    ///
    /// # Errors
    /// If there is no such state, language or profile; if any of the sheets is refused, the reasons of all; if one that
    /// is not marked as a draft is of a set that has anything left that a new set begins with; or for a fault of this
    /// program.
    pub fn pack(&self, sheets: &[PackSheet], options: &PackOptions) -> Result<Pack, Error> {
        let pack = self.packed(sheets, options, |binder, sink| binder.bind(sink))?;
        if !pack.sheets.iter().all(PackedSheet::is_draft) {
            self.refuse_invented()?;
        }
        Ok(pack)
    }

    /// Reads a pack again and compares it with what the set says now: each page, and what leads through the file.
    ///
    /// # Errors
    /// As [`Engine::pack`]; the reasons are the differences.
    pub fn prove_pack(&self, bytes: &[u8], sheets: &[PackSheet], options: &PackOptions) -> Result<(), Error> {
        self.packed(sheets, options, |binder, sink| binder.prove(bytes, sink))
    }

    fn packed<T>(&self, sheets: &[PackSheet], options: &PackOptions, work: impl Work<T>) -> Result<T, Error> {
        let plan = self.plan();
        // On the cover, where it would be refused at no place of its own.
        let title = options.title.as_deref().filter(|_| options.cover).unwrap_or_default();
        if let Some(character) = plan.fonts.lack(title) {
            return Err(self.refuse_title(title, character));
        }
        let profile = match options.profile.as_str() {
            "" => 0,
            name => self.profile(name)?,
        };
        let series = plan.series(options.jobs.max(1));
        let mut wanted: Vec<Wanted<'_>> = Vec::new();
        let mut number = |state: &str, language: &str| -> Result<usize, Error> {
            let own = self.wanted(state, language)?;
            let same = |other: &Wanted<'_>| {
                std::ptr::eq(other.state, own.state) && other.composer.language() == language
            };
            Ok(wanted.iter().position(same).unwrap_or_else(|| {
                let series = series.iter().find(|series| series.language == language);
                wanted.push(Wanted { series: series.map(|series| series.layout), ..own });
                wanted.len() - 1
            }))
        };
        let mut stacks = Vec::with_capacity(sheets.len());
        for PackSheet { state, language, back, copies } in sheets.iter().filter(|sheet| sheet.copies > 0) {
            let front = number(state, language)?;
            let back = back.as_deref().map(|back| number(state, back)).transpose()?;
            stacks.push(Stack { front, back, copies: *copies });
        }
        let of_each = stacks.iter().map(|stack| stack.copies.saturating_mul(2));
        let about = of_each.fold(0, usize::saturating_add);
        if stacks.is_empty() || about > 2 * MOST_PAGES {
            return Err(self.refuse_count(about / 2));
        }
        self.pack_stacks(&wanted, &stacks, (profile, options), work)
    }

    fn refuse_title(&self, title: &str, character: char) -> Error {
        let mut findings = self.findings().clone();
        let (message, help) = no_glyph(character, title);
        findings.refuse(Code::MissingGlyph, &format!("--title \"{title}\""), message, help);
        Error::Refused(findings)
    }

    fn refuse_count(&self, copies: usize) -> Error {
        let mut findings = self.findings().clone();
        let (message, help) = match copies {
            0 => ("no sheet is asked for".to_owned(), "ask for one copy at least".to_owned()),
            _ => (
                format!("{copies} sheets are too many for one file"),
                format!("a file has {MOST_PAGES} at most: divide them with `--only`"),
            ),
        };
        findings.refuse(Code::TooLarge, "--copies", message, help);
        Error::Refused(findings)
    }

    /// Makes each sheet once, and puts the stacks together.
    fn pack_stacks<T>(
        &self,
        wanted: &[Wanted<'_>],
        stacks: &[Stack],
        (profile, options): (usize, &PackOptions),
        work: impl Work<T>,
    ) -> Result<T, Error> {
        let plan = self.plan();
        let (mut worker, mut sink) = (Worker::new(plan), Sink::default());
        let facts = sound(wanted.iter().map(|wanted| worker.facts(wanted.state)));
        let facts: Vec<Facts> = facts.map_err(|trouble| self.refused(trouble, &sink))?;
        let said = sound(
            wanted.iter().zip(&facts).map(|(wanted, facts)| worker.say(wanted.composer, facts, &mut sink)),
        );
        let said: Vec<SaidPage> = said.map_err(|trouble| self.refused(trouble, &sink))?;
        let pages = wanted.iter().zip(facts.iter().zip(&said));
        let ready =
            sound(pages.map(|(wanted, (facts, said))| worker.lay_out(*wanted, facts, said, &mut sink)));
        let ready: Vec<Ready<'_>> = ready.map_err(|trouble| self.refused(trouble, &sink))?;
        let made = catch(|| work(&Binder::new(plan, profile, &ready, stacks, options), &mut sink));
        let made = made.map_err(Trouble::Bug);
        let made = made.and_then(|made| made.map_err(Trouble::Refused));
        made.map_err(|trouble| self.refused(trouble, &sink))
    }
}

/// All of these, or why one of them is missing: the others are made all the same, so that all reasons are told.
fn sound<T>(made: impl Iterator<Item = Result<T, Trouble>>) -> Result<Vec<T>, Trouble> {
    let (mut all, mut missing) = (Vec::new(), None);
    for one in made {
        match one {
            Ok(one) => all.push(one),
            Err(bug @ Trouble::Bug(_)) => return Err(bug),
            Err(refused) => missing = Some(refused),
        }
    }
    missing.map_or(Ok(all), Err)
}
