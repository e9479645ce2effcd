//! What a new set begins with and nobody has replaced: the invented publisher and its addresses, the source of
//! invented figures, sentences about ponies.
//!
//! In: the set. Out: a warning at each place; a batch makes errors of them where sheets go out. A word that occurs in
//! another text is none: names and addresses are compared whole, sources from their beginning, and the sentences are none
//! that somebody else would write.

use super::prose;
use crate::diagnostic::{Code, Diagnostic};
use crate::set::{Dataset, Publisher, Wording};
use crate::source::Span;
use crate::starter::{
    INVENTED_CONTACT, INVENTED_PUBLISHER, INVENTED_SOURCE, INVENTED_WEBSITE, INVENTED_WORDS,
};

pub(super) fn find(dataset: &Dataset) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = |what: &str, span: Span, help: &str| {
        found.push(Diagnostic::warning(Code::Invented, span, what).help(help));
    };
    let Publisher { name, short: _, website } = &dataset.set.publisher;
    if name.value == INVENTED_PUBLISHER {
        let what = format!("the publisher is still “{}”, which does not exist", name.value);
        told(
            &what,
            name.span,
            "write the name of your organization, name = \"…\"; until then, nothing final is made",
        );
    }
    for website in website.iter().filter(|own| own.value == INVENTED_WEBSITE) {
        told("the website is still the invented one", website.span, "write your own, or delete the line");
    }
    for (_, line) in dataset.set.contact.iter().filter(|(_, own)| own.value == INVENTED_CONTACT) {
        told("the address is still the invented one", line.span, "write your own");
    }
    let sources = dataset.state_figures().chain([&dataset.national]).filter_map(|file| file.source.as_ref());
    for source in sources.filter(|own| own.value.starts_with(INVENTED_SOURCE)) {
        let what = "the source is still that of the invented figures";
        told(what, source.span, "write where your figures come from: source = \"…\"");
    }
    found.extend(dataset.wordings.iter().filter_map(words));
    found
}

/// One warning for all that is left in a wording.
fn words(wording: &Wording) -> Option<Diagnostic> {
    let texts = prose::of_wording(wording);
    let left = texts.iter().flat_map(|text| {
        let places =
            INVENTED_WORDS.into_iter().filter_map(|words| Some((text.template()?.find(words)?, words)));
        places.map(|(at, words)| text.span(at, at + words.len()))
    });
    let mut left: Vec<Span> = left.collect();
    left.sort_unstable();
    left.dedup();
    let (first, others) = left.split_first()?;
    let what = "these words are still those of an organization that does not exist";
    let fault = Diagnostic::warning(Code::Invented, *first, what).help("write your own, or delete them");
    Some(others.iter().fold(fault, |fault, at| fault.related(*at, "these, too")))
}
