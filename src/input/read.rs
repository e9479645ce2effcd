//! Reading a whole set: every file is read, whatever is wrong with the others.

use super::dataset::{Dataset, FigureSpec};
use super::folder::{find_set, load, state_files};
use super::place_file::{self, Frame};
use super::reader::{Fields, Reader};
use super::state_file::{StateFile, refuse_duplicates};
use super::syntax::mend;
use super::wording::Wording;
use super::{set_file, wording_file};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, nearest};
use crate::source::{Sources, Spanned};
use std::path::Path;
use toml::de::DeTable;

/// Reads the set in `set_dir`. All faults of all its files go to `sink`.
///
/// # Errors
/// If the set file, a wording or the national figures have a fault. A fault in a state's file
/// fails that state alone: see [`Dataset::failed_states`].
pub fn read(set_dir: &Path, sources: &mut Sources, sink: &mut Sink) -> Result<Dataset, Reported> {
    let set_path = find_set(set_dir, sink)?;
    let (set, mut failed) = ReadFile::part(read_file(&set_path, sources, sink, set_file::read));
    let set = set.unwrap_or_default();
    let frame = Frame { year: set.year.as_ref(), dictionary: set.figures.as_deref() };

    let mut wordings = Vec::new();
    for language in set.languages.iter().flatten() {
        match read_wording(set_dir, language, frame.dictionary, sources, sink) {
            Ok(wording) => wordings.push(wording),
            Err(reported) => failed = Some(reported),
        }
    }

    let path = set_dir.join("national.toml");
    let national = read_file(&path, sources, sink, |reader, top| place_file::national(reader, top, frame));
    let (national, fault) = ReadFile::part(national);
    let national = national.and_then(|place| place.figures);
    failed = failed.or(fault);

    let mut files = Vec::new();
    match state_files(set_dir, sink) {
        Ok(paths) => files.extend(paths.into_iter().map(|path| StateFile::read(path, frame, sources, sink))),
        Err(reported) => failed = Some(reported),
    }
    refuse_duplicates(&mut files, sink);
    if let Some(reported) = failed {
        return Err(reported);
    }
    let (mut states, mut failed_states) = (Vec::new(), Vec::new());
    for file in files {
        file.sort_into(&mut states, &mut failed_states);
    }
    let whole = "a file without a fault was read whole";
    let (set, national) = (set.whole().expect(whole), national.expect(whole));
    Ok(Dataset { set, wordings, national, states, failed_states })
}

/// What became of a file.
pub(super) struct ReadFile<T> {
    /// What could be read; nothing if it could not be parsed.
    pub(super) content: Option<T>,
    /// Whether the whole file could be parsed.
    pub(super) complete: bool,
    /// Set if it has a fault.
    pub(super) failed: Option<Reported>,
}

impl<T> ReadFile<T> {
    /// What could be read, and whether there was a fault.
    fn part(file: Result<Self, Reported>) -> (Option<T>, Option<Reported>) {
        match file {
            Ok(file) => (file.content, file.failed),
            Err(reported) => (None, Some(reported)),
        }
    }
}

/// Loads and parses a file, and hands it to `read`.
pub(super) fn read_file<T>(
    path: &Path,
    sources: &mut Sources,
    sink: &mut Sink,
    read: impl FnOnce(&mut Reader<'_>, Fields<'_>) -> T,
) -> Result<ReadFile<T>, Reported> {
    let file = load(path, sources, sink)?;
    let mended = mend(file, sources.text(file));
    let mut failed = None;
    for fault in mended.faults {
        failed = Some(sink.report(fault));
    }
    if !mended.readable {
        return Ok(ReadFile { content: None, complete: false, failed });
    }
    let (tree, _) = DeTable::parse_recoverable(&mended.text);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reader = Reader::new(file, &mended.text, sink, mended.complete);
    let content = read(&mut reader, Fields::new(format!("`{name}`"), 0..0, tree.get_ref()));
    let failed = reader.failed.or(failed);
    Ok(ReadFile { content: Some(content), complete: mended.complete, failed })
}

fn read_wording(
    dir: &Path,
    language: &Spanned<String>,
    dictionary: Option<&[FigureSpec]>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Wording, Reported> {
    let name = format!("wording.{}.toml", language.value);
    let path = dir.join(&name);
    if !path.exists() {
        let message = format!("there is no `{name}` for the language \"{}\"", language.value);
        let fault = Diagnostic::error(Code::UnknownLanguage, language.span, message);
        return Err(sink.report(fault.help(format!("write `{name}`, or take \"{}\" out of `languages`", language.value))));
    }
    let file = read_file(&path, sources, sink, |reader, top| {
        let wording = wording_file::read(reader, top, &language.value);
        if let (Some(wording), Some(dictionary)) = (&wording, dictionary) {
            check_figures(reader, wording, dictionary);
        }
        wording
    })?;
    match (file.failed, file.content.flatten()) {
        (None, Some(wording)) => Ok(wording),
        (Some(reported), _) => Err(reported),
        (None, None) => unreachable!("a file without a fault was read whole"),
    }
}

/// Tiles and rows name figures of the dictionary.
fn check_figures(reader: &mut Reader<'_>, wording: &Wording, dictionary: &[FigureSpec]) {
    let tiles = wording.tiles.iter().map(|tile| &tile.figure);
    let rows = wording.sections.iter().flat_map(|section| &section.table).flat_map(|table| &table.rows);
    for key in tiles.chain(rows.flat_map(|row| &row.figures)) {
        let names = || dictionary.iter().map(|spec| spec.key.value.as_str());
        if names().any(|name| name == key.value) {
            continue;
        }
        let help = match nearest(&key.value, names()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("to use a new figure, add `[figures.{}]` to handout.toml", key.value),
        };
        reader.bad(Code::UnknownFigure, key.span, format!("unknown figure \"{}\"", key.value), help);
    }
}
