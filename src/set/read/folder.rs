//! Finding and loading the files of a set.
//!
//! In: paths. Out: texts kept in [`Sources`], or a fault. Only this file reads the authors' texts.

use crate::characters::clean;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::{FileId, Sources, Span};
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest file, in bytes. The file of a state has about a thousand.
const LARGEST_FILE: u64 = 1024 * 1024;
/// Most states of a set.
const MOST_STATES: usize = 10_000;
/// Most folders searched for a set.
const MOST_FOLDERS: usize = 1_000;

/// The name of the file that makes a folder a set.
pub(super) const SET_FILE: &str = "handout.toml";

/// Checks that `dir` is a set; if not, suggests a folder that is.
pub(super) fn find_set(dir: &Path, sink: &mut Sink) -> Result<PathBuf, Reported> {
    let set = dir.join(SET_FILE);
    let file = fs::metadata(&set);
    if file.as_ref().is_ok_and(|found| found.is_file()) {
        return Ok(set);
    }
    let denied = |error: &std::io::Error| error.kind() == ErrorKind::PermissionDenied;
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let named = |path: &Path| if path.as_os_str().is_empty() { ".".to_owned() } else { shown(path) };
    let message = match (fs::metadata(dir), file) {
        (Err(error), _) | (Ok(_), Err(error)) if denied(&error) => {
            let fault =
                Diagnostic::at_path(Code::NoSet, dir, "you do not have permission to read this folder");
            return Err(
                sink.report(fault.help("ask its owner for access, or copy it to a folder of your own"))
            );
        }
        (Ok(found), _) if !found.is_dir() => "this is a file, not a folder".to_owned(),
        (Ok(_), Ok(_)) => format!("`{SET_FILE}` in this folder is not a file"),
        (Ok(_), Err(_)) => format!("this folder has no `{SET_FILE}`"),
        (Err(error), _) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            "there is no such folder".to_owned()
        }
        (Err(error), _) => format!("this folder cannot be read: {error}"),
    };
    let above = dir.parent().filter(|parent| parent.join(SET_FILE).is_file());
    let mut below: Vec<PathBuf> = fs::read_dir(dir)
        .map(|entries| {
            entries.flatten().take(MOST_FOLDERS).map(|entry| dir.join(entry.file_name())).collect()
        })
        .unwrap_or_default();
    below.retain(|path| path.join(SET_FILE).is_file());
    below.sort();
    let help = match (below.first(), above) {
        (Some(below), _) => format!("`{}` has one: use that folder", shown(below)),
        (None, Some(above)) => format!("`{}` has one: use that folder", named(above)),
        (None, None) => format!("give the folder that has `{SET_FILE}`"),
    };
    Err(sink.report(Diagnostic::at_path(Code::NoSet, dir, message).help(help)))
}

/// The state files of a set, sorted by name.
pub(super) fn state_files(dir: &Path, sink: &mut Sink) -> Result<Vec<PathBuf>, Reported> {
    let folder = dir.join("states");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(sink
                .report(Diagnostic::at_path(Code::NoState, folder, "the set has no folder `states`").help(
                    "create the folder `states`, with one file for each state: `states/kentucky.toml`",
                )));
        }
        Err(error) => return Err(sink.report(unreadable(&folder, &error))),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Err(sink.report(unreadable(&folder, &error))),
        };
        // Editors leave `.kentucky.toml.swp` and `~$kentucky.toml` behind.
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = folder.join(entry.file_name());
        let toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if toml && !name.starts_with(['.', '~']) && !path.is_dir() {
            files.push(path);
        }
        if files.len() > MOST_STATES {
            let fault =
                Diagnostic::at_path(Code::TooLarge, folder, format!("more than {MOST_STATES} states"));
            return Err(sink.report(fault.help("split the set into several folders")));
        }
    }
    if files.is_empty() {
        let fault = Diagnostic::at_path(Code::NoState, folder, "this folder has no state files");
        return Err(sink.report(fault.help("write one file for each state: `states/kentucky.toml`")));
    }
    files.sort();
    Ok(files)
}

/// Reads one file and keeps its text: cleaned, so that places refer to what is read, and without the
/// byte order mark of some editors.
pub(super) fn load(path: &Path, sources: &mut Sources, sink: &mut Sink) -> Result<FileId, Reported> {
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(sink.report(unreadable(path, &error))),
    };
    if bytes.len() as u64 > LARGEST_FILE {
        let fault = Diagnostic::at_path(Code::TooLarge, path, "the file is larger than 1 MiB");
        return Err(sink.report(fault.help("a file of figures has a few kilobytes: is this the right file?")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(sources.add(path, clean(text.strip_prefix('\u{FEFF}').unwrap_or(&text)))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            // Up to the first bad byte, the lossy text has the same bytes as the file.
            let file = sources.add(path, String::from_utf8_lossy(&bytes));
            let kind = if wide { "UTF-16" } else { "not UTF-8" };
            let fault = Diagnostic::error(
                Code::UnreadableFile,
                Span::new(file, at, at + char::REPLACEMENT_CHARACTER.len_utf8()),
                format!("this file is {kind}"),
            );
            Err(sink.report(fault.help("in your editor, choose “Save as” and the encoding UTF-8")))
        }
    }
}

fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    // A pipe or a device would never end.
    if !fs::metadata(path)?.is_file() {
        return Err(std::io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you do not have permission to read this file".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    };
    let help = match error.kind() {
        ErrorKind::NotFound => "check its name, or create it: every set has this file",
        _ => "check its name, and whether another program has it open",
    };
    Diagnostic::at_path(Code::UnreadableFile, path, why).help(help)
}
