//! A number as the world writes it: `8,597`, `8 597`, `8.597`, `8'597`, `8,597.00`, `85_97`, `1½`.
//!
//! In: digits and what divides them. Out: [`Written`]: the digits before and behind the point, and how they
//! are divided.

/// A number and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// Digits before the point.
    pub(super) whole: String,
    /// Digits behind it.
    pub(super) decimals: String,
    pub(super) division: Division,
}

/// How a number is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Division {
    /// Not at all.
    None,
    /// In thousands, by this sign.
    Thousands(char),
    /// One point or comma with three digits behind it: either thousands or decimals.
    Either,
    /// By signs that divide nothing, so that a digit may be missing.
    Odd,
}

impl Written {
    /// Reads a number that has nothing but digits and what may divide them.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.strip_suffix('.').unwrap_or(text);
        if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            || !text.ends_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
        let signs: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        let known = |c: &char| matches!(c, ',' | '.' | '_' | ' ' | '\'');
        if !signs.iter().all(known) || runs.iter().skip(1).any(|run| run.is_empty()) {
            return None;
        }
        let threes =
            |runs: &[&str]| (1..=3).contains(&runs[0].len()) && runs[1..].iter().all(|run| run.len() == 3);
        let same = |signs: &[char]| signs.windows(2).all(|pair| pair[0] == pair[1]);
        let written = |whole: String, decimals: &str, division| {
            Some(Self { whole, decimals: decimals.to_owned(), division })
        };
        let last = runs.len() - 1;
        match signs.as_slice() {
            [] => written(runs.concat(), "", Division::None),
            [','] if threes(&runs) => written(runs.concat(), "", Division::Thousands(',')),
            ['.'] if threes(&runs) && runs[0] != "0" => {
                written(runs[0].to_owned(), runs[1], Division::Either)
            }
            ['.'] => written(runs[0].to_owned(), runs[1], Division::None),
            [','] => written(runs[0].to_owned(), runs[1], Division::Odd),
            [first, ..] if same(&signs) && threes(&runs) => {
                written(runs.concat(), "", Division::Thousands(*first))
            }
            [first, .., '.' | ',']
                if same(&signs[..last - 1]) && *first != signs[last - 1] && threes(&runs[..last]) =>
            {
                written(runs[..last].concat(), runs[last], Division::Thousands(*first))
            }
            _ => written(runs.concat(), "", Division::Odd),
        }
    }

    /// With nothing behind the point but zeros: a whole number as spreadsheets write it.
    pub(super) fn is_whole(&self) -> bool {
        self.decimals.bytes().all(|b| b == b'0') && self.division != Division::Either
    }

    /// Its digits and point, without what divides them.
    pub(super) fn plain(&self) -> String {
        let whole = if self.whole.is_empty() { "0" } else { &self.whole };
        if self.decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{}", self.decimals) }
    }

    /// The percentage of a part of one: 0.19 is "19%".
    pub(super) fn percent(&self) -> Option<String> {
        let below_one = self.whole.is_empty() || self.whole == "0";
        let digits = self.decimals.parse().ok().filter(|_| below_one)?;
        super::super::of_one(digits, u8::try_from(self.decimals.len()).ok()?)
    }
}

/// Digits of other scripts, and fractions of one character, in plain digits: "８５９７", "1½".
pub(super) fn plain_digits(text: &str) -> String {
    // The zeros of full-width, Arabic-Indic, Persian, Devanagari, Bengali and Thai digits.
    const ZEROS: [u32; 6] = [0xFF10, 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50];
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c);
        let digit = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
        match (digit.and_then(|digit| char::from_digit(digit, 10)), c) {
            (Some(digit), _) => plain.push(digit),
            (None, '\u{2019}' | '\u{2018}' | '\u{2BC}') => plain.push('\''),
            (None, '\u{66C}' | '\u{FF0C}') => plain.push(','),
            (None, '\u{66B}' | '\u{FF0E}') => plain.push('.'),
            (None, '\u{FF05}') => plain.push('%'),
            (None, c) => match decimals(c).filter(|_| !plain.contains('.')) {
                Some(decimals) => {
                    if !plain.ends_with(|c: char| c.is_ascii_digit()) {
                        plain.push('0');
                    }
                    plain += decimals;
                }
                None => plain.push(c),
            },
        }
    }
    plain
}

fn decimals(fraction: char) -> Option<&'static str> {
    Some(match fraction {
        '½' => ".5",
        '¼' => ".25",
        '¾' => ".75",
        '⅕' => ".2",
        '⅖' => ".4",
        '⅗' => ".6",
        '⅘' => ".8",
        '⅛' => ".125",
        '⅜' => ".375",
        '⅝' => ".625",
        '⅞' => ".875",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_divided() {
        use Division::*;
        for (text, whole, decimals, division) in [
            ("8597", "8597", "", None),
            ("8,597", "8597", "", Thousands(',')),
            ("8 597", "8597", "", Thousands(' ')),
            ("8'597", "8597", "", Thousands('\'')),
            ("1.234.567", "1234567", "", Thousands('.')),
            ("8.597", "8", "597", Either),
            ("8,597.00", "8597", "00", Thousands(',')),
            ("1.234.567,5", "1234567", "5", Thousands('.')),
            ("36.2", "36", "2", None),
            ("36,2", "36", "2", Odd),
            (".19", "", "19", None),
            ("112.", "112", "", None),
            ("85_97", "8597", "", Odd),
            ("210_04", "21004", "", Odd),
        ] {
            let written = Written { whole: whole.into(), decimals: decimals.into(), division };
            assert_eq!(Written::read(text), Some(written), "{text}");
        }
        for text in ["", ".", "1..2", ",5", "1/2", "12a", "_1"] {
            assert_eq!(Written::read(text), Option::None, "{text}");
        }
        for (text, plain) in [("８５９７ ٨٥٩٧", "8597 8597"), ("1½", "1.5"), ("½", "0.5"), ("8’597", "8'597")]
        {
            assert_eq!(plain_digits(text), plain);
        }
    }
}
