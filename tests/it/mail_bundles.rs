//! Sheets that are too much for one message: one file has them all, or the row is named.

use crate::kit::command::{Desk, json, said};
use crate::kit::mail::{desk, mailing, mailing_of};
use handout::{BundleKind, Mailing, Message};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

const MANY: &str = "name,address,states,languages\nAnn,ann@fen.example,QB;QA;QC;QD,\"es,en\"\n";
const ONE: &str = "name,address,states,languages\nAnn,ann@fen.example,QA,en\n";

fn at_most(desk: &Desk, list: &str, most: usize) -> Mailing {
    mailing_of(desk, Path::new("contacts.csv"), list.as_bytes(), &[], most).unwrap()
}

/// The one message of a list, for whose files there is so much room.
fn message(desk: &Desk, list: &str, most: usize) -> Message {
    let mut mailing = at_most(desk, list, most);
    assert_eq!(mailing.messages.len(), 1, "{}", mailing.findings);
    mailing.messages.remove(0)
}

/// Names and bytes of the files that a draft of a message has.
fn drafted(desk: &Desk, list: &str, most: usize) -> Vec<(String, Vec<u8>)> {
    let mailing = at_most(desk, list, most);
    let files =
        handout::drafts(&mailing).filter(|file| file.name.ends_with(".pdf") || file.name.ends_with(".zip"));
    files.map(|file| (file.name, file.bytes)).collect()
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut found = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut found).unwrap();
        (name, found)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn first_the_sheets_then_a_pack_then_an_archive_then_none() {
    let desk = desk();
    let whole = message(&desk, MANY, 7_000_000);
    assert!(whole.bundle.is_none());
    let alone: usize = whole.attached.iter().map(|own| own.size).sum();
    assert!(message(&desk, MANY, alone).bundle.is_none(), "just enough");
    // A byte less.
    let packed = message(&desk, MANY, alone - 1);
    let pack = packed.bundle.clone().unwrap();
    assert_eq!((pack.kind, pack.name.as_str()), (BundleKind::Pack, "handouts-2023.pdf"));
    assert!(pack.size * 2 < alone, "{} of {alone}", pack.size);
    assert_eq!(packed.attached, whole.attached, "the same sheets, with the hashes of the folder");
    let files = drafted(&desk, MANY, pack.size);
    assert_eq!(files.len(), 1);
    assert_eq!(handout::internals::manifest::sha256(&files[0].1), pack.sha256);
    let heard = handout::internals::finished::hear_each(&files[0].1).unwrap();
    let titles: Vec<String> = heard.iter().map(|part| part.language.clone()).collect();
    assert_eq!(titles, ["es-US", "en-US"].repeat(4));
    // A byte less than the pack.
    let zipped = message(&desk, MANY, pack.size - 1);
    let archive = zipped.bundle.clone().unwrap();
    assert_eq!((archive.kind, archive.name.as_str()), (BundleKind::Zip, "handouts-2023.zip"));
    assert!(archive.size < pack.size);
    let inside = unzipped(&drafted(&desk, MANY, archive.size)[0].1);
    assert!(inside == files, "the pack is in the archive");
    // A byte less than that.
    let none = at_most(&desk, MANY, archive.size - 1);
    assert!(none.messages.is_empty());
    let told = none.findings.to_string();
    for needed in ["contacts.csv:2:1: error[bad-value]", "its files have", "as one pack", "in a ZIP archive"]
    {
        assert!(told.contains(needed), "{needed}: {told}");
    }
    // The same person and the same sheets are the same message: what it is in never sends it again.
    for other in [&packed, &zipped] {
        assert_eq!((&other.key, &other.message_id), (&whole.key, &whole.message_id));
    }
}

#[test]
fn one_sheet_goes_in_an_archive_as_it_is() {
    let desk = desk();
    let bytes = fs::read(desk.path("out/place-00.pdf")).unwrap();
    let zipped = message(&desk, ONE, bytes.len() - 1);
    assert_eq!(zipped.bundle.as_ref().unwrap().kind, BundleKind::Zip);
    let inside = unzipped(&drafted(&desk, ONE, bytes.len() - 1)[0].1);
    assert!(inside == [("place-00.pdf".to_owned(), bytes)]);
}

/// Files of PDF 2.0 are not packed.
#[test]
fn where_there_are_no_packs_the_archive_has_the_files() {
    let desk = desk();
    desk.edit("set/handout.toml", "theme = ", "profile = \"pdf2\"\ntheme = ");
    let built = desk.run(&["build", "set", "-o", "out", "--quiet"]);
    assert!(built.status.success(), "{}", said(&built));
    let whole = mailing(&desk, MANY).unwrap().messages.remove(0);
    let alone: usize = whole.attached.iter().map(|own| own.size).sum();
    let zipped = message(&desk, MANY, alone - 1);
    assert_eq!(zipped.bundle.as_ref().unwrap().kind, BundleKind::Zip);
    let mut wanted: Vec<(String, Vec<u8>)> =
        whole.attached.iter().map(|own| (own.name.clone(), fs::read(&own.file).unwrap())).collect();
    wanted.sort();
    assert!(unzipped(&drafted(&desk, MANY, alone - 1)[0].1) == wanted);
}

#[test]
fn the_message_and_the_reports_say_what_is_attached() {
    let desk = desk();
    let packed = message(&desk, MANY, 150_000);
    let list = packed.plain.split_once("Adjuntos:\n\n").unwrap().1;
    let lines: Vec<&str> = list.lines().take(3).collect();
    assert!(lines[0].starts_with("- handouts-2023.pdf: 8 hojas, "), "{list}");
    assert_eq!(lines[1..], ["  - Vehela, español", "  - Vehela, English"]);
    let html = "<ul>\n<li>Vehela, español</li>\n<li>Vehela, <span lang=\"en\">English</span></li>";
    assert!(packed.html.contains(html), "{}", packed.html);
    let draft = String::from_utf8(packed.draft()).unwrap();
    assert_eq!(draft.matches("Content-Disposition: attachment").count(), 1);
    assert!(draft.contains("filename=\"handouts-2023.pdf\""));
    // The command: a dry run, then drafts.
    desk.write("contacts.csv", MANY);
    let told = desk.run(&["mail", "set", "--contacts", "contacts.csv", "--max-size", "0.1"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let shown = String::from_utf8(told.stdout.clone()).unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[1].starts_with("  one file with all sheets, handouts-2023.pdf, "), "{shown}");
    assert!(lines[2].starts_with("    Vehela (QB), es-US, 2023: out/place-01-es.pdf, "), "{shown}");
    assert_eq!(lines.len(), 2 + 8);
    let run =
        ["mail", "set", "--contacts", "contacts.csv", "--max-size", "0.1", "-o", "mail", "--format", "json"];
    let told = json(&desk.run(&run));
    let bundle = &told["messages"][0]["bundle"];
    assert_eq!((bundle["kind"].as_str(), bundle["name"].as_str()), (Some("pack"), Some("handouts-2023.pdf")));
    let file = told["written"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|file| file.as_str().filter(|file| file.ends_with("handouts-2023.pdf")));
    let bytes = fs::read(desk.path(file.unwrap())).unwrap();
    assert_eq!(bundle["sha256"], handout::internals::manifest::sha256(&bytes));
    assert!(
        desk.text("mail/index.html")
            .contains("handouts-2023.pdf</a>, one file with 8 sheets:<ul><li>Vehela (QB)")
    );
    for typed in ["0", "0.01", "26", "25.1", "-1", "1e1", "+1", "x", ""] {
        let told = desk.run(&["mail", "set", "--contacts", "contacts.csv", &format!("--max-size={typed}")]);
        assert_eq!(told.status.code(), Some(2), "{typed}: {}", said(&told));
    }
}

#[test]
fn large_print_is_attached_when_asked_for() {
    let desk = desk();
    desk.write("contacts.csv", ONE);
    let ask = ["mail", "set", "--contacts", "contacts.csv", "--large-print"];
    let told = desk.run(&ask);
    assert_eq!(told.status.code(), Some(1));
    assert!(said(&told).contains("handout build set -o out --only QA --large-print"), "{}", said(&told));
    let built = desk.run(&["build", "set", "-o", "out", "--large-print", "--quiet"]);
    assert!(built.status.success(), "{}", said(&built));
    let told = desk.run(&ask);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    assert!(String::from_utf8_lossy(&told.stdout).contains("out/place-00-large.pdf"), "{told:?}");
    // Without the option, the others.
    let told = desk.run(&ask[..4]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("out/place-00.pdf"), "{told:?}");
}
