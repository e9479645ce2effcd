//! Rules on figures that are not exact, and rules that meet another kind of figure.

use crate::kit::set::Draft;
use crate::kit::slice;
use handout::Options;
use handout::internals::diagnostic::{Class, Code};
use proptest::prelude::*;

/// `t` is the sum of `a`, `b` and `c`; `s` the share of `a` in `t`, `w` that of `b`; `l` a limit of `a`.
const RULES: &str = r#"
[t]
sum_of = ["a", "b", "c"]
max_change = "20%"
[a]
at_most = "l"
range = [0, 5_000]
states_sum_to = "us_a"
[b]
[c]
[s]
share_of = { part = "a", whole = "t" }
[w]
share_of = { part = "b", whole = "t" }
[v]
share_of = { part = "c", whole = "t" }
[p]
sum_of = ["p1", "p2"]
range = ["5%", "40%"]
[p1]
[p2]
[l]
"#;

/// The set with these rules, the lines of each place and of the nation.
fn set(rules: &str, places: &[String], nation: &str) -> Draft {
    let head = "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\npublisher = { name = \"Office of Counting\" }\n";
    let spec = |line: &str| match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
        Some(key) => {
            format!("[figures.{key}]\nscope = \"state\"\nlabel = \"Number {key}\"\nrequired = false\n")
        }
        None => format!("{line}\n"),
    };
    let figures: String = rules.lines().map(spec).collect();
    let us = "[figures.us_a]\nscope = \"national\"\nlabel = \"All\"\nrequired = false\n";
    let wording = "language = 'en'\n[page]\norganization = 'A'\ntitle = '{{ state.name }}'\nintro = 'D.'\n";
    let files = [
        ("handout.toml".to_owned(), format!("{head}{figures}{us}")),
        ("national.toml".to_owned(), format!("year = 2023\n[figures]\n{nation}\n")),
        ("wording.en.toml".to_owned(), wording.to_owned() + "[[section]]\nheading = 'B'\ntext = 'Words.'\n"),
    ];
    let place = |(n, lines): (usize, &String)| {
        let code = char::from(b'A' + n as u8);
        let text =
            format!("name = \"Place {code}\"\npostal = \"Q{code}\"\nyear = 2023\n[figures]\n{lines}\n");
        (format!("states/place-{}.toml", code.to_ascii_lowercase()), text)
    };
    Draft::made(files.into_iter().chain(places.iter().enumerate().map(place)))
}

/// The faults it has, by codes, and all that is said of it: random figures may well be equal by chance.
fn told(set: &Draft) -> (Vec<Code>, String) {
    let told = set.told(&Options::default(), |_, _| ());
    let codes = told.sink.found().iter().map(|fault| fault.code);
    (codes.filter(|code| code.class() == Class::Fault).collect(), told.text())
}

fn of_place(lines: &str) -> (Vec<Code>, String) {
    told(&set(RULES, &[lines.replace("; ", "\n")], ""))
}

/// What no values within the bounds can keep.
const IMPOSSIBLE: &[(&str, Code, &str)] = &[
    (
        "t = 199; a = \"more than 500\"; b = 1; c = 2",
        Code::SumMismatch,
        "the parts of t are at least 504 together, but it is 199",
    ),
    (
        "t = 199; a = \"1 million\"",
        Code::SumMismatch,
        "the parts of t are at least 500,000 together, but it is 199",
    ),
    (
        "t = \"fewer than 100\"; a = 133; b = 45; c = 21",
        Code::SumMismatch,
        "133 + 45 + 21 = 199, but t is fewer than 100",
    ),
    (
        "t = \"fewer than 100\"; a = 133; c = \"not reported\"",
        Code::SumMismatch,
        "a alone is 133, but t is fewer than 100",
    ),
    (
        "t = \"more than 20\"; a = \"up to 5\"; b = 3; c = \"fewer than 4\"",
        Code::SumMismatch,
        "the parts of t are at most 11 together, but it is more than 20",
    ),
    (
        "t = \"not applicable\"; a = \"at least 2\"",
        Code::SumMismatch,
        "the parts of t are at least 2 together, but it is not applicable",
    ),
    (
        "t = 9; a = 9; b = \"not applicable\"; c = \"more than 0\"",
        Code::SumMismatch,
        "the parts of t are at least 10 together, but it is 9",
    ),
    ("t = \"about 10\"; a = 50; b = 0; c = 0", Code::SumMismatch, "50 + 0 + 0 = 50, but t is about 10"),
    (
        "t = \"1.2 thousand\"; a = 1_251; b = 0; c = 0",
        Code::SumMismatch,
        "1,251 + 0 + 0 = 1,251, but t is 1.2 thousand",
    ),
    ("a = \"more than 50\"; l = 50", Code::AboveLimit, "a is more than 50, above l, which is 50"),
    (
        "a = \"at least 50\"; l = \"fewer than 50\"",
        Code::AboveLimit,
        "a is at least 50, above l, which is fewer than 50",
    ),
    ("a = \"nearly 500\"; l = 249", Code::AboveLimit, "a is nearly 500, above l, which is 249"),
    ("a = \"more than 5,000\"", Code::OutOfRange, "a is more than 5,000, not between 0 and 5,000"),
    ("a = \"1 million\"", Code::OutOfRange, "not between 0 and 5,000"),
    ("p = \"fewer than 5%\"", Code::OutOfRange, "p is fewer than 5%, not between 5% and 40%"),
    (
        "s = \"fewer than 12%\"; a = 1; b = 7; c = 0; t = 8",
        Code::ShareMismatch,
        "s is fewer than 12%, but 1 of 8 is 12.5%",
    ),
    (
        "s = \"up to 10%\"; a = 1; b = 7; c = 0; t = 8",
        Code::ShareMismatch,
        "s is up to 10%, but 1 of 8 is 12.5%",
    ),
    (
        "s = \"fewer than 12.5%\"; a = 1; t = 8",
        Code::ShareMismatch,
        "s is fewer than 12.5%, but 1 of 8 is 12.5%",
    ),
    (
        "s = \"more than 12.5%\"; a = 1; t = 8",
        Code::ShareMismatch,
        "s is more than 12.5%, but 1 of 8 is 12.5%",
    ),
    ("s = \"50%\"; a = \"fewer than 10\"; t = \"at least 40\"", Code::ShareMismatch, "is at most 22.5%"),
    ("s = \"10%\"; a = \"more than 30\"; t = 100", Code::ShareMismatch, "is at least 31%"),
    (
        "s = \"not reported\"; a = 41; t = 40; b = \"not reported\"",
        Code::ShareMismatch,
        "s is a share of a in t, but 41 is above 40",
    ),
    ("s = \"0%\"; a = 0; t = 0; b = 0; c = 0", Code::ShareMismatch, "there is no share of 0"),
    (
        "s = \"60%\"; w = \"30%\"; v = \"30%\"",
        Code::ShareMismatch,
        "the shares of t are at least 118.5% together",
    ),
    (
        "s = \"up to 20%\"; w = \"10%\"; v = \"30%\"",
        Code::ShareMismatch,
        "the shares of t are at most 61% together",
    ),
    (
        "p = \"not reported\"; p1 = \"60%\"; p2 = \"at least 41%\"",
        Code::SumMismatch,
        "at least 100.5% together, more than a whole",
    ),
    (
        "p = \"30%\"; p1 = \"20%\"; p2 = \"more than 12%\"",
        Code::SumMismatch,
        "the parts of p are at least 31.5% together, but it is 30%",
    ),
    (
        "t = { value = \"more than 130\", previous = 100 }",
        Code::LargeChange,
        "last year it was 100: at least 31% more",
    ),
    (
        "t = { value = 50, previous = \"at least 100\" }",
        Code::LargeChange,
        "last year it was at least 100: at least 50% less",
    ),
];

/// What some values within the bounds keep.
const POSSIBLE: &[&str] = &[
    "t = 199; a = \"more than 50\"; b = \"up to 200\"; c = \"about 9\"",
    "t = \"more than 500\"; a = 3; b = \"not reported\"; c = \"not applicable\"",
    "t = \"1.2 thousand\"; a = 1_249; b = 0; c = \"not applicable\"",
    "t = \"1.2 thousand\"; a = \"1.1 thousand\"; b = \"fewer than 200\"; c = 0",
    "t = \"not applicable\"; a = \"not applicable\"; b = 0; c = \"fewer than 3\"",
    "t = \"suppressed\"; a = 4; b = \"suppressed\"",
    "t = \"about 200\"; a = 133; b = 45; c = 21; s = \"67%\"",
    "a = \"about 60\"; l = 50",
    "a = \"fewer than 6,000\"; l = \"more than 3\"",
    "a = \"more than 4,999\"; l = \"1 million\"",
    "p = \"up to 60%\"; p1 = \"nearly 20%\"; p2 = \"not reported\"",
    "s = \"fewer than 13%\"; a = 1; t = 8",
    "s = \"about 10%\"; a = 1; t = 8",
    "s = \"12%\"; a = 1; t = 8; b = \"not reported\"",
    "s = \"13%\"; a = \"up to 1\"; t = \"at least 1\"",
    "s = \"not applicable\"; a = 0; b = 0; c = 0; t = 0",
    "s = \"33%\"; w = \"33%\"; v = \"33%\"",
    "s = \"67%\"; w = \"17%\"; v = \"17%\"",
    "p = \"30%\"; p1 = \"10%\"; p2 = \"21%\"",
    "t = { value = \"more than 100\", previous = 130 }",
    "t = { value = \"about 120\", previous = 99 }",
];

#[test]
fn what_no_values_can_keep_is_refused_with_the_bound() {
    for (lines, code, message) in IMPOSSIBLE {
        let (codes, text) = of_place(lines);
        assert!(codes.contains(code) && text.contains(message), "{lines}: {text}");
    }
}

#[test]
fn what_some_values_keep_is_accepted() {
    for lines in POSSIBLE {
        let (codes, text) = of_place(lines);
        assert!(codes.is_empty(), "{lines}: {text}");
    }
}

#[test]
fn the_states_are_added_up_within_their_bounds() {
    let places = |figures: [&str; 2]| figures.map(|figure| format!("a = {figure}"));
    for (figures, nation, message) in [
        (
            ["40", "\"more than 60\""],
            "us_a = 100",
            "a adds up to at least 101 over 2 states, but us_a is 100",
        ),
        (
            ["40", "\"up to 60\""],
            "us_a = \"more than 100\"",
            "a adds up to at most 100 over 2 states, but us_a is more than 100",
        ),
        (
            ["40", "60"],
            "us_a = \"fewer than 100\"",
            "a adds up to 100 over 2 states, but us_a is fewer than 100",
        ),
    ] {
        let (codes, text) = told(&set(RULES, &places(figures), nation));
        assert!(codes == [Code::StatesSum] && text.contains(message), "{text}");
    }
    for (figures, nation) in [
        (["40", "\"at least 60\""], "us_a = 100"),
        (["40", "\"not reported\""], "us_a = 100"),
        (["40", "\"not applicable\""], "us_a = 40"),
        (["40", "61"], "us_a = \"more than 100\""),
    ] {
        let (codes, text) = told(&set(RULES, &places(figures), nation));
        assert!(codes.is_empty(), "{text}");
    }
}

/// Rules of `a` that meet another kind: what stands in the dictionary and in the place.
const MISFITS: &[(&str, &str)] = &[
    ("[a]\nkind = \"share\"", "a = 19"),
    ("[a]\nkind = \"count\"", "a = \"19%\""),
    ("[a]\none = \"case\"\nother = \"cases\"", "a = \"99.99%\""),
    ("[a]\nsuppress_below = 5", "a = \"19%\""),
    ("[a]\nkind = \"count\"", "a = { value = 19, previous = \"19%\" }"),
    ("[a]\nrange = [\"5%\", \"40%\"]", "a = 19"),
    ("[a]\nrange = [5, 40]", "a = \"more than 19%\""),
    ("[a]\nmax_change = \"20%\"", "a = { value = 19, previous = \"19%\" }"),
    ("[a]\nprecision = 0", "a = 19"),
    ("[a]\nsum_of = [\"b\"]\n[b]", "a = 19\nb = \"19%\""),
    ("[a]\nsum_of = [\"b\"]\n[b]", "a = \"more than 19%\"\nb = \"at least 19\""),
    ("[a]\nat_most = \"b\"\n[b]", "a = \"19%\"\nb = 19"),
    ("[a]\nshare_of = { part = \"b\", whole = \"c\" }\n[b]\n[c]", "a = 19\nb = 1\nc = 2"),
    ("[a]\nshare_of = { part = \"b\", whole = \"c\" }\n[b]\n[c]", "a = \"50%\"\nb = \"1%\"\nc = 2"),
    ("[a]\nstates_sum_to = \"us_a\"", "a = \"19%\""),
    // In the dictionary alone.
    ("[a]\nkind = \"share\"\nrange = [5, 40]", ""),
    ("[a]\nkind = \"count\"\nrange = [\"5%\", \"40%\"]", ""),
    ("[a]\nkind = \"count\"\nshare_of = { part = \"b\", whole = \"c\" }\n[b]\n[c]", ""),
    ("[a]\nshare_of = { part = \"b\", whole = \"c\" }\n[b]\nkind = \"share\"\n[c]", ""),
    ("[a]\nkind = \"share\"\nstates_sum_to = \"us_a\"", ""),
    ("[a]\nkind = \"share\"\nsuppress_below = 5", ""),
    ("[a]\nkind = \"share\"\nsum_of = [\"b\"]\n[b]\nkind = \"count\"", ""),
    ("[a]\nkind = \"share\"\nat_most = \"b\"\n[b]\none = \"x\"\nother = \"y\"", ""),
];

#[test]
fn a_rule_that_meets_another_kind_is_an_error() {
    for (rules, lines) in MISFITS {
        let (codes, text) = told(&set(rules, &[(*lines).to_owned()], "us_a = 19"));
        assert!(
            !codes.is_empty() && codes.iter().all(|code| *code == Code::WrongKind),
            "{rules}: {lines}: {text}"
        );
    }
    let (codes, text) = told(&set("[a]\nkind = \"shares\"", &[String::new()], ""));
    assert!(codes == [Code::BadValue] && text.contains("did you mean \"share\"?"), "{text}");
    for (rules, lines) in [
        ("[a]\nkind = \"share\"", "a = \"19%\""),
        ("[a]\nkind = \"count\"", "a = \"1.2 million\""),
        ("[a]\nkind = \"share\"\none = \"case\"\nother = \"cases\"", "a = \"19%\""),
        ("[a]\nkind = \"share\"\nsum_of = [\"b\"]\n[b]", "a = \"19%\"\nb = \"19%\""),
        ("[a]\nkind = \"count\"", "a = \"not reported\""),
    ] {
        let (codes, text) = told(&set(rules, &[lines.to_owned()], "us_a = 19"));
        assert!(codes.is_empty(), "{rules}: {text}");
    }
}

/// A count in words that are true of it; no higher than `most` says, if it must stay below something.
fn weakened(count: u64, way: u8, by: u64) -> String {
    match way {
        1 if count > 0 => format!("\"more than {}\"", count - 1 - by.min(count - 1)),
        2 => format!("\"at least {}\"", count - by.min(count)),
        3 if count + by > 0 => format!("\"fewer than {}\"", count + 1 + by),
        4 if count + by > 0 => format!("\"up to {}\"", count + by),
        5 if count > 0 => format!("\"about {}\"", count + count / 3),
        6 if count > 3 => format!("\"about {}\"", count - count / 4),
        7 if count > 0 => format!("\"nearly {}\"", count + count / 5),
        8 if count > 50 => format!("\"{}.{} thousand\"", (count + 50) / 1_000, (count + 50) / 100 % 10),
        9 => "\"not reported\"".to_owned(),
        10 if count == 0 => "\"not applicable\"".to_owned(),
        _ => count.to_string(),
    }
}

/// The share of a part to so many decimals, in words that are true of it.
fn share(part: u64, whole: u64, decimals: u32, way: u8) -> String {
    if whole == 0 {
        return "\"not applicable\"".to_owned();
    }
    let unit = 10_u64.pow(2 - decimals);
    let points = (2 * part * 10_000 + unit * whole) / (2 * unit * whole) * unit;
    let percent = part * 100 / whole;
    match way {
        0 if percent > 0 => format!("\"more than {}%\"", percent - 1),
        1 if percent < 100 => format!("\"fewer than {}%\"", percent.min(98) + 2),
        2 => format!("\"at least {percent}%\""),
        3 => format!("\"up to {}%\"", percent.min(99) + 1),
        _ => {
            let digits = format!("{:.*}", decimals as usize, points as f64 / 100.0);
            format!("\"{digits}%\"")
        }
    }
}

/// True counts of a place, the ways to weaken them, and how much.
type Place = ([u64; 3], [u8; 5], u64, (u32, [u8; 3]));

fn place() -> impl Strategy<Value = Place> {
    let count = prop_oneof![Just(0_u64), 0..4_u64, 0..1_500_u64];
    let shares = (0..3_u32, prop::array::uniform3(0..6_u8));
    (prop::array::uniform3(count), prop::array::uniform5(0..12_u8), 0..40_u64, shares)
}

fn lines(([a, b, c], ways, by, (decimals, told)): Place) -> String {
    let t = a + b + c;
    let [of_a, of_b, of_c] = [(a, 0), (b, 1), (c, 2)].map(|(part, n)| share(part, t, decimals, told[n]));
    let [a, b, c, t, before] =
        [(a, 0), (b, 1), (c, 2), (t, 3), (t, 4)].map(|(count, n)| weakened(count, ways[n], by));
    format!(
        "t = {{ value = {t}, previous = {before} }}\na = {a}\nb = {b}\nc = {c}\ns = {of_a}\nw = {of_b}\nv = {of_c}\nl = 5_000"
    )
}

proptest! {
    #![proptest_config(slice(48))]

    #[test]
    fn true_figures_are_never_refused_however_they_are_weakened(
        places in prop::collection::vec(place(), 1..4), way in 0..12_u8, by in 0..90_u64,
    ) {
        let nation = places.iter().map(|(counts, ..)| counts[0]).sum();
        let nation = format!("us_a = {}", weakened(nation, way, by));
        let written: Vec<String> = places.into_iter().map(lines).collect();
        let (codes, text) = told(&set(RULES, &written, &nation));
        prop_assert!(codes.is_empty(), "{written:?} {text}");
    }

    #[test]
    fn a_planted_contradiction_is_always_found(
        ((counts, ways, by, shares), at) in (place(), 0..3_usize), kind in 0..4_u8,
    ) {
        let [a, b, c] = counts;
        let t = a + b + c;
        // A total that is known from above, parts that are known from above, a share that is.
        let above = [3, 4, 5, 7, 8, 11][usize::from(ways[3]) % 6];
        let mut ways = ways;
        ways[4] = 9;
        let key = ["a", "b", "c"][at];
        let line = |text: String, key: &str, value: &str| -> String {
            let old = text.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("a line").to_owned();
            text.replace(&old, &format!("{key} = {value}"))
        };
        let (text, wanted) = match kind {
            0 => {
                ways[3] = above;
                let much = format!("\"more than {}\"", 3 * t + 100);
                (line(lines((counts, ways, by, shares)), key, &much), Code::SumMismatch)
            }
            1 => {
                for way in &mut ways[..3] { *way = [3, 4, 5, 7, 8, 11][usize::from(*way) % 6]; }
                let much = format!("\"more than {}\"", 3 * t + 300);
                (line(lines((counts, ways, by, shares)), "t", &much), Code::SumMismatch)
            }
            2 => {
                ways[0] = 11;
                let much = format!("\"fewer than {a}\"");
                if a < 2 { return Ok(()); }
                (line(lines((counts, ways, by, shares)), "l", &much), Code::AboveLimit)
            }
            _ => {
                if t < 8 || a * 8 < t { return Ok(()); }
                (ways[0], ways[3]) = (2, 4);
                let text = lines((counts, ways, 0, shares));
                (line(text, "s", "\"fewer than 12%\""), Code::ShareMismatch)
            }
        };
        let (codes, told) = told(&set(RULES, std::slice::from_ref(&text), ""));
        prop_assert!(codes.contains(&wanted), "{kind} {text} {told}");
    }
}
