//! Sheets of a series look alike where one lies upon the other, and the white on each is shared.

use crate::kit::invented::union;
use crate::kit::series::{LaidOut, pages};
use crate::kit::set::{Draft, Set};
use crate::kit::slice;
use handout::Options;
use handout::internals::layout::{Ink, Role, TextRun};
use handout::internals::units::Pt;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static INCOME: LazyLock<Set> = LazyLock::new(|| Set::read(Path::new("examples/household-income")));
static INCOME_PAGES: LazyLock<Vec<LaidOut>> = LazyLock::new(|| pages(&INCOME, "brief"));
static UNION_PAGES: LazyLock<Vec<LaidOut>> =
    LazyLock::new(|| pages(&Draft::made(union::set()).read(), "brief"));

/// The columns of `brief`: their left edges.
const COLUMNS: [Pt; 2] = [Pt::new(36), Pt::new(318)];

impl LaidOut {
    /// The headings of a column.
    fn headings(&self, column: usize) -> Vec<&TextRun> {
        let size = Pt::from_f64(self.fit.size) + Pt::from_f64(2.25);
        let found = self.runs().filter(|run| run.ink == Ink::Navy && run.size == size);
        found.filter(|run| (run.x - COLUMNS[column]).0.abs() < 1000).collect()
    }

    /// Where the first section begins.
    fn top(&self) -> Pt {
        self.headings(0)[0].baseline
    }

    /// The lowest line of each column.
    fn ends(&self) -> [Pt; 2] {
        let (top, foot) = (self.top(), self.foot());
        [0, 1].map(|column| {
            let own = |x: Pt| (x >= COLUMNS[1] - Pt::new(8)) == (column == 1);
            let lines = self.runs().filter(|run| own(run.x)).map(|run| run.baseline);
            let rules = self.fills().filter(|(rect, _)| own(rect.x)).map(|(rect, _)| rect.y + rect.height);
            let ends = lines.chain(rules).filter(|y| (top..foot).contains(y));
            ends.max().unwrap_or(top)
        })
    }

    /// The white at the foot of the shorter column.
    fn white(&self) -> f64 {
        let [left, right] = self.ends();
        (left - right).to_f64().abs()
    }

    /// Sizes of the headline figures that are numbers.
    fn figures(&self) -> BTreeSet<i64> {
        let of_tile = |run: &&TextRun| run.ink == Ink::Navy && run.size >= Pt::new(18);
        self.runs().filter(of_tile).filter(|run| run.baseline < self.top()).map(|run| run.size.0).collect()
    }
}

/// How many places in tenths of a point there are.
fn distinct(places: impl Iterator<Item = Pt>) -> usize {
    places.map(|place| place.0 / 100).collect::<BTreeSet<_>>().len()
}

fn uniform(set: Draft) -> Set {
    set.edit("handout.toml", "theme =", "fit = \"uniform\"\ntheme =").read()
}

#[test]
fn uniform_sheets_have_everything_at_the_same_height() {
    for all in [&*INCOME_PAGES, &pages(&uniform(Draft::made(union::set())), "brief")] {
        for language in [" en", " es"] {
            let pages: Vec<&LaidOut> = all.iter().filter(|page| page.name.ends_with(language)).collect();
            if pages.is_empty() {
                continue;
            }
            assert!(pages.len() > 50);
            assert_eq!(distinct(pages.iter().map(|page| page.top())), 1, "column tops");
            assert_eq!(distinct(pages.iter().map(|page| page.foot())), 1, "footers");
            assert_eq!(distinct(pages.iter().map(|page| Pt::from_f64(page.fit.section_gap))), 1, "gaps");
            let figures: BTreeSet<i64> = pages.iter().flat_map(|page| page.figures()).collect();
            assert_eq!(figures.len(), 1, "sizes of headline figures: {figures:?}");
        }
    }
}

#[test]
fn uniform_memos_have_title_and_text_at_the_same_height() {
    let all = pages(&uniform(Draft::made(union::set())), "memo");
    for language in [" en", " es"] {
        let pages: Vec<&LaidOut> = all.iter().filter(|page| page.name.ends_with(language)).collect();
        assert_eq!(pages.len(), 56);
        let rule = |page: &LaidOut| page.fills().find(|(_, ink)| *ink == Ink::Navy).expect("a rule").0.y;
        assert_eq!(distinct(pages.iter().map(|page| rule(page))), 1, "title rules");
        assert_eq!(distinct(pages.iter().map(|page| page.foot())), 1, "footers");
        assert_eq!(distinct(pages.iter().map(|page| Pt::from_f64(page.fit.section_gap))), 1, "gaps");
    }
}

/// So many pages in 20 may leave more than 12 pt, and more than 72. Of the union many have a table that only fits
/// its column as a whole, and few gaps beside it.
#[test]
fn the_shorter_column_leaves_little_white() {
    for (name, pages, most, inch) in [("income", &*INCOME_PAGES, 1, 0), ("union", &*UNION_PAGES, 15, 4)] {
        let mut white: Vec<f64> = pages.iter().map(LaidOut::white).collect();
        white.sort_by(f64::total_cmp);
        let large = |least: f64| white.iter().filter(|white| **white > least).count();
        let told = format!(
            "{name}: median {:.1}, most {:.1}, over 12 pt on {}, over 36 on {}, over 72 on {}, of {}",
            white[white.len() / 2],
            white[white.len() - 1],
            large(12.0),
            large(36.0),
            large(72.0),
            white.len()
        );
        println!("{told}");
        assert!(large(12.0) * 20 <= white.len() * most, "{told}");
        assert!(large(72.0) * 20 <= white.len() * inch, "{told}");
    }
}

/// A sheet of larger type may be set closer than the fullest, and needs more room in the type of that one.
#[test]
fn all_sheets_of_a_uniform_union_are_set_alike() {
    let pages = pages(&uniform(Draft::made(union::set())), "brief");
    for language in ["en", "es"] {
        let own = pages.iter().filter(|page| page.name.ends_with(language));
        let settings: BTreeSet<_> = own.map(|page| page.fit.setting).collect();
        assert_eq!(settings.len(), 1, "{language}: {settings:?}");
    }
}

#[test]
fn the_report_says_what_the_page_shows_of_uneven_columns() {
    for page in UNION_PAGES.iter().chain(&*INCOME_PAGES) {
        let said = page.fit.uneven;
        // Rules end lower than letters.
        assert!((page.white() - said).abs() < 12.0, "{}: {} pt, {said} said", page.name, page.white());
        let warned = page.fit.warnings().iter().any(|warning| warning.starts_with("one column ends"));
        assert_eq!(warned, said > 72.0, "{}: {said} pt", page.name);
    }
}

/// Text without a table can be divided anywhere; where it is short, a paragraph is torn only if that helps much.
#[test]
fn columns_without_a_table_end_near_each_other() {
    let has_table =
        |page: &LaidOut| page.page.nodes.iter().any(|node| matches!(node.role, Role::Table { .. }));
    let pages: Vec<&LaidOut> = UNION_PAGES.iter().filter(|page| !has_table(page)).collect();
    assert!(pages.len() > 20);
    pages.iter().for_each(|page| assert!(page.fit.uneven < 80.0, "{}: {}", page.name, page.fit.uneven));
}

#[test]
fn no_section_gap_is_half_as_large_again_as_another() {
    for pages in [&*INCOME_PAGES, &*UNION_PAGES] {
        for page in pages {
            let mut gaps = Vec::new();
            for column in [0, 1] {
                let own = |run: &&TextRun| (run.x >= COLUMNS[1] - Pt::new(8)) == (column == 1);
                let headings: Vec<Pt> = page.headings(column).iter().map(|run| run.baseline).collect();
                for heading in headings.iter().skip(1) {
                    let before = page.runs().filter(own).map(|run| run.baseline);
                    let before = before.filter(|y| y < heading).max();
                    // Not the second line of a heading.
                    let before = before.filter(|before| !headings.contains(before));
                    gaps.extend(before.map(|before| (*heading - before).to_f64()));
                }
            }
            let least = gaps.iter().copied().fold(f64::INFINITY, f64::min);
            let most = gaps.iter().copied().fold(0.0, f64::max);
            assert!(
                gaps.is_empty() || most - least <= page.fit.section_gap / 2.0 + 0.1,
                "{}: {gaps:?}",
                page.name
            );
        }
    }
}

#[test]
fn one_sheet_made_anew_is_that_of_the_series() {
    // `HANDOUT_SLICES` asks for more of them.
    let count = slice(2).cases as usize;
    for (set, theme) in [(&*INCOME, "brief"), (&uniform(Draft::made(union::set())), "memo")] {
        let options = Options { theme: Some(theme.into()), ..Options::default() };
        let all = set.engine(&options);
        for state in set.dataset.states.iter().step_by(5).take(count) {
            let only = vec![state.slug.value.clone()];
            for (name, bytes) in set.build(&Options { only, languages: vec!["en".into()], ..options.clone() })
            {
                let sheet = all.sheet(&state.slug.value, "en", "office").expect("a sheet");
                assert!(sheet.bytes == bytes, "{name}");
            }
        }
    }
}

#[test]
fn a_layout_with_letters_that_nobody_reads_is_refused() {
    let with = |name: &str| {
        let fit = format!("fit = \"11 1.26 0.81 {name} 0 26 9 185.3 11.5 73.44 683.5 0\"\ntheme =");
        Draft::made(union::set()).edit("handout.toml", "theme =", &fit).try_read()
    };
    assert!(with("52").is_ok());
    let told = with("1").err().expect("letters of 1 pt");
    assert!(told.text().contains("there is no fit"), "{}", told.text());
}
