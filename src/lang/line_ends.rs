//! What it costs to end a line where it reads badly, and the words by which that shows: one table for each
//! language. The costs are in square ems, as the squares of the white left at line ends are.

use super::sentence_words::{self, SentenceWords};
use super::words::{ENGLISH_MONTHS, SPANISH_MONTHS};

/// What line ends cost in one language, and the words by which they are told.
#[derive(Debug)]
pub struct LineEnds {
    /// Language subtag: "es".
    pub language: &'static str,
    pub costs: LineEndCosts,
    /// Before a number: "Section 5".
    pub(super) before_numbers: &'static [&'static str],
    /// Behind a number: "36.2 million".
    pub(super) behind_numbers: &'static [&'static str],
    /// The same, of two words: "19 por ciento".
    pub(super) behind_numbers_in_two: &'static [(&'static str, &'static str)],
    /// Numbers in words, before such a word: "two million".
    pub(super) numbers: &'static [&'static str],
    /// Between two numbers: "1 in 3".
    pub(super) between_numbers: &'static [&'static str],
    /// Before a year: "fiscal year 2023".
    pub(super) before_years: &'static [&'static str],
    /// Between a day and a month: "30 de junio".
    pub(super) before_months: Option<&'static str>,
    pub(super) months: &'static [&'static str],
    /// Before a name, though their period may end a sentence: "St. Louis".
    pub(super) before_names: &'static [&'static str],
    /// Behind a name, without their period: "Lee Jr."
    pub(super) behind_names: &'static [&'static str],
    /// They belong to the word behind them: prepositions, articles.
    pub(super) leading: &'static [&'static str],
    pub(super) abbreviations: &'static SentenceWords,
}

/// What it costs to end a line so, in square ems.
#[derive(Debug)]
pub struct LineEndCosts {
    /// Inside a figure, "fewer than 10", and between two that are told together: "1 in 3".
    pub number: i64,
    /// Between a month and its year.
    pub date: i64,
    /// Behind an abbreviation: "e.g. schools".
    pub abbreviation: i64,
    /// Behind a word of one or two letters.
    pub short_word: i64,
    /// The same, where the line would be short without it.
    pub short_word_at_gap: i64,
    /// Behind the first word of a sentence.
    pub sentence_word: i64,
    /// Inside a compound, at its own hyphen.
    pub compound: i64,
    /// Inside a word.
    pub divided: i64,
    /// The same, after a line that ends so.
    pub divided_again: i64,
    /// Inside a word that ends the text.
    pub divided_last: i64,
    /// The last line is shorter than a fifth of the measure.
    pub short_last: i64,
    /// The line is much shorter than both its neighbors.
    pub gap: i64,
    /// In a heading, behind a preposition or an article.
    pub heading_leading: i64,
    /// In a heading, behind its first word or before its last.
    pub heading_lone: i64,
}

/// Those of all languages so far.
const COSTS: LineEndCosts = LineEndCosts {
    number: 55,
    date: 30,
    abbreviation: 8,
    short_word: 3,
    short_word_at_gap: 1,
    sentence_word: 4,
    compound: 5,
    divided: 12,
    divided_again: 20,
    divided_last: 10,
    short_last: 60,
    gap: 6,
    heading_leading: 60,
    heading_lone: 25,
};

pub(super) const ENGLISH: LineEnds = LineEnds {
    language: "en",
    costs: COSTS,
    before_numbers: &[
        "Section",
        "Sections",
        "section",
        "sections",
        "§",
        "§§",
        "Title",
        "Chapter",
        "Chapters",
        "Article",
        "page",
        "pages",
        "Page",
        "Pages",
        "Table",
        "Tables",
        "Figure",
        "Figures",
        "Room",
        "Suite",
        "Grade",
        "grade",
        "Grades",
        "grades",
        "Phase",
        "Level",
        "Part",
        "part",
        "Step",
        "step",
        "Form",
        "Item",
        "Unit",
        "Route",
        "Interstate",
        "Highway",
        "Pier",
        "Box",
        "Building",
        "Floor",
        "District",
        "Region",
        "Zone",
        "FY",
        "CY",
        "age",
        "ages",
        "Age",
        "Ages",
        "aged",
        "Aged",
    ],
    behind_numbers: &[
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "percent",
        "percentage",
        "a.m.",
        "p.m.",
        "%",
        "°",
        "°C",
        "°F",
        "×",
    ],
    behind_numbers_in_two: &[],
    numbers: &[
        "a", "half", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "hundred", "several", "few", "many",
    ],
    between_numbers: &["in", "of", "to", "out", "every", "or", "and"],
    before_years: &["year", "Year", "years"],
    before_months: None,
    months: &ENGLISH_MONTHS,
    before_names: &["St.", "P.O."],
    behind_names: &["Jr", "Sr", "Esq"],
    leading: &[
        "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "as",
        "into", "about", "our", "their", "your",
    ],
    abbreviations: &sentence_words::ENGLISH,
};

pub(super) const SPANISH: LineEnds = LineEnds {
    language: "es",
    costs: COSTS,
    before_numbers: &[
        "n.º",
        "N.º",
        "n.os",
        "Sección",
        "sección",
        "secciones",
        "artículo",
        "Artículo",
        "artículos",
        "página",
        "Tabla",
        "capítulo",
        "grado",
        "grados",
        "páginas",
        "capítulos",
        "Título",
        "título",
        "Tablas",
        "figura",
        "nivel",
        "fase",
        "parte",
        "paso",
        "formulario",
        "ruta",
        "Ruta",
        "carretera",
        "muelle",
        "sala",
        "aula",
        "piso",
        "distrito",
        "región",
        "zona",
        "apartado",
        "§",
        "§§",
    ],
    behind_numbers: &["mil", "millón", "millones", "billones", "a.m.", "p.m.", "%", "°", "°C", "°F", "×"],
    behind_numbers_in_two: &[("por", "ciento"), ("mil", "millones"), ("a.", "m."), ("p.", "m.")],
    numbers: &[
        "un",
        "medio",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "quince",
        "veinte",
        "treinta",
        "cuarenta",
        "cincuenta",
        "cien",
        "varios",
    ],
    between_numbers: &["de", "a", "por", "cada", "en", "o", "y"],
    before_years: &["año", "Año", "fiscal", "años"],
    before_months: Some("de"),
    months: &SPANISH_MONTHS,
    before_names: &["D."],
    behind_names: &["Jr"],
    leading: &[
        "a", "al", "ante", "con", "de", "del", "desde", "e", "el", "en", "entre", "hacia", "hasta", "la",
        "las", "lo", "los", "ni", "o", "para", "por", "que", "según", "sin", "sobre", "su", "sus", "tras",
        "u", "un", "una", "y",
    ],
    abbreviations: &sentence_words::SPANISH,
};
