//! The rules of the architecture page, held by reading the sources.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Every source but those of unit tests, by its path below `src`.
pub fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            // Unit tests may do what the code may not.
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    assert!(found.len() > 100, "the walk lost its way");
    let relative = |p: PathBuf| (p.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(p).unwrap());
    found.into_iter().map(relative).collect()
}

/// The code of a file: no comments, no unit tests.
fn code(text: &str) -> String {
    // A file of unit tests may be named at the head; what stands below that line is code.
    let text = text.replace("#[cfg(test)]\nmod tests;\n", "");
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect()
}

#[test]
fn no_clock_no_environment_no_printing_below_the_command() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if path.starts_with("cli") || path.starts_with("main.rs") {
            continue;
        }
        let code = code(&text);
        let mut forbidden = vec![
            "SystemTime",
            "Instant::",
            "Utc::now",
            "Local::now",
            "std::env::",
            "println!",
            "eprint",
            "dbg!",
            "TcpStream",
        ];
        if !path.starts_with("batch") {
            forbidden.push("std::thread");
        }
        // The journal of mail is on the disk before each act.
        if !["set", "manifest", "output.rs", "mail/journal.rs"].iter().any(|room| path.starts_with(room)) {
            forbidden.push("std::fs");
            forbidden.push("fs::");
        }
        wrong.extend(
            forbidden.iter().filter(|f| code.contains(**f)).map(|f| format!("{} has {f}", path.display())),
        );
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The name of the type that a line at the left margin makes visible to other files.
fn type_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub")?;
    let rest = if rest.starts_with('(') { rest.split_once(')')?.1 } else { rest };
    let rest = rest.trim_start();
    let name = ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| rest.strip_prefix(kind))?;
    name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

/// Modules tell types of one name apart for the compiler, but not for `grep`, a message or a reader.
#[test]
fn no_two_rooms_share_a_type_name() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources() {
        let room = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        for name in code(&text).lines().filter_map(type_name) {
            rooms.entry(name.to_owned()).or_default().insert(room.clone());
        }
    }
    assert!(rooms.len() > 200, "the names were not found");
    let shared: BTreeMap<_, _> = rooms.into_iter().filter(|(_, rooms)| rooms.len() > 1).collect();
    assert_eq!(shared, BTreeMap::new());
}

/// The binary shows what the library is good for: whatever it needs is public.
#[test]
fn the_command_sees_only_what_is_public() {
    for (path, text) in
        sources().iter().filter(|(path, _)| path.starts_with("cli") || path.starts_with("main.rs"))
    {
        assert!(!text.contains("internals"), "{}", path.display());
    }
}

/// `println!` panics where its stream is closed or full.
#[test]
fn the_command_prints_in_one_place_only() {
    let mut wrong = Vec::new();
    for (path, text) in
        sources().iter().filter(|(path, _)| path.starts_with("cli") || path.starts_with("main.rs"))
    {
        let code = code(text);
        let mut forbidden = vec!["print!", "println!", "eprint!", "eprintln!", "dbg!"];
        if !path.ends_with("say.rs") {
            forbidden.extend(["io::stdout", "io::stderr"]);
        }
        wrong.extend(
            forbidden.iter().filter(|f| code.contains(**f)).map(|f| format!("{} has {f}", path.display())),
        );
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_file_says_what_it_is_for_and_stays_short() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not say what it is for", path.display()));
        }
        if text.lines().count() > 400 {
            wrong.push(format!("{} is longer than 400 lines", path.display()));
        }
        if path.components().any(|c| {
            ["utils", "helpers", "common", "misc"]
                .contains(&c.as_os_str().to_string_lossy().trim_end_matches(".rs"))
        }) {
            wrong.push(format!("{} has a name that says nothing", path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut before = "";
    let mut count = 0;
    for section in
        manifest.split("\n[").filter(|s| s.starts_with("dependencies]") || s.starts_with("dev-dependencies]"))
    {
        for line in section.lines().skip(1).filter(|l| !l.is_empty()) {
            if !line.starts_with('#') {
                count += 1;
                assert!(before.starts_with('#'), "no reason above `{line}`");
            }
            before = line;
        }
    }
    assert!(count > 10, "the sections were not found");
}

/// Names Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why Windows cannot have a file or folder of this name.
fn no_windows_name(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|port| stem.strip_prefix(port));
    let port = numbered.is_some_and(|rest| {
        let mut rest = rest.chars();
        rest.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && rest.next().is_none()
    });
    match () {
        () if port || DEVICES.contains(&stem.as_str()) => Some("is a device"),
        () if name.contains(|c: char| c.is_control() || r#"<>:"/\|?*"#.contains(c)) => {
            Some("has a forbidden sign")
        }
        () if name.ends_with(['.', ' ']) => Some("ends with a period or a blank"),
        () => None,
    }
}

/// Every file and folder of the repository, but not what is built.
fn walk_all(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == ".git"
            || (dir == Path::new(env!("CARGO_MANIFEST_DIR")) && (name == "target" || name.starts_with("out")))
        {
            continue;
        }
        found.push(path.clone());
        if path.is_dir() {
            walk_all(&path, found);
        }
    }
}

#[test]
fn windows_can_have_every_file() {
    let mut paths = Vec::new();
    walk_all(Path::new(env!("CARGO_MANIFEST_DIR")), &mut paths);
    assert!(paths.len() > 500, "the walk lost its way");
    let mut wrong = Vec::new();
    let mut folded = HashMap::new();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy();
        wrong.extend(no_windows_name(&name).map(|why| format!("{} {why}", path.display())));
        if let Some(other) = folded.insert(path.to_string_lossy().to_lowercase(), path) {
            wrong.push(format!("{} differs from {} in case alone", path.display(), other.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn windows_names_are_known() {
    for name in [
        "nul.toml",
        "NUL",
        "Con.tar.gz",
        "aux .x",
        "com1",
        "LPT0.txt",
        "com².x",
        "a:b",
        "a?",
        "a.",
        "a ",
        "a|b",
        "a\"b",
    ] {
        assert!(no_windows_name(name).is_some(), "{name}");
    }
    for name in
        ["null.toml", "console.rs", "com", "com10", "lpt.rs", ".gitignore", "a.b", "nul-a.toml", "aux_1"]
    {
        assert_eq!(no_windows_name(name), None, "{name}");
    }
}
