//! The codes by which a text says its language (BCP 47, after ISO 639). In: what an author wrote. Out: the
//! code; or the one that was meant.

/// The codes of two letters (ISO 639-1).
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig \
    ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml \
    mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg \
    si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh \
    yi yo za zh zu";

/// Languages by their names in English and their own: those most spoken in the U.S., and those of its first
/// nations that have a code of three letters.
const NAMES: [(&str, &[&str]); 40] = [
    ("en", &["english", "inglés", "ingles"]),
    ("es", &["spanish", "español", "espanol"]),
    ("zh", &["chinese", "mandarin", "cantonese"]),
    ("fil", &["filipino"]),
    ("tl", &["tagalog"]),
    ("vi", &["vietnamese"]),
    ("ar", &["arabic"]),
    ("fr", &["french", "français"]),
    ("ko", &["korean"]),
    ("ru", &["russian"]),
    ("pt", &["portuguese", "português"]),
    ("ht", &["haitian", "creole", "kreyòl"]),
    ("hi", &["hindi"]),
    ("de", &["german", "deutsch"]),
    ("pl", &["polish", "polski"]),
    ("it", &["italian", "italiano"]),
    ("ur", &["urdu"]),
    ("fa", &["persian", "farsi", "dari"]),
    ("te", &["telugu"]),
    ("ja", &["japanese"]),
    ("gu", &["gujarati"]),
    ("bn", &["bengali"]),
    ("ta", &["tamil"]),
    ("pa", &["punjabi"]),
    ("th", &["thai"]),
    ("hmn", &["hmong"]),
    ("hy", &["armenian"]),
    ("uk", &["ukrainian"]),
    ("so", &["somali"]),
    ("am", &["amharic"]),
    ("sw", &["swahili"]),
    ("ne", &["nepali"]),
    ("my", &["burmese"]),
    ("km", &["khmer"]),
    ("nv", &["navajo", "diné"]),
    ("haw", &["hawaiian"]),
    ("chr", &["cherokee"]),
    ("dak", &["dakota"]),
    ("lkt", &["lakota"]),
    ("esu", &["yupik"]),
];

/// The code that was written; else, as an error, the one that was meant by a name, a region or capitals:
/// "Spanish", "es-US", "ES".
pub fn language_code(written: &str) -> Result<&'static str, Option<&'static str>> {
    let known = |code: &str| {
        let mut all = CODES.split_whitespace().chain(NAMES.iter().map(|(code, _)| *code));
        all.find(|known| *known == code)
    };
    known(written).ok_or_else(|| {
        let small = written.trim().to_lowercase();
        let named = NAMES.iter().find(|(_, names)| names.contains(&small.as_str())).map(|(code, _)| *code);
        named.or_else(|| known(small.split(['-', '_']).next().unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_and_names_lead_to_them() {
        for code in ["en", "es", "ht", "haw", "zu", "fil"] {
            assert_eq!(language_code(code), Ok(code));
        }
        for (written, meant) in [
            ("Spanish", Some("es")),
            ("Español", Some("es")),
            ("ES", Some("es")),
            ("es-MX", Some("es")),
            ("en_US", Some("en")),
            ("xx", None),
            ("", None),
            ("Klingon", None),
        ] {
            assert_eq!(language_code(written), Err(meant), "{written}");
        }
        let codes: Vec<&str> = CODES.split_whitespace().collect();
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 2));
    }
}
