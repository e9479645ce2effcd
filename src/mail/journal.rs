//! The account of what was sent: one JSON line before each act, and one behind it, each on the disk before the
//! act begins.
//!
//! In: what is about to happen to a message, by its key. Out: where each message stands. A message whose body
//! was handed over and never answered is *unsure*: nobody can tell whether it arrived, and it is not sent again
//! unless somebody asks for it. Addresses stand in it: only its owner may read it. One run has it at a time.

use super::mailing::Message;
use super::sent::{SentSheet, sent};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = "journal.jsonl";

/// More than a journal of any mailing.
const LARGEST: u64 = 64 << 20;

/// The open journal; its lock ends with it.
pub struct MailJournal {
    file: File,
    path: PathBuf,
    states: BTreeMap<String, MailState>,
}

/// Where a message stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MailState {
    /// It is to be sent.
    Planned,
    /// Its body was handed over, and no answer is known.
    Unsure,
    /// The server has it.
    Accepted,
    /// The server wants it later.
    Deferred,
    /// The server does not want it, for this reason.
    Refused(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Event {
    Planned,
    Data,
    Accepted,
    Deferred,
    Refused,
    Resend,
}

/// A line.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct JournalLine {
    pub(super) event: Option<Event>,
    pub(super) key: String,
    pub(super) at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) message_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) files: Vec<SentFile>,
    /// The one file that these were in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bundle: Option<SentBundle>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<String>,
}

/// A file of a message.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SentFile {
    pub(super) file: String,
    pub(super) state: String,
    pub(super) language: String,
    pub(super) sha256: String,
}

/// The pack or archive that was sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SentBundle {
    pub(super) file: String,
    pub(super) sha256: String,
}

impl MailJournal {
    /// Opens the journal in a folder, which must be there. `Ok(None)` if another run has it.
    ///
    /// # Errors
    /// If it cannot be read, or lines in its midst are damaged: then nobody knows any more who has had what.
    pub fn open(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(NAME);
        let mut options = OpenOptions::new();
        options.create(true).read(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        #[cfg(unix)]
        if file.metadata()?.len() == 0 {
            // Its name too must be on the disk before anything is sent.
            File::open(folder)?.sync_all()?;
        }
        let mut bytes = Vec::new();
        (&mut file).take(LARGEST).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == LARGEST {
            return Err(io::Error::other("it is larger than 64 MB"));
        }
        let mut journal = Self { file, path, states: BTreeMap::new() };
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for (n, line) in lines.iter().enumerate() {
            let read =
                line.strip_suffix('\n').and_then(|line| serde_json::from_str::<JournalLine>(line).ok());
            match read {
                Some(JournalLine { event: Some(event), key, words, .. }) => journal.note(&key, event, words),
                // Torn by a kill: its act never began.
                _ if n + 1 == lines.len() && !line.ends_with('\n') => {
                    journal.file.set_len(bytes.len() as u64 - line.len() as u64)?;
                    journal.file.sync_all()?;
                }
                _ => return Err(io::Error::other(format!("line {} is damaged", n + 1))),
            }
        }
        Ok(Some(journal))
    }

    /// What the journal in a folder says was sent, whoever else has it open; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read, or a line is damaged.
    pub fn sent(folder: &Path) -> io::Result<Option<Vec<SentSheet>>> {
        let mut bytes = Vec::new();
        match File::open(folder.join(NAME)) {
            Ok(file) => file.take(LARGEST).read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let text = String::from_utf8_lossy(&bytes);
        // What is torn at its end is an act that never began.
        let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        let lines = whole.enumerate().map(|(n, line)| {
            let read: Option<JournalLine> = serde_json::from_str(line).ok();
            let read = read.filter(|line| line.event.is_some());
            read.ok_or_else(|| io::Error::other(format!("line {} is damaged", n + 1)))
        });
        lines.collect::<io::Result<Vec<_>>>().map(|lines| Some(sent(lines)))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a message stands; `None` if it was never planned.
    pub fn state(&self, key: &str) -> Option<&MailState> {
        self.states.get(key)
    }

    /// Says that an unsure message is to be sent again, with the risk that it comes twice. `false` if it is not
    /// unsure.
    ///
    /// # Errors
    /// If the line cannot be written.
    pub fn resend(&mut self, key: &str, now: DateTime<Utc>) -> io::Result<bool> {
        let unsure = self.state(key) == Some(&MailState::Unsure);
        if unsure {
            self.add(key, Event::Resend, now, None)?;
        }
        Ok(unsure)
    }

    pub(super) fn plan(&mut self, message: &Message, now: DateTime<Utc>) -> io::Result<()> {
        let files = message.attached.iter().map(|own| SentFile {
            file: own.name.clone(),
            state: own.state.clone(),
            language: own.language.clone(),
            sha256: own.sha256.clone(),
        });
        let bundle = message.bundle.as_deref();
        let line = JournalLine {
            event: Some(Event::Planned),
            key: message.key.clone(),
            at: time(now),
            name: Some(message.recipient.name.clone()),
            address: Some(message.recipient.address.clone()),
            message_id: Some(message.message_id.clone()),
            files: files.collect(),
            bundle: bundle.map(|own| SentBundle { file: own.name.clone(), sha256: own.sha256.clone() }),
            words: None,
        };
        self.write(line)
    }

    pub(super) fn add(
        &mut self,
        key: &str,
        event: Event,
        now: DateTime<Utc>,
        words: Option<&str>,
    ) -> io::Result<()> {
        let (key, words) = (key.to_owned(), words.map(str::to_owned));
        self.write(JournalLine { event: Some(event), key, at: time(now), words, ..JournalLine::default() })
    }

    /// Adds a line in one piece, and waits until it is on the disk.
    fn write(&mut self, line: JournalLine) -> io::Result<()> {
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        if let JournalLine { event: Some(event), key, words, .. } = line {
            self.note(&key, event, words);
        }
        Ok(())
    }

    fn note(&mut self, key: &str, event: Event, words: Option<String>) {
        let state = match event {
            Event::Planned | Event::Resend => MailState::Planned,
            Event::Data => MailState::Unsure,
            Event::Accepted => MailState::Accepted,
            Event::Deferred => MailState::Deferred,
            Event::Refused => MailState::Refused(words.unwrap_or_default()),
        };
        self.states.insert(key.to_owned(), state);
    }
}

fn time(now: DateTime<Utc>) -> String {
    now.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> io::Result<Option<MailJournal>> {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(NAME), text).unwrap();
        MailJournal::open(dir.path())
    }

    #[test]
    fn a_torn_last_line_is_an_act_that_never_began() {
        let now = DateTime::from_timestamp(0, 0).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let mut journal = MailJournal::open(dir.path()).unwrap().unwrap();
        assert!(MailJournal::open(dir.path()).unwrap().is_none(), "one run at a time");
        for (event, state) in [
            (Event::Planned, MailState::Planned),
            (Event::Data, MailState::Unsure),
            (Event::Accepted, MailState::Accepted),
        ] {
            journal.add("a", event, now, Some("250 ok")).unwrap();
            assert_eq!(journal.state("a"), Some(&state));
        }
        drop(journal);
        let text = fs::read_to_string(dir.path().join(NAME)).unwrap();
        let second = text.match_indices('\n').nth(1).unwrap().0;
        for end in second + 1..text.len() {
            let journal = lines(&text[..end]).unwrap().unwrap();
            assert_eq!(journal.state("a"), Some(&MailState::Unsure), "{end}");
        }
        assert!(lines(&text.replacen("key", "kxy", 1)).is_err(), "damage in its midst is told");
    }

    #[test]
    fn what_was_torn_is_not_added_to() {
        let dir = tempfile::tempdir().unwrap();
        let now = DateTime::from_timestamp(0, 0).unwrap();
        fs::write(dir.path().join(NAME), "{\"event\":\"pla").unwrap();
        let mut journal = MailJournal::open(dir.path()).unwrap().unwrap();
        journal.add("a", Event::Planned, now, None).unwrap();
        drop(journal);
        let journal = MailJournal::open(dir.path()).unwrap().unwrap();
        assert_eq!(journal.state("a"), Some(&MailState::Planned));
    }
}
