//! The plan of a run: which states, in which languages, theme and output profiles.
//!
//! In: a [`Dataset`] and [`Options`]. Out: a [`Batch`], or every fault of the set and its wordings.

use super::names::refuse_clashes;
use super::{Batch, is_called};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::facts::{self, Protection};
use crate::font::Fonts;
use crate::layout::Advise;
use crate::lint;
use crate::profile::{PROFILES, Profile};
use crate::set::Dataset;
use crate::source::Sources;
use crate::theme::Theme;
use crate::wording::Composer;
use chrono::NaiveDate;
use std::sync::OnceLock;

/// What a run is asked for beyond what the set says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Postal codes or file names of the states to make; none: all.
    pub only: Vec<String>,
    /// Languages to make; none: all of the set.
    pub languages: Vec<String>,
    /// A theme other than the set's.
    pub theme: Option<String>,
    /// Names of output profiles to make; none: the set's.
    pub profiles: Vec<String>,
    /// The date for the files of a set without `released`.
    pub date: Option<NaiveDate>,
    /// When to work out what to cut.
    pub advise: Advise,
}

impl<'d> Batch<'d> {
    /// Reads the plan of a run: theme, languages, states. Faults are reported, among them those of
    /// sheets that are, or speak of, another place's; these are not made.
    pub fn plan(
        dataset: &'d Dataset,
        sources: &Sources,
        options: &Options,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let set = &dataset.set;
        // Faults of every figure first, also of the states that will not be built.
        let judged = facts::validate_all(dataset, sink);
        let theme = theme(dataset, options, sink);
        let profiles = profiles(dataset, options, sink);
        let languages: Vec<&str> = match options.languages.as_slice() {
            [] => set.languages.iter().map(|l| l.value.as_str()).collect(),
            asked => asked.iter().map(String::as_str).collect(),
        };
        let shown = theme.as_ref().map(Theme::shown).unwrap_or_default();
        let mut composers = Vec::new();
        let mut failed = None;
        for language in languages {
            let wording = dataset.wordings.iter().find(|w| w.language.value == language);
            let composer = match wording {
                Some(wording) => Composer::new(set, wording, shown, sources, sink),
                None => {
                    let known: Vec<&str> = set.languages.iter().map(|l| l.value.as_str()).collect();
                    let message = format!("the set has no wording in `{language}`");
                    let at = set.languages.first().map_or(set.year.span, |l| l.span);
                    let fault = Diagnostic::error(Code::UnknownLanguage, at, message)
                        .help(format!("its languages are: {}", known.join(", ")));
                    Err(sink.report(fault))
                }
            };
            match composer {
                Ok(composer) => composers.push(composer),
                Err(reported) => failed = Some(reported),
            }
        }
        let date = set.released.as_ref().map(|d| d.value).or(options.date).ok_or_else(|| {
            let message = "the set does not say when it was released";
            let help =
                "add `released = 2024-05-01`, the day the pages go out: the PDF files are dated with it";
            sink.report(Diagnostic::error(Code::MissingKey, set.year.span, message).help(help))
        });
        if let Some(reported) = failed {
            return Err(reported);
        }
        let faulty = judged?;
        let states = dataset
            .states
            .iter()
            .filter(|s| options.only.is_empty() || options.only.iter().any(|asked| is_called(s, asked)))
            .collect();
        let (theme, date, profiles) = (theme?, date?, profiles?);
        let mut stopped = lint::wrong_sheets(dataset, sources, sink);
        refuse_clashes(dataset, &mut stopped, sink);
        let protection = Protection::new(dataset);
        let fonts = Fonts::bundled();
        let (advise, series) = (options.advise, OnceLock::new());
        Ok(Self {
            dataset,
            protection,
            fonts,
            theme,
            composers,
            profiles,
            states,
            date,
            faulty,
            stopped,
            advise,
            series,
        })
    }
}

/// The profile the set makes if nobody asks for another.
pub(super) fn default_profile(dataset: &Dataset) -> &str {
    dataset.set.profile.as_ref().map_or(PROFILES[0].name, |name| name.value.as_str())
}

/// The profiles to make. Only the one for print shops has a sheet, and the set's own output.
fn profiles(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<Vec<Profile>, Reported> {
    let asked = match options.profiles.as_slice() {
        [] => vec![default_profile(dataset)],
        asked => asked.iter().map(String::as_str).collect(),
    };
    let known = PROFILES.map(|profile| profile.name);
    let mut found: Vec<Profile> = Vec::new();
    for name in asked {
        let Some(profile) = Profile::named(name) else {
            let at = dataset.set.profile.as_ref().map_or(dataset.set.year.span, |name| name.span);
            let fault = Diagnostic::error(Code::BadValue, at, format!("there is no profile `{name}`"));
            return Err(sink.report(fault.help(format!("the profiles are: {}", known.join(", ")))));
        };
        if found.iter().any(|before| before.name == profile.name) {
            continue;
        }
        found.push(match (&profile.sheet, &dataset.set.output_profile) {
            (Some(_), Some(output)) => profile.with_output(&output.name, &output.bytes),
            _ => profile.clone(),
        });
    }
    Ok(found)
}

fn theme(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<Theme, Reported> {
    let name = options.theme.as_ref().unwrap_or(&dataset.set.theme.value);
    dataset.set.theme_changes.theme(name, sink)?.ok_or_else(|| {
        let known: Vec<&str> = crate::theme::BUILT_IN.iter().map(|(name, _)| *name).collect();
        let message = format!("there is no theme `{name}`");
        let fault = Diagnostic::error(Code::UnknownTheme, dataset.set.theme.span, message);
        sink.report(fault.help(format!("the themes are: {}", known.join(", "))))
    })
}
