//! The QR code: level M, in the smallest version that holds the address.
//!
//! Dark modules side by side are one rectangle, and each rectangle goes a hair over its edges:
//! else viewers show white lines between them. The quiet zone is the white of the page around it. Below it
//! stands its own address.

use super::cursor::TextStyle;
use super::label::Label;
use super::page::{Ink, Link, Mark, NodeId, Page, Rect, Role};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::RichText;
use crate::font::Face;
use crate::outline::Foot;
use crate::text::{FontPair, Shaper};
use crate::theme::QrTokens;
use crate::units::Pt;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::cell::RefCell;
use std::collections::HashMap;

const SEMIBOLD: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };

/// A QR code of a certain width, and its address.
pub struct ShapedQr<'a> {
    tokens: &'a QrTokens,
    code: QrCode,
    /// What it holds.
    target: &'a str,
    alt: String,
    address: Option<Label<'a>>,
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

impl<'a> ShapedQr<'a> {
    /// Encodes the address, if the foot has one. One that would need modules too small for a telephone is
    /// refused. Below it there is room for `width`.
    pub fn new(
        foot: &'a Foot<RichText>,
        tokens: &'a QrTokens,
        width: Pt,
        shaper: &mut Shaper,
        sink: &mut Sink,
    ) -> Result<Option<Self>, Reported> {
        let Some(code) = &foot.qr else { return Ok(None) };
        // A version has four modules a side more than the one before; the first has 21.
        let modules = tokens.width.0 / tokens.module.0.max(1);
        let largest = Version::new(((modules - 17) / 4).clamp(1, 40) as u8);
        let target = code.inlines.first().and_then(|inline| inline.link.as_deref()).unwrap_or_default();
        let Some(encoded) = encode(target, largest) else {
            let message = "the address is too long for a QR code of this size";
            let at = code.origin.expect("the code was made of a text of the wording");
            let fault = Diagnostic::error(Code::BadLink, at, message);
            return Err(sink.report(fault.help("use a shorter one, of at most about a hundred characters")));
        };
        let style = TextStyle { size: tokens.address.size, leading: tokens.address.leading, ink: Ink::Text };
        let address = foot.qr_address.as_ref().map(|words| Label::new(words, SEMIBOLD, style, width, shaper));
        Ok(Some(Self { tokens, code: encoded, target, alt: code.plain(), address }))
    }

    /// The address, as it is printed.
    pub fn address(&self) -> Option<&Label<'a>> {
        self.address.as_ref()
    }

    /// Width and height of the code.
    pub fn width(&self) -> Pt {
        self.tokens.width
    }

    /// What its address takes below it.
    pub fn below(&self) -> Pt {
        self.address.as_ref().map_or(Pt::ZERO, |address| self.tokens.address_gap + address.height())
    }

    /// Sets it with its top right corner at (`right`, `y`), its address below `above`.
    pub fn set(&self, page: &mut Page, right: Pt, y: Pt, above: Pt) {
        let (x, width) = (right - self.width(), self.width());
        let bounds = Rect { x, y, width, height: width };
        // It leads where its address does; a link belongs in a paragraph.
        let paragraph = page.node(Page::ROOT, Role::Paragraph);
        let link = page.node(paragraph, Role::Link);
        let (areas, target, words) = (vec![bounds], self.target.to_owned(), self.alt.clone());
        page.links.push(Link { node: link, areas, target, words });
        let node = page.node(link, Role::Figure { alt: self.alt.clone(), bounds });
        self.set_modules(page, node, x, y);
        if let Some(address) = &self.address {
            let node = page.node(Page::ROOT, Role::Paragraph);
            address.set(page, node, right - address.used(), above + self.tokens.address_gap);
        }
    }

    fn set_modules(&self, page: &mut Page, node: NodeId, x: Pt, y: Pt) {
        let owner = page.content(node);
        let size = self.code.size();
        let edge = |module: i32| self.width() * i64::from(module) / i64::from(size);
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
