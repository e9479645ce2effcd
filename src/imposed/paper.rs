//! Sheets of paper by their names.

use std::fmt;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaperSize {
    /// What it is asked for by: "tabloid".
    pub name: &'static str,
    /// Upright, in points: width and height.
    pub size: [f64; 2],
    /// Measured in millimetres, where it is used.
    pub metric: bool,
}

const fn inches(name: &'static str, width: f64, height: f64) -> PaperSize {
    PaperSize { name, size: [width * 72.0, height * 72.0], metric: false }
}

const fn millimetres(name: &'static str, width: f64, height: f64) -> PaperSize {
    PaperSize { name, size: [width * MM, height * MM], metric: true }
}

/// From the smallest. The last three are what print shops cut larger sheets from, with room for marks.
pub(super) const PAPERS: [PaperSize; 8] = [
    inches("letter", 8.5, 11.0),
    millimetres("a4", 210.0, 297.0),
    inches("legal", 8.5, 14.0),
    inches("tabloid", 11.0, 17.0),
    millimetres("a3", 297.0, 420.0),
    inches("12x18", 12.0, 18.0),
    millimetres("sra3", 320.0, 450.0),
    inches("13x19", 13.0, 19.0),
];

impl PaperSize {
    /// The paper of a name.
    pub fn named(name: &str) -> Option<PaperSize> {
        PAPERS.into_iter().find(|paper| paper.name.eq_ignore_ascii_case(name))
    }

    /// The names of all of them, the smallest first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PAPERS.into_iter().map(|paper| paper.name)
    }

    /// A length as people measure it who use this paper.
    pub fn measure(&self, points: f64) -> String {
        match self.metric {
            true => format!("{:.1} mm", points / MM),
            false => format!("{} in", (points / 72.0 * 1000.0).round() / 1000.0),
        }
    }
}

impl fmt::Display for PaperSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [width, height] = self.size;
        match self.metric {
            true => write!(f, "{} ({:.0} x {:.0} mm)", self.name, width / MM, height / MM),
            false => write!(f, "{} ({} x {} in)", self.name, width / 72.0, height / 72.0),
        }
    }
}
