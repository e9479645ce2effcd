//! The foot of the page, whose parts must agree.

use super::composer::Speaker;
use super::links::{Fault, check_hotline, check_qr, check_target};
use super::phrase::Phrase;
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::document::RichText;
use crate::lang::shown;
use crate::outline::{Foot, Part};

/// Says the foot. Checks that the digits are those of the hotline, that the QR code leads where the web
/// address does, and that no line has lost the one it stands beside.
pub(super) fn say<'v>(
    speaker: &mut Speaker<'v, '_>,
    phrases: &Foot<&'v Phrase>,
) -> Result<Foot<RichText>, Reported> {
    let foot = phrases.try_map(speaker)?;
    let mut said = Ok(());
    if let (Some(number), Some(digits), Some(phrase)) =
        (&foot.hotline, &foot.hotline_digits, phrases.hotline_digits)
        && let Err(fault) = check_hotline(number, digits)
    {
        said = Err(bad_link(speaker, fault, phrase));
    }
    let digits = beside(speaker, Part::Hotline, &foot.hotline, Part::HotlineDigits, &foot.hotline_digits);
    let label = beside(speaker, Part::Web, &foot.web, Part::WebLabel, &foot.web_label);
    let qr = match (&foot.qr, phrases.qr) {
        (Some(address), Some(phrase)) => qr(speaker, &address.plain(), phrase, foot.web.as_ref()).map(Some),
        _ => Ok(None),
    };
    said.and(digits).and(label)?;
    let (qr, qr_address) = qr?.unzip();
    Ok(Foot { qr, qr_address, ..foot })
}

/// Refuses a line that has lost the one it stands beside.
fn beside(
    speaker: &mut Speaker<'_, '_>,
    other: Part,
    line: &Option<RichText>,
    part: Part,
    beside: &Option<RichText>,
) -> Result<(), Reported> {
    let (None, Some(RichText { origin: Some(origin), .. })) = (line, beside) else { return Ok(()) };
    let place = &speaker.values.facts.place.names.first.in_prose.value;
    let message = format!("`{}` is empty for {place}, but this goes with it", other.name());
    let fault = Diagnostic::error(Code::BadValue, *origin, message);
    Err(speaker.sink.report(fault.help(format!("put all of `{}` into the same `{{% if … %}}`", part.name()))))
}

/// The QR code: its description, linked to its address; and what is printed below it, made of the same
/// address. `web` is the web address beside it.
fn qr(
    speaker: &mut Speaker<'_, '_>,
    address: &str,
    phrase: &Phrase,
    web: Option<&RichText>,
) -> Result<(RichText, RichText), Reported> {
    if check_target(address).is_err() {
        let message = format!("`{address}` is not a web address");
        return Err(bad_link(speaker, Fault { message, help: "write `https://…`".into() }, phrase));
    }
    let website = speaker.values.set.publisher.website.as_ref().map(|website| website.value.as_str());
    if let Err(fault) = check_qr(address, website, web) {
        return Err(bad_link(speaker, fault, phrase));
    }
    let shown = shown(address);
    let language = speaker.values.language;
    let name = format!("{}: {shown}", language.qr_code());
    let link = |words: String| RichText::link(words, address.to_owned(), phrase.span());
    let mut below = link(shown);
    let lead = RichText::words(format!("{}\u{a0}", language.scan()));
    below.inlines.splice(0..0, lead.inlines);
    Ok((link(name), below))
}

fn bad_link(speaker: &mut Speaker<'_, '_>, Fault { message, help }: Fault, phrase: &Phrase) -> Reported {
    speaker.sink.report(Diagnostic::error(Code::BadLink, phrase.span(), message).help(help))
}
