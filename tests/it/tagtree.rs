//! The structure tree of the sample's page as a reader walks it: role, attributes, words. It must
//! read as the page reads; a reviewed dump holds it.

use crate::kit::file::{File, kind};
use crate::kit::sheets::{LANGUAGES, Sheet, THEMES, sheet};
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;
use std::fmt::Write;

fn text(object: &Object) -> String {
    match object {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(ids) => ids.iter().map(text).collect::<Vec<_>>().join("+"),
        other => lopdf::decode_text_string(other).expect("a text"),
    }
}

/// The attributes of an element, on one line.
fn attributes(file: &File, element: &Dictionary) -> String {
    let shown = |dictionary: &Dictionary, keys: &[&str]| -> String {
        let found = keys.iter().filter(|key| dictionary.has(key.as_bytes()));
        found.map(|key| format!(" {key}={}", text(file.get(dictionary, key)))).collect()
    };
    let lists = match element.has(b"A").then(|| file.get(element, "A")) {
        Some(Object::Array(lists)) => lists.iter().map(|list| file.resolve(list)).collect(),
        one => Vec::from_iter(one),
    };
    let lists = lists.into_iter().map(|list| list.as_dict().expect("attributes"));
    let lists = lists.map(|list| shown(list, &["Summary", "Scope", "Headers", "ListNumbering"]));
    shown(element, &["Lang", "E", "ID", "Alt", "ActualText"]) + &lists.collect::<String>()
}

type Lines = BTreeMap<i64, Vec<String>>;

fn dump(file: &File, element: &Dictionary, lines: &Lines, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    writeln!(out, "{indent}{}{}", kind(element), attributes(file, element)).unwrap();
    for kid in file.get(element, "K").as_array().expect("kids") {
        match kid {
            Object::Reference(_) => {
                dump(file, file.resolve(kid).as_dict().expect("an element"), lines, depth + 1, out);
            }
            Object::Integer(mark) if lines[mark].is_empty() => {
                writeln!(out, "{indent}  “(a drawing)”").unwrap()
            }
            // A stroke where a line ends.
            Object::Integer(mark) => writeln!(out, "{indent}  “{}”", lines[mark].join("|")).unwrap(),
            link => {
                let link = file.dictionary(link.as_dict().expect("a link"), "Obj");
                let target = file.get(file.dictionary(link, "A"), "URI");
                writeln!(out, "{indent}  → {}", text(target)).unwrap();
            }
        }
    }
}

pub fn tree(sheet: &Sheet) -> String {
    let (file, mut out) = (File::read(&sheet.bytes), String::new());
    for kid in file.get(file.tree(), "K").as_array().expect("kids") {
        dump(&file, file.resolve(kid).as_dict().expect("an element"), &file.lines(), 0, &mut out);
    }
    out
}

#[test]
fn the_tree_reads_as_the_page_reads() {
    for (theme, language) in THEMES.into_iter().flat_map(|theme| LANGUAGES.map(|language| (theme, language)))
    {
        let sheet = sheet(theme, language, "office");
        let tree = tree(sheet);
        assert!(tree.starts_with(&format!("Document Lang={}\n", sheet.document.meta.locale)));
        let name = if language == "en" { theme.to_owned() } else { format!("{theme}-{language}") };
        insta::assert_snapshot!(name, tree);
    }
}
