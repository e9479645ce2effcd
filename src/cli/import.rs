//! `handout import`: figures from a spreadsheet into a set, after a look at every cell.

use super::say::{End, Voice, reason};
use super::{Format, asked, import_report};
use handout::{Code, Findings, Import, ImportOptions, ImportedFile, OutputFolder};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// No table of states is as large.
const LARGEST: u64 = 64 << 20;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout import figures.xlsx data
      Say what would become of each cell; nothing is written
  handout import figures.xlsx data --answers
      Put what it asks into data/import.toml, to be answered there
  handout import figures.xlsx data --figures
      Print a figure for each heading the set has none for, to be put into data/handout.toml
  handout import figures.xlsx data --write
      Write the figures into the files of the set
  handout import figures.xlsx talks.csv data --write
      The same for two files, one after the other
  handout import figures.csv data --encoding windows-1252 --decimal ,
      Say how a file is to be read where it cannot be known";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES, override_usage = "handout import [OPTIONS] <FILE>... [SET]")]
pub(super) struct ImportCommand {
    /// The spreadsheet: .xlsx, .xls, .ods, .csv or .tsv; or several. Last the set, a folder with `handout.toml`; after
    /// one file alone it is `data`
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the figures into the set; refused while there are questions
    #[arg(long, conflicts_with_all = ["write_sure", "answers"])]
    write: bool,
    /// Write what is certain, and leave the rest as it is
    #[arg(long, conflicts_with = "answers")]
    write_sure: bool,
    /// Write a line for each question into `import.toml` of the set, to be filled in, and nothing else
    #[arg(long)]
    answers: bool,
    /// Print a figure for each heading that the set has none for, for its `handout.toml`, and nothing else
    #[arg(long, conflicts_with_all = ["write", "write_sure", "answers", "all", "format"])]
    figures: bool,
    /// Name every cell, also those that are unchanged
    #[arg(long)]
    all: bool,
    /// Read only this sheet
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// First and last row of the headings: 4:6
    #[arg(long, value_name = "ROWS")]
    headings: Option<String>,
    /// What divides columns in a text: `,` `;` `tab` `|`
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,
    /// Letters of a text: utf-8, utf-16le, utf-16be, windows-1252, macintosh
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The mark before decimals: `.` or `,`
    #[arg(long, value_name = "MARK")]
    decimal: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &ImportCommand, voice: &mut Voice) -> End {
    let (files, set) = match asked.paths.as_slice() {
        [files @ .., set] if !files.is_empty() => (files, set.as_path()),
        files => (files, Path::new("data")),
    };
    if asked.format == Format::Json && files.len() > 1 {
        let mut findings = Findings::default();
        let help = "give one file, and then the next";
        findings.refuse(Code::BadValue, "--format json", "one document is about one file", help);
        return tell_faults(&findings, asked.format, voice);
    }
    // Each finds what those before it have written.
    let ends = files.iter().enumerate().map(|(at, file)| {
        if at > 0 {
            voice.talk("");
        }
        let one = OneFile { asked, file, set };
        match plan(&one) {
            Ok(import) if asked.figures => propose(&one, &import, voice),
            Ok(import) => act(&one, &import, voice),
            Err(findings) => tell_faults(&findings, asked.format, voice),
        }
    });
    ends.max().unwrap_or(End::Well)
}

/// What is asked about one of the files.
struct OneFile<'a> {
    asked: &'a ImportCommand,
    file: &'a Path,
    set: &'a Path,
}

/// What kept an import from starting.
pub(super) fn tell_faults(findings: &Findings, format: Format, voice: &mut Voice) -> End {
    match format {
        Format::Text => voice.faults(findings.iter()),
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
            voice.data(format_args!(
                "{:#}",
                json!({ "figures": [], "questions": [], "diagnostics": diagnostics })
            ));
        }
    }
    End::NotStarted
}

fn plan(one: &OneFile<'_>) -> Result<Import, Findings> {
    let OneFile { asked, file, set } = one;
    let bytes = read(file).map_err(|why| {
        let mut findings = Findings::default();
        let help =
            "give the file as it is called, with its ending: `handout import \"figures 2024.xlsx\" data`";
        findings.refuse(Code::UnreadableFile, &file.to_string_lossy(), why, help);
        findings
    })?;
    let ImportCommand { sheet, headings, delimiter, encoding, decimal, .. } = *asked;
    let options = ImportOptions {
        sheet: sheet.clone(),
        headings: headings.clone(),
        delimiter: delimiter.clone(),
        encoding: encoding.clone(),
        decimal: decimal.clone(),
    };
    Import::plan(set, file, &bytes, &options)
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let known = fs::metadata(path).map_err(|error| format!("the file cannot be read: {}", reason(&error)))?;
    if known.is_dir() {
        return Err("this is a folder, not a spreadsheet".to_owned());
    }
    // A pipe or a device would never end.
    if !known.is_file() {
        return Err("this is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    file.map_err(|error| format!("the file cannot be read: {}", reason(&error)))?;
    Ok(bytes)
}

/// Prints what the dictionary of the set could have for the headings that it does not know.
fn propose(one: &OneFile<'_>, import: &Import, voice: &mut Voice) -> End {
    let figures = import.proposed_figures();
    if figures.is_empty() {
        voice.talk("no heading is without a figure, or an answer in import.toml");
        return End::Well;
    }
    voice.data(figures.trim_end());
    let set = one.set.join("handout.toml");
    voice.talk(format_args!(
        "nothing was written: put what the sheets need into {}; change keys and add nouns (`one`, `other`) as you like, but keep the labels, which are the headings",
        set.display()
    ));
    End::Well
}

/// Reports, and writes what was asked for.
fn act(one: &OneFile<'_>, import: &Import, voice: &mut Voice) -> End {
    let OneFile { asked, file: spreadsheet, set } = one;
    let refused = asked.write && !import.is_sure();
    let files = match () {
        () if asked.answers => import.answers().into_iter().collect(),
        () if asked.write_sure || asked.write && !refused => import.files(),
        () => Vec::new(),
    };
    let writes = asked.write || asked.write_sure;
    let report = import_report::text(import, spreadsheet, asked.all);
    // What `--answers` is about was told before, and stands in the file with what it asks.
    if asked.format == Format::Text && !asked.answers {
        match writes {
            true => voice.talk(report.trim_end()),
            false => voice.data(report.trim_end()),
        }
    }
    let mut written = Vec::new();
    let mut trouble = None;
    for file in &files {
        match write(set, file) {
            Ok(path) => written.push(path),
            Err(why) => {
                trouble = Some(why);
                break;
            }
        }
    }
    match asked.format {
        Format::Text => {
            written.iter().for_each(|path| voice.data(path.display()));
            trouble.iter().for_each(|why| voice.talk(format_args!("error: {why}")));
            voice.talk(next(one, import, refused, written.len()));
        }
        Format::Json => {
            voice.data(format_args!("{:#}", import_report::json(import, &written, trouble.as_deref())))
        }
    }
    match trouble.is_some() || !import.is_sure() && !asked.answers {
        true => End::Faulty,
        false => End::Well,
    }
}

fn write(set: &Path, file: &ImportedFile) -> Result<PathBuf, String> {
    let (folder, name) =
        (file.path.parent().unwrap_or(Path::new("")), file.path.file_name().unwrap_or_default());
    let folder = OutputFolder::open(&set.join(folder)).map_err(|error| error.to_string())?;
    folder.write(&name.to_string_lossy(), file.text.as_bytes()).map_err(|error| error.to_string())
}

/// What to do next.
fn next(one: &OneFile<'_>, import: &Import, refused: bool, written: usize) -> String {
    let (asked, file, set) = (one.asked, asked::quoted(one.file), asked::quoted(one.set));
    let command = format!("handout import {file} {set}");
    let questions = handout::counted(import.questions.len(), "question");
    let more = if import.may_bring_more() { " (the answers may bring more)" } else { "" };
    let mut how = match (import.answerable(), import.answers()) {
        (0, _) => String::new(),
        (_, Some(_)) => format!("`{command} --answers` puts them into import.toml, to be answered"),
        (_, None) => {
            let file = asked::quoted(&one.set.join("import.toml"));
            format!("write an answer in place of each \"ask\" in {file}, and run it again")
        }
    };
    if import.to_correct() > 0 {
        how += if how.is_empty() { "" } else { "; what no line can answer, " };
        how += "correct in the file, and run it again";
    }
    let unknown = match import.proposed_figures().is_empty() {
        true => String::new(),
        false => {
            format!("; figures that the set does not have yet: answer \"new\", or see `{command} --figures`")
        }
    };
    match (import.is_sure(), written) {
        (true, _) if asked.answers && written > 0 => {
            "import.toml of the set has a line for what may be answered; nothing waits for it".to_owned()
        }
        _ if asked.answers && written > 0 => {
            format!(
                "the questions stand in import.toml of the set: write an answer in place of each \"ask\", then run: {command}"
            )
        }
        (true, 0) if asked.answers => "nothing is asked".to_owned(),
        _ if asked.answers => "import.toml has a line for each question already".to_owned(),
        _ if refused => format!(
            "nothing was written, since there are {questions}{more}: {how}; `--write-sure` writes only what is certain"
        ),
        (true, 0) if asked.write || asked.write_sure => "nothing to write: the set has all of it".to_owned(),
        (_, 0) if asked.write_sure => format!("nothing to write; {questions} left"),
        (true, 0) if import.files().is_empty() => "the set has all of it".to_owned(),
        (true, 0) => format!("nothing was written; to write it: {command} --write"),
        (false, 0) => format!("nothing was written; {questions}{more}: {how}{unknown}"),
        (true, _) => format!("written; look at it with: handout check {set}"),
        (false, _) => format!("written what is certain; {questions} left{more}: {how}"),
    }
}
