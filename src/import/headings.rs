//! Which figure a heading means: the one whose key or label it is, word for word, and no other.
//!
//! In: the lines of a heading. Out: the figure and its unit, or what it may be. Capitals, spaces and marks of notes do
//! not matter; words do.

use super::grid::spaced;
use crate::characters::skeleton;
use crate::figure::Kind;
use crate::set::{Dataset, FigureSpec, Scope};

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
}

impl ColumnUnit {
    /// All units, by their names in `import.toml`.
    pub(super) const ALL: [(&str, ColumnUnit); 5] = [
        ("percent", ColumnUnit::Percent),
        ("fraction", ColumnUnit::Fraction),
        ("thousand", ColumnUnit::Thousand),
        ("million", ColumnUnit::Million),
        ("billion", ColumnUnit::Billion),
    ];

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
    label: String,
}

/// The figures that each state has, in the order of the dictionary.
pub(super) fn figures(dataset: &Dataset) -> Vec<KnownFigure> {
    let known = |spec: &FigureSpec| {
        let labels = spec.label.texts.iter().map(|(_, text)| text.value.as_str());
        let names = [spec.key.value.replace('_', " ")].into_iter().chain(labels.clone().map(str::to_owned));
        KnownFigure {
            key: spec.key.value.clone(),
            kind: spec.told_kind().map(|(kind, _)| kind),
            national: spec.compare.as_ref().map(|key| key.value.clone()),
            names: names.map(|name| normal(&name)).collect(),
            label: labels.clone().next().unwrap_or_default().to_owned(),
        }
    };
    dataset.set.figures.iter().filter(|spec| spec.scope == Scope::State).map(known).collect()
}

/// A heading as it is compared: one for all ways to write the same words.
pub(super) fn normal(text: &str) -> String {
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

/// What the lines of a heading say.
pub(super) fn meaning(lines: &[String], figures: &[KnownFigure]) -> Meaning {
    let (mut unit, mut words): (Option<ColumnUnit>, Vec<String>) = (None, Vec::new());
    for line in lines {
        match unit_of(line) {
            Some(found) => unit = found.or(unit),
            None => words.push(line.clone()),
        }
    }
    let named = |text: &str| -> Vec<usize> {
        let text = normal(text);
        let is = |(_, figure): &(usize, &KnownFigure)| figure.names.contains(&text);
        figures.iter().enumerate().filter(is).map(|(at, _)| at).collect()
    };
    let whole = words.join(" ");
    let mut found = named(&whole);
    // "Share of runaways (%)".
    if found.is_empty()
        && let Some((before, behind)) =
            whole.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && let Some(own) = unit_of(behind)
    {
        unit = own.or(unit);
        found = named(before);
    }
    match found.as_slice() {
        [] => Meaning::Unknown,
        [one] => Meaning::Figure(*one, unit),
        _ => Meaning::Several(found),
    }
}

/// Whether a line of a heading only says how is counted, and in what.
pub(super) fn unit_of(line: &str) -> Option<Option<ColumnUnit>> {
    let plain = normal(line);
    let plain = plain.trim_matches(['(', ')', '[', ']', ' ']);
    let plain = plain.strip_prefix("in ").unwrap_or(plain);
    Some(match plain {
        "number" | "numbers" | "count" | "counts" | "n" | "no" | "#" | "units" | "número" => None,
        "%" | "percent" | "per cent" | "pct" | "percentage" | "por ciento" => Some(ColumnUnit::Percent),
        "thousand" | "thousands" | "000s" | "000" | "'000" | "'000s" | "miles" => Some(ColumnUnit::Thousand),
        "million" | "millions" | "millones" => Some(ColumnUnit::Million),
        "billion" | "billions" => Some(ColumnUnit::Billion),
        _ => return None,
    })
}

/// The figures whose labels share most words with a heading, the likeliest first: only to propose.
pub(super) fn near<'f>(heading: &str, figures: &'f [KnownFigure]) -> Vec<&'f KnownFigure> {
    let words = |text: &str| -> Vec<String> {
        let words = normal(text).replace(['/', '(', ')', ','], " ");
        words.split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let typed = words(heading);
    let worth = |figure: &KnownFigure| {
        let label = words(&format!("{} {}", figure.label, figure.key.replace('_', " ")));
        let shared = typed.iter().filter(|word| label.contains(word)).count();
        (shared * 1000).checked_div(typed.len().max(label.len())).unwrap_or(0)
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

    #[test]
    fn a_heading_is_a_figure_word_for_word_or_none() {
        let figure = |key: &str, label: &str| KnownFigure {
            key: key.to_owned(),
            kind: None,
            national: None,
            names: vec![normal(&key.replace('_', " ")), normal(label)],
            label: label.to_owned(),
        };
        let figures = [
            figure("foals", "Foals born"),
            figure("grazed_share", "Share of meadows grazed"),
            figure("mares", "Foals born"),
        ];
        let one = &figures[1..2];
        let said =
            |lines: &[&str]| meaning(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>(), one);
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
        assert_eq!(meaning(&["Foals born".to_owned()], &figures), Meaning::Several(vec![0, 2]));
        assert_eq!(near("Meadows grazed last year", &figures)[0].key, "grazed_share");
    }
}
