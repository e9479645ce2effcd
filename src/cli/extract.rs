//! `handout extract`: the set inside a handout, as a folder.

use super::say::{End, Voice};
use handout::{OutputFolder, extract};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// More than the largest file that is opened.
const TOO_LARGE: u64 = 17 << 20;

pub fn run(file: &Path, out: &Path, voice: &mut Voice) -> End {
    match take_out(file, out, voice) {
        Ok(()) => End::Well,
        Err(reason) => {
            voice.talk(format_args!("error: {reason}"));
            End::NotStarted
        }
    }
}

/// The bytes of a file; of a very large one, only so many that it will be refused. A pipe or a device
/// might never end.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(TOO_LARGE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Everything is taken out before anything is written.
fn take_out(file: &Path, out: &Path, voice: &mut Voice) -> Result<(), String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let bytes = read(file).map_err(|error| named(&error))?;
    let files = extract(&bytes).map_err(|error| named(&error))?;
    let occupied = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(format!("{}: the folder is not empty; use a new one", out.display()));
    }
    for (path, bytes) in &files {
        let (folder, name) = (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
        let folder = OutputFolder::open(&out.join(folder)).map_err(|error| error.to_string())?;
        let path = folder.write(&name.to_string_lossy(), bytes).map_err(|error| error.to_string())?;
        voice.data(path.display());
    }
    let (count, out) = (files.len(), out.display());
    voice.talk(format_args!("extracted {count} files; build them with: handout build {out}"));
    Ok(())
}
