//! The sheet as a screen reader says it: reviewed as text, complete, and right for tags of all kinds.

use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use handout::internals::document::Document;
use handout::internals::finished::{HeardDocument, HeardKind, HeardPart, hear};
use handout::internals::pdf::Unreadable;
use lopdf::{Dictionary, Object, Stream, dictionary};

/// The lines of what is heard, further in by list.
fn lines(heard: &HeardDocument) -> Vec<String> {
    heard.lines.iter().map(|line| "  ".repeat(line.depth) + &heard.text(line)).collect()
}

#[test]
fn the_sample_is_heard_as_reviewed() {
    for (theme, language) in THEMES.into_iter().flat_map(|theme| LANGUAGES.map(|language| (theme, language)))
    {
        let heard = hear(&sheet(theme, language, "office").bytes).expect("a readable file");
        let head = format!("title: {}\nlanguage: {}\n\n", heard.title, heard.language);
        insta::assert_snapshot!(format!("{theme}-{language}"), head + &lines(&heard).join("\n"));
    }
}

/// Letters and digits alone: where lines end, and what is not words, says nothing.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Everything said, in order.
fn said(heard: &HeardDocument) -> String {
    let words = |parts: &[HeardPart]| parts.iter().map(|part| part.text.as_str()).collect::<String>();
    let line = |line: &handout::HeardLine| match &line.kind {
        HeardKind::Row(_, cells) => cells.iter().map(|cell| words(&cell.parts)).collect(),
        HeardKind::Item(label) => label.clone() + &words(&line.parts),
        _ => words(&line.parts),
    };
    letters(&heard.lines.iter().map(line).collect::<String>())
}

fn written(document: &Document) -> Vec<String> {
    document.passages().iter().map(|passage| letters(&passage.text.plain())).collect()
}

#[test]
fn every_word_of_the_page_is_heard_in_its_order() {
    for theme in THEMES {
        for (language, profile) in LANGUAGES.into_iter().zip(["gray", "press"]) {
            let sheet = sheet(theme, language, profile);
            let said = said(&hear(&sheet.bytes).expect("a readable file"));
            let mut rest = said.as_str();
            for words in written(&sheet.document) {
                let at = rest.find(&words).unwrap_or_else(|| panic!("{theme} {language}: {words} in {rest}"));
                rest = &rest[at + words.len()..];
            }
        }
    }
}

/// A file of one page whose content shows `texts`, each in a mark of its number, under these elements.
fn tagged(texts: &[&str], tree: impl FnOnce(&mut Made)) -> Vec<u8> {
    let mut made = Made { file: lopdf::Document::with_version("1.7"), page: (0, 0) };
    let font = made.file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let shown = texts.iter().enumerate().map(|(mark, text)| {
        format!("/P<</MCID {mark}>>BDC BT /F 10 Tf 50 {} Td ({text}) Tj ET EMC\n", 700 - 20 * mark)
    });
    let content =
        made.file.add_object(Stream::new(Dictionary::new(), shown.collect::<String>().into_bytes()));
    let pages = made.file.new_object_id();
    made.page = made.file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    });
    let kids = vec![made.page.into()];
    made.file.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 });
    let root = made.file.add_object(dictionary! { "Type" => "StructTreeRoot" });
    let catalog = made.file.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "StructTreeRoot" => root, "Lang" => Object::string_literal("en-US"),
    });
    made.file.trailer.set("Root", catalog);
    tree(&mut made);
    let mut bytes = Vec::new();
    made.file.save_to(&mut bytes).expect("a Vec takes all bytes");
    bytes
}

struct Made {
    file: lopdf::Document,
    page: (u32, u16),
}

impl Made {
    /// An element of a type with further keys and these kids.
    fn element(&mut self, kind: &str, more: Dictionary, kids: Vec<Object>) -> Object {
        let own = dictionary! { "S" => kind, "Pg" => self.page, "K" => kids };
        self.file.add_object(own.into_iter().chain(more).collect::<Dictionary>()).into()
    }

    fn root(&mut self, more: Dictionary, kids: Vec<Object>) {
        let root = self.file.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot"));
        let root = root.and_then(Object::as_reference).expect("the root");
        let root = self.file.get_dictionary_mut(root).expect("the root");
        root.set("K", kids);
        root.extend(&more);
    }
}

fn none() -> Dictionary {
    Dictionary::new()
}

fn text(key: &str, value: &str) -> Dictionary {
    dictionary! { key => Object::string_literal(value) }
}

#[test]
fn tags_of_all_kinds_are_said() {
    let texts =
        ["Head", "See ", "our site", " in Spain", "a.", "one", "two", "NCMEC", "Cases", "Kentucky", "12"];
    let bytes = tagged(&texts, |made| {
        let annotation = made.file.add_object(dictionary! {
            "Subtype" => "Link", "Contents" => Object::string_literal("Web page"),
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://a.org") },
        });
        let object = dictionary! { "Type" => "OBJR", "Obj" => annotation };
        let mark = |n: i64| Object::Integer(n);
        let head = made.element("Heading", none(), vec![mark(0)]);
        let strong = made.element("Strong", none(), vec![mark(2)]);
        let link = made.element("Link", none(), vec![strong, object.into()]);
        let foreign = made.element("Span", text("Lang", "es"), vec![mark(3)]);
        let picture = made.element("Figure", text("Alt", "a map"), vec![]);
        let paragraph = made.element("P", none(), vec![mark(1), link, foreign, picture]);
        let label = made.element("Lbl", none(), vec![mark(4)]);
        let body = made.element("LBody", none(), vec![mark(5)]);
        let one = made.element("LI", none(), vec![label, body]);
        let inner = made.element("LBody", none(), vec![mark(6)]);
        let inner = made.element("LI", none(), vec![inner]);
        let inner = made.element("L", none(), vec![inner]);
        let short = made.element("Span", text("E", "National Center"), vec![mark(7)]);
        let body = made.element("LBody", none(), vec![short, inner]);
        let two = made.element("LI", none(), vec![body]);
        let list = made.element("L", none(), vec![one, two]);
        let cells = [8, 9, 10].map(|n| if n == 10 { ("TD", n) } else { ("TH", n) });
        let [cases, kentucky, twelve] = cells.map(|(kind, n)| made.element(kind, none(), vec![mark(n)]));
        let corner = made.element("TD", none(), vec![]);
        let top = made.element("TR", none(), vec![corner, cases]);
        let row = made.element("TR", none(), vec![kentucky, twelve]);
        let said = dictionary! { "O" => "Table", "Summary" => Object::string_literal("Cases by state") };
        let table = made.element("Table", dictionary! { "A" => said }, vec![top, row]);
        let silent = made.element("Artifact", none(), vec![mark(0)]);
        let figure = made.element("Figure", text("Alt", "A bar chart"), vec![]);
        let all = made.element("Document", none(), vec![head, paragraph, list, table, silent, figure]);
        made.root(dictionary! { "RoleMap" => dictionary! { "Heading" => "H2" } }, vec![all]);
    });
    let heard = hear(&bytes).expect("a readable file");
    assert_eq!(
        lines(&heard),
        [
            "heading level 2: Head",
            "See [link, our site] [es] in Spain [en-US] [picture: a map]",
            "list with 2 items",
            "  item a. one",
            "  item: [NCMEC: National Center]",
            "  list with 1 item",
            "    item: two",
            "  end of list",
            "end of list",
            "table with 2 rows and 2 columns: Cases by state",
            "row 1: blank; Cases",
            "row 2: Kentucky; Cases: 12",
            "end of table",
            "figure: A bar chart",
        ]
    );
    let link = heard.lines[1].parts[1].link.as_ref().expect("a link");
    assert_eq!((link.target.as_str(), link.description.as_str()), ("https://a.org", "Web page"));
}

#[test]
fn a_tree_that_bites_its_tail_is_said_once() {
    let bytes = tagged(&["word"], |made| {
        let id = made.file.new_object_id();
        let own = dictionary! { "S" => "P", "Pg" => made.page, "K" => vec![id.into(), 0.into(), id.into()] };
        made.file.set_object(id, own);
        made.root(none(), vec![id.into(), id.into(), Object::Null]);
    });
    assert_eq!(lines(&hear(&bytes).expect("a readable file")), ["word"]);
    assert_eq!(lines(&hear(&tagged(&["word"], |_| {})).expect("a readable file")), [""; 0]);
    assert_eq!(hear(b"%PDF-1.7\n"), Err(Unreadable::Damaged));
}
