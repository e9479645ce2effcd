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
    info.subject = printable(&meta.subject);
    // One after the other in one text (Table 317).
    info.keywords = vec![printable(&meta.keywords.join(", "))];
    info.creator = CREATOR.into();
    info.producer = PRODUCER.into();
}

/// The namespaces by their prefixes; a packet names those that it uses.
const NAMESPACES: [(&str, &str); 10] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// The XMP packet of a file in these languages; `with_files` if it has others inside.
pub fn xmp(
    (meta, languages): (&Meta, &[&str]),
    profile: &Profile,
    identifier: [u8; 16],
    with_files: bool,
) -> String {
    let mut about = describe_in_xmp(meta, languages, profile);
    // The other way round than the schemas below: so it was in the first files, which keep their bytes.
    let standards = || profile.standards.iter().map(|standard| standard.requirements());
    let declared = standards().flat_map(|standard| standard.declared_by);
    let declared: Vec<&Declaration> = declared.filter(|one| with_files || !one.with_files).collect();
    for Declaration { property, value, .. } in declared.iter().rev() {
        let value = value.map_or_else(|| format!("uuid:{}", uuid(identifier)), str::to_owned);
        element(&mut about, [&format!("<{property}>"), &value, &format!("</{property}>\n")]);
    }
    let declarations: String =
        standards().flat_map(|standard| standard.conforms_to).map(conforms_to).collect();
    if !declarations.is_empty() {
        let open = "<pdfd:declarations xmlns:pdfd=\"http://pdfa.org/declarations/\"><rdf:Bag>\n";
        about.extend([open, declarations.as_str(), "</rdf:Bag></pdfd:declarations>\n"]);
    }
    let schemas: String = declared
        .iter()
        .filter_map(|declaration| Some(schema(declaration.property, declaration.schema.as_ref()?)))
        .collect();
    if !schemas.is_empty() {
        let open = "<pdfaExtension:schemas><rdf:Bag>\n";
        about.extend([open, schemas.as_str(), "</rdf:Bag></pdfaExtension:schemas>\n"]);
    }
    let mut xmp = String::with_capacity(3 * 1024);
    xmp.push_str(concat!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
        "<rdf:Description rdf:about=\"\"",
    ));
    for (prefix, namespace) in NAMESPACES {
        if about.contains(&format!("<{prefix}:")) {
            xmp.push_str(&format!("\n xmlns:{prefix}=\"{namespace}\""));
        }
    }
    xmp.extend([">\n", &about, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"]);
    xmp
}

/// A PDF Declaration (PDF Association, PDF Declarations, 2019).
fn conforms_to(what: &&str) -> String {
    format!("<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>{what}</pdfd:conformsTo></rdf:li>\n")
}

/// What all files say about themselves.
fn describe_in_xmp(meta: &Meta, languages: &[&str], profile: &Profile) -> String {
    let mut xmp = String::with_capacity(2 * 1024);
    let mut plain =
        |name: &str, text: &str| element(&mut xmp, [&format!("<{name}>"), text, &format!("</{name}>\n")]);
    let date = meta.date.format("%Y-%m-%dT12:00:00Z").to_string();
    // The packet is as old as the file, which only print shops want to be told.
    let dates = ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"];
    let dates = if profile.sheet.is_some() { &dates[..] } else { &dates[..2] };
    dates.iter().for_each(|name| plain(name, &date));
    plain("xmp:CreatorTool", CREATOR);
    plain("pdf:Producer", PRODUCER);
    if !meta.keywords.is_empty() {
        plain("pdf:Keywords", &meta.keywords.join(", "));
    }
    let mut list = |name: &str, kind: &str, item: &str, texts: &[&str]| {
        xmp.push_str(&format!("<{name}><rdf:{kind}>"));
        texts.iter().for_each(|text| element(&mut xmp, [&format!("<rdf:li{item}>"), text, "</rdf:li>"]));
        xmp.push_str(&format!("</rdf:{kind}></{name}>\n"));
    };
    let default = " xml:lang=\"x-default\"";
    list("dc:title", "Alt", default, &[&meta.title]);
    list("dc:creator", "Seq", "", &[&meta.author]);
    list("dc:language", "Bag", "", languages);
    if !meta.subject.is_empty() {
        list("dc:description", "Alt", default, &[&meta.subject]);
    }
    if let Some(rights) = &meta.rights {
        list("dc:rights", "Alt", default, &[rights]);
    }
    xmp
}

/// A text between its tags.
fn element(xmp: &mut String, [open, text, close]: [&str; 3]) {
    xmp.push_str(open);
    escape(xmp, text);
    xmp.push_str(close);
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
        let meta = Meta {
            title: "Maine\u{c}& <Co>".into(),
            author: "Ñandú".into(),
            subject: "Foals & mares".into(),
            keywords: vec!["foals".into(), "Ñandú <1>".into()],
            rights: Some("Free to copy".into()),
            date,
            ..Meta::default()
        };
        let xmp = xmp((&meta, &[]), &OFFICE, [0; 16], true);
        assert!(xmp.contains(">Maine &amp; &lt;Co&gt;</rdf:li>"));
        assert!(xmp.contains("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">Foals &amp; mares<"));
        assert!(xmp.contains("<pdf:Keywords>foals, Ñandú &lt;1&gt;<"));
        assert!(xmp.contains("xmlns:pdfuaid=") && !xmp.contains("xmlns:pdfxid="));
        assert!(xmp.contains("<xmp:ModifyDate>2024-05-08T12:00:00Z<"));
        let mut info = MadeDocument::new(Made::of(&document(Vec::new(), &meta))).info;
        finish::information(&mut info, &meta, &OFFICE);
        let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
        assert_eq!(text(b"Title"), "Maine & <Co>");
        assert_eq!(text(b"Author"), meta.author);
        assert_eq!((text(b"Subject"), text(b"Keywords")), (meta.subject, "foals, Ñandú <1>".into()));
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
