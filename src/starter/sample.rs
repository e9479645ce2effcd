//! The sample of this project, in the theme and languages wished for.

use super::{Starter, StarterRefusal};
use std::path::PathBuf;

const FILES: [(&str, &str); 5] = [
    ("handout.toml", include_str!("../../data/handout.toml")),
    ("national.toml", include_str!("../../data/national.toml")),
    ("states/kentucky.toml", include_str!("../../data/states/kentucky.toml")),
    ("wording.en.toml", include_str!("../../data/wording.en.toml")),
    ("wording.es.toml", include_str!("../../data/wording.es.toml")),
];

pub(super) fn files(wished: &Starter) -> Result<Vec<(PathBuf, Vec<u8>)>, StarterRefusal> {
    let languages = &wished.languages;
    if languages.len() > 1 && languages[0] != "en" {
        return Err(StarterRefusal {
            option: format!("--languages {}", languages.join(",")),
            message: "the names of the sample's figures are in English".to_owned(),
            help: "put English first: --languages en,es".to_owned(),
        });
    }
    let tags: Vec<String> = languages.iter().map(|tag| format!("\"{tag}\"")).collect();
    let files = FILES.into_iter().filter(|(name, _)| {
        let tag = name.strip_prefix("wording.").and_then(|rest| rest.strip_suffix(".toml"));
        tag.is_none_or(|tag| languages.iter().any(|own| own == tag))
    });
    let files = files.map(|(name, text)| {
        let text = match name {
            "handout.toml" => {
                text.replace("\ntheme = \"memo\"\n", &format!("\ntheme = \"{}\"\n", wished.theme)).replace(
                    "\nlanguages = [\"en\", \"es\"]\n",
                    &format!("\nlanguages = [{}]\n", tags.join(", ")),
                )
            }
            _ => text.to_owned(),
        };
        (PathBuf::from(name), text.into_bytes())
    });
    Ok(files.collect())
}
