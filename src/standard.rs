//! What each standard for PDF files asks for, once, as data: profiles list their standards, and
//! what the writer writes, the proof promises and the command's help says follows from that list.
//!
//! What every handout has, whatever its standards (tags, a language, a title that is shown,
//! embedded fonts, no encryption), is not repeated here. `proof` keeps tables of its own: it
//! shares the names of the standards, and not how they are met.

use std::fmt;

/// A standard that a file can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// PDF/UA-1: files that everyone can read.
    Ua1,
    /// PDF/A-3, level A: files that can still be read in fifty years.
    A3a,
    /// PDF/X-4: files that a print shop takes.
    X4,
    /// PDF/UA-2: files that everyone can read, by the terms of PDF 2.0.
    Ua2,
    /// Well-Tagged PDF: files that can be read, and used again in other forms.
    Wtpdf,
    /// PDF/A-4f: files of PDF 2.0 that can still be read in fifty years, with others inside; without any inside,
    /// they are PDF/A-4.
    A4f,
}

/// What a standard asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Requirements {
    /// As people call it: "PDF/UA-1".
    pub name: &'static str,
    /// The standard itself: "ISO 14289-1".
    pub iso: &'static str,
    /// The latest version of PDF that the header may name (ISO 32000-1, 7.5.2).
    pub latest_version: &'static str,
    /// The XMP properties by which a file says that it meets the standard, the main one first.
    pub declared_by: &'static [Declaration],
    /// The declarations by which a file says so, as the PDF Association's PDF Declarations have it.
    pub conforms_to: &'static [&'static str],
    /// `/S` of the output intent it looks for (ISO 32000-1, 14.11.5).
    pub output_intent: Option<&'static str>,
    /// What else it asks for.
    pub needs: &'static [Demand],
}

/// An XMP property that declares a standard.
#[derive(Debug, PartialEq, Eq)]
pub struct Declaration {
    /// With its prefix: "pdfuaid:part".
    pub property: &'static str,
    /// `None` for an identifier of the file, as a UUID.
    pub value: Option<&'static str>,
    /// Only of files that have others inside.
    pub with_files: bool,
    /// Its schema, if PDF/A does not know it: then the file must describe it (ISO 19005-3, 6.6.2.3).
    pub schema: Option<Schema>,
}

/// The description of a schema that has one property.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// What the schema is called.
    pub title: &'static str,
    /// The namespace that the prefix of the property stands for.
    pub namespace: &'static str,
    /// The type of the property's value.
    pub value_type: &'static str,
    /// What the property says.
    pub description: &'static str,
}

/// Something that not every file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// No annotation on the page: links cannot be followed.
    NoAnnotations,
    /// A sheet around the page, so that trim and bleed are known.
    PressSheet,
    /// Whether the colors were trapped.
    Trapped,
    /// The structure types of PDF 2.0, in their namespace (ISO 32000-2, 14.8.6).
    Namespace,
    /// No information dictionary: the packet says it all.
    NoInformation,
}

impl Standard {
    /// All of them.
    pub const ALL: [Standard; 6] =
        [Standard::Ua1, Standard::A3a, Standard::X4, Standard::Ua2, Standard::Wtpdf, Standard::A4f];

    /// What it asks for.
    pub const fn requirements(self) -> &'static Requirements {
        match self {
            Standard::Ua1 => &UA_1,
            Standard::A3a => &A_3A,
            Standard::X4 => &X_4,
            Standard::Ua2 => &UA_2,
            Standard::Wtpdf => &WTPDF,
            Standard::A4f => &A_4F,
        }
    }

    /// Whether it asks for something.
    pub fn needs(self, need: Demand) -> bool {
        self.requirements().needs.contains(&need)
    }
}

/// "PDF/UA-1".
impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.requirements().name)
    }
}

const UA_1: Requirements = Requirements {
    name: "PDF/UA-1",
    iso: "ISO 14289-1",
    latest_version: "1.7",
    declared_by: &[Declaration {
        property: "pdfuaid:part",
        value: Some("1"),
        with_files: false,
        schema: Some(Schema {
            title: "PDF/UA Universal Accessibility Schema",
            namespace: "http://www.aiim.org/pdfua/ns/id/",
            value_type: "Integer",
            description: "Part of ISO 14289 the file conforms to",
        }),
    }],
    conforms_to: &[],
    output_intent: None,
    needs: &[],
};

const A_3A: Requirements = Requirements {
    name: "PDF/A-3a",
    iso: "ISO 19005-3",
    latest_version: "1.7",
    declared_by: &[
        Declaration { property: "pdfaid:conformance", value: Some("A"), with_files: false, schema: None },
        Declaration { property: "pdfaid:part", value: Some("3"), with_files: false, schema: None },
    ],
    conforms_to: &[],
    output_intent: Some("GTS_PDFA1"),
    needs: &[],
};

/// PDF/X-4 builds on PDF 1.6. A print shop's archive tells versions by the `xmpMM` properties
/// (ISO 15930-7, 6.18).
const X_4: Requirements = Requirements {
    name: "PDF/X-4",
    iso: "ISO 15930-7",
    latest_version: "1.6",
    declared_by: &[
        Declaration {
            property: "pdfxid:GTS_PDFXVersion",
            value: Some("PDF/X-4"),
            with_files: false,
            schema: Some(Schema {
                title: "PDF/X ID Schema",
                namespace: "http://www.npes.org/pdfx/ns/id/",
                value_type: "Text",
                description: "Version of ISO 15930 the file conforms to",
            }),
        },
        Declaration {
            property: "pdf:Trapped",
            value: Some("False"),
            with_files: false,
            schema: Some(Schema {
                title: "Adobe PDF Schema",
                namespace: "http://ns.adobe.com/pdf/1.3/",
                value_type: "Text",
                description: "Whether the file has been trapped",
            }),
        },
        Declaration {
            property: "xmpMM:RenditionClass",
            value: Some("default"),
            with_files: false,
            schema: None,
        },
        Declaration { property: "xmpMM:VersionID", value: Some("1"), with_files: false, schema: None },
        Declaration { property: "xmpMM:DocumentID", value: None, with_files: false, schema: None },
    ],
    conforms_to: &[],
    output_intent: Some("GTS_PDFX"),
    // ISO 15930-7, 6.16 (annotations), 6.10 (trapping).
    needs: &[Demand::NoAnnotations, Demand::PressSheet, Demand::Trapped],
};

/// An XMP property of a schema that PDF/A-4 lets files use without describing it.
const fn property(property: &'static str, value: &'static str) -> Declaration {
    Declaration { property, value: Some(value), with_files: false, schema: None }
}

const UA_2: Requirements = Requirements {
    name: "PDF/UA-2",
    iso: "ISO 14289-2",
    latest_version: "2.0",
    declared_by: &[property("pdfuaid:rev", "2024"), property("pdfuaid:part", "2")],
    conforms_to: &[],
    output_intent: None,
    needs: &[Demand::Namespace],
};

const WTPDF: Requirements = Requirements {
    name: "WTPDF",
    iso: "PDF Association, Well-Tagged PDF 1.0",
    latest_version: "2.0",
    declared_by: &[],
    conforms_to: &[
        "http://pdfa.org/declarations/wtpdf#accessibility1.0",
        "http://pdfa.org/declarations/wtpdf#reuse1.0",
    ],
    output_intent: None,
    needs: &[Demand::Namespace],
};

const A_4F: Requirements = Requirements {
    name: "PDF/A-4f",
    iso: "ISO 19005-4",
    latest_version: "2.0",
    declared_by: &[
        Declaration { with_files: true, ..property("pdfaid:conformance", "F") },
        property("pdfaid:rev", "2020"),
        property("pdfaid:part", "4"),
    ],
    conforms_to: &[],
    output_intent: Some("GTS_PDFA1"),
    needs: &[Demand::NoInformation],
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn each_standard_has_its_ledger() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/standards");
        for standard in Standard::ALL {
            let Requirements { name, iso, .. } = standard.requirements();
            let file = format!("{}.md", name.to_lowercase().replace('/', "-"));
            let ledger = std::fs::read_to_string(folder.join(file)).unwrap();
            assert!(ledger.starts_with(&format!("# {name} ({iso}:")), "{name}");
        }
    }
}
