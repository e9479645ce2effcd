//! What spreadsheets and reports write in or beside a cell: marks for no number, signs and words for
//! "about" or "at least", units, marks of notes.
//!
//! In: a cell in small letters. Out: the words that figures have for it, and what is left of the cell.

/// Marks in place of a number that somebody withheld, or has not got.
const MARKS: [&str; 46] = [
    "*",
    "**",
    "***",
    "~",
    "x",
    "s",
    "d",
    "n",
    "c",
    "†",
    "‡",
    "?",
    "??",
    "???",
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "#n/a",
    "#na",
    "not available",
    "data not available",
    "unavailable",
    "no data",
    "missing",
    "unknown",
    "not known",
    "withheld",
    "redacted",
    "masked",
    "confidential",
    "not released",
    "tbd",
    "tba",
    "tbc",
    "pending",
    "to be determined",
    "to come",
    "null",
    "nan",
    "inf",
    "-inf",
    "true",
    "false",
    "undefined",
    "not provided",
];

/// Marks that may also stand for none at all.
const BLANKS: [&str; 13] = ["", "-", "--", "---", "–", "—", "−", ".", "..", "…", "none", "nil", "no"];

const ERRORS: [&str; 8] = ["#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"];

/// What stands in a cell in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoNumber {
    Mark,
    /// A mark that may stand for zero.
    Blank,
    /// A fault of the spreadsheet.
    Error,
}

/// Whether a cell has no number.
pub(super) fn no_number(cell: &str) -> Option<NoNumber> {
    let inner = cell.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    let is = |list: &[&str]| list.contains(&cell) || inner.is_some_and(|inner| list.contains(&inner.trim()));
    if ERRORS.contains(&cell) || cell.starts_with("#getting") {
        return Some(NoNumber::Error);
    }
    let dots =
        !cell.is_empty() && cell.chars().all(|c| matches!(c, '.' | '…' | '-' | '–' | '—' | '_' | '\'' | '"'));
    if is(&BLANKS) || dots {
        return Some(NoNumber::Blank);
    }
    is(&MARKS).then_some(NoNumber::Mark)
}

/// Words and signs before a number, the longer first, and what figures have for them.
const BEFORE: [(&str, &str); 48] = [
    ("fewer than", "fewer than"),
    ("less than", "fewer than"),
    ("more than", "more than"),
    ("greater than", "more than"),
    ("no more than", "up to"),
    ("not more than", "up to"),
    ("no fewer than", "at least"),
    ("no less than", "at least"),
    ("not less than", "at least"),
    ("at least", "at least"),
    ("at most", "up to"),
    ("up to", "up to"),
    ("minimum of", "at least"),
    ("minimum", "at least"),
    ("maximum of", "up to"),
    ("maximum", "up to"),
    ("min.", "at least"),
    ("max.", "up to"),
    ("min", "at least"),
    ("max", "up to"),
    ("approximately", "about"),
    ("approx.", "about"),
    ("approx", "about"),
    ("appr.", "about"),
    ("estimated", "about"),
    ("estimate", "about"),
    ("est.", "about"),
    ("est", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("circa", "about"),
    ("about", "about"),
    ("some", "about"),
    ("ca.", "about"),
    ("ca", "about"),
    ("c.", "about"),
    ("nearly", "nearly"),
    ("almost", "nearly"),
    ("under", "fewer than"),
    ("below", "fewer than"),
    ("above", "more than"),
    ("over", "more than"),
    ("<=", "up to"),
    ("=<", "up to"),
    (">=", "at least"),
    ("=>", "at least"),
    ("<", "fewer than"),
    (">", "more than"),
];

const SIGNS: [(char, &str); 9] = [
    ('≤', "up to"),
    ('⩽', "up to"),
    ('≥', "at least"),
    ('⩾', "at least"),
    ('~', "about"),
    ('∼', "about"),
    ('≈', "about"),
    ('≃', "about"),
    ('≅', "about"),
];

/// Words and signs behind a number.
const BEHIND: [(&str, &str); 22] = [
    ("or more", "at least"),
    ("or over", "at least"),
    ("or higher", "at least"),
    ("and more", "at least"),
    ("and over", "at least"),
    ("plus", "at least"),
    ("+", "at least"),
    ("or fewer", "up to"),
    ("or less", "up to"),
    ("or under", "up to"),
    ("and under", "up to"),
    ("(est.)", "about"),
    ("(est)", "about"),
    ("(estimate)", "about"),
    ("(estimated)", "about"),
    ("estimated", "about"),
    ("est.", "about"),
    ("est", "about"),
    ("(e)", "about"),
    ("(approx.)", "about"),
    ("approx.", "about"),
    ("approximately", "about"),
];

/// Takes one word or sign off the front of a cell.
pub(super) fn before(cell: &str) -> Option<(&'static str, &str)> {
    let word = BEFORE.iter().find_map(|(typed, meant)| {
        let rest = cell.strip_prefix(typed)?;
        let apart = !typed.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric);
        apart.then_some((*meant, rest.trim_start()))
    });
    let sign = |&(sign, meant): &(char, &'static str)| Some((meant, cell.strip_prefix(sign)?.trim_start()));
    word.or_else(|| SIGNS.iter().find_map(sign))
}

/// Takes one word or sign off the end of a cell.
pub(super) fn behind(cell: &str) -> Option<(&'static str, &str)> {
    BEHIND.iter().find_map(|(typed, meant)| {
        let rest = cell.strip_suffix(typed)?;
        let apart = !typed.starts_with(char::is_alphabetic) || rest.ends_with(' ');
        apart.then_some((*meant, rest.trim_end()))
    })
}

/// Takes the mark of a note off the end of a cell: `112†`, `112 [a]`, `112¹`, `112r`.
pub(super) fn without_note(cell: &str) -> Option<&str> {
    const SIGNS: &[char] = &['*', '†', '‡', '§', '¶', '#', '^', '°', 'º', 'ª'];
    let raised = |c: char| matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2079}' | '\u{1D43}'..='\u{1D61}');
    let sign = cell.strip_suffix(|c: char| SIGNS.contains(&c) || raised(c));
    let bracket = || {
        let (rest, mark) = cell.strip_suffix([']', ')'])?.rsplit_once(['[', '('])?;
        let short = (1..=2).contains(&mark.chars().count()) && mark.chars().all(char::is_alphanumeric);
        short.then_some(rest)
    };
    let letter = || {
        let rest =
            cell.strip_suffix(|c: char| c.is_ascii_lowercase() && !matches!(c, 'k' | 'm' | 'b' | 't'))?;
        let number = rest.trim_end();
        number.ends_with(|c: char| c.is_ascii_digit()).then_some(number)
    };
    let rest = sign.or_else(bracket).or_else(letter)?.trim_end();
    (!rest.is_empty()).then_some(rest)
}

/// A unit behind a number, as figures have it; several where it depends on the reader's language.
pub(super) fn unit(typed: &str) -> Option<&'static [&'static str]> {
    Some(match typed {
        "" => &[""],
        "%" | "percent" | "per cent" | "pct" | "pct." | "p.c." | "por ciento" | "％" => &["%"],
        "k" | "thousand" | "thousands" | "tsd." | "tsd" | "miles" => &[" thousand"],
        "mil" => &[" thousand", " million"],
        "m" | "mio" | "mio." | "mln" | "mln." | "mn" | "mill." | "million" | "millions" | "millón"
        | "millones" => &[" million"],
        "b" | "bn" | "bln" | "bill." | "billion" | "billions" | "mil millones" => &[" billion"],
        _ => return None,
    })
}

/// Words that say how many, and so belong to the number before them.
pub(super) const COUNTING: [&str; 22] = [
    "dozen", "dozens", "hundred", "hundreds", "lakh", "crore", "trillion", "score", "pair", "pairs", "half",
    "times", "x", "point", "points", "pp", "per", "in", "of", "out", "to", "and",
];

/// A number whose first word is "zero" to "twelve", in digits.
pub(super) fn in_digits(number: &str) -> String {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let (first, rest) = number.split_once(' ').unwrap_or((number, ""));
    match WORDS.iter().position(|word| *word == first) {
        Some(digits) => format!("{digits} {rest}").trim_end().to_owned(),
        None => number.to_owned(),
    }
}
