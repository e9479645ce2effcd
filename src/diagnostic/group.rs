//! What is found in many files of a set, told once.
//!
//! In: findings in reading order. Out: groups of them, each shown as its first one, with the places of the others: one
//! figure that fifty states lack is one thing to be done. Programs get every finding.

#![warn(missing_docs)]

use super::coloring::Coloring;
use super::render::render_with;
use super::{At, Code, Finding, Severity};
use std::collections::HashMap;
use std::fmt;
use std::path::Path;

/// Fewer than these are shown one by one.
const FEWEST: usize = 4;
/// Places that are named, besides the first.
const NAMED: usize = 5;

/// A finding, and those of other files that say the same but for the name of the place.
pub struct FindingGroup<'f> {
    first: Finding<'f>,
    others: Vec<Finding<'f>>,
}

/// What is alike in the findings of a group; the last is which one of its file it is.
type Alike = (Severity, Code, String, String, usize);

impl<'f> FindingGroup<'f> {
    /// Groups findings. Each group stands where its first one stood.
    pub fn gather(found: impl Iterator<Item = Finding<'f>>) -> Vec<Self> {
        let found: Vec<Finding<'f>> = found.collect();
        let mut seen: HashMap<_, usize> = HashMap::new();
        let mut alike: HashMap<Alike, Vec<usize>> = HashMap::new();
        for (at, finding) in found.iter().enumerate() {
            let Some((file, message, help)) = without_place(*finding) else { continue };
            let count = seen.entry((file, finding.code(), message.clone())).or_default();
            *count += 1;
            let key = (finding.severity(), finding.code(), message, help, *count);
            alike.entry(key).or_default().push(at);
        }
        let mut leads: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut led = vec![false; found.len()];
        for members in alike.into_values().filter(|members| members.len() >= FEWEST) {
            members[1..].iter().for_each(|&at| led[at] = true);
            leads.insert(members[0], members);
        }
        let singly = (0..found.len()).filter(|&at| !led[at]);
        let group = |at: usize| {
            let others = leads.get(&at).map_or(&[][..], |members| &members[1..]);
            Self { first: found[at], others: others.iter().map(|&at| found[at]).collect() }
        };
        singly.map(group).collect()
    }

    /// How bad they are.
    pub fn severity(&self) -> Severity {
        self.first.severity()
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// Where the others are.
    fn also(&self) -> Option<String> {
        let places = self.others.iter().filter_map(|own| own.location());
        let place = |at: crate::source::Location| {
            let name = at.path.rsplit('/').next().unwrap_or_default();
            format!("{name}:{}", at.line)
        };
        let named: Vec<String> = places.take(NAMED).map(place).collect();
        let more = self.others.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let count = self.others.len();
        (count > 0).then(|| format!("the same at {count} other places: {}{more}", named.join(", ")))
    }
}

/// The file of a finding, and its message and help without the name and the code of the place that the file is of;
/// `None` if it is not in the text of a file.
fn without_place(finding: Finding<'_>) -> Option<(crate::source::FileId, String, String)> {
    let (fault, sources) = finding.parts();
    let At::Span(span) = fault.at else { return None };
    let name = sources.path(span.file).file_stem().map(Path::new)?.to_string_lossy().to_lowercase();
    let masked = |text: &str| mask(text, &name);
    Some((span.file, masked(&fault.message), masked(fault.help.as_deref().unwrap_or_default())))
}

/// A text in small letters with a blank in place of the name, and of whatever could be a postal code.
fn mask(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        out.push_str(if is_code { "\u{1}" } else { &word });
        word.clear();
        out.push(letter);
    }
    let small = out.to_lowercase();
    if name.len() < 3 {
        small
    } else {
        small.replace(&name.replace(['-', '_'], " "), "\u{1}").replace(name, "\u{1}")
    }
}

/// `{}` is plain; `{:#}` is for a terminal, in color.
impl fmt::Display for FindingGroup<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paint = if f.alternate() { Coloring::Color } else { Coloring::Plain };
        let (fault, sources) = self.first.parts();
        f.write_str(&render_with(fault, sources, self.also().as_deref(), paint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Findings, Sink};
    use crate::source::{Sources, Span};
    use std::sync::Arc;

    /// What is said of files with these names, of each by its own name.
    fn told(names: &[&str], message: impl Fn(&str) -> String) -> Findings {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        for name in names {
            let file = sources.add(format!("states/{name}.toml"), "name = \"…\"\nrank = ?\n");
            let span = Span::new(file, 13, 14);
            sink.report(Diagnostic::error(Code::MissingFigure, span, message(name)).help("add the line"));
        }
        Findings::new(sink, &Arc::new(sources))
    }

    fn shown(findings: &Findings) -> Vec<String> {
        FindingGroup::gather(findings.iter()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_many_files_lack_is_told_once() {
        let names = ["ohio", "iowa", "utah", "new-york", "maine", "texas", "idaho", "guam"];
        let findings = told(&names, |name| format!("no `rank` for {} (KY)", name.replace('-', " ")));
        let [only] = &shown(&findings)[..] else { panic!("{:?}", shown(&findings)) };
        assert!(
            only.starts_with("states/ohio.toml:2:1: error[missing-figure]: no `rank` for ohio"),
            "{only}"
        );
        assert!(
            only.contains(
                "also: the same at 7 other places: iowa.toml:2, utah.toml:2, new-york.toml:2, maine.toml:2, \
                 texas.toml:2 and 2 more\n"
            ),
            "{only}"
        );
        assert!(only.ends_with("= help: add the line\n"), "{only}");
    }

    #[test]
    fn few_and_those_that_differ_stay_apart() {
        let names = ["ohio", "iowa", "utah", "maine", "texas"];
        assert_eq!(shown(&told(&names[..3], |_| "no `rank`".to_owned())).len(), 3);
        assert_eq!(shown(&told(&names, |name| format!("no `rank` of {}", name.len()))).len(), 5);
    }
}
