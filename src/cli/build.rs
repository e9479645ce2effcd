//! `handout build`: the files of a run into a folder, with its account, or one to standard output.
//!
//! What lies there, made from the same, is not made again; `--force` makes it. The account is the library's
//! [`Ledger`]; here stand the options, what is said, and the key that stops a run.

use super::decisions::Decisions;
use super::progress::Progress;
use super::report::OldSheet;
use super::say::{End, Voice};
use super::{Done, Format, asked};
use handout::{
    Batch, Code, Engine, Findings, Handout, Ledger, LedgerError, Options, Outcome, OutputFolder, Receiver,
    Run, RunRecord, Set, Severity, counted, is_sheet,
};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

pub const EXAMPLES: &str = "\
Examples:
  handout build data
      Every sheet of the set in the folder data, into the folder out
  handout build data -o out --only KY,OH --lang es
      The Spanish sheets of two states
  handout build data -o out --profile office,press
      For e-mail and the office printer, and for a print shop
  handout build data -o out --large-print
      The same words in 18 pt type, on as many pages as they take
  handout build data -o out --strict --against data-2022
      Nothing at all if a check, or a comparison with last year, would find anything
  handout build data -o - --only KY --lang en
      One sheet to standard output";

/// What is asked of a run that writes files.
#[derive(clap::Args, Clone)]
pub struct Writing {
    /// Folder the PDF files go to; `-` writes one handout to standard output
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Name of the files, instead of the set's: "{slug}-{year}-topic"
    #[arg(long, value_name = "PATTERN")]
    pub name: Option<String>,
    /// Make nothing if a check would find anything
    #[arg(long)]
    pub strict: bool,
    /// Make only handouts that are approved as they are
    #[arg(long = "final")]
    pub r#final: bool,
    /// Make every handout again, also those that have not changed
    #[arg(long)]
    pub force: bool,
    /// Delete handouts in the folder that the set no longer makes, unless somebody changed them
    #[arg(long)]
    pub prune: bool,
    /// Make only the states of one part of several: 1/3. `handout merge` then joins the manifests
    #[arg(long, value_name = "I/N", value_parser = asked::shard)]
    pub shard: Option<handout::Shard>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How to show how far the run is
    #[arg(long, value_enum, default_value = "auto")]
    pub progress: super::progress::HowFar,
}

/// Whether the files go to standard output.
pub fn is_stdout(out: &Path) -> bool {
    out == Path::new("-")
}

/// Everything one run writes with.
pub struct Build<'b> {
    pub set: &'b Set,
    pub options: &'b Options,
    pub writing: &'b Writing,
    pub format: Format,
    pub jobs: usize,
}

impl Build<'_> {
    /// The folder's account.
    pub fn open(&self, findings: &mut Findings) -> Result<Ledger, asked::Refused> {
        let out = &self.writing.out;
        let folder = asked::folder(out, findings)?;
        Ledger::open(&folder, self.options.shard).map_err(|error| {
            let (message, help) = match error {
                LedgerError::InUse => (
                    "another run writes to this folder".to_owned(),
                    "wait until it has ended, or use another folder",
                ),
                LedgerError::Write(error) => {
                    (error.to_string(), "use a folder that you may write to: `-o out`")
                }
                _ => ("the folder cannot be used".to_owned(), "use another folder: `-o out`"),
            };
            findings.refuse(Code::BadValue, &format!("-o {}", out.display()), message, help);
            asked::Refused
        })
    }

    /// Makes the files.
    pub fn run(&self, engine: &Engine, ledger: Ledger, voice: &mut Voice) -> Done {
        let batch = Batch::new(engine);
        let progress = Progress::new(batch.len(), self.format, self.writing);
        let receiver =
            IntoFolder { build: self, ledger: &ledger, progress, said: Mutex::new(voice), stop: stop_key() };
        let run = batch.build_for(self.jobs, &receiver);
        drop(receiver);
        self.close(run, ledger)
    }

    /// Ends the account: what is old, what is pruned, the manifest.
    fn close(&self, run: Run, ledger: Ledger) -> Done {
        let stray = ledger.beside().into_iter().map(|(file, _)| file);
        let stray: BTreeSet<String> = stray.filter(|file| self.set.owner(file).is_none()).collect();
        let pruned = if self.writing.prune { ledger.prune(&stray) } else { Vec::new() };
        let made: Vec<&Handout> = run.outcomes.iter().filter_map(Outcome::made).collect();
        let mut old = old_sheets(ledger.folder(), Some(self.set), &run.outcomes);
        old.iter_mut().for_each(|old| old.stray = stray.contains(&old.name));
        let whole = !run.stopped && made.len() == run.outcomes.len() && !run.findings.has_errors();
        let key =
            self.set.run_key(self.options).filter(|_| whole && self.set.failed_states().next().is_none());
        let warnings = run.findings.count(Severity::Warning) + run.unseen;
        let files: BTreeSet<String> = made.iter().map(|handout| handout.file_name.clone()).collect();
        let record = key.map(|key| RunRecord { key, warnings, files: files.into_iter().collect() });
        let trouble = ledger.finish(record).err().map(|error| error.to_string());
        Done { run, decisions: Decisions::default(), old, pruned, trouble }
    }
}

/// Writes what a batch makes.
struct IntoFolder<'b> {
    build: &'b Build<'b>,
    ledger: &'b Ledger,
    progress: Progress,
    said: Mutex<&'b mut Voice>,
    stop: Arc<AtomicBool>,
}

impl IntoFolder<'_> {
    /// Told at once: whoever stops the run knows which files are there.
    fn told(&self, file: &str) {
        self.progress.step(file);
        let talks = self.build.format == Format::Text && !self.build.writing.quiet;
        if let (true, Ok(mut voice)) = (talks, self.said.lock()) {
            voice.data_now(self.build.writing.out.join(file).display());
        }
    }
}

impl Receiver for IntoFolder<'_> {
    fn has(&self, handout: &Handout) -> Option<usize> {
        let record =
            self.ledger.holds(&handout.file_name, &handout.key).filter(|_| !self.build.writing.force)?;
        let size = record.bytes;
        self.ledger.keep(record.clone());
        self.told(&handout.file_name);
        Some(size)
    }

    fn take(&self, handout: &Handout, bytes: &[u8]) -> io::Result<()> {
        self.ledger.write(handout.record(bytes), bytes)?;
        self.told(&handout.file_name);
        Ok(())
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Set by Ctrl-C, or by a system that ends the run; a second time ends it at once.
pub fn stop_key() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Where there is no such signal, the run is ended as any other.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, stop.clone());
        let _ = signal_hook::flag::register(signal, stop.clone());
    }
    stop
}

/// Ends a run that was asked what the last one was asked, of the same input, and whose files all lie there.
pub fn unchanged(
    set: &Set,
    options: &Options,
    writing: &Writing,
    format: Format,
    voice: &mut Voice,
) -> Option<End> {
    let Writing { out, strict, force, prune, quiet, .. } = writing;
    // JSON tells how each page is filled; a strict run tells what a check finds.
    if *strict || *force || *prune || format == Format::Json || !out.is_dir() {
        return None;
    }
    let ledger = Ledger::open(&OutputFolder::open(out).ok()?, options.shard).ok()?;
    let (run, records) = ledger.unchanged(&set.run_key(options)?)?;
    if !quiet {
        records.iter().for_each(|record| voice.data(out.join(&record.file).display()));
        voice.faults(set.findings().iter());
        let warnings = match run.warnings {
            0 => String::new(),
            warnings => {
                format!("; {}: run handout check {}", counted(warnings, "warning"), set.folder())
            }
        };
        voice.talk(format_args!("{} unchanged{warnings}", counted(records.len(), "handout")));
    }
    Some(End::Well)
}

/// One handout to standard output.
pub fn to_stdout(engine: &Engine, voice: &mut Voice) -> Result<Done, Findings> {
    let batch = Batch::new(engine);
    let mut findings = engine.findings().clone();
    if batch.len() != 1 {
        let message = format!(
            "one handout can go to standard output; this run makes {}",
            counted(batch.len(), "handout")
        );
        findings.refuse(
            Code::BadValue,
            "-o -",
            message,
            "ask for one: `--only KY --lang en --profile office`",
        );
        return Err(findings);
    }
    if voice.is_screen() {
        let help = "send it to a file: `-o - > sheet.pdf`, or give a folder: `-o out`";
        findings.refuse(Code::BadValue, "-o -", "a PDF file would go to the screen", help);
        return Err(findings);
    }
    let file = Mutex::new(Vec::new());
    let run = batch.build(1, |_, bytes| {
        if let Ok(mut file) = file.lock() {
            file.extend_from_slice(bytes);
        }
        Ok(())
    });
    voice.bytes(&file.into_inner().unwrap_or_default());
    Ok(Done { run, decisions: Decisions::default(), old: Vec::new(), pruned: Vec::new(), trouble: None })
}

/// The handouts in the folder that this run did not make, and whose they are as far as the set knows.
pub fn old_sheets(folder: &OutputFolder, set: Option<&Set>, outcomes: &[Outcome]) -> Vec<OldSheet> {
    let made = outcomes.iter().filter_map(Outcome::made).map(|handout| handout.file_name.as_str());
    let names = folder.others(&made.collect(), is_sheet).into_iter();
    names.map(|name| OldSheet { state: set.and_then(|set| set.owner(&name)), name, stray: false }).collect()
}

/// The same of a run that made nothing.
pub fn old_sheets_in(out: &Path, set: Option<&Set>) -> Vec<OldSheet> {
    let folder = Some(out).filter(|out| out.is_dir()).and_then(|out| OutputFolder::open(out).ok());
    folder.map(|folder| old_sheets(&folder, set, &[])).unwrap_or_default()
}
