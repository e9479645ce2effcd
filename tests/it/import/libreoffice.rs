//! Messes in workbooks that LibreOffice saved, in each of its formats (`tests/import/README.md`).

use super::old_workbooks::{FORMATS_READ, workbook};
use super::{meadows, outcome, plan_in};
use handout::Import;

pub const FORMATS: [&str; 3] = ["xlsx", "ods", "xls"];

fn bytes(name: &str) -> Vec<u8> {
    workbook(&format!("libreoffice/{name}"))
}

fn plan(name: &str) -> Import {
    plan_in(&meadows(), name, &bytes(name)).unwrap()
}

#[test]
fn messes_are_the_same_in_each_format() {
    for format in FORMATS {
        let name = format!("saved.{format}");
        let found = outcome(&name, &bytes(&name));
        let wanted = [
            "+ ME foals 5",
            "+ ME grazed 19%",
            "+ ME ponds 10",
            "+ OH ponds 11",
            "+ ID grazed 20%",
            "+ ID ponds 1,234,567",
            "+ KS grazed 100%",
            "+ KS ponds 12",
            "+ NV foals 7",
            "+ NV grazed 20%",
            "+ NV ponds 13",
            "+ HI foals 10",
            "+ HI geese 11",
            "+ HI grazed 23%",
            "+ HI ponds 16",
            "+ WY foals 15",
            "+ WY grazed 50%",
            "+ FL geese 3",
            "+ FL grazed 24%",
            "+ FL ponds 17",
            // A hidden row, one that a filter hides, a hidden column.
            "? hidden Meadows!B12 Meadows!D12 Meadows!E12 Meadows!F12 Meadows!B13 Meadows!D13 Meadows!E13 Meadows!F13 'Hidden column'!B2",
            // 0.19 among percentages.
            "? unit Meadows!D8",
            // #DIV/0!, #REF!, N/A, TRUE, a blank.
            "? text Meadows!E10",
            "? text Meadows!E11",
            "? text Meadows!E6",
            "? text Meadows!B10",
            "? blank Meadows!E8",
            // 112 with a raised 1, 1203.6 shown as 1,204, 112†, 13k, herds, days, struck through, 3-Apr.
            "? cell Meadows!B16",
            "? cell Meadows!B5",
            "? cell Meadows!E5",
            "? cell Meadows!B9",
            "? cell Meadows!E9",
            "? cell Meadows!E7",
            "? cell Meadows!B8",
            "? cell Meadows!B6",
            // A zero out of IFERROR, a sum that is out of date.
            "? cell Meadows!E15",
            "? cell Meadows!F15",
        ];
        let sorted = |mut lines: Vec<String>| {
            lines.sort();
            lines
        };
        let wanted = FORMATS_READ.iter().chain(&wanted).map(|line| (*line).to_owned());
        assert_eq!(sorted(found), sorted(wanted.collect()), "{format}");
        let import = plan(&name);
        assert!(import.aside.iter().any(|aside| aside.what == "sheet “Old”"), "{format}");
        assert!(
            import.remarks.iter().any(|remark| remark
                .ends_with("Meadows!B13: Alaska, foals has a comment: “counted twice, see mail of May 3”")),
            "{format}: {:?}",
            import.remarks
        );
    }
}

#[test]
fn sums_that_a_column_shares_are_worked_out_again() {
    for format in FORMATS {
        let name = format!("sums.{format}");
        let found = outcome(&name, &bytes(&name));
        for line in
            ["+ UT foals 11", "~ OH foals 19", "+ TX foals 23", "? cell Meadows!D3", "? cell Meadows!E3"]
        {
            assert!(found.iter().any(|own| own == line), "{format} {line}: {found:?}");
        }
        // 11 struck out before a 5 is no 115.
        assert!(found.iter().any(|own| own == "? cell Meadows!E2"), "{format}: {found:?}");
    }
}

#[test]
fn days_of_1904_are_shown_as_their_author_sees_them() {
    for format in FORMATS {
        let name = format!("dates1904.{format}");
        assert_eq!(outcome(&name, &bytes(&name)), ["+ IA foals 5", "? cell Meadows!B2"], "{format}");
        let what = &plan(&name).questions[0].what;
        assert!(what.contains("3 April 2024") || what.contains("Apr 3, 2024"), "{format}: {what}");
    }
}

#[test]
fn figures_out_of_another_workbook_are_told() {
    for format in FORMATS {
        let name = format!("linked.{format}");
        assert_eq!(outcome(&name, &bytes(&name)), ["+ UT foals 5", "+ UT ponds 6"], "{format}");
        let remarks = plan(&name).remarks;
        assert!(
            remarks.iter().any(|remark| remark
                .ends_with("Meadows!B2: 5 is read from another workbook: is that the right one?")),
            "{format}: {remarks:?}"
        );
    }
}

#[test]
fn locked_workbooks_are_said_to_be_locked() {
    for format in FORMATS {
        let name = format!("locked.{format}");
        let told = plan_in(&meadows(), &name, &bytes(&name)).map(drop).unwrap_err();
        assert!(told.contains("locked with a password") && told.contains("Encrypt with Password"), "{told}");
    }
}
