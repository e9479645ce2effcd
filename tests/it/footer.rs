//! The foot of the page: all of it, any part of it, or none.

use crate::kit::command::Desk;
use crate::kit::set::{Draft, Set, check};
use handout::Options;
use handout::internals::diagnostic::{Code, Sink};
use handout::internals::document::Document;
use handout::internals::embed::EmbeddedSet;
use handout::internals::font::Fonts;
use handout::internals::layout::{FitReport, Ink, Mark, Page, Rect, Typesetter};
use handout::internals::outline::Foot;
use handout::internals::pdf::Writer;
use handout::internals::press::{Press, Slug};
use handout::internals::profile::OFFICE;
use handout::internals::proof::{Expectation, Prover};
use handout::internals::set::Template;
use handout::internals::theme::{Layout, Theme, built_in_theme};
use handout::internals::units::Pt;

const KEYS: [&str; 8] = ["call", "hotline", "hotline_digits", "source", "web", "web_label", "qr", "about"];

/// A footer with all of them.
const FOOTER: &str = r#"[footer]
call = "To report a missing child or suspected child sexual exploitation:"
hotline = "[{{ contact.hotline }}](tel:+18008435678)"
hotline_digits = "({{ contact.hotline_digits }})"
source = "Source: {{ publisher.name }} ({{ publisher.short }}), calendar year {{ year }}."
web = "[{{ contact.web }}](https://www.missingkids.org)"
web_label = "National data and programs"
qr = "https://www.missingkids.org/ourwork/impact"
about = "**About NCMEC.** Congress designated the center as the clearinghouse on missing children."
"#;

/// The parts of a footer that a set has: a bit for each of [`KEYS`].
fn part(footer: &Foot<Template>, parts: u16) -> Foot<Template> {
    let keep = |bit: usize, template: &Option<Template>| template.clone().filter(|_| parts & 1 << bit != 0);
    let Foot { call, hotline, hotline_digits, source, web, web_label, qr, about, qr_address: _ } = footer;
    Foot {
        call: keep(0, call),
        hotline: keep(1, hotline),
        hotline_digits: keep(2, hotline_digits),
        source: keep(3, source),
        web: keep(4, web),
        web_label: keep(5, web_label),
        qr: keep(6, qr),
        about: keep(7, about),
        qr_address: None,
    }
}

/// Digits stand behind a number, a label above an address.
fn is_sound(parts: u16) -> bool {
    let has = |bit: u16| parts & 1 << bit != 0;
    (has(1) || !has(2)) && (has(4) || !has(5))
}

fn document(set: &mut Set, whole: &Foot<Template>, parts: u16, theme: &Theme) -> Document {
    set.wordings[0].page.foot = part(whole, parts);
    set.composed(0, theme.shown(), &set.facts())
}

/// Every sound combination in both themes: proved, and set without gap or overlap.
#[test]
fn any_part_of_a_footer_makes_a_sound_page() {
    let mut set = sample(|_| true, "").read();
    let whole = std::mem::take(&mut set.wordings[0].page.foot);
    let (fonts, facts, place) = (Fonts::bundled(), set.facts(), set.place());
    for name in ["memo", "brief"] {
        let theme = built_in_theme(name).expect("a theme");
        let mut typesetter = Typesetter::new(&fonts, &theme);
        let press = Press::new(&fonts, &OFFICE, &theme.color);
        let mut writer = Writer::new(&fonts, &OFFICE);
        let mut sizes = Vec::new();
        for parts in (0..1 << KEYS.len()).filter(|parts| is_sound(*parts)) {
            let document = document(&mut set, &whole, parts, &theme);
            let mut sink = Sink::default();
            let (page, fit) = typesetter.lay_out(&document, None, place, &mut sink).expect("a page");
            let named: Vec<&str> =
                KEYS.iter().enumerate().filter(|(n, _)| parts & 1 << n != 0).map(|(_, key)| *key).collect();
            check_foot(&page, &fit, &theme, parts, &format!("{name}, {named:?}"));
            sizes.push((parts, fit.size));
            // One part, with what it goes with, or all but one.
            if (3..=KEYS.len() as u32 - 2).contains(&parts.count_ones()) {
                continue;
            }
            let date = document.meta.date;
            let pack = EmbeddedSet::new(&set.dataset, name, date, &OFFICE, &Default::default());
            let enclosure = pack.enclosure(&facts, &set.dataset.states[0], "en");
            let dressed = press.dress(&page, Slug::of("kentucky", &document.meta));
            let bytes = writer.write(&dressed, &document.meta, &enclosure);
            let expected = Expectation { profile: &OFFICE, document: &document, facts: &facts };
            let proved = Prover::default().prove_or_report(&bytes, &expected, place, &mut sink);
            assert!(proved.is_ok(), "{name}, {named:?}: {:?}", sink.found());
        }
        // The room of a missing footer goes to the text.
        let size = |wanted: u16| sizes.iter().find(|(parts, _)| *parts == wanted).expect("tried").1;
        assert!(size(0) > size(0b1111_1111), "{name}: {} and {}", size(0), size(0b1111_1111));
    }
}

/// What is below the rule: rows that do not overlap, down to the foot; above it, white.
fn check_foot(page: &Page, fit: &FitReport, theme: &Theme, parts: u16, what: &str) {
    let (margin, bottom, shown) = match &theme.layout {
        // The theme shows neither the label nor the QR code.
        Layout::Memo(memo) => (memo.margin(), theme.page.height() - memo.bottom, parts & 0b1001_1111),
        Layout::Brief(brief) => (brief.margin, theme.page.height() - brief.bottom, parts),
    };
    let width = theme.page.width() - margin * 2;
    let is_rule =
        |rect: &Rect, ink: Ink| ink == Ink::Rule && rect.height == theme.rule.footer && rect.width == width;
    let rules: Vec<Pt> = page
        .items
        .iter()
        .filter_map(|item| item.mark.filled())
        .filter(|(rect, ink)| is_rule(rect, *ink))
        .map(|(rect, _)| rect.y)
        .collect();
    assert_eq!(rules.len(), usize::from(shown != 0), "{what}");
    let runs: Vec<(Pt, Pt, Pt)> = page
        .items
        .iter()
        .filter_map(|item| match &item.mark {
            Mark::Text(run) => Some((run.baseline, run.x, run.size)),
            _ => None,
        })
        .collect();
    let lowest = runs.iter().map(|(baseline, ..)| *baseline).max().expect("a text");
    assert!(lowest <= bottom, "{what}: {lowest} is below the foot");
    let Some(rule) = rules.first().copied() else {
        let white = (bottom - lowest).to_f64() - fit.left_over;
        return assert!(white < 6.0, "{what}: {white} of white in the place of the footer");
    };
    let above = runs.iter().map(|run| run.0).filter(|baseline| *baseline < rule).max().expect("a text");
    assert!(rule - above >= Pt::new(10), "{what}: the text ends {} above the rule", rule - above);
    let mut rows: Vec<Pt> = runs.iter().map(|run| run.0).filter(|baseline| *baseline > rule).collect();
    rows.sort();
    rows.dedup();
    let code = matches!(theme.layout, Layout::Brief(_)) && parts & 1 << 6 != 0;
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        assert!(code || *first - rule < Pt::new(24), "{what}: {} of white below the rule", *first - rule);
        assert!(code || bottom - *last < Pt::new(6), "{what}: {} of white at the foot", bottom - *last);
    }
    let left: Vec<&(Pt, Pt, Pt)> = runs.iter().filter(|run| run.0 > rule && run.1 == margin).collect();
    for pair in left.windows(2) {
        let apart = (pair[1].0 - pair[0].0).to_f64().abs();
        assert!(apart == 0.0 || apart > 8.0, "{what}: lines {apart} pt apart");
    }
    assert!(code || !left.is_empty(), "{what}: nothing stands at the left");
}

/// The sample in English, with the lines of its footer that `keep` keeps.
fn sample(keep: impl Fn(&str) -> bool, more: &str) -> Draft {
    let set = Draft::sample_in("en");
    let (above, _) = set.text("wording.en.toml").split_once("[footer]\n").expect("a footer");
    let footer = FOOTER.trim_start_matches("[footer]\n");
    let kept: Vec<&str> =
        footer.lines().filter(|line| keep(line.split(' ').next().unwrap_or_default())).collect();
    let heading = if kept.is_empty() && more.is_empty() { "" } else { "[footer]\n" };
    let text = format!("{above}{heading}{}\n{more}", kept.join("\n"));
    set.with("wording.en.toml", text)
}

#[test]
fn extracting_and_building_again_gives_the_same_file() {
    for keys in [&[][..], &["call", "hotline", "source"], &["web"], &["qr"]] {
        let desk = Desk::with(&sample(|key| keys.contains(&key), ""));
        let run = |words: &[&str]| {
            let run = desk.run(words);
            assert!(run.status.success(), "{keys:?}: {}", String::from_utf8_lossy(&run.stderr));
        };
        for theme in ["memo", "brief"] {
            let back = format!("back-{theme}");
            run(&["build", "set", "-o", "out", "--theme", theme, "--profile", "office,press"]);
            run(&["extract", "out/kentucky.pdf", "-o", &back]);
            run(&["build", &back, "-o", "again"]);
            assert!(
                desk.files("again")["kentucky.pdf"] == desk.files("out")["kentucky.pdf"],
                "{keys:?}, {theme}"
            );
        }
        run(&["check", "set", "--strict"]);
        run(&["trace", "KY", "set"]);
    }
}

/// What is wrong with the sample with such a footer, in the theme that prints every part of it.
fn faults(keep: impl Fn(&str) -> bool, more: &str) -> String {
    let options = Options { theme: Some("brief".to_owned()), ..Options::default() };
    sample(keep, more).told(&options, check).only(|fault| fault.code != Code::SmallType)
}

#[test]
fn what_cannot_be_shown_is_told_at_its_line() {
    let without = |missing: &'static str| move |key: &str| key != missing;
    let told = faults(without("hotline"), "");
    assert!(
        told.contains("error[missing-key]: `hotline_digits` goes with `hotline`, which is missing"),
        "{told}"
    );
    assert!(told.contains("help: add a line `hotline = \"…\"`, or delete this one"), "{told}");
    let told = faults(without("web"), "");
    assert!(told.contains("error[missing-key]: `web_label` goes with `web`, which is missing"), "{told}");
    // A misspelt key is one fault.
    let told = faults(without("hotline"), "hotlnie = \"555-0100\"\n");
    assert!(told.contains("did you mean `hotline`?") && !told.contains("missing-key"), "{told}");
    let told = faults(without("call"), "call = \" \"\n");
    assert!(
        told.contains("`call` is empty") && told.contains("help: write its text, or delete the line"),
        "{told}"
    );
    assert_eq!(faults(without("call"), ""), "");
}

#[test]
fn a_condition_that_leaves_nothing_leaves_the_part_out() {
    let without = |missing: &'static str| move |key: &str| key != missing;
    let never = |key: &str| format!("{key} = \"{{% if cybertips == 0 %}}never{{% endif %}}\"\n");
    for key in ["call", "source", "web_label", "qr"] {
        assert_eq!(faults(without(key), &never(key)), "", "{key}");
    }
    let told = faults(without("web"), &never("web"));
    assert!(told.contains("`web` is empty for Kentucky, but this goes with it"), "{told}");
    assert!(told.contains("help: put all of `web_label` into the same `{% if … %}`"), "{told}");
}
