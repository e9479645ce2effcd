//! Which sheets are packed. In: an order, or a list of copies; out: one [`PackSheet`] for each.

use super::super::engine::Engine;
use super::super::outcome::StateName;
use crate::diagnostic::{Code, Diagnostic, Findings, Reported, Sink, nearest};
use crate::pack::{CopiesRow, read_copies};
use crate::set::State;
use crate::source::{Sources, Spanned};
use std::sync::Arc;

/// A sheet to be packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSheet {
    /// Postal code or file name of its state.
    pub state: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// The language of the sheet on its back; if any sheet of a pack has one, all begin on a front.
    pub back: Option<String>,
    /// How many of it.
    pub copies: usize,
}

/// In which order states are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackOrder<'l> {
    /// By their names in the set's first language.
    Name,
    /// By their postal codes.
    Code,
    /// As listed here, by postal code or file name.
    List(&'l [String]),
}

impl Engine {
    /// One sheet of each state that the engine was asked for, in each of its languages; `back` is that of the backs,
    /// and of no front.
    pub fn pack_sheets(&self, order: PackOrder<'_>, back: Option<&str>) -> Vec<PackSheet> {
        let plan = self.plan();
        let mut states: Vec<&State> = plan.states.iter().map(|&n| &plan.dataset.states[n]).collect();
        match order {
            PackOrder::Name => states.sort_by_cached_key(|state| folded(&state.name().value)),
            PackOrder::Code => states.sort_by(|a, b| a.postal.value.cmp(&b.postal.value)),
            PackOrder::List(list) => states.sort_by_key(|state| {
                let name = StateName::of(state);
                list.iter().position(|listed| name.is_called(listed)).unwrap_or(list.len())
            }),
        }
        let languages = self.languages().filter(|language| Some(*language) != back);
        let languages: Vec<&str> = languages.collect();
        let sheet = |state: &State, language: &str| PackSheet {
            state: state.slug.value.clone(),
            language: language.to_owned(),
            back: back.map(str::to_owned),
            copies: 1,
        };
        states.iter().flat_map(|state| languages.iter().map(move |language| sheet(state, language))).collect()
    }

    /// As [`Engine::pack_sheets`], as many of each as a list says: CSV with the columns state, language (or without:
    /// then in each) and copies. `path` is what messages call it.
    ///
    /// # Errors
    /// If there is anything in it that cannot be understood, at its line.
    pub fn pack_copies(
        &self,
        order: PackOrder<'_>,
        back: Option<&str>,
        path: &str,
        list: &[u8],
    ) -> Result<Vec<PackSheet>, Findings> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let rows = read_copies(path, list, &mut sources, &mut sink);
        let sheets =
            rows.and_then(|rows| self.counted(self.pack_sheets(order, back), back, &rows, &mut sink));
        sheets.map_err(|_| Findings::new(sink, &Arc::new(sources)))
    }

    fn counted(
        &self,
        all: Vec<PackSheet>,
        back: Option<&str>,
        rows: &[CopiesRow],
        sink: &mut Sink,
    ) -> Result<Vec<PackSheet>, Reported> {
        let mut sheets: Vec<PackSheet> =
            all.iter().map(|sheet| PackSheet { copies: 0, ..sheet.clone() }).collect();
        // In the language of the backs alone: nothing is on these.
        let mut alone: Vec<PackSheet> = Vec::new();
        let (mut told, mut failed) = (Vec::new(), None);
        for row in rows {
            let state = self.listed_state(&row.state, sink);
            let language =
                row.language.as_ref().map(|language| self.listed_language(language, sink)).transpose();
            let (state, language) = match (state, language) {
                (Ok(state), Ok(language)) => (state, language),
                (Err(why), _) | (_, Err(why)) => {
                    failed = Some(why);
                    continue;
                }
            };
            let key = (state.as_str(), language.as_deref());
            let before = told.iter().find(|(told, language, _): &&(String, Option<String>, _)| {
                told == key.0 && (language.as_deref() == key.1 || language.is_none() || key.1.is_none())
            });
            if let Some((_, _, first)) = before {
                let fault = Diagnostic::error(Code::BadValue, row.state.span, "this sheet is listed twice")
                    .help("keep one of the two lines, with all copies")
                    .related(*first, "here first");
                failed = Some(sink.report(fault));
                continue;
            }
            told.push((state.clone(), language.clone(), row.state.span));
            if language.is_some() && language.as_deref() == back {
                let language = language.unwrap_or_default();
                alone.push(PackSheet { state, language, back: None, copies: row.copies });
                continue;
            }
            let is_meant = |sheet: &&mut PackSheet| {
                sheet.state == state && language.as_ref().is_none_or(|own| *own == sheet.language)
            };
            sheets.iter_mut().filter(is_meant).for_each(|sheet| sheet.copies = row.copies);
        }
        sheets.extend(alone);
        sheets.retain(|sheet| sheet.copies > 0);
        failed.map_or(Ok(sheets), Err)
    }

    /// The file name of a state that is called so exactly, by its code or a name. Nearly is not enough: Virginia is
    /// not the Virgin Islands.
    fn listed_state(&self, said: &Spanned<String>, sink: &mut Sink) -> Result<String, Reported> {
        let plan = self.plan();
        let asked = folded(&said.value);
        let names = |state: &State| {
            let names: Vec<String> = state.names.all().map(|forms| forms.name.value.clone()).collect();
            names.into_iter().chain([state.postal.value.clone(), state.slug.value.clone()])
        };
        let found = plan.states.iter().map(|&n| &plan.dataset.states[n]);
        let found = found.into_iter().find(|state| names(state).any(|name| folded(&name) == asked));
        if let Some(state) = found {
            return Ok(state.slug.value.clone());
        }
        let failed = plan.dataset.failed_states.iter().find(|failed| failed.is_called(&said.value));
        let known: Vec<String> = plan.states.iter().flat_map(|&n| names(&plan.dataset.states[n])).collect();
        let (message, help) = match (failed, nearest(&said.value, known.iter().map(String::as_str))) {
            (Some(failed), _) => (
                format!("the file of `{}` has faults", said.value),
                format!("correct states/{}.toml, or take the line out", failed.name()),
            ),
            (None, Some(near)) => {
                (format!("the set has no state `{}`", said.value), format!("did you mean `{near}`?"))
            }
            (None, None) => (
                format!("the set has no state `{}`", said.value),
                "write a state's postal code or its whole name, one in each line".to_owned(),
            ),
        };
        Err(sink.report(Diagnostic::error(Code::NoState, said.span, message).help(help)))
    }

    fn listed_language(&self, said: &Spanned<String>, sink: &mut Sink) -> Result<String, Reported> {
        let asked = folded(&said.value);
        let is_called = |tag: &&str| {
            let own_name = crate::lang::pack_words(tag).own_name;
            [tag.to_lowercase(), folded(own_name)].contains(&asked)
                || crate::lang::language_code(&said.value).is_err_and(|meant| meant == Some(tag))
        };
        let found = self.languages().find(is_called);
        found.map(str::to_owned).ok_or_else(|| {
            let message = format!("no sheet is made in the language `{}`", said.value);
            let own: Vec<&str> = self.languages().collect();
            let help = format!("write one of {}, or leave the column out", own.join(", "));
            sink.report(Diagnostic::error(Code::UnknownLanguage, said.span, message).help(help))
        })
    }
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace(['\u{a0}', '\u{2019}'], " ").replace('\'', " ")
}
