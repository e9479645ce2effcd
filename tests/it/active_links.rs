//! Links of finished files: one annotation each, with its description and an area for each line; telephone
//! numbers and the QR code among them; and addresses that paper would lose.

use crate::kit::file::{File, kind};
use crate::kit::set::{Draft, check_and_lint, sheets};
use handout::Options;
use handout::internals::diagnostic::Code;
use lopdf::{Dictionary, Object};

/// The sample, its first sentence about the nation ending otherwise.
fn sample_with(link: &str) -> Draft {
    let sentence = "CyberTipline, which serves the whole nation.";
    Draft::sample().edit("wording.en.toml", sentence, &format!("CyberTipline. {link}"))
}

/// A sheet of the set in English.
fn file(set: &Draft, theme: &str, profile: &str) -> File {
    let options = Options {
        theme: Some(theme.into()),
        profiles: vec![profile.into()],
        languages: vec!["en".into()],
        ..Options::default()
    };
    let mut made = None;
    let told = set.told(&options, |batch, found| made = sheets(batch, found).into_values().next());
    File::read(&made.unwrap_or_else(|| panic!("{:?}", told.sink.found())))
}

/// Each annotation: its description, where it leads, and how many areas it has.
fn links(file: &File) -> Vec<(String, String, usize)> {
    let Ok(annotations) = file.page().get(b"Annots") else { return Vec::new() };
    let text = |dict: &Dictionary, key: &str| lopdf::decode_text_string(file.get(dict, key)).expect("a text");
    let link = |link: &Object| {
        let link = file.resolve(link).as_dict().expect("an annotation");
        let areas = link.get(b"QuadPoints").map_or(1, |points| points.as_array().expect("numbers").len() / 8);
        (text(link, "Contents"), text(file.dictionary(link, "A"), "URI"), areas)
    };
    file.resolve(annotations).as_array().expect("links").iter().map(link).collect()
}

#[test]
fn a_link_is_one_however_many_lines_it_has() {
    let words = "the figures of every program of the center, with all that is known about where they come \
                 from, how they were counted, and what they mean for those who work with children in the \
                 states, told in plain words";
    for (words, theme, lines) in [
        ("the national figures", "memo", 1..=2),
        (&words[..100], "memo", 2..=2),
        (words, "memo", 3..=4),
        (&words[..60], "brief", 2..=2),
        (words, "brief", 4..=6),
    ] {
        let set = sample_with(&format!("See [{words}](https://www.missingkids.org/ourwork/impact)."));
        let file = file(&set, theme, "office");
        let found = links(&file);
        let (description, target, areas) = &found[0];
        assert_eq!(target, "https://www.missingkids.org/ourwork/impact");
        assert_eq!(*description, format!("{}, web page missingkids.org/ourwork/impact", words.trim()));
        assert!(lines.contains(areas), "{theme} {words}: {areas}");
        let elements = file.elements().into_iter().filter(|(_, element)| kind(element) == "Link").count();
        assert_eq!(elements, found.len());
    }
}

#[test]
fn telephone_numbers_and_the_code_are_links_that_say_what_for() {
    let call = "Call 1-800-THE-LOST (1-800-843-5678)";
    let page = ("Web page: missingkids.org/ourwork/impact", "https://www.missingkids.org/ourwork/impact");
    let expected = |pairs: &[(&str, &str)]| -> Vec<(String, String, usize)> {
        pairs.iter().map(|(says, target)| ((*says).into(), (*target).into(), 1)).collect()
    };
    let number = "tel:+18008435678";
    let memo = [(call, number), ("Call 1-800-843-5678", number), page];
    let brief = [(call, number), ("Call 1-800-843-5678", number), page, page, page];
    let set = Draft::sample();
    // Numbers that are only printed are dialed, too.
    let plain = set.clone().edit(
        "wording.en.toml",
        "hotline = \"[{{ contact.hotline }}](tel:+18008435678)\"",
        "hotline = \"{{ contact.hotline }}\"",
    );
    for set in [set, plain] {
        for profile in ["office", "gray"] {
            assert_eq!(links(&file(&set, "memo", profile)), expected(&memo));
            assert_eq!(links(&file(&set, "brief", profile)), expected(&brief));
        }
        assert_eq!(links(&file(&set, "brief", "press")), []);
    }
}

/// What is said of links that paper loses.
fn hidden(set: &Draft, theme: &str) -> Vec<String> {
    let options = Options { theme: Some(theme.into()), ..Options::default() };
    let told = set.told(&options, check_and_lint);
    let found = told.sink.found().iter().filter(|fault| fault.code == Code::HiddenAddress);
    found.map(|fault| fault.message.clone()).collect()
}

#[test]
fn an_address_that_paper_loses_is_told() {
    for link in [
        "See missingkids.org.",
        "See [missingkids.org](https://www.missingkids.org/gethelpnow).",
        "See [the figures](https://www.missingkids.org/ourwork/impact).",
        "See [the figures](https://missingkids.org/ourwork/impact/).",
        "See [the law](https://www.missingkids.org/law), missingkids.org/law.",
        "[Call us](tel:+18008435678) or [write to info@missingkids.org](mailto:info@missingkids.org).",
        "Call [1-800-843-5678](tel:+18008435678).",
    ] {
        for theme in ["memo", "brief"] {
            assert_eq!(hidden(&sample_with(link), theme), [""; 0], "{link}");
        }
    }
    for (link, told) in [
        (
            "See [the law](https://www.missingkids.org/law).",
            "on paper, nobody can see where “the law” leads: missingkids.org/law",
        ),
        (
            "See [the law](https://www.missingkids.org/law) at missingkids.org.",
            "on paper, nobody can see where “the law” leads: missingkids.org/law",
        ),
        (
            "[Write to us](mailto:info@missingkids.org).",
            "on paper, nobody can see where “Write to us” leads: info@missingkids.org",
        ),
        (
            "[Call the office](tel:+15025550100).",
            "on paper, nobody can see where “Call the office” leads: 1-502-555-0100",
        ),
    ] {
        assert_eq!(hidden(&sample_with(link), "memo"), [told], "{link}");
    }
}

#[test]
fn the_file_says_about_itself_what_the_set_does() {
    let set = Draft::sample();
    let start = set.text("wording.en.toml").find("[properties]").expect("the sample has properties");
    let without = set.clone().with("wording.en.toml", &set.text("wording.en.toml")[..start]);
    let said = |set: &Draft| -> Vec<String> {
        let file = file(set, "memo", "office");
        let info = file.dictionary(&file.document.trailer, "Info");
        let text =
            |key: &[u8]| info.get(key).map_or(String::new(), |v| lopdf::decode_text_string(v).unwrap());
        [&b"Title"[..], b"Subject", b"Keywords"].map(text).to_vec()
    };
    let [title, subject, keywords] = <[String; 3]>::try_from(said(&set)).unwrap();
    assert_eq!(title, "Kentucky 2023: missing and exploited children");
    assert!(
        subject.contains("in Kentucky in 2023") && keywords.ends_with(", Kentucky"),
        "{subject} {keywords}"
    );
    let [title, subject, keywords] = <[String; 3]>::try_from(said(&without)).unwrap();
    assert_eq!((title.as_str(), keywords.as_str()), ("Kentucky Data 2023", ""));
    assert!(subject.starts_with("Combating child sexual exploitation; "), "{subject}");
}

#[test]
fn properties_are_judged_like_any_text() {
    for (from, to, code) in [
        ("CyberTipline\", \"{{ state.name }}", "CyberTipline\", \"Ohio", Code::OtherState),
        ("title = \"{{ state.name }} {{ year }}:", "title = \"Data {{ year }}:", Code::OtherState),
        ("{{ state.in_prose }} in {{ year }}\"\nk", "{{ state.in_prose }} in 2019\"\nk", Code::OtherYear),
        ("What {{ publisher.short }} did", "What TODO did", Code::Filler),
        ("What {{ publisher.short }} did", "What {{ publisher.shor }} did", Code::UnknownPlaceholder),
        ("What {{ publisher.short }} did", "What **{{ publisher.short }}** did", Code::Markup),
        ("What {{ publisher.short }} did", "What [it](https://www.missingkids.org) did", Code::Markup),
        ("\"missing children\",", "\"missing children, exploitation\",", Code::BadValue),
        ("subject = ", "topic = ", Code::UnknownKey),
    ] {
        let set = Draft::sample().edit("wording.en.toml", from, to);
        let told = set.told(&Options::default(), check_and_lint);
        let codes: Vec<Code> = told.sink.found().iter().map(|fault| fault.code).collect();
        assert!(codes.contains(&code), "{to}: {codes:?}");
    }
}
