//! What a file of many sheets says beside them: on its cover, on the sheets between stacks, in its bookmarks and
//! the labels of its pages.

/// The words of one language.
#[derive(Debug)]
pub struct PackWords {
    /// What the language calls itself.
    pub own_name: &'static str,
    /// What the sheets are together.
    pub handouts: &'static str,
    /// The heading of the index.
    pub contents: &'static str,
    /// How its pages are counted.
    pub counting: &'static str,
    /// "page 3".
    pub page: &'static str,
    /// One, and several.
    copies: [&'static str; 2],
    /// One of several equal sets: "Set 2".
    pub set: &'static str,
    /// One, and several.
    sheets: [&'static str; 2],
    /// Of the label of a sheet between stacks.
    pub divider: &'static str,
    /// Of the label of an empty page.
    pub blank: &'static str,
}

impl PackWords {
    /// "40 copies", the number as the language writes it.
    pub fn copies(&self, number: &str) -> String {
        counted(number, self.copies)
    }

    /// "51 sheets".
    pub fn sheets(&self, number: &str) -> String {
        counted(number, self.sheets)
    }
}

fn counted(number: &str, [one, several]: [&str; 2]) -> String {
    format!("{number}\u{a0}{}", if number == "1" { one } else { several })
}

pub(super) const ENGLISH: PackWords = PackWords {
    own_name: "English",
    handouts: "Handouts",
    contents: "Contents",
    counting: "Pages are counted from the first of this file.",
    page: "page",
    copies: ["copy", "copies"],
    set: "Set",
    sheets: ["sheet", "sheets"],
    divider: "divider",
    blank: "blank",
};

pub(super) const SPANISH: PackWords = PackWords {
    own_name: "español",
    handouts: "Hojas informativas",
    contents: "Contenido",
    counting: "Las páginas se cuentan desde la primera de este archivo.",
    page: "página",
    copies: ["ejemplar", "ejemplares"],
    set: "Juego",
    sheets: ["hoja", "hojas"],
    divider: "separador",
    blank: "en blanco",
};
