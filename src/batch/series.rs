//! Handouts that look alike: the size and leading that those of one language share.
//!
//! In: a [`Plan`] whose set asks for it (`fit = "uniform"`). Out: one [`Series`] for each language,
//! who decided it, and who is excepted from it.

#![warn(missing_docs)]

use super::outcome::{Handout, Outcome, StateName};
use super::plan::Plan;
use super::{each, fitted};
use crate::layout::Setting;
use crate::set::FitMode;

/// At most one in so many handouts is an exception from the setting the others share.
const EXCEPTIONS: usize = 10;

/// What the handouts of one language share.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Series {
    /// BCP 47 tag.
    pub language: String,
    /// Their size and leading; the gaps are each handout's own.
    pub setting: Setting,
    /// The state whose text is the fullest; `None` if the set says the setting itself.
    pub set_by: Option<StateName>,
}

impl Series {
    /// The handouts that have the shared size and leading, and those that have their own; each once,
    /// however many profiles it was made in.
    pub fn divide<'o>(&self, outcomes: &'o [Outcome]) -> (Vec<&'o Handout>, Vec<&'o Handout>) {
        let mut members: Vec<&Handout> = Vec::new();
        for handout in outcomes.iter().filter_map(Outcome::made) {
            // Profiles of one sheet stand together.
            let known = members.last().is_some_and(|last| last.state == handout.state);
            if handout.language == self.language && !known {
                members.push(handout);
            }
        }
        let Setting { size, leading, gap: _ } = self.setting;
        members.into_iter().partition(|handout| {
            let own = handout.fit.setting;
            (own.size, own.leading) == (size, leading)
        })
    }
}

impl Plan {
    /// The setting all handouts of a language share, where the set asks for one: that of the
    /// tightest. Those that only fit below the legible size, and are warned of for that, keep
    /// their own if they are few, so that they do not make the others small. Found once, on `jobs`
    /// threads; empty if each handout has its own.
    pub(super) fn series(&self, jobs: usize) -> &[Series] {
        self.series.get_or_init(|| match self.dataset.set.fit {
            FitMode::Each => Vec::new(),
            FitMode::At { size, lead, gap } => {
                let setting = Setting { size, leading: lead, gap };
                let languages = self.composers.iter().map(|composer| composer.language().to_owned());
                languages.map(|language| Series { language, setting, set_by: None }).collect()
            }
            FitMode::Uniform => {
                // Of all states, also of those that are not asked for: one sheet made anew must
                // look like the others of its series.
                let states: Vec<usize> = (0..self.dataset.states.len()).collect();
                let (alone, _) = each(self, &states, jobs, &[], &fitted, &mut |_| {});
                let languages = self.composers.iter().map(|composer| composer.language());
                languages.filter_map(|language| tightest(language, &alone)).collect()
            }
        })
    }
}

/// The series of a language whose handouts would be so, each alone.
fn tightest(language: &str, alone: &[Outcome]) -> Option<Series> {
    let made = || alone.iter().filter_map(Outcome::made).filter(|handout| handout.language == language);
    let small = made().filter(|handout| handout.fit.small).count();
    let few = small * EXCEPTIONS <= made().count();
    let kept = made().filter(|handout| !(few && handout.fit.small));
    // Of equals the first, whatever the number of threads.
    let fullest = kept.min_by_key(|handout| (handout.fit.setting.size, handout.fit.setting.leading))?;
    let (language, setting) = (language.to_owned(), fullest.fit.setting);
    Some(Series { language, setting, set_by: Some(fullest.state.clone()) })
}
