//! The pages that go on paper, taken out of their finished files, each with its back.

use super::grid::PaperGrid;
use super::order::{BackedPage, Side};
use super::test_sheet::test_page;
use super::{ImposeOptions, NotImposed, Sequence, asked, prove};
use crate::batch::{Handout, Printing};
use crate::finished::{LettersOfPage, letters, origin};
use crate::manifest::sha256;
use crate::pdf::PageForm;
use crate::profile::Profile;

/// Digits of the hash that tells an edition of the sheets from others.
const VERSION: usize = 8;

/// What is placed; the lists run in step.
#[derive(Default)]
pub(super) struct ImposedPages {
    pub(super) forms: Vec<PageForm>,
    /// Their letters, as their own files have them.
    pub(super) letters: Vec<LettersOfPage>,
    /// Whose they are: "kentucky-es", "kentucky-large 2".
    names: Vec<String>,
    pub(super) leaves: Vec<BackedPage>,
    /// Tells these pages from others.
    pub(super) version: String,
    /// What the file says of itself.
    pub(super) title: String,
    pub(super) locale: String,
}

impl ImposedPages {
    /// Those of the fronts' language, with those of the backs' behind them.
    pub(super) fn of(
        sheets: &[(Handout, Vec<u8>)],
        printing: &Printing<'_>,
        options: &ImposeOptions,
    ) -> Result<Self, NotImposed> {
        let mut pages = ImposedPages::default();
        let fronts: Vec<_> = sheets.iter().filter(|(sheet, _)| sheet.language == options.front).collect();
        let Some((first, bytes)) = fronts.first() else {
            let message = format!("no sheet is in `{}`", options.front);
            return Err(asked(format!("--lang {}", options.front), message, "name a language of the set"));
        };
        let whose = match fronts.len() {
            1 => first.title.clone(),
            _ => format!("{} {}", printing.publisher, printing.year),
        };
        pages.title = format!("{whose}, {}-up on {}, for printing", options.count, options.paper.name);
        pages.locale = origin(bytes).map(|file| file.language).unwrap_or_default();
        let mut hashes = String::new();
        for (front, bytes) in fronts {
            let own = pages.add(front, bytes)?;
            hashes += &sha256(bytes);
            let behind = match &options.back {
                None => 0..0,
                Some(language) => {
                    let back = sheets
                        .iter()
                        .find(|(back, _)| back.language == *language && back.state == front.state);
                    let Some((back, bytes)) = back else {
                        let message = format!("{} has no sheet in `{language}`", front.state.name);
                        let help = "name a language of the set that is not that of the fronts";
                        return Err(asked(format!("--back {language}"), message, help));
                    };
                    hashes += &sha256(bytes);
                    pages.add(back, bytes)?
                }
            };
            // In large print the one may take more pages than the other.
            let longest = own.len().max(behind.len());
            let page = |range: &std::ops::Range<usize>, n| range.clone().nth(n);
            pages
                .leaves
                .extend((0..longest).map(|n| BackedPage { front: page(&own, n), back: page(&behind, n) }));
        }
        pages.version = sha256(hashes.as_bytes()).chars().take(VERSION).collect();
        Ok(pages)
    }

    /// Adds the pages of a file; their numbers.
    fn add(&mut self, sheet: &Handout, bytes: &[u8]) -> Result<std::ops::Range<usize>, NotImposed> {
        let fault = |why| NotImposed::Fault(format!("{}: {why}", sheet.file_name));
        let forms = PageForm::of(bytes).map_err(fault)?;
        let letters = letters(bytes).map_err(fault)?;
        let first = self.forms.len();
        let name = sheet.file_name.trim_end_matches(".pdf");
        self.names.extend((1..=forms.len()).map(|n| match forms.len() {
            1 => name.to_owned(),
            _ => format!("{name} {n}"),
        }));
        self.forms.extend(forms);
        self.letters.extend(letters);
        Ok(first..self.forms.len())
    }

    /// As many pages with numbers and arrows as fill both sides of one paper.
    pub(super) fn tried_out(
        self,
        printing: &Printing<'_>,
        profile: &Profile,
        grid: &PaperGrid,
        options: &ImposeOptions,
    ) -> Result<Self, NotImposed> {
        let trim = self.forms[0].trim;
        let size = [trim[2] - trim[0], trim[3] - trim[1]];
        let title = format!("Test sheet, {}-up on {}, for printing", options.count, options.paper.name);
        let mut pages = ImposedPages {
            version: "test".to_owned(),
            title,
            locale: "en-US".to_owned(),
            ..ImposedPages::default()
        };
        let halves = if options.work_and_turn { 2 } else { 1 };
        let count = match options.sequence {
            Sequence::Repeat => 1,
            Sequence::Stack | Sequence::Rows => grid.rows * grid.columns / halves,
        };
        for number in 1..=count {
            let [front, back] = [false, true].map(|back| {
                let bytes = test_page(printing, profile, size, number, back);
                let fault = |why| NotImposed::Fault(format!("the test page: {why}"));
                pages.forms.extend(PageForm::of(&bytes).map_err(fault)?);
                pages.letters.extend(letters(&bytes).map_err(fault)?);
                pages.names.push(format!("test {number}"));
                Ok(pages.forms.len() - 1)
            });
            pages.leaves.push(BackedPage { front: Some(front?), back: Some(back?) });
        }
        Ok(pages)
    }

    /// The size of the smallest letters.
    pub(super) fn smallest_type(&self) -> f64 {
        let pages = self.letters.iter().zip(&self.forms);
        let letters = pages.flat_map(|(page, form)| prove::within(page, form));
        let sizes = letters.filter(|letter| !letter.text.trim().is_empty()).map(|letter| letter.size());
        sizes.min_by(f64::total_cmp).unwrap_or(f64::MAX)
    }

    /// What is on a side, each once.
    pub(super) fn named(&self, side: &Side) -> String {
        let mut names: Vec<&str> = Vec::new();
        for placed in &side.placed {
            let name = self.names[placed.page].as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() { "empty".to_owned() } else { names.join(", ") }
    }
}
