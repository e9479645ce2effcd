//! Everything as one JSON document: the dictionary, and each figure of each place with what is said of it.

use super::details::{kind, scope};
use super::remark::remark;
use crate::figure::{Kind, Value};
use crate::set::{Dataset, FigureEntry, FigureFile, FigureSpec, Localized, State};
use crate::source::{Sources, Spanned};
use serde_json::{Map, Value as Json, json};

/// A line for each figure of the dictionary and for each place.
pub(super) fn text(dataset: &Dataset, sources: &Sources) -> String {
    let set = &dataset.set;
    let languages: Vec<&str> = set.languages.iter().map(|tag| tag.value.as_str()).collect();
    let mut out =
        format!("{{\n\"format\": 1,\n\"year\": {},\n\"languages\": {},\n", set.year.value, json!(languages));
    list(&mut out, "figures", set.figures.iter().map(spec));
    out += &format!(",\n\"national\": {},\n", place(&dataset.national, sources));
    list(&mut out, "states", dataset.states.iter().map(|own| state(own, &languages, sources)));
    out + "\n}\n"
}

/// A list, written item by item: a set may have a hundred thousand places.
fn list(out: &mut String, name: &str, items: impl Iterator<Item = Json>) {
    *out += &format!("\"{name}\": [");
    for (n, item) in items.enumerate() {
        *out += if n > 0 { ",\n" } else { "\n" };
        *out += &item.to_string();
    }
    *out += "\n]";
}

fn spec(spec: &FigureSpec) -> Json {
    let told = spec.told_kind().map(|(kind, _)| kind);
    let kind = Kind::ALL.into_iter().find(|(_, kind)| Some(*kind) == told).map(|(name, _)| name);
    json!({
        "key": spec.key.value,
        "scope": scope(spec.scope),
        "kind": kind,
        "label": localized(&spec.label),
        "one": spec.one.as_ref().map(localized),
        "other": spec.other.as_ref().map(localized),
    })
}

fn localized(text: &Localized) -> Json {
    Json::Object(text.texts.iter().map(|(tag, text)| (tag.clone(), json!(text.value))).collect())
}

fn state(state: &State, languages: &[&str], sources: &Sources) -> Json {
    let forms: Map<String, Json> = languages
        .iter()
        .map(|tag| {
            let forms = state.names.get(tag);
            let own = json!({
                "name": forms.name.value,
                "in_prose": forms.in_prose.value,
                "possessive": plain(&forms.possessive),
                "adjective": plain(&forms.adjective),
            });
            ((*tag).to_owned(), own)
        })
        .collect();
    let mut document = place(&state.figures, sources);
    if let Json::Object(document) = &mut document {
        document.insert("name".to_owned(), json!(state.name().value));
        document.insert("code".to_owned(), json!(state.postal.value));
        document.insert("slug".to_owned(), json!(state.slug.value));
        document.insert("names".to_owned(), Json::Object(forms));
    }
    document
}

fn place(file: &FigureFile, sources: &Sources) -> Json {
    let waived = file.waivers.iter().map(|waiver| {
        json!({
            "figure": waiver.figure.value, "rule": waiver.rule.name(), "reason": waiver.reason.value,
        })
    });
    json!({
        "year": file.year.value,
        "source": plain(&file.source),
        "figures": file.figures.iter().map(|entry| figure(entry, sources)).collect::<Vec<_>>(),
        "waived": waived.collect::<Vec<_>>(),
    })
}

fn figure(entry: &FigureEntry, sources: &Sources) -> Json {
    let at = sources.locate(entry.value.span);
    // Within the set, wherever that is.
    let file = at
        .path
        .rfind("states/")
        .map_or_else(|| at.path.rsplit('/').next(), |at_states| at.path.get(at_states..));
    json!({
        "figure": entry.key.value,
        "value": value(&entry.value.value),
        "kind": kind(&entry.value.value),
        "previous": entry.previous.as_ref().map(|last| value(&last.value)),
        "year": entry.year.as_ref().map(|year| year.value),
        "as_of": entry.as_of.as_ref().map(|day| day.value.to_string()),
        "source": plain(&entry.source),
        "note": plain(&entry.note),
        "remark": remark(sources, entry.value.span),
        "file": file, "line": at.line, "column": at.column,
    })
}

/// A count as a number, anything else in the words of the data.
fn value(value: &Value) -> Json {
    value.count().map_or_else(|| json!(value.to_string()), |count| json!(count))
}

fn plain(text: &Option<Spanned<String>>) -> Option<&str> {
    text.as_ref().map(|text| text.value.as_str())
}
