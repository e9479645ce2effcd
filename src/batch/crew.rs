//! The workers of a run, each with what it remembers from one pass over the states to the next.
//!
//! In: a [`Plan`]. Out: a worker for each thread that asks, one that has worked before if there is one. What
//! they remember saves time, and never changes what comes out.

use super::plan::Plan;
use super::worker::{Recollection, Worker};
use crate::set::FitMode;
use std::sync::Mutex;

/// What those remember who are free.
pub(super) struct Crew<'p> {
    plan: &'p Plan,
    free: Mutex<Vec<Recollection<'p>>>,
}

impl<'p> Crew<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, free: Mutex::default() }
    }

    /// Has `work` done by one of them.
    pub(super) fn work(&self, work: impl FnOnce(&mut Worker<'p>)) {
        let known = self.free.lock().ok().and_then(|mut free| free.pop());
        let new = || Recollection::new(self.plan, matches!(self.plan.dataset.set.fit, FitMode::Uniform));
        let mut worker = Worker::with(self.plan, known.unwrap_or_else(new));
        work(&mut worker);
        if let Ok(mut free) = self.free.lock() {
            free.push(worker.recollection());
        }
    }
}
