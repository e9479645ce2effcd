//! Walking an outline in reading order.

use super::{Foot, Head, Outline, Part, Tile};

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
        let Outline { head, tiles, intro, sections, foot, properties } = self;
        let Head { organization, kicker, title } = head;
        text(see, Part::Organization, organization);
        kicker.iter().for_each(|kicker| text(see, Part::Kicker, kicker));
        text(see, Part::Title, title);
        for Tile { figure, label, compared } in tiles {
            let leaf = Leaf::Figure(figure);
            see(Spot { part: Part::TileFigure, leaf, beside: [Some(label), None] });
            text(see, Part::TileLabel, label);
            let beside = [Some(label), None];
            compared.iter().for_each(|compared| {
                see(Spot { part: Part::TileCompared, leaf: Leaf::Text(compared), beside });
            });
        }
        intro.iter().for_each(|paragraph| text(see, Part::Intro, &paragraph.text));
        for section in sections {
            text(see, Part::Heading, &section.heading);
            section.blocks.iter().for_each(|block| block.visit(see));
        }
        let Foot { call, hotline, hotline_digits, web_label, web, source, about, qr, qr_address } = foot;
        let lines = [
            (Part::Call, call),
            (Part::Hotline, hotline),
            (Part::HotlineDigits, hotline_digits),
            (Part::WebLabel, web_label),
            (Part::Web, web),
            (Part::Source, source),
            (Part::About, about),
            (Part::Qr, qr),
            (Part::QrAddress, qr_address),
        ];
        for (part, line) in lines {
            line.iter().for_each(|line| text(see, part, line));
        }
        properties.each().for_each(|(part, property)| text(see, part, property));
    }
}

pub(super) fn text<'a, T, F>(see: &mut dyn FnMut(Spot<'a, T, F>), part: Part, text: &'a T) {
    see(Spot { part, leaf: Leaf::Text(text), beside: [None, None] });
}
