//! What holds for the lines of any paragraph, by comparison with every way to set it.

use super::breaking::{
    Cost, Line, Measure, break_lines, count_lines, ends_within, first_fit, least_ragged, line_cost, weigh,
};
use super::breakpoints::{Breakpoint, CandidateLine, next};
use super::paragraph::{FontPair, ParagraphStyle, PreparedText};
use super::prepare::prepare;
use super::shape::Shaper;
use super::total_fit::{MOST, SHRINK, demerits, fit_or_alone};
use crate::document::{Inline, RichText};
use crate::font::{Face, Fonts};
use crate::theme::{Alignment, TextTokens};
use crate::units::Pt;
use proptest::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::LazyLock;

const FONT_PAIR: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };

fn style(justified: bool, hyphenate: bool, optical_margins: bool) -> ParagraphStyle {
    let setting = if justified { Alignment::Justified } else { Alignment::Ragged };
    let hyphenate = [("en".to_owned(), hyphenate)].into();
    ParagraphStyle::running(
        FONT_PAIR,
        &TextTokens { setting, hyphenate, optical_margins, ligatures: true },
        "en-US",
    )
}

fn prepared(text: &str, style: ParagraphStyle) -> Arc<PreparedText> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    thread_local! {
        static SHAPER: RefCell<Shaper<'static>> = RefCell::new(Shaper::new(&FONTS, true));
    }
    let inline = Inline { text: text.to_owned(), ..Inline::default() };
    let line = RichText { inlines: vec![inline], ..RichText::default() };
    SHAPER.with_borrow_mut(|shaper| prepare(&line, style, shaper))
}

/// Ten-point type on a line of `width` points.
fn measure(width: i64) -> Measure {
    Measure { size: Pt::new(10), width: Pt::new(width) }
}

/// What lines between these breakpoints come to; `None` if one of them may not be.
fn judge(paragraph: &PreparedText, measure: Measure, breakpoints: &[usize]) -> Option<Cost> {
    let room = measure.room();
    let (mut cost, mut class) = (Cost::default(), 1);
    for pair in breakpoints.windows(2) {
        let line = CandidateLine::of(&paragraph.breakpoints, pair[0], pair[1]);
        if line.inside_word() || !line.to.is_open(room) {
            return None;
        }
        let added = if paragraph.style.justified {
            let fit = fit_or_alone(paragraph, &line, room, (pair[0], pair[1]))?;
            let added = demerits(&line, &fit, class, (paragraph.costs, room));
            class = fit.class;
            added
        } else {
            if line.width() > room && next(&paragraph.breakpoints, pair[0], room) != pair[1] {
                return None;
            }
            line_cost(&line, paragraph, room)
        };
        cost = cost.with(added);
    }
    Some(cost)
}

/// The breakpoints of finished lines.
fn breakpoints_of(paragraph: &PreparedText, lines: &[Line]) -> Vec<usize> {
    let end = |line: &Line| {
        let found = |point: &Breakpoint| (point.chunks, point.hyphen) == (line.end, line.to);
        paragraph.breakpoints.iter().position(found).expect("a breakpoint")
    };
    std::iter::once(0).chain(lines.iter().map(end)).collect()
}

/// The least of all settings that begin with the lines between `taken` and have `left` more at most.
fn least(paragraph: &PreparedText, measure: Measure, taken: &mut Vec<usize>, left: usize) -> Option<Cost> {
    let at = *taken.last().expect("a beginning");
    if at + 1 == paragraph.breakpoints.len() {
        return judge(paragraph, measure, taken);
    }
    if greedy(paragraph, measure, at).len() - 1 > left {
        return None;
    }
    let mut found: Option<Cost> = None;
    let room = measure.room();
    for end in (at + 1..paragraph.breakpoints.len()).filter(|end| paragraph.breakpoints[*end].is_open(room)) {
        if judge(paragraph, measure, &[at, end]).is_none() && next(&paragraph.breakpoints, at, room) < end {
            break;
        }
        taken.push(end);
        let cost = least(paragraph, measure, taken, left - 1);
        taken.pop();
        found = found.into_iter().chain(cost).min();
    }
    found
}

/// The breakpoints of first-fit lines from breakpoint `start` on.
fn greedy(paragraph: &PreparedText, measure: Measure, start: usize) -> Vec<usize> {
    let mut breakpoints = vec![start];
    while let Some(&at) = breakpoints.last().filter(|&&at| at + 1 < paragraph.breakpoints.len()) {
        breakpoints.push(first_fit(paragraph, measure.room(), at));
    }
    breakpoints
}

/// Words long and short, with signs that hang, and joined ones.
fn word() -> impl Strategy<Value = String> {
    const WORDS: [&str; 10] = [
        "found,",
        "shore;",
        "\u{201c}tails\u{201d}",
        "lighthouse",
        "children",
        "investigation",
        "Veldoria",
        "36.2\u{a0}million",
        "harbor-masters",
        "Investigationsinvestigations",
    ];
    prop_oneof![prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned), "[a-z]{1,3}", "[a-z]{1,9}[.,]?",]
}

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), words).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_setting_is_better(
        text in text(1..40), width in 60_i64..280, how in any::<[bool; 3]>(),
    ) {
        let paragraph = prepared(&text, style(how[0], how[1], how[2]));
        let measure = measure(width);
        let lines = breakpoints_of(&paragraph, &break_lines(&paragraph, measure));
        let room = measure.room();
        let set = match how[0] {
            true => lines.clone(),
            false => [vec![0], ends_within(&paragraph, room, room)].concat(),
        };
        // Fewest lines, no lone last word that can be helped, and then the best to read.
        let least = least(&paragraph, measure, &mut vec![0], set.len() - 1);
        prop_assert_eq!(judge(&paragraph, measure, &set), least);
        // Lines that are better from the longest of them on may be narrower.
        let from_longest = |set: &[usize]| weigh(&paragraph, &set[1..], room).0;
        prop_assert_eq!(lines.len(), set.len());
        prop_assert!(from_longest(&lines) <= from_longest(&set));
    }

    #[test]
    fn first_fit_is_never_better_and_has_as_many_lines(
        text in text(1..70), width in 130_i64..400, how in any::<[bool; 3]>(),
    ) {
        let paragraph = prepared(&text, style(how[0], how[1], how[2]));
        let measure = measure(width);
        let lines = break_lines(&paragraph, measure);
        let room = measure.room();
        let set = match how[0] {
            true => breakpoints_of(&paragraph, &lines),
            false => [vec![0], ends_within(&paragraph, room, room)].concat(),
        };
        let set = judge(&paragraph, measure, &set).expect("a setting");
        let greedy = judge(&paragraph, measure, &greedy(&paragraph, measure, 0)).expect("a setting");
        prop_assert_eq!((greedy.lines, lines.len()), (lines.len(), count_lines(&paragraph, measure)));
        prop_assert!(set <= greedy, "{set:?} is worse than {greedy:?}");
    }

    #[test]
    fn lines_end_at_the_measure_or_before(
        text in text(1..70), width in 130_i64..400, how in any::<[bool; 3]>(),
    ) {
        let paragraph = prepared(&text, style(how[0], how[1], how[2]));
        let measure = measure(width);
        let lines = break_lines(&paragraph, measure);
        let (breakpoints, room) = (breakpoints_of(&paragraph, &lines), measure.room());
        for (n, line) in lines.iter().enumerate() {
            let hang_end = paragraph.breakpoints[breakpoints[n + 1]].hang_end;
            prop_assert!(how[2] || (line.hang, hang_end) == (0, 0));
            prop_assert!(how[0] || hang_end == 0, "a ragged end hangs out");
            prop_assert!(line.hang.max(hang_end) <= 300);
            let pieces = (line.start..line.end).flat_map(|chunk| paragraph.pieces_on(line, chunk).0);
            let inked: i64 = pieces.map(|piece| piece.shape.advance).sum();
            let spaces = paragraph.chunks[line.start + 1..line.end].iter().map(|chunk| chunk.space_advance);
            prop_assert_eq!(line.advance, inked + spaces.sum::<i64>() + line.spread);
            let width = line.advance - line.hang - hang_end;
            prop_assert!(width <= room, "{width} is too wide");
            let spaces = line.spaces as i64;
            prop_assert!((-SHRINK * spaces..=MOST * spaces).contains(&line.spread));
            let full = line.spread != 0 && width == room;
            let ragged = line.spread == 0;
            prop_assert!(full || ragged, "neither justified nor ragged");
            // What can be justified is.
            let justifiable = how[0] && n + 1 < lines.len() && room - width <= MOST * spaces;
            prop_assert!(!justifiable || width == room);
        }
    }

    #[test]
    fn more_words_never_take_fewer_lines(
        words in prop::collection::vec(word(), 1..60), width in 130_i64..400,
        at in any::<prop::sample::Index>(), more in word(), how in any::<[bool; 3]>(),
    ) {
        let lines = |words: &[String]| {
            count_lines(&prepared(&words.join(" "), style(how[0], how[1], how[2])), measure(width))
        };
        let mut longer = words.clone();
        longer.insert(at.index(words.len()), more);
        prop_assert!(lines(&words) <= lines(&longer));
    }
}

#[test]
fn a_lone_last_word_is_avoided_at_any_cost() {
    let paragraph = prepared(&format!("{}kite", "counterrevolutionaries ".repeat(4)), FONT_PAIR.into());
    // Two long words fill a line. To leave one of them alone on the second costs more raggedness
    // than a short last line does.
    let measure = measure(paragraph.chunks[0].advance / 100 * 2 + 5);
    let ends: Vec<usize> = least_ragged(&paragraph, measure).iter().map(|line| line.end).collect();
    assert_eq!(ends, [2, 3, 5]);
}

#[test]
fn letters_are_joined_only_where_asked_for() {
    let fonts = Fonts::bundled();
    for ligatures in [true, false] {
        let shape = Shaper::new(&fonts, ligatures).shape(Face::Regular, "trafficking office");
        assert_eq!(shape.spellings.is_empty(), !ligatures, "{:?}", shape.spellings);
        assert_eq!(shape.glyphs.len() < 18, ligatures);
    }
}
