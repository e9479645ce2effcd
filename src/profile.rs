//! What a finished file is for, as a table: the standards it promises, its sheet, and which of the
//! theme's inks it is printed with. A further profile is a further constant here.

mod condition;

use crate::standard::{Demand, Standard};
use crate::units::Pt;
use condition::KnownCondition;
use std::borrow::Cow;

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What the command line calls it.
    pub name: &'static str,
    /// What its files promise.
    pub standards: &'static [Standard],
    /// What colors without a color space of their own mean.
    pub output: OutputCondition,
    /// Which of the theme's inks it takes.
    pub inks: InkSet,
    /// Thinner rules are made this thick, about their middle.
    pub least_rule: Pt,
    /// The sheet around the page, if the page is cut out of one.
    pub sheet: Option<PressSheet>,
    /// Links can be followed.
    pub links: bool,
    /// The data travels inside.
    pub attachments: bool,
}

/// The printing condition: what all output intents of a file say (ISO 32000-1, 14.11.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputCondition {
    /// `/OutputConditionIdentifier`.
    pub condition: Cow<'static, str>,
    /// `/Info`: the condition in words, as the ICC profile describes itself.
    pub info: Cow<'static, str>,
    /// `/RegistryName`: where the identifier is registered.
    pub registry: Option<&'static str>,
    /// The ICC profile's bytes.
    pub icc: Cow<'static, [u8]>,
    /// Its number of components.
    pub components: u8,
}

/// What surrounds a page that is trimmed after printing; lengths outwards from the trim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressSheet {
    /// To the edge of the sheet.
    pub margin: Pt,
    /// How far ink runs over the trim.
    pub bleed: Pt,
    /// From the trim to the crop marks.
    pub mark_offset: Pt,
    /// Length of the crop marks.
    pub mark_length: Pt,
    /// Weight of the crop marks.
    pub mark_weight: Pt,
    /// Size of the slug's type.
    pub slug: Pt,
    /// From one line of the slug to the next.
    pub slug_leading: Pt,
}

/// Which of the theme's inks a kind of file is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InkSet {
    /// Colors of the screen; what is neutral in gray.
    Rgb,
    /// Black alone.
    Gray,
    /// The four inks of a press.
    Cmyk,
}

impl Profile {
    /// The profile of that name.
    pub fn named(name: &str) -> Option<&'static Profile> {
        PROFILES.into_iter().find(|profile| profile.name == name)
    }

    /// The header's version: the latest that all its standards allow.
    pub fn version(&self) -> &'static str {
        let allowed = self.standards.iter().map(|standard| standard.requirements().latest_version);
        allowed.min().unwrap_or("1.7")
    }

    /// Whether one of its standards asks for something.
    pub fn needs(&self, need: Demand) -> bool {
        self.standards.iter().any(|standard| standard.needs(need))
    }

    /// This profile for another printing condition, that of an ICC profile.
    pub fn with_output(&self, described: IccDescription<'_>, icc: &[u8]) -> Profile {
        let known = described.known();
        let info = match described.text {
            "" => "The print shop's own profile",
            text => text,
        };
        let output = OutputCondition {
            condition: Cow::Borrowed(known.map_or("Custom", |known| known.name)),
            info: Cow::Owned(info.to_owned()),
            registry: known.and_then(|known| known.registry),
            icc: Cow::Owned(icc.to_vec()),
            ..self.output.clone()
        };
        Profile { output, ..self.clone() }
    }
}

/// What an ICC profile says of itself.
#[derive(Debug, Clone, Copy)]
pub struct IccDescription<'i> {
    /// Its description; empty if it has none.
    pub text: &'i str,
    /// The registered data that it says it was made from.
    pub characterization: Option<&'i str>,
}

impl IccDescription<'_> {
    /// Whether it is one of a printing condition that print shops know by name.
    pub fn is_known(&self) -> bool {
        self.known().is_some()
    }

    fn known(&self) -> Option<KnownCondition> {
        KnownCondition::of(self.text, self.characterization)
    }
}

/// All of them; the first is the default.
pub const PROFILES: [&Profile; 4] = [&OFFICE, &GRAY, &PRESS, &PDF2];

/// For e-mail, the web and office printers.
pub const OFFICE: Profile = Profile {
    name: "office",
    standards: &[Standard::Ua1, Standard::A3a],
    output: OutputCondition {
        condition: Cow::Borrowed("sRGB"),
        info: Cow::Borrowed("sRGB IEC61966-2.1"),
        registry: None,
        icc: Cow::Borrowed(include_bytes!("pdf/profiles/sRGB-v2-magic.icc")),
        components: 3,
    },
    inks: InkSet::Rgb,
    least_rule: Pt::ZERO,
    sheet: None,
    links: true,
    attachments: true,
};

/// A master for copiers: black ink alone. A rule of half a point begins to break up in the second
/// copy, one of three quarters holds.
pub const GRAY: Profile = Profile { name: "gray", inks: InkSet::Gray, least_rule: Pt(750), ..OFFICE };

/// For print shops: in CMYK, on a larger sheet with bleed and marks.
pub const PRESS: Profile = Profile {
    name: "press",
    standards: &[Standard::Ua1, Standard::X4, Standard::A3a],
    output: OutputCondition {
        condition: Cow::Borrowed("CGATS TR 006"),
        info: Cow::Borrowed("Coated paper, CGATS TR 006 (GRACoL 2006)"),
        registry: Some("http://www.color.org"),
        icc: Cow::Borrowed(include_bytes!("pdf/profiles/CGATS_TR006_coated.icc")),
        components: 4,
    },
    inks: InkSet::Cmyk,
    sheet: Some(PressSheet {
        margin: Pt::new(36),
        bleed: Pt::new(9),
        mark_offset: Pt::new(12),
        mark_length: Pt::new(18),
        mark_weight: Pt(250),
        slug: Pt::new(7),
        slug_leading: Pt::new(8),
    }),
    links: false,
    // Programs of print shops warn of embedded files.
    attachments: false,
    ..OFFICE
};

/// For whoever asks for PDF 2.0. Older programs show such files, but may not know their tags.
pub const PDF2: Profile =
    Profile { name: "pdf2", standards: &[Standard::Ua2, Standard::Wtpdf, Standard::A4f], ..OFFICE };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_profile_gives_what_its_standards_need() {
        for profile in PROFILES {
            assert!(!(profile.needs(Demand::NoAnnotations) && profile.links), "{}", profile.name);
            assert!(profile.sheet.is_some() || !profile.needs(Demand::PressSheet), "{}", profile.name);
        }
    }

    #[test]
    fn output_profiles_are_of_the_right_class() {
        let header = |profile: &Profile| profile.output.icc[12..20].to_vec();
        assert_eq!(header(&PRESS), b"prtrCMYK");
        assert_eq!(header(&OFFICE), b"mntrRGB ");
    }

    #[test]
    fn a_profile_of_the_set_brings_its_condition() {
        let own = |text, characterization| {
            let OutputCondition { condition, info, registry, .. } =
                PRESS.with_output(IccDescription { text, characterization }, b"icc").output;
            (condition.into_owned(), info.into_owned(), registry)
        };
        let registry = Some("http://www.color.org");
        assert_eq!(own("CGATS21_CRPC6", None), ("CGATS21-2-CRPC6".into(), "CGATS21_CRPC6".into(), registry));
        assert_eq!(own("Acme press 3", None), ("Custom".into(), "Acme press 3".into(), None));
        assert_eq!(own("", None).0, "Custom");
        let built_in = &PRESS.output;
        assert_eq!(own(&built_in.info, Some("CGATS TR 006")).0, built_in.condition);
        assert_eq!(own(&built_in.info, None).0, built_in.condition);
    }

    #[test]
    fn the_readme_names_each_profile_with_its_standards() {
        let readme = include_str!("../README.md");
        for profile in PROFILES {
            let row = readme.lines().find(|line| line.starts_with(&format!("| `{}` |", profile.name)));
            let standards: Vec<String> = profile.standards.iter().map(Standard::to_string).collect();
            let cell = format!(" | {} |", standards.join(", "));
            assert!(row.is_some_and(|row| row.ends_with(&cell)), "{} {cell}", profile.name);
        }
    }
}
