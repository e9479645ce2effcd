//! Cards: what is on them is large enough, where programs keep it, and the same as on the sheet.

use crate::kit::command::{Desk, json, said};
use crate::kit::invented::union;
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::Maker;
use handout::internals::batch::alt_text;
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, dump};
use handout::internals::font::Fonts;
use handout::internals::layout::{Ink, Mark, Page, TextRun, Typesetter};
use handout::internals::profile::OFFICE;
use handout::internals::proof::prove;
use handout::internals::theme::Theme;
use handout::internals::units::Pt;

/// Pixels of a point.
const SCALE: f64 = 2.0;
/// What no program cuts off of 1200 by 630 pixels: left, top, right, bottom.
const SAFE: [f64; 4] = [60.0, 45.0, 1140.0, 585.0];
/// The square in the middle.
const SQUARE: [f64; 2] = [285.0, 915.0];
const SMALLEST: f64 = 32.0;

/// From the top of the capitals to the foot of the descenders, in pixels.
fn bounds(run: &TextRun, fonts: &Fonts) -> [f64; 4] {
    let face = fonts.face(run.face);
    let advance =
        run.glyphs.iter().map(|glyph| i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust)).sum();
    let pixels = |length: Pt| length.to_f64() * SCALE;
    let (top, bottom) = (run.baseline - run.size.em(660), run.baseline + run.size.em(220));
    [pixels(run.x), pixels(top), pixels(run.x + run.size.em(advance)), pixels(bottom)]
}

/// What breaks the rules of a card.
fn wrong(page: &Page, fonts: &Fonts) -> Vec<String> {
    let mut wrong = Vec::new();
    if (page.width, page.height) != (Pt::new(600), Pt::new(315)) {
        wrong.push(format!("{} by {}", page.width, page.height));
    }
    let runs = page.items.iter().filter_map(|item| match &item.mark {
        Mark::Text(run) | Mark::Part(run, _) => Some(run),
        Mark::Path(_) | Mark::Band { .. } => None,
    });
    let face = |run: &TextRun| fonts.face(run.face);
    // A space that ends a text shows nothing.
    let inked = runs.filter(|run| run.glyphs.iter().any(|glyph| !face(run).contours(glyph.id).is_empty()));
    for run in inked {
        let [left, top, right, bottom] = bounds(run, fonts);
        let size = run.size.to_f64() * SCALE;
        if size < SMALLEST {
            wrong.push(format!("letters of {size} pixels"));
        }
        if left < SAFE[0] || top < SAFE[1] || right > SAFE[2] || bottom > SAFE[3] {
            wrong.push(format!("text at {left}, {top}, {right}, {bottom}"));
        }
        // The name and not the year, which is regular.
        let is_name = run.ink == Ink::BandName && face(run).post_script_name().ends_with("Bold");
        if is_name && (left < SQUARE[0] || right > SQUARE[1]) {
            wrong.push(format!("the name from {left} to {right}"));
        }
    }
    wrong
}

fn card(set: &Set, theme: &Theme, language: usize, state: usize) -> (Document, Page) {
    let document = set.composed(language, theme.shown(), &set.facts_of(state));
    let fonts = Fonts::bundled();
    let mut sink = Sink::default();
    let made = Typesetter::new(&fonts, theme).lay_out_all(&document, None, set.place(), &mut sink);
    let (mut pages, _) = made.unwrap_or_else(|_| panic!("{} {sink:?}", dump(&document)));
    assert_eq!(pages.len(), 1);
    (document, pages.remove(0))
}

fn plain(text: String) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn all_56_places_in_two_languages_keep_the_rules() {
    let set = Draft::made(union::set()).read();
    let fonts = Fonts::bundled();
    for theme in ["memo", "brief"] {
        let theme = set.theme(theme).carded();
        for (language, state) in (0..2).flat_map(|language| (0..56).map(move |state| (language, state))) {
            let (document, page) = card(&set, &theme, language, state);
            let name = plain(document.page.head.title.plain());
            assert_eq!(wrong(&page, &fonts), Vec::<String>::new(), "{name}");
            let source = plain(document.page.foot.source.as_ref().expect("a source").plain());
            assert!(document.year.plain() == "2023" && source.ends_with("2023."), "{source}");
            let alt = alt_text(&document);
            assert!(alt.chars().count() <= 200, "{alt}");
            assert!(alt.starts_with(&format!("{name}, 2023: ")), "{alt}");
            assert!((1..=3).contains(&document.page.tiles.len()), "{name}");
            for tile in &document.page.tiles {
                assert!(alt.contains(&plain(tile.figure.text.plain())), "{alt}");
            }
        }
    }
}

/// Each is proved as a sheet is: the longest names, words in place of numbers, both languages.
#[test]
fn cards_are_proved() {
    let set = Draft::made(union::set()).read();
    let theme = set.theme("brief").carded();
    let maker = Maker::new(&set, &theme, &OFFICE);
    for state in (0..56).step_by(5).chain([53]) {
        let sheet = maker.make(state % 2, state, |_| {});
        assert_eq!(prove(&sheet.bytes, &sheet.expected()), [], "{}", sheet.document.page.head.title.plain());
    }
    // A card of another figure than it says.
    let other = maker.make_of(
        0,
        1,
        |_| {},
        |pages| {
            for item in &mut pages[0].items {
                if let Mark::Text(run) = &mut item.mark {
                    run.glyphs.reverse();
                }
            }
        },
    );
    assert!(!prove(&other.bytes, &other.expected()).is_empty());
}

/// The rules above would see a card that breaks them.
#[test]
fn a_broken_card_is_seen() {
    let set = Draft::made(union::set()).read();
    let theme = set.theme("brief").carded();
    let (_, page) = card(&set, &theme, 0, 53);
    let fonts = Fonts::bundled();
    let with = |change: &dyn Fn(&mut TextRun)| {
        let mut page = page.clone();
        for item in &mut page.items {
            if let Mark::Text(run) = &mut item.mark {
                change(run);
            }
        }
        wrong(&page, &fonts).join("; ")
    };
    assert_eq!(with(&|_| {}), "");
    assert!(with(&|run| run.size = Pt::new(15)).contains("letters of 30 pixels"));
    assert!(with(&|run| run.x -= Pt::new(1)).contains("text at 58"));
    assert!(with(&|run| run.baseline += Pt::new(5)).contains("text at"));
    let moved = with(&|run| run.x += if run.ink == Ink::BandName { Pt::new(60) } else { Pt::ZERO });
    assert!(moved.contains("the name from"), "{moved}");
}

/// A card says nothing that the sheet does not say.
#[test]
fn the_sample_s_cards() {
    let theme = Set::sample().theme("brief").carded();
    let said = (0..2).map(|language| {
        let (document, _) = card(Set::sample(), &theme, language, 0);
        format!("{}\nalt: {}\n", dump(&document).replace('\u{a0}', "~"), alt_text(&document))
    });
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"));
}

#[test]
fn long_words_are_shortened_in_the_text_and_names_are_not() {
    let (mut document, _) = card(Set::sample(), &Set::sample().theme("brief").carded(), 0, 0);
    for tile in &mut document.page.tiles {
        tile.label.inlines[0].text = "words without an end that go on and on ".repeat(20);
    }
    let alt = alt_text(&document);
    assert!(alt.chars().count() <= 200 && alt.contains("…"), "{alt}");
    for figure in ["Kentucky, 2023: 8,597 words", "; 49 words", "; 199 words"] {
        assert!(alt.contains(figure), "{alt}");
    }
}

#[test]
fn the_command_draws_a_picture_and_writes_what_it_shows() {
    let desk = Desk::with(&Draft::sample());
    let output = desk.run(&["card", "set", "-o", "out"]);
    assert!(output.status.success(), "{}", said(&output));
    let files = desk.all_files("out");
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(
        names,
        ["kentucky-card.png", "kentucky-card.txt", "kentucky-es-card.png", "kentucky-es-card.txt"]
    );
    let png = &files["kentucky-card.png"];
    assert_eq!(&png[16..24], [1200_u32.to_be_bytes(), 630_u32.to_be_bytes()].concat());
    assert!(png.len() < 300_000, "{} bytes", png.len());
    assert_eq!(
        desk.text("out/kentucky-card.txt"),
        "Kentucky, 2023: 8,597 CyberTipline reports for law enforcement; 49 submissions from law enforcement; \
         199 cases of missing children. Source: NCMEC, calendar year 2023.\n"
    );
    // Again: the same bytes, in place of its own; and one that is somebody's is left alone.
    desk.write("out/kentucky-card.png", "my picture");
    let again = desk.run(&["card", "set", "-o", "out", "--format", "json", "--jobs", "1"]);
    assert_eq!(again.status.code(), Some(1));
    let told = json(&again);
    assert_eq!(told["files"], serde_json::json!(["kentucky-es-card.png", "kentucky-es-card.txt"]));
    assert_eq!(told["cards"][1]["alt"].as_str().map(str::len), Some(files["kentucky-es-card.txt"].len() - 1));
    assert_eq!(desk.text("out/kentucky-card.png"), "my picture");
    assert_eq!(desk.all_files("out")["kentucky-es-card.png"], files["kentucky-es-card.png"]);
}

#[test]
fn what_goes_into_the_head_of_a_web_page_names_the_card() {
    let sample = Draft::sample_in("en");
    let wording =
        sample.text("wording.en.toml").replace("missing and exploited", "missing & \\\"exploited\\\"");
    let desk = Desk::with(&sample.with("wording.en.toml", wording));
    let wrong = desk.run(&["card", "set", "-o", "out", "--web", "www.example.org"]);
    assert!(
        wrong.status.code() == Some(2) && said(&wrong).contains("write the whole address"),
        "{}",
        said(&wrong)
    );
    let output = desk.run(&["card", "set", "-o", "out", "--web", "https://www.example.org/cards/"]);
    assert!(output.status.success(), "{}", said(&output));
    let printed = String::from_utf8(output.stdout).expect("paths");
    assert!(printed.lines().any(|line| line.ends_with("kentucky-card.html")), "{printed}");
    let (head, alt) = (desk.text("out/kentucky-card.html"), desk.text("out/kentucky-card.txt"));
    for line in [
        "<meta property=\"og:title\" content=\"Kentucky 2023: missing &amp; &quot;exploited&quot; children\">",
        "<meta property=\"og:image\" content=\"https://www.example.org/cards/kentucky-card.png\">",
        &format!("<meta property=\"og:image:alt\" content=\"{}\">", alt.trim_end()),
    ] {
        assert!(head.lines().any(|own| own == line), "{line}\n{head}");
    }
    // A file that is somebody's, beside a picture that is not there, is left alone.
    let desk = Desk::with(&Draft::sample_in("en"));
    std::fs::create_dir(desk.path("out")).expect("a folder");
    desk.write("out/kentucky-card.html", "my page");
    let output = desk.run(&["card", "set", "-o", "out", "--web", "https://www.example.org"]);
    assert_eq!((output.status.code(), desk.text("out/kentucky-card.html").as_str()), (Some(1), "my page"));
}

#[test]
fn a_place_without_headline_figures_has_no_card() {
    let sample = Draft::sample_in("en");
    let wording = sample.text("wording.en.toml");
    let (from, to) =
        (wording.find("[[tile]]").expect("tiles"), wording.find("[[section]]").expect("sections"));
    let without = format!("{}{}", &wording[..from], &wording[to..]);
    let desk = Desk::with(&sample.with("wording.en.toml", without));
    let output = desk.run(&["card", "set", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("there is no headline figure of this place for a card"),
        "{}",
        said(&output)
    );
    assert!(desk.all_files("out").is_empty());
}
