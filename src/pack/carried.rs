//! The files that travel in a file of many sheets: what all share once, and of each sheet its own, under a name that
//! says whose it is. In: the files of each sheet, as they would travel in its own. Out: the files of the whole, and
//! which belong to which sheet.

use crate::pdf::Attachment;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet whose files travel.
pub struct Carried<'a> {
    /// "KY".
    pub postal: &'a str,
    /// BCP 47 tag of its language.
    pub language: &'a str,
    pub files: &'a [Attachment],
    /// The names of those that are its own, whatever others have.
    pub own: [&'a str; 2],
}

/// By sheet: each of its files, by its place in those of the whole, and whether it is its own.
pub type Bound = Vec<Vec<(usize, bool)>>;

/// Gathers the files of sheets. One that several have under one name and with other words is called by its language,
/// or else by its place and language: any program can save all of them into one folder.
pub fn carry(sheets: &[Carried<'_>]) -> (Vec<Attachment>, Bound) {
    let mut all: Vec<Attachment> = Vec::new();
    let mut known: BTreeMap<(String, Arc<str>), usize> = BTreeMap::new();
    let bound = sheets.iter().map(|sheet| {
        let bound = sheet.files.iter().map(|file| {
            let is_own = sheet.own.contains(&file.name.as_str());
            let own = is_own || !alike(sheets, file, |other| other.language == sheet.language);
            let name = if own {
                format!("{}-{}-{}", plain(sheet.postal), sheet.language, file.name)
            } else if alike(sheets, file, |_| true) {
                file.name.clone()
            } else {
                format!("{}-{}", sheet.language, file.name)
            };
            let place = *known.entry((name.clone(), file.text.clone())).or_insert_with(|| {
                all.push(Attachment { name, ..file.clone() });
                all.len() - 1
            });
            (place, own)
        });
        bound.collect()
    });
    let bound = bound.collect();
    (all, bound)
}

/// Whether all of some sheets have the same words in a file of this name.
fn alike(sheets: &[Carried<'_>], file: &Attachment, some: impl Fn(&Carried<'_>) -> bool) -> bool {
    let others = sheets.iter().filter(|sheet| some(sheet)).flat_map(|sheet| sheet.files);
    others.filter(|other| other.name == file.name).all(|other| other.text == file.text)
}

/// A postal code as any system takes it for a name.
fn plain(postal: &str) -> String {
    postal.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Relationship;

    #[test]
    fn each_file_is_there_once_and_says_whose_it_is() {
        let file = |name: &str, text: &str| Attachment {
            name: name.into(),
            text: text.into(),
            relation: Relationship::Data,
            description: "",
        };
        let of = |language: &str, state: &str| {
            let wording = format!("wording.{language}.toml");
            vec![
                file("handout.toml", language),
                file(&wording, language),
                file("national.toml", "nation"),
                file("virgin-islands.toml", state),
                file("figures.csv", state),
            ]
        };
        let files = [of("en", "a"), of("es", "b")];
        let sheet = |(language, files)| Carried {
            postal: "VI",
            language,
            files,
            own: ["virgin-islands.toml", "figures.csv"],
        };
        let (all, bound) =
            carry(&[sheet(("en", &files[0])), sheet(("es", &files[1])), sheet(("en", &files[0]))]);
        let names: Vec<&str> = all.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "en-handout.toml",
                "wording.en.toml",
                "national.toml",
                "VI-en-virgin-islands.toml",
                "VI-en-figures.csv",
                "es-handout.toml",
                "wording.es.toml",
                "VI-es-virgin-islands.toml",
                "VI-es-figures.csv",
            ]
        );
        assert_eq!(bound[0], [(0, false), (1, false), (2, false), (3, true), (4, true)]);
        assert_eq!((&bound[0], bound[1][2]), (&bound[2], (2, false)));
    }
}
