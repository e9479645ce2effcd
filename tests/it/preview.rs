//! Previews: pictures of all sheets, and the page for a browser that shows them.

use crate::kit::command::{Desk, json, said};
use crate::kit::set::Draft;
use handout::internals::preview::{PagePicture, PreviewNumber, PreviewPage, PreviewSheet, RingedArea, html};
use std::collections::BTreeSet;

/// Drawn small: here it counts what is shown, not how it looks.
const SMALL: [&str; 2] = ["--dpi", "30"];

/// Kentucky, and a place whose cases do not add up.
fn with_a_fault() -> Draft {
    let figures = [
        "cybertips = 1_012",
        "cvip_submissions = 37",
        "missing_cases = 208",
        "missing_facility = 140",
        "missing_other = 47",
        "missing_orr = 22",
        "cst_engagements = 8",
        "team_hope = 52",
        "mental_health = 28",
        "connect_joined = 120",
    ];
    let head = "name = \"Fenland\"\nin_prose = \"Fenland\"\npostal = \"FE\"\nyear = 2023\nsource = \"Invented\"\n[figures]\n";
    Draft::sample().with("states/fenland.toml", head.to_owned() + &figures.join("\n"))
}

/// The opening tags of a page, each with its attributes as they stand there.
fn tags(html: &str) -> Vec<&str> {
    let (markup, _) = html.split_once("<script>").expect("its script");
    markup
        .split('<')
        .skip(1)
        .filter(|tag| !tag.starts_with(['/', '!']))
        .filter_map(|tag| tag.split('>').next())
        .collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

/// What a page must keep whatever it shows: nothing is fetched, every name is there once, every part is called
/// something.
fn unsound(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut wrong = Vec::new();
    let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    if known.len() < ids.len() {
        wrong.push("an id stands twice".to_owned());
    }
    let mut level = 0;
    for tag in &tags {
        let (name, _) = tag.split_once(' ').unwrap_or((tag, ""));
        for (key, mark) in [("href", "#"), ("for", ""), ("aria-labelledby", "")] {
            let target = attribute(tag, key).map(|target| target.strip_prefix(mark).unwrap_or("?"));
            if target.is_some_and(|target| !known.contains(target)) {
                wrong.push(format!("{tag} leads nowhere"));
            }
        }
        if attribute(tag, "src").is_some_and(|src| !src.starts_with("data:image/png;base64,")) {
            wrong.push(format!("{tag} is fetched"));
        }
        if name == "img" && attribute(tag, "alt").is_none_or(str::is_empty) {
            wrong.push("a picture says nothing".to_owned());
        }
        if let Some(own) = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
            if own > level + 1 {
                wrong.push(format!("a heading of level {own} stands below one of {level}"));
            }
            level = own;
        }
    }
    for landmark in
        ["header", "nav aria-labelledby=\"list\"", "main id=\"sheets\" tabindex=\"-1\"", "html lang=\"en\""]
    {
        if tags.iter().filter(|tag| **tag == landmark).count() != 1 {
            wrong.push(format!("there is not one {landmark}"));
        }
    }
    wrong
}

#[test]
fn a_page_shows_every_sheet_also_those_that_are_not_made() {
    let desk = Desk::with(&with_a_fault());
    let output = desk.run(&[&["preview", "set", "-o", "out"][..], &SMALL].concat());
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let page = desk.text("out/index.html");
    assert_eq!(unsound(&page), Vec::<String>::new());
    assert_eq!(page.matches("<article ").count(), 4);
    assert_eq!(page.matches("data-trouble=\"failed\"").count(), 2);
    assert_eq!(page.matches("<img ").count(), 2);
    assert!(
        page.contains("<code>sum-mismatch</code>") && page.contains("<code>states/<wbr>fenland.toml<wbr>:"),
        "its fault"
    );
    assert!(page.contains("8,597") && page.contains("CyberTipline reports made available"), "its numbers");
    // Nothing of the disk it was made on, and nothing of a network.
    assert!(!page.contains(&*desk.path("").to_string_lossy()));
    let files = desk.all_files("out");
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(names, ["contact.png", "index.html", "kentucky-es.png", "kentucky.png"]);
    // Letter paper at 30 dots per inch.
    assert_eq!(&files["kentucky.png"][16..24], [255_u32.to_be_bytes(), 330_u32.to_be_bytes()].concat());
    let listed: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(listed, ["out/kentucky.png", "out/kentucky-es.png", "out/contact.png", "out/index.html"]);
    assert!(said(&output).contains("2 of 4 sheets shown"), "{}", said(&output));
    // The same on one thread, over what lies there.
    desk.run(&[&["preview", "set", "-o", "out", "--jobs", "1"][..], &SMALL].concat());
    assert!(files == desk.all_files("out"), "other bytes");
}

#[test]
fn numbers_that_changed_are_ringed_and_said() {
    let desk = Desk::with(&Draft::sample_in("en"));
    let old =
        Draft::sample_in("en").edit("states/kentucky.toml", "cvip_submissions = 49", "cvip_submissions = 51");
    let old = old.edit("handout.toml", "released = 2024-05-01", "released = 2024-04-01");
    old.write_to(&desk.path("old"));
    // A second entry stops the sheet; an earlier year does not.
    for file in ["handout.toml", "national.toml", "states/kentucky.toml"] {
        desk.edit(&format!("old/{file}"), "2023", "2022");
    }
    let words = ["preview", "set", "-o", "out", "--against", "old", "--format", "json"];
    let output = desk.run(&[&words[..], &SMALL].concat());
    let told = json(&output);
    assert_eq!(told["sheets"][0]["files"], serde_json::json!(["kentucky.png"]), "{told}");
    let page = desk.text("out/index.html");
    assert_eq!(unsound(&page), Vec::<String>::new());
    assert_eq!(page.matches("<article ").count(), 1);
    // Once on the sheet of now and once on that of before.
    assert_eq!(page.matches("class=\"ring\"").count(), 2);
    assert_eq!(page.matches("class=\"changed\"").count(), 1);
    assert!(page.contains("49</span> <strong class=\"new\">changed</strong></th><td>51</td>"), "what it was");
    assert!(page.contains("Held against the set of 2022"));
}

/// Names can be anything that TOML can hold.
#[test]
fn nothing_that_a_set_says_becomes_markup() {
    let evil = "<script>alert(1)</script>\"'&\u{202e}--><img src=x>";
    let sheet = PreviewSheet {
        state: evil.to_owned(),
        postal: evil.to_owned(),
        language: "en\" onload=\"x".to_owned(),
        language_name: evil.to_owned(),
        profile: evil.to_owned(),
        file: Some(evil.to_owned()),
        fit: evil.to_owned(),
        pages: vec![PagePicture {
            png: b"x".to_vec(),
            width: 1,
            height: 1,
            numbers: vec![RingedArea { area: [f64::NAN, -1.0, 1e300, f64::INFINITY], changed: true }],
        }],
        numbers: vec![PreviewNumber {
            printed: evil.to_owned(),
            times: 2,
            label: evil.to_owned(),
            label_in_language: true,
            earlier: Some(evil.to_owned()),
            changed: true,
            source: Some(evil.to_owned()),
            note: Some(evil.to_owned()),
            place: evil.to_owned(),
        }],
        ..PreviewSheet::default()
    };
    let page = PreviewPage {
        title: evil.to_owned(),
        against: Some(evil.to_owned()),
        sheets: vec![sheet.clone(), PreviewSheet { profile: "press".into(), file: None, ..sheet }],
        ..PreviewPage::default()
    };
    let html = html(&page);
    assert_eq!(unsound(&html), Vec::<String>::new());
    assert_eq!((html.matches("<script>").count(), html.matches("</script>").count()), (1, 1));
    assert!(!html.contains("alert(1)<") && !html.contains('\u{202e}') && !html.contains("<img src=x"));
    assert!(!html.contains(" onload=\""));
    // What reads tags is awake.
    assert!(!unsound(&html.replace("href=\"#sheet-1\"", "href=\"http://x\"")).is_empty());
    assert!(!unsound(&html.replace("<h3>", "<h4>")).is_empty());
}

#[test]
fn what_is_somebody_s_own_is_left_alone() {
    let desk = Desk::with(&Draft::sample_in("en"));
    std::fs::create_dir(desk.path("out")).expect("a folder");
    desk.write("out/kentucky.png", "my picture");
    let words = [&["preview", "set", "-o", "out"][..], &SMALL].concat();
    let output = desk.run(&words);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("kentucky.png: handout did not make this file"), "{}", said(&output));
    assert_eq!(desk.text("out/kentucky.png"), "my picture");
    desk.write("out/index.html", "<h1>My page</h1>");
    let output = desk.run(&words);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("use another folder"), "{}", said(&output));
    assert_eq!(desk.text("out/index.html"), "<h1>My page</h1>");
}

#[test]
fn an_old_picture_is_told() {
    let desk = Desk::with(&Draft::sample_in("en"));
    let words = [&["preview", "set", "-o", "out"][..], &SMALL].concat();
    assert!(desk.run(&words).status.success());
    std::fs::rename(desk.path("set/states/kentucky.toml"), desk.path("set/states/bluegrass.toml"))
        .expect("moved");
    let output = desk.run(&words);
    assert!(said(&output).contains("kentucky.png: of an earlier run"), "{}", said(&output));
}

#[test]
fn resolutions_have_bounds() {
    let desk = Desk::with(&Draft::sample_in("en"));
    for dpi in ["0", "23", "601", "99999999999", "-5", "many"] {
        let output = desk.run(&["preview", "set", "-o", "out", &format!("--dpi={dpi}")]);
        assert_eq!(output.status.code(), Some(2), "{dpi}");
        assert!(said(&output).contains("write a whole number from 24 to 600"), "{}", said(&output));
    }
    assert!(!desk.path("out").exists());
    let output = desk.run(&["card", "set", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["diagnostics"][0]["code"], "bad-value");
}
