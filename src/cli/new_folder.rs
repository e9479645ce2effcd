//! Files for a new folder: none is written into one that has anything in it.
//!
//! In: files in memory, and the folder. Out: they are there, or why not.

use super::say::reason;
use handout::{Code, Findings, OutputFolder};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why the folder cannot be a new one; nothing, if it can.
pub fn refusal(folder: &Path) -> Option<String> {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().map(|_| "the folder is not empty; use a new one".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            Some("this is a file, not a folder; use a new folder".to_owned())
        }
        Err(error) => Some(format!("the folder cannot be read: {}", reason(&error))),
    }
}

/// Refuses a folder named as an argument that is not new.
pub fn refuse(folder: &Path, findings: &mut Findings) -> Result<(), ()> {
    let Some(why) = refusal(folder) else { return Ok(()) };
    let help = "name a folder that is not there yet, or an empty one";
    findings.refuse(
        Code::BadValue,
        &folder.display().to_string(),
        why.split(';').next().unwrap_or(&why),
        help,
    );
    Err(())
}

/// Writes the files, each by its path inside the folder, and hands each path to `told`.
pub fn write(folder: &Path, files: &[(PathBuf, Vec<u8>)], told: &mut dyn FnMut(&Path)) -> Result<(), String> {
    for (path, bytes) in files {
        let (below, name) = (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
        let below = OutputFolder::open(&folder.join(below)).map_err(|error| error.to_string())?;
        let path = below.write(&name.to_string_lossy(), bytes).map_err(|error| error.to_string())?;
        told(&path);
    }
    Ok(())
}
