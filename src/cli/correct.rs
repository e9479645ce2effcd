//! `handout correct`: a sheet with a mistake is out. What changed, who has it, and `[corrected]` in the state's file.

use super::say::{End, Voice, reason};
use super::{Format, asked, finished_file};
use chrono::{Datelike, Local, NaiveDate};
use handout::{
    Code, Correction, CorrectionNote, FigureChange, Findings, MailJournal, OutputFolder, SentSheet, Set,
    counted,
};
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
    set: PathBuf,
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
    journal: Vec<PathBuf>,
    /// Write the correction into the file of the state
    #[arg(long, requires = "reason")]
    write: bool,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What is told.
struct Told {
    correction: Correction,
    sent: Vec<SentSheet>,
    /// The day that was or would be written, if there is a reason.
    date: Option<NaiveDate>,
    /// The file that was written.
    written: Option<PathBuf>,
    notes: Vec<String>,
}

pub(super) fn run(asked: &Correct, voice: &mut Voice) -> End {
    match correct(asked) {
        Ok(told) => {
            tell(&told, asked, voice);
            End::Well
        }
        Err(findings) => {
            match asked.format {
                Format::Text => findings.iter().for_each(|fault| voice.talk(fault)),
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
    let (old, mut notes) = old_sheets(asked);
    let correction = match Correction::plan(&set, state, old) {
        Ok(Some(correction)) => correction,
        Ok(None) => {
            let help = "mend it first: `handout check` says what is wrong in it";
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
    if let Some(first) = reasons.first() {
        let has = |language: &str| reasons.iter().any(|(own, _)| own == language) || first.0.is_empty();
        let missing: Vec<&str> =
            set.languages().skip(1).filter(|language| !has(language) || first.0.is_empty()).collect();
        for language in missing {
            notes.push(format!(
                "there is no reason in `{language}`; a message in it needs one: `--reason {language}=\"…\"`"
            ));
        }
    }
    let mut written = None;
    if let (true, Some(date)) = (asked.write, date) {
        written = Some(write(asked, &correction, &CorrectionNote { date, reasons }, &mut findings)?);
    }
    Ok(Told { correction, sent, date, written, notes })
}

/// The files that may be old sheets, and what could not be looked at.
fn old_sheets(asked: &Correct) -> (Vec<(PathBuf, Vec<u8>)>, Vec<String>) {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for path in &asked.old {
        let files = finished_file::files(path);
        let read = files.and_then(|files| {
            files
                .into_iter()
                .map(|file| Ok((file.clone(), finished_file::read(&file)?)))
                .collect::<Result<Vec<_>, _>>()
        });
        match read {
            Ok(files) => found.extend(files),
            Err(error) => notes.push(format!(
                "{}: {}: say where the old sheet is, `--old FILE.pdf`; without it nobody can tell what changed",
                path.display(),
                reason(&error)
            )),
        }
    }
    (found, notes)
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

fn tell(told: &Told, asked: &Correct, voice: &mut Voice) {
    if asked.format == Format::Json {
        return voice.data(format_args!("{:#}", as_json(told)));
    }
    let Told { correction, sent, date, written, notes } = told;
    let state = correction.state();
    voice.data(format_args!("{} ({})", state.name, state.postal));
    for sheet in correction.old() {
        let earlier =
            sheet.corrected.map(|day| format!(", which corrects one of before {day}")).unwrap_or_default();
        voice.data(format_args!(
            "old sheet: {}, {}, sha256 {}{earlier}",
            shown(&sheet.file),
            sheet.language,
            short(&sheet.sha256)
        ));
    }
    for sheet in correction.corrected() {
        let (file, language, sha256) = (shown(&sheet.file), &sheet.language, short(&sheet.sha256));
        voice.data(format_args!("corrected sheet: {file}, {language}, sha256 {sha256}"));
    }
    for change in correction.changes() {
        voice.data(format_args!("changed: {}", line(correction, change)));
    }
    for own in sent {
        let unsure = if own.unsure { ", unsure whether it arrived" } else { "" };
        voice.data(format_args!(
            "sent: {} <{}>, {}, {}, sha256 {}, {}{unsure}",
            own.name,
            own.address,
            own.file,
            own.language,
            short(&own.sha256),
            own.day
        ));
    }
    notes.iter().for_each(|note| voice.talk(format_args!("note: {note}")));
    advise(told, asked, voice);
    match (written, date) {
        (Some(path), Some(date)) => voice.talk(format_args!(
            "written to {}: the sheet now says that it was corrected, on {date}",
            shown(path)
        )),
        (_, Some(_)) => {
            voice.talk("nothing was written: `--write` writes the correction into the file of the state")
        }
        _ => voice.talk("nothing was written: give a reason, `--reason \"…\"`, and `--write`"),
    }
    if written.is_some() {
        let set = asked::quoted(&asked.set);
        voice.talk(format_args!(
            "next: handout build {set} -o out; then handout mail {set} --contacts contacts.csv --correction {} -o mailing",
            state.postal
        ));
    }
}

/// What nobody can tell from what was given.
fn advise(told: &Told, asked: &Correct, voice: &mut Voice) {
    let Told { correction, sent, .. } = told;
    let state = correction.state();
    if let (true, Some(day), [_, ..]) =
        (correction.old().is_empty(), correction.day(), correction.corrected())
    {
        voice.talk(format_args!("the sheet of {} was corrected on {day}", state.name));
    } else if correction.old().is_empty() {
        voice.talk(format_args!(
            "warning: no sheet of {} with the mistake was found: give it, `--old FILE.pdf`, so that the messages can say \
             what changed",
            state.name
        ));
    } else if correction.changes().is_empty() {
        voice.talk(format_args!(
            "warning: no figure of {} is another than in the old sheet: correct it first, in {}, unless the mistake was in \
             the words",
            state.name,
            shown(&asked.set.join(correction.file()))
        ));
    }
    if correction.changes().iter().any(|change| change.state.is_none()) {
        voice.talk("warning: a figure of the nation has changed, which other sheets print too: correct each state whose sheet is out");
    }
    if asked.journal.is_empty() {
        voice.talk("note: who was sent the old sheet is in the journal of the mailing: `--journal mailing`");
    } else {
        let people: std::collections::BTreeSet<&str> = sent.iter().map(|own| own.address.as_str()).collect();
        voice.talk(format_args!("{} was sent by mail to {}", state.name, counted(people.len(), "recipient")));
    }
    voice.talk("note: who has it on paper, or from somebody else, nobody can tell from here");
}

/// "Cases of missing children: 199, was 321 (data/states/kentucky.toml:22:17)"
fn line(correction: &Correction, change: &FigureChange) -> String {
    let value = |side: &Option<(String, handout::Location)>| {
        side.as_ref().map_or("nothing".to_owned(), |(value, _)| value.clone())
    };
    let at = change.new.as_ref().map(|(_, at)| format!(" ({}:{}:{})", at.path, at.line, at.column));
    let nation = if change.state.is_none() { ", the nation" } else { "" };
    format!(
        "{}{nation}: {}, was {}{}",
        correction.label(&change.figure),
        value(&change.new),
        value(&change.old),
        at.unwrap_or_default()
    )
}

fn short(sha256: &str) -> String {
    format!("{}…", sha256.chars().take(8).collect::<String>())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn as_json(told: &Told) -> Value {
    let Told { correction, sent, date, written, notes } = told;
    let state = correction.state();
    let old: Vec<Value> = correction
        .old()
        .iter()
        .map(|own| json!({ "file": shown(&own.file), "language": own.language, "sha256": own.sha256 }))
        .collect();
    let value = |side: &Option<(String, handout::Location)>| side.as_ref().map(|(value, _)| value.clone());
    let changes: Vec<Value> = correction
        .changes()
        .iter()
        .map(|own| json!({ "state": own.state, "figure": own.figure, "old": value(&own.old), "new": value(&own.new) }))
        .collect();
    let sent: Vec<Value> = sent
        .iter()
        .map(|own| {
            json!({
                "name": own.name, "address": own.address, "file": own.file, "language": own.language,
                "sha256": own.sha256, "day": own.day, "unsure": own.unsure,
            })
        })
        .collect();
    json!({
        "state": state.postal, "name": state.name, "old": old, "changes": changes, "sent": sent,
        "date": date.map(|day| day.to_string()), "written": written.as_ref().map(|path| shown(path)), "notes": notes,
    })
}
