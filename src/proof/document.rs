//! Checks of the file as a whole: header, trailer, catalog.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, Promise, UA1, X4};
use super::file::File;
use super::object::{name, text};
use super::page::PageView;
use crate::objects::{Array, Dict, PdfString};
use crate::standard::Standard;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "header",
        clauses: &[(A3A, "6.1.2"), (X4, "file structure"), (HOUSE, "a file of PDF 1.6, 1.7 or 2.0")],
        run: Examines::File(header),
    },
    Check {
        name: "file-id",
        clauses: &[(A3A, "6.1.3"), (X4, "file identifier")],
        run: Examines::File(file_id),
    },
    Check {
        name: "no-encryption",
        clauses: &[(UA1, "7.16"), (A3A, "6.1.3"), (X4, "security")],
        run: Examines::File(no_encryption),
    },
    Check {
        name: "page-count",
        clauses: &[(HOUSE, "no page more or less")],
        run: Examines::File(page_count),
    },
    Check { name: "marked", clauses: &[(UA1, "6.2"), (A3A, "6.7.2.2")], run: Examines::File(marked) },
    Check {
        name: "language",
        clauses: &[(UA1, "7.2"), (A3A, "6.7.4")],
        run: Examines::Both(language, page_language),
    },
    Check { name: "title-shown", clauses: &[(UA1, "7.1")], run: Examines::File(title_shown) },
    Check {
        name: "printed-as-set",
        clauses: &[(HOUSE, "office printers neither shrink a sheet nor turn it over")],
        run: Examines::File(printed_as_set),
    },
    Check {
        name: "no-actions",
        clauses: &[(A3A, "6.5"), (X4, "actions"), (HOUSE, "nothing runs")],
        run: Examines::Both(no_actions, no_page_actions),
    },
    Check {
        name: "no-forms-no-layers",
        clauses: &[(UA1, "7.10"), (A3A, "6.4"), (HOUSE, "all is on the page")],
        run: Examines::File(no_forms),
    },
];

/// The versions of PDF that a header may name.
fn versions(standard: Standard) -> &'static [&'static str] {
    match standard {
        Standard::Ua1 | Standard::A3a => &["1.6", "1.7"],
        Standard::X4 => &["1.6"],
        Standard::Ua2 | Standard::Wtpdf | Standard::A4f => &["2.0"],
    }
}

fn header(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let begins = |version: &&str| file.bytes.starts_with(format!("%PDF-{version}\n%").as_bytes());
    faults.unless(
        promise.profile.standards.iter().all(|&standard| versions(standard).iter().any(begins)),
        "the file does not begin with the version it should have",
    );
    let comment = file.bytes.get(10..14).unwrap_or_default();
    faults.unless(
        comment.len() == 4 && comment.iter().all(|byte| *byte > 127),
        "the second line is not a comment of four bytes above 127",
    );
    faults.unless(file.bytes.trim_ascii_end().ends_with(b"%%EOF"), "something follows the end of the file");
}

fn file_id(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let ids: Vec<Vec<u8>> = file
        .trailer
        .get::<Array<'_>>("ID")
        .map_or_else(Vec::new, |ids| ids.iter::<PdfString<'_>>().map(|id| id.as_bytes().to_vec()).collect());
    faults.unless(
        ids.len() == 2 && ids.iter().all(|id| id.len() >= 16),
        "the trailer has no /ID of two strings of 16 bytes",
    );
}

fn no_encryption(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    faults.unless(!file.trailer.contains_key("Encrypt"), "the file is encrypted");
}

fn page_count(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let wanted = promise.pack.map_or(promise.pages.len(), |pack| pack.labels.len());
    let pages = file.pdf.pages().len();
    let sound = pages == wanted || promise.is_paged() && pages > 0;
    faults.unless(sound, format_args!("the file has {pages} pages, not {wanted}"));
}

fn marked(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let info = file.catalog.get::<Dict<'_>>("MarkInfo").unwrap_or_else(Dict::empty);
    faults.unless(info.get("Marked") == Some(true), "the catalog does not say that the file is tagged");
    faults.unless(info.get("Suspects") != Some(true), "the catalog calls the tags suspect");
}

fn language(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let wanted = &promise.meta.locale;
    let found = text(&file.catalog, "Lang").unwrap_or_default();
    faults.unless(found == *wanted, format_args!("the catalog's language is `{found}`, not `{wanted}`"));
}

fn page_language(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let wanted = &expected.document.meta.locale;
    for element in &page.tree.elements {
        let found = text(&element.dict, "Lang");
        let sound = match element.parent {
            None => found.as_ref() == Some(wanted),
            // What a span says of its words is held against the document by the check `languages-told`.
            Some(_) => element.kind == "Span" || found.as_ref().is_none_or(|found| found == wanted),
        };
        faults.unless(sound, format_args!("{} is not said to be in `{wanted}`", element.label()));
    }
}

fn title_shown(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let shown =
        file.catalog.get::<Dict<'_>>("ViewerPreferences").and_then(|view| view.get("DisplayDocTitle"));
    faults.unless(shown == Some(true), "windows would show the file's name in place of its title");
}

fn printed_as_set(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let view: Dict<'_> = file.catalog.get("ViewerPreferences").unwrap_or_else(Dict::empty);
    let [scaling, sides] = match (&promise.profile.sheet, file.pdf.pages().len()) {
        (Some(_), _) => ["", ""],
        (None, _) if promise.pack.is_some() => ["None", two_sided(promise)],
        (None, 1) => ["None", "Simplex"],
        (None, _) => ["None", ""],
    };
    for (key, wanted) in [("PrintScaling", scaling), ("Duplex", sides)] {
        let found = name(&view, key);
        faults.unless(found == wanted, format_args!("the preference /{key} is `{found}`, not `{wanted}`"));
    }
}

/// The sides that a printer is asked to print a file of many sheets on: never that of another state.
fn two_sided(promise: &Promise<'_>) -> &'static str {
    match promise.pack {
        Some(pack) if pack.two_sided => "DuplexFlipLongEdge",
        _ => "Simplex",
    }
}

fn no_actions(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    has_no_action("catalog", &file.catalog, faults);
    let names = file.catalog.get::<Dict<'_>>("Names").unwrap_or_else(Dict::empty);
    faults.unless(!names.contains_key("JavaScript"), "the catalog names a JavaScript");
}

fn has_no_action(whose: &str, dict: &Dict<'_>, faults: &mut Faults) {
    for key in ["OpenAction", "AA"] {
        faults.unless(!dict.contains_key(key), format_args!("the {whose} has an action, /{key}"));
    }
}

/// Nothing else on a handout can hold an action: it has no forms, and what bookmarks do is judged with them.
fn no_page_actions(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    page.dicts.iter().for_each(|dict| has_no_action("page", dict, faults));
    for annotation in &page.annotations {
        let action = annotation.dict.get::<Dict<'_>>("A").map(|action| name(&action, "S"));
        let action = action.unwrap_or_default();
        let sound = (action.is_empty() || action == "URI") && !annotation.dict.contains_key("AA");
        let number = annotation.number;
        faults.unless(
            sound,
            format_args!("the annotation {number} has an action other than an address, {action}"),
        );
    }
}

fn no_forms(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let bookmarks = promise.pack.is_some_and(|pack| !pack.bookmarks.is_empty());
    for key in ["AcroForm", "Outlines", "OCProperties", "Collection", "NeedsRendering", "Requirements"] {
        let may_have = bookmarks && key == "Outlines";
        faults.unless(may_have || !file.catalog.contains_key(key), format_args!("the catalog has /{key}"));
    }
}
