//! Who gets what: contacts, sheets and texts joined by state and language, never by position.
//!
//! In: [`Contacts`], [`FinishedSheets`], the set's [`Letters`]. Out: a [`Mailing`], one [`Message`] for each
//! address, in the order of the list; a contact whose sheet or text is not sound gets none, and is told at its
//! row.

use super::address::MailAddress;
use super::attached::{Attached, attachments, items};
use super::body::{Addressee, body};
use super::bundle::{Bundle, Bundler};
use super::contacts::{Contact, Contacts};
use super::header::{mailbox, plain_text, unstructured};
use super::mime::Parts;
use super::senders;
use super::sheets::{FinishedSheets, ProvedSheet, ProvedSheets, ReadSheet};
use crate::batch::{Error, Letters, Proving};
use crate::diagnostic::{Code, Diagnostic, Findings, Sink};
use crate::manifest::KeyHash;
use crate::set::MailFile;
use crate::source::Spanned;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// The sheets that go with it.
    pub attached: Vec<Attached>,
    /// What they are in; `None` if each is a file of its own.
    pub bundle: Option<Arc<Bundle>>,
    /// Of the year, the address and the sheets: the same message is sent once, whatever its sheets are in.
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
    bundler: Bundler<'j>,
}

impl Mailing {
    /// Joins contacts, sheets and texts. `most` is how many bytes of files a message may have: what is more goes as
    /// one [`Bundle`]; `read` gives the bytes of each sheet.
    ///
    /// # Errors
    /// If the set, or the address that messages come from, has a fault; if the set has anything left that a new set
    /// begins with.
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
        letters.refuse_invented()?;
        senders::check(letters)?;
        let wanted: BTreeSet<_> =
            contacts.contacts.iter().flat_map(|contact| contact.sheets.clone()).collect();
        let proved = sheets.prove(wanted, letters, &proving, read, jobs);
        let bundler = Bundler::new(letters, most, jobs);
        let mut join = Join { letters, proved: &proved, folder: sheets.folder().to_owned(), bundler };
        let Contacts { sources, contacts, mut sink } = contacts;
        let mut messages = Vec::new();
        for contact in &contacts {
            messages.extend(join.message(contact, &mut sink));
        }
        Ok(Self { messages, findings: Findings::new(sink, &sources) })
    }
}

impl Join<'_> {
    /// The message of a contact, unless something of it is not sound.
    fn message(&mut self, contact: &Contact, sink: &mut Sink) -> Option<Message> {
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
        &mut self,
        contact: &Contact,
        file: &MailFile,
        language: &str,
        sheets: Vec<Arc<ProvedSheet>>,
    ) -> Result<Message, String> {
        let (dataset, _) = self.letters.set().parts();
        let attached = attachments(&sheets, &contact.sheets, dataset, &self.folder)?;
        let bundle = self.bundler.bundle(&contact.sheets, &sheets, &attached)?;
        let mut states: Vec<&str> = Vec::new();
        for (state, _) in &contact.sheets {
            if !states.contains(&state.as_str()) {
                states.push(state);
            }
        }
        let letters = states.iter().map(|state| self.letters.say(state, language));
        let letters = letters.collect::<Result<Vec<_>, _>>();
        let letters = letters.map_err(|error| format!("the message cannot be said: {}", said(&error)))?;
        let correction = self.letters.correction(language);
        let correction = correction.as_ref();
        let reader = Addressee { name: &contact.name, salutation: &contact.salutation, language, correction };
        let items = items(&attached, bundle.as_deref(), dataset, language);
        let body = body(&letters, &dataset.set, &reader, items)?;
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
            bundle,
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

/// The first thing that an error says.
pub(super) fn said(error: &Error) -> String {
    let first = match error {
        Error::Refused(findings) => findings.iter().next(),
        _ => None,
    };
    first.map_or_else(
        || error.to_string(),
        |fault| {
            let at = fault.location().map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
            format!("{}{}", at.unwrap_or_default(), fault.message())
        },
    )
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
        let files = self.files();
        Parts { head, plain: &self.plain, html: &self.html, files, key: &self.key }.bytes()
    }

    /// Names and bytes of its files.
    pub(super) fn files(&self) -> Vec<(&str, &[u8])> {
        match &self.bundle {
            Some(bundle) => vec![(bundle.name.as_str(), bundle.bytes.as_slice())],
            None => {
                let files = self.attached.iter().zip(&self.sheets);
                files.map(|(own, sheet)| (own.name.as_str(), sheet.bytes.as_slice())).collect()
            }
        }
    }
}
