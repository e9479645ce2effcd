//! What is heard, as plain values, and as text for people.

use std::rc::Rc;

/// A document as it is heard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeardDocument {
    /// Its title, which is said first.
    pub title: String,
    /// BCP 47 tag of its language; empty if it has none.
    pub language: String,
    /// How many pages it has.
    pub pages: usize,
    /// What is said of them; empty if the file has no tags.
    pub lines: Vec<HeardLine>,
}

/// Something said in one go.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeardLine {
    /// What it is.
    pub kind: HeardKind,
    /// In how many lists it stands.
    pub depth: usize,
    /// What is said; of a table, its summary.
    pub parts: Vec<HeardPart>,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum HeardKind {
    /// A heading of this level; 0 if the file does not number it.
    Heading(usize),
    /// A paragraph, or text outside of any.
    Text,
    /// What stands over a table, a list or a figure.
    Caption,
    /// A picture, by its alternative text.
    Figure,
    /// A list of so many items begins.
    List(usize),
    /// An item, with what stands before it: "1.", "•".
    Item(String),
    /// The list ends.
    EndOfList,
    /// A table of so many rows and columns begins.
    Table {
        /// Those of the heading among them.
        rows: usize,
        /// Of its longest row.
        columns: usize,
    },
    /// A row, by its number, with its cells.
    Row(usize, Vec<HeardCell>),
    /// The table ends.
    EndOfTable,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeardCell {
    /// Whether it heads others.
    pub heading: bool,
    /// What heads it: its column, then its row.
    pub headers: Vec<String>,
    /// What it says.
    pub parts: Vec<HeardPart>,
}

/// A stretch of words said alike.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeardPart {
    /// The words.
    pub text: String,
    /// BCP 47 tag of the language they are said in.
    pub language: Rc<str>,
    /// The link they belong to.
    pub link: Option<Rc<HeardLink>>,
    /// What they are short for.
    pub expansion: Option<Rc<str>>,
    /// Whether they describe a picture.
    pub picture: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeardLink {
    /// Where it leads; empty if that is not an address.
    pub target: String,
    /// What the file says of it.
    pub description: String,
}

impl HeardDocument {
    /// A line as text. What is not words stands in brackets: `[link, missingkids.org]`, `[es]` where the
    /// language changes, `[en]` where it changes back, `[NCMEC: National Center …]` for what is short for
    /// something.
    pub fn text(&self, line: &HeardLine) -> String {
        let words = self.words(&line.parts);
        match &line.kind {
            HeardKind::Heading(0) => format!("heading: {words}"),
            HeardKind::Heading(level) => format!("heading level {level}: {words}"),
            HeardKind::Text => words,
            HeardKind::Caption => format!("caption: {words}"),
            HeardKind::Figure => format!("figure: {words}"),
            HeardKind::List(1) => "list with 1 item".to_owned(),
            HeardKind::List(items) => format!("list with {items} items"),
            HeardKind::Item(label) if label.is_empty() => format!("item: {words}"),
            HeardKind::Item(label) => format!("item {label} {words}"),
            HeardKind::EndOfList => "end of list".to_owned(),
            HeardKind::Table { rows, columns } => {
                let summary = if words.is_empty() { words } else { format!(": {words}") };
                format!("table with {rows} rows and {columns} columns{summary}")
            }
            HeardKind::Row(number, cells) => {
                let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
                format!("row {number}: {}", cells.join("; "))
            }
            HeardKind::EndOfTable => "end of table".to_owned(),
        }
    }

    /// A cell as text, behind what heads its column: "Kentucky: 133". Of a cell that heads others, its
    /// words alone.
    pub fn cell(&self, cell: &HeardCell) -> String {
        let words = self.words(&cell.parts);
        let words = if words.is_empty() { "blank".to_owned() } else { words };
        match cell.headers.first().filter(|_| !cell.heading) {
            Some(header) => format!("{header}: {words}"),
            None => words,
        }
    }

    /// Parts as text.
    pub fn words(&self, parts: &[HeardPart]) -> String {
        let mut said = String::new();
        let mut language = primary(&self.language);
        let mut link: Option<&Rc<HeardLink>> = None;
        for part in parts {
            let begins = part.link.as_ref().filter(|own| !link.is_some_and(|link| Rc::ptr_eq(link, own)));
            if link.is_some() && (part.link.is_none() || begins.is_some()) {
                close(&mut said);
            }
            link = part.link.as_ref();
            let text = part.text.trim_start();
            said += &part.text[..part.text.len() - text.len()];
            if primary(&part.language) != language && !part.text.trim().is_empty() {
                language = primary(&part.language);
                said += if said.ends_with(char::is_whitespace) || said.is_empty() { "" } else { " " };
                said += &format!("[{}] ", if language.is_empty() { "?" } else { &part.language });
            }
            said += if begins.is_some() { "[link, " } else { "" };
            match &part.expansion {
                Some(long) => said += &format!("[{text}: {long}]"),
                None if part.picture => said += &format!("[picture: {text}]"),
                None => said += text,
            }
        }
        if link.is_some() {
            close(&mut said);
        }
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Ends a link before the space behind it.
fn close(said: &mut String) {
    let end = said.trim_end().len();
    said.insert(end, ']');
}

/// The language of a tag without its region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_words_stands_in_brackets() {
        let (lines, title) = (Vec::new(), String::new());
        let document = HeardDocument { title, language: "en-US".into(), pages: 1, lines };
        let link = Rc::new(HeardLink { target: "https://a.org".into(), description: String::new() });
        let part = |text: &str, language: &str, link: Option<&Rc<HeardLink>>| HeardPart {
            text: text.to_owned(),
            language: language.into(),
            link: link.cloned(),
            expansion: None,
            picture: false,
        };
        let parts = [
            part("See  the ", "en", None),
            part("site ", "en", Some(&link)),
            part("A.ORG ", "en", Some(&link)),
            part("or ", "en-US", None),
            part("en español", "es", None),
            part(" now", "en", None),
        ];
        assert_eq!(document.words(&parts), "See the [link, site A.ORG] or [es] en español [en] now");
        let short = HeardPart { expansion: Some("United States".into()), ..part("U.S.", "en", None) };
        assert_eq!(document.words(&[short]), "[U.S.: United States]");
    }
}
