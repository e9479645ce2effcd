//! Who takes the finished files of a batch.

use super::outcome::Handout;
use std::io;

/// Takes finished files, from several threads.
pub trait Receiver: Sync {
    /// How many bytes the file of this sheet has, if it lies there already, made from the same: then it is
    /// not made again.
    fn has(&self, _handout: &Handout) -> Option<usize> {
        None
    }

    /// Takes a file that was made and proved.
    ///
    /// # Errors
    /// If it cannot be kept; the sheet is then told as undelivered.
    fn take(&self, handout: &Handout, bytes: &[u8]) -> io::Result<()>;

    /// Whether no more is wanted; the sheets in hand are finished.
    fn stop(&self) -> bool {
        false
    }
}

/// Takes everything.
pub(super) struct Taking<F>(pub(super) F);

impl<F: Fn(&Handout, &[u8]) -> io::Result<()> + Sync> Receiver for Taking<F> {
    fn take(&self, handout: &Handout, bytes: &[u8]) -> io::Result<()> {
        (self.0)(handout, bytes)
    }
}
