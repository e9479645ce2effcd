//! What became of each figure between two editions.
//!
//! In: two [`Edition`]s. Out: a [`Editions`]: for each place of both, each figure with its old and new
//! value and the kind of change.

use super::edition::{Edition, EditionPlace, PlaceCode, Published};
use crate::figure::{Quantity, Value};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Two editions side by side.
pub struct Editions<'e> {
    pub old: &'e Edition,
    pub new: &'e Edition,
    /// Place by place as the new edition has them, figure by figure, those of the new edition first.
    pub changes: Vec<Changed<'e>>,
    /// The places that only one of the editions has.
    pub only_old: Vec<&'e EditionPlace>,
    pub only_new: Vec<&'e EditionPlace>,
    before: HashMap<PlaceCode, &'e EditionPlace>,
}

/// What became of one figure.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'e> {
    /// The place in the new edition.
    pub place: &'e EditionPlace,
    pub key: &'e str,
    /// `None` if the old edition of this place does not have the figure.
    pub old: Option<&'e Published>,
    pub new: Option<&'e Published>,
    pub kind: ChangeKind,
}

/// How a figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Same,
    More,
    Less,
    /// The same number in another form: with another qualifier or unit, or with more decimals.
    Form,
    /// A count became a share, or a share a count.
    Kind,
    /// It had no number, and has one.
    Appeared,
    /// It had a number, and has none.
    Vanished,
    /// It had no number, and has none for another reason.
    Gap,
    /// The old edition does not have the figure.
    Added,
    /// The new edition does not have the figure.
    Removed,
}

impl ChangeKind {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Same => "same",
            ChangeKind::More => "more",
            ChangeKind::Less => "less",
            ChangeKind::Form => "form",
            ChangeKind::Kind => "kind",
            ChangeKind::Appeared => "appeared",
            ChangeKind::Vanished => "vanished",
            ChangeKind::Gap => "gap",
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
        }
    }

    fn of(old: &Value, new: &Value) -> Self {
        match (old, new) {
            _ if old == new => ChangeKind::Same,
            (Value::Missing(_), Value::Missing(_)) => ChangeKind::Gap,
            (Value::Missing(_), _) => ChangeKind::Appeared,
            (_, Value::Missing(_)) => ChangeKind::Vanished,
            _ => match (amount(old), amount(new)) {
                (Some(before), Some(now)) => match now.amount.compare(before.amount) {
                    None => ChangeKind::Kind,
                    Some(Ordering::Equal) => ChangeKind::Form,
                    Some(Ordering::Greater) => ChangeKind::More,
                    Some(Ordering::Less) => ChangeKind::Less,
                },
                _ => ChangeKind::Form,
            },
        }
    }
}

fn amount(value: &Value) -> Option<Quantity> {
    match value {
        Value::Known(quantity) => Some(*quantity),
        Value::FewerThan(_) | Value::Missing(_) => None,
    }
}

impl<'e> Editions<'e> {
    pub fn of(old: &'e Edition, new: &'e Edition) -> Self {
        let (before, now) = (old.by_code(), new.by_code());
        let (mut changes, mut only_new) = (Vec::new(), Vec::new());
        for place in &new.places {
            match before.get(&place.code()) {
                Some(before) => changes.extend(changes_of(before, place)),
                None => only_new.push(place),
            }
        }
        let only_old = old.places.iter().filter(|place| !now.contains_key(&place.code())).collect();
        Self { old, new, changes, only_old, only_new, before }
    }

    /// A place as the old edition has it.
    pub fn before(&self, place: &EditionPlace) -> Option<&'e EditionPlace> {
        self.before.get(&place.code()).copied()
    }

    /// Whether they have a place besides the nation, and a figure, in common.
    pub fn is_related(&self) -> bool {
        let common = |change: &Changed<'_>| change.old.is_some() && change.new.is_some();
        let figures = self.changes.iter().any(common);
        figures && self.changes.iter().any(|change| change.place.postal.is_some())
    }
}

fn changes_of<'e>(before: &'e EditionPlace, place: &'e EditionPlace) -> impl Iterator<Item = Changed<'e>> {
    let now = place.figures.iter().map(move |new| {
        let old = before.get(&new.key);
        let kind = old.map_or(ChangeKind::Added, |old| ChangeKind::of(&old.value, &new.value));
        Changed { place, key: &new.key, old, new: Some(new), kind }
    });
    let gone = before.figures.iter().filter(|old| place.get(&old.key).is_none());
    now.chain(gone.map(move |old| Changed {
        place,
        key: &old.key,
        old: Some(old),
        new: None,
        kind: ChangeKind::Removed,
    }))
}
