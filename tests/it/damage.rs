//! Faults planted in a sound file, one at a time, and who finds them. Our own checks must find
//! all of them; `docs/standards/damages.md` shows what the validators find.
//!
//! With `HANDOUT_DAMAGES` set to a folder, the validators are asked too, which takes longer than all
//! else; the damaged files and the table are written there, for judges from outside
//! (`.ci/judges damage`).

mod campaign;
mod data;
mod head;
mod ink;
mod office;
mod press;
mod right;
mod shifts;

use crate::kit::damaged::Patient;
use crate::kit::sheets::{Sheet, THEMES, sheet};
use handout::internals::diagnostic::{At, Code, Sink};
use handout::internals::outline::Block;
use handout::internals::proof::{Prover, prove};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// A fault and how it is planted.
type Damage = (&'static str, fn(&mut Patient));

fn own(sheet: &Sheet, bytes: &[u8]) -> BTreeSet<&'static str> {
    prove(bytes, &sheet.expected()).iter().map(|found| found.check).collect()
}

/// The clauses a validator finds breached; that it cannot read the file is a finding too.
fn validator(bytes: &[u8], profile: ValidationProfile) -> BTreeSet<String> {
    match validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)) {
        Ok(report) => {
            let rules = report.failures.iter();
            // What it says about every file for the press (`tests/it/proof.rs`) is about no damage.
            let rules =
                rules.filter(|f| !f.message.contains("Trapped") && !f.rule_id.ends_with("6.6.2.3.1:1"));
            rules.map(|f| f.rule_id.splitn(3, ':').nth(2).unwrap_or(&f.rule_id).to_owned()).collect()
        }
        Err(_) => BTreeSet::from(["unreadable".to_owned()]),
    }
}

fn cell<T: AsRef<str> + Ord>(found: &BTreeSet<T>) -> String {
    match found.len() {
        0 => "—".to_owned(),
        1..=3 => found.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "),
        n => format!("{} and {} more", found.first().expect("one").as_ref(), n - 1),
    }
}

/// What is planted into the files of a profile in these themes; the first one's stand in the table.
const PLANTED: &[(&str, &[&str], &[Damage])] = &[
    ("office", &THEMES, office::DAMAGES),
    ("office", &THEMES, head::BOTH),
    ("office", &["brief"], head::BRIEF),
    ("press", &THEMES, press::DAMAGES),
];

#[test]
fn no_damage_survives() {
    let folder = std::env::var_os("HANDOUT_DAMAGES").map(PathBuf::from);
    let shown = include_str!("../../docs/standards/damages.md");
    let mut table = String::from(
        "| planted | own checks | page_validation UA-1 | page_validation A-3a |\n| --- | --- | --- | --- |\n",
    );
    let mut survivors = Vec::new();
    let mut number = 0;
    for (profile, themes, damages) in PLANTED {
        for theme in *themes {
            // What is found comes from the damage, and not from taking the file apart.
            let sheet = sheet(theme, "en", profile);
            let sound = Patient::of(&sheet.bytes);
            assert_eq!(own(sheet, &sound.clone().bytes()), BTreeSet::new());
            for (name, plant) in *damages {
                let mut patient = sound.clone();
                plant(&mut patient);
                let damaged = patient.bytes();
                let found = own(sheet, &damaged);
                if found.is_empty() {
                    survivors.push(format!("{theme}: {name}"));
                }
                if *theme != themes[0] {
                    continue;
                }
                let mut row = format!("| {name} | {} | ", cell(&found));
                if let Some(folder) = &folder {
                    let [ua, a] = [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a]
                        .map(|profile| cell(&validator(&damaged, profile)));
                    write!(row, "{ua} | {a} |").unwrap();
                    let name = name.trim_start_matches("press: ");
                    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                    std::fs::write(folder.join(format!("{profile}-{number:03}-{name}.pdf")), &damaged)
                        .unwrap();
                } else {
                    row = shown.lines().find(|line| line.starts_with(&row)).unwrap_or(&row).to_owned();
                }
                writeln!(table, "{row}").unwrap();
                number += 1;
            }
        }
    }
    if let Some(folder) = &folder {
        std::fs::write(folder.join("table.md"), &table).unwrap();
    }
    assert_eq!(survivors, Vec::<String>::new(), "nobody finds these");
    assert!(
        shown.contains(&table),
        "docs/standards/damages.md is not this table; see its first lines\n{table}"
    );
}

#[test]
fn a_refusal_names_the_clause_and_the_line() {
    let sheet = sheet("memo", "en", "office");
    let Block::Paragraph(paragraph) = &sheet.document.page.sections[1].blocks[0] else { panic!("a text") };
    let paragraph = &paragraph.text;
    let origin = paragraph.origin.expect("the line of the wording");
    let expected = sheet.expected();
    let elsewhere = sheet.document.page.head.title.origin.expect("a line");
    assert_ne!(origin, elsewhere);
    let mut sink = Sink::default();
    assert!(
        Prover::default().prove_or_report(&sheet.bytes, &expected, elsewhere, &mut sink).is_ok()
            && sink.found().is_empty()
    );
    let mut patient = Patient::of(&sheet.bytes);
    let element = patient.elements("P")[5];
    patient.hide(element);
    assert!(Prover::default().prove_or_report(&patient.bytes(), &expected, elsewhere, &mut sink).is_err());
    let lost = sink.found().iter().find(|fault| fault.at == At::Span(origin)).expect("the line");
    assert_eq!(lost.code, Code::BrokenPromise);
    assert!(lost.message.contains("ISO 14289-1 (PDF/UA-1), 7.1"), "{}", lost.message);
    assert!(lost.message.contains("nobody hears it"), "{}", lost.message);
}
