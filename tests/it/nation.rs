//! Figures of the nation where the state's own belongs, in the sample's wording: sentences that draw an error,
//! and right ones that must stay clean.

use crate::kit::set::{Draft, check};
use handout::internals::diagnostic::Code;
use handout::{Options, Severity};

/// File, what stands there, and what stands there in its place.
type Edit = [&'static str; 3];

const EN: &str = "wording.en.toml";
const ES: &str = "wording.es.toml";

const WRONG: &[(&str, Edit)] = &[
    ("us_cybertips", [EN, "access to\n{{ cybertips }} ", "access to\n{{ us_cybertips }} "]),
    ("us_cybertips", [ES, "\"pusieron\") }} {{ cybertips }}", "\"pusieron\") }} {{ us_cybertips }}"]),
    ("us_identified", [EN, "{{ cvip_submissions }}~", "{{ us_identified }}~"]),
    ("us_missing", [EN, "accounted for {{ missing_cases }}", "accounted for {{ us_missing }}"]),
    ("us_trafficking_reports", [EN, "{{ cst_engagements }}~", "{{ us_trafficking_reports }}~"]),
    ("us_team_hope", [EN, "**{{ team_hope }} of the", "**{{ us_team_hope }} of the"]),
    ("us_team_hope", [ES, "{{ team_hope }} de\nlos", "{{ us_team_hope }} de\nlos"]),
    ("us_team_hope", [EN, "{{ mental_health }}~", "{{ us_team_hope }}~"]),
    ("us_connect_users", [EN, "{{ connect_joined }}~law", "{{ us_connect_users }}~law"]),
];

/// A sentence in place of that of the state's reports, which then are not on the page.
const RIGHT: &[&str] = &[
    "Of the {{ us_cybertips }} reports, many were about children in {{ state.in_prose }}.",
    "Families in {{ state.in_prose }} were among the {{ us_team_hope }} who were supported.",
    "{{ state.in_prose }} has a part in the nation’s {{ us_cybertips }} CyberTipline reports.",
    "Law enforcement in {{ state.in_prose }} works with us. We took in {{ us_cybertips }} reports in {{ year }}.",
    "Nationwide, {{ us_cybertips }} reports came in; those about {{ state.in_prose }} are not counted yet.",
    "In {{ state.in_prose }} and all over the country, {{ us_identified }} children were identified.",
    "In {{ state.in_prose }}, {{ team_hope }} of {{ us_team_hope }} families were supported.",
    "We took in {{ us_cybertips }} reports in {{ year }}.",
    "Professionals in {{ state.in_prose }} can join us, as {{ us_connect_users }} registered users have.",
];

fn errors(set: &Draft) -> Vec<String> {
    let told = set.told(&Options::default(), check);
    let is_national = |code| code == Code::NationalValue;
    told.sink
        .found()
        .iter()
        .filter(|fault| is_national(fault.code))
        .map(|fault| fault.message.clone())
        .collect()
}

#[test]
fn a_figure_of_the_nation_is_not_told_of_a_state() {
    let broken = WRONG.iter().filter(|(key, [file, from, to])| {
        let told = Draft::sample().edit(file, from, to).told(&Options::default(), check);
        let nation = format!("`{key}`, a figure of the nation");
        // What is written for another figure's number is told of the text, before there is a page.
        !told.sink.found().iter().any(|fault| match fault.code {
            Code::NationalValue => fault.message.starts_with(&nation),
            code => code == Code::BesideFigure && fault.severity == Severity::Error,
        })
    });
    let broken: Vec<_> = broken.collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_nations_figures_may_stand_beside_the_states_name() {
    let own = "**In~{{ year }}, law enforcement in {{ state.in_prose }} was given access to\n\
               {{ cybertips }} CyberTipline {{ cybertips | plural(\"report\", \"reports\") }}.**";
    for sentence in RIGHT {
        let found = errors(&Draft::sample().edit(EN, own, sentence));
        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}
