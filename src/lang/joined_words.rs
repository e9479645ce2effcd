//! Words between which no line ends: a number and its unit, a title and its name.
//!
//! No entry of one language means something else in another, so a text need not say its language.

/// Those of one language, as they are written.
#[derive(Debug)]
pub struct JoinedWords {
    /// Before a number: "Section 5", "June 30".
    pub before_numbers: &'static [&'static str],
    /// Before a name: "Mr. Smith".
    pub before_names: &'static [&'static str],
    /// Behind a number: "36.2 million".
    pub behind_numbers: &'static [&'static str],
    /// Between a day and a month: "30 de junio".
    pub before_months: Option<&'static str>,
    pub months: &'static [&'static str],
}

pub(super) const ENGLISH: JoinedWords = JoinedWords {
    before_numbers: &[
        "No.", "Nos.", "Section", "Sections", "Sec.", "Secs.", "§", "§§", "Title", "Chapter", "Article",
        "Art.", "p.", "pp.", "page", "Page", "Fig.", "Table", "Vol.", "Room", "Suite", "ext.", "Jan.",
        "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
    ],
    before_names: &[
        "Mr.", "Mrs.", "Ms.", "Mx.", "Dr.", "Prof.", "Gov.", "Lt.", "Sgt.", "Det.", "Capt.", "Col.", "Gen.",
        "Sen.", "Rep.", "Hon.", "Rev.", "St.", "Mt.", "Ft.",
    ],
    behind_numbers: &[
        "hundred", "thousand", "million", "billion", "trillion", "percent", "a.m.", "p.m.", "%",
    ],
    before_months: None,
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

pub(super) const SPANISH: JoinedWords = JoinedWords {
    before_numbers: &[
        "n.º",
        "N.º",
        "n.os",
        "núm.",
        "Núm.",
        "núms.",
        "Sección",
        "sección",
        "art.",
        "Art.",
        "artículo",
        "Artículo",
        "pág.",
        "págs.",
        "p.",
        "pp.",
        "fig.",
        "tel.",
        "Tel.",
        "§",
    ],
    before_names: &[
        "Sr.", "Sra.", "Srta.", "Dr.", "Dra.", "Lic.", "Ing.", "Prof.", "Gob.", "Gral.", "Sto.", "Sta.",
        "D.", "Dña.", "EE.",
    ],
    behind_numbers: &["mil", "millón", "millones", "por", "a. m.", "p. m.", "%"],
    before_months: Some("de"),
    months: &[
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
};

impl JoinedWords {
    /// Whether no line ends between `before` and `after`, behind which `next` stands.
    fn join(&self, before: &str, after: &str, next: &str) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        let day = |word: &str| bare(word).len() <= 2 && bare(word).chars().all(digit);
        let opened = before.trim_start_matches(['(', '“', '«', '¿', '¡', '[']);
        if after.starts_with(digit) {
            let month = self.before_months.is_none() && day(after) && self.months.contains(&opened);
            return month || self.before_numbers.contains(&opened);
        }
        if after.starts_with(char::is_uppercase) {
            return self.before_names.contains(&opened) || is_initial(opened);
        }
        if !before.ends_with(digit) {
            return false;
        }
        let percent = || after != "por" || bare(next) == "ciento";
        let is_unit = |word: &&str| *word == after || *word == bare(after);
        let date = || self.before_months == Some(after) && day(before) && self.months.contains(&bare(next));
        self.behind_numbers.iter().any(is_unit) && percent() || date()
    }
}

/// A word without the marks behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')'])
}

/// "J."
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next().is_none()
}

/// Whether no line ends between two words, in any language.
pub fn are_joined(before: &str, after: &str, next: &str) -> bool {
    super::words::LANGUAGES.iter().any(|words| words.joined.join(before, after, next))
}

#[cfg(test)]
mod tests {
    use super::are_joined;

    #[test]
    fn numbers_titles_and_dates_stay_together() {
        for (before, after, next) in [
            ("$15", "million", "in"),
            ("36.2", "million,", "of"),
            ("19", "percent", "of"),
            ("No.", "5", ""),
            ("Section", "5", ""),
            ("§", "2258A", ""),
            ("(Mr.", "Smith", ""),
            ("J.", "Smith", ""),
            ("June", "30,", "2023"),
            ("n.º", "5", ""),
            ("30", "de", "junio"),
            ("36.2", "millones", "de"),
            ("19", "por", "ciento"),
            ("Sr.", "Pérez", ""),
            ("5", "p.m.", ""),
            ("EE.", "UU.", ""),
            ("5", "mil", "casos"),
            ("19", "%", "de"),
        ] {
            assert!(are_joined(before, after, next), "{before} {after}");
        }
        for (before, after, next) in [
            ("45", "cases", "in"),
            ("In", "2023", ""),
            ("no.", "The", ""),
            ("June", "2023", ""),
            ("45", "por", "año"),
            ("45", "de", "ellos"),
            ("a", "million", ""),
            ("the", "Smith", ""),
            ("May", "we", ""),
            ("", "", ""),
            ("DC.", "The", ""),
        ] {
            assert!(!are_joined(before, after, next), "{before} {after}");
        }
    }
}
