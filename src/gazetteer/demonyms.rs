//! What the people of a state are called.
//!
//! Left out are words that mean others more often: Georgians, Puerto Ricans, Samoans, mexicanos.

/// The postal code of the state whose people, one or more, a word names: "Kentuckians", "neoyorquinas".
pub fn people_of(word: &str) -> Option<&'static str> {
    let english = word.strip_suffix('s').unwrap_or(word);
    let is_english = |(name, _): &&(&str, &str)| *name == english || *name == word;
    if let Some((_, postal)) = ENGLISH.iter().find(is_english) {
        return Some(postal);
    }
    let stem = word.strip_suffix('s').unwrap_or(word).strip_suffix(['o', 'a'])?;
    SPANISH.iter().find(|(known, _)| *known == stem).map(|(_, postal)| *postal)
}

#[rustfmt::skip]
const ENGLISH: &[(&str, &str)] = &[
    ("Alabamian", "AL"), ("Alaskan", "AK"), ("Arizonan", "AZ"), ("Arkansan", "AR"), ("Californian", "CA"),
    ("Coloradan", "CO"), ("Delawarean", "DE"), ("Floridian", "FL"), ("Guamanian", "GU"), ("Hawaiian", "HI"),
    ("Hoosier", "IN"), ("Idahoan", "ID"), ("Illinoisan", "IL"), ("Indianan", "IN"), ("Iowan", "IA"),
    ("Kansan", "KS"), ("Kentuckian", "KY"), ("Louisianan", "LA"), ("Louisianian", "LA"), ("Mainer", "ME"),
    ("Marylander", "MD"), ("Michigander", "MI"), ("Michiganian", "MI"), ("Minnesotan", "MN"),
    ("Mississippian", "MS"), ("Missourian", "MO"), ("Montanan", "MT"), ("Nebraskan", "NE"),
    ("Nevadan", "NV"), ("Ohioan", "OH"), ("Oklahoman", "OK"), ("Oregonian", "OR"), ("Pennsylvanian", "PA"),
    ("Tennessean", "TN"), ("Texan", "TX"), ("Utahn", "UT"), ("Vermonter", "VT"), ("Virginian", "VA WV"),
    ("Washingtonian", "DC WA"), ("Wisconsinite", "WI"), ("Wyomingite", "WY"),
];

/// Without their last letters.
const SPANISH: &[(&str, &str)] = &[
    ("californian", "CA"),
    ("floridan", "FL"),
    ("hawaian", "HI"),
    ("neoyorquin", "NY"),
    ("nuevomexican", "NM"),
    ("tejan", "TX"),
    ("texan", "TX"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_state() {
        for (word, postal) in [
            ("Kentuckian", "KY"),
            ("Ohioans", "OH"),
            ("Hoosiers", "IN"),
            ("neoyorquinas", "NY"),
            ("texano", "TX"),
        ] {
            assert_eq!(people_of(word), Some(postal), "{word}");
        }
        for word in ["", "s", "Kentucky", "Georgians", "mexicanos", "texan", "ohioans", "Ohioanss", "á"] {
            assert_eq!(people_of(word), None, "{word}");
        }
    }
}
