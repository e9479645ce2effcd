//! `handout mail`: who gets which sheet; drafts of the messages; sending them.
//!
//! Without `-o`, nothing is written: every pairing is shown, as it was read back from the files. With it, drafts
//! are written; with `--send`, the messages go out, and the journal of that is written.

use super::mail_sending::{self, Outgoing};
use super::say::{End, Voice, reason};
use super::{Format, asked, correct, finished_file, threads};
use handout::{
    Attached, Bundle, BundleKind, Code, Contacts, Findings, FinishedSheets, Letters, Mailing, Message,
    Options, OutputFolder, SentSheet, Set, counted, drafts,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout mail --contacts contacts.csv             show who would get which sheet; nothing is written
  handout mail --contacts contacts.csv -o mail     write a draft for each recipient
  handout mail --contacts contacts.csv -o mail --send --account account.toml
                                                   send, and keep the journal in `mail`
  handout mail --contacts contacts.csv -o mail --correction KY
                                                   drafts to those who were sent the old sheet of KY";

/// More than any list of contacts has.
const LARGEST: u64 = (8 << 20) + 1;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Mail {
    /// Folder with `handout.toml` and `mail.en.toml`
    #[arg(default_value = "data")]
    pub(super) set: PathBuf,
    /// Who gets what: a table (.csv) with the columns name, address, states, or a TOML file
    #[arg(long, value_name = "FILE")]
    contacts: PathBuf,
    /// Folder of the sheets, as `handout build` made it
    #[arg(long, value_name = "DIR", default_value = "out")]
    from: PathBuf,
    /// Folder for the drafts; with --send, for the journal
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Send the messages
    #[arg(long, requires = "out")]
    pub(super) send: bool,
    /// The account to send from: a file with host, user and password that nobody else may read; without it,
    /// HANDOUT_MAIL_HOST, HANDOUT_MAIL_USER, HANDOUT_MAIL_PASSWORD
    #[arg(long, value_name = "FILE", requires = "send")]
    pub(super) account: Option<PathBuf>,
    /// Messages a minute
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=6_000))]
    pub(super) rate: u32,
    /// Send a message again of which nobody can tell whether it arrived, by its key; it may come twice
    #[arg(long, value_name = "KEY", requires = "send")]
    pub(super) resend_unsure: Vec<String>,
    /// Write about the corrected sheet of a state, to those alone who were sent the old one: KY
    #[arg(long, value_name = "STATE")]
    correction: Option<String>,
    /// Folder of another mailing, whose journal says who was sent the old sheet; that of -o is always read
    #[arg(long, value_name = "DIR", requires = "correction")]
    journal: Vec<PathBuf>,
    /// The old sheet was sent by hand, from drafts: write to all who are meant to get the state
    #[arg(long, requires = "correction", conflicts_with = "journal")]
    by_hand: bool,
    /// A mail domain that looks like another, and is right
    #[arg(long, value_name = "DOMAIN")]
    allow_domain: Vec<String>,
    /// Files of one message, in MB; sheets that have more go as one file
    #[arg(long, value_name = "MB", default_value = "7", value_parser = megabytes)]
    max_size: usize,
    /// Attach the sheets in large print
    #[arg(long)]
    large_print: bool,
    /// Waiting times are divided by this; for tests with a server of one's own
    #[arg(long, hide = true, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) hurry: u32,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
}

/// What a run of the command came to.
#[derive(Default)]
struct Told {
    /// `None` if there is no mailing.
    mailing: Option<Mailing>,
    /// What became of each message, if they were sent.
    outgoing: Option<Outgoing>,
    /// Files that were written.
    written: Vec<PathBuf>,
    /// Folders of earlier drafts, which no run deletes.
    old: Vec<String>,
    /// What is worth knowing.
    notes: Vec<String>,
    /// What went wrong besides.
    trouble: Vec<String>,
}

pub(super) fn run(asked: &Mail, voice: &mut Voice) -> End {
    let (mailing, set) = match plan(asked) {
        Ok(planned) => planned,
        Err(findings) => {
            let start = findings.iter().any(asked::is_of_start);
            tell(&Told::default(), asked, &findings, voice);
            return if start { End::NotStarted } else { End::Faulty };
        }
    };
    if asked.format == Format::Text {
        voice.faults(mailing.findings.iter());
        for message in mailing.messages.iter().filter(|_| !asked.send) {
            lines(message).into_iter().for_each(|line| voice.data(line));
        }
    }
    let mut end = if mailing.findings.has_errors() { End::Faulty } else { End::Well };
    let mut told = Told { notes: unapproved(&mailing, &set).into_iter().collect(), ..Told::default() };
    match &asked.out {
        Some(out) if asked.send => match mail_sending::send(asked, out, &mailing, voice) {
            Ok(outgoing) => {
                end = end.max(outgoing.end());
                told.outgoing = Some(outgoing);
            }
            Err(message) => {
                told.trouble.push(message);
                end = End::NotStarted;
            }
        },
        Some(out) => match write(out, &mailing) {
            Ok((written, old)) => {
                told.written = written;
                told.old = old;
            }
            Err(message) => {
                told.trouble.push(message);
                end = End::Faulty;
            }
        },
        None => {}
    }
    told.mailing = Some(mailing);
    tell(&told, asked, &Findings::default(), voice);
    end
}

/// Sheets that nobody was asked to approve.
fn unapproved(mailing: &Mailing, set: &Set) -> Option<String> {
    let files: BTreeSet<&Path> =
        mailing.messages.iter().flat_map(|own| &own.attached).map(|own| own.file.as_path()).collect();
    let is_asked = set.asks_approval() || files.is_empty();
    (!is_asked).then(|| unsigned(files.len(), set))
}

/// That nobody has approved so many sheets, and what to type.
pub(super) fn unsigned(sheets: usize, set: &Set) -> String {
    let what = if sheets == 1 { "this sheet".to_owned() } else { format!("these {sheets} sheets") };
    format!("nobody has approved {what}: handout approve {} all --by \"Your Name\"", set.folder())
}

/// Reads everything, and joins it.
fn plan(asked: &Mail) -> Result<(Mailing, Set), Findings> {
    let mut findings = Findings::default();
    let Ok(date) = asked::epoch(&mut findings) else { return Err(findings) };
    let bytes = match contacts(&asked.contacts) {
        Ok(bytes) => bytes,
        Err(message) => {
            let option = format!("--contacts {}", asked.contacts.display());
            let help = "give the list of who gets what: `--contacts contacts.csv`";
            findings.refuse(Code::UnreadableFile, &option, message, help);
            return Err(findings);
        }
    };
    let set = Set::open(&asked.set)?;
    let options = Options { date, large_print: asked.large_print, ..Options::default() };
    let letters = Letters::open(&set, &asked.set, &options)?;
    let contacts = Contacts::read(&asked.contacts, &bytes, &set, &asked.allow_domain)?;
    let sheets = FinishedSheets::open(&asked.from, &set)?;
    let plan = |contacts, letters: &Letters| {
        let read = |file: &Path| finished_file::read(file);
        Mailing::plan(contacts, &sheets, letters, asked.max_size, &read, threads(asked.jobs))
    };
    let Some(state) = &asked.correction else { return Ok((plan(contacts, &letters)?, set)) };
    let letters = letters.correcting(state.trim())?;
    let state = letters.corrected().unwrap_or_default().to_owned();
    if asked.by_hand {
        return Ok((plan(contacts.who_get(&state), &letters)?, set));
    }
    let journals = journals(asked, &mut findings)?;
    let sent: Vec<(&Path, &[SentSheet])> =
        journals.iter().map(|(folder, sent)| (folder.as_path(), sent.as_slice())).collect();
    let languages: Vec<&str> = set.languages().collect();
    let mailing = plan(contacts.who_have(&state, set.year(), &languages, &sent), &letters)?;
    let sent: Vec<&SentSheet> = journals.iter().flat_map(|(_, sent)| sent).collect();
    Ok((mailing.without_the_new(&sent), set))
}

/// What earlier mailings sent, each with its journal.
fn journals(asked: &Mail, findings: &mut Findings) -> Result<Vec<(PathBuf, Vec<SentSheet>)>, Findings> {
    let mut found = Vec::new();
    let own = asked.out.iter().map(|out| (out, format!("-o {}", out.display())));
    let others = asked.journal.iter().map(|folder| (folder, format!("--journal {}", folder.display())));
    for (n, (folder, option)) in own.chain(others).enumerate() {
        // Messages about the correction may go into a folder of their own.
        let is_new = n == 0
            && asked.out.is_some()
            && !asked.journal.is_empty()
            && !folder.join("journal.jsonl").exists();
        if !is_new && !found.iter().any(|(own, _)| own == &folder.join("journal.jsonl")) {
            found.push((folder.join("journal.jsonl"), correct::journal(folder, &option, findings)?));
        }
    }
    if found.is_empty() {
        let help = "give the folder of the mailing, `--journal mailing`; if the messages were sent by hand, `--by-hand`";
        findings.refuse(Code::MissingKey, "--correction", "who was sent the old sheet is not known", help);
        return Err(findings.clone());
    }
    Ok(found)
}

fn contacts(file: &Path) -> Result<Vec<u8>, String> {
    let read = || {
        if !fs::metadata(file)?.is_file() {
            return Err(std::io::Error::other("this is not a file"));
        }
        let mut bytes = Vec::new();
        fs::File::open(file)?.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| reason(&error))
}

/// Writes the drafts. Beside their paths: folders of earlier drafts, which no run deletes.
fn write(out: &Path, mailing: &Mailing) -> Result<(Vec<PathBuf>, Vec<String>), String> {
    let (mut written, mut folders) = (Vec::new(), BTreeSet::new());
    for file in drafts(mailing) {
        let folder =
            OutputFolder::open_private(&out.join(&file.folder)).map_err(|error| error.to_string())?;
        written.push(folder.write(&file.name, &file.bytes).map_err(|error| error.to_string())?);
        folders.insert(file.folder);
    }
    let mut old: Vec<String> = fs::read_dir(out)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("message.eml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !folders.contains(name))
        .map(|name| {
            format!(
                "{}: a draft of an earlier run; delete it if it is not to go out",
                out.join(name).display()
            )
        })
        .collect();
    old.sort();
    Ok((written, old))
}

/// Who gets what, for a person.
fn lines(message: &Message) -> Vec<String> {
    let recipient = &message.recipient;
    let cc: String = recipient.cc.iter().map(|cc| format!(", copy to {cc}")).collect();
    let mut lines = vec![format!("{} <{}>{cc}", recipient.name, recipient.address)];
    if let Some(Bundle { kind, name, size, sha256, .. }) = message.bundle.as_deref() {
        let what = match kind {
            BundleKind::Pack => "one file with all sheets",
            BundleKind::Zip => "a ZIP archive with all sheets",
        };
        lines.push(format!("  {what}, {name}, {size} bytes, sha256 {sha256}; inside:"));
    }
    let indent = if message.bundle.is_some() { "    " } else { "  " };
    for own in &message.attached {
        let Attached { file, state, state_name, language, year, sha256, size, .. } = own;
        let file = file.to_string_lossy().replace('\\', "/");
        lines.push(format!(
            "{indent}{state_name} ({state}), {language}, {year}: {file}, {size} bytes, sha256 {sha256}"
        ));
    }
    lines
}

/// Megabytes as typed, in bytes.
fn megabytes(typed: &str) -> Result<usize, String> {
    let told = "give a number of MB from 0.1 to 25";
    let tenths = match typed.split_once('.') {
        Some((whole, tenth)) if tenth.len() == 1 => format!("{whole}{tenth}"),
        Some(_) => return Err(told.to_owned()),
        None => format!("{typed}0"),
    };
    let is_number = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let tenths = tenths.parse().ok().filter(|_| is_number).filter(|tenths| (1..=250).contains(tenths));
    tenths.map(|tenths: usize| tenths * 100_000).ok_or_else(|| told.to_owned())
}

fn tell(told: &Told, asked: &Mail, findings: &Findings, voice: &mut Voice) {
    match asked.format {
        Format::Text => {
            voice.faults(findings.iter());
            if let Some(index) = told.written.last() {
                voice.talk(format_args!("drafts: open {} in a browser", index.display()));
            }
            told.trouble.iter().for_each(|trouble| voice.talk(format_args!("error: {trouble}")));
            told.old.iter().for_each(|old| voice.talk(format_args!("warning: {old}")));
            told.notes.iter().for_each(|note| voice.talk(format_args!("note: {note}")));
            voice.talk(summary(told, asked));
        }
        Format::Json => {
            let own = told.mailing.as_ref().map(|mailing| &mailing.findings);
            let all = findings.iter().chain(own.into_iter().flat_map(Findings::iter));
            let diagnostics: Vec<Value> = all.map(|fault| json!(fault)).collect();
            let messages = told.mailing.as_ref().map_or(&[][..], |mailing| &mailing.messages);
            let messages: Vec<Value> =
                messages.iter().map(|own| as_json(own, told.outgoing.as_ref())).collect();
            let document = json!({
                "messages": messages, "written": told.written.iter().map(|file| file.to_string_lossy()).collect::<Vec<_>>(),
                "errors": told.trouble, "old": told.old, "notes": told.notes, "diagnostics": diagnostics, "summary": summary(told, asked),
            });
            voice.data(format_args!("{document:#}"));
        }
    }
}

fn summary(told: &Told, asked: &Mail) -> String {
    let Some(mailing) = &told.mailing else { return "could not start".to_owned() };
    if let Some(outgoing) = &told.outgoing {
        return outgoing.summary();
    }
    let count = counted(mailing.messages.len(), "message");
    match (&asked.out, asked.send) {
        (None, _) => format!("{count}; nothing was written or sent: `-o mail` writes drafts"),
        (Some(out), false) => format!("{count}, drafted in {}; nothing was sent", out.display()),
        (Some(_), true) => format!("{count}; nothing was sent"),
    }
}

fn as_json(message: &Message, outgoing: Option<&Outgoing>) -> Value {
    let Message { recipient, language, subject, attached, key, message_id, .. } = message;
    let bundle = message.bundle.as_deref().map(
        |own| json!({ "kind": own.kind.name(), "name": own.name, "sha256": own.sha256, "size": own.size }),
    );
    let files: Vec<Value> = attached
        .iter()
        .map(|own| {
            json!({
                "file": own.file.to_string_lossy(), "name": own.name, "state": own.state, "state_name": own.state_name,
                "language": own.language, "year": own.year, "sha256": own.sha256, "size": own.size,
            })
        })
        .collect();
    json!({
        "name": recipient.name, "address": recipient.address, "cc": recipient.cc, "language": language,
        "subject": subject, "key": key, "message_id": message_id, "files": files, "bundle": bundle,
        "sent": outgoing.and_then(|outgoing| outgoing.of(key)),
    })
}
