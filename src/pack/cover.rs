//! The words of the pages that no place has: the cover with its index, the sheets between stacks. In: what they say.
//! Out: documents like those of places, so that they are set, tagged and proved by the same hands.

use crate::document::{Document, Inline, Meta, RichText, RunningLine};
use crate::facts::{Facts, Place};
use crate::lang::PackWords;
use crate::outline::{
    Block, Foot, Head, Leads, List, ListItem, Numbering, Outline, Paragraph, Properties, Section,
};
use crate::set::{NameForms, PlaceNames};
use crate::source::{Span, Spanned};

/// What such a page begins with.
#[derive(Debug, Clone)]
pub struct Front {
    /// Its title there, its publisher and language.
    pub meta: Meta,
    /// Its own title.
    pub title: String,
    pub year: i32,
    /// The postal code of the place whose outline decorates it.
    pub silhouette: Option<String>,
    /// How its pages are counted at their feet, in large print.
    pub folio: Option<&'static str>,
}

/// A line of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexLine {
    /// "Kentucky".
    pub words: String,
    /// Its language, if that is not the page's.
    pub language: Option<&'static str>,
    /// The words for "page" in its language.
    pub page_word: &'static str,
    /// Counted from 1.
    pub page: usize,
}

/// A cover with these lines of the index, each of which leads to its page.
pub fn index(front: Front, words: &PackWords, lines: &[IndexLine]) -> Document {
    let item = |line: &IndexLine| {
        let IndexLine { words, language, page_word, page } = line;
        let text = format!("{words}, {page_word}\u{a0}{page}");
        let link = Some(format!("page:{page}"));
        let inline = Inline { text, link, language: *language, ..Inline::default() };
        let text = RichText { inlines: vec![inline], ..RichText::default() };
        ListItem { sign: Some(RichText::words(Numbering::Bullets.sign(0))), text, inner: None }
    };
    let items = lines.iter().map(item).collect();
    let list = Block::List(List { numbering: Numbering::Bullets, items });
    let section = Section { heading: RichText::words(words.contents.to_owned()), blocks: vec![list] };
    page(front, words.counting.to_owned(), vec![section])
}

/// A sheet between others that says what comes: "40 copies".
pub fn divider(front: Front, note: String) -> Document {
    page(front, note, Vec::new())
}

type Sections = Vec<Section<RichText, crate::document::FigureText>>;

fn page(front: Front, note: String, sections: Sections) -> Document {
    let Front { meta, title, year, silhouette, folio } = front;
    let running = folio.map(|pattern| RunningLine { title: meta.title.clone(), pattern });
    let head = Head {
        organization: RichText::words(meta.author.clone()),
        kicker: None,
        title: RichText::words(title),
    };
    let intro = vec![Paragraph { text: RichText::words(note), leads: Leads::Nowhere, callout: false }];
    let foot = Foot::default();
    let properties = Properties { title: None, subject: None, keywords: Vec::new(), rights: None };
    let page = Outline { head, tiles: Vec::new(), intro, sections, foot, properties };
    Document { meta, year: RichText::words(year.to_string()), silhouette, page, running }
}

/// What is true of no place: no figure. `at` is where the set says its year.
pub fn facts_of_nobody(year: i32, at: Span) -> Facts {
    let name = || Spanned::new(String::new(), at);
    let first = NameForms { name: name(), in_prose: name(), possessive: None, adjective: None };
    let names = PlaceNames { first, others: Vec::new() };
    let place = Place { names, postal: name(), slug: name(), corrected: None };
    Facts { place, year: Spanned::new(year, at), figures: Vec::new() }
}
