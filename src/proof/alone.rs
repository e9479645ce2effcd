//! A file proved without knowing what it should say: only whether it keeps its standards.

use super::alone_pack::promised;
use super::check::{BrokenRule, Check, Expectation};
use super::file;
use super::object::{name, text};
use super::tree::kids;
use super::{Prover, checks};
use crate::document::{Document, Meta, RichText, RunningLine};
use crate::facts::{Facts, Place};
use crate::objects::{Dict, MaybeRef, Pdf};
use crate::outline::{Foot, Head, Outline, Properties};
use crate::profile::Profile;
use crate::set::{NameForms, PlaceNames};
use crate::source::{Sources, Span, Spanned};

/// Rules of a standard that are held by comparing a file with its document.
const BY_DOCUMENT: &[&str] =
    &["words-and-order", "tables-tagged", "lists-tagged", "running-lines", "properties", "languages-told"];

impl Prover {
    /// What can be told of a file alone: the clauses of the standards of `profile`. Whether its words and
    /// figures are right is not among them.
    pub fn prove_alone(&self, bytes: &[u8], profile: &Profile) -> Vec<BrokenRule> {
        let Ok(pdf) = file::load(bytes) else {
            // As any unreadable file is told of.
            return self.prove_all(bytes, &meta(None), &[]);
        };
        let (mut document, facts) = (blank(meta(Some(&pdf))), nowhere());
        if let Some((pack, languages)) = promised(&pdf) {
            let sheets = pack.sheets.iter().zip(&languages);
            let documents = sheets.map(|(sheet, locale)| Document {
                meta: Meta { locale: locale.clone(), language: locale.clone(), ..document.meta.clone() },
                running: (sheet.pages.len() > 1).then(running),
                ..document.clone()
            });
            let documents: Vec<Document> = documents.collect();
            let pages = documents.iter().map(|document| Expectation { profile, document, facts: &facts });
            let pages: Vec<_> = pages.collect();
            return by_standards(self.prove_bound(bytes, &document.meta, &pages, Some(&pack)));
        }
        let sheets = match pdf.pages().len().clamp(1, MOST_PAGES) {
            2.. if is_one_sheet(&pdf) => {
                document.running = Some(running());
                1
            }
            pages => pages,
        };
        let expected = Expectation { profile, document: &document, facts: &facts };
        let pages = vec![expected; sheets];
        by_standards(self.prove_all(bytes, &document.meta, &pages))
    }
}

/// What of this can be told of a file alone.
fn by_standards(mut broken: Vec<BrokenRule>) -> Vec<BrokenRule> {
    broken.retain(|broken| checks().any(|check| check.name == broken.check && is_alone(check)));
    broken
}

/// What stands at the feet of pages, whatever it is.
pub(super) fn running() -> RunningLine {
    RunningLine { title: String::new(), pattern: "" }
}

/// No file of sheets has more pages.
const MOST_PAGES: usize = 2_000;

fn is_alone(check: &Check) -> bool {
    check.clauses().any(|(rule, _)| rule.is_some()) && !BY_DOCUMENT.contains(&check.name)
}

/// Whether all pages are of one sheet: none is a part of the document.
fn is_one_sheet(pdf: &Pdf) -> bool {
    let object = |kid: MaybeRef<'_>| kid.as_obj_ref().and_then(|id| pdf.get::<Dict<'_>>(id));
    let catalog: Dict<'_> = pdf.catalog().unwrap_or_else(Dict::empty);
    let root: Dict<'_> = catalog.get("StructTreeRoot").unwrap_or_else(Dict::empty);
    let document = kids(&root).into_iter().find_map(object).unwrap_or_else(Dict::empty);
    kids(&document).into_iter().filter_map(object).all(|kid| name(&kid, "S") != "Part")
}

/// What a file says about itself, taken at its word.
pub(super) fn meta(pdf: Option<&Pdf>) -> Meta {
    let catalog: Option<Dict<'_>> = pdf.and_then(Pdf::catalog);
    let title = pdf.and_then(|pdf| pdf.information().title.as_deref()).map(super::object::readable);
    let locale = catalog.and_then(|catalog| text(&catalog, "Lang")).unwrap_or_default();
    Meta { title: title.unwrap_or_default(), language: locale.clone(), locale, ..Meta::default() }
}

/// A page that says nothing.
pub(super) fn blank(meta: Meta) -> Document {
    let text = RichText::default;
    Document {
        meta,
        year: text(),
        silhouette: None,
        page: Outline {
            head: Head { organization: text(), kicker: None, title: text() },
            tiles: Vec::new(),
            intro: Vec::new(),
            sections: Vec::new(),
            foot: Foot::default(),
            properties: Properties::default(),
        },
        running: None,
    }
}

/// A place without a figure.
pub(super) fn nowhere() -> Facts {
    let span = Span::new(Sources::default().add("", ""), 0, 0);
    let name = || Spanned { value: String::new(), span };
    let first = NameForms { name: name(), in_prose: name(), possessive: None, adjective: None };
    let names = PlaceNames { first, others: Vec::new() };
    let place = Place { names, postal: name(), slug: name(), corrected: None };
    Facts { place, year: Spanned { value: 0, span }, figures: Vec::new() }
}
