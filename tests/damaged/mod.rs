//! A sound file taken apart, so that one thing can be broken in it and the rest stays sound.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A file under the knife.
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
    fn edit(&mut self, id: ObjectId, change: impl FnOnce(String) -> String) {
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

    /// A font of the page by its place, and its descendant and descriptor.
    pub fn font(&mut self) -> [ObjectId; 3] {
        let font = self.objects(|d| d.get(b"Subtype").is_ok_and(|s| *s == Object::Name(b"Type0".into())))[0];
        let descendant = self.dict(font).get(b"DescendantFonts").and_then(Object::as_array).expect("one")[0]
            .as_reference()
            .expect("a reference");
        let descriptor = self.dict(descendant).get(b"FontDescriptor").and_then(Object::as_reference);
        [font, descendant, descriptor.expect("a reference")]
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

    /// Changes the text of an attached file.
    pub fn attached(&mut self, name: &str, from: &str, to: &str) {
        let id = self.attachment(name);
        let files = self.dict(id).get(b"EF").and_then(Object::as_dict).expect("files");
        let stream = files.get(b"F").and_then(Object::as_reference).expect("a stream");
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

/// A profile's header alone: its class and colour space are what the checks read.
pub fn profile_header(class: &[u8; 4], space: &[u8; 4]) -> Stream {
    let mut header = vec![0; 132];
    header[8..12].copy_from_slice(&[2, 16, 0, 0]);
    header[12..16].copy_from_slice(class);
    header[16..20].copy_from_slice(space);
    header[36..40].copy_from_slice(b"acsp");
    Stream::new(dictionary! { "N" => 4 }, header)
}
