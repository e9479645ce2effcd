//! `handout approve`: writes down who approved which sheets, and who reviewed a wording.

use super::say::{End, Voice, reason};
use super::{asked, threads};
use chrono::{Datelike, Local, NaiveDate};
use handout::{
    ApprovalEntry, Batch, Code, Engine, Findings, Options, Outcome, OutputFolder, Set, counted,
    record_approvals,
};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that they are written to, in the folder of the set.
const FILE: &str = "approvals.toml";
/// More states than these are counted.
const FEW: usize = 12;
/// What stands for all states.
const ALL: &str = "all";

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout approve data KY,OH --by \"Ada Meadow\"
      Write down who approved the sheets of two states, today
  handout approve data all --by \"Ada Meadow\" --date 2024-05-02 --lang en
      All English sheets, approved on another day
  handout approve data --wording es --by \"Bo Fen\"
      The Spanish wording was reviewed";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Approve {
    /// Folder with `handout.toml` (`data` if left out), then the states, by postal code or file name: KY,OH;
    /// or `all`
    #[arg(value_name = "SET|STATES", num_args = 0..=2)]
    what: Vec<String>,
    /// Who approves
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The day it was approved, instead of today: 2024-05-02
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<NaiveDate>,
    /// The sheets in these languages only: en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    lang: Vec<String>,
    /// The wording in these languages was reviewed: es
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    wording: Vec<String>,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// What is approved: a set, and states of it.
struct Asked {
    set: PathBuf,
    states: Option<Vec<String>>,
}

pub(super) fn run(asked: &Approve, voice: &mut Voice) -> End {
    match approve(asked, voice) {
        Ok(end) => end,
        Err(findings) => {
            voice.faults(findings.iter());
            if findings.iter().any(asked::is_of_start) { End::NotStarted } else { End::Faulty }
        }
    }
}

fn approve(approve: &Approve, voice: &mut Voice) -> Result<End, Findings> {
    let Asked { set: folder, states } = what(&approve.what);
    let mut findings = Findings::default();
    if states.is_none() && approve.wording.is_empty() {
        let help = format!(
            "name the states, `handout approve {0} KY,OH --by \"{1}\"`, all of them, `handout approve {0} all --by \
             \"{1}\"`, or a wording: `--wording es`",
            asked::quoted(&folder),
            approve.by.trim()
        );
        findings.refuse(Code::BadValue, "approve", "what is approved is missing", help);
        return Err(findings);
    }
    let Ok(epoch) = asked::epoch(&mut findings) else { return Err(findings) };
    let trimmed = |tags: &[String]| tags.iter().map(|tag| tag.trim().to_owned()).collect::<Vec<_>>();
    let (languages, wordings) = (trimmed(&approve.lang), trimmed(&approve.wording));
    let set = Set::open(&folder)?;
    let mut findings = set.findings().clone();
    let only = states.clone().unwrap_or_default();
    let known = asked::languages(&set, &languages, "--lang", &mut findings)
        .and(asked::languages(&set, &wordings, "--wording", &mut findings))
        .and(asked::states(&set, &only, "approve", &mut findings));
    if known.is_err() {
        return Err(findings);
    }
    let (by, date) =
        (approve.by.trim().to_owned(), approve.date.or(epoch).unwrap_or_else(|| Local::now().date_naive()));
    let mut entries = Vec::new();
    for language in wordings {
        let key = set.wording_key(&language).unwrap_or_default();
        entries.push(ApprovalEntry { state: None, language, by: by.clone(), date, key });
    }
    let mut end = End::Well;
    if states.is_some() {
        let engine = Engine::new(&set, &Options { only, languages, date: epoch, ..Options::default() })?;
        let run = Batch::new(&engine).fit(threads(approve.jobs));
        for outcome in &run.outcomes {
            match outcome {
                Outcome::Made(sheet) => {
                    let (state, key) = (Some(sheet.state.postal.clone()), sheet.approval_key.clone());
                    let (language, by) = (sheet.language.clone(), by.clone());
                    entries.push(ApprovalEntry { state, language, by, date, key });
                }
                other => {
                    end = End::Faulty;
                    let (name, language) = (&other.state().name, other.language());
                    voice.talk(format_args!(
                        "error: {name} ({language}): a sheet that cannot be made cannot be approved"
                    ));
                }
            }
        }
        let failed = set.failed_states().filter(|failed| {
            states.iter().flatten().next().is_none()
                || states.iter().flatten().any(|asked| asked::is_called(failed, asked))
        });
        for state in failed {
            end = End::Faulty;
            voice.talk(format_args!(
                "error: {}: its file has a fault, so that there is no sheet to approve",
                state.name
            ));
        }
        let faults = run.findings.iter().filter(|fault| fault.severity() == handout::Severity::Error);
        voice.faults(faults);
    }
    write(&folder, &entries, &set)?;
    told(&entries).iter().for_each(|line| voice.data(line));
    voice.talk(format_args!(
        "{} written to {}",
        counted(entries.len(), "approval"),
        folder.join(FILE).display()
    ));
    tell_of_wordings(&folder, &entries, voice);
    Ok(end)
}

/// What was written down: a line for each wording, and one for the sheets of each language.
fn told(entries: &[ApprovalEntry]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut languages: Vec<&str> = Vec::new();
    for ApprovalEntry { state, language, by, date, .. } in entries {
        match state {
            None => lines.push(format!("wording {language}: {by}, {date}")),
            Some(_) if languages.contains(&language.as_str()) => {}
            Some(_) => {
                languages.push(language);
                let own = entries.iter().filter(|own| own.language == *language);
                let states: Vec<&str> = own.filter_map(|own| own.state.as_deref()).collect();
                let which = match states.len() {
                    1..=FEW => states.join(","),
                    all => format!("{all} sheets"),
                };
                lines.push(format!("{which} {language}: {by}, {date}"));
            }
        }
    }
    lines
}

/// Says which wordings of approved sheets nobody has reviewed as they are.
fn tell_of_wordings(folder: &Path, entries: &[ApprovalEntry], voice: &mut Voice) {
    let Ok(set) = Set::open(folder) else { return };
    let mut languages: Vec<&str> = entries.iter().map(|entry| entry.language.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    for language in languages.into_iter().filter(|language| !set.is_reviewed(language)) {
        voice.talk(format_args!(
            "note: nobody has reviewed the wording in `{language}` as it is; until then its sheets are drafts: \
             handout approve {} --wording {language} --by \"Your Name\"",
            folder.display()
        ));
    }
}

/// Which words are the set, and which the states.
fn what(words: &[String]) -> Asked {
    let states = |typed: &str| {
        let list: Vec<String> = typed.split(',').map(|state| state.trim().to_owned()).collect();
        let list: Vec<String> = list.into_iter().filter(|state| !state.is_empty()).collect();
        if list.iter().any(|state| state.eq_ignore_ascii_case(ALL)) { Vec::new() } else { list }
    };
    match words {
        [set, typed, ..] => Asked { set: set.into(), states: Some(states(typed)) },
        [one] if Path::new(one).is_dir() => Asked { set: one.into(), states: None },
        [one] => Asked { set: "data".into(), states: Some(states(one)) },
        [] => Asked { set: "data".into(), states: None },
    }
}

fn write(folder: &Path, entries: &[ApprovalEntry], set: &Set) -> Result<(), Findings> {
    let path = folder.join(FILE);
    let refuse = |option: &str, message: String, help: &str| {
        let mut findings = set.findings().clone();
        findings.refuse(Code::BadValue, option, message, help);
        Err(findings)
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => {
            let help = "check that you may read the file";
            return refuse(&path.display().to_string(), format!("cannot be read: {}", reason(&error)), help);
        }
    };
    let new = match record_approvals(text.trim_start_matches('\u{feff}'), entries) {
        Ok(new) => new,
        Err(handout::NotRecorded::Name) => {
            let help = "write who approves: `--by \"Ada Meadow\"`";
            return refuse("--by", handout::NotRecorded::Name.to_string(), help);
        }
        Err(why) => return refuse(&path.display().to_string(), why.to_string(), "correct the file"),
    };
    let written = OutputFolder::open(folder).and_then(|folder| folder.write(FILE, new.as_bytes()));
    match written {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = format!("cannot be written: {}", reason(&error.cause));
            refuse(&path.display().to_string(), message, "check that you may write to the folder of the set")
        }
    }
}

fn day(typed: &str) -> Result<NaiveDate, String> {
    let day: Option<NaiveDate> = typed.parse().ok();
    day.filter(|day| (1900..=2100).contains(&day.year())).ok_or_else(|| "write it like 2024-05-02".to_owned())
}
