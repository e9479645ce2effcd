//! What every file of a profile shares, made once: its output intents, its graphics states, and the color
//! space of its printer's marks.

use super::ids::FileIds;
use super::resources::{SEPARATION, STATE_NAMES};
use super::subset::FileFonts;
use crate::profile::{InkSet, OutputCondition, Profile};
use lopdf::{Dictionary, Object, dictionary};
use printpdf::{ExtendedGraphicsState, OverprintMode, extgstate_to_dict};

/// The shared parts of a profile's files.
pub struct SharedParts {
    pub intents: Vec<Object>,
    /// By name; none where no ink overprints.
    states: Dictionary,
    /// By name; none where nothing is on all plates.
    spaces: Dictionary,
}

impl SharedParts {
    /// Makes them.
    pub fn new(profile: &Profile, ids: &FileIds) -> SharedParts {
        let subtypes = profile.standards.iter().filter_map(|standard| standard.requirements().output_intent);
        let intents = subtypes.map(|subtype| output_intent(subtype, &profile.output, ids)).collect();
        SharedParts { intents, states: states(profile), spaces: spaces(profile) }
    }

    /// The resources of a page (7.8.3).
    pub fn resources(&self, fonts: &FileFonts) -> Dictionary {
        let mut resources = dictionary! { "Font" => fonts.named() };
        if !self.states.is_empty() {
            resources.set("ExtGState", self.states.clone());
        }
        if !self.spaces.is_empty() {
            resources.set("ColorSpace", self.spaces.clone());
        }
        resources
    }
}

/// An output intent (14.11.5). All of a file's have the same ICC profile, as PDF/A wants it
/// (ISO 19005-3, 6.2.3).
fn output_intent(subtype: &str, output: &OutputCondition, ids: &FileIds) -> Object {
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => subtype,
        "OutputConditionIdentifier" => Object::string_literal(&*output.condition),
        "Info" => lopdf::text_string(&output.info),
        "DestOutputProfile" => ids.icc.reference(),
    };
    if let Some(registry) = output.registry {
        intent.set("RegistryName", Object::string_literal(registry));
    }
    intent.into()
}

/// The graphics states of a profile whose black overprints, as printpdf makes them.
fn states(profile: &Profile) -> Dictionary {
    if profile.inks != InkSet::Cmyk {
        return Dictionary::new();
    }
    let states = overprint_states().into_iter();
    Dictionary::from_iter(states.map(|(name, state)| (name, Object::from(extgstate_to_dict(&state)))))
}

/// The color spaces of a profile with printer's marks: all plates at once (8.6.6.4). What cannot print
/// separations makes them of its four inks (7.10.3).
fn spaces(profile: &Profile) -> Dictionary {
    if profile.sheet.is_none() {
        return Dictionary::new();
    }
    let inks = |part: i64| vec![Object::Integer(part); 4];
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1, "C0" => inks(0), "C1" => inks(1),
    };
    let name = |name: &str| Object::Name(name.into());
    let space = vec![name("Separation"), name(SEPARATION), name("DeviceCMYK"), tint.into()];
    dictionary! { SEPARATION => space }
}

/// Each state as printpdf is asked for it.
pub fn overprint_states() -> [(&'static str, ExtendedGraphicsState); 2] {
    let [knocks_out, overprints] = STATE_NAMES;
    [(knocks_out, overprint(false, false)), (overprints, overprint(true, true))]
}

/// How fills and lines print over what is below them (8.6.7). Mode 1, so that a plate without ink
/// leaves what is there. printpdf swaps the keys of the two, which here are always the same.
fn overprint(fills: bool, lines: bool) -> ExtendedGraphicsState {
    ExtendedGraphicsState::default()
        .with_overprint_fill(fills)
        .with_overprint_stroke(lines)
        .with_overprint_mode(OverprintMode::KeepUnderlying)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printpdf_still_swaps_the_keys_of_fills_and_lines() {
        let state = extgstate_to_dict(&overprint(true, false));
        // `op` is of fills, `OP` of lines (Table 58).
        assert_eq!([b"op", b"OP"].map(|key| state.get(key).unwrap().as_bool().unwrap()), [false, true]);
    }
}
