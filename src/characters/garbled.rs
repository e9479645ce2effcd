//! Text in UTF-8 that a program took for Windows-1252: "childrenâ€™s" for "children’s".

use std::ops::Range;

/// The characters of Windows-1252 for the bytes 80 to 9F; of those that are none, the control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The stretches of `text` that were read in the wrong encoding, each with what it was.
pub(crate) fn garbled(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut end = 0;
    let starts = text.char_indices().filter(|(_, c)| matches!(c, 'Â' | 'Ã' | 'â' | 'ï'));
    starts.filter_map(move |(start, lead)| {
        let found = stretch(&text[start..], lead).filter(|_| start >= end)?;
        end = start + found.0;
        Some((start..end, found.1))
    })
}

/// How many bytes at the beginning of `text` are one garbled character, and which.
fn stretch(text: &str, lead: char) -> Option<(usize, String)> {
    let wanted = if matches!(lead, 'Â' | 'Ã') { 2 } else { 3 };
    let mut characters = text.chars();
    let taken: Vec<char> = characters.by_ref().take(wanted).collect();
    let bytes: Option<Vec<u8>> = taken.iter().map(|c| byte(*c)).collect();
    let was = String::from_utf8(bytes?).ok()?;
    let c = was.chars().next()?;
    // Letters and signs of Latin 1, signs of typography, and the mark at the beginning of a file.
    let usual = matches!(c, '\u{A0}'..='\u{FF}' | '\u{2010}'..='\u{203A}' | '€' | '™' | '\u{FEFF}');
    // Behind a real Ã a quotation may end, or a dash stand: no letter follows right away.
    let sign = wanted == 2 && matches!(taken[1], '‘' | '’' | '“' | '”' | '–' | '—' | '…');
    let sure = !sign || characters.next().is_some_and(char::is_alphabetic);
    (usual && sure).then(|| (taken.iter().map(|c| c.len_utf8()).sum(), was))
}

fn byte(c: char) -> Option<u8> {
    match HIGH.iter().position(|high| *high == c) {
        Some(at) => Some(0x80 + at as u8),
        None => u8::try_from(u32::from(c)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` as a program shows it that takes UTF-8 for Windows-1252.
    fn misread(text: &str) -> String {
        text.bytes()
            .map(
                |byte| {
                    if (0x80..0xA0).contains(&byte) { HIGH[usize::from(byte - 0x80)] } else { byte.into() }
                },
            )
            .collect()
    }

    #[test]
    fn what_was_misread_is_found_and_named() {
        for right in [
            "’", "“", "”", "–", "—", "…", "é", "ñ", "Á", "ü", "¿", "¡", "°", "\u{A0}", "€", "™", "\u{FEFF}",
            "•",
        ] {
            let text = format!("a {}b", misread(right));
            let found: Vec<_> = garbled(&text).collect();
            assert_eq!(found, [(2..text.len() - 1, right.to_owned())], "{text}");
        }
        let text = misread("Niñas y niños en peligro: “él” y “ella”, según ADMINISTRACIÓN");
        assert_eq!(garbled(&text).count(), 9, "{text}");
    }

    #[test]
    fn right_text_is_left_alone() {
        for text in [
            "São Paulo, LISBOA, “IRMÃ” e “MAÇÔ – Ã… CAFÉ” Ã’ ",
            "Château, pâté, maïs, naïve, Âge, Ângela, ÂNGELO, â, ï, Ã",
            "“Qué”, ¿él?, ¡ñ!, 5 € – 6 €, â € ™, Ã © , 20 °C and “Ï”…",
            "Doña Ana’s cafés: “maïs”, “gâteau”—“tâche”…",
        ] {
            assert_eq!(garbled(text).collect::<Vec<_>>(), [], "{text}");
        }
    }
}
