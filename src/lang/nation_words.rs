//! The words beside a figure that is set against the nation's, and below bars.

/// How one language names the nation, and says that a figure is its.
#[derive(Debug)]
pub struct NationWords {
    /// Where there is little room: "U.S."
    pub short: &'static str,
    pub name: &'static str,
    /// Before and behind the count that a place's is part of: "of 28,886 in the U.S."
    pub of_count: (&'static str, &'static str),
    /// Before and behind the sum that each part has a frame of.
    pub frames: (&'static str, &'static str),
}

pub(super) const ENGLISH: NationWords = NationWords {
    short: "U.S.",
    name: "United States",
    of_count: ("of ", " in the\u{a0}U.S."),
    frames: ("Each frame is as long as all ", "."),
};

pub(super) const SPANISH: NationWords = NationWords {
    short: "EE.\u{a0}UU.",
    name: "Estados Unidos",
    of_count: ("de ", " en EE.\u{a0}UU."),
    frames: ("El marco entero es el total: ", "."),
};
