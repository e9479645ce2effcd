//! Labels that are another figure's: of a row, of a headline figure.
//!
//! In: the set. Out: for a label that is word for word the dictionary's for another figure, a fault of all
//! sheets in that language; for one whose words fit another figure better, for two figures with one label,
//! and for one figure in two rows, a warning. What stands in a condition is said with the rest.

use super::vocabulary::{Vocabulary, folded};
use super::{SheetFinding, SheetKey, prose};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::FigureId;
use crate::outline::Block;
use crate::set::{Dataset, Template, Wording};
use crate::source::{FileId, Span, Spanned};
use std::collections::HashMap;

/// A label and the figures it is beside.
struct Label<'d> {
    template: &'d Template,
    /// What it says, folded: of one and of more.
    said: [String; 2],
    figures: Vec<FigureId>,
    place: Span,
}

/// Every label of a wording; those of one table, or of all tiles, together.
fn labels<'d>(dataset: &'d Dataset, wording: &'d Wording) -> Vec<Vec<Label<'d>>> {
    let position = |key: &Spanned<String>| {
        let at = dataset.set.figures.iter().position(|spec| spec.key.value == key.value);
        at.and_then(|at| u32::try_from(at).ok()).map(FigureId)
    };
    let label = |template: &'d Template, keys: &mut dyn Iterator<Item = &'d Spanned<String>>| {
        let keys: Vec<&Spanned<String>> = keys.collect();
        let place = keys.first().map_or(template.span, |key| key.span);
        let figures = keys.into_iter().filter_map(position).collect();
        let said = prose::said(&template.text, dataset, &wording.language.value).map(|text| folded(&text));
        Label { template, said, figures, place }
    };
    let page = &wording.page;
    let tiles = page.tiles.iter().map(|tile| label(&tile.label, &mut std::iter::once(&tile.figure)));
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(Block::table);
    let rows =
        tables.map(|table| table.rows.iter().map(|row| label(&row.label, &mut row.cells.iter())).collect());
    std::iter::once(tiles.collect()).chain(rows).collect()
}

/// Labels that are word for word another figure's.
pub(super) fn exchanged(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    for wording in &dataset.wordings {
        let words = Vocabulary::new(dataset, &wording.language.value);
        for label in labels(dataset, wording).iter().flatten() {
            let Some(other) = another(&words, label) else { continue };
            if label.figures.iter().any(|own| words.describes(&label.said[0], *own)) {
                continue;
            }
            let sheet = |state: FileId| SheetKey { state, wording: Some(wording.file) };
            let sheets = dataset.states.iter().map(|state| sheet(state.figures.file)).collect();
            let own = listed(dataset, &label.figures);
            let spec = &dataset.set.figures[other.index()];
            let message = format!("the label of {own} is word for word that of `{}`", spec.key.value);
            let fault = Diagnostic::error(Code::OtherLabel, label.place, message)
                .help(format!("write `{}` here, or the words for {own}", spec.key.value))
                .related(spec.label.texts.first().map_or(spec.key.span, |(_, text)| text.span), "its label");
            found.push(SheetFinding { fault, sheets });
        }
    }
}

/// The figure whose label it has, if that is none of its own.
fn another(words: &Vocabulary<'_>, label: &Label<'_>) -> Option<FigureId> {
    let labeled = || label.said.iter().flat_map(|said| words.labeled(said));
    let own = labeled().any(|id| label.figures.contains(&id));
    labeled().next().filter(|_| !own && !label.figures.is_empty())
}

/// What is doubtful about labels.
pub(super) fn lint(dataset: &Dataset, sink: &mut Sink) {
    twins(dataset, sink);
    for wording in &dataset.wordings {
        let words = Vocabulary::new(dataset, &wording.language.value);
        for together in labels(dataset, wording) {
            repeated(dataset, &together, sink);
            together.iter().for_each(|label| nearer(dataset, &words, label, sink));
        }
    }
    if let [first, others @ ..] = dataset.wordings.as_slice() {
        let lists = labels(dataset, first);
        for other in others {
            for (first, other) in lists.iter().zip(&labels(dataset, other)) {
                out_of_order(dataset, first, other, sink);
            }
        }
    }
}

/// A list of one language that has its figures, or its labels, in another order than the first language: the
/// order is a matter of the sheet.
fn out_of_order(dataset: &Dataset, first: &[Label<'_>], other: &[Label<'_>], sink: &mut Sink) {
    if first.len() != other.len() {
        return;
    }
    let pairs = || first.iter().zip(other);
    let moved = pairs().find(|(a, b)| a.figures != b.figures).map(|(a, b)| {
        let keys = [a, b].map(|label| listed(dataset, &label.figures));
        let message =
            format!("here stands {}, but {} stands in its place in the first language", keys[1], keys[0]);
        (message, a.place, b.place)
    });
    // What is the same in all languages: "HHS-ORR", "10–19".
    let strange = || {
        let own = pairs().find(|(a, b)| {
            let (a, b) = (marks(a), marks(b));
            a != b && first.iter().any(|label| !marks(label).is_empty() && marks(label) == b)
        });
        own.map(|(a, b)| {
            let message = "this label is marked like that of another row in the first language".to_owned();
            (message, a.template.span, b.template.span)
        })
    };
    if let Some((message, there, here)) = moved.or_else(strange) {
        let help = "check that each label stands with its own figure; put them in the same order, or allow this with the reason";
        let warning = Diagnostic::warning(Code::LanguagesDiffer, here, message).help(help);
        sink.report(warning.related(there, "the first language"));
    }
}

/// The abbreviations and numbers of a label.
fn marks<'d>(label: &Label<'d>) -> Vec<&'d str> {
    let label = label.template.text.split("{{").next().unwrap_or_default();
    let words = label.split(|c: char| !c.is_alphanumeric());
    let is_mark = |word: &&str| {
        let plain = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        plain || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
    };
    words.filter(is_mark).collect()
}

/// A label that fits another figure better.
fn nearer(dataset: &Dataset, words: &Vocabulary<'_>, label: &Label<'_>, sink: &mut Sink) {
    let [own] = label.figures[..] else { return };
    let both = folded(&label.said.join(" "));
    let exact = another(words, label);
    let Some(other) = exact.or_else(|| words.nearer(&both, own)) else { return };
    // Reported as a fault.
    if exact.is_some() && !words.describes(&label.said[0], own) {
        return;
    }
    let key = |id: FigureId| &dataset.set.figures[id.index()].key;
    let (own, other) = (key(own), key(other));
    let message = format!("the words of this label fit `{}`, but it is that of `{}`", other.value, own.value);
    let warning = Diagnostic::warning(Code::DoubtfulLabel, label.template.span, message);
    let help =
        "if the figure is right, use words of its label in handout.toml, or allow this with the reason";
    sink.report(
        warning.help(help).related(label.place, "its figure").related(other.span, "the other figure"),
    );
}

/// One figure beside two labels.
fn repeated(dataset: &Dataset, labels: &[Label<'_>], sink: &mut Sink) {
    let mut first: HashMap<FigureId, &Label<'_>> = HashMap::new();
    for label in labels {
        let [figure] = label.figures[..] else { continue };
        let Some(earlier) = first.insert(figure, label) else { continue };
        let (one, other) = (&earlier.said[1], &label.said[1]);
        // "Horses" and "horses in all" may well be the same.
        if one.contains(other) || other.contains(one) {
            continue;
        }
        let key = &dataset.set.figures[figure.index()].key.value;
        let message = format!("`{key}` stands beside two labels, and one of them may be another figure’s");
        let warning = Diagnostic::warning(Code::DoubtfulLabel, label.place, message);
        let help = "write the figure that the label is of, or delete one of the two";
        sink.report(warning.help(help).related(earlier.place, "the other label"));
    }
}

/// Two figures of the same places with one label.
fn twins(dataset: &Dataset, sink: &mut Sink) {
    let mut first = HashMap::new();
    for spec in &dataset.set.figures {
        for (language, text) in &spec.label.texts {
            let Some((key, earlier)) =
                first.insert((spec.scope, language, folded(&text.value)), (&spec.key.value, text.span))
            else {
                continue;
            };
            let message = format!("`{key}` and `{}` have the same label", spec.key.value);
            let warning = Diagnostic::warning(Code::DoubtfulLabel, text.span, message);
            sink.report(
                warning.help("say in the label of each what it counts").related(earlier, "the other one"),
            );
            break;
        }
    }
}

fn listed(dataset: &Dataset, figures: &[FigureId]) -> String {
    let keys = figures.iter().map(|id| format!("`{}`", dataset.set.figures[id.index()].key.value));
    keys.collect::<Vec<_>>().join(" and ")
}
