//! The foot of large print: whom to call in a frame, then the address, the source, the publisher and the QR code.

use super::notice::{LineRole, Notice, Trim};
use super::{BOLD, PLAIN};
use crate::diagnostic::{Reported, Sink};
use crate::document::RichText;
use crate::layout::cursor::TextStyle;
use crate::layout::label::Label;
use crate::layout::page::Ink;
use crate::layout::qr::ShapedQr;
use crate::outline::Foot;
use crate::text::{FontPair, Shaper};
use crate::theme::Large;
use crate::units::Pt;

/// The notices of the foot, in reading order.
pub fn notices<'a>(
    foot: &'a Foot<RichText>,
    large: &'a Large,
    width: Pt,
    shaper: &mut Shaper,
    sink: &mut Sink,
) -> Result<Vec<Notice<'a>>, Reported> {
    let code = ShapedQr::new(foot, &large.qr, width, shaper, sink)?;
    let body =
        TextStyle { size: large.size.max, leading: large.size.max.scale(large.tight.lead), ink: Ink::Text };
    let mut label = |text: &'a Option<RichText>, fonts: FontPair, width: Pt| {
        text.as_ref().map(|text| Label::new(text, fonts, body, width, shaper))
    };
    let frame = &large.call;
    let inside = width - frame.beside * 2;
    let call = label(&foot.call, PLAIN, inside);
    let number = label(&foot.hotline, BOLD, inside).map(|mut number| {
        number.style.ink = Ink::Navy;
        number.sized(&frame.sizes, frame.lead, |number| number.is_on_one_line(inside))
    });
    let digits = label(&foot.hotline_digits, PLAIN, inside);
    let called: Vec<_> = [call, number, digits].into_iter().flatten().collect();
    let mut notices = Vec::new();
    if !called.is_empty() {
        let trim = Trim::Frame { weight: frame.rule, clear: (frame.beside, frame.above), width };
        notices.push(Notice { apart: large.gaps.line, trim, ..paragraphs(called, large.gaps.notice) });
    }
    let web: Vec<_> =
        [label(&foot.web_label, PLAIN, width), label(&foot.web, BOLD, width)].into_iter().flatten().collect();
    if !web.is_empty() {
        notices.push(Notice { apart: large.gaps.line, ..paragraphs(web, large.gaps.notice) });
    }
    for text in [&foot.source, &foot.about] {
        notices.extend(label(text, PLAIN, width).map(|label| paragraphs(vec![label], large.gaps.notice)));
    }
    notices
        .extend(code.map(|code| Notice { code: Some(code), ..Notice::new(Vec::new(), large.gaps.notice) }));
    Ok(notices)
}

fn paragraphs(labels: Vec<Label<'_>>, gap: Pt) -> Notice<'_> {
    Notice::new(labels.into_iter().map(|label| (LineRole::Paragraph, label)).collect(), gap)
}
