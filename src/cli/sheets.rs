//! Sheets that are made in memory, to be put together into other files: what `zip` and `impose` have in common.
//!
//! In: a set and what is asked of it. Out: all sheets, in the order of the states; if one of them has a fault, none,
//! and the faults are said.

use super::say::{End, Voice};
use super::{Format, Which, asked, threads};
use handout::{Batch, Code, Engine, Findings, Handout, Options, Outcome, Set, Severity, nearest};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Which sheets.
#[derive(clap::Args)]
pub struct Sheets {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// Only these states, by postal code or file name: KY,OH
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    only: Vec<String>,
    /// Only the states of these groups: north
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    group: Vec<String>,
    /// Theme to use instead of the set's: memo or brief
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// The edition in large print
    #[arg(long)]
    large_print: bool,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// What was made.
pub struct MadeSheets {
    pub set: Set,
    pub engine: Engine,
    pub sheets: Vec<(Handout, Vec<u8>)>,
}

impl Sheets {
    /// The folder of the set.
    pub fn set(&self) -> &Path {
        &self.set
    }

    /// Makes them in these languages and profiles, those of the set if none are named. What is wrong is said.
    pub fn make(
        &self,
        languages: &[String],
        profiles: &[String],
        voice: &mut Voice,
    ) -> Result<MadeSheets, End> {
        let (set, options) = self.begin(languages, profiles).map_err(|findings| {
            voice.faults(findings.iter());
            let start = findings.iter().any(asked::is_of_start);
            if start { End::NotStarted } else { End::Faulty }
        })?;
        let refuse = |findings: &Findings, voice: &mut Voice| {
            voice.faults(findings.iter());
            voice.talk("nothing was written: mend what is named above, or leave the state out with `--only`");
            End::Faulty
        };
        let engine = Engine::new(&set, &options).map_err(|findings| refuse(&findings, voice))?;
        // A state whose file has a fault is no part of the batch, and nobody knows its groups.
        let all = self.only.is_empty() || !self.group.is_empty();
        let failed = set
            .failed_states()
            .any(|failed| all || options.only.iter().any(|only| asked::is_called(&failed, only)));
        let made: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
        let run = Batch::new(&engine).build(threads(self.jobs), |handout, bytes| {
            let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
            made.insert(handout.file_name.clone(), bytes.to_vec());
            Ok(())
        });
        let bugs = run.outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Bug { bug, .. } => Some(bug),
            _ => None,
        });
        bugs.for_each(|bug| voice.talk(bug));
        if failed || run.outcomes.iter().any(|one| one.made().is_none()) {
            return Err(refuse(&run.findings, voice));
        }
        // What is wrong with a state that was not asked for is not said.
        let said = run.findings.iter().filter(|finding| finding.severity() != Severity::Error);
        voice.faults(said);
        let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let sheets = run.outcomes.iter().filter_map(Outcome::made);
        let sheets = sheets.filter_map(|handout| Some((handout.clone(), made.remove(&handout.file_name)?)));
        Ok(MadeSheets { sheets: sheets.collect(), set, engine })
    }

    fn begin(&self, languages: &[String], profiles: &[String]) -> Result<(Set, Options), Findings> {
        let which = Which {
            set: self.set.clone(),
            only: self.only.clone(),
            theme: self.theme.clone(),
            lang: languages.to_vec(),
            jobs: self.jobs,
            format: Format::Text,
        };
        let mut findings = Findings::default();
        let Ok(options) = asked::options(&which, profiles, &mut findings) else { return Err(findings) };
        let set = Set::open_in(&self.set, &options.languages)?;
        let mut findings = set.findings().clone();
        let states = asked::states(&set, &options.only, "--only", &mut findings);
        let languages = asked::languages(&set, &options.languages, "--lang", &mut findings);
        let grouped = self.grouped(&set, &mut findings);
        let (Ok(()), Ok(()), Ok(grouped)) = (states, languages, grouped) else { return Err(findings) };
        let only = options.only.iter().cloned().chain(grouped).collect();
        Ok((set, Options { only, large_print: self.large_print, ..options }))
    }

    /// The states of the groups asked for.
    fn grouped(&self, set: &Set, findings: &mut Findings) -> Result<Vec<String>, asked::Refused> {
        let (groups, mut states, mut known) = (set.groups(), Vec::new(), Ok(()));
        for asked in self.group.iter().map(|asked| asked.trim()) {
            match groups.get(asked) {
                Some(group) => states.extend(group.iter().map(|state| state.slug.clone())),
                None => {
                    let near = nearest(asked, groups.keys().map(String::as_str));
                    let help = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None if groups.is_empty() => {
                            "write `groups = [\"north\"]` into the files of its states".to_owned()
                        }
                        None => {
                            let all: Vec<&str> = groups.keys().map(String::as_str).collect();
                            format!("the groups are {}", all.join(", "))
                        }
                    };
                    let message = format!("no state of the set is in a group `{asked}`");
                    findings.refuse(Code::BadValue, &format!("--group {asked}"), message, help);
                    known = Err(asked::Refused);
                }
            }
        }
        known.map(|()| states)
    }
}
