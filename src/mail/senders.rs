//! Whether the addresses that messages come from, and that answers go to, are sound; and what else a check asks of
//! the messages of a set.
//!
//! In: a set's messages. Out: faults at their lines.

use super::address::MailAddress;
use super::header::plain_text;
use crate::batch::{Letters, Options, Set};
use crate::diagnostic::{Code, Diagnostic, Findings, Sink};
use crate::set::MailFile;
use std::path::Path;

/// Asks of the messages beside a set what a check asks of its wordings, and adds it to what was found in the set. If
/// there are none, nothing is read.
pub fn question_mail(set: &Set, folder: &Path, options: &Options, found: &mut Findings) {
    let files = Letters::question(set, folder, options, found);
    files.iter().for_each(|file| senders_of(file, found.sink_mut()));
}

/// Of all messages.
///
/// # Errors
/// If one of the addresses is not sound.
pub(super) fn check(letters: &Letters) -> Result<(), Findings> {
    let (set, mut sink) = (letters.set(), Sink::default());
    set.languages()
        .filter_map(|language| letters.file(language))
        .for_each(|file| senders_of(file, &mut sink));
    match sink.has_errors() {
        true => Err(Findings::new(sink, set.parts().1)),
        false => Ok(()),
    }
}

fn senders_of(file: &MailFile, sink: &mut Sink) {
    for own in std::iter::once(&file.from).chain(&file.reply_to) {
        if let Err((message, help)) = MailAddress::parse(&own.value) {
            sink.report(Diagnostic::error(Code::BadValue, own.span, message).help(help));
        }
    }
    if let Some(name) = file.from_name.as_ref().filter(|name| plain_text(&name.value).is_err()) {
        let message = "this name has a character that no head of a message may have";
        sink.report(Diagnostic::error(Code::ForbiddenCharacter, name.span, message).help("type it anew"));
    }
}
