//! Sets that are not their authors' own yet: what a new set begins with is warned of, and stops what goes out.

use super::engine::Engine;
use super::plan::Options;
use super::set::Set;
use crate::diagnostic::{Diagnostic, Findings, Reported, Severity, Sink};
use crate::lint::Wrong;

/// Warns of it; where only final sheets are asked for, refuses it.
pub(super) fn tell(wrong: &Wrong, set: &Set, options: &Options, sink: &mut Sink) -> Result<(), Reported> {
    let severity = if options.only_approved { Severity::Error } else { Severity::Warning };
    let found = wrong.invented(&set.dataset, &set.sources);
    let told = found.map(|fault| sink.report(Diagnostic { severity, ..fault.clone() })).last();
    told.filter(|_| severity == Severity::Error).map_or(Ok(()), Err)
}

impl Engine {
    /// Refuses what goes out of a set that is not its authors' own yet.
    pub(super) fn refuse_invented(&self) -> Result<(), Findings> {
        let (plan, mut sink) = (self.plan(), Sink::default());
        for fault in plan.wrong.invented(&plan.dataset, &plan.sources) {
            sink.report(Diagnostic { severity: Severity::Error, ..fault.clone() });
        }
        if sink.has_errors() { Err(Findings::new(sink, &plan.sources)) } else { Ok(()) }
    }
}
