//! Call-outs: whole sentences in bold stand in a paragraph of their own.
//!
//! In: the paragraphs of a page as they were said. Out: the same words, each call-out apart from the text
//! around it. Bold inside a sentence stays where it is.

use crate::document::{FigureText, Inline, InlineKind, RichText};
use crate::lang::sentences::{may_end, sentences};
use crate::outline::{Block, Leads, Paragraph};
use std::cell::LazyCell;
use std::mem::take;
use std::ops::Range;

/// What ends a sentence, and what may stand behind that.
const ENDS: &[char] = &['.', '?', '!', '…', ':'];
const CLOSING: &[char] = &['”', '’', '"', '»', ')', ']'];
/// A bold sentence of no more words and without a figure is a run-in head: "How to read."
const HEAD: usize = 5;
/// What may stand before the first word of a sentence.
const OPENING: &[char] = &['“', '‘', '"', '«', '(', '[', '¿', '¡'];

/// Sets the call-outs among the blocks of a section apart.
pub(super) fn set_apart(blocks: &mut Vec<Block<RichText, FigureText>>, language: &str) {
    for block in take(blocks) {
        match block {
            Block::Paragraph(paragraph) => {
                blocks.extend(divided(paragraph, language).into_iter().map(Block::Paragraph));
            }
            other => blocks.push(other),
        }
    }
}

/// Sets the call-outs among paragraphs apart.
pub(super) fn set_apart_in(paragraphs: &mut Vec<Paragraph<RichText>>, language: &str) {
    *paragraphs = take(paragraphs).into_iter().flat_map(|paragraph| divided(paragraph, language)).collect();
}

/// A paragraph, divided before and behind each call-out. What led to a table is now its last part.
fn divided(paragraph: Paragraph<RichText>, language: &str) -> Vec<Paragraph<RichText>> {
    let callouts = callouts(&paragraph.text, language);
    if callouts.is_empty() {
        return vec![paragraph];
    }
    let Paragraph { text, leads, callout: _ } = paragraph;
    let (mut parts, mut at) = (Vec::new(), 0);
    let end = text.inlines.iter().map(|inline| inline.text.len()).sum();
    for callout in callouts.into_iter().chain(std::iter::once(end..end)) {
        for (part, is_callout) in [(at..callout.start, false), (callout.clone(), true)] {
            let mut words = slice(&text, part);
            if is_callout {
                words.inlines.iter_mut().for_each(|inline| inline.strong = true);
            }
            if !words.inlines.is_empty() {
                parts.push(Paragraph { text: words, leads: Leads::Nowhere, callout: is_callout });
            }
        }
        at = callout.end;
    }
    parts.last_mut().expect("a call-out has words").leads = leads;
    parts
}

/// The call-outs of a text, as ranges of its bytes.
fn callouts(text: &RichText, language: &str) -> Vec<Range<usize>> {
    if text.inlines.iter().all(|inline| !inline.strong) {
        return Vec::new();
    }
    let plain = text.plain();
    // Most bold stands inside of a sentence: that is seen before all sentences are known.
    let sentences = LazyCell::new(|| sentences(&plain, language).collect::<Vec<_>>());
    let may_end = |words: &str| may_end(words) || plain.contains('\n');
    let mut found = bold(text);
    found.retain_mut(|run| {
        let has_figure = figures(text).any(|at| run.contains(&at));
        // "**45 were in Ohio**." is a whole sentence too.
        let behind = plain[run.end..].trim_start_matches(ENDS).trim_start_matches(CLOSING);
        run.end = plain.len() - behind.len();
        run.start = plain[..run.start].trim_end_matches(OPENING).len();
        let (before, up_to) = (plain[..run.start].trim_end(), &plain[..run.end]);
        // Where a period may also be that of an abbreviation, the bold that ends with it decides.
        let stops = up_to.trim_end_matches(CLOSING).ends_with(ENDS);
        let decided = has_figure && stops && !behind.trim_start().starts_with(char::is_lowercase);
        let last = behind.trim().is_empty();
        if !(before.is_empty() || may_end(before)) || !(decided || last || may_end(up_to)) {
            return false;
        }
        let is_start = |sentence: &Range<usize>| plain[..sentence.start].trim_end().len() == before.len();
        let is_end = |sentence: &Range<usize>| plain[..sentence.end].trim_end().len() == run.end;
        let ends = decided || sentences.iter().any(is_end);
        let alone = run.start == 0 && last;
        let is_head = !has_figure && plain[run.clone()].split_whitespace().count() <= HEAD;
        ends && sentences.iter().any(is_start) && (alone || !is_head)
    });
    found
}

/// Where the figures of a text begin.
fn figures(text: &RichText) -> impl Iterator<Item = usize> {
    let starts = text.inlines.iter().scan(0, |at, inline| {
        *at += inline.text.len();
        Some((*at - inline.text.len(), inline))
    });
    starts.filter(|(_, inline)| matches!(inline.kind, InlineKind::Figure(..))).map(|(at, _)| at)
}

/// The bold runs of a text without the white around them; white alone does not part two.
fn bold(text: &RichText) -> Vec<Range<usize>> {
    let (mut runs, mut at, mut open): (Vec<Range<usize>>, usize, bool) = (Vec::new(), 0, false);
    for inline in &text.inlines {
        let start = at;
        at += inline.text.len();
        let (words, lead) = (inline.text.trim(), inline.text.len() - inline.text.trim_start().len());
        if words.is_empty() {
            continue;
        }
        let end = start + lead + words.len();
        match runs.last_mut() {
            Some(last) if inline.strong && open => last.end = end,
            _ if inline.strong => runs.push(start + lead..end),
            _ => {}
        }
        open = inline.strong;
    }
    runs
}

/// These bytes of a text, without the white around them.
fn slice(text: &RichText, range: Range<usize>) -> RichText {
    let (mut inlines, mut at): (Vec<Inline>, usize) = (Vec::new(), 0);
    for inline in &text.inlines {
        let length = inline.text.len();
        let (start, end) = (range.start.max(at), range.end.min(at + length));
        if start < end {
            inlines.push(Inline { text: inline.text[start - at..end - at].to_owned(), ..inline.clone() });
        }
        at += length;
    }
    let mut start = range.start;
    while let Some(first) = inlines.first_mut() {
        let kept = first.text.trim_start().to_owned();
        start += first.text.len() - kept.len();
        first.text = kept;
        if !first.text.is_empty() {
            break;
        }
        inlines.remove(0);
    }
    while let Some(last) = inlines.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        inlines.pop();
    }
    let typed = text.typed.iter().filter(|(byte, _)| (start..range.end).contains(byte));
    let typed = typed.map(|(byte, place)| (byte - start, *place)).collect();
    RichText { inlines, origin: text.origin, typed }
}
