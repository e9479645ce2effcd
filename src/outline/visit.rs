//! Walking an outline in reading order.

use super::{Block, Foot, Head, Leads, Outline, Paragraph, Part, Row, Table, Tile};

/// What is met at a stop.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'a, T, F> {
    Text(&'a T),
    Figure(&'a F),
}

/// A stop on the walk.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a, T, F> {
    pub part: Part,
    pub leaf: Leaf<'a, T, F>,
    /// For a figure on its own, the texts that say what it is: the label of its tile, or the label of
    /// its row and the heading of its column.
    pub beside: [Option<&'a T>; 2],
}

impl<T, F> Outline<T, F> {
    /// Calls `see` with every text and figure, in reading order.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(Spot<'a, T, F>)) {
        let Outline { head, tiles, intro, sections, foot } = self;
        let Head { organization, kicker, title } = head;
        text(see, Part::Organization, organization);
        kicker.iter().for_each(|kicker| text(see, Part::Kicker, kicker));
        text(see, Part::Title, title);
        for Tile { figure, label } in tiles {
            let leaf = Leaf::Figure(figure);
            see(Spot { part: Part::TileFigure, leaf, beside: [Some(label), None] });
            text(see, Part::TileLabel, label);
        }
        intro.iter().for_each(|paragraph| text(see, Part::Intro, &paragraph.text));
        for section in sections {
            text(see, Part::Heading, &section.heading);
            for block in &section.blocks {
                match block {
                    Block::Paragraph(paragraph) => text(see, paragraph.part(), &paragraph.text),
                    Block::Table(table) => visit_table(table, see),
                }
            }
        }
        let Foot { call, hotline, hotline_digits, web_label, web, source, qr } = foot;
        let lines = [
            (Part::Call, call),
            (Part::Hotline, hotline),
            (Part::HotlineDigits, hotline_digits),
            (Part::WebLabel, web_label),
            (Part::Web, web),
            (Part::Source, source),
            (Part::Qr, qr),
        ];
        for (part, line) in lines {
            line.iter().for_each(|line| text(see, part, line));
        }
    }
}

fn visit_table<'a, T, F>(table: &'a Table<T, F>, see: &mut dyn FnMut(Spot<'a, T, F>)) {
    let Table { alt, columns, rows, keep_zero_rows: _, span: _ } = table;
    alt.iter().for_each(|alt| text(see, Part::TableAlt, alt));
    columns.iter().for_each(|column| text(see, Part::ColumnHeading, column));
    for Row { label, cells, span: _ } in rows {
        text(see, Part::RowLabel, label);
        for (n, cell) in cells.iter().enumerate() {
            let beside = [Some(label), columns.get(n + 1)];
            see(Spot { part: Part::Cell, leaf: Leaf::Figure(cell), beside });
        }
    }
}

fn text<'a, T, F>(see: &mut dyn FnMut(Spot<'a, T, F>), part: Part, text: &'a T) {
    see(Spot { part, leaf: Leaf::Text(text), beside: [None, None] });
}

impl<T> Paragraph<T> {
    pub(super) fn part(&self) -> Part {
        match self.leads {
            Leads::Nowhere => Part::Paragraph,
            Leads::ToTable => Part::TableIntro,
            Leads::Astray => Part::LoneIntro,
        }
    }
}
