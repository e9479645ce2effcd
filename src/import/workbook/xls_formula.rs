//! Formulas of old workbooks, put back into the words they were typed in.
//!
//! In: the tokens of a formula (MS-XLS, 2.5.198), and the names and workbooks it may refer to. Out: its text,
//! `SUM(B2:B5)`; of one that is not known whole, what of it makes its result doubtful.

use super::records::{BiffRecord, letters_at};
use crate::import::grid::{CellAt, letters};

/// Longest formula that is put into words, in bytes.
const LONGEST: usize = 300;
/// Functions with one argument that tell whether there is a fault.
const TESTS: [(u16, &str); 3] = [(2, "ISNA"), (3, "ISERROR"), (126, "ISERR")];
/// Most names and workbooks that are kept.
const MOST: usize = 10_000;

/// What formulas refer to by number.
#[derive(Default)]
pub(super) struct FormulaNames {
    /// Names of the workbook.
    own: Vec<String>,
    /// Of each workbook that is referred to, whether it is another file, and its names.
    books: Vec<(bool, Vec<String>)>,
    /// The workbook of each reference to a sheet.
    sheets: Vec<u16>,
}

impl FormulaNames {
    /// Takes what a record says of names and workbooks.
    pub(super) fn take(&mut self, record: &BiffRecord<'_>) {
        match record.kind {
            0x0018 if self.own.len() < MOST => {
                let length = record.bytes().get(3).copied().unwrap_or(0);
                self.own.push(letters_at(record.bytes(), 14, length.into()).unwrap_or_default());
            }
            0x01AE if self.books.len() < MOST => {
                // A mark in place of the address: this workbook, or functions that a program adds.
                let is_other = !matches!(record.u16(2), None | Some(0x0401 | 0x3A01));
                self.books.push((is_other, Vec::new()));
            }
            0x0023 => {
                let length = record.bytes().get(6).copied().unwrap_or(0);
                if let Some((_, names)) = self.books.last_mut().filter(|(_, names)| names.len() < MOST) {
                    names.push(letters_at(record.bytes(), 7, length.into()).unwrap_or_default());
                }
            }
            0x0017 => {
                let count = usize::from(record.u16(0).unwrap_or(0));
                self.sheets.extend((0..count).map_while(|at| record.u16(2 + at * 6)));
            }
            _ => {}
        }
    }

    fn book(&self, sheet: u16) -> Option<&(bool, Vec<String>)> {
        self.books.get(usize::from(*self.sheets.get(usize::from(sheet))?))
    }
}

/// Where the formula stands that gives this one its tokens; `None` if it has its own.
pub(super) fn shared_from(tokens: &[u8]) -> Option<CellAt> {
    (tokens.first() == Some(&0x01)).then(|| Some((number(tokens, 1)?.into(), number(tokens, 3)?.into())))?
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// The text of a formula in cell `at`.
pub(super) fn formula(tokens: &[u8], at: CellAt, names: &FormulaNames) -> String {
    let mut words = Words { at, names, stack: Vec::new(), doubts: String::new(), is_known: true };
    let mut rest = tokens;
    while let Some((&token, after)) = rest.split_first() {
        let Some(length) = words.step(token, after).filter(|length| *length <= after.len()) else {
            words.is_known = false;
            break;
        };
        rest = &after[length..];
    }
    match words.stack.as_slice() {
        [whole] if words.is_known && whole.len() < LONGEST => whole.clone(),
        _ => words.doubts,
    }
}

/// A formula being read: each token is a value, or takes values from the stack.
struct Words<'n> {
    at: CellAt,
    names: &'n FormulaNames,
    stack: Vec<String>,
    /// What makes a result doubtful, also where the formula is not known whole.
    doubts: String,
    is_known: bool,
}

impl Words<'_> {
    /// Follows one token; tells how many bytes it has behind its number, `None` if it is not known.
    fn step(&mut self, token: u8, after: &[u8]) -> Option<usize> {
        // References and functions come in three classes.
        let token = if token >= 0x40 { token & 0x1F | 0x20 } else { token };
        let length = match token {
            0x03..=0x11 => {
                let signs = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];
                let (right, left) = (self.take(), self.take());
                self.put(format!("{left}{}{right}", signs[usize::from(token) - 3]));
                0
            }
            0x12 => 0,
            0x13 => self.around("-", "", 0),
            0x14 => self.around("", "%", 0),
            0x15 => self.around("(", ")", 0),
            0x16 => self.value("", 0),
            0x17 => {
                let wide = usize::from(after.get(1)? & 1);
                self.value("\"…\"", 2 + usize::from(*after.first()?) * (1 + wide))
            }
            0x19 => match (after.first()?, number(after, 1)?) {
                (kind, count) if kind & 0x04 != 0 => 3 + (usize::from(count) + 1) * 2,
                (kind, _) if kind & 0x10 != 0 => self.around("SUM(", ")", 3),
                _ => 3,
            },
            0x1C | 0x1D => self.value("?", 1),
            0x1E => self.value(&number(after, 0)?.to_string(), 2),
            0x1F => self.value("0.0", 8),
            0x20 => self.value("{}", 7),
            0x21 => {
                let test = TESTS.iter().find(|(code, _)| Some(*code) == number(after, 0));
                match test {
                    Some((_, name)) => {
                        self.doubt(name);
                        self.around(&format!("{name}("), ")", 2)
                    }
                    // How many values it takes is not known here.
                    None => {
                        self.is_known = false;
                        2
                    }
                }
            }
            0x22 => {
                self.function(usize::from(*after.first()? & 0x7F), number(after, 1)? & 0x7FFF);
                3
            }
            0x23 => {
                let name = self.names.own.get(usize::from(number(after, 0)?).checked_sub(1)?);
                self.value(name.map_or("?", String::as_str), 4)
            }
            0x24 | 0x2C => {
                let cell = self.cell(number(after, 0)?, number(after, 2)?, token == 0x2C);
                self.value(&cell, 4)
            }
            0x25 | 0x2D => {
                let of = |row, column| Some((number(after, row)?, number(after, column)?));
                let (from, to) = (of(0, 4)?, of(2, 6)?);
                let (from, to) =
                    (self.cell(from.0, from.1, token == 0x2D), self.cell(to.0, to.1, token == 0x2D));
                self.value(&format!("{from}:{to}"), 8)
            }
            // The room that a list of areas takes, before the list itself.
            0x26..=0x28 => 6,
            0x29 | 0x2E | 0x2F => 2,
            0x2A => self.value("#REF!", 4),
            0x2B => self.value("#REF!", 8),
            0x39 => {
                let known = self.names.book(number(after, 0)?).and_then(|(is_other, names)| {
                    Some((*is_other, names.get(usize::from(number(after, 2)?).checked_sub(1)?)?.clone()))
                });
                match known {
                    Some((true, _)) => self.doubt("[1]"),
                    Some((false, _)) => {}
                    None => self.is_known = false,
                }
                self.value(&known.map_or_else(|| "?".to_owned(), |(_, name)| name), 6)
            }
            0x3A..=0x3D => {
                let is_other = self.names.book(number(after, 0)?).is_some_and(|(is_other, _)| *is_other);
                if is_other {
                    self.doubt("[1]");
                }
                self.value(
                    if is_other { "[1]sheet!cell" } else { "sheet!cell" },
                    [6, 10][usize::from(token & 1)],
                )
            }
            _ => return None,
        };
        Some(length)
    }

    fn take(&mut self) -> String {
        let value = self.stack.pop();
        self.is_known &= value.is_some();
        value.unwrap_or_default()
    }

    fn put(&mut self, value: String) {
        self.is_known &= value.len() < LONGEST && self.stack.len() < LONGEST;
        if self.is_known {
            self.stack.push(value);
        }
    }

    fn value(&mut self, text: &str, length: usize) -> usize {
        self.put(text.to_owned());
        length
    }

    fn around(&mut self, before: &str, behind: &str, length: usize) -> usize {
        let value = self.take();
        self.put(format!("{before}{value}{behind}"));
        length
    }

    fn doubt(&mut self, what: &str) {
        if self.doubts.len() < LONGEST {
            self.doubts += what;
            self.doubts += if what.starts_with('[') { "" } else { "(" };
        }
    }

    /// A function that takes so many values; that of number 255 has its name as the first of them.
    fn function(&mut self, count: usize, code: u16) {
        let mut values: Vec<String> = (0..count).map(|_| self.take()).collect();
        values.reverse();
        let name = match code {
            4 => "SUM".to_owned(),
            1 => "IF".to_owned(),
            255 if !values.is_empty() => {
                let name = values.remove(0).to_uppercase();
                name.rsplit('.').next().unwrap_or_default().to_owned()
            }
            _ => "FUNCTION".to_owned(),
        };
        if matches!(name.as_str(), "IFERROR" | "IFNA") {
            self.doubt(&name);
        }
        self.put(format!("{name}({})", values.join(",")));
    }

    /// The name of a cell; `moved` if it is counted from the cell of the formula.
    fn cell(&self, row: u16, column: u16, moved: bool) -> String {
        let (mut at_row, mut at_column) = (row, column & 0x00FF);
        if moved && column & 0x8000 != 0 {
            at_row = row.wrapping_add(self.at.0 as u16);
        }
        if moved && column & 0x4000 != 0 {
            at_column = (at_column + self.at.1 as u16) & 0x00FF;
        }
        format!("{}{}", letters(at_column.into()), u32::from(at_row) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_put_into_words() {
        let names = FormulaNames { own: vec!["_xlfn.IFERROR".to_owned()], ..FormulaNames::default() };
        let area = [0x25, 1, 0, 4, 0, 1, 0xC0, 1, 0xC0];
        for (tokens, text) in [
            ([&area[..], &[0x19, 0x10, 0, 0]].concat(), "SUM(B2:B5)"),
            ([&area[..], &[0x22, 1, 4, 0]].concat(), "SUM(B2:B5)"),
            (vec![0x24, 1, 0, 1, 0xC0, 0x44, 2, 0, 1, 0xC0, 0x03], "B2+B3"),
            (vec![0x4C, 0xFF, 0xFF, 0xFF, 0xC0, 0x1E, 2, 0, 0x05], "D8*2"),
            (
                vec![0x23, 1, 0, 0, 0, 0x1E, 1, 0, 0x1E, 0, 0, 0x06, 0x1E, 0, 0, 0x42, 3, 0xFF, 0],
                "IFERROR(1/0,0)",
            ),
            (vec![0x24, 1, 0, 1, 0xC0, 0x41, 3, 0, 0x21, 99, 0], "ISERROR("),
            (vec![0x03, 0x03], ""),
            (vec![0x19], ""),
            (vec![0x17, 200, 1], ""),
            (vec![0x7F; 9], ""),
        ] {
            assert_eq!(formula(&tokens, (8, 4), &names), text, "{tokens:x?}");
        }
        assert_eq!(shared_from(&[1, 5, 0, 2, 0]), Some((5, 2)));
        assert_eq!(shared_from(&[1, 5]), None);
        assert_eq!(shared_from(&area), None);
    }
}
