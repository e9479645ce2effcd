//! Flags into plans, outcomes into words and exit codes.
//!
//! Exit code 0: all was made and nothing found; 1: some handouts failed or a check found faults;
//! 2: it could not start.

mod decisions;
mod extract;
mod fit;
mod progress;
mod report;
mod trace;

use chrono::{DateTime, Datelike, NaiveDate};
use clap::{Parser, Subcommand, ValueEnum};
use decisions::Decisions;
use handout::batch::{Batch, Options, Outcome, is_called, owner};
use handout::diagnostic::{Code, Sink, nearest};
use handout::input::{self, Reading};
use handout::layout::Advise;
use handout::output::Folder;
use handout::pdf::{PROFILES, is_handout};
use handout::source::Sources;
use handout::{facts, lint};
use progress::Progress;
use report::{OldSheet, Report, Verb};
use std::path::PathBuf;
use std::process::ExitCode;

/// One-page PDF handouts, one per state, from a folder of TOML figures
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the handouts of a set
    Build {
        #[command(flatten)]
        what: What,
        /// Folder the PDF files go to
        #[arg(short, long, value_name = "DIR", default_value = "out")]
        out: PathBuf,
    },
    /// Look for faults in a set without making anything
    Check {
        #[command(flatten)]
        what: What,
        /// Treat warnings as errors
        #[arg(long)]
        strict: bool,
    },
    /// Show how each page is filled, and what to cut for larger type, without making anything
    Fit {
        #[command(flatten)]
        which: Which,
        /// Say for every page what to cut for larger type, not only for those in small type
        #[arg(long)]
        advice: bool,
    },
    /// Say what a code in a message means, and what to do
    Explain {
        /// The code, as it stands in brackets: sum-mismatch. All codes if left out
        code: Option<String>,
    },
    /// List every number on a state's page with its file and line
    Trace(trace::Trace),
    /// Take the data out of a handout, as a set
    Extract {
        /// The PDF file
        file: PathBuf,
        /// A new or empty folder for the set
        #[arg(short, long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(clap::Args)]
struct What {
    #[command(flatten)]
    which: Which,
    /// Output profiles, instead of the set's: office,gray,press
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = PROFILES.map(|p| p.name))]
    profile: Vec<String>,
}

#[derive(clap::Args)]
struct Which {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// Only these states, by postal code or file name: KY,OH
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    only: Vec<String>,
    /// Theme, instead of the set's: memo or brief
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Languages, instead of all of the set's: en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    lang: Vec<String>,
    /// Threads to work on; as many as there are processors if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What a run is for.
enum Task {
    /// Writes the files to a folder.
    Build(PathBuf),
    Check {
        strict: bool,
    },
    Fit,
}

/// How a run is reported.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document on standard output
    Json,
}

/// Why a run could not start.
struct CannotStart(String);

pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Build { what, out } => {
            // Advice is for programs here; a person asks `fit` for it.
            let advise = if what.which.format == Format::Json { Advise::Small } else { Advise::Refused };
            work(&what, advise, Task::Build(out))
        }
        Command::Check { what, strict } => work(&what, Advise::Refused, Task::Check { strict }),
        Command::Fit { which, advice } => {
            let what = What { which, profile: Vec::new() };
            work(&what, if advice { Advise::Always } else { Advise::Small }, Task::Fit)
        }
        Command::Explain { code } => explain(code.as_deref()),
        Command::Trace(asked) => trace::run(&asked),
        Command::Extract { file, out } => return extract::run(&file, &out),
    };
    match done {
        Ok(code) => code,
        Err(CannotStart(reason)) => {
            eprintln!("error: {reason}");
            ExitCode::from(2)
        }
    }
}

fn work(what: &What, advise: Advise, task: Task) -> Result<ExitCode, CannotStart> {
    let which = &what.which;
    let options = Options {
        only: which.only.clone(),
        languages: which.lang.clone(),
        theme: which.theme.clone(),
        profiles: what.profile.clone(),
        date: epoch()?,
        advise,
    };
    let jobs =
        which.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let (verb, out) = match &task {
        Task::Build(out) => (Verb::Made, Some(out.as_path())),
        Task::Check { .. } => (Verb::Checked, None),
        Task::Fit => (Verb::Fitted, None),
    };
    let dataset = match input::read_all(&which.set, &mut sources, &mut sink) {
        Reading::Sound(dataset) => Some(dataset),
        Reading::Faulty { rest, .. } => {
            // Nothing will be made; what could be read is still judged, so that all faults show.
            rest.iter().for_each(|rest| facts::judge_all(rest, &mut sink));
            None
        }
    };
    let Some(dataset) = dataset else {
        return Ok(Report::new(verb, out, &sink, &sources, &[]).print(which.format));
    };
    check_only(&dataset, &options.only)?;
    let plan = Batch::plan(&dataset, &sources, &options, &mut sink);
    let (mut unseen, mut old) = (0, Vec::new());
    let outcomes = match (&plan, &task) {
        (Err(_), Task::Build(_) | Task::Fit) => Vec::new(),
        (Err(_), Task::Check { .. }) => {
            lint::lint(&dataset, None, &sources, &mut sink);
            Vec::new()
        }
        (Ok(batch), Task::Fit) => batch.check(jobs, &mut sink),
        (Ok(batch), Task::Check { .. }) => {
            let outcomes = batch.check(jobs, &mut sink);
            batch.lint(&sources, &mut sink);
            outcomes
        }
        (Ok(batch), Task::Build(path)) => {
            let folder = Folder::open(path).map_err(|error| CannotStart(error.to_string()))?;
            let progress = Progress::new(batch.len(), which.format);
            let outcomes = batch.build(jobs, &mut sink, |handout, bytes| {
                let written = folder.write(&handout.file_name, bytes);
                progress.step();
                written.map(drop).map_err(|error| error.to_string())
            });
            unseen = batch.unseen(&sources, &sink);
            old = old_sheets(&folder, &dataset, &outcomes);
            outcomes
        }
    };
    let decisions = match (&plan, &task) {
        (Ok(batch), Task::Check { .. }) => {
            Decisions { waived: facts::waivers(&dataset), withheld: batch.withheld().to_vec() }
        }
        _ => Decisions::default(),
    };
    if matches!(task, Task::Check { strict: true }) {
        sink = lint::strict(sink);
    }
    let left_out: Vec<String> = dataset
        .failed_states
        .iter()
        .filter(|failed| options.only.is_empty() || options.only.iter().any(|o| failed.is_called(o)))
        .map(|failed| failed.name())
        .collect();
    let series = plan.as_ref().map(|batch| batch.series(jobs)).unwrap_or_default();
    let report = Report::new(verb, out, &sink, &sources, &outcomes);
    Ok(report.left_out(left_out).decided(decisions).series(series).beside(old, unseen).print(which.format))
}

/// The handouts in the folder that this run did not make, and whose they are as far as the set knows.
fn old_sheets(folder: &Folder, dataset: &input::Dataset, outcomes: &[Outcome]) -> Vec<OldSheet> {
    let made = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Made(handout) => Some(handout.file_name.as_str()),
        Outcome::Failed { .. } | Outcome::Undelivered { .. } => None,
    });
    let names = folder.others(&made.collect(), is_handout);
    names.into_iter().map(|name| OldSheet { state: owner(dataset, &name), name }).collect()
}

/// The meaning of a code, or the list of all.
fn explain(code: Option<&str>) -> Result<ExitCode, CannotStart> {
    let Some(asked) = code else {
        Code::ALL.iter().for_each(|code| println!("{code}"));
        return Ok(ExitCode::SUCCESS);
    };
    match Code::ALL.iter().find(|code| code.name() == asked) {
        Some(code) => println!("{code}\n\n{}", code.explanation()),
        None => {
            let near = nearest(asked, Code::ALL.iter().map(|code| code.name()));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(CannotStart(format!("there is no code `{asked}`{hint}")));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The date in `SOURCE_DATE_EPOCH` (seconds since 1970; reproducible-builds.org), if it is set. The
/// years are those a set may name; a date of PDF has room for four digits.
fn epoch() -> Result<Option<NaiveDate>, CannotStart> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let value = value.to_string_lossy();
    let Ok(seconds) = value.parse() else {
        return Err(CannotStart(format!("SOURCE_DATE_EPOCH is `{value}`, which is not a number of seconds")));
    };
    match DateTime::from_timestamp(seconds, 0) {
        Some(moment) if (1900..=2100).contains(&moment.year()) => Ok(Some(moment.date_naive())),
        _ => Err(CannotStart(format!(
            "SOURCE_DATE_EPOCH is `{value}`, which is outside of the years 1900 to 2100; \
             it counts seconds since 1970, not milliseconds"
        ))),
    }
}

/// Refuses a state nobody has: a typing error must not quietly make nothing.
fn check_only(dataset: &input::Dataset, only: &[String]) -> Result<(), CannotStart> {
    for asked in only {
        let known = dataset.states.iter().any(|s| is_called(s, asked))
            || dataset.failed_states.iter().any(|failed| failed.is_called(asked));
        if !known {
            let names = dataset.states.iter().flat_map(|s| [s.slug.value.as_str(), s.postal.value.as_str()]);
            let hint = nearest(asked, names).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            return Err(CannotStart(format!("--only {asked}: the set has no such state{hint}")));
        }
    }
    Ok(())
}
