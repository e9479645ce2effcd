//! `handout extract`: the set inside a handout, as a folder.

use super::finished_file::read;
use super::say::{End, Voice};
use handout::{OutputFolder, extract};
use std::fs;
use std::path::Path;

pub const EXAMPLES: &str = "\
Examples:
  handout extract out/kentucky-2023-missing-children.pdf -o kentucky-set
      The data and the wording a sheet was made from, in a new folder";

pub fn run(file: &Path, out: &Path, voice: &mut Voice) -> End {
    match take_out(file, out, voice) {
        Ok(()) => End::Well,
        Err(reason) => {
            voice.talk(format_args!("error: {reason}"));
            End::NotStarted
        }
    }
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
