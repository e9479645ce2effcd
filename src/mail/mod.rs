//! Sheets by mail: who gets which, what goes with them, and what became of it.
//!
//! In: a list of contacts, the texts of a set, the sheets of an output folder. Out: one message for each
//! address, as a draft or sent; and a journal of what was sent.
//!
//! | stage | file | in → out |
//! | --- | --- | --- |
//! | read | `encoding`, `rows` | the bytes of a list → cells, each with its place |
//! | judge | `address`, `contacts` | cells → [`Contacts`]; a row with one fault is left out whole |
//! | check | `senders` | the set's messages → their faults |
//! | look | `sheets` | a folder → the sheets in it, each proved, and whose it says it is |
//! | join | `mailing` | contacts, sheets, texts, by key and never by position → [`Mailing`] |
//! | attach | `attached`, `bundle` | sheets → files of a message: each its own, or all in one |
//! | say | `body` | said texts → the plain and the HTML form of a message |
//! | correct | `sent`, `correction` | journals → who has a sheet with a mistake; their messages, and no others |
//! | write | `header`, `mime`, `draft` | a [`Message`] → its bytes, the files of a draft, the overview |
//! | send | `account`, `server`, `sending`, `journal` | messages → a mail server, at most once each |
//!
//! Nothing here reads a clock, an environment or the network by itself: the time is the caller's, and the
//! server is spoken with by `lettre`. Of the disk it knows the journal alone.

#![warn(missing_docs)]

mod account;
mod address;
mod attached;
mod body;
mod bundle;
mod contacts;
mod correction;
mod draft;
mod encoding;
mod header;
mod journal;
mod mailing;
mod mime;
mod rows;
mod senders;
mod sending;
mod sent;
mod server;
mod sheets;
#[cfg(test)]
mod tests;

pub use account::{Account, Security};
pub use attached::Attached;
pub use bundle::{Bundle, BundleKind};
pub use contacts::Contacts;
pub use draft::{DraftFile, drafts};
pub use journal::{MailJournal, MailState};
pub use mailing::{Mailing, Message, Recipient};
pub use senders::question_mail;
pub use sending::{Clock, Sending, Sent};
pub use sent::SentSheet;
pub use server::{MailServer, Smtp, Step};
pub use sheets::FinishedSheets;
