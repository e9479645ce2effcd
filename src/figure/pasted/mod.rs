//! What people paste from spreadsheets and reports in place of a figure, and what to write instead.
//!
//! In: a value that is no figure. Out: a [`Slip`]: what it is, and the ways to write what it may mean. Each
//! way is a value that would be read; where only the author can know what is meant, there are several, or
//! none. None of them says anything but what was typed: 14.1 is no share, and no million.

mod number;
mod signs;
#[cfg(test)]
mod tests;
mod whole_cell;

use super::MOST_DECIMALS;
use super::notation::underscored;
use super::parse::{LARGEST, near, parse};
use number::{Division, Written, plain_digits};
use signs::{COUNTING, before, behind, unit, without_note};

/// The forms of a figure.
const WAYS: &str = "write a count as 8_597, or in quotes \"36.2 million\", \"more than 18,400\", \"19%\", \"14.1\", \
                    \"$1,053.48\", \"not reported\", \"not applicable\", \"suppressed\"";

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlipKind {
    /// A count with commas.
    Comma,
    Negative,
    /// Anything else.
    Value,
}

/// A value that is no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    pub(crate) kind: SlipKind,
    /// What is wrong with it, to follow its name: "is a range".
    pub(crate) what: String,
    /// How to write it, each way as in the file: `8_597`, `"about 300"`.
    pub(crate) ways: Vec<String>,
    /// What else to say: which of them is right, or what to do if there is none.
    why: &'static str,
    /// Whether the whole of it is a number, written otherwise: the one way says the same.
    is_sure: bool,
}

impl Slip {
    fn new(what: impl Into<String>, ways: impl IntoIterator<Item = String>, why: &'static str) -> Self {
        let mut known: Vec<String> = Vec::new();
        for way in ways {
            if !known.contains(&way) && is_figure(&way) {
                known.push(way);
            }
        }
        Self { kind: SlipKind::Value, what: what.into(), ways: known, why, is_sure: false }
    }

    /// The way that says the same, where nothing else can be meant and nothing is lost.
    pub(crate) fn sure(&self) -> Option<&str> {
        self.ways.first().filter(|_| self.is_sure).map(String::as_str)
    }

    /// What to write.
    pub(crate) fn help(&self) -> String {
        let ways: Vec<String> = self.ways.iter().map(|way| shown(way)).collect();
        match (ways.as_slice(), self.why) {
            ([], "") => WAYS.to_owned(),
            ([], why) => why.to_owned(),
            ([way], "") => format!("write {way}"),
            ([way], why) => format!("write {way}{why}"),
            ([first @ .., last], why) => format!("write {} or {last}{why}", first.join(", ")),
        }
    }
}

/// A way as messages quote it.
fn shown(way: &str) -> String {
    if way.starts_with('"') { way.to_owned() } else { format!("`{way}`") }
}

/// Whether a way would be read.
fn is_figure(way: &str) -> bool {
    match way.strip_prefix('"').and_then(|way| way.strip_suffix('"')) {
        Some(text) => parse(text).is_ok(),
        None => way.replace('_', "").parse().is_ok_and(|count: u64| count <= LARGEST),
    }
}

/// Why `text` is no figure.
pub(crate) fn slip(text: &str) -> Slip {
    let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cell = plain_digits(typed.to_lowercase().trim_matches(['"', '\u{201C}', '\u{201D}', ';', ',', ' ']));
    let cell = cell.strip_prefix('\'').unwrap_or(&cell);
    let whole = |slip: Slip| Slip { is_sure: slip.why.is_empty() && slip.ways.len() == 1, ..slip };
    let read =
        || number(cell).map(whole).or_else(|| near(cell).map(|meant| unreadable([quoted(&meant)], "")));
    let mut slip = whole_cell::slip(&typed, cell).or_else(read).unwrap_or_else(|| unreadable([], ""));
    if slip.what.is_empty() {
        let plain = |c: char| c.is_ascii_digit() || c == '_';
        slip.what = match typed.chars().all(plain) {
            true => "is a count in quotes".to_owned(),
            false => format!("cannot be read as a figure: \"{typed}\""),
        };
    }
    slip
}

/// That a text is no figure, and how to write what it means.
fn unreadable(ways: impl IntoIterator<Item = String>, why: &'static str) -> Slip {
    Slip::new("", ways, why)
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A number with what people write before and behind it.
fn number(cell: &str) -> Option<Slip> {
    let (mut words, mut rest, mut noted) = (None, cell.trim_start_matches(['=', '\'']).trim(), false);
    while let Some((found, shorter)) = before(rest) {
        if words.replace(found).is_some() {
            return None;
        }
        rest = shorter;
    }
    loop {
        if let Some((found, shorter)) = behind(rest) {
            if words.replace(found).is_some_and(|before| before != found) {
                return None;
            }
            rest = shorter;
        } else if let Some(shorter) = without_note(rest) {
            (rest, noted) = (shorter, true);
        } else {
            break;
        }
    }
    let plus = rest.strip_prefix('+');
    let rest = &signs::in_digits(plus.unwrap_or(rest));
    let length = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '_' | ' ' | '\'')))
        .unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(length);
    let written = Written::read(digits.trim_end())?;
    let (units, named) = match unit(behind.trim()) {
        Some(units) => (units, false),
        None => (words_behind(behind.trim())?, true),
    };
    let ways: Vec<String> = units.iter().flat_map(|unit| ways(&written, unit, words)).collect();
    Some(judge(&written, units, ways, Beside { words, noted, named, plus: plus.is_some() }))
}

/// What stands beside a number.
struct Beside {
    words: Option<&'static str>,
    /// The mark of a note.
    noted: bool,
    /// Words that name what is counted.
    named: bool,
    plus: bool,
}

/// What is wrong with a number that is written in this way, and why it is one of `ways`.
fn judge(written: &Written, units: &[&str], ways: Vec<String>, beside: Beside) -> Slip {
    let bare = beside.words.is_none() && units == [""];
    match written.division {
        _ if beside.noted => unreadable(ways, "; what the mark says goes into a `note`"),
        _ if beside.named => unreadable(ways, ": the words that follow it come from the wording"),
        _ if beside.plus => Slip::new("has a plus sign", ways, "; a change is not a figure"),
        Division::Thousands(',') if bare && written.decimals.is_empty() => {
            Slip { kind: SlipKind::Comma, ..Slip::new("is a number with a comma", ways, "") }
        }
        Division::Odd => {
            Slip::new("has a sign that does not divide thousands", ways, ", if no digit is missing")
        }
        Division::Either if units == [""] => {
            Slip::new("has a point that may divide thousands or decimals", ways, ", whichever is meant")
        }
        _ if bare && written.decimals.len() > MOST_DECIMALS.into() => {
            let why = "round it: a figure has at most six digits behind its point";
            Slip::new("has too many decimals", [], why)
        }
        _ if ways.is_empty() && units == ["%"] => {
            unreadable([], "a share is at most \"100%\", and has at most two decimals: \"12.75%\"")
        }
        _ => unreadable(ways, ""),
    }
}

/// Words behind a number that only name what is counted, perhaps behind a unit: the unit.
fn words_behind(behind: &str) -> Option<&'static [&'static str]> {
    let mut words = behind.split(' ');
    let first = words.next()?;
    let units = unit(first).filter(|_| first.len() > 1);
    let name = |word: &str| !COUNTING.contains(&word) && word.chars().all(|c| c.is_alphabetic() || c == '-');
    let named = units.is_some() || (name(first) && first.len() > 2 && near_unit(first).is_none());
    (named && words.clone().count() < 4 && words.all(name)).then_some(units.unwrap_or(&[""]))
}

/// A mistyped unit.
fn near_unit(word: &str) -> Option<&'static str> {
    crate::diagnostic::nearest(word, ["thousand", "million", "billion", "percent"])
}

/// The ways to write a number that has this unit, behind these words.
fn ways(written: &Written, unit: &str, words: Option<&str>) -> Vec<String> {
    let before = words.map(|words| format!("{words} ")).unwrap_or_default();
    let texts =
        |texts: &[String]| texts.iter().map(|text| quoted(&format!("{before}{text}"))).collect::<Vec<_>>();
    let count = |digits: &str| match (words, digits.parse::<u64>()) {
        (_, Err(_)) => Vec::new(),
        (None, Ok(count)) => vec![underscored(count)],
        (Some(_), Ok(count)) => texts(&[underscored(count).replace('_', ",")]),
    };
    let plain = written.plain();
    match unit {
        "" if written.is_whole() => count(&written.whole),
        "" if written.division == Division::Either => {
            let thousands = format!("{}{}", written.whole, written.decimals);
            [count(&thousands), texts(&[plain])].concat()
        }
        // What is below one is a share, or that of a figure which is called a rate.
        "" => texts(&written.percent().into_iter().chain([plain]).collect::<Vec<_>>()),
        "%" if written.is_whole() && !written.whole.is_empty() => texts(&[format!("{}%", written.whole)]),
        unit => texts(&[format!("{plain}{unit}")]),
    }
}
