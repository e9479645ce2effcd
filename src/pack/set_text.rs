//! The set file, the nation's and a state's figures, written anew. Every field is named, so that
//! a new one of the data does not compile until it is said whether it travels.

use super::provenance::written;
use super::toml_text::{TomlText, quoted};
use crate::facts::{Fact, Facts};
use crate::input::{FigureFile, FigureSpec, Localized, Publisher, Scope, Set, State};
use crate::pdf::{OFFICE, Profile};
use chrono::NaiveDate;

/// `handout.toml` for one language, theme, date and profile.
pub(super) fn set(set: &Set, language: &str, theme: &str, date: NaiveDate, profile: &Profile) -> String {
    let Set {
        file: _,
        year,
        released: _,
        theme: _,
        profile: _,
        output_profile,
        languages: _,
        publisher,
        contact,
        figures,
    } = set;
    let mut out = TomlText::default();
    out.plain("year", year.value);
    out.plain("released", date);
    out.text("theme", theme);
    if profile.name != OFFICE.name {
        out.text("profile", profile.name);
    }
    out.list("languages", [language]);
    let Publisher { name, short, website } = publisher;
    out.table("publisher");
    out.text("name", &name.value);
    out.option("short", short.as_ref().map(|text| text.value.as_str()));
    out.option("website", website.as_ref().map(|text| text.value.as_str()));
    if !contact.is_empty() {
        out.table("contact");
        contact.iter().for_each(|(key, text)| out.text(&key.value, &text.value));
    }
    if profile.sheet.is_some()
        && let Some(output) = output_profile
    {
        out.table("press");
        out.text("output_profile", &format!("{}.icc", output.name));
    }
    figures.iter().for_each(|spec| figure(&mut out, spec, language));
    out.finish()
}

fn figure(out: &mut TomlText, spec: &FigureSpec, language: &str) {
    let FigureSpec { key, scope, label, one, other, sum_of, at_most, required } = spec;
    let text = |localized: &Localized| {
        // What this language does not have stands in the set's first.
        let text = localized.get(language).or_else(|| localized.texts.first().map(|(_, text)| text));
        text.map(|text| text.value.clone()).unwrap_or_default()
    };
    out.table(&format!("figures.{}", key.value));
    out.text("scope", if *scope == Scope::State { "state" } else { "national" });
    out.text("label", &text(label));
    out.option("one", one.as_ref().map(text).as_deref());
    out.option("other", other.as_ref().map(text).as_deref());
    out.list("sum_of", sum_of.iter().map(|key| key.value.as_str()));
    out.option("at_most", at_most.as_ref().map(|key| key.value.as_str()));
    if !required {
        out.plain("required", false);
    }
}

/// `national.toml`.
pub(super) fn national(file: &FigureFile, facts: &Facts) -> String {
    let mut out = TomlText::default();
    figures(&mut out, file, facts, Scope::National);
    out.finish()
}

/// `states/NAME.toml`.
pub(super) fn state(state: &State, facts: &Facts) -> String {
    // The slug is the file's name.
    let State { name, in_prose, postal, slug: _, figures: file } = state;
    let mut out = TomlText::default();
    out.text("name", &name.value);
    if in_prose.value != name.value {
        out.text("in_prose", &in_prose.value);
    }
    out.text("postal", &postal.value);
    figures(&mut out, file, facts, Scope::State);
    out.finish()
}

/// The figures as they were judged; the file itself has numbers that were withheld, and notes.
fn figures(out: &mut TomlText, file: &FigureFile, facts: &Facts, wanted: Scope) {
    let FigureFile { file: _, year, source, span: _, figures: _, spoilt: _, complete: _ } = file;
    out.plain("year", year.value);
    out.option("source", source.as_ref().map(|source| source.value.as_str()));
    out.table("figures");
    for fact in facts.figures.iter().filter(|fact| fact.scope == wanted) {
        let Fact { key, scope: _, value, year: own_year, source: own_source, note: _, origin: _ } = fact;
        let mut entry = format!("value = {}", written(value));
        let plain = entry.len();
        if *own_year != year.value {
            entry += &format!(", year = {own_year}");
        }
        if let Some(own) = own_source
            && source.as_ref().is_none_or(|source| source.value != *own)
        {
            entry += &format!(", source = {}", quoted(own));
        }
        match entry.len() > plain {
            true => out.plain(key, format_args!("{{ {entry} }}")),
            false => out.plain(key, written(value)),
        }
    }
}
