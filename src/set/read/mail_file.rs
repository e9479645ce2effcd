//! `mail.LANG.toml`: the templates of the message that goes with the sheets.
//!
//! In: a set and one of its languages. Out: a [`MailFile`], `None` if the set has none in the language, or
//! faults. Its texts are those of a page (subject, and a section for each part), so that what compiles and
//! questions the wording does so here too.

use super::files::Files;
use super::reader::{Fields, TableReader};
use super::running_text::blocks;
use super::{ReadFile, read_file};
use crate::diagnostic::{Code, Reported, Sink};
use crate::outline::{Foot, Head, Outline, Properties, Section};
use crate::set::{MailFile, MailPart, RECIPIENT_NAME, RECIPIENT_SALUTATION, Template, Wording};
use crate::source::{Sources, Span};
use std::path::PathBuf;

/// Reads the message in `language`.
///
/// # Errors
/// If the file has a fault.
pub fn read_mail(
    files: &dyn Files,
    language: &str,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Option<MailFile>, Reported> {
    let path = PathBuf::from(format!("mail.{language}.toml"));
    if !files.has(&path) {
        return Ok(None);
    }
    let read = read_file(files, &path, sources, sink, |reader, top| read(reader, top, language));
    match read {
        ReadFile { failed: None, content: Some(Some(mail)) } => Ok(Some(mail)),
        ReadFile { failed: Some(reported), .. } => Err(reported),
        ReadFile { failed: None, .. } => unreachable!("a file without a fault was read whole"),
    }
}

fn read(reader: &mut TableReader<'_>, mut top: Fields<'_>, language: &str) -> Option<MailFile> {
    let written = top
        .required("language", format!("a line `language = \"{language}\"` at the top of the file"))
        .and_then(|node| reader.string("language", node));
    if let Some(written) = written.as_ref().filter(|written| written.value != language) {
        let message = format!("this file says it is \"{}\", its name says \"{language}\"", written.value);
        let help = format!("write \"{language}\", or rename the file");
        reader.bad(Code::BadValue, written.span, message, help);
    }
    let from = top
        .required("from", "a line `from = \"outreach@example.org\"`: the address that it comes from")
        .and_then(|node| reader.string("from", node));
    let mut perhaps = |key| match top.optional(key) {
        Some(node) => reader.string(key, node).map(Some),
        None => Some(None),
    };
    let (from_name, reply_to) = (perhaps("from_name"), perhaps("reply_to"));
    let subject = top
        .required("subject", "a line `subject = \"{{ state.name }} {{ year }}\"`")
        .and_then(|node| reader.template("subject", node));
    let mut sections = Vec::new();
    let mut whole = true;
    for part in MailPart::ALL {
        let key = part.key();
        let node = match part {
            MailPart::Text => top.required(key, "a line `text = \"…\"`: what the message says"),
            MailPart::Each | MailPart::Closing => top.optional(key),
        };
        let Some(node) = node else { continue };
        let mut strings = reader.text_strings(key, node);
        for string in strings.iter_mut().flatten() {
            string.decoded.text = with_recipient(&string.decoded.text);
        }
        let span = reader.span(node.span());
        match strings.and_then(|strings| blocks(reader, strings)) {
            Some(blocks) => sections.push(Section { heading: words(key, span), blocks }),
            None => whole = false,
        }
    }
    reader.close(top);
    let (written, from, subject) = (written?, from?, subject?);
    let title = Template { text: with_recipient(&subject.text), ..subject };
    let organization = words("{{ publisher.name }}", title.span);
    let page = Outline {
        head: Head { organization, kicker: None, title },
        tiles: Vec::new(),
        intro: Vec::new(),
        sections,
        foot: Foot::default(),
        properties: Properties::default(),
    };
    let wording = Wording { file: reader.file, language: written, abbreviations: Vec::new(), page };
    whole.then_some(())?;
    Some(MailFile { from, from_name: from_name?, reply_to: reply_to?, wording })
}

/// Words of our own, which stand for what is at `span`.
fn words(text: &str, span: Span) -> Template {
    Template { text: text.to_owned(), span, lines: vec![(0, span.start)] }
}

/// The text with the names of the recipient as words in quotes, byte for byte as long, so that all else keeps
/// its place.
fn with_recipient(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find("{{") {
        let close = rest[open..].find("}}").map_or(rest.len(), |at| open + at);
        let (before, inside) = rest[..close].split_at(open);
        out.push_str(before);
        let inside = quoted(inside, "recipient.name", RECIPIENT_NAME);
        out.push_str(&quoted(&inside, "recipient.salutation", RECIPIENT_SALUTATION));
        rest = &rest[close..];
    }
    out + rest
}

fn quoted(inside: &str, name: &str, mark: &str) -> String {
    let mut words = format!("\"{mark}\"");
    while words.len() < name.len() {
        words.push(' ');
    }
    inside.replace(name, &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_the_recipient_is_as_long_as_its_name() {
        for text in [
            "Dear {{ recipient.salutation }},\n{{ recipient.name }} and {{foals}}",
            "{{recipient.name | capitalize}}",
            "no placeholder: recipient.name",
            "open {{ recipient.name",
        ] {
            let with = with_recipient(text);
            assert_eq!(with.len(), text.len(), "{with}");
        }
        assert!(with_recipient("{{ recipient.name }}").contains("\"⟦name⟧\""));
        assert_eq!(with_recipient("recipient.name {{ a }}"), "recipient.name {{ a }}");
    }
}
