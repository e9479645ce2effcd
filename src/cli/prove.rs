//! `handout prove`: finished files, held against the data inside and against a set.

use super::say::{End, Voice, reason};
use super::{Format, asked, finished_file, threads};
use handout::{Code, Findings, OutputFolder, Proving, Set, Severity, Verdict, counted};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout prove out
      Every file in a folder, against the data inside each
  handout prove out --set data
      And whether the set says something newer
  handout prove out/kentucky-2023-missing-children.pdf --annotate checked.pdf
      A copy with each number boxed and keyed to its place in the data";

/// More findings of a file than this are counted rather than shown to a person.
const SHOWN: usize = 20;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Prove {
    /// Finished files, or folders of them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    files: Vec<PathBuf>,
    /// The set the files were made from, which may be newer
    #[arg(long, value_name = "SET")]
    set: Option<PathBuf>,
    /// Of one file that is sound, make a working copy: each number boxed and keyed to its place
    #[arg(long, value_name = "OUT.pdf")]
    annotate: Option<PathBuf>,
    /// Draw each page too, and compare its ink with its letters (needs a program built with the feature
    /// `pixels`)
    #[arg(long)]
    pixels: bool,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(asked: &Prove, voice: &mut Voice) -> End {
    let (files, proving) = match begin(asked) {
        Ok(begun) => begun,
        Err(findings) => {
            tell(&Told::default(), asked.format, &findings, voice);
            return End::NotStarted;
        }
    };
    let verdicts = proving.prove(&files, threads(asked.jobs), &|file| finished_file::read(file));
    let sound = verdicts.iter().all(Verdict::is_sound);
    let mut told = Told { verdicts: Some(verdicts), ..Told::default() };
    let mut end = if sound { End::Well } else { End::Faulty };
    if let (Some(out), [file]) = (&asked.annotate, files.as_slice()) {
        let made = match sound {
            true => annotated(&proving, file, out),
            false => Err("the file is not sound".to_owned()),
        };
        match made {
            Ok(written) => told.annotated = Some(written),
            Err(error) => {
                told.failed = Some(format!("no working copy was made: {error}"));
                end = End::Faulty;
            }
        }
    }
    tell(&told, asked.format, &Findings::default(), voice);
    end
}

/// Writes the working copy of a file.
fn annotated(proving: &Proving, file: &Path, out: &Path) -> Result<PathBuf, String> {
    let bytes = finished_file::read(file).map_err(|error| reason(&error))?;
    let copy = proving.annotate(file, &bytes).map_err(|error| error.to_string())?;
    let (folder, name) = (out.parent().unwrap_or(Path::new("")), out.file_name().unwrap_or_default());
    let folder = OutputFolder::open(folder).map_err(|error| error.to_string())?;
    folder.write(&name.to_string_lossy(), &copy).map_err(|error| error.to_string())
}

/// The files, and what they are proved against.
fn begin(asked: &Prove) -> Result<(Vec<PathBuf>, Proving), Findings> {
    let mut findings = Findings::default();
    let mut files = Vec::new();
    for path in &asked.files {
        match finished_file::files(path) {
            Ok(found) if !found.is_empty() => files.extend(found),
            other => {
                let message =
                    other.map_or_else(|error| reason(&error), |_| "this folder has no PDF file".to_owned());
                let help = match path.join("handout.toml").is_file() {
                    true => format!(
                        "this is a set: to prove files against it, write `--set {}`",
                        asked::quoted(path)
                    ),
                    false => {
                        "give PDF files that handout made, or folders of them: `handout prove out`".to_owned()
                    }
                };
                findings.refuse(Code::UnreadableFile, &format!("prove {}", path.display()), message, help);
            }
        }
    }
    if let Some(out) = asked.annotate.as_ref().filter(|out| files.len() != 1 || files.contains(out)) {
        let message = "a working copy is made of one file, and has a name of its own";
        let help = "give one file: `handout prove out/sheet.pdf --annotate checked.pdf`";
        findings.refuse(Code::BadValue, &format!("--annotate {}", out.display()), message, help);
    }
    if findings.has_errors() {
        return Err(findings);
    }
    let proving = match &asked.set {
        Some(set) => Proving::against(&Set::open(set)?)?,
        None => Proving::default(),
    };
    if !asked.pixels {
        return Ok((files, proving));
    }
    proving.drawing().map(|proving| (files, proving)).ok_or_else(|| {
        let message = "this program was built without what draws pages";
        let help = "build one that can: `cargo build --release --features pixels`";
        findings.refuse(Code::BadValue, "--pixels", message, help);
        findings
    })
}

/// All there is to say.
#[derive(Default)]
pub(super) struct Told {
    /// `None` if nothing could be proved.
    verdicts: Option<Vec<Verdict>>,
    /// Where the working copy is.
    annotated: Option<PathBuf>,
    /// Why there is none.
    failed: Option<String>,
}

/// Prints the verdicts.
pub(super) fn tell(told: &Told, format: Format, findings: &Findings, voice: &mut Voice) {
    let Told { verdicts, annotated, failed } = told;
    let all = verdicts.as_deref().unwrap_or_default();
    match format {
        Format::Text => {
            voice.faults(findings.iter());
            for verdict in all {
                voice.faults(verdict.findings().take(SHOWN));
                let more = verdict.findings().skip(SHOWN).count();
                if more > 0 {
                    voice.talk(format_args!("… and {more} more; `--format json` shows all\n"));
                }
                voice.data(line(verdict));
            }
            annotated.iter().for_each(|copy| voice.data(copy.display()));
            failed.iter().for_each(|failed| voice.talk(format_args!("error: {failed}")));
            voice.talk(summary(verdicts.as_deref()));
        }
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
            let files: Vec<Value> = all.iter().map(as_json).collect();
            let annotated = annotated.as_ref().map(|copy| copy.to_string_lossy());
            let document = json!({
                "files": files, "annotated": annotated, "error": failed, "diagnostics": diagnostics,
                "summary": summary(verdicts.as_deref()),
            });
            voice.data(format_args!("{document:#}"));
        }
    }
}

/// One line on a file: whether it is sound, whose it is, what it was proved against.
fn line(verdict: &Verdict) -> String {
    let Verdict { file, state, language, profile, against, .. } = verdict;
    let mut line = format!("{}: ", file.display());
    line += &match verdict.count(Severity::Error) {
        0 if against.is_empty() => "nothing proved".to_owned(),
        0 => "sound".to_owned(),
        errors => counted(errors, "error"),
    };
    if let Some(state) = state {
        line += &format!(": {} ({})", state.name, state.postal);
    }
    for word in [language, profile].into_iter().flatten() {
        line += &format!(", {word}");
    }
    let against: Vec<&str> = against
        .iter()
        .map(|against| match *against {
            "data" => "the data inside",
            "set" => "the set",
            "pixels" => "its picture",
            other => other,
        })
        .collect();
    match against.as_slice() {
        [] => line,
        ["itself", ..] => line + "; only that it keeps its standards, and is seen as it reads",
        against => line + "; proved against " + &against.join(" and "),
    }
}

fn summary(verdicts: Option<&[Verdict]>) -> String {
    let Some(verdicts) = verdicts else { return "could not start".to_owned() };
    let sound = verdicts.iter().filter(|verdict| verdict.is_sound()).count();
    let mut line = format!("proved {}: {sound} sound", counted(verdicts.len(), "file"));
    if sound < verdicts.len() {
        line += &format!(", {} not", verdicts.len() - sound);
    }
    match verdicts.iter().map(|verdict| verdict.count(Severity::Warning)).sum() {
        0 => line,
        warnings => line + "; " + &counted(warnings, "warning"),
    }
}

fn as_json(verdict: &Verdict) -> Value {
    let Verdict { file, state, language, profile, against, .. } = verdict;
    let diagnostics: Vec<Value> = verdict.findings().map(|fault| json!(fault)).collect();
    json!({
        "file": file.to_string_lossy(), "sound": verdict.is_sound(),
        "state": state.as_ref().map(|state| &state.postal), "name": state.as_ref().map(|state| &state.name),
        "language": language, "profile": profile, "against": against, "diagnostics": diagnostics,
    })
}
