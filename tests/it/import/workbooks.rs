//! Messes in workbooks of Excel: formats, formulas, what is hidden, merged or far away.

use super::{meadows, outcome, plan_in};
use rust_xlsxwriter::{Format, FormatScript, Formula, Workbook, Worksheet, XlsxError};

/// A workbook of one sheet.
pub fn sheet(write: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet()).unwrap();
    book.save_to_buffer().unwrap()
}

/// Headings in the first row, names in the first column.
pub fn frame(sheet: &mut Worksheet, headings: &[&str], names: &[&str]) -> Result<(), XlsxError> {
    sheet.write(0, 0, "State")?;
    for (at, heading) in headings.iter().enumerate() {
        sheet.write(0, at as u16 + 1, *heading)?;
    }
    for (at, name) in names.iter().enumerate() {
        sheet.write(at as u32 + 1, 0, *name)?;
    }
    Ok(())
}

/// One number in a format.
pub fn one(heading: &str, number: f64, format: &str) -> Vec<String> {
    let bytes = sheet(|sheet| {
        frame(sheet, &[heading], &["Utah"])?;
        sheet.write_with_format(1, 1, number, &Format::new().set_num_format(format)).map(drop)
    });
    outcome("t.xlsx", &bytes)
}

#[test]
fn numbers_are_what_their_formats_say() {
    let (foals, grazed) = ("Foals born", "Share of meadows grazed");
    for (heading, number, format, wanted) in [
        (foals, 199.000_000_000_000_03, "General", "+ UT foals 199"),
        (foals, 100_000.0, "0.0E+00", "+ UT foals 100,000"),
        (foals, 19.0, "0.0", "+ UT foals 19"),
        (foals, 1234.0, "#,##0", "+ UT foals 1,234"),
        (foals, 1203.6, "#,##0", "? cell Sheet1!B2"),
        (foals, 12.5, "General", "? cell Sheet1!B2"),
        (foals, 1204.0, "0,\"k\"", "? cell Sheet1!B2"),
        (foals, 45_385.0, "d-mmm", "? cell Sheet1!B2"),
        (foals, 5.0, "0\" days of the month\"", "? cell Sheet1!B2"),
        (foals, 0.19, "0%", "? cell Sheet1!B2"),
        (foals, -3.0, "0", "? cell Sheet1!B2"),
        (grazed, 0.075, "0.0%", "+ UT grazed 7.5%"),
        (grazed, 0.1948, "0%", "+ UT grazed 19%"),
        (grazed, 19.0, "0\"%\"", "+ UT grazed 19%"),
        (grazed, 0.19, "General", "? unit Sheet1!B2"),
        (grazed, 1.2, "0%", "? cell Sheet1!B2"),
        ("Foals born (thousands)", 8.597, "0.0##", "+ UT foals 8,597"),
        ("Foals born (thousands)", 8.6, "0.0", "+ UT foals 8.6 thousand"),
    ] {
        assert_eq!(one(heading, number, format), [wanted], "{number} as {format}");
    }
    // A figure that nothing calls a count.
    let accounts = "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)";
    for (number, format, wanted) in [
        (14.1, "General", "+ UT ponds 14.1"),
        (14.1, "0.00", "+ UT ponds 14.10"),
        (14.125_9, "0.0", "+ UT ponds 14.1"),
        (14.123_456_789, "General", "? unit Sheet1!B2"),
        (0.19, "0.00", "? unit Sheet1!B2"),
        (1053.48, "$#,##0.00", "+ UT ponds $1,053.48"),
        (1053.48, accounts, "+ UT ponds $1,053.48"),
        (1053.48, "[$$-409]#,##0", "+ UT ponds $1,053"),
        (872.0, "\"$\"#,##0", "+ UT ponds $872"),
        (872.0, "[$€-407] #,##0", "? cell Sheet1!B2"),
        (-872.0, "$#,##0", "? cell Sheet1!B2"),
        (1_200_000.0, "$0.0,,\" million\"", "? cell Sheet1!B2"),
    ] {
        assert_eq!(one("Ponds", number, format), [wanted], "{number} as {format}");
    }
    assert_eq!(one("Ponds ($)", 1053.5, "General"), ["+ UT ponds $1,053.50"]);
    assert_eq!(one("Ponds ($)", 1_053.483_726_1, "General"), ["+ UT ponds $1,053.48"]);
    assert_eq!(one("Ponds (millions)", 1.2, "$0.0"), ["+ UT ponds $1.2 million"]);
    assert_eq!(one("Ponds (%)", 1.2, "$0.00"), ["? cell Sheet1!B2"]);
    let bytes = sheet(|sheet| {
        frame(sheet, &[grazed], &["Utah"])?;
        sheet.write_with_format(1, 1, 0.1948, &Format::new().set_num_format("0%")).map(drop)
    });
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    assert_eq!(import.figures[0].read.as_deref(), Some("shown 19%, stored 19.48%"));
}

/// A column is read as one: none of its cells is asked about.
#[test]
fn columns_of_decimals_and_dollars_need_no_question() {
    let column = |numbers: &[f64], format: &str| {
        let bytes = sheet(|sheet| {
            frame(sheet, &["Ponds"], &["Utah", "Iowa", "Ohio", "Maine"][..numbers.len()])?;
            let format = Format::new().set_num_format(format);
            numbers.iter().enumerate().try_for_each(|(at, number)| {
                sheet.write_with_format(at as u32 + 1, 1, *number, &format).map(drop)
            })
        });
        let mut found = outcome("t.xlsx", &bytes);
        found.iter_mut().for_each(|line| *line = line.replace("ponds ", ""));
        found.sort();
        found
    };
    let decimals = ["+ IA 12.0", "+ ME 13.5", "+ OH 9.8", "+ UT 14.1"];
    assert_eq!(column(&[14.1, 12.0, 9.8, 13.5], "General"), decimals);
    assert_eq!(
        column(&[14.11, 12.0, 9.75, 13.5], "0.0"),
        ["+ IA 12.0", "+ ME 13.5", "+ OH 9.8", "+ UT 14.1"]
    );
    assert_eq!(
        column(&[14.1, 12.0, 9.8, 13.25], "General"),
        ["+ IA 12.00", "+ ME 13.25", "+ OH 9.80", "+ UT 14.10"]
    );
    assert_eq!(column(&[14.1, 0.9], "General"), ["+ IA 0.9", "+ UT 14.1"]);
    assert_eq!(column(&[19.0, 12.0], "0.0"), ["+ IA 12", "+ UT 19"]);
    assert_eq!(column(&[1053.48, 872.0], "$#,##0.00"), ["+ IA $872.00", "+ UT $1,053.48"]);
    // Most are whole: asked once, and so are parts of one, and long decimals.
    assert_eq!(
        column(&[12.0, 14.0, 9.0, 13.5], "General"),
        ["+ IA 14", "+ OH 9", "+ UT 12", "? unit Sheet1!B5"]
    );
    assert_eq!(column(&[0.19, 0.5], "General"), ["? unit Sheet1!B2 Sheet1!B3"]);
    assert_eq!(column(&[14.123_456_7, 12.000_000_9], "General"), ["? unit Sheet1!B2 Sheet1!B3"]);
}

#[test]
fn what_is_hidden_struck_or_merged_is_asked_about() {
    let hidden_row = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah", "Iowa"])?;
        sheet.write(1, 1, 5)?.write(2, 1, 6)?.set_row_hidden(2).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &hidden_row), ["+ UT foals 5", "? hidden Sheet1!B3"]);
    let flat_row = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah", "Iowa"])?;
        sheet.write(1, 1, 5)?.write(2, 1, 6)?.set_row_height(2, 0.1).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &flat_row), ["+ UT foals 5", "? hidden Sheet1!B3"]);
    let hidden_column = sheet(|sheet| {
        frame(sheet, &["Foals born", "Ponds"], &["Utah"])?;
        sheet.write(1, 1, 5)?.write(1, 2, 6)?.set_column_hidden(2).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &hidden_column), ["+ UT foals 5", "? hidden Sheet1!C2"]);
    let struck = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah"])?;
        sheet.write_with_format(1, 1, 5, &Format::new().set_font_strikethrough()).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &struck), ["? cell Sheet1!B2"]);
    let merged = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah", "Iowa", "Ohio"])?;
        sheet.write(3, 1, 1204)?.merge_range(1, 1, 2, 1, "5", &Format::new()).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &merged), ["= OH foals 1,204", "? conflict Sheet1!B2 Sheet1!B3"]);
}

#[test]
fn headings_of_several_lines_are_joined() {
    let bytes = sheet(|sheet| {
        sheet.write(0, 0, "Meadow Trust, 2023")?;
        sheet.merge_range(1, 1, 1, 2, "Foals", &Format::new())?;
        sheet.write(2, 0, "State")?.write(2, 1, "born")?.write(2, 2, "sold")?;
        sheet.write(3, 1, "number")?.write(3, 2, "number")?;
        sheet.write(4, 0, "Utah")?.write(4, 1, 5)?.write(4, 2, 6).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT foals 5", "? heading Sheet1!C4"]);
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    assert_eq!(import.columns[2].heading, "Foals / sold / number");
}

#[test]
fn formulas_are_not_believed() {
    let with = |formula: &str, result: &str| {
        sheet(|sheet| {
            frame(sheet, &["Ponds", "Foals born"], &["Utah"])?;
            sheet.write(1, 1, 5)?.write(9, 1, 7)?;
            sheet.write_formula(1, 2, Formula::new(formula).set_result(result)).map(drop)
        })
    };
    for (formula, result, wanted) in [
        ("=SUM(B2:B10)", "12", "+ UT foals 12"),
        ("=B2+B10", "12", "+ UT foals 12"),
        ("=SUM(B2:B10)", "11", "? cell Sheet1!C2"),
        ("=SUM(B2:B10)", "0", "? cell Sheet1!C2"),
        ("=IFERROR(B2/B3,0)", "0", "? cell Sheet1!C2"),
        ("=B2*2", "10", "+ UT foals 10"),
        ("=B2/0", "#DIV/0!", "? text Sheet1!C2"),
        ("=B2&\"x\"", "5x", "? cell Sheet1!C2"),
    ] {
        let found = outcome("t.xlsx", &with(formula, result));
        assert!(found.iter().any(|line| line == wanted), "{formula} {found:?}");
    }
    let total = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah", "Iowa", "Total"])?;
        sheet.write(1, 1, 5)?.write(2, 1, 6)?;
        sheet.write_formula(3, 1, Formula::new("=SUM(B2:B3)").set_result("9")).map(drop)
    });
    let import = plan_in(&meadows(), "t.xlsx", &total).unwrap();
    assert!(
        import.remarks[0].contains("out of date: it says 9, and its cells add up to 11"),
        "{:?}",
        import.remarks
    );
}

#[test]
fn each_sheet_is_read_by_its_own_headings_or_named() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    frame(hidden, &["Foals born"], &["Utah"]).unwrap();
    hidden.write(1, 1, 99).unwrap().set_hidden(true);
    let first = book.add_worksheet().set_name("Foals").unwrap();
    frame(first, &["Foals born"], &["Utah"]).unwrap();
    first.write(1, 1, 5).unwrap();
    first.set_active(true);
    let second = book.add_worksheet().set_name("Ponds").unwrap();
    second
        .write(0, 0, "Ponds")
        .unwrap()
        .write(0, 1, "State")
        .unwrap()
        .write(1, 0, 7)
        .unwrap()
        .write(1, 1, "UT")
        .unwrap();
    book.add_worksheet().set_name("Read me").unwrap().write(0, 0, "hello").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT foals 5", "+ UT ponds 7"]);
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    let aside: Vec<&str> = import.aside.iter().map(|aside| aside.what.as_str()).collect();
    assert_eq!(aside, ["sheet “Sheet1”", "sheet “Read me”"]);
}

#[test]
fn a_sheet_for_each_state_is_held_against_its_name() {
    let mut book = Workbook::new();
    for (tab, title, foals) in [("Utah", "Utah, 2023", 5), ("IA", "Iowa", 6), ("Kentucky", "Ohio", 7)] {
        let sheet = book.add_worksheet().set_name(tab).unwrap();
        sheet.write(0, 0, title).unwrap().write(2, 0, "Foals born").unwrap().write(2, 1, foals).unwrap();
        sheet.write(3, 0, "Ponds").unwrap().write(3, 1, 8).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        outcome("t.xlsx", &bytes),
        ["+ UT foals 5", "+ UT ponds 8", "+ IA foals 6", "+ IA ponds 8", "? conflict Kentucky",]
    );
}

#[test]
fn a_sheet_of_last_year_is_named() {
    let mut book = Workbook::new();
    for (tab, foals) in [("2022", 4), ("2023", 5)] {
        let sheet = book.add_worksheet().set_name(tab).unwrap();
        frame(sheet, &["Foals born"], &["Utah"]).unwrap();
        sheet.write(1, 1, foals).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT foals 5"]);
}

#[test]
fn a_far_cell_costs_nothing() {
    let bytes = sheet(|sheet| {
        frame(sheet, &["Foals born"], &["Utah"])?;
        sheet.write(1, 1, 5)?.write(1_048_575, 16_383, 1).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT foals 5"]);
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    assert!(import.aside.iter().any(|aside| aside.text.contains("XFD1048576")), "{:?}", import.aside);
}

/// 112 with a raised 1 behind it is 112 with a note, not 1,121.
#[test]
fn the_number_of_a_note_is_no_digit() {
    let (line, note) = (Format::new(), Format::new().set_font_script(FormatScript::Superscript));
    let bytes = sheet(|sheet| {
        frame(sheet, &["Foals born", "Ponds"], &["Utah"])?;
        sheet.write_rich_string(1, 1, &[(&line, "112"), (&note, "1")])?;
        sheet.write_rich_string(1, 2, &[(&line, "11"), (&Format::new().set_bold(), "2")]).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT ponds 112", "? cell Sheet1!B2"]);
}
