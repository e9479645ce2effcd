//! The QR code: level M, in the smallest version that holds the address.
//!
//! Dark modules side by side are one rectangle, and each rectangle goes a hair over its edges:
//! else viewers show white lines between them. The quiet zone is the white of the page around it.

use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::RichText;
use crate::layout::page::{Ink, Mark, Page, Rect, Role};
use crate::theme::BriefFooter;
use crate::units::Pt;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::cell::RefCell;
use std::collections::HashMap;

/// A QR code of a certain width.
pub struct ShapedQr {
    code: QrCode,
    width: Pt,
    alt: String,
}

/// How far a rectangle goes over its right and lower edge.
const OVERLAP: Pt = Pt(20);

/// Codes remembered before all are forgotten.
const KEPT: usize = 200;

thread_local! {
    /// Choosing the best of a code's eight masks takes longer than all else on its page, and most pages of a
    /// batch have the same.
    static CODES: RefCell<HashMap<(String, u8), Option<QrCode>>> = RefCell::default();
}

/// The code of an address; `None` if it needs more than the largest version.
fn encode(address: &str, largest: Version) -> Option<QrCode> {
    CODES.with_borrow_mut(|codes| {
        let key = (address.to_owned(), largest.value());
        if codes.len() >= KEPT && !codes.contains_key(&key) {
            codes.clear();
        }
        let encode = || {
            let segments = QrSegment::make_segments(address);
            let level = QrCodeEcc::Medium;
            QrCode::encode_segments_advanced(&segments, level, Version::MIN, largest, None, false).ok()
        };
        codes.entry(key).or_insert_with(encode).clone()
    })
}

impl ShapedQr {
    /// Encodes the address. One that would need modules too small for a telephone is refused.
    pub fn new(code: &RichText, footer: &BriefFooter, sink: &mut Sink) -> Result<Self, Reported> {
        // A version has four modules a side more than the one before; the first has 21.
        let modules = footer.qr.0 / footer.qr_module.0.max(1);
        let largest = Version::new(((modules - 17) / 4).clamp(1, 40) as u8);
        let address = code.inlines.first().and_then(|inline| inline.link.as_deref()).unwrap_or_default();
        let encoded = encode(address, largest);
        match encoded {
            Some(encoded) => Ok(Self { code: encoded, width: footer.qr, alt: code.plain() }),
            None => {
                let message = "the address is too long for a QR code of this size";
                let at = code.origin.expect("the code was made of a text of the wording");
                let fault = Diagnostic::error(Code::BadLink, at, message);
                Err(sink.report(fault.help("use a shorter one, of at most about a hundred characters")))
            }
        }
    }

    /// Sets it with its top left corner at (`x`, `y`).
    pub fn set(&self, page: &mut Page, x: Pt, y: Pt) {
        let bounds = Rect { x, y, width: self.width, height: self.width };
        let node = page.node(Page::ROOT, Role::Figure { alt: self.alt.clone(), bounds });
        let owner = page.content(node);
        let size = self.code.size();
        let edge = |module: i32| self.width * i64::from(module) / i64::from(size);
        for row in 0..size {
            let mut column = 0;
            while column < size {
                let start = column;
                while self.code.get_module(column, row) {
                    column += 1;
                }
                if column > start {
                    let rect = Rect {
                        x: x + edge(start),
                        y: y + edge(row),
                        width: edge(column) - edge(start) + OVERLAP,
                        height: edge(row + 1) - edge(row) + OVERLAP,
                    };
                    page.paint(owner, Mark::fill(rect, Ink::Rule));
                }
                column += 1;
            }
        }
    }
}
