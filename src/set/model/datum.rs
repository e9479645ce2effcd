//! The values other than figures that a text may name.

use super::dataset::SetFile;
use crate::figure::FigureId;

/// A value of the data that is not a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatumId {
    StateName,
    StateInProse,
    StatePossessive,
    StateAdjective,
    StatePostal,
    /// The year of the set.
    Year,
    FigureYear(FigureId),
    /// Last year's value of a figure.
    Previous(FigureId),
    /// The change of a figure since last year: in percent or percentage points.
    Change(FigureId),
    /// The same in numbers.
    ChangeInNumbers(FigureId),
    /// The noun of a figure in the dictionary.
    Noun(FigureId),
    /// The words for a figure without a number.
    Gap(FigureId),
    Released,
    /// The day on which the sheet of the state was corrected.
    Corrected,
    AsOf,
    PublisherName,
    PublisherShort,
    PublisherWebsite,
    /// A position in [`SetFile::contact`].
    Contact(u32),
}

impl DatumId {
    /// Whether it is the same for every place.
    pub fn is_of_set(self) -> bool {
        use DatumId::*;
        matches!(
            self,
            Year | Released | AsOf | PublisherName | PublisherShort | PublisherWebsite | Contact(_)
        )
    }

    /// Its name in the wording: `state.name`, `contact.hotline`.
    pub fn name(self, set: &SetFile) -> String {
        let key = |figure: FigureId| set.figures.get(figure.index()).map_or("", |spec| &spec.key.value);
        match self {
            DatumId::StateName => "state.name".to_owned(),
            DatumId::StateInProse => "state.in_prose".to_owned(),
            DatumId::StatePossessive => "state.possessive".to_owned(),
            DatumId::StateAdjective => "state.adjective".to_owned(),
            DatumId::StatePostal => "state.postal".to_owned(),
            DatumId::Year => "year".to_owned(),
            DatumId::FigureYear(figure) => format!("{}.year", key(figure)),
            DatumId::Previous(figure) => format!("{}.previous", key(figure)),
            DatumId::Change(figure) => format!("{}.change", key(figure)),
            DatumId::ChangeInNumbers(figure) => format!("{}.change | number", key(figure)),
            DatumId::Noun(figure) => format!("{} | noun", key(figure)),
            DatumId::Gap(figure) => key(figure).to_owned(),
            DatumId::Released => "released".to_owned(),
            DatumId::Corrected => "corrected.date".to_owned(),
            DatumId::AsOf => "as_of".to_owned(),
            DatumId::PublisherName => "publisher.name".to_owned(),
            DatumId::PublisherShort => "publisher.short".to_owned(),
            DatumId::PublisherWebsite => "publisher.website".to_owned(),
            DatumId::Contact(number) => {
                let entry = set.contact.get(number as usize);
                format!("contact.{}", entry.map_or("", |(key, _)| &key.value))
            }
        }
    }
}
