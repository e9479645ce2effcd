//! Reads theme files into tokens.

use crate::theme::{BUILT_IN, Theme};

/// The built-in theme of that name.
pub fn built_in_theme(name: &str) -> Option<Theme> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some(toml::from_str(text).expect("a test reads every built-in theme"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_reads_and_keeps_its_name() {
        for (name, _) in BUILT_IN {
            assert_eq!(built_in_theme(name).map(|t| t.name).as_deref(), Some(*name));
        }
    }
}
