//! The files of a new set, that is checked and built as it is, to be made one's own step by step.
//!
//! In: what is wished for. Out: the files, in memory. The sets of an invented organization are texts in
//! `sets`, with marks where places, languages and the like go; the sample is that of this project.
//!
//! | file | for |
//! | --- | --- |
//! | `figures` | a set for figures that a spreadsheet has |
//! | `invented` | the sets of an invented organization |
//! | `invention` | what of them must not stay |
//! | `places` | the places and their invented figures |
//! | `sample` | the sample of this project |

mod figures;
mod invented;
mod invention;
mod places;
mod sample;

pub use figures::{StarterFigure, set_of_figures};
pub use invention::{
    INVENTED_CONTACT, INVENTED_PUBLISHER, INVENTED_SOURCE, INVENTED_WEBSITE, INVENTED_WORDS,
};

use std::path::PathBuf;

/// What a new set is to be like.
#[derive(Debug, Clone)]
pub struct Starter {
    /// Which set it begins with.
    pub like: StarterKind,
    /// What its places are.
    pub areas: AreaKind,
    /// The name of its theme.
    pub theme: String,
    /// The tags of its languages, the first one first.
    pub languages: Vec<String>,
    /// The postal codes of its states; a few, if there are none.
    pub places: Vec<String>,
    /// The year of its figures, if it is not that of the invented ones. The sample has its own.
    pub year: Option<i32>,
}

/// Which set a new one begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StarterKind {
    /// A set of an invented organization, with invented figures.
    Invented,
    /// The same organization with one figure, which nobody reported yet.
    Blank,
    /// The sample of this project.
    Sample,
}

/// What the places of a set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AreaKind {
    /// States, the district and territories.
    States,
    /// Counties of an invented state.
    Counties,
}

/// What cannot be had, and what can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterRefusal {
    /// The option and what was asked with it.
    pub option: String,
    /// What is wrong with it.
    pub message: String,
    /// What to ask for.
    pub help: String,
}

/// The languages that sets are there for.
const LANGUAGES: [&str; 2] = ["en", "es"];

/// The files of the new set by their paths.
///
/// # Errors
/// If there is no such set: another language, a place that nobody knows, places where they cannot be chosen.
pub fn new_set(wished: &Starter) -> Result<Vec<(PathBuf, Vec<u8>)>, StarterRefusal> {
    for (at, language) in wished.languages.iter().enumerate() {
        let known = LANGUAGES.contains(&language.as_str()) && !wished.languages[..at].contains(language);
        if !known {
            let message = match LANGUAGES.contains(&language.as_str()) {
                true => format!("`{language}` is named twice"),
                false => format!("there is no set in `{language}` to begin with"),
            };
            let help = "write --languages en, es or en,es; add another later with a wording file of its own";
            let option = format!("--languages {}", wished.languages.join(","));
            return Err(StarterRefusal { option, message, help: help.to_owned() });
        }
    }
    let chosen = !wished.places.is_empty();
    match wished.like {
        StarterKind::Sample if chosen || wished.areas == AreaKind::Counties => Err(StarterRefusal {
            option: "--like sample".to_owned(),
            message: "the sample has the figures of Kentucky alone".to_owned(),
            help: "leave `--places` and `--areas` out; to add a state, copy states/kentucky.toml and put in its figures"
                .to_owned(),
        }),
        StarterKind::Sample => sample::files(wished),
        StarterKind::Invented | StarterKind::Blank => match wished.areas {
            AreaKind::Counties if chosen => Err(StarterRefusal {
                option: format!("--places {}", wished.places.join(",")),
                message: "only states can be chosen by their codes".to_owned(),
                help: "leave `--places` out, and change the names and codes in the folder `states`".to_owned(),
            }),
            AreaKind::Counties => Ok(invented::files(wished, &places::counties())),
            AreaKind::States => Ok(invented::files(wished, &places::states(&wished.places)?)),
        },
    }
}
