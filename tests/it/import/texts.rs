//! Messes in plain text: marks, notes, numbers that programs have spoilt, layouts, encodings.

use super::{hold, meadows, outcome, plan_in};

#[test]
fn cells_are_read_whole_or_asked_about() {
    hold(&[
        ("plain", "State,Foals born\nOhio,1204\nUtah,7", &["= OH foals 1,204", "+ UT foals 7"]),
        ("a changed figure", "State,Foals born\nOhio,1205", &["~ OH foals 1,205"]),
        ("zero is a number", "State,Foals born\nUtah,0", &["+ UT foals 0"]),
        ("no missing word is known", "State,Foals born\nUtah,N/A\nIowa,n/a", &["? text B2", "? text B3"]),
        (
            "None, NULL, NA",
            "State,Foals born\nUtah,None\nIowa,NULL\nOhio,NA",
            &["? text B4", "? text B3", "? text B2"],
        ),
        ("a blank is never zero", "State,Foals born\nUtah,\nIowa,5", &["+ IA foals 5", "? blank B2"]),
        ("a dash", "State,Foals born\nUtah,–\nIowa,-", &["? text B3", "? text B2"]),
        ("symbols", "State,Foals born\nUtah,*\nIowa,:\nOhio,..", &["? text B2", "? text B4", "? text B3"]),
        (
            "official shorthand is a proposal only",
            "State,Foals born\nUtah,[c]\nIowa,[low]",
            &["? text B2", "? text B3"],
        ),
        ("letters", "State,Foals born\nUtah,c\nIowa,k", &["? text B2", "? text B3"]),
        ("one question for one text", "State,Foals born\nUtah,N/A\nIowa,N/A", &["? text B2 B3"]),
        ("a footnote mark", "State,Foals born\nUtah,112†", &["? cell B2"]),
        ("a raised footnote", "State,Foals born\nUtah,112¹", &["? cell B2"]),
        ("a remark at a number", "State,Foals born\nUtah,10 - really?", &["? cell B2"]),
        ("words at a number", "State,Foals born\nUtah,12 foals", &["? cell B2"]),
        (
            "qualified",
            "State,Foals born\nUtah,<5\nIowa,approx. 300\nOhio,more than 1200",
            &["+ UT foals fewer than 5", "+ IA foals about 300", "~ OH foals more than 1,200"],
        ),
        (
            "the set's own words",
            "State,Foals born\nUtah,not reported\nIowa,Suppressed",
            &["+ UT foals not reported", "+ IA foals suppressed"],
        ),
        ("a date made of 3-4", "State,Foals born\nUtah,4-Mar\nIowa,2-Sep", &["? cell B3", "? cell B2"]),
        ("powers of ten", "State,Foals born\nUtah,5E1\nIowa,2310009E13", &["? cell B3", "? cell B2"]),
        (
            "an underscore divides nothing",
            "State,Foals born\nUtah,2_905\nIowa,29051_00040",
            &["? cell B3", "? cell B2"],
        ),
        ("leading zeros", "State,Foals born\nUtah,00001", &["? cell B2"]),
        ("below zero", "State,Foals born\nUtah,-3\nIowa,(3)", &["? cell B3", "? cell B2"]),
        ("decimals in a count", "State,Foals born\nUtah,12.5", &["? cell B2"]),
        ("a whole number with decimals", "State,Foals born\nUtah,19.0", &["+ UT foals 19"]),
        (
            "rates",
            "State,Ponds\nUtah,14.1\nIowa,12\nOhio,\"1,053.25\"\nMaine,more than 12.5",
            &["+ UT ponds 14.1", "+ IA ponds 12.00", "+ OH ponds 1,053.25", "+ ME ponds more than 12.5"],
        ),
        (
            "money",
            "State,Ponds\nUtah,\"$1,053.48\"\nIowa,$872\nMaine,$1.2 million",
            &["+ UT ponds $1,053.48", "+ IA ponds $872", "+ ME ponds $1.2 million"],
        ),
        (
            "money below its word",
            "State,Ponds (dollars)\nUtah,\"1,053.48\"\nIowa,872",
            &["+ UT ponds $1,053.48", "+ IA ponds $872.00"],
        ),
        ("a share in a count", "State,Foals born\nUtah,19%", &["? cell B2"]),
        (
            "a money amount, a range, a rate",
            "State,Foals born\nUtah,$5\nIowa,3-5\nOhio,6 per 100",
            &["? cell B3", "? cell B4", "? cell B2"],
        ),
        ("faults of a spreadsheet", "State,Foals born\nUtah,#REF!\nIowa,TRUE", &["? text B2", "? text B3"]),
        (
            "spaces and invisible signs",
            "State,Foals born\n Utah\u{a0},1\u{200b}204 \nIowa,1\u{202f}204",
            &["+ UT foals 1,204", "+ IA foals 1,204"],
        ),
        (
            "a shortened number",
            "State,Geese seen in mañana light\nUtah,1.2 million",
            &["+ UT geese 1.2 million"],
        ),
        ("too large", "State,Foals born\nUtah,99999999999999999999", &["? cell B2"]),
    ]);
}

#[test]
fn units_and_marks_are_settled_once_or_asked() {
    hold(&[
        ("a share without a sign", "State,Share of meadows grazed\nUtah,19\nIowa,12", &["? unit B2 B3"]),
        ("a fraction", "State,Share of meadows grazed\nUtah,0.19", &["? unit B2"]),
        (
            "percent in the heading",
            "State,Share of meadows grazed (%)\nUtah,19\nIowa,7.5",
            &["+ UT grazed 19%", "+ IA grazed 7.5%"],
        ),
        (
            "a column of two scales",
            "State,Share of meadows grazed (%)\nUtah,0.19\nIowa,19",
            &["? unit B2 B3"],
        ),
        ("above 100 percent", "State,Share of meadows grazed\nUtah,120%", &["? cell B2"]),
        ("a fraction without a kind", "State,Ponds\nUtah,0.19", &["? unit B2"]),
        (
            "thousands",
            "State,Foals born (thousands)\nUtah,8.6\nIowa,12",
            &["+ UT foals 8.6 thousand", "+ IA foals 12 thousand"],
        ),
        (
            "a unit row",
            "State,Foals born,Share of meadows grazed\n,number,%\nUtah,8,19",
            &["+ UT foals 8", "+ UT grazed 19%"],
        ),
        ("commas divide thousands", "State,Foals born\nUtah,\"8,597\"", &["+ UT foals 8,597"]),
        (
            "a point that divides either",
            "State,Foals born\nUtah,8.597\nIowa,5",
            &["+ IA foals 5", "? decimal B2"],
        ),
        (
            "settled by another cell",
            "State;Foals born;Share of meadows grazed\nUtah;8.597;19,5%",
            &["+ UT foals 8,597", "+ UT grazed 19.5%"],
        ),
        ("semicolons make commas doubtful", "State;Foals born\nUtah;8,597", &["? decimal B2"]),
        (
            "two decimal marks",
            "State,Foals born,Share of meadows grazed\nUtah,5,\"19,5%\"\nIowa,6,19.5%",
            &["+ UT foals 5", "+ IA foals 6", "+ IA grazed 19.5%", "? cell C2", "? conflict t.csv"],
        ),
    ]);
}

#[test]
fn headings_and_names_are_equal_or_asked_about() {
    hold(&[
        ("capitals, spaces, keys", "STATE, FOALS  born ,geese\nUtah,5,6", &["+ UT foals 5", "+ UT geese 6"]),
        (
            "composed and decomposed letters",
            "State,Geese seen in man\u{303}ana light\nUtah,5",
            &["+ UT geese 5"],
        ),
        ("a line break in a heading", "State,\"Foals\nborn\"\nUtah,5", &["+ UT foals 5"]),
        ("a heading that is nearly one", "State,Foals borne\nUtah,5", &["? heading B1"]),
        (
            "a heading of last year",
            "State,Foals born,Foals born 2022\nUtah,5,4",
            &["+ UT foals 5", "? heading C1"],
        ),
        ("a label of two figures", "State,Ponds of all kinds\nUtah,5", &["? heading B1"]),
        ("two columns of one figure, equal", "State,Foals born,foals\nUtah,5,5", &["+ UT foals 5"]),
        ("two columns of one figure, different", "State,Foals born,foals\nUtah,5,6", &["? conflict B2 C2"]),
        ("a misspelled state", "State,Foals born\nKentuky,5\nUtah,6", &["+ UT foals 6", "? place A2"]),
        ("a footnote at a name", "State,Foals born\nKentucky*,5\nUtah†,6", &["+ KY foals 5", "+ UT foals 6"]),
        (
            "other names",
            "State,Foals born\nD.C.,5\nCommonwealth of Virginia,6\nU.S. Virgin Islands,7",
            &["+ DC foals 5", "+ VA foals 6", "+ VI foals 7"],
        ),
        ("postal codes", "ST,Foals born\nUT,5\nOR,6", &["+ UT foals 5", "+ OR foals 6"]),
        (
            "name and code disagree",
            "State,ST,Foals born\nIowa,ID,5\nUtah,UT,6",
            &["+ UT foals 6", "? conflict A2 B2"],
        ),
        (
            "federal numbers that lost a zero",
            "State,FIPS,Foals born\nAlabama,1,5\nUtah,49000,6\nIowa,20,7",
            &["+ AL foals 5", "+ UT foals 6", "? conflict A4 B4"],
        ),
        ("a state twice, equal", "State,Foals born\nUtah,5\nUtah,5", &["+ UT foals 5"]),
        (
            "a state twice, different",
            "State,Foals born\nUtah,5\nUtah,6\nIowa,7",
            &["+ IA foals 7", "? conflict B2 B3"],
        ),
        (
            "figures without a name",
            "State,Foals born\nUtah,5\n,6\nIowa,7",
            &["+ UT foals 5", "+ IA foals 7", "? conflict A3"],
        ),
    ]);
}

#[test]
fn tables_are_found_among_titles_notes_and_totals() {
    hold(&[
        (
            "titles above, notes below",
            "Meadow Trust 2023\n\nState,Foals born\nUtah,5\n\nSource: the trust\n* by hand",
            &["+ UT foals 5"],
        ),
        (
            "a title of another year",
            "Meadow Trust 2022\n\nState,Foals born\nUtah,5",
            &["+ UT foals 5", "? year A1"],
        ),
        ("blank rows", "State,Foals born\nUtah,5\n\n\n\nIowa,6", &["+ UT foals 5", "+ IA foals 6"]),
        ("blank columns", "State,,Foals born,,Ponds\nUtah,,5,,6", &["+ UT foals 5", "+ UT ponds 6"]),
        (
            "totals and regions",
            "State,Foals born\nUnited States,11\nWest,5\nUtah,5\nMidwest,6\nIowa,6\nTotal,11",
            &["+ UT foals 5", "+ IA foals 6"],
        ),
        (
            "states side by side",
            ",Utah,Iowa\nFoals born,5,6\nPonds,7,8",
            &["+ UT foals 5", "+ UT ponds 7", "+ IA foals 6", "+ IA ponds 8"],
        ),
        (
            "last year's table below",
            "State,Foals born\nUtah,5\nIowa,6\n\n2022\nState,Foals born\nUtah,3\nIowa,4",
            &["+ UT foals 5", "+ IA foals 6"],
        ),
        (
            "one state, its name in a title",
            "Utah\n\nFoals born,5\nPonds,7",
            &["+ UT foals 5", "+ UT ponds 7"],
        ),
        ("one state, two names", "Utah and Iowa\n\nFoals born,5", &["? conflict "]),
        ("a word column", "State,Foals born,Remarks\nUtah,5,good", &["+ UT foals 5", "? heading C1"]),
        ("tabs", "State\tFoals born\nUtah\t5", &["+ UT foals 5"]),
        ("bars", "State|Foals born\nUtah|5", &["+ UT foals 5"]),
        ("semicolons that are said", "sep=;\nState;Foals born\nUtah;5", &["+ UT foals 5"]),
        ("commas within semicolons", "State;Foals born;Remarks, of all\nUtah;5;", &["+ UT foals 5"]),
        ("old line ends", "State,Foals born\rUtah,5\r", &["+ UT foals 5"]),
        ("a name with a comma", "State,Foals born\n\"Washington, D.C.\",5", &["+ DC foals 5"]),
    ]);
    let import = plan_in(&meadows(), "t.csv", b"State,Foals born\nUtah,5\nIowa,6\nTotal,12").unwrap();
    assert_eq!(import.aside[0].why, "a total: used as a check");
    assert_eq!(
        plan_in(&meadows(), "t.csv", b"State,Foals born\nUtah,5\nIowa,6\nTotal,12").unwrap().figures.len(),
        2
    );
}

#[test]
fn letters_are_told_apart() {
    let wanted = ["+ UT geese 5"];
    let text = "State,Geese seen in mañana light\nUtah,5\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide.iter().copied()).collect();
    let one_byte =
        |n: u8| text.replace('ñ', "#").bytes().map(|b| if b == b'#' { n } else { b }).collect::<Vec<u8>>();
    for (kind, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16", marked),
        ("UTF-16 without a mark", wide),
        ("Windows-1252", one_byte(0xF1)),
        ("Mac Roman", one_byte(0x96)),
    ] {
        assert_eq!(outcome("t.csv", &bytes), wanted, "{kind}");
    }
    let unsure = plan_in(&meadows(), "t.csv", b"State,Foals born\nUtah,112\xA0\n").unwrap_err();
    assert!(unsure.contains("112†") && unsure.contains("--encoding"), "{unsure}");
}
