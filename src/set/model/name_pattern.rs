//! What the files of the sheets are called: text with placeholders.

use std::borrow::Cow;

/// `file_name` of the set: "{slug}-{year}-missing-children".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern(Cow<'static, [NamePiece]>);

/// A part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamePiece {
    /// Letters, digits, `-`, `_` and `.`, as they are.
    Text(String),
    /// What the sheet says.
    Placeholder(Placeholder),
}

/// What differs from sheet to sheet, or from set to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// File name of the state: "kentucky".
    Slug,
    /// Its postal code: "KY".
    Postal,
    Year,
    /// "en".
    Language,
    /// "office".
    Profile,
    /// The publisher's short name or else its name, in small letters and hyphens.
    Publisher,
}

impl Placeholder {
    pub const ALL: [(&'static str, Placeholder); 6] = [
        ("slug", Placeholder::Slug),
        ("postal", Placeholder::Postal),
        ("year", Placeholder::Year),
        ("lang", Placeholder::Language),
        ("profile", Placeholder::Profile),
        ("publisher", Placeholder::Publisher),
    ];
}

/// Why a text is no pattern, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct BadPattern {
    pub message: String,
    pub help: &'static str,
}

/// Longest name without what is filled in; a state's may have 40 letters.
const MOST: usize = 80;
const LIST: &str = "write it like \"{slug}-{year}-topic\"; the placeholders are {slug}, {postal}, {year}, \
                    {lang}, {profile} and {publisher}";

impl NamePattern {
    /// "{slug}".
    pub const PLAIN: &NamePattern = &NamePattern(Cow::Borrowed(&[NamePiece::Placeholder(Placeholder::Slug)]));

    /// As it is written in the set or on the command line.
    pub fn parse(text: &str) -> Result<Self, BadPattern> {
        let bad = |message: String, help| Err(BadPattern { message, help });
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(NamePiece::Text(before.to_owned()));
            }
            let Some((name, after)) = after.split_once('}') else {
                return bad("a `{` is not closed".to_owned(), LIST);
            };
            let Some((_, found)) = Placeholder::ALL.iter().find(|(known, _)| *known == name) else {
                return bad(format!("there is no placeholder {{{name}}}"), LIST);
            };
            pieces.push(NamePiece::Placeholder(*found));
            rest = after;
        }
        let rest = rest.strip_suffix(".pdf").unwrap_or(rest);
        if !rest.is_empty() {
            pieces.push(NamePiece::Text(rest.to_owned()));
        }
        let pattern = Self(pieces.into());
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let texts = || {
            pattern.0.iter().filter_map(|piece| match piece {
                NamePiece::Text(text) => Some(text.as_str()),
                NamePiece::Placeholder(_) => None,
            })
        };
        if let Some(odd) = texts().flat_map(str::chars).find(|c| !plain(*c)) {
            let help = "use letters without accents, digits, `-`, `_` and `.`: such a name is safe on every system \
                        and in every e-mail";
            return bad(format!("a file name cannot have `{odd}`"), help);
        }
        if text.starts_with(['.', '-']) {
            return bad("a file name cannot begin with `-` or `.`".to_owned(), LIST);
        }
        if text.len() > MOST {
            return bad(format!("more than {MOST} letters"), "shorten it: e-mail programs cut long names");
        }
        if !pattern.has(Placeholder::Slug) && !pattern.has(Placeholder::Postal) {
            let help = "add {slug} or {postal}, which tell the states apart: \"{slug}-{year}-topic\"";
            return bad("all states would have the same name".to_owned(), help);
        }
        Ok(pattern)
    }

    pub fn has(&self, placeholder: Placeholder) -> bool {
        self.0.contains(&NamePiece::Placeholder(placeholder))
    }

    pub fn pieces(&self) -> &[NamePiece] {
        &self.0
    }
}

/// As it was written.
impl std::fmt::Display for NamePattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            NamePiece::Text(text) => f.write_str(text),
            NamePiece::Placeholder(own) => {
                let known = Placeholder::ALL.iter().find(|(_, known)| known == own);
                write!(f, "{{{}}}", known.map_or("", |(name, _)| name))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_as_it_is_written() {
        for text in
            ["{slug}", "{postal}_{year}.{lang}-{profile}-{publisher}", "{slug}-{year}-missing-children"]
        {
            assert_eq!(NamePattern::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(NamePattern::parse("{slug}-a.pdf").unwrap().to_string(), "{slug}-a");
    }

    #[test]
    fn what_is_no_name_is_told() {
        for (text, message) in [
            ("{state}", "there is no placeholder {state}"),
            ("{slug", "a `{` is not closed"),
            ("{slug}/{year}", "a file name cannot have `/`"),
            ("../{slug}", "a file name cannot have `/`"),
            ("..{slug}", "a file name cannot begin with `-` or `.`"),
            ("{slug} data", "a file name cannot have ` `"),
            ("{slug}-niños", "a file name cannot have `ñ`"),
            ("{year}", "all states would have the same name"),
            ("", "all states would have the same name"),
        ] {
            assert_eq!(NamePattern::parse(text).unwrap_err().message, message, "{text}");
        }
    }
}
