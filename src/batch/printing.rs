//! What files are made with that hold sheets of an engine and are none themselves.

use super::engine::Engine;
use crate::font::Fonts;
use crate::profile::Profile;
use crate::theme::Colors;
use chrono::NaiveDate;

/// The tools of an engine in one of its profiles.
#[derive(Clone, Copy)]
pub(crate) struct Printing<'p> {
    pub(crate) fonts: &'p Fonts,
    pub(crate) profile: &'p Profile,
    pub(crate) colors: &'p Colors,
    pub(crate) date: NaiveDate,
    pub(crate) publisher: &'p str,
    pub(crate) year: i32,
}

impl Engine {
    /// `None` if it was not asked for the profile.
    pub(crate) fn printing(&self, profile: &str) -> Option<Printing<'_>> {
        let plan = self.plan();
        let set = &plan.dataset.set;
        Some(Printing {
            fonts: &plan.fonts,
            profile: plan.profiles.iter().find(|own| own.name == profile)?,
            colors: &plan.theme.color,
            date: plan.date,
            publisher: &set.publisher.name.value,
            year: set.year.value,
        })
    }
}
