//! Flags into plans, outcomes into words and exit codes ([`say::End`]).

mod against;
mod approve;
mod asked;
mod build;
mod card;
mod card_head;
mod command;
mod correct;
mod correct_report;
mod decisions;
mod diff;
mod diff_list;
mod explain;
mod export;
mod extract;
mod finished_file;
mod fit;
mod hear;
mod import;
mod import_report;
mod impose;
mod mail;
mod mail_sending;
mod merge;
mod new;
mod new_folder;
mod one;
mod pack;
mod preview;
mod progress;
mod prove;
mod report;
mod roll;
mod say;
mod sheets;
mod shells;
mod signoff;
mod trace;
mod usage;
mod what;
mod zip;

use build::{Build, Writing, old_sheets_in};
use command::{Cli, Command};
use decisions::Decisions;
use handout::{Advise, Batch, Engine, Findings, Options, Run, Set, question_mail};
use report::{OldSheet, Report, Verb};
use say::{End, Voice};
use std::process::ExitCode;
use what::{Format, What, Which};

/// What a run is for.
enum Task {
    /// Writes the files to a folder.
    Build(Writing),
    Check {
        strict: bool,
    },
    Fit,
}

/// Threads for each processor; more would only take memory from one another.
const MOST_THREADS: usize = 4;

pub fn run() -> ExitCode {
    let mut voice = Voice::new();
    let end = match Cli::of(std::env::args_os()) {
        Ok(Cli { command, color }) => {
            voice.paint(color);
            obey(command, &mut voice)
        }
        Err(other) => {
            voice.paint(usage::color());
            usage::answer(&other, &mut voice)
        }
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
            let (shard, only_approved) = (writing.shard, writing.r#final);
            let own = Options { advise, attachments, shard, only_approved, ..Options::default() };
            work(&what, own, Task::Build(writing), voice)
        }
        Command::Check { what, strict } => {
            work(&what, advising(Advise::Refused), Task::Check { strict }, voice)
        }
        Command::Fit { which, advice } => {
            let what = What { which, profile: Vec::new(), large_print: false, against: None };
            work(&what, advising(if advice { Advise::Always } else { Advise::Small }), Task::Fit, voice)
        }
        Command::Pack(asked) => pack::run(&asked, voice),
        Command::Signoff(asked) => signoff::run(&asked, voice),
        Command::Approve(asked) => approve::run(&asked, voice),
        Command::Merge { folder } => merge::run(&folder, voice),
        Command::Explain { code } => explain::run(code.as_deref(), voice),
        Command::Trace(asked) => trace::run(&asked, voice),
        Command::Preview(asked) => preview::run(&asked, voice),
        Command::Card(asked) => card::run(&asked, voice),
        Command::Prove(asked) => prove::run(&asked, voice),
        Command::Hear(asked) => hear::run(&asked, voice),
        Command::Mail(asked) => mail::run(&asked, voice),
        Command::Correct(asked) => correct::run(&asked, voice),
        Command::Import(asked) => import::run(&asked, voice),
        Command::New(asked) => new::run(&asked, voice),
        Command::Export(asked) => export::run(&asked, voice),
        Command::Roll(asked) => roll::run(&asked, voice),
        Command::Diff(asked) => diff::run(&asked, voice),
        Command::Extract { file, out } => extract::run(&file, &out, voice),
        Command::Completions(asked) => shells::completions(&asked, voice),
        Command::Man(asked) => shells::man(&asked, voice),
        Command::Impose(asked) => impose::run(&asked, voice),
        Command::Zip(asked) => zip::run(&asked, voice),
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
    match asked::languages(&set, &options.languages, "--lang", &mut findings).and(states) {
        Ok(()) => {
            let set = match &what.against {
                Some(other) => against::compared(&set, other)?,
                None => set,
            };
            let Options { advise, attachments, shard, only_approved, .. } = own;
            let large_print = what.large_print;
            Ok((set, Options { advise, attachments, shard, only_approved, large_print, ..options }))
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
            question_mail(set, &which.set, options, &mut run.findings);
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
