//! `handout merge`: one manifest of those of all shards.

use super::say::{End, Voice};
use handout::{OutputFolder, counted, merge};
use std::path::Path;

pub const EXAMPLES: &str = "\
Examples:
  handout merge out
      After `build --shard 1/2 -o out` and `build --shard 2/2 -o out`: one manifest of both";

pub fn run(folder: &Path, voice: &mut Voice) -> End {
    if !folder.is_dir() {
        voice.talk(format_args!(
            "error: {}: there is no such folder\nhelp: give the folder of the shards: `handout merge out`",
            folder.display()
        ));
        return End::NotStarted;
    }
    let merged = OutputFolder::open(folder).map_err(Into::into).and_then(|folder| merge(&folder));
    match merged {
        Ok(count) => {
            voice.data(folder.join("manifest.json").display());
            voice.talk(format_args!("merged {}", counted(count, "handout")));
            End::Well
        }
        Err(error) => {
            let help = "run every part, such as `--shard 1/3`, `2/3` and `3/3`, of the same set with the same options";
            voice.talk(format_args!("error: {}: {error}\nhelp: {help}", folder.display()));
            End::Faulty
        }
    }
}
