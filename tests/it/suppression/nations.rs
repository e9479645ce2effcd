//! A place that is the whole nation: each count is there twice, and neither of the two tells of the other.
//!
//! In: pairs of tables that a reader must not tell apart. Out: whether the program prints the same for both.

use super::plan::{HEAD, WORDING};
use crate::kit::set::Draft;
use handout::internals::facts::{EarlierPrint, Protection, Withheld};
use handout::internals::figure::{Missing, Value};
use handout::internals::set::Dataset;
use std::sync::Arc;

/// Figures with their rules; two tables, each the numbers of the place and those of the nation. A figure adds
/// up to the nation's where there is one.
struct Twins {
    about: &'static str,
    figures: &'static [(&'static str, &'static str)],
    tables: [[&'static str; 2]; 2],
}

const SMALL: &str = "suppress_below = 7\nprotect = 4\n";
const ZERO: &str = "suppress_below = 6\nsuppress_zero = true\n";

const TWINS: &[Twins] = &[
    Twins {
        about: "the nation's sum is hidden by the same bar as the place's",
        figures: &[
            ("foals", SMALL),
            ("mares", SMALL),
            ("stallions", SMALL),
            ("bay", "sum_of = [\"foals\", \"stallions\"]\n"),
            ("gray", "sum_of = [\"mares\"]\n"),
            ("horses", "sum_of = [\"foals\", \"mares\", \"stallions\"]\n"),
        ],
        tables: [
            [
                "foals = 2\nmares = 33\nstallions = 14\nbay = 16\ngray = 33\nhorses = 49\n",
                "us_foals = 2\nus_mares = 33\nus_stallions = 14\nus_bay = 16\nus_gray = 33\n",
            ],
            [
                "foals = 2\nmares = 34\nstallions = 13\nbay = 15\ngray = 34\nhorses = 49\n",
                "us_foals = 2\nus_mares = 34\nus_stallions = 13\nus_bay = 15\nus_gray = 34\n",
            ],
        ],
    },
    Twins {
        about: "words that are withheld do not decide what else is",
        figures: &[
            ("foals", ZERO),
            ("mares", ZERO),
            ("stallions", ZERO),
            ("horses", "sum_of = [\"foals\", \"mares\", \"stallions\"]\n"),
        ],
        tables: [
            [
                "foals = \"not reported\"\nmares = 1\nstallions = 1\nhorses = 5\n",
                "us_foals = \"at least 1\"\nus_mares = \"fewer than 2\"\nus_stallions = 1\n",
            ],
            [
                "foals = \"not reported\"\nmares = 2\nstallions = 1\nhorses = 5\n",
                "us_foals = \"at least 1\"\nus_mares = \"fewer than 3\"\nus_stallions = 1\n",
            ],
        ],
    },
    Twins {
        about: "a total that is its one part moves with it, in words or not",
        figures: &[
            ("foals", "suppress_below = 3\nsuppress_zero = true\nat_most = \"cows\"\n"),
            ("cows", ""),
            ("horses", "sum_of = [\"foals\"]\n"),
        ],
        tables: [
            ["foals = 2\nhorses = \"at least 1\"\ncows = 50\n", ""],
            ["foals = 0\nhorses = 0\ncows = 50\n", ""],
        ],
    },
];

impl Twins {
    /// What is printed instead of which figure.
    fn withheld(&self, table: [&str; 2]) -> Vec<Withheld> {
        Protection::new(&self.dataset(table)).withheld().to_vec()
    }

    fn dataset(&self, [place, nation]: [&str; 2]) -> Arc<Dataset> {
        let sum = |rules: &str| match rules.starts_with("sum_of") {
            true => rules.replace("[\"", "[\"us_").replace(", \"", ", \"us_"),
            false => String::new(),
        };
        let figure = |key: &str, scope: &str, rules: &str| {
            format!("[figures.{key}]\nscope = \"{scope}\"\nlabel = \"L\"\n{rules}")
        };
        let mut dictionary = HEAD.to_owned();
        for (key, rules) in self.figures {
            let twin = format!("us_{key}");
            let mut rules = (*rules).to_owned();
            if nation.contains(&twin) {
                // The nation's parts add up as the place's do, and are no small counts.
                dictionary += &figure(&twin, "national", &sum(&rules));
                rules += &format!("states_sum_to = \"{twin}\"\n");
            }
            dictionary += &figure(key, "state", &rules);
        }
        let read = Draft::made([
            ("handout.toml", &*dictionary),
            ("national.toml", &format!("year = 2023\n[figures]\n{nation}")),
            ("wording.en.toml", WORDING),
            (
                "states/avalon.toml",
                &format!("name = \"Avalon\"\npostal = \"AV\"\nyear = 2023\n[figures]\n{place}"),
            ),
        ]);
        read.read().dataset
    }
}

#[test]
fn twins_print_the_same() {
    for twins in TWINS {
        let [one, other] = twins.tables.map(|table| twins.withheld(table));
        assert!(!one.is_empty(), "{}", twins.about);
        assert_eq!(one, other, "{}", twins.about);
    }
}

#[test]
fn words_that_an_earlier_edition_withholds_stay_withheld() {
    let figures = &[("foals", ""), ("mares", ""), ("stallions", ""), ("horses", "")];
    let set = Twins { about: "no small counts", figures, tables: TWINS[1].tables };
    let dataset = set.dataset(set.tables[0]);
    assert!(Protection::new(&dataset).withheld().is_empty());
    let words = (dataset.national.file, "us_mares".to_owned());
    let earlier = EarlierPrint::from([(words.clone(), Value::Missing(Missing::Suppressed))]);
    let protection = Protection::since(&dataset, &earlier);
    assert_eq!(protection.value(words.0, &words.1), Some(Value::Missing(Missing::Suppressed)));
    assert!(protection.value(words.0, "us_stallions").is_none(), "not its own");
}
