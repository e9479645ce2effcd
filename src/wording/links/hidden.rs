//! Addresses that paper loses: of links whose words do not say where they lead.
//!
//! In: a finished page. Out: a warning for each address that nobody who holds the sheet in his hands can read,
//! neither in the words of its link nor elsewhere on the page.

use super::address::{PrintedAddress, Web};
use super::dials_all_of;
use super::numbers::numbers;
use super::page::{Address, written};
use super::telephone::Dialled;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, RichText};
use crate::lang::shown;
use crate::outline::Leaf;
use crate::set::Wording;
use crate::source::Span;

pub(super) fn hidden(
    document: &Document,
    addresses: &[Address<'_>],
    wordings: &[Wording],
    found: &mut Vec<Diagnostic>,
) {
    for Address { target, words, text, .. } in addresses {
        let Some(words) = words.as_ref().map(|words| words.trim()) else { continue };
        // One fault of a link is enough.
        let at_fault =
            || found.iter().any(|f| f.code == Code::LeadsElsewhere && f.message.contains(target.as_str()));
        if says(words, target) || at_fault() || document_says(document, addresses, target) {
            continue;
        }
        let address = shown(target);
        let message = format!("on paper, nobody can see where “{words}” leads: {address}");
        let help = format!(
            "print the address too: `{words} ([{address}]({target}))`; if all sheets are read on screens, allow \
             this with the reason"
        );
        if let Some(at) = place(text, target, wordings) {
            found.push(Diagnostic::warning(Code::HiddenAddress, at, message).help(help));
        }
    }
}

/// Whether words say where their link leads; of a web page, the site is enough.
fn says(words: &str, target: &str) -> bool {
    match target.strip_prefix("tel:") {
        Some(_) => dials_all_of(words, target) || dials(words, target),
        None => prints(words, target, true),
    }
}

fn document_says(document: &Document, addresses: &[Address<'_>], target: &str) -> bool {
    // The address of the code is printed below it.
    let printed = addresses.iter().filter(|address| address.words.is_none());
    let mut printed = printed.map(|address| address.target.as_str());
    printed.any(|printed| prints(printed, target, false))
        || written(document).any(|passage| {
            let plain = passage.text.plain();
            if target.starts_with("tel:") { dials(&plain, target) } else { prints(&plain, target, false) }
        })
}

/// Whether one of the numbers in `words` is the one that is dialed.
fn dials(words: &str, target: &str) -> bool {
    let Some(Ok(dialled)) = target.strip_prefix("tel:").map(Dialled::read) else { return true };
    numbers(words).iter().any(|number| number.is_dialled_by(&dialled))
}

/// Whether `words` have the address; with `site`, that of the whole site will do.
fn prints(words: &str, target: &str, site: bool) -> bool {
    let mut printed =
        words.split_whitespace().filter(|word| word.contains('.')).filter_map(PrintedAddress::of);
    printed.any(|printed| match (printed, Web::of(target)) {
        (printed @ PrintedAddress::Mail(_), _) => printed.check(target).is_ok(),
        (printed @ PrintedAddress::Web(_), Some(web)) => {
            let printed = printed.web().as_deref().and_then(Web::of);
            printed.is_some_and(|printed| {
                let whole = site || !printed.is_host();
                // Who reads the address of a page knows its site.
                web.is_host() && printed.host == web.host || whole && printed.is_kept_by(&web)
            })
        }
        (PrintedAddress::Web(_), None) => false,
    })
}

/// Where a link stands in the wording; if its address is put together there, the whole text.
fn place(text: &RichText, target: &str, wordings: &[Wording]) -> Option<Span> {
    let origin = text.origin?;
    let mut place = None;
    let own = wordings.iter().filter(|wording| wording.file == origin.file);
    own.for_each(|wording| {
        wording.page.visit(&mut |spot| {
            if let Leaf::Text(template) = spot.leaf
                && template.span == origin
                && let Some(behind) = template.text.find(&format!("]({target}"))
                && let Some(start) = template.text[..behind].rfind('[')
            {
                place = Some(template.locate(start, behind + 1));
            }
        });
    });
    place.or(Some(origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_where_they_lead_or_hide_it() {
        for (words, target, said) in [
            ("kites.example", "https://www.kites.example/about", true),
            ("kites.example/about", "https://kites.example/about/?from=sheet", true),
            ("see kites.example/about.", "https://kites.example/about", true),
            ("the figures", "https://kites.example/about", false),
            ("U.S. figures", "https://kites.example/about", false),
            ("kites.example/other", "https://kites.example/about", false),
            ("a@kites.example", "mailto:a@kites.example?subject=x", true),
            ("write to us", "mailto:a@kites.example", false),
            ("1-800-THE-LOST", "tel:+18008435678", true),
            ("Call 1-800-843-5678", "tel:+18008435678", true),
            ("1-877-8-HOPE-4-U", "tel:+18778467348", true),
            ("Call us", "tel:+18008435678", false),
        ] {
            assert_eq!(says(words, target), said, "{words}");
        }
    }

    #[test]
    fn elsewhere_on_the_page_the_site_is_not_enough() {
        for (printed, said) in [
            ("More: kites.example/about", true),
            ("https://www.kites.example/about/", true),
            ("kites.example", false),
            ("kites.example/about/us", false),
        ] {
            assert_eq!(prints(printed, "https://kites.example/about", false), said, "{printed}");
        }
        for printed in ["kites.example", "www.kites.example/about"] {
            assert!(prints(printed, "https://www.kites.example/", false));
        }
    }
}
