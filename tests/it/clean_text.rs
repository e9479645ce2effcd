//! Text as people paste it: it comes in clean or is refused at its place, and the page is made.

use crate::kit::set::{Draft, sheets};
use crate::kit::slice;
use handout::Options;
use handout::internals::diagnostic::{Code, Severity};
use handout::internals::font::{Face, Fonts};
use proptest::prelude::*;
use std::sync::LazyLock;

const SET: &str = r#"year = 2023
released = 2024-05-01
theme = "memo"
languages = ["en"]
[publisher]
name = "Kite Office of Veldoria (an invented example)"
website = "https://kites.example"
[contact]
line = "555-0100"
[figures.kites]
scope = "state"
label = "Kites"
one = "kite"
other = "kites"
[figures.tails]
scope = "state"
label = "Tails"
[[allow]]
code = "broken-sentence"
reason = "signs in any order"
[[allow]]
code = "doubled-word"
reason = "any words"
"#;

const WORDING: &str = r#"language = "en"
[page]
organization = "Kite Office"
title = "{{ state.name }} Data"
intro = 'INTRO'
[[tile]]
figure = "kites"
label = 'TILE'
[[section]]
heading = 'HEADING'
text = 'TEXT'
[section.table]
alt = "Kites"
lead = 'LEAD'
columns = ["{{ state.name }}", "Number"]
rows = [
  { label = 'CELL', figure = "kites" },
  { label = "Tails", figure = "tails" },
]
[footer]
call = 'CALL'
hotline = "555-0100"
source = 'FOOT'
web = "[kites.example](https://kites.example)"
"#;

/// The texts of [`WORDING`] that a test may change.
pub const PLACES: [&str; 8] = ["INTRO", "TILE", "HEADING", "TEXT", "LEAD", "CELL", "FOOT", "CALL"];

/// A set of one invented state.
pub fn avalon() -> Draft {
    Draft::made([
        ("handout.toml", SET),
        ("national.toml", "year = 2023\n[figures]\n"),
        ("wording.en.toml", WORDING),
        (STATE, "name = \"Avalon\"\npostal = \"AV\"\nyear = 2023\n[figures]\nkites = 19\ntails = 7\n"),
    ])
}

const STATE: &str = "states/avalon.toml";
pub const EN: &str = "wording.en.toml";

fn saying(text: &str) -> Draft {
    avalon().edit(EN, "TEXT", text)
}

/// What a build comes to: the bytes of each page, and the errors as they are printed.
pub struct Made {
    pub pages: Vec<Vec<u8>>,
    pub codes: Vec<Code>,
    pub told: String,
}

pub fn build(set: &Draft) -> Made {
    let mut pages = Vec::new();
    let told =
        set.told(&Options::default(), |batch, found| pages = sheets(batch, found).into_values().collect());
    let faults = told.sink.in_order().into_iter().filter(|fault| fault.severity == Severity::Error);
    let codes = faults.map(|fault| fault.code).collect();
    Made { pages, codes, told: told.only(|fault| fault.severity == Severity::Error) }
}

/// No fault of the program: if anything, something of the text is wrong.
pub fn is_sound(made: &Made) -> bool {
    !made.codes.contains(&Code::BrokenPromise)
}

#[test]
fn text_as_it_is_pasted_is_made() {
    for text in [
        "Doña and Don\u{303}a met.",
        "o\u{FB00}er, \u{FB01}nd, \u{FB02}y, su\u{FB03}x, wa\u{FB04}e, be\u{FB06}, off find fly",
        "well\u{2010}known and well-known, well\u{2011}known",
        "5 \u{B5}g and 5 \u{3BC}g",
        "\u{2206} and \u{394}, \u{3D5} and \u{3C6}, \u{2126} and \u{3A9}, \u{2ED} and \u{207C}",
        "two\u{A0}words and two words",
        // Accents that no composed letter has.
        "x\u{303} and x, M\u{327}ajol\u{327} N\u{304} and M N, \u{1EB}\u{301} and \u{1EB}",
        "j\u{304} and j and \u{237}, i\u{30D} and i and \u{131}, f\u{301}i and fi",
        "Do&ntilde;a, o&fflig;er, &micro; &mu;, well&hyphen;known",
        r#"{{ kites | plural("kite", "kites \u00b5 \u03bc n\u0303 \ufb00") }}"#,
    ] {
        let made = build(&saying(text));
        assert!(made.codes.is_empty() && made.pages.len() == 1, "{text:?}\n{}", made.told);
    }
    let escaped = avalon().edit(EN, "'TEXT'", r#""Don\u0303a, Doña, o\uFB00er off""#);
    assert_eq!(build(&escaped).told, "");
}

#[test]
fn decomposed_files_make_the_same_bytes() {
    let text = "Doña Ángela preguntó: ¿cuántas cometas perdió el niño?";
    let accents = [('ñ', "n\u{303}"), ('Á', "A\u{301}"), ('ó', "o\u{301}"), ('á', "a\u{301}")];
    let apart = accents.iter().fold(text.to_owned(), |text, (one, two)| text.replace(*one, two));
    assert_ne!(text, apart);
    let [one, two] = [text, apart.as_str()].map(|text| build(&saying(text)));
    assert_eq!((one.pages.len(), one.told.as_str()), (1, ""));
    assert_eq!(one.pages, two.pages);
    // Faults are found where they stand.
    let faulty = build(&saying(&format!("{apart} {{{{ kitess }}}}")));
    let column = 9 + text.chars().count() + 4;
    assert!(faulty.told.starts_with(&format!("wording.en.toml:11:{column}: ")), "{}", faulty.told);
    // A mark that an editor puts before the first character is nobody's text.
    let marked = saying(text).edit(EN, "language = ", "\u{FEFF}language = ");
    assert_eq!(build(&marked).pages, one.pages);
}

/// One of each range.
const INVISIBLE: [char; 25] = [
    '\u{85}',
    '\u{AD}',
    '\u{34F}',
    '\u{61C}',
    '\u{115F}',
    '\u{17B4}',
    '\u{180E}',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{2028}',
    '\u{202E}',
    '\u{2060}',
    '\u{2063}',
    '\u{2066}',
    '\u{2800}',
    '\u{3164}',
    '\u{FE0F}',
    '\u{FEFF}',
    '\u{FFA0}',
    '\u{FFF9}',
    '\u{1D173}',
    '\u{E0041}',
    '\u{E01EF}',
];

#[test]
fn invisible_characters_are_refused_wherever_text_is_read() {
    // File, what is replaced, by what, line and column of the X.
    let places = [
        ("wording.en.toml", "TEXT", "kiXtes", "11:11"),
        ("wording.en.toml", "INTRO", "X", "5:10"),
        ("wording.en.toml", "TILE", "TileX", "8:14"),
        ("wording.en.toml", "FOOT", "a **b**X", "23:18"),
        ("wording.en.toml", "kites.example]", "kites.eXxample]", "24:16"),
        ("wording.en.toml", "kites.example)", "kites.eXxample)", "24:39"),
        ("wording.en.toml", "'TEXT'", "'''\n\n  one\n  tXwo\n'''", "14:4"),
        ("handout.toml", "Veldoria", "VelXdoria", "6:27"),
        ("handout.toml", "555", "555X", "9:12"),
        ("handout.toml", "\"Kites\"", "\"KiXtes\"", "12:12"),
        ("handout.toml", "\"kite\"", "\"kXite\"", "13:9"),
        ("states/avalon.toml", "Avalon", "AXvalon", "1:10"),
        ("states/avalon.toml", "\"AV\"", "\"AV\"\nslug = \"avXalon\"", "3:11"),
        ("states/avalon.toml", "year", "source = \"Kite OfficeX\"\nyear", "3:22"),
        ("states/avalon.toml", "19", "{ value = 19, note = \"seen byX us\" }", "5:38"),
        ("national.toml", "[figures]", "source = \"nX\"\n[figures]", "2:12"),
    ];
    for c in INVISIBLE {
        let code = format!("U+{:04X}", c as u32);
        for (file, from, to, place) in places {
            let made = build(&avalon().edit(file, from, &to.replace('X', &c.to_string())));
            let told = format!("{file}:{place}: error[forbidden-character]: the character {code} cannot");
            assert!(made.pages.is_empty() && made.told.contains(&told), "{told}\n{}", made.told);
            assert!(made.told.contains("it is invisible"), "{}", made.told);
            assert!(!made.told.contains(INVISIBLE), "{:?}", made.told);
        }
    }
}

#[test]
fn invisible_characters_are_refused_however_they_are_written() {
    for c in INVISIBLE.into_iter().chain(['\u{7}']) {
        let number = c as u32;
        let mut ways = vec![format!("'a&#x{number:X};b'"), format!("\"a\\U{number:08X}b\"")];
        if number <= 0xFFFF {
            ways.push(format!("'{{{{ kites | or(\"a\\u{number:04X}b\") }}}}'"));
        }
        for way in ways {
            // This entity is not what its number says, by the rules of HTML.
            if number == 0x85 && way.contains('&') {
                continue;
            }
            let made = build(&avalon().edit(EN, "'TEXT'", &way));
            assert_eq!(made.codes, [Code::ForbiddenCharacter], "{way}\n{}", made.told);
            let told = format!("the character U+{number:04X} cannot be printed");
            assert!(made.told.contains("wording.en.toml:11:") && made.told.contains(&told), "{}", made.told);
            assert!(!made.told.contains(INVISIBLE), "{}", made.told);
        }
    }
}

#[test]
fn every_invisible_character_of_a_text_is_told() {
    let made = build(&saying("the na\u{AD}tion and\u{200B} its kites\u{FEFF}"));
    assert_eq!(made.codes, [Code::ForbiddenCharacter; 3], "{}", made.told);
    let made = build(&saying("Don&#x303;a"));
    assert_eq!(made.codes, [Code::ForbiddenCharacter], "{}", made.told);
    assert!(made.told.contains("type the letter with its accent"), "{}", made.told);
}

#[test]
fn names_are_compared_as_they_are_read() {
    let state = |name: &str, postal: &str| {
        format!("name = {name}\npostal = \"{postal}\"\nyear = 2023\n[figures]\nkites = 3\ntails = 4\n")
    };
    for [one, two] in [
        ["\"Québec\"", "\"Que\u{301}bec\""],
        ["\"New York\"", "\"New\u{A0}York\""],
        ["\"New York\"", "\" New  york \""],
        ["{ en = \"Spain\", es = \"España\" }", "{ en = \"Espania\", es = \"ESPAN\u{303}A\" }"],
    ] {
        let set = avalon().edit("handout.toml", "[\"en\"]", "[\"en\", \"es\"]");
        let spanish = set.text(EN).replace("\"en\"", "\"es\"").replace("kites |", "tails |");
        let set = set.with("wording.es.toml", spanish);
        let set = set.with(STATE, state(one, "AV")).with("states/brittia.toml", state(two, "BR"));
        let made = build(&set);
        assert_eq!(made.codes, [Code::DuplicateState], "{one} {two}\n{}", made.told);
    }
}

#[test]
fn text_in_the_wrong_encoding_is_refused_with_what_it_was() {
    for (text, was) in [
        ("The childrenâ€™s kites.", "write `’`;"),
        ("“NiÃ±os” in the park.", "write `ñ`;"),
        ("A caf\u{c3}\u{a9}, twice: caf\u{c3}\u{a9}.", "write `é`;"),
        ("Kites â€œat homeâ€\u{9d}.", "write `”`;"),
        ("ï»¿Kites.", "delete it;"),
    ] {
        let made = build(&saying(text));
        assert!(made.codes.iter().all(|code| *code == Code::ForbiddenCharacter), "{text}\n{}", made.told);
        assert!(
            made.told.contains("was read in the wrong encoding") && made.told.contains(was),
            "{}",
            made.told
        );
    }
    let named = avalon().edit(STATE, "Avalon", "EspaÃ±a");
    assert!(build(&named).told.contains("write `ñ`;"));
    let made = build(&saying("“Qué”, São Paulo, “IRMÃ” – château, maïs, 5 €, Âge."));
    assert!(made.codes.is_empty(), "{}", made.told);
}

/// The characters of the bundled faces that text may have.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let fonts = Fonts::bundled();
    let regular = fonts.face(Face::Regular);
    let all = ('\u{21}'..='\u{FFFF}').filter(|c| regular.glyph(*c).is_some());
    all.filter(|c| !c.is_ascii_punctuation() && !c.is_whitespace() && !INVISIBLE.contains(c)).collect()
});

#[test]
fn all_characters_of_the_fonts_stand_on_a_page() {
    assert!(CHARACTERS.len() > 1500);
    for part in CHARACTERS.chunks(400) {
        let words: Vec<String> = part.chunks(5).map(|word| word.iter().collect()).collect();
        let text =
            words.join(" ") + " \u{B5}, \u{3BC}, \u{2206}, \u{394}, \u{3D5}, \u{3C6}, \u{2126}, \u{3A9}";
        // Behind a word, since a sign at the beginning may start a list.
        let text = format!("Signs {text}");
        let made = build(&saying(&text));
        assert!(made.codes.is_empty() && made.pages.len() == 1, "{text}\n{}", made.told);
    }
}

/// Text in which lines end at all kinds of signs.
fn words() -> impl Strategy<Value = String> {
    const SIGNS: [&str; 14] =
        ["-", "–", "—", "/", "\u{2011}", "\u{2010}", "…", "·", "|", ":", "&", " – ", "\u{A0}—\u{A0}", ","];
    let word = "[a-w]{1,12}|[A-Z][a-w]{4,8}|[1-9][0-9]{0,3}";
    let joined = prop::collection::vec((word, prop::sample::select(SIGNS.to_vec())), 1..4);
    let joined = joined.prop_map(|parts| {
        let text: String = parts.iter().map(|(word, sign)| format!("{word}{sign}")).collect();
        text + "end"
    });
    let address = prop::collection::vec("[a-z]{3,9}(-[a-z]{5,7})?", 5..9)
        .prop_map(|parts| format!("kites.example/{}", parts.join("/")));
    let plain = prop_oneof!["[a-w]{1,11}", Just("investigations".to_owned())];
    let word = prop_oneof![4 => joined, 1 => address, 3 => plain];
    // "tba" and the like are filler.
    let word = word.prop_filter("filler", |word| !["tba", "tbc", "tbd", "todo"].contains(&word.as_str()));
    prop::collection::vec(word, 2..14).prop_map(|mut words| {
        // A doubled word is a slip; so are crosses and zeros for a number.
        words.dedup();
        words.join(" ")
    })
}

proptest! {
    #![proptest_config(slice(60))]

    #[test]
    fn wherever_a_line_ends_the_words_are_whole(
        texts in prop::collection::vec(words(), PLACES.len()), indent in 1_usize..10,
        brief in any::<bool>(), how in any::<[bool; 3]>(),
    ) {
        let mut set = avalon();
        for (place, text) in PLACES.iter().zip(&texts) {
            let length = if matches!(*place, "TILE" | "HEADING" | "CELL" | "CALL") { 40 } else { 400 };
            let cut: String = text.chars().take(length).collect();
            let text = if cut.len() < text.len() { cut.rsplit_once(' ').map_or("", |(whole, _)| whole) } else { &cut };
            // The first word moves the ends of all lines.
            set = set.edit(EN, place, &format!("{} {text}", "n".repeat(indent)));
        }
        if brief {
            set = set.edit("handout.toml", "\"memo\"", "\"brief\"");
        }
        let [justified, hyphenate, optical_margins] = how;
        let setting = if justified { "justified" } else { "ragged" };
        let theme = format!(
            "[text]\nsetting = \"{setting}\"\nhyphenate = {hyphenate}\noptical_margins = {optical_margins}\n"
        );
        let made = build(&set.with("theme.toml", theme));
        prop_assert!(is_sound(&made), "{}", made.told);
        let refused = made.codes.iter().all(|code| matches!(code, Code::TooWide | Code::DoesNotFit));
        prop_assert!(made.pages.len() == 1 || refused && !made.codes.is_empty(), "{}", made.told);
    }

    #[test]
    fn any_characters_of_the_fonts_are_read_as_they_stand(
        picks in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()), 1..60,
        ),
    ) {
        let marks: Vec<char> = CHARACTERS.iter().copied().filter(|c| ('\u{300}'..'\u{370}').contains(c)).collect();
        let text: String = picks
            .iter()
            .flat_map(|(letter, mark, marked)| {
                let mark = marked.then(|| *mark.get(&marks));
                // With commas, no word is doubled.
                std::iter::once(*letter.get(&CHARACTERS)).chain(mark).chain([',', ' '])
            })
            .collect();
        // Behind a word, since a sign at the beginning may start a list.
        let text = format!("Signs {text}");
        let made = build(&saying(&text));
        prop_assert!(is_sound(&made), "{text:?}\n{}", made.told);
        // A letter may have its accent in the fonts only as one character, or only as two.
        let refused = made.codes.iter().all(|code| *code == Code::MissingGlyph);
        prop_assert!(made.pages.len() == 1 || refused && !made.codes.is_empty(), "{text:?}\n{}", made.told);
    }
}
