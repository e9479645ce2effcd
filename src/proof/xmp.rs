//! The XMP packet (ISO 16684-1) as the checks ask for it: its properties, by their names.
//!
//! In: the text of the packet. Out: the text of a property, how often it has one. A property is looked for among
//! the tags without attributes, as this program writes all of them; no packet of another spelling passes for one.

use std::borrow::Cow;
use std::ops::Range;

/// A packet, and where its tags are.
#[derive(Default)]
pub(super) struct XmpPacket<'p> {
    text: Cow<'p, str>,
    /// What stands between each `<` and the next `>`.
    tags: Vec<Range<usize>>,
}

impl<'p> XmpPacket<'p> {
    /// Reads a packet; what is not UTF-8 in it counts as characters that are no others.
    pub(super) fn of(bytes: Cow<'p, [u8]>) -> Self {
        let text = match bytes {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        };
        let mut tags: Vec<Range<usize>> = Vec::with_capacity(text.len() / 32);
        // Those that still want their end.
        let mut open = 0;
        for at in memchr::memchr2_iter(b'<', b'>', text.as_bytes()) {
            if text.as_bytes()[at] == b'<' {
                tags.push(at + 1..text.len());
                continue;
            }
            tags[open..].iter_mut().for_each(|tag| tag.end = at);
            open = tags.len();
        }
        XmpPacket { text, tags }
    }

    /// All of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text of a property: its first item, if it is a list.
    pub(super) fn property(&self, name: &str) -> Option<Cow<'_, str>> {
        let value = self.between(name, 0..self.text.len())?;
        let item = self.tags_in(value.clone()).find(|tag| self.text[tag.start..].starts_with("rdf:li"));
        let value = match item {
            Some(item) => {
                let from = Some(item.end + 1).filter(|from| *from <= value.end)?;
                from..self.end("rdf:li", from..value.end)?
            }
            None => value,
        };
        let text = &self.text[value];
        Some(match text.contains('&') {
            true => {
                let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
                Cow::Owned(text.replace("&amp;", "&"))
            }
            false => Cow::Borrowed(text),
        })
    }

    /// How often it has a property.
    pub(super) fn times(&self, name: &str) -> usize {
        let closed = self.tags.iter().filter(|tag| tag.end < self.text.len());
        closed.filter(|tag| self.text[(*tag).clone()] == *name).count()
    }

    /// Whether it has a property of a schema.
    pub(super) fn uses(&self, prefix: &str) -> bool {
        let is_of = |tag: &str| tag.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(':'));
        self.tags.iter().any(|tag| is_of(&self.text[tag.start..]))
    }

    /// Whether a property has exactly this text, in any of the places where it stands.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        let named = self.tags.iter().filter(|tag| self.text[(*tag).clone()] == *name);
        let mut behind = named.filter_map(|tag| self.text.get(tag.end + 1..));
        behind.any(|rest| rest.strip_prefix(value).is_some_and(|rest| rest.starts_with('<')))
    }

    /// What stands between a tag and its end, in a part of the packet.
    fn between(&self, name: &str, within: Range<usize>) -> Option<Range<usize>> {
        let tag = self.tags_in(within.clone()).find(|tag| self.text[(*tag).clone()] == *name)?;
        let from = Some(tag.end + 1).filter(|from| *from <= within.end)?;
        Some(from..self.end(name, from..within.end)?)
    }

    /// Where the end tag of a property stands in a part of the packet.
    fn end(&self, name: &str, within: Range<usize>) -> Option<usize> {
        let is_end = |tag: &&Range<usize>| self.text[(*tag).clone()].strip_prefix('/') == Some(name);
        let tag = self.tags_in(within.clone()).find(is_end)?;
        (tag.end < within.end).then_some(tag.start - 1)
    }

    /// The tags that begin in a part of the packet.
    fn tags_in(&self, within: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.tags.partition_point(|tag| tag.start <= within.start);
        self.tags[first..].iter().take_while(move |tag| tag.start <= within.end)
    }
}

#[cfg(test)]
mod tests {
    use super::XmpPacket;
    use std::borrow::Cow;

    fn property(packet: &str, name: &str) -> Option<String> {
        XmpPacket::of(packet.as_bytes().into()).property(name).map(Cow::into_owned)
    }

    #[test]
    fn a_property_is_its_text_or_its_first_item() {
        let packet = "<a:b>x &amp;lt; &quot;y&quot;</a:b><c:d><rdf:Alt><rdf:li xml:lang=\"en\">first</rdf:li>\
            <rdf:li>second</rdf:li></rdf:Alt></c:d><e:f></e:f>";
        assert_eq!(property(packet, "a:b").as_deref(), Some("x &lt; \"y\""));
        assert_eq!(property(packet, "c:d").as_deref(), Some("first"));
        assert_eq!(property(packet, "e:f").as_deref(), Some(""));
        assert_eq!(property(packet, "rdf:Al"), None);
    }

    #[test]
    fn what_is_not_closed_is_none() {
        for packet in
            ["", "<", "<a:b", "<a:b>", "<a:b>x</a:b", "<a:b>x<a:b>", "</a:b>x<a:b>", "<a:b><rdf:li</a:b>"]
        {
            assert_eq!(property(packet, "a:b"), None, "{packet}");
        }
        assert_eq!(property("<<a:b>x</a:b>", "a:b").as_deref(), Some("x"));
        assert_eq!(property("<a:b>é</a:b>", "a:b").as_deref(), Some("é"));
    }

    #[test]
    fn properties_are_counted_and_found_by_schema() {
        let packet = XmpPacket::of(b"<p:a>1</p:a><p:a>2</p:a><q:b/>".as_slice().into());
        assert_eq!([packet.times("p:a"), packet.times("p:b")], [2, 0]);
        assert!(packet.uses("p") && packet.uses("q") && !packet.uses("r"));
        assert!(packet.has("p:a", "2") && !packet.has("p:a", "") && !packet.has("p:b", "1"));
    }
}
