//! What is written to go with the sheets: the texts of `mail.LANG.toml`, said for a state.
//!
//! In: a set and the folder it was read from. Out: [`SaidLetter`]s, in which each figure knows its place in
//! the data. They are compiled, said and refused by what does so for the page.

use super::approval::Approval;
use super::bug::catch;
use super::engine::Engine;
use super::error::Error;
use super::pack::{Pack, PackOptions, PackSheet};
use super::plan::{Options, Plan};
use super::set::Set;
use crate::diagnostic::{At, Code, Diagnostic, Findings, Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::lint::{SaidPage, SoundTexts, Wrong, lint_words};
use crate::outline::{Block, Shown};
use crate::set::{Files, Folder, MailFile, MailPart, State, Wording, read_mail};
use crate::source::{Sources, Span};
use crate::wording::Composer;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The messages of a set, one in each language it has one in.
pub struct Letters {
    pub(super) set: Set,
    pub(super) engine: Engine,
    pub(super) mails: Vec<LetterTexts>,
    /// The postal code of the state whose sheet was corrected, if that is what is written about.
    pub(super) corrected: Option<String>,
}

/// A message in one language, and what those are written who have a sheet with a mistake.
pub(super) struct LetterTexts {
    pub(super) file: MailFile,
    composer: Composer,
    pub(super) correction: Option<Composer>,
}

impl LetterTexts {
    pub(super) fn language(&self) -> &str {
        &self.file.wording.language.value
    }
}

/// A message, said for one state. The names of the recipient are not in it yet.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidLetter {
    /// What it is about.
    pub subject: RichText,
    /// What it begins with.
    pub text: Vec<SaidBlock>,
    /// What is said of the state.
    pub each: Vec<SaidBlock>,
    /// What it ends with.
    pub closing: Vec<SaidBlock>,
}

/// The subject is the title, and must name the state as one does.
fn shown() -> Shown {
    Shown { title: true, ..Shown::default() }
}

/// A paragraph or a list.
pub type SaidBlock = Block<RichText, FigureText>;

impl Letters {
    /// Reads the messages beside a set.
    ///
    /// # Errors
    /// If there is none, or one has a fault.
    pub fn open(set: &Set, folder: &Path, options: &Options) -> Result<Self, Findings> {
        let (mut sources, mut sink) = (Sources::clone(&set.sources), Sink::default());
        let read = required(set, folder, &mut sources, &mut sink);
        let set = set.with_sources(sources);
        let fail = |sink| Findings::new(sink, &set.sources);
        let Ok(files) = read else { return Err(fail(sink)) };
        let engine = Engine::new(&set, options)?;
        let mut mails = Vec::new();
        for file in files {
            let mut composer = |wording: &Wording| {
                let composer = Composer::new(&set.dataset.set, wording, shown(), &set.sources, &mut sink);
                // Another place's name, filler, a doubled word: as in a wording, where it stops the sheets.
                Wrong::in_words(wording, &set.dataset).stop(&set.dataset, &set.sources, &mut sink);
                composer
            };
            let message = composer(&file.wording);
            let correction = file.correction.as_ref().map(composer).transpose();
            if let (Ok(composer), Ok(correction)) = (message, correction) {
                mails.push(LetterTexts { file, composer, correction });
            }
        }
        if sink.has_errors() {
            return Err(fail(sink));
        }
        Ok(Self { set, engine, mails, corrected: None })
    }

    /// Refuses messages about a set that is not its authors' own yet.
    ///
    /// # Errors
    /// If it has anything left that a new set begins with.
    pub fn refuse_invented(&self) -> Result<(), Findings> {
        self.engine.refuse_invented()
    }

    /// The set, with the texts of the messages.
    pub fn set(&self) -> &Set {
        &self.set
    }

    /// Whether someone has approved the sheet of a state in a language as it is.
    ///
    /// # Errors
    /// As [`Engine::approval`].
    pub fn approval(&self, state: &str, language: &str) -> Result<Approval, Error> {
        self.engine.approval(state, language)
    }

    /// The postal code of the state whose sheet was corrected, if that is what is written about.
    pub fn corrected(&self) -> Option<&str> {
        self.corrected.as_deref()
    }

    /// Whether its sheets are those in large print.
    pub fn large_print(&self) -> bool {
        self.engine.plan().large_print
    }

    /// The key that the sheet of a state would have in a manifest, were it made now in the set's own profile.
    ///
    /// # Errors
    /// As [`Engine::sheet`].
    pub fn key(&self, state: &str, language: &str) -> Result<String, Error> {
        self.engine.key(state, language, self.set.profile())
    }

    /// Sheets, each by its state and its language, in one file; made on `jobs` threads.
    ///
    /// # Errors
    /// As [`Engine::pack`].
    pub fn pack(&self, sheets: &[(String, String)], jobs: usize) -> Result<Pack, Error> {
        let sheet = |(state, language): &(String, String)| PackSheet {
            state: state.clone(),
            language: language.clone(),
            back: None,
            copies: 1,
        };
        let sheets: Vec<PackSheet> = sheets.iter().map(sheet).collect();
        self.engine.pack(&sheets, &PackOptions { jobs, ..PackOptions::default() })
    }

    /// The file of a language.
    pub fn file(&self, language: &str) -> Option<&MailFile> {
        self.mails.iter().find(|mail| mail.language() == language).map(|mail| &mail.file)
    }

    /// The message in a language it is written in, for a state called by its postal code.
    ///
    /// # Errors
    /// If the state has no sound file, or the message would say something wrong of it.
    pub fn say(&self, state: &str, language: &str) -> Result<SaidLetter, Error> {
        let mail = self.mails.iter().find(|mail| mail.language() == language);
        let composer = mail.and_then(|mail| match self.corrected {
            Some(_) => mail.correction.as_ref(),
            None => Some(&mail.composer),
        });
        let Some(composer) = composer else {
            let mut findings = Findings::default();
            let help = format!("write `mail.{language}.toml`");
            findings.refuse(Code::UnknownLanguage, language, "there is no message in this language", help);
            return Err(findings.into());
        };
        let state = self.engine.wanted(state, self.set.languages().next().unwrap_or_default())?.state;
        let plan = self.engine.plan();
        self.engine.ask(|sink| said(plan, composer, state, sink))
    }

    /// What a check asks of the messages of a set, if it has any: their faults, what they would say wrong of a state
    /// that is asked for, and what is doubtful in them as they are written. It goes to what was `found` in the set.
    /// The messages that could be read.
    pub fn question(set: &Set, folder: &Path, options: &Options, found: &mut Findings) -> Vec<MailFile> {
        let has = |language: &str| {
            Folder::open(folder, &mut Sink::default()).is_ok_and(|own| own.has(&name(language)))
        };
        if !set.languages().any(has) {
            return Vec::new();
        }
        let (mut sources, mut sink) = (Sources::clone(&set.sources), Sink::default());
        let Ok(files) = read(set, folder, &mut sources, &mut sink) else {
            *found = with(found, sink, &Arc::new(sources));
            return Vec::new();
        };
        let set = set.with_sources(sources);
        let (dataset, sources) = (&set.dataset, &set.sources);
        for file in &files {
            for wording in std::iter::once(&file.wording).chain(&file.correction) {
                lint_words(wording, dataset, sources, &mut sink);
            }
        }
        if let Ok(engine) = Engine::new(&set, options) {
            let plan = engine.plan();
            for file in &files {
                let composer = Composer::new(&dataset.set, &file.wording, shown(), sources, &mut sink);
                let Ok(composer) = composer else { continue };
                for &state in &plan.states {
                    // What is wrong is in the sink, or told with the figures.
                    let said = catch(|| said(plan, &composer, &dataset.states[state], &mut sink).map(drop));
                    if let Err(bug) = said {
                        let at = sources.locate(file.from.span).path;
                        sink.report(Diagnostic::at_path(Code::BrokenPromise, at, bug.to_string()));
                    }
                }
            }
        }
        *found = with(found, sink, sources);
        files
    }
}

/// What was found before, and more, with texts that go on those of before.
fn with(found: &Findings, more: Sink, sources: &Arc<Sources>) -> Findings {
    let mut all = found.parts().0.clone();
    all.absorb(more);
    Findings::new(all, sources)
}

fn said(plan: &Plan, composer: &Composer, state: &State, sink: &mut Sink) -> Result<SaidLetter, Reported> {
    let facts = plan.facts(state)?;
    let mut page = plan.say(composer, &facts, &mut SoundTexts::default(), sink)?;
    forgive_greetings(&mut page, &plan.sources);
    plan.refuse_wrong(&page, sink)?;
    let mut page = page.document.page;
    let mut part = |part: MailPart| {
        let found = page.sections.iter().position(|section| section.heading.plain() == part.key());
        found.map(|at| page.sections.remove(at).blocks).unwrap_or_default()
    };
    let [text, each, closing] = MailPart::ALL.map(&mut part);
    Ok(SaidLetter { subject: page.head.title, text, each, closing })
}

/// "Dear Ms. Meadow," and a signature are no sentences: what was typed as it stands, without a figure or a
/// condition that could have left it unfinished, need not end as one.
fn forgive_greetings(page: &mut SaidPage, sources: &Sources) {
    let texts = page.document.texts().into_iter().map(|passage| passage.text);
    let fixed = texts.filter(|text| text.figures().next().is_none()).filter_map(|text| text.origin);
    let fixed: Vec<Span> = fixed.filter(|origin| !sources.slice(*origin).contains("{%")).collect();
    let inside = |span: Span, of: &Span| span.file == of.file && of.start <= span.start && span.end <= of.end;
    page.forgive(|fault| match fault.at {
        At::Span(span) if fault.code == Code::BrokenSentence => !fixed.iter().any(|own| inside(span, own)),
        _ => true,
    });
}

/// The file of a language.
fn name(language: &str) -> PathBuf {
    format!("mail.{language}.toml").into()
}

/// The messages of a set, of which there must be one.
fn required(
    set: &Set,
    folder: &Path,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Vec<MailFile>, Reported> {
    let files = read(set, folder, sources, sink)?;
    if files.is_empty() {
        let own = set.languages().next().unwrap_or_default();
        let path = folder.join(name(own));
        let message = "there is no such file: it has the words of the message";
        let help = "write it with the lines `language`, `from`, `subject` and `text`: docs/mail.md has one to begin with";
        return Err(sink.report(Diagnostic::at_path(Code::UnreadableFile, path, message).help(help)));
    }
    Ok(files)
}

fn read(set: &Set, folder: &Path, sources: &mut Sources, sink: &mut Sink) -> Result<Vec<MailFile>, Reported> {
    let folder = Folder::open(folder, sink)?;
    let (mut files, mut failed) = (Vec::new(), None);
    for language in set.languages() {
        match read_mail(&folder, language, sources, sink) {
            Ok(file) => files.extend(file),
            Err(reported) => failed = Some(reported),
        }
    }
    failed.map_or(Ok(files), Err)
}
