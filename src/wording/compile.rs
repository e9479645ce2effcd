//! A whole wording, read once: the plan of every page in its language.
//!
//! In: the wording and the set. Out: a [`Plan`] of the same shape with every text read and every
//! figure found; or all faults of the wording, reported in one go.

use super::phrase::{Lexicon, Phrase};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::set::{FooterWording, RowWording, SectionWording, TableWording, Template, Wording};
use crate::source::{Span, Spanned};

/// A wording that has been read.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) organization: Phrase,
    pub(super) title: Phrase,
    pub(super) kicker: Option<Phrase>,
    pub(super) intro: Vec<Phrase>,
    pub(super) tiles: Vec<TilePlan>,
    pub(super) sections: Vec<SectionPlan>,
    pub(super) footer: FooterPlan,
}

/// A figure of the dictionary and where the wording names it.
pub(super) type Named = (usize, Span);

#[derive(Debug)]
pub(super) struct TilePlan {
    pub(super) figure: Named,
    pub(super) label: Phrase,
}

#[derive(Debug)]
pub(super) struct SectionPlan {
    pub(super) heading: Phrase,
    pub(super) text: Vec<Phrase>,
    pub(super) table: Option<TablePlan>,
    pub(super) after: Vec<Phrase>,
}

#[derive(Debug)]
pub(super) struct TablePlan {
    pub(super) lead: Phrase,
    pub(super) alt: Option<Phrase>,
    pub(super) columns: Vec<Phrase>,
    pub(super) rows: Vec<RowPlan>,
    pub(super) keep_zero_rows: bool,
}

#[derive(Debug)]
pub(super) struct RowPlan {
    pub(super) label: Phrase,
    pub(super) figures: Vec<Named>,
}

#[derive(Debug)]
pub(super) struct FooterPlan {
    pub(super) call: Option<Phrase>,
    pub(super) hotline: Option<Phrase>,
    pub(super) hotline_digits: Option<Phrase>,
    pub(super) source: Option<Phrase>,
    pub(super) web: Option<Phrase>,
    pub(super) web_label: Option<Phrase>,
    pub(super) qr: Option<Phrase>,
}

impl Plan {
    /// Reads `wording`.
    pub(super) fn new(wording: &Wording, lexicon: Lexicon<'_>, sink: &mut Sink) -> Result<Self, Reported> {
        let mut reader = Reader { lexicon, sink };
        // Everything is read before the first fault ends it, so that all faults are found.
        let organization = reader.phrase(&wording.organization);
        let title = reader.phrase(&wording.title);
        let kicker = reader.option(&wording.kicker);
        let intro = reader.phrases(&wording.intro);
        let tiles = all(wording.tiles.iter().map(|tile| {
            let (figure, label) = (reader.figure(&tile.figure), reader.phrase(&tile.label));
            Ok(TilePlan { figure: figure?, label: label? })
        }));
        let sections = all(wording.sections.iter().map(|section| reader.section(section)));
        let footer = reader.footer(&wording.footer);
        Ok(Self {
            organization: organization?,
            title: title?,
            kicker: kicker?,
            intro: intro?,
            tiles: tiles?,
            sections: sections?,
            footer: footer?,
        })
    }
}

struct Reader<'a, 's> {
    lexicon: Lexicon<'a>,
    sink: &'s mut Sink,
}

impl Reader<'_, '_> {
    fn phrase(&mut self, template: &Template) -> Result<Phrase, Reported> {
        Phrase::new(template, self.lexicon, self.sink)
    }

    fn option(&mut self, template: &Option<Template>) -> Result<Option<Phrase>, Reported> {
        template.as_ref().map(|template| self.phrase(template)).transpose()
    }

    fn phrases(&mut self, templates: &[Template]) -> Result<Vec<Phrase>, Reported> {
        all(templates.iter().map(|template| self.phrase(template)))
    }

    fn figure(&mut self, key: &Spanned<String>) -> Result<Named, Reported> {
        match self.lexicon.names.figure(&key.value) {
            Some(number) => Ok((number, key.span)),
            None => Err(self.sink.report(self.lexicon.names.unknown_figure(&key.value, key.span))),
        }
    }

    fn section(&mut self, section: &SectionWording) -> Result<SectionPlan, Reported> {
        let heading = self.phrase(&section.heading);
        let text = self.phrases(&section.text);
        let table = section.table.as_ref().map(|table| self.table(table)).transpose();
        let after = self.phrases(&section.after);
        Ok(SectionPlan { heading: heading?, text: text?, table: table?, after: after? })
    }

    fn table(&mut self, table: &TableWording) -> Result<TablePlan, Reported> {
        let lead = self.phrase(&table.lead);
        let alt = self.option(&table.alt);
        let columns = self.phrases(&table.columns);
        let rows = all(table.rows.iter().map(|row| self.row(row, table.columns.len())));
        let keep_zero_rows = table.keep_zero_rows;
        Ok(TablePlan { lead: lead?, alt: alt?, columns: columns?, rows: rows?, keep_zero_rows })
    }

    fn row(&mut self, row: &RowWording, columns: usize) -> Result<RowPlan, Reported> {
        let label = self.phrase(&row.label);
        let figures = all(row.figures.iter().map(|key| self.figure(key)));
        if row.figures.len() + 1 != columns {
            let message =
                format!("a label and {} in a row of a table of {columns} columns", count(row.figures.len()));
            let fault = Diagnostic::error(Code::BadValue, row.span, message);
            return Err(self.sink.report(fault.help("each column but the first has one figure in each row")));
        }
        Ok(RowPlan { label: label?, figures: figures? })
    }

    fn footer(&mut self, footer: &FooterWording) -> Result<FooterPlan, Reported> {
        let call = self.option(&footer.call);
        let hotline = self.option(&footer.hotline);
        let hotline_digits = self.option(&footer.hotline_digits);
        let source = self.option(&footer.source);
        let web = self.option(&footer.web);
        let web_label = self.option(&footer.web_label);
        let qr = self.option(&footer.qr);
        Ok(FooterPlan {
            call: call?,
            hotline: hotline?,
            hotline_digits: hotline_digits?,
            source: source?,
            web: web?,
            web_label: web_label?,
            qr: qr?,
        })
    }
}

/// All results, or the last fault: unlike `collect`, which would stop at the first.
pub(super) fn all<T>(results: impl Iterator<Item = Result<T, Reported>>) -> Result<Vec<T>, Reported> {
    let mut good = Vec::new();
    let mut failed = None;
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(reported) => failed = Some(reported),
        }
    }
    failed.map_or(Ok(good), Err)
}

fn count(figures: usize) -> String {
    if figures == 1 { "1 figure".into() } else { format!("{figures} figures") }
}
