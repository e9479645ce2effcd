//! Number formats: how a spreadsheet shows a number.
//!
//! In: a format code, `#,##0.0%`. Out: [`NumberFormat`]: what kind of number it makes, with how many decimals; and a
//! number [as shown](NumberFormat::show). Letters in quotes are no part of a date, and a percent sign in quotes does
//! not multiply.

/// How numbers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    pub(super) kind: FormatKind,
    /// Digits after the point; `None` for as many as there are.
    pub(super) decimals: Option<u8>,
    /// Whether 0 is shown as nothing, or as words.
    pub(super) hides_zero: bool,
}

/// What kind of number a format makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum FormatKind {
    /// The number itself.
    #[default]
    Plain,
    /// Multiplied by 100, with a percent sign.
    Percent,
    /// The number itself, with a percent sign behind it.
    WrittenPercent,
    /// A date or a time.
    Date,
    /// A power of ten.
    Exponent,
    /// The number itself, with a dollar sign before it.
    Money,
    /// Divided, other money, in brackets, with words, or not at all: what is shown is another number than what is stored.
    Other,
}

impl NumberFormat {
    /// Reads a format code. The part for positive numbers counts, and that for zero where it hides one.
    pub(super) fn read(code: &str) -> Self {
        let parts = parts(code);
        let FormatPart { plain, literal, is_other } = &parts[0];
        let lower = plain.to_lowercase();
        // A dash is what accounts have for 0.
        let hides_zero = parts.get(2).is_some_and(|zero| {
            !zero.plain.contains(['0', '#', '?', '-', '–']) && !matches!(zero.literal.trim(), "-" | "–" | "0")
        });
        let of = |kind, decimals| Self { kind, decimals, hides_zero };
        if *is_other || parts.len() > 1 && lower.is_empty() && literal.is_empty() {
            return of(FormatKind::Other, None);
        }
        if lower.is_empty() && literal.is_empty() || lower == "general" || lower == "@" || lower == "standard"
        {
            return of(FormatKind::Plain, None);
        }
        let decimals = lower
            .split_once('.')
            .map_or(0, |(_, behind)| behind.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count());
        let decimals = Some(u8::try_from(decimals).unwrap_or(u8::MAX));
        if lower.contains('%') {
            return of(FormatKind::Percent, decimals);
        }
        if lower.contains("e+") || lower.contains("e-") {
            return of(FormatKind::Exponent, decimals);
        }
        if !lower.contains("general") && lower.contains(['y', 'm', 'd', 'h', 's']) {
            return of(FormatKind::Date, None);
        }
        let last = lower.rfind(['0', '#', '?']).unwrap_or(0);
        let divides = lower.get(last + 1..).is_some_and(|behind| behind.starts_with(','));
        match literal.trim() {
            _ if divides || lower.contains(['/', '(', '€', '£', '¥']) => of(FormatKind::Other, decimals),
            "" | "$" if lower.contains('$') != (literal.trim() == "$") && lower.contains(['0', '#', '?']) => {
                of(FormatKind::Money, decimals)
            }
            "%" => of(FormatKind::WrittenPercent, decimals),
            "" if lower.contains(['0', '#', '?']) && !lower.contains('$') => of(FormatKind::Plain, decimals),
            _ => of(FormatKind::Other, decimals),
        }
    }

    /// One of the formats that a workbook knows by number (ECMA-376, 18.8.30).
    pub(super) fn built_in(number: u32) -> Self {
        Self::read(match number {
            1 | 3 | 37 | 38 | 41 => "0",
            2 | 4 | 39 | 40 | 43 => "0.00",
            5 | 6 | 42 => "$0",
            7 | 8 | 44 => "$0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            48 => "##0.0E+0",
            12 | 13 => "# ?/?",
            14..=22 | 27..=36 | 45..=47 | 50..=58 => "yyyy-mm-dd",
            _ => "General",
        })
    }

    /// The number as its author sees it, without what divides thousands.
    pub(super) fn show(self, number: f64) -> String {
        match self.kind {
            FormatKind::Percent => format!("{}%", self.rounded(number * 100.0)),
            FormatKind::WrittenPercent => format!("{}%", self.rounded(number)),
            FormatKind::Plain => self.rounded(number),
            FormatKind::Money => format!("${}", self.rounded(number)),
            FormatKind::Date => date(number),
            FormatKind::Exponent | FormatKind::Other => decimal(number),
        }
    }

    fn rounded(self, number: f64) -> String {
        match self.decimals {
            // Spreadsheets know 15 digits, and round halves up in those.
            Some(decimals @ ..=9) => round(&decimal(number), usize::from(decimals)),
            _ => decimal(number),
        }
    }
}

/// A part of a code.
#[derive(Default)]
struct FormatPart {
    /// Without what is literal.
    plain: String,
    literal: String,
    /// Of another currency than dollars, or only for some numbers.
    is_other: bool,
}

/// The parts of a code: for positive and negative numbers, zero and texts.
fn parts(code: &str) -> Vec<FormatPart> {
    let (mut found, mut part) = (Vec::new(), FormatPart::default());
    let mut signs = code.chars().take(400);
    while let Some(c) = signs.next() {
        match c {
            '"' => part.literal.extend(signs.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => part.literal.extend(signs.next()),
            // A space as wide as the next sign; a sign that fills the cell.
            '_' | '*' => drop(signs.next()),
            // A color, a language, a condition.
            '[' => {
                let inner: String = signs.by_ref().take_while(|c| *c != ']').collect();
                // Hours that go on after 24.
                if matches!(inner.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    part.plain.push('h');
                }
                // The sign of a currency, before the number of a language.
                let sign = inner.strip_prefix('$').and_then(|rest| rest.split('-').next());
                match sign {
                    None | Some("") => part.is_other |= inner.starts_with(['<', '>', '=']),
                    Some("$" | "US$" | "USD") => part.plain.push('$'),
                    Some(_) => part.is_other = true,
                }
            }
            ';' => found.push(std::mem::take(&mut part)),
            c => part.plain.push(c),
        }
    }
    found.push(part);
    found.iter_mut().for_each(|part| part.plain = part.plain.trim().to_owned());
    found
}

/// A number in plain digits, of which spreadsheets know 15: 199.00000000000003 is 199.
pub(super) fn decimal(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let shown = format!("{:.14e}", number.abs());
    let (mantissa, power) = shown.split_once('e').unwrap_or((&shown, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let power: i32 = power.parse().unwrap_or(0);
    let digits = digits.trim_end_matches('0');
    let sign = if number < 0.0 && !digits.is_empty() { "-" } else { "" };
    let text = match usize::try_from(power) {
        _ if digits.is_empty() => "0".to_owned(),
        Ok(power @ ..=20) if digits.len() <= power + 1 => format!("{digits:0<width$}", width = power + 1),
        Ok(power @ ..=20) => format!("{}.{}", &digits[..=power], &digits[power + 1..]),
        Err(_) if power > -15 => format!("0.{}{digits}", "0".repeat(power.unsigned_abs() as usize - 1)),
        _ => format!("{digits}e{power}"),
    };
    format!("{sign}{text}")
}

/// Plain digits, rounded to so many behind the point, halves away from zero.
pub(super) fn round(digits: &str, decimals: usize) -> String {
    if digits.contains('e') {
        return digits.to_owned();
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let kept: String = behind.chars().chain(std::iter::repeat('0')).take(decimals).collect();
    let up = behind.as_bytes().get(decimals).is_some_and(|digit| *digit >= b'5');
    let mut all: Vec<u8> = format!("{whole}{kept}").into_bytes();
    if up {
        let mut carry = true;
        for digit in all.iter_mut().rev() {
            if carry {
                carry = *digit == b'9';
                *digit = if carry { b'0' } else { *digit + 1 };
            }
        }
        if carry {
            all.insert(0, b'1');
        }
    }
    let all: String = all.into_iter().map(char::from).collect();
    let (whole, behind) = all.split_at(all.len() - decimals);
    let sign = if all.bytes().all(|b| b == b'0') { "" } else { sign };
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{behind}") }
}

/// The day of a serial number, as spreadsheets count from 1900.
fn date(serial: f64) -> String {
    if !(1.0..2_958_466.0).contains(&serial) {
        return decimal(serial);
    }
    // Days before March 1900 are counted one too high there: 1900 is taken for a leap year.
    let days = serial.trunc() as i64 - if serial < 60.0 { 1 } else { 2 };
    let first = chrono::NaiveDate::from_ymd_opt(1900, 1, 1);
    let day = first.and_then(|first| first.checked_add_signed(chrono::TimeDelta::days(days)));
    day.map_or_else(|| decimal(serial), |day| day.format("%-d %B %Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_a_spreadsheet_shows() {
        for (number, shown) in [
            (199.000_000_000_000_03, "199"),
            (1.0e5, "100000"),
            (19.0, "19"),
            (0.19, "0.19"),
            (0.1 + 0.2, "0.3"),
            (0.0, "0"),
            (-0.0, "0"),
            (-3.5, "-3.5"),
            (8597.25, "8597.25"),
            (2_905_100_040.0, "2905100040"),
            (1e15, "1000000000000000"),
            (0.000_012, "0.000012"),
            (1e25, "1e25"),
        ] {
            assert_eq!(decimal(number), shown);
        }
        for (digits, decimals, rounded) in [
            ("19.48", 0, "19"),
            ("19.5", 0, "20"),
            ("99.95", 1, "100.0"),
            ("9.99", 0, "10"),
            ("-0.4", 0, "0"),
            ("7", 2, "7.00"),
        ] {
            assert_eq!(round(digits, decimals), rounded);
        }
    }

    #[test]
    fn formats_are_read_without_their_literal_text() {
        use FormatKind::*;
        for (code, number, kind, shown) in [
            ("General", 19.0, Plain, "19"),
            ("#,##0", 1234.0, Plain, "1234"),
            ("0.0%", 0.075, Percent, "7.5%"),
            ("0%", 0.1948, Percent, "19%"),
            ("0\"%\"", 19.0, WrittenPercent, "19%"),
            ("0\\%", 19.0, WrittenPercent, "19%"),
            ("0.0\" m\"", 12_500_000.0, Other, "12500000"),
            ("0\" days, h\"", 3.0, Other, "3"),
            ("#,##0,\"k\"", 1204.0, Other, "1204"),
            ("d-mmm", 45_385.0, Date, "3 April 2024"),
            ("[$-409]mmm\\-yy", 45_385.0, Date, "3 April 2024"),
            ("[h]:mm", 1.5, Date, "1 January 1900"),
            ("0.00E+00", 100_000.0, Exponent, "100000"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", 5.0, Plain, "5"),
            ("[Red]0;-0", 5.0, Plain, "5"),
            ("$#,##0", 5.0, Money, "$5"),
            ("$#,##0.00", 1053.48, Money, "$1053.48"),
            ("\"$\"#,##0.00", 872.0, Money, "$872.00"),
            ("\\$#,##0", 5.0, Money, "$5"),
            ("[$$-409]#,##0.00;[Red]-[$$-409]#,##0.00", 5.5, Money, "$5.50"),
            ("[$USD] #,##0", 5.0, Money, "$5"),
            ("_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", 5.0, Money, "$5.00"),
            ("$#,##0,\"k\"", 5000.0, Other, "5000"),
            ("$0.0,,", 5_000_000.0, Other, "5000000"),
            ("$#,##0\" per mile\"", 5.0, Other, "5"),
            ("[$€-407] #,##0", 5.0, Other, "5"),
            ("[$C$-1009]#,##0", 5.0, Other, "5"),
            ("#,##0 €", 5.0, Other, "5"),
            ("[$-409]#,##0", 5.0, Plain, "5"),
            ("(#,##0)", 5.0, Other, "5"),
            ("[<1000]0;#,##0,\"k\"", 5.0, Other, "5"),
            (";;;", 5.0, Other, "5"),
            ("@", 5.0, Plain, "5"),
        ] {
            let format = NumberFormat::read(code);
            assert_eq!((format.kind, format.show(number).as_str()), (kind, shown), "{code}");
        }
        for (code, hides) in [
            ("0;-0;;@", true),
            ("0;-0;\"n/a\"", true),
            ("0;-0;0", false),
            ("0", false),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", false),
            ("#,##0;-#,##0;-", false),
        ] {
            assert_eq!(NumberFormat::read(code).hides_zero, hides, "{code}");
        }
        assert_eq!(NumberFormat::built_in(9).show(0.19), "19%");
        assert_eq!(NumberFormat::built_in(16).kind, Date);
    }
}
