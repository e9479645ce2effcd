//! Which figure a heading means: the one whose key or label it is, word for word, and no other.
//!
//! In: the lines of a heading. Out: the figure and its unit, or what it may be. Capitals, spaces and marks of notes do
//! not matter; words do.

use super::grid::spaced;
use crate::characters::skeleton;
use crate::figure::Kind;
use crate::set::{Dataset, FigureSpec, Scope};

/// A longer text is the name of no figure, in bytes.
pub(super) const LONGEST_HEADING: usize = 400;
/// No unit, and no federal number, has a longer name, in bytes.
pub(super) const LONGEST_UNIT: usize = 40;

/// What the numbers of a column are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnUnit {
    /// Percent: 19 is 19%.
    Percent,
    /// Parts of one: 0.19 is 19%.
    Fraction,
    Thousand,
    Million,
    Billion,
    /// U.S. dollars.
    Dollars,
    /// One, with so many decimals, to which they are rounded.
    Decimals(u8),
}

impl ColumnUnit {
    /// All units, by their names in `import.toml`.
    pub(super) const ALL: [(&str, ColumnUnit); 9] = [
        ("percent", ColumnUnit::Percent),
        ("fraction", ColumnUnit::Fraction),
        ("thousand", ColumnUnit::Thousand),
        ("million", ColumnUnit::Million),
        ("billion", ColumnUnit::Billion),
        ("dollars", ColumnUnit::Dollars),
        ("1 decimal", ColumnUnit::Decimals(1)),
        ("2 decimals", ColumnUnit::Decimals(2)),
        ("3 decimals", ColumnUnit::Decimals(3)),
    ];

    /// The kind of figure that it makes, where it makes only one.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            ColumnUnit::Percent | ColumnUnit::Fraction => Some(Kind::Share),
            ColumnUnit::Dollars => Some(Kind::Money),
            ColumnUnit::Decimals(_) => Some(Kind::Decimal),
            ColumnUnit::Thousand | ColumnUnit::Million | ColumnUnit::Billion => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, unit)| *unit == self).map_or("", |(name, _)| name)
    }
}

/// A figure that each state has.
#[derive(Debug, Clone)]
pub(super) struct KnownFigure {
    pub(super) key: String,
    pub(super) kind: Option<Kind>,
    /// The nation's figure that is compared with it.
    pub(super) national: Option<String>,
    /// Its key and its labels, as [`normal`] has them.
    names: Vec<String>,
    /// The long words of its key and its first label.
    words: Vec<String>,
}

/// The figures that each state has, in the order of the dictionary.
pub(super) fn figures(dataset: &Dataset) -> Vec<KnownFigure> {
    let known = |spec: &FigureSpec| {
        let labels = spec.label.texts.iter().map(|(_, text)| text.value.as_str());
        let key = spec.key.value.replace('_', " ");
        let words = long_words(&format!("{} {key}", labels.clone().next().unwrap_or_default()));
        let names = [key].into_iter().chain(labels.map(str::to_owned));
        KnownFigure {
            key: spec.key.value.clone(),
            kind: spec.told_kind().map(|(kind, _)| kind).or_else(|| measured(dataset, spec)),
            national: spec.compare.as_ref().map(|key| key.value.clone()),
            names: names.map(|name| normal(&name)).collect(),
            words,
        }
    };
    dataset.set.figures.iter().filter(|spec| spec.scope == Scope::State).map(known).collect()
}

/// The kind that the set has for a figure, if it is a rate or money: the dictionary need not tell it.
fn measured(dataset: &Dataset, spec: &FigureSpec) -> Option<Kind> {
    let entries = dataset.states.iter().flat_map(|state| &state.figures.figures);
    let own = entries.filter(|entry| entry.key.value == spec.key.value);
    own.filter_map(|entry| entry.value.value.kind())
        .next()
        .filter(|kind| matches!(kind, Kind::Decimal | Kind::Money))
}

/// A heading as it is compared: one for all ways to write the same words.
pub(super) fn normal(text: &str) -> String {
    #[cfg(test)]
    tests::READ.with(|read| read.set(read.get() + text.len()));
    let plain = skeleton(&spaced(text)).replace('_', " ");
    plain
        .trim_end_matches([':', '.'])
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Figure(usize, Option<ColumnUnit>),
    /// It is the name of several figures.
    Several(Vec<usize>),
    Unknown,
}

/// A heading taken apart, once: it is looked up many times.
#[derive(Debug, Clone, Default)]
pub(super) struct HeadingWords {
    /// All of its lines, as an answer names them.
    pub(super) answered: String,
    /// What is no unit; empty if it is too long to be the name of a figure.
    words: String,
    unit: Option<ColumnUnit>,
    /// Words before a unit in brackets: "Share of runaways (%)".
    before: Option<(String, Option<ColumnUnit>)>,
}

impl HeadingWords {
    pub(super) fn of(lines: &[String]) -> Self {
        let answered = answered(&lines.join(" / "));
        let (mut unit, mut words): (Option<ColumnUnit>, Vec<&str>) = (None, Vec::new());
        for line in lines {
            match unit_of(line) {
                Some(found) => unit = found.or(unit),
                None => words.push(line),
            }
        }
        let whole = words.join(" ");
        if whole.len() > LONGEST_HEADING {
            return Self { answered, unit, ..Self::default() };
        }
        let bracket = whole.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let before = bracket.and_then(|(before, behind)| Some((normal(before), unit_of(behind)?.or(unit))));
        let words = if lines.len() == 1 && words.len() == 1 { answered.clone() } else { normal(&whole) };
        Self { answered, words, unit, before }
    }
}

/// A heading as answers are found by it; its words have single spaces between them, as in a grid.
pub(super) fn answered(heading: &str) -> String {
    if heading.len() > LONGEST_HEADING { heading.to_owned() } else { normal(heading) }
}

/// What a heading says.
pub(super) fn meaning(heading: &HeadingWords, figures: &[KnownFigure]) -> Meaning {
    let named = |text: &String| -> Vec<usize> {
        let is = |(_, figure): &(usize, &KnownFigure)| !text.is_empty() && figure.names.contains(text);
        figures.iter().enumerate().filter(is).map(|(at, _)| at).collect()
    };
    let (mut found, mut unit) = (named(&heading.words), heading.unit);
    if let (true, Some((before, own))) = (found.is_empty(), &heading.before) {
        (found, unit) = (named(before), *own);
    }
    match found.as_slice() {
        [] => Meaning::Unknown,
        [one] => Meaning::Figure(*one, unit),
        _ => Meaning::Several(found),
    }
}

/// Whether a line of a heading only says how is counted, and in what.
pub(super) fn unit_of(line: &str) -> Option<Option<ColumnUnit>> {
    if line.len() > LONGEST_UNIT {
        return None;
    }
    let plain = normal(line);
    let plain = plain.trim_matches(['(', ')', '[', ']', ' ']);
    let plain = plain.strip_prefix("in ").unwrap_or(plain);
    Some(match plain {
        "number" | "numbers" | "count" | "counts" | "n" | "no" | "#" | "units" | "número" => None,
        "%" | "percent" | "per cent" | "pct" | "percentage" | "por ciento" => Some(ColumnUnit::Percent),
        "thousand" | "thousands" | "000s" | "000" | "'000" | "'000s" | "miles" => Some(ColumnUnit::Thousand),
        "million" | "millions" | "millones" => Some(ColumnUnit::Million),
        "billion" | "billions" => Some(ColumnUnit::Billion),
        "$" | "us$" | "usd" | "dollar" | "dollars" | "us dollars" | "u.s. dollars" | "dólares" => {
            Some(ColumnUnit::Dollars)
        }
        _ => return None,
    })
}

/// The words of a text that say something.
fn long_words(text: &str) -> Vec<String> {
    let words = normal(text).replace(['/', '(', ')', ','], " ");
    words.split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect()
}

/// The figures whose labels share most words with a heading, the likeliest first: only to propose.
pub(super) fn near<'f>(heading: &str, figures: &'f [KnownFigure]) -> Vec<&'f KnownFigure> {
    if heading.len() > LONGEST_HEADING {
        return Vec::new();
    }
    let typed = long_words(heading);
    let worth = |figure: &KnownFigure| {
        let shared = typed.iter().filter(|word| figure.words.contains(word)).count();
        (shared * 1000).checked_div(typed.len().max(figure.words.len())).unwrap_or(0)
    };
    let mut found: Vec<(usize, &KnownFigure)> =
        figures.iter().map(|figure| (worth(figure), figure)).collect();
    found.retain(|(worth, _)| *worth > 0);
    found.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    found.into_iter().take(3).map(|(_, figure)| figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Import, ImportOptions};
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::path::Path;

    thread_local! {
        /// Bytes that headings were made comparable of.
        pub(super) static READ: Cell<usize> = const { Cell::new(0) };
    }

    /// Wide tables with long headings took ten seconds when each was read again at every question about it.
    #[test]
    fn a_heading_is_taken_apart_a_few_times_however_often_it_is_asked_about() {
        let set = "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
                   publisher = { name = \"Meadow Trust\" }\n[figures.foals]\nscope = \"state\"\nlabel = \"Foals born\"\n";
        let words = "language = \"en\"\n[page]\norganization = \"x\"\ntitle = \"{{ state.name }}\"\n\
                     [[section]]\nheading = \"Foals\"\ntext = \"{{ foals }}\"\n";
        let files = [
            ("handout.toml", set),
            ("wording.en.toml", words),
            ("national.toml", "year = 2023\n[figures]\n"),
        ];
        let files: BTreeMap<_, Vec<u8>> = files.map(|(path, text)| (path.into(), text.into())).into();
        let read = |length: usize| {
            let heading = |at: usize| format!(",{at}{}", " of meadows".repeat(length / 11));
            let heads: String = (0..2000).map(heading).collect();
            let text = format!("State,Foals born{heads}\nUtah,5{}\nIowa,6\n", ",7".repeat(2000));
            READ.set(0);
            let import =
                Import::of(&files, Path::new("t.csv"), text.as_bytes(), &ImportOptions::default()).unwrap();
            assert_eq!((import.figures.len(), import.questions.len()), (2, 2000));
            READ.get()
        };
        let (short, long) = (read(300), read(900));
        assert!(short < 2000 * 310 * 6, "{short}");
        assert!(long < 100_000, "{long}");
    }

    #[test]
    fn a_heading_is_a_figure_word_for_word_or_none() {
        let figure = |key: &str, label: &str| KnownFigure {
            key: key.to_owned(),
            kind: None,
            national: None,
            names: vec![normal(&key.replace('_', " ")), normal(label)],
            words: long_words(&format!("{label} {}", key.replace('_', " "))),
        };
        let figures = [
            figure("foals", "Foals born"),
            figure("grazed_share", "Share of meadows grazed"),
            figure("mares", "Foals born"),
        ];
        let one = &figures[1..2];
        let words = |lines: &[&str]| {
            HeadingWords::of(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
        };
        let said = |lines: &[&str]| meaning(&words(lines), one);
        for lines in
            [&["grazed_share"][..], &["Share of  meadows\u{a0}grazed*"], &["SHARE OF MEADOWS", "GRAZED:"]]
        {
            assert_eq!(said(lines), Meaning::Figure(0, None), "{lines:?}");
        }
        for lines in [
            &["Share of meadows grazed (%)"][..],
            &["Share of meadows grazed", "%"],
            &["Percent", "grazed share"],
        ] {
            assert_eq!(said(lines), Meaning::Figure(0, Some(ColumnUnit::Percent)), "{lines:?}");
        }
        for lines in [
            &["Share of meadows"][..],
            &["2022", "Share of meadows grazed"],
            &["Change", "grazed share"],
            &[""],
        ] {
            assert_eq!(said(lines), Meaning::Unknown, "{lines:?}");
        }
        assert_eq!(meaning(&words(&["Foals born"]), &figures), Meaning::Several(vec![0, 2]));
        assert_eq!(near("Meadows grazed last year", &figures)[0].key, "grazed_share");
    }
}
