//! What stands under a heading.

use super::map::all;
use super::visit::text;
use super::{BarChart, BarScale, Leaf, List, Part, Spot, Translate};
use crate::source::{Span, Spanned};

/// A section under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<T, F> {
    pub heading: T,
    pub blocks: Vec<Block<T, F>>,
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<T, F> {
    Paragraph(Paragraph<T>),
    List(List<T>),
    Table(Table<T, F>),
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph<T> {
    pub text: T,
    pub leads: Leads,
    /// Whether it is set apart from the text around it: whole sentences in bold.
    pub callout: bool,
}

/// What a paragraph leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    Nowhere,
    /// The table below it, which it stays with.
    ToTable,
    /// The list below it, whose first item it stays with.
    ToList,
    /// What is left out for this place, so the text ends like any sentence.
    Astray,
}

/// Figures in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T, F> {
    /// Alternative text: a description for people who cannot see the table.
    pub alt: Option<T>,
    /// Column headings; the first is above the row labels.
    pub columns: Vec<T>,
    pub rows: Vec<Row<T, F>>,
    /// Whether rows whose figures are all 0 are printed.
    pub keep_zero_rows: bool,
    /// What its bars are measured by, if the authors say so.
    pub scale: Option<Spanned<BarScale>>,
    /// Its bars, worked out once all else is said.
    pub bars: Option<BarChart<T>>,
    /// Whether its last column has the figures of the nation, which is added then too.
    pub compared: bool,
    /// Where it stands in the wording.
    pub span: Span,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T, F> {
    pub label: T,
    /// One for each column after the first.
    pub cells: Vec<F>,
    /// Where it stands in the wording.
    pub span: Span,
}

/// The next stage of a section.
type Mapped<'a, T, F, M> = Section<<M as Translate<'a, T, F>>::Text, <M as Translate<'a, T, F>>::Figure>;

impl<T, F> Section<T, F> {
    /// The next stage; `None` if nothing is left under the heading.
    pub(super) fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Option<Mapped<'a, T, F, M>>, M::Error> {
        let groups = self.blocks.chunk_by(Block::leads_to);
        let blocks = all(groups.map(|group| try_map_group(group, map)))?;
        let blocks: Vec<_> = blocks.into_iter().flatten().collect();
        if blocks.is_empty() {
            return Ok(None);
        }
        Ok(Some(Section { heading: map.needed(Part::Heading, &self.heading)?, blocks }))
    }
}

/// The next stage of a block.
type MappedBlock<'a, T, F, M> = Block<<M as Translate<'a, T, F>>::Text, <M as Translate<'a, T, F>>::Figure>;

/// The next stage of a block; or of a list and the paragraph that leads to it, which depends on what is left.
fn try_map_group<'a, T, F, M: Translate<'a, T, F>>(
    group: &'a [Block<T, F>],
    map: &mut M,
) -> Result<Vec<MappedBlock<'a, T, F, M>>, M::Error> {
    let [Block::Paragraph(lead), list] = group else {
        return all(group.iter().filter_map(|block| block.try_map(map).transpose()));
    };
    let list = list.try_map(map);
    let (part, leads) = match list {
        Ok(None) => (Part::LoneIntro, Leads::Astray),
        _ => (Part::Paragraph, Leads::ToList),
    };
    let lead = map.optional(part, &lead.text);
    let lead = lead?.map(|text| Block::Paragraph(Paragraph { text, leads, callout: false }));
    Ok(lead.into_iter().chain(list?).collect())
}

impl<T, F> Block<T, F> {
    /// The next stage; `None` if it comes to nothing.
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Option<MappedBlock<'a, T, F, M>>, M::Error> {
        Ok(match self {
            Block::Paragraph(paragraph) => paragraph.try_map(paragraph.part(), map)?.map(Block::Paragraph),
            Block::List(list) => list.try_map(map)?.map(Block::List),
            Block::Table(table) => Some(Block::Table(table.try_map(map)?)),
        })
    }

    /// Calls `see` with every text and figure, in reading order.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(Spot<'a, T, F>)) {
        match self {
            Block::Paragraph(paragraph) => text(see, paragraph.part(), &paragraph.text),
            Block::List(list) => list.visit(Part::ListSign, see),
            Block::Table(table) => table.visit(see),
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table<T, F>> {
        match self {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) | Block::List(_) => None,
        }
    }

    /// The table, if it is one.
    pub fn table_mut(&mut self) -> Option<&mut Table<T, F>> {
        match self {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) | Block::List(_) => None,
        }
    }

    /// The paragraph that leads to the table below it, if it is one.
    pub fn lead_mut(&mut self) -> Option<&mut Paragraph<T>> {
        match self {
            Block::Paragraph(paragraph) => Some(paragraph).filter(|own| own.leads == Leads::ToTable),
            Block::List(_) | Block::Table(_) => None,
        }
    }

    /// Whether it is a paragraph that leads to `next`, a list.
    fn leads_to(&self, next: &Self) -> bool {
        let leads = matches!(self, Block::Paragraph(paragraph) if paragraph.leads == Leads::ToList);
        leads && matches!(next, Block::List(_))
    }
}

impl<T> Paragraph<T> {
    pub(super) fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        part: Part,
        map: &mut M,
    ) -> Result<Option<Paragraph<M::Text>>, M::Error> {
        let text = map.optional(part, &self.text)?;
        Ok(text.map(|text| Paragraph { text, leads: self.leads, callout: self.callout }))
    }

    fn part(&self) -> Part {
        match self.leads {
            Leads::Nowhere | Leads::ToList => Part::Paragraph,
            Leads::ToTable => Part::TableIntro,
            Leads::Astray => Part::LoneIntro,
        }
    }
}

impl<T, F> Table<T, F> {
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Table<M::Text, M::Figure>, M::Error> {
        let Table { alt, columns, rows, keep_zero_rows, scale, bars: _, compared: _, span } = self;
        let alt = alt.as_ref().map_or(Ok(None), |alt| map.optional(Part::TableAlt, alt));
        let columns = all(columns.iter().map(|column| map.needed(Part::ColumnHeading, column)));
        let rows = all(rows.iter().map(|Row { label, cells, span }| {
            let label = map.needed(Part::RowLabel, label);
            let cells = all(cells.iter().map(|cell| map.figure(Part::Cell, cell)));
            Ok(Row { label: label?, cells: cells?, span: *span })
        }));
        let (keep_zero_rows, scale, span) = (*keep_zero_rows, scale.clone(), *span);
        let (alt, columns, rows) = (alt?, columns?, rows?);
        Ok(Table { alt, columns, rows, keep_zero_rows, scale, bars: None, compared: false, span })
    }

    fn visit<'a>(&'a self, see: &mut dyn FnMut(Spot<'a, T, F>)) {
        let Table { alt, columns, rows, keep_zero_rows: _, scale: _, bars, compared: _, span: _ } = self;
        alt.iter().for_each(|alt| text(see, Part::TableAlt, alt));
        columns.iter().for_each(|column| text(see, Part::ColumnHeading, column));
        for Row { label, cells, span: _ } in rows {
            text(see, Part::RowLabel, label);
            for (n, cell) in cells.iter().enumerate() {
                let beside = [Some(label), columns.get(n + 1)];
                see(Spot { part: Part::Cell, leaf: Leaf::Figure(cell), beside });
            }
        }
        bars.iter().flat_map(|bars| &bars.key).for_each(|key| text(see, Part::TableKey, key));
    }
}
