//! From facts to words: one [`Document`] per place.
//!
//! In: the set, a wording and what the theme shows, once; the facts of a place, many times. Out: the
//! document, or every fault of the wording that shows for this place. Threads share a [`Composer`].

use super::beside::Beside;
use super::callouts::{set_apart, set_apart_in};
use super::card::on_card;
use super::compile::compile;
use super::foot;
use super::links::dialable;
use super::phrase::Phrase;
use super::said::SaidWords;
use super::shown::keep_shown;
use super::template::{FigureRef, Lexicon, Variables};
use super::values::{Printed, Values};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{Document, FigureText, Inline, InlineKind, Meta, RichText, RunningLine};
use crate::facts::{Facts, Largest};
use crate::figure::Quantity;
use crate::gazetteer::Jurisdiction;
use crate::lang::Language;
use crate::outline::{Block, Foot, List, Outline, Part, PartRole, Properties, Section, Shown, Translate};
use crate::set::{DatumId, SetFile, Wording};
use crate::source::{FileId, Sources, Span};
use chrono::NaiveDate;
use std::sync::Arc;

/// Composes documents in one language.
#[derive(Debug)]
pub struct Composer {
    set: Arc<SetFile>,
    language: Language,
    page: Outline<Phrase, FigureRef>,
    beside: Beside,
    said: SaidWords,
    shown: Shown,
    wording: FileId,
}

impl Composer {
    /// Compiles the wording. Reports all its faults, whether they show for any place or not.
    pub fn new(
        set: &Arc<SetFile>,
        wording: &Wording,
        shown: Shown,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let tag = &wording.language;
        let language = Language::from_tag(&tag.value).ok_or_else(|| {
            let supported: Vec<_> = Language::supported().map(|tag| format!("`{tag}`")).collect();
            let message = format!("the language `{}` is not supported", tag.value);
            let fault = Diagnostic::error(Code::UnknownLanguage, tag.span, message);
            sink.report(fault.help(format!("the languages are {}", supported.join(" and "))))
        });
        let names = Variables::new(set);
        let lexicon = Lexicon { names: &names, set, language: &tag.value, sources };
        let page = compile(wording, lexicon, sink);
        let (language, page) = (language?, page?);
        let beside = Beside::new(&page, set, sink)?;
        let said = SaidWords::new(set, wording);
        Ok(Self { set: set.clone(), language, page, beside, said, shown, wording: wording.file })
    }

    /// Measures what the sheets of a series share.
    ///
    /// # Errors
    /// If the authors' scale ends before a figure.
    pub fn measure(&mut self, largest: &Largest, sink: &mut Sink) -> Result<(), Reported> {
        self.beside.measure(largest, sink)
    }

    /// The scales of its tables that the sheets of a series share, by the tables' places in the wording.
    pub fn scales(&self) -> impl Iterator<Item = (Span, Quantity)> {
        self.beside.series()
    }

    /// The file of the wording.
    pub fn wording(&self) -> FileId {
        self.wording
    }

    /// Its BCP 47 tag.
    pub fn language(&self) -> &str {
        self.language.tag()
    }

    /// The words of the page of one place, dated `date`. `facts` must have a figure for each entry of the
    /// set's dictionary.
    pub fn compose(&self, facts: &Facts, date: NaiveDate, sink: &mut Sink) -> Result<Document, Reported> {
        let values = Values { set: &self.set, facts, language: &self.language, below_figure: false };
        let mut outline = self.page.as_ref();
        keep_shown(&mut outline, self.shown, &values);
        let mut page = outline.try_map(&mut Speaker { values, said: &self.said, sink })?;
        page.sections.iter_mut().for_each(describe_tables);
        page.sections.iter_mut().flat_map(|section| &mut section.blocks).for_each(sign_items);
        self.beside.add(&mut page, &values, self.shown.bars);
        if self.shown.callouts {
            page.sections.iter_mut().for_each(|section| set_apart(&mut section.blocks, self.language.tag()));
            if self.shown.intro_in_text {
                set_apart_in(&mut page.intro, self.language.tag());
            }
        }
        if facts.place.corrected.is_some() {
            page.head.kicker = Some(corrected(&values));
        }
        let year = value(values.datum(DatumId::Year));
        let title = format!("{} {}", page.head.title.plain(), year.plain());
        let author = self.set.publisher.name.value.clone();
        let mut meta = meta(&page, &title, author, &self.language, date);
        let running = self.shown.paged.then(|| {
            let suffix = format!(", {}", self.language.large_print());
            meta.title += &suffix;
            RunningLine { title: title + &suffix, pattern: self.language.folio() }
        });
        if !self.shown.title {
            page.head.title = value(values.datum(DatumId::StateName));
        }
        let silhouette = silhouette(facts).filter(|_| self.shown.silhouette);
        let mut document = Document { meta, year, silhouette, page, running };
        if self.shown.card {
            on_card(&mut document);
        }
        Ok(document)
    }
}

/// What the file says about itself. Where the authors do not say it, its title is that of the page, and its
/// subject what the page has headings for.
fn meta(
    page: &Outline<RichText, FigureText>,
    own_title: &str,
    author: String,
    language: &Language,
    date: NaiveDate,
) -> Meta {
    let Properties { title, subject, keywords, rights } = &page.properties;
    let headings = || page.sections.iter().map(|section| section.heading.plain()).collect::<Vec<_>>();
    let plain = |text: &RichText| text.plain().trim().replace('\u{a0}', " ");
    Meta {
        title: title.as_ref().map_or_else(|| own_title.to_owned(), plain),
        author,
        subject: subject.as_ref().map_or_else(|| headings().join("; "), plain),
        keywords: keywords.iter().map(plain).collect(),
        rights: rights.as_ref().map(plain),
        language: language.tag().to_owned(),
        locale: language.regional_tag(),
        date,
    }
}

/// Says each phrase for one place.
pub(super) struct Speaker<'v, 's> {
    pub(super) values: Values<'v>,
    said: &'v SaidWords,
    pub(super) sink: &'s mut Sink,
}

impl<'a, 'v> Translate<'a, &'v Phrase, &'v FigureRef> for Speaker<'v, '_>
where
    'v: 'a,
{
    type Text = RichText;
    type Figure = FigureText;
    type Error = Reported;

    fn needed(&mut self, part: Part, phrase: &'a &'v Phrase) -> Result<RichText, Reported> {
        let said = self.say(part, phrase, |speaker| {
            let values = Values { below_figure: part == Part::TileLabel, ..speaker.values };
            phrase.needed(&values, speaker.sink).map(Some)
        });
        Ok(said?.unwrap_or_default())
    }

    fn optional(&mut self, part: Part, phrase: &'a &'v Phrase) -> Result<Option<RichText>, Reported> {
        self.say(part, phrase, |speaker| {
            let mut text = phrase.line(&speaker.values, speaker.sink)?;
            if part == Part::LoneIntro {
                text = text.and_then(leading_nowhere);
            }
            if let Some(property) = text.as_ref().filter(|_| part.role() == PartRole::Property) {
                speaker.refuse_markup(property)?;
            }
            Ok(text)
        })
    }

    /// A cell without a number says why; a tile without one is left out earlier.
    fn figure(&mut self, _: Part, (figure, _): &'a &'v FigureRef) -> Result<FigureText, Reported> {
        Ok(FigureText { text: value(self.values.said(*figure)), amount: self.values.amount(*figure) })
    }

    fn foot(&mut self, foot: &'a Foot<&'v Phrase>) -> Result<Foot<RichText>, Reported> {
        foot::say(self, foot)
    }
}

impl Speaker<'_, '_> {
    /// A text, as it was if nothing in it has changed; one with a finding is said anew, so that it is found again.
    fn say(
        &mut self,
        part: Part,
        phrase: &Phrase,
        words: impl FnOnce(&mut Self) -> Result<Option<RichText>, Reported>,
    ) -> Result<Option<RichText>, Reported> {
        if let Some(known) = phrase.memory().recall(part, &self.values) {
            return Ok(known);
        }
        let before = self.sink.found().len();
        let mut text = words(self)?;
        text.iter_mut().for_each(|text| self.said.mark(text));
        let text = text.map(|text| dialable(text, part));
        if self.sink.found().len() == before {
            phrase.memory().keep(part, &self.values, &text);
        }
        Ok(text)
    }

    /// Properties are plain text.
    fn refuse_markup(&mut self, property: &RichText) -> Result<(), Reported> {
        let marked = property.inlines.iter().any(|inline| inline.strong || inline.link.is_some());
        let Some(origin) = property.origin.filter(|_| marked) else { return Ok(()) };
        let fault = Diagnostic::error(Code::Markup, origin, "bold or a link in a property of the file");
        Err(self.sink.report(fault.help("write the words alone, without `**` and `[…](…)`")))
    }
}

/// A table needs alternative text: its own, else the sentence before it, else the heading.
fn describe_tables(section: &mut Section<RichText, FigureText>) {
    let mut before = None;
    for block in &mut section.blocks {
        if let Some(table) = block.table_mut()
            && table.alt.is_none()
        {
            table.alt = before.take().or_else(|| Some(RichText::words(section.heading.plain())));
        }
        before = block.lead_mut().map(|lead| {
            let words = lead.text.plain().trim_end_matches([':', ' ']).to_owned();
            RichText::words(words)
        });
    }
}

/// Gives the items that are left their bullets and numbers, which are traced to the items.
fn sign_items(block: &mut Block<RichText, FigureText>) {
    fn sign(list: &mut List<RichText>) {
        for (n, item) in list.items.iter_mut().enumerate() {
            let words = RichText::words(list.numbering.sign(n));
            item.sign = Some(RichText { origin: item.text.origin, ..words });
            item.inner.iter_mut().for_each(sign);
        }
    }
    if let Block::List(list) = block {
        sign(list);
    }
}

/// Whose map outline the page may show: only if name and postal code agree on the place.
fn silhouette(facts: &Facts) -> Option<String> {
    let (mut names, postal) = (facts.place.names.all(), &facts.place.postal.value);
    let known = names.find_map(|forms| Jurisdiction::of(&forms.name.value, postal));
    known.map(|place| place.postal.to_owned())
}

/// A sentence that led to a table or a list that is left out: it ends like any other. One that prints no figure goes
/// with it, "Of the horses whose kind is known:".
fn leading_nowhere(mut text: RichText) -> Option<RichText> {
    if !text.plain().trim_end().ends_with(':') {
        return Some(text);
    }
    let is_figure = |inline: &Inline| matches!(inline.kind, InlineKind::Figure(..));
    let ends = |inline: &Inline| inline.kind == InlineKind::Wording && inline.text.contains(". ");
    let sentence = text.inlines.iter().rposition(ends);
    if !text.inlines[sentence.unwrap_or(0)..].iter().any(is_figure) {
        // Behind another sentence, its colon stays, and the lints find it.
        return sentence.map(|_| text);
    }
    if let Some((last, before)) = text.inlines.split_last_mut()
        && last.kind == InlineKind::Wording
        && let Some(start) = last.text.trim_end().strip_suffix(':').map(str::len)
    {
        let stopped = before.last().is_some_and(|before| before.text.ends_with('.'));
        last.text.replace_range(start.., if start == 0 && stopped { "" } else { "." });
    }
    // No piece of a text is empty.
    text.inlines.retain(|inline| !inline.text.is_empty());
    Some(text)
}

/// "Corrected June 3, 2024": it takes the place of the line opposite the publisher, where it takes no room from
/// the text, so that no other sheet of the series is laid out anew.
fn corrected(values: &Values<'_>) -> RichText {
    let mut mark = RichText::words(format!("{} ", values.language.corrected()));
    mark.inlines.extend(value(values.datum(DatumId::Corrected)).inlines);
    mark
}

/// A value as a text of its own.
pub(super) fn value((text, kind): Printed<'_>) -> RichText {
    let inline = Inline { text: text.into_owned(), kind, ..Inline::default() };
    RichText { inlines: vec![inline], ..RichText::default() }
}
