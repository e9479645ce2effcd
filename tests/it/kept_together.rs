//! What a reader takes in as one stands together on pages of all kinds: numbers and what they count, the parts of a
//! name, an item and the next, a heading and its text; and names too long for a line go on on the next.

use crate::kit::invented::union;
use crate::kit::series::pages;
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::THEMES;
use crate::rag::{PrintedLine, texts};
use handout::Options;
use handout::internals::diagnostic::Sink;
use handout::internals::font::Fonts;
use handout::internals::layout::{Page, Role, Typesetter};
use handout::internals::theme::Layout;
use std::collections::BTreeSet;

/// Sentences, with `_` where no line ends.
const TEXTS: [(&str, &[&str]); 2] = [
    (
        "en",
        &[
            "It paid $15_million for 1,204_boats, $3.5_billion less than in FY_2022, and $1,500_a month for rope.",
            "Ms. J._R._Okafor and Dr. Lee_Jr. wrote to Ann of St._Albans on June_30, 2023, and then on May_1.",
            "See No._5, Fig._3, pp._12–15, vol._3 and §_2258A; call (800)_555-0100 or 911_at any hour.",
            "Children were aged_12_to 17, and ages_3_to 5 came by Route_66 to Pier_39, Room_12, P.O._Box_12.",
            "It is open Monday_– Friday, 9_a.m._– 5_p.m., and at 8:30_a.m. for boats of 40_ft. and at 20_°C.",
            "Some two_million lamps, half a_million wicks and twelve_thousand glasses were lent in 3_ports.",
            "In the reign of Elizabeth_II and in World War_II, 16_were lost and 12_or more were found again.",
            "It offers (1)_help, (2)_string and (3)_rope for 99.5%_of all 21st_century boats, from 1998_to 2023.",
        ],
    ),
    (
        "es",
        &[
            "Pagó 15_millones de dólares por 1,204_barcas y $1,500_al mes por cuerda, un 19_por_ciento más.",
            "El Sr._Prado, la Dra._Sol y el Cnel._Gris escribieron a Sta._Ana el 30_de_junio de 2023 y luego.",
            "Véanse el n.º_5, el art._12, la fig._3, el vol._3 y el §_2258A; llame al (800)_555-0100 o al 911_siempre.",
            "Los niños de 3_a 5_años llegaron por la ruta_66 al muelle_39, a la sala_12, apdo._12, en EE._UU.",
            "Abre de 9_a._m. a 5_p._m. y a las 8:30_a._m.; presta barcas de 12_m y faros de 40_pies a 20_°C.",
            "Se prestaron dos_millones de lámparas, medio_millón de mechas y doce_mil vidrios en 3_puertos.",
            "En tiempos de Isabel_II se perdieron 16_lámparas, y el 99.5_% de ellas se halló, p._ej. en el mar.",
        ],
    ),
];

/// A set of such texts, each behind words of another length in each place.
fn set(language: &str, texts: &[&str]) -> Draft {
    let handout = format!(
        "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"{language}\"]\n\
         publisher = {{ name = \"Meadow Trust\" }}\n[figures.foals]\nscope = \"state\"\nlabel = \"Foals\"\n"
    );
    let said: String =
        texts.iter().map(|text| format!("{{{{ state.name }}}}: {}\n\n", text.replace('_', " "))).collect();
    let wording = format!(
        "language = \"{language}\"\n[page]\norganization = \"Meadow Trust\"\ntitle = \"{{{{ state.name }}}}\"\n\
         [[section]]\nheading = \"Meadows\"\ntext = \"\"\"\n{said}{{{{ state.name }}}}: {{{{ foals }}}}.\n\"\"\"\n"
    );
    let place = |n: usize| {
        let name =
            format!("Meadow{}", "ad ow".chars().cycle().take(n).collect::<String>()).trim_end().to_owned();
        let text = format!("name = \"{name}\"\npostal = \"M{n:02}\"\nyear = 2023\n[figures]\nfoals = 4\n");
        (format!("states/place-{n:02}.toml"), text)
    };
    let files = [
        ("handout.toml".to_owned(), handout),
        (format!("wording.{language}.toml"), wording),
        ("national.toml".to_owned(), "year = 2023\n[figures]".to_owned()),
    ];
    Draft::made(files.into_iter().chain((1..15).map(place)))
}

/// The words of a text, those of a figure and a sign apart.
fn words(text: &str) -> Vec<&str> {
    text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect()
}

#[test]
fn numbers_names_and_dashes_stay_with_what_they_belong_to() {
    for (language, texts_of) in TEXTS {
        let mut kept: BTreeSet<(&str, &str)> = BTreeSet::new();
        for text in texts_of {
            let parts: Vec<&str> = text.split(' ').collect();
            let joined = parts.iter().flat_map(|part| {
                let words: Vec<&str> = part.split('_').collect();
                (1..words.len()).map(|n| (words[n - 1], words[n])).collect::<Vec<_>>()
            });
            kept.extend(joined);
        }
        assert!(kept.len() > 25, "{kept:?}");
        let set = set(language, texts_of).read();
        for theme in THEMES {
            let mut ends = 0;
            for laid_out in pages(&set, theme) {
                for (_, lines) in texts(&laid_out.page) {
                    for pair in lines.windows(2) {
                        let last = words(&pair[0].text).last().copied().unwrap_or_default();
                        let first = words(&pair[1].text).first().copied().unwrap_or_default();
                        ends += 1;
                        let end = format!("{} {theme}: {} | {}", laid_out.name, pair[0].text, pair[1].text);
                        assert!(!kept.contains(&(last, first)), "{end}");
                    }
                }
            }
            assert!(ends > 50, "{language} {theme}: {ends}");
        }
    }
}

/// The same set with long names, compared with the nation.
fn compared(name: &str) -> Draft {
    let rows =
        "rows = [{ label = \"Brown\", figure = \"brown\" }, { label = \"White\", figure = \"white\" }]";
    let figures = ["brown", "white"].map(|figure| {
        format!(
            "[figures.{figure}]\nscope = \"state\"\nkind = \"share\"\nlabel = \"{figure}\"\ncompare = \"us_{figure}\"\n\
             [figures.us_{figure}]\nscope = \"national\"\nkind = \"share\"\nlabel = \"all {figure}\"\n"
        )
    });
    let handout = format!(
        "year = 2023\nreleased = 2024-05-01\ntheme = \"brief\"\nlanguages = [\"en\"]\n\
         publisher = {{ name = \"Meadow Trust\" }}\n{}",
        figures.concat()
    );
    let wording = format!(
        "language = \"en\"\n[page]\norganization = \"Meadow Trust\"\ntitle = \"{{{{ state.name }}}}\"\n\
         [[section]]\nheading = \"Foals\"\ntext = \"In {{{{ state.in_prose }}}}, foals are counted.\"\n[section.table]\n\
         lead = \"Foals of {{{{ state.in_prose }}}}:\"\nalt = \"Foals\"\ncolumns = [\"Coat\", \"Share\"]\n{rows}\n"
    );
    Draft::made([
        ("handout.toml", handout.as_str()),
        ("wording.en.toml", &wording),
        (
            "national.toml",
            "year = 2023\nsource = \"Meadow Trust\"\n[figures]\nus_brown = \"40%\"\nus_white = \"60%\"",
        ),
        (
            "states/place.toml",
            &format!(
                "name = \"{name}\"\npostal = \"PLACE\"\nyear = 2023\n[figures]\nbrown = \"55%\"\nwhite = \"45%\"\n"
            ),
        ),
    ])
}

#[test]
fn names_too_long_for_a_line_go_on_on_the_next() {
    let name = "Upper and Lower Meadowbrook on the Northern Marches";
    for theme in THEMES {
        // Made and proved.
        let options = Options { theme: Some(theme.into()), ..Options::default() };
        assert_eq!(compared(name).build(&options).len(), 1, "{theme}");
    }
    let key = |name: &str| {
        let page = pages(&compared(name).read(), "brief").remove(0).page;
        let all: Vec<PrintedLine> = texts(&page).into_iter().flat_map(|(_, lines)| lines).collect();
        let baseline = |text: &str| {
            let own = all.iter().filter(|line| line.size == 8500 && line.text.trim_end() == text);
            own.map(|line| line.baseline).max().unwrap_or_else(|| panic!("{text}: {all:#?}"))
        };
        baseline("United States") - baseline(name)
    };
    assert_eq!(key("Fenland"), 0);
    assert!(key(name) > 0);
}

#[test]
fn items_and_call_outs_stand_no_closer_and_no_farther_than_paragraphs() {
    for theme in THEMES {
        let own = Draft::sample().read().theme(theme);
        let (callout, paragraph) = match &own.layout {
            Layout::Memo(memo) => (memo.callout, memo.gaps.paragraph),
            Layout::Brief(brief) => (brief.callout, brief.gaps.paragraph),
        };
        assert!(callout.above >= paragraph && callout.below >= paragraph, "{theme}");
    }
    // In small type, where gaps are least.
    let (line, en) = ("The meadows are seen to by day and by night, all year round. ", TEXTS[0].1);
    let text = format!("{}\n\nFirst.\n\nSecond.\n\nThese:\n- third;\n- fourth.", line.repeat(48));
    let draft = set("en", &en[..1]).edit(
        "wording.en.toml",
        "\n\n{{ state.name }}: {{ foals }}",
        &format!("\n\n{text}\n\nLast: {{{{ foals }}}}"),
    );
    let page = pages(&draft.read(), "memo").remove(0).page;
    let all: Vec<PrintedLine> = texts(&page).into_iter().flat_map(|(_, lines)| lines).collect();
    let baseline =
        |text: &str| all.iter().find(|line| line.text.trim_end() == text).expect("a line").baseline;
    let paragraphs = baseline("Second.") - baseline("First.");
    let items = baseline("fourth.") - baseline("third;");
    assert!(items <= paragraphs, "{items} {paragraphs}");
}

/// The pages of an edition in large print.
fn large(set: &Set, language: usize, state: usize) -> Vec<Page> {
    let (fonts, theme) = (Fonts::bundled(), set.theme("memo").enlarged());
    let (document, mut sink) = (set.composed(language, theme.shown(), &set.facts_of(state)), Sink::default());
    let laid_out = Typesetter::new(&fonts, &theme).lay_out_all(&document, None, set.place(), &mut sink);
    laid_out.expect("pages").0
}

#[test]
fn pages_of_large_print_do_not_end_just_below_a_heading() {
    let set = Draft::made(union::set()).read();
    let (mut ends, mut bad) = (0, 0);
    for (language, state) in
        (0..2).flat_map(|language| (0..set.dataset.states.len()).map(move |state| (language, state)))
    {
        let all = large(&set, language, state);
        for page in &all[..all.len() - 1] {
            let texts = texts(page);
            let last = texts.iter().rposition(|(role, _)| *role == Role::Heading(2));
            let Some(last) = last else { continue };
            let heading = texts[last].1.iter().map(|line| line.baseline).max().unwrap_or_default();
            let below: BTreeSet<i64> =
                texts.iter().flat_map(|(_, lines)| lines).map(|line| line.baseline).collect();
            let below = below.into_iter().filter(|baseline| *baseline > heading).count();
            bad += usize::from(below < 4);
            ends += 1;
        }
    }
    println!("{bad} of {ends}");
    // One page has no room for anything else.
    assert!(ends > 50 && bad * 50 <= ends, "{bad} of {ends}");
}
