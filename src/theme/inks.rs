//! What the colours of a theme must keep: contrast that can be read, black that is black, and no more
//! ink than dries.
//!
//! Contrast is that of WCAG 2.2, 1.4.3 and 1.4.11 (level AA).

use super::color::{Light, WHITE, contrast};
use super::validate::Violations;
use super::{BannerStyle, BannerStyles, Cmyk, Colors};
use crate::diagnostic::Code;

/// Least contrast of letters, and of shapes that say something.
const LETTERS: f64 = 4.5;
const SHAPES: f64 = 3.0;
/// Most ink, in percent of all plates: more does not dry.
const MOST_INK: u16 = 280;
/// As dark as this, letters look black, and must be black alone: plates that do not meet fringe them.
const NEARLY_BLACK: u8 = 38;
/// The same on a press, in percent of black.
const NEARLY_BLACK_INK: u8 = 85;

/// Two colours that must be told apart.
struct Contrast {
    what: &'static str,
    colours: (Light, Light),
    least: f64,
    help: &'static str,
}

impl Contrast {
    fn require(&self, tokens: &[&str], found: &mut Violations) {
        let Contrast { what, colours: (a, b), least, help } = *self;
        let ratio = contrast(a, b);
        if ratio < least {
            let message =
                format!("the contrast of {what} is {ratio:.2} to 1; readable print needs {least} to 1");
            found.add(Code::Illegible, tokens, message, help);
        }
    }
}

/// What is wrong with the colours by themselves.
pub(super) fn colours(color: &Colors, found: &mut Violations) {
    let lights: [(&str, [(&str, Light); 8]); 3] = [
        ("office", color.office.named().map(|(name, colour)| (name, colour.into()))),
        ("gray", color.gray.named().map(|(name, colour)| (name, colour.into()))),
        ("press", color.press.named().map(|(name, colour)| (name, colour.into()))),
    ];
    for (paper, inks) in lights {
        for (name, light) in inks {
            let (what, least) = match name {
                "text" => ("text on white", LETTERS),
                "navy" => ("headings on white", LETTERS),
                "rule" => ("rules on white", SHAPES),
                "bar" => ("bars on white", SHAPES),
                // Decoration; what is on the band is looked at where there is a band.
                _ => continue,
            };
            let token = format!("color.{paper}.{name}");
            Contrast { what, colours: (light, WHITE), least, help: "choose a darker color" }
                .require(&[&token], found);
        }
    }
    office(color, found);
    press(color, found);
    links(color, found);
}

/// Letters of links can be read; and those told by their color alone are another color than the words around
/// them to every eye (WCAG 2.2, 1.4.1; technique G183).
fn links(color: &Colors, found: &mut Violations) {
    let (own, around): (Light, Light) = (color.link.office.into(), color.office.text.into());
    let (what, help) = ("links on white", "choose a darker color");
    Contrast { what, colours: (own, WHITE), least: LETTERS, help }.require(&["color.link.office"], found);
    if !color.link.underline {
        let (what, help) =
            ("links to the words around them", "choose a brighter color, or write `underline = true`");
        let tokens = ["color.link.office", "color.link.underline"];
        Contrast { what, colours: (own, around), least: SHAPES, help }.require(&tokens, found);
    }
}

/// Colours of screens and office printers.
fn office(color: &Colors, found: &mut Violations) {
    for (name, colour) in color.office.named() {
        let (red, green, blue) = (colour.0, colour.1, colour.2);
        let token = format!("color.office.{name}");
        let neutral = red == green && green == blue;
        if matches!(name, "text" | "rule") && !neutral {
            let message =
                format!("`{name}` is printed in several inks, so small letters would have colored edges");
            found.add(Code::Illegible, &[&token], message, "write black, \"#000000\", or a dark gray");
        } else if !neutral && [red, green, blue].iter().all(|part| *part <= NEARLY_BLACK) {
            let message = format!("`{name}` is nearly black, and would be mixed from several inks");
            found.add(Code::Illegible, &[&token], message, "write black, \"#000000\", or a brighter color");
        }
    }
}

/// Inks of a press.
fn press(color: &Colors, found: &mut Violations) {
    for (name, Cmyk(cyan, magenta, yellow, black)) in color.press.named() {
        let token = format!("color.press.{name}");
        let total = [cyan, magenta, yellow, black].map(u16::from).iter().sum::<u16>();
        if total > MOST_INK {
            let message = format!("`{name}` uses {total}% ink; more than {MOST_INK}% does not dry");
            found.add(
                Code::TooMuchInk,
                &[&token],
                message,
                "use less cyan, magenta and yellow, and more black",
            );
        }
        let mixed = cyan > 0 || magenta > 0 || yellow > 0;
        if mixed && (matches!(name, "text" | "rule") || black > NEARLY_BLACK_INK) {
            let message = format!(
                "`{name}` is black mixed from several inks, so small letters would have colored edges"
            );
            found.add(Code::Illegible, &[&token], message, "write [0, 0, 0, 100]");
        }
    }
}

/// The band's letters, where there is a band.
pub(super) fn white_letters(color: &Colors, banner: BannerStyles, found: &mut Violations) {
    let pairs: [(&str, BannerStyle, Light, Light); 3] = [
        ("office", banner.color, color.office.paper.into(), color.office.navy.into()),
        ("gray", banner.gray, color.gray.paper.into(), color.gray.navy.into()),
        ("press", banner.color, color.press.paper.into(), color.press.navy.into()),
    ];
    for (paper, style, letters, band) in pairs {
        if style == BannerStyle::Line {
            continue;
        }
        let tokens = [format!("color.{paper}.paper"), format!("color.{paper}.navy")];
        let help = "choose a darker color for the band, `navy`, or a lighter one for its letters, `paper`";
        let what = "letters on the band";
        Contrast { what, colours: (letters, band), least: LETTERS, help }
            .require(&[&tokens[0], &tokens[1]], found);
    }
}
