//! Tables in plain text: which letters its bytes are, what divides its columns.
//!
//! In: the bytes of a file, and the words it is likely to have. Out: a [`SheetGrid`] of texts; or what must be said to read
//! it. A blank line is a row, and so is a line break in quotes none, as in a spreadsheet.

use super::grid::{Content, SheetCell, SheetGrid};
use super::workbook::{MOST_CELLS, Unread};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Signs that may divide columns, and what they are called in `import.toml`.
pub(super) const DELIMITERS: [(char, &str); 4] = [(',', ","), (';', ";"), ('\t', "tab"), ('|', "|")];
/// Encodings by the names people know.
pub(super) const ENCODINGS: [(&str, &Encoding); 5] = [
    ("utf-8", UTF_8),
    ("utf-16le", UTF_16LE),
    ("utf-16be", UTF_16BE),
    ("windows-1252", WINDOWS_1252),
    ("macintosh", MACINTOSH),
];

/// A table, and how it was read.
pub(super) struct TextTable {
    pub(super) grid: SheetGrid,
    pub(super) encoding: &'static str,
    pub(super) delimiter: char,
}

/// What was said about how to read it.
#[derive(Default, Clone, Copy)]
pub(super) struct TextOptions<'o> {
    pub(super) encoding: Option<&'o str>,
    pub(super) delimiter: Option<char>,
}

/// Reads a table. `is_known` says whether a text is one of the words that tell encodings apart; `judge` how well a
/// grid fits the set, which tells what divides columns.
pub(super) fn read(
    bytes: &[u8],
    options: TextOptions<'_>,
    is_known: impl Fn(&str) -> bool,
    judge: impl Fn(&SheetGrid) -> usize,
) -> Result<TextTable, Unread> {
    let (text, encoding) = decode(bytes, options.encoding, is_known)?;
    if text.chars().take(4096).any(|c| matches!(c, '\0'..='\x08' | '\x0E'..='\x1F')) {
        let help = "save it from your spreadsheet program as .xlsx, or as .csv";
        return Err(Unread::new("this is neither a workbook nor a table in plain text", help));
    }
    let (text, said) = match text.strip_prefix("sep=") {
        Some(rest) => (rest.get(1..).unwrap_or_default(), rest.chars().next()),
        None => (text.as_str(), None),
    };
    if let Some(delimiter) = options.delimiter.or(said) {
        return Ok(TextTable { grid: grid(text, delimiter)?, encoding, delimiter });
    }
    let mut best: Option<((usize, usize), TextTable)> = None;
    let mut rivals = 0;
    let mut failed = None;
    for (delimiter, _) in DELIMITERS.into_iter().filter(|(sign, _)| text.contains(*sign)) {
        let grid = match grid(text, delimiter) {
            Ok(grid) => grid,
            Err(unread) => {
                failed = Some(unread);
                continue;
            }
        };
        let (fit, cells) = (judge(&grid), grid.cells.len());
        let worth = (fit, if fit > 0 { 0 } else { cells });
        match &best {
            Some((before, _)) if *before > worth => {}
            Some((before, _)) if *before == worth => rivals += 1,
            _ => {
                rivals = 0;
                best = Some((worth, TextTable { grid, encoding, delimiter }));
            }
        }
    }
    match best {
        Some((_, table)) if rivals == 0 => Ok(table),
        Some(_) => Err(Unread::new(
            "it is not certain which sign divides the columns",
            "say it: `--delimiter ,` or `;`, `tab`, `|`",
        )),
        None => match failed {
            Some(unread) => Err(unread),
            None => Ok(TextTable { grid: grid(text, ',')?, encoding, delimiter: ',' }),
        },
    }
}

/// The letters of a file.
fn decode(
    bytes: &[u8],
    asked: Option<&str>,
    is_known: impl Fn(&str) -> bool,
) -> Result<(String, &'static str), Unread> {
    let with =
        |name: &'static str, encoding: &'static Encoding| (encoding.decode(bytes).0.into_owned(), name);
    if let Some((name, encoding)) =
        asked.and_then(|asked| ENCODINGS.into_iter().find(|(name, _)| *name == asked))
    {
        return Ok(with(name, encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let name =
            ENCODINGS.into_iter().find(|(_, known)| *known == encoding).map_or("utf-8", |(name, _)| name);
        return Ok(with(name, encoding));
    }
    // Plain letters in UTF-16 have a zero in every second byte.
    let begin = &bytes[..bytes.len().min(2000) / 2 * 2];
    let zeros = |odd: usize| begin.chunks_exact(2).filter(|two| two[odd] == 0).count() * 4 > begin.len();
    match (begin.len() > 3, zeros(0), zeros(1)) {
        (true, false, true) => return Ok(with("utf-16le", UTF_16LE)),
        (true, true, false) => return Ok(with("utf-16be", UTF_16BE)),
        _ => {}
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(with("utf-8", UTF_8));
    }
    let [windows, mac] =
        [WINDOWS_1252, MACINTOSH].map(|encoding| encoding.decode_without_bom_handling(bytes).0.into_owned());
    let [(odd, known), (mac_odd, mac_known)] = [&windows, &mac].map(|text| doubts(text, &is_known));
    // Only programs for the old Mac end lines so.
    let old_lines = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
    let is_mac = (mac_odd, odd > 0) == (0, true)
        || mac_odd == 0 && mac_known > known
        || odd == 0 && mac_odd == 0 && known == mac_known && old_lines;
    let is_windows = (odd, mac_odd > 0) == (0, true) || odd == 0 && known > mac_known;
    match (is_windows, is_mac) {
        (true, false) => Ok((windows, "windows-1252")),
        (false, true) => Ok((mac, "macintosh")),
        _ => {
            let (one, other) = sample(&windows, &mac);
            Err(Unread::new(
                format!(
                    "it is not certain which letters it has: “{one}” if it is from Windows, “{other}” if it is from an old Mac"
                ),
                "say it: `--encoding windows-1252` or `--encoding macintosh`; or save the file as UTF-8",
            ))
        }
    }
}

/// How many letters of a text stand where such a letter does not stand, and how many of its pieces are known.
fn doubts(text: &str, is_known: impl Fn(&str) -> bool) -> (usize, usize) {
    let letters: Vec<char> = text.chars().collect();
    let at = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied().unwrap_or('\n');
    let mut odd = 0;
    for (place, c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let beside = |c: char| c.is_alphabetic();
        odd += usize::from(!match c {
            '–' | '—' => !(beside(before) && beside(after)),
            '’' | '‘' | '“' | '”' | '«' | '»' => {
                beside(before) || beside(after) || before.is_whitespace()
            }
            '†' | '‡' | '§' | '¶' | '…' | '•' | '°' | '±' | '£' | '€' | '¢' => {
                !beside(before) || !beside(after)
            }
            '\u{a0}' => true,
            'á' | 'é' | 'í' | 'ó' | 'ú' | 'ñ' | 'ü' | 'Á' | 'É' | 'Í' | 'Ó' | 'Ú' | 'Ñ' | 'Ü' | 'à' | 'è'
            | 'ç' | 'ö' | 'ä' => beside(before) || beside(after),
            '¿' | '¡' => beside(after),
            'ª' | 'º' | '¹' | '²' | '³' | '½' | '¼' | '¾' | '×' => !beside(before),
            _ => false,
        });
    }
    let pieces = text.split(['\n', '\r', ',', ';', '\t', '|', '"']).filter(|piece| !piece.is_ascii());
    (odd, pieces.filter(|piece| is_known(piece.trim_matches([' ', '\u{feff}']))).count())
}

/// The first words that two readings have otherwise.
fn sample(one: &str, other: &str) -> (String, String) {
    let pieces = |text: &str| text.split(['\n', '\r', ',', ';', '\t']).map(str::to_owned).collect::<Vec<_>>();
    let short = |text: &String| text.trim_matches('"').chars().take(40).collect::<String>();
    let (one, other) = (pieces(one), pieces(other));
    let first = one.iter().zip(&other).find(|(one, other)| one != other);
    first.map(|(one, other)| (short(one), short(other))).unwrap_or_default()
}

/// Takes a text apart.
fn grid(text: &str, delimiter: char) -> Result<SheetGrid, Unread> {
    let mut grid = SheetGrid::default();
    let (mut row, mut column, mut field) = (0_u32, 0_u32, String::new());
    let (mut quoted, mut began, mut signs) = (false, None, text.chars().peekable());
    let mut end_field = |at: (u32, u32), field: &mut String| {
        grid.put(at, SheetCell::of(Content::Text(std::mem::take(field))));
        if grid.cells.len() > MOST_CELLS || at.1 > 16_383 {
            return Err(Unread::new(
                "the table has more cells than any table of states",
                "import only the columns that are needed",
            ));
        }
        Ok(())
    };
    while let Some(c) = signs.next() {
        match c {
            '"' if quoted && signs.peek() == Some(&'"') => {
                field.push('"');
                signs.next();
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => (quoted, began) = (true, Some(row)),
            c if quoted => field.push(c),
            c if c == delimiter => {
                end_field((row, column), &mut field)?;
                column += 1;
            }
            '\r' | '\n' => {
                if c == '\r' && signs.peek() == Some(&'\n') {
                    signs.next();
                }
                end_field((row, column), &mut field)?;
                (row, column) = (row + 1, 0);
            }
            c => field.push(c),
        }
        if field.len() > super::workbook::MOST_BYTES {
            break;
        }
    }
    end_field((row, column), &mut field)?;
    if quoted {
        let row = began.unwrap_or(0) + 1;
        let help = "a quotation mark that belongs to a text is written twice: save the file again from your spreadsheet program";
        return Err(Unread::new(format!("a quotation mark in row {row} is not closed"), help));
    }
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, delimiter: char) -> Vec<String> {
        let grid = grid(text, delimiter).unwrap();
        grid.cells.keys().map(|at| format!("{}={}", grid.address(*at), grid.text(*at))).collect()
    }

    #[test]
    fn a_table_has_the_rows_a_spreadsheet_shows() {
        assert_eq!(cells("a,b\r\n\r\n\"x\ny\",\"1,5\"\n", ','), ["A1=a", "B1=b", "A3=x y", "B3=1,5"]);
        assert_eq!(
            cells("a;\"say \"\"no\"\"\"\rb;5\" pipe", ';'),
            ["A1=a", "B1=say \"no\"", "A2=b", "B2=5\" pipe"]
        );
        assert!(grid("a,\"b\nc", ',').is_err_and(|unread| unread.what.contains("row 1")));
    }

    #[test]
    fn old_encodings_are_told_apart_by_what_stands_where() {
        let said = |bytes: &[u8]| decode(bytes, None, |word| word == "Año").map(|(text, name)| (name, text));
        assert_eq!(said(b"Espa\xF1a;\x96;5").unwrap(), ("windows-1252", "España;–;5".to_owned()));
        assert_eq!(said(b"Espa\x96a,\xD0,5").unwrap(), ("macintosh", "España,–,5".to_owned()));
        assert_eq!(said(b"a,112\xA0\rb,3\r").unwrap().0, "macintosh");
        assert!(said(b"a,112\xA0\nb,3\n").is_err_and(|unread| unread.what.contains("112†")));
        assert_eq!(said("Año,5".as_bytes()).unwrap().0, "utf-8");
        assert_eq!(said(b"K\0Y\0,\x005\0").unwrap(), ("utf-16le", "KY,5".to_owned()));
    }
}
