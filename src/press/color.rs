//! The theme's inks as a press or a screen gets them.

use crate::profile::{InkSet, Profile};
use crate::theme::{Black, Cmyk, Colors, Inks, Srgb};

/// A color as a content stream sets it (ISO 32000-1, 8.6.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceColor {
    /// DeviceGray in thousandths: 0 black, 1000 white.
    Gray(u16),
    /// DeviceRGB in 255ths.
    Rgb(u8, u8, u8),
    /// DeviceCMYK in percent.
    Cmyk(u8, u8, u8, u8),
    /// Every plate in full, whatever plates there are: the separation `All` (8.6.6.4).
    Registration,
}

impl DeviceColor {
    /// Ink on all plates together, in percent.
    pub(super) fn total(self) -> u16 {
        match self {
            DeviceColor::Gray(level) => (1000 - level) / 10,
            DeviceColor::Rgb(..) => 0,
            DeviceColor::Registration => 400,
            DeviceColor::Cmyk(cyan, magenta, yellow, black) => {
                [cyan, magenta, yellow, black].map(u16::from).iter().sum()
            }
        }
    }

    /// Black ink alone overprints, so that no register error leaves a white edge around text.
    pub fn overprints(self) -> bool {
        matches!(self, DeviceColor::Cmyk(0, 0, 0, 1..))
    }
}

impl From<Srgb> for DeviceColor {
    /// A neutral color is gray, so that a color printer lays down black ink alone.
    fn from(Srgb(red, green, blue): Srgb) -> Self {
        match red == green && green == blue {
            true => DeviceColor::Gray(((u32::from(red) * 1000 + 127) / 255) as u16),
            false => DeviceColor::Rgb(red, green, blue),
        }
    }
}

impl From<Black> for DeviceColor {
    fn from(Black(percent): Black) -> Self {
        DeviceColor::Gray(1000 - 10 * u16::from(percent))
    }
}

impl From<Cmyk> for DeviceColor {
    fn from(Cmyk(cyan, magenta, yellow, black): Cmyk) -> Self {
        DeviceColor::Cmyk(cyan, magenta, yellow, black)
    }
}

/// What the theme's inks are in a profile's files.
pub(super) fn palette(profile: &Profile, colors: &Colors) -> Inks<DeviceColor> {
    match profile.inks {
        InkSet::Rgb => colors.office.map(DeviceColor::from),
        InkSet::Gray => colors.gray.map(DeviceColor::from),
        InkSet::Cmyk => colors.press.map(DeviceColor::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_colors_are_black_ink_alone() {
        assert_eq!(DeviceColor::from(Srgb(0, 0, 0)), DeviceColor::Gray(0));
        assert_eq!(DeviceColor::from(Srgb(255, 255, 255)), DeviceColor::Gray(1000));
        assert_eq!(DeviceColor::from(Black(62)), DeviceColor::Gray(380));
        assert_eq!(DeviceColor::from(Srgb(0, 0, 1)), DeviceColor::Rgb(0, 0, 1));
        assert!(DeviceColor::from(Cmyk(0, 0, 0, 100)).overprints());
        assert!(!DeviceColor::from(Cmyk(0, 0, 0, 0)).overprints());
    }
}
