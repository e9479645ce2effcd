//! Drafts: what a person sends by hand.

use crate::kit::command::{Desk, json, said};
use crate::kit::mail::{contacts, desk, mailing};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder.
fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(all(&path)),
            path => drop(found.insert(path.clone(), fs::read(path).unwrap())),
        }
    }
    found
}

/// The parts of a message that has parts, by their boundaries, each with its head and its decoded body.
fn parts(message: &str) -> Vec<(String, Vec<u8>)> {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ");
    let Some(boundary) = head.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()) else {
        let body = match head.contains("base64") {
            true => unbase64(body),
            false => unquoted(body),
        };
        return vec![(head, body)];
    };
    let whole = body.split(&format!("--{boundary}--")).next().unwrap();
    // The line break before a boundary is the boundary's.
    let between = format!("--{boundary}\r\n");
    let all = whole.split(&between).skip(1);
    all.flat_map(|part| parts(part.strip_suffix("\r\n").unwrap_or(part))).collect()
}

fn unbase64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let four = |four: &[u8]| {
        let bits =
            four.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(four).collect()
}

fn unquoted(text: &str) -> Vec<u8> {
    let (text, mut out) = (text.replace("=\r\n", "").into_bytes(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'=' {
            out.push(u8::from_str_radix(std::str::from_utf8(&text[at + 1..at + 3]).unwrap(), 16).unwrap());
            at += 3;
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap().replace("\r\n", "\n").into_bytes()
}

/// The words of a page, without its tags.
fn words(html: &str) -> String {
    let body = html.split_once("<body").and_then(|(_, rest)| rest.split_once('>')).unwrap().1;
    let mut out = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => out.push(letter),
            _ => {}
        }
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    plain.iter().fold(out, |out, (code, sign)| out.replace(code, sign))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != "-").collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draft_has_the_text_in_both_forms_and_the_very_files() {
    let desk = desk();
    let list = "name,address,states,languages,cc,salutation\n\
        \"Núñez, José\",jose@fen.example,QA;QB,\"en,es\",eve@fen.example,\"<b> & {{ year }} ⟦name⟧\"\n";
    let message = &mailing(&desk, list).unwrap().messages[0];
    let text = String::from_utf8(message.draft()).unwrap();
    assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 78), "{text}");
    let head = text.split_once("\r\n\r\n").unwrap().0;
    for field in [
        "X-Unsent: 1",
        "From: Meadow Trust <outreach@meadow.example>",
        "Cc: eve@fen.example",
        "Reply-To: answers@meadow.example",
        "To: =?utf-8?B?",
    ] {
        assert!(head.contains(field), "{field} in {head}");
    }
    assert!(!head.contains("Date:") && !head.contains("Bcc"), "{head}");
    let parts = parts(&text);
    assert_eq!(parts.len(), 2 + 4);
    assert_eq!(parts[0].1, message.plain.as_bytes());
    assert_eq!(parts[1].1, message.html.as_bytes());
    for (own, (head, bytes)) in message.attached.iter().zip(&parts[2..]) {
        assert!(head.contains(&format!("filename=\"{}\"", own.name)) && head.contains("application/pdf"));
        assert!(*bytes == fs::read(&own.file).unwrap(), "{}", own.name);
    }
    let address = " (https://meadow.example/sheets)";
    assert_eq!(squeezed(&words(&message.html)), squeezed(&message.plain.replace(address, "")));
    assert!(message.plain.starts_with("Dear <b> & {{ year }} ⟦name⟧,\n"), "{}", message.plain);
    assert!(message.html.contains("<span lang=\"es\">español</span>"), "{}", message.html);
    assert!(message.html.contains("<html lang=\"en\">") && message.html.contains("&lt;b&gt; &amp;"));
}

#[test]
fn drafts_are_the_same_bytes_and_their_writers_alone() {
    let desk = desk();
    desk.write("contacts.csv", &contacts(8));
    let draft = |out: &str| {
        let told = desk.run(&["mail", "set", "--contacts", "contacts.csv", "-o", out]);
        assert_eq!(told.status.code(), Some(0), "{}", said(&told));
        assert!(said(&told).contains("8 messages, drafted in"), "{}", said(&told));
        let files = all(&desk.path(out)).into_iter();
        files
            .map(|(path, bytes)| (path.strip_prefix(desk.path(out)).unwrap().to_owned(), bytes))
            .collect::<Vec<_>>()
    };
    let (first, second) = (draft("one"), draft("two"));
    assert!(first == second);
    assert_eq!(first.len(), 8 * 4 + 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for (file, _) in &first {
            assert_eq!(mode(desk.path("one").join(file)), 0o600, "{}", file.display());
            let folder = desk.path("one").join(file).parent().unwrap().to_owned();
            assert_eq!(mode(folder), 0o700, "{}", file.display());
        }
    }
    let overview =
        String::from_utf8(first.iter().find(|(file, _)| file.ends_with("index.html")).unwrap().1.clone());
    let overview = overview.unwrap();
    for needed in
        ["<html lang=\"en\">", "<caption>", "scope=\"row\"", "mailto:person0@office0.example?subject="]
    {
        assert!(overview.contains(needed), "{needed}");
    }
    for forbidden in ["<script", "src=", "http://", "url("] {
        assert!(!overview.contains(forbidden), "{forbidden}");
    }
    let links = overview.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for link in links.filter(|link| !link.starts_with("mailto:")) {
        assert!(desk.path("one").join(link).is_file(), "{link}");
    }
    // Fewer recipients: the old folders are named, and stay.
    desk.write("contacts.csv", &contacts(7));
    let told = desk.run(&["mail", "set", "--contacts", "contacts.csv", "-o", "one"]);
    assert!(said(&told).contains("a draft of an earlier run"), "{}", said(&told));
}

#[test]
fn a_dry_run_shows_every_pairing_and_writes_nothing() {
    let desk = desk();
    desk.write("contacts.csv", &(contacts(2) + "Bad,bad@fen.example,Nowhere,en\n"));
    let before = all(&desk.path("."));
    let told = desk.run(&["mail", "set", "--contacts", "contacts.csv"]);
    assert_eq!(told.status.code(), Some(1));
    let shown = String::from_utf8(told.stdout.clone()).unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], "Person 0 <person0@office0.example>");
    let hash = handout::internals::manifest::sha256(&fs::read(desk.path("out/place-00.pdf")).unwrap());
    assert!(
        lines[1].starts_with("  Agidado (QA), en-US, 2023: out/place-00.pdf, ") && lines[1].ends_with(&hash)
    );
    assert_eq!(lines.len(), 4);
    assert!(said(&told).contains("contacts.csv:4:21: error[no-state]"), "{}", said(&told));
    let told = json(&desk.run(&["mail", "set", "--contacts", "contacts.csv", "--format", "json"]));
    assert_eq!(told["messages"][1]["files"][0]["state"], "QB");
    assert_eq!(told["diagnostics"][0]["code"], "no-state");
    assert!(all(&desk.path(".")) == before, "nothing was written");
}

/// What cannot start says so, in both formats.
#[test]
fn slips_of_the_keyboard_start_nothing() {
    let desk = desk();
    desk.write("contacts.csv", &contacts(1));
    let run = |words: &[&str]| desk.run(&[&["mail", "set"], words].concat());
    for (words, told) in [
        (&["--contacts", "none.csv"][..], "--contacts none.csv: error[unreadable-file]"),
        (&["--contacts", "contacts.csv", "--send"], "--out"),
        (&["--contacts", "contacts.csv", "--rate", "0"], "--rate"),
    ] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(&output));
        assert!(said(&output).contains(told), "{}", said(&output));
    }
    let output = run(&["--contacts", "contacts.csv", "--from", "nowhere"]);
    assert!(said(&output).contains("this folder has no manifest of sheets"), "{}", said(&output));
    let output = Desk::run(&desk, &["mail", "nowhere", "--contacts", "contacts.csv"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}
