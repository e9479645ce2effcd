//! Several pages on one sheet of paper, which is cut after printing.
//!
//! In: finished sheets, and how they go on paper. Out: one PDF file for printing alone. Its pages are those of
//! the finished files, letter for letter, and it is read again before anybody gets it. Nothing is made smaller
//! unless that is asked for.
//!
//! `grid` says where pages stand, `order` which stands where, `marks` what is around them, `prove` what must be
//! so.

#![warn(missing_docs)]

mod grid;
mod marks;
mod order;
mod pages;
mod paper;
mod prove;
mod test_sheet;
#[cfg(test)]
mod tests;

pub use paper::PaperSize;

use crate::batch::{Engine, Handout, Printing};
use crate::document::Meta;
use crate::layout::Page;
use crate::pdf::{ImposedSide, PageForm, Placement, Turned, Writer};
use crate::profile::Profile;
use crate::standard::Standard;
use crate::units::Pt;
use grid::{CellsWanted, PaperGrid};
use order::{Side, SideFace};
use pages::ImposedPages;
use paper::PAPERS;

/// Smaller type is not for people's eyes, in points.
const SMALLEST: f64 = 6.5;

/// How pages go on paper.
#[derive(Debug, Clone)]
pub struct ImposeOptions {
    /// How many pages are on one side: 2 or 4.
    pub count: usize,
    /// The paper.
    pub paper: PaperSize,
    /// The edge about which the printer turns the paper.
    pub flip: Edge,
    /// What follows what.
    pub sequence: Sequence,
    /// Fronts on one half of the paper and their backs on the other, so that both sides are printed from one
    /// plate.
    pub work_and_turn: bool,
    /// Pages that are too large are made smaller.
    pub fit: bool,
    /// Also so small that few can read them.
    pub allow_small: bool,
    /// BCP 47 tag of the language on the fronts.
    pub front: String,
    /// That on the backs, if they are printed.
    pub back: Option<String>,
    /// Arrows and numbers in place of the pages.
    pub test_sheet: bool,
}

/// An edge of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// "Flip on long edge".
    Long,
    /// "Flip on short edge".
    Short,
}

/// What follows what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// The piles of the cut paper, laid on each other, are in order.
    Stack,
    /// Each sheet of paper goes on where the one before ended.
    Rows,
    /// A sheet of paper for each page, filled with it.
    Repeat,
}

/// A finished file of imposed sheets.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Imposed {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// What is printed on each side, for people: "front 1: kentucky, ohio".
    pub sides: Vec<String>,
    /// How many sheets of paper one copy takes.
    pub papers: usize,
    /// What pages are made smaller by; 1 if they are not.
    pub factor: f64,
    /// The smallest type as it is printed, in points.
    pub smallest_type: f64,
    /// Where to cut: "8.5 in from the left".
    pub cuts: Vec<String>,
    /// Whether there is room for marks at each end of each cut.
    pub marked: bool,
}

/// Why sheets are not imposed.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotImposed {
    /// What was asked for cannot be: the option, what is wrong, what to type.
    Asked {
        /// "--on letter".
        option: String,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    },
    /// The file is not what it should be: a fault of this program.
    Fault(String),
}

fn asked(option: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> NotImposed {
    NotImposed::Asked { option: option.into(), message: message.into(), help: help.into() }
}

impl Engine {
    /// Puts finished sheets of this engine on paper, those of one profile and of the languages asked for.
    ///
    /// # Errors
    /// If they do not fit, or would be too small to be read.
    pub fn impose(
        &self,
        sheets: &[(Handout, Vec<u8>)],
        options: &ImposeOptions,
    ) -> Result<Imposed, NotImposed> {
        let Some((first, _)) = sheets.first() else {
            return Err(asked("--only", "there are no sheets", "name states that the set has"));
        };
        let fault = || NotImposed::Fault("the sheets are of another engine".to_owned());
        let printing = self.printing(first.profile).ok_or_else(fault)?;
        let profile = for_paper(printing.profile);
        let pages = ImposedPages::of(sheets, &printing, options)?;
        let wanted = wanted(&pages, &profile, options)?;
        let smallest = pages.smallest_type();
        let grid = arranged(&wanted, smallest, options)?;
        let pages = match options.test_sheet {
            true => pages.tried_out(&printing, &profile, &grid, options)?,
            false => pages,
        };
        let sides = order::sides(&pages.leaves, &grid, options);
        let bytes = written(&printing, &profile, &pages, &grid, &sides, options)?;
        let expected = prove::ExpectedPaper {
            grid: &grid,
            sides: &sides,
            forms: &pages.forms,
            letters: &pages.letters,
            profile: &profile,
        };
        prove::prove(&bytes, &expected).map_err(NotImposed::Fault)?;
        let papers = sides.iter().map(|side| side.sheet + 1).max().unwrap_or_default();
        Ok(Imposed {
            bytes,
            sides: sides.iter().map(|side| format!("{}: {}", face(side), pages.named(side))).collect(),
            papers,
            factor: grid.factor,
            smallest_type: smallest * grid.factor,
            cuts: marks::cuts(&grid, &options.paper),
            marked: marks::everywhere(&grid, marks::offset(&profile)),
        })
    }
}

/// The same profile for paper alone: what is promised to readers of screens goes.
fn for_paper(profile: &Profile) -> Profile {
    let standards: &[Standard] =
        if profile.standards.contains(&Standard::X4) { &[Standard::X4] } else { &[] };
    Profile { standards, links: false, attachments: false, ..profile.clone() }
}

fn wanted(
    pages: &ImposedPages,
    profile: &Profile,
    options: &ImposeOptions,
) -> Result<CellsWanted, NotImposed> {
    let size = |form: &PageForm| [form.trim[2] - form.trim[0], form.trim[3] - form.trim[1]];
    let trim = size(&pages.forms[0]);
    let same = |form: &PageForm| size(form).iter().zip(trim).all(|(a, b)| (a - b).abs() < 0.01);
    if !pages.forms.iter().all(same) {
        let help = "put sheets of one size on paper at a time";
        return Err(asked("--only", "the sheets are of different sizes", help));
    }
    Ok(CellsWanted {
        trim,
        bleed: pages.forms[0].trim[0] - pages.forms[0].bleed[0],
        margin: marks::margin(profile),
        count: options.count,
        halves: options.work_and_turn,
    })
}

/// Where the pages stand, unless they do not fit or would be too small to be read.
fn arranged(wanted: &CellsWanted, smallest: f64, options: &ImposeOptions) -> Result<PaperGrid, NotImposed> {
    let (paper, grid) = (&options.paper, PaperGrid::on(&options.paper, wanted));
    let option = format!("--on {}", paper.name);
    let (percent, small) = (grid.factor * 100.0, smallest * grid.factor);
    let best = |works: &dyn Fn(f64) -> bool| {
        PAPERS.iter().find(|paper| works(PaperGrid::on(paper, wanted).factor)).map(|paper| paper.name)
    };
    if grid.factor < 1.0 && !options.fit {
        let [width, height] = wanted.trim.map(|side| paper.measure(side));
        let around = if wanted.margin > 0.0 { ", with bleed and marks," } else { "" };
        let message = format!(
            "{} pages of {width} x {height}{around} do not fit on {paper} in their own size",
            wanted.count
        );
        let scaled = format!("`--scale fit` makes them {percent:.0} %, the smallest type {small:.1} pt");
        let help = match best(&|factor| factor >= 1.0) {
            Some(larger) => format!("`--on {larger}` holds them; or {scaled}"),
            None => scaled,
        };
        return Err(asked(option, message, help));
    }
    if grid.factor < 1.0 && small < SMALLEST && !options.allow_small {
        let message = format!(
            "at {percent:.0} % the smallest type would be {small:.1} pt; below {SMALLEST} pt few can read it"
        );
        let help = match best(&|factor| smallest * factor >= SMALLEST) {
            Some(larger) => format!("`--on {larger}` is the smallest paper that works; or `--allow-small`"),
            None => "place fewer pages on a side, or add `--allow-small`".to_owned(),
        };
        return Err(asked(option, message, help));
    }
    Ok(grid)
}

fn face(side: &Side) -> String {
    let number = side.sheet + 1;
    match side.face {
        SideFace::Front => format!("front {number}"),
        SideFace::Back => format!("back {number}"),
        SideFace::Both => format!("plate {number}"),
    }
}

fn written(
    printing: &Printing<'_>,
    profile: &Profile,
    pages: &ImposedPages,
    grid: &PaperGrid,
    sides: &[Side],
    options: &ImposeOptions,
) -> Result<Vec<u8>, NotImposed> {
    let [width, height] = grid.paper.map(Pt::from_f64);
    let paper = Page::new(width, height);
    let papers = sides.iter().map(|side| side.sheet + 1).max().unwrap_or_default();
    let imposed = sides.iter().map(|side| {
        let copies = match options.sequence {
            Sequence::Repeat => side.placed.len(),
            // Both halves of the paper have all of it, once it is printed on both sides.
            Sequence::Stack | Sequence::Rows if options.work_and_turn => 2,
            Sequence::Stack | Sequence::Rows => 1,
        };
        let parts = [
            format!("{} of {papers}", face(side)),
            format!("{}-up", options.count),
            if copies == 1 { "1 copy of each".to_owned() } else { format!("{copies} copies of each") },
            if options.work_and_turn { "work and turn".to_owned() } else { String::new() },
            format!("sheets {}", pages.version),
        ];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let slug = [pages.named(side), parts.join(" | ")];
        let placed = side.placed.iter().map(|placed| {
            let matrix = prove::matrix(grid, &pages.forms[placed.page], placed);
            Placement { form: placed.page, matrix }
        });
        ImposedSide {
            page: marks::dressed(&paper, grid, profile, printing.fonts, &slug),
            placed: placed.collect(),
        }
    });
    let imposed: Vec<ImposedSide<'_>> = imposed.collect();
    let two_sided = sides.iter().any(|side| side.face == SideFace::Back);
    let turned = match options.flip {
        _ if !two_sided => Turned::No,
        Edge::Long => Turned::Long,
        Edge::Short => Turned::Short,
    };
    let meta = Meta {
        title: pages.title.clone(),
        author: printing.publisher.to_owned(),
        keywords: vec![format!("sheets {}", pages.version)],
        locale: pages.locale.clone(),
        date: printing.date,
        ..Meta::default()
    };
    Writer::new(printing.fonts, profile)
        .write_imposed(&imposed, &pages.forms, turned, &meta)
        .ok_or_else(|| NotImposed::Fault("a page could not be taken out of its file".to_owned()))
}
