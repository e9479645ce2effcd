//! `handout roll`: next year's set from this one.

use super::say::{End, Voice};
use super::{Format, asked, new_folder};
use handout::{Findings, RolledSet, YearMention, counted, roll_set};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout roll data-2024 data-2025
      Next year's set; `handout check data-2025` then names each figure to be filled in

Wording, rules, order and remarks stay as they are, this year's values become those of last year, and every year
that the texts name is listed: changed, or left to you.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Roll {
    /// Folder with `handout.toml`
    set: PathBuf,
    /// A new or empty folder for the new set
    #[arg(value_name = "NEWDIR")]
    folder: PathBuf,
    /// The year of the new set; the next one if left out
    #[arg(long)]
    year: Option<i32>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &Roll, voice: &mut Voice) -> End {
    let mut findings = Findings::default();
    let rolled = match new_folder::refuse(&asked.folder, &mut findings) {
        Ok(()) => roll_set(&asked.set, asked.year),
        Err(()) => Err(findings),
    };
    let rolled = match rolled {
        Ok(rolled) => rolled,
        Err(findings) => {
            match asked.format {
                Format::Json => tell_json(None, &findings, voice),
                Format::Text => voice.faults(findings.iter()),
            }
            return match findings.iter().any(asked::is_of_start) {
                true => End::NotStarted,
                false => End::Faulty,
            };
        }
    };
    if let Err(why) = new_folder::write(&asked.folder, &rolled.files, &mut |_| {}) {
        voice.talk(format_args!("error: {why}"));
        return End::NotStarted;
    }
    match asked.format {
        Format::Json => tell_json(Some((&asked.folder, &rolled)), &Findings::default(), voice),
        Format::Text => tell(&asked.folder, &rolled, voice),
    }
    End::Well
}

fn tell(folder: &Path, rolled: &RolledSet, voice: &mut Voice) {
    // The line `year` of many places is one thing to know.
    let places: Vec<&YearMention> = rolled.years.iter().filter(|year| is_of_place(year)).collect();
    let is_one_line = places.len() > 3;
    for year in rolled.years.iter().filter(|year| !(is_one_line && is_of_place(year))) {
        let whose = if year.changed { "changed" } else { "yours" };
        let at = folder.join(&year.path);
        voice.data(format_args!(
            "{}:{}:{}: {} {whose}: {}",
            at.display(),
            year.line,
            year.column,
            year.year,
            year.text
        ));
    }
    if let Some(year) = places.first().filter(|_| is_one_line) {
        let states = folder.join("states");
        let files = counted(places.len(), "file");
        voice.data(format_args!("{}: {} changed: {}, in {files}", states.display(), year.year, year.text));
    }
    for day in &rolled.days {
        let set = folder.join("handout.toml");
        voice.talk(format_args!("{}: `{day}` is a remark now: write the new day", set.display()));
    }
    for left in &rolled.left {
        voice.talk(format_args!("{}: too large, not taken along", left.display()));
    }
    let (left, folder) = (rolled.years.iter().filter(|year| !year.changed).count(), folder.display());
    voice.talk(format_args!(
        "rolled {}; left to you: {} in the texts, and {} to be filled in: handout check {folder} lists them, and \
         handout import FILE {folder} takes them from a spreadsheet",
        counted(rolled.files.len(), "file"),
        counted(left, "year"),
        counted(rolled.emptied, "figure"),
    ));
}

/// Whether it is the year of the file of a place, which the program has changed.
fn is_of_place(year: &YearMention) -> bool {
    year.changed && year.path.starts_with("states") && year.text == format!("year = {}", year.year)
}

/// One JSON document.
pub(super) fn tell_json(rolled: Option<(&Path, &RolledSet)>, findings: &Findings, voice: &mut Voice) {
    let year = |folder: &Path, year: &YearMention| {
        json!({
            "file": folder.join(&year.path).to_string_lossy().replace('\\', "/"), "line": year.line,
            "column": year.column, "year": year.year, "changed": year.changed, "text": year.text,
        })
    };
    let mut document =
        json!({ "findings": findings.iter().map(|fault| json!(fault)).collect::<Vec<Value>>() });
    if let Some((folder, rolled)) = rolled {
        let path = |path: &PathBuf| json!(folder.join(path).to_string_lossy().replace('\\', "/"));
        document["files"] = rolled.files.iter().map(|(own, _)| path(own)).collect();
        document["years"] = rolled.years.iter().map(|own| year(folder, own)).collect();
        document["days"] = json!(rolled.days);
        document["emptied"] = json!(rolled.emptied);
        document["left"] = rolled.left.iter().map(|left| json!(left.to_string_lossy())).collect();
    }
    voice.data(format_args!("{document:#}"));
}
