//! The people that sheets go to.
//!
//! In: the bytes of a list, and the names of the places and languages there are. Out: [`Contacts`], one for
//! each address, in the order of the list; what is wrong with a row leaves it out whole, and is told at its
//! line.

use super::address::{MailAddress, doubtful, known};
use super::encoding::decode;
use super::header::plain_text;
use super::rows::{self, ContactColumn, ContactRow, ListCell};
use crate::batch::Set;
use crate::diagnostic::{Code, Diagnostic, Findings, Severity, Sink};
use crate::source::{FileId, Sources, Span};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Larger than any list of contacts.
const LARGEST: usize = 8 << 20;

/// More states or copies than a row has.
const MOST_IN_CELL: usize = 200;

/// A list of people, each with the sheets that are meant for them.
pub struct Contacts {
    pub(super) sources: Arc<Sources>,
    pub(super) contacts: Vec<Contact>,
    pub(super) sink: Sink,
}

/// Somebody who gets a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) salutation: String,
    pub(super) address: MailAddress,
    pub(super) cc: Vec<MailAddress>,
    /// Postal code and language of each sheet, without repetition.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) span: Span,
}

/// Reads the rows of one list.
struct RowReader<'s> {
    set: &'s Set,
    file: FileId,
    /// The domains that others could be mistaken for.
    known: BTreeSet<String>,
    allowed: &'s [String],
    sink: Sink,
}

impl Contacts {
    /// Reads a list; `allowed` are domains that look like others and are right.
    ///
    /// # Errors
    /// If it is no list of contacts. A fault in a row leaves out that row alone.
    pub fn read(name: &Path, bytes: &[u8], set: &Set, allowed: &[String]) -> Result<Self, Findings> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let refuse = |code, message: &str, help: &str| {
            let mut sink = Sink::default();
            sink.report(Diagnostic::at_path(code, name, message).help(help));
            Err(Findings::new(sink, &Arc::default()))
        };
        if bytes.len() > LARGEST {
            return refuse(Code::TooLarge, "this list is larger than 8 MB", "give a list of contacts");
        }
        let Some(decoded) = decode(bytes) else {
            let help = "save it as “CSV UTF-8” in your spreadsheet program";
            return refuse(Code::UnreadableFile, "this is not a text", help);
        };
        if let Some(encoding) = decoded.guessed {
            let message = format!("this list is not UTF-8: it was read as {encoding}");
            let fault = Diagnostic::at_path(Code::UnreadableFile, name, message);
            let fault = fault.help("look whether the names in it are right, or save it as “CSV UTF-8”");
            sink.report(Diagnostic { severity: Severity::Note, ..fault });
        }
        let file = sources.add(name, decoded.text);
        let text = sources.text(file);
        let is_toml = name.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let rows =
            if is_toml { rows::toml(text, file, &mut sink) } else { rows::table(text, file, &mut sink) };
        let sources = Arc::new(sources);
        let Ok(rows) = rows else { return Err(Findings::new(sink, &sources)) };
        let address = |row: &ContactRow| MailAddress::parse(&row.cell(ContactColumn::Address)?.text).ok();
        let addresses: Vec<MailAddress> = rows.iter().filter_map(address).collect();
        let known = known(addresses.iter().map(MailAddress::domain));
        let mut reader = RowReader { set, file, known, allowed, sink };
        let contacts = rows.iter().filter_map(|row| reader.contact(row)).collect();
        let contacts = reader.once_each(contacts);
        Ok(Self { sources, contacts, sink: reader.sink })
    }
}

impl RowReader<'_> {
    /// The contact of a row without a fault.
    fn contact(&mut self, row: &ContactRow) -> Option<Contact> {
        let span = Span::new(self.file, row.at.start, row.at.end);
        if let Some(fault) = &row.fault {
            let help =
                "a row is left out whole: give each cell its column, and put cells with separators in quotes";
            self.sink.report(Diagnostic::error(Code::BadValue, span, fault.as_str()).help(help));
            return None;
        }
        // All of them, so that one run tells every fault of the row.
        let (name, address) = (self.text(row, ContactColumn::Name, "name"), self.address(row));
        let (states, languages) = (self.states(row), self.languages(row));
        let cc = self.cc(row, address.as_ref());
        let salutation = match row.cell(ContactColumn::Salutation) {
            Some(_) => self.text(row, ContactColumn::Salutation, "salutation"),
            None => name.clone(),
        };
        let (states, languages) = (states?, languages?);
        let pairs = states.iter().flat_map(|state| languages.iter().map(|own| (state.clone(), own.clone())));
        Some(Contact {
            name: name?,
            salutation: salutation?,
            address: address?,
            cc: cc?,
            sheets: pairs.collect(),
            span,
        })
    }

    fn bad<T>(
        &mut self,
        cell: &ListCell,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        let span = Span::new(self.file, cell.at.start, cell.at.end);
        self.sink.report(Diagnostic::error(code, span, message).help(help));
        None
    }

    fn missing<T>(&mut self, row: &ContactRow, key: &str) -> Option<T> {
        let cell = ListCell { text: String::new(), at: row.at.clone() };
        self.bad(&cell, Code::MissingKey, format!("this row has no {key}"), format!("fill in its `{key}`"))
    }

    /// The pieces of a list, if they are no more than a row has.
    fn list(&mut self, row: &ContactRow, column: ContactColumn) -> Option<Vec<ListCell>> {
        let cells = row.list(column);
        match cells.get(MOST_IN_CELL) {
            None => Some(cells),
            Some(cell) => {
                let message = format!("{} entries in one row", cells.len());
                self.bad(cell, Code::TooLarge, message, format!("use at most {MOST_IN_CELL}"))
            }
        }
    }

    /// A name that may stand in the head of a message.
    fn text(&mut self, row: &ContactRow, column: ContactColumn, key: &str) -> Option<String> {
        let Some(cell) = row.cell(column) else { return self.missing(row, key) };
        match plain_text(&cell.text) {
            Ok(text) if text.chars().count() <= 100 => Some(text.to_owned()),
            Ok(_) => {
                self.bad(cell, Code::TooLarge, format!("this {key} is longer than 100 letters"), "shorten it")
            }
            Err(letter) => {
                let message = match letter {
                    '\n' | '\r' => format!("this {key} has a line break in it"),
                    letter => format!("this {key} has the invisible character U+{:04X}", u32::from(letter)),
                };
                self.bad(cell, Code::ForbiddenCharacter, message, "type it anew, on one line")
            }
        }
    }

    fn address(&mut self, row: &ContactRow) -> Option<MailAddress> {
        let Some(cell) = row.cell(ContactColumn::Address) else { return self.missing(row, "address") };
        let address = match MailAddress::parse(&cell.text) {
            Ok(address) => address,
            Err((message, help)) => return self.bad(cell, Code::BadValue, message, help),
        };
        let allowed = self.allowed.iter().any(|own| own.eq_ignore_ascii_case(address.domain()));
        if let Some(doubt) = doubtful(address.domain(), &self.known).filter(|_| !allowed) {
            let help = format!("correct it; if it is right, say so: `--allow-domain {}`", address.domain());
            return self.bad(cell, Code::BadValue, doubt, help);
        }
        Some(address)
    }

    /// Colleagues, in the same organization alone.
    fn cc(&mut self, row: &ContactRow, address: Option<&MailAddress>) -> Option<Vec<MailAddress>> {
        let mut found = Vec::new();
        for cell in self.list(row, ContactColumn::Cc)? {
            let copy = match MailAddress::parse(&cell.text) {
                Ok(copy) => copy,
                Err((message, help)) => return self.bad(&cell, Code::BadValue, message, help),
            };
            if let Some(address) = address.filter(|address| address.domain() != copy.domain()) {
                let message = format!("`{copy}` is not in the organization of `{address}`");
                let help = "a copy goes to a colleague alone; give others a row of their own";
                return self.bad(&cell, Code::BadValue, message, help);
            }
            if Some(&copy) != address && !found.contains(&copy) {
                found.push(copy);
            }
        }
        Some(found)
    }

    /// Postal codes: each state by its code or its whole name, and never by a name that is only near.
    fn states(&mut self, row: &ContactRow) -> Option<Vec<String>> {
        let cells = self.list(row, ContactColumn::States)?;
        if cells.is_empty() {
            return self.missing(row, "states");
        }
        let (dataset, _) = self.set.parts();
        let dataset = dataset.clone();
        let mut found: Vec<String> = Vec::new();
        for cell in cells {
            let wanted = cell.text.to_lowercase();
            let is_it = |state: &&crate::set::State| {
                let forms = state.names.all().flat_map(|forms| [&forms.name.value, &forms.in_prose.value]);
                state.postal.value.to_lowercase() == wanted
                    || forms.into_iter().any(|name| name.to_lowercase() == wanted)
            };
            let mut states = dataset.states.iter().filter(is_it);
            match (states.next(), states.next()) {
                (Some(state), None) => {
                    if !found.contains(&state.postal.value) {
                        found.push(state.postal.value.clone());
                    }
                }
                (None, _) => {
                    let failed = self.set.failed_states();
                    let failed = failed.map(|failed| failed.name).any(|name| name.to_lowercase() == wanted);
                    let message = match failed {
                        true => format!("the file of {} has faults: it has no sheet", cell.text),
                        false => format!("the set has no state `{}`", cell.text),
                    };
                    let help =
                        "write its postal code or its whole name: KY, Kentucky; the row is left out whole";
                    return self.bad(&cell, Code::NoState, message, help);
                }
                (Some(_), Some(_)) => {
                    let message = format!("two states of the set are called `{}`", cell.text);
                    return self.bad(&cell, Code::NoState, message, "write the postal code");
                }
            }
        }
        Some(found)
    }

    fn languages(&mut self, row: &ContactRow) -> Option<Vec<String>> {
        let own: Vec<String> = self.set.languages().map(str::to_owned).collect();
        let cells = self.list(row, ContactColumn::Languages)?;
        if cells.is_empty() {
            return Some(own.into_iter().take(1).collect());
        }
        let mut found: Vec<String> = Vec::new();
        for cell in cells {
            match own.iter().find(|tag| tag.eq_ignore_ascii_case(&cell.text)) {
                Some(tag) if !found.contains(tag) => found.push(tag.clone()),
                Some(_) => {}
                None => {
                    let message = format!("the set has no language `{}`", cell.text);
                    let help = format!("its languages are {}; the row is left out whole", own.join(", "));
                    return self.bad(&cell, Code::UnknownLanguage, message, help);
                }
            }
        }
        Some(found)
    }

    /// One message for each address: what several rows ask for it goes into one.
    fn once_each(&mut self, contacts: Vec<Contact>) -> Vec<Contact> {
        let (mut all, mut places): (Vec<Contact>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
        for contact in contacts {
            let Some(first) = places.get(&contact.address.mailbox()).and_then(|at| all.get_mut(*at)) else {
                places.insert(contact.address.mailbox(), all.len());
                all.push(contact);
                continue;
            };
            let more: Vec<_> = contact.sheets.into_iter().filter(|own| !first.sheets.contains(own)).collect();
            let message = match more.is_empty() {
                true => format!("`{}` has a row already: it is written to once", contact.address),
                false => {
                    format!("`{}` has a row already: one message has the sheets of both", contact.address)
                }
            };
            let help = "delete one of the rows, or write both into one";
            let fault = Diagnostic::warning(Code::BadValue, contact.span, message).help(help);
            self.sink.report(fault.related(first.span, "the other row"));
            first.sheets.extend(more);
            let cc = contact.cc.into_iter().filter(|cc| !first.cc.contains(cc)).collect::<Vec<_>>();
            first.cc.extend(cc);
        }
        all
    }
}
