//! The names the wording may use, and what they stand for.
//!
//! In: the set file. Out: what a name stands for, or the fault of an unknown name.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::figure::FigureId;
use crate::set::{DatumId, SetFile};
use crate::source::Span;

/// So many figures are named in a message.
const FEW: usize = 12;

/// What a name of the wording stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::wording) enum Variable {
    Figure(FigureId),
    Datum(DatumId),
}

/// Every name of a set.
#[derive(Debug)]
pub(in crate::wording) struct Variables {
    names: Vec<(String, Variable)>,
}

impl Variables {
    pub(in crate::wording) fn new(set: &SetFile) -> Self {
        let fixed = [
            ("state.name", Some(DatumId::StateName)),
            ("state.in_prose", Some(DatumId::StateInProse)),
            ("state.possessive", Some(DatumId::StatePossessive)),
            ("state.adjective", Some(DatumId::StateAdjective)),
            ("state.postal", Some(DatumId::StatePostal)),
            ("year", Some(DatumId::Year)),
            ("released", set.released.as_ref().map(|_| DatumId::Released)),
            ("as_of", set.as_of.as_ref().map(|_| DatumId::AsOf)),
            ("publisher.name", Some(DatumId::PublisherName)),
            ("publisher.short", set.publisher.short.as_ref().map(|_| DatumId::PublisherShort)),
            ("publisher.website", set.publisher.website.as_ref().map(|_| DatumId::PublisherWebsite)),
        ];
        let fixed =
            fixed.into_iter().filter_map(|(text, datum)| Some((text.to_owned(), Variable::Datum(datum?))));
        let contact = set.contact.iter().zip(0..);
        let contact = contact.map(|((key, _), number)| {
            (format!("contact.{}", key.value), Variable::Datum(DatumId::Contact(number)))
        });
        let figures = set.figures.iter().zip((0..).map(FigureId));
        let figures = figures.flat_map(|(spec, figure)| {
            let key = &spec.key.value;
            let year = Variable::Datum(DatumId::FigureYear(figure));
            let previous = Variable::Datum(DatumId::Previous(figure));
            let change = Variable::Datum(DatumId::Change(figure));
            [
                (key.clone(), Variable::Figure(figure)),
                (format!("{key}.year"), year),
                (format!("{key}.previous"), previous),
                (format!("{key}.change"), change),
            ]
        });
        Self { names: fixed.chain(contact).chain(figures).collect() }
    }

    /// What `name` stands for.
    pub(in crate::wording) fn get(&self, name: &str) -> Option<Variable> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, name)| *name)
    }

    pub(in crate::wording) fn figure(&self, key: &str) -> Option<FigureId> {
        match self.get(key) {
            Some(Variable::Figure(figure)) => Some(figure),
            Some(Variable::Datum(_)) | None => None,
        }
    }

    /// The name of a variable.
    pub(in crate::wording) fn text(&self, name: Variable) -> &str {
        self.names.iter().find(|(_, known)| *known == name).map_or("", |(text, _)| text)
    }

    /// The fault of an unknown name.
    pub(in crate::wording) fn unknown(&self, name: &str, at: Span) -> Diagnostic {
        let fault = Diagnostic::error(Code::UnknownPlaceholder, at, format!("the data has no `{name}`"));
        let group = format!("{}.", name.split('.').next().unwrap_or(name));
        let members: Vec<_> = self.all().filter(|known| known.starts_with(&group)).collect();
        match nearest(name, self.all()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None if !members.is_empty() => fault.help(format!("the names are `{}`", members.join("`, `"))),
            None => {
                let figures = self.names.iter().filter(|(_, name)| matches!(name, Variable::Figure(_)));
                let figures: Vec<&str> = figures.map(|(text, _)| text.as_str()).collect();
                let help = "the names of figures are under `[figures]` in `handout.toml`";
                match figures.is_empty() || figures.len() > FEW {
                    true => fault.help(help),
                    false => fault.help(format!("{help}: `{}`", figures.join("`, `"))),
                }
            }
        }
    }

    /// The fault of an unknown figure.
    pub(in crate::wording) fn unknown_figure(&self, key: &str, at: Span) -> Diagnostic {
        let fault =
            Diagnostic::error(Code::UnknownFigure, at, format!("the dictionary has no figure `{key}`"));
        let figures = self.names.iter().filter(|(_, name)| matches!(name, Variable::Figure(_)));
        match nearest(key, figures.map(|(text, _)| text.as_str())) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("add `[figures.{key}]` to `handout.toml`")),
        }
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(text, _)| text.as_str())
    }
}
