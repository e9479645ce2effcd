//! Whether two files are one but for how they are written: the same objects, in whatever order, form and compression.
//!
//! In: the bytes of a finished file, and of the file that is made again from its data. Out: what is not alike, in
//! words. Any program that writes a file again and changes nothing leaves the two alike.

use super::object::name;
use super::operators::Operators;
use super::packet::packets_alike;
use crate::objects::{Array, Dict, MaybeRef, ObjRef, Object, Pdf, Stream};
use std::collections::{BTreeSet, VecDeque};

/// So many differences say enough.
const MOST: usize = 5;
/// What a file is written with, and not what it says (ISO 32000-1, 7.5.5, 7.5.8 and 7.3.8).
const WRITING: [&str; 12] = [
    "Size",
    "Prev",
    "XRefStm",
    "Type",
    "W",
    "Index",
    "ID",
    "Length",
    "Filter",
    "DecodeParms",
    "DL",
    "Extends",
];
/// What is so as well if it is not said, and which panel opens beside the page; some programs say it.
const DEFAULTS: [(&str, &str); 4] =
    [("PageMode", "UseNone"), ("PageMode", "UseAttachments"), ("PageLayout", "SinglePage"), ("Rotate", "0")];
/// What numbers may differ by: programs write fewer digits.
const ROUNDING: f64 = 1e-4;

/// Where a file is not as the other; nothing if they are alike.
pub fn differences(bytes: &[u8], made: &[u8]) -> Vec<String> {
    if bytes == made {
        return Vec::new();
    }
    let (Ok(file), Ok(other)) = (Pdf::read(bytes), Pdf::read(made)) else {
        return vec!["it cannot be read".to_owned()];
    };
    let mut walk = Walk {
        file: &file,
        other: &other,
        met: BTreeSet::new(),
        open: VecDeque::new(),
        found: Vec::new(),
        // An honest file has as many values as the other; a hostile one could be led around for ever.
        budget: made.len(),
    };
    let trailers = [file.trailer(), other.trailer()].map(|trailer| trailer.unwrap_or_else(Dict::empty));
    walk.dictionaries("", &trailers[0], &trailers[1], &WRITING);
    walk.all();
    walk.found
}

/// Two values that should be alike, and the way to them.
struct Pair<'p> {
    way: String,
    own: MaybeRef<'p>,
    other: MaybeRef<'p>,
}

struct Walk<'p> {
    file: &'p Pdf,
    other: &'p Pdf,
    /// The pairs of objects that were compared, or are about to be.
    met: BTreeSet<(ObjRef, ObjRef)>,
    open: VecDeque<Pair<'p>>,
    found: Vec<String>,
    budget: usize,
}

impl<'p> Walk<'p> {
    fn all(&mut self) {
        while let Some(pair) = self.open.pop_front() {
            if self.found.len() >= MOST {
                return;
            }
            if self.budget == 0 {
                return self.differs("", "it is built of other parts");
            }
            self.budget -= 1;
            if let (Some(own), Some(other)) = (pair.own.as_obj_ref(), pair.other.as_obj_ref())
                && !self.met.insert((own, other))
            {
                continue;
            }
            self.values(&pair.way, pair.own.resolved(self.file), pair.other.resolved(self.other));
        }
    }

    fn differs(&mut self, way: &str, what: &str) {
        self.found.push(match way {
            "" => what.to_owned(),
            _ => format!("{} {what} ({})", subject(way), way.trim_start_matches('/')),
        });
    }

    fn values(&mut self, way: &str, own: Option<Object<'p>>, other: Option<Object<'p>>) {
        let alike = match (own, other) {
            (Some(Object::Dict(own)), Some(Object::Dict(other))) => {
                return self.dictionaries(way, &own, &other, &[]);
            }
            (Some(Object::Stream(own)), Some(Object::Stream(other))) => {
                let packing = ["Length", "Filter", "DecodeParms", "DL"];
                self.dictionaries(way, own.dict(), other.dict(), &packing);
                let [own, other] = [&own, &other].map(Stream::decoded);
                let alike = match (own, other) {
                    (Some(own), Some(other)) => own == other || packets_alike(&own, &other),
                    _ => false,
                };
                if !alike {
                    self.differs(way, "is another");
                }
                return;
            }
            (Some(Object::Array(own)), Some(Object::Array(other))) => return self.arrays(way, &own, &other),
            (Some(Object::Number(own)), Some(Object::Number(other))) => {
                (own.as_f64() - other.as_f64()).abs() <= ROUNDING
            }
            (Some(Object::Name(own)), Some(Object::Name(other))) => own.as_str() == other.as_str(),
            (Some(Object::String(own)), Some(Object::String(other))) => own.as_bytes() == other.as_bytes(),
            (None | Some(Object::Null), None | Some(Object::Null)) => true,
            // Whether they are true or false is looked at in their dictionary.
            (Some(Object::Boolean), Some(Object::Boolean)) => true,
            _ => false,
        };
        if !alike {
            self.differs(way, "is another");
        }
    }

    fn arrays(&mut self, way: &str, own: &Array<'p>, other: &Array<'p>) {
        let [own, other]: [Vec<_>; 2] = [own, other].map(|array| array.raw_iter().collect());
        if own.len() != other.len() {
            let more = if own.len() > other.len() { "has more than it should" } else { "lacks something" };
            return self.differs(way, more);
        }
        for (n, (own, other)) in own.into_iter().zip(other).enumerate() {
            self.open.push_back(Pair { way: format!("{way}[{n}]"), own, other });
        }
    }

    fn dictionaries(&mut self, way: &str, own: &Dict<'p>, other: &Dict<'p>, except: &[&str]) {
        let is_said = |dict: &Dict<'p>, key: &str| {
            let value = dict.get::<Object<'_>>(key).filter(|_| !except.contains(&key));
            value.is_some_and(|value| !matches!(value, Object::Null) && !is_default(key, &value))
        };
        let mut keys: BTreeSet<&'p str> = BTreeSet::new();
        for dict in [own, other] {
            for key in dict.keys().map(|key| key.as_str()).filter(|key| is_said(dict, key)) {
                keys.insert(key);
            }
        }
        // The pages first: what is wrong with them is told as theirs, though the tags lead to them as well.
        let mut keys: Vec<&str> = keys.into_iter().collect();
        keys.sort_by_key(|key| !["Root", "Pages", "Kids", "Contents"].contains(key));
        for key in keys {
            let way = format!("{way}/{key}");
            if !is_said(other, key) {
                self.differs(&way, "should not be there");
            } else if !is_said(own, key) {
                self.differs(&way, "is not there");
            } else if own.get::<bool>(key) != other.get::<bool>(key) {
                self.differs(&way, "is another");
            } else if key == "Contents" && is_page(other) {
                if !paint_alike(&content(own, self.file), &content(other, self.other)) {
                    self.differs(&way, "is another");
                }
            } else if let (Some(own), Some(other)) = (own.get_raw(key), other.get_raw(key)) {
                self.open.push_back(Pair { way, own, other });
            }
        }
    }
}

fn is_page(dict: &Dict<'_>) -> bool {
    name(dict, "Type") == "Page"
}

/// What a page paints, which may be cut into several streams.
fn content(page: &Dict<'_>, pdf: &Pdf) -> Vec<u8> {
    let parts = match page.get::<Stream<'_>>("Contents") {
        Some(stream) => vec![Some(stream)],
        None => {
            let parts = page.get::<Array<'_>>("Contents");
            let parts = parts.iter().flat_map(|parts| parts.raw_iter());
            parts.map(|part| part.resolved(pdf)?.into_stream()).collect()
        }
    };
    let mut content = Vec::new();
    for part in parts.iter().flatten() {
        content.extend_from_slice(&part.decoded().unwrap_or_default());
        content.push(b'\n');
    }
    content
}

/// Whether two contents have the same operators, however spelled.
fn paint_alike(own: &[u8], other: &[u8]) -> bool {
    let [mut own, mut other] = [own, other].map(Operators::new);
    loop {
        match (own.next(), other.next()) {
            (None, None) => return !own.malformed && !other.malformed,
            (own_next, other_next) => {
                if own_next != other_next || !own.operands.are_like(&other.operands, ROUNDING) {
                    return false;
                }
            }
        }
    }
}

fn is_default(key: &str, value: &Object<'_>) -> bool {
    DEFAULTS.iter().any(|(own, default)| {
        *own == key
            && match value {
                Object::Name(name) => name.as_str() == *default,
                Object::Number(number) => number.as_f64().to_string() == *default,
                _ => false,
            }
    })
}

/// What of a file a way leads to, for whoever does not know its parts by name.
fn subject(way: &str) -> &'static str {
    const SUBJECTS: &[(&str, &str)] = &[
        ("/Contents", "what a page paints"),
        ("/Font", "a font"),
        ("/Annots", "a link"),
        ("/Root/Pages", "a page"),
        ("/Root/StructTreeRoot", "what a screen reader is told"),
        ("/Root/Metadata", "what the file says of itself"),
        ("/Info", "what the file says of itself"),
        ("/Root/Names", "the data inside"),
        ("/Root/AF", "the data inside"),
        ("/Root/OutputIntents", "what its colors mean"),
    ];
    let found = SUBJECTS.iter().find(|(part, _)| way.contains(part));
    found.map_or("a part of the file", |(_, subject)| subject)
}
