//! What was asked for, held against what there is, before anything is made: a slip of the keyboard
//! must not quietly make nothing, or everything.
//!
//! In: options as they were typed. Out: [`Options`], or a fault that names the option. A run with
//! such a fault could not start.

use super::Which;
use super::say::reason;
use chrono::{DateTime, Datelike, NaiveDate};
use handout::{
    Code, Finding, Findings, NamePattern, Options, OutputFolder, Set, Shard, StateName, nearest, profiles,
    themes,
};
use std::path::Path;

/// More than a scheduler would start.
const MOST_SHARDS: usize = 10_000;

/// Something that was asked for cannot be; the reason is among the findings.
pub struct Refused;

/// Whether a fault kept the run from starting.
pub fn is_of_start(fault: Finding<'_>) -> bool {
    fault.option().is_some() || fault.code() == Code::NoSet
}

/// Whether a state whose file has faults answers to a postal code or file name.
pub fn is_called(failed: &StateName, asked: &str) -> bool {
    failed.is_called(asked) || failed.name.eq_ignore_ascii_case(asked)
}

/// The options of a run, as far as they can be judged without the set.
pub fn options(which: &Which, profiles: &[String], findings: &mut Findings) -> Result<Options, Refused> {
    let only = pieces("--only", &which.only, "give states by postal code or file name: KY,OH", findings);
    let languages = pieces("--lang", &which.lang, "give languages of the set: en,es", findings);
    let profiles = profile(profiles, findings);
    let (theme, date) = (theme(which.theme.as_deref(), findings), epoch(findings));
    let (only, languages, profiles) = (only?, languages?, profiles?);
    Ok(Options { only, languages, profiles, theme: theme?, date: date?, ..Options::default() })
}

/// The pieces of a list between its commas, each once. One that names nothing is refused: it would
/// stand for everything.
fn pieces(
    option: &str,
    typed: &[String],
    help: &str,
    findings: &mut Findings,
) -> Result<Vec<String>, Refused> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in typed.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()) {
        if !pieces.iter().any(|before| before == piece) {
            pieces.push(piece.to_owned());
        }
    }
    if pieces.is_empty() && !typed.is_empty() {
        findings.refuse(Code::BadValue, option, "this list is empty", help);
        return Err(Refused);
    }
    Ok(pieces)
}

fn profile(typed: &[String], findings: &mut Findings) -> Result<Vec<String>, Refused> {
    let known = profiles();
    let all = listed(&known);
    let found = pieces("--profile", typed, &format!("the profiles are {all}"), findings)?;
    let mut all_known = Ok(());
    for name in found.iter().filter(|name| !known.contains(&name.as_str())) {
        let (at, message) = (format!("--profile {name}"), format!("there is no profile `{name}`"));
        let help = meant(name, known.iter().copied(), &format!("the profiles are {all}"));
        findings.refuse(Code::BadValue, &at, message, help);
        all_known = Err(Refused);
    }
    all_known.map(|()| found)
}

/// The theme, if one was asked for.
pub fn theme(typed: Option<&str>, findings: &mut Findings) -> Result<Option<String>, Refused> {
    let Some(name) = typed.map(str::trim) else { return Ok(None) };
    let known = themes();
    if known.contains(&name) {
        return Ok(Some(name.to_owned()));
    }
    let (at, message) = (format!("--theme {name}"), format!("there is no theme `{name}`"));
    let help = meant(name, known.iter().copied(), &format!("the themes are {}", listed(&known)));
    findings.refuse(Code::UnknownTheme, &at, message, help);
    Err(Refused)
}

/// The date in `SOURCE_DATE_EPOCH` (seconds since 1970; reproducible-builds.org), if it is set.
pub fn epoch(findings: &mut Findings) -> Result<Option<NaiveDate>, Refused> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(value) = std::env::var_os(NAME) else { return Ok(None) };
    let value = value.to_string_lossy();
    let moment = value.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    // The years that a set may name; a date in a PDF file has room for four digits.
    moment
        .filter(|moment| (1900..=2100).contains(&moment.year()))
        .map(|moment| Some(moment.date_naive()))
        .ok_or_else(|| {
            let message = format!("`{value}` is not a time from 1900 to 2100, in seconds since 1970");
            let help = "unset this variable, or set it like this: SOURCE_DATE_EPOCH=1714521600";
            findings.refuse(Code::BadValue, NAME, message, help);
            Refused
        })
}

/// Refuses a state nobody has; `before` is what was typed before its name.
pub fn states(set: &Set, only: &[String], before: &str, findings: &mut Findings) -> Result<(), Refused> {
    let failed: Vec<StateName> = set.failed_states().collect();
    let states: Vec<StateName> = set.states().collect();
    let mut known = Ok(());
    for asked in only {
        if failed.iter().any(|failed| is_called(failed, asked)) || states.iter().any(|s| s.is_called(asked)) {
            continue;
        }
        let names = states.iter().flat_map(|state| [&state.slug, &state.postal, &state.name]);
        let message = format!("the set has no state `{asked}`");
        let help = "give a state by its postal code, or by its file in the folder `states`: KY, kentucky";
        let help = meant(asked, names.map(String::as_str), help);
        findings.refuse(Code::NoState, &format!("{before} {asked}"), message, help);
        known = Err(Refused);
    }
    known
}

/// Refuses a language that is not the set's; `option` is what was typed before it.
pub fn languages(set: &Set, asked: &[String], option: &str, findings: &mut Findings) -> Result<(), Refused> {
    let own: Vec<&str> = set.languages().collect();
    let mut known = Ok(());
    for asked in asked.iter().filter(|asked| !own.contains(&asked.as_str())) {
        let message = format!("the set has no such language; its languages are {}", own.join(", "));
        let example = format!("write one of them: `{option} {}`", own.last().copied().unwrap_or("en"));
        let help = meant(asked, own.iter().copied(), &example);
        findings.refuse(Code::UnknownLanguage, &format!("{option} {asked}"), message, help);
        known = Err(Refused);
    }
    known
}

/// One part of several: "2/3".
pub fn shard(typed: &str) -> Result<Shard, String> {
    let numbers =
        typed.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((number, of)) if (1..=of).contains(&number) && of <= MOST_SHARDS => Ok(Shard { number, of }),
        _ => Err(format!("write it like 1/3, the first of three parts; at most {MOST_SHARDS}")),
    }
}

/// The name of the files, if one was asked for.
pub fn name(typed: Option<&str>, findings: &mut Findings) -> Result<Option<NamePattern>, Refused> {
    let Some(text) = typed else { return Ok(None) };
    NamePattern::parse(text).map(Some).map_err(|bad| {
        findings.refuse(Code::BadValue, &format!("--name {text}"), bad.message, bad.help);
        Refused
    })
}

/// The folder for the files, made if need be.
pub fn folder(path: &Path, findings: &mut Findings) -> Result<OutputFolder, Refused> {
    OutputFolder::open(path).map_err(|error| {
        let in_the_way = path.ancestors().find(|above| above.is_file());
        let message = match in_the_way {
            Some(file) if file == path => "this is a file, not a folder".to_owned(),
            Some(file) => format!("`{}` is a file, not a folder", file.display()),
            None => format!("the folder cannot be created: {}", reason(&error.cause)),
        };
        let help = "use another folder for the files: `-o out`";
        findings.refuse(Code::BadValue, &format!("-o {}", path.display()), message, help);
        Refused
    })
}

/// A path as it is typed into a command.
pub fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~".contains(c);
    if text.chars().all(plain) { text.into_owned() } else { format!("\"{text}\"") }
}

fn meant<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> String {
    nearest(typed, names).map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

fn listed(names: &[&str]) -> String {
    names.join(", ")
}
