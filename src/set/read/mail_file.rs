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
use crate::set::{
    CORRECTION_CHANGES, CORRECTION_DATE, CORRECTION_REASON, MailFile, MailPart, RECIPIENT_NAME,
    RECIPIENT_SALUTATION, Template, Wording,
};
use crate::source::{Sources, Span, Spanned};
use std::path::PathBuf;

/// A name in a template, and what stands for it until the message is written.
type Placeholder = (&'static str, &'static str);

const PLACEHOLDERS: &[Placeholder] =
    &[("recipient.name", RECIPIENT_NAME), ("recipient.salutation", RECIPIENT_SALUTATION)];

/// Those of `[correction]`.
const CORRECTION_PLACEHOLDERS: &[Placeholder] = &[
    ("recipient.name", RECIPIENT_NAME),
    ("recipient.salutation", RECIPIENT_SALUTATION),
    ("correction.date", CORRECTION_DATE),
    ("correction.reason", CORRECTION_REASON),
    ("correction.changes", CORRECTION_CHANGES),
];

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
    let page = texts(reader, &mut top, PLACEHOLDERS);
    let correction = top.optional("correction").map(|node| {
        let mut fields = reader.table("correction", node)?;
        let page = texts(reader, &mut fields, CORRECTION_PLACEHOLDERS);
        reader.close(fields);
        page
    });
    reader.close(top);
    let (written, from, page, correction) =
        (written?, from?, page?, correction.map_or(Some(None), |own| own.map(Some))?);
    let wording =
        |page| Wording { file: reader.file, language: written.clone(), abbreviations: Vec::new(), page };
    let correction = correction.map(|own| wording(with_closing(own, &page)));
    let wording = wording(page);
    Some(MailFile { from, from_name: from_name?, reply_to: reply_to?, wording, correction })
}

/// The texts of a message: those of the file, or of its table for corrections.
fn texts(
    reader: &mut TableReader<'_>,
    fields: &mut Fields<'_>,
    placeholders: &[Placeholder],
) -> Option<Outline<Template, Spanned<String>>> {
    let subject = fields
        .required("subject", "a line `subject = \"{{ state.name }} {{ year }}\"`")
        .and_then(|node| reader.template("subject", node));
    let mut sections = Vec::new();
    let mut whole = true;
    for part in MailPart::ALL {
        let key = part.key();
        let node = match part {
            MailPart::Text => fields.required(key, "a line `text = \"…\"`: what the message says"),
            MailPart::Each | MailPart::Closing => fields.optional(key),
        };
        let Some(node) = node else { continue };
        let mut strings = reader.text_strings(key, node);
        for string in strings.iter_mut().flatten() {
            string.decoded.text = marked(&string.decoded.text, placeholders);
        }
        let span = reader.span(node.span());
        match strings.and_then(|strings| blocks(reader, strings)) {
            Some(blocks) => sections.push(Section { heading: words(key, span), blocks }),
            None => whole = false,
        }
    }
    let subject = subject?;
    let title = Template { text: marked(&subject.text, placeholders), ..subject };
    let organization = words("{{ publisher.name }}", title.span);
    whole.then_some(Outline {
        head: Head { organization, kicker: None, title },
        tiles: Vec::new(),
        intro: Vec::new(),
        sections,
        foot: Foot::default(),
        properties: Properties::default(),
    })
}

/// A correction ends as the message does, unless it has an end of its own.
fn with_closing(
    mut correction: Outline<Template, Spanned<String>>,
    message: &Outline<Template, Spanned<String>>,
) -> Outline<Template, Spanned<String>> {
    let is_closing =
        |section: &&Section<Template, Spanned<String>>| section.heading.text == MailPart::Closing.key();
    if !correction.sections.iter().any(|own| is_closing(&own)) {
        correction.sections.extend(message.sections.iter().filter(is_closing).cloned());
    }
    correction
}

/// Words of our own, which stand for what is at `span`.
fn words(text: &str, span: Span) -> Template {
    Template { text: text.to_owned(), span, lines: vec![(0, span.start)] }
}

/// The text with what is put in later as words in quotes, byte for byte as long, so that all else keeps its place.
fn marked(text: &str, placeholders: &[Placeholder]) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find("{{") {
        let close = rest[open..].find("}}").map_or(rest.len(), |at| open + at);
        let (before, inside) = rest[..close].split_at(open);
        out.push_str(before);
        let inside =
            placeholders.iter().fold(inside.to_owned(), |inside, (name, mark)| quoted(&inside, name, mark));
        out.push_str(&inside);
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
            "{{ correction.date }}: {{correction.reason}} {{ correction.changes }}",
            "open {{ recipient.name",
        ] {
            let with = marked(text, CORRECTION_PLACEHOLDERS);
            assert_eq!(with.len(), text.len(), "{with}");
        }
        assert!(marked("{{ recipient.name }}", PLACEHOLDERS).contains("\"⟦name⟧\""));
        assert_eq!(marked("recipient.name {{ a }}", PLACEHOLDERS), "recipient.name {{ a }}");
    }
}
