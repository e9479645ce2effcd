//! Right pages as chance makes them, in every manner that a theme can set them: the proof says nothing.

use super::own;
use crate::kit::lengths::resized;
use crate::kit::plausible::{Chance, Plausible};
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{Maker, THEMES};
use handout::internals::diagnostic::Sink;
use handout::internals::document::InlineKind;
use handout::internals::facts;
use handout::internals::outline::Block;
use handout::internals::profile::PROFILES;
use handout::internals::theme::{Alignment, Paper, TextTokens, Theme};
use std::collections::BTreeSet;

/// Pages in the slice, and in the campaign.
const FEW: usize = 8;
const MANY: usize = 500;

/// What the page of a plausible set says.
const WORDING: &str = "
[[tile]]
figure = \"kites_0\"
label = \"Kites of the first kind, as counted by the office\"
[[tile]]
figure = \"kites_1\"
label = \"Kites of the second kind\"
[[tile]]
figure = \"kites_2\"
label = \"Others\"
[[section]]
heading = \"Kites in the wind and out of it\"
text = '''
**In {{ state.in_prose }}, {{ kites_0 }} kites flew in {{ year }}.** Read more at
[the office of kites](https://example.org/kites/all), where anybody can ask, or write. All kites together:
{{ kites_3 }}.

Kites fly where the wind blows; they are counted where they land, and {{ kites_1 }} were seen twice. Nobody
counts those that never came down, though 1,000 letters ask for it. The nation had {{ us_0 }}.
'''
[section.table]
lead = \"Kites of {{ state.in_prose }} in {{ year }}:\"
alt = \"Kites by kind\"
columns = [\"Kind\", \"Kites\"]
rows = [
    { label = \"Of the first kind, with a long tail and a longer string\", figure = \"kites_0\" },
    { label = \"Of the second\", figure = \"kites_1\" },
    { label = \"Others\", figure = \"kites_2\" },
]
[[section]]
heading = \"Strings\"
text = '''
What holds a kite:

- a string of some strength, and a hand that does not let go of it when the wind turns to the other side
- another string

**{{ kites_2 }} strings of {{ state.in_prose }} held.** The others did not hold.
'''
[footer]
call = \"To report a kite:\"
hotline = \"[1-800-555-0100](tel:+18005550100)\"
web = \"[example.org/kites](https://example.org/kites)\"
source = \"Source: Kite Office, {{ year }}.\"
qr = \"https://example.org/kites?from=paper\"
";

fn plausible(chance: &mut Chance) -> Set {
    let draft = Plausible::new(2, 4, 0.6, chance).draft(&[]);
    draft.edit("wording.en.toml", "[[section]]\nheading = \"Kites\"\ntext = \"They fly.\"\n", WORDING).read()
}

/// A theme with what moves letters set by chance.
fn moved(mut theme: Theme, chance: &mut Chance) -> Theme {
    let setting = chance.one(&[Alignment::Ragged, Alignment::Justified]);
    let hyphenate = chance.even() < 0.5;
    theme.text = TextTokens {
        setting,
        hyphenate: ["en", "es"].map(|language| (language.to_owned(), hyphenate)).into(),
        optical_margins: chance.even() < 0.5,
        ligatures: chance.even() < 0.5,
    };
    theme.page.paper = chance.one(&[Paper::Letter, Paper::Letter, Paper::A4]);
    theme
}

#[test]
fn right_pages_are_left_alone() {
    let whole = std::env::var_os("HANDOUT_CAMPAIGN").is_some();
    let sample = Draft::sample().read();
    for seed in 0..if whole { MANY } else { FEW } {
        let mut chance = Chance(seed as u64);
        let set = if seed % 2 == 0 { &sample } else { &plausible(&mut chance) };
        let theme = moved(set.theme(THEMES[seed / 2 % 2]), &mut chance);
        let profile = PROFILES[chance.below(PROFILES.len())];
        let maker = Maker::new(set, &theme, profile);
        let language = chance.below(set.dataset.wordings.len());
        let state = chance.below(set.dataset.states.len());
        let place = &set.dataset.states[state];
        let facts = facts::validate(&set.dataset, place, &mut Sink::default()).expect("sound figures");
        let mut document = set.composed(language, theme.shown(), &facts);
        if seed % 2 == 0 {
            document = resized(&document, 1200 + chance.below(1900));
            // Words made of others are no figures any more.
            let blocks = document.page.sections.iter_mut().flat_map(|section| &mut section.blocks);
            for block in blocks {
                if let Block::Paragraph(paragraph) = block {
                    let plain = paragraph.text.inlines.iter_mut().filter(|inline| !inline.strong);
                    plain.for_each(|inline| inline.kind = InlineKind::Wording);
                }
            }
        }
        let sheet = maker.made((language, state), (document, facts), |_| {});
        assert_eq!(own(&sheet, &sheet.bytes), BTreeSet::new(), "seed {seed}");
    }
}
