//! Wherever a line may end, the page is made and read as it stands: every such sign of the fonts, in every kind of
//! block.

use crate::clean_text::{EN, PLACES, avalon, build, is_sound};
use handout::internals::font::{Face, Fonts};

/// Every sign of the fonts at which a line may end, in this program or another: dashes, slashes, spaces and
/// what joins or separates.
fn line_ends() -> Vec<char> {
    let fonts = Fonts::bundled();
    let spaces = ('\u{2000}'..='\u{200A}').chain(['\u{A0}', '\u{202F}', '\u{205F}', '\u{3000}', '\u{1680}']);
    let dashes = ('\u{2010}'..='\u{2015}')
        .chain(['-', '\u{2212}', '\u{AD}', '\u{58A}', '\u{5BE}', '\u{2E3A}', '\u{2E3B}']);
    let others = "/|·•…:;,.!?&+=_%@#()[]{}<>«»“”‘’¡¿‹›⁄∕†‡¦".chars();
    let all = spaces.chain(dashes).chain(others);
    let printed = all.filter(|c| fonts.face(Face::Regular).glyph(*c).is_some() && *c != '\u{AD}');
    printed.collect()
}

#[test]
fn lines_end_at_any_sign_in_any_block_of_both_themes() {
    let signs = line_ends();
    assert!(signs.len() > 50, "{signs:?}");
    // Signs of the templates and of Markdown are escaped.
    let sign = |c: &char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    let words = ["kite", "tails", "investigate", "wind", "shore"];
    let word = |n: usize| words[n % words.len()];
    // Lengths of words that put each sign at an end of a line in some of the texts.
    for indent in 0..6 {
        let text = |first: usize, most: usize| {
            let mut text = "n".repeat(indent * 3 + 1);
            for (n, c) in signs.iter().enumerate().cycle().skip(first).take(most) {
                text += &format!(" {}{}{}", word(n + indent), sign(c), word(n + 1));
            }
            text
        };
        for theme in ["memo", "brief"] {
            let mut set = avalon().edit("handout.toml", "\"memo\"", &format!("\"{theme}\""));
            for (n, place) in PLACES.iter().enumerate() {
                let most = match *place {
                    "TEXT" | "INTRO" | "LEAD" => signs.len(),
                    _ => 3,
                };
                let said = text((n + indent * 8) * 3 % signs.len(), most);
                let said = if *place == "LEAD" { format!("**{said}**") } else { said };
                set = set.edit(EN, place, &said);
            }
            let made = build(&set);
            assert!(is_sound(&made), "{theme} {indent}\n{}", made.told);
            assert_eq!(made.pages.len(), 1, "{theme} {indent}\n{}", made.told);
        }
    }
}
