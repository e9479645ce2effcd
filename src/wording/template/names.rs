//! The names the wording may use, and what they stand for.
//!
//! In: the set file. Out: a name's meaning, or the fault of using a name that is not there.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::set::Set;
use crate::source::Span;

/// A value of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::wording) enum Name {
    /// A figure, by its number in the dictionary.
    Figure(usize),
    /// `state.name`
    StateTitle,
    /// `state.in_prose`
    StateInProse,
    /// `state.possessive`
    StatePossessive,
    /// `state.adjective`
    StateAdjective,
    /// `state.postal`
    StatePostal,
    /// `KEY.year`: the year a figure is for, by the figure's number.
    FigureYear(usize),
    /// `year`
    Year,
    /// `released`: the day the sheets go out.
    Released,
    /// `as_of`: the day the figures stand for.
    AsOf,
    /// `publisher.name`
    Publisher,
    /// `publisher.short`
    PublisherShort,
    /// `publisher.website`
    PublisherWebsite,
    /// `contact.KEY`, by its number in [`Set::contact`].
    Contact(usize),
}

/// Every name of one set.
#[derive(Debug)]
pub(in crate::wording) struct Names {
    names: Vec<(String, Name)>,
}

impl Names {
    /// The names that the set file makes.
    pub(in crate::wording) fn new(set: &Set) -> Self {
        let fixed = [
            ("state.name", Some(Name::StateTitle)),
            ("state.in_prose", Some(Name::StateInProse)),
            ("state.possessive", Some(Name::StatePossessive)),
            ("state.adjective", Some(Name::StateAdjective)),
            ("state.postal", Some(Name::StatePostal)),
            ("year", Some(Name::Year)),
            ("released", set.released.as_ref().map(|_| Name::Released)),
            ("as_of", set.as_of.as_ref().map(|_| Name::AsOf)),
            ("publisher.name", Some(Name::Publisher)),
            ("publisher.short", set.publisher.short.as_ref().map(|_| Name::PublisherShort)),
            ("publisher.website", set.publisher.website.as_ref().map(|_| Name::PublisherWebsite)),
        ];
        let fixed = fixed.into_iter().filter_map(|(text, name)| Some((text.to_owned(), name?)));
        let contact = set.contact.iter().enumerate();
        let contact = contact.map(|(i, (key, _))| (format!("contact.{}", key.value), Name::Contact(i)));
        let figures = set.figures.iter().enumerate();
        let figures = figures.flat_map(|(i, figure)| {
            let key = &figure.key.value;
            [(key.clone(), Name::Figure(i)), (format!("{key}.year"), Name::FigureYear(i))]
        });
        Self { names: fixed.chain(contact).chain(figures).collect() }
    }

    /// What `name` stands for.
    pub(in crate::wording) fn get(&self, name: &str) -> Option<Name> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, name)| *name)
    }

    /// The number of the figure `key`.
    pub(in crate::wording) fn figure(&self, key: &str) -> Option<usize> {
        match self.get(key) {
            Some(Name::Figure(number)) => Some(number),
            _ => None,
        }
    }

    /// The name as the wording writes it.
    pub(in crate::wording) fn text(&self, name: Name) -> &str {
        self.names.iter().find(|(_, known)| *known == name).map_or("", |(text, _)| text)
    }

    /// The fault of using `name`, which is not there.
    pub(in crate::wording) fn unknown(&self, name: &str, at: Span) -> Diagnostic {
        let fault = Diagnostic::error(Code::UnknownPlaceholder, at, format!("the data has no `{name}`"));
        let group = format!("{}.", name.split('.').next().unwrap_or(name));
        let members: Vec<_> = self.all().filter(|known| known.starts_with(&group)).collect();
        match nearest(name, self.all()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None if !members.is_empty() => fault.help(format!("there is `{}`", members.join("`, `"))),
            None => {
                fault.help("the names of figures are those under `[figures]` in the set's `handout.toml`")
            }
        }
    }

    /// The fault of naming a figure that is not in the dictionary.
    pub(in crate::wording) fn unknown_figure(&self, key: &str, at: Span) -> Diagnostic {
        let fault =
            Diagnostic::error(Code::UnknownFigure, at, format!("the dictionary has no figure `{key}`"));
        let figures = self.names.iter().filter(|(_, name)| matches!(name, Name::Figure(_)));
        match nearest(key, figures.map(|(text, _)| text.as_str())) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("add `[figures.{key}]` to the set's `handout.toml`")),
        }
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(text, _)| text.as_str())
    }
}
