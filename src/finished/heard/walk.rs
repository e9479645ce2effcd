//! The walk through the structure: blocks become lines, what is in them becomes parts.

use super::super::values::{name, text};
use super::element::{Below, RoleMap, StructElement, below};
use super::said::{HeardKind, HeardLine, HeardLink, HeardPart};
use super::words::MarkedWords;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, String as PdfString};
use std::collections::BTreeSet;
use std::rc::Rc;

/// No structure is deeper, has more elements, or says more; a damaged one might.
const DEEPEST: usize = 64;
const MOST_ELEMENTS: usize = 50_000;
/// More than a page of a file of many sheets has.
const MOST_OF_A_PAGE: usize = 1_000;
const MOST_SAID: usize = 4 << 20;

/// How words are said: handed down from element to element.
#[derive(Clone)]
pub(super) struct Manner {
    language: Rc<str>,
    link: Option<Rc<HeardLink>>,
    expansion: Option<Rc<str>>,
    /// In how many lists it stands.
    pub(super) depth: usize,
    /// In how many elements.
    level: usize,
}

/// A walk under way.
pub(super) struct Walk<'p> {
    pub(super) pdf: &'p Pdf,
    pub(super) roles: RoleMap,
    words: MarkedWords,
    language: Rc<str>,
    seen: BTreeSet<u32>,
    elements: usize,
    most_elements: usize,
    /// How many bytes were said.
    said: usize,
    pub(super) lines: Vec<HeardLine>,
    /// Where each part of the document begins, and its language.
    begun: Vec<(usize, Rc<str>)>,
    /// The line under way.
    parts: Vec<HeardPart>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(pdf: &'p Pdf, language: &str, spaced: bool) -> Self {
        Walk {
            pdf,
            roles: RoleMap::default(),
            words: MarkedWords::of(pdf, spaced),
            language: language.into(),
            seen: BTreeSet::new(),
            elements: 0,
            most_elements: MOST_ELEMENTS.max(pdf.pages().len() * MOST_OF_A_PAGE),
            said: 0,
            lines: Vec::new(),
            begun: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// All lines of the document.
    pub(super) fn lines(mut self) -> Vec<HeardLine> {
        self.walk();
        self.lines
    }

    /// The lines of each part of the document, with its language. What stands outside of all is left out.
    pub(super) fn sheets(mut self) -> Vec<(Rc<str>, Vec<HeardLine>)> {
        self.walk();
        let mut sheets = Vec::with_capacity(self.begun.len());
        while let Some((begin, language)) = self.begun.pop() {
            sheets.push((language, self.lines.split_off(begin)));
        }
        sheets.reverse();
        sheets
    }

    fn walk(&mut self) {
        let catalog: Dict<'p> = self.pdf.xref().get(self.pdf.xref().root_id()).unwrap_or_else(Dict::empty);
        let root: Dict<'p> = catalog.get("StructTreeRoot").unwrap_or_else(Dict::empty);
        self.roles = RoleMap::of(&root);
        let manner =
            Manner { language: self.language.clone(), link: None, expansion: None, depth: 0, level: 0 };
        for kid in below(&root, self.pdf) {
            self.kid(kid, &manner);
        }
        self.end_line(HeardKind::Text, 0);
    }

    /// Says what is below an element, in order.
    pub(super) fn all(&mut self, element: &StructElement<'p>, manner: &Manner) {
        element.below(self.pdf).into_iter().for_each(|kid| self.kid(kid, manner));
    }

    fn kid(&mut self, kid: Below<'p>, manner: &Manner) {
        match kid {
            Below::Element(number, dict) => {
                if let Some((element, manner)) = self.enter(number, dict, manner) {
                    self.element(&element, &manner);
                }
            }
            Below::Mark { page, mark } => {
                let mut said = String::new();
                self.words.add(page, mark, &mut said);
                self.say(said, manner, false);
            }
            // What it says stands in the link's words.
            Below::Annotation(_) => {}
        }
    }

    /// Enters an element, unless it was entered before or lies too deep.
    pub(super) fn enter(
        &mut self,
        number: u32,
        dict: Dict<'p>,
        manner: &Manner,
    ) -> Option<(StructElement<'p>, Manner)> {
        self.elements += 1;
        let again = number != 0 && !self.seen.insert(number);
        if again || manner.level == DEEPEST || self.elements > self.most_elements {
            return None;
        }
        let element = StructElement::of(dict, &self.roles);
        let mut manner = Manner { level: manner.level + 1, ..manner.clone() };
        if let Some(language) = element.text("Lang").filter(|own| **own != *manner.language) {
            manner.language = language.into();
        }
        if let Some(long) = element.text("E") {
            manner.expansion = Some(long.into());
        }
        Some((element, manner))
    }

    fn element(&mut self, element: &StructElement<'p>, manner: &Manner) {
        let depth = manner.depth;
        if element.is_block() {
            self.end_line(HeardKind::Text, depth);
        }
        // Right below the document.
        if element.kind == "Part" && manner.level == 2 {
            self.begun.push((self.lines.len(), manner.language.clone()));
        }
        match element.kind.as_str() {
            "Artifact" => {}
            "L" => self.list(element, manner),
            "Table" => self.table(element, manner),
            "Figure" | "Formula" => self.figure(element, manner),
            "Link" | "Annot" => {
                let link = self.link(element).or_else(|| manner.link.clone());
                self.replaced_or_all(element, &Manner { link, ..manner.clone() });
            }
            _ => self.replaced_or_all(element, manner),
        }
        if element.is_block() {
            let kind = match (element.level(), element.kind.as_str()) {
                (Some(level), _) => HeardKind::Heading(level),
                (None, "Title") => HeardKind::Heading(0),
                (None, "Caption") => HeardKind::Caption,
                (None, _) => HeardKind::Text,
            };
            self.end_line(kind, depth);
        }
    }

    /// What an element says in place of what it shows (14.9.3, 14.9.4), or else all below it.
    fn replaced_or_all(&mut self, element: &StructElement<'p>, manner: &Manner) {
        match element.text("ActualText").or_else(|| element.text("Alt")) {
            Some(text) => self.say(text, manner, false),
            None => self.all(element, manner),
        }
    }

    /// A picture is said by its description; one without is passed over but for what is in it.
    fn figure(&mut self, element: &StructElement<'p>, manner: &Manner) {
        let alone = self.parts.iter().all(|part| part.text.trim().is_empty()) && manner.link.is_none();
        match element.text("Alt").or_else(|| element.text("ActualText")) {
            Some(alt) if alone => {
                self.end_line(HeardKind::Text, manner.depth);
                self.say(alt, manner, false);
                self.end_line(HeardKind::Figure, manner.depth);
            }
            Some(alt) => self.say(alt, manner, true),
            None => self.all(element, manner),
        }
    }

    /// Where a link leads: its annotations say.
    fn link(&self, element: &StructElement<'p>) -> Option<Rc<HeardLink>> {
        element.below(self.pdf).into_iter().find_map(|kid| {
            let Below::Annotation(annotation) = kid else { return None };
            let action: Dict<'_> = annotation.get("A").unwrap_or_else(Dict::empty);
            let target = action.get::<PdfString<'_>>("URI");
            let target = target.map(|uri| String::from_utf8_lossy(uri.as_bytes()).into_owned());
            let description = text(&annotation, "Contents").unwrap_or_default();
            let is_link = name(&annotation, "Subtype") == "Link";
            is_link.then(|| Rc::new(HeardLink { target: target.unwrap_or_default(), description }))
        })
    }

    fn list(&mut self, list: &StructElement<'p>, manner: &Manner) {
        let items = list.below(self.pdf).into_iter().filter(|kid| self.is_kind(kid, "LI")).count();
        self.lines.push(HeardLine { kind: HeardKind::List(items), depth: manner.depth, parts: Vec::new() });
        let within = Manner { depth: manner.depth + 1, ..manner.clone() };
        for kid in list.below(self.pdf) {
            match kid {
                Below::Element(number, dict) if self.is_item(&dict) => {
                    if let Some((item, manner)) = self.enter(number, dict, &within) {
                        self.item(&item, &manner);
                    }
                }
                other => self.kid(other, &within),
            }
        }
        self.end_line(HeardKind::Text, within.depth);
        self.lines.push(HeardLine { kind: HeardKind::EndOfList, depth: manner.depth, parts: Vec::new() });
    }

    fn is_item(&self, dict: &Dict<'p>) -> bool {
        StructElement::of(dict.clone(), &self.roles).kind == "LI"
    }

    pub(super) fn is_kind(&self, kid: &Below<'p>, kind: &str) -> bool {
        matches!(kid, Below::Element(_, dict) if StructElement::of(dict.clone(), &self.roles).kind == kind)
    }

    /// Number and label are said together; what the item holds beyond its first words follows.
    fn item(&mut self, item: &StructElement<'p>, manner: &Manner) {
        self.end_line(HeardKind::Text, manner.depth);
        let mut label = String::new();
        let begun = self.lines.len();
        for kid in item.below(self.pdf) {
            match kid {
                Below::Element(number, dict) => {
                    let Some((below, manner)) = self.enter(number, dict, manner) else { continue };
                    if below.kind == "Lbl" {
                        self.replaced_or_all(&below, &manner);
                        label =
                            std::mem::take(&mut self.parts).iter().map(|part| part.text.as_str()).collect();
                        self.words.begin();
                    } else if below.kind == "LBody" {
                        self.replaced_or_all(&below, &manner);
                    } else {
                        self.element(&below, &manner);
                    }
                }
                other => self.kid(other, manner),
            }
        }
        self.end_line(HeardKind::Text, manner.depth);
        let label = label.trim().to_owned();
        match self.lines.get_mut(begun) {
            Some(HeardLine { kind: kind @ HeardKind::Text, depth, .. }) if *depth == manner.depth => {
                *kind = HeardKind::Item(label);
            }
            _ => {
                let kind = HeardKind::Item(label);
                self.lines.insert(begun, HeardLine { kind, depth: manner.depth, parts: Vec::new() });
            }
        }
    }

    /// Says what a table is about.
    pub(super) fn say_summary(&mut self, summary: String, manner: &Manner) {
        self.end_line(HeardKind::Text, manner.depth);
        self.say(summary, manner, false);
    }

    /// Says words within the line under way.
    fn say(&mut self, text: String, manner: &Manner, picture: bool) {
        self.said += text.len();
        if text.is_empty() || self.said > MOST_SAID {
            return;
        }
        let Manner { language, link, expansion, .. } = manner.clone();
        let part = HeardPart { text, language, link, expansion, picture };
        match self.parts.last_mut() {
            Some(last) if last.is_said_like(&part) => last.text.push_str(&part.text),
            _ => self.parts.push(part),
        }
    }

    /// Ends the line under way, if anything is said in it.
    pub(super) fn end_line(&mut self, kind: HeardKind, depth: usize) {
        let parts = self.take();
        if !parts.is_empty() {
            self.lines.push(HeardLine { kind, depth, parts });
        }
    }

    /// What was said in the line under way; nothing if that is only spaces.
    pub(super) fn take(&mut self) -> Vec<HeardPart> {
        self.words.begin();
        let mut parts = std::mem::take(&mut self.parts);
        if parts.iter().all(|part| part.text.trim().is_empty()) {
            parts.clear();
        }
        parts
    }
}

impl HeardPart {
    fn is_said_like(&self, other: &Self) -> bool {
        let same_link = match (&self.link, &other.link) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        same_link
            && self.language == other.language
            && self.expansion == other.expansion
            && self.picture == other.picture
            && self.expansion.is_none()
    }
}
