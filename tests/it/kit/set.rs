//! Sets: their files, to be changed before they are read; what they come to when they are read; what
//! is said of those with faults.

use crate::kit::invented;
use crate::kit::sample::ALL_SHOWN;
use handout::batch::{Batch, Options, Outcome};
use handout::diagnostic::{Code, Diagnostic, Sink, render_text};
use handout::document::Document;
use handout::embed::unpack;
use handout::facts::{self, Facts};
use handout::outline::Shown;
use handout::set::{self, Dataset, Reading};
use handout::source::{Sources, Span};
use handout::theme::Theme;
use handout::wording::Composer;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

/// The shipped sample.
pub const DATA: &str = "data";

/// Sheets by their file names.
pub type Sheets = BTreeMap<String, Vec<u8>>;

/// The files of a set by their paths.
#[derive(Clone, Debug)]
pub struct Draft(BTreeMap<String, Vec<u8>>);

impl Draft {
    /// The files of a folder of the repository.
    pub fn of(folder: &str) -> Self {
        let mut files = BTreeMap::new();
        for below in ["", "states/"] {
            for entry in fs::read_dir(Path::new(folder).join(below)).into_iter().flatten().flatten() {
                let name = entry.file_name().into_string().expect("a plain name");
                if name.ends_with(".toml") {
                    files.insert(format!("{below}{name}"), fs::read(entry.path()).expect("a file"));
                }
            }
        }
        assert!(files.contains_key("handout.toml"), "{folder} is a set");
        Self(files)
    }

    /// The shipped sample.
    pub fn sample() -> Self {
        Self::of(DATA)
    }

    /// The shipped sample in one language.
    pub fn sample_in(language: &str) -> Self {
        let set = Self::sample().edit("handout.toml", r#"["en", "es"]"#, &format!("[\"{language}\"]"));
        let others = set.0.into_iter().filter(|(file, _)| match file.strip_prefix("wording.") {
            Some(rest) => rest == format!("{language}.toml"),
            None => true,
        });
        Self(others.collect())
    }

    /// The figures of the shipped sample with a wording of a few lines: enough to read them with.
    pub fn sample_of_few_words() -> Self {
        let words = Self::of("tests/cases/above-limit");
        let words = words.text("wording.en.toml").replace("\"mares\"", "\"missing_other\"");
        Self::sample_in("en").with("wording.en.toml", words.replace("\"stallions\"", "\"missing_orr\""))
    }

    /// So many invented places; see [`invented::set`].
    pub fn invented(places: usize, more: usize) -> Self {
        Self::made(invented::set(places, more))
    }

    /// Files made up.
    pub fn made<N: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (N, T)>) -> Self {
        Self(files.into_iter().map(|(name, text)| (name.into(), text.into().into_bytes())).collect())
    }

    /// The set inside of a sheet.
    pub fn unpacked(sheet: &[u8]) -> Self {
        let files = unpack(sheet).expect("a set inside").into_iter();
        Self(
            files
                .map(|file| (Path::new(file.folder).join(file.name).display().to_string(), file.bytes))
                .collect(),
        )
    }

    /// With another text of a file, or with one file more.
    pub fn with(mut self, file: &str, text: impl Into<Vec<u8>>) -> Self {
        self.0.insert(file.to_owned(), text.into());
        self
    }

    pub fn without(mut self, file: &str) -> Self {
        self.0.remove(file).expect("a file of the set");
        self
    }

    /// With `from` replaced wherever it stands in a file, where it must stand.
    pub fn edit(self, file: &str, from: &str, to: &str) -> Self {
        let text = self.text(file);
        assert!(text.contains(from), "{file} has no {from}");
        let text = text.replace(from, to);
        self.with(file, text)
    }

    pub fn bytes(&self, file: &str) -> &[u8] {
        self.0.get(file).unwrap_or_else(|| panic!("no {file} in the set"))
    }

    pub fn text(&self, file: &str) -> &str {
        std::str::from_utf8(self.bytes(file)).expect("a text")
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn write_to(&self, folder: &Path) {
        invented::write(folder, &self.0).expect("a folder");
    }

    pub fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        self.write_to(folder.path());
        folder
    }

    /// The set, which must be sound.
    pub fn read(&self) -> Set {
        Set::read(self.write().path())
    }

    /// The set, or what is wrong with it.
    pub fn try_read(&self) -> Result<Set, Told> {
        Set::try_read(self.write().path())
    }

    /// What is said of the set, which may have faults; see [`Told::of`].
    pub fn told(&self, options: &Options, then: impl FnOnce(&Batch<'_>, &Sources, &mut Sink)) -> Told {
        Told::of(self.write().path(), options, then)
    }

    /// The sheets of the set, all of which must be made.
    pub fn build(&self, options: &Options) -> Sheets {
        self.read().build(options)
    }
}

/// A sound set, read.
pub struct Set {
    pub sources: Sources,
    pub dataset: Dataset,
}

impl Set {
    pub fn read(folder: &Path) -> Self {
        Self::try_read(folder).unwrap_or_else(|told| panic!("{}", told.text()))
    }

    /// # Errors
    /// What is wrong with it.
    pub fn try_read(folder: &Path) -> Result<Self, Told> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        match set::read(folder, &mut sources, &mut sink) {
            Ok(dataset) => Ok(Self { sources, dataset }),
            Err(_) => Err(Told { sources, sink, folder: folder.display().to_string() }),
        }
    }

    /// The shipped sample, read once.
    pub fn sample() -> &'static Self {
        static SAMPLE: LazyLock<Set> = LazyLock::new(|| Set::read(Path::new(DATA)));
        &SAMPLE
    }

    pub fn plan(&self, options: &Options) -> Batch<'_> {
        let mut sink = Sink::default();
        let batch = Batch::plan(&self.dataset, &self.sources, options, &mut sink);
        batch.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources)))
    }

    /// The sheets, all of which must be made.
    pub fn build(&self, options: &Options) -> Sheets {
        let (batch, mut sink) = (self.plan(options), Sink::default());
        let sheets = sheets(&batch, &mut sink);
        assert!(sheets.len() == batch.len(), "{}", said(&sink, &self.sources));
        sheets
    }

    /// What its wording number `language` is made into.
    pub fn composer(&self, language: usize, shown: Shown) -> Composer {
        let (set, mut sink) = (&self.dataset, Sink::default());
        let composer = Composer::new(&set.set, &set.wordings[language], shown, &self.sources, &mut sink);
        composer.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources)))
    }

    /// The figures of its first state.
    pub fn facts(&self) -> Facts {
        let mut sink = Sink::default();
        let facts = facts::validate(&self.dataset, &self.dataset.states[0], &mut sink);
        facts.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources)))
    }

    /// The page of its first state in language number `language`, with all that the wording has.
    pub fn document(&self, language: usize) -> Document {
        self.composed(language, ALL_SHOWN, &self.facts())
    }

    /// The page of these figures.
    pub fn composed(&self, language: usize, shown: Shown, facts: &Facts) -> Document {
        let (set, mut sink) = (&self.dataset.set, Sink::default());
        let date = set.released.as_ref().expect("a day of release").value;
        let document = self.composer(language, shown).compose(set, facts, date, &mut sink);
        document.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources)))
    }

    /// A theme with the changes of the set.
    pub fn theme(&self, name: &str) -> Theme {
        let mut sink = Sink::default();
        let theme = self.dataset.set.theme_changes.theme(name, &mut sink);
        theme.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources))).expect("a theme of that name")
    }

    /// Where what is at fault with the page of its first state is told.
    pub fn place(&self) -> Span {
        self.dataset.states[0].name().span
    }
}

/// The sheets of a plan that are made.
pub fn sheets(batch: &Batch<'_>, sink: &mut Sink) -> Sheets {
    let made = Mutex::new(Sheets::new());
    let outcomes = batch.build(1, sink, |handout, bytes| {
        made.lock().expect("one thread").insert(handout.file_name.clone(), bytes.to_vec());
        Ok(())
    });
    assert!(!outcomes.iter().any(|outcome| matches!(outcome, Outcome::Undelivered { .. })), "{outcomes:?}");
    made.into_inner().expect("one thread")
}

/// What is said of a set.
pub struct Told {
    pub sources: Sources,
    pub sink: Sink,
    /// Where the set was.
    folder: String,
}

impl Told {
    /// Reads, judges and plans the set in `folder`; `then` goes on where there is a plan.
    pub fn of(folder: &Path, options: &Options, then: impl FnOnce(&Batch<'_>, &Sources, &mut Sink)) -> Self {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        // So that its name is found in the messages, and nothing else.
        let folder = &std::path::absolute(folder).expect("a folder");
        match set::read_all(folder, &options.languages, &mut sources, &mut sink) {
            Reading::Sound(dataset) => {
                if let Ok(batch) = Batch::plan(&dataset, &sources, options, &mut sink) {
                    then(&batch, &sources, &mut sink);
                }
            }
            Reading::Faulty { rest, .. } => {
                rest.iter().for_each(|rest| drop(facts::validate_all(rest, &mut sink)));
            }
        }
        Told { sources, sink, folder: folder.display().to_string() }
    }

    pub fn codes(&self) -> Vec<Code> {
        self.sink.in_order().iter().map(|fault| fault.code).collect()
    }

    /// The messages as they are printed, with paths that begin at the set's folder.
    pub fn text(&self) -> String {
        self.only(|_| true)
    }

    pub fn only(&self, wanted: impl Fn(&Diagnostic) -> bool) -> String {
        let found = self.sink.in_order().into_iter().filter(|fault| wanted(fault));
        let text: String = found.map(|fault| render_text(fault, &self.sources) + "\n").collect();
        text.replace(&format!("{}/", self.folder), "").replace(&self.folder, ".")
    }
}

/// Messages as they are printed, with a blank line after each.
fn said(sink: &Sink, sources: &Sources) -> String {
    sink.in_order().into_iter().map(|fault| render_text(fault, sources) + "\n").collect()
}

/// For [`Told::of`]: lays all sheets out.
pub fn check(batch: &Batch<'_>, _: &Sources, sink: &mut Sink) {
    batch.check(1, sink);
}

/// For [`Told::of`]: does what `handout check` does.
pub fn check_and_lint(batch: &Batch<'_>, sources: &Sources, sink: &mut Sink) {
    batch.check(1, sink);
    batch.lint(sources, sink);
}
