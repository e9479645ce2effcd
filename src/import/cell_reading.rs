//! What a cell says of a figure: a value, where nothing else can be meant, or what must be asked.
//!
//! In: a cell, the figure's kind, the column's unit, the file's decimal mark. Out: [`CellReading`]. No digits are taken
//! out of a text, no mark has a meaning of its own, and what is shown is compared with what is stored.

use super::decimal_mark::restyled;
use super::format::{FormatKind, NumberFormat, decimal, round};
use super::grid::{Content, STRUCK, SheetCell};
use super::headings::ColumnUnit;
use crate::figure::parse::{FigureError, LARGEST, parse};
use crate::figure::pasted::slip;
use crate::figure::{Amount, Kind, MOST_DECIMALS, Quantity, Value};

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellReading {
    /// `told` says how it was read, if it was not read as it stands.
    Sure {
        value: Value,
        told: Option<String>,
    },
    Open {
        ask: AskFor,
        what: String,
        ways: Vec<String>,
    },
}

/// What one answer would answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AskFor {
    /// All cells with this text.
    Word,
    /// All blank cells of the column.
    Blank,
    /// This cell alone.
    Cell,
    /// The unit of the column.
    Unit,
    /// The decimal mark of the file.
    Decimal,
}

/// What a column is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnContext {
    pub(super) kind: Option<Kind>,
    pub(super) unit: Option<ColumnUnit>,
    /// Numbers below one stand beside larger ones, and nobody said what they are counted in.
    pub(super) mixed: bool,
    /// The decimals of a column of decimal numbers, or of money.
    pub(super) decimals: Option<u8>,
    pub(super) decimal: Option<char>,
    /// Whether "8,597" may be read as thousands without a word.
    pub(super) commas_divide: bool,
}

fn open(ask: AskFor, what: impl Into<String>, ways: Vec<String>) -> CellReading {
    CellReading::Open { ask, what: what.into(), ways }
}

fn sure(value: Value, told: Option<String>, column: &ColumnContext) -> CellReading {
    match (value.kind(), column.kind) {
        (Some(is), Some(wanted)) if is != wanted => {
            let what = format!("{value} is {}, and the figure is {}", is.called(), wanted.called());
            let way = value.in_kind(wanted, column.decimals.unwrap_or(1)).into_iter();
            open(AskFor::Cell, what, way.map(|way| way.trim_matches('`').to_owned()).collect())
        }
        _ => CellReading::Sure { value, told },
    }
}

/// Reads a cell.
pub(super) fn read(cell: Option<&SheetCell>, column: &ColumnContext) -> CellReading {
    let Some(cell) = cell else {
        return open(AskFor::Blank, "is blank", slip("").ways);
    };
    if cell.struck {
        return open(AskFor::Cell, format!("“{}” is struck through", cell.text()), Vec::new());
    }
    match &cell.content {
        Content::Number(_) if cell.format.kind == FormatKind::Date => date(&cell.text()),
        Content::Number(number) => number_cell(*number, cell.format, column),
        Content::Text(_) => text(&cell.text(), column),
        Content::Date(shown) => date(shown),
        Content::Truth(_) => open(AskFor::Word, "is a yes or no", Vec::new()),
        Content::Fault(shown) => open(AskFor::Word, "is a fault of the spreadsheet", slip(shown).ways),
        Content::NoResult => {
            let what = "is a formula whose result the file does not have: open it in your spreadsheet program, save it, and run again";
            open(AskFor::Cell, what, Vec::new())
        }
    }
}

fn date(shown: &str) -> CellReading {
    let what = format!("is a date, {shown}: spreadsheets make dates of some numbers; type the number");
    open(AskFor::Cell, what, Vec::new())
}

/// A number that the file has as one.
fn number_cell(number: f64, format: NumberFormat, column: &ColumnContext) -> CellReading {
    let (stored, shown) = (decimal(number), format.show(number));
    if number == 0.0 && format.hides_zero {
        return open(AskFor::Cell, "is a 0 that is shown as nothing, or as words", Vec::new());
    }
    match format.kind {
        FormatKind::Date => return date(&shown),
        FormatKind::Percent | FormatKind::WrittenPercent => {
            if column.unit.is_some_and(|unit| unit != ColumnUnit::Percent && unit != ColumnUnit::Fraction) {
                return open(
                    AskFor::Cell,
                    format!("{shown} in a column of {}s", column.unit.map_or("", ColumnUnit::name)),
                    Vec::new(),
                );
            }
            let exact = if format.kind == FormatKind::Percent { decimal(number * 100.0) } else { stored };
            let told = (format!("{exact}%") != plain_share(&shown))
                .then(|| format!("shown {shown}, stored {exact}%"));
            return match parse(&shown) {
                Ok(value) => sure(value, told, column),
                Err(_) => open(
                    AskFor::Cell,
                    format!("{shown} is not a share: a share is from 0% to 100%, with at most two decimals"),
                    Vec::new(),
                ),
            };
        }
        FormatKind::Money if number >= 0.0 => return money_cell(&stored, &shown, column),
        FormatKind::Other => {
            let what = format!("is shown otherwise than it is stored: it is {stored}");
            return open(AskFor::Cell, what, Vec::new());
        }
        FormatKind::Plain | FormatKind::Exponent | FormatKind::Money => {}
    }
    match format.decimals {
        Some(decimals @ ..=9)
            if format.kind == FormatKind::Plain
                && round(&stored, decimals.into()) != padded(&stored, decimals) =>
        {
            // A rate or an average that was worked out is what it is shown as.
            if decimals > 0 && column.decimals.is_some() && column.unit.is_none() {
                return read_text(&shown, Some(format!("shown {shown}, stored {stored}")), column);
            }
            let what = format!("is shown as {shown}, and stored as {stored}");
            let ways = whole(&shown).into_iter().map(crate::figure::notation::underscored).collect();
            open(AskFor::Cell, what, ways)
        }
        _ => digits(&stored, column),
    }
}

/// A number that is shown with a dollar sign.
fn money_cell(stored: &str, shown: &str, column: &ColumnContext) -> CellReading {
    let cents = shown.split_once('.').map_or(0, |(_, cents)| cents.len());
    let same = padded(stored, u8::try_from(cents).unwrap_or(u8::MAX)) == shown.trim_start_matches('$');
    let told = (!same).then(|| format!("shown {shown}, stored {stored}"));
    match column.unit {
        None | Some(ColumnUnit::Dollars) => read_text(shown, told, column),
        Some(unit @ (ColumnUnit::Thousand | ColumnUnit::Million | ColumnUnit::Billion)) => {
            let told = told.or(Some(format!("{shown}, in {}s", unit.name())));
            read_text(&format!("{shown} {}", unit.name()), told, column)
        }
        Some(unit) => {
            let what = format!("{shown} in a column with the unit {}", unit.name());
            open(AskFor::Cell, what, Vec::new())
        }
    }
}

/// Reads a text as a figure.
fn read_text(text: &str, told: Option<String>, column: &ColumnContext) -> CellReading {
    match parse(text) {
        Ok(value) => sure(value, told, column),
        Err(FigureError::TooLarge) => open(AskFor::Cell, format!("{text} is too large"), Vec::new()),
        Err(_) => open(AskFor::Cell, format!("{text} cannot be read as a figure"), slip(text).ways),
    }
}

/// "19.0%" and "19%" are the same.
fn plain_share(shown: &str) -> String {
    let digits = shown.trim_end_matches('%');
    let digits =
        if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    format!("{digits}%")
}

/// With at least so many decimals.
fn padded(stored: &str, decimals: u8) -> String {
    if decimals == 0 {
        return stored.to_owned();
    }
    let (whole, behind) = stored.split_once('.').unwrap_or((stored, ""));
    format!("{whole}.{behind:0<width$}", width = usize::from(decimals))
}

fn whole(digits: &str) -> Option<u64> {
    digits.parse().ok().filter(|count| *count <= LARGEST)
}

/// Plain digits, as a spreadsheet stores them.
fn digits(plain: &str, column: &ColumnContext) -> CellReading {
    let ask_unit = |what: String| open(AskFor::Unit, what, [PERCENT, FRACTION].map(str::to_owned).to_vec());
    let ask_decimals = |what: String, ways: &[&str]| {
        open(AskFor::Unit, what, ways.iter().map(|way| (*way).to_owned()).collect())
    };
    if plain.starts_with('-') {
        return open(
            AskFor::Cell,
            format!("{plain} is below zero, and nothing that is counted is"),
            vec!["\"not reported\"".to_owned()],
        );
    }
    let read = |text: String, told: Option<String>| read_text(&text, told, column);
    let as_counted = |name: &str| match (whole(plain), plain.split_once('.')) {
        (Some(0), _) => count(0, None, column),
        // All its digits are there: 8.597 thousand is 8,597.
        (None, Some((before, behind))) if name == "thousand" && behind.len() == 3 => {
            match whole(&format!("{before}{behind}")) {
                Some(number) => count(number, Some(format!("{plain} thousand")), column),
                None => read(format!("{plain} {name}"), None),
            }
        }
        _ => read(format!("{plain} {name}"), Some(format!("{plain}, in {name}s"))),
    };
    let behind = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    let in_column = |decimals: u8| {
        let text = padded(plain, decimals);
        let told = (!plain.contains('.') || text != plain).then(|| plain.to_owned());
        read(text, told)
    };
    match (column.unit, column.kind, whole(plain)) {
        (Some(ColumnUnit::Percent), ..) if column.mixed => {
            ask_unit(format!("{plain} stands in a column of percentages in which some are below 1"))
        }
        (Some(ColumnUnit::Percent), ..) => read(format!("{plain}%"), Some(format!("{plain}, in percent"))),
        (Some(ColumnUnit::Fraction), ..) => {
            let percent = decimal(plain.parse::<f64>().unwrap_or(f64::NAN) * 100.0);
            read(format!("{percent}%"), Some(format!("{plain} as a part of one")))
        }
        (Some(ColumnUnit::Thousand), ..) => as_counted("thousand"),
        (Some(ColumnUnit::Million), ..) => as_counted("million"),
        (Some(ColumnUnit::Billion), ..) => as_counted("billion"),
        (Some(ColumnUnit::Dollars), ..) | (None, Some(Kind::Money), _) => dollars(plain, column),
        (Some(ColumnUnit::Decimals(decimals)), ..) => {
            let rounded = round(plain, decimals.into());
            let told = (rounded != padded(plain, decimals)).then(|| format!("{plain}, rounded"));
            read(rounded, told)
        }
        (None, Some(Kind::Share), _) => {
            ask_unit(format!("{plain} stands where a share is meant, without a percent sign"))
        }
        (None, None | Some(Kind::Decimal), _) if behind > MOST_DECIMALS.into() => {
            ask_decimals(format!("{plain} has more decimals than are printed"), &[ONE_DECIMAL, TWO_DECIMALS])
        }
        (None, ..) if column.decimals.is_some() => in_column(column.decimals.unwrap_or_default()),
        (None, _, Some(number)) => count(number, None, column),
        (None, Some(_), None) => read(plain.to_owned(), None),
        (None, None, None) if plain.starts_with("0.") => ask_decimals(
            format!("{plain} is below one: is it a share, or a number with decimals?"),
            &[TWO_DECIMALS, FRACTION],
        ),
        (None, None, None) => ask_decimals(
            format!("{plain} is not a whole number, and most others are"),
            &[ONE_DECIMAL, TWO_DECIMALS],
        ),
    }
}

/// What a column may be counted in, as a question offers it.
const PERCENT: &str = "\"percent\" (19 is 19%)";
const FRACTION: &str = "\"fraction\" (0.19 is 19%)";
const ONE_DECIMAL: &str = "\"1 decimal\" (14.1 is 14.1, and 14 is 14.0)";
const TWO_DECIMALS: &str = "\"2 decimals\" (0.19 is 0.19, and 14 is 14.00)";

/// Plain digits in a column of dollars.
fn dollars(plain: &str, column: &ColumnContext) -> CellReading {
    let own = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    // Cents have two digits; what was worked out has more than are printed.
    let cents = match own.max(column.decimals.unwrap_or(0).into()) {
        0 => 0,
        cents if cents <= MOST_DECIMALS.into() => cents.max(2),
        _ => 2,
    };
    let text =
        if own > cents { round(plain, cents) } else { padded(plain, u8::try_from(cents).unwrap_or(2)) };
    let rounded = if own > cents { ", rounded" } else { "" };
    read_text(&format!("${text}"), Some(format!("{plain}, in dollars{rounded}")), column)
}

fn count(number: u64, told: Option<String>, column: &ColumnContext) -> CellReading {
    sure(Value::Known(Quantity { amount: Amount::Count(number), qualifier: None }), told, column)
}

/// A text, which is read whole or not at all.
fn text(text: &str, column: &ColumnContext) -> CellReading {
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    let ask = if has_digits { AskFor::Cell } else { AskFor::Word };
    if text.contains(STRUCK) {
        return open(ask, format!("“{text}” is struck through in part"), Vec::new());
    }
    let styled = match restyled(text, column.decimal) {
        Ok(styled) => styled,
        Err(()) => {
            let what = format!("“{text}” does not use the decimal mark of the rest of the file");
            return open(AskFor::Cell, what, Vec::new());
        }
    };
    // "1,053.48" can be read in one way only.
    let styled = match styled.split_once('.') {
        Some((before, behind)) if is_grouped(before) && behind.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}.{behind}", before.replace(',', ""))
        }
        _ => styled,
    };
    let is_plain = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.starts_with(|c: char| c.is_ascii_digit())
    };
    if is_plain(&styled) && styled.matches('.').count() < 2 && !styled.ends_with('.') {
        let (before, behind) = styled.split_once('.').unwrap_or((&styled, ""));
        if before.len() > 1 && before.starts_with('0') {
            return open(AskFor::Cell, format!("“{text}” begins with 0: is it a code?"), Vec::new());
        }
        if behind.len() == 3 && column.decimal.is_none() && before.len() < 4 && before != "0" {
            return open(
                AskFor::Decimal,
                format!("“{text}” has a point that divides thousands, or decimals"),
                Vec::new(),
            );
        }
        if behind.is_empty() && whole(&styled).is_some() {
            return digits(&styled, column);
        }
        // Its decimals as it shows them.
        if (1..=MOST_DECIMALS.into()).contains(&behind.len())
            && column.unit.is_none()
            && column.decimals.is_some()
            && column.kind != Some(Kind::Money)
        {
            return read_text(&styled, None, column);
        }
        let zeros = behind.bytes().all(|b| b == b'0')
            && column.unit.is_none()
            && !matches!(column.kind, Some(Kind::Share | Kind::Money));
        return digits(if zeros { before } else { &styled }, column);
    }
    if styled.contains(',') && is_grouped(&styled) && column.decimal.is_none() && !column.commas_divide {
        return open(
            AskFor::Decimal,
            format!("“{text}” has a comma that divides thousands, or decimals"),
            Vec::new(),
        );
    }
    if is_grouped(&styled) {
        return digits(&styled.replace(',', ""), column);
    }
    let own_sign = match column.unit {
        Some(ColumnUnit::Percent) => styled.contains('%'),
        Some(ColumnUnit::Dollars) => styled.contains('$'),
        Some(_) => false,
        None => true,
    };
    if !own_sign && has_digits {
        let unit = column.unit.map_or("", ColumnUnit::name);
        return open(ask, format!("“{text}” stands in a column with the unit {unit}"), slip(&styled).ways);
    }
    if let Ok(value) = parse(&styled) {
        return sure(value, None, column);
    }
    let slip = slip(&styled);
    // An underscore divides thousands in the data of a set, but not in a spreadsheet.
    if let Some(way) = slip.sure().filter(|_| !text.contains('_')) {
        let value = match way.strip_prefix('"') {
            Some(quoted) => parse(quoted.trim_end_matches('"')).ok(),
            None => whole(&way.replace('_', ""))
                .map(|count| Value::Known(Quantity { amount: Amount::Count(count), qualifier: None })),
        };
        if let Some(value) = value {
            return sure(value, Some(format!("“{text}”")), column);
        }
    }
    open(ask, slip.what, slip.ways)
}

/// "8,597": whole thousands, divided by commas.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0'))
        && groups.clone().count() > 0
        && groups.all(|group| group.len() == 3 && digits(group))
}
