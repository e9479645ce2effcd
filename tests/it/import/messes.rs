//! Messes that `docs/import-messes.md` has and no other file here: each is read right, asked about or told.

use super::workbooks::{frame, one, sheet};
use super::{hold, meadows, outcome, plan_in};
use rust_xlsxwriter::{Format, Note, Workbook};

#[test]
fn late_and_missing_cells_are_seen() {
    let states =
        ["Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware"];
    let mut text = "State,Foals born\n".to_owned();
    states.iter().for_each(|state| text += &format!("{state},5\n"));
    text += "Wyoming,N/A";
    let found = outcome("t.csv", text.as_bytes());
    assert_eq!((found.len(), found[8].as_str()), (9, "? text B10"), "{found:?}");
    let text = format!("State,Foals born\nUtah,5\n{}Iowa,6", "\n".repeat(300));
    assert_eq!(outcome("t.csv", text.as_bytes()), ["+ UT foals 5", "+ IA foals 6"]);
}

#[test]
fn marks_have_the_meaning_that_somebody_says() {
    hold(&[
        ("several marks", "State,Foals born\nUtah,[c] [low]\nIowa,112 [p]", &["? text B2", "? cell B3"]),
        (
            "a name within a name",
            "State,Foals born\nWest Virginia,5\nKansas,6\nVirginia,7",
            &["+ WV foals 5", "+ KS foals 6", "+ VA foals 7"],
        ),
        ("columns without headings", "State,,Foals born\nUtah,9,5", &["+ UT foals 5"]),
        ("nothing that is known", "State,A,B\nUtah,1,2", &["? heading B1", "? heading C1"]),
        ("two forms of money", "State,Foals born\nUtah,1 USD\nIowa,$1.2", &["? cell B3", "? cell B2"]),
        (
            "a range with a dash, a fraction, a time",
            "State,Foals born\nUtah,3–5\nIowa,3/4\nOhio,12:04",
            &["? cell B3", "? cell B4", "? cell B2"],
        ),
        ("a letter among digits", "State,Foals born\nUtah,12O4\nIowa,l2", &["? cell B3", "? cell B2"]),
        ("two numbers in a cell", "State,Foals born\nUtah,\"5\n6\"", &["? cell B2"]),
        (
            "a number in words, other marks",
            "State,Foals born\nUtah,five\nIowa,1'204\nOhio,~300",
            &["+ UT foals 5", "+ IA foals 1,204", "~ OH foals about 300"],
        ),
        (
            "digits of other scripts",
            "State,Foals born\nUtah,１２０４\nIowa,١٢",
            &["+ UT foals 1,204", "+ IA foals 12"],
        ),
    ]);
    let text = "State,Foals born\nUtah,5\nIowa,*\n\n* = suppressed";
    let import = plan_in(&meadows(), "t.csv", text.as_bytes()).unwrap();
    assert!(import.questions[0].help.contains("the file says: “* = suppressed”"), "{:?}", import.questions);
}

#[test]
fn tables_beside_and_below_each_other_are_not_mixed() {
    hold(&[
        (
            "two tables side by side",
            "State,Foals born,,State,Ponds\nUtah,5,,Iowa,7\nTexas,6,,Texas,8",
            &["+ TX foals 6", "+ TX ponds 8", "? conflict A2 D2"],
        ),
        (
            "two halves of a table side by side",
            "State,Foals born,,State,Foals born\nUtah,5,,Iowa,7",
            &["? conflict A2 D2"],
        ),
        (
            "headings again on each page",
            "State,Foals born\nUtah,5\nIowa,6\nState,Foals born\nTexas,7\nMaine,8",
            &["+ UT foals 5", "+ IA foals 6", "+ TX foals 7", "+ ME foals 8"],
        ),
        (
            "last year's table right below",
            "State,Foals born\nUtah,5\nIowa,6\nState,Foals born\nUtah,7\nIowa,8",
            &["+ UT foals 5", "+ IA foals 6"],
        ),
        (
            "counties of a state",
            "State,Foals born\nUtah,5\nUtah,6\nIowa,7",
            &["+ IA foals 7", "? conflict B2 B3"],
        ),
        (
            "parts of a state",
            "State,Foals born\nUtah,5\nof which colts,2\nIowa,7",
            &["+ UT foals 5", "+ IA foals 7", "? place A3"],
        ),
    ]);
    let text = "State,Foals born\nUtah,5\nIowa,6\nTotal,12";
    let remarks = plan_in(&meadows(), "t.csv", text.as_bytes()).unwrap().remarks;
    assert!(
        remarks
            .contains(&"B4: the total says 12, and the rows of the states add up to 11: 1 less".to_owned()),
        "{remarks:?}"
    );
}

#[test]
fn what_a_format_hides_is_asked_about() {
    for (number, format, wanted) in [
        (5.0, "$#,##0", "? cell Sheet1!B2"),
        (5.0, "[$€-407] #,##0", "? cell Sheet1!B2"),
        (5.0, "(#,##0)", "? cell Sheet1!B2"),
        (5.0, ";;;", "? cell Sheet1!B2"),
        (5.0, "[>1000]0.0,;0", "? cell Sheet1!B2"),
        (0.0, "0;-0;;@", "? cell Sheet1!B2"),
        (0.0, "0;-0;\"n/a\"", "? cell Sheet1!B2"),
        (0.0, "_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "+ UT foals 0"),
        (1204.0, "_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "+ UT foals 1,204"),
        (5.0, "[$-409]#,##0", "+ UT foals 5"),
        (5.0, "# ?/?", "? cell Sheet1!B2"),
        (5.0, "\"≥\"0", "? cell Sheet1!B2"),
    ] {
        assert_eq!(one("Foals born", number, format), [wanted], "{number} as {format}");
    }
}

#[test]
fn letters_struck_out_are_no_digits_and_comments_are_told() {
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let bytes = sheet(|sheet| {
        frame(sheet, &["Foals born", "Ponds"], &["Utah"])?;
        sheet.write_rich_string(1, 1, &[(&struck, "112"), (&plain, "5")])?;
        sheet.write(1, 2, 7)?;
        sheet.insert_note(1, 2, &Note::new("two are\nditches"))?;
        sheet.insert_note(0, 2, &Note::new("all kinds"))?;
        sheet.insert_note(1, 0, &Note::new("by mail"))?;
        sheet.insert_note(9, 9, &Note::new("nothing")).map(drop)
    });
    assert_eq!(outcome("t.xlsx", &bytes), ["+ UT ponds 7", "? cell Sheet1!B2"]);
    let import = plan_in(&meadows(), "t.xlsx", &bytes).unwrap();
    assert!(import.questions[0].what.contains("struck through in part"), "{:?}", import.questions);
    let told: Vec<&str> = import.remarks.iter().map(String::as_str).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].starts_with("t.xlsx:Sheet1!C1: the heading “Ponds” has a comment: “")
            && told[0].contains("all kinds")
    );
    assert!(told[1].starts_with("t.xlsx:Sheet1!A2: Utah has a comment: “") && told[1].contains("by mail"));
    assert!(
        told[2].starts_with("t.xlsx:Sheet1!C2: Utah, ponds has a comment: “")
            && told[2].contains("two are ditches")
    );
}

/// Newer programs make a conversation of a comment, and leave an old one that says there is one.
#[test]
fn conversations_are_told_in_their_own_words() {
    let types = "<Relationships><Relationship Id=\"r1\" Type=\"x/comments\" Target=\"../c.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"x/threadedComment\" Target=\"../t.xml\"/></Relationships>";
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [("State", text("Foals born")), ("Utah", "<c><v>5</v></c>".to_owned())];
    let rows = rows.map(|(name, cell)| format!("<row>{}{cell}</row>", text(name))).concat();
    let parts = super::hostile::parts(&rows);
    let mut parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    parts.push(("xl/worksheets/_rels/s.xml.rels", types));
    parts.push((
        "xl/c.xml",
        "<comments><comment ref=\"B2\"><text><t>[Threaded comment]</t></text></comment></comments>",
    ));
    parts.push((
        "xl/t.xml",
        "<a><threadedComment ref=\"B2\"><text>is this 6?</text></threadedComment>\
         <threadedComment ref=\"B2\"><text>ask Ada</text></threadedComment></a>",
    ));
    let bytes = super::open_documents::zipped(&parts);
    let remarks = plan_in(&meadows(), "t.xlsx", &bytes).unwrap().remarks;
    assert_eq!(remarks, ["t.xlsx:S!B2: Utah, foals has a comment: “is this 6? / ask Ada”"]);
}

#[test]
fn results_that_are_missing_or_cut_off_are_told() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [("State", text("Foals born")), ("Utah", "<c><f>A9*2</f></c>".to_owned())];
    let rows = rows.map(|(name, cell)| format!("<row>{}{cell}</row>", text(name)));
    let bytes = super::hostile::sheet(&rows.concat(), "");
    assert_eq!(outcome("t.xlsx", &bytes), ["? cell S!B2"]);
    let mut book = Workbook::new();
    let full = book.add_worksheet();
    frame(full, &["Foals born"], &["Utah"]).unwrap();
    full.write(1, 1, 5).unwrap().write(65_535, 7, "x").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let remarks = plan_in(&meadows(), "t.xlsx", &bytes).unwrap().remarks;
    assert!(remarks.iter().any(|remark| remark.contains("full to row 65,536")), "{remarks:?}");
}
