//! Which room of `src` may see which, and which crates each may name: the table of the architecture
//! page, held by reading every path in the sources.

use crate::tidy::sources;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms it may see, and the crates it may name.
struct Room {
    name: &'static str,
    sees: &'static [&'static str],
    crates: &'static [&'static str],
}

const fn room(name: &'static str, sees: &'static [&'static str], crates: &'static [&'static str]) -> Room {
    Room { name, sees, crates }
}

/// Each sees only rooms that stand before it in this list.
const ROOMS: &[Room] = &[
    room("characters", &[], &["unicode_normalization"]),
    room("approval", &["characters"], &["chrono", "toml_edit"]),
    room(
        "cli",
        &[],
        &[
            "anstream",
            "chrono",
            "clap",
            "clap_complete",
            "clap_mangen",
            "serde_json",
            "signal_hook",
            "unicode_width",
        ],
    ),
    room("font", &[], &["read_fonts"]),
    room("gazetteer", &["characters"], &["strsim"]),
    room("output", &[], &["tempfile"]),
    room("manifest", &["output"], &["serde", "serde_json", "sha2"]),
    room("source", &[], &[]),
    room("standard", &[], &[]),
    room("units", &[], &["serde"]),
    room("diagnostic", &["characters", "source"], &["serde", "serde_json", "strsim", "unicode_width"]),
    room("figure", &["diagnostic"], &[]),
    room("outline", &["figure", "source"], &[]),
    room("profile", &["standard", "units"], &[]),
    room("theme", &["diagnostic", "outline", "source", "units"], &["serde", "toml"]),
    room("lang", &["figure", "gazetteer"], &["chrono"]),
    room(
        "set",
        &["characters", "diagnostic", "figure", "gazetteer", "lang", "outline", "source", "theme", "units"],
        &["chrono", "toml", "toml_writer"],
    ),
    room("starter", &["characters", "gazetteer"], &[]),
    room(
        "import",
        &["characters", "diagnostic", "figure", "gazetteer", "set", "source", "starter"],
        &["chrono", "encoding_rs", "quick_xml", "serde", "sha2", "toml_edit", "zip"],
    ),
    room("document", &["figure", "outline", "set", "source"], &["chrono"]),
    room("facts", &["diagnostic", "figure", "set", "source"], &["chrono"]),
    room("compare", &["diagnostic", "facts", "figure", "outline", "set", "source"], &["chrono"]),
    room(
        "export",
        &["characters", "figure", "gazetteer", "set", "source"],
        &["rust_xlsxwriter", "serde_json"],
    ),
    room("roll", &["export", "set"], &["toml"]),
    room("objects", &[], &["flate2", "hayro_syntax"]),
    room(
        "proof",
        &[
            "diagnostic",
            "document",
            "facts",
            "figure",
            "font",
            "objects",
            "outline",
            "profile",
            "set",
            "source",
            "standard",
        ],
        &["md5", "memchr", "qrcodegen"],
    ),
    room("text", &["document", "font", "lang", "theme", "units"], &["foldhash", "harfrust", "hypher"]),
    room(
        "wording",
        &[
            "characters",
            "diagnostic",
            "document",
            "facts",
            "figure",
            "gazetteer",
            "lang",
            "outline",
            "set",
            "source",
        ],
        &["chrono", "minijinja", "pulldown_cmark", "strsim"],
    ),
    room(
        "layout",
        &[
            "characters",
            "diagnostic",
            "document",
            "figure",
            "font",
            "lang",
            "outline",
            "source",
            "text",
            "theme",
            "units",
        ],
        &["qrcodegen", "serde"],
    ),
    room(
        "lint",
        &[
            "characters",
            "compare",
            "diagnostic",
            "document",
            "facts",
            "figure",
            "gazetteer",
            "lang",
            "outline",
            "set",
            "source",
            "starter",
            "wording",
        ],
        &["chrono"],
    ),
    room("press", &["document", "font", "layout", "profile", "text", "theme", "units"], &["chrono"]),
    room(
        "pdf",
        &["document", "font", "layout", "press", "profile", "standard", "units"],
        &["chrono", "flate2", "lopdf", "md5", "memchr", "printpdf", "subsetter"],
    ),
    room("finished", &["objects", "pdf", "standard"], &["hayro_syntax", "md5"]),
    room("annotate", &["finished", "pdf"], &["lopdf"]),
    room("ink", &["finished", "font"], &["harfrust", "hayro"]),
    room("preview", &["diagnostic", "font", "ink"], &["flate2"]),
    room(
        "listing",
        &[
            "document", "finished", "font", "lang", "layout", "pdf", "press", "profile", "text", "theme",
            "units",
        ],
        &["chrono"],
    ),
    room(
        "embed",
        &["facts", "figure", "finished", "lang", "layout", "pdf", "profile", "set", "source"],
        &["chrono"],
    ),
    room(
        "pack",
        &["diagnostic", "document", "facts", "lang", "outline", "pdf", "set", "source"],
        &["encoding_rs"],
    ),
    room(
        "batch",
        &[
            "annotate",
            "compare",
            "diagnostic",
            "document",
            "embed",
            "export",
            "facts",
            "figure",
            "finished",
            "font",
            "ink",
            "lang",
            "layout",
            "lint",
            "manifest",
            "outline",
            "output",
            "pack",
            "pdf",
            "press",
            "preview",
            "profile",
            "proof",
            "roll",
            "set",
            "source",
            "theme",
            "wording",
        ],
        &["chrono"],
    ),
    room(
        "imposed",
        &[
            "batch", "document", "finished", "font", "layout", "manifest", "pdf", "press", "profile",
            "standard", "text", "units",
        ],
        &[],
    ),
    room("archive", &["batch", "manifest"], &["zip"]),
    room(
        "correction",
        &["batch", "characters", "embed", "figure", "manifest", "set", "source"],
        &["chrono", "toml_edit"],
    ),
    room(
        "mail",
        &[
            "archive",
            "batch",
            "characters",
            "diagnostic",
            "document",
            "finished",
            "lang",
            "manifest",
            "outline",
            "proof",
            "set",
            "source",
        ],
        &[
            "chrono",
            "encoding_rs",
            "idna",
            "lettre",
            "serde",
            "serde_json",
            "strsim",
            "toml",
            "unicode_normalization",
        ],
    ),
    room("signoff", &["batch", "diagnostic", "listing", "proof"], &[]),
];

/// A path as it stands in a source: `crate::layout::Page` as its names.
type Names = Vec<String>;

/// Every path in the code of a file, with groups taken apart; `use a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tokens: &[String]) -> Vec<Names> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // What a method or a function is called is not a path; what comes after `..` is.
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].as_str());
        let called = before(1) == Some("fn") || before(1) == Some(".") && before(2) != Some(".");
        if is_name(&tokens[at]) && before(1) != Some("::") && !called {
            at = path(tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the path at `at`, or the group of paths it ends in; returns where it ends.
fn path(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Names>) -> usize {
    let mut names = before.to_vec();
    while at < tokens.len() && is_name(&tokens[at]) {
        names.push(tokens[at].clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
        if tokens.get(at).is_some_and(|token| token == "{") {
            at += 1;
            while at < tokens.len() && tokens[at] != "}" {
                at = if is_name(&tokens[at]) { path(tokens, at, &names, found) } else { at + 1 };
            }
            return at + 1;
        }
    }
    found.push(names);
    at.max(1)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single signs, without comments, texts, characters and lifetimes.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(length) = string(rest) {
            length
        } else if c == '\'' {
            character(rest)
        } else if rest.starts_with("::") {
            found.push("::".to_owned());
            2
        } else if c.is_alphabetic() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
            length
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The length of the string literal that the text begins with.
fn string(text: &str) -> Option<usize> {
    let body = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let open = raw[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = open.find(&close).map_or(open.len(), |at| at + close.len());
        return Some(prefix + 1 + hashes + 1 + end);
    }
    let open = body.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in open.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(prefix + 1 + at + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// The length of the character or lifetime that the text begins with.
fn character(text: &str) -> usize {
    let inner = &text[1..];
    match inner.chars().next() {
        Some('\\') => 2 + inner[2.min(inner.len())..].find('\'').map_or(0, |at| at + 2),
        Some(c) if inner[c.len_utf8()..].starts_with('\'') => 2 + c.len_utf8(),
        _ => 1,
    }
}

/// The tokens without the items that are compiled for tests only.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(TEST.len()).eq(TEST.iter()) {
            let mut depth = 0;
            at += TEST.len();
            while at < tokens.len() {
                match tokens[at].as_str() {
                    "{" => depth += 1,
                    "}" if depth == 1 => break,
                    "}" => depth -= 1,
                    ";" if depth == 0 => break,
                    _ => {}
                }
                at += 1;
            }
            at += 1;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// A source: the names of its module, and the paths in it, each from the root of the crate if it is not
/// of another crate.
struct Module {
    file: PathBuf,
    names: Names,
    paths: Vec<Names>,
}

impl Module {
    fn new(file: PathBuf, text: &str) -> Self {
        let mut names: Names =
            file.with_extension("").iter().map(|n| n.to_string_lossy().into_owned()).collect();
        names.pop_if(|last| last == "mod");
        let tokens = without_tests(&tokens(text));
        let paths = paths(&tokens).into_iter().map(|path| absolute(&names, path)).collect();
        Module { file, names, paths }
    }

    /// `lib.rs` and `main.rs` are no rooms: they only open the others.
    fn room(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// `super::x` in `a::b` is `crate::a::x`.
fn absolute(module: &[String], path: Names) -> Names {
    let above = path.iter().take_while(|name| *name == "super").count();
    let own = usize::from(above == 0 && path[0] == "self");
    if above + own == 0 {
        return path;
    }
    let parents = &module[..module.len().saturating_sub(above)];
    let rest = path.into_iter().skip(above + own);
    std::iter::once("crate".to_owned()).chain(parents.iter().cloned()).chain(rest).collect()
}

fn modules() -> Vec<Module> {
    let files = sources()
        .into_iter()
        .filter(|(file, _)| !["lib.rs", "main.rs"].map(Path::new).contains(&file.as_path()));
    files.map(|(file, text)| Module::new(file, &text)).collect()
}

/// The crates of the manifest, as the sources name them.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let sections = manifest.split("\n[").filter(|section| section.starts_with("dependencies]"));
    let lines = sections.flat_map(|section| section.lines().skip(1));
    let names = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    // The library's name is not the package's.
    names.map(|(name, _)| if name == "md-5" { "md5".to_owned() } else { name.replace('-', "_") }).collect()
}

/// What is wrong with the paths of these modules.
fn breaches(modules: &[Module], rooms: &[Room], crates: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let known: BTreeMap<&str, usize> = rooms.iter().enumerate().map(|(n, room)| (room.name, n)).collect();
    let mut used: BTreeSet<(usize, String)> = BTreeSet::new();
    for module in modules {
        let Some(&place) = known.get(module.room()) else {
            wrong.push(format!("{} is in no room of the list", module.file.display()));
            continue;
        };
        let room = &rooms[place];
        for path in &module.paths {
            let (root, next) = (path[0].as_str(), path.get(1).map_or("", String::as_str));
            let other = match root {
                "crate" | "handout" => next,
                // A module of the room's own may be called as a crate.
                _ if modules.iter().any(|own| own.names == [room.name, root]) => continue,
                _ if crates.contains(root) => {
                    used.insert((place, root.to_owned()));
                    if !room.crates.contains(&root) {
                        wrong.push(format!("{} names {root}", module.file.display()));
                    }
                    continue;
                }
                _ => continue,
            };
            if other == room.name || !known.contains_key(other) {
                continue;
            }
            used.insert((place, other.to_owned()));
            if !room.sees.contains(&other) {
                wrong.push(format!("{} sees {other}", module.file.display()));
            }
        }
    }
    for (place, room) in rooms.iter().enumerate() {
        for name in
            room.sees.iter().chain(room.crates).filter(|name| !used.contains(&(place, (**name).to_owned())))
        {
            wrong.push(format!("{} may use {name}, and does not", room.name));
        }
        for name in room.sees.iter().filter(|name| known.get(**name).is_none_or(|&other| other >= place)) {
            wrong.push(format!("the list lets {} see {name}, which comes later", room.name));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

#[test]
fn each_room_sees_what_comes_before_it() {
    assert_eq!(breaches(&modules(), ROOMS, &dependencies()), Vec::<String>::new());
}

/// One breach of each kind, and what is none.
#[test]
fn breaches_are_seen() {
    let rooms = [room("low", &[], &["toml"]), room("high", &["low"], &[])];
    let crates = BTreeSet::from(["toml".to_owned(), "lopdf".to_owned()]);
    let told = |file: &str, text: &str| {
        let module = Module::new(PathBuf::from(file), text);
        let sound = [
            Module::new("low/mod.rs".into(), "use toml::Table;"),
            Module::new("high/mod.rs".into(), "use crate::low::A;"),
        ];
        breaches(&sound.into_iter().chain([module]).collect::<Vec<_>>(), &rooms, &crates)
    };
    for (file, text, wrong) in [
        ("low/a.rs", "use crate::high::B;", "low/a.rs sees high"),
        ("low/a.rs", "use crate::{low::A, high::{self, B}};", "low/a.rs sees high"),
        ("low/a.rs", "fn f() { crate::high::f() }", "low/a.rs sees high"),
        ("low/a/b.rs", "use super::super::super::high::B;", "low/a/b.rs sees high"),
        ("low/a/mod.rs", "use super::super::{high};", "low/a/mod.rs sees high"),
        ("low/a.rs", "#[cfg(test)]\nmod tests;\nuse crate::high::B;", "low/a.rs sees high"),
        ("high/a.rs", "use lopdf::{Object, Document};", "high/a.rs names lopdf"),
        ("high/a.rs", "fn f() -> toml::Table { todo() }", "high/a.rs names toml"),
        ("high/a.rs", "const A: B = B { b: 1, ..toml::B };", "high/a.rs names toml"),
        ("strange/a.rs", "", "strange/a.rs is in no room of the list"),
    ] {
        assert_eq!(told(file, text), [wrong], "{text}");
    }
    for text in [
        "use super::b::C;",
        "// use crate::high::B;",
        "/* crate::high */ fn f() -> &'static str { \"crate::high::B\" }",
        "fn f() { let c = '\"'; g(r#\"crate::high \"# , c) }",
        "fn f() { a.iter().lopdf(b).toml(c) }",
        "#[cfg(test)]\nmod tests {\n    use crate::high::B;\n    fn f() {}\n}",
    ] {
        assert_eq!(told("low/a.rs", text), Vec::<String>::new(), "{text}");
    }
    let stale = breaches(&[], &[room("low", &["high"], &["toml"]), room("high", &[], &[])], &crates);
    assert_eq!(
        stale,
        [
            "low may use high, and does not",
            "low may use toml, and does not",
            "the list lets low see high, which comes later"
        ]
    );
}
