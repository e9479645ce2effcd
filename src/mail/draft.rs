//! Drafts: a folder for each recipient with all that a person needs to send the message by hand, and a page to
//! work from.
//!
//! In: a [`Mailing`]. Out: the files, the same bytes every time. Addresses stand in them: they are for the
//! sender's own eyes.

use super::attached::Attached;
use super::body::escaped;
use super::mailing::{Mailing, Message};
use crate::diagnostic::counted;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A file of the drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DraftFile {
    /// The folder it belongs in; empty for that of all drafts.
    pub folder: String,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Longer links to a new message are cut off by some programs.
const LONGEST_LINK: usize = 1_800;

/// The files of all drafts, one message after the other, that of the overview last.
pub fn drafts(mailing: &Mailing) -> impl Iterator<Item = DraftFile> {
    let overview = || DraftFile {
        folder: String::new(),
        name: "index.html".to_owned(),
        bytes: overview(&mailing.messages).into_bytes(),
    };
    mailing.messages.iter().flat_map(of_message).chain(std::iter::once_with(overview))
}

fn of_message(message: &Message) -> Vec<DraftFile> {
    let own = [
        ("body.txt", message.plain.clone().into_bytes()),
        ("body.html", message.html.clone().into_bytes()),
        ("message.eml", message.draft()),
    ];
    let files = message.files().into_iter().map(|(name, bytes)| (name, bytes.to_vec()));
    let folder = folder(message);
    let file =
        |(name, bytes): (&str, Vec<u8>)| DraftFile { folder: folder.clone(), name: name.to_owned(), bytes };
    own.into_iter().chain(files).map(file).collect()
}

/// "ann-meadow-1f2e3d4c": the name as far as it is ASCII, and the beginning of the key.
fn folder(message: &Message) -> String {
    let mut name = String::new();
    for letter in message.recipient.name.nfd().take(60) {
        match letter {
            letter if letter.is_ascii_alphanumeric() => name.push(letter.to_ascii_lowercase()),
            // The accent of the letter before it.
            letter if is_combining_mark(letter) => {}
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "recipient" } else { name };
    format!("{name}-{}", &message.key[..8])
}

const STYLE: &str = "body { font: 16px/1.5 sans-serif; color: #1a1a1a; background: #fff; margin: 2em auto; \
    max-width: 70em; padding: 0 1em } table { border-collapse: collapse; width: 100% } caption { text-align: left; \
    font-weight: bold } th, td { border: 1px solid #767676; padding: .4em .6em; text-align: left; \
    vertical-align: top } ul { margin: 0; padding-left: 1.2em } a { color: #0b4f9e }";

/// The page to work from: whole in itself, nothing from the network.
fn overview(messages: &[Message]) -> String {
    let rows: String = messages.iter().map(row).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Drafts: {count}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Drafts</h1>\n\
         <p>For each recipient: open the draft in your mail program, or begin a message with the link, put in the \
         text, and attach the files from the same folder. Each file was proved and read again: what stands here \
         of its state, language and year is what its own heading says.</p>\n\
         <p>These pages have addresses in them. Delete the folder once all is sent.</p>\n\
         <table>\n<caption>{count}, one for each address</caption>\n<thead>\n<tr><th scope=\"col\">Recipient</th>\
         <th scope=\"col\">Subject</th><th scope=\"col\">Attach</th><th scope=\"col\">Draft</th></tr>\n</thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</main>\n</body>\n</html>\n",
        count = counted(messages.len(), "message"),
    )
}

fn row(message: &Message) -> String {
    let (folder, recipient) = (folder(message), &message.recipient);
    let link = link(message);
    let cc: String = recipient.cc.iter().map(|cc| format!("<br>copy to {}", escaped(cc))).collect();
    let whose = |own: &Attached| {
        let [name, state, language] = [&own.state_name, &own.state, &own.language].map(|text| escaped(text));
        format!("{name} ({state}), {language}, {}", own.year)
    };
    let link_to = |name: &str| format!("<a href=\"{folder}/{name}\">{name}</a>");
    let attached = message.attached.iter();
    let files: String = match &message.bundle {
        None => attached.map(|own| format!("<li>{}: {}</li>", link_to(&own.name), whose(own))).collect(),
        Some(bundle) => {
            let inside: String = attached.map(|own| format!("<li>{}</li>", whose(own))).collect();
            let count = counted(message.attached.len(), "sheet");
            format!("<li>{}, one file with {count}:<ul>{inside}</ul></li>", link_to(&bundle.name))
        }
    };
    format!(
        "<tr><th scope=\"row\">{}<br><a href=\"{}\">Write to {}</a>{cc}</th><td lang=\"{}\">{}</td>\
         <td><ul>{}</ul></td><td><a href=\"{folder}/message.eml\">Draft for {name}</a><br>\
         <a href=\"{folder}/body.txt\">Plain text</a><br><a href=\"{folder}/body.html\">Text for copying</a></td></tr>\n",
        escaped(&recipient.name),
        escaped(&link),
        escaped(&recipient.address),
        escaped(&message.language),
        escaped(&message.subject),
        files,
        name = escaped(&recipient.name),
    )
}

/// A link that begins a message; without its text where that is too long for one.
fn link(message: &Message) -> String {
    let mut link =
        format!("mailto:{}?subject={}", percent(&message.recipient.address), percent(&message.subject));
    for cc in &message.recipient.cc {
        link += &format!("&cc={}", percent(cc));
    }
    let body = format!("&body={}", percent(&message.plain.replace('\n', "\r\n")));
    if link.len() + body.len() <= LONGEST_LINK {
        link += &body;
    }
    link
}

/// RFC 3986.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte))
            }
            byte => out += &format!("%{byte:02X}"),
        }
    }
    out
}
