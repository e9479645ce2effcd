//! What is approved, whatever is made: the sheets in the set's own theme, and not in large print unless the set asks
//! for it.

use super::plan::{self, Options};
use super::set::Set;
use crate::diagnostic::{Reported, Sink};
use crate::facts::Largest;
use crate::theme::Theme;
use crate::wording::Composer;

/// The edition of a set that people approve.
pub(super) struct OwnEdition {
    /// What composes its words; `None` if it is what is made, or nobody is asked.
    pub(super) composers: Option<Vec<Composer>>,
    /// How its pages look.
    pub(super) look: String,
}

impl OwnEdition {
    /// Beside a run in the theme `made`. What is wrong with it is told where it is made.
    pub(super) fn new(set: &Set, options: &Options, made: &Theme, largest: &Largest) -> Self {
        let dataset = &set.dataset;
        let is_other = options.theme.is_some() || options.large_print && !dataset.set.large_print;
        let other = (is_other && dataset.approvals.is_some()).then(|| Self::other(set, options, largest));
        other.and_then(Result::ok).unwrap_or_else(|| Self { composers: None, look: look(made) })
    }

    fn other(set: &Set, options: &Options, largest: &Largest) -> Result<Self, Reported> {
        let (dataset, mut unheard) = (&set.dataset, Sink::default());
        let own = Options { languages: options.languages.clone(), ..Options::default() };
        let theme = plan::theme(dataset, &own, &mut unheard)?;
        let theme = if dataset.set.large_print { theme.enlarged() } else { theme };
        let mut composers = plan::composers(dataset, &own, &set.sources, &mut unheard, theme.shown())?;
        composers.iter_mut().try_for_each(|composer| composer.measure(largest, &mut unheard))?;
        Ok(Self { composers: Some(composers), look: look(&theme) })
    }
}

/// All that a theme says of its pages, wherever that is written.
fn look(theme: &Theme) -> String {
    format!("{:?}", Theme { moved: Vec::new(), ..theme.clone() })
}
