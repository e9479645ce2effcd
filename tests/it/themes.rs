//! What a set may change of the themes: it is seen on the page, travels inside the file, and
//! nothing that can be written makes the program fail or print past the edge.

use crate::kit::file::File;
use crate::kit::set::Draft;
use crate::kit::sheets::Maker;
use crate::kit::slice;
use handout::internals::diagnostic::{Code, Sink};
use handout::internals::font::Fonts;
use handout::internals::layout::{Mark, Page, Rect, Typesetter};
use handout::internals::profile::{GRAY, OFFICE, PRESS, Profile};
use handout::internals::theme::{BUILT_IN, BannerStyle, Ink};
use handout::internals::units::Pt;
use lopdf::content::Operation;
use proptest::prelude::*;

/// The shipped sample in English, in a theme with changes.
fn set(theme: &str, changes: &str) -> Draft {
    let set = Draft::sample_in("en").with("theme.toml", changes);
    set.edit("handout.toml", "theme = \"memo\"", &format!("theme = \"{theme}\""))
}

/// Its page, or why there is none.
fn page(theme: &str, changes: &str) -> Result<Page, Sink> {
    let set = set(theme, changes).try_read().map_err(|told| told.sink)?;
    let (fonts, theme, mut sink) = (Fonts::bundled(), set.theme(theme), Sink::default());
    let document = set.composed(0, theme.shown(), &set.facts());
    let laid_out = Typesetter::new(&fonts, &theme).lay_out(&document, None, set.place(), &mut sink);
    laid_out.map(|(page, _)| page).map_err(|_| sink)
}

/// What is painted on its sheet.
fn painted(theme: &str, changes: &str, profile: &Profile) -> Vec<Operation> {
    let set = set(theme, changes).read();
    let sheet = Maker::new(&set, &set.theme(theme), profile).make(0, 0, |_| {});
    File::read(&sheet.bytes).content().operations
}

fn numbers(operation: &Operation) -> Vec<f32> {
    operation.operands.iter().filter_map(|number| number.as_float().ok()).collect()
}

/// An area that is not a rectangle.
fn is_outline(mark: &Mark) -> bool {
    matches!(mark, Mark::Path(_)) && mark.filled().is_none()
}

fn fills(page: &Page, ink: Ink) -> Vec<Rect> {
    let filled = page.items.iter().filter_map(|item| item.mark.filled());
    filled.filter(|(_, own)| *own == ink).map(|(rect, _)| rect).collect()
}

#[test]
fn gray_spares_the_band_unless_a_set_asks_for_it() {
    let (fill, line) = (BannerStyle::Fill, BannerStyle::Line);
    for (band, office, gray) in [
        ("", fill, line),
        ("style = \"line\"", line, line),
        ("gray = \"fill\"", fill, fill),
        ("style = \"line\"\ngray = \"fill\"", line, fill),
    ] {
        let changes = format!("[layout.brief.band]\n{band}\n");
        for (profile, wanted) in [(&OFFICE, office), (&PRESS, office), (&GRAY, gray)] {
            let painted = painted("brief", &changes, profile);
            let high = painted.iter().any(|o| o.operator == "re" && numbers(o)[3] > 80.0);
            assert_eq!(high, wanted == fill, "{band} {}", profile.name);
        }
        // Only its inks differ: everything stands where it stood.
        let plain = page("brief", "").expect("a page");
        let other = Page { banner: plain.banner, ..page("brief", &changes).expect("a page") };
        assert_eq!(other, plain, "{band}");
    }
}

#[test]
fn tokens_change_the_page_and_nothing_else() {
    let plain = page("brief", "").expect("a page");
    let bare = "[layout.brief.show]\nsilhouette = false\ntiles = false\nbars = false\nqr = false\n";
    let bare = page("brief", bare).expect("a page");
    assert!(fills(&plain, Ink::Bar).len() == 3 && fills(&bare, Ink::Bar).is_empty());
    let outlines = |page: &Page| page.items.iter().filter(|i| is_outline(&i.mark)).count();
    assert!(outlines(&plain) > 0 && outlines(&bare) == 0);
    // One rule over each tile, and nothing of them left.
    assert_eq!(fills(&plain, Ink::Navy).len() - fills(&bare, Ink::Navy).len(), 6);

    let side = page("memo", "").expect("a page");
    let above = page("memo", "[layout.memo]\nheads = \"above\"\n").expect("a page");
    assert_ne!(side, above);
    // Changes of another layout than the one in use change nothing.
    let other = page("memo", "[layout.brief.band]\nstyle = \"line\"\n").expect("a page");
    assert_eq!(side, other);
}

#[test]
fn colours_are_of_the_profile() {
    let changes = "[color.office]\nnavy = \"#17493A\"\n[color.press]\nnavy = [85, 35, 70, 50]\n[color.gray]\nnavy = 90\n";
    let painted = |profile| -> Vec<String> {
        let shown = |number: f32| format!("{number:.4} ");
        let text = |o: &Operation| numbers(o).into_iter().map(shown).collect::<String>() + &o.operator;
        painted("brief", changes, profile).iter().map(text).collect()
    };
    assert!(painted(&OFFICE).contains(&"0.0902 0.2863 0.2275 rg".to_owned()));
    assert!(painted(&PRESS).contains(&"0.8500 0.3500 0.7000 0.5000 k".to_owned()));
    assert!(painted(&GRAY).contains(&"0.1000 g".to_owned()));
}

#[test]
fn the_band_runs_over_the_trim_of_a_press_sheet() {
    let filled = |profile| -> Vec<Vec<f32>> {
        painted("brief", "", profile).iter().filter(|o| o.operator == "re").map(numbers).take(2).collect()
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
    for text in BUILT_IN.iter().map(|(_, text)| *text).chain([handout::internals::theme::BASE]) {
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
    #![proptest_config(slice(64))]

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
        match page(theme, &changes) {
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

/// What is told of a changed theme, each with the line of `theme.toml`.
fn told(theme: &str, changes: &str) -> Vec<String> {
    let Err(sink) = page(theme, changes) else { return Vec::new() };
    sink.found().iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

#[test]
fn what_a_theme_hides_is_refused() {
    for (theme, changes, what) in [
        ("brief", "layout.brief.tile.figure_baseline = 2000", "illegible: “8,597” is off the page"),
        ("brief", "layout.brief.tile.figure_baseline = 45", "illegible: “8,597” and another text are upon"),
        ("brief", "layout.brief.name.baseline = 400", "and another text are upon each other"),
        ("brief", "layout.brief.name.baseline = 128", "“Kentucky” is white and not on the band"),
        ("brief", "layout.brief.silhouette.foot = 20", "the map is partly off the page"),
        ("memo", "rule.table_outer = 2000", "illegible: `rule.table_outer` is 2000 pt; a rule over 4 pt"),
        ("memo", "rule.table_inner = 30", "illegible: `rule.table_inner` is 30 pt; a rule over 4 pt"),
        ("memo", "layout.memo.top = 24\nlayout.memo.organization.leading = 2", "lines need one to two sizes"),
    ] {
        let told = told(theme, changes);
        assert!(told.iter().any(|told| told.contains(what)), "{changes}: {told:?}");
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
    let sink = page("brief", &changes).expect_err("no theme is all ones");
    assert!(sink.found().iter().any(|fault| fault.code == Code::Illegible));
}
