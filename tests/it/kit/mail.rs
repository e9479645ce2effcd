//! A set to send by mail, in two languages, with the texts of the message; and lists of invented contacts.

use crate::kit::command::Desk;
use crate::kit::invented::union;
use crate::kit::set::Draft;
use handout::{Contacts, Findings, FinishedSheets, Letters, Mailing, Options, Set};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The message of the set.
pub const MESSAGE: &str = r#"language = "en"
from = "outreach@meadow.example"
from_name = "Meadow Trust"
reply_to = "answers@meadow.example"
subject = "{{ state.name }} {{ year }}: the sheet for your state"
text = """
Dear {{ recipient.salutation }},

Here is the sheet for {{ state.in_prose }}. **Please** print it; see [our page](https://meadow.example/sheets).

- It is one page.
- It has its figures inside.
"""
each = "{{ state.name }}: lost {{ lost | plural(\"kite\", \"kites\") }} in {{ year }}, {{ lost }}."
closing = "You asked for it, {{ recipient.name }}. Write to outreach@meadow.example if anything is wrong."
"#;

/// The first places of the union, QA to QD, with their message.
pub fn mail_set() -> Draft {
    let few = union::set().into_iter().filter(|(file, _)| match file.strip_prefix("states/place-") {
        Some(rest) => rest < "04",
        None => true,
    });
    let spanish =
        MESSAGE.replace("\"en\"", "\"es\"").replace("Dear", "Estimada").replace("Please", "Por favor");
    Draft::made(few).with("mail.en.toml", MESSAGE).with("mail.es.toml", spanish)
}

/// The set on a desk, with all its sheets in `out`.
pub fn desk() -> Desk {
    let desk = Desk::with(&mail_set());
    let built = desk.run(&["build", "set", "-o", "out", "--quiet"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    desk
}

/// A list of so many contacts, one place each, all at domains of their own.
pub fn contacts(count: usize) -> String {
    let mut list = "name,address,states,languages\n".to_owned();
    for n in 0..count {
        let (state, language) = (["QA", "QB", "QC", "QD"][n % 4], ["en", "es"][n / 4 % 2]);
        let _ = writeln!(list, "Person {n},person{n}@office{n}.example,{state},{language}");
    }
    list
}

/// The mailing of a list, by the library.
pub fn mailing(desk: &Desk, contacts: &str) -> Result<Mailing, Findings> {
    mailing_of(desk, Path::new("contacts.csv"), contacts.as_bytes(), &[], 7_000_000)
}

pub fn mailing_of(
    desk: &Desk,
    name: &Path,
    contacts: &[u8],
    allowed: &[&str],
    most: usize,
) -> Result<Mailing, Findings> {
    let folder = desk.path("set");
    let set = Set::open(&folder)?;
    let letters = Letters::open(&set, &folder, &Options::default())?;
    let allowed: Vec<String> = allowed.iter().map(|own| (*own).to_owned()).collect();
    let contacts = Contacts::read(name, contacts, &set, &allowed)?;
    let sheets = FinishedSheets::open(&desk.path("out"), &set)?;
    Mailing::plan(contacts, &sheets, &letters, most, &|file| fs::read(file), 2)
}

/// What is told of a mailing of which nothing should come.
pub fn refused(desk: &Desk, contacts: &str) -> String {
    let mailing = mailing(desk, contacts).expect("a mailing");
    assert_eq!(mailing.messages.len(), 0, "{:?}", mailing.findings);
    mailing.findings.to_string()
}

/// Puts other bytes in the place of a sheet, and makes the manifest believe that they were made there.
pub fn plant(desk: &Desk, file: &str, bytes: &[u8]) {
    fs::write(desk.path(&format!("out/{file}")), bytes).expect("a file");
    let mut manifest: Value = serde_json::from_str(&desk.text("out/manifest.json")).expect("a manifest");
    let records = manifest["handouts"].as_array_mut().expect("records");
    let record = records.iter_mut().find(|record| record["file"] == file).expect("its record");
    record["sha256"] = handout::internals::manifest::sha256(bytes).into();
    record["bytes"] = bytes.len().into();
    desk.write("out/manifest.json", &manifest.to_string());
}
