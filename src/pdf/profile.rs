//! What a finished file is for, as a table: the standards it promises, its sheet, and what each
//! ink of the theme is on its paper. A further profile is a further constant here.

use crate::layout::Ink;
use crate::units::Pt;
use std::borrow::Cow;

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What the command line calls it.
    pub name: &'static str,
    /// The header's version (ISO 32000-1, 7.5.2).
    pub version: &'static str,
    /// Part and conformance level of PDF/A (ISO 19005), as XMP names them.
    pub archive: Option<(u8, char)>,
    /// Part of PDF/UA (ISO 14289).
    pub accessible: Option<u8>,
    /// Version of PDF/X (ISO 15930), as XMP names it.
    pub exchange: Option<&'static str>,
    /// What colours without a colour space of their own mean.
    pub output: Output,
    /// The inks.
    pub inks: Inks,
    /// Thinner rules are made this strong, about their middle.
    pub least_rule: Pt,
    /// The sheet around the page, if the page is cut out of one.
    pub sheet: Option<Sheet>,
    /// Links can be followed. PDF/X allows no annotation on the page (ISO 15930-7, 6.16).
    pub links: bool,
}

/// The printing condition: output intents and the ICC profile they share (ISO 32000-1, 14.11.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// `/S`, one output intent for each.
    pub subtypes: &'static [&'static str],
    /// `/OutputConditionIdentifier`.
    pub condition: Cow<'static, str>,
    /// `/Info`: the condition in words.
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
pub struct Sheet {
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

/// A colour as the content stream sets it (ISO 32000-1, 8.6.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// DeviceGray in thousandths: 0 black, 1000 white.
    Gray(u16),
    /// DeviceRGB in 255ths.
    Rgb(u8, u8, u8),
    /// DeviceCMYK in percent.
    Cmyk(u8, u8, u8, u8),
}

impl Colour {
    /// Black ink alone overprints, so that no register error leaves a white edge around text.
    pub(super) fn overprints(self) -> bool {
        matches!(self, Colour::Cmyk(0, 0, 0, 1..))
    }
}

/// The colour of every ink; a struct and not a map, so that none can be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inks {
    /// [`Ink::Text`].
    pub text: Colour,
    /// [`Ink::Rule`].
    pub rule: Colour,
    /// [`Ink::Navy`].
    pub navy: Colour,
    /// [`Ink::Bar`].
    pub bar: Colour,
    /// [`Ink::Map`].
    pub map: Colour,
    /// [`Ink::MapLight`].
    pub map_light: Colour,
    /// [`Ink::Accent`].
    pub accent: Colour,
    /// [`Ink::Paper`].
    pub paper: Colour,
}

impl Inks {
    /// The colour of one ink.
    pub fn colour(&self, ink: Ink) -> Colour {
        match ink {
            Ink::Text => self.text,
            Ink::Rule => self.rule,
            Ink::Navy => self.navy,
            Ink::Bar => self.bar,
            Ink::Map => self.map,
            Ink::MapLight => self.map_light,
            Ink::Accent => self.accent,
            Ink::Paper => self.paper,
        }
    }
}

impl Profile {
    /// The profile of that name.
    pub fn named(name: &str) -> Option<&'static Profile> {
        PROFILES.into_iter().find(|profile| profile.name == name)
    }

    /// This profile for another printing condition, described by the ICC profile `icc`, which is
    /// called `name`.
    pub fn with_output(&self, name: &str, icc: &[u8]) -> Profile {
        let output = Output {
            condition: Cow::Owned(name.to_owned()),
            info: Cow::Owned(name.to_owned()),
            registry: None,
            icc: Cow::Owned(icc.to_vec()),
            ..self.output.clone()
        };
        Profile { output, ..self.clone() }
    }
}

/// All of them; the first is the default.
pub const PROFILES: [&Profile; 3] = [&OFFICE, &GRAY, &PRESS];

const SRGB: Output = Output {
    subtypes: &["GTS_PDFA1"],
    condition: Cow::Borrowed("sRGB"),
    info: Cow::Borrowed("sRGB IEC61966-2.1"),
    registry: None,
    icc: Cow::Borrowed(include_bytes!("../../fonts/sRGB-v2-magic.icc")),
    components: 3,
};

/// For e-mail, the web and office printers: PDF/UA-1 and PDF/A-3a, sRGB. Text is DeviceGray
/// black, so that a colour printer lays it down in black alone.
pub const OFFICE: Profile = Profile {
    name: "office",
    version: "1.7",
    archive: Some((3, 'A')),
    accessible: Some(1),
    exchange: None,
    output: SRGB,
    inks: Inks {
        text: Colour::Gray(0),
        rule: Colour::Gray(0),
        navy: Colour::Rgb(0x12, 0x30, 0x5C),
        bar: Colour::Rgb(0x22, 0x60, 0x9B),
        map: Colour::Rgb(0x3A, 0x6A, 0x9E),
        map_light: Colour::Rgb(0xC9, 0xD8, 0xE8),
        accent: Colour::Rgb(0xEF, 0xA8, 0x2C),
        paper: Colour::Gray(1000),
    },
    least_rule: Pt::ZERO,
    sheet: None,
    links: true,
};

/// A master for copiers: gray inks only, text and headings in full black. A rule of half a point
/// begins to break up in the second copy, one of three quarters holds.
pub const GRAY: Profile = Profile {
    name: "gray",
    inks: Inks {
        text: Colour::Gray(0),
        rule: Colour::Gray(0),
        navy: Colour::Gray(0),
        bar: Colour::Gray(380),
        map: Colour::Gray(380),
        map_light: Colour::Gray(840),
        accent: Colour::Gray(620),
        paper: Colour::Gray(1000),
    },
    least_rule: Pt(750),
    ..OFFICE
};

/// For print shops: PDF/X-4 as well, in CMYK, on a larger sheet with bleed and marks. PDF/X-4
/// builds on PDF 1.6, which PDF/A-3 and PDF/UA-1 allow. No ink above 220 % in all.
pub const PRESS: Profile = Profile {
    name: "press",
    version: "1.6",
    exchange: Some("PDF/X-4"),
    output: Output {
        subtypes: &["GTS_PDFX", "GTS_PDFA1"],
        condition: Cow::Borrowed("FOGRA39"),
        info: Cow::Borrowed("Coated paper, ISO 12647-2:2004, FOGRA39L"),
        registry: Some("http://www.color.org"),
        icc: Cow::Borrowed(include_bytes!("../../fonts/FOGRA39L_coated.icc")),
        components: 4,
    },
    inks: Inks {
        text: Colour::Cmyk(0, 0, 0, 100),
        rule: Colour::Cmyk(0, 0, 0, 100),
        navy: Colour::Cmyk(100, 75, 0, 45),
        bar: Colour::Cmyk(85, 50, 0, 10),
        map: Colour::Cmyk(85, 50, 0, 10),
        map_light: Colour::Cmyk(22, 10, 0, 0),
        accent: Colour::Cmyk(0, 35, 90, 0),
        paper: Colour::Cmyk(0, 0, 0, 0),
    },
    sheet: Some(Sheet {
        margin: Pt::new(36),
        bleed: Pt::new(9),
        mark_offset: Pt::new(12),
        mark_length: Pt::new(18),
        mark_weight: Pt(250),
        slug: Pt::new(7),
        slug_leading: Pt::new(9),
    }),
    links: false,
    ..OFFICE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ink_is_too_wet_and_none_is_colour_where_there_is_none() {
        let inks =
            [Ink::Text, Ink::Rule, Ink::Navy, Ink::Bar, Ink::Map, Ink::MapLight, Ink::Accent, Ink::Paper];
        for ink in inks {
            assert!(matches!(GRAY.inks.colour(ink), Colour::Gray(0..=1000)));
            match PRESS.inks.colour(ink) {
                Colour::Cmyk(c, m, y, k) => {
                    assert!([c, m, y, k].iter().map(|&part| u32::from(part)).sum::<u32>() <= 220);
                }
                colour => panic!("{colour:?} on a press"),
            }
        }
        assert!(PRESS.inks.text.overprints() && !PRESS.inks.paper.overprints());
    }

    #[test]
    fn output_profiles_are_of_the_right_class() {
        let header = |profile: &Profile| profile.output.icc[12..20].to_vec();
        assert_eq!(header(&PRESS), b"prtrCMYK");
        assert_eq!(header(&OFFICE), b"mntrRGB ");
    }
}
