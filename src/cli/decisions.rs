//! What the authors decided, for `check` to show: rules that are waived, and why; numbers that are
//! not printed, and what is printed instead.

use handout::{WaivedRule, WithheldNumber};
use serde_json::{Value, json};

/// The decisions of a set.
#[derive(Default)]
pub struct Decisions {
    /// Rules that need not be kept.
    pub waivers: Vec<WaivedRule>,
    /// Numbers that are not printed.
    pub withheld: Vec<WithheldNumber>,
}

impl Decisions {
    /// One line for each.
    pub fn lines(&self) -> Vec<String> {
        let waivers = self.waivers.iter().map(|waiver| {
            let (place, at) = (waiver.place.as_deref().unwrap_or("the nation"), &waiver.location);
            let (rule, figure, reason) = (waiver.rule, &waiver.figure, &waiver.reason);
            format!("waived: {}:{}: `{rule}` of `{figure}` for {place}: {reason}", at.path, at.line)
        });
        let withheld = self.withheld.iter().map(|withheld| {
            let WithheldNumber { file, figure, printed, said, .. } = withheld;
            match said {
                Some(said) => format!("withheld: {file}: `{figure}` is not printed; a table says “{said}”"),
                None => format!("withheld: {file}: `{figure}` is printed as \"{printed}\""),
            }
        });
        waivers.chain(withheld).collect()
    }

    /// As JSON: `waived` and `withheld`.
    pub fn json(&self) -> (Value, Value) {
        let waivers = self.waivers.iter().map(|waiver| {
            let at = &waiver.location;
            json!({
                "place": waiver.place, "figure": waiver.figure, "rule": waiver.rule,
                "reason": waiver.reason, "used": waiver.used, "file": at.path, "line": at.line,
            })
        });
        let withheld = self.withheld.iter().map(|withheld| {
            json!({ "file": withheld.file, "figure": withheld.figure, "printed": withheld.printed })
        });
        (waivers.collect(), withheld.collect())
    }
}
