//! A finished file held against the one that is made again from its data: whatever no check looks at, a color, a
//! rule, a key that programs heed, is found by not being alike.

use super::super::plan::Plan;
use super::super::worker::{Wanted, Worker};
use super::expected::SheetSays;
use super::one::MAKE_ANEW;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::proof::{differences, is_draft};
use crate::set::State;
use crate::wording::Composer;
use std::path::Path;

/// Says where a file is not as this version of the program makes it from the data inside. How it is written, in
/// which order and how compressed, does not count.
pub(super) fn tell_of_others(
    file: &Path,
    bytes: &[u8],
    (plan, composer, state): (&Plan, &Composer, &State),
    says: &SheetSays,
    sink: &mut Sink,
) {
    let series = plan.series(1).iter().find(|series| series.language == composer.language());
    let wanted = Wanted { state, composer, series: series.map(|series| series.layout) };
    let made = Worker::new(plan).again(wanted, (&says.facts, &says.document), 0, is_draft(bytes));
    let found = match made {
        Some(made) => differences(bytes, &made),
        None => vec!["the data inside does not make a page".to_owned()],
    };
    for (n, difference) in found.into_iter().enumerate() {
        let message = format!("this file is not as handout makes it from the data inside: {difference}");
        let mut fault = Diagnostic::at_path(Code::BrokenPromise, file, message);
        // Once is enough.
        fault.help = (n == 0).then(|| MAKE_ANEW.to_owned());
        sink.report(fault);
    }
}
