//! Flags into plans, outcomes into words and exit codes ([`say::End`]).

mod against;
mod asked;
mod build;
mod decisions;
mod extract;
mod finished_file;
mod fit;
mod hear;
mod import;
mod import_report;
mod merge;
mod one;
mod progress;
mod prove;
mod report;
mod say;
mod trace;
mod usage;

use build::{Build, Writing, old_sheets_in};
use clap::{Parser, Subcommand, ValueEnum};
use decisions::Decisions;
use handout::{Advise, Batch, Code, Engine, Findings, Options, Run, Set, nearest, profiles};
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
        #[command(flatten)]
        writing: Writing,
        #[command(flatten)]
        inside: Inside,
    },
    /// Join the manifests of a run in several parts (`build --shard 1/3`) into one
    Merge {
        /// The folder the parts were written to
        #[arg(value_name = "DIR", default_value = "out")]
        folder: PathBuf,
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
    /// Prove finished files: that they say what the data inside, or a set, says
    Prove(prove::Prove),
    /// Say a sheet as a screen reader says it, from the tags of its file
    Hear(hear::Hear),
    /// Read the figures of a spreadsheet into a set; without --write, only say what would become of each cell
    Import(import::ImportCommand),
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
    /// Large print: the same words in 18 pt type, on as many pages as they take
    #[arg(long)]
    large_print: bool,
    /// Compare with an earlier year or a second entry: a set, or PDF files that handout made
    #[arg(long, value_name = "OTHER")]
    against: Option<PathBuf>,
}

/// Whether the data travels inside of the files.
#[derive(clap::Args)]
struct Inside {
    /// Put the data into the files, also into those for print shops
    #[arg(long, conflicts_with = "no_attachments")]
    attachments: bool,
    /// Leave the data out of the files
    #[arg(long)]
    no_attachments: bool,
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
    Build(Writing),
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
    format!("Output profiles, instead of the set's: {}", profiles().join(","))
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
        Command::Build { what, writing, inside } => {
            // Advice is for programs here; a person asks `fit` for it.
            let advise = if what.which.format == Format::Json { Advise::Small } else { Advise::Refused };
            let attachments = inside.attachments || inside.no_attachments;
            let attachments = attachments.then_some(inside.attachments);
            let own = Options { advise, attachments, shard: writing.shard, ..Options::default() };
            work(&what, own, Task::Build(writing), voice)
        }
        Command::Check { what, strict } => {
            work(&what, advising(Advise::Refused), Task::Check { strict }, voice)
        }
        Command::Fit { which, advice } => {
            let what = What { which, profile: Vec::new(), large_print: false, against: None };
            work(&what, advising(if advice { Advise::Always } else { Advise::Small }), Task::Fit, voice)
        }
        Command::Merge { folder } => merge::run(&folder, voice),
        Command::Explain { code } => explain(code.as_deref(), voice),
        Command::Trace(asked) => trace::run(&asked, voice),
        Command::Prove(asked) => prove::run(&asked, voice),
        Command::Hear(asked) => hear::run(&asked, voice),
        Command::Import(asked) => import::run(&asked, voice),
        Command::Extract { file, out } => extract::run(&file, &out, voice),
    }
}

fn advising(advise: Advise) -> Options {
    Options { advise, ..Options::default() }
}

/// `own` are the options of the task.
fn work(what: &What, own: Options, task: Task, voice: &mut Voice) -> End {
    let which = &what.which;
    let (verb, out) = match &task {
        Task::Build(writing) => (Verb::Made, Some(writing.out.as_path())),
        Task::Check { .. } => (Verb::Checked, None),
        Task::Fit => (Verb::Fitted, None),
    };
    let writing = match &task {
        Task::Build(writing) => Some(writing),
        Task::Check { .. } | Task::Fit => None,
    };
    let quiet = writing.is_some_and(|writing| writing.quiet);
    let (set, options) = match begin(what, own, writing) {
        Ok(begun) => begun,
        Err(findings) => {
            // Nothing is made; what lies there is of an earlier run, whatever is wrong with the set.
            let out = out.filter(|_| !findings.iter().any(asked::is_of_start));
            let old = out.map(|out| old_sheets_in(out, None)).unwrap_or_default();
            return Report::new(verb, out, findings).beside(old, 0).print(which.format, voice);
        }
    };
    if let Some(writing) = writing
        && let Some(end) = build::unchanged(&set, &options, writing, which.format, voice)
    {
        return end;
    }
    let left_out = set.failed_states().filter(|failed| {
        options.only.is_empty() || options.only.iter().any(|asked| asked::is_called(failed, asked))
    });
    let left_out: Vec<String> = left_out.map(|failed| failed.name).collect();
    let engine = Engine::new(&set, &options);
    let asked = engine.as_ref().map_or(0, |engine| {
        let batch = Batch::new(engine);
        batch.len() + left_out.len() * batch.of_each()
    });
    let done = engine.and_then(|engine| go(&engine, (&set, &options), &task, which, voice));
    let report = match done {
        Ok(Done { run, decisions, old, pruned, trouble }) => {
            let changes = what.against.as_ref().map(|_| set.changes());
            let (unseen, stopped) = (run.unseen, run.stopped);
            let report = Report::of(verb, out, &set, run).decided(decisions).beside(old, unseen);
            report.compared(changes).account(pruned, trouble, stopped)
        }
        Err(mut findings) => {
            if let Task::Check { strict } = task {
                set.question(&mut findings);
                findings = if strict { findings.strict() } else { findings };
            }
            let old = out.map(|out| old_sheets_in(out, Some(&set))).unwrap_or_default();
            Report::new(verb, out, findings).beside(old, 0)
        }
    };
    report.left_out(left_out).asked(asked).quiet(quiet).print(which.format, voice)
}

/// The set and what is asked of it.
fn begin(what: &What, own: Options, writing: Option<&Writing>) -> Result<(Set, Options), Findings> {
    let mut findings = Findings::default();
    let Ok(options) = asked::options(&what.which, &what.profile, &mut findings) else { return Err(findings) };
    let typed = writing.and_then(|writing| writing.name.as_deref());
    let Ok(name) = asked::name(typed, &mut findings) else { return Err(findings) };
    let set = Set::open_in(&what.which.set, &options.languages)?;
    let set = match name {
        Some(name) => set.with_file_names(name),
        None => set,
    };
    let mut findings = set.findings().clone();
    let states = asked::states(&set, &options.only, "--only", &mut findings);
    match asked::languages(&set, &options.languages, &mut findings).and(states) {
        Ok(()) => {
            let set = match &what.against {
                Some(other) => against::compared(&set, other)?,
                None => set,
            };
            let Options { advise, attachments, shard, .. } = own;
            let large_print = what.large_print;
            Ok((set, Options { advise, attachments, shard, large_print, ..options }))
        }
        Err(_) => Err(findings),
    }
}

/// What came of a task, and what is told beside it.
struct Done {
    run: Run,
    decisions: Decisions,
    old: Vec<OldSheet>,
    /// Files that were deleted.
    pruned: Vec<String>,
    /// Why the account of the folder could not be written.
    trouble: Option<String>,
}

fn go(
    engine: &Engine,
    (set, options): (&Set, &Options),
    task: &Task,
    which: &Which,
    voice: &mut Voice,
) -> Result<Done, Findings> {
    let (batch, jobs) = (Batch::new(engine), threads(which.jobs));
    let told = |run, decisions| Done { run, decisions, old: Vec::new(), pruned: Vec::new(), trouble: None };
    match task {
        Task::Fit => Ok(told(batch.fit(jobs), Decisions::default())),
        Task::Check { strict } => {
            let mut run = batch.check(jobs);
            if *strict {
                run.findings = run.findings.strict();
            }
            Ok(told(run, Decisions { waivers: set.waivers(), withheld: engine.withheld() }))
        }
        Task::Build(writing) => {
            let mut findings = match writing.strict {
                true => batch.check(jobs).findings.strict(),
                false => engine.findings().clone(),
            };
            if writing.strict && findings.has_errors() {
                return Err(findings);
            }
            if build::is_stdout(&writing.out) {
                return build::to_stdout(engine, voice);
            }
            let build = Build { set, options, writing, format: which.format, jobs };
            let Ok(ledger) = build.open(&mut findings) else { return Err(findings) };
            Ok(build.run(engine, ledger, voice))
        }
    }
}

fn threads(asked: Option<u16>) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or(processors, |jobs| usize::from(jobs).min(processors * MOST_THREADS))
}

/// The meaning of a code, or the list of all.
fn explain(code: Option<&str>, voice: &mut Voice) -> End {
    let Some(asked) = code else {
        Code::ALL.iter().for_each(|code| voice.data(code));
        return End::Well;
    };
    match Code::ALL.iter().find(|code| code.name() == asked) {
        Some(code) => {
            voice.data(format_args!("{code}\n{}\n\n{}", code.class().meaning(), code.explanation()));
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
