//! Finished files, written whole or not at all.
//!
//! A file is written beside its place under another name and then moved there, so that a failed
//! run leaves what was there before, and nobody ever sees half a page. Until then its writer holds a
//! lock on it, which ends with the writer: so what a run that was killed has left behind is known from
//! what another run is writing.

#![warn(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that could not be written, and why.
#[derive(Debug)]
#[non_exhaustive]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// The system's reason.
    pub cause: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: cannot be written: {}", self.path.display(), self.cause)
    }
}

impl From<WriteError> for io::Error {
    fn from(error: WriteError) -> Self {
        io::Error::new(error.cause.kind(), error)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// What the name of an unfinished file begins and ends with.
const UNFINISHED: (&str, &str) = (".handout-", ".part");

/// No handout is as large.
const LARGEST: u64 = 16 << 20;

/// A folder that files are written to.
#[derive(Debug, Clone)]
pub struct OutputFolder(PathBuf, Readers);

/// Who may read the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// As with any new file, within the user's umask.
    Usual,
    /// Only who wrote them.
    Owner,
}

impl Readers {
    /// What the system is told; nothing where a folder says who may read what is in it.
    fn permissions(self) -> Option<fs::Permissions> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = if self == Readers::Usual { 0o666 } else { 0o600 };
            Some(fs::Permissions::from_mode(mode))
        }
        #[cfg(not(unix))]
        {
            None
        }
    }
}

impl OutputFolder {
    /// The folder at `path`, made if need be.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        match fs::create_dir_all(path) {
            Ok(()) => Ok(Self(path.to_owned(), Readers::Usual)),
            Err(cause) => Err(WriteError { path: path.to_owned(), cause }),
        }
    }

    /// The folder at `path`, made if need be, for files that nobody else on the machine may read.
    pub fn open_private(path: &Path) -> Result<Self, WriteError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        match builder.create(path) {
            Ok(()) => Ok(Self(path.to_owned(), Readers::Owner)),
            Err(cause) => Err(WriteError { path: path.to_owned(), cause }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes `bytes` as `name`, which must be a bare file name, and returns the path.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, WriteError> {
        let path = self.0.join(name);
        let written = if Path::new(name).file_name() == Some(name.as_ref()) {
            self.replace(&path, bytes)
        } else {
            Err(io::Error::other("the name would leave the output folder"))
        };
        written.map(|()| path.clone()).map_err(|cause| WriteError { path, cause })
    }

    /// The names of the PDF files that lie here beside those in `made` and that `ours` takes for its
    /// own by their bytes, sorted. What cannot be read is nobody's.
    pub fn others(&self, made: &BTreeSet<&str>, ours: impl Fn(&[u8]) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let plain = entry.metadata().is_ok_and(|known| known.is_file() && known.len() <= LARGEST);
            let is_pdf = name.to_lowercase().ends_with(".pdf") && plain && !made.contains(name.as_str());
            if is_pdf && fs::read(entry.path()).is_ok_and(|bytes| ours(&bytes)) {
                found.push(name);
            }
        }
        found.sort();
        found
    }

    /// Deletes the unfinished files of runs that are over. One that a run is writing is left alone, and
    /// so is any that cannot be locked.
    pub fn sweep(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let unfinished = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
            if unfinished && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let file = fs::File::open(entry.path());
                if file.is_ok_and(|file| file.try_lock().is_ok()) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.unfinished()?;
        // Past the library, whose errors name the unfinished file.
        file.as_file_mut().write_all(bytes)?;
        file.persist(path).map(drop).map_err(|failed| failed.error)
    }

    /// A new file, locked if the disk knows locks.
    fn unfinished(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
        // As any new file, within the user's umask; the library's own choice is private.
        if let Some(permissions) = self.1.permissions() {
            builder.permissions(permissions);
        }
        loop {
            let file = builder.tempfile_in(&self.0).map_err(|error| systems_own(&error))?;
            // Another run may have swept it before it was locked.
            if file.as_file().lock().is_err() || file.path().exists() {
                return Ok(file);
            }
        }
    }
}

/// What the system said, without the name of an unfinished file, which nobody asked for and which is gone.
fn systems_own(error: &io::Error) -> io::Error {
    let below = error.get_ref().and_then(|with_path| with_path.source());
    let own = below.and_then(|own| own.downcast_ref::<io::Error>()).unwrap_or(error);
    own.raw_os_error().map_or_else(|| own.kind().into(), io::Error::from_raw_os_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_is_named_as_it_was_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(&dir.path().join("out")).unwrap();
        fs::remove_dir(dir.path().join("out")).unwrap();
        let error = folder.write("a.pdf", b"x").unwrap_err();
        assert_eq!(error.cause.kind(), io::ErrorKind::NotFound);
        let said = error.to_string();
        let file = dir.path().join("out").join("a.pdf");
        assert!(said.starts_with(&format!("{}: cannot be written: ", file.display())), "{said}");
        assert!(!said.contains(UNFINISHED.0) && !said.contains(UNFINISHED.1), "{said}");
    }

    #[test]
    fn a_file_is_replaced_whole_and_no_part_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(&dir.path().join("out")).unwrap();
        folder.write("a.pdf", b"old").unwrap();
        let path = folder.write("a.pdf", b"new").unwrap();
        assert_eq!(fs::read(path).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path().join("out")).unwrap().count(), 1);
    }

    #[test]
    fn only_what_nobody_writes_is_swept() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(dir.path()).unwrap();
        for name in [".handout-dead.part", "a.part", ".handout-a.pdf", "a.pdf"] {
            fs::write(dir.path().join(name), b"x").unwrap();
        }
        fs::create_dir(dir.path().join(".handout-folder.part")).unwrap();
        let mut writing = folder.unfinished().unwrap();
        folder.sweep();
        let names =
            fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        let own = writing.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut wanted = [".handout-a.pdf", ".handout-folder.part", "a.part", "a.pdf", own.as_str()];
        wanted.sort_unstable();
        assert_eq!(names, wanted);
        writing.write_all(b"new").unwrap();
        writing.persist(dir.path().join("a.pdf")).unwrap();
        assert_eq!(fs::read(dir.path().join("a.pdf")).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open_private(&dir.path().join("drafts/ann")).unwrap();
        let file = folder.write("a.txt", b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&file), mode(folder.path()), mode(&dir.path().join("drafts"))),
            (0o600, 0o700, 0o700)
        );
    }

    #[test]
    fn no_name_leaves_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(&dir.path().join("out")).unwrap();
        for name in ["../a.pdf", "b/a.pdf", "/a.pdf", "..", ""] {
            assert!(folder.write(name, b"x").is_err(), "{name}");
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("a.pdf/inner")).unwrap();
        let folder = OutputFolder::open(dir.path()).unwrap();
        assert!(folder.write("a.pdf", b"x").is_err());
        assert!(dir.path().join("a.pdf/inner").is_dir());
    }
}
