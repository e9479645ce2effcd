//! Addresses: which are taken, which are asked about first.
//!
//! In: an address as it was typed. Out: an [`MailAddress`] whose every letter is ASCII, its domain in punycode
//! (RFC 5891), or why not. A domain that could be mistaken for another is [`doubtful`].

use std::collections::{BTreeMap, BTreeSet};
use strsim::osa_distance;

/// Domains that many people have their mailbox at.
const WELL_KNOWN: [&str; 12] = [
    "gmail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "aol.com",
    "msn.com",
    "live.com",
    "comcast.net",
    "verizon.net",
    "protonmail.com",
    "att.net",
];

/// So many others at a domain make it one that is known.
const KNOWN_FROM: usize = 3;

/// An address that a message may go to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct MailAddress {
    local: String,
    /// In punycode and small letters.
    domain: String,
}

impl MailAddress {
    /// Takes an address, or says what is wrong with it and what to do.
    pub(super) fn parse(typed: &str) -> Result<Self, (String, &'static str)> {
        const HOW: &str = "write the address alone: ann@example.org";
        let typed = typed.trim();
        if let Some(letter) = typed.chars().find(|letter| !super::header::is_plain(*letter)) {
            let message = format!("the address has the invisible character U+{:04X}", u32::from(letter));
            return Err((message, "type the address anew; do not paste it"));
        }
        let Some((local, domain)) = typed.rsplit_once('@') else {
            return Err((format!("`{typed}` is not an address: it has no @"), HOW));
        };
        if !local.is_ascii() {
            let message = format!("`{local}` has letters that not every mail server takes before the @");
            return Err((message, "ask for an address in plain letters, a to z"));
        }
        // RFC 5322, "dot-atom"; what needs quotes is not taken.
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if local.is_empty() || local.len() > 64 || dots || !local.chars().all(atom) {
            return Err((format!("`{typed}` is not an address"), HOW));
        }
        let ascii = idna::domain_to_ascii_strict(domain).ok();
        let Some(ascii) = ascii.filter(|domain| domain.contains('.') && domain.len() <= 253) else {
            return Err((format!("`{domain}` is not the name of a mail domain"), HOW));
        };
        if ascii.rsplit('.').next().is_none_or(|last| last.len() < 2 || last.parse::<u32>().is_ok()) {
            return Err((format!("`{domain}` is not the name of a mail domain"), HOW));
        }
        Ok(Self { local: local.to_owned(), domain: ascii })
    }

    pub(super) fn domain(&self) -> &str {
        &self.domain
    }

    /// What two spellings of one mailbox have in common: servers that tell capitals apart before the @ are rarer
    /// than people who type them.
    pub(super) fn mailbox(&self) -> String {
        self.to_string().to_lowercase()
    }
}

impl std::fmt::Display for MailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// The domains that others could be mistaken for: of the list, those that several rows have, and those that many
/// people use.
pub(super) fn known<'d>(domains: impl Iterator<Item = &'d str>) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for domain in domains {
        *counts.entry(domain).or_default() += 1;
    }
    let often = counts.into_iter().filter(|(_, count)| *count >= KNOWN_FROM).map(|(domain, _)| domain);
    often.chain(WELL_KNOWN).map(str::to_owned).collect()
}

/// Why a domain could be taken for another, or is made to look like one.
pub(super) fn doubtful(domain: &str, known: &BTreeSet<String>) -> Option<String> {
    let (unicode, _) = idna::domain_to_unicode(domain);
    if unicode.split('.').any(is_mixed) {
        return Some(format!("`{unicode}` mixes letters of several scripts, which look alike"));
    }
    if WELL_KNOWN.contains(&domain) {
        return None;
    }
    // However many rows have it, `gmial.com` is a slip.
    let own = known.contains(domain);
    let mut others = known.iter().filter(|other| !own || WELL_KNOWN.contains(&other.as_str()));
    let near =
        others.find(|other| other.len().abs_diff(domain.len()) <= 1 && osa_distance(domain, other) == 1)?;
    Some(format!("`{domain}` is one letter from `{near}`"))
}

/// Whether a label has letters of two scripts.
fn is_mixed(label: &str) -> bool {
    let script = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => Some(0),
        '\u{370}'..='\u{3FF}' => Some(1),
        '\u{400}'..='\u{52F}' => Some(2),
        '\u{530}'..='\u{58F}' => Some(3),
        _ => None,
    };
    let mut scripts = label.chars().filter_map(script);
    let first = scripts.next();
    scripts.any(|script| Some(script) != first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_turned_to_punycode() {
        let address = |typed| MailAddress::parse(typed).map(|address| address.to_string()).ok();
        assert_eq!(address(" Ann@Fenland.Example "), Some("Ann@fenland.example".to_owned()));
        assert_eq!(address("ann@exämple.org"), Some("ann@xn--exmple-cua.org".to_owned()));
        for wrong in [
            "ann",
            "@a.example",
            "ann@",
            "ann@localhost",
            "a b@c.example",
            "a..b@c.example",
            "ann@1.2.3.4",
            "peña@c.example",
            "ann@a.example\r\nBcc: x@y.example",
            "ann@a\u{202E}.example",
            "a@b@c.example",
            "Ann <ann@c.example>",
            "ann@a_b.example",
            "ann@c.example;bob@c.example",
            "ann@c.",
        ] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn look_alikes_are_seen() {
        let list =
            ["fenland.example", "fenland.example", "fenland.example", "fenlnad.example", "avalon.example"];
        for (domain, doubted) in [
            ("gmial.com", true),
            ("gmail.com", false),
            ("gmail.co", true),
            ("fenlnad.example", true),
            ("fenland.example", false),
            ("avalon.example", false),
            // A Cyrillic а.
            ("xn--vlon-43db.example", true),
        ] {
            assert_eq!(doubtful(domain, &known(list.into_iter())).is_some(), doubted, "{domain}");
        }
        assert!(doubtful("gmial.com", &known(["gmial.com"; 3].into_iter())).is_some());
    }
}
