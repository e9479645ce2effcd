//! "Did you mean": the known name nearest to a mistyped one, if it is near at all.
//!
//! In: the word as written and the known names. Out: one of the names, or `None`: a far-fetched
//! suggestion is worse than none.

/// Longest word looked at. Names are short; a longer word is not a typing mistake.
const LONGEST: usize = 48;

/// The name nearest to `word`, if at most about a third of its letters differ, and at most three.
/// Capitals and the choice between `-`, `_` and space do not count. In a tie, the first name wins.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = fold(word);
    let mut best: Option<(usize, &str)> = None;
    for name in names.into_iter().filter(|name| name.len() <= LONGEST) {
        let [own, other] = [&word, name].map(|text| text.chars().count());
        let allowed = (own.max(other) / 3).clamp(1, 3);
        // So many letters differ at least, and most names are told by that.
        if own.abs_diff(other) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&word, &fold(name));
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["cybertips", "team_hope", "missing_cases"];
        assert_eq!(nearest("cybertip", names), Some("cybertips"));
        assert_eq!(nearest("Team-Hope", names), Some("team_hope"));
        assert_eq!(nearest("mising_caes", names), Some("missing_cases"));
        assert_eq!(nearest("horses", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), names), None);
    }
}
