//! The colours of a theme: each ink by its name, once for each kind of paper.
//!
//! In: the tokens `[color.office]`, `[color.gray]`, `[color.press]`. Out: [`Colors`].

use super::BannerStyle;
use serde::Deserialize;

/// What a mark is painted as; [`Inks`] says in which colour of the theme, on which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// Reading text.
    Text,
    /// Rules and the QR code.
    Rule,
    /// Headings, headline figures, the band.
    Navy,
    /// Bars of charts.
    Bar,
    /// The line under the band.
    Accent,
    /// White around a bar's mark.
    Paper,
    /// Text on the band, or in its place.
    BandText,
    /// The place's name and the year there.
    BandName,
    /// The silhouette there.
    Map,
}

/// The inks of a theme on each kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// For screens and office printers.
    pub office: Inks<Srgb>,
    /// For copiers.
    pub gray: Inks<Black>,
    /// For presses.
    pub press: Inks<Cmyk>,
    /// How links are told from the words around them.
    pub link: LinkTokens,
}

/// How links and addresses are told from the words around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkTokens {
    /// By a line below them; on paper always.
    pub underline: bool,
    /// Their letters on screens and from office printers, in reading text.
    pub office: Srgb,
}

/// The colour of every ink; a struct and not a map, so that none can be missing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inks<C> {
    /// Reading text.
    pub text: C,
    /// Rules and the QR code.
    pub rule: C,
    /// Headings, headline figures, the band.
    pub navy: C,
    /// Bars of charts.
    pub bar: C,
    /// The silhouette on the band.
    pub map: C,
    /// The silhouette on white.
    pub maplight: C,
    /// The line under the band.
    pub accent: C,
    /// Letters on the band, and white.
    pub paper: C,
}

impl<C: Copy> Inks<C> {
    /// The colour of one ink, where the banner looks like this.
    pub fn colour(&self, ink: Ink, banner: BannerStyle) -> C {
        match (ink, banner) {
            (Ink::Text, _) | (Ink::BandText, BannerStyle::Line) => self.text,
            (Ink::Rule, _) => self.rule,
            (Ink::Navy, _) | (Ink::BandName, BannerStyle::Line) => self.navy,
            (Ink::Bar, _) => self.bar,
            (Ink::Accent, _) => self.accent,
            (Ink::Paper, _) | (Ink::BandText | Ink::BandName, BannerStyle::Fill) => self.paper,
            (Ink::Map, BannerStyle::Fill) => self.map,
            (Ink::Map, BannerStyle::Line) => self.maplight,
        }
    }

    /// All of them, by the names of their tokens.
    pub fn named(&self) -> [(&'static str, C); 8] {
        [
            ("text", self.text),
            ("rule", self.rule),
            ("navy", self.navy),
            ("bar", self.bar),
            ("map", self.map),
            ("maplight", self.maplight),
            ("accent", self.accent),
            ("paper", self.paper),
        ]
    }

    /// The same inks by another measure.
    pub fn map<D>(&self, to: impl Fn(C) -> D) -> Inks<D> {
        Inks {
            text: to(self.text),
            rule: to(self.rule),
            navy: to(self.navy),
            bar: to(self.bar),
            map: to(self.map),
            maplight: to(self.maplight),
            accent: to(self.accent),
            paper: to(self.paper),
        }
    }
}

/// A colour of a screen: red, green, blue in 255ths; written "#12305C".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Srgb(pub u8, pub u8, pub u8);

impl TryFrom<String> for Srgb {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits =
            text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or("not a color; write one like \"#12305C\"")?.to_be_bytes();
        Ok(Srgb(red, green, blue))
    }
}

/// Black ink, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Black(pub u8);

impl TryFrom<i64> for Black {
    type Error = &'static str;

    fn try_from(percent: i64) -> Result<Self, Self::Error> {
        let percent = u8::try_from(percent).ok().filter(|percent| *percent <= 100);
        percent.map(Black).ok_or("black is a whole percentage from 0 to 100")
    }
}

/// Inks of a press: cyan, magenta, yellow, black, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<i64>")]
pub struct Cmyk(pub u8, pub u8, pub u8, pub u8);

impl TryFrom<Vec<i64>> for Cmyk {
    type Error = &'static str;

    fn try_from(parts: Vec<i64>) -> Result<Self, Self::Error> {
        let percent = |part: &i64| u8::try_from(*part).ok().filter(|percent| *percent <= 100);
        match parts.iter().map(percent).collect::<Option<Vec<u8>>>().as_deref() {
            Some(&[cyan, magenta, yellow, black]) => Ok(Cmyk(cyan, magenta, yellow, black)),
            _ => Err("the inks are four whole percentages from 0 to 100: [cyan, magenta, yellow, black]"),
        }
    }
}

/// A colour as light, to compare colours by: red, green and blue from 0 to 1.
pub(super) type Light = [f64; 3];

/// White paper.
pub(super) const WHITE: Light = [1.0; 3];

impl From<Srgb> for Light {
    fn from(Srgb(red, green, blue): Srgb) -> Light {
        [red, green, blue].map(|part| f64::from(part) / 255.0)
    }
}

impl From<Black> for Light {
    fn from(Black(percent): Black) -> Light {
        [1.0 - f64::from(percent) / 100.0; 3]
    }
}

impl From<Cmyk> for Light {
    /// As if inks were filters without fault: an estimate, since only a proof shows the paper.
    fn from(Cmyk(cyan, magenta, yellow, black): Cmyk) -> Light {
        let white = |percent: u8| 1.0 - f64::from(percent) / 100.0;
        [cyan, magenta, yellow].map(|part| white(part) * white(black))
    }
}

/// How much two colours differ in lightness, from 1 to 21 (WCAG 2.2, "contrast ratio").
pub(super) fn contrast(a: Light, b: Light) -> f64 {
    let luminance = |light: Light| {
        let [red, green, blue] =
            light.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert_eq!(contrast(WHITE, [0.0; 3]), 21.0);
        // Two pairs whose ratios are known from the guidelines' own examples of gray on white.
        assert!((contrast(WHITE, Srgb(0x77, 0x77, 0x77).into()) - 4.48).abs() < 0.005);
        assert!((contrast(WHITE, Srgb(0x76, 0x76, 0x76).into()) - 4.54).abs() < 0.005);
    }

    /// What a copy in gray still shows (WCAG 2.2, 1.4.11).
    #[test]
    fn the_outline_stands_out_from_the_band() {
        let color = crate::theme::built_in_theme("brief").expect("a theme").color;
        let pairs: [(Light, Light); 3] = [
            (color.office.map.into(), color.office.navy.into()),
            (color.gray.map.into(), color.gray.navy.into()),
            (color.press.map.into(), color.press.navy.into()),
        ];
        let ratios = pairs.map(|(outline, band)| contrast(outline, band));
        assert!(ratios.iter().all(|ratio| *ratio >= 3.0), "{ratios:?}");
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(Srgb::try_from("#12305C".to_owned()), Ok(Srgb(0x12, 0x30, 0x5C)));
        assert!(
            ["12305C", "#12305", "#12305G", "#+2305C", ""]
                .iter()
                .all(|t| Srgb::try_from((*t).to_owned()).is_err())
        );
        assert!(Cmyk::try_from(vec![0, 0, 0]).is_err() && Cmyk::try_from(vec![0, 0, 0, 101]).is_err());
        assert!(Black::try_from(-1).is_err());
    }
}
