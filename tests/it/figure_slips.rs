//! Slips in the figures of the campaign's twelve places and of the nation, told without another edition: a
//! table of what draws a finding, and one of what is right and draws none.

use crate::campaign::sample;
use crate::counts::told;
use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::Code;

/// File, what stands there, and what stands there in its place.
type Edit = [&'static str; 3];

/// The code, the beginning of its message, and the slip.
const WRONG: &[(&str, &str, &[Edit])] = &[
    // A digit.
    ("outlier", "`cybertips` is 73,365", &[["states/new-atlantis.toml", "7_336", "73_365"]]),
    ("outlier", "`team_hope` is 2", &[["states/shangri-la.toml", "team_hope = 200", "team_hope = 2"]]),
    (
        "outlier",
        "`mental_health` is 5",
        &[["states/shangri-la.toml", "mental_health = 55", "mental_health = 550"]],
    ),
    (
        "outlier",
        "`connect_joined` is 550",
        &[["states/brigadoon.toml", "connect_joined = 55", "connect_joined = 550"]],
    ),
    ("outlier", "`cvip_submissions` is 4,8", &[["states/el-dorado.toml", "= 48", "= 4_848"]]),
    // Rows.
    (
        "moved-rows",
        "`cst_engagements` and `team_hope` of Kentucky look exchanged: its other figures suggest 6, 45",
        &[
            ["states/kentucky.toml", "cst_engagements = 6 ", "cst_engagements = 45 "],
            ["states/kentucky.toml", "team_hope = 45 ", "team_hope = 6 "],
        ],
    ),
    (
        "moved-rows",
        "the figures from `cst_engagements` to `connect_joined` of Utopia look moved by one row: its other figures suggest 15, 156, 92, 256",
        &[[
            "states/utopia.toml",
            "cst_engagements = 15\nteam_hope = 156\nmental_health = 92\nconnect_joined = 256",
            "cst_engagements = 256\nteam_hope = 15\nmental_health = 156\nconnect_joined = 92",
        ]],
    ),
    // One number twice.
    (
        "identical-states",
        "4 figures of Thule are those of New Atlantis",
        &[[
            "states/thule.toml",
            "missing_cases = 112\nmissing_facility = 81\nmissing_other = 31\nmissing_orr = 0",
            "missing_cases = 224\nmissing_facility = 160\nmissing_other = 38\nmissing_orr = 26",
        ]],
    ),
    (
        "equal-values",
        "`cst_engagements` and `team_hope` are both 156",
        &[["states/utopia.toml", "cst_engagements = 15", "cst_engagements = 156"]],
    ),
    (
        "equal-values",
        "`us_identified` and `us_missing` are both 27,130",
        &[["national.toml", "28_886", "27_130"]],
    ),
    // A sum in all places but one.
    (
        "undeclared-sum",
        "missing_facility + missing_other + missing_orr = missing_cases in every state but Utopia: 211 + 94 + 86 is not 319",
        &[
            ["handout.toml", "sum_of = [\"missing_facility\", \"missing_other\", \"missing_orr\"]\n", ""],
            ["states/utopia.toml", "= 391", "= 319"],
        ],
    ),
    // Zeros.
    (
        "lone-zero",
        "`mental_health` is 0 for Utopia alone",
        &[["states/utopia.toml", "mental_health = 92", "mental_health = 0"]],
    ),
    (
        "lone-zero",
        "`missing_orr` is 0 for Ruritania; its",
        &[["states/ruritania.toml", "missing_orr = 223", "missing_orr = 0"]],
    ),
    (
        "lone-zero",
        "`us_adam_incidents` is 0 for the nation",
        &[["national.toml", "us_adam_incidents = 57", "us_adam_incidents = 0"]],
    ),
    // Less exact than all others.
    (
        "uneven-figure",
        "`connect_joined` is “nearly 70”",
        &[["states/el-dorado.toml", "connect_joined = 70", "connect_joined = \"nearly 70\""]],
    ),
    ("uneven-figure", "`cybertips` is “16 thousand”", &[["states/avalon.toml", "16_209", "\"16 thousand\""]]),
    (
        "uneven-figure",
        "`missing_orr` is “at least 86”",
        &[["states/utopia.toml", "missing_orr = 86", "missing_orr = \"at least 86\""]],
    ),
];

const RIGHT: &[&[Edit]] = &[
    // Within what places of a size differ.
    &[["states/avalon.toml", "16_209", "24_209"]],
    &[["states/kentucky.toml", "team_hope = 45", "team_hope = 85"]],
    &[["states/lyonesse.toml", "cst_engagements = 8", "cst_engagements = 25"]],
    &[["states/thule.toml", "cst_engagements = 6", "cst_engagements = 0"]],
    &[["states/ruritania.toml", "cst_engagements = 38", "cst_engagements = 70"]],
    // Not there at all in another place, either.
    &[
        ["states/hesperides.toml", "missing_cases = 136", "missing_cases = 116"],
        ["states/hesperides.toml", "missing_orr = 20", "missing_orr = 0"],
    ],
    // Equal, as two like figures may be.
    &[["states/utopia.toml", "team_hope = 156", "team_hope = 147"]],
    &[["states/avalon.toml", "team_hope = 52", "team_hope = 69"]],
    &[["national.toml", "us_adam_incidents = 57", "us_adam_incidents = 146"]],
    &[["national.toml", "us_identified = 27_130", "us_identified = { value = 28_886, year = 2022 }"]],
    // Said to be meant so, or withheld.
    &[[
        "states/avalon.toml",
        "= 16_209",
        "= { value = \"more than 16,200\", note = \"their system rounds\" }",
    ]],
    &[["states/camelot.toml", "team_hope = 10", "team_hope = \"fewer than 11\""]],
    &[["states/camelot.toml", "mental_health = 15", "mental_health = \"not reported\""]],
    // All of them are rounded.
    &[["national.toml", "us_connect_users = \"more than 18,000\"", "us_connect_users = \"18 thousand\""]],
];

fn planted(edits: &[Edit]) -> Draft {
    edits.iter().fold(sample(), |set, [file, from, to]| set.edit(file, from, to))
}

#[test]
fn slips_in_figures_are_told() {
    let broken = WRONG.iter().filter_map(|(code, message, edits)| {
        let found = told(&planted(edits), None);
        let is_told = found.iter().any(|(own, text)| own == code && text.contains(message));
        (!is_told).then(|| format!("{code}: {message}\n{found:#?}"))
    });
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn right_figures_are_left_alone() {
    for edits in RIGHT {
        let found = told(&planted(edits), None);
        assert!(found.is_empty(), "{edits:?}: {found:#?}");
    }
}

#[test]
fn a_day_of_release_lies_behind_the_figures() {
    let told = |edits: &[Edit]| {
        let set = edits.iter().fold(Draft::sample_in("en"), |set, [file, from, to]| set.edit(file, from, to));
        let told = set.told(&Options::default(), check_and_lint);
        told.codes().contains(&Code::OtherYear)
    };
    let released = |day| ["handout.toml", "released = 2024-05-01", day];
    for day in ["released = 2023-05-01", "released = 2023-01-31", "released = 2023-09-30\nas_of = 2023-12-31"]
    {
        assert!(told(&[released(day)]), "{day}");
    }
    for day in ["released = 2023-06-30", "released = 2023-12-31", "released = 2023-04-15\nas_of = 2023-03-31"]
    {
        assert!(!told(&[released(day)]), "{day}");
    }
}

/// What spreadsheets and programs store is not what readers expect, in one file as in all, the nation's too.
#[test]
fn numbers_as_they_are_stored_stop_all_sheets() {
    let told = |draft: &Draft| draft.told(&Options::default(), check_and_lint).text();
    let share =
        Draft::sample().edit("national.toml", "us_trafficked_share = \"19%\"", "us_trafficked_share = 0.19");
    let text = told(&share);
    assert!(text.contains("error[raw-fraction]: `us_trafficked_share` is 0.19, a fraction"), "{text}");
    assert!(text.contains("write \"19%\"; if it is a rate") && !text.contains("error[precision]"), "{text}");
    let text = told(&Draft::sample().edit("national.toml", "= \"19%\"", "= 19.0"));
    assert!(
        text.contains("error[raw-fraction]: `us_trafficked_share` is 19.0, a whole number with a point"),
        "{text}"
    );
    // Where a count is known to be one, it is told as such.
    let text = told(&Draft::sample().edit("national.toml", "= 22_442", "= 22442.0"));
    assert!(
        text.contains("error[wrong-kind]: `us_runaways` is 22,442.0") && text.contains("write `22_442`"),
        "{text}"
    );
}
