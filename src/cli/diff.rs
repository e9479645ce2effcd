//! `handout diff`: what is different between two editions.
//!
//! In: sets, PDF files that handout made, folders of these. Out: each difference on standard output, and exit
//! code 1 if there is any, as `diff` has it.

use super::against::handouts;
use super::say::{End, Voice, reason};
use super::{Format, asked, diff_list};
use handout::{
    Code, DiffFault, DiffSide, EditionDiff, FigureDiff, Findings, Location, NotComparable, OutputFolder,
    PlaceDiff, TextDiff, WordRun, counted, differ,
};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const HELP: &str = "give the folder of a set, a PDF file that handout made, or a folder of these";

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout diff data-2024 data             two sets
  handout diff out data                   what the set says now, and the sheets that went out

Exit code: 0 nothing is different, 1 something is, 2 one of them cannot be read.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The old edition: a set, a PDF file, or a folder of PDF files
    old: PathBuf,
    /// The new one
    new: PathBuf,
    /// Write the differences as a document, too, for those who approve
    #[arg(long, value_name = "FILE.pdf")]
    pdf: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &Diff, voice: &mut Voice) -> End {
    let diff = match compare(asked) {
        Ok(diff) => diff,
        Err(findings) => {
            match asked.format {
                Format::Json => tell_json(None, &findings, voice),
                Format::Text => voice.faults(findings.iter()),
            }
            return End::NotStarted;
        }
    };
    if let Some(file) = &asked.pdf
        && let Err(findings) = write(&diff, asked, file)
    {
        voice.faults(findings.iter());
        return End::NotStarted;
    }
    match asked.format {
        Format::Json => tell_json(Some(&diff), &diff.findings, voice),
        Format::Text => {
            tell(&diff, voice);
            not_compared(&diff, &asked.old, &asked.new).iter().for_each(|line| voice.talk(line));
        }
    }
    if diff.is_empty() { End::Well } else { End::Faulty }
}

fn compare(asked: &Diff) -> Result<EditionDiff, Findings> {
    let (old, new) = (side(&asked.old)?, side(&asked.new)?);
    differ(&old, &new).map_err(|(fault, why)| {
        let path = match fault {
            DiffFault::Old => &asked.old,
            _ => &asked.new,
        };
        match why {
            NotComparable::NoSet(findings) => findings,
            NotComparable::NoHandouts => {
                refused(path, "there is neither a `handout.toml` nor a PDF file that handout made".to_owned())
            }
            why => refused(path, why.to_string()),
        }
    })
}

/// Writes the document.
fn write(diff: &EditionDiff, asked: &Diff, file: &Path) -> Result<(), Findings> {
    let option = format!("--pdf {}", file.display());
    let refused = |message: String, help: &str| {
        let mut findings = Findings::default();
        findings.refuse(Code::BadValue, &option, message, help);
        findings
    };
    let mut findings = Findings::default();
    let Ok(date) = asked::epoch(&mut findings) else { return Err(findings) };
    let name = file.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".pdf"));
    let Some(name) = name else {
        return Err(refused("not the name of a PDF file".to_owned(), "name it like this: --pdf changes.pdf"));
    };
    let date = date.unwrap_or(diff.date);
    let pdf = diff_list::listing(diff, &asked.old, &asked.new, date).pdf();
    let pdf =
        pdf.map_err(|why| refused(format!("the document cannot be made: {why}"), "compare fewer places"))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = OutputFolder::open(folder).and_then(|folder| folder.write(name, &pdf));
    written.map(drop).map_err(|error| {
        refused(format!("cannot be written: {}", reason(&error.cause)), "write to another folder")
    })
}

fn refused(path: &Path, message: String) -> Findings {
    let mut findings = Findings::default();
    findings.refuse(Code::BadValue, &path.display().to_string(), message, HELP);
    findings
}

fn side(path: &Path) -> Result<DiffSide, Findings> {
    if path.join("handout.toml").exists() {
        return Ok(DiffSide::Set(path.to_owned()));
    }
    match handouts(path) {
        Ok(files) => Ok(DiffSide::Handouts { files, whole: path.is_dir() }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(refused(path, "there is no such file or folder".to_owned()))
        }
        Err(error) => Err(refused(path, reason(&error))),
    }
}

fn tell(diff: &EditionDiff, voice: &mut Voice) {
    // Faults of places that are not compared are for `check` to tell.
    let told = if diff.unread.is_empty() { usize::MAX } else { FEW };
    voice.faults(diff.findings.iter().take(told));
    if let Some(more @ 1..) = diff.findings.iter().count().checked_sub(told) {
        voice.talk(format_args!("and {more} more"));
    }
    for PlaceDiff { code, old, new, .. } in &diff.places {
        match (old, new) {
            (Some(old), Some(new)) => voice.data(format_args!("{code}: called {new}, was {old}")),
            (None, Some(new)) => voice.data(format_args!("{new} ({code}): added")),
            (Some(old), None) => voice.data(format_args!("{old} ({code}): removed")),
            (None, None) => {}
        }
    }
    for (key, is_new) in &diff.keys {
        voice.data(format_args!("figure {key}: {}", if *is_new { "added" } else { "removed" }));
    }
    for (tag, is_new) in &diff.languages {
        voice.data(format_args!("language {tag}: {}", if *is_new { "added" } else { "removed" }));
    }
    let mut place = None;
    for figure in &diff.figures {
        if place != Some(&figure.place) {
            voice.data(&figure.place);
            place = Some(&figure.place);
        }
        self::figure(figure, voice);
    }
    for text in &diff.texts {
        self::text(text, voice);
    }
    let (old, new) = diff.years;
    let count = counted(diff.len(), "difference");
    let years = if old == new { format!("both of {new}") } else { format!("of {old} and of {new}") };
    voice.talk(format_args!("{count} between two editions, {years}"));
}

/// What cannot be compared, and what to do: a line for each edition.
pub(super) fn not_compared(diff: &EditionDiff, old: &Path, new: &Path) -> Vec<String> {
    let of = |(folder, side): (&Path, bool)| {
        let places = diff.unread.iter().filter(|(_, is_new)| *is_new == side);
        let places: Vec<&str> = places.map(|(place, _)| place.as_str()).collect();
        let folder = asked::quoted(folder);
        let what = counted(places.len(), "place");
        (!places.is_empty()).then(|| {
            let some = if places.len() > 8 { ", …" } else { "" };
            let named = places.iter().take(8).copied().collect::<Vec<_>>().join(", ");
            format!("not compared: {what} of {folder} with faults: {named}{some}; they are told by: handout check {folder}")
        })
    };
    [(old, false), (new, true)].into_iter().filter_map(of).collect()
}

fn figure(figure: &FigureDiff, voice: &mut Voice) {
    let FigureDiff { figure: key, label, old, new, kind, by, percent, flags, .. } = figure;
    let said = |side: &Option<(String, Location)>| match side {
        Some((value, _)) => value.clone(),
        None => "not there".to_owned(),
    };
    let step = match (by, percent) {
        (Some(by), Some(percent)) => format!(" ({by}, {percent})"),
        (Some(by), None) => format!(" ({by})"),
        _ => String::new(),
    };
    let what = match *kind {
        "source" => " source",
        "year" => " year",
        _ => "",
    };
    voice.data(format_args!("  {key}{what}: {} -> {}{step}  {label}", said(old), said(new)));
    let places = [old, new].into_iter().flatten().map(|(_, at)| place(at)).collect::<Vec<_>>();
    voice.data(format_args!("    {}", places.join(" -> ")));
    for (code, message) in flags {
        voice.data(format_args!("    look[{code}]: {message}"));
    }
}

fn text(text: &TextDiff, voice: &mut Voice) {
    let TextDiff { language, part, old, new, words, .. } = text;
    let what = match (old, new) {
        (None, _) => " added",
        (_, None) => " removed",
        _ => "",
    };
    let places = [old, new].into_iter().flatten().map(place).collect::<Vec<_>>().join(" -> ");
    voice.data(format_args!("{language}, {part}{what}: {places}"));
    let runs = words.iter().enumerate().map(|(n, run)| match run {
        WordRun::Same(same) => excerpt(same, n > 0, n + 1 < words.len()),
        WordRun::Removed(gone) => format!("[-{gone}-]"),
        WordRun::Added(new) => format!("{{+{new}+}}"),
        _ => String::new(),
    });
    voice.data(format_args!("    {}", runs.collect::<Vec<_>>().join(" ")));
}

/// So many faults are told where places are not compared for them.
const FEW: usize = 5;

/// Words shown on each side of a change.
const AROUND: usize = 6;

/// The words beside a change; those farther away are left out.
pub(super) fn excerpt(words: &str, after: bool, before: bool) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let (first, last) = (if after { AROUND } else { 0 }, if before { AROUND } else { 0 });
    if all.len() <= first + last {
        return words.to_owned();
    }
    let (head, tail) = (all[..first].join(" "), all[all.len() - last..].join(" "));
    [head.as_str(), "…", tail.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn place(at: &Location) -> String {
    format!("{}:{}:{}", at.path, at.line, at.column)
}

/// One JSON document.
pub(super) fn tell_json(diff: Option<&EditionDiff>, findings: &Findings, voice: &mut Voice) {
    let findings: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
    let mut document = json!({ "findings": findings });
    let at = |at: &Option<Location>| {
        at.as_ref().map(|at| json!({ "file": at.path, "line": at.line, "column": at.column }))
    };
    let side = |side: &Option<(String, Location)>| {
        side.as_ref().map(
            |(value, at)| json!({ "value": value, "file": at.path, "line": at.line, "column": at.column }),
        )
    };
    if let Some(diff) = diff {
        let named = |list: &[(String, bool)]| -> Value {
            list.iter()
                .map(
                    |(name, is_new)| json!({ "name": name, "is": if *is_new { "added" } else { "removed" } }),
                )
                .collect()
        };
        document["years"] = json!([diff.years.0, diff.years.1]);
        document["places"] = diff
            .places
            .iter()
            .map(|own| json!({ "code": own.code, "old": own.old, "new": own.new }))
            .collect();
        document["unread"] = diff
            .unread
            .iter()
            .map(|(place, is_new)| json!({ "place": place, "in": if *is_new { "new" } else { "old" } }))
            .collect();
        document["keys"] = named(&diff.keys);
        document["languages"] = named(&diff.languages);
        document["figures"] = diff.figures.iter().map(|own| json!({
            "place": own.place, "code": own.code, "figure": own.figure, "label": own.label, "kind": own.kind,
            "old": side(&own.old), "new": side(&own.new), "by": own.by, "percent": own.percent,
            "flags": own.flags.iter().map(|(code, message)| json!({ "code": code.name(), "message": message }))
                .collect::<Vec<_>>(),
        })).collect();
        document["texts"] = diff
            .texts
            .iter()
            .map(|own| {
                json!({
                    "language": own.language, "part": own.part, "old": at(&own.old), "new": at(&own.new),
                    "words": own.words.iter().map(words).collect::<Vec<_>>(),
                })
            })
            .collect();
    }
    voice.data(format_args!("{document:#}"));
}

fn words(run: &WordRun) -> Value {
    match run {
        WordRun::Same(words) => json!({ "same": words }),
        WordRun::Removed(words) => json!({ "removed": words }),
        WordRun::Added(words) => json!({ "added": words }),
        _ => Value::Null,
    }
}
