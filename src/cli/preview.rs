//! `handout preview`: the sheets of a set as pictures, on one contact sheet, and on a page for a browser.
//!
//! In: what `check` takes, a folder and a resolution. Out: `kentucky.png` for each page, `contact.png`, `index.html`;
//! their paths on standard output. What somebody else made of these names is left alone.

use super::asked;
use super::say::{End, Voice};
use super::{Format, What, begin, threads};
use handout::{
    Batch, Code, Engine, Finding, Findings, Options, OutputFolder, Previewed, PreviewedSheet, Previewing,
    Set, Severity, counted, is_our_png, is_our_preview,
};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout preview data -o preview
      Pictures of all sheets, and preview/index.html, a page to look at them with their figures and findings
  handout preview data -o preview --against data-2022
      Also what changed since last year, ringed
  handout preview data -o preview --only KY --dpi 300
      One state, as fine as it is printed";

/// What is asked.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Preview {
    #[command(flatten)]
    what: What,
    /// Folder the pictures and the page go to
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Dots per inch of the pictures: 150 for screens, 300 for print
    #[arg(long, value_name = "N", default_value = "150", value_parser = dpi)]
    dpi: u32,
}

/// What is beside the pictures of pages.
const PAGE: &str = "index.html";
const CONTACT: &str = "contact.png";

fn dpi(typed: &str) -> Result<u32, String> {
    let (least, most) = Previewing::DPI;
    let number = typed.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| {
        format!("write a whole number from {least} to {most}: 150 is good on screens, 300 in print")
    })
}

pub fn run(asked: &Preview, voice: &mut Voice) -> End {
    let format = asked.what.which.format;
    match previewed(asked, voice) {
        Ok((previewed, files)) => tell(asked, &previewed, &files, voice),
        Err(findings) => {
            let start = findings.iter().any(asked::is_of_start);
            refused(&findings, format, voice);
            if start { End::NotStarted } else { End::Faulty }
        }
    }
}

/// Makes and writes everything.
fn previewed(asked: &Preview, voice: &mut Voice) -> Result<(Previewed, Vec<String>), Findings> {
    let mut findings = Findings::default();
    can_draw("preview", &mut findings)?;
    let what = &asked.what;
    let (set, options) = begin(what, Options::default(), None)?;
    let engine = Engine::new(&set, &options)?;
    let folder = asked::folder(&asked.out, &mut findings).map_err(|_| findings.clone())?;
    is_free(&folder, &mut findings)?;
    folder.sweep();
    let before = what.against.as_ref().and_then(|other| earlier(other, &options));
    let failed = set.failed_states().filter(|failed| {
        options.only.is_empty() || options.only.iter().any(|asked| asked::is_called(failed, asked))
    });
    let previewing = Previewing { dpi: asked.dpi, changes: set.changes(), before, failed: failed.collect() };
    let deliver = |file: &str, bytes: &[u8]| -> io::Result<()> { write(&folder, file, bytes) };
    let batch = Batch::new(&engine);
    let previewed = batch.preview(threads(what.which.jobs), &previewing, &deliver);
    let mut files: Vec<String> = previewed.sheets.iter().flat_map(|sheet| sheet.files.clone()).collect();
    for (file, bytes) in [(CONTACT, previewed.contact.as_slice()), (PAGE, previewed.html.as_bytes())] {
        match write(&folder, file, bytes) {
            Ok(()) => files.push(file.to_owned()),
            Err(error) => voice.talk(format_args!("error: {error}")),
        }
    }
    Ok((previewed, files))
}

/// Refuses where this program cannot draw.
pub(super) fn can_draw(command: &str, findings: &mut Findings) -> Result<(), Findings> {
    if Batch::CAN_DRAW {
        return Ok(());
    }
    let message = "this program was built without pictures (`--no-default-features`), and can draw none";
    findings.refuse(
        Code::BadValue,
        command,
        message,
        "build it with `cargo build --release`, which has them",
    );
    Err(findings.clone())
}

/// What makes the sheets of an earlier set; none of finished files, whose figures alone are compared.
fn earlier(other: &Path, options: &Options) -> Option<Engine> {
    let set = Set::open_in(other, &options.languages).ok()?;
    let Options { languages, profiles, theme, date, large_print, .. } = options.clone();
    Engine::new(&set, &Options { languages, profiles, theme, date, large_print, ..Options::default() }).ok()
}

/// Refuses a folder with a page that is somebody's own.
fn is_free(folder: &OutputFolder, findings: &mut Findings) -> Result<(), Findings> {
    let path = folder.path().join(PAGE);
    let others = fs::read(&path).is_ok_and(|bytes| !is_our_preview(&bytes));
    if !others {
        return Ok(());
    }
    let message = "there is an `index.html` here that handout did not make; it is left alone";
    let option = format!("-o {}", folder.path().display());
    findings.refuse(Code::BadValue, &option, message, "use another folder: `-o preview`");
    Err(findings.clone())
}

/// Writes a file, unless there is one of this name that is somebody's own.
pub(super) fn write(folder: &OutputFolder, file: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.path().join(file);
    let is_ours = |old: &[u8]| is_our_png(old) || is_our_preview(old);
    if fs::read(&path).is_ok_and(|old| !is_ours(&old)) {
        let message = format!("{}: handout did not make this file, and leaves it alone", path.display());
        return Err(io::Error::other(message));
    }
    folder.write(file, bytes)?;
    Ok(())
}

/// Pictures in the folder that this run did not make.
pub(super) fn old_pictures(folder: &Path, made: &[String]) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let old = names.filter(|name| {
        let other = name.to_lowercase().ends_with(".png") && !made.contains(name);
        other && fs::read(folder.join(name)).is_ok_and(|bytes| is_our_png(&bytes))
    });
    let mut old: Vec<String> = old.collect();
    old.sort();
    old
}

fn tell(asked: &Preview, previewed: &Previewed, files: &[String], voice: &mut Voice) -> End {
    let Previewed { sheets, findings, .. } = previewed;
    let made = sheets.iter().filter(|sheet| !sheet.files.is_empty() && sheet.error.is_none()).count();
    let mut old = old_pictures(&asked.out, files);
    old.retain(|file| !file.ends_with("-card.png"));
    let errors: Vec<Finding<'_>> =
        findings.iter().filter(|found| found.severity() == Severity::Error).collect();
    match asked.what.which.format {
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|found| json!(found)).collect();
            let sheets: Vec<Value> = sheets.iter().map(as_json).collect();
            voice.data(format_args!(
                "{:#}",
                json!({ "files": files, "sheets": sheets, "old": old, "diagnostics": diagnostics })
            ));
        }
        Format::Text => {
            files.iter().for_each(|file| voice.data(asked.out.join(file).display()));
            errors.iter().for_each(|found| voice.talk(found));
            for sheet in sheets {
                let whose = format!("{} ({})", sheet.state.name, sheet.language);
                match &sheet.error {
                    Some(error) => voice.talk(format_args!("error: {whose}: {error}")),
                    None if sheet.files.is_empty() => {
                        voice.talk(format_args!("{whose}: not made, see above"))
                    }
                    None => {}
                }
            }
            old.iter().for_each(|file| voice.talk(format_args!("{file}: of an earlier run")));
            let warnings = match findings.count(Severity::Warning) {
                0 => String::new(),
                warnings => format!("; {} on the page", counted(warnings, "warning")),
            };
            let page = asked.out.join(PAGE);
            voice.talk(format_args!(
                "{} of {} shown{warnings}: open {} in a browser",
                made,
                counted(sheets.len(), "sheet"),
                page.display()
            ));
        }
    }
    let whole = made == sheets.len() && files.iter().any(|file| file == PAGE) && errors.is_empty();
    if whole { End::Well } else { End::Faulty }
}

fn as_json(sheet: &PreviewedSheet) -> Value {
    json!({
        "state": sheet.state.postal, "name": sheet.state.name, "language": sheet.language,
        "profile": sheet.profile, "files": sheet.files,
        "error": sheet.error.as_ref().map(ToString::to_string),
    })
}

/// Says why nothing was made.
pub(super) fn refused(findings: &Findings, format: Format, voice: &mut Voice) {
    match format {
        Format::Text => findings.iter().for_each(|found| voice.talk(found)),
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|found| json!(found)).collect();
            let none: [&str; 0] = [];
            voice.data(format_args!(
                "{:#}",
                json!({ "files": none, "sheets": none, "old": none, "diagnostics": diagnostics })
            ));
        }
    }
}
