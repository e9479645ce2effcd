//! The data inside a file: complete, so that it gives the same file again; nothing more, so that
//! nothing private gets out; and read again from any file without harm.

use crate::kit::invented;
use crate::kit::set::{Draft, Set, Sheets};
use crate::kit::sheets::{samples, sheet};
use crate::kit::slice;
use handout::ExtractError;
use handout::Options;
use handout::internals::embed::{UnpackedFile, unpack};
use lopdf::{Document, Object};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The sheets of a set in these profiles.
fn build(set: &Set, profiles: &[&str]) -> Sheets {
    let profiles = profiles.iter().map(|&name| name.into()).collect();
    set.build(&Options { profiles, attachments: Some(true), ..Options::default() })
}

/// The shipped sample's first sheet.
fn kentucky() -> &'static [u8] {
    &sheet("memo", "en", "office").bytes
}

const KITES: &str = "states/alavia-0.toml";

/// A set with the pages of two invented places.
fn kites() -> Draft {
    assert_eq!(KITES, invented::file(0));
    Draft::invented(2, 6)
}

/// Builds, unpacks, builds again, unpacks again.
fn round_trip(set: &Draft, profiles: &[&str]) -> Sheets {
    let made = build(&set.read(), profiles);
    for (name, bytes) in &made {
        let rebuilt: Vec<Vec<u8>> = Draft::unpacked(bytes).build(&Options::default()).into_values().collect();
        assert_eq!(rebuilt.len(), 1, "{name}");
        assert!(rebuilt[0] == *bytes, "{name} is not the same again");
    }
    made
}

/// A file of the set inside of the first sheet.
fn inside(sheets: &Sheets, file: &str) -> String {
    Draft::unpacked(sheets.values().next().expect("a sheet")).text(file).to_owned()
}

#[test]
fn a_file_gives_a_set_that_gives_the_file() {
    assert_eq!(round_trip(&Draft::sample(), &["office", "gray", "press"]).len(), 6);
    // What is changed of the theme travels too.
    let changes = "# ours\n[color.office]\nnavy = \"#17493A\"\n[layout.memo]\nheads = \"above\"\n\
        [layout.memo.title]\nsizes = [28, 24.5, 20]\n[layout.brief.band]\nstyle = \"line\"\n";
    let made = round_trip(&kites().with("theme.toml", changes), &["office", "press"]);
    assert_eq!(made.len(), 4);
    let expected = "[color.office]\nnavy = \"#17493A\"\n\n[layout.memo]\nheads = \"above\"\n\n\
        [layout.memo.title]\nsizes = [28, 24.5, 20]\n";
    assert_eq!(inside(&made, "theme.toml"), expected);
    assert_eq!(round_trip(&kites(), &["gray"]).len(), 2);
}

#[test]
fn what_is_allowed_stays_allowed_in_the_set_inside() {
    let allow = "[[allow]]\ncode = \"other-state\"\ntext = \"Ohio\"\nreason = \"our office\"\n";
    let set = kites().text("handout.toml").to_owned() + allow;
    let set = kites().with("handout.toml", set);
    let set = set.edit(KITES, "\n[figures]", "source = \"Kite Office, Ohio\"\n[figures]");
    let made = round_trip(&set, &["office"]);
    assert_eq!(made.len(), 2);
    let set = inside(&made, "handout.toml");
    assert!(set.contains("reason = \"allowed by the publisher\"") && !set.contains("our office"), "{set}");
}

#[test]
fn odd_texts_and_a_print_shops_profile_survive_the_round_trip() {
    let icc = include_bytes!("../../src/pdf/profiles/CGATS_TR006_coated.icc");
    let set = kites();
    let own = format!(
        "profile = \"press\"\n{}\n[press]\noutput_profile = \"shop-7.icc\"\n",
        set.text("handout.toml")
    );
    let odd = r#"intro = ['A "quoted" \\ word and """three""" of them' , '''
    Two
      lines''', "more\n\nno~fewer than one"]
"#;
    let (before, after) = set.text("wording.en.toml").split_once("intro = ").expect("an intro");
    let (_, after) = after.split_once("\n\n[").expect("a table after the intro");
    let wording = format!("{before}{odd}\n[{after}");
    let set = set.with("wording.en.toml", wording).with("handout.toml", own).with("shop-7.icc", icc);
    assert_eq!(round_trip(&set, &[]).len(), 2);
    let made = build(&set.read(), &["office", "press"]);
    assert!(made.keys().all(|name| !name.contains("press")), "the set's own profile is not named");
    for (name, sheet) in &made {
        let travels = Draft::unpacked(sheet).files().any(|file| file == "shop-7.icc");
        assert_ne!(travels, name.ends_with("-office.pdf"), "{name}");
    }
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
    let remark = |set: Draft, file: &str| {
        let text = format!("# planted-remark\n{}\n# planted-remark\n", set.text(file));
        set.with(file, text)
    };
    let set = ["handout.toml", "national.toml", "wording.en.toml"].into_iter().fold(kites(), remark);
    let (_, figures) = set.text(KITES).split_once("[figures]\n").expect("figures");
    let figure = figures.lines().next().expect("a figure").to_owned();
    let (key, value) = figure.split_once(" = ").expect("a figure");
    let noted = format!("{key} = {{ value = {value}, note = \"planted-note\" }} # planted-remark");
    let set = set.edit(KITES, &figure, &noted);
    let other = invented::name(1);

    let folder = set.write();
    let made = build(&Set::read(folder.path()), &["office"]);
    let all = everything(&made[&format!("{}.pdf", invented::slug(0))]);
    // What is inside is found at all.
    assert!(all.contains(&format!("{key} = ")) && all.contains("[[section]]"));
    let folder = folder.path().display().to_string();
    for planted in ["planted-remark", "planted-note", &other, &folder, env!("CARGO_MANIFEST_DIR")] {
        assert!(!all.contains(planted), "{planted} gets out");
    }
}

/// If the withheld number were anywhere in the file, another number would make another file.
#[test]
fn a_withheld_number_leaves_no_trace() {
    let set = kites().edit("handout.toml", "[figures.lessons]\n", "[figures.lessons]\nsuppress_below = 90\n");
    let lessons =
        set.text(KITES).lines().find(|line| line.starts_with("lessons = ")).expect("the figure").to_owned();
    let made = ["lessons = 61", "lessons = 62", "lessons = 90"].map(|other| {
        let set = set.clone().edit(KITES, &lessons, other);
        build(&set.read(), &["office"]).remove(&format!("{}.pdf", invented::slug(0))).expect("made")
    });
    assert!(made[0] == made[1], "the file tells 61 from 62");
    assert!(made[0] != made[2], "a number that need not be withheld is printed");
    assert!(everything(&made[0]).contains("fewer than 90"));
}

#[test]
fn every_printed_figure_leads_to_its_key() {
    for sheet in ["office", "press"].into_iter().flat_map(samples) {
        let document = Document::load_mem(&sheet.bytes).unwrap();
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
        assert_eq!((of("cybertips", "value"), of("cybertips", "unit")), ("8597", "CyberTipline reports"));
        assert!(of("cybertips", "label").starts_with("CyberTipline reports made available"));
        assert_eq!((of("cybertips", "kind"), of("cybertips", "year")), ("count", "2023"));
        let content = ["value", "bound", "kind"].map(|name| of("us_content", name));
        assert_eq!(content, ["105000000", ">", "rounded"]);
        assert_eq!((of("us_trafficked_share", "value"), of("us_trafficked_share", "unit")), ("19", "%"));
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
    let bytes = kentucky();
    let flat = ["figures.csv", "handout.toml", "kentucky.toml", "national.toml", "wording.en.toml"];
    assert_eq!(attached(bytes), flat);
    let files = unpack(bytes).expect("a set inside");
    let in_folders = |files: &[UnpackedFile]| -> Vec<String> {
        files.iter().map(|file| format!("{}/{}", file.folder, file.name)).collect()
    };
    let places = ["/handout.toml", "/wording.en.toml", "/national.toml", "states/kentucky.toml"];
    assert_eq!(in_folders(&files), places);
    // The first files had the folder in the name.
    let earlier = renamed(bytes, "kentucky.toml", "states/kentucky.toml");
    assert_ne!(earlier, bytes);
    assert_eq!(unpack(&earlier).expect("a set inside"), files);
}

/// A state's file may have any name but those of the set's own files, which lie beside it.
#[test]
fn a_state_never_takes_the_name_of_a_file_of_the_set() {
    let slug = format!("slug = \"{}\"", invented::slug(0));
    let named = |name: &str| kites().edit(KITES, &slug, &format!("slug = \"{name}\""));
    for name in ["handout", "national", "theme"] {
        let told = named(name).told(&Options::default(), |_, _| ());
        let found: Vec<_> = told.sink.found().iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(found, [format!("\"{name}\" belongs to a file of the set itself, {name}.toml")]);
        assert!(told.sink.has_errors());
    }
    // Names that only look like one are a state's.
    for name in ["theme-state", "wording"] {
        assert_eq!(round_trip(&named(name), &["office"]).len(), 2);
    }
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let bytes = kentucky();
    assert!(unpack(&renamed(bytes, "national.toml", "nation.toml")).is_ok(), "the file is still one");
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
        let refused = unpack(&renamed(bytes, "national.toml", name));
        assert_eq!(refused, Err(ExtractError::Foreign(name.into())), "{name:?}");
    }
    // Two parts that some systems would make one file.
    let twice = unpack(&renamed(bytes, "national.toml", "Kentucky.toml"));
    assert!(matches!(twice, Err(ExtractError::Foreign(_))), "{twice:?}");
}

#[test]
fn what_is_no_handout_is_refused_in_words() {
    for (bytes, why) in [(&b""[..], ExtractError::Damaged), (b"%PDF-1.7\nnothing", ExtractError::Damaged)] {
        assert_eq!(unpack(bytes), Err(why));
    }
    let mut document = Document::load_mem(kentucky()).unwrap();
    document.catalog_mut().unwrap().remove(b"AF");
    let mut bare = Vec::new();
    document.save_to(&mut bare).unwrap();
    assert_eq!(unpack(&bare), Err(ExtractError::MadeEmpty));
    // Printed to a new PDF, it does not even say who made it.
    let foreign: Vec<u8> = bare.iter().map(|byte| if *byte == b'h' { b'H' } else { *byte }).collect();
    assert!(matches!(unpack(&foreign), Err(ExtractError::Empty | ExtractError::Damaged)));
}

#[test]
fn a_bomb_is_not_inflated() {
    let mut document = Document::load_mem(kentucky()).unwrap();
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
    assert_eq!(unpack(&bomb), Err(ExtractError::TooLarge));
}

proptest! {
    #![proptest_config(slice(12))]

    /// Whatever happens to a file on its way, reading it ends in a set or in words.
    #[test]
    fn damage_never_harms(cut in 0.0..1.0_f64, flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12)) {
        let mut bytes = kentucky().to_vec();
        for (at, byte) in flips {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        let _ = unpack(&bytes);
        bytes.truncate((cut * bytes.len() as f64) as usize);
        let _ = unpack(&bytes);
    }
}
