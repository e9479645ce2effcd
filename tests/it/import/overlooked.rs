//! What nobody would notice: places that went astray, what is hidden or white on white, rows that stand twice.

use super::libreoffice::FORMATS;
use super::old_workbooks::workbook;
use super::workbooks::{frame, sheet};
use super::{hold, outcome, plan_in};
use crate::import::meadows;
use rust_xlsxwriter::{Format, Formula};

#[test]
fn a_misspelt_place_below_the_table_is_asked_about() {
    hold(&[
        ("below two blank rows", "State,Foals born\nUtah,5\n\n\nKentuky,6", &["+ UT foals 5", "? place A5"]),
        (
            "any name below blank rows",
            "State,Foals born\nUtah,5\n\n\n\n\nNorth Meadow,6",
            &["+ UT foals 5", "? place A7"],
        ),
        (
            "below notes, what is nearly a place; what is not belongs to them",
            "State,Foals born\nUtah,5\n\nSource: the trust\nKentuky,6\nForms sent,88",
            &["+ UT foals 5", "? place A5"],
        ),
        (
            "words without a number",
            "State,Foals born\nUtah,5\n\n\nKentuky\nKentuky,in May",
            &["+ UT foals 5"],
        ),
        (
            "a table of last year below keeps its places for itself",
            "State,Foals born\nUtah,5\n\n\nState,Foals born\nUtah,4\nKentuky,6",
            &["+ UT foals 5"],
        ),
    ]);
    // Its cells are asked about, each of them.
    let text = "State,Foals born,Ponds\nUtah,5,7\n\n\nKentuky,6,N/A";
    let counts = plan_in(&meadows(), "t.csv", text.as_bytes()).unwrap().counts;
    assert_eq!((counts.words, counts.new, counts.asked), (5, 2, 2));
}

#[test]
fn hidden_columns_and_rows_without_figures_are_told() {
    let bytes = sheet(|sheet| {
        frame(sheet, &["Foals born", "Memo"], &["Utah", "Midwest"])?;
        sheet.write(1, 1, 5)?.write(2, 1, 5)?.write(1, 2, 7)?;
        sheet.set_column_hidden(0)?.set_column_hidden(2)?.set_row_hidden(2).map(drop)
    });
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    let is: Vec<&str> = import.columns.iter().map(|column| column.is.as_str()).collect();
    assert_eq!(is[0], "the name of the place; it is hidden in the file");
    assert_eq!(is[2], "?; it is hidden in the file");
    assert!(import.questions[0].what.ends_with("“Memo”; it is hidden in the file"), "{:?}", import.questions);
    assert!(import.aside.iter().any(|aside| aside.why.ends_with("; it is hidden in the file")));
    assert!(import.proposed_figures().contains("label = \"Memo\""), "{}", import.proposed_figures());
}

#[test]
fn letters_in_the_color_of_their_ground_are_hidden() {
    for format in FORMATS {
        let name = format!("libreoffice/white.{format}");
        assert_eq!(
            outcome(&name, &workbook(&name)),
            ["+ IA foals 6", "+ IA ponds 7", "? hidden Meadows!B2 Meadows!C2"],
            "{format}"
        );
    }
    let white = |format: Format| {
        let bytes = sheet(|sheet| {
            frame(sheet, &["Foals born"], &["Utah"])?;
            sheet.write_with_format(1, 1, 5, &format).map(drop)
        });
        outcome("t.xlsx", &bytes)
    };
    use rust_xlsxwriter::{Color, FormatPattern};
    let letters = Format::new().set_font_color("#FFFFFF");
    assert_eq!(white(letters.clone()), ["? hidden Sheet1!B2"]);
    assert_eq!(white(letters.clone().set_background_color("#FFFFFF")), ["? hidden Sheet1!B2"]);
    assert_eq!(white(letters.clone().set_background_color("#C00000")), ["+ UT foals 5"]);
    let pattern = letters.set_pattern(FormatPattern::DarkGray).set_foreground_color("#C00000");
    assert_eq!(white(pattern), ["+ UT foals 5"]);
    assert_eq!(white(Format::new().set_font_color(Color::Theme(0, 0))), ["? hidden Sheet1!B2"]);
    assert_eq!(white(Format::new().set_background_color("#000000")), ["? hidden Sheet1!B2"]);
}

#[test]
fn rows_of_one_place_are_told_once() {
    let text = "State,Foals born,Ponds,Share of meadows grazed\nUtah,5,7,19%\nIowa,1,2,3%\nUtah,5,7,19%\nIowa,1,3,4%";
    assert_eq!(
        outcome("t.csv", text.as_bytes()),
        ["+ UT foals 5", "+ UT grazed 19%", "+ UT ponds 7", "+ IA foals 1", "? conflict D3 D5 C3 C5",]
    );
    let import = plan_in(&meadows(), "t.csv", text.as_bytes()).unwrap();
    let aside: Vec<String> =
        import.aside.iter().map(|aside| format!("{}: {}", aside.what, aside.why)).collect();
    assert_eq!(
        aside,
        [
            "Utah, row 2 and row 4: it is there more than once, with the same in 3 figures: t.csv:B2 is the first"
        ]
    );
    let what = &import.questions[0].what;
    assert_eq!(
        what,
        "Iowa is there more than once, in row 3 and row 5: grazed 3% and 4%, ponds 2 and 3; the same in 1 figure"
    );
}

#[test]
fn a_name_over_several_rows_is_no_name_of_the_first() {
    let merged = |below: Option<u32>| {
        sheet(|sheet| {
            frame(sheet, &["Foals born"], &["Iowa"])?;
            sheet.write(1, 1, 7)?.write(2, 1, 8)?;
            below.map(|number| sheet.write(3, 1, number)).transpose()?;
            sheet.merge_range(2, 0, 3, 0, "Utah", &Format::new()).map(drop)
        })
    };
    assert_eq!(
        outcome("t.xlsx", &merged(Some(9))),
        ["+ IA foals 7", "? conflict Sheet1!A3", "? conflict Sheet1!A4"]
    );
    assert_eq!(outcome("t.xlsx", &merged(None)), ["+ IA foals 7", "+ UT foals 8"]);
}

/// Libraries that write workbooks put a 0 where they do not work a formula out, and say that it is to be done.
#[test]
fn results_that_nobody_worked_out_are_asked_about() {
    let bytes = sheet(|sheet| {
        frame(sheet, &["Foals born", "Ponds"], &["Utah"])?;
        sheet
            .write_formula(1, 1, Formula::new("=COUNTA(Z1:Z9)"))?
            .write_formula(1, 2, Formula::new("=D9*2").set_result("6"))
            .map(drop)
    });
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT ponds 6", "? cell Sheet1!B2"]);
}
