//! The states, the district and the territories of the United States: their names in English and
//! Spanish, and their postal codes.

/// A state, the district or a territory.
#[derive(Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    pub name: &'static str,
    pub postal: &'static str,
    /// In Spanish, where that differs.
    spanish: Option<&'static str>,
    /// Other correct names.
    others: &'static [&'static str],
}

/// A longer name is not a typing mistake.
const LONGEST: usize = 80;

/// What may stand before a name: "the Commonwealth of Kentucky".
const OFFICIAL: [&str; 9] = [
    "State of the ",
    "State of ",
    "Commonwealth of the ",
    "Commonwealth of ",
    "Territory of ",
    "Estado de ",
    "Mancomunidad de las ",
    "Mancomunidad de ",
    "Territorio de ",
];

impl Jurisdiction {
    /// The one with this postal code.
    pub fn coded(postal: &str) -> Option<&'static Self> {
        ALL.iter().find(|place| place.postal == postal)
    }

    /// The one with this name, whatever its capitals.
    pub fn called(name: &str) -> Option<&'static Self> {
        let name = name.to_lowercase().replace('\u{a0}', " ");
        let same = |known: &str| known.to_lowercase() == name;
        ALL.iter().find(|place| place.names().any(same))
    }

    /// The one with this name, also with an official title before it.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::called(name).or_else(|| ALL.iter().find(|place| place.is_called(name)))
    }

    /// The one with this name and this postal code.
    pub fn of(name: &str, postal: &str) -> Option<&'static Self> {
        Self::coded(postal).filter(|place| place.is_called(name))
    }

    /// Its names, the English one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.spanish).chain(self.others.iter().copied())
    }

    /// Which of its names is most like `name`; in a tie, the first.
    pub fn meant(&self, name: &str) -> &'static str {
        if name.len() > LONGEST {
            return self.name;
        }
        let name = name.to_lowercase();
        let far = |known: &&str| strsim::damerau_levenshtein(&known.to_lowercase(), &name);
        [Some(self.name), self.spanish].into_iter().flatten().min_by_key(far).unwrap_or(self.name)
    }

    /// Whether `name` is one of its names, letter for letter; "the" and an official title may stand
    /// before it.
    pub fn is_called(&self, name: &str) -> bool {
        let name = &*name.replace('\u{a0}', " ");
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let bare = OFFICIAL.iter().find_map(|before| bare.strip_prefix(before)).unwrap_or(bare);
        self.names().any(|known| known == name || known == bare)
    }
}

const fn place(
    name: &'static str,
    postal: &'static str,
    spanish: Option<&'static str>,
    others: &'static [&'static str],
) -> Jurisdiction {
    Jurisdiction { name, postal, spanish, others }
}

/// All of them, in the order of their English names.
pub const ALL: &[Jurisdiction] = &[
    place("Alabama", "AL", None, &[]),
    place("Alaska", "AK", None, &[]),
    place("American Samoa", "AS", Some("Samoa Americana"), &[]),
    place("Arizona", "AZ", None, &[]),
    place("Arkansas", "AR", None, &[]),
    place("California", "CA", None, &[]),
    place("Colorado", "CO", None, &[]),
    place("Connecticut", "CT", None, &[]),
    place("Delaware", "DE", None, &[]),
    place(
        "District of Columbia",
        "DC",
        Some("Distrito de Columbia"),
        &["Washington, D.C.", "Washington, DC", "Washington DC", "Washington D. C."],
    ),
    place("Florida", "FL", None, &[]),
    place("Georgia", "GA", None, &[]),
    place("Guam", "GU", None, &["Guåhan"]),
    place("Hawaii", "HI", Some("Hawái"), &["Hawaiʻi", "Hawai‘i"]),
    place("Idaho", "ID", None, &[]),
    place("Illinois", "IL", None, &[]),
    place("Indiana", "IN", None, &[]),
    place("Iowa", "IA", None, &[]),
    place("Kansas", "KS", None, &[]),
    place("Kentucky", "KY", None, &[]),
    place("Louisiana", "LA", Some("Luisiana"), &[]),
    place("Maine", "ME", None, &[]),
    place("Maryland", "MD", None, &[]),
    place("Massachusetts", "MA", None, &[]),
    place("Michigan", "MI", Some("Míchigan"), &[]),
    place("Minnesota", "MN", None, &[]),
    place("Mississippi", "MS", Some("Misisipi"), &[]),
    place("Missouri", "MO", Some("Misuri"), &[]),
    place("Montana", "MT", None, &[]),
    place("Nebraska", "NE", None, &[]),
    place("Nevada", "NV", None, &[]),
    place("New Hampshire", "NH", Some("Nuevo Hampshire"), &["Nueva Hampshire"]),
    place("New Jersey", "NJ", Some("Nueva Jersey"), &[]),
    place("New Mexico", "NM", Some("Nuevo México"), &["Nuevo Méjico"]),
    place("New York", "NY", Some("Nueva York"), &["New York State"]),
    place("North Carolina", "NC", Some("Carolina del Norte"), &[]),
    place("North Dakota", "ND", Some("Dakota del Norte"), &[]),
    place(
        "Northern Mariana Islands",
        "MP",
        Some("Islas Marianas del Norte"),
        &["Islas Marianas Septentrionales"],
    ),
    place("Ohio", "OH", None, &[]),
    place("Oklahoma", "OK", None, &[]),
    place("Oregon", "OR", Some("Oregón"), &[]),
    place("Pennsylvania", "PA", Some("Pensilvania"), &[]),
    place("Puerto Rico", "PR", None, &["Estado Libre Asociado de Puerto Rico"]),
    place("Rhode Island", "RI", None, &[]),
    place("South Carolina", "SC", Some("Carolina del Sur"), &[]),
    place("South Dakota", "SD", Some("Dakota del Sur"), &[]),
    place("Tennessee", "TN", None, &["Tenesí"]),
    place("Texas", "TX", None, &["Tejas"]),
    place(
        "U.S. Virgin Islands",
        "VI",
        Some("Islas Vírgenes de los EE. UU."),
        &[
            "United States Virgin Islands",
            "US Virgin Islands",
            "Virgin Islands of the United States",
            "Islas Vírgenes de los Estados Unidos",
            "Islas Vírgenes Estadounidenses",
            "Islas Vírgenes de EE. UU.",
        ],
    ),
    place("Utah", "UT", None, &[]),
    place("Vermont", "VT", None, &[]),
    place("Virginia", "VA", None, &[]),
    place("Washington", "WA", None, &["Washington State", "Estado de Washington"]),
    place("West Virginia", "WV", Some("Virginia Occidental"), &["Virginia del Oeste"]),
    place("Wisconsin", "WI", None, &[]),
    place("Wyoming", "WY", None, &[]),
];

/// Names that contain the name of a state but do not mean it: found first, then ignored. The capital
/// is not a state; "NCMEC of New York, New York" names one and is reported.
pub const NO_STATE: &[&str] = &[
    "Washington, D.C.",
    "Washington, DC",
    "Washington D.C.",
    "Washington DC",
    "Washington D. C.",
    "George Washington",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_name_and_code_together() {
        let is = |name: &str, postal: &str| Jurisdiction::of(name, postal).map(|place| place.name);
        assert_eq!(is("Kentucky", "KY"), Some("Kentucky"));
        assert_eq!(is("Nueva York", "NY"), Some("New York"));
        assert_eq!(
            is("Commonwealth of the Northern Mariana Islands", "MP"),
            Some("Northern Mariana Islands")
        );
        assert_eq!(is("the District of Columbia", "DC"), Some("District of Columbia"));
        for (name, postal) in [
            ("Kentuky", "KY"),
            ("Kentucky¹", "KY"),
            ("OHIO", "OH"),
            ("Ohio", "KY"),
            ("Garfield County", "AL"),
        ] {
            assert_eq!(is(name, postal), None, "{name}");
        }
        assert_eq!(Jurisdiction::called("OHIO").map(|place| place.postal), Some("OH"));
        assert_eq!((ALL.len(), Jurisdiction::coded("XX")), (56, None));
    }
}
