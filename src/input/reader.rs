//! Asking a TOML table for its keys.
//!
//! In: one file's tree. Out: typed values with their spans; a fault for each key that is missing,
//! unknown or of the wrong kind. A mistyped key is one fault, not also a missing one: what is
//! missing is only told when the table is closed and its unknown keys are known.

use super::strings::Decoded;
use super::wording::Template;
use crate::characters::{clean, way_out};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, nearest};
use crate::source::{FileId, Span, Spanned};
use std::ops::Range;
use toml::de::{DeString, DeTable, DeValue};

/// A value of the tree.
pub(super) type Node<'t> = toml::Spanned<DeValue<'t>>;
/// A key of the tree.
pub(super) type Key<'t> = toml::Spanned<DeString<'t>>;

/// The kind of value a key wants, in words for messages.
pub(super) const TEXT: &str = "a text in quotes";

/// Characters that no text may have are told up to this many of one text.
const MOST_FORBIDDEN: usize = 20;

/// One file on its way from tree to types.
pub(super) struct Reader<'a> {
    /// The file.
    pub(super) file: FileId,
    text: &'a str,
    sink: &'a mut Sink,
    /// Whether the whole file could be parsed; otherwise nothing is said to be missing.
    pub(super) complete: bool,
    /// Set once the file has a fault.
    pub(super) failed: Option<Reported>,
}

/// A table, and which of its keys have been asked for.
pub(super) struct Fields<'t> {
    /// How messages name it: "`[publisher]`".
    name: String,
    /// Where it begins.
    pub(super) span: Range<usize>,
    entries: Vec<(&'t Key<'t>, &'t Node<'t>)>,
    asked: Vec<(&'static str, bool)>,
}

impl<'t> Fields<'t> {
    /// The table's entries come in the order of the file.
    pub(super) fn new(name: impl Into<String>, span: Range<usize>, table: &'t DeTable<'t>) -> Self {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        Self { name: name.into(), span, entries, asked: Vec::new() }
    }

    /// All entries, for tables whose keys are the author's.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t Key<'t>, &'t Node<'t>)> + use<'t> {
        self.entries.clone().into_iter()
    }

    /// The value of a key that may be left out.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<&'t Node<'t>> {
        self.ask(key, false)
    }

    /// The value of a key that must be there; if it is not, [`Reader::close`] says so.
    pub(super) fn required(&mut self, key: &'static str) -> Option<&'t Node<'t>> {
        self.ask(key, true)
    }

    fn ask(&mut self, key: &'static str, needed: bool) -> Option<&'t Node<'t>> {
        let found = self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, node)| *node);
        self.asked.push((key, needed && found.is_none()));
        found
    }
}

impl<'a> Reader<'a> {
    /// A reader of `file`, whose text is `text`.
    pub(super) fn new(file: FileId, text: &'a str, sink: &'a mut Sink, complete: bool) -> Self {
        Self { file, text, sink, complete, failed: None }
    }

    /// Reports a fault of this file.
    pub(super) fn fault(&mut self, diagnostic: Diagnostic) {
        self.failed = Some(self.sink.report(diagnostic));
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

    /// A span of this file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// What the author wrote at `span`.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Reports `key`'s value as of the wrong kind; `wanted` is what it should be.
    pub(super) fn wrong_type(&mut self, key: &str, node: &Node<'_>, wanted: &str) {
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
        self.bad(Code::WrongType, span, format!("`{key}` is {found}"), format!("`{key}` wants {wanted}"));
    }

    /// The table that is the value of `key`.
    pub(super) fn table<'t>(&mut self, key: &str, node: &'t Node<'t>) -> Option<Fields<'t>> {
        match node.get_ref() {
            DeValue::Table(table) => Some(Fields::new(format!("`[{key}]`"), node.span(), table)),
            _ => {
                self.wrong_type(key, node, &format!("a table: a line `[{key}]` with its keys below"));
                None
            }
        }
    }

    /// The list that is the value of `key`.
    pub(super) fn list<'t>(&mut self, key: &str, node: &'t Node<'t>, wanted: &str) -> Option<&'t [Node<'t>]> {
        match node.get_ref() {
            DeValue::Array(list) => Some(list),
            _ => {
                self.wrong_type(key, node, wanted);
                None
            }
        }
    }

    /// A list of single-line texts.
    pub(super) fn strings(&mut self, key: &str, node: &Node<'_>) -> Option<Vec<Spanned<String>>> {
        let list = self.list(key, node, "a list of texts: [\"one\", \"two\"]")?;
        list.iter().map(|item| self.string(key, item)).collect()
    }

    /// A text of one line that is not blank.
    pub(super) fn string(&mut self, key: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        let decoded = self.decoded(key, node)?;
        let span = self.span(node.span());
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

    /// A whole number that is a year.
    pub(super) fn year(&mut self, key: &str, node: &Node<'_>) -> Option<Spanned<i32>> {
        let DeValue::Integer(number) = node.get_ref() else {
            self.wrong_type(key, node, "a year without quotes: 2023");
            return None;
        };
        let span = self.span(node.span());
        match number.as_str().parse() {
            Ok(year @ 1900..=2100) if number.radix() == 10 => Some(Spanned::new(year, span)),
            _ => {
                self.bad(
                    Code::BadValue,
                    span,
                    "this is no year",
                    "a year is a number from 1900 to 2100: 2023",
                );
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &str, node: &Node<'_>) -> Option<bool> {
        match node.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong_type(key, node, "true or false, without quotes");
                None
            }
        }
    }

    /// A template: one string, of one or more lines.
    pub(super) fn template(&mut self, key: &str, node: &Node<'_>) -> Option<Template> {
        let decoded = self.decoded(key, node)?;
        Some(Template::whole(decoded, self.span(node.span())))
    }

    /// Paragraphs: one string with blank lines between them, or a list of strings.
    pub(super) fn paragraphs(&mut self, key: &str, node: &Node<'_>) -> Option<Vec<Template>> {
        match node.get_ref() {
            DeValue::Array(list) => list.iter().map(|item| self.template(key, item)).collect(),
            DeValue::String(_) => {
                let decoded = self.decoded(key, node)?;
                Some(Template::paragraphs(&decoded, self.file))
            }
            _ => {
                self.wrong_type(key, node, "a text in quotes, or a list of texts");
                None
            }
        }
    }

    /// A text without forbidden characters that is not blank.
    fn decoded(&mut self, key: &str, node: &Node<'_>) -> Option<Decoded> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong_type(key, node, TEXT);
            return None;
        };
        let range = node.span();
        let span = self.span(range.clone());
        let decoded = Decoded::new(self.text.get(range.clone()).unwrap_or(""), range.start);
        debug_assert_eq!(decoded.text, clean(&text.replace("\r\n", "\n")));
        let letters = decoded.text.char_indices().filter(|(_, letter)| way_out(*letter).is_some());
        let found: Vec<(usize, char)> = letters.take(MOST_FORBIDDEN).collect();
        for &(at, letter) in &found {
            let start = decoded.place(at);
            let place = self.span(start..(start + letter.len_utf8()).min(range.end));
            self.fault(forbidden(letter, place));
        }
        if decoded.text.trim().is_empty() {
            self.bad(Code::BadValue, span, format!("`{key}` is empty"), "write its text, or delete the line");
            return None;
        }
        found.is_empty().then_some(decoded)
    }

    /// Reports the keys nobody asked for and the needed ones that are not there.
    pub(super) fn close(&mut self, fields: Fields<'_>) {
        let Fields { name, span, entries, mut asked } = fields;
        let absent = |asked: &[(&'static str, bool)], key: &str| {
            asked.iter().any(|(name, _)| *name == key)
                && !entries.iter().any(|(name, _)| name.get_ref() == key)
        };
        let keys = listed(asked.iter().map(|(name, _)| *name));
        for (key, _) in &entries {
            let written = key.get_ref().as_ref();
            if asked.iter().any(|(name, _)| *name == written) {
                continue;
            }
            let meant =
                nearest(written, asked.iter().map(|(name, _)| *name).filter(|name| absent(&asked, name)));
            let place = self.span(key.span());
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys of {name} are {keys}"),
            };
            for (_, missing) in asked.iter_mut().filter(|(name, _)| Some(*name) == meant) {
                *missing = false;
            }
            self.bad(Code::UnknownKey, place, format!("unknown key `{written}` in {name}"), help);
        }
        if self.complete {
            let place = self.span(span);
            for (key, _) in asked.iter().filter(|(_, missing)| *missing) {
                self.bad(
                    Code::MissingKey,
                    place,
                    format!("{name} has no `{key}`"),
                    format!("add a line `{key} = …`"),
                );
            }
        }
    }
}

/// Names for a message: "`a`, `b`, `c`".
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The fault of a character that no text may have.
pub(super) fn forbidden(letter: char, place: Span) -> Diagnostic {
    let message = format!("the character U+{:04X} cannot be printed", u32::from(letter));
    let fault = Diagnostic::error(Code::ForbiddenCharacter, place, message);
    fault.help(way_out(letter).unwrap_or_default())
}
