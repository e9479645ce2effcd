//! Sets as no person would write them, the same from the same number: sound ones with bytes, lines, words
//! and values exchanged, and ones as large as a file may be.

use crate::kit::set::Draft;

/// Words that programs choke on.
const HOSTILE: [&str; 40] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "=",
    ",",
    ".",
    "#",
    "\\",
    "\\u00",
    "\u{0}",
    "\u{7f}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "e\u{301}",
    "ﬀ",
    "日本",
    "🐎",
    "-0",
    "1e999",
    "0x1F",
    "8,597",
    "99999999999999999999",
    "\"not reported\"",
    "\"more than 5\"",
    "\"19%\"",
    "true",
    "1979-05-27",
    "**",
];

/// Numbers that look drawn, by splitmix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % sides.max(1) as u64) as usize
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }
}

/// A set with so many slips.
pub fn slips(set: Draft, count: usize, dice: &mut Dice) -> Draft {
    (0..count).fold(set, |set, _| {
        let files: Vec<String> = set.files().map(str::to_owned).collect();
        let file = dice.of(&files);
        match dice.below(5) {
            0 => bytes(set, &file, dice),
            1 | 2 => words(set, &files, &file, dice),
            3 => lines(set, &files, &file, dice),
            _ => values(set, &files, dice),
        }
    })
}

/// Some bytes deleted, some put in.
fn bytes(set: Draft, file: &str, dice: &mut Dice) -> Draft {
    let mut bytes = set.bytes(file).to_vec();
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(4)).min(bytes.len());
    let more: Vec<u8> = (0..dice.below(3)).map(|_| dice.below(256) as u8).collect();
    bytes.splice(at..end, more);
    set.with(file, bytes)
}

/// A word for another one of the set, or for one of [`HOSTILE`].
fn words(set: Draft, files: &[String], file: &str, dice: &mut Dice) -> Draft {
    let text = lossy(&set, file);
    let other = lossy(&set, &dice.of(files));
    let Some((at, old)) = word(&text, dice) else { return set };
    let new = match (dice.below(2), word(&other, dice)) {
        (0, Some((_, word))) => word,
        _ => dice.of(&HOSTILE),
    };
    set.with(file, [&text[..at], new, &text[at + old.len()..]].concat())
}

fn lossy(set: &Draft, file: &str) -> String {
    String::from_utf8_lossy(set.bytes(file)).into_owned()
}

/// A word of a text and its place.
fn word<'t>(text: &'t str, dice: &mut Dice) -> Option<(usize, &'t str)> {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '%' | '.');
    let words: Vec<&str> = text.split(is_sign).filter(|word| !word.is_empty()).collect();
    let word = *words.get(dice.below(words.len()))?;
    Some((word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// A line deleted, or put somewhere else.
fn lines(set: Draft, files: &[String], file: &str, dice: &mut Dice) -> Draft {
    let text = lossy(&set, file);
    let other = lossy(&set, &dice.of(files));
    let mut lines: Vec<&str> = text.lines().collect();
    let others: Vec<&str> = other.lines().collect();
    if lines.is_empty() || others.is_empty() {
        return set;
    }
    let at = dice.below(lines.len());
    match dice.below(4) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, dice.of(&others)),
        2 => lines[at] = dice.of(&others),
        _ => lines.swap(at, 0),
    }
    let text = lines.join("\n");
    set.with(file, text)
}

/// The values of one key in two states exchanged, or one copied.
fn values(set: Draft, files: &[String], dice: &mut Dice) -> Draft {
    let states: Vec<&String> = files.iter().filter(|file| file.starts_with("states/")).collect();
    let (one, other) = (dice.of(&states), dice.of(&states));
    let texts = [one, other].map(|file| lossy(&set, file));
    let keyed: Vec<&str> = texts[0].lines().filter(|line| line.contains(" = ")).collect();
    if keyed.is_empty() {
        return set;
    }
    let line = dice.of(&keyed);
    let key = line.split('=').next().unwrap_or_default();
    let Some(old) = texts[1].lines().find(|other| other.split('=').next() == Some(key)) else {
        return set;
    };
    let both = dice.below(2) == 0;
    let set = set.with(other, texts[1].replacen(old, line, 1));
    if both && one != other { set.with(one, texts[0].replacen(line, old, 1)) } else { set }
}

/// What one file can have very much of: where it goes, what stands there now, and a text to be repeated
/// between two others; `#` in it is a number.
const MUCH: [(&str, &str, [&str; 3]); 27] = [
    (EN, INTRO, [INTRO, "a word or two, ", "\n"]),
    (EN, INTRO, [INTRO, "Ein-sehr/langes—Wort", " "]),
    (EN, INTRO, [INTRO, "A sentence.\n\n", ""]),
    (EN, INTRO, [INTRO, "*a **b ", ""]),
    (EN, INTRO, [INTRO, "[a](", ""]),
    (EN, INTRO, [INTRO, "[a] ", ""]),
    (EN, INTRO, [INTRO, "**a** [b](https://c.example/#) ", ""]),
    (EN, INTRO, [INTRO, "\\", "\n"]),
    (EN, INTRO, [INTRO, "{{ us_missing }} cases. ", ""]),
    (EN, INTRO, [INTRO, "{% if cybertips %}", ""]),
    (EN, INTRO, [INTRO, "{% if cybertips %}a{% endif %} ", ""]),
    (EN, INTRO, ["text = \"\"\"{% if ", "not ", "cybertips %}a{% endif %}"]),
    (EN, INTRO, ["text = \"\"\"{{ cybertips ", "| capitalize ", "}} "]),
    (EN, INTRO, ["text = \"\"\"{% if cybertips ", "and cybertips ", "%}a{% endif %}"]),
    (EN, INTRO, [INTRO, "ñandú 日本 🐎 ", ""]),
    (EN, INTRO, [INTRO, "(((([[[[", ""]),
    (EN, SECTION, ["", "[[section]]\nheading = \"H #\"\ntext = \"T.\"\n", SECTION]),
    (EN, SECTION, ["", "[[tile]]\nfigure = \"cybertips\"\nlabel = \"L #\"\n", SECTION]),
    (EN, ROWS, [ROWS, "{ label = \"L #\", figure = \"missing_orr\" }, ", ""]),
    (SET, FIGURE, ["", "[figures.t#]\nscope = \"state\"\nlabel = \"L #\"\n", FIGURE]),
    (SET, FIGURE, ["", "[[allow]]\ncode = \"filler\"\ntext = \"T #\"\nreason = \"R\"\n", FIGURE]),
    (SET, FIGURE, ["[", "a.", "a]\n[figures.cybertips]"]),
    (STATE, YEAR, ["", "[t#]\n", YEAR]),
    (STATE, FIGURES, [FIGURES, "t# = #\n", ""]),
    (
        STATE,
        FIGURES,
        ["[[waive]]\nfigure = \"t\"\nrule = \"sum_of\"\nreason = \"R\"\n", "# a remark\n", FIGURES],
    ),
    (STATE, YEAR, ["source = \"", "Office, ", "\"\nyear = 2023"]),
    (STATE, YEAR, ["a = ", "[", "\nyear = 2023"]),
];
const EN: &str = "wording.en.toml";
const SET: &str = "handout.toml";
const STATE: &str = "states/kentucky.toml";
const INTRO: &str = "text = \"\"\"\n";
const SECTION: &str = "[[section]]\nheading = \"Combating child sexual exploitation\"";
const ROWS: &str = "rows = [\n";
const FIGURE: &str = "[figures.cybertips]";
const YEAR: &str = "year = 2023";
const FIGURES: &str = "[figures]\n";
/// A file may have a little more.
const MOST: usize = 1_000_000;

/// The shipped sample with very much of something, up to a megabyte. What it is, too.
pub fn large(set: &Draft, number: usize, dice: &mut Dice) -> (Draft, String) {
    let (file, from, [before, much, behind]) = MUCH[number % MUCH.len()];
    let size = if number < MUCH.len() { MOST } else { MOST >> dice.below(8) };
    let times = (size - set.bytes(file).len().min(size)) / much.len();
    let much: String = match much.contains('#') {
        true => {
            (0..times * much.len() / (much.len() + 5)).map(|n| much.replace('#', &n.to_string())).collect()
        }
        false => much.repeat(times),
    };
    let text = set.text(file).replacen(from, &format!("{before}{much}{behind}"), 1);
    (set.clone().with(file, text), format!("{times} x {:?}", MUCH[number % MUCH.len()].2[1]))
}
