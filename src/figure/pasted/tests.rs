//! Cells as people paste them: what is offered for each, and that all of it would be read.

use super::{is_figure, slip};
use crate::figure::parse::parse;
use proptest::prelude::*;

/// A cell, and the ways to write it.
const CELLS: &[(&str, &[&str])] = &[
    ("8597.0", &["8_597"]),
    ("8,597", &["8_597"]),
    ("8 597", &["8_597"]),
    ("8\u{202F}597", &["8_597"]),
    ("8.597", &["8_597", "\"8.597\""]),
    ("8'597", &["8_597"]),
    ("8,597.00", &["8_597"]),
    ("\"1,234,567\"", &["1_234_567"]),
    ("1.234.567", &["1_234_567"]),
    ("'8597", &["8_597"]),
    ("８５９７", &["8_597"]),
    ("٨٥٩٧", &["8_597"]),
    ("8,597\n", &["8_597"]),
    ("85_97", &["8_597"]),
    ("1,2", &["\"1.2\""]),
    ("36,2 million", &["\"36.2 million\""]),
    ("<5", &["\"fewer than 5\""]),
    ("< 5 %", &["\"fewer than 5%\""]),
    ("≤5", &["\"up to 5\""]),
    (">100", &["\"more than 100\""]),
    (">=100", &["\"at least 100\""]),
    ("100+", &["\"at least 100\""]),
    ("1M+", &["\"at least 1 million\""]),
    ("5 or more", &["\"at least 5\""]),
    ("5 or fewer", &["\"up to 5\""]),
    ("at most 5", &["\"up to 5\""]),
    ("~112", &["\"about 112\""]),
    ("approx. 1,300", &["\"about 1,300\""]),
    ("c. 300", &["\"about 300\""]),
    ("300 (est.)", &["\"about 300\""]),
    ("112†", &["112"]),
    ("112¹", &["112"]),
    ("112 [a]", &["112"]),
    ("112r", &["112"]),
    ("112 cases", &["112"]),
    ("19 percent", &["\"19%\""]),
    ("19 per cent", &["\"19%\""]),
    ("0.19", &["\"19%\"", "\"0.19\""]),
    (".075", &["\"7.5%\"", "\"0.075\""]),
    ("0.0", &["0"]),
    ("12K", &["\"12 thousand\""]),
    ("1.2 mio", &["\"1.2 million\""]),
    ("12 mil", &["\"12 thousand\"", "\"12 million\""]),
    ("1½ million", &["\"1.5 million\""]),
    ("one million", &["\"1 million\""]),
    ("five", &["5"]),
    ("+3", &["3"]),
    ("(3)", &["3", "\"not reported\""]),
    ("3-5", &["\"at least 3\"", "\"up to 5\""]),
    ("10%–20%", &["\"at least 10%\"", "\"up to 20%\""]),
    ("1 in 5", &["\"20%\""]),
    ("1 in 3", &["\"about 33%\""]),
    ("1 in 8", &["\"12.5%\""]),
    ("8.6E+03", &["8_600", "\"about 8,600\""]),
    ("1.234.567,5", &["\"1234567.5\""]),
    ("3.1415926535", &[]),
    ("36.2 milion", &["\"36.2 million\""]),
    ("6.6 per 100,000", &["\"6.6\""]),
    ("5.2/1,000", &["\"5.2\""]),
    ("12 a day", &["12"]),
    ("14.1 per billion miles", &["\"14.1\""]),
    ("US$ 15,000", &["\"$15,000\""]),
    ("1,053.48 USD", &["\"$1053.48\""]),
    ("~$900", &["\"about $900\""]),
    ("5 dollars", &["\"$5\""]),
    ("$5.5", &["\"$5.50\""]),
    ("$1.2m", &["\"$1.2 million\""]),
    ("-$5", &["\"not reported\""]),
    ("($5)", &["\"not reported\""]),
    ("$-5", &["\"not reported\""]),
    // What the program does not know is not made into something it knows.
    ("€15,000", &[]),
    ("$15,000 to $24,999", &[]),
    ("$5 dozen", &[]),
    ("5 dozen", &[]),
    ("3 lakh", &[]),
    ("2 percentage points", &[]),
    ("about nearly 5", &[]),
    ("05/01/2024", &[]),
    ("5-Mar", &[]),
    ("=SUM(A1:A3)", &[]),
    ("0x1F", &[]),
    ("120%", &[]),
    ("112 and 5", &[]),
];

const MARKS: [&str; 30] = [
    "*",
    "**",
    "N/A",
    "n/a",
    "#N/A",
    "n.a.",
    "—",
    "–",
    "-",
    ".",
    "..",
    "…",
    "x",
    "S",
    "D",
    "(D)",
    "(X)",
    "(NA)",
    "",
    "''",
    "null",
    "nan",
    "TBD",
    "?",
    "none",
    "unknown",
    "#REF!",
    "not available",
    "withheld",
    "no data",
];

#[test]
fn each_cell_is_answered_with_what_it_means() {
    for (cell, ways) in CELLS {
        assert_eq!(slip(cell).ways, *ways, "{cell}: {}", slip(cell).help());
    }
    for mark in MARKS {
        let slip = slip(mark);
        assert_eq!(slip.ways, ["\"not reported\"", "\"not applicable\"", "\"suppressed\""], "{mark}");
        assert_eq!(
            slip.help().contains("`0`"),
            ["—", "–", "-", ".", "..", "…", "", "''", "none"].contains(&mark)
        );
    }
}

/// What a help tells to type.
fn literals(help: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = help;
    while let Some(at) = rest.find(['`', '"']) {
        let sign = &rest[at..=at];
        let Some(length) = rest[at + 1..].find(sign) else { break };
        let typed = &rest[at + 1..at + 1 + length];
        found.push(if sign == "`" { typed.to_owned() } else { format!("\"{typed}\"") });
        rest = &rest[at + length + 2..];
    }
    found.retain(|typed| typed != "note");
    found
}

fn assert_help_works(cell: &str) {
    for literal in literals(&slip(cell).help()) {
        assert!(is_figure(&literal), "{cell}: {literal}");
    }
}

#[test]
fn what_is_told_to_type_would_be_read() {
    CELLS.iter().map(|(cell, _)| *cell).chain(MARKS).for_each(assert_help_works);
}

proptest! {
    #[test]
    fn any_cell_is_answered(cell in "[-+0-9a-zA-Z.,'_/()\\[\\]%$<>~=*† ½–é]{0,14}") {
        assert_help_works(&cell);
    }

    /// A number keeps its value, however it is written.
    #[test]
    fn a_number_keeps_its_value(
        count in 0_u64..2_000_000,
        sign in prop::sample::select(vec![",", " ", "'", "_", "\u{A0}"]),
        (before, behind, words) in prop::sample::select(vec![
            ("", "†", ""), ("", ".0", ""), ("", ".00", ""), ("", " [1]", ""), ("", " cases", ""), ("'", "", ""), ("", "*", ""),
            ("~", "", "about "), ("c. ", "", "about "), ("", " (est.)", "about "), ("<", "", "fewer than "),
            ("≥ ", "*", "at least "), ("", "+", "at least "), ("at most ", "", "up to "), (">", " †", "more than "),
        ]),
    ) {
        let digits = crate::figure::notation::underscored(count);
        let cell = format!("{before}{}{behind}", digits.replace('_', sign));
        let way = if words.is_empty() { digits } else { format!("\"{words}{}\"", digits.replace('_', ",")) };
        prop_assert_eq!(slip(&cell).ways, vec![way], "{}", cell);
    }

    /// What is read is no slip: no way is offered that is a slip again.
    #[test]
    fn a_way_is_read_as_it_is(cell in "[0-9]{1,4}[.,]?[0-9]{0,3} ?(%|k|million|thousand)?") {
        for way in slip(&cell).ways.iter().filter_map(|way| way.strip_prefix('"')) {
            prop_assert!(parse(way.trim_end_matches('"')).is_ok());
        }
    }
}
