//! Point or comma: which of them the numbers of a file have before their decimals.
//!
//! In: the texts of all figures. Out: the mark, if one text leaves no choice and none contradicts; and texts put into
//! the notation of figures, `1,234.5`.

/// What the texts of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileMark {
    Is(char),
    /// No text tells.
    Open,
    /// Two texts that cannot both be right.
    Both {
        point: String,
        comma: String,
    },
}

/// Finds the mark of a file.
pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> FileMark {
    let (mut point, mut comma): (Option<&str>, Option<&str>) = (None, None);
    for text in texts {
        match certain(text) {
            Some('.') => point = point.or(Some(text)),
            Some(_) => comma = comma.or(Some(text)),
            None => {}
        }
    }
    match (point, comma) {
        (Some(_), None) => FileMark::Is('.'),
        (None, Some(_)) => FileMark::Is(','),
        (None, None) => FileMark::Open,
        (Some(point), Some(comma)) => FileMark::Both { point: point.to_owned(), comma: comma.to_owned() },
    }
}

/// The number in a text, from its first digit to its last, if it is one run.
fn run(text: &str) -> Option<(usize, usize)> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let to = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    text[from..to].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).then_some((from, to))
}

/// The decimal mark of a text that can have only one.
fn certain(text: &str) -> Option<char> {
    let (from, to) = run(text)?;
    let number = &text[from..to];
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let groups: Vec<&str> = number.split(['.', ',']).collect();
    let threes = |groups: &[&str]| {
        (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3)
    };
    let other = |mark: char| if mark == '.' { ',' } else { '.' };
    match marks.as_slice() {
        [mark] => {
            let thousands = threes(&groups) && groups[0] != "0";
            (!thousands && !groups[1].is_empty()).then_some(*mark)
        }
        [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|mark| mark == first) => {
            threes(&groups).then(|| other(*first))
        }
        [first, .., last] if first != last && marks[..marks.len() - 1].iter().all(|mark| mark == first) => {
            threes(&groups[..groups.len() - 1]).then_some(*last)
        }
        _ => None,
    }
}

/// A text whose number is written in the notation of figures. An error if it has another mark than the file.
pub(super) fn restyled(text: &str, mark: Option<char>) -> Result<String, ()> {
    let Some((from, to)) = run(text) else { return Ok(text.to_owned()) };
    match (mark, certain(text)) {
        (Some(mark), Some(own)) if mark != own => Err(()),
        (Some(','), _) => {
            let swapped = text[from..to].chars().map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            });
            Ok(format!("{}{}{}", &text[..from], swapped.collect::<String>(), &text[to..]))
        }
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_no_choice_decides() {
        for (text, mark) in [
            ("1,234.5", Some('.')),
            ("1.234,5", Some(',')),
            ("1,234,567", Some('.')),
            ("1.234.567", Some(',')),
            ("12.5%", Some('.')),
            ("about 12,5", Some(',')),
            ("0.190", Some('.')),
            ("1234.567", Some('.')),
            ("8,597", None),
            ("8.597", None),
            ("12", None),
            ("", None),
            ("3.4.24", None),
            ("1.2 to 1,5", None),
        ] {
            assert_eq!(certain(text), mark, "{text}");
        }
        assert_eq!(of(["8,597", "12.5"]), FileMark::Is('.'));
        assert_eq!(of(["8,597", "8.597"]), FileMark::Open);
        assert!(matches!(of(["1,5", "1.5"]), FileMark::Both { .. }));
        assert_eq!(restyled("more than 1.234,5 x", Some(',')).as_deref(), Ok("more than 1,234.5 x"));
        assert_eq!(restyled("1.234.567", Some('.')), Err(()));
        assert_eq!(restyled("8.597", Some(',')).as_deref(), Ok("8,597"));
    }
}
