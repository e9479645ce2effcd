//! The numbers of a file's objects (ISO 32000-1, 7.3.10), each handed out once.

use super::super::syntax::Id;
use crate::profile::Profile;
use crate::standard::Demand;

/// The numbers given so far: 1, 2, 3 …
#[derive(Debug, Clone, Default)]
pub struct Ids(u32);

impl Ids {
    /// One number.
    pub fn one(&mut self) -> Id {
        self.many(1)
    }

    /// A row of numbers, by its first.
    pub fn many(&mut self, count: usize) -> Id {
        let first = Id(self.0 + 1);
        self.0 += count as u32;
        first
    }

    /// Leaves numbers out up to the next that ends with two zeros: of objects that are much alike and begin there,
    /// the numbers end alike, and compress.
    pub fn skip_to_hundred(&mut self) {
        self.0 = (self.0 + 1).next_multiple_of(100) - 1;
    }

    /// How many were given.
    pub fn given(&self) -> usize {
        self.0 as usize
    }
}

/// The objects that every file has, at the same numbers in each.
#[derive(Debug, Clone, Copy)]
pub struct FileIds {
    pub catalog: Id,
    pub pages: Id,
    pub first_page: PageIds,
    /// If there is an information dictionary.
    pub info: Option<Id>,
    pub metadata: Id,
    pub icc: Id,
    pub structure: Id,
    pub parents: Id,
    /// The namespace of the structure types, if they are those of PDF 2.0.
    pub namespace: Option<Id>,
}

/// The two objects of a page.
#[derive(Debug, Clone, Copy)]
pub struct PageIds {
    pub page: Id,
    pub content: Id,
}

impl FileIds {
    /// The first numbers of a file of a profile.
    pub fn new(ids: &mut Ids, profile: &Profile) -> Self {
        let (catalog, pages, page) = (ids.one(), ids.one(), ids.one());
        let info = (!profile.needs(Demand::NoInformation)).then(|| ids.one());
        let (metadata, icc) = (ids.one(), ids.one());
        let (structure, parents, content) = (ids.one(), ids.one(), ids.one());
        let namespace = profile.needs(Demand::Namespace).then(|| ids.one());
        FileIds {
            catalog,
            pages,
            first_page: PageIds { page, content },
            info,
            metadata,
            icc,
            structure,
            parents,
            namespace,
        }
    }
}

impl PageIds {
    /// Those of a further page.
    pub fn new(ids: &mut Ids) -> Self {
        PageIds { page: ids.one(), content: ids.one() }
    }

    /// Those of a further page that paints the same as one before.
    pub fn same_as(before: PageIds, ids: &mut Ids) -> Self {
        PageIds { page: ids.one(), ..before }
    }
}
