//! Lists: items one below the other, each behind its sign.

use super::map::all;
use super::visit::text;
use super::{Part, Spot, Translate};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T> {
    pub numbering: Numbering,
    pub items: Vec<ListItem<T>>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem<T> {
    /// A bullet or its number. `None` until it is known which items a place has: one that is left out leaves no
    /// hole.
    pub sign: Option<T>,
    pub text: T,
    /// The list below it, nested once.
    pub inner: Option<List<T>>,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    Bullets,
    Numbers {
        /// That of the first item.
        first: u32,
    },
}

impl Numbering {
    /// The sign of an item; the first is number 0.
    pub fn sign(self, item: usize) -> String {
        match self {
            Numbering::Bullets => "\u{2022}".to_owned(),
            Numbering::Numbers { first } => format!("{}.", first as usize + item),
        }
    }
}

impl<T> List<T> {
    /// The next stage; `None` if no item is left.
    pub(super) fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Option<List<M::Text>>, M::Error> {
        let items = all(self.items.iter().filter_map(|item| item.try_map(map).transpose()))?;
        Ok((!items.is_empty()).then_some(List { numbering: self.numbering, items }))
    }

    /// Calls `see` with every text, in reading order; `sign` is the part of the signs.
    pub(super) fn visit<'a, F>(&'a self, sign: Part, see: &mut dyn FnMut(Spot<'a, T, F>)) {
        for item in &self.items {
            item.sign.iter().for_each(|own| text(see, sign, own));
            text(see, Part::ListItem, &item.text);
            item.inner.iter().for_each(|inner| inner.visit(Part::InnerSign, see));
        }
    }

    /// The texts of the items, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &T> {
        self.items.iter().flat_map(|item| {
            let inner = item.inner.iter().flat_map(|inner| &inner.items);
            std::iter::once(&item.text).chain(inner.map(|inner| &inner.text))
        })
    }
}

impl<T> ListItem<T> {
    /// The next stage; `None` if it comes to nothing, and then what is nested below it goes too.
    fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Option<ListItem<M::Text>>, M::Error> {
        let Self { sign, text, inner: below } = self;
        let inner = below.as_ref().map_or(Ok(None), |inner| inner.try_map(map));
        let leads_nowhere = below.is_some() && matches!(inner, Ok(None));
        let text = map.optional(if leads_nowhere { Part::LoneIntro } else { Part::ListItem }, text);
        let sign = sign.as_ref().map_or(Ok(None), |sign| map.optional(Part::ListSign, sign));
        let (sign, inner) = (sign?, inner?);
        Ok(text?.map(|text| ListItem { sign, text, inner }))
    }
}
