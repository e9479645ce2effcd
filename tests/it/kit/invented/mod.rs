//! An invented country with as many places as a test, a benchmark or an example wants, and a
//! sheet of any length. Nothing in it is real: the Kite Office of Veldoria counts lost kites.

pub mod union;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const STARTS: [&str; 40] = [
    "Al", "Bran", "Cor", "Dun", "El", "Fen", "Gal", "Hol", "Ist", "Jor", "Kel", "Lom", "Mar", "Nor", "Ost",
    "Per", "Quil", "Ros", "Sol", "Tor", "Ul", "Ves", "Wen", "Xan", "Yor", "Zel", "Ash", "Bel", "Cal", "Dor",
    "Er", "Fal", "Gren", "Har", "Il", "Kar", "Lin", "Mel", "Nim", "Or",
];
const ENDS: [&str; 40] = [
    "avia", "berg", "cania", "dale", "endia", "fell", "gard", "haven", "ica", "land", "mark", "nia", "oria",
    "port", "quay", "ridge", "stead", "thia", "ura", "vale", "wick", "yria", "zona", "mere", "ford", "holm",
    "combe", "by", "ness", "wold", "moor", "shire", "ton", "bourne", "cliff", "field", "gate", "heath",
    "isle", "reach",
];

/// Sentences that make a sheet longer, one by one.
const MORE: [&str; 12] = [
    "Wardens walk the shore at low tide and log what the wind has left there.",
    "Every kite is tagged, dried, mended where it can be, and kept for a year and a day.",
    "Families describe the tail first, since tails are tied at home and no two are alike.",
    "The exchange of sightings between harbors has made the search shorter each season.",
    "A kite that crosses a border is returned under the treaty of open skies.",
    "Schools borrow the unclaimed ones, and give them back in better order than before.",
    "Storm years bring twice the work, and half of it in a single week.",
    "The workshop teaches knots, splices and the reading of clouds to all who ask.",
    "Volunteers answer letters in the winter, when little flies and much is missed.",
    "What is found by one warden is seen by all, the same evening, in the common ledger.",
    "No fee is asked of a child, and none has ever been asked of a fisherman.",
    "The longest search so far ended on a church roof, nine years after the string broke.",
];

/// The name of place `n`, different for each below 1,600.
pub fn name(n: usize) -> String {
    format!("{}{}", STARTS[n % 40], ENDS[(n / 40 + n) % 40])
}

/// Letters that the postal code of no state begins with.
const FREE: [char; 7] = ['Q', 'X', 'Z', 'B', 'E', 'J', 'Y'];

/// The code of place `n`: two letters, as postal codes have, for as long as there are any. No state of
/// the country has one of them.
pub fn code(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    match n {
        0..182 => String::from_iter([FREE[n / 26], letter(n)]),
        _ => String::from_iter([FREE[n / 676 % 7], letter(n / 26), letter(n)]),
    }
}

/// A count for figure `figure` of place `n`: spread out, the same on every run.
fn number(n: usize, figure: usize, below: usize) -> usize {
    let mixed = (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ (figure as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    2 + (mixed.wrapping_mul(0xFF51_AFD7_ED55_8CCD) >> 33) as usize % below
}

/// The name of the file of place `n` and of its sheets, without an ending.
pub fn slug(n: usize) -> String {
    format!("{}-{n}", name(n).to_lowercase())
}

/// The file of place `n`.
pub fn file(n: usize) -> String {
    format!("states/{}.toml", slug(n))
}

/// The files of a set of `places` places, with `more` further sentences in the prose
/// (0: about 1,600 characters; each adds about 75).
pub fn set(places: usize, more: usize) -> Vec<(String, String)> {
    let own = [
        ("handout.toml", SET.to_owned()),
        ("wording.en.toml", wording(more)),
        ("national.toml", NATIONAL.to_owned()),
    ];
    let own = own.into_iter().map(|(file, text)| (file.to_owned(), text));
    own.chain((0..places).map(|n| (file(n), place(n)))).collect()
}

/// Writes the files of a set to `dir`.
pub fn write<N: AsRef<Path>, T: AsRef<[u8]>>(
    dir: &Path,
    files: impl IntoIterator<Item = (N, T)>,
) -> io::Result<()> {
    fs::create_dir_all(dir.join("states"))?;
    files.into_iter().try_for_each(|(file, text)| fs::write(dir.join(file), text))
}

fn place(n: usize) -> String {
    let (shore, roof, tree) = (number(n, 1, 400), number(n, 2, 90), number(n, 3, 60));
    let mut file = format!(
        "name = \"{}\"\npostal = \"{}\"\nslug = \"{}\"\nyear = 2023\n\n[figures]\n",
        name(n),
        code(n),
        slug(n)
    );
    let figures = [
        ("lost", shore + roof + tree),
        ("shore", shore),
        ("roofs", roof),
        ("trees", tree),
        ("mended", number(n, 4, 9_000)),
        ("wardens", number(n, 5, 300)),
        ("lessons", number(n, 6, 80)),
    ];
    for (key, value) in figures {
        let _ = writeln!(file, "{key} = {value}");
    }
    file
}

fn wording(more: usize) -> String {
    let mut sections = String::new();
    for (n, (heading, text, table)) in SECTIONS.iter().enumerate() {
        let mut text = (*text).to_owned();
        for extra in (n..more).step_by(SECTIONS.len()) {
            text += " ";
            text += MORE[extra % MORE.len()];
        }
        let _ = write!(
            sections,
            "\n[[section]]\nheading = \"{heading}\"\ntext = \"\"\"\n{text}\n\"\"\"\n{table}"
        );
    }
    format!("{WORDING}{sections}")
}

const SET: &str = r#"# An invented set: no such office, no such country, no such figures.
year = 2023
released = 2024-03-01
theme = "memo"
languages = ["en"]

[publisher]
name = "Kite Office of Veldoria (an invented example)"
short = "KOV"
website = "https://kites.example"

[contact]
line = "555-0100"

[figures.lost]
scope = "state"
label = "lost kites"
one = "lost kite"
other = "lost kites"
sum_of = ["shore", "roofs", "trees"]
at_most = "all_lost"

[figures.shore]
scope = "state"
label = "kites found on the shore"

[figures.roofs]
scope = "state"
label = "kites found on roofs"

[figures.trees]
scope = "state"
label = "kites found in trees"

[figures.mended]
scope = "state"
label = "kites mended"

[figures.wardens]
scope = "state"
label = "wardens"

[figures.lessons]
scope = "state"
label = "lessons given"

[figures.all_lost]
scope = "national"
label = "lost kites in all of Veldoria"

[figures.all_letters]
scope = "national"
label = "letters answered"

[figures.share_returned]
scope = "national"
label = "share of kites returned"
"#;

const NATIONAL: &str = r#"year = 2023
source = "Kite Office of Veldoria (an invented example)"

[figures]
all_lost = 412_093
all_letters = "more than 1.5 million"
share_returned = "62%"
"#;

const WORDING: &str = r#"language = "en"

[abbreviations]
KOV = "Kite Office of Veldoria"

[page]
organization = "{{ publisher.name }}"
title = "{{ state.name }} Data"
kicker = "Sample data"
intro = """
The Kite Office of Veldoria (KOV) is the invented keeper of an invented country's lost kites. With harbors, schools and wardens it finds them, mends them and brings them home.

The figures in bold are for {{ state.in_prose }}. All of them are made up; see [kites.example](https://kites.example).
"""

[footer]
call = "To report a lost kite:"
hotline = "[{{ contact.line }}](tel:5550100)"
source = "Source: {{ publisher.name }}, season of {{ year }}. Sample data."
web = "[kites.example](https://kites.example)"
"#;

const SECTIONS: [(&str, &str, &str); 5] = [
    (
        "Letters from the public",
        "The Office answered {{ all_letters }} letters in {{ year }}. {{ share_returned | capitalize }} of all kites went home again. **In~{{ year }}, {{ wardens }} wardens in {{ state.in_prose }} took part in the search.**",
        "",
    ),
    (
        "Finding lost kites",
        "The Office looked for {{ all_lost }} kites in {{ year }}, most of them blown from the long beaches of the south when the trade wind turned early. Small offices along the coast took most of the load.",
        r#"
[section.table]
lead = "**{{ state.name }} accounted for {{ lost }} of the lost kites in {{ year }}:**"
columns = ["Where it was found", "Kites"]
rows = [
  { label = "On the shore, by wardens and walkers", figure = "shore" },
  { label = "On roofs", figure = "roofs" },
  { label = "In trees (reported by schools and harbors)", figure = "trees" },
]
"#,
    ),
    (
        "Mending and teaching",
        "Mending is done by hand, in workshops that anyone may visit. **Workshops in {{ state.in_prose }} mended {{ mended }} kites in {{ year }}.**",
        "",
    ),
    (
        "Support for families",
        "Families who have lost a kite are visited by others who have. They offer (1)~advice on the search; (2)~string and spars at no cost; and (3)~company on the beach. **In {{ state.in_prose }}, {{ lessons }} lessons were given that year.**",
        "",
    ),
    (
        "Open-handed cooperation",
        "Wardens of neighboring countries help in the search, and are helped in turn. The common ledger is open to all of them, and to every lighthouse-keeper who asks for it.",
        "",
    ),
];
