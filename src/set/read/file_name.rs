//! File names that are allowed on any system, and in one folder with all files of a set, as inside a
//! PDF file.

/// The set's own files, without the extension.
const OWN: [&str; 3] = ["handout", "national", "theme"];

/// Whether Windows reserves a name for a device: whatever follows the first period, and whatever its
/// capitals.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    let numbered = stem.len() == 4 && stem.ends_with(|c: char| c.is_ascii_digit());
    ["con", "prn", "aux", "nul"].into_iter().any(is)
        || numbered
            && stem.get(..3).is_some_and(|kind| ["com", "lpt"].iter().any(|d| kind.eq_ignore_ascii_case(d)))
}

/// Whether a file of this name, without `.toml`, is one of the set's own, not of a state.
pub fn is_own(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    OWN.contains(&stem.as_str()) || stem.starts_with("wording.")
}

/// Whether a name, without folders, is one for an ICC profile on any system.
pub fn is_profile(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" -_.()+".contains(&b);
    ["icc", "icm"].iter().any(|known| ending.eq_ignore_ascii_case(known))
        && (1..=80).contains(&stem.len())
        && stem.bytes().all(plain)
        && stem.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !stem.ends_with([' ', '.'])
        && !is_device(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_keeps_names_whatever_their_ending() {
        for device in ["con", "NUL", "aux.toml", "Com1.x.toml", "lpt9", "prn."] {
            assert!(is_device(device), "{device}");
        }
        for name in ["console", "com", "com10", "comx", "connecticut", "nul-state", "", "a.nul", "coé1"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn profiles_have_the_names_shops_give_them() {
        for name in ["PSO Coated v3.icc", "GRACoL2006.ICC", "x.icm", "in/a.icc", "Web (SWOP) v2.icc"] {
            assert!(is_profile(name), "{name}");
        }
        for name in ["", ".icc", "a.txt", " a.icc", "a .icc", "a:b.icc", "con.icc", "a\\b.icc", "é.icc"] {
            assert!(!is_profile(name), "{name}");
        }
    }

    #[test]
    fn the_sets_own_files_are_known_by_name() {
        assert!(["handout", "national", "Theme", "wording.pt-BR"].iter().all(|stem| is_own(stem)));
        assert!(!["kentucky", "wording", "handout-2", ""].iter().any(|stem| is_own(stem)));
    }
}
