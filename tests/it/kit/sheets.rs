//! Finished sheets, each with the document it shows.

use crate::kit::set::Set;
use handout::internals::diagnostic::Sink;
use handout::internals::document::Document;
use handout::internals::embed::EmbeddedSet;
use handout::internals::facts::{self, Facts};
use handout::internals::font::Fonts;
use handout::internals::layout::{Page, Typesetter};
use handout::internals::pdf::Writer;
use handout::internals::press::{Press, Slug};
use handout::internals::profile::{PROFILES, Profile};
use handout::internals::proof::Expectation;
use handout::internals::theme::Theme;
use std::sync::OnceLock;

pub const THEMES: [&str; 2] = ["memo", "brief"];
pub const LANGUAGES: [&str; 2] = ["en", "es"];

/// A finished page.
pub struct Sheet {
    pub profile: Profile,
    pub document: Document,
    pub facts: Facts,
    pub bytes: Vec<u8>,
}

impl Sheet {
    /// What its proof holds it against.
    pub fn expected(&self) -> Expectation<'_> {
        Expectation { profile: &self.profile, document: &self.document, facts: &self.facts }
    }
}

/// The shipped sample's sheet, made once.
pub fn sheet(theme: &str, language: &str, profile: &str) -> &'static Sheet {
    const COUNT: usize = THEMES.len() * LANGUAGES.len() * PROFILES.len();
    static MADE: [OnceLock<Sheet>; COUNT] = [const { OnceLock::new() }; COUNT];
    let place = |names: &[&str], name| names.iter().position(|known| *known == name).expect("a known name");
    let [theme_at, language_at] = [place(&THEMES, theme), place(&LANGUAGES, language)];
    let profile_at = place(&PROFILES.map(|profile| profile.name), profile);
    MADE[(theme_at * LANGUAGES.len() + language_at) * PROFILES.len() + profile_at].get_or_init(|| {
        let set = Set::sample();
        Maker::new(set, &set.theme(theme), PROFILES[profile_at]).make(language_at, 0, |_| {})
    })
}

/// The shipped sample's sheets of a profile: both themes, both languages.
pub fn samples(profile: &str) -> impl Iterator<Item = &'static Sheet> {
    THEMES.into_iter().flat_map(move |theme| LANGUAGES.map(|language| sheet(theme, language, profile)))
}

/// Makes sheets of a set in a theme and a profile.
pub struct Maker<'s> {
    set: &'s Set,
    theme: &'s Theme,
    profile: &'s Profile,
    fonts: Fonts,
}

impl<'s> Maker<'s> {
    pub fn new(set: &'s Set, theme: &'s Theme, profile: &'s Profile) -> Self {
        Self { set, theme, profile, fonts: Fonts::bundled() }
    }

    /// The sheet of a language and a state by their places; its page changed before it is written.
    pub fn make(&self, language: usize, state: usize, change: impl Fn(&mut Page)) -> Sheet {
        let (place, mut sink) = (&self.set.dataset.states[state], Sink::default());
        let facts = facts::validate(&self.set.dataset, place, &mut sink).expect("sound figures");
        let document = self.set.composed(language, self.theme.shown(), &facts);
        self.made((language, state), (document, facts), change)
    }

    /// The same of a document and facts that may be another's.
    pub fn made(
        &self,
        (language, state): (usize, usize),
        (document, facts): (Document, Facts),
        change: impl Fn(&mut Page),
    ) -> Sheet {
        let (dataset, mut sink) = (&self.set.dataset, Sink::default());
        let state = &dataset.states[state];
        let mut typesetter = Typesetter::new(&self.fonts, self.theme);
        let (mut page, _) =
            typesetter.lay_out(&document, None, state.name().span, &mut sink).expect("a page");
        change(&mut page);
        let date = document.meta.date;
        let pack = EmbeddedSet::new(dataset, &self.theme.name, date, self.profile, &Default::default());
        let enclosure = pack.enclosure(&facts, state, &dataset.wordings[language].language.value);
        let press = Press::new(&self.fonts, self.profile, &self.theme.color);
        let dressed = press.dress(&page, Slug::of(&state.slug.value, &document.meta));
        let bytes = Writer::new(&self.fonts, self.profile).write(&dressed, &document.meta, &enclosure);
        Sheet { profile: self.profile.clone(), document, facts, bytes }
    }

    /// Every sheet of the set.
    pub fn all(&self) -> Vec<Sheet> {
        let states = 0..self.set.dataset.states.len();
        let languages = 0..self.set.dataset.wordings.len();
        languages
            .flat_map(|language| states.clone().map(move |state| self.make(language, state, |_| {})))
            .collect()
    }
}
