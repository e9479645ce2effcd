//! What goes into one page of a file.

use super::super::file::Provenance;
use crate::layout::Role;
use crate::press::DressedPage;

/// One page of a file.
#[derive(Debug, Clone, Copy)]
pub struct FilePage<'a> {
    /// The page.
    pub page: &'a DressedPage<'a>,
    /// BCP 47 tag of its language.
    pub language: &'a str,
    /// The figures of its data, by the number in [`Role::Datum`].
    pub figures: &'a [Provenance],
}

impl<'a> FilePage<'a> {
    /// The figures that the page prints, by their numbers.
    pub fn printed(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.page.page.nodes.iter().filter_map(|node| match node.role {
            Role::Datum(figure) => Some(figure.index()),
            _ => None,
        })
    }
}
