//! `handout correct`: a sheet with a mistake is out. What changed, who has it, and `[corrected]` in the state's file.

use super::correct_report::tell;
use super::say::{End, Voice, reason};
use super::{Format, asked, finished_file};
use chrono::{Datelike, Local, NaiveDate};
use handout::{Code, Correction, CorrectionNote, Findings, MailJournal, OutputFolder, SentSheet, Set};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout correct KY --journal mailing
      Say what changed since the sheet that is in `out`, and who was sent it; nothing is written
  handout correct KY data --reason \"The cases were those of 2022.\" --write
      Write the correction into data/states/kentucky.toml: the new sheet says \"Corrected\" and the day
  handout correct KY --reason \"The cases were those of 2022.\" --reason es=\"Los casos eran de 2022.\" --write
      The same in a set of two languages
  handout correct KY --old sent/kentucky.pdf --date 2024-06-03 --reason \"…\" --write
      The old sheet is elsewhere, and the correction is of another day
  handout mail --contacts contacts.csv --correction KY -o mailing
      Once the new sheet is built: write to those who have the old one, and to nobody else";

/// More than a file of any set.
const LARGEST: u64 = 128 << 20;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Correct {
    /// The state, by postal code or file name: KY
    state: String,
    /// Folder with `handout.toml`, whose figures are right now
    #[arg(default_value = "data")]
    pub(super) set: PathBuf,
    /// What was wrong, for those who have the old sheet; in another language with its tag: es="…"
    #[arg(long, value_name = "TEXT")]
    reason: Vec<String>,
    /// The day of the correction, instead of today: 2024-06-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<NaiveDate>,
    /// Where the old sheet is: a folder or a PDF file
    #[arg(long, value_name = "DIR|FILE", default_value = "out")]
    old: Vec<PathBuf>,
    /// Folder of a mailing, with the journal of who was sent what
    #[arg(long, value_name = "DIR")]
    pub(super) journal: Vec<PathBuf>,
    /// Write the correction into the file of the state
    #[arg(long, requires = "reason")]
    write: bool,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
}

/// What is told.
pub(super) struct Told {
    pub(super) correction: Correction,
    pub(super) sent: Vec<SentSheet>,
    /// The day that was or would be written, if there is a reason.
    pub(super) date: Option<NaiveDate>,
    /// The file that was written.
    pub(super) written: Option<PathBuf>,
    pub(super) notes: Vec<String>,
}

pub(super) fn run(asked: &Correct, voice: &mut Voice) -> End {
    match correct(asked) {
        Ok(told) => {
            tell(&told, asked, voice);
            End::Well
        }
        Err(findings) => {
            match asked.format {
                Format::Text => voice.faults(findings.iter()),
                Format::Json => {
                    let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
                    voice.data(format_args!("{:#}", json!({ "diagnostics": diagnostics })));
                }
            }
            if findings.iter().any(asked::is_of_start) { End::NotStarted } else { End::Faulty }
        }
    }
}

fn correct(asked: &Correct) -> Result<Told, Findings> {
    let mut findings = Findings::default();
    let Ok(epoch) = asked::epoch(&mut findings) else { return Err(findings) };
    let set = Set::open(&asked.set)?;
    let mut findings = set.findings().clone();
    let state = asked.state.trim();
    if asked::states(&set, &[state.to_owned()], "correct", &mut findings).is_err() {
        return Err(findings);
    }
    let (files, mut notes) = old_sheets(asked);
    let old = files.into_iter().filter_map(|file| match finished_file::read(&file) {
        Ok(bytes) => Some((file, bytes)),
        Err(error) => {
            notes.push(unread(&file, &error));
            None
        }
    });
    let correction = match Correction::plan(&set, state, old) {
        Ok(Some(correction)) => correction,
        Ok(None) => {
            let help = format!("mend it first: `handout check {}` says what is wrong in it", set.folder());
            findings.refuse(
                Code::NoState,
                &format!("correct {state}"),
                "the file of this state has faults",
                help,
            );
            return Err(findings);
        }
        Err(why) => {
            let help = "give the sheet that is out: `--old out`, or its file";
            findings.refuse(Code::BadValue, "--old", why.to_string(), help);
            return Err(findings);
        }
    };
    let sent = sent(asked, &set, &correction, &mut findings)?;
    let reasons = reasons(&asked.reason, &set, &mut findings)?;
    let today = || epoch.unwrap_or_else(|| Local::now().date_naive());
    let date = (!reasons.is_empty()).then(|| asked.date.unwrap_or_else(today));
    // A reason of no language is in the first.
    let is_given =
        |n: usize, language: &str| reasons.iter().any(|(own, _)| own == language || own.is_empty() && n == 0);
    for (_, language) in
        set.languages().enumerate().filter(|(n, language)| date.is_some() && !is_given(*n, language))
    {
        notes.push(format!(
            "there is no reason in `{language}`; a message in it needs one: `--reason {language}=\"…\"`"
        ));
    }
    let mut written = None;
    if let (true, Some(date)) = (asked.write, date) {
        written = Some(write(asked, &correction, &CorrectionNote { date, reasons }, &mut findings)?);
    }
    Ok(Told { correction, sent, date, written, notes })
}

/// The files that may be old sheets, and what could not be looked at.
fn old_sheets(asked: &Correct) -> (Vec<PathBuf>, Vec<String>) {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for path in &asked.old {
        match finished_file::files(path) {
            Ok(files) => found.extend(files),
            Err(error) => notes.push(unread(path, &error)),
        }
    }
    (found, notes)
}

fn unread(path: &Path, error: &std::io::Error) -> String {
    format!(
        "{}: {}: say where the old sheet is, `--old FILE.pdf`; without it nobody can tell what changed",
        path.display(),
        reason(error)
    )
}

/// Who was sent a sheet of the state.
fn sent(
    asked: &Correct,
    set: &Set,
    correction: &Correction,
    findings: &mut Findings,
) -> Result<Vec<SentSheet>, Findings> {
    let mut found = Vec::new();
    for folder in &asked.journal {
        let option = format!("--journal {}", folder.display());
        found.extend(journal(folder, &option, findings)?);
    }
    let state = correction.state().postal;
    found.retain(|own| own.is_of(&state, set.year()));
    Ok(found)
}

/// What a mailing sent, by its journal.
pub(super) fn journal(
    folder: &Path,
    option: &str,
    findings: &mut Findings,
) -> Result<Vec<SentSheet>, Findings> {
    let (message, help) = match MailJournal::sent(folder) {
        Ok(Some(sent)) => return Ok(sent),
        Ok(None) => (
            "this folder has no journal: nothing was sent from it by the program".to_owned(),
            "give the folder of the mailing, the one after `-o` when it was sent; messages that were sent by hand are in \
             no journal: `handout mail … --correction STATE --by-hand` writes to all who are meant to get the state",
        ),
        Err(error) => {
            let message = format!("the journal cannot be read: {}", reason(&error));
            (message, "mend or restore it: without it nobody knows who has had what")
        }
    };
    findings.refuse(Code::UnreadableFile, option, message, help);
    Err(findings.clone())
}

/// The reasons by language; a plain one is in the first.
fn reasons(typed: &[String], set: &Set, findings: &mut Findings) -> Result<Vec<(String, String)>, Findings> {
    let languages: Vec<&str> = set.languages().collect();
    let mut found: Vec<(String, String)> = Vec::new();
    for text in typed {
        let tagged = text.split_once('=').filter(|(tag, _)| languages.contains(&tag.trim()));
        let (language, text) = match tagged {
            Some((tag, text)) => (tag.trim(), text),
            None => (languages.first().copied().unwrap_or_default(), text.as_str()),
        };
        if found.iter().any(|(own, _)| own == language) {
            let help = format!("give one for each language: `--reason {language}=\"…\"`");
            findings.refuse(
                Code::BadValue,
                "--reason",
                format!("there are two reasons in `{language}`"),
                help,
            );
            return Err(findings.clone());
        }
        found.push((language.to_owned(), text.trim().to_owned()));
    }
    if let [(language, _)] = found.as_mut_slice()
        && languages.first() == Some(&language.as_str())
    {
        language.clear();
    }
    Ok(found)
}

fn write(
    asked: &Correct,
    correction: &Correction,
    note: &CorrectionNote,
    findings: &mut Findings,
) -> Result<PathBuf, Findings> {
    let inside = correction.file();
    let path = asked.set.join(&inside);
    let read = || {
        let size = fs::metadata(&path)?.len();
        if size > LARGEST { Err(std::io::Error::other("it is too large")) } else { fs::read_to_string(&path) }
    };
    let noted = read().map_err(|error| reason(&error)).and_then(|text| correction.noted(&text, note));
    let name = inside.file_name().unwrap_or_default().to_string_lossy();
    let written = noted.and_then(|text| {
        let folder = path.parent().unwrap_or(&asked.set);
        let folder = OutputFolder::open(folder).map_err(|error| reason(&error.cause))?;
        folder.write(&name, text.as_bytes()).map_err(|error| reason(&error.cause))
    });
    written.map_err(|message| {
        let at = correction.location();
        let help = "mend that, and type the same again; nothing was written";
        findings.refuse(Code::BadValue, &format!("{}:{}", at.path, at.line), message, help);
        findings.clone()
    })
}

fn day(typed: &str) -> Result<NaiveDate, String> {
    let day: Option<NaiveDate> = typed.parse().ok();
    day.filter(|day| (1900..=2100).contains(&day.year())).ok_or_else(|| "write it like 2024-06-03".to_owned())
}
