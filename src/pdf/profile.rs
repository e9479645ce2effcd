//! What a finished file is for, as a table: the standards it promises, its sheet, and which of the
//! theme's inks it is printed with. A further profile is a further constant here.

use crate::theme::{Black, Cmyk, Colors, Inks, Srgb};
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
    /// Which of the theme's inks it takes.
    pub inks: InkSet,
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

/// Which of the theme's inks a kind of file is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InkSet {
    /// Colours of the screen; what is neutral in DeviceGray.
    Rgb,
    /// Black alone.
    Gray,
    /// The four inks of a press.
    Cmyk,
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
    /// Ink on all plates together, in percent.
    pub(super) fn total(self) -> u16 {
        match self {
            Colour::Gray(level) => (1000 - level) / 10,
            Colour::Rgb(..) => 0,
            Colour::Cmyk(cyan, magenta, yellow, black) => {
                [cyan, magenta, yellow, black].map(u16::from).iter().sum()
            }
        }
    }

    /// Black ink alone overprints, so that no register error leaves a white edge around text.
    pub(super) fn overprints(self) -> bool {
        matches!(self, Colour::Cmyk(0, 0, 0, 1..))
    }
}

impl From<Srgb> for Colour {
    /// A neutral colour is gray, so that a colour printer lays down black ink alone.
    fn from(Srgb(red, green, blue): Srgb) -> Colour {
        match red == green && green == blue {
            true => Colour::Gray(((u32::from(red) * 1000 + 127) / 255) as u16),
            false => Colour::Rgb(red, green, blue),
        }
    }
}

impl From<Black> for Colour {
    fn from(Black(percent): Black) -> Colour {
        Colour::Gray(1000 - 10 * u16::from(percent))
    }
}

impl From<Cmyk> for Colour {
    fn from(Cmyk(cyan, magenta, yellow, black): Cmyk) -> Colour {
        Colour::Cmyk(cyan, magenta, yellow, black)
    }
}

impl Profile {
    /// What the theme's inks are in this kind of file.
    pub(super) fn palette(&self, colors: &Colors) -> Inks<Colour> {
        match self.inks {
            InkSet::Rgb => colors.office.map(Colour::from),
            InkSet::Gray => colors.gray.map(Colour::from),
            InkSet::Cmyk => colors.press.map(Colour::from),
        }
    }

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

/// For e-mail, the web and office printers: PDF/UA-1 and PDF/A-3a, sRGB.
pub const OFFICE: Profile = Profile {
    name: "office",
    version: "1.7",
    archive: Some((3, 'A')),
    accessible: Some(1),
    exchange: None,
    output: SRGB,
    inks: InkSet::Rgb,
    least_rule: Pt::ZERO,
    sheet: None,
    links: true,
};

/// A master for copiers: black ink alone. A rule of half a point begins to break up in the second
/// copy, one of three quarters holds.
pub const GRAY: Profile = Profile { name: "gray", inks: InkSet::Gray, least_rule: Pt(750), ..OFFICE };

/// For print shops: PDF/X-4 as well, in CMYK, on a larger sheet with bleed and marks. PDF/X-4
/// builds on PDF 1.6, which PDF/A-3 and PDF/UA-1 allow.
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
    inks: InkSet::Cmyk,
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
    fn neutral_colours_are_black_ink_alone() {
        assert_eq!(Colour::from(Srgb(0, 0, 0)), Colour::Gray(0));
        assert_eq!(Colour::from(Srgb(255, 255, 255)), Colour::Gray(1000));
        assert_eq!(Colour::from(Black(62)), Colour::Gray(380));
        assert_eq!(Colour::from(Srgb(0, 0, 1)), Colour::Rgb(0, 0, 1));
        assert!(Colour::from(Cmyk(0, 0, 0, 100)).overprints());
        assert!(!Colour::from(Cmyk(0, 0, 0, 0)).overprints());
    }

    #[test]
    fn output_profiles_are_of_the_right_class() {
        let header = |profile: &Profile| profile.output.icc[12..20].to_vec();
        assert_eq!(header(&PRESS), b"prtrCMYK");
        assert_eq!(header(&OFFICE), b"mntrRGB ");
    }
}
