//! What a new set says of an organization that does not exist, and what nobody else would write: as long as it is
//! there, a set is not its authors' own.
//!
//! These are the words of `sets` and of `invented`; the tests below see that they still are.

/// `[publisher] name`.
pub const INVENTED_PUBLISHER: &str = "Meadow Trust";

/// `[publisher] website`.
pub const INVENTED_WEBSITE: &str = "https://www.example.org";

/// A line of `[contact]`.
pub const INVENTED_CONTACT: &str = "example.org";

/// What the `source` of a file of figures begins with; then comes the year.
pub const INVENTED_SOURCE: &str = "Meadow Trust, invented figures for ";

/// What stands in texts of the wordings, each on one line.
pub const INVENTED_WORDS: [&str; 8] = [
    "rescues ponies that nobody can keep",
    "acoge a ponis que nadie puede mantener",
    "Volunteers visit farms before a pony moves in",
    "Los voluntarios visitan las granjas antes de la llegada de un poni",
    "The trust is invented, so that you have something to begin with",
    "La organización es inventada, para que usted tenga con qué empezar",
    "calendar year {{ year }}. All figures are invented.",
    "año {{ year }}. Todas las cifras son inventadas.",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::starter::{AreaKind, Starter, StarterKind, new_set};

    /// All that a new set of this kind has, in one text.
    fn new(like: StarterKind) -> String {
        let languages = ["en", "es"].map(str::to_owned).to_vec();
        let (areas, theme, places, year) = (AreaKind::States, "memo".to_owned(), Vec::new(), None);
        let files = new_set(&Starter { like, areas, theme, languages, places, year }).expect("a set");
        files.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    #[test]
    fn a_new_set_has_all_of_it_and_the_sample_has_none() {
        let text = new(StarterKind::Invented);
        let quoted = [INVENTED_PUBLISHER, INVENTED_WEBSITE, INVENTED_CONTACT].map(|own| format!("\"{own}\""));
        let source = format!("\"{INVENTED_SOURCE}2024\"");
        for own in quoted.iter().chain([&source]).map(String::as_str).chain(INVENTED_WORDS) {
            assert!(text.contains(own), "{own}");
        }
        let (blank, sample) = (new(StarterKind::Blank), new(StarterKind::Sample));
        for own in [&quoted[0], INVENTED_WORDS[0], INVENTED_WORDS[1]] {
            assert!(blank.contains(own), "{own}");
        }
        for own in quoted.iter().map(String::as_str).chain(INVENTED_WORDS) {
            assert!(!sample.contains(own), "{own}");
        }
    }
}
