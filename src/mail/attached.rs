//! The sheets of a message: what each is called, and what the message says of it.
//!
//! In: the proved sheets of a contact. Out: an [`Attached`] for each, in the order they were asked for, and the
//! list of files that stands below the text.

use super::bundle::Bundle;
use super::sheets::{ProvedSheet, SheetOf};
use crate::document::{Inline, RichText};
use crate::lang::list_words;
use crate::outline::{List, ListItem, Numbering};
use crate::set::Dataset;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Letters of a file name, which is ASCII without blanks: what all mail programs show.
const LONGEST_NAME: usize = 60;

/// A sheet that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attached {
    /// The file it is.
    pub file: PathBuf,
    /// What it is called in the message, or in its archive.
    pub name: String,
    /// Postal code of its state, as its heading says.
    pub state: String,
    /// The state's name.
    pub state_name: String,
    /// BCP 47 tag, as its tags say.
    pub language: String,
    /// Its year, as its heading says.
    pub year: i32,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
}

/// What the sheets of a message are called.
pub(super) fn attachments(
    sheets: &[Arc<ProvedSheet>],
    wanted: &[SheetOf],
    dataset: &Dataset,
    folder: &Path,
) -> Result<Vec<Attached>, String> {
    let mut found: Vec<Attached> = Vec::new();
    for (sheet, (postal, language)) in sheets.iter().zip(wanted) {
        let state = dataset.states.iter().find(|state| state.postal.value == *postal);
        let state = state.ok_or_else(|| format!("the set has no state {postal}"))?;
        let plain = |name: &str| {
            let letter = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            name.len() <= LONGEST_NAME && name.chars().all(letter) && !name.starts_with(['.', '-'])
        };
        let own = format!("{}-{language}.pdf", state.slug.value.chars().take(40).collect::<String>());
        let mut name = if plain(&sheet.file) { sheet.file.clone() } else { own };
        if !plain(&name) || found.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
            name = format!("{}-{}.pdf", postal.to_lowercase(), &sheet.sha256[..8]);
        }
        found.push(Attached {
            file: folder.join(&sheet.file),
            name,
            state: sheet.says.state.clone(),
            state_name: state.names.get(language).name.value.clone(),
            language: sheet.says.language.clone(),
            year: sheet.says.year,
            sha256: sheet.sha256.clone(),
            size: sheet.bytes.len(),
        });
    }
    Ok(found)
}

/// The list of files in a message: each sheet, or the one file that has them and what is in it.
pub(super) fn items(
    attached: &[Attached],
    bundle: Option<&Bundle>,
    dataset: &Dataset,
    language: &str,
) -> Vec<ListItem<RichText>> {
    let item = |text| ListItem { sign: None, text, inner: None };
    let words = list_words(language);
    let weight = |size: usize| format!(", {} KB, {}", size.div_ceil(1000), words.tagged);
    let Some(Bundle { name, size, .. }) = bundle else {
        let line = |own: &Attached| {
            let mut line = RichText::words(format!("{}: ", own.name));
            line.inlines.extend(whose(own, dataset, language));
            line.inlines.push(Inline { text: weight(own.size), ..Inline::default() });
            item(line)
        };
        return attached.iter().map(line).collect();
    };
    let [one, several] = words.sheets;
    let sheets = if attached.len() == 1 { one } else { several };
    let line = format!("{name}: {} {sheets}{}", attached.len(), weight(*size));
    let inside = attached.iter();
    let inside = inside.map(|own| {
        item(RichText { inlines: whose(own, dataset, language), ..RichText::words(String::new()) })
    });
    let inner = List { numbering: Numbering::Bullets, items: inside.collect() };
    vec![ListItem { inner: Some(inner), ..item(RichText::words(line)) }]
}

/// The name of its state, and its language by its own name, in that language.
fn whose(attached: &Attached, dataset: &Dataset, language: &str) -> Vec<Inline> {
    let state = dataset.states.iter().find(|state| state.postal.value == attached.state);
    let name = state.map_or(attached.state_name.as_str(), |state| &state.names.get(language).name.value);
    let (own, words) = (list_words(&attached.language), list_words(language));
    let foreign = Some(own.language).filter(|own| *own != words.language);
    vec![
        Inline { text: format!("{name}, "), ..Inline::default() },
        Inline { text: own.own_name.to_owned(), language: foreign, ..Inline::default() },
    ]
}
