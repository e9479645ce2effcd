//! Reading typed values out of a TOML tree.
//!
//! In: the tree of one file. Out: typed values with their spans; a fault for each of the wrong type.

pub(super) use super::fields::Fields;
use super::running_text::TextString;
use super::strings::Decoded;
use crate::characters::{clean, entity, garbled, shown, way_out};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, nearest};
use crate::set::Template;
use crate::source::{FileId, Span, Spanned};
use std::ops::Range;
use toml::de::{DeString, DeValue};

pub(super) type TomlNode<'t> = toml::Spanned<DeValue<'t>>;
pub(super) type TomlKey<'t> = toml::Spanned<DeString<'t>>;

/// The type of a text, for messages.
pub(super) const TEXT: &str = "a text in quotes";

/// Most forbidden characters reported in one text.
const MOST_FORBIDDEN: usize = 20;

/// So many faults of one file are held against the names there are.
const MOST_COMPARED: usize = 100;

/// Reads one file; reports its faults.
pub(super) struct TableReader<'a> {
    pub(super) file: FileId,
    text: &'a str,
    sink: &'a mut Sink,
    /// Whether the whole file could be parsed; if not, nothing is reported as missing.
    pub(super) complete: bool,
    /// Set once the file has a fault.
    pub(super) failed: Option<Reported>,
    /// Faults of the file so far.
    faults: usize,
    /// Empty texts, not yet reported, by key.
    pub(super) empty: Vec<(String, Range<usize>)>,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(file: FileId, text: &'a str, sink: &'a mut Sink, complete: bool) -> Self {
        Self { file, text, sink, complete, failed: None, faults: 0, empty: Vec::new() }
    }

    pub(super) fn fault(&mut self, diagnostic: Diagnostic) {
        self.failed = Some(self.sink.report(diagnostic));
        self.faults += 1;
    }

    /// The name nearest to a mistyped one. It is not looked for in a file that is wrong throughout.
    pub(super) fn near<'n>(&self, word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        (self.faults < MOST_COMPARED).then(|| nearest(word, names)).flatten()
    }

    /// Reports what is wrong with the value at `span`.
    pub(super) fn bad(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fault(Diagnostic::error(code, span, message).help(help));
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// What the author wrote at `span`.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Reports that the value of `key` has the wrong type; `wanted` is the right one.
    pub(super) fn wrong_type(&mut self, key: &str, node: &TomlNode<'_>, wanted: &str) {
        let found = match node.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a decimal point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span(node.span());
        self.bad(Code::WrongType, span, format!("`{key}` is {found}"), format!("`{key}` needs {wanted}"));
    }

    pub(super) fn table<'t>(&mut self, key: &str, node: &'t TomlNode<'t>) -> Option<Fields<'t>> {
        match node.get_ref() {
            DeValue::Table(table) => Some(Fields::new(format!("`[{key}]`"), node.span(), table)),
            _ => {
                self.wrong_type(key, node, &format!("a table: a line `[{key}]` with its keys below"));
                None
            }
        }
    }

    pub(super) fn list<'t>(
        &mut self,
        key: &str,
        node: &'t TomlNode<'t>,
        wanted: &str,
    ) -> Option<&'t [TomlNode<'t>]> {
        match node.get_ref() {
            DeValue::Array(list) => Some(list),
            _ => {
                self.wrong_type(key, node, wanted);
                None
            }
        }
    }

    /// A list of single-line texts.
    pub(super) fn strings(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Vec<Spanned<String>>> {
        let list = self.list(key, node, "a list of texts: [\"one\", \"two\"]")?;
        list.iter().map(|item| self.string(key, item)).collect()
    }

    /// A text of one line that is not blank.
    pub(super) fn string(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Spanned<String>> {
        let decoded = self.decoded(key, node)?;
        self.line(key, decoded, node.span())
    }

    /// A text that is not TOML, of one line: a cell of a table. It must not be blank.
    pub(super) fn cell(&mut self, key: &str, text: &str, place: Range<usize>) -> Option<Spanned<String>> {
        let decoded = Decoded { text: text.to_owned(), places: vec![(0, place.start as u32)] };
        let decoded = self.printable(decoded, &place)?;
        self.line(key, decoded, place)
    }

    /// A text that stands at `place`, if it has one line and no code of web pages.
    fn line(&mut self, key: &str, decoded: Decoded, place: Range<usize>) -> Option<Spanned<String>> {
        let span = self.span(place);
        if let Some((entity, sign)) = entity(&decoded.text) {
            let help = sign.map_or("type the character itself".to_owned(), |sign| format!("write `{sign}`"));
            let message = format!("`{entity}` is code of web pages, and would be printed as it is");
            self.bad(Code::ForbiddenCharacter, span, message, help);
            return None;
        }
        if let Some(at) = decoded.text.find(['\n', '\t']) {
            let place = decoded.place(at);
            let place = self.span(place..place + 1);
            self.bad(
                Code::ForbiddenCharacter,
                place,
                format!("`{key}` has a line break or a tab in it"),
                "write it on one line",
            );
            return None;
        }
        Some(Spanned::new(decoded.text, span))
    }

    /// A text of any number of lines; it may be blank only where nothing is wrong with that.
    pub(super) fn text(&mut self, key: &str, node: &TomlNode<'_>) -> Option<String> {
        self.decoded(key, node).map(|decoded| decoded.text)
    }

    /// A whole number that is a year.
    pub(super) fn year(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Spanned<i32>> {
        let DeValue::Integer(number) = node.get_ref() else {
            self.wrong_type(key, node, "a year without quotes: 2023");
            return None;
        };
        let span = self.span(node.span());
        match number.as_str().parse() {
            Ok(year @ 1900..=2100) if number.radix() == 10 => Some(Spanned::new(year, span)),
            _ => {
                self.bad(Code::BadValue, span, "not a year", "write a year from 1900 to 2100: 2023");
                None
            }
        }
    }

    pub(super) fn flag(&mut self, key: &str, node: &TomlNode<'_>) -> Option<bool> {
        match node.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong_type(key, node, "true or false, without quotes");
                None
            }
        }
    }

    /// A template: one string, of one or more lines.
    pub(super) fn template(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Template> {
        let decoded = self.decoded(key, node)?;
        Some(Template::whole(decoded, self.span(node.span())))
    }

    /// The strings of a running text: one, or a list of them.
    pub(super) fn text_strings(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Vec<TextString>> {
        let mut string = |node: &TomlNode<'_>, whole| {
            let decoded = self.decoded(key, node)?;
            Some(TextString { decoded, place: node.span(), whole })
        };
        match node.get_ref() {
            DeValue::Array(list) => list.iter().map(|item| string(item, true)).collect(),
            DeValue::String(_) => string(node, false).map(|one| vec![one]),
            _ => {
                self.wrong_type(key, node, "a text in quotes, or a list of texts");
                None
            }
        }
    }

    /// A text without forbidden characters that is not blank.
    fn decoded(&mut self, key: &str, node: &TomlNode<'_>) -> Option<Decoded> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong_type(key, node, TEXT);
            return None;
        };
        let range = node.span();
        let decoded = Decoded::new(self.text.get(range.clone()).unwrap_or(""), range.start);
        debug_assert_eq!(decoded.text, clean(&text.replace("\r\n", "\n")));
        let decoded = self.printable(decoded, &range);
        if let Some(decoded) = &decoded
            && decoded.text.trim().is_empty()
        {
            // A faulty line may have been all of it.
            if self.complete || !decoded.text.contains('\n') {
                self.empty.push((key.to_owned(), range));
            }
            return None;
        }
        decoded
    }

    /// A text without forbidden characters.
    fn printable(&mut self, decoded: Decoded, range: &Range<usize>) -> Option<Decoded> {
        let garbled: Vec<_> = garbled(&decoded.text).take(MOST_FORBIDDEN).collect();
        for (at, was) in &garbled {
            let place = self.span(decoded.place(at.start)..decoded.place(at.end).min(range.end));
            self.fault(misread(&decoded.text[at.clone()], was, place));
        }
        let letters = decoded.text.char_indices().filter(|(at, letter)| {
            way_out(*letter).is_some() && !garbled.iter().any(|(range, _)| range.contains(at))
        });
        let found: Vec<(usize, char)> = letters.take(MOST_FORBIDDEN).collect();
        for &(at, letter) in &found {
            let start = decoded.place(at);
            let place = self.span(start..(start + letter.len_utf8()).min(range.end));
            self.fault(forbidden(letter, place));
        }
        (found.is_empty() && garbled.is_empty()).then_some(decoded)
    }
}

/// A list of names for a message: "`a`, `b`, `c`".
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A character that was read in the wrong encoding.
fn misread(text: &str, was: &str, place: Span) -> Diagnostic {
    let message = format!("`{}` was read in the wrong encoding", shown(text));
    let fault = Diagnostic::error(Code::ForbiddenCharacter, place, message);
    let write = if was == "\u{FEFF}" { "delete it".to_owned() } else { format!("write `{was}`") };
    fault.help(format!("{write}; where there are more, copy the text again from a file saved as UTF-8"))
}

pub(super) fn forbidden(letter: char, place: Span) -> Diagnostic {
    let message = format!("the character U+{:04X} cannot be printed", u32::from(letter));
    let fault = Diagnostic::error(Code::ForbiddenCharacter, place, message);
    fault.help(way_out(letter).unwrap_or_default())
}
