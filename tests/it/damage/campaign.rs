//! Seeded damages by class, in both themes and languages, for screens and for the press, in files as they
//! were written and as other programs write them again: how many of them the proof sees.
//!
//! The tests take a slice; `HANDOUT_CAMPAIGN=1` takes all, prints the table and holds the promise. With
//! `HANDOUT_PIXELS=1` each damaged page is drawn too, as by `prove --pixels`; `HANDOUT_EACH=8` plants so many of each
//! class.

use super::{data, ink, own};
use crate::kit::damaged::Patient;
use crate::kit::plausible::Chance;
use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use handout::internals::finished::letters;
use handout::internals::font::Fonts;
use handout::internals::ink::{compare, draw};
use lopdf::SaveOptions;
use std::collections::BTreeSet;

/// Whether there was something to damage.
pub type Forged = bool;
/// A class of damages: its name, and what plants one.
pub type Class = (&'static str, fn(&mut Patient, &mut Chance) -> Forged);

/// Damages of each class; with all classes, 792.
const EACH: usize = 24;
/// Of each class, in the slice.
const FEW: usize = 3;
/// So many of a thousand are found without drawing the page.
const PROMISED: usize = 995;

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

/// Whether something of a file looks otherwise than it reads, or cannot be drawn.
fn is_seen(bytes: &[u8], fonts: &Fonts) -> bool {
    let (pages, pictures) = (letters(bytes).unwrap_or_default(), draw(bytes));
    let mut all = pages.iter().zip(&pictures);
    pages.is_empty()
        || pages.len() != pictures.len()
        || all.any(|(page, picture)| !compare(page, picture, fonts).is_empty())
}

#[test]
fn damages_are_seen() {
    let asked = |name: &str| std::env::var(name).ok();
    let (whole, draws) = (asked("HANDOUT_CAMPAIGN").is_some(), asked("HANDOUT_PIXELS").is_some());
    let usual = if whole { EACH } else { FEW };
    let each = asked("HANDOUT_EACH").map_or(usual, |each| each.parse().expect("a number"));
    let fonts = Fonts::bundled();
    let (mut all, mut found, mut drawn, mut both, mut missed) = (0, 0, 0, 0, Vec::new());
    println!("| damage | planted | found | drawn | either | by |\n| --- | --- | --- | --- | --- | --- |");
    for (class, (name, plant)) in ink::CLASSES.iter().chain(data::CLASSES).enumerate() {
        let (mut planted, mut seen, mut by) = (0, 0, BTreeSet::new());
        let (mut looked, mut either) = (0, 0);
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
            let damaged = rewritten(patient, form);
            let (checks, is_seen) = (own(sheet, &damaged), draws && is_seen(&damaged, &fonts));
            if checks.is_empty() {
                let way = if is_seen { "only drawn" } else { "missed" };
                let (title, profile) = (&sheet.document.meta.title, sheet.profile.name);
                missed.push(format!("{way}: {name}, {n}, {form:?}, {title} {profile}"));
            }
            seen += usize::from(!checks.is_empty());
            looked += usize::from(is_seen);
            either += usize::from(is_seen || !checks.is_empty());
            by.extend(checks);
        }
        let by: Vec<&str> = by.into_iter().collect();
        let looks = if draws { looked.to_string() } else { "—".to_owned() };
        println!("| {name} | {planted} | {seen} | {looks} | {either} | {} |", by.join(", "));
        assert!(planted == each, "{name}: {planted}");
        (all, found, drawn, both) = (all + planted, found + seen, drawn + looked, both + either);
    }
    println!("| all | {all} | {found} | {drawn} | {both} | |\nnot found without a picture: {missed:#?}");
    assert!(found * 1000 >= all * PROMISED, "{found} of {all}: {missed:#?}");
    // A picture that nobody looks at finds nothing: three classes of five change what is seen.
    assert!(!draws || drawn * 10 >= all * 3, "{drawn} of {all} are seen in a picture");
}
