//! A set that is only begun: each message says what to write, so that one round is enough.

use crate::kit::set::Draft;
use chrono::NaiveDate;
use handout::Options;
use handout::internals::diagnostic::Diagnostic;

/// Message and help of each fault in a set of these files.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let options = Options { date: NaiveDate::from_ymd_opt(2024, 5, 1), ..Options::default() };
    let told = Draft::made(files.iter().copied()).told(&options, |_, _| ());
    let fault = |fault: &Diagnostic| {
        format!("{} → {}", fault.message, fault.help.as_deref().expect("each message has a help"))
    };
    told.sink.in_order().into_iter().map(fault).collect()
}

#[test]
fn what_is_missing_is_asked_for_as_it_is_written() {
    let wanted = [
        "`handout.toml` has no `year` → add a line `year = 2023` at the top of the file",
        "`handout.toml` has no `theme` → add a line `theme = \"memo\"`, or `theme = \"brief\"`, at the top of the file",
        "`handout.toml` has no `publisher` → add a table `[publisher]` with a line `name = \"…\"`",
        "`handout.toml` has no `figures` → add a table for each figure: `[figures.cases]` with the lines \
         `scope = \"state\"` and `label = \"Cases\"`",
        "`wording.en.toml` has no `language` → add a line `language = \"en\"` at the top of the file",
        "`wording.en.toml` has no `page` → add a table `[page]` with the lines `organization = \"…\"` \
         and `title = \"…\"`",
        "`wording.en.toml` has no `section` → add a line `[[section]]`, and below it the lines \
         `heading = \"…\"` and `text = \"…\"`",
        "`national.toml` has no `year` → add a line `year = 2023` at the top of the file",
        "`national.toml` has no `figures` → add a table `[figures]` with a line for each figure: `cases = 49`",
        "`kentucky.toml` has no `name` → add a line `name = \"…\"` at the top of the file",
        "`kentucky.toml` has no `postal` → add a line `postal = \"KY\"` at the top of the file",
        "`kentucky.toml` has no `year` → add a line `year = 2023` at the top of the file",
        "`kentucky.toml` has no `figures` → add a table `[figures]` with a line for each figure: `cases = 49`",
    ];
    let files = [
        ("handout.toml", "languages = [\"en\"]\n"),
        ("wording.en.toml", ""),
        ("national.toml", ""),
        ("states/kentucky.toml", ""),
    ];
    assert_eq!(told(&files), wanted);
}

/// A set made by doing what is asked for above has no fault: a footer is not among it.
#[test]
fn what_is_asked_for_is_enough() {
    let files = [
        (
            "handout.toml",
            "languages = [\"en\"]\nyear = 2023\ntheme = \"memo\"\n[publisher]\nname = \"Office of Counting\"\n\
             [figures.cases]\nscope = \"state\"\nlabel = \"Cases\"\n",
        ),
        (
            "wording.en.toml",
            "language = \"en\"\n[page]\norganization = \"A\"\ntitle = \"B\"\nintro = \"C\"\n\
             [[section]]\nheading = \"D\"\ntext = \"{{ cases }}\"\n",
        ),
        ("national.toml", "year = 2023\n[figures]\n"),
        (
            "states/kentucky.toml",
            "name = \"Kentucky\"\npostal = \"KY\"\nyear = 2023\n[figures]\ncases = 49\n",
        ),
    ];
    assert_eq!(told(&files), [""; 0]);
}

#[test]
fn an_empty_text_is_asked_for_or_may_go() {
    let files = [
        (
            "handout.toml",
            "languages = [\"en\"]\nyear = 2023\ntheme = \"\"\nprofile = \"\"\n[publisher]\nname = \" \"\n[contact]\nweb = \"\"\n\
             [figures.cases]\nscope = \"state\"\nlabel = { en = \"\" }\n",
        ),
        (
            "wording.en.toml",
            "language = \"en\"\n[page]\norganization = \"\"\ntitle = \"B\"\nintro = \"C\"\nkicker = \"\"\n\
             [[section]]\nheading = \"D\"\ntext = \"{{ cases }}\"\n[footer]\ncall = \"\"\n",
        ),
        ("national.toml", "year = 2023\n[figures]\n"),
        (
            "states/kentucky.toml",
            "name = \"Kentucky\"\npostal = \"KY\"\nyear = 2023\n[figures]\ncases = \"\"\n",
        ),
    ];
    let number = "write \"not reported\", \"not applicable\" or \"suppressed\" (known, but withheld), or `0` if there \
                  were none";
    let wanted = [
        "`theme` is empty → write its text: `theme = \"memo\"`, or `theme = \"brief\"`".to_owned(),
        "`profile` is empty → write its text, or delete the line".to_owned(),
        "`name` is empty → write its text: `name = \"…\"`".to_owned(),
        "`web` is empty → write its text".to_owned(),
        "`en` is empty → write its text".to_owned(),
        "`organization` is empty → write its text: `organization = \"…\"`".to_owned(),
        "`kicker` is empty → write its text, or delete the line".to_owned(),
        "`call` is empty → write its text, or delete the line".to_owned(),
        format!("`cases` is empty → {number}"),
    ];
    assert_eq!(told(&files), wanted);
}

#[test]
fn a_set_without_national_figures_is_told_to_have_the_file() {
    let told = told(&[("handout.toml", "languages = []\n")]);
    let wanted = "there is no such file → check its name, or create it: every set has this file";
    assert!(told.iter().any(|told| told == wanted), "{told:?}");
}
