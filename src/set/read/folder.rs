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

/// Room behind a file's bytes, by which its end is found without reading in small pieces.
const SPARE: usize = 64;

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
        let known = fs::metadata(&path).map_err(|error| match fs::symlink_metadata(&path) {
            Ok(own) if own.is_symlink() => io::Error::other("it is a link that leads nowhere"),
            _ => error,
        })?;
        // A pipe or a device would never end.
        if !known.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(known.len().min(most)).unwrap_or(0) + SPARE);
        fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<PathBuf>> + '_>> {
        let folder = folder.to_owned();
        let paths = fs::read_dir(self.0.join(&folder))?.filter_map(move |entry| {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            // The folder itself tells what most of its entries are, without a look at each.
            let is_folder = match entry.file_type() {
                Ok(kind) if !kind.is_symlink() => kind.is_dir(),
                _ => entry.path().is_dir(),
            };
            (!is_folder).then(|| Ok(folder.join(entry.file_name())))
        });
        Ok(Box::new(paths))
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
