//! The sheets that may be attached: those of an output folder, each proved and read again.
//!
//! In: a folder with its manifest, and the set. Out: for a state and a language the one sheet that is theirs, or
//! why there is none. What is in the folder was looked at and signed; so nothing is made anew here. Whose a
//! sheet is, in which language, of which year, is read from its own words and tags, not from its name and not
//! from the manifest.

use super::mailing::said;
use crate::batch::{Approval, Letters, Proving, Set, Verdict, typed};
use crate::diagnostic::{Code, Diagnostic, Findings, Severity, Sink};
use crate::finished::{HeardDocument, HeardKind, hear};
use crate::lang::Language;
use crate::manifest::{self, Record, sha256};
use crate::proof::is_draft;
use crate::set::Dataset;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The sheets of an output folder.
pub struct FinishedSheets {
    folder: PathBuf,
    records: Vec<Record>,
}

/// A sheet that may be attached.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProvedSheet {
    /// Its name in the folder.
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
    /// Whose it is, as its words say.
    pub(super) says: SheetSaysOfItself,
    /// All of its words, as a screen reader says them.
    pub(super) words: String,
}

/// Whose sheet it is, as its heading and its tags say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetSaysOfItself {
    /// Postal code.
    pub(super) state: String,
    /// BCP 47 tag, as the tags have it: "en-US".
    pub(super) language: String,
    pub(super) year: i32,
}

impl SheetSaysOfItself {
    /// Whether it is the sheet that was asked for, of the year of the set.
    ///
    /// # Errors
    /// With what it says that is another's.
    pub(super) fn is_of(&self, (state, language): &SheetOf, year: i32) -> Result<(), String> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        match () {
            () if self.state != *state => {
                Err(format!("says it is the sheet of {}, and {state} was asked for", self.state))
            }
            () if primary(&self.language) != primary(language) => {
                Err(format!("is tagged as `{}`, and `{language}` was asked for", self.language))
            }
            () if self.year != year => Err(format!("says it is of {}, and the set is of {year}", self.year)),
            () => Ok(()),
        }
    }
}

/// State and language.
pub(super) type SheetOf = (String, String);

/// Of each sheet that was asked for, what may be attached, or why nothing.
pub(super) type ProvedSheets = BTreeMap<SheetOf, Result<Arc<ProvedSheet>, String>>;

/// Reads the bytes of a file.
pub type ReadSheet<'r> = dyn Fn(&Path) -> io::Result<Vec<u8>> + Sync + 'r;

impl FinishedSheets {
    /// Those of a folder, by its manifest, made of a set.
    ///
    /// # Errors
    /// If it has none.
    pub fn open(folder: &Path, set: &Set) -> Result<Self, Findings> {
        let records = manifest::records(folder);
        let mut sink = Sink::default();
        if records.is_empty() {
            let message = "this folder has no manifest of sheets";
            let help = format!(
                "make them first: `handout build {} -o {}`; or say where they are: `--from out`",
                set.folder(),
                typed(folder)
            );
            sink.report(Diagnostic::at_path(Code::UnreadableFile, folder, message).help(help));
            return Err(Findings::new(sink, &Arc::default()));
        }
        Ok(Self { folder: folder.to_owned(), records })
    }

    /// Where they are.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Proves the sheets that are wanted, each once.
    pub(super) fn prove(
        &self,
        wanted: BTreeSet<SheetOf>,
        letters: &Letters,
        proving: &Proving,
        read: &ReadSheet<'_>,
        jobs: usize,
    ) -> ProvedSheets {
        let set = letters.set();
        let mut found: ProvedSheets = BTreeMap::new();
        let mut bytes: BTreeMap<PathBuf, (SheetOf, &Record, Vec<u8>)> = BTreeMap::new();
        for own in wanted {
            match self.record(&own, letters).and_then(|record| {
                approved(letters, &own)?;
                let bytes = self.read(record, letters, read)?;
                match is_draft(&bytes) {
                    true => Err(format!(
                        "`{}` says DRAFT: make it again: `{}`",
                        record.file,
                        self.build(&own.0, letters)
                    )),
                    false => Ok((record, bytes)),
                }
            }) {
                Ok((record, all)) => drop(bytes.insert(self.folder.join(&record.file), (own, record, all))),
                Err(why) => drop(found.insert(own, Err(why))),
            }
        }
        let files: Vec<PathBuf> = bytes.keys().cloned().collect();
        let read_again = |file: &Path| {
            bytes.get(file).map(|(_, _, all)| all.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        let verdicts = proving.prove(&files, jobs, &read_again);
        for ((own, record, all), verdict) in bytes.into_values().zip(verdicts) {
            let sheet = judge(&own, record, all, &verdict, set);
            let sheet = sheet.and_then(|sheet| self.current(letters, &own, record).map(|()| sheet));
            found.insert(own, sheet.map(Arc::new).map_err(|why| format!("`{}` {why}", record.file)));
        }
        found
    }

    /// The one record of a sheet in the set's own profile, in large print or not.
    fn record(&self, (state, language): &SheetOf, letters: &Letters) -> Result<&Record, String> {
        let (folder, profile) = (self.folder.display(), letters.set().profile());
        let large = Language::from_tag(language).map(|language| format!(", {}", language.large_print()));
        let is_it = |record: &&Record| {
            let large = large.as_ref().is_some_and(|large| record.title.ends_with(large.as_str()));
            (record.state.as_str(), record.language.as_str(), record.profile.as_str())
                == (state.as_str(), language.as_str(), profile)
                && large == letters.large_print()
        };
        let found: Vec<&Record> = self.records.iter().filter(is_it).collect();
        match found.as_slice() {
            [one] => Ok(one),
            [] => {
                let print = if letters.large_print() { " in large print" } else { "" };
                Err(format!(
                    "`{folder}` has no sheet of {state} in `{language}` for `{profile}`{print}: make it with `{}`",
                    self.build(state, letters)
                ))
            }
            [one, two, ..] => Err(format!(
                "`{folder}` has two sheets of {state} in `{language}`, `{}` and `{}`: keep one",
                one.file, two.file
            )),
        }
    }

    /// The command that makes the sheets of a state.
    fn build(&self, state: &str, letters: &Letters) -> String {
        let (set, folder) = (letters.set().folder(), typed(&self.folder));
        let large = if letters.large_print() { " --large-print" } else { "" };
        format!("handout build {set} -o {folder} --only {state}{large}")
    }

    /// Its bytes, if they are those that were made.
    fn read(&self, record: &Record, letters: &Letters, read: &ReadSheet<'_>) -> Result<Vec<u8>, String> {
        let file = &record.file;
        let bytes =
            read(&self.folder.join(file)).map_err(|error| format!("`{file}` cannot be read: {error}"))?;
        if bytes.len() != record.bytes || sha256(&bytes) != record.sha256 {
            return Err(format!(
                "`{file}` is not as it was made: its hash is not that of the manifest; make it anew with `{}`",
                self.build(&record.state, letters)
            ));
        }
        Ok(bytes)
    }

    /// Whether the set would make this sheet now, to the last word and rule: the manifest has the key of all that its
    /// page was made from.
    fn current(&self, letters: &Letters, (state, language): &SheetOf, record: &Record) -> Result<(), String> {
        match letters.key(state, language) {
            Ok(key) if key == record.key => Ok(()),
            Ok(_) => Err(format!(
                "is not what the set makes now: its words, its theme or the program were changed since it was \
                 made, or it was made with other options; make it again: `{}`",
                self.build(state, letters)
            )),
            Err(error) => Err(format!("is of a set that no longer makes it: {}", said(&error))),
        }
    }
}

/// Where a set asks for approval, a sheet that has none, or is no longer what was approved, does not go out.
fn approved(letters: &Letters, (state, language): &SheetOf) -> Result<(), String> {
    let set = letters.set().folder();
    let why = match letters.approval(state, language).map_err(|error| error.to_string())? {
        Approval::NotAsked | Approval::Approved { .. } => return Ok(()),
        Approval::WordingMissing | Approval::WordingOutdated { .. } => {
            return Err(format!(
                "the wording in `{language}` is not reviewed as it is: `handout approve {set} --wording {language} --by \"Your Name\"`"
            ));
        }
        Approval::Missing => "nobody has approved",
        Approval::Outdated { .. } => "it is no longer what was approved:",
    };
    Err(format!(
        "{why} the sheet of {state} in `{language}`: `handout approve {set} {state} --lang {language} --by \"Your Name\"`"
    ))
}

/// Whether a sheet may be attached: it is proved, and says of itself what was asked for.
pub(super) fn judge(
    own: &SheetOf,
    record: &Record,
    bytes: Vec<u8>,
    verdict: &Verdict,
    set: &Set,
) -> Result<ProvedSheet, String> {
    let (dataset, _) = set.parts();
    let heard = hear(&bytes).map_err(|why| format!("cannot be heard: {why}"));
    let says = heard.as_ref().map_err(String::clone).and_then(|heard| says_of_itself(heard, dataset));
    // Whose it is comes first: of another one's sheet, all else that is wrong would only mislead.
    if let Ok(says) = &says {
        says.is_of(own, dataset.set.year.value)?;
    }
    if let Some(fault) = verdict.findings().find(|fault| fault.severity() == Severity::Error) {
        let help = fault.help().map(|help| format!("; {help}")).unwrap_or_default();
        return Err(format!("is not attached: {}{help}", fault.message()));
    }
    if !verdict.against.contains(&"set") {
        return Err("could not be proved against the set".to_owned());
    }
    let (says, words) = (says?, words_of(&heard?));
    Ok(ProvedSheet { file: record.file.clone(), sha256: sha256(&bytes), bytes, says, words })
}

/// All that is heard of a sheet.
pub(super) fn words_of(heard: &HeardDocument) -> String {
    heard.lines.iter().map(|line| heard.text(line) + "\n").collect()
}

/// What the heading of a sheet says: the one state that is named there, the year beside it, the language its
/// tags are in.
pub(super) fn says_of_itself(heard: &HeardDocument, dataset: &Dataset) -> Result<SheetSaysOfItself, String> {
    let is_heading =
        |level: usize| move |kind: &HeardKind| matches!(kind, HeardKind::Heading(own) if *own == level);
    let Some(at) = heard.lines.iter().position(|line| is_heading(1)(&line.kind)) else {
        return Err("has no heading in its tags".to_owned());
    };
    let heading = heard.words(&heard.lines[at].parts);
    let language = heard.lines[at].parts.first().map_or("", |part| &*part.language).to_owned();
    let mut named: Vec<(usize, usize, &str)> = Vec::new();
    for state in &dataset.states {
        for name in state.names.all().map(|forms| forms.name.value.as_str()) {
            named.extend(
                whole_words(&heading, name)
                    .map(|start| (start, start + name.len(), state.postal.value.as_str())),
            );
        }
    }
    // "Virginia" in "West Virginia" names nobody.
    let inside = |one: &(usize, usize, &str)| {
        named.iter().any(|other| other.0 <= one.0 && one.1 <= other.1 && other.1 - other.0 > one.1 - one.0)
    };
    let states: BTreeSet<&str> =
        named.iter().filter(|own| !inside(own)).map(|(_, _, state)| *state).collect();
    let state = match states.into_iter().collect::<Vec<_>>().as_slice() {
        [state] => (*state).to_owned(),
        [] => return Err(format!("names no state of the set in its heading, `{heading}`")),
        _ => return Err(format!("names several states in its heading, `{heading}`")),
    };
    // Beside the title, or in the lines around it.
    let next = heard.lines.iter().skip(at + 1).position(|line| is_heading(2)(&line.kind));
    let head = &heard.lines[..next.map_or(heard.lines.len(), |next| at + 1 + next)];
    let in_heading = years(&heading);
    let in_head: BTreeSet<i32> = head.iter().flat_map(|line| years(&heard.words(&line.parts))).collect();
    let year = match (in_heading.last(), in_head.len()) {
        (Some(year), _) => *year,
        (None, 1) => in_head.into_iter().next().unwrap_or_default(),
        (None, _) => return Err(format!("does not say its year beside its heading, `{heading}`")),
    };
    Ok(SheetSaysOfItself { state, language, year })
}

/// Where a name stands in a text as whole words.
fn whole_words<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let ends = |side: Option<char>| side.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(name).map(|(start, _)| start).filter(move |start| {
        ends(text[..*start].chars().next_back()) && ends(text[start + name.len()..].chars().next())
    })
}

/// The years in a text: four digits that are no part of a longer number.
fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit() && !",.".contains(letter));
    let numbers = numbers.map(|number| number.trim_matches(|letter| ",.".contains(letter)));
    numbers
        .filter(|number| number.len() == 4)
        .filter_map(|number| number.parse().ok())
        .filter(|year| (1900..=2100).contains(year))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_years_are_whole_words() {
        assert_eq!(whole_words("West Fenland Data", "Fenland").count(), 1);
        assert_eq!(whole_words("Fenlandia", "Fenland").count(), 0);
        assert_eq!(years("Fenland 2023, 12,023 of 2019."), [2023, 2019]);
        assert!(years("20231 and 1,2023").is_empty());
    }
}
