//! What the authors decided: rules that are waived, and why; numbers that are not printed.

#![warn(missing_docs)]

use super::plan::Plan;
use crate::facts;
use crate::figure::Value;
use crate::lang::Language;
use crate::set::Dataset;
use crate::source::{Location, Sources};

/// A rule that one figure of one place need not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaivedRule {
    /// The state's name; `None` for the nation.
    pub place: Option<String>,
    /// The key of the figure.
    pub figure: String,
    /// The name of the rule.
    pub rule: &'static str,
    /// Why, in the author's words.
    pub reason: String,
    /// Whether the rule would be broken without it.
    pub used: bool,
    /// Where it is waived.
    pub location: Location,
}

/// A number of the data that is not printed, to protect somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WithheldNumber {
    /// The file it stands in.
    pub file: String,
    /// The key of the figure.
    pub figure: String,
    /// What is printed, as the data would have it.
    pub printed: String,
    /// What a table says in its place, in the set's first language, if there is no number at all.
    pub said: Option<&'static str>,
}

/// The nation's first, then state by state.
pub(super) fn waivers(dataset: &Dataset, sources: &Sources) -> Vec<WaivedRule> {
    let waivers = facts::waivers(dataset).into_iter().map(|waived| {
        let facts::Waived { place, figure, rule, reason, used, span } = waived;
        WaivedRule { place, figure, rule: rule.name(), reason, used, location: sources.locate(span) }
    });
    waivers.collect()
}

pub(super) fn withheld(plan: &Plan) -> Vec<WithheldNumber> {
    let first = plan.dataset.set.languages.first().and_then(|tag| Language::from_tag(&tag.value));
    let said = |value: &Value| match value {
        Value::Missing(missing) => first.as_ref().map(|first| first.missing(*missing)),
        Value::Known(_) | Value::FewerThan(_) => None,
    };
    let withheld = plan.protection.withheld().iter().map(|withheld| WithheldNumber {
        file: plan.sources.path(withheld.file).to_string_lossy().into_owned(),
        figure: withheld.figure.clone(),
        printed: withheld.printed.to_string(),
        said: said(&withheld.printed),
    });
    withheld.collect()
}
