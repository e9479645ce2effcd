//! Inline Markdown: bold, links and passages in another language, and a refusal for everything else.
//!
//! In: a [`MarkdownSource`]. Out: [`StyledRun`]s, each of one weight, link and language; or every fault at its
//! place. Markdown for what the page does not have (headings, code, italics) is refused rather
//! than printed in some other way.

use super::flatten::{MarkdownSource, Sentinel};
use super::passages::{ForeignPassage, passages};
use super::template::SourceMap;
use crate::characters::{clean, stands_alone, way_out};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::lang::language_code;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// So many faults of one text are told; with more, it is not Markdown at all.
const MOST_FAULTS: usize = 20;

/// A stretch of text of one weight, link and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledRun {
    pub(super) content: RunContent,
    pub(super) strong: bool,
    /// An index into [`Markup::links`].
    pub(super) link: Option<usize>,
    /// Its language, if it is in a passage with one of its own.
    pub(super) language: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RunContent {
    Text {
        text: String,
        /// The characters whose place matters: byte in `text`, byte in the template.
        placed: Vec<(usize, usize)>,
    },
    Placeholder(usize),
}

/// Whether the place of a character matters: digits, which are traced, and what the fonts may lack, so
/// all but Latin, Greek, Cyrillic and common punctuation.
fn has_place(c: char) -> bool {
    c.is_numeric() || !matches!(c, '\0'..='\u{52F}' | '\u{1E00}'..='\u{206F}')
}

/// A text whose Markdown has been read.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) runs: Vec<StyledRun>,
    /// Addresses, with sentinels still in them, and where each link is in the template.
    pub(super) links: Vec<(String, Range<usize>)>,
}

impl Markup {
    pub(super) fn read(source: &MarkdownSource, map: &SourceMap, sink: &mut Sink) -> Result<Self, Reported> {
        let mut reader = MarkupReader {
            source,
            map,
            sink,
            markup: Self::default(),
            bold: None,
            link: None,
            passages: Vec::new(),
            failed: None,
            faults: 0,
        };
        reader.find_passages();
        let parser = Parser::new_ext(&source.text, Options::empty());
        if parser.reference_definitions().iter().next().is_some() {
            return Err(reader.refuse(
                0..1,
                "link definitions are not supported",
                "write the address with the link: `[text](https://…)`",
            ));
        }
        for (event, range) in parser.into_offset_iter() {
            reader.event(event, range)?;
            if let Some(reported) = reader.failed.filter(|_| reader.faults >= MOST_FAULTS) {
                return Err(reported);
            }
        }
        if let Some(opened) = reader.bold {
            reader.asterisks(opened, "asterisks that do not pair up");
        }
        match reader.failed {
            Some(reported) => Err(reported),
            None => Ok(reader.markup),
        }
    }
}

struct MarkupReader<'a> {
    source: &'a MarkdownSource,
    map: &'a SourceMap,
    sink: &'a mut Sink,
    markup: Markup,
    /// Where the bold that is open begins.
    bold: Option<usize>,
    link: Option<usize>,
    /// The passages in a language of their own; of two that hold a character, the inner one comes first.
    passages: Vec<(ForeignPassage, &'static str)>,
    failed: Option<Reported>,
    faults: usize,
}

impl MarkupReader<'_> {
    /// Takes one event. `Err` for block structure, after which nothing is read as it was meant. Faults
    /// within the line are reported, and reading goes on.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Reported> {
        match event {
            Event::Start(Tag::Paragraph)
            | Event::End(TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::Text(text) => self.text(&text, range),
            Event::Start(Tag::Strong) => {
                let (start, help) = (range.start, "write `**text**`");
                self.keep(start..start + 2, Code::Markup, "bold is written with asterisks", help);
            }
            Event::Start(Tag::Emphasis) => self.italics(range.start),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. }) => {
                self.open_link(dest_url.into_string(), &title, range);
            }
            Event::Start(Tag::Link { .. }) => {
                self.keep(range, Code::BadLink, "this link has no text", "write `[text](https://…)`");
            }
            Event::End(TagEnd::Link) => self.link = None,
            unsupported => {
                let (message, help) = refusal(&unsupported);
                return Err(self.refuse(range, message, help));
            }
        }
        Ok(())
    }

    fn find_passages(&mut self) {
        let (found, astray) = passages(&self.source.text);
        for place in astray {
            let help = "words in another language stand between brackets before its code: `[Disponible en español]{es}`";
            self.keep(place, Code::Markup, "there is no `[` that goes with this", help);
        }
        for passage in found {
            // A code that is none has been reported.
            let Ok(language) = language_code(&passage.code) else { continue };
            if self.source.text[passage.words()].trim().is_empty() {
                let help = "write the words between the brackets, or delete the passage";
                self.keep(passage.open..passage.close.end, Code::Markup, "a passage without words", help);
            }
            self.passages.push((passage, language));
        }
    }

    /// Whether the byte `at` is of the brackets and codes of passages.
    fn is_bracket(&self, at: usize) -> bool {
        self.passages.iter().any(|(passage, _)| passage.open == at || passage.close.contains(&at))
    }

    /// The language of the passage that has the byte `at`.
    fn language(&self, at: usize) -> Option<&'static str> {
        let mut within = self.passages.iter().filter(|(passage, _)| passage.words().contains(&at));
        within.next().map(|(_, language)| *language)
    }

    fn italics(&mut self, at: usize) {
        let help = "for bold, write two asterisks on each side, `**text**`; to print the sign itself, write `\\*` or `\\_`";
        self.keep(at..at + 1, Code::Markup, "italics are not supported", help);
    }

    /// A fault of the asterisks at `at`.
    fn asterisks(&mut self, at: usize, message: &str) {
        let help = "bold needs two asterisks before and two after, with no space inside: `**text**`; to print an \
                    asterisk, write `\\*`";
        let row = self.source.text[at..].bytes().take_while(|sign| *sign == b'*').count();
        // The sentinel of bold stands for two.
        let length = if row > 0 { row } else { 2 };
        let start = self.source.origin(at);
        let span = self.map.span(start, start + length);
        self.faults += 1;
        self.failed = Some(self.sink.report(Diagnostic::error(Code::UnclosedBold, span, message).help(help)));
    }

    /// Opens or closes bold at `at`. Of a faulty pair, one fault is told.
    fn turn_bold(&mut self, at: usize, opens: bool, before: &str, after: &str) {
        let opened = std::mem::take(&mut self.bold);
        match opened {
            None if opens && after.starts_with(' ') => {
                self.asterisks(at, "a space after the asterisks that begin bold");
            }
            None => self.bold = opens.then_some(at),
            Some(opened) if opened + '\u{100001}'.len_utf8() == at => {
                self.asterisks(at, "asterisks with nothing between them");
            }
            Some(_) if before.ends_with(' ') => {
                self.asterisks(at, "a space before the asterisks that end bold");
            }
            Some(_) => {}
        }
    }

    /// Refuses `~`, a space that never ends a line, where someone meant another sign by it.
    fn tilde(&mut self, at: usize, before: &str, after: &str) {
        let is_bold = |c: &char| matches!(Sentinel::of(*c), Some(Sentinel::Bold(_)));
        let before = before.chars().rev().find(|c| !is_bold(c)).unwrap_or(' ');
        let after = after.chars().find(|c| !is_bold(c)).unwrap_or(' ');
        let begins = matches!(before, ' ' | '~' | '(' | '[' | '“' | '‘' | '«' | '"');
        let ends = matches!(after, ' ' | '~' | ')' | ']' | '”' | '»' | '.' | ',' | ';' | ':' | '?' | '!');
        let message = match (begins || ends, before.is_ascii_digit() && after.is_ascii_digit()) {
            (true, _) => "`~` with no word on one side prints nothing but a space",
            (_, true) => "`~` between digits prints nothing but a space",
            _ => return self.push('\u{a0}', 0, self.language(at)),
        };
        let help = "`~` keeps two words on one line: for “about”, write the word; for a range, write “–” or “to”; to print \
                    the sign itself, write `\\~`";
        self.keep(at..at + 1, Code::Markup, message, help);
    }

    fn open_link(&mut self, address: String, title: &str, range: Range<usize>) {
        let place = self.source.origin(range.start)..self.source.origin(range.end - 1) + 1;
        if !title.is_empty() {
            self.keep(range, Code::BadLink, "a link cannot have a title", "delete the part in quotes");
        }
        self.markup.links.push((address, place));
        self.link = Some(self.markup.links.len() - 1);
    }

    /// A character written as the code of web pages, which is meant literally.
    fn entity(&mut self, text: &str, range: Range<usize>) {
        let text = clean(text);
        for c in text.chars() {
            let code = u32::from(c);
            let help = match way_out(c) {
                Some(help) => help,
                None if c.is_control() || Sentinel::of(c).is_some() => "delete it",
                // It would combine with the letter before it.
                None if !stands_alone(c) => "type the letter with its accent",
                None => continue,
            };
            let message = format!("the character U+{code:04X} cannot be printed");
            self.keep(range, Code::ForbiddenCharacter, &message, help);
            return;
        }
        let origin = self.source.origin(range.start);
        let language = self.language(range.start);
        text.chars().for_each(|c| self.push(c, origin, language));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.source.text[range.clone()] != *text {
            return self.entity(text, range);
        }
        for (at, c) in text.char_indices() {
            let here = range.start + at;
            if self.is_bracket(here) {
                continue;
            }
            let language = self.language(here);
            let (before, after) = (&self.source.text[..here], &self.source.text[here..]);
            // The parser may yield a row of asterisks one by one; it is one fault.
            if c == '*' && !before.ends_with('*') {
                self.asterisks(here, "asterisks that do not pair up");
            }
            if c == '\\' {
                let help = "to begin a paragraph, leave a line empty; to print a backslash, write two";
                self.keep(here..here + 1, Code::Markup, "a backslash with nothing to print after it", help);
            }
            if after.starts_with("](") && before.contains('[') {
                let help = "an address has no spaces and ends with `)`: `[text](https://…)`";
                self.keep(here..here + 2, Code::BadLink, "this link cannot be read", help);
            }
            let after = &after[c.len_utf8()..];
            match Sentinel::of(c) {
                Some(Sentinel::Bold(opens)) => self.turn_bold(here, opens, before, after),
                Some(Sentinel::Placeholder(number)) => {
                    let run = StyledRun {
                        content: RunContent::Placeholder(number),
                        strong: self.bold.is_some(),
                        link: self.link,
                        language,
                    };
                    self.markup.runs.push(run);
                }
                Some(Sentinel::Escaped(sign)) => self.push(sign, self.source.origin(here), language),
                None if c == '~' => self.tilde(here, before, after),
                // Beside bold, CommonMark takes an underscore for a part of the word.
                None if c == '_' && is_edge(before, after) => self.italics(here),
                None => self.push(c, self.source.origin(here), language),
            }
        }
    }

    fn push(&mut self, c: char, origin: usize, language: Option<&'static str>) {
        let (strong, link) = (self.bold.is_some(), self.link);
        match self.markup.runs.last_mut() {
            Some(StyledRun {
                content: RunContent::Text { text, placed },
                strong: s,
                link: k,
                language: l,
            }) if (*s, *k, *l) == (strong, link, language) => {
                if has_place(c) {
                    placed.push((text.len(), origin));
                }
                text.push(c);
            }
            _ => {
                let placed = if has_place(c) { vec![(0, origin)] } else { Vec::new() };
                let content = RunContent::Text { text: c.into(), placed };
                self.markup.runs.push(StyledRun { content, strong, link, language });
            }
        }
    }

    fn refuse(&mut self, range: Range<usize>, message: &str, help: &str) -> Reported {
        // Pointing at the first word is enough.
        let start = range.start;
        let word = self.source.text[start..].find(' ').map_or(range.end, |length| start + length);
        self.keep(start..word.min(range.end.max(start + 1)), Code::Markup, message, help)
    }

    fn keep(&mut self, range: Range<usize>, code: Code, message: &str, help: &str) -> Reported {
        let start = self.source.origin(range.start);
        let end = self.source.origin(range.end.saturating_sub(1)).max(start) + 1;
        let reported =
            self.sink.report(Diagnostic::error(code, self.map.span(start, end), message).help(help));
        self.failed = Some(reported);
        self.faults += 1;
        reported
    }
}

/// Whether bold begins right before, or ends right after.
fn is_edge(before: &str, after: &str) -> bool {
    let bold = |c: Option<char>, opens| c.and_then(Sentinel::of) == Some(Sentinel::Bold(opens));
    bold(before.chars().next_back(), true) || bold(after.chars().next(), false)
}

/// Markdown that the page does not have: what it is, and what to write instead.
fn refusal(event: &Event<'_>) -> (&'static str, &'static str) {
    match event {
        Event::Start(Tag::List(Some(_))) => (
            "this starts a numbered list where none can be",
            "the items of a list are lines of the `text` of a section, each behind its number, `1. {% if KEY %}…`; to begin a \
             sentence with a number, write `1\\.`",
        ),
        Event::Start(Tag::List(None)) => (
            "this starts a list where none can be",
            "the items of a list are lines of the `text` of a section, each behind its sign, `- {% if KEY %}…`; to print the \
             sign, write `\\-`, `\\*` or `\\+`",
        ),
        Event::Start(Tag::Heading { .. }) => {
            ("this starts a heading", "a heading has its own key, `heading`; to print the sign, write `\\#`")
        }
        Event::Start(Tag::Image { .. }) => ("pictures are not supported", "a text can only have words"),
        Event::Start(Tag::BlockQuote(_)) => ("this starts a quotation", "to print the sign, write `\\>`"),
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => {
            ("this is marked as code", "to print the sign, write `` \\` `` or `\\~`")
        }
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
            ("this is HTML", "to print the sign, write `\\<`")
        }
        Event::Rule => ("this draws a line", "to print the sign, write `\\-` or `\\*`"),
        // Tables, footnotes, definition lists, strike-through, maths, task lists and metadata are
        // extensions that are switched off; lines end only where a paragraph does.
        _ => ("this Markdown is not supported", "use bold, `**text**`, or links, `[text](https://…)`"),
    }
}
