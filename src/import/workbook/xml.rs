//! XML as a run of opened and closed elements and texts.
//!
//! In: the text of a part. Out: [`XmlNode`]s, whose names have no prefix. Entities of the part's own are not
//! followed, so nothing grows.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// One step through a part.
#[derive(Debug, PartialEq)]
pub(super) enum XmlNode {
    Open(XmlElement),
    Close(String),
    Text(String),
}

/// An element without what is in it.
#[derive(Debug, PartialEq)]
pub(super) struct XmlElement {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl XmlElement {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute of this name, under any prefix, has this value.
    pub(super) fn any(&self, name: &str, value: &str) -> bool {
        self.attributes.iter().any(|(known, own)| known == name && own == value)
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        matches!(self.get(name), Some("1" | "true"))
    }
}

/// A part being read.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }

    /// The next step; `None` at the end.
    ///
    /// # Errors
    /// If it is not XML.
    pub(super) fn step(&mut self) -> Result<Option<XmlNode>, quick_xml::Error> {
        loop {
            return Ok(Some(match self.reader.read_event()? {
                Event::Start(start) | Event::Empty(start) => XmlNode::Open(element(&start)),
                Event::End(end) => XmlNode::Close(end.local_name().as_ref().to_owned()),
                Event::Text(text) => XmlNode::Text(text.xml10_content().into_owned()),
                Event::CData(text) => XmlNode::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => {
                    let known = match &*entity {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => entity.resolve_char_ref().ok().flatten(),
                    };
                    XmlNode::Text(known.unwrap_or(char::REPLACEMENT_CHARACTER).to_string())
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }
}

fn element(start: &BytesStart<'_>) -> XmlElement {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().take(100).map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    XmlElement { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect() }
}
