//! Tokens of the footer and of call-outs, which all layouts have.

use super::Fixed;
use super::validate::Requirement::{Factor, Fits, Leading, Letters, Rule};
use super::validate::TokenRequirements;
use crate::units::{Pt, Ratio};
use serde::Deserialize;

/// The footer.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterTokens {
    pub clear: Pt,
    pub gap: Pt,
    pub number_top: Pt,
    pub text: Fixed,
    pub hotline: Hotline,
    pub digits: Fixed,
    pub source: Fixed,
    pub about: Fixed,
}

/// The number to call.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub size: Pt,
    pub smallest: Pt,
    pub leading: Ratio,
}

/// Call-outs: whole sentences in bold.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Callout {
    pub style: CalloutStyle,
    pub rule: Pt,
    pub indent: Pt,
    pub above: Ratio,
    pub below: Ratio,
}

/// How call-outs look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalloutStyle {
    /// A paragraph of its own, with a rule at its left.
    Block,
    /// Bold in the running text.
    Inline,
}

pub(super) const FOOTER: &TokenRequirements<FooterTokens> = &[
    (&["foot.text.size"], Letters(|foot| foot.text.size, Pt(8500))),
    (&["foot.digits.size"], Letters(|foot| foot.digits.size, Pt(8500))),
    (&["foot.about.size"], Letters(|foot| foot.about.size, Pt(8500))),
    (&["foot.hotline.smallest"], Letters(|foot| foot.hotline.smallest, Pt::new(9))),
    (&["foot.source.size"], Letters(|foot| foot.source.size, Pt::new(8))),
    (&["foot.text.leading"], Leading(|foot| foot.text)),
    (&["foot.digits.leading"], Leading(|foot| foot.digits)),
    (&["foot.about.leading"], Leading(|foot| foot.about)),
    (&["foot.source.leading"], Leading(|foot| foot.source)),
    (&["foot.hotline.leading"], Factor(|foot| foot.hotline.leading, 1.0, 1.8)),
    (
        &["foot.hotline.size", "foot.hotline.smallest"],
        Fits(
            |foot, _| foot.hotline.smallest <= foot.hotline.size && foot.hotline.size <= Pt::new(72),
            "`size` must be from `smallest` to 72",
            "write the largest size as `size`, the least as `smallest`",
        ),
    ),
];

pub(super) const CALLOUT: &TokenRequirements<Callout> = &[
    (&["callout.rule"], Rule(|callout| callout.rule)),
    (&["callout.above"], Factor(|callout| callout.above, 0.0, 3.0)),
    (&["callout.below"], Factor(|callout| callout.below, 0.0, 3.0)),
    (
        &["callout.indent", "callout.rule"],
        Fits(
            |callout, _| (callout.rule + Pt::new(2)..=Pt::new(40)).contains(&callout.indent),
            "the text of a call-out stands on its rule, or too far from it",
            "write an `indent` of 2 pt more than `rule` to 40 pt",
        ),
    ),
];
