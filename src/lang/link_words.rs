//! What a link is called where it is met outside of its sentence: in a list of links, or under the pointer.
//!
//! In: the words of a link and where it leads. Out: "Call 1-800-THE-LOST (1-800-843-5678)", "Web page:
//! kites.example/about", "the national figures, web page kites.example/figures".

/// The words of one language. The first of each pair stands before the address, the second behind other words.
#[derive(Debug)]
pub struct LinkWords {
    call: [&'static str; 2],
    web: [&'static str; 2],
    mail: [&'static str; 2],
}

pub(super) const ENGLISH: LinkWords =
    LinkWords { call: ["Call ", "telephone"], web: ["Web page: ", "web page"], mail: ["E-mail: ", "e-mail"] };

pub(super) const SPANISH: LinkWords = LinkWords {
    call: ["Llamar al ", "teléfono"],
    web: ["Página web: ", "página web"],
    mail: ["Correo electrónico: ", "correo electrónico"],
};

impl LinkWords {
    /// What the link to `target` with these `words` is for.
    pub fn describe(&self, words: &str, target: &str) -> String {
        let words = words.trim().replace(['\u{a0}', '\u{2060}'], " ").replace('\u{2011}', "-");
        if let Some(number) = target.strip_prefix("tel:") {
            let (number, [call, telephone]) = (grouped(number), self.call);
            return match digits(&words) {
                written if !written.is_empty() && national(&written) == national(&digits(&number)) => {
                    match words.contains(char::is_alphabetic) {
                        true => format!("{call}{words} ({number})"),
                        false => format!("{call}{words}"),
                    }
                }
                _ => format!("{words}, {telephone} {number}"),
            };
        }
        // The index of a file of many sheets says the page.
        if target.starts_with("page:") {
            return words;
        }
        let [before, behind] = if target.starts_with("mailto:") { self.mail } else { self.web };
        let address = shown(target);
        match words.to_lowercase().contains(&address.to_lowercase()) {
            true => format!("{before}{address}"),
            false => format!("{words}, {behind} {address}"),
        }
    }
}

/// Where a link leads, as it is printed for people.
pub fn shown(target: &str) -> String {
    let address = match (target.strip_prefix("tel:"), target.strip_prefix("mailto:")) {
        (Some(number), _) => return grouped(number),
        (_, Some(address)) => address,
        _ => target.split_once("://").map_or(target, |(_, rest)| rest),
    };
    let address = address.strip_prefix("www.").unwrap_or(address);
    address.strip_suffix('/').unwrap_or(address).to_owned()
}

/// A number of North America in its groups; others as they are written.
fn grouped(number: &str) -> String {
    let own = digits(number);
    match (national(&own), own.len()) {
        (n, 11) if n.len() == 10 => format!("1-{}-{}-{}", &n[..3], &n[3..6], &n[6..]),
        (n, 10) if !number.starts_with('+') => format!("{}-{}-{}", &n[..3], &n[3..6], &n[6..]),
        _ => number.to_owned(),
    }
}

/// The keys of a telephone number in digits or letters; of words that are more than a number, none.
fn digits(written: &str) -> String {
    let keys = written.chars().filter(|c| c.is_alphanumeric()).map(|c| match c {
        '0'..='9' => Some(c),
        // Two to nine, with three letters each but 7 and 9 (ITU-T E.161).
        'A'..='Z' => "22233344455566677778889999".chars().nth((c as u8 - b'A').into()),
        _ => None,
    });
    keys.collect::<Option<String>>().unwrap_or_default()
}

fn national(digits: &str) -> &str {
    digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_it_is_for() {
        for (words, target, english, spanish) in [
            (
                "1-800-THE-LOST",
                "tel:+18008435678",
                "Call 1-800-THE-LOST (1-800-843-5678)",
                "Llamar al 1-800-THE-LOST (1-800-843-5678)",
            ),
            ("1-800-843-5678", "tel:+18008435678", "Call 1-800-843-5678", "Llamar al 1-800-843-5678"),
            ("(800)\u{a0}843-5678", "tel:8008435678", "Call (800) 843-5678", "Llamar al (800) 843-5678"),
            ("988", "tel:988", "Call 988", "Llamar al 988"),
            ("+52 55 1234 5678", "tel:+525512345678", "Call +52 55 1234 5678", "Llamar al +52 55 1234 5678"),
            (
                "our hotline",
                "tel:+18008435678",
                "our hotline, telephone 1-800-843-5678",
                "our hotline, teléfono 1-800-843-5678",
            ),
            (
                "kites.example/a",
                "https://www.kites.example/a/",
                "Web page: kites.example/a",
                "Página web: kites.example/a",
            ),
            (
                "the figures",
                "https://kites.example/a",
                "the figures, web page kites.example/a",
                "the figures, página web kites.example/a",
            ),
            (
                "kites.example",
                "https://kites.example/a",
                "kites.example, web page kites.example/a",
                "kites.example, página web kites.example/a",
            ),
            (
                "a@kites.example",
                "mailto:a@kites.example",
                "E-mail: a@kites.example",
                "Correo electrónico: a@kites.example",
            ),
        ] {
            assert_eq!(ENGLISH.describe(words, target), english);
            assert_eq!(SPANISH.describe(words, target), spanish);
        }
    }

    #[test]
    fn keys_are_those_of_a_telephone() {
        assert_eq!(digits("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "22233344455566677778889999");
        assert_eq!((digits("1-800-THE-LOST"), digits("Call 988")), ("18008435678".into(), String::new()));
    }
}
