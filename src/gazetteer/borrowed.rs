//! Names borrowed from a state or a city: of people, newspapers, universities, rivers and streets.

use std::ops::Range;

/// Behind the name of a state or city they make the name of something else: "The Washington Post".
const INSTITUTIONS: [&str; 34] = [
    "Avenue",
    "Bee",
    "Boulevard",
    "Chronicle",
    "Courier",
    "Daily",
    "Dispatch",
    "Enquirer",
    "Examiner",
    "Gazette",
    "Globe",
    "Herald",
    "Inquirer",
    "Journal",
    "Magazine",
    "Monthly",
    "News",
    "Observer",
    "Post",
    "Press",
    "Review",
    "River",
    "Road",
    "Sentinel",
    "Star",
    "Street",
    "Sun",
    "Tech",
    "Times",
    "Tribune",
    "University",
    "Weekly",
    "College",
    "Law Review",
];

/// Before it they do the same: "University of Michigan", "Lake Michigan".
const BEFORE: [&str; 12] = [
    "University of",
    "College of",
    "Universidad de",
    "Lake",
    "Lago",
    "Mount",
    "Monte",
    "Mt.",
    "Fort",
    "Port",
    "George",
    "Booker T.",
];

/// Before the name of a person.
const TITLES: [&str; 38] = [
    "Mr.",
    "Mrs.",
    "Ms.",
    "Mx.",
    "Miss",
    "Dr.",
    "Prof.",
    "Professor",
    "Judge",
    "Justice",
    "Officer",
    "Deputy",
    "Detective",
    "Sheriff",
    "Chief",
    "Capt.",
    "Captain",
    "Lt.",
    "Lieutenant",
    "Sgt.",
    "Sergeant",
    "Rep.",
    "Sen.",
    "Senator",
    "Sister",
    "Pastor",
    "Rev.",
    "Sr.",
    "Sra.",
    "Srta.",
    "Señora",
    "Dra.",
    "Doña",
    "juez",
    "jueza",
    "agente",
    "doctora",
    "profesora",
];

/// First names that are names of states.
const FIRST_NAMES: [&str; 3] = ["Virginia", "Georgia", "Montana"];

/// What follows the name of a state with a capital and is no family name.
const NO_FAMILY: [&str; 56] = [
    "Academy",
    "Alert",
    "Amber",
    "Assembly",
    "Association",
    "Attorney",
    "Beach",
    "Board",
    "Bureau",
    "Cases",
    "Center",
    "Child",
    "Children",
    "Coalition",
    "Code",
    "Commission",
    "Council",
    "County",
    "Court",
    "Courts",
    "Crime",
    "Data",
    "Department",
    "Division",
    "Education",
    "Fact",
    "Facts",
    "Families",
    "Family",
    "Figures",
    "General",
    "Governor",
    "Health",
    "House",
    "Human",
    "Law",
    "Legislature",
    "Medicaid",
    "Military",
    "Missing",
    "National",
    "Network",
    "Office",
    "Police",
    "Power",
    "Public",
    "Report",
    "Reports",
    "Schools",
    "Senate",
    "Sheriff",
    "Social",
    "State",
    "Summary",
    "Task",
    "Youth",
];

/// Whether the name of a state or city, at these bytes of a text, is part of another name. In `running` text
/// it may be that of a person without a title.
pub fn is_borrowed(text: &str, at: Range<usize>, running: bool) -> bool {
    let (before, name, after) =
        (text[..at.start].trim_end_matches(is_space), &text[at.clone()], &text[at.end..]);
    let mut words = after.strip_prefix(is_space).unwrap_or_default().split(is_space);
    let (next, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let bare = next.trim_end_matches(|c: char| !c.is_alphabetic());
    let bare = bare.strip_suffix("’s").unwrap_or(bare);
    let begins =
        |phrase: &str| before.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let is_state_school = bare == "State" && matches!(bare_word(second), "University" | "College");
    if INSTITUTIONS.contains(&bare) || is_state_school || BEFORE.iter().any(|phrase| begins(phrase)) {
        return true;
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if capital(next) && TITLES.iter().any(|title| begins(title)) {
        return true;
    }
    let ended = bare.len() < next.len();
    running
        && FIRST_NAMES.contains(&name)
        && capital(bare)
        && bare.chars().skip(1).all(char::is_lowercase)
        && !NO_FAMILY.contains(&bare)
        && (ended || !(capital(second) || second == "of"))
}

fn bare_word(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphabetic())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '~'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn borrowed(text: &str, name: &str) -> bool {
        let at = text.find(name).unwrap();
        is_borrowed(text, at..at + name.len(), true)
    }

    #[test]
    fn names_of_people_and_institutions_are_borrowed() {
        for (text, name) in [
            ("Ms. Virginia Cole came.", "Virginia"),
            ("Virginia Cole, a deputy", "Virginia"),
            ("la Sra. Virginia Gil", "Virginia"),
            ("Officer Dallas Boone", "Dallas"),
            ("The Washington Post", "Washington"),
            ("The New York Times’s story", "New York"),
            ("the University of Michigan", "Michigan"),
            ("Ohio State University.", "Ohio"),
            ("on Lake~Michigan", "Michigan"),
        ] {
            assert!(borrowed(text, name), "{text}");
        }
        for (text, name) in [
            ("Virginia Data", "Virginia"),
            ("the Virginia State Police", "Virginia"),
            ("Georgia Bureau of Investigation", "Georgia"),
            ("in Virginia. Families came", "Virginia"),
            ("Families of Ohio came", "Ohio"),
            ("Virginia", "Virginia"),
            ("Virginia, Ohio", "Virginia"),
            ("Kentucky Data", "Kentucky"),
        ] {
            assert!(!borrowed(text, name), "{text}");
        }
    }
}
