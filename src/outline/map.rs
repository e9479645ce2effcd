//! From one stage of an outline to the next.

use super::{Block, Foot, Head, Outline, Paragraph, Part, Row, Section, Table, Tile};
use std::convert::Infallible;

/// How the texts and figures of one stage become those of the next.
pub trait Translate<'a, T: 'a, F: 'a> {
    type Text;
    type Figure;
    type Error;

    /// A text that the page has a fixed place for.
    fn needed(&mut self, part: Part, text: &'a T) -> Result<Self::Text, Self::Error>;

    /// A text that is left out if it comes to nothing.
    fn optional(&mut self, part: Part, text: &'a T) -> Result<Option<Self::Text>, Self::Error>;

    /// A figure on its own.
    fn figure(&mut self, part: Part, figure: &'a F) -> Result<Self::Figure, Self::Error>;

    /// The foot as a whole, since its parts may depend on each other.
    fn foot(&mut self, foot: &'a Foot<T>) -> Result<Foot<Self::Text>, Self::Error>
    where
        Self: Sized,
    {
        foot.try_map(self)
    }
}

/// The next stage of a section.
type Mapped<'a, T, F, M> = Section<<M as Translate<'a, T, F>>::Text, <M as Translate<'a, T, F>>::Figure>;

impl<T, F> Outline<T, F> {
    /// The next stage. Everything is translated before an error ends it, so that all faults are found. A
    /// section with nothing left under its heading is left out.
    pub fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Outline<M::Text, M::Figure>, M::Error> {
        let head = self.head.try_map(map);
        let intro = self.intro.iter().map(|paragraph| paragraph.try_map(Part::Intro, map));
        let intro = all(intro.filter_map(Result::transpose));
        let tiles = all(self.tiles.iter().map(|tile| tile.try_map(map)));
        let sections = self.sections.iter().map(|section| section.try_map(map));
        let sections = all(sections.filter_map(Result::transpose));
        let foot = map.foot(&self.foot);
        Ok(Outline { head: head?, tiles: tiles?, intro: intro?, sections: sections?, foot: foot? })
    }

    /// The same page, borrowed.
    pub fn as_ref(&self) -> Outline<&T, &F> {
        match self.try_map(&mut Borrow) {
            Ok(borrowed) => borrowed,
            Err(never) => match never {},
        }
    }
}

struct Borrow;

impl<'a, T: 'a, F: 'a> Translate<'a, T, F> for Borrow {
    type Text = &'a T;
    type Figure = &'a F;
    type Error = Infallible;

    fn needed(&mut self, _: Part, text: &'a T) -> Result<&'a T, Infallible> {
        Ok(text)
    }

    fn optional(&mut self, _: Part, text: &'a T) -> Result<Option<&'a T>, Infallible> {
        Ok(Some(text))
    }

    fn figure(&mut self, _: Part, figure: &'a F) -> Result<&'a F, Infallible> {
        Ok(figure)
    }
}

impl<T> Head<T> {
    fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(&'a self, map: &mut M) -> Result<Head<M::Text>, M::Error> {
        let Head { organization, kicker, title } = self;
        let organization = map.needed(Part::Organization, organization);
        let kicker = kicker.as_ref().map_or(Ok(None), |kicker| map.optional(Part::Kicker, kicker));
        let title = map.needed(Part::Title, title);
        Ok(Head { organization: organization?, kicker: kicker?, title: title? })
    }
}

impl<T> Paragraph<T> {
    fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        part: Part,
        map: &mut M,
    ) -> Result<Option<Paragraph<M::Text>>, M::Error> {
        let text = map.optional(part, &self.text)?;
        Ok(text.map(|text| Paragraph { text, leads: self.leads }))
    }
}

impl<T, F> Tile<T, F> {
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Tile<M::Text, M::Figure>, M::Error> {
        let figure = map.figure(Part::TileFigure, &self.figure);
        let label = map.needed(Part::TileLabel, &self.label);
        Ok(Tile { figure: figure?, label: label? })
    }
}

impl<T, F> Section<T, F> {
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Option<Mapped<'a, T, F, M>>, M::Error> {
        let blocks = self.blocks.iter().map(|block| {
            Ok(match block {
                Block::Paragraph(paragraph) => {
                    paragraph.try_map(paragraph.part(), map)?.map(Block::Paragraph)
                }
                Block::Table(table) => Some(Block::Table(table.try_map(map)?)),
            })
        });
        let blocks = all(blocks.filter_map(Result::transpose))?;
        if blocks.is_empty() {
            return Ok(None);
        }
        Ok(Some(Section { heading: map.needed(Part::Heading, &self.heading)?, blocks }))
    }
}

impl<T, F> Table<T, F> {
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Table<M::Text, M::Figure>, M::Error> {
        let Table { alt, columns, rows, keep_zero_rows, span } = self;
        let alt = alt.as_ref().map_or(Ok(None), |alt| map.optional(Part::TableAlt, alt));
        let columns = all(columns.iter().map(|column| map.needed(Part::ColumnHeading, column)));
        let rows = all(rows.iter().map(|Row { label, cells, span }| {
            let label = map.needed(Part::RowLabel, label);
            let cells = all(cells.iter().map(|cell| map.figure(Part::Cell, cell)));
            Ok(Row { label: label?, cells: cells?, span: *span })
        }));
        let (keep_zero_rows, span) = (*keep_zero_rows, *span);
        Ok(Table { alt: alt?, columns: columns?, rows: rows?, keep_zero_rows, span })
    }
}

impl<T> Foot<T> {
    /// The next stage.
    pub fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Foot<M::Text>, M::Error> {
        let Foot { call, hotline, hotline_digits, web_label, web, source, qr } = self;
        let mut part =
            |part, text: &'a Option<T>| text.as_ref().map_or(Ok(None), |text| map.optional(part, text));
        let call = part(Part::Call, call);
        let hotline = part(Part::Hotline, hotline);
        let hotline_digits = part(Part::HotlineDigits, hotline_digits);
        let source = part(Part::Source, source);
        let web = part(Part::Web, web);
        let web_label = part(Part::WebLabel, web_label);
        let qr = part(Part::Qr, qr);
        Ok(Foot {
            call: call?,
            hotline: hotline?,
            hotline_digits: hotline_digits?,
            web_label: web_label?,
            web: web?,
            source: source?,
            qr: qr?,
        })
    }
}

/// All results, or the last error. Unlike `collect`, it does not stop at the first.
fn all<T, E>(results: impl Iterator<Item = Result<T, E>>) -> Result<Vec<T>, E> {
    let mut good = Vec::new();
    let mut failed = None;
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(good), Err)
}
