//! Drafts, opened by a parser that shares nothing with what wrote them: mail-parser, of a mail server. The judge
//! `mail` opens them with Python's.

use crate::kit::command::Desk;
use crate::kit::mail::{desk, mailing_of};
use handout::{Mailing, Message};
use mail_parser::{Address, MessageParser, MimeHeaders};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const PEOPLE: usize = 500;

/// Names that a head must not carry as they are, and one that it may.
const NAMES: [&str; 5] = ["Person", "Núñez, José", "Ann \"Kit\" O’Fen", "Ærø; <b@c.example>", "李 明 (Li)"];

/// A list of invented people, some of whom get several sheets.
fn people() -> String {
    let mut list = "name,address,states,languages,cc\n".to_owned();
    for n in 0..PEOPLE {
        let name = format!("{} {n}", NAMES[n % NAMES.len()]).replace('"', "\"\"");
        let states = ["QA", "QB", "QC;QD", "QD", "QA;QB;QC;QD"][n % 5];
        let languages = ["en", "es", "\"es,en\""][n % 3];
        let cc = if n % 7 == 0 { format!("eve{n}@office{n}.example") } else { String::new() };
        let _ = writeln!(list, "\"{name}\",person{n}@office{n}.example,{states},{languages},{cc}");
    }
    list
}

fn planned(desk: &Desk) -> Mailing {
    let mailing = mailing_of(desk, Path::new("people.csv"), people().as_bytes(), &[], 190_000).unwrap();
    assert_eq!(mailing.messages.len(), PEOPLE, "{}", mailing.findings);
    mailing
}

/// The addresses of a field, and their names.
fn mailboxes(field: Option<&Address<'_>>) -> Vec<(String, String)> {
    let all = field.map(|field| field.iter().collect::<Vec<_>>()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    all.into_iter().map(|one| (text(one.name()), text(one.address()))).collect()
}

/// What is wrong with a draft, opened; `None` if nothing is.
fn fault(own: &Message, draft: &[u8], files: &[(String, Vec<u8>)]) -> Option<String> {
    let Some(opened) = MessageParser::default().parse(draft) else { return Some("cannot be opened".into()) };
    let recipient = &own.recipient;
    let cc: Vec<_> = recipient.cc.iter().map(|cc| (String::new(), cc.clone())).collect();
    let told = |what: &str, right: bool| (!right).then(|| format!("{}: {what}", recipient.name));
    let text = |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| text.replace("\r\n", "\n"));
    let attached: Vec<(String, Vec<u8>)> = opened
        .attachments()
        .map(|part| (part.attachment_name().unwrap_or_default().to_owned(), part.contents().to_vec()))
        .collect();
    told("subject", opened.subject() == Some(own.subject.as_str()))
        .or(told("to", mailboxes(opened.to()) == [(recipient.name.clone(), recipient.address.clone())]))
        .or(told("cc", mailboxes(opened.cc()) == cc))
        .or(told("from", mailboxes(opened.from()) == [("Meadow Trust".to_owned(), own.from.clone())]))
        .or(told("date", opened.date().is_none()))
        .or(told("identifier", opened.message_id() == Some(own.message_id.trim_matches(['<', '>']))))
        .or(told("forms", (opened.text_body_count(), opened.html_body_count()) == (1, 1)))
        .or(told("plain form", text(opened.body_text(0)).as_deref() == Some(own.plain.as_str())))
        .or(told("HTML form", text(opened.body_html(0)).as_deref() == Some(own.html.as_str())))
        .or(told("files", attached == files))
}

/// The files that should be in a message: those of the folder, or those that lie beside the draft.
fn files(own: &Message, drafted: &[handout::DraftFile]) -> Vec<(String, Vec<u8>)> {
    match &own.bundle {
        None => own.attached.iter().map(|own| (own.name.clone(), fs::read(&own.file).unwrap())).collect(),
        Some(bundle) => {
            let found = drafted.iter().find(|file| file.name == bundle.name).unwrap();
            vec![(bundle.name.clone(), found.bytes.clone())]
        }
    }
}

#[test]
fn another_parser_finds_the_same_people_words_and_bytes_in_every_draft() {
    let desk = desk();
    let (one, two) = (planned(&desk), planned(&desk));
    let (mut faults, mut kinds) = (Vec::new(), BTreeSet::new());
    for (own, again) in one.messages.iter().zip(&two.messages) {
        let draft = own.draft();
        assert!(draft == again.draft(), "{}: the same bytes twice", own.recipient.name);
        let mut drafted = Vec::new();
        if own.bundle.is_some() {
            let alone = Mailing { messages: vec![own.clone()], findings: handout::Findings::default() };
            drafted = handout::drafts(&alone).collect();
        }
        kinds.insert((own.attached.len(), own.bundle.is_some()));
        faults.extend(fault(own, &draft, &files(own, &drafted)));
    }
    assert!(faults.is_empty(), "{} faults: {:?}", faults.len(), &faults[..faults.len().min(5)]);
    assert_eq!(kinds, [(1, false), (2, false), (4, false), (8, true)].into());
    // What it is there for: one letter of a text, one byte of a file.
    let own = &one.messages[0];
    let sent = files(own, &[]);
    let mut other = sent.clone();
    other[0].1[100] ^= 1;
    assert_eq!(fault(own, &own.draft(), &other).as_deref(), Some("Person 0: files"));
    let mut changed = own.clone();
    changed.plain = changed.plain.replacen("Dear", "dear", 1);
    assert_eq!(fault(&changed, &own.draft(), &sent).as_deref(), Some("Person 0: plain form"));
}
