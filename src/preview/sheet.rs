//! One sheet on the page for a browser: its picture, what was found, its numbers and what they were before.

use super::markup::{base64, escaped};
use crate::diagnostic::{Severity, counted};
use std::fmt::Write;

/// A sheet, made or not.
#[derive(Debug, Clone, Default)]
pub struct PreviewSheet {
    /// "Kentucky".
    pub state: String,
    /// "KY".
    pub postal: String,
    /// BCP 47 tag: "es".
    pub language: String,
    /// The same in words: "Spanish".
    pub language_name: String,
    /// "office".
    pub profile: String,
    /// The name of its file; `None` if it was not made.
    pub file: Option<String>,
    /// How its page is filled: "10.5 pt type, 97 % of the page filled".
    pub fit: String,
    pub pages: Vec<PagePicture>,
    /// The pages of the earlier edition, if they could be made.
    pub before: Vec<PagePicture>,
    pub findings: Vec<PreviewFinding>,
    pub numbers: Vec<PreviewNumber>,
}

/// A page of a sheet.
#[derive(Debug, Clone, Default)]
pub struct PagePicture {
    /// A PNG file.
    pub png: Vec<u8>,
    pub width: usize,
    pub height: usize,
    pub numbers: Vec<RingedArea>,
}

/// Where a number stands on a picture: left, top, width, height, each as a share of the picture's.
#[derive(Debug, Clone, Copy)]
pub struct RingedArea {
    pub area: [f64; 4],
    /// It is another than in the earlier edition.
    pub changed: bool,
}

/// A number of a sheet, however often it is printed.
#[derive(Debug, Clone, Default)]
pub struct PreviewNumber {
    /// As printed.
    pub printed: String,
    pub times: usize,
    /// What it is: its label, or its name in the wording.
    pub label: String,
    /// The label's language is that of the sheet.
    pub label_in_language: bool,
    pub earlier: Option<String>,
    pub changed: bool,
    pub source: Option<String>,
    pub note: Option<String>,
    /// File and line.
    pub place: String,
}

/// Something that was found.
#[derive(Debug, Clone)]
pub struct PreviewFinding {
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    pub help: Option<String>,
    /// File, line and column, if it is in a file.
    pub place: Option<String>,
    /// Other places, each with why.
    pub related: Vec<(String, String)>,
}

/// In what state a sheet is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetTrouble {
    NotMade,
    Warned,
    Sound,
}

impl PreviewSheet {
    pub(super) fn trouble(&self) -> SheetTrouble {
        let doubted = |finding: &PreviewFinding| finding.severity > Severity::Note;
        match &self.file {
            None => SheetTrouble::NotMade,
            Some(_) if self.findings.iter().any(doubted) => SheetTrouble::Warned,
            Some(_) => SheetTrouble::Sound,
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.numbers.iter().any(|number| number.changed)
    }

    /// "Kentucky, Spanish", with the profile where there are several.
    pub(super) fn name(&self, profiles: bool) -> String {
        let profile = if profiles { format!(", {}", self.profile) } else { String::new() };
        format!("{}, {}{profile}", self.state, self.language_name)
    }

    /// Its state in words, for the list and the heading.
    pub(super) fn told(&self) -> String {
        let doubts = self.findings.iter().filter(|finding| finding.severity > Severity::Note).count();
        let changed = self.numbers.iter().filter(|number| number.changed).count();
        let mut told = match self.trouble() {
            SheetTrouble::NotMade => "not made".to_owned(),
            SheetTrouble::Warned => counted(doubts, "warning"),
            SheetTrouble::Sound => "nothing found".to_owned(),
        };
        if changed > 0 {
            told += &format!("; {} changed", counted(changed, "number"));
        }
        told
    }

    /// The article of the sheet with this number.
    pub(super) fn article(&self, number: usize, profiles: bool, out: &mut String) {
        let (name, trouble) = (self.name(profiles), self.trouble());
        let find = format!("{} {} {}", self.state, self.postal, self.file.as_deref().unwrap_or_default());
        // Writing into a String cannot fail, here and below.
        let _ = write!(
            out,
            "<article id=\"sheet-{number}\" aria-labelledby=\"name-{number}\" tabindex=\"-1\" data-find=\"{}\" \
             data-language=\"{}\" data-trouble=\"{}\" data-changed=\"{}\">\n<h2 id=\"name-{number}\">{}</h2>\n\
             <p class=\"told {}\">{}{}{}</p>\n",
            escaped(&find.to_lowercase()),
            escaped(&self.language),
            trouble.name(),
            self.is_changed(),
            escaped(&name),
            trouble.name(),
            escaped(&capital(&self.told())),
            self.file
                .as_ref()
                .map(|file| format!(". File: <code>{}</code>", escaped(file)))
                .unwrap_or_default(),
            if self.fit.is_empty() { String::new() } else { format!(". {}", escaped(&self.fit)) },
        );
        if self.before.is_empty() {
            out.push_str("<div class=\"pair\">\n<div class=\"pictures\">\n<div>\n");
        } else {
            out.push_str("<div class=\"pair both\">\n<div class=\"pictures\">\n<div>\n<h3>Before</h3>\n");
            self.pictures(&self.before, &format!("{name}, earlier edition"), out);
            out.push_str("</div>\n<div>\n<h3>Now</h3>\n");
        }
        match self.pages.is_empty() {
            true => out.push_str("<p class=\"blank\">There is no page to show.</p>\n"),
            false => self.pictures(&self.pages, &name, out),
        }
        out.push_str("</div>\n</div>\n<div class=\"facts\">\n<h3>Findings</h3>\n");
        findings(&self.findings, out);
        self.table(number, out);
        out.push_str("</div>\n</div>\n</article>\n");
    }

    fn pictures(&self, pages: &[PagePicture], name: &str, out: &mut String) {
        for (page, picture) in (1..).zip(pages) {
            let all =
                if pages.len() > 1 { format!(", page {page} of {}", pages.len()) } else { String::new() };
            let _ = write!(
                out,
                "<div class=\"page\"><img alt=\"Picture of the sheet: {}{all}. Its numbers are in the table.\" \
                 width=\"{}\" height=\"{}\" decoding=\"async\" src=\"data:image/png;base64,",
                escaped(name),
                picture.width,
                picture.height
            );
            base64(&picture.png, out);
            out.push_str("\">");
            for RingedArea { area: [left, top, width, height], changed } in &picture.numbers {
                let percent = |share: &f64| (share * 100.0).clamp(0.0, 100.0);
                let _ = write!(
                    out,
                    "<span class=\"{}\" aria-hidden=\"true\" style=\"left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%\">\
                     </span>",
                    if *changed { "ring" } else { "box" },
                    percent(left),
                    percent(top),
                    percent(width),
                    percent(height)
                );
            }
            out.push_str("</div>\n");
        }
    }

    fn table(&self, number: usize, out: &mut String) {
        if self.numbers.is_empty() {
            return;
        }
        let earlier = self.numbers.iter().any(|number| number.earlier.is_some());
        let _ = write!(
            out,
            "<table>\n<caption id=\"numbers-{number}\">Numbers of {}, in reading order</caption>\n<thead><tr>\
             <th scope=\"col\" class=\"printed\">Printed</th>{}<th scope=\"col\">What it is</th><th scope=\"col\">Source</th>\
             <th scope=\"col\" class=\"place\">Where it is written</th></tr></thead>\n<tbody>\n",
            escaped(&self.state),
            if earlier { "<th scope=\"col\" class=\"before\">Before</th>" } else { "" },
        );
        let said = |text: &str, is_own: bool| match is_own {
            true => format!("<span lang=\"{}\">{}</span>", escaped(&self.language), escaped(text)),
            false => escaped(text),
        };
        for number in &self.numbers {
            let times = if number.times > 1 {
                format!(" <small>{} times</small>", number.times)
            } else {
                String::new()
            };
            let changed = if number.changed { " <strong class=\"new\">changed</strong>" } else { "" };
            let _ = write!(
                out,
                "<tr{}><th scope=\"row\">{}{times}{changed}</th>",
                if number.changed { " class=\"changed\"" } else { "" },
                said(&number.printed, true),
            );
            if earlier {
                let _ =
                    write!(out, "<td>{}</td>", number.earlier.as_deref().map(escaped).unwrap_or_default());
            }
            let note = number.note.as_ref().map(|note| format!(" <small>Note: {}</small>", escaped(note)));
            let _ = writeln!(
                out,
                "<td>{}{}</td><td>{}</td><td>{}</td></tr>",
                said(&number.label, number.label_in_language),
                note.unwrap_or_default(),
                number.source.as_deref().map(escaped).unwrap_or_default(),
                placed(&number.place),
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
}

impl SheetTrouble {
    pub(super) fn name(self) -> &'static str {
        match self {
            SheetTrouble::NotMade => "failed",
            SheetTrouble::Warned => "warned",
            SheetTrouble::Sound => "sound",
        }
    }
}

/// A list of what was found.
pub(super) fn findings(findings: &[PreviewFinding], out: &mut String) {
    if findings.is_empty() {
        out.push_str("<p>None.</p>\n");
        return;
    }
    out.push_str("<ul class=\"findings\">\n");
    for finding in findings {
        let (class, name) = match finding.severity {
            Severity::Error => ("failed", "Error"),
            Severity::Warning => ("warned", "Warning"),
            Severity::Note => ("noted", "Note"),
        };
        let _ = write!(
            out,
            "<li class=\"{class}\"><p><strong>{name}</strong> {} <code>{}</code></p>",
            escaped(&finding.message),
            finding.code
        );
        let mut line = |what: &str, text: String| out.extend(["<p>", what, ": ", &text, "</p>"]);
        if let Some(place) = &finding.place {
            line("At", placed(place));
        }
        for (place, why) in &finding.related {
            line("See also", format!("{} {}", placed(place), escaped(why)));
        }
        if let Some(help) = &finding.help {
            line("What to do", escaped(help));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// A file with line and column, which a line may end in behind each folder and each name.
fn placed(place: &str) -> String {
    format!("<code>{}</code>", escaped(place).replace('/', "/<wbr>").replacen(':', "<wbr>:", 1))
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
