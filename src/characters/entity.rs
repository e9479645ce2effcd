//! Characters spelt in the code of web pages: "&amp;" for "&".

/// Those that programs write most.
const ENTITIES: [(&str, &str); 16] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "“"),
    ("apos", "’"),
    ("#39", "’"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("ntilde", "ñ"),
    ("eacute", "é"),
];

/// The longest name that is looked for.
const LONGEST: usize = 10;

/// The first such character of a text, and what it stands for, if it is a common one.
pub(crate) fn entity(text: &str) -> Option<(&str, Option<&'static str>)> {
    text.match_indices('&').find_map(|(at, _)| {
        let name = text[at + 1..].split(';').next().filter(|name| at + 1 + name.len() < text.len())?;
        let number = name.strip_prefix('#').map(|number| number.strip_prefix(['x', 'X']).unwrap_or(number));
        let sound = match number {
            Some(number) => !number.is_empty() && number.bytes().all(|b| b.is_ascii_hexdigit()),
            None => name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic()),
        };
        let sign = ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
        (sound && name.len() <= LONGEST).then(|| (&text[at..at + name.len() + 2], sign))
    })
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn code_of_web_pages_is_found() {
        assert_eq!(entity("Smith &amp; Sons"), Some(("&amp;", Some("&"))));
        assert_eq!(entity("Children&#39;s Office"), Some(("&#39;", Some("’"))));
        assert_eq!(entity("Caf&#xE9; &agrave;"), Some(("&#xE9;", None)));
        for right in [
            "Smith & Sons; others",
            "R&D; AT&T",
            "https://a.example/?a=1&b=2",
            "&;",
            "a & b;",
            "&#;",
            "x&",
            "",
        ] {
            assert_eq!(entity(right), None, "{right}");
        }
    }
}
