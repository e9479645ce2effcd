//! What the shipped wording says for states nobody has met yet, and that bad wording is found.

use crate::kit::sample::ALL_SHOWN;
use chrono::NaiveDate;
use handout::batch::{Batch, Options};
use handout::diagnostic::{Code, Sink, render_text};
use handout::document::dump;
use handout::lint;
use handout::set::{self, Dataset};
use handout::source::Sources;
use handout::wording::Composer;
use std::fs;
use std::path::Path;

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 1).expect("a date")
}

fn read(dir: &Path) -> (Dataset, Sources) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir, &mut sources, &mut sink).expect("the set is sound");
    (dataset, sources)
}

fn composer(dataset: &Dataset, sources: &Sources) -> Composer {
    Composer::new(&dataset.set, &dataset.wordings[0], ALL_SHOWN, sources, &mut Sink::default())
        .expect("a sound wording")
}

/// The texts of a boundary state that the state's own figures have a part in.
fn sentences(state: &str, language: &str) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    copy(
        dir.path(),
        |text| text.replace("languages = [\"en\", \"es\"]", &format!("languages = [\"{language}\"]")),
        |w| w,
    );
    let (dataset, sources) = read(dir.path());
    let composer = composer(&dataset, &sources);
    let mut boundary = lint::boundary_facts(&dataset);
    let (_, facts) = boundary.find(|(name, _)| name.contains(state)).expect("a boundary state");
    let document =
        composer.compose(&dataset.set, &facts, date(), &mut Sink::default()).expect("it can be said");
    dump(&document)
        .lines()
        .filter(|line| {
            ["intro", "tile", "  text", "  lead", "  table", "    "].iter().any(|role| line.starts_with(role))
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The sample with its set file and its wordings changed.
fn copy(to: &Path, set: impl Fn(String) -> String, wording: impl Fn(String) -> String) {
    fs::create_dir_all(to.join("states")).expect("a folder");
    for file in
        ["handout.toml", "national.toml", "wording.en.toml", "wording.es.toml", "states/kentucky.toml"]
    {
        let text = fs::read_to_string(Path::new("data").join(file)).expect("the sample");
        let text = match file {
            "handout.toml" => set(text),
            "wording.en.toml" => wording(text),
            _ => text,
        };
        fs::write(to.join(file), text).expect("a file");
    }
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
    let dir = tempfile::tempdir().expect("a folder");
    copy(
        dir.path(),
        |set| set,
        |wording| {
            assert!(wording.contains(from), "{from}");
            wording.replace(from, to)
        },
    );
    let (dataset, sources) = read(dir.path());
    let mut sink = Sink::default();
    let options = Options { languages: vec!["en".to_owned()], ..Options::default() };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a sound wording");
    batch.lint(&sources, &mut sink);
    let boundary = sink.in_order().into_iter().filter(|fault| fault.code == Code::Boundary);
    boundary
        .map(|fault| render_text(fault, &sources).lines().next().unwrap_or_default().to_owned() + "\n")
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
        ("{% else %}.{% endif %}\nFor therapy", "{% endif %}\nFor therapy", ""),
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
