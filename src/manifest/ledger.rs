//! The account of an output folder while a run writes into it.
//!
//! In: the folder, and each file that is made. Out: the files, their records, at the end the manifest. A
//! file is moved into its place first, then its line goes into the journal; the manifest is written whole
//! at the end, and the journal goes. Whatever ends a run, the next one finds a file with its record, or a
//! file whose record does not fit, which it makes again. One run writes into a folder at a time, or several
//! shards of one run.

use super::journal::{self, Journal};
use super::{Manifest, Record, RunRecord, sha256};
use crate::output::{OutputFolder, WriteError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folder of our own inside an output folder.
const OWN: &str = ".handout";

/// One part of a run of several, each of which makes every n-th state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// The open account. Its lock ends with it.
#[derive(Debug)]
pub struct Ledger {
    folder: OutputFolder,
    path: PathBuf,
    /// What stands between `manifest` and `.json`.
    part: String,
    before: Before,
    now: Mutex<Now>,
    lock: Option<File>,
}

/// What the folder held by the account of earlier runs.
#[derive(Debug, Default)]
struct Before {
    run: Option<RunRecord>,
    records: BTreeMap<String, Record>,
}

#[derive(Debug)]
struct Now {
    journal: Option<Journal>,
    records: BTreeMap<String, Record>,
}

/// Why a folder cannot be written to.
#[derive(Debug)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another run writes to it now.
    InUse,
    /// The system's reason.
    Write(WriteError),
}

impl Ledger {
    /// Takes a folder over from earlier runs.
    ///
    /// # Errors
    /// If another run has it, or it cannot be written to.
    pub fn open(folder: &OutputFolder, shard: Option<Shard>) -> Result<Self, LedgerError> {
        let part = shard.map(|Shard { number, of }| format!(".{number}-of-{of}")).unwrap_or_default();
        let path = folder.path().to_owned();
        let own = path.join(OWN);
        let failed = |cause| LedgerError::Write(WriteError { path: own.clone(), cause });
        fs::create_dir_all(&own).map_err(failed)?;
        let lock = lock(&own.join(format!("lock{part}"))).map_err(failed)?.ok_or(LedgerError::InUse)?;
        folder.sweep();
        let mut before = Before::read(&path, &part);
        if !part.is_empty() {
            // What the whole folder held before it was divided.
            let whole = Before::read(&path, "");
            before.records = whole.records.into_iter().chain(before.records).collect();
        }
        let now = Now { journal: None, records: BTreeMap::new() };
        Ok(Self { folder: folder.clone(), path, part, before, now: Mutex::new(now), lock: Some(lock) })
    }

    /// The folder.
    pub fn folder(&self) -> &OutputFolder {
        &self.folder
    }

    /// The last run, if it was asked the same of the same input and all its files lie there as it made them.
    pub fn unchanged(&self, key: &str) -> Option<(&RunRecord, Vec<&Record>)> {
        let run = self.before.run.as_ref().filter(|run| run.key == key)?;
        let records: Option<Vec<&Record>> =
            run.files.iter().map(|file| self.before.records.get(file)).collect();
        let records = records.filter(|records| records.iter().all(|record| self.lies_there(record)))?;
        (!self.path.join(OWN).join(self.journal_name()).exists()).then_some((run, records))
    }

    /// The record of a file that lies there and was made from the same.
    pub fn holds(&self, file: &str, key: &str) -> Option<&Record> {
        self.before.records.get(file).filter(|record| record.key == key && self.lies_there(record))
    }

    /// Writes a file, then its line.
    ///
    /// # Errors
    /// If one of the two cannot be written: then the file is not taken as made.
    pub fn write(&self, record: Record, bytes: &[u8]) -> Result<PathBuf, WriteError> {
        let path = self.folder.write(&record.file, bytes)?;
        let mut now = self.now();
        let journal = self.path.join(OWN).join(self.journal_name());
        let failed = |cause| WriteError { path: journal.clone(), cause };
        if now.journal.is_none() {
            now.journal = Some(Journal::open(&journal).map_err(failed)?);
        }
        now.journal.iter_mut().try_for_each(|open| open.add(&record)).map_err(failed)?;
        now.records.insert(record.file.clone(), record);
        Ok(path)
    }

    /// Takes a file over that lies there already.
    pub fn keep(&self, record: Record) {
        self.now().records.insert(record.file.clone(), record);
    }

    /// The files of earlier runs that this run has not made or kept, sorted, with whether each still is as
    /// it was made.
    pub fn beside(&self) -> Vec<(String, bool)> {
        let now = self.now();
        let others = self.before.records.values().filter(|record| !now.records.contains_key(&record.file));
        let there = others.filter(|record| self.path.join(&record.file).is_file());
        there.map(|record| (record.file.clone(), self.lies_there(record))).collect()
    }

    /// Removes files of earlier runs that nobody has changed since; those that are gone.
    pub fn prune(&self, files: &BTreeSet<String>) -> Vec<String> {
        let unchanged = self.beside().into_iter().filter(|(file, same)| *same && files.contains(file));
        let removed = unchanged.filter(|(file, _)| fs::remove_file(self.path.join(file)).is_ok());
        removed.map(|(file, _)| file).collect()
    }

    /// Writes the manifest and ends the account. `run` is what was asked, if all of it was made.
    ///
    /// # Errors
    /// If the manifest cannot be written; the journal then stays, and the next run takes it over.
    pub fn finish(self, run: Option<RunRecord>) -> Result<(), WriteError> {
        let mut all = BTreeMap::new();
        // A shard answers for its own files alone.
        if self.part.is_empty() {
            let before = self.before.records.iter().filter(|(_, record)| self.lies_there(record));
            all.extend(before.map(|(file, record)| (file.clone(), record.clone())));
        }
        all.append(&mut self.now().records);
        write(&self.folder, &self.part, &Manifest::new(run, &all))?;
        // Windows keeps a file, and so its folder, for as long as it is open.
        self.now().journal = None;
        let _ = fs::remove_file(self.path.join(OWN).join(self.journal_name()));
        Ok(())
    }

    fn lies_there(&self, record: &Record) -> bool {
        lies_there(&self.path, record)
    }

    fn journal_name(&self) -> String {
        format!("journal{}", self.part)
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        let own = self.path.join(OWN);
        let _ = fs::remove_file(own.join(format!("lock{}", self.part)));
        self.lock = None;
        // Unless a journal is left, or another run is there.
        let _ = fs::remove_dir(own);
    }
}

/// The files that a folder has by its own account; none, if it has no account.
pub fn records(folder: &Path) -> Vec<Record> {
    Before::read(folder, "").records.into_values().collect()
}

/// Makes one manifest of those of all shards, which then go; how many files it names.
///
/// # Errors
/// If a shard is missing, two of them are of different runs, or a file cannot be written.
pub fn merge(folder: &OutputFolder) -> io::Result<usize> {
    let path = folder.path();
    let names = fs::read_dir(path)?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut shards: Vec<Shard> = names.filter_map(|name| shard_of(&name)).collect();
    shards.sort_by_key(|shard| (shard.of, shard.number));
    let of = shards.first().map_or(0, |shard| shard.of);
    if shards.is_empty() || shards.iter().any(|shard| shard.of != of) || shards.len() != of {
        let found: Vec<String> =
            shards.iter().map(|shard| format!("{} of {}", shard.number, shard.of)).collect();
        let found = if found.is_empty() { "there is none".to_owned() } else { found.join(", ") };
        return Err(io::Error::other(format!("not every shard has its manifest: {found}")));
    }
    let part = |shard: &Shard| format!(".{}-of-{}", shard.number, shard.of);
    let parts: Vec<Before> = shards.iter().map(|shard| Before::read(path, &part(shard))).collect();
    let mut records = BTreeMap::new();
    let (mut files, mut warnings) = (BTreeSet::new(), 0);
    let first = parts[0].run.as_ref().map(|run| run.key.clone());
    for part in &parts {
        let Some(run) = part.run.as_ref().filter(|run| Some(&run.key) == first.as_ref()) else {
            return Err(io::Error::other(
                "the shards are not of one run, or one of them did not make all its handouts",
            ));
        };
        files.extend(run.files.iter().cloned());
        warnings = warnings.max(run.warnings);
        records.extend(part.records.iter().map(|(file, record)| (file.clone(), record.clone())));
    }
    let count = records.len();
    let run = first.map(|key| RunRecord { key, warnings, files: files.into_iter().collect() });
    write(folder, "", &Manifest::new(run, &records))?;
    for shard in &shards {
        for ending in ["json", "csv"] {
            let _ = fs::remove_file(path.join(format!("manifest{}.{ending}", part(shard))));
        }
    }
    Ok(count)
}

/// `manifest.2-of-3.json`.
fn shard_of(name: &str) -> Option<Shard> {
    let (number, of) = name.strip_prefix("manifest.")?.strip_suffix(".json")?.split_once("-of-")?;
    Some(Shard { number: number.parse().ok()?, of: of.parse().ok()? })
}

fn write(folder: &OutputFolder, part: &str, manifest: &Manifest) -> Result<(), WriteError> {
    folder.write(&format!("manifest{part}.csv"), &manifest.csv())?;
    folder.write(&format!("manifest{part}.json"), &manifest.json()).map(drop)
}

impl Before {
    /// The manifest, then the journal of a run that did not end: the later line counts.
    fn read(path: &Path, part: &str) -> Self {
        let manifest = fs::read(path.join(format!("manifest{part}.json"))).ok();
        let manifest = manifest.and_then(|json| serde_json::from_slice::<Manifest>(&json).ok());
        let manifest = manifest.filter(|manifest| manifest.schema == super::SCHEMA);
        let same = |manifest: &Manifest| manifest.program == super::program();
        let run =
            manifest.as_ref().filter(|manifest| same(manifest)).and_then(|manifest| manifest.run.clone());
        let journal = fs::read(path.join(OWN).join(format!("journal{part}"))).unwrap_or_default();
        let records = manifest.map(|manifest| manifest.handouts).unwrap_or_default();
        let records = records.into_iter().chain(journal::read(&journal));
        // A name that leaves the folder is none of ours.
        let own = records.filter(|record| Path::new(&record.file).file_name() == Some(record.file.as_ref()));
        Self { run, records: own.map(|record| (record.file.clone(), record)).collect() }
    }
}

fn lies_there(path: &Path, record: &Record) -> bool {
    let path = path.join(&record.file);
    let size = fs::metadata(&path).map(|known| known.len());
    size.is_ok_and(|size| usize::try_from(size) == Ok(record.bytes))
        && fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == record.sha256)
}

/// The lock of a folder; `None` if another run has it. A disk that knows no locks has no lock.
fn lock(path: &Path) -> io::Result<Option<File>> {
    loop {
        let file = File::options().create(true).append(true).open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(file)),
            // The run before has just taken it away.
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(_)) => return Ok(Some(file)),
        }
    }
}

/// Whether a file still lies at its path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |known: io::Result<fs::Metadata>| known.ok().map(|known| (known.dev(), known.ino()));
    inode(file.metadata()) == inode(fs::metadata(path))
}

/// An open file cannot be taken away there.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The record of a file with these bytes.
    pub fn record(file: &str, bytes: &[u8]) -> Record {
        Record {
            file: file.to_owned(),
            state: "AV".into(),
            name: "Avalon".into(),
            language: "en".into(),
            profile: "office".into(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            title: "Avalon, \"2023\"".into(),
            size: 10.25,
            fill: 0.98,
            findings: Vec::new(),
            checks: 40,
            key: format!("key of {file}"),
        }
    }

    #[test]
    fn a_run_that_ended_nowhere_is_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(dir.path()).unwrap();
        let ledger = Ledger::open(&folder, None).unwrap();
        ledger.write(record("a.pdf", b"one"), b"one").unwrap();
        assert!(matches!(Ledger::open(&folder, None), Err(LedgerError::InUse)));
        // Neither a manifest nor an end.
        drop(ledger);
        let next = Ledger::open(&folder, None).unwrap();
        let held = next.holds("a.pdf", "key of a.pdf").unwrap().clone();
        assert!(next.holds("a.pdf", "another key").is_none());
        next.keep(held);
        let run = RunRecord { key: "run".into(), warnings: 0, files: vec!["a.pdf".into()] };
        next.finish(Some(run.clone())).unwrap();
        let last = Ledger::open(&folder, None).unwrap();
        assert_eq!(last.unchanged("run").map(|(run, _)| run), Some(&run));
        assert!(last.unchanged("another run").is_none());
        fs::write(dir.path().join("a.pdf"), b"two").unwrap();
        assert!(last.unchanged("run").is_none() && last.holds("a.pdf", "key of a.pdf").is_none());
    }

    #[test]
    fn a_manifest_that_names_files_elsewhere_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(&dir.path().join("out")).unwrap();
        fs::write(dir.path().join("a.pdf"), b"one").unwrap();
        let records = BTreeMap::from([("../a.pdf".to_owned(), record("../a.pdf", b"one"))]);
        write(&folder, "", &Manifest::new(None, &records)).unwrap();
        let ledger = Ledger::open(&folder, None).unwrap();
        assert!(ledger.beside().is_empty());
        ledger.prune(&BTreeSet::from(["../a.pdf".to_owned()]));
        assert!(dir.path().join("a.pdf").exists());
    }
}
