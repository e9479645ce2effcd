//! What stands right beside a figure: sentences that make another number of it, and right ones that must
//! stay clean. `horses` is 45 here, `foals` 8, `us_horses` 28,886, `us_mares` 19%, `us_hooves` more than 105
//! million, `us_riders` 1.2 million.

use crate::kit::set::{Draft, check};
use handout::Options;

const RIGHT: &[&str] = &[
    "There are {{ horses }} horses, and {{ us_horses }} in the nation.",
    "There are {{ horses }}, {{ foals }} of them foals. {{ us_horses }}. “{{ horses }}”; ({{ horses }}): [{{ horses }}].",
    "They are {{ horses }}–{{ us_horses }}, {{ foals }}/{{ horses }} or {{ foals }}-to-{{ horses }}, no. {{ foals }}.",
    "An {{ foals }}-year-old and a {{ horses }}-year-old. An {{ foals }} and a {{ us_mares }} share.",
    "The herd’s {{ horses }}’s worth; {{ horses }}+; #{{ horses }}; ${{ horses }}; ≈{{ horses }}; \\~{{ horses }}; n={{ horses }}.",
    "It has {{ us_hooves }} hooves, more than it had. More than {{ us_horses }} were there; up to {{ horses }}.",
    "Riders spread over {{ us_hooves }} acres write about {{ us_hooves }} hooves, from around {{ us_riders }} homes.",
    "Of them, {{ us_mares }} are mares, {{ us_mares }}; {{ us_mares }}. Percent: {{ us_mares }} (percentages: {{ us_mares }}).",
    "It rose by {{ foals }} percentage points, and gave {{ foals }} million-dollar prizes and a {{ horses }} thousand-acre park.",
    "See note {{ horses }}¹ and {{ us_horses }}². Wait … {{ horses }} … and more... {{ foals }}.",
    "**{{ horses }}** horses, {{ foals }} foals and [{{ us_horses }} more](https://a.example/horses).",
    "The dash – {{ horses }} of them – is spaced; so is it here - {{ foals }} - and—{{ foals }}—here is none.",
    "In 1,000 of {{ horses }} cases; the 5, {{ foals }} and 7; version 2.{# #} {{ horses }} came.",
    "They ask: {{ horses }}? {{ foals }}! “{{ us_horses }},” he said. Dr. No’s {{ horses }}, Inc.’s {{ foals }}.",
    "Banana {{ horses }}, china {{ foals }}, an owner of {{ horses }}, a herd of {{ foals }}.",
    "We know of {{ us_riders }}, {{ us_riders }} riders and {{ us_riders }}.",
    "At least one of {{ us_hooves }}; nearly all, {{ us_hooves }}, were shod; as many as that: {{ us_hooves }}.",
    "Twice {{ horses }} is much; a part of {{ us_horses }}. Hundreds: {{ foals }} hundreds were not counted.",
    "An {{ state.name }} horse, an {{ publisher.name }} office, a {{ year }} count, the {{ state.name }}.",
    "{{ horses }} {{ horses | noun }} and {{ foals }} {{ foals | plural(\"foal\", \"foals\") }} in {{ year }}.",
];

const RIGHT_SPANISH: &[&str] = &[
    "Hay {{ horses }} caballos; son {{ us_hooves }} de cascos, y {{ us_mares }} son yeguas. ¿{{ horses }}? ¡{{ foals }}!",
    "Más de {{ us_horses }} caballos; al menos, {{ us_hooves }}. Uno de cada {{ foals }}, el {{ us_mares }}.",
    "Por ciento: {{ us_mares }}. Los {{ foals }}, mil veces contados, no son miles: {{ horses }}.",
    "A {{ foals }} o {{ horses }} u {{ foals }}, «{{ us_horses }}», n.º {{ foals }}, EE. UU. {{ horses }}.",
];

/// The beginning of the message, and sentences that draw it.
const WRONG: &[(&str, &[&str])] = &[
    (
        "a letter or digit touches `horses`",
        &[
            "There are {{ horses }}5.",
            "There are 1{{ horses }}.",
            "There are {{ horses }}horses.",
            "There are{{ horses }} horses.",
            "There are **{{ horses }}**horses.",
            "It is the {{ horses }}th.",
            "{{ foals }}{{ horses }}",
            "In {{ year }}{{ horses }} came.",
        ],
    ),
    (
        "digits make a longer number of `horses`",
        &["{{ horses }}.5 of them", "{{ horses }},000 of them", "1,{{ horses }}", "0.{{ horses }}"],
    ),
    (
        "a minus sign stands before `horses`",
        &["-{{ horses }} horses", "It has −{{ horses }} horses (–{{ horses }})."],
    ),
    (
        "words like \"more than\" stand twice before `us_hooves`",
        &[
            "More than {{ us_hooves }} hooves",
            "It has nearly {{ us_hooves }}.",
            "It has **at least** {{ us_hooves }}.",
            "It has approximately~{{ us_hooves }}.",
        ],
    ),
    (
        "a percent sign stands twice after `us_mares`",
        &[
            "{{ us_mares }}% are mares",
            "{{ us_mares }} % are mares",
            "{{ us_mares }}~percent of them",
            "**{{ us_mares }}** per cent",
        ],
    ),
    (
        "a percent sign makes a share of the count `horses`",
        &["{{ horses }}% are mares", "{{ horses }} percent are mares"],
    ),
    (
        "a word like \"million\" makes another number of `horses`",
        &["{{ horses }} million", "{{ horses }}~thousand horses"],
    ),
    ("a word like \"million\" makes another number of `us_riders`", &["{{ us_riders }} million riders"]),
    (
        "\"a\" and \"an\" are exchanged before `horses`",
        &["It was an {{ horses }}-horse race.", "An {{ horses }} share"],
    ),
    (
        "\"a\" and \"an\" are exchanged before `foals`",
        &["It was a {{ foals }}-horse race.", "**A** {{ foals }} share"],
    ),
    (
        "\"a\" and \"an\" are exchanged before `Avalon`",
        &["It was a {{ state.name }} horse.", "A **{{ state.in_prose }}** horse"],
    ),
    (
        "nothing but a space stands between another figure and `horses`",
        &["{{ us_horses }} {{ horses }} of them", "{{ horses }}~**{{ horses }}** of them"],
    ),
    ("two periods in a row", &["It is in Avalon, D.C.. It has {{ horses }}.", "They are {{ horses }}.."]),
];

const WRONG_SPANISH: &[(&str, &[&str])] = &[
    (
        "words like \"more than\" stand twice before `us_hooves`",
        &["Son más de {{ us_hooves }}.", "Son casi {{ us_hooves }}."],
    ),
    ("a percent sign stands twice after `us_mares`", &["El {{ us_mares }} por ciento", "El {{ us_mares }}%"]),
    (
        "a word like \"million\" makes another number of `horses`",
        &["Son {{ horses }} mil.", "Son {{ horses }} millones."],
    ),
    ("a letter or digit touches `horses`", &["Son {{ horses }}caballos."]),
    ("\"de\" is missing between `us_riders` and what it counts", &["Hay {{ us_riders }} jinetes."]),
    ("\"de\" stands between `horses` and what it counts", &["Hay {{ horses }} de caballos."]),
    ("\"o\" and \"u\" are exchanged before `foals`", &["Son 7 o {{ foals }}."]),
    ("\"y\" and \"e\" are exchanged before `Avalon`", &["Todos e {{ state.name }}."]),
];

/// The messages of this kind about a text.
fn told(text: &str, language: &str) -> Vec<String> {
    let set = Draft::of("tests/cases/beside-figure");
    let wording = format!(
        "language = '{language}'\n[page]\norganization = 'A'\ntitle = '{{{{ state.name }}}}'\nintro = 'Of {{{{ state.name }}}}.'\n\
         [[section]]\nheading = 'B'\ntext = '''{text}'''\n[footer]\nsource = 'C'\n"
    );
    let set = set.edit("handout.toml", "[\"en\"]", &format!("[\"{language}\"]"));
    let set = set.edit("handout.toml", "[figures.us_horses]", "[figures.foals]\nscope = \"state\"\nlabel = \"F\"\none = \"f\"\nother = \"f\"\n\n[figures.us_riders]\nscope = \"national\"\nlabel = \"R\"\none = \"jinete\"\nother = \"jinetes\"\n\n[figures.us_horses]");
    let set = set.edit(
        "handout.toml",
        "label = \"Horses\"",
        match language {
            "es" => "label = \"Horses\"\none = \"caballo\"\nother = \"caballos\"",
            _ => "label = \"Horses\"\none = \"horse\"\nother = \"horses\"",
        },
    );
    let set = set.edit("national.toml", "us_horses", "us_riders = \"1.2 million\"\nus_horses");
    let set = set.edit("states/avalon.toml", "horses = 45", "horses = 45\nfoals = 8");
    let set = set.without("wording.en.toml").with(&format!("wording.{language}.toml"), wording);
    let told = set.told(&Options::default(), check);
    let found = told.sink.found().iter();
    found
        .map(|fault| match fault.code.name() {
            "beside-figure" => fault.message.clone(),
            other => format!("{other}: {}", fault.message),
        })
        .collect()
}

#[test]
fn right_sentences_are_left_alone() {
    let mut wrong = Vec::new();
    for (language, texts) in [("en", RIGHT), ("es", RIGHT_SPANISH)] {
        wrong.extend(
            texts.iter().map(|text| (text, told(text, language))).filter(|(_, told)| !told.is_empty()),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_makes_another_number_is_refused() {
    let mut missed = Vec::new();
    for (language, kinds) in [("en", WRONG), ("es", WRONG_SPANISH)] {
        for (message, texts) in kinds {
            let told = texts.iter().map(|text| (text, told(text, language)));
            missed.extend(told.filter(|(_, told)| !told.iter().any(|told| told == message)));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
