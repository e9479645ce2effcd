//! Handouts that look alike: the size and leading that those of one language share.
//!
//! In: a [`Batch`] whose set asks for it (`fit = "uniform"`). Out: one [`Series`] for each language,
//! who decided it, and who is excepted from it.

use super::{Batch, Outcome};
use crate::diagnostic::Sink;
use crate::layout::Setting;
use crate::set::{FitMode, State};

/// At most one in so many handouts is an exception from the setting the others share.
const EXCEPTIONS: usize = 10;

/// What the handouts of one language share.
#[derive(Debug)]
pub struct Series<'d> {
    /// BCP 47 tag.
    pub language: String,
    /// Their size and leading; the gaps are each handout's own.
    pub setting: Setting,
    /// The state whose text is the fullest; none if the set says the setting itself.
    pub set_by: Option<&'d State>,
}

/// A state of a series, and the size it was set in, in points.
pub type Member<'d> = (&'d State, f64);

impl Series<'_> {
    /// The states that have the shared size and leading, and those that have their own.
    pub fn divide<'o>(&self, outcomes: &'o [Outcome]) -> (Vec<Member<'o>>, Vec<Member<'o>>) {
        let mut members: Vec<(Member, bool)> = Vec::new();
        for outcome in outcomes {
            let Outcome::Made(handout) = outcome else { continue };
            // Once for all profiles.
            let known = members.last().is_some_and(|((state, _), _)| std::ptr::eq(*state, handout.state));
            if handout.language == self.language && !known {
                let Setting { size, leading, gap: _ } = handout.fit.setting;
                let shares = (size, leading) == (self.setting.size, self.setting.leading);
                members.push(((handout.state, handout.fit.size), shares));
            }
        }
        let (sharing, own): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, shares)| *shares);
        let states =
            |members: Vec<(Member<'o>, bool)>| members.into_iter().map(|(member, _)| member).collect();
        (states(sharing), states(own))
    }
}

impl<'d> Batch<'d> {
    /// The setting all handouts of a language share, where the set asks for one: that of the
    /// tightest. Those that only fit below the legible size, and are warned of for that, keep
    /// their own if they are few, so that they do not make the others small. Found once, on `jobs`
    /// threads; empty if each handout has its own.
    pub fn series(&self, jobs: usize) -> &[Series<'d>] {
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
                let states: Vec<&State> = self.dataset.states.iter().collect();
                let alone = self.try_out(&states, &[], jobs, &mut Sink::default());
                let languages = self.composers.iter().map(|composer| composer.language());
                languages.filter_map(|language| tightest(language, &alone)).collect()
            }
        })
    }
}

/// The series of a language whose handouts would be so, each alone.
fn tightest<'d>(language: &str, alone: &[Outcome<'d>]) -> Option<Series<'d>> {
    let made = || {
        alone.iter().filter_map(|outcome| match outcome {
            Outcome::Made(handout) if handout.language == language => Some(handout),
            Outcome::Made(_) | Outcome::Failed { .. } | Outcome::Undelivered { .. } => None,
        })
    };
    let small = made().filter(|handout| handout.fit.small).count();
    let few = small * EXCEPTIONS <= made().count();
    let kept = made().filter(|handout| !(few && handout.fit.small));
    // Of equals the first, whatever the number of threads.
    let fullest = kept.min_by_key(|handout| (handout.fit.setting.size, handout.fit.setting.leading))?;
    let (language, setting) = (language.to_owned(), fullest.fit.setting);
    Some(Series { language, setting, set_by: Some(fullest.state) })
}
