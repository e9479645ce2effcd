//! What no check of a file looks at is found since the file is not as it is made again from its data; a file that was
//! only written again is.

use crate::kit::damaged::Patient;
use crate::kit::sheets::{THEMES, sheet};
use handout::{Engine, Options, Proving};
use lopdf::{Object, Stream, dictionary};

/// A damage and how it is planted.
type Planted = (&'static str, fn(&mut Patient));

/// Damages of what is seen, heard or carried, as strangers planted them.
const DAMAGES: &[Planted] = &[
    ("a text in red", |f| f.replace(">>BDC\n0 g\n", ">>BDC\n0.8 0 0 rg\n")),
    ("a text in gray", |f| f.replace(">>BDC\n0 g\n", ">>BDC\n0.5 g\n")),
    ("a rule twice as thick", |f| f.replace(" 0.75 re\n", " 1.5 re\n")),
    ("another rule", |f| f.replace(" 0.75 re\nf\n", " 0.75 re\nf\n164 600 300 1 re\nf\n")),
    ("letters pushed together", |f| f.replace(")10(", ")190(")),
    ("all gray is white", |f| {
        let white = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => vec![1.into()], "C1" => vec![1.into()], "N" => 1 };
        let space = vec!["Separation".into(), "White".into(), "DeviceGray".into(), white.into()];
        let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
        resources.set("ColorSpace", dictionary! { "DefaultGray" => space });
    }),
    ("all pages are turned", |f| {
        let pages = f.reference("Pages");
        f.dict(pages).set("Rotate", 90);
    }),
    ("a picture in the list of pages", |f| {
        let picture = f.add(Stream::new(dictionary! { "Width" => 1, "Height" => 1 }, vec![0]));
        f.page().set("Thumb", picture);
    }),
    ("a picture over a link", |f| {
        let form =
            dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
        let picture = f.add(Stream::new(form, b"0 0 9 9 re f".to_vec()));
        let link = f.links()[0];
        f.dict(link).set("AP", dictionary! { "N" => picture });
    }),
    ("a border around a link", |f| {
        let link = f.links()[0];
        f.dict(link).set("Border", vec![0.into(), 0.into(), 5.into()]);
    }),
    ("what comes after a link", |f| {
        let link = f.links()[0];
        let next = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org/other") };
        f.dict(link).get_mut(b"A").and_then(Object::as_dict_mut).expect("an action").set("Next", next);
    }),
    ("a second program of a font", |f| {
        let [_, _, descriptor] = f.font();
        let program = f.add(Stream::new(dictionary! { "Subtype" => "OpenType" }, b"OTTO".to_vec()));
        f.dict(descriptor).set("FontFile3", program);
    }),
    ("a font to be drawn heavier", |f| {
        let [_, _, descriptor] = f.font();
        f.dict(descriptor).set("Flags", 32 | 1 << 18);
    }),
    ("fifty copies", |f| {
        let view = f.catalog().get_mut(b"ViewerPreferences").and_then(Object::as_dict_mut);
        view.expect("preferences").set("NumCopies", 50);
    }),
    ("a file elsewhere that addresses begin with", |f| {
        f.catalog().set("URI", dictionary! { "Base" => Object::string_literal("https://example.org/") });
    }),
    ("an attachment described as another's", |f| {
        let id = f.attachment("kentucky.toml");
        f.dict(id).set("Desc", Object::string_literal("The figures of Fenland"));
    }),
    ("a title in another language", |f| {
        f.xmp(
            "</rdf:li></rdf:Alt></dc:title>",
            "</rdf:li><rdf:li xml:lang=\"fr\">Fenland</rdf:li></rdf:Alt></dc:title>",
        );
    }),
    ("a publisher", |f| f.xmp("<dc:creator>", "<dc:publisher>Fenland</dc:publisher><dc:creator>")),
    ("another language of the file", |f| f.xmp("<rdf:li>en-US<", "<rdf:li>fr-FR<")),
    ("a figure called another", |f| f.figure("label", Object::string_literal("Kites"))),
];

fn is_sound(bytes: &[u8]) -> bool {
    let verdicts = Proving::default().prove(&["a.pdf".into()], 1, &|_| Ok(bytes.to_vec()));
    verdicts[0].is_sound()
}

#[test]
fn what_no_check_looks_at_is_found() {
    let mut missed = Vec::new();
    for theme in THEMES {
        let sound = Patient::of(&sheet(theme, "en", "office").bytes);
        assert!(is_sound(&sound.clone().bytes()), "{theme}");
        for (name, plant) in DAMAGES {
            let mut patient = sound.clone();
            plant(&mut patient);
            if is_sound(&patient.bytes()) {
                missed.push(format!("{theme}: {name}"));
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn a_file_that_is_only_written_again_is_sound() {
    for theme in THEMES {
        let mut patient = Patient::of(&sheet(theme, "es", "office").bytes);
        patient.repaint(|_| {});
        patient.0.renumber_objects_with(7);
        patient.0.decompress();
        // As other programs spell a packet, and which panel they want opened.
        patient.xmp("<rdf:Description rdf:about=\"\"\n", "<rdf:Description\n rdf:about=''  ");
        patient.catalog().set("PageMode", "UseNone");
        assert!(is_sound(&patient.bytes()), "{theme}");
    }
}

/// The sample's set, as the program reads it.
fn set() -> handout::Set {
    handout::Set::open(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).expect("the sample is sound")
}

/// The sample's sheet as a file that nothing travels in.
fn without_data(theme: &str, profile: &str) -> Vec<u8> {
    let (theme, profiles) = (Some(theme.to_owned()), vec![profile.to_owned()]);
    let options = Options { theme, profiles, attachments: Some(false), ..Options::default() };
    let engine = Engine::new(&set(), &options).expect("the wording is sound");
    engine.sheet("kentucky", "en", profile).expect("a sheet").bytes
}

#[test]
fn files_without_data_are_held_against_the_set() {
    let with_set = Proving::against(&set()).expect("the sample is sound");
    let told = |proving: &Proving, bytes: &[u8]| {
        let verdict = proving.prove(&["a.pdf".into()], 1, &|_| Ok(bytes.to_vec())).remove(0);
        (verdict.is_sound(), verdict.profile)
    };
    for theme in THEMES {
        for profile in ["office", "gray", "press", "pdf2"] {
            let bytes = without_data(theme, profile);
            assert_eq!(told(&with_set, &bytes), (true, Some(profile.to_owned())), "{theme}");
            assert!(told(&Proving::default(), &bytes).0, "{theme} {profile}");
        }
        let sound = Patient::of(&without_data(theme, "press"));
        let damages: [Planted; 4] = [
            ("another condition", |f| {
                let intents = f.catalog().get_mut(b"OutputIntents").and_then(Object::as_array_mut);
                let intent = intents.expect("intents")[0].as_dict_mut().expect("an intent");
                intent.set("Info", Object::string_literal("Newsprint"));
            }),
            ("a publisher", |f| f.xmp("<dc:creator>", "<dc:publisher>Fenland</dc:publisher><dc:creator>")),
            ("fifty copies", |f| {
                let view = f.catalog().get_mut(b"ViewerPreferences").and_then(Object::as_dict_mut);
                view.expect("preferences").set("NumCopies", 50);
            }),
            ("a rule twice as thick", |f| f.replace(" 0.75 re\n", " 1.5 re\n")),
        ];
        for (name, plant) in damages {
            let mut patient = sound.clone();
            plant(&mut patient);
            assert!(!told(&with_set, &patient.bytes()).0, "{theme}: {name}");
        }
    }
}
