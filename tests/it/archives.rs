//! Sheets in ZIP archives, and the groups of states they are divided by.

use crate::kit::command::{Desk, said};
use crate::kit::set::Draft;
use handout::Options;
use handout::internals::manifest::sha256;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Four places, of which the first is in two groups and the last in none.
fn grouped() -> Draft {
    let files: Vec<String> = places(&Draft::invented(4, 0));
    let groups = ["[\"north\", \"coast\"]", "[\"north\"]", "[\"coast\"]"];
    let set = Draft::invented(4, 0);
    files.iter().zip(groups).fold(set, |set, (file, groups)| {
        set.edit(file, "year = 2023", &format!("year = 2023\ngroups = {groups}"))
    })
}

fn places(set: &Draft) -> Vec<String> {
    set.files().filter(|file| file.starts_with("states/")).map(str::to_owned).collect()
}

fn unpacked(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let read = names.into_iter().map(|name| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("a file").read_to_end(&mut bytes).expect("its bytes");
        (name, bytes)
    });
    read.collect()
}

#[test]
fn archives_hold_the_sheets_and_say_what_they_are() {
    let desk = Desk::with(&grouped());
    desk.run(&["build", "set", "-o", "out"]);
    let built = desk.files("out");
    let zipped = desk.run(&["zip", "set", "-o", "zips", "--by", "group", "--jobs", "1"]);
    assert_eq!(zipped.status.code(), Some(0), "{}", said(&zipped));
    assert_eq!(String::from_utf8_lossy(&zipped.stdout), "zips/coast-2023.zip\nzips/north-2023.zip\n");
    assert!(said(&zipped).contains("in no group, and so in no archive: "), "{}", said(&zipped));
    let archives = desk.all_files("zips");
    let mut sheets = 0;
    for archive in archives.values() {
        let files = unpacked(archive);
        let readme = String::from_utf8(files["README.txt"].clone()).expect("a text");
        assert!(readme.contains("figures of 2023") && readme.contains("2 PDF files"), "{readme}");
        let sums = String::from_utf8(files["SHA256SUMS"].clone()).expect("a text");
        assert_eq!(sums.lines().count(), files.len() - 1);
        for (name, bytes) in &files {
            if name.ends_with(".pdf") {
                sheets += 1;
                assert_eq!(&built[name], bytes, "as it was built");
                assert!(readme.contains(name.as_str()));
            }
            let line = format!("{}  {name}\n", sha256(bytes));
            assert_eq!(sums.contains(&line), name != "SHA256SUMS", "{name}");
        }
    }
    assert_eq!(sheets, 4);
    desk.run(&["zip", "set", "-o", "zips", "--by", "group", "--jobs", "2"]);
    assert_eq!(desk.all_files("zips"), archives);
    desk.run(&["zip", "set", "-o", "each"]);
    assert_eq!(desk.all_files("each").len(), 4);
    let one = desk.run(&["zip", "set", "-o", "one", "--by", "language", "--group", "north"]);
    assert!(said(&one).contains("1 archive with 2 handouts"), "{}", said(&one));
}

#[test]
fn a_group_that_nobody_is_in_is_refused() {
    let desk = Desk::with(&grouped());
    let refused = desk.run(&["zip", "set", "-o", "zips", "--group", "nort"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("did you mean `north`?"), "{}", said(&refused));
    // Nobody knows which groups a state with a fault is in.
    let file = places(&grouped())[3].clone();
    desk.edit(&format!("set/{file}"), "year = 2023", "year = 2022");
    let refused = desk.run(&["zip", "set", "-o", "zips", "--group", "north"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains(&format!("{file}:")), "{}", said(&refused));
    let desk = Desk::with(&Draft::invented(1, 0));
    let refused = desk.run(&["zip", "set", "-o", "zips", "--by", "group"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("no state of the set is in a group"), "{}", said(&refused));
    assert!(!desk.path("zips").exists());
}

#[test]
fn the_name_of_a_group_is_part_of_a_file_name() {
    for (groups, message) in [
        ("[\"../north\"]", "\"../north\" cannot be the name of a group"),
        ("[\"North\"]", "cannot be the name of a group"),
        ("[\"con\"]", "cannot be the name of a group"),
        ("[\"north\", \"north\"]", "is named twice"),
        ("\"north\"", "not a list"),
    ] {
        let set = Draft::invented(2, 0);
        let file = places(&set)[0].clone();
        let desk = Desk::with(&set.edit(&file, "year = 2023", &format!("year = 2023\ngroups = {groups}")));
        let checked = desk.run(&["check", "set"]);
        assert_eq!(checked.status.code(), Some(1));
        assert!(said(&checked).contains(&format!("{file}:")), "{}", said(&checked));
        if groups != "\"north\"" {
            assert!(said(&checked).contains(message), "{}", said(&checked));
        }
        let zipped = desk.run(&["zip", "set", "-o", "zips"]);
        assert_eq!(zipped.status.code(), Some(1));
        assert!(!desk.path("zips").exists(), "nothing is written");
    }
}

/// Who hands a sheet out is nobody's business who reads it.
#[test]
fn groups_stay_behind() {
    let plain = Draft::invented(4, 0).build(&Options::default());
    let set = grouped();
    let with_groups = set.build(&Options::default());
    for (name, bytes) in &with_groups {
        let inside = Draft::unpacked(bytes);
        assert!(inside.files().all(|file| !inside.text(file).contains("north")), "{name}");
    }
    assert_eq!(plain.keys().collect::<Vec<_>>(), with_groups.keys().collect::<Vec<_>>());
}
