//! The telephone numbers and addresses of a whole page, held against each other.
//!
//! In: a finished page. Out: errors for links, addresses and the QR code that lead to another state's
//! page or another year's, for the same words with two targets, and for numbers that nearly agree.

use super::address::{Host, PrintedAddress};
use super::hidden::hidden;
use super::numbers::numbers;
use super::places::{AddressedPlaces, other_place, other_year};
use super::telephone::{Dialled, national};
use super::{Fault, check_typing};
use crate::characters::skeleton;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Inline, Passage, RichText};
use crate::facts::Facts;
use crate::outline::Part;
use crate::set::Dataset;
use crate::source::Span;
use chrono::Datelike;
use std::collections::HashMap;

/// Area codes of numbers that cost nothing: of these, no two lines of one office stand in a row.
const TOLL_FREE: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];

/// An address of the page.
pub(super) struct Address<'d> {
    pub(super) target: String,
    /// The words of the link; `None` if the address is only printed.
    pub(super) words: Option<String>,
    pub(super) text: &'d RichText,
    is_code: bool,
}

/// A telephone number of the page.
struct Number {
    digits: String,
    written: String,
}

/// Finds contact data that disagree.
pub(crate) fn contact_slips(
    document: &Document,
    facts: &Facts,
    (dataset, places): (&Dataset, &AddressedPlaces),
    found: &mut Vec<Diagnostic>,
) {
    let addresses = addresses(document);
    let mut told = |text: &RichText, Fault { message, help }: Fault| {
        if let Some(origin) = text.origin {
            found.push(Diagnostic::error(Code::LeadsElsewhere, origin, message).help(help));
        }
    };
    let year = facts.year.value;
    let released = dataset.set.released.as_ref().map_or(year + 1, |day| day.value.year());
    let mut judged: Vec<&str> = Vec::new();
    for address in addresses.iter().filter(|address| !address.target.starts_with("tel:")) {
        let target = address.target.as_str();
        if let Some(other) =
            other_year(target, year..=released.max(year)).filter(|year| !tells(address.text, *year, facts))
        {
            let message = format!("`{target}` is an address of {other}, but the sheet is for {year}");
            let help = format!("write the address for {year}, or say {other} beside it");
            told(address.text, Fault { message, help });
        }
        if judged.contains(&target) {
            continue;
        }
        judged.push(target);
        if let Some(other) = other_place(target, &facts.place, (places, &dataset.states)) {
            let message = format!("`{target}` is an address of {other}, on the sheet of another place");
            let help =
                "write an address for every place; if this is right, allow it with the reason (`[[allow]]`)";
            told(address.text, Fault { message, help: help.to_owned() });
        }
    }
    two_targets(&addresses, &mut told);
    hosts(&addresses, dataset, &mut told);
    hidden(document, &addresses, &dataset.wordings, found);
    near_numbers(document, &mut |at, message, help| {
        found.push(Diagnostic::error(Code::LeadsElsewhere, at, message).help(help));
    });
}

/// What the authors wrote; the address below the QR code is that of the code.
pub(super) fn written(document: &Document) -> impl Iterator<Item = Passage<'_>> {
    document.passages().into_iter().filter(|passage| passage.part != Part::QrAddress)
}

/// The links, the addresses printed without one, and the QR code.
fn addresses(document: &Document) -> Vec<Address<'_>> {
    let mut found: Vec<Address<'_>> = Vec::new();
    for passage in written(document) {
        let mut last = None;
        for inline in &passage.text.inlines {
            let link = inline.link.as_deref();
            match (link, found.last_mut().and_then(|address| address.words.as_mut())) {
                (Some(target), Some(words)) if last == Some(target) => words.push_str(&inline.text),
                (Some(target), _) => found.push(Address {
                    target: target.to_owned(),
                    words: Some(inline.text.clone()),
                    text: passage.text,
                    is_code: false,
                }),
                (None, _) if has_inner_period(&inline.text) => {
                    let printed = inline.text.split_whitespace().filter(|word| word.contains('.'));
                    let printed = printed.filter_map(PrintedAddress::of).filter_map(PrintedAddress::web);
                    found.extend(printed.map(|target| Address {
                        target,
                        words: None,
                        text: passage.text,
                        is_code: false,
                    }));
                }
                (None, _) => {}
            }
            last = link;
        }
    }
    let code = document.page.foot.qr.as_ref();
    let target = |code: &RichText| code.inlines.first().and_then(|inline| inline.link.clone());
    found.extend(
        code.and_then(|code| Some(Address { target: target(code)?, words: None, text: code, is_code: true })),
    );
    found
}

/// A quick no: whether a period stands before anything but white space, as in an address.
fn has_inner_period(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && !pair[1].is_ascii_whitespace())
}

/// Whether a text says a year, not within an address, or has a figure of it.
fn tells(text: &RichText, year: i32, facts: &Facts) -> bool {
    if text.figures().any(|figure| facts.figure(figure).year == year) {
        return true;
    }
    let year = year.to_string();
    let plain = text.plain();
    let mut words = plain.split_whitespace().filter(|word| !word.contains('/'));
    words.any(|word| word.split(|c: char| !c.is_alphanumeric()).any(|part| part == year))
}

/// The same words with two targets.
fn two_targets<'d>(addresses: &[Address<'d>], told: &mut impl FnMut(&RichText, Fault)) {
    let mut first: HashMap<String, &str> = HashMap::new();
    for Address { target, words, text, .. } in addresses {
        // Words that are an address have been held to their own; a host stands for all its pages.
        let Some(words) = words.as_ref().filter(|words| PrintedAddress::of(words).is_none()) else {
            continue;
        };
        let same = |other: &str| -> bool { is_same(target, other) };
        let shown = words.trim();
        match first.get(&skeleton(shown)) {
            Some(other) if !same(other) => {
                let message =
                    format!("“{shown}” leads to `{target}` here and to `{other}` elsewhere on the page");
                let help = "write the same address, or other words for one of them".to_owned();
                told(text, Fault { message, help });
            }
            Some(_) => {}
            None => drop(first.insert(skeleton(shown), target)),
        }
    }
}

/// Whether two targets are the same number or page.
fn is_same(one: &str, other: &str) -> bool {
    let number = |target: &str| target.strip_prefix("tel:").and_then(|number| Dialled::read(number).ok());
    let page = |target: &str| target.trim_end_matches('/').replacen("://www.", "://", 1);
    match (number(one), number(other)) {
        (Some(one), Some(other)) => national(one.digits()) == national(other.digits()),
        _ => page(one) == page(other),
    }
}

/// Addresses printed without a link that are nearly a known one, and a QR code that leads to a host that
/// nobody sees on the page.
fn hosts(addresses: &[Address<'_>], dataset: &Dataset, told: &mut impl FnMut(&RichText, Fault)) {
    let set = &dataset.set;
    let linked =
        addresses.iter().filter(|address| address.words.is_some()).map(|address| address.target.as_str());
    let website = set.publisher.website.as_ref().map(|website| website.value.as_str());
    let contact = set.contact.iter().map(|(_, value)| value.value.as_str());
    let sure: Vec<&str> =
        website.into_iter().chain(linked.filter(|target| target.starts_with("https"))).collect();
    for Address { target, text, .. } in addresses.iter().filter(|address| address.words.is_none()) {
        if let Err(fault) = check_typing(target, sure.iter().copied()) {
            told(text, fault);
        }
    }
    let Some(Address { target, text, .. }) = addresses.iter().find(|address| address.is_code) else { return };
    let printed = addresses.iter().filter(|address| !address.is_code).map(|address| address.target.as_str());
    let mut known = sure.iter().copied().chain(contact).chain(printed).filter_map(Host::of).peekable();
    if let Some(host) = Host::of(target)
        && known.peek().is_some()
        && !known.any(|known| host.is_of(&known))
    {
        let message = format!("the QR code leads to {host}, which stands nowhere else on the page");
        let help = "write an address of the host that `web` prints, or print this one beside the code";
        told(text, Fault { message, help: help.to_owned() });
    }
}

/// Numbers of which one is the other with a slip.
fn near_numbers(document: &Document, told: &mut impl FnMut(Span, String, &str)) {
    let mut found: Vec<Number> = Vec::new();
    for passage in written(document) {
        let Some(at) = passage.text.origin else { continue };
        let digits = |inline: &Inline| inline.text.bytes().filter(u8::is_ascii_digit).count();
        let has_number = passage.text.inlines.iter().map(digits).sum::<usize>() >= 4;
        let printed = if has_number { numbers(&passage.text.plain()) } else { Vec::new() };
        let links =
            passage.text.inlines.iter().filter_map(|inline| inline.link.as_deref()?.strip_prefix("tel:"));
        let printed = printed.iter().filter(|number| !number.is_tail && !number.is_foreign());
        let printed = printed.map(|number| (number.national().to_owned(), number.written.clone()));
        let dialled = links.filter_map(|number| Dialled::read(number).ok());
        let dialled = dialled.map(|number| (national(number.digits()).to_owned(), number.written.clone()));
        for (digits, written) in printed.chain(dialled).filter(|(digits, _)| digits.len() >= 9) {
            if found.iter().any(|other| other.digits == digits) {
                continue;
            }
            if let Some(other) = found.iter().find(|other| is_slip(&digits, &other.digits)) {
                let message = format!("the telephone numbers {} and {written} nearly agree", other.written);
                told(at, message, "correct one of them");
            }
            found.push(Number { digits, written });
        }
    }
}

/// Whether one number is the other mistyped: digits exchanged, one too many or too few; in a toll-free
/// number also one or two wrong ones. Lines of one office may follow each other: 555-0100, 555-0101.
fn is_slip(one: &str, other: &str) -> bool {
    let sorted = |digits: &str| {
        let mut digits = digits.as_bytes().to_vec();
        digits.sort_unstable();
        digits
    };
    let free = |digits: &str| TOLL_FREE.iter().any(|code| digits.starts_with(code));
    let distance = strsim::osa_distance(one, other);
    match distance {
        0 => false,
        1 if one.len() != other.len() => true,
        1 => sorted(one) == sorted(other) || free(one) && free(other),
        2 => free(one) && free(other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_slips_of_each_other_or_two_numbers() {
        for (one, other) in [
            ("8008435678", "8008435687"),
            ("8008435678", "8008436578"),
            ("8008435678", "8888435678"),
            ("8008435678", "800843567"),
            ("5025550172", "5025550127"),
        ] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("8008435678", "8008435678"),
            ("8008435678", "8004224453"),
            ("5025550100", "5025550101"),
            ("8007997233", "8007873224"),
            ("5025550100", "6145550100"),
        ] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }
}
