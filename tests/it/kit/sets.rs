//! Sets as a program that uses the library reads them: from memory or a folder, each to what is found.

use handout::{Batch, Engine, Findings, Options, Set};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Sheets by their file names.
pub type Sheets = BTreeMap<String, Vec<u8>>;

/// A set in memory, of texts by their paths.
pub fn read<P: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (P, T)>) -> Result<Set, Findings> {
    let files = files.into_iter().map(|(path, text)| (path.as_ref().to_owned(), text.as_ref().to_owned()));
    Set::from_files(files)
}

/// What is found when all its pages are laid out.
pub fn fitted(set: Result<Set, Findings>, options: &Options) -> Findings {
    let engine = set.and_then(|set| Engine::new(&set, options));
    engine.map_or_else(|found| found, |engine| Batch::new(&engine).fit(1).findings)
}

/// What a check finds.
pub fn checked(set: Result<Set, Findings>, options: &Options) -> Findings {
    let engine = set.and_then(|set| Engine::new(&set, options));
    engine.map_or_else(|found| found, |engine| Batch::new(&engine).check(1).findings)
}

/// Its sheets, as many as are made, and what is found.
pub fn build(set: Result<Set, Findings>, options: &Options) -> (Sheets, Findings) {
    let engine = match set.and_then(|set| Engine::new(&set, options)) {
        Ok(engine) => engine,
        Err(found) => return (Sheets::new(), found),
    };
    let made = Mutex::new(Sheets::new());
    let run = Batch::new(&engine).build(1, |handout, bytes| {
        made.lock().expect("one thread").insert(handout.file_name.clone(), bytes.to_vec());
        Ok(())
    });
    let made = made.into_inner().expect("one thread");
    assert_eq!(made.len(), run.outcomes.iter().filter(|outcome| outcome.made().is_some()).count());
    (made, run.findings)
}
