//! `format` of the set file: what this program reads, and what it leaves to a newer one.

use crate::kit::set::{Draft, check};
use handout::Options;

/// A tiny set whose set file begins with `line`.
fn with(line: &str) -> Draft {
    let set = Draft::invented(1, 0);
    let text = format!("{line}\n{}", set.text("handout.toml"));
    set.with("handout.toml", text)
}

#[test]
fn the_format_there_is_may_be_said_and_changes_nothing() {
    let said = with("format = 1").build(&Options::default());
    assert!(said == Draft::invented(1, 0).build(&Options::default()), "other bytes");
    let inside = Draft::unpacked(said.values().next().expect("a sheet"));
    assert!(!inside.text("handout.toml").contains("format"), "{}", inside.text("handout.toml"));
}

#[test]
fn a_newer_format_is_refused_and_nothing_else_is_said() {
    // Neither a key that nobody knows yet nor a wording that is not there.
    let set = with("format = 2\nunheard_of = true").without("wording.en.toml");
    let told = set.told(&Options::default(), check).text();
    assert!(
        told.starts_with(
            "handout.toml:1:10: error[bad-value]: this set is of format 2; this program reads up to 1\n"
        ),
        "{told}"
    );
    assert!(told.contains("help: get a newer handout") && told.matches("error[").count() == 1, "{told}");
    let later = with("format = 99999999999999999999").told(&Options::default(), check).text();
    assert!(later.contains("this set is of format 99999999999999999999; this program"), "{later}");
}

#[test]
fn what_is_no_format_is_refused() {
    for (line, words) in [
        ("format = 0", "there is no format 0"),
        ("format = -1", "there is no format -1"),
        ("format = 0x2", "there is no format 0x2"),
        ("format = \"1\"", "`format` is a text"),
        ("format = 1.0", "`format` is a number with a decimal point"),
    ] {
        let told = with(line).told(&Options::default(), check).text();
        assert!(told.contains(words) && told.matches("error[").count() == 1, "{line}: {told}");
    }
}
