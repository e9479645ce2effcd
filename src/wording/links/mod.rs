//! Links must lead where their words say.
//!
//! In: the words of a link as printed for a place, and its address. Out: nothing, or what is wrong and
//! what to write. On paper the words are all there is, so words that are a telephone number must be the
//! one that is dialled, and words that are an address must be the one that is opened. Any other words
//! may lead anywhere.

mod address;
mod dial;
mod hidden;
mod numbers;
mod page;
mod places;
mod telephone;

pub(super) use dial::dialable;
pub(crate) use page::contact_slips;
pub use places::AddressedPlaces;

use crate::characters::way_out;
use crate::document::RichText;
use address::{Host, PrintedAddress, Web};
use numbers::numbers;
use telephone::{Dialled, PhoneNumber, key};

/// What is wrong with a link, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: String,
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Fault { message: message.into(), help: help.into() }
    }
}

/// Checks that `target` is a web page, a telephone number or an e-mail address.
pub(super) fn check_target(target: &str) -> Result<(), Fault> {
    let no_address = || {
        let message = format!("`{target}` is not a web address");
        Err(Fault::new(message, "write `https://…`, `tel:+1…` or `mailto:…`"))
    };
    if target.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return no_address();
    }
    if let Some(unseen) = target.chars().find(|c| way_out(*c).is_some()) {
        let message = format!("this address has an invisible character, U+{:04X}", u32::from(unseen));
        return Err(Fault::new(message, "type the address again"));
    }
    if let Some(number) = target.strip_prefix("tel:") {
        return Dialled::read(number).map(drop);
    }
    if let Some(mail) = target.strip_prefix("mailto:") {
        let sound = mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
        return if sound { Ok(()) } else { no_address() };
    }
    match Web::of(target) {
        Some(web) if web.hides_its_host => {
            let message =
                format!("`{target}` leads to {}: what stands before the `@` is only for show", web.host);
            Err(Fault::new(message, format!("write `https://{}…`", web.host)))
        }
        Some(_) => Ok(()),
        None => no_address(),
    }
}

/// Checks that the words of a link agree with `target`; `website` is the publisher's.
pub(super) fn check_words(words: &str, target: &str, website: Option<&str>) -> Result<(), Fault> {
    if words.trim().is_empty() {
        return Err(Fault::new("this link has no words", "write what it leads to between `[` and `]`"));
    }
    if dials_all_of(words, target) {
        return Ok(());
    }
    if let Some(printed) = PrintedAddress::of(words) {
        printed.check(target)?;
    } else {
        let numbers = numbers(words);
        match target.strip_prefix("tel:").map(Dialled::read) {
            Some(Ok(dialled)) => check_numbers(&numbers, &dialled)?,
            Some(Err(_)) => {}
            None => check_no_number(words, &numbers, target)?,
        }
    }
    match website {
        Some(website) => check_typing(target, [website]),
        None => Ok(()),
    }
}

/// Whether a link dials exactly the letters and digits of its words: "1-877-8-HOPE-4-U".
fn dials_all_of(words: &str, target: &str) -> bool {
    let Some(Ok(dialled)) = target.strip_prefix("tel:").map(Dialled::read) else { return false };
    let keys: Option<String> = words.chars().filter(|c| c.is_alphanumeric()).map(key).collect();
    keys.is_some_and(|keys: String| dialled.is(&keys))
}

fn check_numbers(numbers: &[PhoneNumber], dialled: &Dialled) -> Result<(), Fault> {
    // "(TTY 711)" after a number is not what the link is for.
    let beside = |number: &&PhoneNumber| number.is_short() && numbers.iter().any(|other| !other.is_short());
    let mut asked = numbers.iter().filter(|number| !beside(number));
    let Some(wrong) = asked.find(|number| !number.is_dialled_by(dialled)) else { return Ok(()) };
    let message = format!("the words say {}, but the link dials {}", wrong.shown(), dialled.written);
    Err(Fault::new(
        message,
        match wrong.dial() {
            _ if numbers.len() > 1 && numbers.iter().any(|number| number.is_dialled_by(dialled)) => {
                "correct the number, or give each number a link of its own".to_owned()
            }
            Some(dial) => format!("write `tel:{dial}`, or correct the number in the words"),
            None => "write the whole number in the words, and the same digits behind `tel:+1`".to_owned(),
        },
    ))
}

/// A link whose words are only a number must dial it.
fn check_no_number(words: &str, numbers: &[PhoneNumber], target: &str) -> Result<(), Fault> {
    let [number] = numbers else { return Ok(()) };
    match number.dial() {
        Some(dial) if number.is_all_of(words) && !number.is_short() => {
            let message = format!(
                "the words are the telephone number {}, but the link leads to `{target}`",
                number.written
            );
            Err(Fault::new(message, format!("write `tel:{dial}`, or words that are not a number")))
        }
        _ => Ok(()),
    }
}

/// Checks the hotline, its words and its link, against the digits printed beside it.
pub(super) fn check_hotline(hotline: &RichText, digits: &RichText) -> Result<(), Fault> {
    let printed = numbers(&digits.plain());
    let targets = hotline.inlines.iter().filter_map(|inline| inline.link.as_deref()?.strip_prefix("tel:"));
    for dialled in targets.filter_map(|target| Dialled::read(target).ok()) {
        if let Some(number) = printed.first()
            && !printed.iter().any(|number| number.is_dialled_by(&dialled))
        {
            let message = format!(
                "the digits beside the hotline are {}, but its link dials {}",
                number.shown(),
                dialled.written
            );
            return Err(Fault::new(message, "correct the digits, or the link of `hotline`"));
        }
    }
    let letters = numbers(&hotline.plain());
    match (letters.first(), printed.first()) {
        (Some(one), Some(other)) if !letters.iter().any(|one| printed.iter().any(|other| one.is(other))) => {
            let message =
                format!("the hotline is {}, but the digits beside it are {}", one.shown(), other.shown());
            Err(Fault::new(message, "correct one of the two"))
        }
        _ => Ok(()),
    }
}

/// Checks the address of the QR code against those it could be a mistyped form of: the publisher's
/// `website`, and what the web line of the foot prints and opens.
pub(super) fn check_qr(target: &str, website: Option<&str>, web: Option<&RichText>) -> Result<(), Fault> {
    let plain = web.map(RichText::plain).unwrap_or_default();
    let opened = web.iter().flat_map(|web| &web.inlines).filter_map(|inline| inline.link.as_deref());
    let known: Vec<&str> = website.into_iter().chain([plain.trim()]).chain(opened).collect();
    check_typing(target, known)
}

/// Refuses an address that is nearly, but not quite, one of those `known`.
fn check_typing<'k>(target: &str, known: impl IntoIterator<Item = &'k str>) -> Result<(), Fault> {
    let Some(web) = Web::of(target) else { return Ok(()) };
    let known: Vec<Host> = known.into_iter().filter_map(Host::of).collect();
    if known.iter().any(|known| web.host.is_of(known)) {
        return Ok(());
    }
    let Some(meant) = known.iter().find(|known| web.host.is_slip_for(known)) else { return Ok(()) };
    let message = format!("this leads to {}, which looks like a misspelled {meant}", web.host);
    Err(Fault::new(message, format!("did you mean `https://{meant}`?")))
}

#[cfg(test)]
mod tests;
