//! `handout export`: the figures of a set as a table for the office.

use super::asked;
use super::say::{End, Voice};
use handout::{Code, ExportFormat, Findings, OutputFolder, Set, counted};
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout export data -o figures.xlsx     a workbook
  handout export data -o states.csv       a table that a set reads in place of its folder `states`

The table is for the office: it has every number as it was counted, small counts too, that no sheet prints.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// The file; its ending says its format: .xlsx, .csv or .json
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(asked: &Export, voice: &mut Voice) -> End {
    match export(asked) {
        Ok(done) => {
            voice.faults(done.findings.iter());
            voice.data(done.path.display());
            let states = counted(done.states, "state");
            voice.talk(format_args!("exported {states}, every number as it was counted: not for the public"));
            End::Well
        }
        Err(findings) => {
            voice.faults(findings.iter());
            match findings.iter().any(asked::is_of_start) {
                true => End::NotStarted,
                false => End::Faulty,
            }
        }
    }
}

struct Exported {
    path: PathBuf,
    states: usize,
    findings: Findings,
}

fn export(asked: &Export) -> Result<Exported, Findings> {
    let option = format!("-o {}", asked.out.display());
    let refused = |message: String, help: &str| {
        let mut findings = Findings::default();
        findings.refuse(Code::BadValue, &option, message, help);
        findings
    };
    let ending = asked.out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let format = match ending.as_deref() {
        Some("xlsx") => ExportFormat::Xlsx,
        Some("csv") => ExportFormat::Csv,
        Some("json") => ExportFormat::Json,
        _ => {
            return Err(refused(
                "there is no such format".to_owned(),
                "end the name in .xlsx, .csv or .json",
            ));
        }
    };
    let Some(name) = asked.out.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Err(refused("this is not the name of a file".to_owned(), "name a file: -o figures.xlsx"));
    };
    if asked.out.exists() && !asked.force {
        let help = "name another file, or replace this one with `--force`";
        return Err(refused("the file is there already".to_owned(), help));
    }
    let set = Set::open(&asked.set)?;
    // Half a table would be taken for the whole.
    if set.failed_states().next().is_some() {
        return Err(set.findings().clone());
    }
    let bytes = set
        .export(format)
        .map_err(|error| refused(error.to_string(), "write it as CSV or JSON: -o figures.json"))?;
    let folder = asked.out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = OutputFolder::open(folder.unwrap_or(Path::new("."))).and_then(|to| to.write(&name, &bytes));
    written.map_err(|error| refused(error.to_string(), "use another folder"))?;
    Ok(Exported { path: asked.out.clone(), states: set.states().count(), findings: set.findings().clone() })
}
