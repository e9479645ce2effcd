//! The words that show where a sentence ends: abbreviations, and words that begin a sentence.
//!
//! An entry in lower case also matches with a capital; one with a capital matches only itself: "Ill."
//! is Illinois, "ill." is the end of a sentence.

/// The abbreviations of one language, without the last period, and the words it begins sentences with.
#[derive(Debug)]
pub struct SentenceWords {
    /// Their period ends no sentence: "Dr. King", "vs. Ohio".
    pub before_names: &'static [&'static str],
    /// Their period ends no sentence before a number: "No. 5", but "No. The answer".
    pub before_numbers: &'static [&'static str],
    /// Their period may end a sentence or not: "Acme Inc. and", "Acme Inc. The".
    pub anywhere: &'static [&'static str],
    /// Words that, with a capital, begin a sentence rather than a name.
    pub openers: &'static [&'static str],
    /// They may stand before the whole of which a part is told: "of the 40".
    pub before_wholes: &'static [&'static str],
    /// Words before a number that the reader knows already: "the 40".
    pub articles: &'static [&'static str],
    /// Parts of words that speak of the nation, or of more.
    pub of_nation: &'static [&'static str],
}

pub(super) const ENGLISH: SentenceWords = SentenceWords {
    before_names: &[
        "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Rev", "Fr", "Hon", "Gov", "Lt", "Col", "Gen", "Capt",
        "Cpl", "Sgt", "Det", "Supt", "Sen", "Sens", "Rep", "Reps", "Messrs", "Mt", "Ft", "Ste", "e.g", "i.e",
        "eg", "ie", "vs", "v", "cf", "viz", "approx", "ca", "incl", "Pres",
    ],
    before_numbers: &[
        "no", "nos", "apt", "rm", "bldg", "rte", "hwy", "fig", "figs", "sec", "secs", "Art", "vol", "vols",
        "ch", "pp", "p", "tel", "ext", "est", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept",
        "Oct", "Nov", "Dec",
    ],
    anywhere: &[
        "etc", "al", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Assn", "Dept", "Univ", "Jr", "Sr", "Esq",
        "St", "Ave", "Blvd", "Rd", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill",
        "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla",
        "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo",
    ],
    openers: &[
        "a", "about", "after", "all", "almost", "also", "although", "among", "an", "and", "another", "any",
        "as", "at", "because", "before", "between", "both", "but", "by", "during", "each", "every", "few",
        "fewer", "for", "from", "he", "her", "here", "his", "how", "however", "i", "if", "in", "it", "its",
        "many", "more", "most", "nearly", "no", "none", "not", "of", "on", "once", "only", "or", "our",
        "over", "she", "since", "so", "some", "such", "that", "the", "their", "then", "there", "these",
        "they", "this", "those", "through", "to", "under", "until", "up", "we", "what", "when", "where",
        "which", "while", "who", "why", "with", "within", "without", "yet", "you", "your", "are", "can",
        "could", "did", "do", "does", "had", "has", "have", "is", "should", "was", "were", "would", "zero",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ],
    before_wholes: &["of", "among", "out"],
    articles: &["the", "all", "these", "those", "its", "their"],
    of_nation: &["nation", "countr", "u.s.", "united states", "americ", "states", "world", "glob", "federal"],
};

pub(super) const SPANISH: SentenceWords = SentenceWords {
    before_names: &[
        "Sr", "Sra", "Sres", "Srta", "Dr", "Dra", "Dres", "Lic", "Ing", "Arq", "Prof", "Profa", "Gral",
        "Cnel", "Sgto", "Cap", "Gob", "Sen", "Dip", "Dña", "Fr", "Sta", "Sto", "Av", "Avda", "EE", "FF",
        "ej", "vs", "cf", "aprox", "ca",
    ],
    before_numbers: &[
        "núm", "núms", "nro", "apdo", "fig", "figs", "art", "arts", "sec", "vol", "vols", "cap", "caps",
        "pág", "págs", "pp", "p", "párr", "tel", "tels", "ext", "ene", "feb", "abr", "jun", "jul", "ago",
        "sept", "oct", "nov", "dic",
    ],
    anywhere: &[
        "etc", "al", "Ud", "Uds", "Vd", "Vds", "UU", "AA", "Cía", "Inc", "Corp", "Co", "Ltd", "Ltda", "Hnos",
        "Depto", "Dpto", "Univ", "Jr", "St", "Ave", "Blvd", "Rd",
    ],
    openers: &[
        "a", "además", "al", "algunas", "algunos", "ante", "así", "aunque", "bajo", "cada", "casi", "como",
        "cómo", "con", "cuando", "cuántas", "cuántos", "de", "del", "desde", "donde", "dónde", "durante",
        "e", "el", "en", "entonces", "entre", "esa", "esas", "ese", "eso", "esos", "esta", "estas", "este",
        "esto", "estos", "fueron", "había", "hacia", "hasta", "hay", "hubo", "la", "las", "lo", "los",
        "luego", "más", "menos", "mientras", "muchas", "muchos", "ni", "ningún", "ninguna", "no", "nos",
        "nuestra", "nuestro", "o", "otra", "otras", "otro", "otros", "para", "pero", "por", "que", "qué",
        "quién", "se", "según", "si", "sin", "sobre", "solo", "sólo", "su", "sus", "también", "tanto",
        "toda", "todas", "todo", "todos", "tras", "un", "una", "unas", "unos", "y", "ya", "es", "fue", "ha",
        "han", "son", "tiene", "tienen", "tuvo", "tuvieron", "cero", "dos", "tres", "cuatro", "cinco",
        "seis", "siete", "ocho", "nueve",
    ],
    before_wholes: &["de", "del", "entre"],
    articles: &["los", "las", "todos", "todas", "estos", "estas", "esos", "esas", "sus"],
    of_nation: &[
        "nación", "nacional", "país", "estados", "ee. uu.", "ee.uu.", "americ", "mund", "glob", "federal",
    ],
};

/// Whether a word is in a list, as it is there or with a capital first letter.
pub fn is_listed(word: &str, list: &[&str]) -> bool {
    let Some(first) = word.chars().next() else { return false };
    let rest = &word[first.len_utf8()..];
    let is_first = |begin: &str| begin.chars().eq([first]) || begin.chars().eq(first.to_lowercase());
    let mut as_long = list.iter().filter(|entry| entry.len() == word.len());
    as_long.any(|entry| entry.strip_suffix(rest).is_some_and(is_first))
}
