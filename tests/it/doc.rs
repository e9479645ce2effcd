//! The wording stage: what the page says, where each figure comes from, and what it refuses.

use crate::kit::sample::{Sample, paragraph, section, table};
use crate::kit::slice;
use handout::internals::diagnostic::At;
use handout::internals::document::{InlineKind, dump};
use handout::internals::outline::Block;
use handout::internals::set::Template;
use insta::assert_snapshot;

/// What one paragraph of wording becomes for Kentucky, or its faults.
fn said(text: &str) -> String {
    Sample::kentucky().said(text)
}

/// Each text and what becomes of it.
fn all_said(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{text}\n  → {}\n", said(text).trim_end())).collect()
}

#[test]
fn shipped_english_wording() {
    let (sample, wording) = Sample::shipped("en");
    match sample.compose(&wording) {
        Ok(document) => assert_snapshot!(dump(&document)),
        Err(faults) => panic!("{}", sample.faults(&faults)),
    }
}

#[test]
fn shipped_spanish_wording() {
    let (sample, wording) = Sample::shipped("es");
    match sample.compose(&wording) {
        Ok(document) => assert_snapshot!(dump(&document)),
        Err(faults) => panic!("{}", sample.faults(&faults)),
    }
}

#[test]
fn shipped_wording_of_a_state_with_ones_and_gaps() {
    let (sample, wording) = Sample::shipped("en");
    let sample = sample
        .count("cvip_submissions", 1)
        .count("cst_engagements", 0)
        .count("connect_joined", 1)
        .count("mental_health", 1)
        .unreported("team_hope");
    match sample.compose(&wording) {
        Ok(document) => assert_snapshot!(dump(&document)),
        Err(faults) => panic!("{}", sample.faults(&faults)),
    }
}

#[test]
fn every_figure_keeps_its_place_in_the_data() {
    let (sample, wording) = Sample::shipped("en");
    let document = sample.compose(&wording).expect("a document");
    let mut seen = std::collections::BTreeSet::new();
    let paragraphs =
        document.page.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![&paragraph.text],
            Block::List(list) => list.texts().collect(),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect()
            }
        });
    for inline in paragraphs.flat_map(|line| &line.inlines) {
        match inline.kind {
            InlineKind::Figure(number, span) => {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                assert_eq!(digits(sample.sources.slice(span)), digits(&inline.text));
                seen.insert(number);
            }
            InlineKind::Datum(_, span) => {
                assert_eq!(sample.sources.slice(span).trim_matches('"'), inline.text)
            }
            InlineKind::Wording => {}
        }
    }
    assert_eq!(seen.len(), sample.facts.figures.len(), "each figure is printed");
}

#[test]
fn only_the_place_itself_has_its_outline() {
    for (name, postal, outline) in [
        ("Kentucky", "KY", Some("KY")),
        ("Nueva York", "NY", Some("NY")),
        ("Garfield County", "AL", None),
        ("Kentucky", "OH", None),
        ("Kentuky", "KY", None),
        ("Kite Islands", "QK", None),
    ] {
        let mut sample = Sample::kentucky();
        sample.facts.place.names.first.name.value = name.to_owned();
        sample.facts.place.postal.value = postal.to_owned();
        let wording = sample.paragraph("Words.");
        let document = sample.compose(&wording).expect("a document");
        assert_eq!(document.silhouette.as_deref(), outline, "{name} {postal}");
    }
}

#[test]
fn placeholders() {
    assert_snapshot!(all_said(&[
        "{{ cybertips }} and {{us_content}}",
        "{{ us_trafficking_reports | capitalize }} reports",
        "{{ state.name }}, {{ state.postal }}, {{ year }}, {{ publisher.short }}, {{ contact.hotline }}",
        "{{ cst_engagements }}~{{ cst_engagements | noun }}",
        "{{ cst_engagements | noun | capitalize }}",
        r#"{{ team_hope | plural("case", "cases~of") }}"#,
        r#"{{ "one" if team_hope == 1 else "many" }}"#,
        "{{ us_trafficked_share }} **{{ cybertips }}**",
        "one{# a remark #} two",
        "one\n  two\tthree\n",
        "one {%- if cybertips %} two{% endif %}",
    ]));
}

#[test]
fn words_for_one() {
    let one = || Sample::kentucky().count("cst_engagements", 1);
    assert_eq!(one().said("{{ cst_engagements }} {{ cst_engagements | noun }}"), "⟨6:1⟩ ‹engagement›");
    assert_eq!(one().said(r#"{{ cst_engagements | plural("a", "b") }}"#), "a");
}

#[test]
fn words_in_place_of_numbers() {
    let of = |value: &str| match value {
        "missing" => Sample::kentucky().unreported("cst_engagements"),
        count => Sample::kentucky().count("cst_engagements", count.parse().expect("a count")),
    };
    for (value, text, said) in [
        ("6", "{{ cst_engagements | words }}", "⟨6:six⟩"),
        ("10", "{{ cst_engagements | words }}", "⟨6:10⟩"),
        ("6", "{{ cst_engagements | words | capitalize }}", "⟨6:Six⟩"),
        ("6", "{{ cst_engagements | or(\"no record of\") }}", "⟨6:6⟩"),
        ("0", "{{ cst_engagements | or(\"no record of\") }}", "⟨6:0⟩"),
        ("missing", "{{ cst_engagements | or(\"no record of\") }}", "no record of"),
        ("0", "{{ cst_engagements | zero(\"no\") }} {{ cst_engagements | noun }}", "no ‹engagements›"),
        ("1", "{{ cst_engagements | zero(\"no\") | or(\"some\") }}", "⟨6:1⟩"),
        ("0", "{{ cst_engagements | words | zero(\"no\") | or(\"some\") }}", "no"),
        ("missing", "{{ cst_engagements | words | zero(\"no\") | or(\"some\") }}", "some"),
        ("missing", "{% if cst_engagements is not_reported %}a{% else %}b{% endif %}", "a"),
        ("missing", "{% if cst_engagements is suppressed %}a{% else %}b{% endif %}", "b"),
        ("0", "{% if cst_engagements is not_applicable %}a{% else %}b{% endif %}", "b"),
        ("6", "{{ state.possessive }} {{ state.adjective }}", "‹Kentucky’s› ‹Kentucky›"),
        ("6", "{{ cst_engagements.year }}", "‹2023›"),
    ] {
        assert_eq!(of(value).said(text), said, "{value}: {text}");
    }
}

#[test]
fn conditions() {
    let cases = [
        "team_hope",
        "not team_hope",
        "team_hope is reported",
        "team_hope is not reported",
        "team_hope is zero",
        "team_hope > 0",
        "team_hope == 0",
        "team_hope != 0",
        "0 < team_hope <= 45",
        "team_hope and mental_health",
        "team_hope or mental_health",
    ];
    let answer = |sample: Sample, case: &str| {
        let text = format!("{{% if {case} %}}yes{{% else %}}no{{% endif %}}");
        sample.said(&text)
    };
    let row = |case: &&str| {
        let value = answer(Sample::kentucky(), case);
        let zero = answer(Sample::kentucky().count("team_hope", 0), case);
        let missing = if case.contains(['<', '=', '>']) {
            "refused".to_owned()
        } else {
            answer(Sample::kentucky().unreported("team_hope"), case)
        };
        format!("{case:32} 45: {value:4} 0: {zero:4} not reported: {missing}\n")
    };
    assert_snapshot!(cases.iter().map(row).collect::<String>());
    for (case, expected) in [
        (r#"state.postal == "KY""#, "yes"),
        (r#"state.postal in ["OH", "KY"]"#, "yes"),
        (r#"state.postal not in ["OH", "KY"]"#, "no"),
        (r#"state.name != "Ohio""#, "yes"),
        ("year >= 2023", "yes"),
        ("missing_facility < missing_cases", "yes"),
        ("us_cybertips > 36149999", "yes"),
        ("us_trafficked_share == 19", "yes"),
    ] {
        assert_eq!(answer(Sample::kentucky(), case), expected, "{case}");
    }
}

#[test]
fn markdown() {
    assert_snapshot!(all_said(&[
        "**bold {{ cybertips }} bold** plain",
        "**{{ cybertips }}.**",
        "[text **bold**](https://a.org/~x_y*z) [call](tel:+18005550100) [mail](mailto:a@b.org)",
        "**[{{ state.name }}](https://{{ contact.web }}/{{ state.postal }})**",
        r"1\. one \* two \~ three \_ \[x](y) \{ \\",
        "AT&amp;T & Co &copy; 5 &lt; 6 [sic] snake_case",
        "In~{{ year }}, x~**y**",
        "{{ year }}. x",
        "2023 was x",
        "**{% if team_hope is zero %}none{% endif %}** rest",
        "**a** {% if cybertips %}**b**{% endif %}**c**",
        "it's \"so\"",
    ]));
}

#[test]
fn data_is_never_markup() {
    let mut sample = Sample::kentucky();
    sample.facts.place.names.first.name.value = "**[x](y)** {{ year }} ~ <b> \\".into();
    assert_eq!(sample.said("a {{ state.name }} b"), "a ‹**[x](y)** {{ year }} ~ <b> \\› b");
}

#[test]
fn faults_of_templates() {
    assert_snapshot!(all_said(&[
        "a {{ team_hop }} b",
        "a {{ Team-Hope }} b",
        "a {{ horses }} b",
        "a {{ state }} b",
        "a {{ state.nam }} b",
        "a {{ publisher.website }} b",
        "{% if false %}{{ team_hop }}{% if cybertip > 1 %}x{% endif %}{% endif %}",
        "one\ntwo {{ cybertips ",
        "{{ cybertips } x",
        "{ cybertips } x",
        "cybertips }} x",
        "{% if cybertips %} x",
        "{% if cybertips %} {% if team_hope %} x {{ year }} {% endif %} y",
        "{% if cybertips } x {% endif %}",
        "x {% endif %}",
        "{{ team hope }}",
        "{{ }}",
        "{% for x in [1] %}{% endfor %}",
        "{% include \"x\" %}",
        "{% set x = 1 %}",
        "{{ cybertips | capitalise }}",
        "{{ cybertip | upper }}",
        "{{ cybertips | noun }}",
        "{{ year | noun }}",
        "{{ cybertips | plural(\"case\") }}",
        "{{ cybertips | plural(\"case\", 2) }}",
        "{{ range(3) }}",
        "{{ cybertips + 1 }}",
        "{{ cybertips ~ team_hope }}",
        "{{ 5 }}",
        "{{ cybertips > 1 }}",
        "{{ [1] }}",
        "{% if cybertips is reportd %}x{% endif %}",
        "{% if state.name is zero %}x{% endif %}",
        "{% if state.name > 1 %}x{% endif %}",
        "{% if cybertips == \"many\" %}x{% endif %}",
        "{% if cybertips > 1.5 %}x{% endif %}",
        "{% if cybertips + 1 %}x{% endif %}",
        "a \u{f0000} b",
    ]));
}

#[test]
fn faults_of_markdown() {
    assert_snapshot!(all_said(&[
        "a **b c",
        "a {{ cybertips }} b** c",
        "**a** **b",
        "a ** b ** c",
        "a *b* c",
        "a _b_ c",
        "a __b__ c",
        "5 * 3",
        "1. one",
        "- one",
        "* one",
        "# one",
        "> one",
        "---",
        "a `b` c",
        "a <b>c</b>",
        "<div>x</div>",
        "![a](https://b.org)",
        "[a]: https://b.org",
        "[a](http://b.org)",
        "[a](javascript:x)",
        "[a](b c)",
        "[a](https://b.org",
        "[a](https://b.org \"t\")",
        "<https://b.org>",
        "[a]()",
        "a &#xF0000; b",
    ]));
}

#[test]
fn a_figure_without_a_value_is_not_printed() {
    let faults = |text| Sample::kentucky().unreported("team_hope").said(text);
    assert_snapshot!(faults("a {{ team_hope }} b {{ team_hope | plural(\"x\", \"y\") }}"));
    assert_eq!(faults("a{% if team_hope is reported %} {{ team_hope }}{% endif %} b"), "a b");
}

#[test]
fn empty_paragraphs_and_sections_go() {
    assert_eq!(said("{% if team_hope is zero %}x{% endif %}"), "(nothing)");
    let mut sample = Sample::kentucky();
    let wording = sample.paragraph("**{% if team_hope is zero %}x{% endif %}**\n ");
    let document = sample.compose(&wording).expect("a document");
    assert!(document.page.sections.is_empty());
}

#[test]
fn tables_follow_their_lead() {
    let mut sample = Sample::kentucky();
    let mut wording = sample.paragraph("before");
    let file = sample.sources.add("table.toml", "Of {{ missing_cases }} cases: missing_facilty");
    let lead = Template::verbatim("Of {{ missing_cases }} cases:", file, 0);
    let rows = [("Facility", "missing_facility"), ("Other", "missing_other")];
    let table = |rows| table(lead.clone(), rows, file);
    let before = wording.page.sections[0].blocks.clone();
    wording.page.sections[0].blocks.extend(table(&rows));
    wording.page.sections[0].blocks.push(paragraph(Template::verbatim("after", file, 0)));
    wording.page.sections.push(section("Empty", vec![Template::verbatim(" ", file, 0)], file));
    assert_snapshot!(dump(&sample.compose(&wording).expect("a document")));

    wording.page.sections[0].blocks = before;
    wording.page.sections[0].blocks.extend(table(&[("Facility", "missing_facilty")]));
    assert_snapshot!(sample.faults(&sample.compose(&wording).expect_err("a fault")));
}

#[test]
fn all_faults_of_a_wording_are_found_in_one_run() {
    let mut sample = Sample::kentucky();
    let mut wording = sample.paragraph("{{ a }} {{ b }} **");
    let file = sample.sources.add("more.toml", "{{ c }} # x");
    wording.page.head.title = Template::verbatim("{{ c }}", file, 0);
    wording.page.foot.call = Some(Template::verbatim("# x", file, 8));
    let faults = sample.compose(&wording).expect_err("faults");
    assert_eq!(faults.len(), 5, "{}", sample.faults(&faults));
}

#[test]
fn an_unknown_language_is_refused() {
    let mut sample = Sample::kentucky();
    let mut wording = sample.paragraph("x");
    wording.language.value = "fr".into();
    assert_snapshot!(sample.faults(&sample.compose(&wording).expect_err("a fault")));
}

proptest::proptest! {
    #![proptest_config(slice(1000))]

    /// Whatever is typed, there is a text or a fault with a place in the file, and the words of the
    /// data come out as they are.
    #[test]
    fn any_text_is_said_or_refused(parts in proptest::collection::vec(proptest::sample::select(PIECES), 0..12)) {
        let text = parts.concat();
        let mut sample = Sample::kentucky();
        let wording = sample.paragraph(&text);
        match sample.compose(&wording) {
            Ok(document) => {
                for section in &document.page.sections {
                    let Block::Paragraph(paragraph) = &section.blocks[0] else { panic!("no table was asked for") };
                    for inline in &paragraph.text.inlines {
                        assert!(!inline.text.is_empty());
                        assert!(inline.text.chars().all(|c| c < '\u{f0000}' && c != '\n'), "{text:?}");
                        if let InlineKind::Datum(_, span) = inline.kind {
                            assert_eq!(sample.sources.slice(span), inline.text);
                        }
                    }
                }
            }
            Err(faults) => assert!(faults.iter().all(|fault| match fault.at {
                At::Span(span) => sample.sources.text(span.file).get(span.start as usize..span.end as usize).is_some(),
                _ => false,
            }), "{text:?}\n{}", sample.faults(&faults)),
        }
    }
}

/// What the texts of the property above are made of.
const PIECES: &[&str] = &[
    "**",
    "*",
    "_",
    "~",
    "\\",
    "[",
    "](",
    ")",
    "https://a.org",
    "`",
    "<b>",
    "&amp;",
    "&#10;",
    "!",
    "#",
    "1. ",
    "- ",
    " ",
    "\n",
    "a",
    "é",
    "\u{a0}",
    "{{ cybertips }}",
    "{{ state.name }}",
    "{{ year",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{",
    "{% if team_hope %}",
    "{% if cybertips is zero %}",
    "{% else %}",
    "{% endif %}",
    "{{- publisher.name -}}",
    "{{ team_hope | plural(\"x\", \"é\") }}",
    "{{ us_content | capitalize }}",
    "{{ é }}",
    "{% if é > 1 %}",
    "~~",
    ": ",
];

#[test]
fn a_composer_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<handout::internals::wording::Composer>();
}
