//! Seeded damages by class, in both themes and languages, for screens and for the press, in files as they
//! were written and as other programs write them again: how many of them the proof sees.
//!
//! The tests take a slice; `HANDOUT_CAMPAIGN=1` takes all, prints the table and holds the promise.

use super::{data, ink, own};
use crate::kit::damaged::Patient;
use crate::kit::plausible::Chance;
use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use lopdf::SaveOptions;
use std::collections::BTreeSet;

/// Whether there was something to damage.
pub type Forged = bool;
/// A class of damages: its name, and what plants one.
pub type Class = (&'static str, fn(&mut Patient, &mut Chance) -> Forged);

/// Damages of each class; with all classes, more than 600.
const EACH: usize = 24;
/// Of each class, in the slice.
const FEW: usize = 3;
/// So many of a hundred are found without drawing the page.
const PROMISED: usize = 97;

/// How a file is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Object by object, as it is.
    Plain,
    /// In another order, nothing compressed.
    Unpacked,
    /// In another order, in object streams.
    Packed,
}

const FORMS: [Form; 3] = [Form::Plain, Form::Unpacked, Form::Packed];

fn rewritten(mut patient: Patient, form: Form) -> Vec<u8> {
    if form == Form::Plain {
        return patient.bytes();
    }
    let document = &mut patient.0;
    document.renumber_objects_with(7);
    if form == Form::Unpacked {
        document.decompress();
        return patient.bytes();
    }
    let mut bytes = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document.save_with_options(&mut bytes, options).expect("a Vec takes all bytes");
    bytes
}

/// The sheets that are damaged, in turn.
fn subject(n: usize) -> &'static crate::kit::sheets::Sheet {
    let profile = ["office", "office", "press", "gray"][(n / 4) % 4];
    sheet(THEMES[n % 2], LANGUAGES[(n / 2) % 2], profile)
}

#[test]
fn files_written_again_are_as_sound_as_before() {
    for (n, form) in (0..16).zip(FORMS.into_iter().cycle()) {
        let sheet = subject(n);
        let mut patient = Patient::of(&sheet.bytes);
        // The content too is spelled anew.
        patient.repaint(|_| {});
        let again = rewritten(patient, form);
        assert_eq!(own(sheet, &again), BTreeSet::new(), "{n} {form:?}");
    }
}

#[test]
fn damages_are_seen() {
    let whole = std::env::var_os("HANDOUT_CAMPAIGN").is_some();
    let each = if whole { EACH } else { FEW };
    let (mut all, mut found, mut missed) = (0, 0, Vec::new());
    println!("| damage | planted | found | by |\n| --- | --- | --- | --- |");
    for (class, (name, plant)) in ink::CLASSES.iter().chain(data::CLASSES).enumerate() {
        let (mut planted, mut seen, mut by) = (0, 0, BTreeSet::new());
        // Not every sheet has what a class damages.
        for n in 0..EACH * 8 {
            if planted == each {
                break;
            }
            let sheet = subject(n + class);
            let mut chance = Chance((1000 * class + n) as u64);
            let mut patient = Patient::of(&sheet.bytes);
            if !plant(&mut patient, &mut chance) {
                continue;
            }
            planted += 1;
            let form = FORMS[planted % 3];
            let checks = own(sheet, &rewritten(patient, form));
            match checks.first() {
                Some(_) => seen += 1,
                None => missed.push(format!(
                    "{name}, {n}, {form:?}, {} {}",
                    sheet.document.meta.title, sheet.profile.name
                )),
            }
            by.extend(checks);
        }
        let by: Vec<&str> = by.into_iter().collect();
        println!("| {name} | {planted} | {seen} | {} |", by.join(", "));
        assert!(planted == each, "{name}: {planted}");
        (all, found) = (all + planted, found + seen);
    }
    println!("| all | {all} | {found} | |\nmissed: {missed:#?}");
    assert!(found * 100 >= all * PROMISED, "{found} of {all}: {missed:#?}");
    assert!(!whole || all >= 600, "{all}");
}
