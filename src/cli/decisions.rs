//! What the authors decided, for `check` to show: rules that are waived, and why; numbers that are
//! not printed, and what is printed instead.

use handout::facts::{Waived, Withheld};
use handout::source::Sources;
use serde_json::{Value, json};

/// The decisions of a set.
#[derive(Default)]
pub struct Decisions {
    /// Rules that need not be kept.
    pub waived: Vec<Waived>,
    /// Numbers that are not printed.
    pub withheld: Vec<Withheld>,
}

impl Decisions {
    /// One line for each.
    pub fn lines(&self, sources: &Sources) -> Vec<String> {
        let waived = self.waived.iter().map(|waived| {
            let (place, at) = (waived.place.as_deref().unwrap_or("the nation"), sources.locate(waived.span));
            let (rule, figure, reason) = (waived.rule.name(), &waived.figure, &waived.reason);
            format!("waived: {}:{}: `{rule}` of `{figure}` for {place}: {reason}", at.path, at.line)
        });
        let withheld = self.withheld.iter().map(|withheld| {
            let path = sources.path(withheld.file).display();
            format!("withheld: {path}: `{}` is printed as \"{}\"", withheld.figure, withheld.printed)
        });
        waived.chain(withheld).collect()
    }

    /// As JSON: `waived` and `withheld`.
    pub fn json(&self, sources: &Sources) -> (Value, Value) {
        let waived = self.waived.iter().map(|waived| {
            let at = sources.locate(waived.span);
            json!({
                "place": waived.place, "figure": waived.figure, "rule": waived.rule.name(),
                "reason": waived.reason, "used": waived.used, "file": at.path, "line": at.line,
            })
        });
        let withheld = self.withheld.iter().map(|withheld| {
            json!({
                "file": sources.path(withheld.file).to_string_lossy(),
                "figure": withheld.figure,
                "printed": withheld.printed.to_string(),
            })
        });
        (waived.collect(), withheld.collect())
    }
}
