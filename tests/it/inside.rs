//! The data inside a file: complete, so that it gives the same file again; nothing more, so that
//! nothing private gets out; and read again from any file without harm.

use crate::kit::invented;
use handout::batch::{Batch, Options, Outcome};
use handout::diagnostic::Sink;
use handout::embed::{Refused, UnpackedFile, unpack};
use handout::pdf::Unreadable;
use handout::set;
use handout::source::Sources;
use lopdf::{Document, Object};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The files of a set by their names.
fn build(set: &Path, profiles: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let options =
        Options { profiles: profiles.iter().map(|&name| name.into()).collect(), ..Options::default() };
    let dataset = set::read(set, &mut sources, &mut sink)
        .unwrap_or_else(|_| panic!("{}: {:?}", set.display(), sink.found()));
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a sound plan");
    let made = Mutex::new(BTreeMap::new());
    let outcomes = batch.build(1, &mut sink, |handout, bytes| {
        made.lock().expect("one thread").insert(handout.file_name.clone(), bytes.to_vec());
        Ok(())
    });
    let sound = outcomes.iter().all(|outcome| matches!(outcome, Outcome::Made(_)));
    assert!(sound, "not made: {:?}", sink.found());
    made.into_inner().expect("one thread")
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// A set with the pages of two invented places.
fn invented(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    invented::write_set(&dir, 2, 6).expect("the set can be written");
    for (path, code) in state_files(&dir).into_iter().zip(["XA", "XB"]) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| match line.starts_with("postal") {
            true => format!("postal = \"{code}\"\n"),
            false => format!("{line}\n"),
        });
        fs::write(&path, lines.collect::<String>()).unwrap();
    }
    dir
}

fn state_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join("states")).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn write(dir: &Path, files: &[UnpackedFile]) {
    for file in files {
        fs::create_dir_all(dir.join(file.folder)).expect("a folder");
        fs::write(dir.join(file.folder).join(&file.name), &file.bytes).expect("a file");
    }
}

/// Builds, unpacks, builds again, unpacks again.
fn round_trip(set: &Path, profiles: &[&str]) -> usize {
    let made = build(set, profiles);
    for (name, bytes) in &made {
        let files = unpack(bytes).expect("a set inside");
        let again = tempfile::tempdir().expect("a folder");
        write(again.path(), &files);
        let rebuilt: Vec<Vec<u8>> = build(again.path(), &[]).into_values().collect();
        assert_eq!(rebuilt.len(), 1, "{name}");
        assert!(rebuilt[0] == *bytes, "{name} is not the same again");
        assert_eq!(unpack(&rebuilt[0]).expect("a set inside"), files, "{name}");
    }
    made.len()
}

#[test]
fn a_file_gives_a_set_that_gives_the_file() {
    assert_eq!(round_trip(&shipped(), &["office", "gray", "press"]), 6);
    // What is changed of the theme travels too.
    let dir = invented("changed-theme");
    let changes = "# ours\n[color.office]\nnavy = \"#17493A\"\n[layout.memo]\nheads = \"above\"\n\
        [layout.memo.title]\nsizes = [28, 24.5, 20]\n[layout.brief.band]\nstyle = \"line\"\n";
    fs::write(dir.join("theme.toml"), changes).expect("written");
    assert_eq!(round_trip(&dir, &["office", "press"]), 4);
    let files = unpack(build(&dir, &["office"]).values().next().expect("a file")).expect("a set inside");
    let theme = files.iter().find(|file| file.name == "theme.toml").expect("the changes");
    let expected = "[color.office]\nnavy = \"#17493A\"\n\n[layout.memo]\nheads = \"above\"\n\n\
        [layout.memo.title]\nsizes = [28, 24.5, 20]\n";
    assert_eq!(String::from_utf8_lossy(&theme.bytes), expected);
    assert_eq!(round_trip(&invented("inside-round-trip"), &["gray"]), 2);
}

#[test]
fn what_is_allowed_stays_allowed_in_the_set_inside() {
    let dir = invented("inside-allowed");
    let set = fs::read_to_string(dir.join("handout.toml")).unwrap();
    let allow = "[[allow]]\ncode = \"other-state\"\ntext = \"Ohio\"\nreason = \"our office\"\n";
    fs::write(dir.join("handout.toml"), set + allow).unwrap();
    for path in state_files(&dir) {
        let text = fs::read_to_string(&path)
            .unwrap()
            .replace("\n[figures]", "\nsource = \"Kite Office, Ohio\"\n[figures]");
        let text = text.lines().filter(|line| !line.starts_with("source") || line.contains("Ohio"));
        fs::write(&path, text.collect::<Vec<_>>().join("\n")).unwrap();
    }
    assert_eq!(round_trip(&dir, &["office"]), 2);
    let files = unpack(build(&dir, &["office"]).values().next().expect("a file")).expect("a set inside");
    let set =
        String::from_utf8_lossy(&files.iter().find(|file| file.name == "handout.toml").expect("a set").bytes)
            .into_owned();
    assert!(set.contains("reason = \"allowed by the publisher\"") && !set.contains("our office"), "{set}");
}

#[test]
fn odd_texts_and_a_print_shops_profile_survive_the_round_trip() {
    let dir = invented("inside-odd");
    let set = fs::read_to_string(dir.join("handout.toml")).unwrap();
    let icc = include_bytes!("../../fonts/FOGRA39L_coated.icc");
    fs::write(dir.join("shop-7.icc"), icc).unwrap();
    let set = format!("profile = \"press\"\n{set}\n[press]\noutput_profile = \"shop-7.icc\"\n");
    fs::write(dir.join("handout.toml"), set).unwrap();
    let wording = dir.join("wording.en.toml");
    let odd = r#"intro = ['A "quoted" \\ word and """three""" of them' , '''
    Two
      lines''', "more\n\n~ than one"]
"#;
    let text = fs::read_to_string(&wording).unwrap();
    let (before, after) = text.split_once("intro = ").expect("an intro");
    let (_, after) = after.split_once("\n\n[").expect("a table after the intro");
    fs::write(&wording, format!("{before}{odd}\n[{after}")).unwrap();
    assert_eq!(round_trip(&dir, &[]), 2);
    let made = build(&dir, &["office", "press"]);
    let inside = |name: &str| -> Vec<String> {
        let file = made.iter().find(|(file, _)| file.ends_with(name)).expect("made").1;
        unpack(file).expect("a set").into_iter().map(|file| file.name).collect()
    };
    assert!(made.keys().all(|name| !name.contains("press")), "the set's own profile is not named");
    assert!(!inside("-office.pdf").contains(&"shop-7.icc".into()));
    let press = made.keys().find(|name| !name.contains("office")).expect("press");
    assert!(inside(press).contains(&"shop-7.icc".into()));
}

/// All that a reader of a file can get at: its bytes, and its streams and strings decoded.
fn everything(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("a readable file");
    let mut all = String::from_utf8_lossy(bytes).into_owned();
    for object in document.objects.values() {
        all += &format!("{object:?}\n");
        if let Ok(text) = lopdf::decode_text_string(object) {
            all += &text;
        }
        if let Object::Stream(stream) = object {
            let data = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            all += &String::from_utf8_lossy(&data);
        }
    }
    all
}

#[test]
fn nothing_private_gets_out() {
    let dir = invented("inside-private");
    let states = state_files(&dir);
    for file in ["handout.toml", "national.toml", "wording.en.toml"] {
        let path = dir.join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("# planted-remark\n{text}\n# planted-remark\n")).unwrap();
    }
    let text = fs::read_to_string(&states[0]).unwrap();
    let at = text.find("[figures]\n").expect("figures") + "[figures]\n".len();
    let (key, value) = text[at..].lines().next().unwrap().split_once(" = ").expect("a figure");
    let noted = text.replacen(
        &format!("{key} = {value}\n"),
        &format!("{key} = {{ value = {value}, note = \"planted-note\" }} # planted-remark\n"),
        1,
    );
    assert_ne!(noted, text);
    fs::write(&states[0], noted).unwrap();
    let other = fs::read_to_string(&states[1]).unwrap();
    let other =
        other.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"').to_owned();

    let made = build(&dir, &["office"]);
    let stem = states[0].file_stem().unwrap().to_string_lossy().into_owned();
    let all = everything(&made[&format!("{stem}.pdf")]);
    // What is inside is found at all.
    assert!(all.contains(&format!("{key} = ")) && all.contains("[[section]]"));
    for planted in
        ["planted-remark", "planted-note", other.as_str(), "inside-private", env!("CARGO_MANIFEST_DIR")]
    {
        assert!(!all.contains(planted), "{planted} gets out");
    }
}

/// If the withheld number were anywhere in the file, another number would make another file.
#[test]
fn a_withheld_number_leaves_no_trace() {
    let dir = invented("inside-withheld");
    let set = dir.join("handout.toml");
    let text = fs::read_to_string(&set).unwrap();
    let protected = text.replace("[figures.lessons]\n", "[figures.lessons]\nsuppress_below = 90\n");
    assert_ne!(protected, text);
    fs::write(&set, protected).unwrap();
    let state = &state_files(&dir)[0];
    let file = format!("{}.pdf", state.file_stem().unwrap().to_string_lossy());
    let text = fs::read_to_string(state).unwrap();
    let lessons = text.lines().find(|line| line.starts_with("lessons = ")).expect("the figure");
    let mut made = ["lessons = 61", "lessons = 62", "lessons = 90"].map(|other| {
        fs::write(state, text.replace(lessons, other)).unwrap();
        build(&dir, &["office"]).remove(&file).expect("made")
    });
    assert!(made[0] == made[1], "the file tells 61 from 62");
    assert!(made[0] != made[2], "a number that need not be withheld is printed");
    assert!(everything(&std::mem::take(&mut made[0])).contains("fewer than 90"));
}

#[test]
fn every_printed_figure_leads_to_its_key() {
    let made = build(&shipped(), &["office", "press"]);
    for bytes in made.values() {
        let document = Document::load_mem(bytes).unwrap();
        let catalog = document.catalog().unwrap();
        let marked = catalog.get_deref(b"MarkInfo", &document).unwrap().as_dict().unwrap();
        assert!(marked.get(b"UserProperties").unwrap().as_bool().unwrap());
        let mut found = BTreeMap::new();
        for object in document.objects.values() {
            let Ok(element) = object.as_dict() else { continue };
            let Ok(attributes) = element.get_deref(b"A", &document).and_then(Object::as_dict) else {
                continue;
            };
            if attributes.get(b"O").and_then(Object::as_name).ok() != Some(b"UserProperties") {
                continue;
            }
            assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Span");
            let mut properties = BTreeMap::new();
            for property in attributes.get(b"P").unwrap().as_array().unwrap() {
                let property = document.dereference(property).unwrap().1.as_dict().unwrap();
                let name = lopdf::decode_text_string(property.get(b"N").unwrap()).unwrap();
                let value = match property.get(b"V").unwrap() {
                    Object::Integer(year) => year.to_string(),
                    text => lopdf::decode_text_string(text).unwrap(),
                };
                properties.insert(name, value);
            }
            found.insert(properties["key"].clone(), properties);
        }
        let of = |key: &str, name: &str| found[key][name].as_str();
        assert_eq!(of("cybertips", "value"), "8597");
        assert_eq!((of("cybertips", "kind"), of("cybertips", "year")), ("count", "2023"));
        assert_eq!(
            (of("us_content", "value"), of("us_content", "kind")),
            ("more than 105 million", "rounded")
        );
        assert_eq!(of("us_trafficked_share", "value"), "19%");
        assert!(of("cybertips", "source").ends_with("Kentucky 2023"));
        assert_eq!(found.len(), 21, "{:?}", found.keys());
    }
}

/// A file whose attachment `from` has another name.
fn renamed(bytes: &[u8], from: &str, name: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(specification) = object.as_dict_mut()
            && specification.has(b"EF")
            && specification.get(b"UF").unwrap().as_str().unwrap() == from.as_bytes()
        {
            specification.set("UF", Object::string_literal(name));
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// The names of the attached files, as the catalog lists them.
fn attached(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let names = document.catalog().unwrap().get_deref(b"Names", &document).unwrap().as_dict().unwrap();
    let files = names.get_deref(b"EmbeddedFiles", &document).unwrap().as_dict().unwrap();
    let list = files.get_deref(b"Names", &document).unwrap().as_array().unwrap();
    let name = |key: &Object| lopdf::decode_text_string(key).unwrap();
    for pair in list.chunks(2) {
        let specification = document.dereference(&pair[1]).unwrap().1.as_dict().unwrap();
        for key in ["F", "UF"] {
            assert_eq!(name(specification.get(key.as_bytes()).unwrap()), name(&pair[0]));
        }
    }
    list.iter().step_by(2).map(name).collect()
}

#[test]
fn attachments_have_flat_names_and_go_where_they_belong() {
    let made = build(&shipped(), &[]);
    let bytes = &made["kentucky.pdf"];
    let flat = ["handout.toml", "kentucky.toml", "national.toml", "wording.en.toml"];
    assert_eq!(attached(bytes), flat);
    let files = unpack(bytes).expect("a set inside");
    let in_folders = |files: &[UnpackedFile]| -> Vec<String> {
        files.iter().map(|file| format!("{}/{}", file.folder, file.name)).collect()
    };
    let places = ["/handout.toml", "/wording.en.toml", "/national.toml", "states/kentucky.toml"];
    assert_eq!(in_folders(&files), places);
    // The first files had the folder in the name.
    let earlier = renamed(bytes, "kentucky.toml", "states/kentucky.toml");
    assert_ne!(earlier, *bytes);
    assert_eq!(unpack(&earlier).expect("a set inside"), files);
}

/// A state's file may have any name but those of the set's own files, which lie beside it.
#[test]
fn a_state_never_takes_the_name_of_a_file_of_the_set() {
    let dir = invented("inside-names");
    let state = &state_files(&dir)[0];
    let text = fs::read_to_string(state).unwrap();
    let slug = text.lines().find(|line| line.starts_with("slug = ")).expect("a slug");
    let name_it = |name: &str| fs::write(state, text.replace(slug, &format!("slug = \"{name}\""))).unwrap();
    for name in ["handout", "national", "theme"] {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        name_it(name);
        let read = set::read(&dir, &mut sources, &mut sink);
        assert!(read.is_err() || sink.has_errors(), "{name} as a slug");
        let found: Vec<_> = sink.found().iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(found, [format!("\"{name}\" belongs to a file of the set itself, {name}.toml")]);
    }
    // Names that only look like one are a state's.
    for name in ["theme-state", "wording"] {
        name_it(name);
        assert_eq!(round_trip(&dir, &["office"]), 2);
    }
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let bytes = build(&shipped(), &[]).into_values().next().unwrap();
    assert!(unpack(&renamed(&bytes, "national.toml", "nation.toml")).is_ok(), "the file is still one");
    let bad = [
        "../national.toml",
        "/etc/passwd.toml",
        "states/../../a.toml",
        "a\\b.toml",
        "x.pdf",
        "handout.toml",
        "",
        "con.toml",
        "states/NUL.toml",
        "com1.en.toml",
        "lpt1.icc",
    ];
    for name in bad {
        let refused = unpack(&renamed(&bytes, "national.toml", name));
        assert_eq!(refused, Err(Refused::Foreign(name.into())), "{name:?}");
    }
    // Two parts that some systems would make one file.
    let twice = unpack(&renamed(&bytes, "national.toml", "Kentucky.toml"));
    assert!(matches!(twice, Err(Refused::Foreign(_))), "{twice:?}");
}

#[test]
fn what_is_no_handout_is_refused_in_words() {
    for (bytes, why) in [(&b""[..], Unreadable::Damaged), (b"%PDF-1.7\nnothing", Unreadable::Damaged)] {
        assert_eq!(unpack(bytes), Err(Refused::Unreadable(why)));
    }
    let mut document = Document::load_mem(&build(&shipped(), &[]).into_values().next().unwrap()).unwrap();
    document.catalog_mut().unwrap().remove(b"AF");
    let mut bare = Vec::new();
    document.save_to(&mut bare).unwrap();
    assert_eq!(unpack(&bare), Err(Refused::Unreadable(Unreadable::Empty)));
}

#[test]
fn a_bomb_is_not_inflated() {
    let mut document = Document::load_mem(&build(&shipped(), &[]).into_values().next().unwrap()).unwrap();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Type").and_then(Object::as_name).ok() == Some(b"EmbeddedFile")
        {
            stream.set_plain_content(vec![b'#'; 5 * 1024 * 1024]);
            stream.compress().unwrap();
            stream.dict.remove(b"Params");
        }
    }
    let mut bomb = Vec::new();
    document.save_to(&mut bomb).unwrap();
    assert_eq!(unpack(&bomb), Err(Refused::Unreadable(Unreadable::Damaged)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever happens to a file on its way, reading it ends in a set or in words.
    #[test]
    fn damage_never_harms(cut in 0.0..1.0_f64, flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12)) {
        static FILE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let file = FILE.get_or_init(|| build(&shipped(), &[]).into_values().next().unwrap());
        let mut bytes = file.clone();
        for (at, byte) in flips {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        let _ = unpack(&bytes);
        bytes.truncate((cut * bytes.len() as f64) as usize);
        let _ = unpack(&bytes);
    }
}
