//! Damaged workbooks, the same from the same number: the command answers each soon, with little memory and without a
//! panic, and every cell has one outcome.
//!
//! Here a slice of them; `.ci/campaigns` asks for `HANDOUT_WORKBOOKS` of them, from `HANDOUT_SEED` on.
//! The system bounds the memory and the time of each.
#![cfg(unix)]

use super::hostile::sheet;
use super::old_workbooks::workbook;
use super::open_documents::zipped;
use super::{meadows, outcome};
use crate::kit::command::Desk;
use crate::kit::fuzzed::Dice;
use crate::kit::set::Draft;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

/// In KiB: a million cells three times, as they are, turned, and as a table.
const MEMORY: usize = 1_500_000;
/// Seconds of CPU; unoptimized.
const SECONDS: usize = 60;
/// What numbers of a file say that is not so.
const NUMBERS: [&str; 9] =
    ["0", "-1", "1048576", "16384", "2147483647", "4294967295", "99999999999999999999", "1e308", "NaN"];
const PIECES: [&str; 12] =
    ["<", ">", "/>", "&", "&#0;", "&#x10FFFF;", "&b;", "]]>", "<!--", "<![CDATA[", "\u{feff}", "\""];

fn asked(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// The parts of a zipped workbook.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let (mut part, mut bytes) = (archive.by_index(at).expect("a part"), Vec::new());
        part.read_to_end(&mut bytes).expect("its bytes");
        parts.push((part.name().expect("a name").into_owned(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    parts
}

fn zipped_again(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&parts)
}

/// A workbook of one kind, with damage of that number.
fn damaged(seed: usize) -> (&'static str, Vec<u8>) {
    let mut dice = Dice(seed as u64);
    let names = ["saved", "sums", "linked", "dates1904"];
    let name = names[dice.below(names.len())];
    let of = |kind: &str| workbook(&format!("libreoffice/{name}.{kind}"));
    let (kind, bytes) = match dice.below(8) {
        0..=2 => ("t.xlsx", zip_damaged(&of("xlsx"), "xl/", &mut dice)),
        3 | 4 => ("t.ods", zip_damaged(&of("ods"), "content.xml", &mut dice)),
        5 | 6 => ("t.xls", records_damaged(of("xls"), &mut dice)),
        _ => ("t.csv", text(&mut dice)),
    };
    // Now and then the file itself is spoilt, or cut off.
    let mut bytes = bytes;
    if dice.below(6) == 0 {
        for _ in 0..=dice.below(8) {
            let at = dice.below(bytes.len());
            bytes.get_mut(at).into_iter().for_each(|byte| *byte = dice.below(256) as u8);
        }
    }
    if dice.below(12) == 0 {
        bytes.truncate(dice.below(bytes.len()));
    }
    (kind, bytes)
}

/// One to four parts spoilt.
fn zip_damaged(bytes: &[u8], most: &str, dice: &mut Dice) -> Vec<u8> {
    let mut parts = unzipped(bytes);
    for _ in 0..=dice.below(4) {
        let own: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].0.starts_with(most)).collect();
        let at = if dice.below(5) == 0 { dice.below(parts.len()) } else { own[dice.below(own.len())] };
        if dice.below(40) == 0 {
            let other = dice.below(parts.len());
            parts[at].1 = parts[other].1.clone();
            continue;
        }
        parts[at].1 = xml_damaged(std::mem::take(&mut parts[at].1), dice);
    }
    if dice.below(20) == 0 {
        let at = dice.below(parts.len());
        parts.remove(at);
    }
    zipped_again(&parts)
}

fn xml_damaged(text: String, dice: &mut Dice) -> String {
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let at = boundary(dice.below(text.len() + 1));
    let element = |from: usize| {
        let start = text[..from].rfind('<').unwrap_or(0);
        (start, text[from..].find('>').map_or(text.len(), |end| from + end + 1))
    };
    let put = |at: usize, to: usize, new: &str| format!("{}{new}{}", &text[..at], &text[to..]);
    match dice.below(11) {
        0 => put(at, boundary((at + dice.below(200)).min(text.len())), ""),
        1 => put(at, at, PIECES[dice.below(PIECES.len())]),
        // A number that is not so.
        2..=4 => {
            let digits = |c: char| c.is_ascii_digit();
            let Some(from) = text[at..].find(digits).map(|more| at + more) else { return text };
            let to = text[from..].find(|c| !digits(c)).map_or(text.len(), |more| from + more);
            put(from, to, NUMBERS[dice.below(NUMBERS.len())])
        }
        5 => {
            let (from, to) = element(at);
            put(from, to, "")
        }
        // Very many of one element.
        6 => {
            let (from, to) = element(at);
            put(to, to, &text[from..to].repeat(1 + dice.below(2_000)))
        }
        7 => put(at, at, &"<row><c><v>".repeat(1 + dice.below(20_000))),
        8 => {
            let bomb = "<!DOCTYPE a [<!ENTITY b \"&c;&c;&c;&c;\"><!ENTITY c \"&d;&d;&d;&d;\"><!ENTITY d \"dddddddd\">]>";
            put(0, 0, bomb).replacen("</t>", "&b;</t>", 1 + dice.below(5))
        }
        9 => put(at, at, &"x ".repeat(dice.below(40_000))),
        _ => {
            let other = boundary(dice.below(text.len() + 1));
            let (from, to) = (at.min(other), at.max(other));
            put(to, to, &text[from..to.min(boundary((from + 3_000).min(text.len())).max(from))])
        }
    }
}

/// Bytes of the container and of its records.
fn records_damaged(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(12) {
        // The header and the tables of sectors are small: they are hit as often as all the rest.
        let most = if dice.below(3) == 0 { 512.min(bytes.len()) } else { bytes.len() };
        let at = dice.below(most) & !1;
        let value: &[u8] = match dice.below(5) {
            0 => &[0xFF, 0xFF, 0xFF, 0xFF],
            1 => &[0, 0, 0, 0],
            2 => &[1, 0],
            3 => &[0xFF, 0x7F],
            _ => &[0x3C, 0x00, 0xFF, 0x20],
        };
        bytes.iter_mut().skip(at).zip(value).for_each(|(byte, new)| *byte = *new);
    }
    if dice.below(8) == 0 {
        let (from, length) = (dice.below(bytes.len()), dice.below(3_000));
        bytes.drain(from..(from + length).min(bytes.len()));
    }
    bytes
}

/// A table of whatever bytes.
fn text(dice: &mut Dice) -> Vec<u8> {
    const WORDS: [&[u8]; 22] = [
        b"State",
        b"Foals born",
        b"Ponds",
        b"Utah",
        b"Iowa",
        b"1,204",
        b"19%",
        b"\"",
        b"\"\"",
        b",",
        b",",
        b";",
        b"\t",
        b"|",
        b"\n",
        b"\n",
        b"\r",
        b"\0",
        b"\xFF\xFE",
        b"\xEF\xBB\xBF",
        b"Espa\xF1a",
        b"sep=",
    ];
    let mut bytes = if dice.below(2) == 0 { b"State,Foals born\n".to_vec() } else { Vec::new() };
    for _ in 0..dice.below(200) {
        match dice.below(8) {
            0 => bytes.push(dice.below(256) as u8),
            1 => bytes.extend(WORDS[dice.below(WORDS.len())].repeat(1 + dice.below(300))),
            _ => bytes.extend_from_slice(WORDS[dice.below(WORDS.len())]),
        }
    }
    bytes
}

/// Files that are large in one way.
fn giants() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = format!("<row>{}{}</row>", cell("State"), cell("Foals born"));
    let utah = format!("<row>{}<c><v>5</v></c></row>", cell("Utah"));
    let xlsx = |rows: String| sheet(&format!("{head}{utah}{rows}"), "");
    let names: String = (0..60_000)
        .map(|at| format!("{}{}", cell(&format!("Meadow {at}")), "<c><v>1</v></c>"))
        .map(|cells| format!("<row>{cells}</row>"))
        .collect();
    let headings: String = (0..16_000).map(|at| cell(&format!("{at}{}", " of meadows".repeat(60)))).collect();
    let wide = format!(
        "<row>{}{}{headings}</row><row>{}{}</row>",
        cell("State"),
        cell("Foals born"),
        cell("Utah"),
        "<c><v>5</v></c>".repeat(16_000)
    );
    vec![
        ("a million rows of one cell", "t.xlsx", xlsx("<row><c><v>1</v></c></row>".repeat(1_000_000))),
        ("a million empty rows", "t.xlsx", xlsx("<row r=\"9\" hidden=\"1\"/>".repeat(1_000_000))),
        ("60,000 places nobody knows", "t.xlsx", xlsx(names)),
        ("long headings side by side", "t.xlsx", sheet(&wide, "")),
        ("elements in elements", "t.xlsx", xlsx("<row><a>".repeat(1_000_000))),
        (
            "900,000 cells of text",
            "t.csv",
            format!("State,Foals born\n{}", "Utah,x\n".repeat(450_000)).into_bytes(),
        ),
        ("a million quotes", "t.csv", "\"".repeat(1_000_001).into_bytes()),
        ("a line without an end", "t.csv", "State,".repeat(3_000_000).into_bytes()),
        ("commas", "t.csv", format!("State,Foals born\n{}", ",".repeat(20_000_000)).into_bytes()),
    ]
}

/// The command within bounds, and what is wrong with what it did.
fn faults(desk: &Desk, name: &str, bytes: &[u8]) -> (Vec<String>, String) {
    fs::write(desk.path(name), bytes).expect("a file");
    let (program, seconds) = match std::env::var("HANDOUT_PROGRAM") {
        Ok(program) => (program, SECONDS / 6),
        Err(_) => (env!("CARGO_BIN_EXE_handout").to_owned(), SECONDS),
    };
    let limits = format!("ulimit -t {seconds}; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let words = ["-c", &limits, &program, "import", name, "set", "--format", "json"];
    let output: Output =
        Command::new("sh").args(words).current_dir(desk.path("")).output().expect("the shell runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let mut faults = Vec::new();
    if let Some(signal) = output.status.signal() {
        faults.push(format!("killed by signal {signal}: {}", said.lines().next().unwrap_or_default()));
    } else if !matches!(output.status.code(), Some(0..=2)) {
        faults.push(format!("exit code {:?}: {said}", output.status.code()));
    }
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if let Some(counts) = told["counts"].as_object() {
        let of = |key: &str| counts[key].as_u64().unwrap_or(u64::MAX / 9);
        let sum: u64 = ["words", "new", "changed", "unchanged", "asked", "set_aside"].map(of).iter().sum();
        if sum != of("cells") {
            faults.push(format!("the counts do not add up: {counts:?}"));
        }
    } else if faults.is_empty() && told["diagnostics"].as_array().is_none_or(Vec::is_empty) {
        faults.push("neither counts nor a reason".to_owned());
    }
    let outcome = match output.status.code() {
        Some(0) => "all certain",
        Some(1) => "questions",
        Some(2) => "refused in words",
        _ => "fault",
    };
    (faults, outcome.to_owned())
}

fn desk() -> Desk {
    let files = meadows().into_iter();
    let files =
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), String::from_utf8(bytes).unwrap()));
    Desk::with(&Draft::made(files))
}

#[test]
fn a_slice_of_the_damages_is_answered() {
    // What is changed is sound, so that damages are what is tried.
    for kind in ["xlsx", "ods"] {
        let book = workbook(&format!("libreoffice/saved.{kind}"));
        assert!(
            outcome("t.x", &zipped_again(&unzipped(&book))).contains(&"+ UT foals 1,204".to_owned()),
            "{kind}"
        );
    }
    let found: BTreeMap<bool, usize> = (0..60).fold(BTreeMap::new(), |mut found, seed| {
        let (name, bytes) = damaged(seed);
        *found.entry(outcome(name, &bytes).iter().any(|line| line.starts_with('!'))).or_default() += 1;
        found
    });
    // Not all are refused: most damages leave something to read.
    assert!(found.len() == 2, "{found:?}");
}

/// In the campaign: so many, and the large ones. The bounds are the system's.
#[test]
fn damages_take_neither_long_nor_much_memory() {
    let (desk, count) = (desk(), asked("HANDOUT_WORKBOOKS").unwrap_or(6));
    let first = asked("HANDOUT_SEED").unwrap_or(0) * 1_000_000;
    let (mut broken, mut outcomes) = (Vec::new(), BTreeMap::<(String, String), usize>::new());
    let mut hold = |what: String, name: &str, bytes: &[u8]| {
        let (faults, outcome) = faults(&desk, name, bytes);
        *outcomes.entry((name.to_owned(), outcome)).or_default() += 1;
        if !faults.is_empty() {
            broken.push(format!("{what}, {name}: {faults:?}"));
        }
    };
    for seed in first..first + count {
        let (name, bytes) = damaged(seed);
        hold(format!("workbook {seed}"), name, &bytes);
    }
    // These are of some seconds each, and for the optimized program.
    if asked("HANDOUT_WORKBOOKS").is_some() {
        giants().into_iter().for_each(|(what, name, bytes)| hold(what.to_owned(), name, &bytes));
    }
    println!("{count} damaged workbooks: {outcomes:?}");
    assert!(broken.is_empty(), "{} faults:\n{}", broken.len(), broken.join("\n"));
}
