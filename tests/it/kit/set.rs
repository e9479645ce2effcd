//! Sets: their files, to be changed before they are read; what they come to when they are read; what
//! is said of those with faults.

use crate::kit::invented;
use crate::kit::sample::ALL_SHOWN;
use handout::internals::diagnostic::{Code, Diagnostic, Sink, render_text};
use handout::internals::document::Document;
use handout::internals::embed::unpack;
use handout::internals::facts::{self, Facts};
use handout::internals::outline::Shown;
use handout::internals::set::{Dataset, Wording};
use handout::internals::source::{Sources, Span};
use handout::internals::theme::Theme;
use handout::internals::wording::Composer;
use handout::{Batch, Engine, Findings, Options, Outcome};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
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

    /// The shipped sample, with files of short names: `kentucky.pdf`.
    pub fn sample() -> Self {
        Self::of(DATA).edit("handout.toml", "{slug}-{year}-missing-children", "{slug}")
    }

    /// The second sample, likewise.
    pub fn income() -> Self {
        Self::of("examples/household-income").edit("handout.toml", "{slug}-{year}-household-income", "{slug}")
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

    /// Its files in memory.
    fn in_memory(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.0.iter().map(|(file, bytes)| (file.into(), bytes.clone())).collect()
    }

    /// The set, which must be sound.
    pub fn read(&self) -> Set {
        self.try_read().unwrap_or_else(|told| panic!("{}", told.text()))
    }

    /// The set, or what is wrong with it.
    pub fn try_read(&self) -> Result<Set, Told> {
        Set::of(handout::Set::read(&self.in_memory(), &[]), None)
    }

    /// What is said of the set, which may have faults; see [`Told::of`].
    pub fn told(&self, options: &Options, then: impl FnOnce(&Batch, &mut Findings)) -> Told {
        Told::new(handout::Set::read(&self.in_memory(), &options.languages), None, options, then)
    }

    /// The sheets of the set, all of which must be made.
    pub fn build(&self, options: &Options) -> Sheets {
        self.read().build(options)
    }
}

/// A sound set, read.
pub struct Set {
    pub set: handout::Set,
    pub sources: Arc<Sources>,
    pub dataset: Arc<Dataset>,
    /// Those of the dataset; a test may change them.
    pub wordings: Vec<Wording>,
}

impl Set {
    pub fn read(folder: &Path) -> Self {
        Self::of(handout::Set::open(folder), Some(folder)).unwrap_or_else(|told| panic!("{}", told.text()))
    }

    fn of(read: Result<handout::Set, Findings>, folder: Option<&Path>) -> Result<Self, Told> {
        let set = read.map_err(|findings| Told::that(findings, folder))?;
        let (dataset, sources) = set.parts();
        let (dataset, sources) = (dataset.clone(), sources.clone());
        let wordings = dataset.wordings.clone();
        Ok(Self { set, sources, dataset, wordings })
    }

    /// The shipped sample, read once.
    pub fn sample() -> &'static Self {
        static SAMPLE: LazyLock<Set> = LazyLock::new(|| Set::read(Path::new(DATA)));
        &SAMPLE
    }

    pub fn engine(&self, options: &Options) -> Engine {
        Engine::new(&self.set, options).unwrap()
    }

    pub fn plan(&self, options: &Options) -> Batch {
        Batch::new(&self.engine(options))
    }

    /// The sheets, all of which must be made.
    pub fn build(&self, options: &Options) -> Sheets {
        let (batch, mut findings) = (self.plan(options), Findings::default());
        let sheets = sheets(&batch, &mut findings);
        assert!(sheets.len() == batch.len(), "{findings}");
        sheets
    }

    /// What its wording number `language` is made into.
    pub fn composer(&self, language: usize, shown: Shown) -> Composer {
        let (set, mut sink) = (&self.dataset, Sink::default());
        let composer = Composer::new(&set.set, &self.wordings[language], shown, &self.sources, &mut sink);
        composer.unwrap_or_else(|_| panic!("{}", said(&sink, &self.sources)))
    }

    /// The figures of its first state.
    pub fn facts(&self) -> Facts {
        self.facts_of(0)
    }

    /// The figures of the state in this place.
    pub fn facts_of(&self, state: usize) -> Facts {
        let mut sink = Sink::default();
        let facts = facts::validate(&self.dataset, &self.dataset.states[state], &mut sink);
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
        let document = self.composer(language, shown).compose(facts, date, &mut sink);
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

/// The sheets of a plan that are made; everything found goes to `findings`.
pub fn sheets(batch: &Batch, findings: &mut Findings) -> Sheets {
    let made = Mutex::new(Sheets::new());
    let run = batch.build(1, |handout, bytes| {
        made.lock().expect("one thread").insert(handout.file_name.clone(), bytes.to_vec());
        Ok(())
    });
    *findings = run.findings;
    let sound = |outcome: &Outcome| matches!(outcome, Outcome::Made(_) | Outcome::Failed { .. });
    assert!(run.outcomes.iter().all(sound), "{:?}", run.outcomes);
    made.into_inner().expect("one thread")
}

/// What is said of a set.
pub struct Told {
    pub sources: Arc<Sources>,
    pub sink: Sink,
    /// Where the set was, if not in memory.
    folder: Option<String>,
}

impl Told {
    /// Reads, judges and plans the set in `folder`, against the one in its folder `against` if there is one; `then` goes on where there is a plan.
    pub fn of(folder: &Path, options: &Options, then: impl FnOnce(&Batch, &mut Findings)) -> Self {
        // So that its name is found in the messages, and nothing else.
        let folder = &std::path::absolute(folder).expect("a folder");
        let other = folder.join("against");
        let read = handout::Set::open_in(folder, &options.languages);
        let read = read.map(|set| match other.exists() {
            true => set.against(other).unwrap_or_else(|why| panic!("{why}")),
            false => set,
        });
        Self::new(read, Some(folder), options, then)
    }

    fn new(
        read: Result<handout::Set, Findings>,
        folder: Option<&Path>,
        options: &Options,
        then: impl FnOnce(&Batch, &mut Findings),
    ) -> Self {
        let findings = match read.and_then(|set| Engine::new(&set, options)) {
            Ok(engine) => {
                let mut findings = engine.findings().clone();
                then(&Batch::new(&engine), &mut findings);
                findings
            }
            Err(findings) => findings,
        };
        Self::that(findings, folder)
    }

    fn that(findings: Findings, folder: Option<&Path>) -> Self {
        let (sink, sources) = findings.parts();
        let folder = folder.map(|folder| folder.display().to_string());
        Self { sources: sources.clone(), sink: sink.clone(), folder }
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
        match &self.folder {
            Some(folder) => text.replace(&format!("{folder}/"), "").replace(folder, "."),
            None => text,
        }
    }
}

/// Messages as they are printed, with a blank line after each.
fn said(sink: &Sink, sources: &Sources) -> String {
    sink.in_order().into_iter().map(|fault| render_text(fault, sources) + "\n").collect()
}

/// For [`Told::of`]: lays all sheets out.
pub fn check(batch: &Batch, findings: &mut Findings) {
    *findings = batch.fit(1).findings;
}

/// For [`Told::of`]: does what `handout check` does.
pub fn check_and_lint(batch: &Batch, findings: &mut Findings) {
    *findings = batch.check(1).findings;
}
