//! Asking a TOML table for its keys.
//!
//! In: one table. Out: the values of the keys asked for; a fault for each key that is missing or
//! unknown. A mistyped key is one fault, not a missing key as well: so missing keys are reported only
//! when the table is closed and its unknown keys are known. Empty texts too, since only then is it
//! known whether their line may be deleted.

use super::reader::{TableReader, TomlKey, TomlNode, listed};
use crate::diagnostic::{Code, nearest};
use std::borrow::Cow;
use std::ops::Range;
use toml::de::DeTable;

/// Where keys outside any table go.
const TOP: &str = " at the top of the file";

/// So many keys are read of a table whose keys are the authors' own, and told of one that has unknown ones: a
/// sheet has a hundred figures.
const MOST: usize = 1_000;

/// A table, and the keys that have been asked for.
pub(super) struct Fields<'t> {
    /// As messages name it: "`[publisher]`".
    name: String,
    pub(super) span: Range<usize>,
    entries: Vec<(&'t TomlKey<'t>, &'t TomlNode<'t>)>,
    asked: Vec<AskedKey>,
}

/// A key that was asked for.
struct AskedKey {
    key: &'static str,
    /// For a required key, what to add if it is missing: "a line `year = 2023`".
    needed: Option<Cow<'static, str>>,
}

impl<'t> Fields<'t> {
    /// Sorts the entries in the order of the file.
    pub(super) fn new(name: impl Into<String>, span: Range<usize>, table: &'t DeTable<'t>) -> Self {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        Self { name: name.into(), span, entries, asked: Vec::new() }
    }

    /// All entries, for tables whose keys are the authors' own.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t TomlKey<'t>, &'t TomlNode<'t>)> + use<'t> {
        self.entries.clone().into_iter()
    }

    /// The value of a key that may be left out.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<&'t TomlNode<'t>> {
        self.ask(key, None)
    }

    /// The value of a required key. If it is missing, [`TableReader::close`] reports what to `add`: "a
    /// line `year = 2023`".
    pub(super) fn required(
        &mut self,
        key: &'static str,
        add: impl Into<Cow<'static, str>>,
    ) -> Option<&'t TomlNode<'t>> {
        self.ask(key, Some(add.into()))
    }

    fn ask(&mut self, key: &'static str, needed: Option<Cow<'static, str>>) -> Option<&'t TomlNode<'t>> {
        self.asked.push(AskedKey { key, needed });
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, node)| *node)
    }

    fn has_asked(&self, name: &str) -> bool {
        self.asked.iter().any(|asked| asked.key == name)
    }

    /// Whether a key is missing, not just misspelled. Call it after all keys have been asked for.
    pub(super) fn lacks(&self, key: &str) -> bool {
        !self.entries.iter().any(|(name, _)| {
            let name = name.get_ref().as_ref();
            name == key || (!self.has_asked(name) && nearest(name, [key]).is_some())
        })
    }
}

/// Where a key of another table belongs. What stands below a heading is part of its table.
pub(super) fn elsewhere(table: &str, key: &str) -> Option<String> {
    const TABLES: [&str; 9] =
        ["publisher", "contact", "names", "figures", "page", "footer", "press", "abbreviations", "corrected"];
    const LISTS: [&str; 3] = ["section", "tile", "allow"];
    const OF_FILE: [&str; 15] = [
        "year",
        "released",
        "as_of",
        "theme",
        "profile",
        "attachments",
        "fit",
        "languages",
        "language",
        "name",
        "postal",
        "slug",
        "source",
        "possessive",
        "in_prose",
    ];
    match key {
        _ if !table.starts_with("`[") => None,
        key if TABLES.contains(&key) => {
            Some(format!("it is a table of its own: write a line `[{key}]`, and its keys below"))
        }
        key if LISTS.contains(&key) => Some(format!("write a line `[[{key}]]`, and its keys below")),
        key if OF_FILE.contains(&key) => {
            Some("write it at the top of the file, above the first line in brackets".to_owned())
        }
        _ => None,
    }
}

impl TableReader<'_> {
    /// Whether a table of the authors' own keys has no more than any handout needs. If it has, that is one
    /// fault.
    pub(super) fn in_bounds(&mut self, fields: &Fields<'_>) -> bool {
        let fits = fields.entries.len() <= MOST;
        if let Some((key, _)) = fields.entries.get(MOST) {
            let message = format!("{} has {} keys", fields.name, fields.entries.len());
            self.bad(Code::TooLarge, self.span(key.span()), message, format!("use at most {MOST}"));
        }
        fits
    }

    /// Reports unknown keys, missing required ones, and empty texts.
    pub(super) fn close(&mut self, fields: Fields<'_>) {
        let meant = self.unknown_keys(&fields);
        let Fields { name, span, entries, asked } = fields;
        for AskedKey { key, needed } in asked {
            let node = entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, node)| node.span());
            match (node, needed) {
                (Some(node), needed) => {
                    let help = needed.map_or("write its text, or delete the line".to_owned(), |add| {
                        let line = add.strip_suffix(TOP).unwrap_or(&add).trim_end_matches(',');
                        format!("write its text: {}", line.strip_prefix("a line ").unwrap_or(line))
                    });
                    self.tell_empty(|span| *span == node, &help);
                }
                (None, Some(add)) if self.complete && !meant.contains(&key) => {
                    let message = format!("{name} has no `{key}`");
                    self.bad(Code::MissingKey, self.span(span.clone()), message, format!("add {add}"));
                }
                (None, _) => {}
            }
        }
    }

    /// Reports unknown keys. Returns the keys that they may have been meant to be.
    fn unknown_keys(&mut self, fields: &Fields<'_>) -> Vec<&'static str> {
        let keys = || fields.asked.iter().map(|asked| asked.key);
        let there: Vec<&str> = fields.entries.iter().map(|(name, _)| name.get_ref().as_ref()).collect();
        let absent: Vec<&'static str> = keys().filter(|key| !there.contains(key)).collect();
        let unknown = fields.entries.iter().filter(|(key, _)| !fields.has_asked(key.get_ref()));
        let unknown: Vec<_> = unknown.map(|(key, _)| *key).collect();
        if let [first, ..] = unknown[..]
            && unknown.len() > MOST
        {
            let message = format!("{} has {} unknown keys", fields.name, unknown.len());
            let help = format!("the keys of {} are {}", fields.name, listed(keys()));
            self.bad(Code::TooLarge, self.span(first.span()), message, help);
            return Vec::new();
        }
        let mut found = Vec::new();
        for key in unknown {
            let written = key.get_ref().as_ref();
            let meant = self.near(written, absent.iter().copied());
            let help = match (meant, elsewhere(&fields.name, written)) {
                (Some(meant), _) => format!("did you mean `{meant}`?"),
                (None, Some(help)) => help,
                (None, None) => format!("the keys of {} are {}", fields.name, listed(keys())),
            };
            found.extend(keys().find(|key| Some(*key) == meant));
            let message = format!("unknown key `{written}` in {}", fields.name);
            self.bad(Code::UnknownKey, self.span(key.span()), message, help);
        }
        found
    }

    /// Reports the empty texts that are not in a table of known keys.
    pub(super) fn finish(&mut self) {
        self.tell_empty(|_| true, "write its text");
    }

    fn tell_empty(&mut self, which: impl Fn(&Range<usize>) -> bool, help: &str) {
        let empty: Vec<_> = self.empty.extract_if(.., |(_, place)| which(place)).collect();
        for (key, place) in empty {
            self.bad(Code::BadValue, self.span(place), format!("`{key}` is empty"), help);
        }
    }
}
