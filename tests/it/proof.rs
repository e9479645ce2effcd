//! The finished files of whole sets before every judge that needs no tool from outside.

use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{Maker, Sheet, THEMES, samples};
use handout::internals::layout::{Mark, TextRun};
use handout::internals::profile::PROFILES;
use handout::internals::proof::{checks, prove};
use handout::internals::standard::{Demand, Standard};
use handout::internals::theme::{Alignment, Paper, TextTokens, Theme};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Everything any judge says about a sheet.
fn judged(sheet: &Sheet) -> Vec<String> {
    let title = format!("{} {}", sheet.document.meta.title, sheet.profile.name);
    let mut said: Vec<String> =
        prove(&sheet.bytes, &sheet.expected()).iter().map(|found| format!("{title}: {found:?}")).collect();
    // Of PDF 2.0 it knows nothing; veraPDF does (`.ci/run`).
    let known = [(Standard::Ua1, ValidationProfile::PdfUa1), (Standard::A3a, ValidationProfile::PdfA3a)];
    for (_, profile) in known.into_iter().filter(|(standard, _)| sheet.profile.standards.contains(standard)) {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&sheet.bytes, &options).expect("a readable file");
        assert!(report.rules.total > 90, "{} rules of {profile:?}", report.rules.total);
        // It does not know pdf:Trapped, which PDF/X wants; veraPDF takes it for predefined.
        let trapped = |rule: &str| sheet.profile.needs(Demand::Trapped) && rule.contains(":6.6.2.3.1:");
        let failures = report.failures.iter().filter(|failure| !trapped(&failure.rule_id));
        said.extend(failures.map(|failure| format!("{title}: {failure}")));
    }
    said
}

const NONE: [&str; 0] = [];

#[test]
fn the_sample_keeps_its_promise() {
    for sheet in PROFILES.iter().flat_map(|profile| samples(profile.name)) {
        assert_eq!(judged(sheet), NONE);
    }
}

/// Every sheet of a set, in all profiles and both themes, before every judge.
fn keeps_its_promise(set: &Set, change: impl Fn(&mut Theme)) {
    for theme in THEMES {
        let mut theme = set.theme(theme);
        change(&mut theme);
        for sheet in PROFILES.iter().flat_map(|profile| Maker::new(set, &theme, profile).all()) {
            assert_eq!(judged(&sheet), NONE, "{}", theme.name);
        }
    }
}

#[test]
fn the_invented_country_keeps_its_promise() {
    keeps_its_promise(&Draft::invented(3, 4).read(), |_| {});
}

/// Everything that moves letters: justified, divided, with optical margins.
fn moved(theme: &mut Theme) {
    theme.text = TextTokens {
        setting: Alignment::Justified,
        hyphenate: ["en", "es"].map(|language| (language.to_owned(), true)).into(),
        optical_margins: true,
        ligatures: true,
    };
}

#[test]
fn justified_and_divided_pages_keep_their_promise() {
    keeps_its_promise(Set::sample(), moved);
    let mut theme = Set::sample().theme("memo");
    moved(&mut theme);
    let page = Maker::new(Set::sample(), &theme, PROFILES[0]).make(0, 0, |_| {});
    let file = lopdf::Document::load_mem(&page.bytes).unwrap();
    let content = file.get_page_content(file.get_pages()[&1]);
    let divided = String::from_utf8_lossy(&content).matches("/ActualText<").count();
    assert!(divided > 0, "no divided word: nothing was judged");
}

#[test]
fn a_divided_word_reads_as_it_looks() {
    type Spoil = fn(&mut [&mut Mark]);
    let spoilt: [(&str, Spoil); 4] = [
        ("another word", |parts| with(parts, 0, |_, reads| reads.insert(1, 'x'))),
        ("a head of other letters", |parts| with(parts, 0, |run, _| run.glyphs.swap(0, 1))),
        ("a tail that is read twice", |parts| with(parts, 1, |_, reads| reads.push('x'))),
        ("a tail without its end", |parts| with(parts, 1, |run, _| run.glyphs.truncate(1))),
    ];
    let mut theme = Set::sample().theme("memo");
    moved(&mut theme);
    let maker = Maker::new(Set::sample(), &theme, PROFILES[0]);
    for (what, spoil) in spoilt {
        let sheet = maker.make(0, 0, |page| {
            let parts = page.items.iter_mut().map(|item| &mut item.mark);
            spoil(&mut parts.filter(|mark| matches!(mark, Mark::Part(..))).collect::<Vec<_>>());
        });
        assert!(!prove(&sheet.bytes, &sheet.expected()).is_empty(), "{what} is not seen");
    }
}

fn with(parts: &mut [&mut Mark], number: usize, change: impl Fn(&mut TextRun, &mut String)) {
    let Some(Mark::Part(run, reads)) = parts.get_mut(number) else { panic!("no divided word") };
    change(run, reads);
}

#[test]
fn sheets_on_a4_keep_their_promise() {
    keeps_its_promise(Set::sample(), |theme| theme.page.paper = Paper::A4);
}

#[test]
fn checks_have_names_of_their_own_and_clauses() {
    let names: BTreeSet<&str> = checks().map(|check| check.name).collect();
    assert_eq!(names.len(), checks().count());
    assert!(checks().all(|check| check.clauses().next().is_some()));
}

const LEDGERS: &[(Standard, &str)] = &[
    (Standard::Ua1, include_str!("../../docs/standards/pdf-ua-1.md")),
    (Standard::A3a, include_str!("../../docs/standards/pdf-a-3a.md")),
    (Standard::X4, include_str!("../../docs/standards/pdf-x-4.md")),
    (Standard::Ua2, include_str!("../../docs/standards/pdf-ua-2.md")),
    (Standard::Wtpdf, include_str!("../../docs/standards/wtpdf.md")),
    (Standard::A4f, include_str!("../../docs/standards/pdf-a-4f.md")),
];

/// A ledger's rows: clause, state, what stands in backticks.
fn rows(ledger: &str) -> Vec<(&str, &str, Vec<&str>)> {
    let rows = ledger.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix('|'));
    rows.filter(|row| !row.starts_with("clause") && !row.starts_with("---"))
        .map(|row| {
            let cells: Vec<&str> = row.split(" |").map(str::trim).collect();
            (cells[0], cells[2], cells[3].split('`').skip(1).step_by(2).collect())
        })
        .collect()
}

#[test]
fn the_ledgers_name_what_there_is() {
    let checks: BTreeMap<&str, _> = checks().map(|check| (check.name, check)).collect();
    let states = ["enforced", "by construction", "not used", "author's duty", "not enforced"];
    let mut wrong = Vec::new();
    for (standard, ledger) in LEDGERS {
        let rows = rows(ledger);
        assert!(rows.len() > 15);
        for (clause, state, by) in &rows {
            if !states.contains(state) || (*state == "enforced" && by.is_empty()) {
                wrong.push(format!("{standard:?} {clause}: {state}"));
            }
            for name in by {
                let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
                if !(checks.contains_key(name) || name.contains('/') && file.exists()) {
                    wrong.push(format!("{standard:?} {clause}: there is no {name}"));
                }
            }
        }
        // And the other way round: what a check says it holds stands in the ledger.
        for (name, check) in &checks {
            for (_, clause) in check.clauses().filter(|(held, _)| *held == Some(*standard)) {
                let listed = rows.iter().any(|(row, _, by)| *row == clause && by.contains(name));
                if !listed {
                    wrong.push(format!("{standard:?} {clause} does not list {name}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
