//! A set that was read, for whoever uses the library.

#![warn(missing_docs)]

use super::against::{FigureChange, NotComparable, Other};
use super::approval;
use super::decisions::{self, WaivedRule};
use super::names::FileNames;
use super::outcome::StateName;
use super::plan;
use crate::diagnostic::{Findings, Sink};
use crate::export::{self, ExportError, ExportFormat};
use crate::facts::{self, Protection};
use crate::lint::{self, Wrong};
use crate::set::{self, Dataset, Files, Folder, NamePattern, Reading};
use crate::source::{Location, Sources, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A set: the year's figures of all states, the wordings they are said in, and what sheets look like.
/// Cheap to clone.
#[derive(Clone)]
pub struct Set {
    pub(super) dataset: Arc<Dataset>,
    pub(super) sources: Arc<Sources>,
    /// The edition it is held against.
    pub(super) other: Option<Arc<Other>>,
    findings: Findings,
    /// What its files are called, if it was asked.
    pub(super) file_names: Option<Arc<NamePattern>>,
}

impl Set {
    /// Reads the set in a folder, with all its wordings.
    ///
    /// # Errors
    /// If a file that all sheets need has a fault. A fault in a state's file concerns that state alone:
    /// see [`Set::failed_states`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Findings> {
        Self::open_in(folder, &[])
    }

    /// As [`Set::open`]; of the wordings, only those in these languages are read (all, if there are
    /// none), so that a fault in one stops no other.
    ///
    /// # Errors
    /// As [`Set::open`].
    pub fn open_in(folder: impl AsRef<Path>, languages: &[String]) -> Result<Self, Findings> {
        let mut sink = Sink::default();
        match Folder::open(folder.as_ref(), &mut sink) {
            Ok(folder) => Self::read(&folder, languages),
            Err(_) => Err(Findings::new(sink, &Arc::default())),
        }
    }

    /// Reads a set from memory: the path of each file inside the set, and what is in it. The files that
    /// [`extract`](crate::extract) takes out of a handout are one.
    ///
    /// # Errors
    /// As [`Set::open`].
    pub fn from_files<P, B>(files: impl IntoIterator<Item = (P, B)>) -> Result<Self, Findings>
    where
        P: Into<PathBuf>,
        B: Into<Vec<u8>>,
    {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into()));
        Self::read(&files.collect::<BTreeMap<PathBuf, Vec<u8>>>(), &[])
    }

    /// From wherever the files are.
    #[doc(hidden)]
    pub fn read(files: &dyn Files, languages: &[String]) -> Result<Self, Findings> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        match set::read_files(files, languages, &mut sources, &mut sink) {
            Reading::Sound(dataset) => {
                let sources = Arc::new(sources);
                let findings = Findings::new(sink, &sources);
                Ok(Self { dataset: Arc::new(dataset), sources, other: None, findings, file_names: None })
            }
            Reading::Faulty { rest, reported: _ } => {
                // Nothing will be made; what could be read is still judged, so that all faults show.
                rest.iter().for_each(|rest| drop(facts::validate_all(rest, &mut sink)));
                Err(Findings::new(sink, &Arc::new(sources)))
            }
        }
    }

    /// The same set, to be held against the one in another folder: an earlier year's, or a second entry
    /// of the same year. Its own faults become notes.
    ///
    /// # Errors
    /// If they cannot be compared.
    pub fn against(&self, folder: impl AsRef<Path>) -> Result<Self, NotComparable> {
        Other::open(folder.as_ref(), self).map(|(other, sources, sink)| self.beside(other, sources, sink))
    }

    /// The same set, to be held against the figures inside finished handouts: the name and the bytes of
    /// each, those of one year, of all places or some. Several of one place, in several languages or
    /// profiles, must agree; where they do not, a note says so.
    ///
    /// # Errors
    /// If they cannot be compared.
    pub fn against_handouts(&self, handouts: &[(PathBuf, Vec<u8>)]) -> Result<Self, NotComparable> {
        Other::unpack(handouts, self).map(|(other, sources, sink)| self.beside(other, sources, sink))
    }

    fn beside(&self, other: Other, sources: Sources, noted: Sink) -> Self {
        let sources = Arc::new(sources);
        let mut findings = Findings::new(self.findings.parts().0.clone(), &sources);
        findings.sink_mut().absorb(noted);
        let (dataset, file_names) = (self.dataset.clone(), self.file_names.clone());
        Self { dataset, sources, other: Some(Arc::new(other)), findings, file_names }
    }

    /// The same set, with texts beside its own.
    pub(super) fn with_sources(&self, sources: Sources) -> Self {
        let sources = Arc::new(sources);
        let findings = Findings::new(self.findings.parts().0.clone(), &sources);
        Self { sources, findings, ..self.clone() }
    }

    /// The same set, whose files are called otherwise.
    pub fn with_file_names(self, pattern: NamePattern) -> Self {
        Self { file_names: Some(Arc::new(pattern)), ..self }
    }

    /// What became of each figure since the other edition, as both are printed; none without another.
    pub fn changes(&self) -> Vec<FigureChange> {
        self.other.as_ref().map(|other| other.changes(&self.dataset, &self.sources)).unwrap_or_default()
    }

    /// Its figures as a table for the office, with every number as it was counted: the bytes of a file, the
    /// same for the same set. States whose files have faults are not in it.
    ///
    /// # Errors
    /// If it does not fit into a workbook.
    pub fn export(&self, format: ExportFormat) -> Result<Vec<u8>, ExportError> {
        export::export(&self.dataset, &self.sources, format)
    }

    /// What the stages of the program make of it.
    #[doc(hidden)]
    pub fn parts(&self) -> (&Arc<Dataset>, &Arc<Sources>) {
        (&self.dataset, &self.sources)
    }

    /// The folder it was read from, as it is typed into a command; `SET` if it was read from memory.
    pub fn folder(&self) -> String {
        folder(&self.dataset, &self.sources)
    }

    /// What was found while it was read.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// BCP 47 tags of its languages; the first is its own, the others are additions.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.dataset.set.languages.iter().map(|language| language.value.as_str())
    }

    /// The name of its output profile.
    pub fn profile(&self) -> &str {
        plan::default_profile(&self.dataset)
    }

    /// The states whose files are without a fault, in the order of the files.
    pub fn states(&self) -> impl Iterator<Item = StateName> {
        self.dataset.states.iter().map(StateName::of)
    }

    /// The states whose files have faults, as far as their names could be read. No sheet is made of
    /// them.
    pub fn failed_states(&self) -> impl Iterator<Item = StateName> {
        self.dataset.failed_states.iter().map(StateName::of_failed)
    }

    /// Every rule that is waived, the nation's first, then state by state.
    pub fn waivers(&self) -> Vec<WaivedRule> {
        decisions::waivers(&self.dataset, &self.sources)
    }

    /// What `approvals.toml` records of the wording of a language when it was reviewed; `None` if the wording was
    /// not read.
    pub fn wording_key(&self, language: &str) -> Option<String> {
        approval::wording_key(&self.dataset, language)
    }

    /// Whether it has approvals, so that sheets without one are drafts.
    pub fn asks_approval(&self) -> bool {
        self.dataset.approvals.is_some()
    }

    /// Whether someone has reviewed the wording of a language as it is.
    pub fn is_reviewed(&self, language: &str) -> bool {
        let review = self.dataset.approvals.as_ref().and_then(|all| all.wording(language));
        review.is_some_and(|review| Some(&review.key) == self.wording_key(language).as_ref())
    }

    /// The state of the set whose sheet, in any language and profile, has this file name.
    pub fn owner(&self, file_name: &str) -> Option<String> {
        FileNames::of(&self.dataset, self.file_names.as_deref()).owner(file_name)
    }

    /// The line and column of a place in its files.
    pub fn locate(&self, span: Span) -> Location {
        self.sources.locate(span)
    }

    /// What must not be printed, for readers who have the other edition, too.
    pub(super) fn protection(&self) -> Protection {
        match &self.other {
            Some(other) => Protection::since(&self.dataset, &other.earlier_print(&self.dataset)),
            None => Protection::new(&self.dataset),
        }
    }

    /// What a careful reader would ask of a set of which no sheet can be made, added to `findings`. Of
    /// others, [`Batch::check`](crate::Batch::check) asks it and more.
    pub fn question(&self, findings: &mut Findings) {
        let protection = self.protection();
        let doubts = self.other.as_ref().map(|other| other.doubts(&self.dataset, &protection));
        let wrong = Wrong::find(&self.dataset, &protection, doubts);
        lint::lint(&self.dataset, &wrong, None, &self.sources, findings.sink_mut());
    }
}

/// The folder of a set as it is typed into a command.
pub(super) fn folder(dataset: &Dataset, sources: &Sources) -> String {
    let folder = sources.path(dataset.set.file).parent().map(typed);
    folder.filter(|folder| !folder.is_empty()).unwrap_or_else(|| "SET".to_owned())
}

/// A path as it is typed into a command.
pub(crate) fn typed(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:~".contains(letter);
    if path.chars().all(plain) { path } else { format!("\"{path}\"") }
}
