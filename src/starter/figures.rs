//! A set for figures that a spreadsheet has: its dictionary describes them, its words print them in a table, and its
//! places are left to the import.
//!
//! In: what is wished for and the figures. Out: the files.

use super::{Starter, StarterKind, StarterRefusal, new_set};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const ENGLISH: &str = include_str!("sets/figures-wording.en.toml");
const SPANISH: &str = include_str!("sets/figures-wording.es.toml");

/// A figure that each place has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterFigure {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What the remark beside it says.
    pub remark: String,
    /// Whether it is a share.
    pub is_share: bool,
}

/// The files of a new set by their paths, without places. What `like` says does not matter.
///
/// # Errors
/// As [`new_set`].
pub fn set_of_figures(
    wished: &Starter,
    figures: &[StarterFigure],
) -> Result<Vec<(PathBuf, Vec<u8>)>, StarterRefusal> {
    let blank = Starter { like: StarterKind::Blank, ..wished.clone() };
    let mut files = new_set(&blank)?;
    files.retain(|(path, _)| !path.starts_with("states"));
    for (path, bytes) in &mut files {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let changed = match path.as_path() {
            path if path == Path::new("handout.toml") => {
                let before = text.split("[figures.").next().unwrap_or_default();
                format!("{before}{}", dictionary(figures))
            }
            path if path == Path::new("wording.en.toml") => ENGLISH.replace("@rows@", &rows(figures)),
            path if path == Path::new("wording.es.toml") => SPANISH.replace("@rows@", &rows(figures)),
            _ => continue,
        };
        *bytes = changed.into_bytes();
    }
    Ok(files)
}

fn dictionary(figures: &[StarterFigure]) -> String {
    let one = |StarterFigure { key, label, remark, is_share }: &StarterFigure| {
        let kind = if *is_share { "kind = \"share\"\n" } else { "" };
        format!("[figures.{key}] # {remark}\nscope = \"state\"\nlabel = {}\n{kind}", quoted(label))
    };
    figures.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn rows(figures: &[StarterFigure]) -> String {
    figures.iter().fold(String::new(), |mut out, figure| {
        let _ =
            writeln!(out, "  {{ label = {}, figure = \"{}\" }},", quoted(&plain(&figure.label)), figure.key);
        out
    })
}

/// A text in which no sign of the wording means anything.
fn plain(label: &str) -> String {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(label.len());
    for (at, c) in label.char_indices() {
        let begins_list = match c {
            '-' | '+' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if begins_list || "\\`*_{}[]<>#~|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as TOML has it, in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{plain, quoted};

    #[test]
    fn headings_are_texts_and_nothing_else() {
        assert_eq!(plain("Share of [all] cases, *first* 5%"), "Share of \\[all\\] cases, \\*first\\* 5%");
        assert_eq!((plain("- dash").as_str(), plain("12. row").as_str()), ("\\- dash", "12\\. row"));
        assert_eq!(quoted("12\" \\ 3"), "\"12\\\" \\\\ 3\"");
    }
}
