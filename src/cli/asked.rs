//! What was asked for, held against what there is, before anything is made: a slip of the keyboard
//! must not quietly make nothing, or everything.
//!
//! In: options as they were typed. Out: [`Options`], or a fault that names the option. A run with
//! such a fault could not start.

use super::Which;
use super::say::reason;
use chrono::{DateTime, Datelike, NaiveDate};
use handout::batch::{Options, is_called};
use handout::diagnostic::{At, Code, Diagnostic, Reported, Sink, nearest};
use handout::output::Folder;
use handout::profile::PROFILES;
use handout::set::Dataset;
use handout::theme::BUILT_IN;
use std::path::Path;

/// Whether a fault kept the run from starting.
pub fn is_of_start(fault: &Diagnostic) -> bool {
    matches!(fault.at, At::Option(_)) || fault.code == Code::NoSet
}

/// The options of a run, as far as they can be judged without the set.
pub fn options(which: &Which, profiles: &[String], sink: &mut Sink) -> Result<Options, Reported> {
    let only = pieces("--only", &which.only, "give states by postal code or file name: KY,OH", sink);
    let languages = pieces("--lang", &which.lang, "give languages of the set: en,es", sink);
    let profiles = profile(profiles, sink);
    let (theme, date) = (theme(which.theme.as_deref(), sink), epoch(sink));
    let (only, languages, profiles) = (only?, languages?, profiles?);
    Ok(Options { only, languages, profiles, theme: theme?, date: date?, ..Options::default() })
}

/// The pieces of a list between its commas, each once. One that names nothing is refused: it would
/// stand for everything.
fn pieces(option: &str, typed: &[String], help: &str, sink: &mut Sink) -> Result<Vec<String>, Reported> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in typed.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()) {
        if !pieces.iter().any(|before| before == piece) {
            pieces.push(piece.to_owned());
        }
    }
    if pieces.is_empty() && !typed.is_empty() {
        let fault = Diagnostic::at_option(Code::BadValue, option, "this list is empty");
        return Err(sink.report(fault.help(help)));
    }
    Ok(pieces)
}

fn profile(typed: &[String], sink: &mut Sink) -> Result<Vec<String>, Reported> {
    let known = PROFILES.map(|profile| profile.name);
    let all = listed(&known);
    let found = pieces("--profile", typed, &format!("the profiles are {all}"), sink)?;
    let strange = found.iter().filter(|name| !known.contains(&name.as_str()));
    let refused = strange.map(|name| {
        let at = format!("--profile {name}");
        let fault = Diagnostic::at_option(Code::BadValue, at, format!("there is no profile `{name}`"));
        sink.report(fault.help(meant(name, known, &format!("the profiles are {all}"))))
    });
    refused.last().map_or(Ok(found), Err)
}

/// The theme, if one was asked for.
pub fn theme(typed: Option<&str>, sink: &mut Sink) -> Result<Option<String>, Reported> {
    let Some(name) = typed.map(str::trim) else { return Ok(None) };
    let known: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    if known.contains(&name) {
        return Ok(Some(name.to_owned()));
    }
    let at = format!("--theme {name}");
    let fault = Diagnostic::at_option(Code::UnknownTheme, at, format!("there is no theme `{name}`"));
    let help = format!("the themes are {}", listed(&known));
    Err(sink.report(fault.help(meant(name, known.iter().copied(), &help))))
}

/// The date in `SOURCE_DATE_EPOCH` (seconds since 1970; reproducible-builds.org), if it is set.
pub fn epoch(sink: &mut Sink) -> Result<Option<NaiveDate>, Reported> {
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
            let fault = Diagnostic::at_option(Code::BadValue, NAME, message);
            sink.report(fault.help("unset this variable, or set it like this: SOURCE_DATE_EPOCH=1714521600"))
        })
}

/// Refuses a state nobody has; `before` is what was typed before its name.
pub fn states(dataset: &Dataset, only: &[String], before: &str, sink: &mut Sink) -> Result<(), Reported> {
    let unknown = only.iter().filter(|asked| {
        let failed = dataset.failed_states.iter().any(|failed| failed.is_called(asked));
        !failed && !dataset.states.iter().any(|state| is_called(state, asked))
    });
    let refused = unknown.map(|asked| {
        let names = dataset.states.iter().flat_map(|state| {
            [state.slug.value.as_str(), state.postal.value.as_str(), state.name().value.as_str()]
        });
        let message = format!("the set has no state `{asked}`");
        let fault = Diagnostic::at_option(Code::NoState, format!("{before} {asked}"), message);
        let help = "give a state by its postal code, or by its file in the folder `states`: KY, kentucky";
        sink.report(fault.help(meant(asked, names, help)))
    });
    refused.last().map_or(Ok(()), Err)
}

/// Refuses a language that is not the set's.
pub fn languages(dataset: &Dataset, asked: &[String], sink: &mut Sink) -> Result<(), Reported> {
    let own: Vec<&str> = dataset.set.languages.iter().map(|language| language.value.as_str()).collect();
    let strange = asked.iter().filter(|asked| !own.contains(&asked.as_str()));
    let refused = strange.map(|asked| {
        let message = format!("the set has no such language; its languages are {}", own.join(", "));
        let fault = Diagnostic::at_option(Code::UnknownLanguage, format!("--lang {asked}"), message);
        let example = format!("write one of them: `--lang {}`", own.last().copied().unwrap_or("en"));
        sink.report(fault.help(meant(asked, own.iter().copied(), &example)))
    });
    refused.last().map_or(Ok(()), Err)
}

/// The folder for the files, made if need be.
pub fn folder(path: &Path, sink: &mut Sink) -> Result<Folder, Reported> {
    Folder::open(path).map_err(|error| {
        let in_the_way = path.ancestors().find(|above| above.is_file());
        let message = match in_the_way {
            Some(file) if file == path => "this is a file, not a folder".to_owned(),
            Some(file) => format!("`{}` is a file, not a folder", file.display()),
            None => format!("the folder cannot be created: {}", reason(&error.cause)),
        };
        let fault = Diagnostic::at_option(Code::BadValue, format!("-o {}", path.display()), message);
        sink.report(fault.help("use another folder for the files: `-o out`"))
    })
}

fn meant<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> String {
    nearest(typed, names).map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

fn listed(names: &[&str]) -> String {
    names.join(", ")
}
