//! What is to be made: the theme, the languages, the output profiles; and all that sheets share.
//!
//! In: a set and [`Options`]. Out: a [`Plan`], or every fault of the set and its wordings.

use super::names::{FileNames, refuse_clashes};
use super::own_edition::OwnEdition;
use super::series::Series;
use super::set::Set;
use super::{approval, invention, is_called};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::Document;
use crate::embed::{EmbeddedSet, SeriesShares};
use crate::facts::{self, Facts, Largest, Protection};
use crate::font::Fonts;
use crate::layout::Advise;
use crate::lint::{self, PageLints, Pages, SaidPage, SoundTexts, Stopped, Wrong};
use crate::manifest::{KeyHash, Shard};
use crate::outline::Shown;
use crate::profile::{IccDescription, PROFILES, Profile};
use crate::set::{Dataset, NamePattern, OutputProfile, State};
use crate::source::{FileId, Sources};
use crate::theme::Theme;
use crate::wording::{AddressedPlaces, Composer};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What is asked for beyond what the set says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Postal codes or file names of the states to make; all of the set if empty.
    pub only: Vec<String>,
    /// BCP 47 tags of the languages to make; all of the set if empty.
    pub languages: Vec<String>,
    /// A theme other than the set's.
    pub theme: Option<String>,
    /// Names of the output profiles to make; the set's if empty.
    pub profiles: Vec<String>,
    /// The date for the files of a set without `released`.
    pub date: Option<NaiveDate>,
    /// Whether the data travels inside of the files; if not said, as the set or else the profile has it.
    pub attachments: Option<bool>,
    /// When to work out what to cut.
    pub advise: Advise,
    /// The edition in large print, on as many pages as it takes, also of a set that does not ask for it.
    pub large_print: bool,
    /// Cards instead of sheets: see [`Options::carded`].
    pub card: bool,
    /// Only the sheets that are approved as they are (`approvals.toml`).
    pub only_approved: bool,
    /// Only the states of one part of a run that several machines share.
    pub shard: Option<Shard>,
}

/// Everything that the sheets of a set share, made once.
pub(super) struct Plan {
    pub(super) dataset: Arc<Dataset>,
    pub(super) sources: Arc<Sources>,
    pub(super) protection: Protection,
    pub(super) fonts: Fonts,
    pub(super) theme: Theme,
    /// One for each language.
    pub(super) composers: Vec<Composer>,
    pub(super) profiles: Vec<Profile>,
    /// The states asked for, by their places in the dataset.
    pub(super) states: Vec<usize>,
    pub(super) advise: Advise,
    /// The sheets are in large print.
    pub(super) large_print: bool,
    /// They are cards.
    pub(super) card: bool,
    pub(super) series: OnceLock<Vec<Series>>,
    pub(super) date: NaiveDate,
    /// The states whose figures have a fault, by their files.
    faulty: HashMap<FileId, Reported>,
    /// What is wrong in the set, also beside another edition.
    pub(super) wrong: Wrong,
    stopped: Stopped,
    /// Where addresses lead.
    places: AddressedPlaces,
    /// What travels in the files of each profile.
    embedded: OnceLock<Vec<EmbeddedSet>>,
    /// What all pages of each profile depend on.
    keys: OnceLock<Vec<KeyHash>>,
    /// What is approved, whatever is made.
    pub(super) own_edition: OwnEdition,
    /// Only approved sheets are made.
    pub(super) only_approved: bool,
    /// What files are called, if it was asked.
    asked_names: Option<Arc<NamePattern>>,
}

impl Plan {
    /// Faults are reported, among them those of sheets that are, or speak of, another place's; these are
    /// not made.
    pub(super) fn new(set: &Set, options: &Options, sink: &mut Sink) -> Result<Self, Reported> {
        let judged = |dataset: &Dataset, protection: &Protection| {
            let doubts = set.other.as_ref().map(|other| other.doubts(dataset, protection));
            Wrong::find(dataset, protection, doubts)
        };
        Self::with(set, options, judged, sink)
    }

    /// The same of a set that was judged when a file was made of it: what its texts say is not looked at again.
    pub(super) fn unjudged(set: &Set, sink: &mut Sink) -> Result<Self, Reported> {
        Self::with(set, &Options::default(), |_, _| Wrong::default(), sink)
    }

    fn with(
        set: &Set,
        options: &Options,
        judged: impl FnOnce(&Dataset, &Protection) -> Wrong,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let (dataset, sources) = (&set.dataset, &set.sources);
        // Faults of every figure first, also of the states that will not be built.
        let validated = facts::validate_all(dataset, sink);
        let card = options.card;
        let large_print = !card && (options.large_print || dataset.set.large_print);
        let edition = |theme: Theme| match (card, large_print) {
            (true, _) => theme.carded(),
            (false, true) => theme.enlarged(),
            (false, false) => theme,
        };
        let theme = theme(dataset, options, sink).map(edition);
        let profiles = profiles(dataset, options, sink);
        let shown = theme.as_ref().map(Theme::shown).unwrap_or_default();
        let composers = self::composers(dataset, options, sources, sink, shown);
        let date = date(dataset, options, sink);
        let mut composers = composers?;
        let faulty = validated?;
        let asked = |state: &State| {
            options.only.is_empty() || options.only.iter().any(|asked| is_called(state, asked))
        };
        let states = dataset.states.iter().enumerate().filter(|(_, state)| asked(state));
        let states = states.map(|(n, _)| n).enumerate();
        let mine = |at: usize| options.shard.is_none_or(|Shard { number, of }| at % of.max(1) + 1 == number);
        let states = states.filter(|(at, _)| mine(*at)).map(|(_, n)| n).collect();
        let (theme, date, profiles) = (theme?, date?, profiles?);
        warn_of_other_colors(dataset, &profiles, sink);
        note_condition(dataset, sink);
        let protection = set.protection();
        let largest = Largest::of(dataset, &protection, &faulty);
        // Of all languages before one stops the others.
        let measured: Vec<_> =
            composers.iter_mut().map(|composer| composer.measure(&largest, sink)).collect();
        measured.into_iter().collect::<Result<(), _>>()?;
        let wrong = judged(dataset, &protection);
        let own = invention::tell(&wrong, set, options, sink);
        approval::refuse_unasked(set, options, sink)?;
        own?;
        let own_edition = OwnEdition::new(set, options, &theme, &largest);
        let mut stopped = wrong.stop(dataset, sources, sink);
        refuse_clashes(FileNames::of(dataset, set.file_names.as_deref()), &mut stopped, sink);
        Ok(Self {
            dataset: dataset.clone(),
            places: AddressedPlaces::new(&dataset.states),
            sources: sources.clone(),
            protection,
            fonts: Fonts::bundled(),
            theme,
            composers,
            profiles,
            states,
            advise: options.advise,
            large_print,
            card,
            series: OnceLock::new(),
            date,
            faulty,
            wrong,
            stopped,
            embedded: OnceLock::new(),
            keys: OnceLock::new(),
            own_edition,
            only_approved: options.only_approved,
            asked_names: set.file_names.clone(),
        })
    }

    /// What is true of a state. A fault of its figures was told when the plan was made.
    pub(super) fn facts(&self, state: &State) -> Result<Facts, Reported> {
        match self.faulty.get(&state.figures.file) {
            Some(reported) => Err(*reported),
            None => Ok(facts::facts(&self.dataset, &self.protection, state)),
        }
    }

    /// Whether a sheet may be made, or is another place's.
    pub(super) fn allow(&self, state: &State, composer: &Composer) -> Result<(), Reported> {
        self.stopped.check(state.figures.file, composer.wording())
    }

    /// The words of a page.
    pub(super) fn say(
        &self,
        composer: &Composer,
        facts: &Facts,
        sound: &mut SoundTexts,
        sink: &mut Sink,
    ) -> Result<SaidPage, Reported> {
        Ok(SaidPage::new(self.compose(composer, facts, sink)?, facts, (&self.dataset, &self.places), sound))
    }

    /// The same, unjudged.
    pub(super) fn compose(
        &self,
        composer: &Composer,
        facts: &Facts,
        sink: &mut Sink,
    ) -> Result<Document, Reported> {
        composer.compose(facts, self.date, sink)
    }

    /// The words of a page that may be made.
    pub(super) fn document(
        &self,
        composer: &Composer,
        facts: &Facts,
        sink: &mut Sink,
    ) -> Result<Document, Reported> {
        let page = self.say(composer, facts, &mut SoundTexts::default(), sink)?;
        self.refuse_wrong(&page, sink)?;
        Ok(page.document)
    }

    /// Refuses a page whose words make its figures wrong.
    pub(super) fn refuse_wrong(&self, page: &SaidPage, sink: &mut Sink) -> Result<(), Reported> {
        page.refuse_wrong(&self.dataset, &self.sources, sink)
    }

    /// The date of the files.
    pub(super) fn date(&self) -> NaiveDate {
        self.date
    }

    /// What travels in the files of each profile.
    pub(super) fn embedded(&self) -> &[EmbeddedSet] {
        self.embedded.get_or_init(|| {
            let series = self.series(1).iter();
            let layouts = series.map(|series| (series.language.clone(), series.layout)).collect();
            let scales = self.composers.iter().flat_map(Composer::scales).collect();
            let shared = SeriesShares { layouts, scales, large_print: self.large_print };
            let embedded =
                |profile| EmbeddedSet::new(&self.dataset, &self.theme.name, self.date, profile, &shared);
            self.profiles.iter().map(embedded).collect()
        })
    }

    /// What the files are called.
    pub(super) fn file_names(&self) -> FileNames<'_> {
        FileNames::of(&self.dataset, self.asked_names.as_deref())
    }

    /// What all pages of a profile depend on, hashed once.
    pub(super) fn keys(&self, profile: usize) -> &KeyHash {
        &self.keys.get_or_init(|| (0..self.profiles.len()).map(|n| self.shared_key(n)).collect())[profile]
    }

    /// The lints that look at the pages of the states asked for, as they are said.
    pub(super) fn page_lints(&self) -> PageLints<'_> {
        PageLints::new(&self.dataset, &self.wrong, self.theme.shown(), &self.sources)
    }

    /// Runs every lint over the set and its wordings; `looked` has seen the pages.
    pub(super) fn lint(&self, looked: PageLints<'_>, sink: &mut Sink) {
        let pages = Pages {
            composers: &self.composers,
            date: self.date,
            theme: &self.theme.name,
            shown: self.theme.shown(),
        };
        lint::lint(&self.dataset, &self.wrong, Some((pages, looked)), &self.sources, sink);
    }
}

/// One composer for each language asked for.
pub(super) fn composers(
    dataset: &Dataset,
    options: &Options,
    sources: &Sources,
    sink: &mut Sink,
    shown: Shown,
) -> Result<Vec<Composer>, Reported> {
    let set = &dataset.set;
    let own: Vec<&str> = set.languages.iter().map(|language| language.value.as_str()).collect();
    let languages = match options.languages.as_slice() {
        [] => own.clone(),
        asked => asked.iter().map(String::as_str).collect(),
    };
    let mut composers = Vec::new();
    let mut failed = None;
    for language in languages {
        let wording = dataset.wordings.iter().find(|wording| wording.language.value == language);
        let composer = match wording {
            Some(wording) => Composer::new(set, wording, shown, sources, sink),
            None => {
                let message = format!("the set has no wording in `{language}`");
                let at = set.languages.first().map_or(set.year.span, |language| language.span);
                let fault = Diagnostic::error(Code::UnknownLanguage, at, message);
                Err(sink.report(fault.help(format!("its languages are: {}", own.join(", ")))))
            }
        };
        match composer {
            Ok(composer) => composers.push(composer),
            Err(reported) => failed = Some(reported),
        }
    }
    failed.map_or(Ok(composers), Err)
}

/// The date of the files.
fn date(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<NaiveDate, Reported> {
    let set = &dataset.set;
    set.released.as_ref().map(|date| date.value).or(options.date).ok_or_else(|| {
        let message = "the set does not say when it was released";
        let help = "add `released = 2024-05-01`, the day the pages go out: the PDF files are dated with it";
        sink.report(Diagnostic::error(Code::MissingKey, set.year.span, message).help(help))
    })
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
        let own = match (&profile.sheet, &dataset.set.output_profile) {
            (Some(_), Some(output)) => profile.with_output(described(output), &output.bytes),
            _ => profile.clone(),
        };
        let asked = options.attachments.or(dataset.set.attachments);
        found.push(Profile { attachments: asked.unwrap_or(own.attachments), ..own });
    }
    Ok(found)
}

fn described(output: &OutputProfile) -> IccDescription<'_> {
    IccDescription { text: &output.description, characterization: output.characterization.as_deref() }
}

/// Notes that the set's own output profile is of no printing condition that others know by name.
fn note_condition(dataset: &Dataset, sink: &mut Sink) {
    let Some(output) = dataset.set.output_profile.as_ref().filter(|output| !described(output).is_known())
    else {
        return;
    };
    let message = match output.description.as_str() {
        "" => "the profile does not describe itself: files for the press call its condition \"Custom\""
            .to_owned(),
        text => format!(
            "the profile “{text}” is of no registered printing condition: files for the press call it \"Custom\""
        ),
    };
    let help = "nothing is wrong if it is the print shop's own; if the shop prints by a standard, ask for its \
        profile, such as GRACoL2013_CRPC6";
    sink.report(Diagnostic::note(Code::CustomCondition, output.span, message).help(help));
}

/// Warns of colors that the set changes for screens only, if files for the press are made, or the other
/// way round.
fn warn_of_other_colors(dataset: &Dataset, profiles: &[Profile], sink: &mut Sink) {
    for (changed, other) in [("office", "press"), ("press", "office")] {
        if !profiles.iter().any(|profile| profile.name == other) {
            continue;
        }
        for (token, at, built_in) in dataset.set.theme_changes.one_sided(changed, other) {
            let message =
                format!("`{token}` is changed for `{changed}` only; `{other}` files keep {built_in}");
            let help = format!("add `{token} = …` under `[color.{other}]`, as it should look there");
            sink.report(Diagnostic::warning(Code::OneSidedColor, at, message).help(help));
        }
    }
}

pub(super) fn theme(dataset: &Dataset, options: &Options, sink: &mut Sink) -> Result<Theme, Reported> {
    let name = options.theme.as_ref().unwrap_or(&dataset.set.theme.value);
    dataset.set.theme_changes.theme(name, sink)?.ok_or_else(|| {
        let known: Vec<&str> = crate::theme::BUILT_IN.iter().map(|(name, _)| *name).collect();
        let message = format!("there is no theme `{name}`");
        let fault = Diagnostic::error(Code::UnknownTheme, dataset.set.theme.span, message);
        sink.report(fault.help(format!("the themes are: {}", known.join(", "))))
    })
}
