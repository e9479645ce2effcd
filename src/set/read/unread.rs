//! Files that lie where those of a set are, and are not read: an editor or a download gave them another
//! name, or they are of another kind. Without a word, a state would just be missing.
//!
//! In: the files there are. Out: a warning for each that was perhaps meant to be read.

use super::files::{Files, STATES};
use crate::diagnostic::{Code, Diagnostic, Severity, Sink};
use crate::source::Spanned;
use std::path::Path;

/// So many are named.
const MOST: usize = 20;

/// Endings that programs add to a name.
const ADDED: [&str; 8] = [".txt", ".bak", ".old", ".orig", ".rtf", ".docx", ".download", " copy"];

/// Warns of files that are not read. `languages` are those of the set, if they are known.
pub(super) fn warn(files: &dyn Files, languages: Option<&[Spanned<String>]>, sink: &mut Sink) {
    let states = names(files, Path::new(STATES));
    let states = states.into_iter().filter(|name| !is_toml(name)).map(|name| {
        let help = match meant(&name) {
            Some(meant) => {
                format!("if it is that of a state, rename it to `{meant}`; or move it out of the folder")
            }
            None => "the file of a state ends in `.toml`: write one, or move this file out of the folder"
                .to_owned(),
        };
        (format!("{STATES}/{name}"), help)
    });
    let beside = names(files, Path::new("")).into_iter().filter_map(|name| {
        let help = beside(&name, languages)?;
        Some((name, help))
    });
    for (name, help) in states.chain(beside).take(MOST) {
        let fault =
            Diagnostic::at_path(Code::UnreadFile, files.name(Path::new(&name)), "this file is not read");
        sink.report(Diagnostic { severity: Severity::Warning, ..fault.help(help) });
    }
}

/// What is in a folder, sorted, without what editors and systems leave there.
fn names(files: &dyn Files, folder: &Path) -> Vec<String> {
    let Ok(paths) = files.list(folder) else { return Vec::new() };
    let name = |path: std::path::PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    let mut names: Vec<String> =
        paths.flatten().filter_map(name).filter(|name| !is_left_behind(name)).collect();
    names.sort();
    names
}

/// Whether a program left a file behind (hidden ones, locks, backups of editors, pictures of folders), or
/// it says itself that it is for people.
fn is_left_behind(name: &str) -> bool {
    let lower = name.to_lowercase();
    let for_people = ["readme", "notes", "license", "todo", "changes"];
    name.starts_with(['.', '~', '#'])
        || for_people.iter().any(|word| lower.starts_with(word))
        || name.ends_with('~')
        || [".swp", ".swo", ".tmp", ".lock", ".lnk", ".part"].iter().any(|ending| lower.ends_with(ending))
        || ["thumbs.db", "desktop.ini", "icon\r", "ehthumbs.db"].contains(&lower.as_str())
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The name without what a program added to it, if it is that of a TOML file: `ohio.toml.txt`,
/// `ohio.toml (1)`, `ohio.tml`.
fn meant(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let stem = |end: usize| name.get(..end).map(|stem| format!("{stem}.toml"));
    if let Some(at) = lower.find(".toml").filter(|at| *at > 0) {
        return stem(at);
    }
    let added = ADDED.iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    let near =
        [".tml", ".tom", ".toml", ".tolm", ".ini", ".text"].iter().any(|ending| added.ends_with(ending));
    let text = !near && lower.ends_with(".txt");
    let at = if near { added.rfind('.')? } else { lower.len() - ".txt".len() * usize::from(text) };
    (near || text).then(|| stem(at)).flatten()
}

/// What to do about a file beside the set file, if it was perhaps meant to be one of the set.
fn beside(name: &str, languages: Option<&[Spanned<String>]>) -> Option<String> {
    const KNOWN: [&str; 4] = ["handout.toml", "import.toml", "national.toml", "theme.toml"];
    let language = name.strip_prefix("wording.").and_then(|rest| rest.strip_suffix(".toml"));
    let known = |name: &str| {
        KNOWN.contains(&name)
            || languages
                .is_some_and(|own| own.iter().any(|own| name == format!("wording.{}.toml", own.value)))
    };
    if known(name) {
        return None;
    }
    if let Some(language) = language {
        let write = format!("add \"{language}\" to `languages` in handout.toml, or move the file elsewhere");
        return languages.map(|_| write);
    }
    let meant = meant(name).unwrap_or_else(|| name.to_owned()).to_lowercase().replace(' ', "");
    let meant = meant.replace("wording_", "wording.").replace("wording-", "wording.");
    if known(&meant) || meant.starts_with("wording.") && meant.ends_with(".toml") && languages.is_none() {
        return Some(format!("rename it to `{meant}`"));
    }
    is_toml(name)
        .then(|| format!("the file of a state belongs in the folder `{STATES}`; move any other elsewhere"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Sources, Span};
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    fn told(names: &[&str]) -> Vec<String> {
        let files: BTreeMap<PathBuf, Vec<u8>> = names.iter().map(|name| (name.into(), Vec::new())).collect();
        let file: FileId = Sources::default().add("handout.toml", "");
        let languages = ["en", "es"].map(|tag| Spanned::new(tag.to_owned(), Span::new(file, 0, 0)));
        let mut sink = Sink::default();
        warn(&files, Some(&languages), &mut sink);
        let line = |fault: &Diagnostic| {
            let crate::diagnostic::At::Path(path) = &fault.at else { panic!("{fault:?}") };
            format!("{}: {}", path.display(), fault.help.as_deref().unwrap_or_default())
        };
        sink.found().iter().map(line).collect()
    }

    #[test]
    fn what_is_perhaps_meant_to_be_read_is_told() {
        for (name, help) in [
            ("states/ohio.toml.txt", "if it is that of a state, rename it to `ohio.toml`"),
            ("states/ohio.txt", "if it is that of a state, rename it to `ohio.toml`"),
            ("states/ohio.toml.bak", "if it is that of a state, rename it to `ohio.toml`"),
            ("states/Ohio.toml (1)", "if it is that of a state, rename it to `Ohio.toml`"),
            ("states/ohio.tml", "if it is that of a state, rename it to `ohio.toml`"),
            ("states/figures.xlsx", "the file of a state ends in `.toml`"),
            ("states/ohio", "the file of a state ends in `.toml`"),
            ("handout.toml.txt", "rename it to `handout.toml`"),
            ("national.toml.txt", "rename it to `national.toml`"),
            ("National.toml", "rename it to `national.toml`"),
            ("theme.txt", "rename it to `theme.toml`"),
            ("wording.en.toml.txt", "rename it to `wording.en.toml`"),
            ("wording_es.toml", "rename it to `wording.es.toml`"),
            ("wording.fr.toml", "add \"fr\" to `languages`"),
            ("ohio.toml", "the file of a state belongs in the folder `states`"),
        ] {
            let told = told(&[name]);
            assert!(told.len() == 1 && told[0].starts_with(&format!("{name}: {help}")), "{name}: {told:?}");
        }
    }

    #[test]
    fn what_belongs_there_or_was_left_behind_is_not() {
        let quiet = [
            "handout.toml",
            "import.toml",
            "national.toml",
            "theme.toml",
            "wording.en.toml",
            "wording.es.toml",
            "README.txt",
            "figures.xlsx",
            "coated.icc",
            "states/ohio.toml",
            "states/Utah.TOML",
            "states/.DS_Store",
            "states/Thumbs.db",
            "states/~$figures.xlsx",
            "states/.ohio.toml.swp",
            "states/ohio.toml~",
            "states/#ohio.toml#",
            "states/desktop.ini",
            "states/README.txt",
            "states/notes.txt",
            "notes/ohio.toml.txt",
        ];
        assert_eq!(told(&quiet), Vec::<String>::new());
        let many: Vec<String> = (0..100).map(|n| format!("states/{n}.csv")).collect();
        assert_eq!(told(&many.iter().map(String::as_str).collect::<Vec<_>>()).len(), MOST);
    }
}
