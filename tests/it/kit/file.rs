//! A written file read again, with lopdf's parser, and walked as a reader walks it.

use super::page::meta;
use handout::font::Fonts;
use handout::layout::Page;
use handout::pdf::{Enclosure, Writer};
use handout::press::{Press, Slug};
use handout::profile::{OFFICE, Profile};
use handout::theme::{Colors, built_in_theme};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// A file taken apart.
pub struct File {
    /// All its objects.
    pub document: Document,
}

/// The inks of the built-in themes.
pub fn colors() -> Colors {
    built_in_theme("memo").expect("built in").color
}

/// The file of a page, in the inks of the built-in themes.
pub fn write(
    writer: &mut Writer<'_>,
    fonts: &Fonts,
    page: &Page,
    (profile, enclosure): (&Profile, &Enclosure),
) -> Vec<u8> {
    let (meta, press) = (meta(), Press::new(fonts, profile, &colors()));
    writer.write(&press.dress(page, Slug::of("kentucky", &meta)), &meta, enclosure)
}

impl File {
    pub fn of(page: &Page) -> File {
        File::with(page, &OFFICE, &Enclosure::default())
    }

    pub fn with(page: &Page, profile: &Profile, enclosure: &Enclosure) -> File {
        let fonts = Fonts::bundled();
        File::read(&write(&mut Writer::new(&fonts, profile), &fonts, page, (profile, enclosure)))
    }

    pub fn read(bytes: &[u8]) -> File {
        File { document: Document::load_mem(bytes).expect("a readable file") }
    }

    pub fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("an object").1
    }

    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        let value = dictionary.get(key.as_bytes());
        self.resolve(value.unwrap_or_else(|_| panic!("no /{key} in {dictionary:?}")))
    }

    pub fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Dictionary {
        self.get(dictionary, key).as_dict().expect("a dictionary")
    }

    pub fn page(&self) -> &Dictionary {
        let pages = self.document.get_pages();
        assert_eq!(pages.len(), 1);
        self.document.get_dictionary(pages[&1]).expect("the page")
    }

    pub fn tree(&self) -> &Dictionary {
        self.dictionary(self.document.catalog().expect("a catalog"), "StructTreeRoot")
    }

    pub fn content(&self) -> Content {
        let content = self.get(self.page(), "Contents").as_stream().expect("a stream");
        Content::decode(&content.decompressed_content().expect("deflated")).expect("operators")
    }

    /// Element by element in reading order: number, dictionary.
    pub fn elements(&self) -> Vec<(u32, &Dictionary)> {
        let mut elements = Vec::new();
        let mut open = self.get(self.tree(), "K").as_array().expect("kids").clone();
        open.reverse();
        while let Some(kid) = open.pop() {
            let Ok(id) = kid.as_reference() else { continue };
            let element = self.document.get_dictionary(id).expect("an element");
            elements.push((id.0, element));
            let kids = self.get(element, "K").as_array().expect("kids");
            open.extend(kids.iter().rev().cloned());
        }
        elements
    }

    /// What each font's codes spell, by the ToUnicode map.
    pub fn spelling(&self, font: &str) -> (usize, BTreeMap<u16, String>) {
        let fonts = self.dictionary(self.dictionary(self.page(), "Resources"), "Font");
        let font = self.dictionary(fonts, font);
        let map = self.get(font, "ToUnicode").as_stream().expect("a stream");
        let map = String::from_utf8(map.decompressed_content().expect("deflated")).expect("ASCII");
        let mut spelt = BTreeMap::new();
        let mut digits = 0;
        let sections = map.split("beginbfchar\n").skip(1);
        let lines = sections.flat_map(|section| section.lines().take_while(|l| *l != "endbfchar"));
        for line in lines {
            let mut parts = line.split(['<', '>']).filter(|part| !part.trim().is_empty());
            let (code, text) = (parts.next().expect("a code"), parts.next().expect("a text"));
            digits = code.len();
            let code = u16::from_str_radix(code, 16).expect("hexadecimal");
            let units: Vec<u16> = (0..text.len() / 4)
                .map(|n| u16::from_str_radix(&text[4 * n..4 * n + 4], 16).expect("UTF-16"))
                .collect();
            spelt.insert(code, String::from_utf16(&units).expect("text"));
        }
        (digits / 2, spelt)
    }

    /// The words of every marked content by its MCID, as a reader extracts them.
    pub fn words(&self) -> BTreeMap<i64, String> {
        self.lines().into_iter().map(|(mark, lines)| (mark, lines.concat())).collect()
    }

    /// The same, line by line.
    pub fn lines(&self) -> BTreeMap<i64, Vec<String>> {
        let fonts: BTreeMap<String, _> = self
            .dictionary(self.dictionary(self.page(), "Resources"), "Font")
            .iter()
            .map(|(name, _)| String::from_utf8(name.clone()).expect("ASCII"))
            .map(|name| (name.clone(), self.spelling(&name)))
            .collect();
        let (mut words, mut mark, mut font) = (BTreeMap::<i64, Vec<String>>::new(), None, None);
        let mut decoration = false;
        for operation in self.content().operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "BDC" => {
                    decoration = operands[0].as_name().is_ok_and(|tag| tag == b"Artifact");
                    let properties = operands[1].as_dict().expect("properties");
                    mark = properties.get(b"MCID").ok().and_then(|id| id.as_i64().ok());
                    if let Some(id) = mark {
                        let before = words.insert(id, Vec::new());
                        assert_eq!(before, None, "MCID {id} is used once");
                    }
                }
                "EMC" => mark = None,
                "Tf" => {
                    let name = operands[0].as_name().expect("a name");
                    font = Some(&fonts[std::str::from_utf8(name).expect("ASCII")]);
                }
                // The words of decoration are nobody's.
                "TJ" if decoration => {}
                "TJ" => {
                    let (length, spelt) = font.expect("a font");
                    let mut line = String::new();
                    for part in operands[0].as_array().expect("an array") {
                        let Ok(codes) = part.as_str() else { continue };
                        for code in codes.chunks(*length) {
                            let code = code.iter().fold(0, |n, &byte| n << 8 | u16::from(byte));
                            line.push_str(&spelt[&code]);
                        }
                    }
                    words.entry(mark.expect("text is owned")).or_default().push(line);
                }
                _ => {}
            }
        }
        words
    }
}

/// The structure type of an element.
pub fn kind(element: &Dictionary) -> String {
    String::from_utf8(element.get(b"S").and_then(Object::as_name).expect("a type").to_vec()).expect("ASCII")
}
