//! The names that content streams call fonts, graphics states and color spaces by (ISO 32000-1, 7.8.3).

use crate::font::Face;

/// The faces, each at its number.
pub const FACES: [Face; 3] = [Face::Regular, Face::Semibold, Face::Bold];

/// The fonts, by the number of their face.
pub const FONT_NAMES: [&str; 3] = ["F0", "F1", "F2"];

/// The graphics states (8.4.5): of inks that knock out what is below them, and of those that
/// overprint it.
pub const STATE_NAMES: [&str; 2] = ["G0", "G1"];

/// The color space of all plates (8.6.6.4).
pub const SEPARATION: &str = "All";

/// The number of a face.
pub fn number(face: Face) -> usize {
    match face {
        Face::Regular => 0,
        Face::Semibold => 1,
        Face::Bold => 2,
    }
}
