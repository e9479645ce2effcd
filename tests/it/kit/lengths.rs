//! How much text a page holds: the sample's page in any length, laid out in both themes.
//!
//! The words are the sample's own. A page is made longer or shorter paragraph by paragraph, each in
//! proportion: its plain words are repeated, or their last are left out; its call-outs, headings,
//! headline figures, table and footer stay as they are.

use crate::kit::sheets::THEMES;
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, Inline, RichText};
use handout::internals::font::Fonts;
use handout::internals::layout::{FitReport, Overflow, Typesetter};
use handout::internals::outline::{Block, Paragraph};
use handout::internals::source::Span;
use handout::internals::theme::built_in_theme;

/// Characters of headings and prose that the table is for.
pub const LENGTHS: [usize; 10] = [1600, 2200, 2830, 3100, 3370, 3640, 3790, 3930, 4190, 4430];

/// Every paragraph of the page.
fn paragraphs(document: &mut Document) -> impl Iterator<Item = &mut Paragraph<RichText>> {
    let blocks = document.page.sections.iter_mut().flat_map(|section| &mut section.blocks);
    document.page.intro.iter_mut().chain(blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::List(_) | Block::Table(_) => None,
    }))
}

/// Characters of headings and prose.
pub fn length(document: &Document) -> usize {
    let mut document = document.clone();
    let headings: usize = document.page.sections.iter().map(|s| s.heading.plain().chars().count()).sum();
    headings + paragraphs(&mut document).map(|p| p.text.plain().chars().count()).sum::<usize>()
}

/// Whether these words may be repeated or left out.
fn is_elastic(inline: &Inline) -> bool {
    !inline.strong && inline.link.is_none()
}

/// Characters of such words.
fn plain(paragraph: &Paragraph<RichText>) -> usize {
    let inlines = paragraph.text.inlines.iter().filter(|inline| is_elastic(inline));
    inlines.map(|inline| inline.text.chars().count()).sum()
}

/// The page with about `wanted` characters of headings and prose.
pub fn resized(sample: &Document, wanted: usize) -> Document {
    let mut document = sample.clone();
    let elastic: usize = paragraphs(&mut document).map(|paragraph| plain(paragraph)).sum();
    let wanted = (wanted + elastic).saturating_sub(length(sample));
    let (mut before, mut made) = (0, 0);
    for paragraph in paragraphs(&mut document) {
        before += plain(paragraph);
        // What is rounded off in one paragraph is made good in the next.
        resize(paragraph, (wanted * before / elastic).saturating_sub(made));
        made += plain(paragraph);
    }
    document
}

/// Gives a paragraph `wanted` characters of plain words, to the nearest word.
fn resize(paragraph: &mut Paragraph<RichText>, wanted: usize) {
    let (mut words, mut call_outs): (Vec<Inline>, Vec<Inline>) = (Vec::new(), Vec::new());
    let mut between = false;
    for mut inline in std::mem::take(&mut paragraph.text.inlines) {
        if is_elastic(&inline) {
            words.push(inline);
            between = !call_outs.is_empty();
            continue;
        }
        if std::mem::take(&mut between) {
            inline.text.insert(0, ' ');
        }
        call_outs.push(inline);
    }
    let text: String = words.iter().map(|inline| inline.text.as_str()).collect();
    let mut resized = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()).cycle() {
        if resized.chars().count() + word.chars().count() / 2 >= wanted {
            break;
        }
        resized += word;
        resized.push(' ');
    }
    if let Some(first) = words.into_iter().next().filter(|_| !resized.is_empty()) {
        paragraph.text.inlines.push(Inline { text: resized, ..first });
    }
    paragraph.text.inlines.extend(call_outs);
}

/// The fit of a page in a theme, or how much too long it is.
pub fn fit(document: &Document, place: Span, theme: &str) -> Result<FitReport, Overflow> {
    let (fonts, theme) = (Fonts::bundled(), built_in_theme(theme).expect("a theme of that name"));
    let laid_out = Typesetter::new(&fonts, &theme).lay_out(document, None, place, &mut Sink::default());
    laid_out.map(|(_, fit)| fit).map_err(|refusal| refusal.over.expect("too long, and nothing else"))
}

/// "10.5 / 128 %", and what is left at the foot if that is more than a line.
pub fn shown(fit: &Result<FitReport, Overflow>) -> String {
    match fit {
        Ok(fit) if fit.left_over > fit.leading => {
            format!("{} / {:.0} %, {:.0} pt left over", fit.size, fit.lead * 100.0, fit.left_over)
        }
        Ok(fit) => format!("{} / {:.0} %", fit.size, fit.lead * 100.0),
        Err(over) => format!("refused: {} pt over", over.height),
    }
}

/// The table, as Markdown.
pub fn table(sample: &Document, place: Span) -> String {
    let mut table = String::from("| characters | memo | brief |\n| --- | --- | --- |\n");
    for wanted in LENGTHS {
        let page = resized(sample, wanted);
        let fits = THEMES.map(|theme| shown(&fit(&page, place, theme)));
        table += &format!("| {} | {} |\n", length(&page), fits.join(" | "));
    }
    table
}
