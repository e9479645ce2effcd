//! The page for a browser: one HTML file with all pictures inside, which needs no server and no network. All of it
//! is there without its script, which only hides what is not looked for.

use super::markup::escaped;
use super::sheet::{PreviewFinding, PreviewSheet, SheetTrouble, findings};
use crate::diagnostic::counted;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");
const FILTER: &str = include_str!("filter.js");

/// All that the page shows.
#[derive(Debug, Clone, Default)]
pub struct PreviewPage {
    /// "Meadow Trust, 2023".
    pub title: String,
    /// What it is held against: "2022"; `None` for nothing.
    pub against: Option<String>,
    /// What concerns no one sheet.
    pub findings: Vec<PreviewFinding>,
    pub sheets: Vec<PreviewSheet>,
}

/// The HTML file.
pub fn html(page: &PreviewPage) -> String {
    let PreviewPage { title, against, sheets, .. } = page;
    let pictures = sheets.iter().flat_map(|sheet| sheet.pages.iter().chain(&sheet.before));
    let mut out = String::with_capacity(pictures.map(|picture| picture.png.len() * 4 / 3 + 8192).sum());
    let profiles = sheets.iter().any(|sheet| sheet.profile != sheets[0].profile);
    let count = counted(sheets.len(), "sheet");
    // Writing into a String cannot fail, here and below.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Preview of {count}: {0}</title>\n\
         <meta name=\"generator\" content=\"{GENERATOR}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#sheets\">Skip to the sheets</a>\n<header>\n<h1>Preview of {count}</h1>\n<p>{0}. {1}</p>\n",
        escaped(title),
        escaped(&summary(sheets)),
    );
    if let Some(against) = against {
        let _ = writeln!(
            out,
            "<p>Held against {}. A number that is another than it was there has a ring around it, and the word \
             “changed” in the table.</p>",
            escaped(against)
        );
    }
    filter(sheets, &mut out);
    out.push_str("</header>\n<nav aria-labelledby=\"list\">\n<h2 id=\"list\">All sheets</h2>\n<ul>\n");
    for (number, sheet) in (1..).zip(sheets) {
        let _ = writeln!(
            out,
            "<li class=\"{}\" data-sheet=\"{number}\"><a href=\"#sheet-{number}\">{}</a> <span>{}</span></li>",
            sheet.trouble().name(),
            escaped(&sheet.name(profiles)),
            escaped(&sheet.told()),
        );
    }
    out.push_str("</ul>\n</nav>\n<main id=\"sheets\" tabindex=\"-1\">\n");
    if !page.findings.is_empty() {
        out.push_str("<section class=\"whole\" aria-labelledby=\"whole\">\n<h2 id=\"whole\">Findings about the whole set</h2>\n");
        findings(&page.findings, &mut out);
        out.push_str("</section>\n");
    }
    for (number, sheet) in (1..).zip(sheets) {
        sheet.article(number, profiles, &mut out);
    }
    let _ = write!(out, "</main>\n<script>\n{FILTER}</script>\n</body>\n</html>\n");
    out
}

/// What the file says it was made by.
const GENERATOR: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), " preview");

/// Whether an HTML file says that handout made it, in whichever version, so that a later run may replace it.
pub fn is_our_preview(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let said = head.split_once("<meta name=\"generator\" content=\"handout ").map(|(_, rest)| rest);
    said.and_then(|rest| rest.split_once('"')).is_some_and(|(said, _)| said.ends_with(" preview"))
}

/// How many sheets are how.
fn summary(sheets: &[PreviewSheet]) -> String {
    let count = |trouble| sheets.iter().filter(|sheet| sheet.trouble() == trouble).count();
    let changed = sheets.iter().filter(|sheet| sheet.is_changed()).count();
    let mut told = format!(
        "{} not made, {} with warnings, {} without a finding of their own",
        count(SheetTrouble::NotMade),
        count(SheetTrouble::Warned),
        count(SheetTrouble::Sound)
    );
    if changed > 0 {
        told += &format!("; {changed} with changed numbers");
    }
    told + "."
}

/// The form that the script shows.
fn filter(sheets: &[PreviewSheet], out: &mut String) {
    let languages: BTreeMap<&str, &str> =
        sheets.iter().map(|sheet| (sheet.language.as_str(), sheet.language_name.as_str())).collect();
    out.push_str(
        "<form id=\"filter\" role=\"search\" aria-label=\"Choose sheets\" hidden>\n\
         <p><label for=\"find\">State, by name or postal code</label> <input id=\"find\" type=\"search\" \
         autocomplete=\"off\"></p>\n<p><label for=\"trouble\">Show</label> <select id=\"trouble\">\
         <option value=\"\">all sheets</option><option value=\"any\">with trouble: not made, or warned of</option>\
         <option value=\"failed\">not made</option><option value=\"changed\">with changed numbers</option>\
         <option value=\"sound\">with nothing found</option></select></p>\n\
         <p><label for=\"language\">Language</label> <select id=\"language\"><option value=\"\">all</option>",
    );
    for (tag, name) in languages {
        let _ = write!(out, "<option value=\"{}\">{}</option>", escaped(tag), escaped(name));
    }
    out.push_str(
        "</select></p>\n<p><input id=\"boxes\" type=\"checkbox\"> <label for=\"boxes\">Box every number on the \
         pictures</label></p>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n",
    );
}
