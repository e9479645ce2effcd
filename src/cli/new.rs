//! `handout new`: a set to begin with.

use super::new_folder;
use super::say::{End, Voice};
use super::{asked, import, import_report};
use clap::ValueEnum;
use handout::{
    AreaKind, Code, Findings, ImportOptions, NotBegun, SetAside, Starter, StarterKind, StarterRefusal,
    begin_set, counted, new_set,
};
use std::path::PathBuf;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout new mine                        a set of an invented organization, in English and Spanish
  handout new mine --places KY,OH         for these states
  handout new mine --year 2023            whose figures are of that year
  handout new mine --areas counties       for counties, which have codes of their own
  handout new mine --like sample          the sample of this project
  handout new mine --from figures.xlsx --year 2023
      a set for the figures of a spreadsheet: each heading with numbers is a figure, and a row of a table";

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
    /// Begin with the figures of a spreadsheet, for `handout import` to fill in; may be given again
    #[arg(long, value_name = "FILE", conflicts_with_all = ["like", "blank", "places", "areas"])]
    from: Vec<PathBuf>,
    /// Read only this sheet of it
    #[arg(long, value_name = "NAME", requires = "from")]
    sheet: Option<String>,
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
        Ok((files, next)) => {
            match new_folder::write(&asked.folder, &files, &mut |path| voice.data(path.display())) {
                Ok(()) => {
                    voice.talk(format_args!("made {}; {next}", counted(files.len(), "file")));
                    End::Well
                }
                Err(why) => {
                    voice.talk(format_args!("error: {why}"));
                    End::NotStarted
                }
            }
        }
        Err(()) => {
            voice.faults(findings.iter());
            End::NotStarted
        }
    }
}

type NewFiles = Vec<(PathBuf, Vec<u8>)>;

/// The files, and what to do next.
fn make(asked: &New, findings: &mut Findings) -> Result<(NewFiles, String), ()> {
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
    if !asked.from.is_empty() {
        return from_spreadsheets(asked, &wished, findings);
    }
    let next = format!("change them, and build them with: handout build {}", asked.folder.display());
    new_set(&wished).map(|files| (files, next)).map_err(|refusal| refuse(refusal, findings))
}

fn refuse(StarterRefusal { option, message, help }: StarterRefusal, findings: &mut Findings) {
    findings.refuse(Code::BadValue, &option, message, help);
}

/// A set for the figures of spreadsheets, and what to do next.
fn from_spreadsheets(
    asked: &New,
    wished: &Starter,
    findings: &mut Findings,
) -> Result<(NewFiles, String), ()> {
    let mut spreadsheets = Vec::new();
    for file in &asked.from {
        let bytes = import::read(file).map_err(|why| {
            let help = "give the file as it is called, with its ending: `--from \"figures 2024.xlsx\"`";
            findings.refuse(Code::UnreadableFile, &file.to_string_lossy(), why, help);
        })?;
        spreadsheets.push((file.clone(), bytes));
    }
    let options = ImportOptions { sheet: asked.sheet.clone(), ..ImportOptions::default() };
    let begun = begin_set(wished, &spreadsheets, &options).map_err(|why| match why {
        NotBegun::Refused(refusal) => refuse(refusal, findings),
        NotBegun::Unread(faults) => *findings = faults,
    })?;
    let mut next = counted(begun.figures.len(), "figure");
    for SetAside { what, text, why } in &begun.left {
        let text = if text.is_empty() { String::new() } else { format!(" “{text}”") };
        next += &format!("\nleft out: {what}{text}: {why}");
    }
    if let Some(said) = &begun.year_said {
        next += &format!(
            "\nthe year is {}, as {said} says; if it is another, make the set with --year",
            begun.year
        );
    }
    if begun.to_correct > 0 {
        let things = counted(begun.to_correct, "thing");
        next += &format!("\n{things} can only be corrected in the spreadsheet: the import says where");
    }
    next += "\nnext: ";
    if begun.questions > 0 {
        next += &format!(
            "the import has {}{}: write an answer in place of each \"ask\" in {}, then: ",
            counted(begun.questions, "question"),
            if begun.more { ", and the answers may bring more" } else { "" },
            asked.folder.join("import.toml").display()
        );
    }
    let folder = asked::quoted(&asked.folder);
    let files: Vec<String> = asked.from.iter().map(|file| asked::quoted(file)).collect();
    next += &format!("handout import {} {folder}", files.join(" "));
    Ok((begun.files, import_report::harmless(&next)))
}
