//! Two truths that print the same give the same files, byte for byte, and the same words of the program about
//! them: nothing of a withheld number is in the length of a bar, the form of a noun, a condition or the data.

use crate::kit::set::{Draft, Set, Sheets};
use crate::suppression::runner;
use handout::internals::diagnostic::{Sink, render_json};
use handout::internals::facts::{self, Protection};
use handout::internals::figure::Value;
use handout::{Findings, Options};
use proptest::prelude::*;
use std::cell::Cell;

const KEYS: [&str; 4] = ["a", "b", "c", "d"];
const PLACES: [&str; 2] = ["Avalon", "Brigadoon"];

/// What each place has of each.
type Counts = [[u64; 4]; 2];

/// Words that could tell: conditions, forms of nouns, numbers in words.
const WORDING: &str = r#"
language = "en"
[page]
organization = "{{ publisher.name }}"
title = "{{ state.name }} Horses"
intro = "{{ state.in_prose | capitalize }} has {{ total }} horses."
[[tile]]
figure = "a"
label = '{{ a | plural("horse", "horses") }} of the first kind'
[[tile]]
figure = "b"
label = "of the second kind"
[[section]]
heading = "Horses"
text = """
{% if a is exact %}{% if a > 2 %}More than two{% else %}Two or fewer{% endif %}: {{ a | words }} {{ a | noun }}.{% endif %}
{% if b is reported %}There {{ b | plural("is", "are") }} {{ b | zero("no") }} {{ b | noun }} of the second kind.{% endif %}
{% if c %}Of the third, {{ c | or("some") }}.{% else %}Of the third, we cannot say.{% endif %}
{% if d is suppressed %}The fourth is not told.{% elif d is zero %}None is of the fourth.{% endif %}
"""
[section.table]
lead = "**By kind:**"
alt = "Horses by kind"
columns = ["Kind", "Horses"]
rows = [
    { label = "First", figure = "a" },
    { label = "Second", figure = "b" },
    { label = "Third", figure = "c" },
    { label = "Fourth", figure = "d" },
]
[footer]
call = "Lost a horse?"
hotline = "555-0100"
source = "Source: Office of Counting."
web = "example.org"
"#;

fn set(all: &Counts, below: u64, zero: bool) -> Draft {
    let figure = |key: &&str| {
        format!(
            "[figures.{key}]\nscope = \"state\"\nlabel = \"Horses, kind {key}\"\none = \"horse\"\n\
             other = \"horses\"\nsuppress_below = {below}\nsuppress_zero = {zero}\n"
        )
    };
    let handout = format!(
        "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
         publisher = {{ name = \"Office of Counting\" }}\n{}\
         [figures.total]\nscope = \"state\"\nlabel = \"All horses\"\nsum_of = [\"a\", \"b\", \"c\", \"d\"]\n",
        KEYS.iter().map(figure).collect::<String>()
    );
    let place = |(name, counts): (&&str, &[u64; 4])| {
        let figures: String =
            KEYS.iter().zip(counts).map(|(key, count)| format!("{key} = {count}\n")).collect();
        let postal = format!("Q{}", &name[..1]);
        let total: u64 = counts.iter().sum();
        let text = format!(
            "name = \"{name}\"\npostal = \"{postal}\"\nyear = 2023\n[figures]\n{figures}total = {total}\n"
        );
        (format!("states/{}.toml", name.to_lowercase()), text)
    };
    let files = [
        ("handout.toml".to_owned(), handout),
        ("wording.en.toml".to_owned(), WORDING.to_owned()),
        ("national.toml".to_owned(), "year = 2023\n[figures]\n".to_owned()),
    ];
    Draft::made(files.into_iter().chain(PLACES.iter().zip(all).map(place)))
}

/// What is printed of each figure of each place; `None` if the set is refused.
fn printed(set: &Set) -> Option<Vec<Value>> {
    let (protection, mut sink) = (Protection::new(&set.dataset), Sink::default());
    facts::validate_all(&set.dataset, &mut sink).ok()?;
    let facts = set.dataset.states.iter().map(|state| facts::facts(&set.dataset, &protection, state));
    let values = facts.flat_map(|facts| facts.figures.into_iter().map(|fact| fact.value)).collect();
    (!sink.has_errors()).then_some(values)
}

/// Everything that leaves: the files, what the check says, the numbers traced.
fn left(set: &Set, theme: &str) -> (Sheets, Vec<String>, String) {
    let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
    let engine = set.engine(&options);
    let mut findings = Findings::default();
    let batch = handout::Batch::new(&engine);
    let sheets = crate::kit::set::sheets(&batch, &mut findings);
    crate::kit::set::check_and_lint(&batch, &mut findings);
    let (sink, sources) = findings.parts();
    let told = sink.in_order().iter().map(|fault| render_json(fault, sources).to_string()).collect();
    let traces = ["QA", "QB"].map(|place| engine.trace(place).map_err(|why| why.to_string()));
    (sheets, told, format!("{traces:?} {:?}", engine.withheld()))
}

#[test]
fn truths_that_print_the_same_give_the_same_files() {
    let count = prop_oneof![4 => 0..6_u64, 2 => 6..30_u64];
    let counts = prop::collection::vec(count, 8);
    // Mostly from one small count to another.
    let moved = (0..2_usize, 0..4_usize, 1..4_usize, prop::bool::weighted(0.8));
    let compared = Cell::new(0);
    let run = runner(60).run(&(counts, moved, 3..=8_u64, any::<bool>()), |(counts, moved, below, zero)| {
        let (place, from, away, is_small) = moved;
        let to = (from + away) % 4;
        let mut one: Counts = [0, 1].map(|place| [0, 1, 2, 3].map(|key| counts[place * 4 + key]));
        if is_small {
            one[place][from] = 2 + counts[0] % (below - 2);
            one[place][to] = 1 + counts[1] % (below - 2);
        }
        let mut other = one;
        other[place][from] = one[place][from].saturating_sub(1);
        other[place][to] += one[place][from] - other[place][from];
        let [one, other] = [one, other].map(|counts| set(&counts, below, zero).read());
        let same = printed(&one).zip(printed(&other)).is_some_and(|(one, other)| one == other);
        if same {
            compared.set(compared.get() + 1);
            for theme in ["memo", "brief"] {
                prop_assert_eq!(left(&one, theme), left(&other, theme));
            }
        }
        Ok(())
    });
    eprintln!("{} pairs of truths that print the same", compared.get());
    run.unwrap_or_else(|why| panic!("{why}"));
    assert!(compared.get() > 15, "{}", compared.get());
}
