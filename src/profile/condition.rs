//! The printing conditions that print shops know by name: what an ICC profile says of itself, put into the
//! words of an output intent.
//!
//! In: the description of a profile, and the registered data it says it was made from. Out: the name of the
//! condition in the ICC's registry of characterization data (registry.color.org/cmyk-registry, as it stood in
//! September 2026), or nothing: then it is "Custom" (ISO 32000-1, 14.11.5).

/// A condition that others know by this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownCondition {
    /// As the registry spells it: preflight programs compare letter by letter.
    pub(super) name: &'static str,
    /// Where it is registered; `None` for Fogra's newer ones, which only Fogra lists.
    pub(super) registry: Option<&'static str>,
}

/// The ICC's registry (ISO 32000-1, Table 365).
const REGISTRY: &str = "http://www.color.org";

/// The names in the registry, for paper.
#[rustfmt::skip]
const REGISTERED: &[&str] = &[
    "CGATS TR 001", "CGATS TR 002", "CGATS TR 003", "CGATS TR 005", "CGATS TR 006",
    "CGATS21-2-CRPC1", "CGATS21-2-CRPC2", "CGATS21-2-CRPC3", "CGATS21-2-CRPC4", "CGATS21-2-CRPC5",
    "CGATS21-2-CRPC6", "CGATS21-2-CRPC7",
    "FOGRA27", "FOGRA28", "FOGRA29", "FOGRA30", "FOGRA31", "FOGRA32", "FOGRA33", "FOGRA34", "FOGRA35",
    "FOGRA36", "FOGRA37", "FOGRA38", "FOGRA39", "FOGRA40", "FOGRA41", "FOGRA42", "FOGRA43", "FOGRA44",
    "FOGRA45", "FOGRA46", "FOGRA47", "FOGRA48", "FOGRA49", "FOGRA50", "FOGRA51", "FOGRA52", "FOGRA53",
    "FOGRA54",
    "EUROSB104", "EUROSB204", "IFRA26", "JC200103", "JC200104", "JCN2002", "JCS2011", "JCW2003",
];

/// Fogra's conditions for four inks that the registry does not list.
const FOGRA_ONLY: &[&str] = &["FOGRA56", "FOGRA57", "FOGRA58", "FOGRA59"];

/// Profiles whose descriptions do not name their condition, as their publishers (Idealliance, ECI, Adobe, the
/// JPMA) call them.
#[rustfmt::skip]
const PUBLISHED: &[(&str, &str)] = &[
    ("GRACoL 2006 Coated 1 v2", "CGATS TR 006"),
    ("GRACoL 2006 Coated", "CGATS TR 006"),
    ("GRACoL 2006", "CGATS TR 006"),
    ("Coated GRACoL 2006", "CGATS TR 006"),
    ("Coated GRACoL 2006 (ISO 12647-2:2004)", "CGATS TR 006"),
    ("GRACoL 2013", "CGATS21-2-CRPC6"),
    ("GRACoL 2013 Coated", "CGATS21-2-CRPC6"),
    ("GRACoL 2013 Uncoated", "CGATS21-2-CRPC3"),
    ("SWOP 2006 Coated 3 v2", "CGATS TR 003"),
    ("SWOP 2006 Coated 5 v2", "CGATS TR 005"),
    ("Web Coated SWOP 2006 Grade 3 Paper", "CGATS TR 003"),
    ("Web Coated SWOP 2006 Grade 5 Paper", "CGATS TR 005"),
    ("SWOP 2013 C3", "CGATS21-2-CRPC5"),
    ("U.S. Web Coated (SWOP) v2", "CGATS TR 001"),
    ("SNAP 2007", "CGATS TR 002"),
    ("ISO Coated", "FOGRA27"),
    ("ISO Coated v2", "FOGRA39"),
    ("ISO Coated v2 300%", "FOGRA39"),
    ("ISO Uncoated", "FOGRA29"),
    ("ISO Uncoated Yellowish", "FOGRA30"),
    ("PSO Coated v3", "FOGRA51"),
    ("PSO Uncoated v3", "FOGRA52"),
    ("PSO Uncoated ISO12647", "FOGRA47"),
    ("PSO LWC Improved", "FOGRA45"),
    ("PSO LWC Standard", "FOGRA46"),
    ("PSO MFC Paper", "FOGRA41"),
    ("PSO SNP Paper", "FOGRA42"),
    ("PSO Coated NPscreen ISO12647", "FOGRA43"),
    ("PSO Coated 300% NPscreen ISO12647", "FOGRA43"),
    ("PSO Uncoated NPscreen ISO12647", "FOGRA44"),
    ("PSO SC-B Paper v3", "FOGRA54"),
    ("SC Paper", "FOGRA40"),
    ("eciCMYK", "FOGRA53"),
    ("eciCMYK v2", "FOGRA59"),
    ("ISO newspaper 26v4", "IFRA26"),
    ("Japan Color 2001 Coated", "JC200103"),
    ("Japan Color 2001 Uncoated", "JC200104"),
    ("Japan Color 2002 Newspaper", "JCN2002"),
    ("Japan Color 2003 Web Coated", "JCW2003"),
    ("Japan Color 2011 Coated", "JCS2011"),
];

impl KnownCondition {
    /// That of a profile: by the data it says it was made from, or else by its description.
    pub(super) fn of(description: &str, characterization: Option<&str>) -> Option<Self> {
        characterization.and_then(Self::named).or_else(|| Self::described(description))
    }

    /// That of exactly this name.
    fn named(name: &str) -> Option<Self> {
        let find = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
        let registered = find(REGISTERED).map(|name| KnownCondition { name, registry: Some(REGISTRY) });
        registered.or_else(|| find(FOGRA_ONLY).map(|name| KnownCondition { name, registry: None }))
    }

    /// That of a description: the one it names, or the one of the published profile of that name. A description
    /// that names two says nothing.
    fn described(description: &str) -> Option<Self> {
        let words = words(description);
        let mut named: Vec<Self> = (0..words.len()).filter_map(|at| Self::at(&words[at..])).collect();
        named.dedup();
        match named.as_slice() {
            [one] => return Some(*one),
            [] => {}
            _ => return None,
        }
        let called = called(&words);
        let published = PUBLISHED.iter().find(|(title, _)| self::called(&self::words(title)) == called);
        published.and_then(|(_, name)| Self::named(name))
    }

    /// That whose name these words begin with.
    fn at(words: &[String]) -> Option<Self> {
        let [word, number, ..] = words else { return None };
        match word.as_str() {
            "FOGRA" => Self::named(&format!("FOGRA{number}")),
            "CRPC" => Self::named(&format!("CGATS21-2-CRPC{number}")),
            "TR" => Self::named(&format!("CGATS TR {number}")),
            "IFRA" => Self::named(&format!("IFRA{number}")),
            "JC" | "JCN" | "JCS" | "JCW" | "EUROSB" => Self::named(&format!("{word}{number}")),
            _ => None,
        }
    }
}

/// Stretches of letters and of digits, in capitals: "Coated_Fogra39L" has COATED, FOGRA, 39 and L.
fn words(description: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in description.chars() {
        if c.is_ascii_alphanumeric() {
            match words.last_mut() {
                Some(word)
                    if before.is_ascii_alphanumeric() && before.is_ascii_digit() == c.is_ascii_digit() =>
                {
                    word.push(c.to_ascii_uppercase());
                }
                _ => words.push(c.to_ascii_uppercase().to_string()),
            }
        }
        before = c;
    }
    words
}

/// What a profile is called, however it is spaced, without the ending of its file and its publisher.
fn called(words: &[String]) -> String {
    words.iter().filter(|word| !["ICC", "ICM", "ECI"].contains(&word.as_str())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(description: &str) -> &'static str {
        KnownCondition::of(description, None).map_or("Custom", |known| known.name)
    }

    #[test]
    fn descriptions_of_published_profiles_lead_to_their_conditions() {
        for (description, wanted) in [
            ("CGATS21_CRPC6", "CGATS21-2-CRPC6"),
            ("CGATS21_CRPC1.icc", "CGATS21-2-CRPC1"),
            ("GRACoL2013_CRPC6.icc", "CGATS21-2-CRPC6"),
            ("GRACoL2013UNC_CRPC3", "CGATS21-2-CRPC3"),
            ("SWOP2013C3_CRPC5.icc", "CGATS21-2-CRPC5"),
            ("GRACoL2006_Coated1v2.icc", "CGATS TR 006"),
            ("Coated GRACoL 2006 (ISO 12647-2:2004)", "CGATS TR 006"),
            ("GRACoL TR006 Coated", "CGATS TR 006"),
            ("CGATS TR 003", "CGATS TR 003"),
            ("SWOP2006_Coated5v2.icc", "CGATS TR 005"),
            ("Web Coated SWOP 2006 Grade 3 Paper", "CGATS TR 003"),
            ("U.S. Web Coated (SWOP) v2", "CGATS TR 001"),
            ("SNAP2007.icc", "CGATS TR 002"),
            ("Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39"),
            ("Coated_Fogra39L_VIGC_300.icc", "FOGRA39"),
            ("FOGRA39L Coated", "FOGRA39"),
            ("ISO Coated v2 (ECI)", "FOGRA39"),
            ("ISO Coated v2 300% (ECI)", "FOGRA39"),
            ("PSO Coated v3", "FOGRA51"),
            ("PSOcoated_v3.icc", "FOGRA51"),
            ("PSO Uncoated v3 (FOGRA52)", "FOGRA52"),
            ("PSO Uncoated ISO12647 (ECI)", "FOGRA47"),
            ("Europe ISO Coated FOGRA27", "FOGRA27"),
            ("eciCMYK v2", "FOGRA59"),
            ("Japan Color 2001 Coated", "JC200103"),
            ("JapanColor2011Coated.icc", "JCS2011"),
        ] {
            assert_eq!(name(description), wanted, "{description}");
        }
    }

    #[test]
    fn what_is_not_certain_is_custom() {
        for description in [
            "",
            "Acme Heidelberg XL 106, uncoated",
            "FOGRA",
            "FOGRA99",
            "FOGRA395",
            "FOGRA39 to FOGRA51",
            "CRPC8",
            "TR004",
            "GRACoL 2006 Acme press 3",
            "SWOP",
            "PSO Coated v2 300% Matte laminate (ECI)",
            "Ünïcode 測試",
        ] {
            assert_eq!(name(description), "Custom", "{description}");
        }
    }

    #[test]
    fn the_data_a_profile_names_count_for_more_than_its_description() {
        let of = |name| KnownCondition::of("FOGRA39", name).map(|known| (known.name, known.registry));
        assert_eq!(of(Some("CGATS TR 006")), Some(("CGATS TR 006", Some("http://www.color.org"))));
        assert_eq!(of(Some("something else")), Some(("FOGRA39", Some("http://www.color.org"))));
        assert_eq!(KnownCondition::of("FOGRA59", None).map(|known| known.registry), Some(None));
    }

    #[test]
    fn every_published_profile_has_a_known_condition() {
        for (title, condition) in PUBLISHED {
            assert_eq!(name(title), *condition, "{title}");
        }
    }
}
