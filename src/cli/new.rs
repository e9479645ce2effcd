//! `handout new`: a set to begin with.

use super::asked;
use super::new_folder;
use super::say::{End, Voice};
use clap::ValueEnum;
use handout::{AreaKind, Code, Findings, Starter, StarterKind, StarterRefusal, counted, new_set};
use std::path::PathBuf;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout new mine                        a set of an invented organization, in English and Spanish
  handout new mine --places KY,OH         for these states
  handout new mine --year 2023            whose figures are of that year
  handout new mine --areas counties       for counties, which have codes of their own
  handout new mine --like sample          the sample of this project";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct New {
    /// A new or empty folder for the set
    folder: PathBuf,
    /// Begin with the sample of this project
    #[arg(long, value_enum, conflicts_with = "blank")]
    like: Option<Like>,
    /// Begin with one figure, which nobody has reported yet
    #[arg(long)]
    blank: bool,
    /// What the places are
    #[arg(long, value_enum, default_value = "states")]
    areas: AreasAsked,
    /// The look of the page: memo or brief
    #[arg(long, value_name = "NAME", default_value = "memo")]
    theme: String,
    /// Languages, the first one first: en,es
    #[arg(long, value_name = "TAGS", value_delimiter = ',', default_value = "en,es")]
    languages: Vec<String>,
    /// The states, by postal code: KY,OH
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    places: Vec<String>,
    /// The year the figures are for
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100), conflicts_with = "like")]
    year: Option<i32>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Like {
    /// The sample of this project
    Sample,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AreasAsked {
    /// States, the district and territories
    States,
    /// Counties
    Counties,
}

pub(super) fn run(asked: &New, voice: &mut Voice) -> End {
    let mut findings = Findings::default();
    match make(asked, &mut findings) {
        Ok(files) => match new_folder::write(&asked.folder, &files, &mut |path| voice.data(path.display())) {
            Ok(()) => {
                let folder = asked.folder.display();
                voice.talk(format_args!(
                    "made {}; change them, and build them with: handout build {folder}",
                    counted(files.len(), "file")
                ));
                End::Well
            }
            Err(why) => {
                voice.talk(format_args!("error: {why}"));
                End::NotStarted
            }
        },
        Err(()) => {
            findings.iter().for_each(|fault| voice.talk(fault));
            End::NotStarted
        }
    }
}

fn make(asked: &New, findings: &mut Findings) -> Result<Vec<(PathBuf, Vec<u8>)>, ()> {
    new_folder::refuse(&asked.folder, findings)?;
    let theme = asked::theme(Some(&asked.theme), findings).map_err(drop)?;
    let trimmed = |list: &[String]| -> Vec<String> {
        list.iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
    };
    let (languages, places) = (trimmed(&asked.languages), trimmed(&asked.places));
    for (option, typed, kept) in
        [("--languages", &asked.languages, &languages), ("--places", &asked.places, &places)]
    {
        if kept.is_empty() && !typed.is_empty() {
            findings.refuse(
                Code::BadValue,
                option,
                "this list is empty",
                "write it like this: en,es or KY,OH",
            );
            return Err(());
        }
    }
    let like = match (asked.like, asked.blank) {
        (Some(Like::Sample), _) => StarterKind::Sample,
        (None, true) => StarterKind::Blank,
        (None, false) => StarterKind::Invented,
    };
    let areas = match asked.areas {
        AreasAsked::States => AreaKind::States,
        AreasAsked::Counties => AreaKind::Counties,
    };
    let wished =
        Starter { like, areas, theme: theme.unwrap_or_default(), languages, places, year: asked.year };
    new_set(&wished).map_err(|StarterRefusal { option, message, help }| {
        findings.refuse(Code::BadValue, &option, message, help);
    })
}
