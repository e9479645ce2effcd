//! `handout.toml`: the year, the publisher, the languages and the dictionary of figures.

use super::allow;
use super::dictionary;
use super::reader::{Fields, TableReader, TomlNode};
use super::said;
use super::typed::days;
use crate::diagnostic::Code;
use crate::set::{
    Allowance, BadPattern, FigureSpec, FitMode, NamePattern, OutputProfile, Publisher, SetFile, SpokenName,
};
use crate::source::{FileId, Span, Spanned};
use crate::theme::ThemeChanges;
use crate::units::{Pt, Ratio};
use chrono::{Datelike, NaiveDate};
use toml::de::DeValue;

/// The newest format of sets that this program reads. It is raised when a set written for the last one
/// would be refused, or give another sheet; then that one is still read as it was meant.
const FORMAT: u32 = 1;

/// What to add if it is missing.
pub(super) const TOP_YEAR: &str = "a line `year = 2023` at the top of the file";
const THEME: &str = "a line `theme = \"memo\"`, or `theme = \"brief\"`, at the top of the file";
const FIGURES: &str = "a table for each figure: `[figures.cases]` with the lines `scope = \"state\"` and \
                       `label = \"Cases\"`";

/// The set file, as far as it could be read. The other files are checked against what there is.
#[derive(Default)]
pub(super) struct SetFileParts {
    /// The set is of a format that this program does not know; nothing else of it was read.
    pub(super) newer: bool,
    file: Option<FileId>,
    pub(super) year: Option<Spanned<i32>>,
    released: Option<Spanned<NaiveDate>>,
    as_of: Option<Spanned<NaiveDate>>,
    pub(super) theme: Option<Spanned<String>>,
    profile: Option<Spanned<String>>,
    /// Path of the ICC profile of the print shop.
    pub(super) output_path: Option<Spanned<String>>,
    large_print: bool,
    attachments: Option<bool>,
    fit: Option<FitMode>,
    file_name: Option<Spanned<NamePattern>>,
    pub(super) languages: Option<Vec<Spanned<String>>>,
    publisher: Option<Publisher>,
    contact: Option<Vec<(Spanned<String>, Spanned<String>)>>,
    names: Vec<SpokenName>,
    pub(super) figures: Option<Vec<FigureSpec>>,
    allow: Vec<Allowance>,
}

impl SetFileParts {
    /// The set file, if all of it could be read.
    pub(super) fn whole(
        self,
        output_profile: Option<OutputProfile>,
        theme_changes: ThemeChanges,
    ) -> Option<SetFile> {
        Some(SetFile {
            file: self.file?,
            year: self.year?,
            released: self.released,
            as_of: self.as_of,
            theme: self.theme?,
            theme_changes,
            profile: self.profile,
            output_profile,
            large_print: self.large_print,
            attachments: self.attachments,
            fit: self.fit?,
            file_name: self.file_name,
            languages: self.languages?,
            publisher: self.publisher?,
            contact: self.contact?,
            names: self.names,
            figures: self.figures?,
            allow: self.allow,
        })
    }

    /// The set file with empty stand-ins for what could not be read, if it has its year and dictionary:
    /// enough to validate figures.
    pub(super) fn stand_in(self) -> Option<SetFile> {
        let file = self.file?;
        let empty = || Spanned::new(String::new(), Span::new(file, 0, 0));
        let publisher = Publisher { name: empty(), short: None, website: None };
        Self {
            theme: self.theme.or_else(|| Some(empty())),
            fit: self.fit.or(Some(FitMode::Each)),
            languages: self.languages.or_else(|| Some(Vec::new())),
            publisher: self.publisher.or(Some(publisher)),
            contact: self.contact.or_else(|| Some(Vec::new())),
            ..self
        }
        .whole(None, ThemeChanges::default())
    }
}

/// Reads the set file.
pub(super) fn read(reader: &mut TableReader<'_>, mut top: Fields<'_>) -> SetFileParts {
    if top.optional("format").is_some_and(|node| is_newer(reader, node)) {
        return SetFileParts { newer: true, ..SetFileParts::default() };
    }
    let year = top.required("year", TOP_YEAR).and_then(|node| reader.year("year", node));
    let released = top.optional("released").and_then(|node| date(reader, "released", node));
    if let (Some(year), Some(day)) = (&year, &released)
        && day.value.year() < year.value
    {
        let message = format!("released before the year of the figures, {}", year.value);
        reader.bad(Code::BadValue, day.span, message, "correct `released` or `year`");
    }
    let as_of = top.optional("as_of").and_then(|node| date(reader, "as_of", node));
    let theme = top.required("theme", THEME).and_then(|node| reader.string("theme", node));
    let profile = top.optional("profile").and_then(|node| reader.string("profile", node));
    let output_path = top.optional("press").and_then(|node| press(reader, node));
    let large_print = top.optional("large_print").and_then(|node| reader.flag("large_print", node));
    let attachments = top.optional("attachments").and_then(|node| reader.flag("attachments", node));
    let fit = top.optional("fit").map_or(Some(FitMode::Each), |node| fit(reader, node));
    let file_name = top.optional("file_name").and_then(|node| file_name(reader, node));
    let languages = top
        .required("languages", "a line `languages = [\"en\"]` at the top of the file")
        .and_then(|node| languages(reader, node));
    let publisher = top
        .required("publisher", "a table `[publisher]` with a line `name = \"…\"`")
        .and_then(|node| publisher(reader, node));
    let contact = top.optional("contact").map_or(Some(Vec::new()), |node| contact(reader, node));
    let names = top.optional("names").map_or(Vec::new(), |node| said::names(reader, node));
    let figures = top.required("figures", FIGURES).and_then(|node| {
        let fields = reader.table("figures", node)?;
        dictionary::read(reader, &fields, languages.as_deref().unwrap_or(&[]))
    });
    let allow = allow::read(reader, &mut top);
    reader.close(top);
    SetFileParts {
        newer: false,
        file: Some(reader.file),
        year,
        released,
        as_of,
        theme,
        large_print: large_print.unwrap_or(false),
        attachments,
        fit,
        file_name,
        profile,
        output_path,
        languages,
        publisher,
        contact,
        names,
        figures,
        allow,
    }
}

/// Whether a set's `format` is one that only a newer program reads. All older ones are read as they were
/// meant.
fn is_newer(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> bool {
    let DeValue::Integer(number) = node.get_ref() else {
        reader.wrong_type("format", node, "a whole number: 1");
        return false;
    };
    let (span, format) = (reader.span(node.span()), number.as_str());
    let decimal = number.radix() == 10 && format.bytes().all(|b| b.is_ascii_digit());
    match format.parse() {
        Ok(1..=FORMAT) if decimal => false,
        _ if !decimal || format == "0" => {
            let message = format!("there is no format {}", reader.slice(span));
            reader.bad(
                Code::BadValue,
                span,
                message,
                format!("write `format = {FORMAT}`, or delete the line"),
            );
            false
        }
        Ok(_) | Err(_) => {
            let message = format!("this set is of format {format}; this program reads up to {FORMAT}");
            reader.bad(Code::BadValue, span, message, "get a newer handout");
            true
        }
    }
}

fn press(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<String>> {
    let mut fields = reader.table("press", node)?;
    let path = fields
        .required("output_profile", "a line `output_profile = \"….icc\"`")
        .and_then(|node| reader.string("output_profile", node));
    reader.close(fields);
    path
}

/// Letters of a series, be they of the name, a headline figure, its label or the introduction, are no smaller.
const SMALLEST: f64 = 8.0;

/// How the handouts share their size.
fn fit(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<FitMode> {
    let fit = reader.string("fit", node)?;
    let numbers: Vec<f64> = fit.value.split(' ').filter_map(|n| n.parse().ok()).collect();
    match (fit.value.as_str(), numbers.as_slice()) {
        ("uniform", _) => Some(FitMode::Uniform),
        ("each", _) => Some(FitMode::Each),
        // A layout that no page can have does not fit, and each handout then finds its own.
        (_, [size, lead, gap, frame @ ..])
            if [size, lead, gap].iter().all(|n| (0.1..100.0).contains(*n))
                && (frame.is_empty() || frame.len() == 9)
                && frame.iter().all(|n| (0.0..=10_000.0).contains(n))
                && [0, 2, 3, 5].iter().all(|size| frame.get(*size).is_none_or(|n| *n >= SMALLEST)) =>
        {
            let (lead, gap) = (Ratio::from_f64(*lead), Ratio::from_f64(*gap));
            let frame: Vec<Pt> = frame.iter().map(|length| Pt::from_f64(*length)).collect();
            Some(FitMode::At { size: Pt::from_f64(*size), lead, gap, frame: frame.try_into().ok() })
        }
        (other, _) => {
            let help =
                "write \"uniform\" for one type size on all pages, or \"each\" for the largest on each";
            reader.bad(Code::BadValue, fit.span, format!("there is no fit \"{other}\""), help);
            None
        }
    }
}

fn file_name(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<NamePattern>> {
    let text = reader.string("file_name", node)?;
    match NamePattern::parse(&text.value) {
        Ok(pattern) => Some(Spanned::new(pattern, text.span)),
        Err(BadPattern { message, help }) => {
            reader.bad(Code::BadValue, text.span, message, help);
            None
        }
    }
}

fn publisher(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Publisher> {
    let mut fields = reader.table("publisher", node)?;
    let name = fields.required("name", "a line `name = \"…\"`").and_then(|node| reader.string("name", node));
    let short = fields.optional("short").and_then(|node| reader.string("short", node));
    let website = fields.optional("website").and_then(|node| reader.string("website", node));
    reader.close(fields);
    Some(Publisher { name: name?, short, website })
}

fn contact(
    reader: &mut TableReader<'_>,
    node: &TomlNode<'_>,
) -> Option<Vec<(Spanned<String>, Spanned<String>)>> {
    let fields = reader.table("contact", node)?;
    if !reader.in_bounds(&fields) {
        return None;
    }
    let mut found = Vec::new();
    for (key, node) in fields.entries() {
        let key = Spanned::new(key.get_ref().to_string(), reader.span(key.span()));
        let named = dictionary::is_name(&key.value);
        if !named {
            let help = "use lower-case letters, digits and _, and begin with a letter";
            reader.bad(
                Code::BadValue,
                key.span,
                format!("`{}` cannot be used in the wording", key.value),
                help,
            );
        }
        if let Some(text) = reader.string(&key.value, node)
            && named
        {
            found.push((key, text));
        }
    }
    Some(found)
}

fn languages(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Vec<Spanned<String>>> {
    let found = reader.strings("languages", node)?;
    if found.is_empty() {
        let span = reader.span(node.span());
        reader.bad(Code::BadValue, span, "`languages` is empty", "give at least one language: [\"en\"]");
        return None;
    }
    let mut well = true;
    for (at, language) in found.iter().enumerate() {
        if !is_language(&language.value) {
            let help = "write `en` for English, `es` for Spanish, `pt-BR` for Brazilian Portuguese";
            reader.bad(
                Code::BadValue,
                language.span,
                format!("\"{}\" is not a language tag", language.value),
                help,
            );
            well = false;
        } else if found[..at].iter().any(|before| before.value.eq_ignore_ascii_case(&language.value)) {
            reader.bad(
                Code::BadValue,
                language.span,
                format!("\"{}\" is named twice", language.value),
                "keep one of the two",
            );
            well = false;
        }
    }
    well.then_some(found)
}

/// Whether a tag has the form of BCP 47: a language of two or three letters, then parts of up to eight.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    tag.len() <= 35
        && (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A date without a time.
pub(super) fn date(
    reader: &mut TableReader<'_>,
    key: &str,
    node: &TomlNode<'_>,
) -> Option<Spanned<NaiveDate>> {
    const HOW: &str = "a date without quotes: 2024-05-01";
    let span = reader.span(node.span());
    let DeValue::Datetime(written) = node.get_ref() else {
        let days = days(reader.slice(span).trim_matches(['"', '\'']));
        let ways: Vec<String> = days.iter().map(|day| format!("`{key} = {day}`")).collect();
        match ways.is_empty() {
            true => reader.wrong_type(key, node, HOW),
            false => reader.wrong_type(key, node, &format!("{HOW}; write {}", ways.join(" or "))),
        }
        return None;
    };
    let day = match (written.date, written.time) {
        (Some(date), None) => {
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
                .filter(|_| (1900..=2100).contains(&date.year))
        }
        _ => {
            reader.wrong_type(key, node, HOW);
            return None;
        }
    };
    if day.is_none() {
        reader.bad(
            Code::BadValue,
            span,
            format!("`{key}` is not a valid date"),
            format!("`{key}` needs {HOW}"),
        );
    }
    day.map(|day| Spanned::new(day, span))
}

#[cfg(test)]
mod tests {
    use super::is_language;

    #[test]
    fn language_tags_have_the_shape_of_bcp_47() {
        assert!(["en", "es", "pt-BR", "zh-Hant-TW", "haw"].iter().all(|tag| is_language(tag)));
        assert!(
            !["", "e", "EN", "english", "en_US", "en-", "../x", "en-x"].iter().any(|tag| is_language(tag))
        );
    }
}
