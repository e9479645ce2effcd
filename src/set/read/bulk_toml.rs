//! `states.toml`: a table `[[state]]` for each place, with the keys that the file of a state has.
//!
//! In: the text. Out: each place, read from its own lines, from its `[[state]]` up to the next, so that a
//! fault spoils no other.

use super::bulk::{MOST_PLACES, too_many};
use super::parse;
use super::place_file::{self, SetContext};
use super::reader::{Fields, TableReader};
use super::state_file::{ReadState, StateFile};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::{Sources, Span};
use std::path::Path;
use toml::de::DeValue;

/// The heading of a place.
const HEADING: &str = "[[state]]";

pub(super) fn read(
    name: &Path,
    text: &str,
    context: SetContext<'_>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Vec<StateFile>, Reported> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if is_heading(line) {
            starts.push((at, number));
        }
        at += line.len();
    }
    if starts.len() > MOST_PLACES {
        return Err(too_many(name, sink));
    }
    let first = starts.first().map_or(text.len(), |(at, _)| *at);
    above(name, &text[..first], sources, sink)?;
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let places = starts.iter().zip(ends).map(|(&(from, before), to)| {
        let file = sources.add_lines(name, &text[from..to], before);
        let read = parse(file, "this state", sources, sink, |reader, top| state(reader, top, context));
        StateFile::part(before + 1, read)
    });
    Ok(places.collect())
}

/// Whether a line is the heading of a place, however it is spaced.
fn is_heading(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default();
    line.starts_with(['[', ' ', '\t']) && line.split_whitespace().collect::<String>() == HEADING
}

/// Above the first place only remarks may stand.
fn above(name: &Path, text: &str, sources: &mut Sources, sink: &mut Sink) -> Result<(), Reported> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            let start = at + line.len() - line.trim_start().len();
            let span = Span::new(sources.add(name, text), start, start + words.len());
            let message = format!("this line stands above the first `{HEADING}`");
            let help = format!("write a line `{HEADING}` above the lines of each state");
            return Err(sink.report(Diagnostic::error(Code::Syntax, span, message).help(help)));
        }
        at += line.len();
    }
    Ok(())
}

fn state(reader: &mut TableReader<'_>, mut top: Fields<'_>, context: SetContext<'_>) -> ReadState {
    let list = top.optional("state").and_then(|node| match node.get_ref() {
        DeValue::Array(list) => list.first(),
        _ => None,
    });
    reader.close(top);
    let fields = list.and_then(|node| reader.table("[state]", node));
    match fields {
        Some(fields) => place_file::state(reader, fields, None, context),
        // Its heading was in a line with a fault.
        None => {
            let (place, postal, slug, groups, corrected) = (None, None, None, Vec::new(), None);
            (place_file::StateNames { place, postal, slug, groups, corrected }, None)
        }
    }
}
