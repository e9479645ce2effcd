//! A finished file held against the one that is made again from its data: whatever no check looks at, a color, a
//! rule, a key that programs heed, is found by not being alike.

use super::super::plan::Plan;
use super::super::worker::{Wanted, Worker};
use super::expected::SheetSays;
use super::one::{MAKE_ANEW, Proved};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::proof::differences;
use crate::set::State;
use crate::wording::Composer;

/// The sheet that a file should be.
pub(super) struct MadeFrom<'p> {
    pub(super) plan: &'p Plan,
    pub(super) composer: &'p Composer,
    pub(super) state: &'p State,
    /// The place of its profile in the plan.
    pub(super) profile: usize,
    pub(super) says: &'p SheetSays,
    /// Where all of this is from: "the data inside", "the set".
    pub(super) source: &'static str,
}

/// Where a file is not as this version of the program makes it. How it is written, in which order and how
/// compressed, does not count.
pub(super) fn unlike(proved: &Proved<'_>, from: &MadeFrom<'_>) -> Vec<String> {
    let MadeFrom { plan, composer, state, profile, says, .. } = *from;
    let series = plan.series(1).iter().find(|series| series.language == composer.language());
    let wanted = Wanted { state, composer, series: series.map(|series| series.layout) };
    let said = (&says.facts, &says.document);
    match Worker::new(plan).again(wanted, said, profile, proved.is_draft) {
        Some(made) => differences(proved.bytes, &made),
        None => vec!["no page can be made from that".to_owned()],
    }
}

/// Says it.
pub(super) fn tell_of_unlike(proved: &Proved<'_>, from: &MadeFrom<'_>, unlike: Vec<String>, sink: &mut Sink) {
    for (n, difference) in unlike.into_iter().enumerate() {
        let message = format!("this file is not as handout makes it from {}: {difference}", from.source);
        let mut fault = Diagnostic::at_path(Code::BrokenPromise, proved.file, message);
        // Once is enough.
        fault.help = (n == 0).then(|| MAKE_ANEW.to_owned());
        sink.report(fault);
    }
}
