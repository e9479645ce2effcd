//! `handout diff --pdf`: what is different as a document for those who approve, which a screen reader can read.

use super::diff::{excerpt, not_compared};
use chrono::NaiveDate;
use handout::{
    EditionDiff, FigureDiff, Listing, ListingBlock, ListingSection, ListingTable, Location, TextDiff,
    WordRun, counted,
};
use std::path::Path;

/// The document; `old` and `new` are what was asked for.
pub(super) fn listing(diff: &EditionDiff, old: &Path, new: &Path, date: NaiveDate) -> Listing {
    let mut listing = Listing::new("What is different between two editions", date);
    let (before, now) = diff.years;
    listing.subtitle = Some(match before == now {
        true => format!("Two editions of {now}"),
        false => format!("The edition of {before} and that of {now}"),
    });
    listing.intro = vec![
        format!("Old: {}. New: {}.", old.display(), new.display()),
        format!("{} in all.", counted(diff.len(), "difference")),
    ];
    listing.intro.extend(not_compared(diff, old, new));
    let mut add = |heading: String, table: ListingTable| {
        if !table.rows.is_empty() {
            listing.sections.push(ListingSection { heading, blocks: vec![ListingBlock::Table(table)] });
        }
    };
    add("Places, figures and languages".to_owned(), added(diff));
    for figures in diff.figures.chunk_by(|one, next| one.code == next.code) {
        let place = figures.first().map_or("", |figure| figure.place.as_str());
        add(format!("Figures: {}", place), figure_table(place, figures));
    }
    for texts in diff.texts.chunk_by(|one, next| one.language == next.language) {
        let language = texts.first().map_or("", |text| text.language.as_str());
        add(format!("Words in the language {language}"), text_table(texts));
    }
    listing
}

/// What only one of the editions has.
fn added(diff: &EditionDiff) -> ListingTable {
    let mut table = ListingTable::new("What only one of the editions has", ["What", "Is", "Was"]);
    let gone = || "not there".to_owned();
    for place in &diff.places {
        let (old, new) = (place.old.clone().unwrap_or_else(gone), place.new.clone().unwrap_or_else(gone));
        table.rows.push(vec![format!("Place {}", place.code), new, old]);
    }
    for (what, list) in [("Figure", &diff.keys), ("Language", &diff.languages)] {
        for (name, is_new) in list {
            let [is, was] = if *is_new { ["there", "not there"] } else { ["not there", "there"] };
            table.rows.push(vec![format!("{what} {name}"), is.to_owned(), was.to_owned()]);
        }
    }
    table
}

fn figure_table(place: &str, figures: &[FigureDiff]) -> ListingTable {
    let summary = format!("The figures that differ, {}", place);
    let mut table =
        ListingTable::new(summary, ["Figure", "Old", "New", "Change", "Look at"]).with_figures([1, 2, 3]);
    for figure in figures {
        let value = |side: &Option<(String, Location)>| match side {
            Some((value, _)) => value.clone(),
            None => "not there".to_owned(),
        };
        let change = figure.percent.clone().or_else(|| figure.by.clone()).unwrap_or_default();
        let name = match figure.label.as_str() {
            "" => figure.figure.clone(),
            label => label.to_owned(),
        };
        let what = match figure.kind {
            "source" => "Only the source differs".to_owned(),
            "year" => "Only the year differs".to_owned(),
            _ => figure.flags.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>().join("; "),
        };
        table.rows.push(vec![name, value(&figure.old), value(&figure.new), change, what.replace('`', "")]);
    }
    table
}

fn text_table(texts: &[TextDiff]) -> ListingTable {
    let mut table = ListingTable::new("The texts that differ, with the words around", ["Text", "Old", "New"]);
    for text in texts {
        let side = |is_new: bool| {
            let there = if is_new { text.new.is_some() } else { text.old.is_some() };
            let runs = text.words.iter().enumerate().map(|(n, run)| match run {
                WordRun::Same(same) => excerpt(same, n > 0, n + 1 < text.words.len()),
                WordRun::Removed(words) if !is_new => words.clone(),
                WordRun::Added(words) if is_new => words.clone(),
                _ => String::new(),
            });
            let words: Vec<String> = runs.filter(|words| !words.is_empty()).collect();
            if there { words.join(" ") } else { "not there".to_owned() }
        };
        let line = text.new.as_ref().or(text.old.as_ref()).map_or(0, |at| at.line);
        table.rows.push(vec![format!("{}, line {line}", text.part), side(false), side(true)]);
    }
    table
}
