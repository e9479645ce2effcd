//! `mail.LANG.toml`: what goes with the sheets by mail, in one language.

use super::wording::Wording;
use crate::source::Spanned;

/// What stands in a said text where the recipient's name goes, and where the salutation goes. They are put in
/// last, as they are: what is in a list of contacts is never read as a template.
pub const RECIPIENT_NAME: &str = "⟦name⟧";
pub const RECIPIENT_SALUTATION: &str = "⟦salutation⟧";

/// The same for a correction: the day that the new sheet says, what was wrong, and the list of what changed.
pub const CORRECTION_DATE: &str = "⟦date⟧";
pub const CORRECTION_REASON: &str = "⟦reason⟧";
pub const CORRECTION_CHANGES: &str = "⟦changes⟧";

/// The parts of a message, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailPart {
    /// What it begins with.
    Text,
    /// What is said of each state.
    Each,
    /// What it ends with.
    Closing,
}

impl MailPart {
    pub const ALL: [MailPart; 3] = [MailPart::Text, MailPart::Each, MailPart::Closing];

    /// Its key in the file, which is also the heading of its section.
    pub fn key(self) -> &'static str {
        match self {
            MailPart::Text => "text",
            MailPart::Each => "each",
            MailPart::Closing => "closing",
        }
    }
}

/// `mail.LANG.toml`.
#[derive(Debug, Clone)]
pub struct MailFile {
    /// The address that it comes from.
    pub from: Spanned<String>,
    /// The name beside it, if not the publisher's.
    pub from_name: Option<Spanned<String>>,
    /// Where answers go, if not to `from`.
    pub reply_to: Option<Spanned<String>>,
    /// Its texts as a page: the subject is the title, each [`MailPart`] a section under its key.
    pub wording: Wording,
    /// The same of `[correction]`: what those are written who have a sheet with a mistake.
    pub correction: Option<Wording>,
}
