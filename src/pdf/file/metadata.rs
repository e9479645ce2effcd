//! What the file says about itself, twice in the same words: the information dictionary
//! (ISO 32000-1, 14.3.3) and the XMP packet (14.3.2; ISO 16684-1), which validators read.

use crate::document::Meta;
use crate::profile::Profile;
use crate::standard::{Declaration, Schema};
use chrono::NaiveDate;
use printpdf::PdfDocumentInfo;

/// Who made the file.
const CREATOR: &str = concat!("handout ", env!("CARGO_PKG_VERSION"));
/// What wrote it.
const PRODUCER: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), ", printpdf 0.12.8");

/// A day as a date of PDF: its noon, universal time, which is on that day from American Samoa to
/// Guam. Programs show dates in local time, and midnight is the evening before in all the Americas.
pub fn noon(day: NaiveDate) -> String {
    day.format("D:%Y%m%d120000Z").to_string()
}

/// Tells printpdf what goes into the information dictionary.
pub fn describe(info: &mut PdfDocumentInfo, meta: &Meta) {
    info.document_title = printable(&meta.title);
    info.author = printable(&meta.author);
    info.creator = CREATOR.into();
    info.producer = PRODUCER.into();
}

/// The XMP packet; `with_files` if the file has others inside.
pub fn xmp(meta: &Meta, profile: &Profile, identifier: [u8; 16], with_files: bool) -> String {
    let mut xmp = String::with_capacity(3 * 1024);
    xmp.push_str(concat!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
        "<rdf:Description rdf:about=\"\"\n",
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n",
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n",
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n",
        " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n",
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n",
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n",
        " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n",
        " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n",
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n",
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n",
    ));
    let mut element = |open: &str, text: &str, close: &str| {
        xmp.push_str(open);
        escape(&mut xmp, text);
        xmp.push_str(close);
    };
    element("<dc:format>", "application/pdf", "</dc:format>\n");
    element(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        &meta.title,
        "</rdf:li></rdf:Alt></dc:title>\n",
    );
    element("<dc:creator><rdf:Seq><rdf:li>", &meta.author, "</rdf:li></rdf:Seq></dc:creator>\n");
    element("<dc:language><rdf:Bag><rdf:li>", &meta.language, "</rdf:li></rdf:Bag></dc:language>\n");
    let date = meta.date.format("%Y-%m-%dT12:00:00Z").to_string();
    element("<xmp:CreateDate>", &date, "</xmp:CreateDate>\n");
    element("<xmp:ModifyDate>", &date, "</xmp:ModifyDate>\n");
    element("<xmp:MetadataDate>", &date, "</xmp:MetadataDate>\n");
    element("<xmp:CreatorTool>", CREATOR, "</xmp:CreatorTool>\n");
    element("<pdf:Producer>", PRODUCER, "</pdf:Producer>\n");
    // The other way round than the schemas below: so it was in the first files, which keep their bytes.
    let standards = || profile.standards.iter().map(|standard| standard.requirements());
    let declared = standards().flat_map(|standard| standard.declared_by);
    let declared: Vec<&Declaration> = declared.filter(|one| with_files || !one.with_files).collect();
    for Declaration { property, value, .. } in declared.iter().rev() {
        let value = value.map_or_else(|| format!("uuid:{}", uuid(identifier)), str::to_owned);
        element(&format!("<{property}>"), &value, &format!("</{property}>\n"));
    }
    let declarations: String =
        standards().flat_map(|standard| standard.conforms_to).map(conforms_to).collect();
    if !declarations.is_empty() {
        let open = "<pdfd:declarations xmlns:pdfd=\"http://pdfa.org/declarations/\"><rdf:Bag>\n";
        xmp.extend([open, declarations.as_str(), "</rdf:Bag></pdfd:declarations>\n"]);
    }
    let schemas: String = declared
        .iter()
        .filter_map(|declaration| Some(schema(declaration.property, declaration.schema.as_ref()?)))
        .collect();
    if !schemas.is_empty() {
        let open = "<pdfaExtension:schemas><rdf:Bag>\n";
        xmp.extend([open, schemas.as_str(), "</rdf:Bag></pdfaExtension:schemas>\n"]);
    }
    xmp.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp
}

/// A PDF Declaration (PDF Association, PDF Declarations, 2019).
fn conforms_to(what: &&str) -> String {
    format!("<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>{what}</pdfd:conformsTo></rdf:li>\n")
}

/// The description of a schema (ISO 19005-3, 6.6.2.3).
fn schema(property: &str, schema: &Schema) -> String {
    let Schema { title, namespace, value_type, description } = schema;
    let (prefix, property) = property.split_once(':').unwrap_or(("", property));
    format!(
        "<rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>{property}</pdfaProperty:name>
<pdfaProperty:valueType>{value_type}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>
"
    )
}

/// A hash in the shape of a UUID made by a hash (RFC 9562, version 8).
fn uuid(mut hash: [u8; 16]) -> String {
    hash[6] = hash[6] & 0x0F | 0x80;
    hash[8] = hash[8] & 0x3F | 0x80;
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// Text without the control characters that XML forbids: spaces in their place.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text between XML tags.
fn escape(xmp: &mut String, text: &str) {
    for c in printable(text).chars() {
        match c {
            '&' => xmp.push_str("&amp;"),
            '<' => xmp.push_str("&lt;"),
            '>' => xmp.push_str("&gt;"),
            _ => xmp.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{MadeDocument, document};
    use super::super::finish;
    use super::super::made::Made;
    use super::*;
    use crate::profile::OFFICE;

    #[test]
    fn both_say_the_same_and_xml_stays_well_formed() {
        let date = NaiveDate::from_ymd_opt(2024, 5, 8).unwrap();
        let meta =
            Meta {
                title: "Maine\u{c}& <Co>".into(), author: "Ñandú".into(), language: "en-US".into(), date
            };
        let xmp = xmp(&meta, &OFFICE, [0; 16], true);
        assert!(xmp.contains(">Maine &amp; &lt;Co&gt;</rdf:li>"));
        assert!(xmp.contains("<xmp:ModifyDate>2024-05-08T12:00:00Z<"));
        let mut info = MadeDocument::new(Made::of(&document(Vec::new(), &meta))).info;
        finish::information(&mut info, &meta, &OFFICE);
        let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
        assert_eq!(text(b"Title"), "Maine & <Co>");
        assert_eq!(text(b"Author"), meta.author);
        assert_eq!(text(b"ModDate"), "D:20240508120000Z");
    }

    #[test]
    fn a_hash_makes_a_uuid() {
        assert_eq!(uuid([0xFF; 16]), "ffffffff-ffff-8fff-bfff-ffffffffffff");
    }

    #[test]
    fn the_producer_names_the_printpdf_in_use() {
        let version = PRODUCER.rsplit(' ').next().unwrap();
        let manifest = include_str!("../../../Cargo.toml");
        assert!(manifest.contains(&format!("printpdf = {{ version = \"={version}\"")));
    }
}
