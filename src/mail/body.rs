//! The two forms of a message, plain and HTML, from one text.
//!
//! In: what is said for each state a recipient gets, the recipient's names, the files. Out: a [`Body`], both
//! forms of which have the same words and figures. The HTML says its language and has paragraphs and lists:
//! no pictures, no tables, nothing from the network.

use crate::batch::{SaidBlock, SaidCorrection, SaidLetter};
use crate::document::{InlineKind, RichText};
use crate::lang::{list_words, pairs};
use crate::outline::{Block, Leads, List, ListItem, Numbering, Paragraph};
use crate::set::{
    CORRECTION_CHANGES, CORRECTION_DATE, CORRECTION_REASON, DatumId, RECIPIENT_NAME, RECIPIENT_SALUTATION,
    Scope, SetFile,
};

/// The text of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) subject: String,
    pub(super) plain: String,
    pub(super) html: String,
}

/// Who reads it.
pub(super) struct Addressee<'r> {
    pub(super) name: &'r str,
    pub(super) salutation: &'r str,
    /// BCP 47 tag.
    pub(super) language: &'r str,
    /// What the message is about, if a sheet was corrected.
    pub(super) correction: Option<&'r SaidCorrection>,
}

/// Says a message for the states of a recipient, with a line for each file.
///
/// # Errors
/// With what is wrong, if what is said of all states is not the same but for their names.
pub(super) fn body(
    letters: &[SaidLetter],
    set: &SetFile,
    reader: &Addressee<'_>,
    files: Vec<ListItem<RichText>>,
) -> Result<Body, String> {
    let of_all = |part: fn(&SaidLetter) -> Vec<SaidBlock>| {
        let each: Vec<Vec<SaidBlock>> = letters.iter().map(part).collect();
        together(&each, set, reader.language)
    };
    let subject = of_all(|letter| vec![paragraph(letter.subject.clone())])?;
    let subject = subject.first().map(plain_block).unwrap_or_default();
    let mut blocks = of_all(|letter| letter.text.clone())?;
    blocks.extend(letters.iter().flat_map(|letter| letter.each.clone()));
    with_changes(&mut blocks, reader.correction)?;
    blocks.push(paragraph(RichText::words(format!("{}:", list_words(reader.language).attached))));
    blocks.push(Block::List(List { numbering: Numbering::Bullets, items: files }));
    blocks.extend(of_all(|letter| letter.closing.clone())?);
    let subject = named(&subject, reader, &str::to_owned);
    let plain: Vec<String> = blocks.iter().map(plain_block).collect();
    let plain = named(&(plain.join("\n\n") + "\n"), reader, &str::to_owned);
    let inner: String = blocks.iter().map(html_block).collect();
    let inner = named(&inner, reader, &escaped);
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n</head>\n\
         <body style=\"font: 16px/1.5 sans-serif; color: #1a1a1a; background: #ffffff; max-width: 40em\">\n\
         {inner}</body>\n</html>\n",
        escaped(reader.language),
        escaped(&subject)
    );
    Ok(Body { subject: subject.split_whitespace().collect::<Vec<_>>().join(" "), plain, html })
}

/// Puts the list of what changed in the place of its paragraph; without one, the paragraph goes.
fn with_changes(blocks: &mut Vec<SaidBlock>, correction: Option<&SaidCorrection>) -> Result<(), String> {
    let Some(correction) = correction else { return Ok(()) };
    for block in std::mem::take(blocks) {
        let says =
            texts(std::slice::from_ref(&block)).iter().any(|own| own.plain().contains(CORRECTION_CHANGES));
        match &block {
            _ if !says => blocks.push(block),
            Block::Paragraph(own) if own.text.plain().trim() == CORRECTION_CHANGES => {
                let item =
                    |text: &String| ListItem { sign: None, text: RichText::words(text.clone()), inner: None };
                let items: Vec<_> = correction.changes.iter().map(item).collect();
                if !items.is_empty() {
                    blocks.push(Block::List(List { numbering: Numbering::Bullets, items }));
                }
            }
            _ => {
                return Err("`{{ correction.changes }}` is a list: give it a paragraph of its own".to_owned());
            }
        }
    }
    Ok(())
}

fn paragraph(text: RichText) -> SaidBlock {
    let leads = Leads::Nowhere;
    Block::Paragraph(Paragraph { text, leads, callout: false })
}

/// What is said once, of all states: their names one after the other where one alone would stand.
fn together(each: &[Vec<SaidBlock>], set: &SetFile, language: &str) -> Result<Vec<SaidBlock>, String> {
    let Some((first, others)) = each.split_first() else { return Ok(Vec::new()) };
    let mut joined = first.clone();
    if others.is_empty() {
        return Ok(joined);
    }
    let other_texts: Vec<Vec<&RichText>> = others.iter().map(|blocks| texts(blocks)).collect();
    for (at, text) in texts_mut(&mut joined).into_iter().enumerate() {
        for n in 0..text.inlines.len() {
            let own = &text.inlines[n];
            let of_state = matches!(own.kind, InlineKind::Figure(figure, _)
                if set.figures[figure.index()].scope == Scope::State);
            let all: Option<Vec<&str>> = other_texts
                .iter()
                .map(|texts| {
                    let other = texts.get(at)?.inlines.get(n)?;
                    (texts[at].inlines.len() == text.inlines.len()).then_some(other.text.as_str())
                })
                .collect();
            let is_name = matches!(
                own.kind,
                InlineKind::Datum(DatumId::StateName | DatumId::StateInProse | DatumId::StatePostal, _)
            );
            match all {
                Some(all) if is_name => {
                    let names: Vec<&str> = std::iter::once(own.text.as_str()).chain(all).collect();
                    text.inlines[n].text = listed(&names, language);
                }
                Some(all) if !of_state && all.iter().all(|other| *other == own.text) => {}
                _ => {
                    return Err(format!(
                        "`{}` is said of one state, and this message is about {}",
                        text.plain().trim(),
                        others.len() + 1
                    ));
                }
            }
        }
    }
    let same = |blocks: &&Vec<SaidBlock>| texts(blocks).len() == texts(first).len();
    match others.iter().all(|blocks| same(&blocks)) {
        true => Ok(joined),
        false => Err("a condition has other words for some of its states".to_owned()),
    }
}

/// "Fenland, Avalon, and Marsh"; in Spanish, "e" before what begins with its sound.
fn listed(names: &[&str], language: &str) -> String {
    let Some((last, before)) = names.split_last() else { return String::new() };
    let words = list_words(language);
    let pair = pairs(language).iter().find(|pair| pair.usual == words.and);
    let and = pair.filter(|pair| (pair.takes_other)(last) == Some(true)).map_or(words.and, |pair| pair.other);
    match before {
        [] => (*last).to_owned(),
        [first] => format!("{first} {and} {last}"),
        before => format!("{}{} {and} {last}", before.join(", "), words.before_and),
    }
}

fn texts(blocks: &[SaidBlock]) -> Vec<&RichText> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(&paragraph.text),
            Block::List(list) => found.extend(list.texts()),
            Block::Table(_) => {}
        }
    }
    found
}

fn texts_mut(blocks: &mut [SaidBlock]) -> Vec<&mut RichText> {
    fn of_list<'l>(list: &'l mut List<RichText>, found: &mut Vec<&'l mut RichText>) {
        for item in &mut list.items {
            found.push(&mut item.text);
            if let Some(inner) = &mut item.inner {
                of_list(inner, found);
            }
        }
    }
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(&mut paragraph.text),
            Block::List(list) => of_list(list, &mut found),
            Block::Table(_) => {}
        }
    }
    found
}

/// Puts the recipient's names in, and what is said of a correction, in one pass: what looks like a mark in a name
/// stays what it is.
fn named(text: &str, reader: &Addressee<'_>, written: &dyn Fn(&str) -> String) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    let mut marks = vec![(RECIPIENT_NAME, reader.name), (RECIPIENT_SALUTATION, reader.salutation)];
    if let Some(SaidCorrection { date, reason, .. }) = reader.correction {
        marks.extend([(CORRECTION_DATE, date.as_str()), (CORRECTION_REASON, reason.as_str())]);
    }
    while let Some((at, mark, name)) =
        marks.iter().filter_map(|(mark, name)| Some((rest.find(mark)?, *mark, *name))).min()
    {
        out += &rest[..at];
        out += &written(name);
        rest = &rest[at + mark.len()..];
    }
    out + rest
}

fn plain_block(block: &SaidBlock) -> String {
    match block {
        Block::Paragraph(paragraph) => plain(&paragraph.text),
        Block::List(list) => plain_list(list, 0),
        Block::Table(_) => String::new(),
    }
}

fn plain_list(list: &List<RichText>, depth: usize) -> String {
    let mut lines = Vec::new();
    for (n, item) in list.items.iter().enumerate() {
        let sign = list.numbering.sign(n).replace('\u{2022}', "-");
        lines.push(format!("{}{sign} {}", "  ".repeat(depth), plain(&item.text)));
        lines.extend(item.inner.iter().map(|inner| plain_list(inner, depth + 1)));
    }
    lines.join("\n")
}

/// The words; the address of a link behind those that do not show it.
fn plain(text: &RichText) -> String {
    let mut out = String::new();
    for (n, inline) in text.inlines.iter().enumerate() {
        out += &inline.text.replace('\u{a0}', " ");
        let ends = text.inlines.get(n + 1).is_none_or(|next| next.link != inline.link);
        if let Some(link) = inline.link.as_deref().filter(|_| ends) {
            let words: String = text
                .inlines
                .iter()
                .filter(|own| own.link == inline.link)
                .map(|own| own.text.as_str())
                .collect();
            let shown = link.split_once("://").map_or(link, |(_, rest)| rest).trim_start_matches("mailto:");
            if !words.contains(shown.trim_end_matches('/')) && !link.starts_with("tel:") {
                out += &format!(" ({link})");
            }
        }
    }
    // A paragraph is one line, as typed or not: programs wrap it.
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html_block(block: &SaidBlock) -> String {
    match block {
        Block::Paragraph(paragraph) => format!("<p>{}</p>\n", html(&paragraph.text)),
        Block::List(list) => html_list(list) + "\n",
        Block::Table(_) => String::new(),
    }
}

fn html_list(list: &List<RichText>) -> String {
    let (open, close) = match list.numbering {
        Numbering::Bullets => ("<ul>".to_owned(), "</ul>"),
        Numbering::Numbers { first } => (format!("<ol start=\"{first}\">"), "</ol>"),
    };
    let items = list.items.iter().map(|item| {
        let inner = item.inner.as_ref().map(html_list).unwrap_or_default();
        format!("\n<li>{}{inner}</li>", html(&item.text))
    });
    format!("{open}{}\n{close}", items.collect::<String>())
}

fn html(text: &RichText) -> String {
    let mut out = String::new();
    for inline in &text.inlines {
        let mut words = escaped(&inline.text).replace('\u{a0}', "&nbsp;");
        if let Some(language) = inline.language {
            words = format!("<span lang=\"{language}\">{words}</span>");
        }
        if inline.strong {
            words = format!("<strong>{words}</strong>");
        }
        if let Some(link) = &inline.link {
            words = format!("<a href=\"{}\">{words}</a>", escaped(link));
        }
        out += &words;
    }
    out
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_template() {
        let reader = Addressee {
            name: "⟦salutation⟧ {{ year }}",
            salutation: "<b>",
            language: "en",
            correction: None,
        };
        let text = "Dear ⟦name⟧ (⟦salutation⟧)";
        assert_eq!(named(text, &reader, &str::to_owned), "Dear ⟦salutation⟧ {{ year }} (<b>)");
        assert_eq!(named(text, &reader, &escaped), "Dear ⟦salutation⟧ {{ year }} (&lt;b&gt;)");
    }

    #[test]
    fn names_are_listed_as_the_language_does() {
        assert_eq!(listed(&["Fenland"], "en"), "Fenland");
        assert_eq!(listed(&["Fenland", "Avalon"], "en"), "Fenland and Avalon");
        assert_eq!(listed(&["Fenland", "Avalon", "Marsh"], "en"), "Fenland, Avalon, and Marsh");
        assert_eq!(listed(&["Fenland", "Idaria"], "es"), "Fenland e Idaria");
        assert_eq!(listed(&["Fenland", "Avalon", "Marsh"], "es"), "Fenland, Avalon y Marsh");
    }
}
