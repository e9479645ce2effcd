//! One sheet that was asked for by its state: what `trace` and `hear` have in common.
//!
//! In: a state, a set, and what is asked instead of the set's own. Out: an engine that makes this sheet;
//! or faults.

use super::asked;
use handout::{Engine, Error, Findings, Options, Set};
use std::path::PathBuf;

/// Which sheet.
#[derive(clap::Args)]
pub struct One {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    set: PathBuf,
    /// Language, instead of the set's first: es
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Theme, instead of the set's: memo
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

/// What makes it.
pub struct Maker {
    pub engine: Engine,
    /// Its language.
    pub language: String,
    /// The set's output profile.
    pub profile: String,
}

impl One {
    /// Gets ready to make the sheet of `state`; `command` is what was typed before it.
    pub fn maker(&self, state: &str, command: &str) -> Result<Maker, Error> {
        let mut findings = Findings::default();
        let theme = asked::theme(self.theme.as_deref(), &mut findings);
        let (Ok(date), Ok(theme)) = (asked::epoch(&mut findings), theme) else { return Err(findings.into()) };
        let only = vec![state.to_owned()];
        let languages: Vec<String> = self.lang.iter().map(|tag| tag.trim().to_owned()).collect();
        let set = Set::open_in(&self.set, &languages)?;
        let mut findings = set.findings().clone();
        let states = asked::states(&set, &only, command, &mut findings);
        if asked::languages(&set, &languages, "--lang", &mut findings).and(states).is_err() {
            return Err(findings.into());
        }
        let own = set.languages().next().unwrap_or_default();
        let language = languages.first().map_or(own, String::as_str).to_owned();
        let engine = Engine::new(&set, &Options { only, languages, theme, date, ..Options::default() })?;
        // There is none if its file has a fault, which is told.
        if !set.states().any(|sound| sound.is_called(state)) {
            return Err(engine.findings().clone().into());
        }
        let profile = set.profile().to_owned();
        Ok(Maker { engine, language, profile })
    }
}
