//! `handout pack`: many sheets in one file, and the list of what is in it.

use super::say::{End, Voice, reason};
use super::{Format, Which, asked, finished_file, mail, threads};
use clap::ValueEnum;
use handout::{
    Code, Engine, Error, Findings, Options, OutputFolder, Pack, PackOptions, PackOrder, PackSheet,
    PackedSheet, Set, WriteError, counted, is_handout,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// More has no room on the cover.
const LONGEST_TITLE: usize = 80;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout pack data -o handouts.pdf --cover
      Every sheet in one accessible file, with an index
  handout pack data -o training.pdf --copies 40 --only KY
      40 copies of one state's sheets
  handout pack data -o training.pdf --back es --separators --copies copies.csv
      Spanish on the back, stacks divided by sheets with the state's name, as many copies as the list says
  handout pack data -o two-up.pdf --nup 2 --on tabloid
      Two sheets on a side of larger paper: the same as `handout impose`";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Packing {
    #[command(flatten)]
    which: Which,
    /// The file; beside it goes the list of what is in it, as FILE-list.csv
    #[arg(short, long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// Output profile, instead of the set's: office, gray, press
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Large print
    #[arg(long)]
    large_print: bool,
    /// Order of the states: by name, by postal code, or as listed in --only
    #[arg(long, value_enum, default_value = "name")]
    order: Order,
    /// The language of the backs: each sheet has the one in this language on its back
    #[arg(long, value_name = "TAG")]
    back: Option<String>,
    /// Begin with a cover: title, and an index whose page numbers are links
    #[arg(long)]
    cover: bool,
    /// Title of the cover and of the file
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// How many of each sheet, or a list with the columns state, language, copies
    #[arg(long, value_name = "N|FILE.csv")]
    copies: Option<String>,
    /// Sets of one of each sheet, and not all copies of a sheet one after the other
    #[arg(long)]
    collate: bool,
    /// Before each stack, or set, a sheet that says what comes
    #[arg(long)]
    separators: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// By name
    Name,
    /// By postal code
    Code,
    /// As listed in --only
    List,
}

/// What was made.
pub(super) struct Packed {
    file: PathBuf,
    list: PathBuf,
    pack: Pack,
    set: Set,
}

pub(super) fn run(asked: &Packing, voice: &mut Voice) -> End {
    let format = asked.which.format;
    match pack(asked) {
        Ok((packed, findings)) => {
            tell(Some(&packed), format, &findings, voice);
            End::Well
        }
        Err(Failure { error: Error::Refused(findings), missing }) => {
            let start = findings.iter().any(asked::is_of_start);
            tell(None, format, &findings, voice);
            if !missing.is_empty() {
                voice.talk(format_args!(
                    "it would lack {}: correct the faults, or list in `--only` the states to pack without",
                    missing.join(", ")
                ));
            }
            if start { End::NotStarted } else { End::Faulty }
        }
        Err(Failure { error, .. }) => {
            tell(None, format, &Findings::default(), voice);
            voice.talk(format_args!("error: {error}"));
            End::Faulty
        }
    }
}

/// Why nothing was packed.
struct Failure {
    error: Error,
    /// The states whose files have faults.
    missing: Vec<String>,
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure { error: error.into(), missing: Vec::new() }
    }
}

fn pack(asked: &Packing) -> Result<(Packed, Findings), Failure> {
    let (set, options) = begin(asked)?;
    let place = Place::new(&asked.out)?;
    let engine = Engine::new(&set, &options)?;
    let order = match asked.order {
        Order::Name => PackOrder::Name,
        Order::Code => PackOrder::Code,
        Order::List => PackOrder::List(&options.only),
    };
    let sheets = sheets(asked, (&set, &options), &engine, order)?;
    let own = PackOptions {
        profile: String::new(),
        title: asked.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned),
        cover: asked.cover,
        collated: asked.collate,
        dividers: asked.separators,
        jobs: threads(asked.which.jobs),
    };
    let pack = engine.pack(&sheets, &own)?;
    let (file, list) = place.write(&pack)?;
    Ok((Packed { file, list, pack, set }, engine.findings().clone()))
}

/// The set and what is asked of it, before anything is made.
fn begin(asked: &Packing) -> Result<(Set, Options), Findings> {
    let mut findings = Findings::default();
    let profiles: Vec<String> = asked.profile.iter().cloned().collect();
    let Ok(mut options) = asked::options(&asked.which, &profiles, &mut findings) else {
        return Err(findings);
    };
    options.large_print = asked.large_print;
    if options.profiles.iter().any(|profile| profile == "pdf2") {
        let help = "pack office, gray or press files, or build single ones: `handout build --profile pdf2`";
        findings.refuse(Code::BadValue, "--profile pdf2", "files of PDF 2.0 are not packed", help);
    }
    let title = asked.title.as_deref().unwrap_or_default();
    if title.contains(char::is_control) || title.chars().count() > LONGEST_TITLE {
        let message = format!("a title is one line of at most {LONGEST_TITLE} characters");
        findings.refuse(
            Code::BadValue,
            "--title",
            message,
            "give a shorter one: `--title \"Spring meeting\"`",
        );
    }
    if asked.order == Order::List && options.only.is_empty() {
        let help = "list the states in their order: `--only KY,OH,IN --order list`";
        findings.refuse(Code::BadValue, "--order list", "there is no list", help);
    }
    if findings.has_errors() {
        return Err(findings);
    }
    let back = asked.back.as_deref().map(str::trim);
    if let Some(back) =
        back.filter(|back| !options.languages.is_empty() && !options.languages.contains(&(*back).to_owned()))
    {
        options.languages.push(back.to_owned());
    }
    let set = Set::open_in(&asked.which.set, &options.languages)?;
    let mut findings = set.findings().clone();
    let states = asked::states(&set, &options.only, "--only", &mut findings);
    let known = asked::languages(&set, &options.languages, "--lang", &mut findings).and(states);
    if let Some(back) = back {
        let own: Vec<&str> = set.languages().collect();
        let fronts = if options.languages.is_empty() { own.len() } else { options.languages.len() };
        let at = format!("--back {back}");
        if !own.contains(&back) {
            let message = format!("the set has no such language; its languages are {}", own.join(", "));
            findings.refuse(
                Code::UnknownLanguage,
                &at,
                message,
                "give the language of the backs: `--back es`",
            );
        } else if fronts < 2 {
            let help = format!("leave `{at}` out, or add the language of the fronts to `--lang`");
            findings.refuse(Code::BadValue, &at, "no other language is left for the fronts", help);
        }
    }
    // Faults of single states are told once it is known that these are wanted.
    let stopped = known.is_err() || findings.iter().any(asked::is_of_start);
    if stopped { Err(findings) } else { Ok((set, options)) }
}

/// Which sheets, and how many of each. A state whose file has faults is not left out in silence.
fn sheets(
    asked: &Packing,
    (set, options): (&Set, &Options),
    engine: &Engine,
    order: PackOrder<'_>,
) -> Result<Vec<PackSheet>, Failure> {
    let back = asked.back.as_deref().map(str::trim);
    let copies = asked.copies.as_deref().map(str::trim);
    if let Some(path) = copies.filter(|copies| copies.parse::<u32>().is_err()) {
        let bytes = finished_file::read(Path::new(path)).map_err(|error| {
            let mut findings = Findings::default();
            let help = "give a number, `--copies 40`, or a list: state,language,copies";
            findings.refuse(Code::UnreadableFile, &format!("--copies {path}"), reason(&error), help);
            findings
        })?;
        return Ok(engine.pack_copies(order, back, path, &bytes)?);
    }
    let missing = set.failed_states().filter(|failed| {
        options.only.is_empty() || options.only.iter().any(|only| asked::is_called(failed, only))
    });
    let missing: Vec<String> = missing.map(|failed| failed.name).collect();
    if !missing.is_empty() {
        return Err(Failure { error: engine.findings().clone().into(), missing });
    }
    let count = copies.map_or(Some(1), |copies| copies.parse().ok()).unwrap_or(0);
    let sheets = engine.pack_sheets(order, back).into_iter();
    Ok(sheets.map(|sheet| PackSheet { copies: count, ..sheet }).collect())
}

/// Where the file and its list go.
struct Place {
    folder: OutputFolder,
    file: String,
    list: String,
}

impl Place {
    /// Refuses what is not ours to write over, before anything is made.
    fn new(out: &Path) -> Result<Self, Findings> {
        let mut findings = Findings::default();
        let at = format!("-o {}", out.display());
        let is_pdf = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
        let name = out.file_name().filter(|_| is_pdf && !out.is_dir());
        let (Some(name), Some(stem)) = (name.and_then(|name| name.to_str()), out.file_stem()) else {
            let help = "give the file a name that ends with .pdf: `-o handouts.pdf`";
            findings.refuse(Code::BadValue, &at, "this is not the name of a PDF file", help);
            return Err(findings);
        };
        let (file, list) = (name.to_owned(), format!("{}-list.csv", stem.to_string_lossy()));
        let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for (own, ours) in [(&file, is_handout as fn(&[u8]) -> bool), (&list, Pack::is_list)] {
            let path = out.with_file_name(own);
            if path.exists() && !finished_file::read(&path).is_ok_and(|bytes| ours(&bytes)) {
                let message = format!("`{}` is there already, and is not of this program", path.display());
                findings.refuse(Code::BadValue, &at, message, "give another name, or move that file away");
            }
        }
        if findings.has_errors() {
            return Err(findings);
        }
        let Ok(folder) = asked::folder(parent, &mut findings) else { return Err(findings) };
        Ok(Place { folder, file, list })
    }

    fn write(&self, pack: &Pack) -> Result<(PathBuf, PathBuf), WriteError> {
        let file = self.folder.write(&self.file, &pack.bytes)?;
        let list = self.folder.write(&self.list, pack.list().as_bytes())?;
        let plain = |path: PathBuf| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
        Ok((plain(file), plain(list)))
    }
}

/// Prints what was made, and what was found.
pub(super) fn tell(packed: Option<&Packed>, format: Format, findings: &Findings, voice: &mut Voice) {
    match format {
        Format::Text => {
            if let Some(Packed { file, list, .. }) = packed {
                voice.data(file.display());
                voice.data(list.display());
            }
            voice.faults(findings.iter());
            match packed {
                Some(packed) => {
                    note(packed).iter().for_each(|note| voice.talk(format_args!("note: {note}")));
                    voice.talk(summary(packed));
                }
                None => voice.talk("nothing was packed"),
            }
        }
        Format::Json => {
            let diagnostics: Vec<Value> = findings.iter().map(|fault| json!(fault)).collect();
            let pack = packed.map(as_json);
            voice.data(format_args!("{:#}", json!({ "pack": pack, "diagnostics": diagnostics })));
        }
    }
}

/// What there is to say of sheets that nobody has approved.
fn note(Packed { pack, set, .. }: &Packed) -> Option<String> {
    let drafts = pack.sheets.iter().filter(|sheet| sheet.has_draft()).count();
    match (set.asks_approval(), drafts) {
        (false, _) => Some(mail::unsigned(pack.sheets.len(), set)),
        (true, 0) => None,
        (true, 1) => Some("one sheet is marked DRAFT: nobody has approved it as it is".to_owned()),
        (true, _) => Some(format!("{drafts} sheets are marked DRAFT: nobody has approved them as they are")),
    }
}

fn summary(Packed { pack, .. }: &Packed) -> String {
    let sheets: usize = pack.sheets.iter().map(|sheet| sheet.copies).sum();
    let size = format!("{} KB", pack.bytes.len().div_ceil(1000));
    let sides = match pack.two_sided {
        true => "; print it on both sides, turned over the long edge",
        false => "; print it on one side",
    };
    format!("packed {} on {}, {size}{sides}", counted(sheets, "sheet"), counted(pack.pages, "page"))
}

fn as_json(Packed { file, list, pack, .. }: &Packed) -> Value {
    let sheet = |PackedSheet { state, language, back, copies, approval, pages, .. }: &PackedSheet| {
        let pages: Vec<[usize; 2]> = pages.iter().map(|pages| [pages.start + 1, pages.end]).collect();
        json!({
            "state": state.postal, "name": state.name, "language": language, "back": back,
            "copies": copies, "approval": approval.name(), "pages": pages,
        })
    };
    json!({
        "file": file.display().to_string().replace('\\', "/"),
        "list": list.display().to_string().replace('\\', "/"),
        "title": pack.title, "bytes": pack.bytes.len(), "pages": pack.pages, "two_sided": pack.two_sided,
        "sheets": pack.sheets.iter().map(sheet).collect::<Vec<_>>(),
    })
}
