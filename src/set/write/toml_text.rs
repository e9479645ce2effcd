//! Writing TOML: one way for each value, so that equal data gives equal bytes.

use std::fmt::{Display, Write};
use toml_writer::{ToTomlValue, TomlStringBuilder, TomlWrite};

/// A TOML file being written.
#[derive(Default)]
pub(super) struct TomlText(String);

impl TomlText {
    /// `[name]`, after an empty line.
    pub(super) fn table(&mut self, name: &str) {
        self.raw(format_args!("\n[{name}]\n"));
    }

    /// `[[name]]`.
    pub(super) fn entry(&mut self, name: &str) {
        self.raw(format_args!("\n[[{name}]]\n"));
    }

    /// A key and a value that is written already.
    pub(super) fn plain(&mut self, key: &str, value: impl Display) {
        self.0.key(key).expect("a String takes all text");
        self.raw(format_args!(" = {value}\n"));
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.plain(key, quoted(text));
    }

    pub(super) fn option(&mut self, key: &str, text: Option<&str>) {
        text.iter().for_each(|text| self.text(key, text));
    }

    /// A key and a list of texts; nothing if it is empty.
    pub(super) fn list<'t>(&mut self, key: &str, texts: impl IntoIterator<Item = &'t str>) {
        let texts: Vec<String> = texts.into_iter().map(quoted).collect();
        if !texts.is_empty() {
            self.plain(key, format_args!("[{}]", texts.join(", ")));
        }
    }

    pub(super) fn finish(self) -> String {
        self.0.trim_start().to_owned()
    }

    fn raw(&mut self, text: std::fmt::Arguments<'_>) {
        self.0.write_fmt(text).expect("a String takes all text");
    }
}

/// A text as a TOML string, over several lines if the text has several. Quotes are escaped in both.
pub(super) fn quoted(text: &str) -> String {
    let basic = |line: &str| TomlStringBuilder::new(line).as_basic().to_toml_value();
    if !text.contains('\n') {
        return basic(text);
    }
    let lines: Vec<String> = text.split('\n').map(basic).collect();
    let lines: Vec<&str> = lines.iter().map(|line| &line[1..line.len() - 1]).collect();
    // TOML ignores the line break right after the opening quotes.
    format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use proptest::prelude::*;

    proptest! {
        /// A TOML parser reads what was written.
        #[test]
        fn texts_are_read_as_they_are(text in "(\"|'|\\\\|\n|\t| |a|é|\u{1}|\u{7f}|\u{85}|😀){0,16}") {
            let file = format!("a = {}\n", quoted(&text));
            let read: toml::Table = file.parse().unwrap();
            prop_assert_eq!(read["a"].as_str(), Some(text.as_str()));
        }
    }
}
