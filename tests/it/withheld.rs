//! Withheld numbers that are typed into a text all the same: tables of texts that tell one, and of right
//! ones that must stay clean; shares that tell one; and truths that print the same give the same files.

use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::{Code, Severity};

const SET: &str = r#"
year = 2023
released = 2024-05-01
theme = "memo"
languages = ["en", "es"]
[publisher]
name = "Office of Counting"
[contact]
remark = "Open from 9 to 5, call 1 800 555 0142."
[figures.foals]
scope = "state"
label = { en = "Foals found", es = "Potros hallados" }
one = { en = "foal", es = "potro" }
other = { en = "foals", es = "potros" }
suppress_below = 5
[figures.mares]
scope = "state"
label = { en = "Mares found", es = "Yeguas halladas" }
[figures.seen]
scope = "state"
label = "Calls answered"
"#;

const EN: &str = r#"
language = "en"
[page]
organization = "{{ publisher.name }}"
title = "{{ state.name }} Horses"
intro = "The office counts in {{ state.in_prose }}."
[[section]]
heading = "Horses found"
text = "In {{ year }}, {{ mares }} mares were found. TEXT"
[section.table]
lead = "What was found:"
alt = "What was found in {{ state.in_prose }} ALT"
columns = ["Which", "How many"]
rows = [{ label = "Foals ROW", figure = "foals" }, { label = "Mares", figure = "mares" }]
[footer]
call = "Lost a horse?"
hotline = "{{ contact.remark }}"
source = "Source: {{ publisher.name }}."
web = "example.org"
"#;

const AVALON: &str = r#"
name = "Avalon"
postal = "QA"
year = 2023
source = "Stables of Avalon"
[figures]
foals = 4
mares = 31
seen = "82%"
"#;

/// Avalon has 4 foals, Brigadoon 3, Camelot 17.
fn base() -> Draft {
    let es = EN.replace("\"en\"", "\"es\"").replace(" were found.", " se hallaron.").replace("In {", "En {");
    let es = es.replace("Foals ROW", "Potros ROW").replace("} mares", "} yeguas");
    let of = |from: &str, to: &str, foals: &str, mares: &str| {
        AVALON.replace("Avalon", from).replace("QA", to).replace("= 4", foals).replace("= 31", mares)
    };
    Draft::made([
        ("handout.toml", SET.to_owned()),
        ("national.toml", "year = 2023\n[figures]\n".to_owned()),
        ("wording.en.toml", EN.to_owned()),
        ("wording.es.toml", es),
        ("states/avalon.toml", AVALON.to_owned()),
        ("states/brigadoon.toml", of("Brigadoon", "QB", "= 3", "= 57")),
        ("states/camelot.toml", of("Camelot", "QC", "= 17", "= 93")),
    ])
}

/// The set with a text in this place; the other marks of places are taken out.
fn put([place, text]: [&str; 2]) -> Draft {
    const PLACES: [(&str, &str); 6] = [
        ("wording.en.toml", "TEXT"),
        ("wording.en.toml", "ALT"),
        ("wording.en.toml", "ROW"),
        ("wording.es.toml", "TEXT"),
        ("wording.es.toml", "ALT"),
        ("wording.es.toml", "ROW"),
    ];
    const AVALON: &str = "states/avalon.toml";
    let set = match place {
        "text" => base().edit("wording.en.toml", "TEXT", text),
        "alt" => base().edit("wording.en.toml", "ALT", text),
        "row" => base().edit("wording.en.toml", "ROW", text),
        "texto" => base().edit("wording.es.toml", "TEXT", text),
        "fila" => base().edit("wording.es.toml", "ROW", text),
        "label" => base().edit("handout.toml", "Foals found", text),
        "noun" => base().edit("handout.toml", "\"foals\"", &format!("\"{text}\"")),
        "contact" => base().edit("handout.toml", "Open", text),
        "publisher" => base().edit("handout.toml", "Office of Counting", text),
        "source" => base().edit(AVALON, "Stables of Avalon", text),
        "own source" => {
            base().edit(AVALON, "foals = 4", &format!("foals = {{ value = 4, source = \"{text}\" }}"))
        }
        "note" => base().edit(AVALON, "foals = 4", &format!("foals = {{ value = 4, note = \"{text}\" }}")),
        "remark" => base().edit(AVALON, "[figures]", &format!("# {text}\n[figures]")),
        "name" => base().edit(AVALON, "name = \"Avalon\"", &format!("name = \"{text}\"")),
        "file" => {
            let avalon = base().text(AVALON).to_owned();
            base().without(AVALON).with(&format!("states/{text}.toml"), avalon)
        }
        other => panic!("no such place: {other}"),
    };
    PLACES.iter().fold(set, |set, (file, mark)| match set.text(file).contains(mark) {
        true => set.edit(file, mark, ""),
        false => set,
    })
}

/// Where a withheld number is found, and whether it stops a sheet.
fn found(set: &Draft) -> Option<Severity> {
    let told = set.told(&Options::default(), check_and_lint);
    assert!(!told.codes().contains(&Code::Syntax), "{}", told.text());
    let found = told.sink.found().iter().filter(|fault| fault.code == Code::WithheldNumber);
    found.map(|fault| fault.severity).max_by_key(|severity| *severity == Severity::Error)
}

/// Errors.
const TOLD: &[[&str; 2]] = &[
    ["text", "Of them, 4 {{ foals | noun }} were sold."],
    ["text", "Four foals were sold."],
    ["text", "Some 3 healthy foals were sold."],
    ["text", "Fewer than four foals were sold."],
    ["text", "At least 2 foals were sold."],
    ["text", "We found no more than 3 of the foals."],
    ["text", "Foals found: 4."],
    ["text", "{% if state.postal == 'QA' %}There, 4 were sold.{% endif %}"],
    ["text", "{% if state.postal == 'QA' %}There, at least three.{% else %}Many.{% endif %}"],
    [
        "text",
        "{% if state.name == 'Camelot' %}Many.{% elif state.postal in ['QA'] %}There, four were sold.{% endif %}",
    ],
    ["texto", "Entre ellos, 4 {{ foals | noun }} murieron."],
    ["texto", "Cuatro potros murieron."],
    ["texto", "Menos de cuatro potros murieron."],
    ["texto", "Al menos dos potros murieron."],
    ["alt", "(4 foals)"],
    ["row", "– 4 in all"],
    ["row", "and fewer than 4"],
    ["fila", ": cuatro"],
    ["label", "Foals found, 4 in all"],
    ["noun", "foals, 4 of them"],
    ["contact", "About 3 foals, open"],
    ["publisher", "Office of 4 foals"],
    ["source", "Stables of Avalon, 4 foals"],
    ["source", "Stables of Avalon: 4"],
    ["source", "Stables of Avalon, more than three"],
    ["source", "Stables of Avalon, four were found"],
    ["own source", "Vet, 4"],
    ["name", "Avalon, 4 foals"],
    ["file", "avalon-4"],
    ["file", "qa-4-leakmark"],
];

/// Warnings.
const DOUBTED: &[[&str; 2]] = &[
    ["text", "Of them, 4 were sold."],
    ["text", "Of them, four were sold."],
    ["text", "Of them, fewer than four were sold."],
    ["text", "In the end, 3 cases were closed."],
    ["texto", "De ellos, 4 fueron vendidos."],
    ["texto", "De los casos, cuatro siguen abiertos."],
    ["contact", "3 families, open"],
    ["source", "Stables of Avalon (4)"],
    ["source", "Survey of Vets 4"],
];

const RIGHT: &[[&str; 2]] = &[
    ["text", "{{ foals | capitalize }} {{ foals | noun }} were sold."],
    ["text", "The sheet says “fewer than 5 foals” where they are few."],
    ["text", "At least one foal is born each year."],
    ["text", "One foal is one too many."],
    ["text", "Call within 24 hours, or 4 days at most. Title IV, Section 4, page 3 and grade 4 apply."],
    ["text", "There are three ways to help, and (4) is the best; see 4.5 and 3/4, and May 4."],
    ["text", "The 4-H club and the 3rd of four offices are in ZIP code 40304."],
    ["text", "Children aged 3 to 4, and those under 4, are shown horses 3 times a week."],
    ["text", "Between 3 and 4 foals fit into a box."],
    ["text", "About 4% and four percent are the same."],
    ["text", "{% if state.postal == 'QC' %}There, 4 offices are open.{% endif %}"],
    ["text", "{% if state.postal != 'QC' %}It has four offices.{% endif %}"],
    ["texto", "Hay tres maneras de ayudar en 4 idiomas, y una línea abierta las 24 horas."],
    ["texto", "Se dice «menos de 5 potros» donde son pocos."],
    ["texto", "Una familia es una familia; la Sección 4 del Título IV lo dice el 4 de mayo."],
    [
        "text",
        "About 1 in 4 children, three of four cases and 3 out of 4 tips are of this kind; it has two families.",
    ],
    ["texto", "Uno de cada 4 casos lo es, y tres familias lo saben."],
    ["source", "Stables of Avalon, fewer than five"],
    ["row", "(4)"],
    ["row", "under 4"],
    ["label", "Foals found at age 4"],
    ["contact", "Dial 4 or write; open"],
    ["publisher", "Office 3M"],
    ["source", "Stables of Avalon, table 4, page 3, 2023, 3rd edition, v4"],
    ["source", "Stables of Avalon, 3 of them, May 4, 2024"],
    ["note", "4 foals, of which 4 were seen twice"],
    ["remark", "4 foals"],
    ["file", "avalon-3"],
];

fn those_not(wanted: Option<Severity>, table: &[[&str; 2]]) -> Vec<String> {
    let found = table.iter().map(|row| (row, found(&put(*row)))).filter(|(_, found)| *found != wanted);
    found.map(|(row, found)| format!("{row:?}: {found:?}")).collect()
}

#[test]
fn a_text_that_tells_a_withheld_number_stops_its_sheet() {
    assert_eq!(those_not(Some(Severity::Error), TOLD), [""; 0]);
}

#[test]
fn a_text_that_may_tell_one_is_doubted() {
    assert_eq!(those_not(Some(Severity::Warning), DOUBTED), [""; 0]);
}

#[test]
fn other_numbers_are_left_alone() {
    assert_eq!(those_not(None, RIGHT), [""; 0]);
}

#[test]
fn the_numbers_of_places_are_their_names() {
    let ward = |set: Draft, (file, name): (&str, &str)| {
        set.edit(
            &format!("states/{file}.toml"),
            &format!("name = \"{}\"", capital(file)),
            &format!("name = \"{name}\""),
        )
    };
    let all = [("avalon", "Ward 4"), ("brigadoon", "Ward 3"), ("camelot", "Ward 5")];
    let set = all.into_iter().fold(put(["text", ""]), ward);
    assert_eq!(found(&set), None);
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

#[test]
fn only_the_sheets_that_tell_are_stopped() {
    let set = put(["text", "Four foals were sold."]);
    let told = set.told(&Options::default(), |batch, findings| {
        let made = batch.build(1, |_, _| Ok(()));
        let made = made.outcomes.iter().filter(|outcome| matches!(outcome, handout::Outcome::Made(_)));
        // In Spanish, and of Camelot and Brigadoon.
        assert_eq!(made.count(), 5);
        *findings = batch.fit(1).findings;
    });
    assert!(told.codes().contains(&Code::WithheldNumber));
}

/// The share of foals in each place, and the rest of its table; whether it tells them.
const SHARES: &[(&str, [&str; 3], bool)] = &[
    // 4 of 31, 3 of 57, 17 of 93
    ("label = \"Share of foals\"", ["13%", "5%", "18%"], true),
    ("label = \"Share of foals\"", ["12.9%", "5.3%", "18.3%"], true),
    ("label = \"Mares without foals\"", ["87%", "95%", "82%"], true),
    ("label = \"Share of foals\"", ["13%", "5%", "44%"], false),
    ("label = \"Calls answered\"", ["13%", "5%", "18%"], false),
    (
        "label = \"Share of foals\"\nshare_of = { part = \"foals\", whole = \"mares\" }",
        ["13%", "5%", "18%"],
        false,
    ),
];

#[test]
fn a_share_that_tells_a_withheld_count_is_asked_about() {
    for (label, shares, tells) in SHARES {
        let set = put(["text", ""]).edit("handout.toml", "label = \"Calls answered\"", label);
        let places = ["avalon", "brigadoon", "camelot"].into_iter().zip(shares);
        let set =
            places.fold(set, |set, (place, share)| set.edit(&format!("states/{place}.toml"), "82%", share));
        assert_eq!(found(&set).is_some(), *tells, "{label} {shares:?}");
    }
}
