//! The packing list: what is in a pack, how many of it, and on which pages.

use super::super::approval::Approval;
use super::super::outcome::StateName;
use super::Pack;
use crate::manifest::csv_field;
use std::ops::Range;

/// A sheet in a pack.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PackedSheet {
    /// Whose it is.
    pub state: StateName,
    /// BCP 47 tag of its language.
    pub language: String,
    /// The language of the sheet on its back.
    pub back: Option<String>,
    /// How many of it there are.
    pub copies: usize,
    /// Whether someone has approved it as it is.
    pub approval: Approval,
    /// The same of the sheet on its back.
    pub back_approval: Option<Approval>,
    /// Their pages, counted from 0, in the order of the file: those that follow each other are one range.
    pub pages: Vec<Range<usize>>,
}

impl PackedSheet {
    /// Whether it says DRAFT, on both sides if it has two.
    pub fn is_draft(&self) -> bool {
        self.sides().all(Approval::is_draft)
    }

    /// Whether one of its sides says DRAFT.
    pub fn has_draft(&self) -> bool {
        self.sides().any(Approval::is_draft)
    }

    fn sides(&self) -> impl Iterator<Item = &Approval> {
        std::iter::once(&self.approval).chain(&self.back_approval)
    }
}

/// What the list begins with, so that it is known again.
const HEAD: &str = "state,code,language,back,copies,paper,pages,print";

impl Pack {
    /// The packing list as a table for spreadsheets (RFC 4180): of each sheet how many copies, how many sheets of
    /// paper they take, on which pages of the file they are, and how they are to be printed.
    pub fn list(&self) -> String {
        let mut list = format!("\u{feff}{HEAD}\r\n");
        let print = match self.two_sided {
            true => "on both sides, turned over the long edge",
            false => "on one side",
        };
        for PackedSheet { state, language, back, copies, pages, .. } in &self.sheets {
            let paper: usize = pages.iter().map(|pages| self.paper(pages)).sum();
            let pages: Vec<String> = pages.iter().map(said).collect();
            let fields = [
                state.name.as_str(),
                &state.postal,
                language,
                back.as_deref().unwrap_or_default(),
                &copies.to_string(),
                &paper.to_string(),
                &pages.join(" "),
                print,
            ];
            list += &fields.map(csv_field).join(",");
            list += "\r\n";
        }
        list
    }

    /// Whether a file is such a list, which another may replace.
    pub fn is_list(file: &[u8]) -> bool {
        file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file).starts_with(HEAD.as_bytes())
    }

    /// Sheets of paper.
    fn paper(&self, pages: &Range<usize>) -> usize {
        if self.two_sided { pages.end.div_ceil(2) - pages.start / 2 } else { pages.len() }
    }
}

/// Pages as people count them: "3-42".
fn said(pages: &Range<usize>) -> String {
    match pages.len() {
        1 => pages.end.to_string(),
        _ => format!("{}-{}", pages.start + 1, pages.end),
    }
}
