//! Years that are not the set's: left over from the sheet of an earlier year.
//!
//! In: a text as written. Out: a warning for a year that stands with a figure, in a label or in a source; an
//! error where a source gives an earlier one as that of the data. Years of history, laws and plans stand in
//! sentences without figures, or behind "since" and the like.

use super::SheetFinding;
use super::prose::{Text, TextKind, tokens};
use super::sentences::sentences;
use super::words::sheets;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::lang::slip_words;
use crate::outline::{Part, PartRole};
use crate::set::Dataset;
use std::ops::Range;

/// A year farther away was not left over from an earlier sheet.
const LEFT_OVER: u32 = 10;

/// A year of a text, "2022", or years, "2021–22".
struct Said {
    at: Range<usize>,
    from: i32,
    to: i32,
    /// "FY22".
    is_fiscal: bool,
}

/// Years that only the data of another year can have: they stop the sheets.
pub(super) fn wrong(text: &Text<'_>, dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    for said in years(&text.words).into_iter().filter(|said| is_certain(said, text, dataset)) {
        found.push(SheetFinding { fault: told(&said, text, dataset), sheets: sheets(text, dataset) });
    }
}

/// Warns of the others.
pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    if matches!(text.kind, TextKind::Data { note: true, .. }) {
        return;
    }
    for said in years(&text.words) {
        if is_doubtful(&said, text, dataset) && !is_certain(&said, text, dataset) {
            sink.report(told(&said, text, dataset));
        }
    }
    relative(text, dataset, sink);
}

fn told(said: &Said, text: &Text<'_>, dataset: &Dataset) -> Diagnostic {
    let (shown, year) = (&text.words[said.at.clone()], year_of(text, dataset));
    let message = format!("the year here is {shown}, not {year}");
    let help = format!(
        "write `{{{{ year }}}}`; for a figure of another year, `year = {}` under `[figures.KEY]` in handout.toml, and \
         `{{{{ KEY.year }}}}` here",
        said.from
    );
    Diagnostic::warning(Code::OtherYear, text.span(said.at.start, said.at.end), message).help(help)
}

/// The year a text should be about.
fn year_of(text: &Text<'_>, dataset: &Dataset) -> i32 {
    match text.kind {
        TextKind::Data { year, .. } => year,
        TextKind::Wording { .. } | TextKind::Contact { .. } => dataset.set.year.value,
    }
}

fn is_left_over(said: &Said, text: &Text<'_>, dataset: &Dataset) -> bool {
    let year = year_of(text, dataset);
    // "2022–{{ year }}"
    let after = text.template().and_then(|template| template.get(said.at.end..)).unwrap_or_default();
    if after.strip_prefix(['–', '-']).is_some_and(|end| end.starts_with("{{ year")) {
        return false;
    }
    let near = said.from.abs_diff(year).min(said.to.abs_diff(year)) <= LEFT_OVER;
    near && !(said.from..=said.to).contains(&year) && !is_year_of(said, Some(&text.heads), dataset)
}

/// Whether it is an earlier year that a source gives as that of the data, "calendar year 2022", and no
/// figure is of that year.
fn is_certain(said: &Said, text: &Text<'_>, dataset: &Dataset) -> bool {
    let is_source = match text.kind {
        TextKind::Wording { .. } => text.part == Some(Part::Source),
        TextKind::Data { note, .. } => !note,
        TextKind::Contact { .. } => false,
    };
    let before = before(text, said).to_lowercase();
    let counted = slip_words(text.language).counted_years.iter().any(|words| before.ends_with(words));
    let says_own = text.template().is_some_and(|template| template.contains("{{ year"));
    is_source
        && (counted || said.is_fiscal)
        && said.to < year_of(text, dataset)
        && is_left_over(said, text, dataset)
        && !says_own
        && !is_year_of(said, None, dataset)
}

/// Whether it stands where only the year of the data does, or with a figure.
fn is_doubtful(said: &Said, text: &Text<'_>, dataset: &Dataset) -> bool {
    if !is_left_over(said, text, dataset) {
        return false;
    }
    let running =
        matches!(text.part, Some(part) if part.role() == PartRole::Text && part != Part::TableIntro);
    if !running {
        return true;
    }
    let language = text.language;
    let words = slip_words(language);
    let last: Vec<String> = before(text, said).rsplit(is_space).take(2).map(bare).collect();
    let one = last.first().map_or("", String::as_str);
    let two = last.get(1).map_or("", String::as_str);
    if words.since.contains(&one) || words.founded.contains(&two) {
        return false;
    }
    let mut all = sentences(&text.words, language);
    let around = all.find(|sentence| sentence.contains(&said.at.start)).unwrap_or(said.at.clone());
    let behind =
        bare(text.words[said.at.end..].trim_start_matches(is_space).split(is_space).next().unwrap_or(""));
    let sentence = text.words[around.clone()].to_lowercase();
    let has_data =
        |sentence: &str| sentence.split(|c: char| !c.is_alphabetic()).any(|word| words.data.contains(&word));
    words.data.contains(&behind.as_str())
        || (words.of.contains(&one) && has_data(&sentence))
        || words.counted_years.contains(&format!("{two} {one}").as_str())
        || has_figure(text, &around, dataset)
}

/// Whether these bytes of a wording print a figure.
fn has_figure(text: &Text<'_>, range: &Range<usize>, dataset: &Dataset) -> bool {
    let template = text.template().and_then(|template| template.get(range.clone())).unwrap_or_default();
    template.split("{{").skip(1).any(|rest| {
        let rest = rest.trim_start();
        let key = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())];
        !rest[key.len()..].starts_with('.') && dataset.set.figures.iter().any(|spec| spec.key.value == key)
    })
}

/// "Last year", beside a figure: which one is meant depends on the day it is read.
fn relative(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    let words = slip_words(text.language);
    if !matches!(text.kind, TextKind::Wording { .. }) || !text.words.contains(['y', 'ñ']) {
        return;
    }
    let small = text.words.replace(['\n', '~'], " ").to_lowercase();
    if small.len() != text.words.len() {
        return;
    }
    for phrase in words.relative {
        for (at, _) in small.match_indices(phrase) {
            let said = Said { at: at..at + phrase.len(), from: 0, to: 0, is_fiscal: false };
            let whole =
                !small[said.at.end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '’' | '\''));
            let one = bare(before(text, &said).rsplit(is_space).next().unwrap_or_default());
            let mut all = sentences(&text.words, text.language);
            let around = all.find(|sentence| sentence.contains(&at));
            let beside = around.is_some_and(|around| has_figure(text, &around, dataset));
            if whole && beside && !words.compared.contains(&one.as_str()) {
                let shown = &text.words[said.at.clone()];
                let message = format!("which year “{shown}” is depends on the day it is read");
                let help = "write the year: `{{ year }}`, or `{{ KEY.year }}` for that of an older figure";
                let span = text.span(said.at.start, said.at.end);
                sink.report(Diagnostic::warning(Code::OtherYear, span, message).help(help));
            }
        }
    }
}

/// What stands before a year, without the space between.
fn before<'t>(text: &'t Text<'_>, said: &Said) -> &'t str {
    text.words[..said.at.start].trim_end_matches(|c| is_space(c) || c == '(')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '~'
}

/// A word in small letters, without signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a figure is of one of these years: one of the row or column that a text heads, or any.
fn is_year_of(said: &Said, heads: Option<&[&str]>, dataset: &Dataset) -> bool {
    let states = dataset.states.iter().map(|state| &state.figures);
    let files = std::iter::once(&dataset.national).chain(states);
    files.flat_map(|file| file.figures.iter().map(move |entry| (file, entry))).any(|(file, entry)| {
        let year = entry.year.as_ref().unwrap_or(&file.year).value;
        heads.is_none_or(|heads| heads.contains(&entry.key.value.as_str()))
            && (said.from..=said.to).contains(&year)
    })
}

/// The years in a text: "2022", "2021–22", "FY22", "SY 2021-22"; not those of dates in figures and the like.
fn years(words: &str) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut last = ("", 0);
    for (start, token) in tokens(words) {
        let (token, before) = (token.trim_end_matches(['.', ',', '-', '/', '’']), last);
        last = (token, start + token.len());
        let number = FISCAL.iter().find_map(|prefix| token.strip_prefix(prefix)).unwrap_or(token);
        let spaced = FISCAL.contains(&before.0) && words[before.1..start].chars().all(is_space);
        let is_fiscal = spaced || number.len() < token.len();
        let number = number.trim_start_matches('’');
        let mut parts = number.split(['-', '/']);
        let (one, two) = (parts.next().unwrap_or_default(), parts.next());
        let from = year(one).or_else(|| is_fiscal.then(|| short(one, 2000)).flatten());
        let to = two.and_then(|two| year(two).or_else(|| short(two, from?)));
        let joined = words[..start].ends_with('–').then(|| found.last_mut()).flatten();
        if let Some(range) =
            joined.filter(|range| range.at.end + '–'.len_utf8() == start && range.from == range.to)
        {
            let end = year(number).or_else(|| short(number, range.from));
            if let Some(end) = end.filter(|end| *end > range.from) {
                (range.to, range.at.end) = (end, start + token.len());
            }
            continue;
        }
        let Some(from) = from.filter(|_| parts.next().is_none() && (two.is_none() || to.is_some())) else {
            continue;
        };
        let to = to.unwrap_or(from).max(from);
        found.push(Said { at: start..start + token.len(), from, to, is_fiscal });
    }
    found
}

/// What stands before a fiscal, school or calendar year.
const FISCAL: [&str; 4] = ["FY", "SY", "CY", "AF"];

pub(super) fn year(text: &str) -> Option<i32> {
    let year: u16 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1900..=2100).contains(&year).then_some(year.into())
}

/// "22" behind 2021.
fn short(text: &str, first: i32) -> Option<i32> {
    let two: i32 = text.parse().ok().filter(|_| text.len() == 2)?;
    Some(first - first % 100 + two)
}

/// Whether a text names a year: alone or in "2021–2022", "2022-23", "5/1/2022", "FY2022", but not in an
/// amount, an address or a telephone number.
pub(super) fn says_year(words: &str, year: i32) -> bool {
    let year = year.to_string();
    tokens(words).any(|(at, token)| {
        let token = token.trim_matches(['.', ',', '-', '/', '’', '\'']);
        let token = token.strip_suffix("’s").or(token.strip_suffix("'s")).unwrap_or(token);
        let is_part = |part: &str| {
            let is_short_number = part.bytes().all(|b| b.is_ascii_digit()) && matches!(part.len(), 1 | 2 | 4);
            is_short_number || part.chars().all(char::is_alphabetic) || part.strip_prefix("FY") == Some(&year)
        };
        let parts = || token.split(['-', '/']);
        let is_amount = words[..at].ends_with(|c| "$€£#§=&".contains(c));
        let is_said = parts().any(|part| part.strip_prefix("FY").unwrap_or(part) == year);
        is_said && parts().all(is_part) && !is_amount
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_number_of_its_own() {
        for text in [
            "In 2022, 45 came.",
            "2022",
            "in\u{a0}2022.",
            "(2022)",
            "2022: 45",
            "2021–2022",
            "2022–2023",
            "2022-23",
            "2021-2022",
            "2022/23",
            "5/1/2022",
            "2022-05-01",
            "mid-2022",
            "2022’s total",
            "2022—when",
            "FY2022",
            "since the U.S. count of 2022.",
        ] {
            assert!(says_year(text, 2022), "{text}");
        }
        for text in [
            "",
            "12022",
            "20220",
            "2022nd",
            "$2,022",
            "$2022",
            "2,022",
            "2022.5",
            "2022%",
            "1-800-555-2022",
            "555-2022",
            "22314-2022",
            "#2022",
            "example.org/2022",
            "example.org/report-2022",
            "2022.example.org",
            "a2022",
            "x_2022",
            "2021",
            "last year",
        ] {
            assert!(!says_year(text, 2022), "{text}");
        }
    }

    #[test]
    fn years_are_found_with_their_ends() {
        let found = |text: &str| -> Vec<(i32, i32, bool)> {
            years(text).iter().map(|said| (said.from, said.to, said.is_fiscal)).collect()
        };
        for (text, year) in [
            ("In 2022, 45 came.", (2022, 2022, false)),
            ("2022", (2022, 2022, false)),
            ("(2021–2025)", (2021, 2025, false)),
            ("2021–22.", (2021, 2022, false)),
            ("2021-22", (2021, 2022, false)),
            ("2021/2022", (2021, 2022, false)),
            ("FY22", (2022, 2022, true)),
            ("FY ’22", (2022, 2022, true)),
            ("FY2021–22", (2021, 2022, true)),
            ("SY 2021-22", (2021, 2022, true)),
            ("CY~2022.", (2022, 2022, true)),
        ] {
            assert_eq!(found(text), [year], "{text}");
        }
        for text in
            ["", "22", "5/1/2022", "2,022", "2022.5", "1-800-555-2022", "a2022", "FY", "’22", "–22", "12–22"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
