//! Compiling a whole wording, once: every text read, every figure looked up.
//!
//! In: the wording and the set. Out: the same outline, compiled; or all faults of the wording.

use super::phrase::Phrase;
use super::template::{FigureRef, Lexicon};
use crate::diagnostic::{Reported, Sink};
use crate::outline::{Outline, Part, Translate};
use crate::set::{Template, Wording};
use crate::source::Spanned;

pub(super) fn compile(
    wording: &Wording,
    lexicon: Lexicon<'_>,
    sink: &mut Sink,
) -> Result<Outline<Phrase, FigureRef>, Reported> {
    wording.page.try_map(&mut Compiler { lexicon, sink })
}

struct Compiler<'l, 's> {
    lexicon: Lexicon<'l>,
    sink: &'s mut Sink,
}

impl<'a> Translate<'a, Template, Spanned<String>> for Compiler<'_, '_> {
    type Text = Phrase;
    type Figure = FigureRef;
    type Error = Reported;

    fn needed(&mut self, _: Part, template: &'a Template) -> Result<Phrase, Reported> {
        Phrase::new(template, self.lexicon, self.sink)
    }

    fn optional(&mut self, part: Part, template: &'a Template) -> Result<Option<Phrase>, Reported> {
        self.needed(part, template).map(Some)
    }

    fn figure(&mut self, _: Part, key: &'a Spanned<String>) -> Result<FigureRef, Reported> {
        match self.lexicon.names.figure(&key.value) {
            Some(figure) => Ok((figure, key.span)),
            None => Err(self.sink.report(self.lexicon.names.unknown_figure(&key.value, key.span))),
        }
    }
}
