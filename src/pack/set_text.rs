//! The set file, the nation's and a state's figures, written anew. Every field is named, so that
//! a new one of the data does not compile until it is said whether it travels.

use super::provenance::written;
use super::toml_text::{TomlText, quoted};
use crate::facts::{Fact, Facts};
use crate::input::{
    Allowance, FigureFile, FigureSpec, Localized, NameForms, Publisher, Rule, Scope, Set, State,
    ThemeChanges, Waiver,
};
use crate::layout::Setting;
use crate::profile::{OFFICE, Profile};
use chrono::NaiveDate;

/// `handout.toml` for one language, theme, date and profile.
///
/// `series` is the setting that the handouts of the run share, if they do.
pub(super) fn set(
    set: &Set,
    language: &str,
    theme: &str,
    date: NaiveDate,
    profile: &Profile,
    series: Option<&Setting>,
) -> String {
    let Set {
        file: _,
        year,
        released: _,
        as_of,
        theme: _,
        // In a file of its own.
        theme_changes: _,
        profile: _,
        fit: _,
        output_profile,
        languages: _,
        publisher,
        contact,
        figures,
        allow,
    } = set;
    let mut out = TomlText::default();
    out.plain("year", year.value);
    out.plain("released", date);
    as_of.iter().for_each(|date| out.plain("as_of", date.value));
    out.text("theme", theme);
    if let Some(Setting { size, lead, gap }) = series {
        out.text("fit", &format!("{} {} {}", size.to_f64(), lead.to_f64(), gap.to_f64()));
    }
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
    allow.iter().filter(|entry| entry.code.value.stops_sheets()).for_each(|entry| allowance(&mut out, entry));
    figures.iter().for_each(|spec| figure(&mut out, spec, language));
    out.finish()
}

/// What a sheet may say of another place; the authors' reasons stay with them. The other entries decide
/// what is warned of, not what is made.
fn allowance(out: &mut TomlText, Allowance { code, file, text, reason: _, span: _ }: &Allowance) {
    out.entry("allow");
    out.text("code", code.value.name());
    out.option("file", file.as_ref().map(|file| file.value.as_str()));
    out.option("text", text.as_ref().map(|text| text.value.as_str()));
    out.text("reason", "allowed by the publisher");
}

/// The other rules have done their work: the figures travel as they were judged, small counts
/// among them as they are printed.
fn figure(out: &mut TomlText, spec: &FigureSpec, language: &str) {
    let FigureSpec { key, scope, label, one, other, sum_of, at_most, required, rules: _ } = spec;
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
    out.list("at_most", at_most.iter().map(|key| key.value.as_str()));
    if !required {
        out.plain("required", false);
    }
}

/// `theme.toml`; nothing if the set changes nothing of this theme.
pub(super) fn theme(changes: &ThemeChanges, theme: &str) -> Option<String> {
    let mut out = TomlText::default();
    let mut table = String::new();
    for (in_table, token, value) in changes.written(theme) {
        if table != in_table {
            out.table(&in_table);
            table = in_table;
        }
        out.plain(&token, value);
    }
    (!table.is_empty()).then(|| out.finish())
}

/// `national.toml`.
pub(super) fn national(file: &FigureFile, facts: &Facts) -> String {
    let mut out = TomlText::default();
    figures(&mut out, file, facts, Scope::National);
    out.finish()
}

/// `states/NAME.toml`, with the names in one language.
pub(super) fn state(state: &State, language: &str, facts: &Facts) -> String {
    // The slug is the file's name.
    let State { names, postal, slug: _, figures: file } = state;
    let NameForms { name, in_prose, possessive, adjective } = names.get(language);
    let mut out = TomlText::default();
    out.text("name", &name.value);
    if in_prose.value != name.value {
        out.text("in_prose", &in_prose.value);
    }
    out.option("possessive", possessive.as_ref().map(|text| text.value.as_str()));
    out.option("adjective", adjective.as_ref().map(|text| text.value.as_str()));
    out.text("postal", &postal.value);
    figures(&mut out, file, facts, Scope::State);
    waivers(&mut out, file);
    out.finish()
}

/// Which of the rules that travel this place need not keep; why is the authors' own.
fn waivers(out: &mut TomlText, file: &FigureFile) {
    for Waiver { figure, rule, reason: _, span: _ } in &file.waivers {
        if matches!(rule, Rule::SumOf | Rule::AtMost) {
            out.entry("waive");
            out.text("figure", &figure.value);
            out.text("rule", rule.name());
            out.text("reason", "waived by the publisher");
        }
    }
}

/// The figures as they were judged; the file itself has numbers that were withheld, and notes.
fn figures(out: &mut TomlText, file: &FigureFile, facts: &Facts, wanted: Scope) {
    let FigureFile { file: _, year, source, span: _, figures: _, waivers: _, spoilt: _, complete: _ } = file;
    out.plain("year", year.value);
    out.option("source", source.as_ref().map(|source| source.value.as_str()));
    out.table("figures");
    for fact in facts.figures.iter().filter(|fact| fact.scope == wanted) {
        let Fact {
            key,
            scope: _,
            value,
            year: own_year,
            source: own_source,
            note: _,
            origin: _,
            stale: _,
            as_of: _,
            withheld: _,
        } = fact;
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
