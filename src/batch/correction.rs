//! What is written to those who have a sheet with a mistake: the texts of `[correction]` in `mail.LANG.toml`, and
//! what `[corrected]` of the state says.
//!
//! In: the messages of a set, and a state. Out: the same messages, about the correction; and the day, the reason and
//! the changes in the words of a language.

use super::letters::{LetterTexts, Letters};
use super::outcome::StateName;
use crate::diagnostic::{Code, Diagnostic, Findings, Sink};
use crate::figure::{Missing, Value};
use crate::lang::{Language, list_words};
use crate::outline::Leaf;
use crate::set::{CORRECTION_REASON, Corrected, FigureEntry};

/// A correction, in the words of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidCorrection {
    /// "June 3, 2024".
    pub date: String,
    /// What was wrong.
    pub reason: String,
    /// "Cases of missing children: 199, was 321", in the order in which they are written.
    pub changes: Vec<String>,
}

/// What the letters need of a file before they can be about a correction.
const TEMPLATE: &str = "write it below the other lines: `[correction]`, then `subject = \"Corrected: {{ state.name }} \
    {{ year }}\"` and `text = \"…\"`: docs/guide/corrections.md has one to begin with";

impl Letters {
    /// The messages to those who have the sheet of a state, called by its postal code, that was corrected.
    ///
    /// # Errors
    /// If the sheet of the state is not corrected, or the correction cannot be told in a language that the set has a
    /// message in.
    pub fn correcting(self, state: &str) -> Result<Self, Findings> {
        let mut sink = Sink::default();
        let (dataset, sources) = (&self.set.dataset, &self.set.sources);
        let own = dataset.states.iter().find(|own| StateName::of(own).is_called(state));
        match own.map(|own| (own, &own.corrected)) {
            Some((_, Some(corrected))) => {
                self.mails.iter().for_each(|mail| judge(mail, corrected, &mut sink));
            }
            Some((own, None)) => {
                let (name, postal) = (&own.name().value, &own.postal.value);
                let message = format!("the sheet of {name} is not corrected");
                let help = format!(
                    "correct it first: `handout correct {postal} --reason \"…\" --write`, then build it"
                );
                sink.report(Diagnostic::error(Code::MissingKey, own.name().span, message).help(help));
            }
            None => {
                let message = format!("the set has no sound file of a state `{state}`");
                let help = "write its postal code, as in `--correction KY`";
                sink.report(Diagnostic::error(Code::NoState, dataset.set.year.span, message).help(help));
            }
        }
        if sink.has_errors() {
            return Err(Findings::new(sink, sources));
        }
        let corrected = own.map(|own| own.postal.value.clone());
        Ok(Self { corrected, ..self })
    }

    /// What the messages are about, in a language, if it is a correction.
    pub fn correction(&self, language: &str) -> Option<SaidCorrection> {
        let (dataset, postal) = (&self.set.dataset, self.corrected.as_ref()?);
        let state = dataset.states.iter().find(|own| own.postal.value == *postal)?;
        let (corrected, words) = (state.corrected.as_ref()?, Language::from_tag(language)?);
        let facts = self.engine.plan().facts(state).ok()?;
        let change = |was: &FigureEntry| {
            let specs = dataset.set.figures.iter().zip(&facts.figures);
            let (spec, now) = specs.into_iter().find(|(spec, _)| spec.key.value == was.key.value)?;
            let label =
                spec.label.get(language).or_else(|| spec.label.texts.first().map(|(_, text)| text))?;
            Some(format!("{}: {}", label.value, changed(was.value.value, now.value, &words)))
        };
        let reason = corrected.reason.as_ref().and_then(|own| own.get(language));
        Some(SaidCorrection {
            date: words.date(corrected.date.value),
            reason: reason.map(|own| own.value.clone()).unwrap_or_default(),
            changes: corrected.was.iter().filter_map(change).collect(),
        })
    }
}

/// "199, was 321"; what is withheld now is not said anew.
fn changed(was: Value, now: Value, language: &Language) -> String {
    match now {
        Value::Missing(Missing::Suppressed) => language.value(&now),
        _ => format!("{}, {} {}", language.value(&now), list_words(language.tag()).was, language.value(&was)),
    }
}

/// Whether a message in one language can tell of a correction.
fn judge(mail: &LetterTexts, corrected: &Corrected, sink: &mut Sink) {
    let language = mail.language();
    let Some(text) = &mail.file.correction else {
        let message = format!("`mail.{language}.toml` has no `[correction]`");
        let at = mail.file.wording.language.span;
        sink.report(Diagnostic::error(Code::MissingKey, at, message).help(TEMPLATE));
        return;
    };
    let mut says_why = false;
    text.page.visit(&mut |spot| {
        says_why |= matches!(spot.leaf, Leaf::Text(text) if text.text.contains(CORRECTION_REASON));
    });
    let is_given = corrected.reason.as_ref().is_some_and(|reason| reason.get(language).is_some());
    if says_why && !is_given {
        let at = corrected.reason.as_ref().and_then(|reason| reason.texts.first());
        let at = at.map_or(corrected.span, |(_, text)| text.span);
        let message = format!(
            "there is no reason in `{language}`, and the message to those who have the old sheet gives it"
        );
        let help = format!("write one for each language: `reason = {{ en = \"…\", {language} = \"…\" }}`");
        let fault =
            Diagnostic::error(Code::MissingKey, at, message).help(help.replace("en = \"…\", en =", "en ="));
        sink.report(fault.related(text.page.head.title.span, "the message"));
    }
}
