//! The breaking of lines: what holds for any text, and what must not come apart.

use crate::kit::slice;
use handout::internals::document::{Inline, InlineKind, RichText};
use handout::internals::figure::FigureId;
use handout::internals::font::{Face, Fonts};
use handout::internals::source::{Sources, Span};
use handout::internals::text::{
    FontPair, Measure, ParagraphStyle, PreparedText, Shaper, break_lines, count_lines, least_ragged, prepare,
};
use handout::internals::theme::{Alignment, TextTokens};
use handout::internals::units::Pt;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

const FONT_PAIR: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };

fn line(text: &str) -> RichText {
    let inline = Inline { text: text.to_owned(), ..Inline::default() };
    RichText { inlines: vec![inline], ..RichText::default() }
}

fn prepared(text: &str) -> Arc<PreparedText> {
    prepared_in("en", &line(text), FONT_PAIR.into())
}

fn prepared_in(language: &str, words: &RichText, style: ParagraphStyle) -> Arc<PreparedText> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    let mut shaper = Shaper::new(&FONTS, true);
    shaper.speak(language);
    prepare(words, style, &mut shaper)
}

/// The text of each line as set at `width` points in 10 pt type.
fn set(text: &str, width: i64) -> Vec<String> {
    set_in("en", text, width)
}

fn set_in(language: &str, text: &str, width: i64) -> Vec<String> {
    lines_of(&prepared_in(language, &line(text), FONT_PAIR.into()), text, width)
}

fn lines_of(paragraph: &PreparedText, text: &str, width: i64) -> Vec<String> {
    let measure = Measure { size: Pt::new(10), width: Pt::new(width) };
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    least_ragged(paragraph, measure)
        .iter()
        .map(|line| {
            let mut out = String::new();
            for (n, chunk) in paragraph.chunks[line.start..line.end].iter().enumerate() {
                if chunk.space.is_some() {
                    at += 1;
                    if n > 0 {
                        out.push(' ');
                    }
                }
                out.extend(&characters[at..at + chunk.characters]);
                at += chunk.characters;
            }
            out
        })
        .collect()
}

#[test]
fn joined_words_stay_together() {
    // Narrow enough that every permitted break is taken.
    assert_eq!(set("took in 36.2\u{a0}million reports", 1), ["took", "in", "36.2\u{a0}million", "reports"]);
    assert_eq!(set("survivors/families were", 1), ["survivors/families", "were"]);
    assert_eq!(set("see missingkids.org/ourwork/impact.", 1), ["see", "missingkids.org/ourwork/impact."]);
    assert_eq!(set("call 1-800-THE-LOST now", 1), ["call", "1-800-THE-LOST", "now"]);
    assert_eq!(set("in the U.S. Virgin Islands", 1), ["in", "the", "U.S. Virgin", "Islands"]);
    assert_eq!(set("of U.S. law, U.S.", 1), ["of", "U.S.", "law,", "U.S."]);
    assert_eq!(set("by HHS-ORR in open-source data", 1), ["by", "HHS-ORR", "in", "open-source", "data"]);
}

#[test]
fn a_number_keeps_its_unit_and_a_title_its_name() {
    for (language, parts) in [
        ("en", "gave|$15 million|for|36.2 million|reports"),
        ("en", "by|19 percent,|as|No. 5|says|and|vol. 3|too"),
        ("en", "in|Section 5|and|§ 2258A|of|2022–2023|as|well"),
        ("en", "Mr. Smith|and|J. Smith|left|on|June 30,|2023"),
        ("en", "call|(800) 843-5678|or|1 (800) 843-5678,|day|and|night"),
        ("en", "45 cases|in|May|2023|and|then|on"),
        ("en", "2,104 of|the|19% of|them|from|20–30 harbors|as|of|2023|that|fly"),
        ("en", "two million|kites,|half|a million|tails|and|fifteen hundred|more"),
        ("en", "Elizabeth II|and|Mr. Lee Jr.|open|Monday –|Friday|at|8:30 a.m.|for|all"),
        ("en", "(1) help|with|ropes|of|5 lb.|at|20 °C|by|Route 66|and|Pier 39|for|P.O. Box 12|only"),
        ("es", "los|12 niños|y|doce mil|más|en|la|sala 12|de|Isabel II|y|de|9 de|ellos"),
        ("es", "el|n.º 5|del|30 de|junio|en|EE. UU.|y|más"),
        ("es", "a|las|5 p. m.|un|19 por ciento|del|art. 5|y|la|Dra. Ruiz"),
    ] {
        let text = parts.replace('|', " ");
        let mut ends: Vec<usize> = Vec::new();
        for part in parts.split('|') {
            ends.push(ends.last().map_or(0, |end| end + 1) + part.chars().count());
        }
        for width in 90..200 {
            let mut at = 0;
            for line in set_in(language, &text, width) {
                at += line.chars().count();
                assert!(ends.contains(&at), "{line} at {width}");
                at += 1;
            }
        }
    }
    // What is wider than its line is divided like any other words.
    assert_eq!(set("gave $15 million", 1), ["gave", "$15", "million"]);
    // In a measure with room for it, the break goes elsewhere.
    assert_eq!(
        set("the office took in 36.2 million of them", 95),
        ["the office took in", "36.2 million of them"]
    );
}

#[test]
fn two_numbers_that_are_told_together_stay_so_where_a_line_allows_it() {
    for (language, text, apart) in [
        ("en", "of all the keepers of the lamps at sea, 1 in 3 does it at night", "1 in"),
        ("en", "of the pupils that came there, 12 to 17 were new", "12 to"),
        ("es", "de los fareros de las islas, 1 de cada 3 lo hace de noche", "cada"),
        ("en", "it was first lit on the shore in the month of June 2023, and seen", "June"),
    ] {
        for width in 190..230 {
            let lines = set_in(language, text, width);
            assert!(!lines.iter().any(|line| line.ends_with(apart)), "{lines:?} at {width}");
        }
    }
}

#[test]
fn long_compounds_and_very_long_addresses_may_break() {
    assert_eq!(
        set("child-serving and trauma-informed", 1),
        ["child-", "serving", "and", "trauma-", "informed"]
    );
    let address = "example.org/a-long-folder/and-another-folder/page.html";
    assert_eq!(set(address, 1), ["example.org/", "a-long-folder/", "and-another-folder/", "page.html"]);
}

#[test]
fn headings_are_broken_by_sense() {
    for (language, text, width, lines) in [
        ("en", "Combating child sex trafficking", 110, "Combating child|sex trafficking"),
        (
            "es",
            "Ayudar a localizar y recuperar a niños desaparecidos",
            140,
            "Ayudar a localizar y recuperar|a niños desaparecidos",
        ),
        ("en", "How many households", 99, "How many|households"),
        (
            "en",
            "Trauma-informed support for child-serving staff",
            90,
            "Trauma-informed|support for|child-serving staff",
        ),
    ] {
        let bold = FontPair { plain: Face::Bold, strong: Face::Bold };
        let paragraph = prepared_in(language, &line(text), ParagraphStyle::heading(bold));
        assert_eq!(lines_of(&paragraph, text, width), lines.split('|').collect::<Vec<_>>());
    }
}

#[test]
fn call_outs_have_lines_of_like_length() {
    let text = "In Avalon, 31 survivors and families were connected to mental health services in 2023.";
    let plain = lines_of(&prepared(text), text, 340);
    assert_eq!(plain.last().map(String::as_str), Some("in 2023."));
    let balanced = prepared_in("en", &line(text), ParagraphStyle::from(FONT_PAIR).balanced());
    let lines = lines_of(&balanced, text, 340);
    assert_eq!(
        lines,
        ["In Avalon, 31 survivors and families were", "connected to mental health services in 2023."]
    );
}

#[test]
fn a_figure_in_several_words_stays_on_a_line() {
    let inlines = |kind: InlineKind| {
        let inline = |text: &str, kind| Inline { text: text.to_owned(), kind, ..Inline::default() };
        vec![
            inline("In Avalon, ", InlineKind::Wording),
            inline("fewer than 10", kind),
            inline(" lessons were given that year.", InlineKind::Wording),
        ]
    };
    let set = |kind| {
        let words = RichText { inlines: inlines(kind), ..RichText::default() };
        let text: String = words.inlines.iter().map(|inline| inline.text.as_str()).collect();
        lines_of(&prepared_in("en", &words, ParagraphStyle::from(FONT_PAIR).balanced()), &text, 150)
    };
    assert_eq!(set(InlineKind::Wording), ["In Avalon, fewer than", "10 lessons were given that year."]);
    let figure = set(InlineKind::Figure(
        FigureId(0),
        Span::new(Sources::default().add("states/avalon.toml", "x"), 0, 1),
    ));
    assert!(figure[0].ends_with("fewer than 10 lessons") || figure[0] == "In Avalon,", "{figure:?}");
}

/// Words, some of them bold, some of them compounds.
fn words_in_bold() -> impl Strategy<Value = Vec<(String, bool)>> {
    let word = prop_oneof!["[a-z]{1,9}[,.]?", "[a-z]{5,8}-[a-z]{5,8}", "[a-z]{6,9}-[a-z]{5,7}-[a-z]{5,9}"];
    prop::collection::vec((word, any::<bool>()), 1..50)
}

#[test]
fn white_is_spread_over_the_lines() {
    // First fit would leave "bb" alone on the second line.
    let lines = set("aaaa aaaa aaaa bb ccccccccccccccc", 70);
    assert_eq!(lines, ["aaaa aaaa", "aaaa bb", "ccccccccccccccc"]);
}

/// First-fit lines and their cost in squared white, to compare with.
fn first_fit(paragraph: &PreparedText, measure: Measure) -> Vec<i64> {
    let mut lines: Vec<i64> = Vec::new();
    for chunk in &paragraph.chunks {
        match lines.last_mut() {
            Some(last) if measure.size.em(*last + chunk.space_advance + chunk.advance) <= measure.width => {
                *last += chunk.space_advance + chunk.advance;
            }
            _ => lines.push(chunk.advance),
        }
    }
    lines
}

proptest! {
    #![proptest_config(slice(100))]

    #[test]
    fn no_line_is_wider_than_its_measure_and_none_is_lost(
        // With a period it may be an initial or a title, which stays with the name behind it.
        words in prop::collection::vec("[a-zA-Z]{2,9}[,;]?", 1..60),
        width in 90i64..400,
    ) {
        let paragraph = prepared(&words.join(" "));
        let measure = Measure { size: Pt::new(10), width: Pt::new(width) };
        let lines = least_ragged(&paragraph, measure);
        prop_assert_eq!(lines.first().map(|l| l.start), Some(0));
        prop_assert_eq!(lines.last().map(|l| l.end), Some(paragraph.chunks.len()));
        prop_assert!(lines.windows(2).all(|w| w[0].end == w[1].start));
        for line in &lines {
            prop_assert!(measure.size.em(line.advance) <= measure.width);
        }
        // As few lines as first fit needs, which is the least there can be.
        prop_assert_eq!(lines.len(), count_lines(&paragraph, measure));
        prop_assert_eq!(lines.len(), first_fit(&paragraph, measure).len());
    }

    #[test]
    fn no_line_ends_with_a_hyphen_that_has_room(
        words in words_in_bold(), width in 20i64..300, justified in any::<bool>(),
    ) {
        let inline = |(word, strong): &(String, bool)| Inline {
            text: format!("{word} "), strong: *strong, ..Inline::default()
        };
        let text = RichText { inlines: words.iter().map(inline).collect(), ..RichText::default() };
        let setting = if justified { Alignment::Justified } else { Alignment::Ragged };
        let hyphenate = [("en".to_owned(), true)].into();
        let tokens = TextTokens { setting, hyphenate, optical_margins: false, ligatures: false };
        let paragraph = prepared_in("en", &text, ParagraphStyle::running(FONT_PAIR, &tokens, "en"));
        let measure = Measure { size: Pt::new(10), width: Pt::new(width) };
        for line in break_lines(&paragraph, measure) {
            let last = &paragraph.chunks[line.end - 1];
            let face = paragraph.pieces[last.pieces.end - 1].face;
            prop_assert!(face == Face::Regular || line.to.is_none(), "divided");
            let Some(next) = paragraph.chunks.get(line.end).filter(|next| next.compound) else { continue };
            let mut whole = last.advance + next.advance;
            whole += paragraph.chunks[line.end + 1..].iter().take_while(|c| c.compound).map(|c| c.advance).sum::<i64>();
            let before = paragraph.chunks[..line.end].iter().rev().take_while(|c| c.compound).count();
            whole += paragraph.chunks[line.end - 1 - before..line.end - 1].iter().map(|c| c.advance).sum::<i64>();
            prop_assert!(measure.size.em(whole) > measure.width, "a hyphen");
        }
    }

    #[test]
    fn any_text_can_be_prepared_and_broken(text in "\\PC{0,200}", width in 0i64..300) {
        let paragraph = prepared(&text);
        let lines = least_ragged(&paragraph, Measure { size: Pt::new(10), width: Pt::new(width) });
        prop_assert_eq!(lines.last().map_or(0, |l| l.end), paragraph.chunks.len());
    }
}

#[test]
fn figures_stand_close_in_text_and_in_columns_in_tables() {
    let width = |style: ParagraphStyle, text: &str| prepared_in("en", &line(text), style).chunks[0].advance;
    let in_text = |text: &str| width(FONT_PAIR.into(), text);
    let in_table = |text: &str| width(ParagraphStyle::tabular(FONT_PAIR), text);
    assert!(in_text("111") < in_text("888") && in_text("111") < in_table("111"));
    for digits in ["111", "222", "777"] {
        assert_eq!(in_table(digits), in_table("888"), "{digits}");
    }
}
