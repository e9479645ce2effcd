//! `handout zip`: the sheets of a set in ZIP archives, for whoever hands them on.

use super::asked;
use super::say::{End, Voice};
use super::sheets::{MadeSheets, Sheets};
use super::what::profile_help;
use clap::ValueEnum;
use handout::{Archive, Code, DividedBy, Findings, NotArchived, archives, counted};
use std::path::PathBuf;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout zip data -o zips
      One archive for each state, with a README and checksums
  handout zip data -o zips --by language
      One for each language";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Zip {
    #[command(flatten)]
    which: Sheets,
    /// Folder the archives go to
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// What becomes one archive
    #[arg(long, value_enum, default_value = "state")]
    by: By,
    /// Only these languages: en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    lang: Vec<String>,
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help = profile_help())]
    profile: Vec<String>,
}

/// How the sheets are divided.
#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// All sheets of a state
    State,
    /// All sheets of a group: `groups = ["north"]` in the files of its states
    Group,
    /// All sheets of a language
    Language,
}

pub(super) fn run(asked: &Zip, voice: &mut Voice) -> End {
    let MadeSheets { set, sheets, .. } = match asked.which.make(&asked.lang, &asked.profile, voice) {
        Ok(made) => made,
        Err(end) => return end,
    };
    let by = match asked.by {
        By::State => DividedBy::State,
        By::Group => DividedBy::Group,
        By::Language => DividedBy::Language,
    };
    let mut findings = Findings::default();
    let archives = match archives(&set, &sheets, by) {
        Ok(archives) => archives,
        Err(why) => {
            let (message, help) = match why {
                NotArchived::Zip(name, why) => (format!("{name}: {why}"), "rename the state's file"),
                _ => (
                    "no state of the set is in a group".to_owned(),
                    "write `groups = [\"north\"]` into the files of its states",
                ),
            };
            findings.refuse(Code::BadValue, "--by", message, help);
            voice.faults(findings.iter());
            return End::NotStarted;
        }
    };
    let Ok(folder) = asked::folder(&asked.out, &mut findings) else {
        voice.faults(findings.iter());
        return End::NotStarted;
    };
    for Archive { file_name, bytes, .. } in &archives {
        match folder.write(file_name, bytes) {
            Ok(path) => voice.data_now(path.display()),
            Err(error) => {
                voice.talk(format_args!("error: {error}"));
                return End::Faulty;
            }
        }
    }
    if matches!(asked.by, By::Group) {
        let groups = set.groups();
        let ungrouped =
            sheets.iter().filter(|(sheet, _)| !groups.values().any(|group| group.contains(&sheet.state)));
        let mut names: Vec<&str> = ungrouped.map(|(sheet, _)| sheet.state.name.as_str()).collect();
        names.dedup();
        if !names.is_empty() {
            voice.talk(format_args!("in no group, and so in no archive: {}", names.join(", ")));
        }
    }
    let inside: usize = archives.iter().map(|archive| archive.sheets).sum();
    voice.talk(format_args!("{} with {}", counted(archives.len(), "archive"), counted(inside, "handout")));
    End::Well
}
