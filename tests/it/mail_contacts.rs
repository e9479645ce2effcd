//! Lists of contacts: what is forgiven, and what leaves a row out.

use crate::kit::mail::{desk, mailing, mailing_of};
use handout::Severity;
use std::path::Path;

const HEAD: &str = "name,address,states,languages,cc,salutation\n";

/// One sound row, and one that is not: the sound one always gets its message.
#[test]
fn a_bad_row_is_left_out_whole_and_named() {
    let desk = desk();
    let sound = "Ann,ann@fen.example,QA,en,,Ms. Fen\n";
    for (row, place, told) in [
        ("Bob,bob@fen.example,QA;Nowhere,en,,", "3:21", "the set has no state `Nowhere`"),
        ("Bob,bob@fen.example,Agidad,en,,", "3:21", "the set has no state `Agidad`"),
        ("Bob,bob@fen.example,,en,,", "3:1", "this row has no states"),
        ("Bob,bob@fen.example,QA,fr,,", "3:24", "the set has no language `fr`"),
        ("Bob,bob.fen.example,QA,en,,", "3:5", "it has no @"),
        ("Bob,,QA,en,,", "3:1", "this row has no address"),
        (",bob@fen.example,QA,en,,", "3:1", "this row has no name"),
        ("Bob,peña@fen.example,QA,en,,", "3:5", "letters that not every mail server takes"),
        ("Bob,bob@fen,QA,en,,", "3:5", "is not the name of a mail domain"),
        ("Bob,bob@gmial.com,QA,en,,", "3:5", "is one letter from `gmail.com`"),
        ("Bob,bob@xn--vlon-43db.example,QA,en,,", "3:5", "mixes letters of several scripts"),
        ("\"Bob\nBcc: x@y.example\",bob@fen.example,QA,en,,", "3:1", "this name has a line break"),
        ("Bob\u{202E},bob@fen.example,QA,en,,", "3:1", "the invisible character U+202E"),
        ("Bob,bob@fen\u{200B}.example,QA,en,,", "3:5", "the invisible character U+200B"),
        ("Bob,bob@fen.example,QA,en,eve@other.example,", "3:27", "is not in the organization of"),
        ("Bob,bob@fen.example,QA,en,eve,", "3:27", "it has no @"),
        ("Bob,bob@fen.example,QA", "3:1", "this row has only 3 of 6 cells"),
        ("Bob,bob@fen.example,QA,en,,Bob,QB", "3:1", "this row has 7 cells"),
        ("Bob,bob@fen.example,QA,en,,\"a\tb\"", "3:28", "the invisible character U+0009"),
    ] {
        let mailing = mailing(&desk, &format!("{HEAD}{sound}{row}\n")).unwrap();
        let names: Vec<&str> = mailing.messages.iter().map(|own| own.recipient.name.as_str()).collect();
        assert_eq!(names, ["Ann"], "{row}");
        let said = mailing.findings.to_string();
        assert!(
            said.contains(&format!("contacts.csv:{place}: error[")) && said.contains(told),
            "{row}\n{said}"
        );
        assert!(said.contains("help: "), "{said}");
    }
}

#[test]
fn a_domain_that_looks_like_another_may_be_allowed() {
    let desk = desk();
    let list = format!("{HEAD}Bob,bob@gmial.com,QA,en,,\n");
    let plan = |allowed: &[&str]| {
        let mailing =
            mailing_of(&desk, Path::new("contacts.csv"), list.as_bytes(), allowed, 7_000_000).unwrap();
        mailing.messages.len()
    };
    assert_eq!((plan(&[]), plan(&["gmial.com"])), (0, 1));
}

#[test]
fn encodings_separators_and_toml_give_the_same_messages() {
    let desk = desk();
    let list = "name,address,states\nZoë,zoe@fen.example,\"QA,Vehela\"\n";
    let toml = "[[contact]]\nname = \"Zoë\"\naddress = \"zoe@fen.example\"\nstates = [\"QA\", \"Vehela\"]\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(list.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows = list.replace('ë', "\u{1}").into_bytes();
    let windows: Vec<u8> = windows.into_iter().map(|byte| if byte == 1 { 0xEB } else { byte }).collect();
    let semicolons = "email;Name;state\r\nzoe@fen.example;Zoë;QA and QB\r\n;;\r\n".as_bytes().to_vec();
    let tabs = "address\tname\tstates\nzoe@fen.example\tZoë\tQA; QB\n".as_bytes().to_vec();
    let bars = "address|name|states\nzoe@fen.example|Zoë|qa;vehela\n".as_bytes().to_vec();
    let marked = [b"\xEF\xBB\xBF".as_slice(), list.as_bytes()].concat();
    let plan = |name: &str, bytes: &[u8]| {
        let mailing = mailing_of(&desk, Path::new(name), bytes, &[], 7_000_000).unwrap();
        assert!(!mailing.findings.has_errors(), "{:?}", mailing.findings);
        mailing.messages.iter().map(handout::Message::draft).collect::<Vec<_>>()
    };
    let wanted = plan("a.csv", list.as_bytes());
    assert_eq!(wanted.len(), 1);
    for bytes in [utf16, windows, semicolons, tabs, bars, marked] {
        assert!(plan("a.csv", &bytes) == wanted, "{}", String::from_utf8_lossy(&bytes));
    }
    assert!(plan("a.toml", toml.as_bytes()) == wanted);
}

#[test]
fn a_list_that_is_none_is_refused() {
    let desk = desk();
    for (list, told) in [
        ("", "no column `name`"),
        ("Ann,ann@fen.example,QA\n", "no column `name`"),
        ("name,address,states,name\n", "more than one column `name`"),
        ("name,address,states\n", "this list has no contacts"),
        ("a\0b", "this is not a text"),
    ] {
        let Err(findings) = mailing(&desk, list) else { panic!("{list}") };
        assert!(findings.to_string().contains(told), "{list}: {findings}");
    }
    let Err(findings) = mailing_of(&desk, Path::new("a.toml"), b"contact = 1", &[], 7_000_000) else {
        panic!()
    };
    assert!(findings.to_string().contains("is not a list of contacts"));
}

#[test]
fn an_address_is_written_to_once() {
    let desk = desk();
    let list = format!(
        "{HEAD}Ann,ann@fen.example,QA,en,,\nAnn,Ann@FEN.example,QA,en,,\nAnn,ann@fen.example,QB,en,,\n"
    );
    let mailing = mailing(&desk, &list).unwrap();
    assert_eq!(mailing.messages.len(), 1);
    let states: Vec<&str> = mailing.messages[0].attached.iter().map(|own| own.state.as_str()).collect();
    assert_eq!(states, ["QA", "QB"]);
    assert_eq!(mailing.findings.count(Severity::Warning), 2, "{:?}", mailing.findings);
    let said = mailing.findings.to_string();
    assert!(
        said.contains("it is written to once") && said.contains("one message has the sheets of both"),
        "{said}"
    );
}
