//! What each code means: `explain.md` has a chapter on each, and can be read as a whole.

use super::Code;

/// The chapters.
const TEXT: &str = include_str!("explain.md");

impl Code {
    /// What it means, an example, and what to do.
    pub fn explanation(self) -> &'static str {
        let found =
            TEXT.split("\n## ").find_map(|chapter| chapter.strip_prefix(self.name())?.strip_prefix('\n'));
        found.unwrap_or("").trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_chapter_and_every_chapter_a_code() {
        let chapters: Vec<&str> = TEXT.split("\n## ").skip(1).filter_map(|c| c.lines().next()).collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(chapters, codes);
        for code in Code::ALL {
            let text = code.explanation();
            assert!(
                text.contains("\n\nFor example: ") && text.contains("\n\nWhat to do: "),
                "{code}: {text}"
            );
        }
    }
}
