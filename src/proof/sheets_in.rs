//! The sheets of a file of many, each proved by what it should say, whatever else is in the file. In: the file, and
//! what is known of its sheets; out: what is wrong with each of these.

use super::alone::{blank, meta, nowhere, running};
use super::alone_pack::promised;
use super::check::{BrokenRule, Expectation, Promise};
use super::file::{self, File};
use super::{Prover, checks};
use crate::document::{Document, Meta};
use crate::facts::Facts;
use crate::profile::Profile;

/// A sheet of a file of many, as the file calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetIn {
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// Its first page, counted from 0.
    pub page: usize,
}

/// The sheets of a file of many, its covers and dividers among them; none of any other file.
pub fn sheets_in(bytes: &[u8]) -> Vec<SheetIn> {
    let found = file::load(bytes).ok().and_then(|pdf| promised(&pdf));
    let Some((pack, languages)) = found else { return Vec::new() };
    let sheets = pack.sheets.into_iter().zip(languages);
    sheets
        .map(|(sheet, language)| SheetIn { title: sheet.title, language, page: sheet.pages.start })
        .collect()
}

impl Prover {
    /// What is wrong with the sheets of a file of many that it is known of what they should say, by their places.
    pub fn prove_sheets(
        &self,
        bytes: &[u8],
        profile: &Profile,
        known: &[Option<(&Document, &Facts)>],
    ) -> Vec<(usize, Vec<BrokenRule>)> {
        let Ok(pdf) = file::load(bytes) else { return Vec::new() };
        let Some((pack, languages)) = promised(&pdf) else { return Vec::new() };
        let (own, nobody) = (blank(meta(Some(&pdf))), nowhere());
        let documents = pack.sheets.iter().zip(languages).map(|(sheet, locale)| Document {
            meta: Meta { locale: locale.clone(), language: locale, ..own.meta.clone() },
            running: (sheet.pages.len() > 1).then(running),
            ..own.clone()
        });
        let documents: Vec<Document> = documents.collect();
        let said = documents.iter().enumerate().map(|(place, document)| {
            let (document, facts) = known.get(place).copied().flatten().unwrap_or((document, &nobody));
            Expectation { profile, document, facts }
        });
        let said: Vec<Expectation<'_>> = said.collect();
        let promise =
            Promise { profile, meta: &own.meta, pages: &said, pack: Some(&pack), marked: self.marked };
        let Ok(file) = File::of(&pdf, bytes, &self.known, &promise) else { return Vec::new() };
        let places = (0..said.len()).filter(|&place| known.get(place).is_some_and(Option::is_some));
        let wrong = places.map(|place| {
            let broken = checks().flat_map(|check| check.broken_in(&file, &promise, Some(place)));
            (place, broken.collect::<Vec<_>>())
        });
        wrong.filter(|(_, broken)| !broken.is_empty()).collect()
    }
}
