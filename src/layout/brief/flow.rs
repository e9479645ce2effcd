//! What runs through the two columns: headings, paragraphs and tables in one row, shaped.

use super::{BOLD, PLAIN};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::layout::advice::Candidate;
use crate::layout::refusal::Checked;
use crate::layout::table::ShapedTable;
use crate::outline::{self, Block, Section};
use crate::source::Span;
use crate::text::{Manner, Measure, Paragraph, Shaper, prepare, prepare_running};
use crate::theme::Brief;

/// The units in order.
pub struct Flow<'a> {
    pub brief: &'a Brief,
    pub units: Vec<Unit<'a>>,
}

/// What is set as one; only text may go on in the next column.
pub enum Unit<'a> {
    Head { line: &'a RichText, shape: Paragraph },
    Text { words: &'a outline::Paragraph<RichText>, shape: Paragraph },
    Table(ShapedTable<'a>),
}

impl<'a> Flow<'a> {
    /// Shapes the sections.
    pub fn new(
        sections: &'a [Section<RichText, FigureText>],
        brief: &'a Brief,
        manner: Manner,
        shaper: &mut Shaper,
    ) -> Self {
        let mut units = Vec::new();
        for section in sections {
            let line = &section.heading;
            units.push(Unit::Head { line, shape: prepare(line, BOLD, shaper) });
            units.extend(section.blocks.iter().map(|block| match block {
                Block::Paragraph(words) => {
                    Unit::Text { words, shape: prepare_running(&words.text, PLAIN, manner, shaper) }
                }
                Block::Table(table) => Unit::Table(ShapedTable::new(table, shaper)),
            }));
        }
        Self { brief, units }
    }

    /// The paragraphs, for advice on what to shorten.
    pub fn paragraphs(&self) -> Vec<Candidate<'_>> {
        let mut heading = None;
        let mut found = Vec::new();
        for unit in &self.units {
            match unit {
                Unit::Head { line, .. } => heading = Some(*line),
                Unit::Text { words, shape } => found.push(Candidate { heading, line: &words.text, shape }),
                Unit::Table(_) => {}
            }
        }
        found
    }

    /// Its texts at their smallest, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        let text = Measure { size: self.brief.size.min, width: self.brief.column };
        let head = Measure { size: text.size + self.brief.head.larger, ..text };
        let mut texts = Vec::new();
        for unit in &self.units {
            match unit {
                Unit::Head { line, shape } => texts.push((*line, shape, head)),
                Unit::Text { words, shape } => texts.push((&words.text, shape, text)),
                Unit::Table(table) => texts.extend(table.cells().map(|(line, shape)| (line, shape, text))),
            }
        }
        texts
    }

    /// Refuses tables that are too wide or too long for a column.
    pub fn check_tables(&self, place: Span, sink: &mut Sink) -> Result<(), Reported> {
        let brief = self.brief;
        let most = brief.bars().last().map_or(usize::MAX, |bars| bars.rows);
        let mut sound = Ok(());
        for unit in &self.units {
            let Unit::Table(table) = unit else { continue };
            if table.measure(&brief.table, brief.bars(), brief.size.max, brief.column).is_none() {
                sound = Err(table.no_room(place, sink));
            }
            if table.rows() > most {
                let at = table.cells().find_map(|(line, _)| line.origin).unwrap_or(place);
                let message =
                    format!("a table has {} rows, but this theme has room for {most}", table.rows());
                let fault = Diagnostic::error(Code::DoesNotFit, at, message);
                sound = Err(sink.report(fault.help("combine some rows, or use the theme `memo`")));
            }
        }
        sound
    }
}
