//! Telephone numbers, as printed and as dialled. They are taken to be U.S. numbers unless a `+` says
//! otherwise.

use super::{Fault, address::decoded, numbers::plain};

/// Service numbers of three digits.
pub(super) const SHORT: [&str; 9] = ["211", "311", "411", "511", "611", "711", "811", "911", "988"];
/// Digits of a U.S. number without the 1.
pub(super) const NATIONAL: usize = 10;
/// Digits after the area code.
pub(super) const LOCAL: usize = 7;

/// The number after `tel:`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dialled {
    pub(super) written: String,
    international: bool,
    digits: String,
    extension: Option<String>,
}

impl Dialled {
    pub(super) fn read(target: &str) -> Result<Self, Fault> {
        let written = decoded(target);
        let (number, more) = written.split_once([';', ',']).unwrap_or((&written, ""));
        let international = number.starts_with('+');
        let digits: String = number.chars().filter_map(key).collect();
        let wrong = |message: String| {
            let whole = Some(national(&digits)).filter(|n| n.len() == NATIONAL);
            let example = whole.map_or("+18005550100".to_owned(), |national| format!("+1{national}"));
            Err(Fault::new(message, format!("write all digits: `tel:{example}`")))
        };
        let signs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')' | ' ' | '*' | '#');
        if !number.strip_prefix('+').unwrap_or(number).chars().all(signs) {
            return wrong(format!("`tel:{target}` has characters other than digits"));
        }
        let length = digits.len();
        let whole = match (international, digits.starts_with('1')) {
            (true, true) => length == NATIONAL + 1,
            (true, false) => (8..=15).contains(&length),
            (false, _) => (3..=15).contains(&length),
        };
        if !whole {
            return wrong(format!("`tel:{target}` is not a whole telephone number"));
        }
        let extension: String = more.chars().filter(char::is_ascii_digit).collect();
        let extension = Some(extension).filter(|digits| !digits.is_empty());
        Ok(Dialled { written: number.to_owned(), international, digits, extension })
    }

    pub(super) fn digits(&self) -> &str {
        &self.digits
    }

    /// Whether it dials exactly these digits, with or without the 1 of the United States.
    pub(super) fn is(&self, digits: &str) -> bool {
        let whole = self.digits == digits || (self.digits.starts_with('1') && &self.digits[1..] == digits);
        whole && self.extension.is_none()
    }
}

/// A printed telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhoneNumber {
    /// Where `written` begins, in characters.
    pub(super) start: usize,
    pub(super) written: String,
    /// Whether it begins with `+`.
    pub(super) international: bool,
    /// With letters as their keys.
    pub(super) digits: String,
    /// Whether it has letters.
    pub(super) letters: bool,
    /// Whether it repeats the last digits of the number before it: "1-800-656-HOPE (4673)".
    pub(super) is_tail: bool,
    pub(super) extension: Option<String>,
}

impl PhoneNumber {
    /// For a message: letters with their digits.
    pub(super) fn shown(&self) -> String {
        match (self.letters, self.national()) {
            (true, n) if n.len() == NATIONAL => {
                format!("{}, which is {}-{}-{} on the keypad", self.written, &n[..3], &n[3..6], &n[6..])
            }
            _ => self.written.clone(),
        }
    }

    /// What a link to it must dial; `None` if the number is not complete.
    pub(super) fn dial(&self) -> Option<String> {
        let national = self.national();
        match self.is_tail {
            true => None,
            false if self.is_short() => Some(self.digits.clone()),
            false if self.is_foreign() => Some(format!("+{}", self.digits)),
            false => (national.len() == NATIONAL).then(|| format!("+1{national}")),
        }
    }

    /// Whether it is a service number of three digits.
    pub(super) fn is_short(&self) -> bool {
        SHORT.contains(&self.digits.as_str())
    }

    pub(super) fn is_foreign(&self) -> bool {
        self.international && !self.digits.starts_with('1')
    }

    /// Its digits without the 1, and without letters beyond a complete number, which are only for show.
    pub(super) fn national(&self) -> &str {
        let digits = if self.is_foreign() { &self.digits } else { national(&self.digits) };
        if self.letters && digits.len() > NATIONAL { &digits[..NATIONAL] } else { digits }
    }

    /// Whether a link dials it.
    pub(super) fn is_dialled_by(&self, dialled: &Dialled) -> bool {
        let extended = match (&self.extension, &dialled.extension) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        let own = self.national();
        let foreign = dialled.international && !dialled.digits.starts_with('1');
        let dials = if foreign { &dialled.digits } else { national(&dialled.digits) };
        // Printed without its country code; a U.S. number would be complete without it.
        let abroad = foreign && !self.international && !is_of_the_states(own) && {
            let code = dials.strip_suffix(own.trim_start_matches('0'));
            code.is_some_and(|code| (1..=3).contains(&code.len()))
        };
        let abroad = abroad || self.is_foreign() && dials.strip_prefix("011") == Some(own);
        extended
            && (own == dials && (!self.is_foreign() || foreign || !dialled.international)
                || abroad
                || self.is_part() && dials.len() == NATIONAL && dials.ends_with(own))
    }

    /// Whether both are the same number.
    pub(super) fn is(&self, other: &PhoneNumber) -> bool {
        let (one, two) = (self.national(), other.national());
        one == two || self.is_part() && two.ends_with(one) || other.is_part() && one.ends_with(two)
    }

    /// Whether it lacks the area code.
    fn is_part(&self) -> bool {
        self.is_tail || self.digits.len() == LOCAL
    }

    /// Whether `words` have no letters or digits besides it.
    pub(super) fn is_all_of(&self, words: &str) -> bool {
        let words: String = plain(words).collect();
        words.replacen(&self.written, "", 1).chars().all(|c| !c.is_alphanumeric())
    }
}

pub(super) fn national(digits: &str) -> &str {
    digits.strip_prefix('1').filter(|rest| rest.len() >= NATIONAL).unwrap_or(digits)
}

/// Area code and exchange begin with 2 to 9.
fn is_of_the_states(national: &str) -> bool {
    let digits = national.as_bytes();
    digits.len() == NATIONAL && digits[0] >= b'2' && digits[3] >= b'2'
}

/// The key for a letter or digit.
pub(super) fn key(c: char) -> Option<char> {
    Some(match c.to_ascii_uppercase() {
        c @ ('0'..='9' | '*' | '#') => c,
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        _ => return None,
    })
}
