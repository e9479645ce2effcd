//! Who gets a message about a correction: those who have the sheet with the mistake, and nobody else.
//!
//! In: the contacts, and what was sent. Out: the same contacts, each with the sheets that take the place of theirs;
//! once the messages are planned, those stay out who have the new sheet alone.

use super::contacts::Contacts;
use super::mailing::Mailing;
use super::sent::SentSheet;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;
use std::path::Path;

impl Contacts {
    /// Those who were sent a sheet of the state of this year, each with the languages they were sent it in.
    /// `journals` are what was sent, and where that is written; who is in none of them gets no message, and who is not
    /// in the list any more is told.
    #[must_use]
    pub fn who_have(
        mut self,
        state: &str,
        year: i32,
        languages: &[&str],
        journals: &[(&Path, &[SentSheet])],
    ) -> Self {
        let sent = || {
            let sheets =
                journals.iter().flat_map(|(path, sheets)| sheets.iter().map(move |own| (*path, own)));
            sheets.filter(|(_, own)| own.is_of(state, year))
        };
        self.contacts.retain_mut(|contact| {
            let mailbox = contact.address.mailbox();
            let theirs = || sent().filter(|(_, own)| own.mailbox().as_ref() == Some(&mailbox));
            let wanted =
                contact.sheets.iter().map(|(_, language)| language.as_str()).chain(languages.iter().copied());
            let mut sheets: Vec<(String, String)> = Vec::new();
            for language in wanted.filter(|language| theirs().any(|(_, own)| own.is_in(language))) {
                let sheet = (state.to_owned(), language.to_owned());
                if !sheets.contains(&sheet) {
                    sheets.push(sheet);
                }
            }
            contact.sheets = sheets;
            !contact.sheets.is_empty()
        });
        let listed: BTreeSet<String> = self.contacts.iter().map(|own| own.address.mailbox()).collect();
        let mut told = BTreeSet::new();
        for (path, own) in sent() {
            let mailbox = own.mailbox().unwrap_or_else(|| own.address.clone());
            if !listed.contains(&mailbox) && told.insert(mailbox) {
                let SentSheet { name, address, day, .. } = own;
                let message = format!(
                    "{name} <{address}> was sent the sheet of {state} on {day}, and the list of contacts does not have \
                     this address without a fault"
                );
                let help =
                    format!("add a row for {name}, with the states `{state}`; the others get their messages");
                self.sink.report(Diagnostic::at_path(Code::MissingKey, path, message).help(help));
            }
        }
        self
    }

    /// Those who are meant to get the sheet of a state, for messages that were sent by hand and stand in no journal.
    #[must_use]
    pub fn who_get(mut self, state: &str) -> Self {
        self.contacts.retain_mut(|contact| {
            contact.sheets.retain(|(own, _)| own == state);
            !contact.sheets.is_empty()
        });
        self
    }
}

impl Mailing {
    /// Without those who have had no other sheets than the ones that go with their message.
    #[must_use]
    pub fn without_the_new(mut self, sent: &[&SentSheet]) -> Self {
        self.messages.retain(|message| {
            let mailbox =
                super::address::MailAddress::parse(&message.recipient.address).map(|own| own.mailbox());
            let theirs = sent.iter().filter(|own| own.mailbox() == mailbox.as_ref().ok().cloned());
            message.attached.iter().any(|new| {
                theirs.clone().any(|own| {
                    own.is_of(&new.state, new.year) && own.is_in(&new.language) && own.sha256 != new.sha256
                })
            })
        });
        self
    }
}
