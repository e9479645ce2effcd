//! What the shipped wording says for states nobody has met yet, and that bad wording is found.

use crate::kit::sample::ALL_SHOWN;
use crate::kit::set::Draft;
use handout::Options;
use handout::internals::batch;
use handout::internals::diagnostic::Code;
use handout::internals::document::dump;
use handout::internals::lint;

/// The texts of a boundary state that the state's own figures have a part in.
fn sentences(state: &str, language: &str) -> String {
    let set = Draft::sample_in(language).read();
    let mut boundary = lint::boundary_facts(&set.dataset);
    let (_, facts) = boundary.find(|(name, _)| name.contains(state)).expect("a boundary state");
    dump(&set.composed(0, ALL_SHOWN, &facts))
        .lines()
        .filter(|line| {
            ["intro", "figure", "  text", "  lead", "  alt", "    "].iter().any(|role| line.starts_with(role))
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn the_shipped_wording_at_zero() {
    insta::assert_snapshot!(sentences("0 of everything", "en"));
}

#[test]
fn the_shipped_wording_at_one() {
    insta::assert_snapshot!(sentences("`missing_orr` is 1 and all else 0", "en"));
    insta::assert_snapshot!(sentences("1 of everything", "en"));
}

#[test]
fn the_shipped_wording_without_numbers() {
    insta::assert_snapshot!(sentences("everything is not reported", "en"));
    insta::assert_snapshot!(sentences("`missing_orr` is not reported", "en"));
}

#[test]
fn the_spanish_wording_at_one() {
    insta::assert_snapshot!(sentences("1 of everything", "es"));
}

/// What the lints say of the sample with one text of its wording replaced.
fn found(from: &str, to: &str) -> String {
    let options = Options { languages: vec!["en".to_owned()], ..Options::default() };
    let set = Draft::sample().edit("wording.en.toml", from, to);
    let told = set.told(&options, batch::lint);
    told.only(|fault| matches!(fault.code, Code::Boundary | Code::BrokenSentence))
        .lines()
        .filter(|line| line.starts_with("wording"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// A sentence of the sample, what a careless hand makes of it, and what must be said.
#[test]
fn each_way_to_go_wrong_is_found() {
    let engagements = r#"{{ cst_engagements | plural("engagement", "engagements") }}"#;
    let was = r#"plural("survivor/family was", "survivors/families were")"#;
    for (from, to, said) in [
        (engagements, "engagements", "“1 engagements”"),
        (engagements, "engagement", "“2 engagement”"),
        (was, r#"plural("family were", "families were")"#, "“1 family were”"),
        ("{% if mental_health %}", "{% if true %}", "`mental_health` has no number"),
        (
            "It reached {{ us_team_hope }}",
            "({% if team_hope %}{{ team_hope }}{% endif %}) It reached {{ us_team_hope }}",
            "empty parentheses",
        ),
        (
            "in {{ year }}.\n{% if team_hope %}",
            "in {{ year }}{% if team_hope %}.{% endif %}\n{% if team_hope %}",
            "",
        ),
        (
            "Team~HOPE offers",
            "{% if team_hope %}{{ team_hope }} with{% endif %}, Team~HOPE offers",
            "begins with punctuation",
        ),
        (
            "Law enforcement can also ask",
            "{% if team_hope %}Also,{% endif %} law enforcement can also ask",
            "a lower-case letter",
        ),
        (
            "that year.**{% endif %}",
            "that year.**{% else %}Of them:{% endif %}",
            "a colon with nothing after it",
        ),
        (
            "that year.**{% endif %}",
            "that year.**{% else %}They came from{% endif %}",
            "a sentence that does not end",
        ),
        ("It took in", r"\\{\\{ cybertips \\}\\} It took in", "a placeholder printed as it is"),
    ] {
        let text = found(from, to);
        assert!(text.contains(said), "{to}: {said}\n{text}");
        let place = "wording.en.toml:";
        assert!(said.is_empty() || text.lines().all(|line| line.contains(place)), "{text}");
    }
    assert_eq!(found("It took in", "It took in"), "");
}
