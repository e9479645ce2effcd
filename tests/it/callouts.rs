//! Call-outs: whole sentences in bold stand apart, whatever stands around them; on the page each is a
//! paragraph of its own beside its rule, in one column. And the message comes first.

use crate::kit::invented::union;
use crate::kit::set::{DATA, Draft, Set};
use crate::kit::sheets::THEMES;
use handout::internals::diagnostic::Sink;
use handout::internals::document::{Document, RunningBold};
use handout::internals::font::{Face, Fonts};
use handout::internals::layout::{Ink, Item, Kid, Mark, NodeId, Owner, Page, Rect, Role, Typesetter};
use handout::internals::outline::{Block, Leads};
use handout::internals::set::Scope;
use handout::internals::theme::{Layout, Theme};
use handout::internals::units::Pt;
use std::path::Path;

/// A text of the wording, and what becomes of it: `|` between paragraphs, `[…]` a call-out. `N` is a figure.
const TEXTS: &[(&str, &str)] = &[
    ("Plain text. More of it.", "Plain text. More of it."),
    ("**All of it is bold.**", "[All of it is bold.]"),
    ("**One. Two.**", "[One. Two.]"),
    ("**One.** **Two.**", "[One. Two.]"),
    ("**No final mark**", "[No final mark]"),
    ("Horses graze. **In Avalon, N do.**", "Horses graze.|[In Avalon, N do.]"),
    ("**In Avalon, N graze.** They are counted.", "[In Avalon, N graze.]|They are counted."),
    ("One. **Two is N.** Three.", "One.|[Two is N.]|Three."),
    ("One. **Two is N.** Three. **Four.**", "One.|[Two is N.]|Three. Four."),
    // The period is outside.
    ("One. **Two is N**.", "One.|[Two is N.]"),
    ("One. **“Two is N”.** Three.", "One.|[“Two is N”.]|Three."),
    ("One. “**Two is N.**” Three.", "One.|[“Two is N.”]|Three."),
    ("**Is it N?** It is.", "[Is it N?]|It is."),
    // Fragments stay where they are.
    ("Of them, **N graze**.", "Of them, N graze."),
    ("They are many, **N of them in Avalon.**", "They are many, N of them in Avalon."),
    ("**N horses** graze.", "N horses graze."),
    // A run-in head is no sentence.
    ("**How to read.** The count is of one day.", "How to read. The count is of one day."),
    ("**How it was counted and by whom.** Text.", "[How it was counted and by whom.]|Text."),
    // A period that ends no sentence.
    ("**In the U.S.** there are N.", "In the U.S. there are N."),
    ("In Washington, **D.C.** had N.", "In Washington, D.C. had N."),
    ("See **No. 5** of the list.", "See No. 5 of the list."),
    ("One in the U.S. **In Avalon, N.** More.", "One in the U.S.|[In Avalon, N.]|More."),
    (
        "**N graze in Washington, D.C.** The Office counts.",
        "[N graze in Washington, D.C.]|The Office counts.",
    ),
    ("**N graze on Main St.** The Office counts.", "[N graze on Main St.]|The Office counts."),
    // Links and numbers typed into it.
    ("See [a.org](https://a.org). **In 1998: N.** Of 12.", "See a.org.|[In 1998: N.]|Of 12."),
];
const SPANISH: &[(&str, &str)] = &[
    ("Pastan. **En Avalon, N pastan.** Se cuentan.", "Pastan.|[En Avalon, N pastan.]|Se cuentan."),
    ("**En EE. UU.** hay N.", "En EE. UU. hay N."),
    ("Uno en EE. UU. **En Avalon, N.**", "Uno en EE. UU.|[En Avalon, N.]"),
    ("Uno. **¿Son N?** Sí.", "Uno.|[¿Son N?]|Sí."),
    ("Uno. ¿**Son N?** Sí.", "Uno.|[¿Son N?]|Sí."),
    ("Las cuenta el **Sr. Prado**, N en total.", "Las cuenta el Sr. Prado, N en total."),
];

/// A tiny set whose one section has this text, and this lead above a table.
fn tiny(language: &str, text: &str, lead: &str) -> Draft {
    let set = format!(
        "year = 2023\nreleased = 2024-05-01\ntheme = \"memo\"\nlanguages = [\"{language}\"]\npublisher = {{ name = \"Office\" }}\n\
         [figures.horses]\nscope = \"state\"\nlabel = \"Horses\"\n[figures.mares]\nscope = \"state\"\nlabel = \"Mares\"\n"
    );
    let n = |text: &str| text.replace('N', "{{ horses }}").replace("{{ horses }}o.", "No.");
    let wording = format!(
        "language = \"{language}\"\n[page]\norganization = \"Office\"\ntitle = \"{{{{ state.name }}}}\"\n[[section]]\n\
         heading = \"Horses\"\ntext = '{}'\n[section.table]\nlead = '{}'\ncolumns = [\"Kind\", \"Horses\"]\n\
         rows = [{{ label = \"All\", figure = \"horses\" }}, {{ label = \"Mares\", figure = \"mares\" }}]\n",
        n(text),
        n(lead)
    );
    let state = "name = \"Avalon\"\npostal = \"QA\"\nyear = 2023\n[figures]\nhorses = 65\nmares = 41\n";
    Draft::made([
        ("handout.toml", set.as_str()),
        ("national.toml", "year = 2023\n[figures]\n"),
        ("states/avalon.toml", state),
        (&format!("wording.{language}.toml"), &wording),
    ])
}

/// What becomes of such a text and lead, the text of the lead's last part behind `→`.
fn said(language: &str, text: &str, lead: &str, theme: &str) -> String {
    let set = tiny(language, text, lead).read();
    let document = set.composed(0, set.theme(theme).shown(), &set.facts());
    let [section] = &document.page.sections[..] else { panic!("one section") };
    let parts = section.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => {
            let plain = paragraph.text.plain().replace("65", "N");
            let all_bold = paragraph.text.inlines.iter().all(|inline| inline.strong);
            assert!(all_bold || !paragraph.callout, "{plain}");
            for (byte, _) in &paragraph.text.typed {
                let typed = &paragraph.text.plain()[*byte..];
                assert!(typed.starts_with(char::is_numeric), "{plain}: {typed}");
            }
            let leads = if paragraph.leads == Leads::ToTable { "→" } else { "" };
            Some(if paragraph.callout { format!("{leads}[{plain}]") } else { format!("{leads}{plain}") })
        }
        Block::List(_) | Block::Table(_) => None,
    });
    parts.collect::<Vec<_>>().join("|")
}

#[test]
fn whole_sentences_in_bold_stand_apart_and_fragments_stay() {
    for (language, texts) in [("en", TEXTS), ("es", SPANISH)] {
        for (text, expected) in texts {
            for theme in THEMES {
                assert_eq!(
                    said(language, text, "By kind:", theme),
                    format!("{expected}|→By kind:"),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn the_last_part_of_a_lead_stays_with_its_table() {
    for (lead, expected) in [
        ("**Avalon has N horses:**", "→[Avalon has N horses:]"),
        ("**Avalon has N horses**:", "→[Avalon has N horses:]"),
        ("**Avalon has N horses.** By kind:", "[Avalon has N horses.]|→By kind:"),
        ("Counted once. **Avalon has N horses:**", "Counted once.|→[Avalon has N horses:]"),
        ("Of the **N horses of Avalon**:", "→Of the N horses of Avalon:"),
    ] {
        assert_eq!(said("en", "Text.", lead, "memo"), format!("Text.|{expected}"), "{lead}");
    }
}

#[test]
fn a_theme_may_leave_them_in_the_text() {
    let set = tiny("en", "One. **Two is N.**", "By kind:");
    for theme in THEMES {
        let inline = format!("[layout.{theme}.callout]\nstyle = \"inline\"\n");
        let set = set.clone().with("theme.toml", inline).read();
        let document = set.composed(0, set.theme(theme).shown(), &set.facts());
        assert_eq!(document.page.sections[0].blocks.len(), 3, "{theme}");
    }
}

/// The nodes of paragraphs, each with the runs of its text.
fn paragraphs(page: &Page) -> Vec<(NodeId, Vec<&Item>)> {
    fn contents(page: &Page, node: NodeId, found: &mut Vec<u32>) {
        for kid in &page.nodes[node.0 as usize].kids {
            match kid {
                Kid::Node(node) => contents(page, *node, found),
                Kid::Content(content) => found.push(content.0),
            }
        }
    }
    let nodes =
        (0..page.nodes.len()).filter(|n| matches!(page.nodes[*n].role, Role::Paragraph | Role::Caption));
    nodes
        .map(|n| {
            let mut own = Vec::new();
            contents(page, NodeId(n as u32), &mut own);
            let is_own = |item: &&Item| matches!(item.owner, Owner::Content(id) if own.contains(&id.0));
            (NodeId(n as u32), page.items.iter().filter(is_own).collect())
        })
        .collect()
}

/// What is wrong with the call-outs of a page in type of this size.
fn faults(page: &Page, document: &Document, theme: &Theme, size: Pt) -> Vec<String> {
    let callout = match &theme.layout {
        Layout::Memo(memo) => memo.callout,
        Layout::Brief(brief) => brief.callout,
    };
    let rules: Vec<Rect> = page
        .items
        .iter()
        .filter(|item| item.owner == Owner::Artifact)
        .filter_map(|item| item.mark.filled())
        .filter(|(rect, ink)| *ink == Ink::Navy && rect.width == callout.rule)
        .map(|(rect, _)| rect)
        .collect();
    let blocks = document.page.sections.iter().flat_map(|section| &section.blocks);
    let wanted =
        blocks.filter(|block| matches!(block, Block::Paragraph(paragraph) if paragraph.callout)).count();
    let mut found = Vec::new();
    if rules.len() != wanted {
        found.push(format!("{wanted} call-outs, {} rules", rules.len()));
    }
    let bold_share = RunningBold::of(document).share();
    if bold_share > 0.0 {
        found.push(format!("{bold_share} of the running text is bold"));
    }
    let mut beside = 0;
    for (_, items) in paragraphs(page) {
        let runs: Vec<_> = items
            .iter()
            .filter_map(|item| match &item.mark {
                Mark::Text(run) if run.size == size => Some(run),
                _ => None,
            })
            .collect();
        let Some(first) = runs.first().filter(|run| run.face == Face::Bold) else { continue };
        if runs.iter().any(|run| run.face != Face::Bold) {
            found.push("bold that begins a paragraph and goes on plain".to_owned());
            continue;
        }
        let is_rule = |rect: &&Rect| rect.x + callout.indent == first.x && rect.y < first.baseline;
        let rule = rules.iter().filter(is_rule).max_by_key(|rect| rect.y);
        let Some(rule) = rule else {
            found.push("a call-out without a rule".to_owned());
            continue;
        };
        beside += 1;
        let inside = |y: Pt| rule.y < y && y < rule.y + rule.height;
        // One column: no line is left of it, above it or below its rule.
        if runs.iter().any(|run| run.x < first.x || !inside(run.baseline)) {
            found.push("a call-out that leaves its rule".to_owned());
        }
    }
    if beside != wanted {
        found.push(format!("{wanted} call-outs, {beside} beside a rule"));
    }
    found
}

/// Lays out the sheets of a set, every `step`th, in a theme.
fn laid_out(set: &Set, theme: &Theme, step: usize, mut see: impl FnMut(&Page, &Document, Pt)) {
    let fonts = Fonts::bundled();
    let mut typesetter = Typesetter::new(&fonts, theme);
    let mut sink = Sink::default();
    for language in 0..set.dataset.wordings.len() {
        for state in set.dataset.states.iter().step_by(step) {
            let facts = handout::internals::facts::validate(&set.dataset, state, &mut sink).expect("figures");
            let document = set.composed(language, theme.shown(), &facts);
            let laid = typesetter.lay_out(&document, None, state.name().span, &mut sink);
            let (page, fit) = laid.expect("a page");
            see(&page, &document, fit.setting.size);
        }
    }
}

#[test]
fn each_call_out_is_a_paragraph_beside_its_rule_in_one_column() {
    for theme in THEMES {
        let sets = [
            (Set::read(Path::new(DATA)), 1),
            (Draft::made(union::set()).read(), 5),
            (Set::read(Path::new("examples/household-income")), 10),
        ];
        for (set, step) in sets {
            let theme = set.theme(theme);
            laid_out(&set, &theme, step, |page, document, size| {
                let found = faults(page, document, &theme, size);
                assert!(found.is_empty(), "{}, {}: {found:?}", theme.name, document.meta.title);
            });
        }
    }
}

/// Each is seen when it is planted.
#[test]
fn a_page_that_breaks_a_rule_is_seen() {
    let of = |draft: Draft, change: fn(&mut Page)| {
        let (set, mut told) = (draft.read(), Vec::new());
        let theme = set.theme("brief");
        laid_out(&set, &theme, 1, |page, document, size| {
            let mut page = page.clone();
            change(&mut page);
            told.extend(faults(&page, document, &theme, size));
        });
        told.join("; ")
    };
    let sample = || Draft::sample_in("en");
    assert_eq!(of(sample(), |_| {}), "");
    let inline = sample().with("theme.toml", "[layout.brief.callout]\nstyle = \"inline\"\n");
    assert!(of(inline, |_| {}).contains("of the running text is bold"));
    let fragment = sample().edit("wording.en.toml", "which serves the whole nation", "**which serves** all");
    assert!(of(fragment, |_| {}).contains("of the running text is bold"));
    let lift = |page: &mut Page| {
        let bold = |item: &&mut Item| matches!(&item.mark, Mark::Text(run) if run.face == Face::Bold && run.x > Pt::new(300) && run.ink == Ink::Text);
        if let Some(Mark::Text(run)) = page.items.iter_mut().filter(bold).nth(3).map(|item| &mut item.mark) {
            run.baseline -= Pt::new(60);
        }
    };
    assert!(of(sample(), lift).contains("a call-out that leaves its rule"));
    assert!(of(sample(), |page| page.items.retain(|item| item.mark.filled().is_none())).contains("0 rules"));
}

/// In `brief`, the first text below the headline figures.
#[test]
fn the_message_comes_first() {
    let first = |draft: &Draft| {
        let set = draft.read();
        let theme = set.theme("brief");
        let is_state = |index: usize| set.dataset.set.figures[index].scope == Scope::State;
        (0..set.dataset.wordings.len()).all(|language| {
            let document = set.composed(language, theme.shown(), &set.facts());
            let intro = document.page.intro.first();
            let first = intro.or_else(|| match document.page.sections[0].blocks.first() {
                Some(Block::Paragraph(paragraph)) => Some(paragraph),
                _ => None,
            });
            first.is_some_and(|first| first.text.figures().any(|figure| is_state(figure.index())))
        })
    };
    assert!(first(&Draft::sample()));
    let intro = "kicker = \"State data\"\nintro = \"The trust counts foals.\"";
    assert!(!first(&Draft::sample().edit("wording.en.toml", "kicker = \"State data\"", intro)));
}

/// The size of the number to call, on each page of a set.
fn hotline_sizes(draft: &Draft, theme: &str) -> Vec<Pt> {
    let set = draft.read();
    let (theme, mut sizes) = (set.theme(theme), Vec::new());
    laid_out(&set, &theme, 8, |page, document, size| {
        let number = document.page.foot.hotline.as_ref().expect("a number").plain();
        let in_display = |item: &Item| match &item.mark {
            Mark::Text(run)
                if run.ink == Ink::Navy && run.face == Face::Bold && run.baseline > Pt::new(690) =>
            {
                Some(run.size)
            }
            _ => None,
        };
        let largest = page.items.iter().filter_map(in_display).max();
        sizes.push(largest.unwrap_or_else(|| panic!("{number} is not in display type ({size})")));
    });
    sizes
}

#[test]
fn the_number_to_call_is_large_in_both_themes() {
    let union = Draft::made(union::set());
    let income = Draft::of("examples/household-income");
    let long = Draft::sample().edit(
        "wording.en.toml",
        "hotline = \"[{{ contact.hotline }}](tel:+18008435678)\"",
        "hotline = \"Call [{{ contact.hotline }}](tel:+18008435678) now\"",
    );
    for theme in THEMES {
        for set in [&Draft::sample(), &union, &income, &long] {
            let sizes = hotline_sizes(set, theme);
            assert!(sizes.iter().all(|size| *size >= Pt::new(17)), "{theme}: {sizes:?}");
        }
        let small = format!("[layout.{theme}.foot.hotline]\nsize = 12\nsmallest = 12\n");
        let planted = hotline_sizes(&Draft::sample().with("theme.toml", small), theme);
        assert!(planted.iter().any(|size| *size < Pt::new(17)), "{theme}");
    }
}

/// What is printed below the code is the address in it, whatever that is.
#[test]
fn the_address_below_a_code_is_its_own() {
    let long = format!("https://www.example.org/{}", "kites-and-letters/".repeat(4));
    for (address, printed) in [
        ("https://www.example.org", "example.org"),
        ("https://example.org/", "example.org"),
        ("https://a.example.org/kites?of=Avalon#here", "a.example.org/kites?of=Avalon#here"),
        (&long, long.trim_start_matches("https://www.").trim_end_matches('/')),
    ] {
        let qr = |draft: Draft, file: &str| {
            let old = "qr = \"https://www.missingkids.org/ourwork/impact\"";
            draft.edit(file, old, &format!("qr = \"{address}\""))
        };
        let draft = qr(qr(Draft::sample(), "wording.en.toml"), "wording.es.toml");
        let draft = draft.edit("handout.toml", "website = \"https://www.missingkids.org\"\n", "");
        let set = draft.read();
        laid_out(&set, &set.theme("brief"), 1, |page, document, _| {
            let foot = &document.page.foot;
            let code = foot.qr.as_ref().expect("a code");
            let below = foot.qr_address.as_ref().expect("its address");
            assert_eq!(code.inlines[0].link.as_deref(), Some(address));
            let scan = if document.meta.language == "en" { "Scan:" } else { "Escanee:" };
            assert_eq!(below.plain(), format!("{scan}\u{a0}{printed}"));
            let links = page.links.iter().filter(|link| link.target.as_ref() as &str == address);
            assert!(links.into_iter().all(|link| link.words.ends_with(&format!(" {printed}"))), "{address}");
        });
    }
}
