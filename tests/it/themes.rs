//! What a set may change of the themes: it is seen on the page, travels inside the file, and
//! nothing that can be written makes the program fail or print past the edge.

use crate::kit::built::{self, data};
use crate::kit::file::File;
use handout::diagnostic::{Code, Sink};
use handout::facts;
use handout::font::Fonts;
use handout::layout::{Mark, Page, Rect, Typesetter};
use handout::pdf::{GRAY, OFFICE, PRESS};
use handout::set::{self, Reading};
use handout::source::Sources;
use handout::theme::{BUILT_IN, Ink};
use handout::units::Pt;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped sample with a theme file of its own.
fn set(name: &str, theme: &str, changes: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("states")).expect("a folder");
    for entry in fs::read_dir(data()).expect("the sample") {
        let path = entry.expect("readable").path();
        if path.is_file() {
            fs::copy(&path, dir.join(path.file_name().expect("a name"))).expect("copied");
        }
    }
    fs::copy(data().join("states/kentucky.toml"), dir.join("states/kentucky.toml")).expect("copied");
    let file = dir.join("handout.toml");
    let text = fs::read_to_string(&file).expect("readable");
    fs::write(&file, text.replace("theme = \"memo\"", &format!("theme = \"{theme}\""))).expect("written");
    fs::write(dir.join("theme.toml"), changes).expect("written");
    dir
}

/// The sample's page made with the changes, or why there is none.
fn page(name: &str, theme: &str, changes: &str) -> Result<Page, Sink> {
    let dir = set(name, theme, changes);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let Reading::Sound(dataset) = set::read_all(&dir, &mut sources, &mut sink) else { return Err(sink) };
    let wording = &dataset.wordings[0];
    let shown = dataset.set.theme_changes.theme(theme).expect("a theme").shown();
    let composer =
        handout::wording::Composer::new(&dataset.set, wording, shown, &sources, &mut sink).expect("sound");
    let facts = facts::validate(&dataset, &dataset.states[0], &mut sink).expect("sound");
    let date = dataset.set.released.as_ref().expect("a day").value;
    let document = composer.compose(&dataset.set, &facts, date, &mut sink).expect("sound");
    let fonts = Fonts::bundled();
    let theme = dataset.set.theme_changes.theme(theme).expect("a theme");
    let place = dataset.states[0].name().span;
    let made = Typesetter::new(&fonts, &theme).lay_out(&document, place, &mut sink);
    made.map(|(page, _)| page).map_err(|_| sink)
}

fn fills(page: &Page, ink: Ink) -> Vec<Rect> {
    let fill = |mark: &Mark| match mark {
        Mark::Fill { rect, ink: own } | Mark::Band { rect, ink: own, .. } if *own == ink => Some(*rect),
        _ => None,
    };
    page.items.iter().filter_map(|item| fill(&item.mark)).collect()
}

#[test]
fn tokens_change_the_page_and_nothing_else() {
    let plain = page("theme-none", "brief", "").expect("a page");
    let line = page("theme-line", "brief", "[layout.brief.band]\nstyle = \"line\"\n").expect("a page");
    assert_eq!(fills(&plain, Ink::Accent).len(), 1);
    assert_eq!(fills(&line, Ink::Accent).len(), 0);

    let bare = "[layout.brief.show]\nsilhouette = false\ntiles = false\nbars = false\nqr = false\n";
    let bare = page("theme-bare", "brief", bare).expect("a page");
    assert!(fills(&plain, Ink::Bar).len() == 3 && fills(&bare, Ink::Bar).is_empty());
    let outlines = |page: &Page| page.items.iter().filter(|i| matches!(i.mark, Mark::Outline { .. })).count();
    assert!(outlines(&plain) > 0 && outlines(&bare) == 0);
    // One rule over each tile, and nothing of them left.
    assert_eq!(fills(&plain, Ink::Navy).len() - fills(&bare, Ink::Navy).len(), 6);

    let side = page("theme-side", "memo", "").expect("a page");
    let above = page("theme-above", "memo", "[layout.memo]\nheads = \"above\"\n").expect("a page");
    assert_ne!(side, above);
    // Changes of another layout than the one in use change nothing.
    let other = page("theme-other", "memo", "[layout.brief.band]\nstyle = \"line\"\n").expect("a page");
    assert_eq!(side, other);
}

#[test]
fn colours_are_of_the_profile() {
    let changes = "[color.office]\nnavy = \"#17493A\"\n[color.press]\nnavy = [85, 35, 70, 50]\n[color.gray]\nnavy = 90\n";
    let dir = set("theme-colours", "brief", changes);
    let painted = |profile| {
        let built = built::build(&dir, profile);
        File::read(&built[0].bytes)
            .content()
            .operations
            .into_iter()
            .map(|o| {
                let numbers: Vec<String> =
                    o.operands.iter().filter_map(|n| n.as_float().ok()).map(|n| format!("{n:.4}")).collect();
                format!("{} {}", numbers.join(" "), o.operator)
            })
            .collect::<Vec<_>>()
    };
    assert!(painted(&OFFICE).contains(&"0.0902 0.2863 0.2275 rg".to_owned()));
    assert!(painted(&PRESS).contains(&"0.8500 0.3500 0.7000 0.5000 k".to_owned()));
    assert!(painted(&GRAY).contains(&"0.1000 g".to_owned()));
}

#[test]
fn the_band_runs_over_the_trim_of_a_press_sheet() {
    let dir = set("theme-press", "brief", "");
    let filled = |profile| {
        let built = built::build(&dir, profile);
        let content = File::read(&built[0].bytes).content();
        let rects = content.operations.iter().filter(|o| o.operator == "re");
        let numbers =
            rects.map(|o| o.operands.iter().map(|n| n.as_float().expect("a number")).collect::<Vec<_>>());
        numbers.take(2).collect::<Vec<_>>()
    };
    // x, y from the foot of the page, width, height: the band, then the line under it.
    assert_eq!(filled(&OFFICE), [[24.0, 680.0, 564.0, 88.0], [24.0, 676.0, 564.0, 4.0]]);
    assert_eq!(filled(&PRESS), [[-9.0, 680.0, 630.0, 121.0], [-9.0, 676.0, 630.0, 4.0]]);
}

/// What may be written for a token.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        (0u32..2000).prop_map(|n| n.to_string()),
        (0u32..40_000).prop_map(|n| format!("{}.{:03}", n / 1000, n % 1000)),
        prop::collection::vec(0u32..60, 0..6).prop_map(|list| format!("{list:?}")),
        Just("-1".to_owned()),
        Just("nan".to_owned()),
        Just("1e300".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("\"line\"".to_owned()),
        Just("\"above\"".to_owned()),
        Just("\"#777777\"".to_owned()),
        Just("[[1]]".to_owned()),
        Just("{ a = 1 }".to_owned()),
    ]
}

/// The tokens of the built-in themes: table and name.
fn tokens() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for text in BUILT_IN.iter().map(|(_, text)| *text).chain([handout::theme::BASE]) {
        let mut table = String::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                table = name.trim_matches(['[', ']']).to_owned();
            } else if let Some((token, _)) = line.split_once('=')
                && !table.is_empty()
                && !table.ends_with(".bars")
            {
                found.push((table.clone(), token.trim().to_owned()));
            }
        }
    }
    assert!(found.len() > 150, "{}", found.len());
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever is written into `theme.toml` is refused at its line, or makes a page whose text is
    /// all within the paper.
    #[test]
    fn no_token_breaks_the_page(
        picked in prop::collection::vec((any::<prop::sample::Index>(), value()), 1..4),
        theme in prop::sample::select(vec!["memo", "brief"]),
    ) {
        let tokens = tokens();
        let mut changes = String::new();
        let mut seen = Vec::new();
        for (index, value) in &picked {
            let (table, token) = index.get(&tokens);
            if !seen.contains(&(table, token)) {
                changes += &format!("{table}.{token} = {value}\n");
                seen.push((table, token));
            }
        }
        match page("theme-any", theme, &changes) {
            Ok(page) => {
                for item in &page.items {
                    if let Mark::Text(run) = &item.mark {
                        let inside = run.x >= Pt::ZERO && run.x <= page.width
                            && run.baseline >= Pt::ZERO && run.baseline <= page.height;
                        prop_assert!(inside, "{changes}: text at {}, {}", run.x, run.baseline);
                    }
                }
            }
            Err(sink) => prop_assert!(sink.has_errors(), "{changes}: no page and no reason"),
        }
    }
}

#[test]
fn a_theme_file_cannot_take_long() {
    // As many changes as there are tokens, and a list as long as a file may be.
    let mut changes = String::new();
    for (table, token) in tokens() {
        changes += &format!("{table}.{token} = 1\n");
    }
    changes += &format!("layout.brief.bars = [{}]\n", "9,".repeat(100_000));
    let sink = page("theme-long", "brief", &changes).expect_err("no theme is all ones");
    assert!(sink.found().iter().any(|fault| fault.code == Code::Illegible));
}
