//! A sound file taken apart, so that one thing can be broken in it and the rest stays sound.

use crate::kit::file::File;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

/// A file under the knife.
#[derive(Clone)]
pub struct Patient(pub Document);

impl Patient {
    pub fn of(bytes: &[u8]) -> Self {
        Patient(Document::load_mem(bytes).expect("a readable file"))
    }

    pub fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.0.save_to(&mut bytes).expect("a Vec takes all bytes");
        bytes
    }

    pub fn catalog(&mut self) -> &mut Dictionary {
        self.0.catalog_mut().expect("a catalog")
    }

    pub fn info(&mut self) -> &mut Dictionary {
        let id = self.0.trailer.get(b"Info").and_then(Object::as_reference).expect("the information");
        self.dict(id)
    }

    pub fn page(&mut self) -> &mut Dictionary {
        let id = self.0.get_pages()[&1];
        self.dict(id)
    }

    pub fn dict(&mut self, id: ObjectId) -> &mut Dictionary {
        match self.0.get_object_mut(id).expect("an object") {
            Object::Stream(stream) => &mut stream.dict,
            other => other.as_dict_mut().expect("a dictionary"),
        }
    }

    pub fn reference(&mut self, key: &str) -> ObjectId {
        self.catalog().get(key.as_bytes()).and_then(Object::as_reference).expect("a reference")
    }

    /// Changes the text of a stream.
    pub fn edit(&mut self, id: ObjectId, change: impl FnOnce(String) -> String) {
        let stream = self.0.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        let plain = match stream.dict.has(b"Filter") {
            true => stream.decompressed_content().expect("deflated"),
            false => stream.content.clone(),
        };
        // Latin-1 there and back keeps every byte.
        let before: String = plain.iter().map(|byte| char::from(*byte)).collect();
        let after = change(before.clone());
        assert_ne!(before, after, "nothing was changed");
        stream.dict.remove(b"Filter");
        stream.set_content(after.chars().map(|c| u8::try_from(c as u32).expect("a byte")).collect());
    }

    pub fn content(&mut self, change: impl FnOnce(String) -> String) {
        let id = self.page().get(b"Contents").and_then(Object::as_reference).expect("the content");
        self.edit(id, change);
    }

    /// Replaces something in the content stream, which must be there.
    pub fn replace(&mut self, from: &str, to: &str) {
        self.content(|content| content.replacen(from, to, 1));
    }

    pub fn xmp(&mut self, from: &str, to: &str) {
        let id = self.reference("Metadata");
        self.edit(id, |xmp| xmp.replace(from, to));
    }

    /// A graphics state of the page.
    pub fn state(&mut self, name: &str) -> &mut Dictionary {
        let resources = self.page().get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
        let states = resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut).expect("states");
        states.get_mut(name.as_bytes()).and_then(Object::as_dict_mut).expect("a state")
    }

    /// Changes the content stretch by stretch; each is what one `BDC` begins, or stands outside of any.
    fn stretches(&mut self, change: impl FnOnce(&mut Vec<Stretch>)) {
        let mut stretches = Stretch::all(&File { document: self.0.clone() }.content());
        change(&mut stretches);
        let operations: Vec<Operation> =
            stretches.into_iter().flat_map(|stretch| stretch.operations).collect();
        let content = Content { operations }.encode().expect("operators");
        let id = self.page().get(b"Contents").and_then(Object::as_reference).expect("the content");
        let stream = self.0.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        stream.set_plain_content(content);
    }

    /// Takes a text off the page, the first of these words. What marks it stays, and marks nothing.
    pub fn erase(&mut self, words: &str) {
        let said = File { document: self.0.clone() }.words();
        let found = said.iter().find(|(_, said)| said.trim() == words);
        let (&mark, _) = found.unwrap_or_else(|| panic!("nothing says {words}: {said:?}"));
        self.erase_mark(mark);
    }

    /// Takes what has a mark off the page.
    pub fn erase_mark(&mut self, mark: i64) {
        self.stretches(|stretches| {
            let stretch = stretches.iter_mut().find(|stretch| stretch.mark == Some(mark)).expect("it");
            stretch.operations.retain(|operation| operation.operator != "TJ");
        });
    }

    /// Sets two elements at each other's place on the page.
    pub fn set_exchanged(&mut self, one: &[i64], other: &[i64]) {
        self.stretches(|stretches| {
            let start = |marks: &[i64]| {
                stretches.iter().find(|stretch| stretch.is_of(marks)).expect("a text").start()
            };
            let (a, b) = (start(one), start(other));
            for stretch in stretches.iter_mut() {
                if stretch.is_of(one) {
                    stretch.shift(b.0 - a.0, b.1 - a.1);
                } else if stretch.is_of(other) {
                    stretch.shift(a.0 - b.0, a.1 - b.1);
                }
            }
        });
    }

    /// Paints two elements in each other's turn, where they stand.
    pub fn painted_exchanged(&mut self, one: &[i64], other: &[i64]) {
        self.stretches(|stretches| {
            let (mut parts, mut rest) = ([Vec::new(), Vec::new()], Vec::new());
            for stretch in stretches.drain(..) {
                let part = [one, other].iter().position(|marks| stretch.is_of(marks));
                match part {
                    Some(part) => {
                        // Where its first piece stood, the other comes.
                        if parts[part].is_empty() {
                            rest.push(Err(1 - part));
                        }
                        parts[part].push(stretch);
                    }
                    None => rest.push(Ok(stretch)),
                }
            }
            let [mut first, mut second] = parts;
            *stretches = rest
                .into_iter()
                .flat_map(|piece| match piece {
                    Ok(stretch) => vec![stretch],
                    Err(0) => std::mem::take(&mut first),
                    Err(_) => std::mem::take(&mut second),
                })
                .collect();
        });
    }

    /// A font of the page by its place, and its descendant and descriptor.
    pub fn font(&mut self) -> [ObjectId; 3] {
        let font = self.objects(|d| d.get(b"Subtype").is_ok_and(|s| *s == Object::Name(b"Type0".into())))[0];
        let descendant = self.dict(font).get(b"DescendantFonts").and_then(Object::as_array).expect("one")[0]
            .as_reference()
            .expect("a reference");
        let descriptor = self.dict(descendant).get(b"FontDescriptor").and_then(Object::as_reference);
        [font, descendant, descriptor.expect("a reference")]
    }

    /// All fonts of the page, each with its descendant and descriptor.
    pub fn fonts(&mut self) -> Vec<[ObjectId; 3]> {
        let all = self.objects(|d| d.get(b"Subtype").is_ok_and(|s| *s == Object::Name(b"Type0".into())));
        let parts = |font: ObjectId| {
            let descendants =
                self.0.get_dictionary(font).and_then(|own| own.get(b"DescendantFonts")?.as_array());
            let descendant = descendants.expect("one")[0].as_reference().expect("a reference");
            let descriptor = self.0.get_dictionary(descendant).and_then(|own| own.get(b"FontDescriptor"));
            [font, descendant, descriptor.and_then(Object::as_reference).expect("a reference")]
        };
        all.into_iter().map(parts).collect()
    }

    /// What the codes of a font spell.
    pub fn spelled(&mut self, font: ObjectId) -> Vec<(u16, String)> {
        let map = self.dict(font).get(b"ToUnicode").and_then(Object::as_reference).expect("a map");
        let stream = self.0.get_object(map).and_then(Object::as_stream).expect("a stream");
        let map = stream.get_plain_content().expect("a map");
        let map = String::from_utf8(map).expect("ASCII");
        let hex = |text: &str| u16::from_str_radix(text.trim_matches(['<', '>']), 16).ok();
        let pairs = map.lines().filter_map(|line| line.split_once(' '));
        let pairs = pairs.filter_map(|(code, text)| Some((hex(code)?, char::from_u32(hex(text)?.into())?)));
        pairs.map(|(code, c)| (code, c.to_string())).collect()
    }

    pub fn spelling(&mut self, change: impl FnOnce(String) -> String) {
        let [font, ..] = self.font();
        let id = self.dict(font).get(b"ToUnicode").and_then(Object::as_reference).expect("a reference");
        self.edit(id, change);
    }

    fn objects(&self, wanted: impl Fn(&Dictionary) -> bool) -> Vec<ObjectId> {
        let dictionaries =
            self.0.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)));
        dictionaries.filter(|(_, dict)| wanted(dict)).map(|(id, _)| id).collect()
    }

    /// The structure elements of a type, in the order of their numbers, which is that of the tree.
    pub fn elements(&self, kind: &str) -> Vec<ObjectId> {
        self.objects(|d| {
            d.has(b"P")
                && d.has(b"K")
                && d.get(b"S").is_ok_and(|s| *s == Object::Name(kind.as_bytes().into()))
        })
    }

    pub fn element(&mut self, kind: &str, place: usize) -> &mut Dictionary {
        let id = self.elements(kind)[place];
        self.dict(id)
    }

    pub fn links(&self) -> Vec<ObjectId> {
        self.objects(|d| d.get(b"Subtype").is_ok_and(|s| *s == Object::Name(b"Link".into())))
    }

    /// The specification of an attached file.
    pub fn attachment(&self, name: &str) -> ObjectId {
        self.objects(|d| d.get(b"UF").is_ok_and(|uf| uf.as_str().is_ok_and(|uf| uf == name.as_bytes())))[0]
    }

    /// Gives the first printed figure another property.
    pub fn figure(&mut self, name: &str, value: Object) {
        let user = Object::Name(b"UserProperties".into());
        let id = self.objects(|d| d.get(b"O").is_ok_and(|owner| *owner == user))[0];
        let list = self.dict(id).get_mut(b"P").and_then(Object::as_array_mut).expect("properties");
        let named =
            |property: &Dictionary| property.get(b"N").is_ok_and(|n| n.as_str().unwrap() == name.as_bytes());
        let mut inline = list.iter_mut().filter_map(|property| property.as_dict_mut().ok());
        inline.find(|property| named(property)).expect("the property").set("V", value);
    }

    /// Gives the first printed figure one property more.
    pub fn figure_has(&mut self, name: &str, value: Object) {
        let user = Object::Name(b"UserProperties".into());
        let id = self.objects(|d| d.get(b"O").is_ok_and(|owner| *owner == user))[0];
        let list = self.dict(id).get_mut(b"P").and_then(Object::as_array_mut).expect("properties");
        list.push(dictionary! { "N" => Object::string_literal(name), "V" => value }.into());
    }

    /// Whether a file of that name is attached.
    pub fn is_attached(&self, name: &str) -> bool {
        !self
            .objects(|d| d.get(b"UF").is_ok_and(|uf| uf.as_str().is_ok_and(|uf| uf == name.as_bytes())))
            .is_empty()
    }

    /// The stream of an attached file.
    pub fn attached_stream(&mut self, name: &str) -> ObjectId {
        let id = self.attachment(name);
        let files = self.dict(id).get(b"EF").and_then(Object::as_dict).expect("files");
        files.get(b"F").and_then(Object::as_reference).expect("a stream")
    }

    /// What the file says of the size, the sum and the date of an attached stream.
    pub fn parameters(&mut self, stream: ObjectId) -> &mut Dictionary {
        let reference = self.dict(stream).get(b"Params").and_then(Object::as_reference);
        match reference {
            Ok(id) => self.dict(id),
            Err(_) => self.dict(stream).get_mut(b"Params").and_then(Object::as_dict_mut).expect("parameters"),
        }
    }

    /// Changes the text of an attached file.
    pub fn attached(&mut self, name: &str, from: &str, to: &str) {
        let stream = self.attached_stream(name);
        self.edit(stream, |text| text.replace(from, to));
    }

    /// Gives an attached file another name in all places.
    pub fn rename(&mut self, from: &str, to: &str) {
        let id = self.attachment(from);
        for key in ["F", "UF"] {
            self.dict(id).set(key, Object::string_literal(to));
        }
        let names = self.catalog().get_mut(b"Names").and_then(Object::as_dict_mut).expect("names");
        let files = names.get_mut(b"EmbeddedFiles").and_then(Object::as_dict_mut).expect("files");
        let list = files.get_mut(b"Names").and_then(Object::as_array_mut).expect("a list");
        let mut pairs: Vec<(Object, Object)> =
            list.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        pairs.iter_mut().find(|pair| pair.1 == Object::Reference(id)).expect("listed").0 =
            Object::string_literal(to);
        pairs.sort_by(|a, b| a.0.as_str().ok().cmp(&b.0.as_str().ok()));
        *list = pairs.into_iter().flat_map(|(key, file)| [key, file]).collect();
    }

    /// The kids of an element.
    pub fn kids(&mut self, id: ObjectId) -> &mut Vec<Object> {
        self.dict(id).get_mut(b"K").and_then(Object::as_array_mut).expect("kids")
    }

    /// All marks of an element and below it.
    pub fn marks(&mut self, id: ObjectId) -> Vec<i64> {
        let kids = self.kids(id).clone();
        let below = |kid: &Object| match kid {
            Object::Integer(mark) => vec![*mark],
            Object::Reference(child) => self.marks(*child),
            _ => Vec::new(),
        };
        kids.iter().flat_map(below).collect()
    }

    /// Takes an element out of its parent's kids.
    pub fn cut(&mut self, id: ObjectId) {
        let parent = self.dict(id).get(b"P").and_then(Object::as_reference).expect("a parent");
        self.kids(parent).retain(|kid| *kid != Object::Reference(id));
    }

    /// Exchanges two elements of one parent.
    pub fn exchange(&mut self, one: ObjectId, other: ObjectId) {
        let parent = self.dict(one).get(b"P").and_then(Object::as_reference).expect("a parent");
        let kids = self.kids(parent);
        let [one, other] = [one, other]
            .map(|id| kids.iter().position(|kid| *kid == Object::Reference(id)).expect("a kid of it"));
        kids.swap(one, other);
    }

    /// Makes the content of an element decoration, and cuts the element out of the tree.
    pub fn hide(&mut self, id: ObjectId) {
        for mark in self.marks(id) {
            self.content(|content| {
                let at = content.find(&format!("<</MCID {mark}>>BDC")).expect("the mark");
                let tag = content[..at].rfind('/').expect("its tag");
                let rest = content[at..].split_once("BDC").expect("its end").1;
                format!("{}/Artifact<</Type/Layout>>BDC{rest}", &content[..tag])
            });
        }
        self.cut(id);
    }

    /// Gives an element and its marks another type.
    pub fn retag(&mut self, id: ObjectId, kind: &str) {
        for kid in self.kids(id).clone() {
            let Object::Integer(mark) = kid else { continue };
            self.content(|content| {
                let at = content.find(&format!("<</MCID {mark}>>BDC")).expect("the mark");
                let tag = content[..at].rfind('/').expect("its tag");
                format!("{}/{kind}{}", &content[..tag], &content[at..])
            });
        }
        self.dict(id).set("S", Object::Name(kind.into()));
    }

    /// The list of the parent tree that has the page's marks.
    pub fn way_back(&mut self) -> &mut Vec<Object> {
        let tree = self.reference("StructTreeRoot");
        let parents = self.dict(tree).get(b"ParentTree").and_then(Object::as_reference).expect("the tree");
        let numbers = self.dict(parents).get_mut(b"Nums").and_then(Object::as_array_mut).expect("numbers");
        numbers[1].as_array_mut().expect("a list")
    }

    /// Adds an object.
    pub fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.0.add_object(object))
    }
}

/// A piece of the content that sets its own ink and font.
struct Stretch {
    mark: Option<i64>,
    operations: Vec<Operation>,
}

impl Stretch {
    fn all(content: &Content) -> Vec<Self> {
        let mut state: BTreeMap<&str, Operation> = BTreeMap::new();
        let (mut all, mut depth) = (vec![Self { mark: None, operations: Vec::new() }], 0);
        for operation in &content.operations {
            let sets = match operation.operator.as_str() {
                "g" | "rg" | "k" => Some("ink"),
                other => ["gs", "Tf"].into_iter().find(|state| *state == other),
            };
            if let Some(sets) = sets {
                state.insert(sets, operation.clone());
            }
            let begins = matches!(operation.operator.as_str(), "BDC" | "BMC");
            if begins && depth == 0 {
                let properties = operation.operands.get(1).and_then(|properties| properties.as_dict().ok());
                let mark = properties.and_then(|properties| properties.get(b"MCID").ok()?.as_i64().ok());
                all.push(Self { mark, operations: Vec::new() });
            }
            let now = &mut all.last_mut().expect("one").operations;
            now.push(operation.clone());
            if begins && depth == 0 {
                now.extend(state.values().cloned());
            }
            depth += usize::from(begins);
            if operation.operator == "EMC" {
                depth -= 1;
                if depth == 0 {
                    all.push(Self { mark: None, operations: Vec::new() });
                }
            }
        }
        all
    }

    fn is_of(&self, marks: &[i64]) -> bool {
        self.mark.is_some_and(|mark| marks.contains(&mark))
    }

    /// The places where its texts begin.
    fn starts(&mut self) -> impl Iterator<Item = &mut [Object]> {
        let mut begun = false;
        self.operations.iter_mut().filter_map(move |Operation { operator, operands }| {
            begun |= operator == "BT";
            let first = begun && operator == "Td";
            begun &= !first;
            first.then_some(operands.as_mut_slice())
        })
    }

    fn start(&self) -> (f32, f32) {
        let place = self.operations.iter().find(|operation| operation.operator == "Td").expect("a place");
        let [x, y] = [0, 1].map(|n| place.operands[n].as_float().expect("a number"));
        (x, y)
    }

    fn shift(&mut self, x: f32, y: f32) {
        for place in self.starts() {
            for (operand, by) in place.iter_mut().zip([x, y]) {
                *operand = Object::Real(operand.as_float().expect("a number") + by);
            }
        }
    }
}

/// A profile's header alone: its class and colour space are what the checks read.
pub fn profile_header(class: &[u8; 4], space: &[u8; 4]) -> Stream {
    let mut header = vec![0; 132];
    header[8..12].copy_from_slice(&[2, 16, 0, 0]);
    header[12..16].copy_from_slice(class);
    header[16..20].copy_from_slice(space);
    header[36..40].copy_from_slice(b"acsp");
    Stream::new(dictionary! { "N" => 4 }, header)
}
