//! Cells that are no number at all, or several: marks, rates, amounts of money, ratios, ranges, dates,
//! formulas, numbers below zero.
//!
//! In: a cell as typed and as it is judged. Out: its [`Slip`], if it is one of these.

use super::number::Written;
use super::signs::{NoNumber, no_number};
use super::{Slip, SlipKind, number, quoted, unreadable, ways};

/// What the ways without a number mean.
const WHY_NONE: [&str; 3] = ["\"not reported\"", "\"not applicable\"", "\"suppressed\""];

/// Why the whole cell is no figure.
pub(super) fn slip(typed: &str, cell: &str) -> Option<Slip> {
    if let Some(kind) = no_number(cell) {
        return Some(none(typed, kind));
    }
    formula(cell)
        .or_else(|| money(cell))
        .or_else(|| rate(cell))
        .or_else(|| date(cell))
        .or_else(|| ratio(cell))
        .or_else(|| exponent(cell))
        .or_else(|| negative(cell))
        .or_else(|| range(cell))
        .or_else(|| {
            (cell.starts_with("0x") || cell.starts_with("0o") || cell.starts_with("0b")).then(|| {
                Slip::new(
                    "is not in plain digits",
                    [],
                    "write the number in the digits 0 to 9, or \"not reported\"",
                )
            })
        })
}

/// A cell without a number.
fn none(typed: &str, kind: NoNumber) -> Slip {
    let what = match (typed.trim(), kind) {
        ("" | "''" | "\"\"", _) => "is empty".to_owned(),
        (typed, NoNumber::Error) => format!("is a fault of the spreadsheet: \"{typed}\""),
        (typed, _) => format!("has a mark in place of a number: \"{typed}\""),
    };
    let why = match kind {
        NoNumber::Error => ", or the number",
        NoNumber::Mark => " (known, but withheld), or the number",
        NoNumber::Blank => " (known, but withheld), or `0` if there were none",
    };
    Slip::new(what, WHY_NONE.map(str::to_owned), why)
}

fn formula(cell: &str) -> Option<Slip> {
    let inner = cell.strip_prefix('=')?;
    inner.contains(char::is_alphabetic).then(|| {
        Slip::new("is a formula of a spreadsheet", [], "write the number that it gives, or \"not reported\"")
    })
}

/// An amount of money: of U.S. dollars, how it is written.
fn money(cell: &str) -> Option<Slip> {
    const OTHERS: [&str; 6] = ["€", "£", "¥", "¢", "eur", "gbp"];
    const DOLLARS: [&str; 8] =
        ["us$", "u.s. dollars", "us dollars", "usd", "dollars", "dollar", "dólares", "$"];
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let has = |names: &[&str]| {
        let is = |word: &str| names.contains(&word.trim_matches(digits));
        names.iter().any(|name| !name.is_ascii() && cell.contains(name)) || cell.split(' ').any(is)
    };
    let (dollars, other) = (cell.contains('$') || has(&DOLLARS), has(&OTHERS));
    if !(dollars || other) || !cell.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let what = "is an amount of money";
    if other {
        let why = "only U.S. dollars are known here: write them, \"$1,053.48\", or \"not reported\"";
        return Some(Slip::new(what, [], why));
    }
    let plain = DOLLARS.iter().fold(cell.to_owned(), |cell, name| cell.replace(name, " "));
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.starts_with(['-', '−', '(']) {
        let why = ": no amount here is below zero";
        return Some(Slip::new("is an amount of money below zero", [quoted("not reported")], why));
    }
    let Some(inner) = number(&plain) else {
        return Some(Slip::new(
            what,
            [],
            "write one amount, \"$1,053.48\" or \"$1.2 million\", or \"not reported\"",
        ));
    };
    let found: Vec<String> = inner.ways.iter().filter_map(|way| in_dollars(way)).collect();
    let is_sure = inner.why.is_empty() && found.len() == 1 && !found[0].ends_with("0\"");
    let why = if found.is_empty() { "write it as \"$1,053.48\", or \"not reported\"" } else { inner.why };
    let tenths =
        found.iter().any(|way| way.ends_with("0\"")) && inner.ways.iter().all(|way| !way.ends_with("0\""));
    let what = if tenths { "has one digit for its cents" } else { what };
    Some(Slip { is_sure, ..Slip::new(what, found, why) })
}

/// A way to write a number, with the sign of dollars before it; cents have two digits.
fn in_dollars(way: &str) -> Option<String> {
    let text = way.trim_matches('"').replace('_', ",");
    let (words, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let tenths = digits.split_once('.').is_some_and(|(_, behind)| behind.len() == 1);
    (!digits.contains('%')).then(|| quoted(&format!("{words}${digits}{}", if tenths { "0" } else { "" })))
}

/// A number per something: what it is per goes into the wording.
fn rate(cell: &str) -> Option<Slip> {
    let is_rate = |rest: &str| !rest.starts_with("cent") && !rest.starts_with("hundred");
    let per = cell.split_once(" per ").filter(|(_, rest)| is_rate(rest)).map(|(number, _)| number);
    let slash = cell.split_once('/').filter(|(number, rest)| {
        let base = rest.trim().replace([',', ' ', '_'], "");
        Written::read(number.trim()).is_some()
            && (matches!(base.as_str(), "1000" | "10000" | "100000" | "1000000") || base.ends_with('k'))
    });
    const TIMES: [&str; 9] =
        ["a day", "a week", "a month", "a year", "/day", "/month", "/year", "daily", "per mille"];
    let digits = cell.starts_with(|c: char| c.is_ascii_digit());
    let timed = TIMES.iter().chain(&["‰"]).find_map(|end| cell.strip_suffix(end)).filter(|_| digits);
    let rate = per.or(slash.map(|(number, _)| number)).or(timed)?;
    let found = number(rate.trim()).map(|inner| inner.ways).unwrap_or_default();
    let why = match found.is_empty() {
        true => "write the number alone, \"14.1\", or \"not reported\": what it is per goes into the wording",
        false => ": what it is per goes into the wording",
    };
    Some(Slip::new("is a rate", found, why))
}

fn date(cell: &str) -> Option<Slip> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> = cell.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &&str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let signs = cell.chars().filter(|c| matches!(c, '/' | '-')).count();
    let three = signs == 2 && parts.len() == 3 && parts.iter().all(digits);
    let month = |part: &&str| part.len() >= 3 && MONTHS.contains(&part.get(..3).unwrap_or(""));
    let named = (2..=3).contains(&parts.len())
        && parts.iter().any(month)
        && parts.iter().filter(|part| !month(part)).all(digits);
    let timed = cell.len() > 10 && cell.as_bytes()[4] == b'-' && cell.contains(':');
    (three || named || timed).then(|| {
        let why = "spreadsheets take some numbers for dates: write the number in digits, or \"not reported\"";
        Slip::new("is a date", [], why)
    })
}

/// "1 in 5", "1/5".
fn ratio(cell: &str) -> Option<Slip> {
    let parts = [" in ", " out of ", " of ", "/"].iter().find_map(|between| cell.split_once(between));
    let (part, whole) = match (cell, parts) {
        ("0.5" | "0.25" | "0.75" | "0.2" | "0.4" | "0.6" | "0.8", _) | (_, None) => return None,
        (_, Some(parts)) => parts,
    };
    let small = |text: &str| text.trim().parse::<u64>().ok().filter(|number| *number <= 1_000_000);
    let (part, whole) = (small(part)?, small(whole)?);
    if whole == 0 || part > whole {
        return Some(unreadable([], ""));
    }
    let exact = (part * 10_000).is_multiple_of(whole).then(|| part * 10_000 / whole);
    let share = |basis: u64| match (basis / 100, basis % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}%", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}%"),
    };
    let way = exact.map_or_else(|| format!("about {}%", (part * 200 + whole) / (2 * whole)), share);
    let what = if cell.contains('/') { "is a fraction, or a date" } else { "is a ratio" };
    Some(Slip::new(what, [quoted(&way)], " for this part of the whole"))
}

/// "8.6e+03": spreadsheets show it where a column is narrow.
fn exponent(cell: &str) -> Option<Slip> {
    let (number, power) = cell.split_once('e')?;
    let (written, power) = (Written::read(number)?, power.trim_start_matches('+').parse::<usize>().ok()?);
    let zeros = power.checked_sub(written.decimals.len()).filter(|zeros| *zeros < 16)?;
    let digits = format!("{}{}{}", written.whole, written.decimals, "0".repeat(zeros));
    let number = Written { whole: digits, decimals: String::new(), ..written };
    let found = [ways(&number, "", None), ways(&number, "", Some("about"))].concat();
    let why = ", if no digits were left out of what the spreadsheet shows";
    Some(Slip::new("is shortened to a power of ten", found, why))
}

fn negative(cell: &str) -> Option<Slip> {
    let minus = |c: char| matches!(c, '-' | '−' | '–' | '—');
    let accounts = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let number = cell.strip_prefix(minus).or_else(|| cell.strip_suffix(minus)).or(accounts)?.trim();
    let digits = number.trim_end_matches(['%', ' ']).trim_start_matches('-');
    let written = Written::read(digits)?;
    let unit = if number.ends_with('%') { "%" } else { "" };
    let what = if accounts.is_some() { "is below zero, as accounts write it" } else { "is below zero" };
    let found = ways(&written, unit, None).into_iter().chain([quoted("not reported")]);
    let slip = Slip::new(what, found, ": nothing that is counted is below zero");
    Some(Slip { kind: SlipKind::Negative, ..slip })
}

/// "3-5", "between 3 and 5".
fn range(cell: &str) -> Option<Slip> {
    let inner = cell.strip_prefix("between ").or_else(|| cell.strip_prefix("from ")).unwrap_or(cell);
    let between = if inner.len() < cell.len() {
        &[" and ", " to "][..]
    } else {
        &[" to ", "–", "—", "-", "..", "‒"]
    };
    let (least, most) = between.iter().find_map(|between| inner.split_once(between))?;
    let (least, most) = (least.trim(), most.trim().trim_start_matches('.'));
    let unit = if most.ends_with('%') { "%" } else { "" };
    let read = |text: &str| Written::read(text.trim_end_matches(['%', ' ']));
    let (low, high) = (read(least)?, read(most)?);
    let number = |written: &Written| written.plain().parse::<f64>().unwrap_or(0.0);
    let found = match number(&low) < number(&high) {
        true => [ways(&low, unit, Some("at least")), ways(&high, unit, Some("up to"))].concat(),
        false => Vec::new(),
    };
    let why = if found.is_empty() { "" } else { ", or the number itself" };
    Some(Slip::new("is a range", found, why))
}
