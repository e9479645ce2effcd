//! The words by which number shows: where the words that belong to a number end, and which of them are
//! plurals.

/// Those of one language, in lower case.
#[derive(Debug)]
pub struct AgreementWords {
    /// Whether other nouns may stand before the noun, whose number does not count: "1 services provider".
    pub noun_is_last: bool,
    /// They end the words that belong to a number: "1 case in", "1 of the cases".
    pub stops: &'static [&'static str],
    /// Join two nouns.
    pub joins: &'static [&'static str],
    /// The verbs among the stops that do not go with 1.
    pub plural_verbs: &'static [&'static str],
    /// Plurals without an s.
    pub plurals: &'static [&'static str],
    /// Not plurals, though they end in s.
    pub singulars: &'static [&'static str],
    /// Endings of words that are not plurals.
    pub singular_endings: &'static [&'static str],
    /// A number behind them is a name: "grade 1 students".
    pub numbered: &'static [&'static str],
}

pub(super) const ENGLISH: AgreementWords = AgreementWords {
    noun_is_last: true,
    stops: &[
        "of", "in", "out", "to", "per", "more", "than", "for", "on", "at", "from", "by", "with", "within", "without", "as",
        "about", "after", "before", "between", "during", "into", "over", "since", "through", "under", "until", "up", "via",
        "across", "among", "around", "because", "but", "if", "nor", "so", "that", "then", "when", "where", "whether", "which",
        "while", "who", "whom", "whose", "yet", "is", "was", "were", "are", "be", "been", "has", "had", "have", "can", "could",
        "did", "do", "does", "may", "might", "must", "shall", "should", "will", "would", "not", "also", "the", "a", "an", "its",
        "their", "our", "his", "her", "this", "these", "those", "some", "many", "several", "all", "any", "no", "both", "each",
        "every", "here", "there", "today", "nationwide", "statewide", "overall", "alone", "now", "only", "last", "total",
        "altogether", "annually", "monthly", "yearly", "found", "came", "took", "went", "got", "made", "left", "given", "taken",
        "seen", "known", "sent", "held", "led", "met", "fell", "rose", "grew", "began", "became", "brought", "kept", "lost",
        "told", "sought", "ran", "involving", "including", "using", "concerning", "regarding", "resulting", "leading", "living",
        "seeking", "waiting", "going", "being", "percent", "out-of-state", "too", "ago", "old",
    ],
    joins: &["and", "or", "&"],
    plural_verbs: &["were", "are", "have"],
    plurals: &["children", "people", "women", "men", "youths", "persons"],
    singulars: &[
        "news", "series", "species", "headquarters", "means", "always", "perhaps", "sometimes", "besides", "towards",
        "afterwards", "overseas", "upwards", "lens", "atlas", "canvas", "bias", "chaos", "mathematics", "physics", "athletics",
        "ethics", "politics", "plus", "less", "this", "yes", "does", "crossroads", "sales", "savings",
    ],
    singular_endings: &["ss", "us", "is", "’s", "'s"],
    numbered: &[
        "no", "number", "section", "sections", "grade", "grades", "page", "pages", "version", "level", "tier", "category", "phase",
        "type", "group", "class", "room", "line", "item", "step", "part", "chapter", "title", "figure", "table", "note", "day",
        "week", "year", "years", "district", "region", "zone", "unit", "article", "age", "ages", "aged", "under", "over",
    ],
};

pub(super) const SPANISH: AgreementWords = AgreementWords {
    noun_is_last: false,
    stops: &[],
    joins: &["y", "e", "o", "u"],
    plural_verbs: &[],
    plurals: &[],
    singulars: &[
        "mes", "lunes", "martes", "miércoles", "jueves", "viernes", "menos", "atlas", "cosmos", "antes", "entonces", "tras",
        "paraguas", "gas", "dos", "tres", "seis", "veces", "apenas", "quizás", "mientras", "pues", "lejos", "los", "las", "unos",
        "unas", "sus",
    ],
    singular_endings: &["is", "us", "és", "ás", "ís", "ós", "ús", "ss"],
    numbered: &[
        "n.º", "núm", "número", "sección", "grado", "grados", "página", "nivel", "categoría", "fase", "tipo", "grupo", "clase",
        "sala", "línea", "paso", "parte", "capítulo", "título", "figura", "tabla", "nota", "día", "semana", "año", "años",
        "distrito", "región", "zona", "unidad", "artículo", "edad",
    ],
};
