//! What the sheets look like: rendered, and compared with the pictures in `tests/golden`.
//!
//! `HANDOUT_GOLDEN=write cargo test --test it golden::` makes the pictures anew; look at them before
//! they are committed.

use crate::kit::pictures::Picture;
use crate::kit::rendered;
use crate::kit::set::Set;
use crate::kit::sheets::Maker;
use handout::internals::font::Face;
use handout::internals::layout::{Ink, Item, Mark, Page, Paint, PathMark};
use handout::internals::profile::{GRAY, OFFICE, PRESS, Profile};
use handout::internals::theme::{Paper, Theme, built_in_theme};
use handout::internals::units::Pt;
use std::fs;
use std::path::{Path, PathBuf};

/// Enough to see the letters, few enough for small files.
const DPI: f32 = 40.0;

/// A sheet: the sample's page in a theme and a profile.
struct Sheet {
    name: &'static str,
    theme: Theme,
    profile: Profile,
}

fn sheet(name: &'static str) -> Sheet {
    let theme = |name| built_in_theme(name).expect("a theme");
    let (theme, profile) = match name {
        "memo-office" => (theme("memo"), OFFICE),
        "brief-office" => (theme("brief"), OFFICE),
        "brief-press" => (theme("brief"), PRESS),
        "memo-a4" | "brief-a4" => {
            let mut theme = theme(name.trim_end_matches("-a4"));
            theme.page.paper = Paper::A4;
            (theme, OFFICE)
        }
        "brief-gray-line" => (theme("brief"), GRAY),
        _ => panic!("no sheet {name}"),
    };
    Sheet { name, theme, profile }
}

impl Sheet {
    /// Its picture, the page changed before it is written.
    fn picture(&self, change: impl Fn(&mut Page)) -> Picture {
        let sheet = Maker::new(Set::sample(), &self.theme, &self.profile).make(0, 0, change);
        Picture::new(&rendered::page(&sheet.bytes, DPI).expect("a page without complaint"))
    }

    fn golden(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.png", self.name))
    }

    fn expected(&self) -> Picture {
        let bytes = fs::read(self.golden()).expect("a picture in tests/golden");
        Picture::from_png(&bytes)
    }
}

fn looks_as_it_did(name: &'static str) {
    let sheet = sheet(name);
    let actual = sheet.picture(|_| ());
    if std::env::var("HANDOUT_GOLDEN").is_ok_and(|asked| asked == "write") {
        fs::write(sheet.golden(), actual.to_png()).unwrap();
    }
    let Some(found) = actual.difference(&sheet.expected()) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let [shown, now] = ["differs", "now"].map(|what| folder.join(format!("{name}-{what}.png")));
    fs::write(&shown, found.shown.to_png()).unwrap();
    fs::write(&now, actual.to_png()).unwrap();
    let point = |pixels: usize| pixels as f32 * 72.0 / DPI;
    panic!(
        "{name} has changed: by {:.0} of 255 at {:.0} pt from the left and {:.0} pt from the top of the \
         sheet, and at {} spots in all\nlook at {}\nand {}\nif it should look so: \
         HANDOUT_GOLDEN=write cargo test --test it golden::",
        found.worst,
        point(found.at.0),
        point(found.at.1),
        found.spots,
        now.display(),
        shown.display(),
    );
}

#[test]
fn the_memo_looks_as_it_did() {
    looks_as_it_did("memo-office");
}

#[test]
fn the_brief_looks_as_it_did() {
    looks_as_it_did("brief-office");
}

#[test]
fn the_brief_for_copiers_looks_as_it_did() {
    looks_as_it_did("brief-gray-line");
}

#[test]
fn the_brief_for_print_shops_looks_as_it_did() {
    looks_as_it_did("brief-press");
}

#[test]
fn both_themes_look_as_they_did_on_a4() {
    looks_as_it_did("memo-a4");
    looks_as_it_did("brief-a4");
}

fn changed(page: &mut Page, change: impl Fn(&mut Mark)) {
    page.items.iter_mut().for_each(|item| change(&mut item.mark));
}

/// The first line of running text moves down.
fn lower(page: &mut Page, by: Pt) {
    let below = |item: &Item| match &item.mark {
        Mark::Text(run) => Some(run.baseline).filter(|y| *y > Pt::new(300)),
        _ => None,
    };
    let line = page.items.iter().filter_map(below).min().expect("text below the masthead");
    changed(page, |mark| match mark {
        // With its neighbor in the other column.
        Mark::Text(run) if (line..line + Pt::new(14)).contains(&run.baseline) => run.baseline += by,
        _ => {}
    });
}

fn recoloured(page: &mut Page, from: Ink, to: Ink) {
    changed(page, |mark| match mark {
        Mark::Text(run) if run.ink == from => run.ink = to,
        Mark::Path(PathMark { ink, .. }) | Mark::Band { ink, .. } if *ink == from => *ink = to,
        _ => {}
    });
}

fn without_bold(page: &mut Page) {
    changed(page, |mark| match mark {
        Mark::Text(run) if run.face == Face::Bold => run.face = Face::Regular,
        _ => {}
    });
}

/// An area that is not a rectangle.
fn is_outline(mark: &Mark) -> bool {
    matches!(mark, Mark::Path(path) if path.paint == Paint::Fill) && mark.filled().is_none()
}

fn without_hairlines(page: &mut Page) {
    page.items.retain(|item| match &item.mark {
        // The frames of bars.
        Mark::Path(path) if path.paint != Paint::Fill => false,
        mark => mark.filled().is_none_or(|(rect, _)| rect.height > Pt(500)),
    });
}

#[test]
fn planted_faults_are_seen() {
    type Fault = (&'static str, &'static str, fn(&mut Page));
    let faults: [Fault; 8] = [
        ("memo-office", "a line 3 pt lower", |page| lower(page, Pt::new(3))),
        ("brief-press", "a line 1 pt lower", |page| lower(page, Pt::new(1))),
        ("memo-office", "no bold face", without_bold),
        ("memo-office", "headings in the colour of the text", |page| recoloured(page, Ink::Navy, Ink::Text)),
        ("brief-office", "bars in another blue", |page| recoloured(page, Ink::Bar, Ink::Navy)),
        ("brief-office", "no outline", |page| page.items.retain(|i| !is_outline(&i.mark))),
        ("brief-gray-line", "no outline", |page| page.items.retain(|i| !is_outline(&i.mark))),
        ("brief-gray-line", "no hairlines", without_hairlines),
    ];
    for (name, fault, plant) in faults {
        let sheet = sheet(name);
        assert!(sheet.picture(plant).difference(&sheet.expected()).is_some(), "{name}: {fault} is not seen");
    }
}
