//! A file proved without knowing what it should say: only whether it keeps its standards.

use super::Prover;
use super::alone_pack::promised;
use super::check::{BrokenRule, Expectation};
use super::file;
use super::object::{name, text};
use super::tree::kids;
use super::xmp::XmpPacket;
use crate::document::{Document, Meta, RichText, RunningLine};
use crate::facts::{Facts, Place};
use crate::objects::{Dict, MaybeRef, Pdf, Stream};
use crate::outline::{Foot, Head, Outline, Properties};
use crate::profile::Profile;
use crate::set::{NameForms, PlaceNames};
use crate::source::{Sources, Span, Spanned};
use std::borrow::Cow;

/// Rules that are held by comparing a file with what it should say. All others can be told of any file.
const BY_DOCUMENT: &[&str] = &[
    "code-true",
    "data-true",
    "descriptions-true",
    "figures-true",
    "headings-again",
    "languages-told",
    "lines-even",
    "link-targets",
    "lists-tagged",
    "nothing-else-drawn",
    "properties",
    "release-day",
    "running-lines",
    "sheets-bound",
    "tables-tagged",
    "words-and-order",
];

impl Prover {
    /// What can be told of a file alone: whether it keeps the standards of `profile`, and whether all of it is seen
    /// as it reads. Whether its words and figures are right is not among them.
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
            return without_document(self.prove_bound(bytes, &document.meta, &pages, Some(&pack)));
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
        without_document(self.prove_all(bytes, &document.meta, &pages))
    }
}

/// What of this can be told of a file alone.
fn without_document(mut broken: Vec<BrokenRule>) -> Vec<BrokenRule> {
    broken.retain(|broken| !BY_DOCUMENT.contains(&broken.check));
    broken
}

/// What stands at the feet of pages, whatever it is.
pub(super) fn running() -> RunningLine {
    RunningLine { title: String::new(), pattern: "" }
}

/// No file of sheets has more pages.
const MOST_PAGES: usize = 2_000;

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
    // A file of PDF 2.0 has no information dictionary.
    let packet = catalog.as_ref().and_then(|catalog| catalog.get::<Stream<'_>>("Metadata")?.decoded());
    let packet = packet.map(XmpPacket::of).unwrap_or_default();
    let title = title.or_else(|| packet.property("dc:title").map(Cow::into_owned));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::checks;

    #[test]
    fn rules_that_are_left_out_are_there() {
        for name in BY_DOCUMENT {
            assert!(checks().any(|check| check.name == *name), "{name}");
        }
    }
}
