//! `handout extract`: the set inside a handout, as a folder.

use super::finished_file::read;
use super::new_folder;
use super::say::{End, Voice};
use handout::extract;
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
    if let Some(why) = new_folder::refusal(out) {
        return Err(format!("{}: {why}", out.display()));
    }
    new_folder::write(out, &files, &mut |path| voice.data(path.display()))?;
    let (count, out) = (files.len(), out.display());
    voice.talk(format_args!("extracted {count} files; build them with: handout build {out}"));
    Ok(())
}
