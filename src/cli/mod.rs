//! Flags into plans, outcomes into words and exit codes ([`say::End`]).

mod asked;
mod decisions;
mod extract;
mod fit;
mod progress;
mod report;
mod say;
mod trace;
mod usage;

use clap::{Parser, Subcommand, ValueEnum};
use decisions::Decisions;
use handout::batch::{Batch, Options, Outcome, owner};
use handout::diagnostic::{Code, Reported, Sink, nearest};
use handout::layout::Advise;
use handout::output::Folder;
use handout::pdf::is_handout;
use handout::profile::PROFILES;
use handout::set::{self, Dataset, Reading};
use handout::source::Sources;
use handout::{facts, lint};
use progress::Progress;
use report::{OldSheet, Report, Verb};
use say::{End, Voice};
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
    /// Check a set for faults without making anything
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
        /// Say what to cut for larger type on every page, not only on those in small type
        #[arg(long)]
        advice: bool,
    },
    /// Explain what a code in a message means, and what to do
    Explain {
        /// The code in brackets, such as sum-mismatch; without one, all codes
        code: Option<String>,
    },
    /// List every number on a state's page with its file and line
    Trace(trace::Trace),
    /// Extract the data of a handout as a set
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
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help = profile_help())]
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
    /// Theme to use instead of the set's: memo or brief
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Only these languages: en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    lang: Vec<String>,
    /// Number of threads; by default one per processor
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

/// Threads for each processor; more would only take memory from one another.
const MOST_THREADS: usize = 4;

fn profile_help() -> String {
    format!("Output profiles, instead of the set's: {}", PROFILES.map(|profile| profile.name).join(","))
}

pub fn run() -> ExitCode {
    let mut voice = Voice::new();
    let end = match Cli::try_parse() {
        Ok(Cli { command }) => obey(command, &mut voice),
        Err(other) => usage::answer(&other, &mut voice),
    };
    voice.end(end)
}

fn obey(command: Command, voice: &mut Voice) -> End {
    match command {
        Command::Build { what, out } => {
            // Advice is for programs here; a person asks `fit` for it.
            let advise = if what.which.format == Format::Json { Advise::Small } else { Advise::Refused };
            work(&what, advise, Task::Build(out), voice)
        }
        Command::Check { what, strict } => work(&what, Advise::Refused, Task::Check { strict }, voice),
        Command::Fit { which, advice } => {
            let what = What { which, profile: Vec::new() };
            work(&what, if advice { Advise::Always } else { Advise::Small }, Task::Fit, voice)
        }
        Command::Explain { code } => explain(code.as_deref(), voice),
        Command::Trace(asked) => trace::run(&asked, voice),
        Command::Extract { file, out } => extract::run(&file, &out, voice),
    }
}

fn work(what: &What, advise: Advise, task: Task, voice: &mut Voice) -> End {
    let which = &what.which;
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let (verb, out) = match &task {
        Task::Build(out) => (Verb::Made, Some(out.as_path())),
        Task::Check { .. } => (Verb::Checked, None),
        Task::Fit => (Verb::Fitted, None),
    };
    let begun = begin(what, advise, &mut sources, &mut sink);
    let Ok((dataset, options)) = begun else {
        // Nothing is made; what lies there is of an earlier run, whatever is wrong with the set.
        let started = !sink.found().iter().any(asked::is_of_start);
        let folder = out.filter(|out| started && out.is_dir()).and_then(|out| Folder::open(out).ok());
        let old = folder.map(|folder| old_sheets(&folder, None, &[])).unwrap_or_default();
        return Report::new(verb, out, &sink, &sources, &[]).beside(old, 0).print(which.format, voice);
    };
    let jobs = threads(which.jobs);
    let plan = Batch::plan(&dataset, &sources, &options, &mut sink);
    let (mut unseen, mut old) = (0, Vec::new());
    let outcomes = match (&plan, &task) {
        (Err(_), Task::Build(path)) => {
            let folder = Some(path).filter(|path| path.is_dir()).and_then(|path| Folder::open(path).ok());
            old = folder.map(|folder| old_sheets(&folder, Some(&dataset), &[])).unwrap_or_default();
            Vec::new()
        }
        (Err(_), Task::Fit) => Vec::new(),
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
        (Ok(batch), Task::Build(path)) => match asked::folder(path, &mut sink) {
            Ok(folder) => {
                let outcomes = build(batch, &folder, jobs, which.format, &mut sink);
                unseen = batch.unseen(&sources, &sink);
                old = old_sheets(&folder, Some(&dataset), &outcomes);
                outcomes
            }
            Err(_) => Vec::new(),
        },
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
    report.left_out(left_out).decided(decisions).series(series).beside(old, unseen).print(which.format, voice)
}

/// The set and what is asked of it; the reasons why there is none are in the sink.
fn begin(
    what: &What,
    advise: Advise,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<(Dataset, Options), Reported> {
    let options = asked::options(&what.which, &what.profile, sink)?;
    let dataset = match set::read_all(&what.which.set, &options.languages, sources, sink) {
        Reading::Sound(dataset) => dataset,
        Reading::Faulty { rest, reported } => {
            // Nothing will be made; what could be read is still judged, so that all faults show.
            rest.iter().for_each(|rest| drop(facts::validate_all(rest, sink)));
            return Err(reported);
        }
    };
    let states = asked::states(&dataset, &options.only, "--only", sink);
    asked::languages(&dataset, &options.languages, sink).and(states)?;
    Ok((dataset, Options { advise, ..options }))
}

fn threads(asked: Option<u16>) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or(processors, |jobs| usize::from(jobs).min(processors * MOST_THREADS))
}

fn build<'d>(
    batch: &Batch<'d>,
    folder: &Folder,
    jobs: usize,
    format: Format,
    sink: &mut Sink,
) -> Vec<Outcome<'d>> {
    let progress = Progress::new(batch.len(), format);
    batch.build(jobs, sink, |handout, bytes| {
        let written = folder.write(&handout.file_name, bytes);
        progress.step();
        written.map(drop).map_err(|error| error.to_string())
    })
}

/// The handouts in the folder that this run did not make, and whose they are as far as the set knows.
fn old_sheets(folder: &Folder, dataset: Option<&Dataset>, outcomes: &[Outcome]) -> Vec<OldSheet> {
    let made = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Made(handout) => Some(handout.file_name.as_str()),
        Outcome::Failed { .. } | Outcome::Undelivered { .. } => None,
    });
    let names = folder.others(&made.collect(), is_handout);
    names
        .into_iter()
        .map(|name| OldSheet { state: dataset.and_then(|set| owner(set, &name)), name })
        .collect()
}

/// The meaning of a code, or the list of all.
fn explain(code: Option<&str>, voice: &mut Voice) -> End {
    let Some(asked) = code else {
        Code::ALL.iter().for_each(|code| voice.data(code));
        return End::Well;
    };
    match Code::ALL.iter().find(|code| code.name() == asked) {
        Some(code) => {
            voice.data(format_args!("{code}\n\n{}", code.explanation()));
            End::Well
        }
        None => {
            let near = nearest(asked, Code::ALL.iter().map(|code| code.name()));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            voice.talk(format_args!("error: there is no code `{asked}`{hint}"));
            End::NotStarted
        }
    }
}
