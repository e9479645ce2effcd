//! A number with its noun: "1 line", "2 lines".

/// `count` of what `noun` names in the singular; its plural takes an s.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
