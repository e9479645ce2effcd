//! Checks of what the file says about itself: XMP, information dictionary, output intents.

use super::check::{A3A, Check, Examines, Faults, HOUSE, Promise, UA1, X4};
use super::file::File;
use super::object::{name, text};
use crate::document::Meta;
use crate::objects::{Dict, PdfNumber, Stream};
use crate::standard::Standard;
use std::fmt;

pub(super) const CHECKS: &[Check] = &[
    Check { name: "pdfua-identifier", clauses: &[(UA1, "5")], run: Examines::File(pdfua) },
    Check { name: "pdfa-identifier", clauses: &[(A3A, "6.6.4")], run: Examines::File(pdfa) },
    Check { name: "pdfx-identifier", clauses: &[(X4, "identification")], run: Examines::File(pdfx) },
    Check { name: "declarations", clauses: &[], run: Examines::File(declarations) },
    Check { name: "title", clauses: &[(UA1, "7.1"), (X4, "metadata")], run: Examines::File(title) },
    Check {
        name: "properties",
        clauses: &[(A3A, "6.6.3"), (HOUSE, "the file says what the set does")],
        run: Examines::File(properties),
    },
    Check { name: "schemas-described", clauses: &[(A3A, "6.6.2.3")], run: Examines::File(schemas) },
    Check { name: "packet-plain", clauses: &[(A3A, "6.6.2.1")], run: Examines::File(packet) },
    Check {
        name: "info-agrees",
        clauses: &[(A3A, "6.6.3"), (X4, "metadata"), (HOUSE, "one truth")],
        run: Examines::File(info),
    },
    Check {
        name: "release-day",
        clauses: &[(HOUSE, "one day in all time zones")],
        run: Examines::File(release_day),
    },
    Check {
        name: "output-intent",
        clauses: &[(A3A, "6.2.3"), (X4, "output intents")],
        run: Examines::File(output_intent),
    },
    Check { name: "trapped", clauses: &[(X4, "trapping")], run: Examines::File(trapped) },
];

/// A property must have a value.
fn must(file: &File<'_>, key: &str, wanted: &str, faults: &mut Faults) {
    let found = file.xmp.property(key).unwrap_or_default();
    faults.unless(found == wanted, format_args!("the XMP property {key} is `{found}`, not `{wanted}`"));
}

fn pdfua(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let (part, revision) = if promise.keeps(Standard::Ua2) { ("2", "2024") } else { ("1", "") };
    must(file, "pdfuaid:part", part, faults);
    must(file, "pdfuaid:rev", revision, faults);
}

/// A file of PDF/A-4 with others inside is one of level F, and only such a file.
fn pdfa(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let (part, level, revision) = match (promise.keeps(Standard::A4f), file.attached.is_empty()) {
        (false, _) => ("3", "A", ""),
        (true, false) => ("4", "F", "2020"),
        (true, true) => ("4", "", "2020"),
    };
    must(file, "pdfaid:part", part, faults);
    must(file, "pdfaid:conformance", level, faults);
    must(file, "pdfaid:rev", revision, faults);
}

/// The declarations of Well-Tagged PDF, for accessibility and for reuse.
fn declarations(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for what in ["accessibility1.0", "reuse1.0"] {
        let said = file.xmp.has("pdfd:conformsTo", &format!("http://pdfa.org/declarations/wtpdf#{what}"));
        faults.unless(said, format_args!("the XMP packet does not declare {what}"));
    }
}

fn pdfx(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    must(file, "pdfxid:GTS_PDFXVersion", "PDF/X-4", faults);
    for key in ["xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "xmp:MetadataDate"] {
        faults.unless(file.xmp.property(key).is_some(), format_args!("the XMP packet has no {key}"));
    }
}

fn title(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    must(file, "dc:title", &promise.meta.title, faults);
}

fn properties(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let Meta { author, subject, keywords, rights, .. } = promise.meta;
    must(file, "dc:creator", author, faults);
    must(file, "dc:description", subject, faults);
    must(file, "dc:rights", rights.as_deref().unwrap_or_default(), faults);
    must(file, "pdf:Keywords", &keywords.join(", "), faults);
    for property in ["dc:title", "dc:creator", "dc:description", "dc:rights", "dc:language", "pdf:Keywords"] {
        let times = file.xmp.times(property);
        faults.unless(times <= 1, format_args!("the XMP packet has {property} {times} times"));
    }
    for key in file.info.keys().filter(|key| !INFORMATION.contains(&key.as_str())) {
        faults.add(format!("the information dictionary has /{}, which no handout has", key.as_str()));
    }
}

/// The keys of an information dictionary (ISO 32000-1, Table 317).
const INFORMATION: [&str; 9] =
    ["Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped"];

/// The schemas that PDF/A does not know are described in the packet.
fn schemas(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for prefix in ["pdfuaid", "pdfxid"] {
        let used = file.xmp.uses(prefix);
        let described = file.xmp.has("pdfaSchema:prefix", prefix);
        // PDF/X's own schema is of the predefined ones since PDF/A-2.
        faults.unless(
            !used || described || prefix == "pdfxid",
            format_args!("the schema {prefix} is not described"),
        );
    }
}

fn packet(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let Some(stream) = file.catalog.get::<Stream<'_>>("Metadata") else {
        return faults.add("the file has no XMP packet");
    };
    faults.unless(!stream.dict().contains_key("Filter"), "the XMP packet is compressed");
    let (kind, subtype) = (name(stream.dict(), "Type"), name(stream.dict(), "Subtype"));
    faults.unless(kind == "Metadata" && subtype == "XML", "the XMP packet does not say what it is");
}

fn info(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    if promise.keeps(Standard::A4f) {
        return faults.unless(!file.trailer.contains_key("Info"), "the file has an information dictionary");
    }
    let pairs = [
        ("Title", "dc:title"),
        ("Author", "dc:creator"),
        ("Subject", "dc:description"),
        ("Keywords", "pdf:Keywords"),
        ("Creator", "xmp:CreatorTool"),
        ("Producer", "pdf:Producer"),
        ("Trapped", "pdf:Trapped"),
    ];
    for (key, xmp) in pairs {
        let said = text(&file.info, key)
            .or_else(|| Some(name(&file.info, key).to_owned()).filter(|name| !name.is_empty()));
        let meant = file.xmp.property(xmp);
        let same = said.as_deref() == meant.as_deref();
        faults.unless(same, format_args!("/{key} of the information dictionary and {xmp} differ"));
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for (key, xmp) in [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
        let (said, meant) = (text(&file.info, key), file.xmp.property(xmp));
        let (said, meant) = (said.map(|said| digits(&said)), meant.map(|meant| digits(&meant)));
        faults.unless(said == meant, format_args!("/{key} of the information dictionary and {xmp} differ"));
    }
}

/// Every date is noon of the release day, universal time: programs show dates in local time, and
/// midnight would be the day before in all of the United States.
fn release_day(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let day = promise.meta.date;
    let day = day.to_string();
    let noon = format!("D:{}120000Z", day.replace('-', ""));
    let mut must_be_noon = |whose: fmt::Arguments<'_>, said: Option<String>| {
        let said = said.unwrap_or_default();
        faults
            .unless(said == noon, format_args!("{whose} is `{said}`, not noon of the release day, `{noon}`"));
    };
    let dated: &[&str] = if promise.keeps(Standard::A4f) { &[] } else { &["CreationDate", "ModDate"] };
    for key in dated {
        must_be_noon(format_args!("/{key} of the information dictionary"), text(&file.info, key));
    }
    for attachment in &file.attached {
        let called = attachment.called();
        must_be_noon(format_args!("/ModDate of the attachment `{called}`"), attachment.date("ModDate"));
        if let Some(created) = attachment.date("CreationDate") {
            must_be_noon(format_args!("/CreationDate of the attachment `{called}`"), Some(created));
        }
    }
    let noon = format!("{day}T12:00:00Z");
    for key in ["xmp:CreateDate", "xmp:ModifyDate"] {
        must(file, key, &noon, faults);
    }
    if file.xmp.property("xmp:MetadataDate").is_some() {
        must(file, "xmp:MetadataDate", &noon, faults);
    }
}

/// The output intent that a standard wants.
fn intent_of(standard: Standard) -> Option<&'static str> {
    match standard {
        Standard::Ua1 | Standard::Ua2 | Standard::Wtpdf => None,
        Standard::A3a | Standard::A4f => Some("GTS_PDFA1"),
        Standard::X4 => Some("GTS_PDFX"),
    }
}

/// Each intent embeds a profile of an output device, all of them the same (ICC.1, 7.2: the class
/// at byte 12, the colour space at 16).
fn output_intent(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let intents: Vec<Dict<'_>> = file.intents();
    let kinds: Vec<&str> = intents.iter().map(|intent| name(intent, "S")).collect();
    let standards = promise.profile.standards;
    for kind in standards.iter().filter_map(|&standard| intent_of(standard)) {
        faults.unless(kinds.contains(&kind), format_args!("there is no output intent {kind}"));
    }
    let mut profiles: Vec<_> = intents.iter().map(|intent| intent.get_ref("DestOutputProfile")).collect();
    profiles.dedup();
    faults.unless(profiles.len() <= 1, "the output intents name different profiles");
    for intent in &intents {
        faults
            .unless(text(intent, "OutputConditionIdentifier").is_some(), "an output intent has no condition");
        let Some(stream) = intent.get::<Stream<'_>>("DestOutputProfile") else {
            faults.add("an output intent has no profile");
            continue;
        };
        let icc = file.streams.decoded(&stream).unwrap_or_default();
        let field = |at: usize| icc.get(at..at + 4).unwrap_or_default();
        faults.unless(field(36) == b"acsp", "the output intent's profile is not an ICC profile");
        let printer = field(12) == b"prtr";
        faults.unless(
            printer || !standards.contains(&Standard::X4) && field(12) == b"mntr",
            "the profile is not of an output device",
        );
        let components = match field(16) {
            b"GRAY" => 1,
            b"RGB " => 3,
            b"CMYK" => 4,
            _ => 0,
        };
        let said = stream.dict().get::<PdfNumber>("N").map_or(0, |n| n.as_i64());
        faults.unless(said == components, "the profile's number of inks is not the one stated");
    }
}

/// PDF/X wants to know whether the page was trapped.
fn trapped(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let said = name(&file.info, "Trapped");
    faults.unless(said == "True" || said == "False", "the file does not say whether it is trapped");
}
