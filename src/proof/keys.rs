//! Checks that pages, links and fonts have no other keys than handouts give them: what programs would heed and no
//! check looks at, such as a color space for all gray, a turn that all pages inherit, or a picture over a link.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, Promise};
use super::file::File;
use super::object::{name, numbers};
use super::page::PageView;
use crate::objects::{Dict, PdfNumber};

pub(super) const CHECKS: &[Check] = &[Check {
    name: "no-other-keys",
    clauses: &[(HOUSE, "pages, links and fonts have what handouts give them, and nothing else")],
    run: Examines::Both(fonts, page),
}];

/// The boxes and the turn, which have a check of their own, are let pass.
const PAGE: &[&str] = &[
    "Type",
    "Parent",
    "Contents",
    "Resources",
    "MediaBox",
    "CropBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Rotate",
    "UserUnit",
    "Annots",
    "StructParents",
    "Tabs",
    "AA",
];
/// What pages would inherit is said of each.
const ABOVE_PAGES: &[&str] = &["Type", "Parent", "Kids", "Count"];
const RESOURCES: &[&str] = &["Font", "ExtGState", "ColorSpace"];
/// For register marks alone. One called `DefaultGray` would stand for all gray.
const COLOR_SPACES: &[&str] = &["All"];
const LINK: &[&str] =
    &["Type", "Subtype", "Rect", "QuadPoints", "Border", "F", "Contents", "StructParent", "A", "Dest", "P"];
const ACTION: &[&str] = &["Type", "S", "URI"];
const FONT: &[&str] = &["Type", "Subtype", "BaseFont", "Encoding", "DescendantFonts", "ToUnicode"];
const DESCENDANT: &[&str] =
    &["Type", "Subtype", "BaseFont", "CIDSystemInfo", "CIDToGIDMap", "FontDescriptor", "W"];
const DESCRIPTOR: &[&str] = &[
    "Type",
    "FontName",
    "Flags",
    "FontBBox",
    "ItalicAngle",
    "Ascent",
    "Descent",
    "CapHeight",
    "XHeight",
    "StemV",
    "FontFile2",
];
/// Pages are at most so deep in their tree.
const DEEPEST: usize = 8;

fn only(whose: &str, dict: &Dict<'_>, known: &[&str], faults: &mut Faults) {
    for key in dict.keys().filter(|key| !known.contains(&key.as_str())) {
        faults.add(format!("{whose} has /{}, which no handout has", key.as_str()));
    }
}

fn page(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for dict in &page.dicts {
        only("the page", dict, PAGE, faults);
        let resources: Dict<'_> = dict.get("Resources").unwrap_or_else(Dict::empty);
        only("what the page paints with", &resources, RESOURCES, faults);
        let spaces: Dict<'_> = resources.get("ColorSpace").unwrap_or_else(Dict::empty);
        only("what the page paints with", &spaces, COLOR_SPACES, faults);
        let above = std::iter::successors(dict.get::<Dict<'_>>("Parent"), |above| above.get("Parent"));
        above.take(DEEPEST).for_each(|above| only("the tree of pages", &above, ABOVE_PAGES, faults));
    }
    for annotation in &page.annotations {
        let link = format!("the link {}", annotation.number);
        only(&link, &annotation.dict, LINK, faults);
        let action: Dict<'_> = annotation.dict.get("A").unwrap_or_else(Dict::empty);
        only(&link, &action, ACTION, faults);
        let border = numbers(&annotation.dict, "Border");
        faults.unless(border.as_deref() == Some(&[0.0; 3]), format_args!("{link} has a border"));
    }
}

fn fonts(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in file.fonts.iter().filter(|font| !font.read.is_proved.get()) {
        let called = format!("the font {}", font.name());
        only(&called, &font.dict, FONT, faults);
        only(&called, &font.descendant, DESCENDANT, faults);
        only(&called, &font.descriptor, DESCRIPTOR, faults);
        let kinds = [name(&font.dict, "Subtype"), name(&font.descendant, "Subtype")];
        faults.unless(
            kinds == ["Type0", "CIDFontType2"],
            format_args!("{called} is of another kind than handouts have"),
        );
        // Upright, and as heavy as it is (ISO 32000-1, Table 123).
        let number = |key: &str| font.descriptor.get::<PdfNumber>(key).map(|number| number.as_i64());
        let upright = number("Flags").is_some_and(|flags| flags & (1 << 6 | 1 << 18) == 0);
        let straight = number("ItalicAngle") == Some(0);
        faults.unless(upright && straight, format_args!("{called} is to be drawn slanted or heavier"));
    }
}
