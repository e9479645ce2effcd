//! What people paste where a figure, a date or a key belongs: the message, and that doing what its help says
//! mends the set in one round.

use crate::kit::set::{Draft, Told};
use chrono::NaiveDate;
use handout::Options;
use handout::internals::diagnostic::{Diagnostic, Severity};

const STATE: &str = "states/avalon.toml";

/// A sound set that prints a count of any kind.
fn sound() -> Draft {
    Draft::made([
        (
            "handout.toml",
            "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
             [publisher]\nname = \"Office of Counting\"\n[figures.horses]\nscope = \"state\"\nlabel = \"Horses\"\n",
        ),
        (
            "wording.en.toml",
            "language = \"en\"\n[page]\norganization = \"Office of Counting\"\ntitle = \"{{ state.name }} Data\"\n\
             intro = \"The office counts.\"\n[[section]]\nheading = \"Horses\"\n\
             text = \"In {{ state.in_prose }}: {{ horses }}.\"\n",
        ),
        ("national.toml", "year = 2023\n[figures]\n"),
        (STATE, "name = \"Avalon\"\npostal = \"AV\"\nyear = 2023\n[figures]\nhorses = 12\n"),
    ])
}

fn told(draft: &Draft) -> Told {
    let options = Options { date: NaiveDate::from_ymd_opt(2024, 5, 1), ..Options::default() };
    draft.told(&options, |_, _| ())
}

/// The one error of a set: its message and help.
fn error(draft: &Draft) -> (String, String) {
    let told = told(draft);
    let errors: Vec<&Diagnostic> =
        told.sink.found().iter().filter(|fault| fault.severity == Severity::Error).collect();
    let [fault] = errors.as_slice() else { panic!("not one error:\n{}", told.text()) };
    (fault.message.clone(), fault.help.clone().expect("each message has a help"))
}

/// What a help tells to type: `8_597`, "not reported".
fn literals(help: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), help);
    while let Some(at) = rest.find(['`', '"']) {
        let Some(length) = rest[at + 1..].find(&rest[at..=at]) else { break };
        let typed = &rest[at + 1..at + 1 + length];
        found.push(if rest[at..].starts_with('`') { typed.to_owned() } else { format!("\"{typed}\"") });
        rest = &rest[at + length + 2..];
    }
    found.retain(|typed| typed != "note");
    found
}

const CELLS: &str = "*|**|N/A|n/a|#N/A|n.a.|—|–|-|.|..|…|x|S|D|(D)|(X)|<5|< 5|≤5|>100|5+|100+|≥ 5|null|nan|TBD|8,597|\
    8 597|8'597|1,234,567|6.6 per 100,000|1 in 5|112†|112*|112¹|112 (est.)|~112|≈112|approx. 300|c. 300|\
    est. 300|300 approx.|USD 5|$5.5|€5|-$5|.19|-3.2|14.1 per billion|19 percent|19 pct|12K|1.2M|1.2 mio|1½ million|+3|(3)|-3|3-5|3–5|3 to 5|\
    85_97|210_04|0x1F|1e3|8.6E+03|05/01/2024|2024-05-01|8597;|８５９７|٨٥٩٧|#REF!|#DIV/0!|none|five|1/2|112 horses|112[1]|\
    5 or more|at most 5|between 3 and 5|=5|=SUM(A1:A3)|36,2 million|12,5|10,000+|<1%|120%|150.5%|112.|data not available";

#[test]
fn what_a_help_says_to_type_is_read() {
    let sound = sound();
    assert_eq!(told(&sound).text(), "");
    for cell in CELLS.split('|').chain(["", "''"]) {
        let quoted = format!("\"{}\"", cell.replace('\'', "’"));
        let table = format!("{{ value = {quoted}, year = 2023 }}");
        for typed in [cell, &quoted, &table] {
            let faulty = sound.clone().edit(STATE, "= 12", &format!("= {typed}"));
            let (message, help) = error(&faulty);
            let literals = literals(&help);
            assert!(!literals.is_empty(), "{typed}: {message}: {help}");
            for literal in literals {
                let mended = sound.clone().edit(STATE, "= 12", &format!("= {literal}"));
                // What is below one is read where the figure is called a rate.
                let rate = ("[figures.horses]\n", "[figures.horses]\nkind = \"decimal\"\n");
                let mended = match literal.starts_with("\"0.") {
                    true => mended.edit("handout.toml", rate.0, rate.1),
                    false => mended,
                };
                assert_eq!(told(&mended).text(), "", "{typed}: {literal}");
            }
        }
    }
}

#[test]
fn a_cell_is_told_alike_with_and_without_quotes() {
    for cell in CELLS.split('|').filter(|cell| !cell.contains(['\'', '"', '#', ';'])) {
        let said = |typed: &str| error(&sound().edit(STATE, "= 12", &format!("= {typed}"))).1;
        assert_eq!(said(cell), said(&format!("\"{cell}\"")), "{cell}");
    }
}

#[test]
fn a_cell_with_a_remark_or_in_a_table_is_a_cell() {
    for (typed, wanted) in [
        ("8,597† # from the sheet", "`8_597`"),
        ("N/A # asked twice", "\"not reported\""),
        ("$15,000 # from the sheet", "\"$15,000\""),
        ("{ value = 5+, year = 2022 }", "\"at least 5\""),
        ("{ value = approx. 1,300, year = 2022 }", "\"about 1,300\""),
        ("{ value = 49, previous = *, year = 2022 }", "\"suppressed\""),
    ] {
        let (message, help) = error(&sound().edit(STATE, "= 12", &format!("= {typed}")));
        assert!(help.contains(wanted), "{typed}: {message}: {help}");
    }
}

#[test]
fn other_signs_for_a_key_a_remark_and_a_date_are_known() {
    for (file, from, typed, message, help) in [
        (STATE, "horses = 12", "horses: 12", "a key and its value are joined by `=`", "write `horses = 12`"),
        (
            STATE,
            "name = \"Avalon\"",
            "name: Avalon",
            "a key and its value are joined by `=`",
            "write `name = \"Avalon\"`",
        ),
        (STATE, "= 12", "= 12 // counted", "a remark begins with `#`", "write `12 # counted`"),
        (
            STATE,
            "horses = 12",
            "// counted\nhorses = 12",
            "a remark begins with `#`",
            "write `#` in its place",
        ),
        (
            "handout.toml",
            "2024-05-01",
            "05/01/2024",
            "a date is written as year-month-day",
            "write `2024-05-01` or `2024-01-05`",
        ),
        (
            "handout.toml",
            "2024-05-01",
            "May 31, 2024",
            "a date is written as year-month-day",
            "write `2024-05-31`",
        ),
        (
            "handout.toml",
            "2024-05-01",
            "2024-5-1",
            "a date is written as year-month-day",
            "write `2024-05-01`",
        ),
        (
            "handout.toml",
            "2024-05-01",
            "\"05/31/2024\"",
            "`released` is a text",
            "`released` needs a date without quotes: 2024-05-01; write `released = 2024-05-31`",
        ),
        (
            "handout.toml",
            "2024-05-01",
            "1999-01-01",
            "released before the year of the figures, 2023",
            "correct `released` or `year`",
        ),
        (
            "handout.toml",
            "label = \"Horses\"",
            "label = \"Horses\"\nsum_of = []",
            "`sum_of` is empty",
            "name the figures it is the sum of, or delete the line",
        ),
        (
            "wording.en.toml",
            "\"The office counts.\"",
            "\"\"\"\nAges 5\\~17.\n\"\"\"",
            "a backslash has a special meaning inside \"…\"",
            "write it twice: `\\\\~`, or put the text between ''' and '''",
        ),
        (
            "wording.en.toml",
            "\"The office counts.\"",
            "\"\nThe office\n\ncounts.\n\"\"\"",
            "the closing quote is missing",
            "a text of several lines begins and ends with \"\"\", three quotes",
        ),
        ("wording.en.toml", "[[section]]", "[[section]", "the heading is not closed", "end it with `]`"),
        (
            "wording.en.toml",
            "[[section]]",
            "footer = \"x\"\n[[section]]",
            "unknown key `footer` in `[page]`",
            "it is a table of its own: write a line `[footer]`, and its keys below",
        ),
        (
            STATE,
            "horses = 12",
            "horses = 12\nsource = \"The office\"",
            "unknown figure `source`",
            "write it at the top of the file, above the first line in brackets",
        ),
        (
            "wording.en.toml",
            "{{ horses }}",
            "{{ horses | plural('a) }}",
            "the quote that begins here is not closed",
            "end the words with the same quote: `{{ cases | plural(\"case\", \"cases\") }}`",
        ),
    ] {
        let (said, told) = error(&sound().edit(file, from, typed));
        assert_eq!((said.as_str(), told.as_str()), (message, help), "{typed}");
    }
}

/// Not at the last line of the file, and not for what is only at odds with it.
#[test]
fn a_fault_of_a_theme_is_told_at_its_token() {
    let theme = "[page]\nsafe = 300\n[color.office]\naccent = \"#123456\"\n";
    let told = told(&sound().with("theme.toml", theme));
    let errors = told.only(|fault| fault.severity == Severity::Error);
    assert!(
        errors.starts_with("theme.toml:2:8: error[bad-value]") && errors.matches("error[").count() == 1,
        "{errors}"
    );
    let theme = "[page]\nsafe = 60\n[color.office]\naccent = \"#123456\"\n";
    let told = self::told(&sound().with("theme.toml", theme));
    let errors = told.only(|fault| fault.severity == Severity::Error);
    assert!(
        errors.lines().filter(|line| line.contains("error[")).all(|line| line.starts_with("theme.toml:2:8")),
        "{errors}"
    );
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_nowhere_is_not_overlooked() {
    let folder = sound().write();
    for target in ["nowhere.toml", "theme.toml"] {
        let link = folder.path().join("theme.toml");
        std::os::unix::fs::symlink(target, &link).unwrap();
        let told = Told::of(folder.path(), &Options::default(), |_, _| ());
        assert!(told.text().contains("it is a link that leads nowhere"), "{}", told.text());
        std::fs::remove_file(link).unwrap();
    }
}
