//! A set that is a folder on a disk.
//!
//! In: its path. Out: [`Folder`], which reads its files; or a fault that says where a set is. This is
//! the only place of the program that reads the author's files.

use super::files::{Files, SET_FILE};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Most folders searched for a set.
const MOST_FOLDERS: usize = 1_000;

/// A folder with `handout.toml`.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Checks that `dir` is a set; if not, suggests a folder that is.
    ///
    /// # Errors
    /// If it is not.
    pub fn open(dir: &Path, sink: &mut Sink) -> Result<Self, Reported> {
        match fs::metadata(dir.join(SET_FILE)) {
            Ok(found) if found.is_file() => Ok(Self(dir.to_owned())),
            file => Err(sink.report(no_set(dir, file))),
        }
    }
}

impl Files for Folder {
    fn name(&self, path: &Path) -> PathBuf {
        self.0.join(path)
    }

    fn has(&self, path: &Path) -> bool {
        // Also a link that leads nowhere: its author meant something.
        fs::symlink_metadata(self.0.join(path)).is_ok()
    }

    fn is_inside(&self, path: &Path) -> io::Result<bool> {
        let (set, file) = (fs::canonicalize(&self.0)?, fs::canonicalize(self.0.join(path))?);
        Ok(file.starts_with(&set) && file.is_file())
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let path = self.0.join(path);
        if fs::symlink_metadata(&path)?.is_symlink() && fs::metadata(&path).is_err() {
            return Err(io::Error::other("it is a link that leads nowhere"));
        }
        // A pipe or a device would never end.
        if !fs::metadata(&path)?.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<PathBuf>> + '_>> {
        let folder = folder.to_owned();
        let entries = fs::read_dir(self.0.join(&folder))?;
        let paths = entries.map(move |entry| entry.map(|entry| folder.join(entry.file_name())));
        Ok(Box::new(paths.filter(|path| !path.as_ref().is_ok_and(|path| self.0.join(path).is_dir()))))
    }
}

/// Why a folder is no set, and where one is; `file` is what its set file is.
fn no_set(dir: &Path, file: io::Result<fs::Metadata>) -> Diagnostic {
    let denied = |error: &io::Error| error.kind() == ErrorKind::PermissionDenied;
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let named = |path: &Path| if path.as_os_str().is_empty() { ".".to_owned() } else { shown(path) };
    let message = match (fs::metadata(dir), file) {
        (Err(error), _) | (Ok(_), Err(error)) if denied(&error) => {
            let fault =
                Diagnostic::at_path(Code::NoSet, dir, "you do not have permission to read this folder");
            return fault.help("ask its owner for access, or copy it to a folder of your own");
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
    Diagnostic::at_path(Code::NoSet, dir, message).help(help)
}
