//! Optical margins: how far the first and the last character of a line hang out of the measure, so
//! that its edges look straight. The idea is that of pdfTeX's margin kerning (Hàn Thế Thành, 2000)
//! and of the package microtype; the fractions are for a sans serif of low contrast.

/// Characters and the part of their own width, in hundredths, that hangs out at a line's beginning
/// and at its end. The widest hang is the bold quotation mark's, 0.27 em.
const HANGS: &[(&str, i64, i64)] = &[
    (".,", 0, 70),
    ("-", 0, 60),
    (":;", 0, 40),
    ("\u{2013}", 0, 30),
    ("\u{2014}", 0, 20),
    ("!?", 0, 15),
    (")", 0, 15),
    ("(", 15, 0),
    ("\u{2018}\u{201c}", 50, 0),
    ("\u{2019}\u{201d}", 50, 50),
    ("ATVWYvwy", 5, 5),
    ("fkrtx", 0, 5),
];

/// How far `character` hangs out at a line's beginning and at its end, in 1/1000 em.
pub(super) fn hang(character: char, advance: i64) -> (i64, i64) {
    let found = HANGS.iter().find(|(characters, ..)| characters.contains(character));
    found.map_or((0, 0), |(_, first, last)| (advance * first / 100, advance * last / 100))
}
