//! The words that a figure already says by itself, so that they must not stand beside it once more.

/// Those of one language, in lower case.
#[derive(Debug)]
pub struct NeighborWords {
    /// Before a number: they say that it is not exact. Words that are also prepositions of place or topic
    /// are not among them: "spread over more than 50 counties" is right.
    pub qualifiers: &'static [&'static str],
    /// After a number: they say what the percent sign says.
    pub percent: &'static [&'static str],
    /// After a number: they make it larger.
    pub magnitudes: &'static [&'static str],
    /// Between millions and what they count: "36.2 millones de casos"; `None` if nothing stands there.
    pub before_noun: Option<&'static str>,
    /// Behind that word, they make it right after any number: "8 de ellos".
    pub determiners: &'static [&'static str],
}

pub(super) const ENGLISH: NeighborWords = NeighborWords {
    qualifiers: &[
        "more than",
        "less than",
        "fewer than",
        "at least",
        "at most",
        "no more than",
        "nearly",
        "almost",
        "approximately",
        "roughly",
        "up to",
        "as many as",
        "an estimated",
    ],
    percent: &["%", "percent", "per cent", "pct"],
    magnitudes: &["hundred", "thousand", "million", "billion", "trillion"],
    before_noun: None,
    determiners: &[],
};

pub(super) const SPANISH: NeighborWords = NeighborWords {
    qualifiers: &[
        "más de",
        "menos de",
        "al menos",
        "por lo menos",
        "como mínimo",
        "como máximo",
        "casi",
        "aproximadamente",
    ],
    percent: &["%", "por ciento"],
    magnitudes: &["mil", "millón", "millones", "mil millones", "billón", "billones"],
    before_noun: Some("de"),
    determiners: &[
        "el", "la", "los", "las", "ellos", "ellas", "estos", "estas", "esos", "esas", "aquellos", "aquellas",
        "un", "una", "unos", "unas", "sus", "su", "nuestros", "nuestras", "cada", "quienes", "cuales",
        "estas", "dichos", "dichas", "todos", "todas", "más", "menos", "ese", "esa", "este", "esta",
        "nuestro", "nuestra", "otros", "otras",
    ],
};
