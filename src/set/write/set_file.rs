//! The set file, the national figures and those of a state as TOML. Every field is named, so that a new
//! field does not compile until it is decided whether it travels.

use super::toml_text::{TomlText, quoted};
use crate::diagnostic::Class;
use crate::figure::notation::underscored;
use crate::figure::{Kind, Value};
use crate::gazetteer;
use crate::set::{
    Allowance, FigureFile, FigureSpec, FitMode, Localized, NameForms, Publisher, Rule, Scope, SetFile,
    SpokenName, State, Waiver,
};
use crate::theme::ThemeChanges;
use chrono::NaiveDate;

/// What a run decided where the set has a choice.
pub(crate) struct Choices<'a> {
    pub(crate) language: &'a str,
    pub(crate) theme: &'a str,
    pub(crate) date: NaiveDate,
    /// `None` for the default profile.
    pub(crate) profile: Option<&'a str>,
    /// Whether the profile prints in the colours of the print shop.
    pub(crate) press: bool,
    pub(crate) large_print: bool,
    /// Whether the data travels only because someone asked for it.
    pub(crate) attached: bool,
    /// The shared size of the handouts, if they share one.
    pub(crate) fit: Option<FitMode>,
}

/// A figure as it is printed, small counts suppressed.
pub(crate) struct PrintedFigure<'a> {
    pub(crate) key: &'a str,
    pub(crate) value: Value,
    /// Last year's value, if the page says it.
    pub(crate) previous: Option<Value>,
    pub(crate) year: i32,
    pub(crate) source: Option<&'a str>,
}

/// `handout.toml`, with the choices of a run.
pub(crate) fn set(set: &SetFile, choices: &Choices<'_>) -> String {
    let SetFile {
        file: _,
        year,
        released: _,
        as_of,
        theme: _,
        // In a file of its own.
        theme_changes: _,
        profile: _,
        large_print: _,
        // Decided by the run.
        attachments: _,
        fit: _,
        // No byte of a file depends on it.
        file_name: _,
        output_profile,
        languages: _,
        publisher,
        contact,
        names,
        figures,
        allow,
    } = set;
    let mut out = TomlText::default();
    out.plain("year", year.value);
    out.plain("released", choices.date);
    as_of.iter().for_each(|date| out.plain("as_of", date.value));
    out.text("theme", choices.theme);
    if let Some(FitMode::At { size, lead, gap, frame }) = choices.fit {
        let frame: String = frame.iter().flatten().map(|length| format!(" {length}")).collect();
        out.text("fit", &format!("{size} {} {}{frame}", lead.to_f64(), gap.to_f64()));
    }
    out.option("profile", choices.profile);
    if choices.large_print {
        out.plain("large_print", true);
    }
    if choices.attached {
        out.plain("attachments", true);
    }
    out.list("languages", [choices.language]);
    let Publisher { name, short, website } = publisher;
    out.table("publisher");
    out.text("name", &name.value);
    out.option("short", short.as_ref().map(|text| text.value.as_str()));
    out.option("website", website.as_ref().map(|text| text.value.as_str()));
    if !contact.is_empty() {
        out.table("contact");
        contact.iter().for_each(|(key, text)| out.text(&key.value, &text.value));
    }
    self::names(&mut out, names, choices.language);
    if choices.press
        && let Some(output) = output_profile
    {
        out.table("press");
        out.text("output_profile", &format!("{}.icc", output.name));
    }
    allow
        .iter()
        .filter(|entry| entry.code.value.class() == Class::WrongSheet)
        .for_each(|entry| allowance(&mut out, entry));
    figures.iter().for_each(|spec| figure(&mut out, spec, choices.language));
    out.finish()
}

/// The names that a voice must say otherwise than the page: those of its own language need nothing.
fn names(out: &mut TomlText, names: &[SpokenName], language: &str) {
    let own = language.split('-').next();
    let mut foreign: Vec<&SpokenName> = names.iter().filter(|name| Some(name.language) != own).collect();
    foreign.sort_by_key(|name| name.language);
    if !foreign.is_empty() {
        out.table("names");
    }
    for group in foreign.chunk_by(|one, next| one.language == next.language) {
        out.list(group[0].language, group.iter().map(|name| name.text.value.as_str()));
    }
}

/// Allows a sheet to name another place; the authors' reasons stay behind. All other entries only
/// silence warnings.
fn allowance(out: &mut TomlText, Allowance { code, file, text, reason: _, span: _ }: &Allowance) {
    out.entry("allow");
    out.text("code", code.value.name());
    out.option("file", file.as_ref().map(|file| file.value.as_str()));
    out.option("text", text.as_ref().map(|text| text.value.as_str()));
    out.text("reason", "allowed by the publisher");
}

/// The other rules have done their work: the figures travel validated, small counts suppressed.
fn figure(out: &mut TomlText, spec: &FigureSpec, language: &str) {
    // Its year travels with each value.
    let FigureSpec {
        key,
        scope,
        year: _,
        kind,
        label,
        one,
        other,
        sum_of,
        at_most,
        compare,
        required,
        rules: _,
    } = spec;
    let text = |localized: &Localized| {
        // The first language of the set stands in for a missing text.
        let text = localized.get(language).or_else(|| localized.texts.first().map(|(_, text)| text));
        text.map(|text| text.value.clone()).unwrap_or_default()
    };
    out.table(&format!("figures.{}", key.value));
    out.text("scope", if *scope == Scope::State { "state" } else { "national" });
    let kind = kind.as_ref().and_then(|own| Kind::ALL.into_iter().find(|(_, kind)| *kind == own.value));
    out.option("kind", kind.map(|(name, _)| name));
    out.text("label", &text(label));
    out.option("one", one.as_ref().map(text).as_deref());
    out.option("other", other.as_ref().map(text).as_deref());
    out.list("sum_of", sum_of.iter().map(|key| key.value.as_str()));
    out.list("at_most", at_most.iter().map(|key| key.value.as_str()));
    out.option("compare", compare.as_ref().map(|key| key.value.as_str()));
    if !required {
        out.plain("required", false);
    }
}

/// `theme.toml`; `None` if the set does not change this theme.
pub(crate) fn theme(changes: &ThemeChanges, theme: &str) -> Option<String> {
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
pub(crate) fn national<'a>(file: &FigureFile, entries: impl Iterator<Item = PrintedFigure<'a>>) -> String {
    let mut out = TomlText::default();
    figures(&mut out, file, entries);
    out.finish()
}

/// `states/NAME.toml`, with the names in one language.
pub(crate) fn state<'a>(
    state: &State,
    language: &str,
    entries: impl Iterator<Item = PrintedFigure<'a>>,
) -> String {
    // The slug is the file name; the groups say who hands the sheets out, not what they say; of a correction,
    // the sheet says the day alone.
    let State { names, postal, slug: _, groups: _, corrected, figures: file } = state;
    let NameForms { name, in_prose, possessive, adjective } = names.get(language);
    let mut out = TomlText::default();
    out.text("name", &name.value);
    // What reading would supply must not take the place of what is written.
    let supplied = gazetteer::in_prose(&name.value, &postal.value, language);
    if in_prose.value != name.value || supplied.is_some_and(|supplied| supplied != name.value) {
        out.text("in_prose", &in_prose.value);
    }
    out.option("possessive", possessive.as_ref().map(|text| text.value.as_str()));
    out.option("adjective", adjective.as_ref().map(|text| text.value.as_str()));
    out.text("postal", &postal.value);
    figures(&mut out, file, entries);
    waivers(&mut out, file);
    if let Some(corrected) = corrected {
        out.table("corrected");
        out.plain("date", corrected.date.value);
    }
    out.finish()
}

/// The waivers of rules that travel; the authors' reasons stay behind.
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

/// The figures as printed: those of the file include withheld numbers, and notes.
fn figures<'a>(out: &mut TomlText, file: &FigureFile, entries: impl Iterator<Item = PrintedFigure<'a>>) {
    let FigureFile { file: _, year, source, span: _, figures: _, waivers: _, spoilt: _, complete: _ } = file;
    out.plain("year", year.value);
    out.option("source", source.as_ref().map(|source| source.value.as_str()));
    out.table("figures");
    for PrintedFigure { key, value, previous, year: own_year, source: own_source } in entries {
        let value = written(&value);
        let mut entry = format!("value = {value}");
        let plain = entry.len();
        if let Some(previous) = previous {
            entry += &format!(", previous = {}", written(&previous));
        }
        if own_year != year.value {
            entry += &format!(", year = {own_year}");
        }
        if let Some(own) = own_source
            && source.as_ref().is_none_or(|source| source.value != own)
        {
            entry += &format!(", source = {}", quoted(own));
        }
        match entry.len() > plain {
            true => out.plain(key, format_args!("{{ {entry} }}")),
            false => out.plain(key, value),
        }
    }
}

/// A figure as a TOML value: a count in digits, anything else in words.
pub(crate) fn written(value: &Value) -> String {
    match value.count() {
        Some(count) => underscored(count),
        None => quoted(&value.to_string()),
    }
}
