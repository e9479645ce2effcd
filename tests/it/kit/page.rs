//! A page made by hand, so that the writer is tested without a layout: every kind of node and
//! mark, words set glyph by glyph.

use chrono::NaiveDate;
use handout::internals::document::Meta;
use handout::internals::font::{Face, Fonts};
use handout::internals::layout::{Ink, Link, Mark, NodeId, Owner, Page, Rect, Role, TextRun};
use handout::internals::text::Glyph;
use handout::internals::units::Pt;

/// A page under way.
pub struct Sheet<'a> {
    pub page: Page,
    fonts: &'a Fonts,
    /// The next baseline.
    pub y: Pt,
}

impl<'a> Sheet<'a> {
    /// An empty letter sheet.
    pub fn new(fonts: &'a Fonts) -> Self {
        Sheet { page: Page::new(Pt::new(612), Pt::new(792)), fonts, y: Pt::new(60) }
    }

    /// A run of words in the theme's text ink; "fi" becomes one glyph, "AV" is kerned.
    pub fn run(&mut self, owner: Owner, x: Pt, face: Face, text: &str) {
        let source = self.fonts.face(face);
        let joined = text.replace("fi", "\u{fb01}");
        let glyphs: Vec<Glyph> = joined
            .chars()
            .map(|c| {
                let id = source.glyph(c).unwrap_or_else(|| panic!("no glyph for {c:?}"));
                if c == '\u{fb01}' {
                    self.page.spellings.insert((face, id), "fi".into());
                }
                Glyph { id, adjust: if c == 'A' { -40 } else { 0 } }
            })
            .collect();
        let run = TextRun { face, size: Pt(10_500), x, baseline: self.y, ink: Ink::Text, glyphs };
        self.page.paint(owner, Mark::Text(run));
    }

    /// A line of text that is an element of its own.
    pub fn line(&mut self, parent: NodeId, role: Role, face: Face, text: &str) -> NodeId {
        let node = self.page.node(parent, role);
        let owner = self.page.content(node);
        self.y += Pt::new(14);
        self.run(owner, Pt::new(72), face, text);
        node
    }

    /// A row of cells.
    pub fn row(&mut self, parent: NodeId, cells: &[(Role, &str)]) -> NodeId {
        let row = self.page.node(parent, Role::TableRow);
        self.y += Pt::new(14);
        for ((role, text), column) in cells.iter().zip(0..) {
            let cell = self.page.node(row, role.clone());
            let owner = self.page.content(cell);
            self.run(owner, Pt::new(72 + 180 * column), Face::Regular, text);
        }
        row
    }
}

/// The handout's metadata.
pub fn meta() -> Meta {
    Meta {
        title: "Kentucky Data & \u{201c}Facts\u{201d} 2023".into(),
        author: "A <small> publisher".into(),
        subject: "Foals & mares".into(),
        keywords: vec!["foals".into(), "Ñandú".into()],
        rights: Some("May be copied".into()),
        language: "en".into(),
        locale: "en-US".into(),
        date: NaiveDate::from_ymd_opt(2024, 5, 8).expect("a day"),
    }
}

/// A heading, a paragraph with a link over two lines, a list, a table, a figure, decoration.
pub fn sample(fonts: &Fonts) -> Page {
    let mut sheet = Sheet::new(fonts);
    let band = Rect { x: Pt::new(0), y: Pt::new(0), width: Pt::new(612), height: Pt(40_250) };
    sheet.page.paint(Owner::Artifact, Mark::fill(band, Ink::Navy));
    sheet.line(Page::ROOT, Role::Heading(1), Face::Bold, "AVA Kentucky )Data( \\ 2023");

    let paragraph = sheet.page.node(Page::ROOT, Role::Paragraph);
    let before = sheet.page.content(paragraph);
    sheet.y += Pt::new(20);
    sheet.run(before, Pt::new(72), Face::Regular, "We find 8,597 reports, ");
    let datum = sheet.page.node(paragraph, Role::Datum(handout::internals::figure::FigureId(0)));
    let figure = sheet.page.content(datum);
    sheet.run(figure, Pt::new(200), Face::Semibold, "first199");
    let link = sheet.page.node(paragraph, Role::Link);
    let words = sheet.page.content(link);
    sheet.run(words, Pt::new(300), Face::Regular, "missing");
    let first = Rect { x: Pt::new(300), y: sheet.y - Pt::new(10), width: Pt::new(60), height: Pt::new(13) };
    sheet.y += Pt::new(14);
    sheet.run(words, Pt::new(72), Face::Regular, "kids.org");
    let second = Rect { x: Pt::new(72), y: sheet.y - Pt::new(10), ..first };
    let target = "https://missingkids.org/ourwork/impact".into();
    let words = "missingkids.org".into();
    sheet.page.links.push(Link { node: link, areas: vec![first, second], target, words });

    let list = sheet.page.node(Page::ROOT, Role::List(None));
    for text in ["one", "two"] {
        let entry = sheet.page.node(list, Role::ListItem);
        sheet.line(entry, Role::ListBody, Face::Regular, text);
    }

    let summary = "Cases by category, \u{201c}2023\u{201d}".to_string();
    let table = sheet.page.node(Page::ROOT, Role::Table { summary });
    let head = sheet.page.node(table, Role::TableHead);
    sheet.row(head, &[(Role::ColumnHeader, "Category"), (Role::ColumnHeader, "Cases")]);
    let rule = Rect { x: Pt::new(72), y: sheet.y + Pt::new(4), width: Pt::new(300), height: Pt(500) };
    sheet.page.paint(Owner::Artifact, Mark::fill(rule, Ink::Rule));
    let body = sheet.page.node(table, Role::TableBody);
    for (label, count) in [("Other", "45"), ("Office", "21"), ("Total", "66")] {
        sheet.row(body, &[(Role::RowHeader, label), (Role::Cell, count)]);
    }

    let bounds = Rect { x: Pt::new(400), y: Pt::new(300), width: Pt::new(80), height: Pt::new(60) };
    let alt = "A triangle".to_string();
    let figure = sheet.page.node(Page::ROOT, Role::Figure { alt, bounds });
    let owner = sheet.page.content(figure);
    let ring = vec![(Pt::new(400), Pt::new(300)), (Pt::new(480), Pt::new(300)), (Pt::new(440), Pt::new(360))];
    sheet.page.paint(owner, Mark::polygons(&[ring], Ink::Map));
    sheet.page
}
