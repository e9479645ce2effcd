//! Checks of the file as a whole: header, trailer, catalog.

use super::file::{File, name, text};
use super::{Check, Expectation, Faults, Standard::*};
use hayro_syntax::object::{Array, Dict, String as Text};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "header",
        clauses: &[(A3a, "6.1.2"), (X4, "file structure"), (House, "a file of PDF 1.6 or 1.7")],
        run: header,
    },
    Check { name: "file-id", clauses: &[(A3a, "6.1.3"), (X4, "file identifier")], run: file_id },
    Check {
        name: "no-encryption",
        clauses: &[(Ua1, "7.16"), (A3a, "6.1.3"), (X4, "security")],
        run: no_encryption,
    },
    Check { name: "one-page", clauses: &[(House, "a handout is one page")], run: one_page },
    Check { name: "marked", clauses: &[(Ua1, "6.2"), (A3a, "6.7.2.2")], run: marked },
    Check { name: "language", clauses: &[(Ua1, "7.2"), (A3a, "6.7.4")], run: language },
    Check { name: "title-shown", clauses: &[(Ua1, "7.1")], run: title_shown },
    Check {
        name: "no-actions",
        clauses: &[(A3a, "6.5"), (X4, "actions"), (House, "nothing runs")],
        run: no_actions,
    },
    Check {
        name: "no-forms-no-layers",
        clauses: &[(Ua1, "7.10"), (A3a, "6.4"), (House, "all is on the page")],
        run: no_forms,
    },
];

fn header(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let wanted: &[&[u8]] = match expected.promise.press {
        true => &[b"%PDF-1.6\n%"],
        false => &[b"%PDF-1.6\n%", b"%PDF-1.7\n%"],
    };
    faults.unless(
        wanted.iter().any(|head| file.bytes.starts_with(head)),
        "the file does not begin with the version it should have",
    );
    let comment = file.bytes.get(10..14).unwrap_or_default();
    faults.unless(
        comment.len() == 4 && comment.iter().all(|byte| *byte > 127),
        "the second line is not a comment of four bytes above 127",
    );
    faults.unless(file.bytes.trim_ascii_end().ends_with(b"%%EOF"), "something follows the end of the file");
}

fn file_id(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let ids: Vec<Vec<u8>> = file
        .trailer
        .get::<Array<'_>>("ID")
        .map_or_else(Vec::new, |ids| ids.iter::<Text<'_>>().map(|id| id.as_bytes().to_vec()).collect());
    faults.unless(
        ids.len() == 2 && ids.iter().all(|id| id.len() >= 16),
        "the trailer has no /ID of two strings of 16 bytes",
    );
}

fn no_encryption(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    faults.unless(!file.trailer.contains_key("Encrypt"), "the file is encrypted");
}

fn one_page(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let pages = file.pdf.pages().len();
    faults.unless(pages == 1, format!("the file has {pages} pages"));
}

fn marked(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let info = file.catalog.get::<Dict<'_>>("MarkInfo").unwrap_or_else(Dict::empty);
    faults.unless(info.get("Marked") == Some(true), "the catalog does not say that the file is tagged");
    faults.unless(info.get("Suspects") != Some(true), "the catalog calls the tags suspect");
}

fn language(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let wanted = &expected.document.meta.language;
    let found = text(&file.catalog, "Lang").unwrap_or_default();
    faults.unless(found == *wanted, format!("the catalog's language is `{found}`, not `{wanted}`"));
}

fn title_shown(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let shown =
        file.catalog.get::<Dict<'_>>("ViewerPreferences").and_then(|view| view.get("DisplayDocTitle"));
    faults.unless(shown == Some(true), "windows would show the file's name in place of its title");
}

fn no_actions(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (whose, dict) in [("catalog", &file.catalog), ("page", &file.page)] {
        for key in ["OpenAction", "AA"] {
            faults.unless(!dict.contains_key(key), format!("the {whose} has an action, /{key}"));
        }
    }
    let names = file.catalog.get::<Dict<'_>>("Names").unwrap_or_else(Dict::empty);
    faults.unless(!names.contains_key("JavaScript"), "the catalog names a JavaScript");
    // Nothing else on a handout can hold an action: it has neither forms nor bookmarks.
    for (number, annotation) in &file.annotations {
        let action = annotation.get::<Dict<'_>>("A").map(|action| name(&action, "S")).unwrap_or_default();
        let sound = (action.is_empty() || action == "URI") && !annotation.contains_key("AA");
        faults
            .unless(sound, format!("the annotation {number} has an action other than an address, {action}"));
    }
}

fn no_forms(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for key in ["AcroForm", "Outlines", "OCProperties", "Collection", "NeedsRendering", "Requirements"] {
        faults.unless(!file.catalog.contains_key(key), format!("the catalog has /{key}"));
    }
}
