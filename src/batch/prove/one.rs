//! The proof of one file.

use super::super::outcome::StateName;
use super::super::plan::Plan;
use super::again::{MadeFrom, tell_of_unlike, unlike};
use super::condition::{condition, is_of_this_version};
use super::expected::{SetSays, SheetSays, declared, inside};
use super::stale::stale;
use super::verdict::Verdict;
use crate::diagnostic::{At, Code, Diagnostic, Severity, Sink};
use crate::embed::{ExtractError, extract_from};
use crate::finished::{FileOrigin, letters};
use crate::font::Fonts;
use crate::ink;
use crate::profile::Profile;
use crate::proof::{BrokenRule, Expectation, Prover, is_marked};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to do with a file that is not what it should be.
pub(super) const MAKE_ANEW: &str = "do not pass this file on: make the sheet anew with `handout build`, and if the new file \
    has the same fault, please report it";

/// Proves files, one after the other.
pub(super) struct FileProof<'s> {
    set: Option<&'s SetSays>,
    pub(super) prover: Prover,
    /// The bundled faces, if pages are drawn.
    fonts: Option<Fonts>,
}

/// A file under proof.
pub(super) struct Proved<'f> {
    pub(super) file: &'f Path,
    pub(super) bytes: &'f [u8],
    /// Whether it says that it is a draft.
    pub(super) is_draft: bool,
    pub(super) verdict: Verdict,
}

impl<'s> FileProof<'s> {
    pub(super) fn new(set: Option<&'s SetSays>, pixels: bool) -> Self {
        FileProof { set, prover: Prover::default(), fonts: pixels.then(Fonts::bundled) }
    }

    pub(super) fn prove(&mut self, file: &Path, bytes: io::Result<Vec<u8>>) -> Verdict {
        let (mut first, mut verdict) = (Sink::default(), Verdict::new(file));
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                let fault =
                    Diagnostic::at_path(Code::UnreadableFile, file, format!("cannot be read: {error}"));
                first.report(fault.help("check the path, and that you may read the file"));
                verdict.add(first, &Arc::default());
                return verdict;
            }
        };
        let Some((opened, origin)) = condition(file, &bytes, &mut first) else {
            verdict.add(first, &Arc::default());
            return verdict;
        };
        let is_draft = is_marked(opened.objects());
        if is_draft {
            let message = "this is a draft: nobody had approved the sheet when the file was made";
            let fault = Diagnostic::at_path(Code::NotApproved, file, message);
            let help = "do not pass it on: approve the sheet with `handout approve`, and make it anew";
            first.report(Diagnostic { severity: Severity::Warning, ..fault.help(help) });
        }
        let mut proved = Proved { file, bytes: &bytes, is_draft, verdict };
        match extract_from(&opened) {
            Ok(files) => {
                proved.verdict.add(first, &Arc::default());
                self.by_data(&mut proved, files, &origin);
            }
            Err(why) => {
                proved.tell_of_no_data(&why, self.set.is_some(), &mut first);
                proved.verdict.add(first, &Arc::default());
                match why {
                    ExtractError::Pack => {
                        let profiles = declared(&origin, self.set);
                        self.alone(&mut proved, &origin, &profiles);
                        self.set.iter().for_each(|set| self.pack(&mut proved, &origin, (set, &profiles)));
                    }
                    _ => self.without_data(&mut proved, &origin),
                }
            }
        }
        if let Some(fonts) = &self.fonts {
            proved.verdict.against.push("pixels");
            proved.verdict.add(drawn(file, &bytes, fonts), &Arc::default());
        }
        proved.verdict
    }

    /// Against the data inside; and against the set, whose data may be newer.
    fn by_data(&self, proved: &mut Proved<'_>, files: Vec<(PathBuf, Vec<u8>)>, origin: &FileOrigin) {
        let (set, plan) = match inside(proved.file, files) {
            Ok(made) => made,
            Err(findings) => {
                let (sink, sources) = findings.parts();
                return proved.verdict.add(sink.clone(), sources);
            }
        };
        let (plan, mut sink) = (&plan, Sink::default());
        let mut refuse = |message: &str, proved: &mut Proved<'_>| {
            sink.report(Diagnostic::at_path(Code::BrokenPromise, proved.file, message).help(MAKE_ANEW));
            proved.verdict.add(std::mem::take(&mut sink), &set.sources);
        };
        let ([state], [composer]) = (plan.dataset.states.as_slice(), plan.composers.as_slice()) else {
            return refuse("the data inside is not that of one place in one language", proved);
        };
        let Ok(says) = SheetSays::new(plan, composer, state) else {
            return refuse("the data inside does not make a page", proved);
        };
        let profile = &plan.profiles[0];
        proved.is(StateName::of(state), composer.language(), profile.name);
        proved.verdict.against.push("data");
        let expected = Expectation { profile, document: &says.document, facts: &says.facts };
        let broken = self.prover.prove(proved.bytes, &expected);
        let is_sound = broken.is_empty();
        proved.verdict.add(told(proved.file, broken), &set.sources);
        if is_sound && is_of_this_version(origin) {
            let mut sink = Sink::default();
            let from = MadeFrom { plan, composer, state, profile: 0, says: &says, source: "the data inside" };
            tell_of_unlike(proved, &from, unlike(proved, &from), &mut sink);
            proved.verdict.add(sink, &Arc::default());
        }
        if let Some(newer) = self.set {
            let mut sink = Sink::default();
            let sheet = newer.sheet(&says.facts, composer.language(), plan);
            stale(proved.file, &says, (&newer.plan().folder(), sheet.as_ref()), &mut sink);
            proved.verdict.against.push("set");
            proved.verdict.add(sink, &newer.plan().sources);
        }
    }

    /// Against the sheet of the set that has its title; without a set, for what can be told of the file
    /// alone.
    fn without_data(&self, proved: &mut Proved<'_>, origin: &FileOrigin) {
        let profiles = declared(origin, self.set);
        if profiles.is_empty() {
            let mut sink = Sink::default();
            let message = "this file says no more that it keeps any standard of a handout: it may be no longer \
                accessible, and nothing else of it is looked at";
            sink.report(Diagnostic::at_path(Code::BrokenPromise, proved.file, message).help(MAKE_ANEW));
            return proved.verdict.add(sink, &Arc::default());
        }
        let Some(set) = self.set else { return self.alone(proved, origin, &profiles) };
        let plan = set.plan();
        let Some((language, state)) = set.titled(&origin.title, &origin.language) else {
            let message = format!("the set has no sheet with the title of this file, `{}`", origin.title);
            let help = "give the set that it was made from";
            let mut sink = Sink::default();
            sink.report(Diagnostic::at_path(Code::StaleSheet, proved.file, message).help(help));
            return proved.verdict.add(sink, &plan.sources);
        };
        // In which theme it was made, and for what, nothing says: as what it is most nearly.
        let mut nearest: Vec<(MadeFrom<'_>, Vec<BrokenRule>)> = Vec::new();
        let sheets: Vec<(&Plan, SheetSays)> = set
            .plans_without_data()
            .filter_map(|plan| {
                let (composer, state) = (&plan.composers[language], &plan.dataset.states[state]);
                Some((plan, SheetSays::new(plan, composer, state).ok()?))
            })
            .collect();
        for (plan, says) in &sheets {
            for (profile, own) in plan.profiles.iter().enumerate() {
                if !profiles.iter().any(|declared| declared.name == own.name) {
                    continue;
                }
                let expected = Expectation { profile: own, document: &says.document, facts: &says.facts };
                let broken = self.prover.prove(proved.bytes, &expected);
                let (composer, state) = (&plan.composers[language], &plan.dataset.states[state]);
                nearest.push((MadeFrom { plan, composer, state, profile, says, source: "the set" }, broken));
            }
        }
        let fewest = nearest.iter().map(|(_, broken)| broken.len()).min();
        nearest.retain(|(_, broken)| Some(broken.len()) == fewest);
        // A page without colors is as sound as it is for the office, and made otherwise.
        let again = fewest == Some(0) && is_of_this_version(origin);
        let weighed = nearest.into_iter().map(|(from, broken)| {
            let unlike = if again { unlike(proved, &from) } else { Vec::new() };
            (from, broken, unlike)
        });
        let Some((from, broken, unlike)) = weighed.min_by_key(|(_, _, unlike)| unlike.len()) else { return };
        let profile = from.plan.profiles[from.profile].name;
        proved.is(StateName::of(from.state), from.composer.language(), profile);
        proved.verdict.against.push("set");
        proved.verdict.add(told(proved.file, broken), &plan.sources);
        let mut sink = Sink::default();
        tell_of_unlike(proved, &from, unlike, &mut sink);
        proved.verdict.add(sink, &Arc::default());
    }

    /// What can be told of a file without knowing what it should say.
    fn alone(&self, proved: &mut Proved<'_>, origin: &FileOrigin, profiles: &[Profile]) {
        let all = profiles.iter().map(|profile| (profile, self.prover.prove_alone(proved.bytes, profile)));
        let Some((profile, broken)) = all.min_by_key(|(_, broken)| broken.len()) else { return };
        proved.verdict.language = Some(origin.language.clone()).filter(|tag| !tag.is_empty());
        proved.verdict.profile = Some(profile.name.to_owned());
        proved.verdict.against.push("itself");
        proved.verdict.add(told(proved.file, broken), &Arc::default());
    }
}

impl Proved<'_> {
    /// Whose sheet it is.
    fn is(&mut self, state: StateName, language: &str, profile: &str) {
        self.verdict.state = Some(state);
        self.verdict.language = Some(language.to_owned());
        self.verdict.profile = Some(profile.to_owned());
    }

    /// Says that there is no data inside, or that it is damaged.
    fn tell_of_no_data(&self, why: &ExtractError, with_set: bool, sink: &mut Sink) {
        let (severity, message) = match why {
            ExtractError::Empty | ExtractError::MadeEmpty => {
                (Severity::Note, "this file has no data inside".to_owned())
            }
            why => (Severity::Error, format!("the data inside cannot be taken out: {why}")),
        };
        if matches!(why, ExtractError::Pack) {
            let (message, help) = match with_set {
                true => (
                    "this is a file of many sheets: each is held against the set; its cover, and the pages \
                    between its sheets, are proved to keep their standards",
                    "look at the cover yourself",
                ),
                false => (
                    "this is a file of many sheets: it is proved to keep its standards, and its words and \
                    figures are not held against the data again",
                    "give the set it was made from: `--set data`",
                ),
            };
            let fault = Diagnostic::at_path(Code::NoDataInside, self.file, message).help(help);
            sink.report(Diagnostic { severity: Severity::Note, ..fault });
            return;
        }
        let (message, help) = match with_set {
            true => {
                let help = match severity {
                    Severity::Error => MAKE_ANEW,
                    _ => {
                        "files for a print shop have none; if this is another, make it anew with `handout build`"
                    }
                };
                (format!("{message}: it is proved against the set alone"), help)
            }
            false => (
                format!("{message}: whether its words and figures are right cannot be told"),
                "give the set it was made from: `--set data`",
            ),
        };
        let fault = Diagnostic::at_path(Code::NoDataInside, self.file, message).help(help);
        sink.report(Diagnostic { severity, ..fault });
    }
}

/// What is wrong with the pages of a file as they are drawn.
fn drawn(file: &Path, bytes: &[u8], fonts: &Fonts) -> Sink {
    let mut sink = Sink::default();
    let pages = letters(bytes).unwrap_or_default();
    let pictures = ink::draw(bytes);
    if pictures.len() != pages.len() {
        let message = "this file cannot be drawn";
        sink.report(Diagnostic::at_path(Code::OtherInk, file, message).help(MAKE_ANEW));
    }
    for (number, (page, picture)) in (1..).zip(pages.iter().zip(&pictures)) {
        for message in ink::compare(page, picture, fonts) {
            let at = At::Page { file: file.to_owned(), page: number, element: None };
            sink.report(Diagnostic::at(Code::OtherInk, at, message).help(MAKE_ANEW));
        }
    }
    sink
}

/// The broken rules of a file as faults, each with the line of the wording it is about.
fn told(file: &Path, broken: Vec<BrokenRule>) -> Sink {
    let mut sink = Sink::default();
    for (n, BrokenRule { clause, message, at, .. }) in broken.into_iter().enumerate() {
        let message = format!("this file breaks {clause}: {message}");
        let mut fault = Diagnostic::at_path(Code::BrokenPromise, file, message);
        // Once is enough.
        fault.help = (n == 0).then(|| MAKE_ANEW.to_owned());
        fault.related.extend(at.map(|at| (at, "the words come from here".to_owned())));
        sink.report(fault);
    }
    sink
}
