//! The files of a set: which there are, and their texts.
//!
//! In: [`Files`], a folder or a map in memory. Out: texts kept in [`Sources`], or a fault. Every path is
//! one inside the set: `states/kentucky.toml`.

use crate::characters::clean;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::{FileId, Sources, Span};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Largest file, in bytes. The file of a state has about a thousand.
const LARGEST_FILE: u64 = 1024 * 1024;
/// Most states of a set.
const MOST_STATES: usize = 10_000;

/// The name of the file that makes a folder a set.
pub(super) const SET_FILE: &str = "handout.toml";
pub(super) const STATES: &str = "states";
/// The answers to the questions of an import.
const ANSWERS: &str = "import.toml";

/// Where the files of a set are.
pub trait Files {
    /// What messages call the file of that path.
    fn name(&self, path: &Path) -> PathBuf;

    /// Whether there is anything of that path.
    fn has(&self, path: &Path) -> bool;

    /// Whether it is a file of the set, wherever links lead.
    ///
    /// # Errors
    /// If there is nothing of that path.
    fn is_inside(&self, path: &Path) -> io::Result<bool>;

    /// What is in a file; of one larger than `most` bytes, one more than that.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The paths of what is in a folder and no folder itself, in any order.
    ///
    /// # Errors
    /// If there is no such folder, or it cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<PathBuf>> + '_>>;
}

/// A set in memory: what is in each file, by its path.
impl Files for BTreeMap<PathBuf, Vec<u8>> {
    fn name(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn has(&self, path: &Path) -> bool {
        self.contains_key(path)
    }

    fn is_inside(&self, path: &Path) -> io::Result<bool> {
        self.get(path).map(|_| true).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.get(path).ok_or(ErrorKind::NotFound)?;
        let most = usize::try_from(most).unwrap_or(usize::MAX).saturating_add(1);
        Ok(bytes[..bytes.len().min(most)].to_vec())
    }

    fn list(&self, folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<PathBuf>> + '_>> {
        let inside = |path: &&PathBuf| path.parent() == Some(folder);
        let paths: Vec<PathBuf> = self.keys().filter(inside).cloned().collect();
        match paths.is_empty() {
            true => Err(ErrorKind::NotFound.into()),
            false => Ok(Box::new(paths.into_iter().map(Ok))),
        }
    }
}

/// How a set comes by its first states: one with answers for an import was made of a spreadsheet.
fn how_to_begin(files: &dyn Files) -> String {
    let set = files.name(Path::new(SET_FILE));
    let set = set.parent().map(|set| set.to_string_lossy().replace('\\', "/")).unwrap_or_default();
    match files.has(Path::new(ANSWERS)) {
        true => format!(
            "import the figures first: `handout import FILE {set} --write`, with the spreadsheet as FILE"
        ),
        false => "write one file for each state: `states/kentucky.toml`".to_owned(),
    }
}

/// The state files of a set, sorted by name.
pub(super) fn state_files(files: &dyn Files, sink: &mut Sink) -> Result<Vec<PathBuf>, Reported> {
    let folder = files.name(Path::new(STATES));
    let paths = match files.list(Path::new(STATES)) {
        Ok(paths) => paths,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            let fault = Diagnostic::at_path(Code::NoState, folder, "the set has no folder `states`");
            return Err(sink.report(fault.help(how_to_begin(files))));
        }
        Err(error) => return Err(sink.report(unreadable(&folder, &error))),
    };
    let mut states = Vec::new();
    for path in paths {
        let path = match path {
            Ok(path) => path,
            Err(error) => return Err(sink.report(unreadable(&folder, &error))),
        };
        // Editors leave `.kentucky.toml.swp` and `~$kentucky.toml` behind.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if toml && !name.starts_with(['.', '~']) {
            states.push(path);
        }
        if states.len() > MOST_STATES {
            let fault =
                Diagnostic::at_path(Code::TooLarge, folder, format!("more than {MOST_STATES} states"));
            return Err(sink.report(fault.help("split the set into several folders")));
        }
    }
    if states.is_empty() {
        let fault = Diagnostic::at_path(Code::NoState, folder, "this folder has no state files");
        return Err(sink.report(fault.help(how_to_begin(files))));
    }
    states.sort();
    Ok(states)
}

/// Reads one file and keeps its text.
pub(super) fn load(
    files: &dyn Files,
    path: &Path,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<FileId, Reported> {
    let text = text(files, path, LARGEST_FILE, sources, sink)?;
    Ok(sources.add(files.name(path), text))
}

/// The text of one file of up to `most` bytes: cleaned, so that places refer to what is read, and without
/// the byte order mark of some editors. It is kept only if it has a fault.
pub(super) fn text(
    files: &dyn Files,
    path: &Path,
    most: u64,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<String, Reported> {
    let name = files.name(path);
    let bytes = match files.read(path, most) {
        Ok(bytes) => bytes,
        Err(error) => return Err(sink.report(unreadable(&name, &error))),
    };
    if bytes.len() as u64 > most {
        let message = format!("the file is larger than {} MiB", most >> 20);
        let help = match most {
            LARGEST_FILE => "a file of figures has a few kilobytes: is this the right file?",
            _ => "split the set into several folders",
        };
        return Err(sink.report(Diagnostic::at_path(Code::TooLarge, name, message).help(help)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(clean(text.strip_prefix('\u{FEFF}').unwrap_or(&text)).into_owned()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            // Up to the first bad byte, the lossy text has the same bytes as the file.
            let file = sources.add(name, String::from_utf8_lossy(&bytes));
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

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you do not have permission to read this file".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    };
    let help = match error.kind() {
        ErrorKind::NotFound => "check its name, or create it: every set has this file",
        _ if error.raw_os_error().is_none() => "put a file there, or delete what is there",
        _ => "check its name, and whether another program has it open",
    };
    Diagnostic::at_path(Code::UnreadableFile, path, why).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_a_folder_is() {
        let files =
            [("handout.toml", "a"), ("states/b.toml", "b"), ("states/a.TOML", ""), ("states/.c.toml", "")];
        let files: BTreeMap<PathBuf, Vec<u8>> = files.map(|(path, text)| (path.into(), text.into())).into();
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let states = state_files(&files, &mut sink).unwrap();
        assert_eq!(states, [PathBuf::from("states/a.TOML"), PathBuf::from("states/b.toml")]);
        let file = load(&files, &states[1], &mut sources, &mut sink).unwrap();
        assert_eq!((sources.text(file), sources.path(file)), ("b", states[1].as_path()));
        assert!(load(&files, Path::new("../handout.toml"), &mut sources, &mut sink).is_err());
        assert!(sink.found()[0].message.contains("there is no such file"));
        assert_eq!(files.read(Path::new("handout.toml"), 0).unwrap(), b"a");
    }
}
