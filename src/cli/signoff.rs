//! `handout signoff`: the list that people sign, as a PDF file and as a table.

use super::say::{End, Voice, reason};
use super::{against, asked, threads};
use handout::{Batch, Code, Engine, Findings, Options, OutputFolder, Set, Severity, SignOff, counted};
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout signoff data -o signoff.pdf
      Every figure with its source, for whoever signs, and the same as a table: signoff.csv
  handout signoff data -o signoff.pdf --against data-2022
      With last year's values";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Signoff {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// The PDF file; the table has its name, and the ending .csv
    #[arg(short, long, value_name = "FILE.pdf", default_value = "signoff.pdf")]
    out: PathBuf,
    /// Only these states, by postal code or file name: KY,OH
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    only: Vec<String>,
    /// The earlier values, from another set, or from PDF files that handout made
    #[arg(long, value_name = "OTHER")]
    against: Option<PathBuf>,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

pub(super) fn run(asked: &Signoff, voice: &mut Voice) -> End {
    match list(asked, voice) {
        Ok(end) => end,
        Err(findings) => {
            voice.faults(findings.iter());
            if findings.iter().any(asked::is_of_start) { End::NotStarted } else { End::Faulty }
        }
    }
}

fn list(asked: &Signoff, voice: &mut Voice) -> Result<End, Findings> {
    let mut findings = Findings::default();
    let Ok(date) = asked::epoch(&mut findings) else { return Err(findings) };
    let typed = format!("-o {}", asked.out.display());
    let name = asked.out.file_name().and_then(|name| name.to_str());
    let Some(stem) = name.and_then(|name| name.strip_suffix(".pdf")).filter(|stem| !stem.is_empty()) else {
        let help = "name the list like this: `-o signoff.pdf`; beside it will be `signoff.csv`";
        findings.refuse(Code::BadValue, &typed, "not the name of a PDF file", help);
        return Err(findings);
    };
    let set = Set::open(&asked.set)?;
    let mut findings = set.findings().clone();
    let only: Vec<String> = asked.only.iter().map(|state| state.trim().to_owned()).collect();
    if asked::states(&set, &only, "--only", &mut findings).is_err() {
        return Err(findings);
    }
    let set = match &asked.against {
        Some(other) => against::compared(&set, other)?,
        None => set,
    };
    let engine = Engine::new(&set, &Options { only, date, ..Options::default() })?;
    let (batch, jobs) = (Batch::new(&engine), threads(asked.jobs));
    let checked = batch.check(jobs);
    let made = batch.build(jobs, |_, _| Ok(()));
    let list = SignOff::new(&set, &engine, &made, &checked.findings);
    let refuse = |message: String, help: &str| {
        let mut findings = Findings::default();
        findings.refuse(Code::BadValue, &typed, message, help);
        findings
    };
    let pdf = list.listing().pdf().map_err(|why| {
        refuse(format!("the list cannot be made: {why}"), "make lists of some states each: `--only KY,OH`")
    })?;
    let folder = asked.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = OutputFolder::open(folder).and_then(|folder| {
        folder.write(&format!("{stem}.pdf"), &pdf)?;
        folder.write(&format!("{stem}.csv"), list.csv().as_bytes())
    });
    if let Err(error) = written {
        return Err(refuse(
            format!("cannot be written: {}", reason(&error.cause)),
            "write to another folder",
        ));
    }
    voice.data(asked.out.display());
    voice.data(asked.out.with_extension("csv").display());
    let sheets = made.outcomes.iter().filter(|outcome| outcome.made().is_some()).count();
    let failed = made.outcomes.len() - sheets + set.failed_states().count();
    let errors = made.findings.iter().filter(|fault| fault.severity() == Severity::Error);
    voice.faults(errors);
    let missing = if failed > 0 { format!(", {failed} not made") } else { String::new() };
    voice.talk(format_args!("listed {}{missing}", counted(sheets, "sheet")));
    Ok(if failed > 0 { End::Faulty } else { End::Well })
}
