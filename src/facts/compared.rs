//! Figures printed beside the nation's are of its kind and year.
//!
//! In: a figure of one place, the nation's, and their entry of the dictionary. Out: a fault, or `None`.
//! What the dictionary tells by itself is checked where it is read.

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Kind;
use crate::set::{Dataset, FigureEntry, FigureSpec};
use chrono::Datelike;

/// The two are for the same year.
pub(super) fn year(
    dataset: &Dataset,
    spec: &FigureSpec,
    own: &FigureEntry,
    nation: Option<&FigureEntry>,
) -> Option<Diagnostic> {
    let (compare, nation) = (spec.compare.as_ref()?, nation?);
    let year = |entry: &FigureEntry| {
        let day = entry.as_of.as_ref().map(|day| day.value.year());
        entry.year.as_ref().map(|year| year.value).or(day).unwrap_or(dataset.set.year.value)
    };
    let ([key, other], [is, wanted]) = ([&spec.key.value, &compare.value], [own, nation].map(year));
    if is == wanted || own.value.value.kind().is_none() || nation.value.value.kind().is_none() {
        return None;
    }
    let message = format!("`{key}` is for {is}, but `{other}`, with which it is compared, is for {wanted}");
    let fault = Diagnostic::error(Code::YearMismatch, own.value.span, message);
    let help = format!("give both figures of one year, or delete `compare` under `[figures.{key}]`");
    Some(fault.help(help).related(nation.value.span, "the nation’s figure"))
}

/// Counts without nouns: that two of them count the same is told by nothing.
pub(super) fn unnamed(dataset: &Dataset) -> Vec<(&FigureSpec, Diagnostic)> {
    let national = |key: &str| dataset.national.figures.iter().find(|entry| entry.key.value == key);
    let unnamed = dataset.set.figures.iter().filter(|spec| spec.other.is_none());
    let found = unnamed.filter_map(|spec| {
        let compare = spec.compare.as_ref()?;
        let nation = national(&compare.value)?;
        (nation.value.value.kind() == Some(Kind::Number)).then_some(())?;
        let (key, other) = (&spec.key.value, &compare.value);
        let message = format!("`{key}` and `{other}` are counts, and nothing says what both count");
        let fault = Diagnostic::error(Code::WrongKind, compare.span, message);
        let help = "give both figures the same nouns, `one = \"case\"` and `other = \"cases\"`";
        Some((spec, fault.help(help).related(nation.value.span, "the nation’s figure")))
    });
    found.collect()
}
