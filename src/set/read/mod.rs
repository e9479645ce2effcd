//! Reading a whole set: every file is read, whatever is wrong with the others.
//!
//! | file of the set | read by | into |
//! | --- | --- | --- |
//! | `handout.toml` | `set_file`, `dictionary`, `allow` | [`SetFile`], [`FigureSpec`] |
//! | `wording.LANG.toml` | `wording_file` | [`Wording`] |
//! | `approvals.toml`, if there is one | `approvals` | [`Approvals`] |
//! | `mail.LANG.toml`, when it is asked for | `mail_file` | [`MailFile`](super::MailFile) |
//! | `theme.toml`, if there is one | `theme_file` | [`ThemeChanges`] |
//! | `national.toml`, `states/*.toml` | `place_file`, `state_file`, `names`, `figures` | [`FigureFile`], `State` |
//! | `states.csv` or `states.toml` in place of that folder | `bulk`, `bulk_csv`, `bulk_row`, `bulk_toml` | the same |
//!
//! All of them read through `reader`, which knows how to ask a table for its keys; `syntax` turns text
//! into tables. A new key of the data is one line in its file's reader.

mod allow;
mod approvals;
mod bar_scale;
mod bulk;
mod bulk_csv;
mod bulk_row;
mod bulk_toml;
mod compared;
mod corrected;
mod dictionary;
mod fields;
mod figures;
mod file_name;
mod files;
mod folder;
mod icc;
mod localized;
mod mail_file;
mod names;
mod output_profile;
mod place_file;
mod properties;
mod reader;
mod rules;
mod running_text;
mod said;
mod set_file;
mod state_file;
mod strings;
mod syntax;
mod template;
mod text_line;
mod theme_file;
mod typed;
mod unread;
mod wording_file;

pub use approvals::APPROVALS;
pub(crate) use bulk_csv::GUARDED;
pub use file_name::{is_device, is_own, is_profile};
pub use files::Files;
pub use folder::Folder;
pub use mail_file::read_mail;

use super::model::{Approvals, Dataset, FigureFile, FigureSpec, Reading, SetFile, Wording};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::theme::ThemeChanges;
use files::{SET_FILE, load, state_files};
use place_file::SetContext;
use reader::{Fields, TableReader};
use state_file::{StateFile, refuse_duplicates, refuse_mixed_kinds};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use syntax::mend;
use toml::de::DeTable;

/// What of a text is not TOML, each fault at its line and in words.
pub fn syntax_faults(file: FileId, text: &str) -> Vec<Diagnostic> {
    match DeTable::parse_recoverable(text).1 {
        errors if errors.is_empty() => Vec::new(),
        errors => mend(file, text, errors).faults,
    }
}

/// Reads the set in `set_dir`. All faults of all its files go to `sink`.
///
/// # Errors
/// If the set file, a wording or the national figures have a fault. A fault in a state's file
/// fails that state alone: see [`Dataset::failed_states`].
pub fn read(set_dir: &Path, sources: &mut Sources, sink: &mut Sink) -> Result<Dataset, Reported> {
    read_all(set_dir, &[], sources, sink).sound()
}

/// Reads the set in `set_dir` as [`read`] does, and keeps what could be read of a faulty one, so
/// that its figures can still be judged and one run shows everything. Of the wordings, only those in
/// the languages `asked` are read (all, if none is), so that a fault in one stops no other.
pub fn read_all(set_dir: &Path, asked: &[String], sources: &mut Sources, sink: &mut Sink) -> Reading {
    match Folder::open(set_dir, sink) {
        Ok(folder) => read_files(&folder, asked, sources, sink),
        Err(reported) => Reading::Faulty { rest: None, reported },
    }
}

/// As [`read_all`], from a folder or from memory.
pub fn read_files(files: &dyn Files, asked: &[String], sources: &mut Sources, sink: &mut Sink) -> Reading {
    let (set, mut failed) = read_file(files, SET_FILE, sources, sink, set_file::read).part();
    let set = set.unwrap_or_default();
    if let Some(reported) = failed.filter(|_| set.newer) {
        return Reading::Faulty { rest: None, reported };
    }
    let output = set.output_path.as_ref().map(|path| output_profile::read(files, path, sink)).transpose();
    let output = output.unwrap_or_else(|reported| {
        failed = Some(reported);
        None
    });
    let theme_changes = read_theme(files, set.theme.as_ref(), sources, sink).unwrap_or_else(|reported| {
        failed = Some(reported);
        ThemeChanges::default()
    });
    let languages = set.languages.as_deref().unwrap_or(&[]);
    let context = SetContext { year: set.year.as_ref(), dictionary: set.figures.as_deref(), languages };

    let mut wordings = Vec::new();
    for language in languages.iter().filter(|own| asked.is_empty() || asked.contains(&own.value)) {
        match read_wording(files, language, context.dictionary, sources, sink) {
            Ok(wording) => wordings.push(wording),
            Err(reported) => failed = Some(reported),
        }
    }

    let national = |reader: &mut TableReader<'_>, top: Fields<'_>| place_file::national(reader, top, context);
    let (national, fault) = read_file(files, "national.toml", sources, sink, national).part();
    let national = national.flatten();
    failed = failed.or(fault);

    let approvals = read_approvals(files, sources, sink).unwrap_or_else(|reported| {
        failed = Some(reported);
        None
    });
    unread::warn(files, set.languages.as_deref(), sink);
    let mut of_states: Vec<StateFile> = Vec::new();
    let read = match bulk::table(files, sink) {
        Ok(Some(table)) => bulk::read(files, table, context, sources, sink),
        Ok(None) => state_files(files, sink).map(|paths| {
            paths.into_iter().map(|path| StateFile::read(files, path, context, sources, sink)).collect()
        }),
        Err(reported) => Err(reported),
    };
    match read {
        Ok(read) => of_states = read,
        Err(reported) => failed = Some(reported),
    }
    refuse_duplicates(&mut of_states, languages.len(), sink);
    refuse_mixed_kinds(&mut of_states, sink);
    let (mut states, mut failed_states) = (Vec::new(), Vec::new());
    for file in of_states {
        file.sort_into(&mut states, &mut failed_states);
    }
    match failed {
        None => {
            let whole = "a file without a fault was read whole";
            let (set, national) = (set.whole(output, theme_changes).expect(whole), national.expect(whole));
            Reading::Sound(Dataset {
                set: Arc::new(set),
                wordings,
                national,
                approvals,
                states,
                failed_states,
            })
        }
        Some(reported) => {
            let rest = set.stand_in().map(|set| {
                let national = national.unwrap_or_else(|| nothing_national(&set));
                Dataset { set: Arc::new(set), wordings, national, approvals, states, failed_states }
            });
            Reading::Faulty { rest, reported }
        }
    }
}

/// Stands in for national figures that could not be read.
fn nothing_national(set: &SetFile) -> FigureFile {
    FigureFile {
        file: set.file,
        year: set.year.clone(),
        source: None,
        span: Span::new(set.file, 0, 0),
        figures: Vec::new(),
        waivers: Vec::new(),
        spoilt: Vec::new(),
        complete: false,
    }
}

/// What became of a file.
struct ReadFile<T> {
    /// What could be read; nothing if it could not be parsed.
    content: Option<T>,
    /// Set if it has a fault.
    failed: Option<Reported>,
}

impl<T> ReadFile<T> {
    fn part(self) -> (Option<T>, Option<Reported>) {
        (self.content, self.failed)
    }
}

/// Loads and parses a file, and hands it to `read`.
fn read_file<T>(
    files: &dyn Files,
    path: impl AsRef<Path>,
    sources: &mut Sources,
    sink: &mut Sink,
    read: impl FnOnce(&mut TableReader<'_>, Fields<'_>) -> T,
) -> ReadFile<T> {
    let path = path.as_ref();
    let file = match load(files, path, sources, sink) {
        Ok(file) => file,
        Err(reported) => return ReadFile { content: None, failed: Some(reported) },
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    parse(file, &format!("`{name}`"), sources, sink, read)
}

/// Parses a file that was loaded, which messages call `name`, and hands it to `read`.
fn parse<T>(
    file: FileId,
    name: &str,
    sources: &Sources,
    sink: &mut Sink,
    read: impl FnOnce(&mut TableReader<'_>, Fields<'_>) -> T,
) -> ReadFile<T> {
    let text = sources.text(file);
    let (mut tree, errors) = DeTable::parse_recoverable(text);
    let mended = mend(file, text, errors);
    let mut failed = None;
    for fault in mended.faults {
        failed = Some(sink.report(fault));
    }
    if !mended.readable {
        return ReadFile { content: None, failed };
    }
    if let Cow::Owned(text) = &mended.text {
        (tree, _) = DeTable::parse_recoverable(text);
    }
    let mut reader = TableReader::new(file, &mended.text, sink, mended.complete);
    let content = read(&mut reader, Fields::new(name, 0..0, tree.get_ref()));
    reader.finish();
    let failed = reader.failed.or(failed);
    ReadFile { content: Some(content), failed }
}

/// What the set changes of its theme, which must be sound with it; it need not have the file.
fn read_theme(
    files: &dyn Files,
    theme: Option<&Spanned<String>>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<ThemeChanges, Reported> {
    let path = Path::new("theme.toml");
    if !files.has(path) {
        return Ok(ThemeChanges::default());
    }
    let ReadFile { content, failed } = read_file(files, path, sources, sink, theme_file::read);
    let changes = content.unwrap_or_default();
    let sound = theme.map_or(Ok(None), |theme| changes.theme(&theme.value, sink));
    match failed {
        Some(reported) => Err(reported),
        None => sound.map(|_| changes),
    }
}

/// Who approved what; a set need not have the file.
fn read_approvals(
    files: &dyn Files,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Option<Approvals>, Reported> {
    if !files.has(Path::new(APPROVALS)) {
        return Ok(None);
    }
    let ReadFile { content, failed } = read_file(files, APPROVALS, sources, sink, approvals::read);
    failed.map_or(Ok(content), Err)
}

fn read_wording(
    files: &dyn Files,
    language: &Spanned<String>,
    dictionary: Option<&[FigureSpec]>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Wording, Reported> {
    let name = format!("wording.{}.toml", language.value);
    if !files.has(Path::new(&name)) {
        let message = format!("there is no `{name}` for the language \"{}\"", language.value);
        let fault = Diagnostic::error(Code::UnknownLanguage, language.span, message);
        return Err(sink.report(
            fault.help(format!("write `{name}`, or remove \"{}\" from `languages`", language.value)),
        ));
    }
    let file = read_file(files, &name, sources, sink, |reader, top| {
        wording_file::read(reader, top, &language.value, dictionary)
    });
    match (file.failed, file.content.flatten()) {
        (None, Some(wording)) => Ok(wording),
        (Some(reported), _) => Err(reported),
        (None, None) => unreachable!("a file without a fault was read whole"),
    }
}
