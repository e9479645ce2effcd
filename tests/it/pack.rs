//! Many sheets in one file: what is in it, in which order, how large it is, and what `handout pack` says and refuses.

use crate::kit::command::{Desk, json, said};
use crate::kit::file::File;
use crate::kit::invented::union;
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::THEMES;
use handout::{Engine, HeardLine, Options, Pack, PackOptions, PackOrder, PackSheet, hear};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeSet;

fn options(theme: &str) -> Options {
    Options { theme: Some(theme.to_owned()), ..Options::default() }
}

/// Four places of the union: short and long names.
fn few(theme: &str) -> Engine {
    let only = ["QA", "QU", "ZA", "ZB"].map(str::to_owned).to_vec();
    Draft::made(union::set()).read().engine(&Options { only, ..options(theme) })
}

fn with_cover() -> PackOptions {
    PackOptions { cover: true, ..PackOptions::default() }
}

fn text(dictionary: &Dictionary, key: &str) -> String {
    dictionary.get(key.as_bytes()).and_then(lopdf::decode_text_string).unwrap_or_default()
}

fn labels(file: &Document) -> Vec<String> {
    let labels = file.catalog().and_then(|catalog| catalog.get(b"PageLabels")).and_then(Object::as_dict);
    let list = labels.and_then(|labels| labels.get(b"Nums")).and_then(Object::as_array).expect("labels");
    list.iter().filter_map(|label| label.as_dict().ok()).map(|label| text(label, "P")).collect()
}

fn bookmarks(file: &Document) -> Vec<String> {
    let list = file.catalog().and_then(|catalog| catalog.get_deref(b"Outlines", file));
    let mut next = list.and_then(Object::as_dict).expect("bookmarks").get_deref(b"First", file);
    let mut titles = Vec::new();
    while let Ok(bookmark) = next.and_then(Object::as_dict) {
        titles.push(text(bookmark, "Title"));
        next = bookmark.get_deref(b"Next", file);
    }
    titles
}

/// How many objects have this key with this name.
fn count(file: &Document, key: &str, name: &str) -> usize {
    let dictionaries = file.objects.values().map(|object| match object {
        Object::Stream(stream) => Some(&stream.dict),
        object => object.as_dict().ok(),
    });
    let is = |dict: &&Dictionary| {
        dict.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|own| own == name.as_bytes())
    };
    dictionaries.flatten().filter(is).count()
}

fn fonts(file: &Document) -> usize {
    let programs = file.objects.values().filter_map(|object| object.as_stream().ok());
    programs.filter(|stream| stream.dict.has(b"Length1")).count()
}

/// What is said, line by line.
fn words(lines: &[HeardLine]) -> Vec<String> {
    lines.iter().map(|line| format!("{line:?}")).collect()
}

#[test]
fn each_sheet_is_a_part_that_says_what_its_own_file_says() {
    for theme in THEMES {
        let engine = few(theme);
        let sheets = engine.pack_sheets(PackOrder::Name, None);
        assert_eq!(sheets.len(), 8);
        let pack = engine.pack(&sheets, &with_cover()).unwrap();
        let heard = hear(&pack.bytes).unwrap();
        let all = words(&heard.lines);
        let mut at = 0;
        for PackSheet { state, language, .. } in &sheets {
            let own = words(&hear(&engine.sheet(state, language, "office").unwrap().bytes).unwrap().lines);
            let found = (at..=all.len() - own.len()).find(|&at| all[at..at + own.len()] == own);
            at = found.unwrap_or_else(|| panic!("{theme}: {state} {language} is not heard in its turn"))
                + own.len();
        }
        assert_eq!(at, all.len());
        let file = Document::load_mem(&pack.bytes).unwrap();
        assert_eq!((file.get_pages().len(), pack.pages, pack.sheets.len()), (9, 9, 8));
        assert_eq!((count(&file, "S", "Document"), count(&file, "S", "Part")), (1, 9));
        assert_eq!(fonts(&file), 3, "one subset of each face");
        let catalog = file.catalog().unwrap();
        assert_eq!(text(catalog, "Lang"), "en-US");
        let view = catalog.get(b"ViewerPreferences").and_then(Object::as_dict).unwrap();
        assert_eq!(view.get(b"Duplex").and_then(Object::as_name).unwrap(), b"Simplex");
        let ids: Vec<String> = file
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dict| dict.has(b"S"))
            .map(|dict| text(dict, "ID"))
            .filter(|id| !id.is_empty())
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let spanish = ids.iter().filter(|id| id.contains("-es-n")).count();
        assert!(spanish > 0 && spanish * 2 == ids.len(), "{ids:?}");
    }
}

#[test]
fn backs_begin_with_a_front_and_are_called_by_their_place() {
    let engine = Set::sample().engine(&Options::default());
    let mut sheets = engine.pack_sheets(PackOrder::Name, Some("es"));
    sheets[0].copies = 2;
    // One with nothing on its back.
    sheets.push(PackSheet { back: None, copies: 1, ..sheets[0].clone() });
    let options = PackOptions { dividers: true, ..with_cover() };
    let pack = engine.pack(&sheets, &options).unwrap();
    let file = Document::load_mem(&pack.bytes).unwrap();
    // Two dividers of one place are told apart.
    let wanted = "i, i blank, KY divider, KY divider blank, KY, KY es, KY 2, KY es 2, KY divider 2, \
        KY divider 2 blank, KY 3";
    assert_eq!(labels(&file).join(", "), wanted);
    assert_eq!(bookmarks(&file), ["Contents", "Kentucky", "Kentucky (español)"]);
    let view = file.catalog().unwrap().get(b"ViewerPreferences").and_then(Object::as_dict).unwrap();
    assert_eq!(view.get(b"Duplex").and_then(Object::as_name).unwrap(), b"DuplexFlipLongEdge");
    let list = pack.list();
    assert!(list.contains("\r\nKentucky,KY,en,es,2,2,5-8,\"on both sides"), "{list}");
    assert!(list.contains("\r\nKentucky,KY,en,,1,1,11,\"on both sides"), "{list}");
    assert!(Pack::is_list(list.as_bytes()) && !Pack::is_list(b"state,language,copies\n"));
}

#[test]
fn forty_copies_share_what_they_show() {
    for theme in THEMES {
        let engine = Set::sample().engine(&options(theme));
        let copies = |copies| {
            let sheet = PackSheet { state: "KY".into(), language: "en".into(), back: None, copies };
            engine.pack(&[sheet], &PackOptions::default()).unwrap().bytes
        };
        let (one, forty) = (copies(1), copies(40));
        let each = (forty.len() - one.len()).div_ceil(39);
        assert!(each <= 2048, "{theme}: {each} bytes a copy");
        let file = Document::load_mem(&forty).unwrap();
        let pages = file.get_pages();
        let contents: BTreeSet<_> = pages
            .values()
            .map(|page| {
                file.get_dictionary(*page).unwrap().get(b"Contents").and_then(Object::as_reference).unwrap()
            })
            .collect();
        assert_eq!((pages.len(), contents.len(), count(&file, "S", "Part")), (40, 1, 40));
        assert_eq!(pages.values().collect::<BTreeSet<_>>().len(), 40, "each page is one of its own");
        assert_eq!(count(&file, "Type", "Filespec"), 5, "the data is there once");
        assert_eq!(labels(&file)[39], "KY 40");
    }
}

#[test]
fn sets_of_one_of_each_come_one_after_the_other() {
    let engine = few("memo");
    let sheets: Vec<PackSheet> = engine
        .pack_sheets(PackOrder::Code, Some("es"))
        .into_iter()
        .map(|sheet| PackSheet { back: None, copies: 2, ..sheet })
        .collect();
    let options = PackOptions { collated: true, dividers: true, ..PackOptions::default() };
    let pack = engine.pack(&sheets, &options).unwrap();
    let file = Document::load_mem(&pack.bytes).unwrap();
    let wanted = "Set 1, QA, QU, ZA, ZB, Set 2, QA 2, QU 2, ZA 2, ZB 2";
    assert_eq!(labels(&file).join(", "), wanted);
    assert!(pack.list().contains(",en,,2,2,2 7,on one side\r\n"), "{}", pack.list());
}

#[test]
fn the_same_pack_has_the_same_bytes_on_any_number_of_threads() {
    let set =
        Draft::made(union::set()).edit("handout.toml", "languages = ", "fit = \"uniform\"\nlanguages = ");
    let only = ["QA", "QU", "ZB"].map(str::to_owned).to_vec();
    let made = |jobs| {
        let engine = set.read().engine(&Options { only: only.clone(), ..options("brief") });
        let sheets = engine.pack_sheets(PackOrder::List(&only), Some("es"));
        engine.pack(&sheets, &PackOptions { jobs, ..with_cover() }).unwrap().bytes
    };
    let one = made(1);
    assert!(made(1) == one && made(3) == one, "the bytes differ");
}

#[test]
fn large_print_and_other_profiles_are_packed() {
    for (profile, large_print) in [("office", true), ("gray", false), ("press", false)] {
        let engine =
            Set::sample().engine(&Options { profiles: vec![profile.into()], large_print, ..options("memo") });
        let sheets = engine.pack_sheets(PackOrder::Name, Some("es"));
        let pack = engine.pack(&sheets, &PackOptions { dividers: true, ..with_cover() }).unwrap();
        let file = Document::load_mem(&pack.bytes).unwrap();
        assert_eq!(file.get_pages().len(), pack.pages, "{profile}");
        assert_eq!(count(&file, "S", "Part"), 4, "{profile}");
        if large_print {
            let labels = labels(&file);
            assert!(
                labels.contains(&"KY p. 2".to_owned()) && labels.contains(&"KY es p. 2".to_owned()),
                "{labels:?}"
            );
        }
    }
}

#[test]
fn the_index_takes_the_pages_it_needs() {
    let engine = Draft::made(union::set()).read().engine(&options("memo"));
    let sheets = engine.pack_sheets(PackOrder::Name, None);
    let pack = engine.pack(&sheets, &with_cover()).unwrap();
    let file = Document::load_mem(&pack.bytes).unwrap();
    assert_eq!(
        (sheets.len(), pack.pages, &labels(&file)[..2]),
        (112, 114, &["i".to_owned(), "ii".to_owned()][..])
    );
    let parts: usize = sheets
        .iter()
        .map(|PackSheet { state, language, .. }| engine.sheet(state, language, "office").unwrap().bytes.len())
        .sum();
    assert!(pack.bytes.len() * 100 <= parts * 33, "{} of {parts} bytes", pack.bytes.len());
    assert_eq!(fonts(&file), 3);
}

fn desk() -> Desk {
    Desk::with(&Draft::made(union::set()))
}

#[test]
fn the_command_packs_what_a_list_says() {
    let desk = desk();
    let name = union::name(3).to_uppercase();
    desk.write(
        "copies.csv",
        &format!("\u{feff}State;Language;Copies\r\nqa;en;3\r\n\"{name}\";ES;2\r\nZB;;0\r\n"),
    );
    let made = desk.run(&[
        "pack",
        "set",
        "-o",
        "training.pdf",
        "--copies",
        "copies.csv",
        "--separators",
        "--format",
        "json",
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let told = json(&made);
    assert_eq!(
        (&told["pack"]["file"], &told["pack"]["list"]),
        (&"training.pdf".into(), &"training-list.csv".into())
    );
    assert_eq!((&told["pack"]["pages"], &told["pack"]["two_sided"]), (&7.into(), &false.into()));
    let list = desk.text("training-list.csv");
    assert_eq!(list.lines().count(), 3, "{list}");
    assert!(list.contains(",en,,3,3,2-4,on one side") && list.contains(",es,,2,2,6-7,on one side"), "{list}");
    // Again, over its own files.
    let again = desk.run(&["pack", "set", "-o", "training.pdf", "--only", "QA", "--lang", "en"]);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert!(said(&again).contains("packed 1 sheet on 1 page, "), "{}", said(&again));
}

#[test]
fn a_faulty_list_is_told_at_its_lines() {
    let desk = desk();
    desk.write("copies.csv", "state,language,copies\nVirginia,en,3\nQA,fr,2\nQA,en,many\nQB,en,1\nqb,en,2\n");
    let told = desk.run(&["pack", "set", "-o", "a.pdf", "--copies", "copies.csv"]);
    let said = said(&told);
    assert_eq!(told.status.code(), Some(1), "{said}");
    assert!(said.contains("copies.csv:4:7: error[bad-value]: `many` is not a number of copies"), "{said}");
    desk.write("copies.csv", "state,language,copies\nVirginia,en,3\nQA,fr,2\nQB,en,1\nqb,en,2\n");
    let told = desk.run(&["pack", "set", "-o", "a.pdf", "--copies", "copies.csv"]);
    let said = crate::kit::command::said(&told);
    for wanted in [
        "copies.csv:2:1: error[no-state]: the set has no state `Virginia`",
        "copies.csv:3:4: error[unknown-language]: no sheet is made in the language `fr`",
        "copies.csv:5:1: error[bad-value]: this sheet is listed twice",
        "nothing was packed",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(!desk.path("a.pdf").exists() && !desk.path("a-list.csv").exists());
}

#[test]
fn what_is_not_ours_is_not_written_over() {
    let desk = desk();
    desk.write("letter.pdf", "%PDF-1.4 a letter");
    desk.write("a-list.csv", "my own list");
    for (out, wanted) in [
        ("letter.pdf", "`letter.pdf` is there already, and is not of this program"),
        ("a.pdf", "`a-list.csv` is there already, and is not of this program"),
        ("a.txt", "this is not the name of a PDF file"),
        ("set", "this is not the name of a PDF file"),
    ] {
        let told = desk.run(&["pack", "set", "-o", out, "--only", "QA"]);
        assert_eq!(told.status.code(), Some(2), "{out}");
        assert!(said(&told).contains(wanted), "{out}: {}", said(&told));
    }
    assert_eq!(desk.text("letter.pdf"), "%PDF-1.4 a letter");
    assert!(!desk.path("a.pdf").exists());
}

#[test]
fn no_state_is_left_out_in_silence() {
    let desk = desk();
    desk.edit("set/states/place-00.toml", "postal = ", "potsal = ");
    let told = desk.run(&["pack", "set", "-o", "a.pdf"]);
    assert_eq!(told.status.code(), Some(1));
    let said_all = said(&told);
    assert!(said_all.contains("potsal") && said_all.contains("it would lack"), "{said_all}");
    assert!(!desk.path("a.pdf").exists());
    let told =
        desk.run(&["pack", "set", "-o", "a.pdf", "--only", "ZB,QB", "--order", "list", "--lang", "en"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let file = File::read(&std::fs::read(desk.path("a.pdf")).unwrap());
    assert_eq!(labels(&file.document), ["ZB", "QB"]);
}

#[test]
fn a_pack_is_known_for_what_it_is() {
    let desk = desk();
    let made = desk
        .run(&["pack", "set", "-o", "a.pdf", "--only", "QA,QB", "--back", "es", "--cover", "--copies", "2"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let told = desk.run(&["prove", "a.pdf"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    assert!(said(&told).contains("this is a file of many sheets"), "{}", said(&told));
    let told = desk.run(&["extract", "a.pdf", "-o", "data"]);
    assert_eq!(told.status.code(), Some(2));
    assert!(said(&told).contains("it has many sheets inside"), "{}", said(&told));
}

#[test]
fn options_that_cannot_be_followed_are_refused() {
    let desk = desk();
    for (words, wanted) in [
        (&["--order", "list"][..], "there is no list"),
        (&["--back", "fr"], "the set has no such language"),
        (&["--back", "en", "--lang", "en"], "no other language is left for the fronts"),
        (&["--profile", "pdf2"], "files of PDF 2.0 are not packed"),
        (&["--profile", "offise"], "there is no profile `offise`"),
        (&["--copies", "0"], "no sheet is asked for"),
        (&["--copies", "99999"], "are too many for one file"),
        (&["--copies", "nosuch.csv"], "error[unreadable-file]"),
        (&["--only", "nowhere"], "the set has no state `nowhere`"),
        (
            &["--cover", "--title", "Spring 文"],
            "--title \"Spring 文\": error[missing-glyph]: no bundled font has",
        ),
    ] {
        let told = desk.run(&[&["pack", "set", "-o", "a.pdf"], words].concat());
        assert_eq!(told.status.code(), Some(2), "{words:?}: {}", said(&told));
        assert!(said(&told).contains(wanted), "{words:?}: {}", said(&told));
        assert!(!desk.path("a.pdf").exists());
    }
}

#[test]
fn a_pack_is_held_against_the_set() {
    let desk = desk();
    let made = desk.run(&[
        "pack",
        "set",
        "-o",
        "a.pdf",
        "--only",
        "QA,QB",
        "--back",
        "es",
        "--cover",
        "--copies",
        "2",
        "--separators",
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let prove = |file: &str| desk.run(&["prove", file, "--set", "set"]);
    let told = prove("a.pdf");
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    assert!(said(&told).contains("each is held against the set"), "{}", said(&told));
    let bytes = std::fs::read(desk.path("a.pdf")).unwrap();
    let parts = |file: &Document| -> Vec<lopdf::ObjectId> {
        let is_part = |object: &Object| {
            let kind = object.as_dict().and_then(|dict| dict.get(b"S")).and_then(Object::as_name);
            kind.is_ok_and(|kind| kind == b"Part")
        };
        file.objects.iter().filter(|(_, object)| is_part(object)).map(|(id, _)| *id).collect()
    };
    let damage = |change: &dyn Fn(&mut Document)| {
        let mut file = Document::load_mem(&bytes).unwrap();
        change(&mut file);
        file.save(desk.path("b.pdf")).unwrap();
        let told = prove("b.pdf");
        assert_eq!(told.status.code(), Some(1), "{}", said(&told));
        said(&told)
    };
    let says = |file: &Document, id, key: &[u8]| {
        let said = file.get_dictionary(id).and_then(|part| part.get(key)).and_then(Object::as_str);
        said.map(<[u8]>::to_vec).unwrap_or_default()
    };
    // One sheet is called as another: its words are not that one's.
    let swapped = damage(&|file| {
        let mut all = parts(file);
        all.retain(|id| says(file, *id, b"Lang").starts_with(b"es"));
        let title = says(file, all[0], b"T");
        let other = all.iter().find(|id| says(file, **id, b"T") != title).expect("another sheet");
        file.get_dictionary_mut(*other).unwrap().set("T", Object::string_literal(title));
    });
    assert!(swapped.contains("is not as the set has it"), "{swapped}");
    let unknown = damage(&|file| {
        let id = parts(file)[3];
        file.get_dictionary_mut(id).unwrap().set("T", Object::string_literal("Nowhere 2023"));
    });
    assert!(unknown.contains("the set has no sheet with the title of this one, `Nowhere 2023`"), "{unknown}");
    // The set is newer than the pack.
    let state = format!("set/states/{}.toml", Draft::made(union::set()).read().dataset.states[0].slug.value);
    let text = desk.text(&state);
    let (line, value) = text
        .lines()
        .find_map(|line| Some((line, line.strip_prefix("letters = ")?)))
        .expect("a figure that is printed");
    desk.edit(
        &state,
        line,
        &format!("letters = {}", value.replace('_', "").parse::<u32>().expect("a count") + 1),
    );
    let told = prove("a.pdf");
    assert_eq!(told.status.code(), Some(1), "{}", said(&told));
    assert_eq!(said(&told).matches("is not as the set has it").count(), 4, "{}", said(&told));
}
