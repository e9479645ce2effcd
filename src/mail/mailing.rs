//! Who gets what: contacts, sheets and texts joined by state and language, never by position.
//!
//! In: [`Contacts`], [`FinishedSheets`], the set's [`Letters`]. Out: a [`Mailing`], one [`Message`] for each
//! address, in the order of the list; a contact whose sheet or text is not sound gets none, and is told at its
//! row.

use super::address::MailAddress;
use super::body::{Addressee, body};
use super::contacts::{Contact, Contacts};
use super::header::{mailbox, plain_text, unstructured};
use super::mime::Parts;
use super::sheets::{FinishedSheets, ProvedSheet, ProvedSheets, ReadSheet};
use crate::batch::{Error, Letters, Proving};
use crate::diagnostic::{Code, Diagnostic, Findings, Sink};
use crate::document::{Inline, RichText};
use crate::lang::list_words;
use crate::manifest::KeyHash;
use crate::set::{Dataset, MailFile};
use crate::source::Spanned;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Letters of a file name, which is ASCII without blanks: what all mail programs show.
const LONGEST_NAME: usize = 60;

/// Digits of a key.
const KEY: usize = 32;

/// Messages that are ready, and what is wrong with the others.
pub struct Mailing {
    /// In the order of the contacts.
    pub messages: Vec<Message>,
    /// What was found in the list, and why somebody gets no message.
    pub findings: Findings,
}

/// A person or an office at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recipient {
    /// As the list has it.
    pub name: String,
    /// In ASCII.
    pub address: String,
    /// Colleagues that get a copy.
    pub cc: Vec<String>,
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attached {
    /// The file it is.
    pub file: PathBuf,
    /// What it is called in the message.
    pub name: String,
    /// Postal code of its state, as its heading says.
    pub state: String,
    /// The state's name.
    pub state_name: String,
    /// BCP 47 tag, as its tags say.
    pub language: String,
    /// Its year, as its heading says.
    pub year: i32,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
}

/// A message to one address.
#[derive(Clone)]
#[non_exhaustive]
pub struct Message {
    /// Who gets it.
    pub recipient: Recipient,
    /// BCP 47 tag of its text.
    pub language: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub plain: String,
    /// Its text, marked up.
    pub html: String,
    /// What goes with it.
    pub attached: Vec<Attached>,
    /// Of the year, the address and the sheets: the same message is sent once.
    pub key: String,
    /// Made of the key, so that a second copy is known as one.
    pub message_id: String,
    /// The address that it comes from.
    pub from: String,
    pub(super) from_field: String,
    pub(super) to_field: String,
    pub(super) cc_field: Option<String>,
    pub(super) reply_to: Option<String>,
    pub(super) sheets: Vec<Arc<ProvedSheet>>,
}

/// What a mailing is made of.
struct Join<'j> {
    letters: &'j Letters,
    proved: &'j ProvedSheets,
    folder: PathBuf,
    /// Bytes of files in a message.
    most: usize,
}

impl Mailing {
    /// Joins contacts, sheets and texts. `most` is how many bytes of files a message may have; `read` gives the
    /// bytes of each sheet.
    ///
    /// # Errors
    /// If the set, or the address that messages come from, has a fault.
    pub fn plan(
        contacts: Contacts,
        sheets: &FinishedSheets,
        letters: &Letters,
        most: usize,
        read: &ReadSheet<'_>,
        jobs: usize,
    ) -> Result<Self, Findings> {
        let set = letters.set();
        let proving = Proving::against(set)?;
        check_senders(letters)?;
        let wanted: BTreeSet<_> =
            contacts.contacts.iter().flat_map(|contact| contact.sheets.clone()).collect();
        let proved = sheets.prove(wanted, letters, &proving, read, jobs);
        let join = Join { letters, proved: &proved, folder: sheets.folder().to_owned(), most };
        let Contacts { sources, contacts, mut sink } = contacts;
        let mut messages = Vec::new();
        for contact in &contacts {
            messages.extend(join.message(contact, &mut sink));
        }
        Ok(Self { messages, findings: Findings::new(sink, &sources) })
    }
}

/// Whether the addresses that messages come from, and that answers go to, are sound.
fn check_senders(letters: &Letters) -> Result<(), Findings> {
    let (set, mut sink) = (letters.set(), Sink::default());
    let (_, sources) = set.parts();
    for file in set.languages().filter_map(|language| letters.file(language)) {
        for own in std::iter::once(&file.from).chain(&file.reply_to) {
            if let Err((message, help)) = MailAddress::parse(&own.value) {
                sink.report(Diagnostic::error(Code::BadValue, own.span, message).help(help));
            }
        }
        if let Some(Err(_)) = file.from_name.as_ref().map(|name| plain_text(&name.value)) {
            let at = file.from_name.as_ref().map_or(file.from.span, |name| name.span);
            let message = "this name has a character that no head of a message may have";
            sink.report(Diagnostic::error(Code::ForbiddenCharacter, at, message).help("type it anew"));
        }
    }
    match sink.has_errors() {
        true => Err(Findings::new(sink, sources)),
        false => Ok(()),
    }
}

impl Join<'_> {
    /// The message of a contact, unless something of it is not sound.
    fn message(&self, contact: &Contact, sink: &mut Sink) -> Option<Message> {
        let mut refuse = |code, message: String, help: &str| {
            sink.report(Diagnostic::error(code, contact.span, message).help(help));
        };
        const LEFT_OUT: &str = "this contact gets no message until that is mended; the others do";
        let mut sheets = Vec::new();
        for own in &contact.sheets {
            match self.proved.get(own) {
                Some(Ok(sheet)) => sheets.push(sheet.clone()),
                Some(Err(why)) => refuse(Code::StaleSheet, why.clone(), LEFT_OUT),
                None => refuse(Code::StaleSheet, format!("there is no sheet of {}", own.0), LEFT_OUT),
            }
        }
        if sheets.len() != contact.sheets.len() {
            return None;
        }
        let language = &contact.sheets.first()?.1;
        let Some(file) = self.letters.file(language) else {
            let help = format!("write `mail.{language}.toml`, or give this contact another language first");
            refuse(Code::UnknownLanguage, format!("there is no message in `{language}`"), &help);
            return None;
        };
        match self.written(contact, file, language, sheets) {
            Ok(message) => Some(message),
            Err(why) => {
                refuse(Code::BadValue, why, LEFT_OUT);
                None
            }
        }
    }

    fn written(
        &self,
        contact: &Contact,
        file: &MailFile,
        language: &str,
        sheets: Vec<Arc<ProvedSheet>>,
    ) -> Result<Message, String> {
        let (dataset, _) = self.letters.set().parts();
        let attached = attachments(&sheets, contact, dataset, self)?;
        let mut states: Vec<&str> = Vec::new();
        for (state, _) in &contact.sheets {
            if !states.contains(&state.as_str()) {
                states.push(state);
            }
        }
        let letters =
            states.iter().map(|state| self.letters.say(state, language).map_err(|error| said(&error)));
        let letters = letters.collect::<Result<Vec<_>, _>>()?;
        let correction = self.letters.correction(language);
        let correction = correction.as_ref();
        let reader = Addressee { name: &contact.name, salutation: &contact.salutation, language, correction };
        let lines = attached.iter().map(|own| line(own, dataset, language)).collect();
        let body = body(&letters, &dataset.set, &reader, lines)?;
        plain_text(&body.subject)
            .map_err(|letter| format!("the subject has U+{:04X} in it", u32::from(letter)))?;
        let address = |own: &Spanned<String>| MailAddress::parse(&own.value).map_err(|(message, _)| message);
        let from = address(&file.from)?;
        let reply_to = file.reply_to.as_ref().map(address).transpose()?;
        let from_name = file.from_name.as_ref().unwrap_or(&dataset.set.publisher.name);
        let key = key(dataset.set.year.value, &contact.address, &sheets);
        Ok(Message {
            recipient: Recipient {
                name: contact.name.clone(),
                address: contact.address.to_string(),
                cc: contact.cc.iter().map(ToString::to_string).collect(),
            },
            language: language.to_owned(),
            subject: body.subject,
            plain: body.plain,
            html: body.html,
            message_id: format!("<{key}@{}>", from.domain()),
            key,
            attached,
            from: from.to_string(),
            from_field: mailbox(&from_name.value, &from),
            to_field: mailbox(&contact.name, &contact.address),
            cc_field: (!contact.cc.is_empty())
                .then(|| contact.cc.iter().map(ToString::to_string).collect::<Vec<_>>().join(",\r\n ")),
            reply_to: reply_to.map(|address| address.to_string()),
            sheets,
        })
    }
}

/// The year, the address and the sheets: whoever has these has had the message, whatever its words.
fn key(year: i32, address: &MailAddress, sheets: &[Arc<ProvedSheet>]) -> String {
    key_of(year, address, sheets.iter().map(|sheet| sheet.sha256.as_str()).collect())
}

/// The same, of the hashes of the sheets.
pub(super) fn key_of(year: i32, address: &MailAddress, mut hashes: Vec<&str>) -> String {
    let mut hash = KeyHash::default();
    hash.add(year.to_string().as_bytes());
    hash.add(address.mailbox().as_bytes());
    hashes.sort_unstable();
    hashes.iter().for_each(|own| hash.add(own.as_bytes()));
    let mut digits = hash.digits();
    digits.truncate(KEY);
    digits
}

/// The files of a message. What is too much for one is refused: packs and archives come in here.
fn attachments(
    sheets: &[Arc<ProvedSheet>],
    contact: &Contact,
    dataset: &Dataset,
    join: &Join<'_>,
) -> Result<Vec<Attached>, String> {
    let size: usize = sheets.iter().map(|sheet| sheet.bytes.len()).sum();
    if size > join.most {
        return Err(format!(
            "its files have {} KB, and a message may have {}: divide its states among several rows, or raise \
             `--max-size`",
            size.div_ceil(1000),
            join.most / 1000
        ));
    }
    let mut found: Vec<Attached> = Vec::new();
    for (sheet, (postal, language)) in sheets.iter().zip(&contact.sheets) {
        let state = dataset.states.iter().find(|state| state.postal.value == *postal);
        let state = state.ok_or_else(|| format!("the set has no state {postal}"))?;
        let plain = |name: &str| {
            let letter = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            name.len() <= LONGEST_NAME && name.chars().all(letter) && !name.starts_with('.')
        };
        let own = format!("{}-{language}.pdf", state.slug.value.chars().take(40).collect::<String>());
        let mut name = if plain(&sheet.file) { sheet.file.clone() } else { own };
        if !plain(&name) || found.iter().any(|other| other.name == name) {
            name = format!("{}-{}.pdf", postal.to_lowercase(), &sheet.sha256[..8]);
        }
        found.push(Attached {
            file: join.folder.join(&sheet.file),
            name,
            state: sheet.says.state.clone(),
            state_name: state.names.get(language).name.value.clone(),
            language: sheet.says.language.clone(),
            year: sheet.says.year,
            sha256: sheet.sha256.clone(),
            size: sheet.bytes.len(),
        });
    }
    Ok(found)
}

/// What the message says of a file; the language by its own name, in that language.
fn line(attached: &Attached, dataset: &Dataset, language: &str) -> RichText {
    let state = dataset.states.iter().find(|state| state.postal.value == attached.state);
    let name = state.map_or(attached.state_name.as_str(), |state| &state.names.get(language).name.value);
    let (own, words) = (list_words(&attached.language), list_words(language));
    let mut line = RichText::words(format!("{}: {name}, ", attached.name));
    let foreign = Some(own.language).filter(|own| *own != words.language);
    line.inlines.push(Inline { text: own.own_name.to_owned(), language: foreign, ..Inline::default() });
    let rest = format!(", {} KB, {}", attached.size.div_ceil(1000), words.tagged);
    line.inlines.push(Inline { text: rest, ..Inline::default() });
    line
}

/// The first thing that an error says.
fn said(error: &Error) -> String {
    match error {
        Error::Refused(findings) => findings.iter().next().map_or_else(
            || "the message cannot be said".to_owned(),
            |fault| {
                let at = fault.location().map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
                format!("the message cannot be said: {}{}", at.unwrap_or_default(), fault.message())
            },
        ),
        other => other.to_string(),
    }
}

impl Message {
    /// The message as a draft: without a date, the same bytes every time.
    pub fn draft(&self) -> Vec<u8> {
        self.bytes(&[("X-Unsent", "1".to_owned())])
    }

    /// The message as it is sent; `date` is the time of sending, as RFC 5322 writes it.
    pub fn dated(&self, date: &str) -> Vec<u8> {
        self.bytes(&[("Date", date.to_owned())])
    }

    fn bytes(&self, own: &[(&'static str, String)]) -> Vec<u8> {
        let mut head = own.to_vec();
        head.push(("From", self.from_field.clone()));
        head.push(("To", self.to_field.clone()));
        head.extend(self.cc_field.clone().map(|cc| ("Cc", cc)));
        head.extend(self.reply_to.clone().map(|own| ("Reply-To", own)));
        head.push(("Subject", unstructured(&self.subject)));
        head.push(("Message-ID", self.message_id.clone()));
        let files = self.attached.iter().zip(&self.sheets);
        let files = files.map(|(own, sheet)| (own.name.as_str(), sheet.bytes.as_slice())).collect();
        Parts { head, plain: &self.plain, html: &self.html, files, key: &self.key }.bytes()
    }

    /// Names and bytes of its files.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.attached.iter().zip(&self.sheets).map(|(own, sheet)| (own.name.as_str(), sheet.bytes.as_slice()))
    }
}
