//! Who was sent which sheet, as the journal of a mailing has it.
//!
//! In: the lines of a journal. Out: a [`SentSheet`] for each sheet of each message that arrived, or of which nobody
//! can tell. A message that was planned and never sent is none.

use super::address::MailAddress;
use super::journal::{Event, JournalLine, SentFile};
use super::mailing::key_of;
use std::collections::BTreeMap;

/// Years that a sheet may be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A sheet that somebody has been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentSheet {
    /// Who was sent it, as the list of that day had it.
    pub name: String,
    /// The address.
    pub address: String,
    /// What the file was called.
    pub file: String,
    /// Postal code.
    pub state: String,
    /// BCP 47 tag, as the tags of the file have it.
    pub language: String,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The day it was sent: "2024-05-06".
    pub day: String,
    /// Whether nobody can tell whether it arrived.
    pub unsure: bool,
    /// The year of the sheets of the message; `None` if it cannot be told.
    pub year: Option<i32>,
}

impl SentSheet {
    /// Whether it may be the sheet of a state of a year.
    pub fn is_of(&self, state: &str, year: i32) -> bool {
        self.state == state && self.year.is_none_or(|own| own == year)
    }

    /// Whether it is in this language.
    pub(super) fn is_in(&self, language: &str) -> bool {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        primary(&self.language) == primary(language)
    }

    pub(super) fn mailbox(&self) -> Option<String> {
        MailAddress::parse(&self.address).ok().map(|address| address.mailbox())
    }
}

/// A message while its lines are read.
#[derive(Default)]
struct Read {
    name: String,
    address: String,
    files: Vec<SentFile>,
    day: String,
    accepted: bool,
    /// Its body was handed over, and no answer is known.
    open: bool,
    /// The same, before it was sent again.
    perhaps: bool,
}

/// What came of the lines of a journal, in the order in which messages were planned.
pub(super) fn sent(lines: Vec<JournalLine>) -> Vec<SentSheet> {
    let (mut order, mut messages): (Vec<String>, BTreeMap<String, Read>) = (Vec::new(), BTreeMap::new());
    for line in lines {
        let Some(event) = line.event else { continue };
        if !messages.contains_key(&line.key) {
            order.push(line.key.clone());
        }
        let own = messages.entry(line.key).or_default();
        match event {
            Event::Planned => {
                own.name = line.name.unwrap_or_default();
                own.address = line.address.unwrap_or_default();
                own.files = line.files;
            }
            Event::Data => (own.open, own.day) = (true, day(&line.at)),
            Event::Accepted => (own.accepted, own.open, own.day) = (true, false, day(&line.at)),
            Event::Deferred | Event::Refused => own.open = false,
            Event::Resend => (own.perhaps, own.open) = (own.perhaps || own.open, false),
        }
    }
    let messages = order.into_iter().filter_map(|key| messages.remove(&key).map(|own| (key, own)));
    let had = messages.filter(|(_, own)| own.accepted || own.open || own.perhaps);
    had.flat_map(|(key, Read { name, address, files, day, accepted, .. })| {
        let year = year(&key, &address, &files);
        files.into_iter().map(move |SentFile { file, state, language, sha256 }| SentSheet {
            name: name.clone(),
            address: address.clone(),
            file,
            state,
            language,
            sha256,
            day: day.clone(),
            unsure: !accepted,
            year,
        })
    })
    .collect()
}

/// The year that the key of a message was made with.
fn year(key: &str, address: &str, files: &[SentFile]) -> Option<i32> {
    let address = MailAddress::parse(address).ok()?;
    let hashes = || files.iter().map(|file| file.sha256.as_str()).collect();
    YEARS.rev().find(|year| key_of(*year, &address, hashes()) == key)
}

fn day(at: &str) -> String {
    at.chars().take_while(|letter| *letter != 'T').take(10).collect()
}
