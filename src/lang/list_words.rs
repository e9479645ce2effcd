//! The words around lists of names and files in messages.

/// What a language says there.
#[derive(Debug)]
pub struct ListWords {
    /// Between the last two names.
    pub and: &'static str,
    /// What stands before that, if there are more than two.
    pub before_and: &'static str,
    /// Over the files that go with a message.
    pub attached: &'static str,
    /// Between a number and the one that a sheet with a mistake had.
    pub was: &'static str,
    /// One sheet of many in a file, and several.
    pub sheets: [&'static str; 2],
    /// That a screen reader can read it.
    pub tagged: &'static str,
    /// Its own subtag.
    pub language: &'static str,
    /// Its name in itself: "English".
    pub own_name: &'static str,
}

pub(super) const ENGLISH: ListWords = ListWords {
    and: "and",
    before_and: ",",
    attached: "Attached",
    was: "was",
    sheets: ["sheet", "sheets"],
    tagged: "tagged for screen readers",
    language: "en",
    own_name: "English",
};

pub(super) const SPANISH: ListWords = ListWords {
    and: "y",
    before_and: "",
    attached: "Adjuntos",
    was: "antes",
    sheets: ["hoja", "hojas"],
    tagged: "etiquetado para lectores de pantalla",
    language: "es",
    own_name: "español",
};
