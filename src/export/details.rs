//! The further sheets of the workbook: what is said of each figure of each state and of the nation, the
//! dictionary with the figures of the nation, and the rules that are waived.

use super::remark::remark;
use super::table::{ExportCell, ExportTable};
use crate::figure::{Amount, Kind, Value};
use crate::set::{Dataset, FigureFile, Scope};
use crate::source::Sources;

/// What the nation is called in the column of the states.
pub(super) const NATION: &str = "national";

/// Each place with its name, its code and its figures, the nation first.
pub(super) fn places(dataset: &Dataset) -> impl Iterator<Item = (&str, &str, &FigureFile)> {
    let states = dataset.states.iter();
    let states =
        states.map(|state| (state.name().value.as_str(), state.postal.value.as_str(), &state.figures));
    std::iter::once((NATION, "", &dataset.national)).chain(states)
}

/// What a value is: a count, a rounded or a decimal number, a share, money, or why there is none.
pub(super) fn kind(value: &Value) -> String {
    match value {
        Value::Known(quantity) => match quantity.amount {
            Amount::Count(_) => "count".to_owned(),
            Amount::Rounded { .. } => "rounded".to_owned(),
            Amount::Share { .. } => "share".to_owned(),
            Amount::Decimal { .. } => "decimal".to_owned(),
            Amount::Money { .. } => "money".to_owned(),
        },
        Value::FewerThan(_) => "count".to_owned(),
        Value::Missing(missing) => missing.to_string(),
    }
}

pub(super) fn sources(dataset: &Dataset, sources: &Sources) -> ExportTable {
    let heads = ["state", "code", "figure", "source", "note", "year", "previous", "as_of", "kind", "remark"];
    let rows = places(dataset).flat_map(|(name, code, file)| {
        file.figures.iter().map(move |entry| {
            let source = entry.source.as_ref().or(file.source.as_ref()).map(|source| &source.value);
            let year = entry.year.as_ref().map_or(file.year.value, |year| year.value);
            vec![
                ExportCell::text(name),
                ExportCell::text(code),
                ExportCell::text(&entry.key.value),
                source.into(),
                entry.note.as_ref().map(|note| &note.value).into(),
                ExportCell::year(year),
                entry.previous.as_ref().map_or(ExportCell::Empty, |last| ExportCell::figure(&last.value)),
                entry.as_of.as_ref().map_or(ExportCell::Empty, |day| ExportCell::Text(day.value.to_string())),
                ExportCell::Text(kind(&entry.value.value)),
                remark(sources, entry.value.span).map_or(ExportCell::Empty, ExportCell::Text),
            ]
        })
    });
    ExportTable { name: "Sources", heads: heads.map(str::to_owned).to_vec(), rows: rows.collect() }
}

pub(super) fn figures(dataset: &Dataset) -> ExportTable {
    let languages: Vec<&str> = dataset.set.languages.iter().map(|tag| tag.value.as_str()).collect();
    let mut heads = vec!["key".to_owned()];
    heads.extend(languages.iter().map(|tag| format!("label.{tag}")));
    heads.push("kind".to_owned());
    heads.extend(languages.iter().map(|tag| format!("unit.{tag}")));
    heads.extend(["scope", "value"].map(str::to_owned));
    let rows =
        dataset.set.figures.iter().map(|spec| {
            let mut row = vec![ExportCell::text(&spec.key.value)];
            row.extend(languages.iter().map(|tag| spec.label.get(tag).map(|text| &text.value).into()));
            let kind = spec.told_kind().map(|(kind, _)| kind);
            let name = Kind::ALL.into_iter().find(|(_, known)| Some(*known) == kind);
            row.push(name.map_or(ExportCell::Empty, |(name, _)| ExportCell::text(name)));
            row.extend(languages.iter().map(|tag| {
                spec.other.as_ref().and_then(|other| other.get(tag)).map(|text| &text.value).into()
            }));
            let national = dataset.national.figures.iter().find(|entry| entry.key.value == spec.key.value);
            row.push(ExportCell::text(scope(spec.scope)));
            row.push(national.map_or(ExportCell::Empty, |entry| ExportCell::figure(&entry.value.value)));
            row
        });
    ExportTable { name: "Figures", heads, rows: rows.collect() }
}

pub(super) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::State => "state",
        Scope::National => "national",
    }
}

/// The rules that are waived, if there are any.
pub(super) fn waivers(dataset: &Dataset) -> Option<ExportTable> {
    let rows = places(dataset).flat_map(|(name, code, file)| {
        file.waivers.iter().map(move |waiver| {
            [name, code, &waiver.figure.value, waiver.rule.name(), &waiver.reason.value]
                .map(ExportCell::text)
                .to_vec()
        })
    });
    let (heads, rows) = (["state", "code", "figure", "rule", "reason"], rows.collect::<Vec<_>>());
    let heads = heads.map(str::to_owned).to_vec();
    (!rows.is_empty()).then_some(ExportTable { name: "Waivers", heads, rows })
}
