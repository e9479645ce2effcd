//! What is advised to be cut wins what is promised, and no cut is idle.

use crate::kit::lengths;
use crate::kit::set::Set;
use crate::kit::sheets::THEMES;
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, RichText};
use handout::internals::font::Fonts;
use handout::internals::layout::{Advice, Advise, Cut, Typesetter};
use handout::internals::outline::Block;
use handout::internals::source::Span;
use handout::internals::theme::{Theme, built_in_theme};
use std::sync::LazyLock;

/// The size a page takes, if it fits, and what to cut for the next.
fn advised(document: &Document, place: Span, theme: &Theme) -> (Option<f64>, Option<Advice>) {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    let mut typesetter = Typesetter::new(&FONTS, theme).advising(Advise::Always);
    match typesetter.lay_out(document, None, place, &mut Sink::default()) {
        Ok((_, fit)) => (Some(fit.size), fit.advice),
        Err(refusal) => (None, refusal.over.expect("too long, and nothing else").advice),
    }
}

/// Takes so many characters from the end of the paragraph that a cut names.
fn shorten(document: &mut Document, cut: &Cut) {
    // Call-outs part a text of the wording.
    let begins = |line: &RichText| line.plain().replace('\u{a0}', " ").starts_with(&cut.begins);
    let named = |line: &&mut RichText| line.origin == cut.origin && begins(line);
    let blocks = document.page.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let sections = blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&mut paragraph.text),
        Block::List(_) | Block::Table(_) => None,
    });
    let intro = document.page.intro.iter_mut().map(|paragraph| &mut paragraph.text);
    let line = intro.chain(sections).find(named).expect("the paragraph is on the page");
    let words = line.plain().split_whitespace().count();
    let mut left = line.plain().trim_end().chars().count() - cut.characters;
    for inline in &mut line.inlines {
        inline.text = inline.text.chars().take(left).collect();
        left -= inline.text.chars().count();
    }
    line.inlines.retain(|inline| !inline.text.is_empty());
    assert_eq!(words - line.plain().split_whitespace().count(), cut.words, "{cut:?}");
}

fn without(document: &Document, cuts: &[Cut]) -> Document {
    let mut document = document.clone();
    cuts.iter().for_each(|cut| shorten(&mut document, cut));
    document
}

#[test]
fn what_is_advised_wins_the_size_that_is_promised_and_all_of_it_is_needed() {
    let (sample, place) = (Set::sample().document(0), Set::sample().place());
    let (mut sizes, mut refused) = (0, 0);
    for theme in THEMES {
        let theme = built_in_theme(theme).expect("a theme of that name");
        for wanted in (1600..4700).step_by(190) {
            let page = lengths::resized(&sample, wanted);
            let (size, Some(advice)) = advised(&page, place, &theme) else { continue };
            let promised = advice.size.to_f64();
            assert!(size.is_none_or(|size| size < promised), "{wanted}: {advice:?}");
            let (won, _) = advised(&without(&page, &advice.cuts), place, &theme);
            assert!(won >= Some(promised), "{wanted}: {won:?}, {advice:?}");
            for idle in 0..advice.cuts.len() {
                let mut others = advice.cuts.clone();
                others.remove(idle);
                let (won, _) = advised(&without(&page, &others), place, &theme);
                assert!(won < Some(promised), "{wanted}: {:?} is idle", advice.cuts[idle]);
            }
            match size {
                Some(_) => sizes += 1,
                None => refused += 1,
            }
        }
    }
    assert!(sizes > 12 && refused > 1, "{sizes} and {refused} were advised");
}
