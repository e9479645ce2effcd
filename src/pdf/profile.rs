//! What a finished file is for, as a table: the standards it promises and what each ink of the
//! theme is on its paper. A further profile is a further constant here.

use crate::layout::Ink;

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
    /// What colours without a colour space of their own mean.
    pub intent: OutputIntent,
    /// The inks.
    pub inks: Inks,
}

/// An output intent with its embedded ICC profile (ISO 32000-1, 14.11.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputIntent {
    /// `/S`.
    pub subtype: &'static str,
    /// `/OutputConditionIdentifier`.
    pub condition: &'static str,
    /// `/Info`: the condition in words.
    pub info: &'static str,
    /// The ICC profile's bytes.
    pub icc: &'static [u8],
    /// Its number of components.
    pub components: u8,
}

/// A colour as the content stream sets it (ISO 32000-1, 8.6.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// DeviceGray in thousandths: 0 black, 1000 white.
    Gray(u16),
    /// DeviceRGB in 255ths.
    Rgb(u8, u8, u8),
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

/// For e-mail, the web and office printers: PDF/UA-1 and PDF/A-3a, sRGB. Text is DeviceGray
/// black, so that a colour printer lays it down in black alone.
pub const OFFICE: Profile = Profile {
    name: "office",
    version: "1.7",
    archive: Some((3, 'A')),
    accessible: Some(1),
    intent: OutputIntent {
        subtype: "GTS_PDFA1",
        condition: "sRGB",
        info: "sRGB IEC61966-2.1",
        icc: include_bytes!("../../fonts/sRGB-v2-magic.icc"),
        components: 3,
    },
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
};
