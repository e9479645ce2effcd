//! Reading `import.toml`.
//!
//! In: its text. Out: [`Answers`]; every fault at its line, with what to write instead.

use super::answers::{
    AnswerOf, Answers, CellAnswer, HeadingAnswer, WordAnswer, decimal_mark, delimiter, fixed, rows,
};
use super::headings::ColumnUnit;
use super::places::NATIONAL;
use crate::diagnostic::{At, Code, Diagnostic, Sink, nearest};
use crate::figure::parse::{LARGEST, parse};
use crate::figure::pasted::slip;
use crate::figure::{Amount, Quantity, Value};
use crate::set::syntax_faults;
use crate::source::{FileId, Span, Spanned};
use std::ops::Range;
use toml_edit::{Document, Item, TableLike};

/// Reads the file; `figures` are the keys there are, and `describe` makes those of the figures that headings are answered
/// to be new.
pub(super) fn read(
    text: &str,
    file: FileId,
    figures: Vec<String>,
    sink: &mut Sink,
    describe: impl FnOnce(&mut Answers, &mut Sink) -> Vec<String>,
) -> Answers {
    let mut reader = AnswerReader { file, figures, sink, answers: Answers::default() };
    match Document::parse(text) {
        Ok(document) => {
            // The other answers may be about figures that are new.
            let (first, rest): (Vec<_>, Vec<_>) =
                document.as_table().iter().partition(|(key, _)| *key == "headings");
            first.into_iter().for_each(|(key, item)| reader.top(key, item, document.key(key)));
            let new = describe(&mut reader.answers, reader.sink);
            reader.figures.extend(new);
            rest.into_iter().for_each(|(key, item)| reader.top(key, item, document.key(key)));
        }
        Err(error) => {
            let faults = syntax_faults(file, text);
            if faults.is_empty() {
                let span = error.span().unwrap_or(0..0);
                let help = "correct this line; texts stand in quotes, and each line is `\"text\" = answer`";
                reader.bad(Code::Syntax, span, format!("this is not TOML: {}", error.message()), help);
            }
            for fault in faults {
                let fault = as_quoted(text, fault);
                reader.sink.report(fault);
            }
        }
    }
    reader.answers
}

/// A fault of TOML, told as of an answer in quotes where it is about one that could be a figure: `value = 3-4`.
fn as_quoted(text: &str, fault: Diagnostic) -> Diagnostic {
    let (Code::Syntax, At::Span(span)) = (fault.code, &fault.at) else { return fault };
    let from = span.start as usize;
    let line = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let value = line.split('#').next().unwrap_or_default().trim();
    let slip = slip(value);
    let is_figure = value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains(['"', '\'']);
    match is_figure && !slip.ways.is_empty() {
        true => {
            let span = Span::new(span.file, from, from + value.len());
            Diagnostic::error(Code::BadValue, span, format!("this answer {}", slip.what)).help(slip.help())
        }
        false => fault,
    }
}

struct AnswerReader<'r> {
    file: FileId,
    figures: Vec<String>,
    sink: &'r mut Sink,
    answers: Answers,
}

const OTHERWISE: &str = "the same is answered otherwise in another line";
const TWICE_HELP: &str = "keep one of the two: capitals, spaces and marks of notes make no difference";

const PLACE_HELP: &str =
    "write the name or the postal code of a place, \"new\", \"national\", \"leave out\", or \"ask\"";

const WORD_HELP: &str = "write a number, a text such as \"not reported\", \"not applicable\" or \"suppressed\", \"leave out\", or \"ask\"";

impl AnswerReader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn bad(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let span = Span::new(self.file, span.start, span.end);
        self.sink.report(Diagnostic::error(code, span, message).help(help));
    }

    fn top(&mut self, key: &str, item: &Item, at: Option<&toml_edit::Key>) {
        let span = at.and_then(toml_edit::Key::span).or_else(|| item.span()).unwrap_or(0..0);
        match (key, item.as_table_like(), item.as_array_of_tables()) {
            ("file", Some(table), _) => table.iter().for_each(|(key, item)| self.file(key, item)),
            ("headings", Some(table), _) => {
                table.iter().for_each(|(heading, item)| self.heading(heading, item))
            }
            ("words", Some(table), _) => table.iter().for_each(|(text, item)| match item.as_table_like() {
                Some(own) if self.is_figure(text, item.span()) => {
                    own.iter().for_each(|(word, item)| self.word(Some(text), word, item));
                }
                Some(_) => {}
                None => self.word(None, text, item),
            }),
            ("places", Some(table), _) => table.iter().for_each(|(text, item)| self.place(text, item)),
            ("cell", _, Some(cells)) => cells.iter().for_each(|table| self.cell(table, table.span())),
            ("file" | "headings" | "words" | "places", None, _) => {
                self.bad(
                    Code::WrongType,
                    span,
                    format!("`{key}` is not a table"),
                    format!("write `[{key}]`, and below it the lines"),
                );
            }
            ("cell", ..) => self.bad(
                Code::WrongType,
                span,
                "`cell` is not a list of tables",
                "write `[[cell]]` before each",
            ),
            _ => {
                let known = nearest(key, ["file", "headings", "words", "places", "cell"]);
                let help = known.map_or_else(
                    || "the tables here are [file], [headings], [words], [places] and [[cell]]".to_owned(),
                    |known| format!("did you mean `{known}`?"),
                );
                self.bad(Code::UnknownKey, span, format!("unknown key `{key}`"), help);
            }
        }
    }

    fn is_figure(&mut self, key: &str, span: Option<Range<usize>>) -> bool {
        let known = self.figures.iter().any(|figure| figure == key);
        if !known {
            let help = match nearest(key, self.figures.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "use the key of a figure that handout.toml has with `scope = \"state\"`".to_owned(),
            };
            self.bad(
                Code::UnknownFigure,
                span.unwrap_or(0..0),
                format!("there is no figure `{key}` of the states"),
                help,
            );
        }
        known
    }

    fn file(&mut self, key: &str, item: &Item) {
        let (span, text) = (item.span().unwrap_or(0..0), item.as_str());
        let word = text.map(fixed).unwrap_or_default();
        let own = &mut self.answers.file;
        let known = match (key, text) {
            // Told, not asked.
            ("name" | "sha256", Some(_)) => true,
            ("sheet", Some(text)) => {
                own.sheet = Some(text.to_owned());
                true
            }
            ("headings", Some(text)) => {
                own.headings = rows(text);
                own.headings.is_some()
            }
            ("encoding", Some(_)) => {
                own.encoding = super::text::ENCODINGS
                    .iter()
                    .find(|(name, _)| *name == word)
                    .map(|(name, _)| (*name).to_owned());
                own.encoding.is_some()
            }
            ("delimiter", Some(text)) => {
                own.delimiter = delimiter(text).or_else(|| delimiter(&word));
                own.delimiter.is_some()
            }
            ("decimal" | "hidden" | "other_year", Some(_)) if word == "ask" => true,
            ("decimal", Some(_)) => {
                own.decimal = decimal_mark(&word);
                own.decimal.is_some()
            }
            ("hidden", Some(_)) => {
                own.hidden = [("read", true), ("leave out", false)]
                    .iter()
                    .find(|(known, _)| *known == word)
                    .map(|(_, read)| *read);
                own.hidden.is_some()
            }
            ("other_year", _) => {
                own.other_year = item.as_bool().unwrap_or(false);
                item.as_bool().is_some()
            }
            _ => {
                let keys = ["sheet", "headings", "encoding", "delimiter", "decimal", "hidden", "other_year"];
                if let (false, near) = (keys.contains(&key), nearest(key, keys)) {
                    let help = near.map_or_else(
                        || format!("the keys here are {}", keys.join(", ")),
                        |near| format!("did you mean `{near}`?"),
                    );
                    return self.bad(Code::UnknownKey, span, format!("unknown key `{key}` in [file]"), help);
                }
                false
            }
        };
        if !known {
            let help = match key {
                "headings" => "write the first and the last row of the headings: \"4:6\"",
                "encoding" => {
                    "write \"utf-8\", \"utf-16le\", \"utf-16be\", \"windows-1252\" or \"macintosh\""
                }
                "delimiter" => "write \",\", \";\", \"tab\" or \"|\"",
                "decimal" => "write \".\" or \",\"",
                "hidden" => "write \"read\" or \"leave out\"",
                "other_year" => {
                    "write true, without quotes, if the figures are those of the set's year all the same"
                }
                _ => "write a text in quotes",
            };
            self.bad(Code::BadValue, span, format!("`{key}` cannot be this"), help);
        }
    }

    fn heading(&mut self, heading: &str, item: &Item) {
        let span = item.span().unwrap_or(0..0);
        let word = item.as_str().map(fixed).unwrap_or_default();
        let answer = match (item.as_str(), item.as_table_like()) {
            (Some(_), _) if word == "leave out" => HeadingAnswer::LeaveOut,
            (Some(_), _) if word == "ask" => HeadingAnswer::Ask,
            (Some(_), _) if self.is_new(&word) => HeadingAnswer::New { unit: None },
            (Some(key), _) if self.is_figure(key, item.span()) => {
                HeadingAnswer::Figure { key: key.to_owned(), unit: None }
            }
            (Some(_), _) => return,
            (None, Some(table)) => match self.mapped(table) {
                Some(answer) => answer,
                None => return,
            },
            (None, None) => {
                let help = "write the key of a figure, { figure = \"key\", unit = \"thousand\" }, \"new\", \"leave out\" or \"ask\"";
                return self.bad(Code::WrongType, span, "this is not an answer for a heading", help);
            }
        };
        let own = AnswerOf { about: heading.to_owned(), answer, span: self.span(&span) };
        if !self.answers.add_heading(own) {
            self.bad(Code::BadValue, span, OTHERWISE, TWICE_HELP);
        }
    }

    /// Whether an answer wants a figure of its own, and names none that is called so.
    fn is_new(&self, word: &str) -> bool {
        word == "new" && !self.figures.iter().any(|figure| figure == word)
    }

    fn mapped(&mut self, table: &dyn TableLike) -> Option<HeadingAnswer> {
        let (mut key, mut unit, mut is_new) = (None, None, false);
        for (name, item) in table.iter() {
            let (span, text) = (item.span().unwrap_or(0..0), item.as_str().unwrap_or_default());
            let word = fixed(text);
            match name {
                "figure" if self.is_new(&word) => is_new = true,
                "figure" if self.is_figure(text, item.span()) => key = Some(text.to_owned()),
                "figure" => return None,
                "unit" if word == "ask" => {}
                "unit" => {
                    unit = ColumnUnit::ALL.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit);
                    if unit.is_none() {
                        let help = "write \"percent\" (19 is 19%), \"fraction\" (0.19 is 19%), \"thousand\", \"million\", \"billion\", \"dollars\", \"1 decimal\", \"2 decimals\" or \"3 decimals\"";
                        self.bad(Code::BadValue, span, "this is not a unit", help);
                        return None;
                    }
                }
                _ => {
                    self.bad(
                        Code::UnknownKey,
                        span,
                        format!("unknown key `{name}`"),
                        "the keys here are `figure` and `unit`",
                    );
                    return None;
                }
            }
        }
        if is_new {
            return Some(HeadingAnswer::New { unit });
        }
        Some(HeadingAnswer::Figure { key: key?, unit })
    }

    fn word(&mut self, figure: Option<&str>, text: &str, item: &Item) {
        if let Some(answer) = self.answer(item) {
            let span = self.span(&item.span().unwrap_or(0..0));
            let answer = AnswerOf { about: text.to_owned(), answer, span };
            self.answers.words.push((figure.map(str::to_owned), answer));
        }
    }

    fn answer(&mut self, item: &Item) -> Option<WordAnswer> {
        let span = item.span().unwrap_or(0..0);
        let word = item.as_str().map(fixed).unwrap_or_default();
        match (item.as_str(), item.as_integer().map(u64::try_from)) {
            (Some(_), _) if word == "leave out" => Some(WordAnswer::LeaveOut),
            (Some(_), _) if word == "ask" => Some(WordAnswer::Ask),
            (Some(text), _) => match parse(text) {
                Ok(value) => Some(WordAnswer::Is(value)),
                Err(_) => {
                    let slip = slip(text);
                    let help = if slip.ways.is_empty() { WORD_HELP.to_owned() } else { slip.help() };
                    self.bad(Code::BadValue, span, format!("this answer {}", slip.what), help);
                    None
                }
            },
            (None, Some(Ok(count @ ..=LARGEST))) => {
                Some(WordAnswer::Is(Value::Known(Quantity { amount: Amount::Count(count), qualifier: None })))
            }
            // Its digits as they are written.
            _ if item.is_float() => match item.as_value().map(|value| parse(value.to_string().trim())) {
                Some(Ok(value)) => Some(WordAnswer::Is(value)),
                _ => {
                    self.bad(Code::BadValue, span, "this is not an answer for a cell", WORD_HELP);
                    None
                }
            },
            _ => {
                self.bad(Code::BadValue, span, "this is not an answer for a cell", WORD_HELP);
                None
            }
        }
    }

    fn place(&mut self, text: &str, item: &Item) {
        let range = item.span().unwrap_or(0..0);
        let Some(place) = item.as_str() else {
            return self.bad(Code::WrongType, range, "this is not an answer for a place", PLACE_HELP);
        };
        let word = fixed(place);
        let answer = match word.as_str() {
            "ask" => return,
            "new" => {
                let name = Spanned::new(super::grid::spaced(text), self.span(&range));
                return self.answers.new_places.push(name);
            }
            "leave out" => None,
            NATIONAL => Some(word),
            _ => Some(place.to_owned()),
        };
        let own = AnswerOf { about: text.to_owned(), answer, span: self.span(&range) };
        if !self.answers.add_place(own) {
            self.bad(Code::BadValue, range, OTHERWISE, TWICE_HELP);
        }
    }

    fn cell(&mut self, table: &dyn TableLike, span: Option<Range<usize>>) {
        let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        for (key, item) in table.iter() {
            if !["state", "figure", "says", "value", "note"].contains(&key) {
                let span = item.span().unwrap_or(0..0);
                self.bad(
                    Code::UnknownKey,
                    span,
                    format!("unknown key `{key}`"),
                    "the keys here are state, figure, says, value and note",
                );
            }
        }
        let (Some(state), Some(figure), Some(says), Some(item)) =
            (text("state"), text("figure"), text("says"), table.get("value"))
        else {
            let help =
                "an answer for one cell has `state`, `figure`, `says` (the text of the cell) and `value`";
            return self.bad(Code::MissingKey, span.unwrap_or(0..0), "this answer is not whole", help);
        };
        if !self.is_figure(&figure, table.get("figure").and_then(Item::span)) {
            return;
        }
        if let Some(value) = self.answer(item) {
            let at = table.get("state").and_then(Item::span).unwrap_or(0..0);
            let state = Spanned::new(state, self.span(&at));
            self.answers.cells.push(CellAnswer { state, figure, says, value, note: text("note") });
        }
    }
}
