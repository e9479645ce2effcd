//! The words by which slips of a text show: blanks left to fill in, years left over, another language.

/// Those of one language, in lower case.
#[derive(Debug)]
pub struct SlipWords {
    /// In brackets they ask for something: "[insert quote]", "[number]".
    pub asks: &'static [&'static str],
    /// Before Roman numerals: "Title XX". `NumberWords::names` are others.
    pub numbered: &'static [&'static str],
    /// Before a year they show that it is history: "since 2019", "founded in 2019".
    pub since: &'static [&'static str],
    /// Before a year and a word between they do the same.
    pub founded: &'static [&'static str],
    /// Before a year: it is that of the data.
    pub counted_years: &'static [&'static str],
    /// Beside a year: it is that of the data. "2022 figures", "data for 2022".
    pub data: &'static [&'static str],
    /// Between those and the year.
    pub of: &'static [&'static str],
    /// Years that depend on the reader's day.
    pub relative: &'static [&'static str],
    /// Before those, they compare: "more than last year".
    pub compared: &'static [&'static str],
    /// Words that only this language has, and that most of its sentences have.
    pub common: &'static [&'static str],
    /// Forms of one word that never stand side by side: "de del".
    pub one_word: &'static [&'static str],
}

pub(super) const ENGLISH: SlipWords = SlipWords {
    asks: &[
        "insert", "add", "enter", "fill", "type", "write", "choose", "select", "replace", "update", "number",
        "name", "state", "county", "city", "date", "year", "figure", "phone", "telephone", "address", "title",
        "quote", "source", "link", "url", "placeholder", "blank", "tbd", "tk",
    ],
    numbered: &["century", "bowl", "appendix", "annex", "war", "group"],
    since: &["since", "until", "before", "after", "by", "class", "act", "law"],
    founded: &[
        "founded",
        "established",
        "created",
        "launched",
        "opened",
        "opening",
        "began",
        "beginning",
        "started",
        "starting",
        "formed",
        "enacted",
        "passed",
        "signed",
        "amended",
        "adopted",
        "joined",
        "act",
        "law",
        "since",
    ],
    counted_years: &["calendar year", "fiscal year", "calendar years", "fiscal years"],
    data: &["figures", "data", "numbers", "statistics", "counts", "totals", "reports"],
    of: &["for", "of", "from"],
    relative: &["last year", "this year", "the past year"],
    compared: &["than", "over", "from", "since", "with", "to", "on", "as", "of", "before"],
    common: &[
        "the", "of", "and", "for", "with", "was", "were", "is", "are", "by", "from", "that", "this", "which",
        "their", "its", "have", "been", "in", "at", "not", "who", "they", "more", "than", "our", "these",
        "those", "to", "or", "but", "when", "where", "what", "would", "could", "will", "we", "you", "your",
        "it", "each", "all", "an", "on",
    ],
    one_word: &[],
};

pub(super) const SPANISH: SlipWords = SlipWords {
    asks: &[
        "insertar",
        "inserte",
        "agregar",
        "agregue",
        "añadir",
        "añada",
        "escribir",
        "escriba",
        "poner",
        "ponga",
        "completar",
        "complete",
        "elegir",
        "elija",
        "llenar",
        "revisar",
        "confirmar",
        "número",
        "nombre",
        "estado",
        "condado",
        "ciudad",
        "fecha",
        "año",
        "cifra",
        "teléfono",
        "dirección",
        "título",
        "cita",
        "fuente",
        "enlace",
        "pendiente",
    ],
    numbered: &["siglo", "siglos", "título", "capítulo", "tomo", "anexo", "grupo", "guerra"],
    since: &["desde", "hasta", "antes", "después", "ley"],
    founded: &[
        "fundado",
        "fundada",
        "creado",
        "creada",
        "establecido",
        "establecida",
        "abrió",
        "comenzó",
        "empezó",
        "inició",
        "nació",
        "promulgada",
        "aprobada",
        "ley",
        "desde",
        "antes",
        "después",
    ],
    counted_years: &["año calendario", "año fiscal", "años fiscales", "ejercicio fiscal"],
    data: &["cifras", "datos", "números", "estadísticas", "totales"],
    of: &["de", "para"],
    relative: &["el año pasado", "este año", "el último año"],
    compared: &["que", "desde", "con", "a", "sobre", "frente", "del", "de"],
    common: &[
        "el", "la", "los", "las", "de", "del", "y", "que", "con", "por", "para", "una", "un", "se", "su",
        "sus", "fue", "fueron", "en", "más", "como", "es", "esta", "este", "estos", "estas",
        "sobre", "entre", "pero", "o", "cada", "todos", "todas", "también", "han", "desde", "hasta",
        "cuando", "donde", "está", "están",
    ],
    one_word: &["de", "del"],
};
