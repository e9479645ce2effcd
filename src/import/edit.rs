//! The files of the states with their new figures: remarks, order and line ends stay.
//!
//! In: a file as it is, and figures. Out: its new text; for a place without a file, a new one.

use super::Context;
use super::grid::spaced;
use super::places::{Home, KnownPlace, slug};
use super::propose::ProposedFigure;
use super::report::{FigureFate, ImportedFigure};
use super::toml_text;
use std::collections::BTreeMap;
use std::path::Path;
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};

/// A file of the set and its new text.
pub(super) struct EditedFile {
    /// Inside the set: `states/kentucky.toml`.
    pub(super) path: String,
    pub(super) text: String,
}

/// The files that the figures change; an error names one that cannot be changed.
pub(super) fn edit(figures: &[ImportedFigure], context: &Context<'_>) -> Result<Vec<EditedFile>, String> {
    let mut of: BTreeMap<usize, Vec<&ImportedFigure>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| figure.fate != FigureFate::Unchanged) {
        of.entry(figure.at.0).or_default().push(figure);
    }
    let mut files = Vec::new();
    for (place, mut figures) in of {
        figures.sort_by_key(|figure| figure.at.1);
        let known = &context.places.all[place];
        files.push(match &known.home {
            Home::State(at) => {
                let span = context.dataset.states[*at].figures.span;
                let name = context.sources.path(span.file).file_name().unwrap_or_default();
                again(format!("states/{}", name.to_string_lossy()), &figures, context)?
            }
            Home::Unfilled(at) => {
                let path = &context.dataset.failed_states[*at].path;
                again(path.to_string_lossy().replace('\\', "/"), &figures, context)?
            }
            Home::National => again("national.toml".to_owned(), &figures, context)?,
            Home::New => {
                let mut file = new_file(known, &figures, context);
                // Names that differ in signs only.
                if files.iter().any(|other: &EditedFile| other.path == file.path) {
                    file.path = format!("states/{}-{}.toml", slug(&known.name), known.postal.to_lowercase());
                }
                if context.files.has(Path::new(&file.path)) {
                    return Err(file.path);
                }
                file
            }
            Home::Faulty(path) => return Err(path.clone()),
        });
    }
    Ok(files)
}

/// `handout.toml` with figures that it does not have yet, behind all that is there.
pub(super) fn dictionary(figures: &[ProposedFigure], context: &Context<'_>) -> Result<EditedFile, String> {
    let path = "handout.toml".to_owned();
    let bytes = context.files.read(Path::new(&path), 1 << 21).map_err(|_| path.clone())?;
    let text = String::from_utf8(bytes).map_err(|_| path.clone())?;
    let (windows, end) = (text.contains("\r\n"), if text.ends_with('\n') { "\n" } else { "\n\n" });
    let added = format!("{end}{}\n", super::propose::dictionary(figures).trim_end());
    let text = text + &if windows { added.replace('\n', "\r\n") } else { added };
    // A dictionary on one line, or with dots, takes no table behind it.
    match text.trim_start_matches('\u{FEFF}').parse::<DocumentMut>() {
        Ok(_) => Ok(EditedFile { path, text }),
        Err(_) => Err(path),
    }
}

/// A file of the set with its new figures.
fn again(path: String, figures: &[&ImportedFigure], context: &Context<'_>) -> Result<EditedFile, String> {
    let bytes = context.files.read(Path::new(&path), 1 << 21).map_err(|_| path.clone())?;
    let text = String::from_utf8(bytes).map_err(|_| path.clone())?;
    match changed(&text, figures) {
        Some(text) => Ok(EditedFile { path, text }),
        None => Err(path),
    }
}

/// The text of a file with its new figures; `None` if it has no room for one.
fn changed(text: &str, figures: &[&ImportedFigure]) -> Option<String> {
    let (mark, body) = match text.strip_prefix('\u{FEFF}') {
        Some(body) => ("\u{FEFF}", body),
        None => ("", text),
    };
    let windows = body.contains("\r\n");
    let mut document: DocumentMut = body.replace("\r\n", "\n").parse().ok()?;
    let table = document.as_table_mut();
    let own = table.entry("figures").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    for figure in figures {
        let value: Value = figure.data.parse().ok()?;
        match own.get_mut(&figure.figure) {
            Some(item) => replace(item, value, figure)?,
            None => {
                own.insert(&figure.figure, Item::Value(Value::InlineTable(inline(value, figure))));
            }
        }
    }
    let text = document.to_string();
    Some(format!("{mark}{}", if windows { text.replace('\n', "\r\n") } else { text }))
}

/// Gives a figure its new value and says where it is from.
fn replace(item: &mut Item, value: Value, figure: &ImportedFigure) -> Option<()> {
    let own = |known: Option<&str>| known.map(kept);
    match item {
        Item::Value(Value::InlineTable(table)) => {
            set(table, "value", value);
            set(table, "cell", Value::from(kept(&figure.cell)));
            own(figure.note.as_deref()).into_iter().for_each(|note| set(table, "note", Value::from(note)));
        }
        Item::Value(before) => {
            let decor = before.decor().clone();
            *before = Value::InlineTable(inline(value, figure));
            *before.decor_mut() = decor;
        }
        Item::Table(table) => {
            let mut set = |key: &str, value: Value| match table.get_mut(key).and_then(Item::as_value_mut) {
                Some(before) => {
                    let decor = before.decor().clone();
                    *before = value;
                    *before.decor_mut() = decor;
                }
                None => drop(table.insert(key, Item::Value(value))),
            };
            set("value", value);
            set("cell", Value::from(kept(&figure.cell)));
            own(figure.note.as_deref()).into_iter().for_each(|note| set("note", Value::from(note)));
        }
        Item::None | Item::ArrayOfTables(_) => return None,
    }
    Some(())
}

/// A text without what no text of a set may have.
fn kept(text: &str) -> String {
    spaced(text).chars().filter(|c| crate::characters::way_out(*c).is_none()).collect()
}

fn set(table: &mut InlineTable, key: &str, value: Value) {
    match table.get_mut(key) {
        Some(before) => {
            let decor = before.decor().clone();
            *before = value;
            *before.decor_mut() = decor;
        }
        // First what the figure is, then what it was.
        None if key == "value" => {
            let rest = std::mem::take(table);
            *table.decor_mut() = rest.decor().clone();
            table.insert(key, value);
            rest.into_iter().for_each(|(key, value)| drop(table.insert(key, value)));
        }
        None => drop(table.insert(key, value)),
    }
    table.fmt();
}

fn inline(value: Value, figure: &ImportedFigure) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("value", value);
    table.insert("cell", Value::from(kept(&figure.cell)));
    figure.note.iter().for_each(|note| drop(table.insert("note", Value::from(kept(note)))));
    table
}

/// The file of a place that has none yet.
fn new_file(place: &KnownPlace, figures: &[&ImportedFigure], context: &Context<'_>) -> EditedFile {
    let mut text = format!(
        "name = {}\npostal = {}\nyear = {}\n\n[figures]\n",
        toml_text(&place.name),
        toml_text(&place.postal),
        context.year
    );
    for figure in figures {
        let mut table =
            inline(figure.data.parse().unwrap_or_else(|_| Value::from(figure.new.as_str())), figure);
        table.fmt();
        text += &format!("{} = {table}\n", figure.figure);
    }
    let mut slug = slug(&place.name);
    if slug.is_empty() {
        slug = place.postal.to_lowercase();
    }
    EditedFile { path: format!("states/{slug}.toml"), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(key: &str, data: &str, note: Option<&str>) -> ImportedFigure {
        ImportedFigure {
            fate: FigureFate::New,
            place: String::new(),
            postal: String::new(),
            figure: key.to_owned(),
            old: None,
            new: data.to_owned(),
            read: None,
            cell: "a.xlsx:S!B7".to_owned(),
            keeps: Vec::new(),
            at: (0, 0),
            data: data.to_owned(),
            note: note.map(str::to_owned),
        }
    }

    #[test]
    fn remarks_order_and_line_ends_stay() {
        let before = "\u{FEFF}# Fenland\r\nname = \"Fenland\"\r\n\r\n[figures] # all\r\nfoals = 1_203  # born\r\n# geese\r\ngeese = { value = 5, source = \"x\" }\r\n\r\n[[waive]]\r\nfigure = \"foals\"\r\n";
        let figures = [
            figure("foals", "1_204", None),
            figure("geese", "\"about 300\"", Some("n")),
            figure("mares", "8", None),
        ];
        let after = changed(before, &figures.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(
            after,
            "\u{FEFF}# Fenland\r\nname = \"Fenland\"\r\n\r\n[figures] # all\r\nfoals = { value = 1_204, cell = \"a.xlsx:S!B7\" }  # born\r\n# geese\r\ngeese = { value = \"about 300\", source = \"x\", cell = \"a.xlsx:S!B7\", note = \"n\" }\r\nmares = { value = 8, cell = \"a.xlsx:S!B7\" }\r\n\r\n[[waive]]\r\nfigure = \"foals\"\r\n"
        );
        let rolled = "[figures]\nfoals = { previous = 1_203 } # asked in May\n";
        let after = changed(rolled, &[&figures[0]]).unwrap();
        assert_eq!(
            after,
            "[figures]\nfoals = { value = 1_204, previous = 1_203, cell = \"a.xlsx:S!B7\" } # asked in May\n"
        );
        let dotted = "[figures]\n[figures.foals]\nvalue = 1 # x\nnote = \"y\"\n";
        let after = changed(dotted, &[&figures[0]]).unwrap();
        assert_eq!(
            after,
            "[figures]\n[figures.foals]\nvalue = 1_204 # x\nnote = \"y\"\ncell = \"a.xlsx:S!B7\"\n"
        );
    }
}
