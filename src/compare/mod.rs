//! Two editions of the figures, held against each other.
//!
//! In: two [`Edition`]s, plain lists of places and their figures, each with its place in the files. Out:
//! what became of each figure ([`Changed`]); and, of that, what someone should look at. Knows no language,
//! no page and no file. And the texts of two sets, word by word.
//!
//! | file | for |
//! | --- | --- |
//! | `edition` | an edition out of a set, as written or as printed |
//! | `change` | place, figure, old, new and kind of change |
//! | `second_entry` | two entries of one year: every difference is a fault of one of them |
//! | `earlier_year` | what is odd between two years |
//! | `repeated` | values of the earlier year that came back, where that is unlikely |
//! | `spread` | how much figures usually change |
//! | `passages` | the texts of a set, language by language |
//! | `words` | two versions of these texts, word by word |

mod change;
mod earlier_year;
mod edition;
mod passages;
mod repeated;
mod second_entry;
mod spread;
mod words;

pub use change::{ChangeKind, Changed, Editions};
pub use edition::{Edition, EditionPlace, PlaceCode, Published};
pub use passages::{SetPassage, passages};
pub use second_entry::slip;
pub use words::{PassageChange, WordRun, changed_passages};

use crate::diagnostic::Diagnostic;
use crate::set::SetFile;
use crate::source::FileId;

/// What a comparison found.
pub struct Doubt {
    pub fault: Diagnostic,
    /// The files of the places whose sheets are wrong if it is right; none if someone should only look.
    pub places: Vec<FileId>,
}

impl Doubt {
    /// What makes no sheet wrong for certain.
    fn to_look_at(fault: Diagnostic) -> Self {
        Self { fault, places: Vec::new() }
    }
}

/// What is odd in the change from one edition to another, be they of one year or of two.
pub fn oddities(comparison: &Editions<'_>, set: &SetFile) -> Vec<Doubt> {
    let mut found = second_entry::previous(comparison);
    earlier_year::oddities(comparison, set, &mut found);
    found
}

/// Everything that someone should look at.
pub fn doubts(comparison: &Editions<'_>, set: &SetFile) -> Vec<Doubt> {
    let mut found = second_entry::previous(comparison);
    match comparison.new.year == comparison.old.year {
        true => second_entry::differences(comparison, &mut found),
        false => earlier_year::oddities(comparison, set, &mut found),
    }
    found
}
