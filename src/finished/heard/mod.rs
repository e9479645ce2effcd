//! A file as a screen reader says it, read from its tags (ISO 32000-1, 14.7 to 14.9).
//!
//! In: the bytes of a file. Out: a [`HeardDocument`], line by line in the order of the structure.
//! Decoration is silent. What a file of another program tags in its own way is followed as far as it
//! goes.

#![warn(missing_docs)]

mod element;
mod said;
mod table;
mod walk;
mod words;

pub use said::{HeardCell, HeardDocument, HeardKind, HeardLine, HeardLink, HeardPart};

use super::open;
use super::origin::{FileOrigin, origin};
use crate::pdf::Unreadable;
use walk::Walk;

/// What a screen reader says of a file.
///
/// # Errors
/// If the file cannot be read.
pub fn hear(bytes: &[u8]) -> Result<HeardDocument, Unreadable> {
    let FileOrigin { title, language, pages, creator, .. } = origin(bytes)?;
    let pdf = open(bytes)?;
    let lines = Walk::new(&pdf, &language, creator.starts_with("handout ")).lines();
    Ok(HeardDocument { title, language, pages, lines })
}

/// What a screen reader says of each part of a file of many sheets, in their order; nothing, if it is none.
///
/// # Errors
/// If the file cannot be read.
pub fn hear_each(bytes: &[u8]) -> Result<Vec<HeardDocument>, Unreadable> {
    let FileOrigin { title, language, pages, creator, .. } = origin(bytes)?;
    let pdf = open(bytes)?;
    let sheets = Walk::new(&pdf, &language, creator.starts_with("handout ")).sheets();
    let heard = |(language, lines): (std::rc::Rc<str>, _)| HeardDocument {
        title: title.clone(),
        language: language.to_string(),
        pages,
        lines,
    };
    Ok(sheets.into_iter().map(heard).collect())
}
