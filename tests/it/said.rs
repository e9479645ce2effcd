//! Words that are said otherwise than those around them: passages and names in another language, abbreviations,
//! bold; and the switch for what travels inside.

use crate::kit::damaged::Patient;
use crate::kit::file::{File, kind};
use crate::kit::set::Draft;
use crate::kit::sheets::{LANGUAGES, THEMES, samples, sheet};
use handout::internals::embed::unpack;
use handout::internals::proof::prove;
use handout::{ExtractError, Options};
use lopdf::{Dictionary, Object, StringFormat};

/// A set whose English page has passages in other languages, and a name and an abbreviation.
fn set() -> Draft {
    let wording = r#"
        language = "LANG"
        [abbreviations]
        MTR = "WORDS"
        "p.m." = "afternoon"
        [page]
        organization = "{{ publisher.name }} (MTR)"
        title = "{{ state.name }} Data"
        [[section]]
        heading = "Foals"
        text = """
        TEXT
        """
    "#;
    let english = wording.replace("LANG", "en").replace("WORDS", "Meadow Trust").replace(
        "TEXT",
        "{% if foals is reported %}In {{ state.in_prose }}, **{{ foals }}** {{ foals | plural('foal was', 'foals were') }} \
         born in {{ year }}.{% endif %} They came in the p.m. MTR-riders wrote to \
         mtr@MTR.example. [En español: **{{ us_foals }}** en todo el país; [l’eau]{fr} y \\\\[MTR\\\\].]{es} See \
         [the [hoja]{es}](https://trust.example) (trust.example).",
    );
    let spanish = wording.replace("        \"p.m.\" = \"afternoon\"\n", "");
    let spanish = spanish.replace("LANG", "es").replace("WORDS", "Meadow Trust").replace(
        "TEXT",
        "{% if foals is reported %}En {{ state.in_prose }} {{ foals | plural('nació', 'nacieron') }} {{ foals }} \
         {{ foals | plural('potro', 'potros') }} en {{ year }}.{% endif %} Nacieron {{ us_foals }} en todo el país. El \
         Meadow\u{a0}Trust (MTR) ayuda.",
    );
    Draft::made([
        (
            "handout.toml",
            "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"en\", \"es\"]\n\
             publisher = { name = \"Meadow Trust\" }\nnames.en = [\"Meadow Trust\"]\n\
             allow = [{ code = \"invented\", reason = \"a test\" }]\n[figures.foals]\nscope = \"state\"\n\
             label = { en = \"Foals\", es = \"Potros\" }\n[figures.us_foals]\nscope = \"national\"\nlabel = \"Foals\"\n"
                .to_owned(),
        ),
        ("national.toml", "year = 2023\n[figures]\nus_foals = \"more than 36.2 million\"".to_owned()),
        (
            "states/fenland.toml",
            "name = \"Fenland\"\npostal = \"FE\"\nyear = 2023\n[figures]\nfoals = 1_204".to_owned(),
        ),
        ("wording.en.toml", english),
        ("wording.es.toml", spanish),
    ])
}

/// The elements of a type with what they say and their own words.
fn elements(bytes: &[u8], wanted: &str) -> Vec<String> {
    let file = File::read(bytes);
    let words = file.words();
    let own = |element: &Dictionary, key: &str| {
        let text = element.get(key.as_bytes()).ok().and_then(|text| lopdf::decode_text_string(text).ok());
        text.map(|text| format!("{key}={text} ")).unwrap_or_default()
    };
    let elements = file.elements().into_iter().filter(|(_, element)| kind(element) == wanted);
    let shown = elements.map(|(_, element)| {
        let kids = file.get(element, "K").as_array().expect("kids");
        let marks = kids.iter().filter_map(|kid| kid.as_i64().ok()).map(|mark| words[&mark].clone());
        format!("{}{}{}", own(element, "Lang"), own(element, "E"), marks.collect::<String>())
    });
    shown.collect()
}

#[test]
fn passages_names_and_abbreviations_are_spans() {
    let made = set().build(&Options::default());
    let said = |file: &str| -> Vec<String> {
        elements(&made[file], "Span").into_iter().filter(|own| own.contains('=')).collect()
    };
    assert_eq!(
        said("fenland.pdf"),
        [
            "E=Meadow Trust MTR",
            "E=afternoon p.m.",
            "E=Meadow Trust MTR",
            "Lang=es En español: ",
            "Lang=es ",
            "Lang=es  en todo el país; ",
            "Lang=fr l’eau",
            "Lang=es  y [MTR].",
            "Lang=es hoja",
        ]
    );
    // The number in the passage is written as its language does.
    let all = elements(&made["fenland.pdf"], "Span").join("|");
    assert!(all.contains("más de 36.2 millones"), "{all}");
    assert_eq!(
        said("fenland-es.pdf"),
        [
            "Lang=en Meadow Trust",
            "Lang=en E=Meadow Trust MTR",
            "Lang=en Meadow Trust",
            "Lang=en E=Meadow Trust MTR",
        ]
    );
    // The link is one, with the passage inside.
    assert_eq!(elements(&made["fenland.pdf"], "Link"), ["the "]);
    // And the set inside gives the file again.
    for (name, bytes) in &made {
        let again: Vec<Vec<u8>> = Draft::unpacked(bytes).build(&Options::default()).into_values().collect();
        assert!(again == [bytes.clone()], "{name}");
    }
}

#[test]
fn the_check_is_silent_on_right_passages() {
    let told = set().told(&Options::default(), crate::kit::set::check_and_lint);
    assert_eq!(told.text(), "");
    // Each passage is judged by its own language.
    let english = "[Se contaron the horses of each county y todos los demás de la costa]{es}";
    let wrong = set().edit("wording.en.toml", "See ", &format!("{english} See "));
    let told = wrong.told(&Options::default(), crate::kit::set::check_and_lint);
    assert!(told.text().contains("is in `en`, but this text is in `es`"), "{}", told.text());
}

type Damage = (&'static str, fn(&mut Patient), &'static str);

const DAMAGES: [Damage; 9] = [
    (
        "bold that is only seen",
        |f| {
            let strong = f.elements("Strong")[0];
            f.retag(strong, "Span");
        },
        "bold-told",
    ),
    (
        "a map that makes headings of bold",
        |f| {
            let root = f.reference("StructTreeRoot");
            f.dict(root).set("RoleMap", lopdf::dictionary! { "Strong" => "H1" });
        },
        "standard-types",
    ),
    (
        "another language for a name",
        |f| {
            let span = spans(f, b"Lang")[0];
            f.dict(span).set("Lang", Object::string_literal("de"));
        },
        "languages-told",
    ),
    (
        "no language for a name",
        |f| {
            let span = spans(f, b"Lang")[0];
            f.dict(span).remove(b"Lang");
        },
        "languages-told",
    ),
    (
        "an abbreviation that stands for something else",
        |f| {
            let span = spans(f, b"E")[0];
            f.dict(span).set("E", Object::String(b"National Kite Office".to_vec(), StringFormat::Literal));
        },
        "languages-told",
    ),
    (
        "words called an abbreviation",
        |f| {
            let span = spans(f, b"A")[0];
            f.dict(span).set("E", Object::string_literal("many"));
        },
        "languages-told",
    ),
    (
        "a caption that is a paragraph",
        |f| {
            let caption = f.elements("Caption")[0];
            f.retag(caption, "P");
        },
        "words-and-order",
    ),
    (
        "another number in the properties of a figure",
        |f| {
            property(f, "value").set("V", 4_711);
        },
        "figures-true",
    ),
    (
        "no label in the properties of a figure",
        |f| {
            property(f, "label").set("V", Object::string_literal(""));
        },
        "figures-true",
    ),
];

/// The spans with a key.
fn spans(f: &Patient, key: &[u8]) -> Vec<lopdf::ObjectId> {
    let has = |id: &lopdf::ObjectId| f.0.get_dictionary(*id).is_ok_and(|span| span.has(key));
    f.elements("Span").into_iter().filter(has).collect()
}

/// A property of the first figure.
fn property<'f>(f: &'f mut Patient, name: &str) -> &'f mut Dictionary {
    let span = spans(f, b"A")[0];
    let attributes = f.dict(span).get(b"A").and_then(Object::as_reference).expect("attributes");
    let list = f.dict(attributes).get_mut(b"P").and_then(Object::as_array_mut).expect("properties");
    let mut properties = list.iter_mut().filter_map(|own| own.as_dict_mut().ok());
    properties
        .find(|own| own.get(b"N").is_ok_and(|n| n.as_str().is_ok_and(|n| n == name.as_bytes())))
        .expect("the property")
}

#[test]
fn each_slip_of_the_tags_is_seen() {
    for theme in THEMES {
        let sheet = sheet(theme, "es", "office");
        let found = |bytes: &[u8]| -> Vec<&str> {
            prove(bytes, &sheet.expected()).iter().map(|broken| broken.check).collect()
        };
        assert_eq!(found(&Patient::of(&sheet.bytes).bytes()), Vec::<&str>::new());
        for (what, damage, check) in DAMAGES {
            let mut patient = Patient::of(&sheet.bytes);
            damage(&mut patient);
            let found = found(&patient.bytes());
            assert!(found.contains(&check), "{theme}: {what}: {found:?}");
        }
    }
}

#[test]
fn a_table_has_its_title_inside_and_first() {
    for sheet in samples("office") {
        let file = File::read(&sheet.bytes);
        for (_, table) in file.elements().into_iter().filter(|(_, own)| kind(own) == "Table") {
            let kids = file.get(table, "K").as_array().expect("kids");
            let kinds: Vec<String> =
                kids.iter().map(|kid| kind(file.resolve(kid).as_dict().expect("an element"))).collect();
            assert_eq!(kinds, ["Caption", "THead", "TBody"]);
        }
    }
}

#[test]
fn without_attachments_only_they_are_missing() {
    let with = |attachments| {
        let profiles = ["office", "press"].map(str::to_owned).to_vec();
        Draft::sample().build(&Options { attachments, profiles, ..Options::default() })
    };
    let (own, all, none) = (with(None), with(Some(true)), with(Some(false)));
    assert_eq!(own.len(), 2 * LANGUAGES.len());
    for (name, bytes) in &own {
        let press = name.ends_with("-press.pdf");
        assert!(bytes == if press { &none[name] } else { &all[name] }, "{name}");
        assert_eq!(unpack(&none[name]), Err(ExtractError::MadeEmpty));
        assert!(unpack(&all[name]).is_ok());
        let tree = |bytes: &[u8]| ["P", "Span", "Strong", "TD"].map(|kind| elements(bytes, kind));
        assert_eq!(tree(&all[name]), tree(&none[name]));
        let content = |bytes: &[u8]| format!("{:?}", File::read(bytes).content().operations);
        assert!(content(&all[name]) == content(&none[name]), "{name}");
    }
    // The set may say it, for all its profiles; a run overrules it.
    let off = Draft::sample().edit("handout.toml", "year = 2023", "attachments = false\nyear = 2023");
    assert!(off.build(&Options::default()).values().all(|sheet| unpack(sheet).is_err()));
    let asked = Options { attachments: Some(true), ..Options::default() };
    assert!(off.build(&asked).values().all(|sheet| unpack(sheet).is_ok()));
}

#[test]
fn data_that_should_not_travel_is_seen() {
    let sheet = sheet("memo", "en", "office");
    let mut profile = sheet.profile.clone();
    profile.attachments = false;
    let expected = handout::internals::proof::Expectation { profile: &profile, ..sheet.expected() };
    let found = |bytes: &[u8]| -> Vec<&str> { prove(bytes, &expected).iter().map(|own| own.check).collect() };
    assert_eq!(found(&sheet.bytes), ["data-true"]);
    let mut bare = Patient::of(&sheet.bytes);
    bare.catalog().remove(b"Names");
    bare.catalog().remove(b"AF");
    let bare = bare.bytes();
    assert_eq!(found(&bare), Vec::<&str>::new());
    let found: Vec<&str> = prove(&bare, &sheet.expected()).iter().map(|own| own.check).collect();
    assert_eq!(found, ["data-true"]);
}
