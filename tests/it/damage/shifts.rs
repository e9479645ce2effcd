//! Each text of a page moved alone, a little and far, along its line and away from it: the proof sees it.
//!
//! The tests take a slice; `HANDOUT_CAMPAIGN=1` takes all, and prints what is not seen.

use super::ink::around;
use crate::kit::damaged::Patient;
use crate::kit::painted::op;
use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use handout::internals::proof::Prover;

/// In points; less is hardly seen.
const SHIFTS: [[f64; 2]; 10] = [
    [3.0, 0.0],
    [-3.0, 0.0],
    [40.0, 0.0],
    [-30.0, 0.0],
    [0.0, 3.0],
    [0.0, -3.0],
    [0.0, 13.0],
    [0.0, -13.0],
    [0.0, 26.0],
    [5.0, -5.0],
];
/// One of so many is tried in the campaign, and in the slice.
const WHOLE: usize = 7;
const SLICE: usize = 97;
/// So many of a thousand are found.
const PROMISED: usize = 980;

#[test]
fn a_text_that_is_moved_alone_is_seen() {
    let whole = std::env::var_os("HANDOUT_CAMPAIGN").is_some();
    let (mut moved, mut seen, mut missed) = (0, 0, Vec::new());
    for (theme, language) in THEMES.into_iter().flat_map(|theme| LANGUAGES.map(|own| (theme, own))) {
        let sheet = sheet(theme, language, "office");
        let (sound, prover) = (Patient::of(&sheet.bytes), Prover::default());
        let spots = sound.clone().spots();
        let all = spots.iter().flat_map(|spot| SHIFTS.map(|shift| (spot, shift)));
        for (spot, [x, y]) in all.step_by(if whole { WHOLE } else { SLICE }) {
            let mut patient = sound.clone();
            around(&mut patient, spot.at, vec![op("Td", &[x, y])], vec![op("Td", &[-x, -y])]);
            let found = prover.prove(&patient.bytes(), &sheet.expected());
            (moved, seen) = (moved + 1, seen + usize::from(!found.is_empty()));
            if found.is_empty() {
                let (left, up, size) = (spot.x, spot.y, spot.size);
                missed.push(format!("{theme} {language}: {size} pt at {left:.1}, {up:.1} by {x}, {y}"));
            }
        }
    }
    println!("{seen} of {moved}; not seen: {missed:#?}");
    assert!(moved > 20 && seen * 1000 >= moved * PROMISED, "{seen} of {moved}: {missed:#?}");
}
