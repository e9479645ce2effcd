//! The states, the district and the territories of the United States: their names in English and
//! Spanish, as titles and within a sentence, and their codes.
//!
//! In: a name, a code or a language. Out: the jurisdiction that is meant, and what it is called there.
//! Their possessives are regular in both languages, so nothing is kept of them.

mod borrowed;
mod cities;
mod demonyms;
mod list;

pub use borrowed::is_borrowed;
pub use cities::cities;
pub use demonyms::people_of;
pub use list::ALL;

use crate::characters::skeleton;
use std::sync::LazyLock;

/// A state, the district or a territory.
#[derive(Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    pub name: &'static str,
    pub postal: &'static str,
    /// Its number in federal tables: "21".
    pub fips: &'static str,
    /// In Spanish, where that differs.
    spanish: Option<&'static str>,
    /// Other correct names.
    others: &'static [&'static str],
}

/// See [`Jurisdiction::known`].
static KNOWN: LazyLock<Vec<(String, &Jurisdiction)>> = LazyLock::new(|| {
    ALL.iter().flat_map(|place| place.names().map(move |name| (skeleton(name), place))).collect()
});

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

/// Words of English names that Spanish never keeps.
const TRANSLATED: [&str; 7] = ["New", "North", "South", "West", "American", "District", "Islands"];

/// The article before a name within a sentence, by the first word of the name.
const ARTICLES: [(&str, &str, &[&str]); 4] = [
    (
        "en",
        "the",
        &["District", "Northern", "U.S.", "US", "United", "Virgin", "State", "Commonwealth", "Territory"],
    ),
    ("es", "el", &["Distrito", "Estado", "Territorio"]),
    ("es", "las", &["Islas"]),
    ("es", "la", &["Mancomunidad"]),
];

/// The name of a jurisdiction within a sentence: "the District of Columbia", "las Islas Vírgenes de los
/// EE. UU."; `None` for a name and code that are not those of one.
pub fn in_prose(name: &str, postal: &str, language: &str) -> Option<String> {
    Jurisdiction::of(name, postal)?;
    let first = name.split([' ', '\u{a0}']).next().unwrap_or_default();
    let article =
        ARTICLES.iter().find(|(spoken, _, words)| *spoken == base(language) && words.contains(&first));
    Some(article.map_or_else(|| name.to_owned(), |(_, article, _)| format!("{article} {name}")))
}

/// The language of a BCP 47 tag, without its region.
fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

impl Jurisdiction {
    /// The one with this postal code.
    pub fn coded(postal: &str) -> Option<&'static Self> {
        ALL.iter().find(|place| place.postal == postal)
    }

    /// The one with this name, however it is typed: capitals, spaces, letters of another script that look
    /// the same, marks of notes.
    pub fn called(name: &str) -> Option<&'static Self> {
        let name = skeleton(name);
        KNOWN.iter().find(|(known, _)| *known == name).map(|(_, place)| *place)
    }

    /// The one whose name this is, but for one letter.
    pub fn misspelled(name: &str) -> Option<&'static Self> {
        let name = skeleton(name);
        let letters = name.chars().count();
        // One slip leaves all letters before it and all behind it: it is two letters, if they are exchanged.
        let near = |known: &str| {
            let same = |(one, other): &(char, char)| one == other;
            let before = known.chars().zip(name.chars()).take_while(same).count();
            let behind = known.chars().rev().zip(name.chars().rev()).take_while(same).count();
            let as_long = known.len() > 5 && known.len().abs_diff(name.len()) < 3;
            as_long && before + behind + 2 >= letters && strsim::osa_distance(known, &name) == 1
        };
        let short = (6..=LONGEST).contains(&name.len());
        Self::known().find(|(known, _)| short && near(known)).map(|(_, place)| place)
    }

    /// All names with all letters small, and what each names.
    pub fn known() -> impl Iterator<Item = (&'static str, &'static Self)> {
        KNOWN.iter().map(|(name, place)| (name.as_str(), *place))
    }

    /// The one with this name, also with an official title before it.
    pub fn named(name: &str) -> Option<&'static Self> {
        let whole = &*name.replace('\u{a0}', " ");
        let bare = bare(whole);
        let titled = || ALL.iter().find(|place| place.names().any(|known| known == bare));
        Self::called(name).or_else(|| if bare == whole { None } else { titled() })
    }

    /// The one with this name and this postal code.
    pub fn of(name: &str, postal: &str) -> Option<&'static Self> {
        Self::coded(postal).filter(|place| place.is_called(name))
    }

    /// Its names, the English one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.spanish).chain(self.others.iter().copied())
    }

    /// Its name in a language; `None` for a language the list does not have.
    pub fn name_in(&self, language: &str) -> Option<&'static str> {
        match base(language) {
            "en" => Some(self.name),
            "es" => Some(self.spanish.unwrap_or(self.name)),
            _ => None,
        }
    }

    /// Whether a name in this language is left in the other one: "New York" in Spanish. Names without a
    /// word that both languages translate are used as they are in either: "Oregon", "Hawaii".
    pub fn is_foreign(&self, name: &str, language: &str) -> bool {
        let Some(spanish) = self.spanish else { return false };
        match base(language) {
            "en" => name == spanish,
            "es" => name == self.name && self.name.split(' ').any(|word| TRANSLATED.contains(&word)),
            _ => false,
        }
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
        let bare = bare(name);
        self.names().any(|known| known == name || known == bare)
    }
}

/// A name without "the" and an official title before it.
fn bare(name: &str) -> &str {
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    OFFICIAL.iter().find_map(|before| bare.strip_prefix(before)).unwrap_or(bare)
}

/// Names that contain the name of a state but do not mean it: found first, then ignored. The capital
/// is not a state; "NCMEC of New York, New York" names one and is reported.
pub const NO_STATE: &[&str] = &[
    "Washington, D.C.",
    "Washington, DC",
    "Washington D.C.",
    "Washington DC",
    "Washington D. C.",
    "Kansas City",
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
        for (name, called) in [
            ("Kentucky¹", "KY"),
            ("  new\u{a0} YORK *", "NY"),
            ("\u{41a}entuc\u{43a}y", "KY"),
            ("Nueva York†", "NY"),
        ] {
            assert_eq!(Jurisdiction::called(name).map(|place| place.postal), Some(called), "{name}");
        }
        assert_eq!(Jurisdiction::called("OHIO").map(|place| place.postal), Some("OH"));
        assert_eq!((ALL.len(), Jurisdiction::coded("XX")), (56, None));
    }
    #[test]
    fn names_stand_in_a_sentence_with_their_article() {
        for (postal, en, es) in [
            ("KY", "Kentucky", "Kentucky"),
            ("NY", "New York", "Nueva York"),
            ("WV", "West Virginia", "Virginia Occidental"),
            ("AS", "American Samoa", "Samoa Americana"),
            ("DC", "the District of Columbia", "el Distrito de Columbia"),
            ("VI", "the U.S. Virgin Islands", "las Islas Vírgenes de los EE. UU."),
            ("MP", "the Northern Mariana Islands", "las Islas Marianas del Norte"),
        ] {
            let place = Jurisdiction::coded(postal).unwrap();
            for (language, wanted) in [("en", en), ("es-MX", es)] {
                let name = place.name_in(language).unwrap();
                assert_eq!(in_prose(name, postal, language).as_deref(), Some(wanted));
            }
        }
        assert_eq!(in_prose("State of Ohio", "OH", "en").as_deref(), Some("the State of Ohio"));
        assert_eq!(in_prose("Washington, D.C.", "DC", "en").as_deref(), Some("Washington, D.C."));
        assert_eq!(in_prose("Northern District", "NOD", "en"), None);
        assert_eq!(ALL[0].name_in("fr"), None);
    }

    #[test]
    fn each_place_has_its_own_names_and_codes() {
        for (at, place) in ALL.iter().enumerate() {
            let others = ALL[at + 1..].iter();
            assert!(place.fips.len() == 2 && place.postal.len() == 2);
            for other in others {
                assert!(place.postal != other.postal && place.fips != other.fips);
                assert!(place.names().all(|name| other.names().all(|known| known != name)), "{}", place.name);
            }
        }
    }
}
