//! Telephone numbers, addresses and the QR code of a whole page: what agrees stays clean, what does not
//! is refused by `check` and `build`.

use crate::kit::set::{Draft, check};
use handout::Options;
use handout::internals::diagnostic::Severity;

/// A set of two places whose contact data agree.
fn set(text: &str, footer: &str) -> Draft {
    let case = Draft::of("tests/cases/leads-elsewhere");
    let wording = format!(
        "language = \"en\"\n[page]\norganization = \"O\"\ntitle = \"{{{{ state.name }}}} Horses\"\n\
         intro = \"Horses of {{{{ state.in_prose }}}}.\"\n[[section]]\nheading = \"H\"\ntext = '''{text} {{{{ horses }}}}.'''\n\
         [footer]\n{footer}\n"
    );
    case.with("wording.en.toml", wording)
}

const FOOTER: &str = "hotline = \"[{{ contact.hotline }}](tel:+18005550187)\"
web = \"[{{ contact.web }}](https://counting.example)\"
qr = \"https://www.counting.example/horses\"";

/// The errors of a set.
fn errors(set: &Draft) -> Vec<String> {
    let told = set.told(&Options::default(), check);
    let found = told.sink.found().iter().filter(|fault| fault.severity == Severity::Error);
    found.map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

#[test]
fn contact_data_that_agree_stay_clean() {
    for text in [
        "Call [1-800-555-0187](tel:+18005550187) or [the office](tel:+1-800-555-0187).",
        "Call 1-800-555-0187, or 1-888-422-4453 in Spanish.",
        "The offices have 502-555-0100 and 502-555-0101; by fax 502-555-0199.",
        "Call 988 or 911.",
        "More is [on the page](https://counting.example/horses/2023) and in [the list](https://counting.example/list).",
        "The report of [this spring](https://counting.example/reports/2024/horses) has more.",
        "[The figures of 2020](https://counting.example/2020/) were lower.",
        "Their own page is [here](https://counting.example/{{ state.name }}/horses).",
        "[The list](https://counting.example/list) and once more [the list](https://www.counting.example/list/).",
        "See [counting.example](https://counting.example) and [counting.example](https://counting.example/more).",
        "See counting.example/horses, or [the bureau](https://www.census.gov/programs-surveys/acs).",
        "See [the law](https://www.govinfo.gov/app/details/USCODE-18/id/in/la/de).",
        "See [the form](https://forms.example/es/hi/me?id=20231).",
        "See [the map](https://counting.example/page/1234).",
    ] {
        assert_eq!(errors(&set(text, FOOTER)), [""; 0], "{text}");
    }
    for footer in [
        "",
        "web = \"[{{ contact.web }}](https://counting.example)\"",
        "qr = \"https://counting.example\"",
        "hotline = \"{{ contact.hotline }}\"\nhotline_digits = \"(800-555-0187)\"",
        "source = \"Office of Counting\"",
    ] {
        assert_eq!(errors(&set("They are counted.", footer)), [""; 0], "{footer}");
    }
}

#[test]
fn contact_data_that_disagree_are_refused() {
    for (text, told) in [
        ("Call 1-800-555-0178.", "the telephone numbers 1-800-555-0178 and 1-800-555-0187 nearly agree"),
        ("Call [us](tel:+18005550178).", "nearly agree"),
        ("Call 1-888-555-0187.", "nearly agree"),
        ("Call 1-800-555-1087.", "nearly agree"),
        ("Call (800) 555-018.", "nearly agree"),
        ("Call [us](tel:+18005550187) or write to [us](mailto:us@counting.example).", "“us” leads to"),
        ("[Here](https://counting.example/a) and [here](https://counting.example/b).", "“here” leads to"),
        ("See [it](https://counting.example/lyonesse/horses).", "is an address of Lyonesse"),
        ("See [it](https://lyonesse.counting.example).", "is an address of Lyonesse"),
        ("See counting.example/lyonesse.", "is an address of Lyonesse"),
        (
            "See [it](https://counting.example/2022/horses).",
            "is an address of 2022, but the sheet is for 2023",
        ),
        ("See [it](https://counting.example/horses-2025.pdf).", "is an address of 2025"),
        ("See couting.example/horses.", "looks like a misspelled counting.example"),
    ] {
        let found = errors(&set(text, FOOTER));
        assert!(
            found.iter().any(|fault| fault.starts_with("leads-elsewhere") && fault.contains(told)),
            "{text}: {found:?}"
        );
    }
    for (from, to, told) in [
        (
            "https://www.counting.example/horses",
            "https://evil.example",
            "which stands nowhere else on the page",
        ),
        (
            "https://www.counting.example/horses",
            "https://counting.example/lyonesse",
            "is an address of Lyonesse",
        ),
        ("https://www.counting.example/horses", "https://counting.example/2022", "is an address of 2022"),
    ] {
        let found = errors(&set("They are counted.", &FOOTER.replace(from, to)));
        assert!(found.iter().any(|fault| fault.contains(told)), "{to}: {found:?}");
    }
}

#[test]
fn an_address_of_another_state_of_the_list_is_refused() {
    let on = |name: &str, postal: &str, address: &str| {
        let set = set(&format!("See [it]({address})."), FOOTER).without("states/lyonesse.toml");
        errors(&set.with(
            "states/avalon.toml",
            format!("name = \"{name}\"\npostal = \"{postal}\"\nyear = 2023\n[figures]\nhorses = 45\n"),
        ))
    };
    for (name, postal, address) in [
        ("Kentucky", "KY", "https://counting.example/kentucky"),
        ("Kentucky", "KY", "https://counting.ky.gov/horses"),
        ("Kentucky", "KY", "https://counting.example/KY"),
        ("Kentucky", "KY", "https://counting.example/in/de/co"),
        ("Kentucky", "KY", "https://www.ohiohorses.example"),
        ("West Virginia", "WV", "https://counting.example/west-virginia"),
        ("West Virginia", "WV", "https://counting.example/westvirginia"),
        ("New York", "NY", "https://counting.example/nueva-york"),
        // A county's page may be its state's.
        ("Kings County", "KING", "https://counting.example/washington/kings"),
    ] {
        assert_eq!(on(name, postal, address), [""; 0], "{address}");
    }
    for (name, postal, address, other) in [
        ("Kentucky", "KY", "https://counting.example/ohio/horses", "Ohio"),
        ("Kentucky", "KY", "https://counting.example/states?state=OH", "Ohio"),
        ("Kentucky", "KY", "https://counting.example/states/in/horses", "Indiana"),
        ("Kentucky", "KY", "https://www.in.gov/horses", "Indiana"),
        ("Kentucky", "KY", "https://counting.example/TN", "Tennessee"),
        ("Kentucky", "KY", "https://counting.example/horses-ohio.pdf", "Ohio"),
        ("Kentucky", "KY", "https://counting.example/newyork", "New York"),
        ("Virginia", "VA", "https://counting.example/west-virginia", "West Virginia"),
    ] {
        let found = on(name, postal, address);
        let told = format!("is an address of {other}, on the sheet of another place");
        assert!(found.iter().any(|fault| fault.ends_with(&told)), "{address}: {found:?}");
    }
}

#[test]
fn contact_lines_that_name_another_state_are_refused() {
    let with = |line: &str| {
        let set = set("They are counted.", FOOTER);
        errors(&set.edit("handout.toml", "[contact]\n", &format!("[contact]\n{line}\n")))
    };
    for line in [
        "address = \"12 Horse Street, Alexandria, Virginia 22314\"",
        "address = \"12 Horse Street, Frankfort, KY 40601\"",
        "office = \"the national office\"",
    ] {
        assert_eq!(with(line), [""; 0], "{line}");
    }
    let found = with("office = \"the office of Lyonesse\"");
    assert!(
        found.iter().any(|fault| fault.contains("the name `Lyonesse` is in the contact data")),
        "{found:?}"
    );
}
