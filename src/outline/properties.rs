//! What the file says about itself: `[properties]` of the wording. It is not printed.

use super::map::all;
use super::{Part, Translate};

/// The properties of a file that the authors may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties<T> {
    /// In place of the title of the page and the year.
    pub title: Option<T>,
    /// What the sheet is about, in a sentence.
    pub subject: Option<T>,
    /// Words by which it is to be found.
    pub keywords: Vec<T>,
    /// Who may do what with it.
    pub rights: Option<T>,
}

impl<T> Default for Properties<T> {
    fn default() -> Self {
        Self { title: None, subject: None, keywords: Vec::new(), rights: None }
    }
}

impl<T> Properties<T> {
    pub(super) fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Properties<M::Text>, M::Error> {
        let Properties { title, subject, keywords, rights } = self;
        let mut part =
            |part, text: &'a Option<T>| text.as_ref().map_or(Ok(None), |text| map.optional(part, text));
        let title = part(Part::FileTitle, title);
        let subject = part(Part::Subject, subject);
        let rights = part(Part::Rights, rights);
        let keywords = keywords.iter().map(|keyword| map.optional(Part::Keyword, keyword));
        let keywords = all(keywords.filter_map(Result::transpose));
        Ok(Properties { title: title?, subject: subject?, keywords: keywords?, rights: rights? })
    }

    /// Each of them.
    pub(super) fn each(&self) -> impl Iterator<Item = (Part, &T)> {
        let Properties { title, subject, keywords, rights } = self;
        let title = title.iter().map(|text| (Part::FileTitle, text));
        let subject = subject.iter().map(|text| (Part::Subject, text));
        let keywords = keywords.iter().map(|text| (Part::Keyword, text));
        let rights = rights.iter().map(|text| (Part::Rights, text));
        title.chain(subject).chain(keywords).chain(rights)
    }
}
