//! Faults that only a file of many sheets can have, planted one at a time. Validators pass most of them (tried with
//! veraPDF and page_validation): a screen reader on one state's page would speak of another's.

use crate::kit::damaged::Patient;
use crate::kit::set::Set;
use handout::{Engine, Error, Options, PackOptions, PackOrder, PackSheet, Proving};
use lopdf::{Dictionary, Object, ObjectId};

/// A fault, how it is planted, and what is said of it.
type Damage = (&'static str, fn(&mut Patient), &'static str);

fn reference(object: &Object) -> ObjectId {
    object.as_reference().expect("a reference")
}

fn references(dictionary: &Dictionary, key: &str) -> Vec<ObjectId> {
    dictionary.get(key.as_bytes()).and_then(Object::as_array).expect("a list").iter().map(reference).collect()
}

impl Patient {
    fn root(&mut self) -> ObjectId {
        self.reference("StructTreeRoot")
    }

    fn document(&mut self) -> ObjectId {
        let root = self.root();
        references(self.dict(root), "K")[0]
    }

    /// The element of a sheet.
    fn part(&mut self, sheet: usize) -> ObjectId {
        let document = self.document();
        references(self.dict(document), "K")[sheet]
    }

    fn nth_page(&mut self, number: u32) -> &mut Dictionary {
        let id = self.0.get_pages()[&number];
        self.dict(id)
    }

    /// The elements of a type, in the order of their numbers.
    fn of_type(&self, kind: &str) -> Vec<ObjectId> {
        let is = |object: &Object| {
            let own = object.as_dict().and_then(|dict| dict.get(b"S")).and_then(Object::as_name);
            own.is_ok_and(|own| own == kind.as_bytes())
        };
        self.0.objects.iter().filter(|(_, object)| is(object)).map(|(id, _)| *id).collect()
    }

    /// The list of attachments: names and specifications in turn.
    fn attachments(&mut self) -> &mut Vec<Object> {
        let names = self.catalog().get_mut(b"Names").and_then(Object::as_dict_mut).expect("names");
        let files = names.get_mut(b"EmbeddedFiles").and_then(Object::as_dict_mut).expect("files");
        files.get_mut(b"Names").and_then(Object::as_array_mut).expect("a list")
    }

    fn bookmark(&mut self) -> &mut Dictionary {
        let list = self.reference("Outlines");
        let first = self.dict(list).get(b"First").map(reference).expect("a bookmark");
        self.dict(first)
    }

    fn label(&mut self, place: usize) -> &mut Dictionary {
        let labels = self.catalog().get_mut(b"PageLabels").and_then(Object::as_dict_mut).expect("labels");
        let list = labels.get_mut(b"Nums").and_then(Object::as_array_mut).expect("a list");
        list[2 * place + 1].as_dict_mut().expect("a label")
    }
}

const DAMAGES: &[Damage] = &[
    (
        "a page led back to the elements of the page before",
        |patient| {
            let first = patient.nth_page(1).get(b"StructParents").expect("a key").clone();
            patient.nth_page(2).set("StructParents", first);
        },
        "page 2: the way back from",
    ),
    (
        "the identifier of a cell of another sheet",
        |patient| {
            let cells = patient.of_type("TH");
            let id = patient.dict(cells[0]).get(b"ID").expect("an identifier").clone();
            let last = *cells.last().expect("cells of the second sheet");
            patient.dict(last).set("ID", id);
        },
        "is used twice",
    ),
    (
        "a cell that names a heading that there is not",
        |patient| {
            let cell = patient.of_type("TD")[0];
            let attributes = patient.dict(cell).get_mut(b"A").and_then(Object::as_dict_mut).expect("some");
            attributes.set("Headers", vec![Object::string_literal("nobody")]);
        },
        "does not name its headings",
    ),
    (
        "a sheet whose first heading is of level 2",
        |patient| {
            let heading = *patient.of_type("H1").last().expect("a heading");
            patient.dict(heading).set("S", "H2");
        },
        "page 2: the first heading is not of level 1",
    ),
    (
        "two documents under the root",
        |patient| {
            let (root, document) = (patient.root(), patient.document());
            let own = patient.dict(document).clone();
            let parts = references(&own, "K");
            let more =
                patient.0.add_object(Dictionary::from_iter(own.iter().map(|(k, v)| (k.clone(), v.clone()))));
            patient.dict(document).set("K", vec![Object::from(parts[0])]);
            patient.dict(more).set("K", vec![Object::from(parts[1])]);
            patient.dict(parts[1]).set("P", more);
            patient.dict(root).set("K", vec![Object::from(document), Object::from(more)]);
        },
        "the tree does not begin with one Document",
    ),
    (
        "two attachments of one name",
        |patient| {
            let list = patient.attachments();
            list[2] = list[0].clone();
            let (first, second) = (list[1].clone(), reference(&list[3]));
            let first = patient.dict(reference(&first)).clone();
            for key in ["F", "UF"] {
                let name = first.get(key.as_bytes()).expect("a name").clone();
                patient.dict(second).set(key, name);
            }
        },
        "two attachments would be saved as one file",
    ),
    (
        "the data of a sheet that belongs to none",
        |patient| {
            let part = patient.part(1);
            patient.dict(part).remove(b"AF");
        },
        "page 2: the sheet is said to be made from []",
    ),
    (
        "the data of another sheet",
        |patient| {
            let (first, second) = (patient.part(0), patient.part(1));
            let files = patient.dict(first).get(b"AF").expect("files").clone();
            patient.dict(second).set("AF", files);
        },
        "page 2: the sheet is said to be made from",
    ),
    (
        "no language of the file",
        |patient| drop(patient.catalog().remove(b"Lang")),
        "the catalog's language is ``",
    ),
    (
        "a sheet in another language than it says",
        |patient| {
            let part = patient.part(1);
            patient.dict(part).set("Lang", Object::string_literal("en-US"));
        },
        "page 2: ",
    ),
    (
        "the pages of two sheets exchanged",
        |patient| {
            let pages = patient.reference("Pages");
            let mut kids = references(patient.dict(pages), "Kids");
            kids.swap(0, 1);
            patient.dict(pages).set("Kids", kids.into_iter().map(Object::from).collect::<Vec<_>>());
        },
        "page 1: ",
    ),
    (
        "elements that only the way back knows",
        |patient| {
            let root = patient.root();
            let parents = patient.dict(root).get(b"ParentTree").map(reference).expect("a tree");
            let stray = patient.0.add_object(lopdf::dictionary! { "S" => "P" });
            let numbers =
                patient.dict(parents).get_mut(b"Nums").and_then(Object::as_array_mut).expect("a list");
            numbers.extend([Object::Integer(9_999), Object::from(stray)]);
        },
        "which is in no sheet",
    ),
    (
        "a bookmark that leads to another sheet",
        |patient| {
            let second = patient.0.get_pages()[&2];
            patient.bookmark().set("Dest", vec![Object::from(second), "Fit".into()]);
        },
        "does not lead to its sheet",
    ),
    (
        "a bookmark of another name",
        |patient| patient.bookmark().set("Title", Object::string_literal("Ohio")),
        "a bookmark is `Ohio` and should be `Kentucky`",
    ),
    (
        "a page called as the one before",
        |patient| patient.label(1).set("P", Object::string_literal("KY")),
        "page 2 is called `KY`, not `KY es`",
    ),
    (
        "sheets of different places on two sides",
        |patient| {
            let view = patient.catalog().get_mut(b"ViewerPreferences").and_then(Object::as_dict_mut);
            view.expect("preferences").set("Duplex", "DuplexFlipLongEdge");
        },
        "the preference /Duplex is `DuplexFlipLongEdge`",
    ),
    (
        "a packet that knows one language only",
        |patient| patient.xmp("<rdf:li>es-US</rdf:li>", ""),
        "the packet does not say that the languages are en-US, es-US",
    ),
    (
        "a sheet of another title",
        |patient| {
            let part = patient.part(0);
            patient.dict(part).set("T", Object::string_literal("Ohio Data 2023"));
        },
        "the sheet is called `Ohio Data 2023`",
    ),
];

fn engine() -> Engine {
    Set::sample().engine(&Options::default())
}

fn sheets(engine: &Engine) -> Vec<PackSheet> {
    engine.pack_sheets(PackOrder::Name, None)
}

/// What the proof says of a file in place of the pack.
fn told(engine: &Engine, bytes: &[u8], options: &PackOptions) -> String {
    match engine.prove_pack(bytes, &sheets(engine), options) {
        Ok(()) => String::new(),
        Err(Error::Refused(findings)) => findings.to_string(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn no_damage_of_a_pack_survives() {
    let (engine, options) = (engine(), PackOptions::default());
    let pack = engine.pack(&sheets(&engine), &options).unwrap();
    let sound = Patient::of(&pack.bytes);
    // What is found comes from the damage, and not from taking the file apart.
    assert_eq!(told(&engine, &sound.clone().bytes(), &options), "");
    for (name, plant, wanted) in DAMAGES {
        let mut patient = sound.clone();
        plant(&mut patient);
        let told = told(&engine, &patient.bytes(), &options);
        assert!(told.contains(wanted), "{name}: {told}");
    }
}

#[test]
fn the_index_and_empty_pages_are_proved_too() {
    let engine = engine();
    let options = PackOptions { cover: true, ..PackOptions::default() };
    let sheets = engine.pack_sheets(PackOrder::Name, Some("es"));
    let pack = engine.pack(&sheets, &options).unwrap();
    let sound = Patient::of(&pack.bytes);
    let told = |patient: Patient| match engine.prove_pack(&patient.bytes(), &sheets, &options) {
        Ok(()) => String::new(),
        Err(error) => error.to_string(),
    };
    assert_eq!(told(sound.clone()), "");
    // The index leads to another page.
    let mut patient = sound.clone();
    let link = references(patient.nth_page(1), "Annots")[0];
    let wrong = patient.0.get_pages()[&4];
    patient.dict(link).set("Dest", vec![Object::from(wrong), "Fit".into()]);
    assert!(told(patient).contains("leads to page:4, not to page:3"));
    // Something stands on the back of the cover.
    let mut patient = sound.clone();
    let content = patient.nth_page(3).get(b"Contents").expect("a content").clone();
    let resources = patient.nth_page(3).get(b"Resources").expect("resources").clone();
    patient.nth_page(2).set("Contents", content);
    patient.nth_page(2).set("Resources", resources);
    assert!(told(patient).contains("page 2 should be blank, and is not"));
}

/// Without the set, what a sheet says is not known; what contradicts itself is found.
#[test]
fn a_pack_alone_is_held_against_itself() {
    let engine = engine();
    let pack = engine.pack(&sheets(&engine), &PackOptions::default()).unwrap();
    let sound = Patient::of(&pack.bytes);
    let is_sound = |patient: Patient| {
        let bytes = patient.bytes();
        Proving::default().prove(&["pack.pdf".into()], 1, &|_| Ok(bytes.clone()))[0].is_sound()
    };
    assert!(is_sound(sound.clone()));
    let missed = DAMAGES.iter().filter(|(_, plant, _)| {
        let mut patient = sound.clone();
        plant(&mut patient);
        is_sound(patient)
    });
    let missed: Vec<&str> = missed.map(|(name, ..)| *name).collect();
    let unknown = [
        "no language of the file",
        "a sheet in another language than it says",
        "the pages of two sheets exchanged",
        "elements that only the way back knows",
        "a bookmark of another name",
        "sheets of different places on two sides",
        "a packet that knows one language only",
    ];
    assert_eq!(missed, unknown);
}
