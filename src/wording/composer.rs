//! From facts to words: one [`Document`] a place.
//!
//! In: the set and a wording, once; the facts of a place, many times. Out: the document, or every
//! fault that this place brings out of the wording. A [`Composer`] is shared by threads.

use super::compile::{FooterPlan, Named, Plan, RowPlan, SectionPlan, TablePlan, TilePlan, all};
use super::links::{Fault, check_hotline, check_qr, check_target};
use super::phrase::{Lexicon, Phrase};
use super::template::{Name, Names};
use super::values::{Printed, Values, is_zero};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{
    Block, Document, Footer, Inline, InlineKind, Line, Masthead, Meta, Paragraph, QrCode, Row, Section,
    Table, Tile,
};
use crate::facts::Facts;
use crate::figure::{Missing, Value};
use crate::gazetteer::Jurisdiction;
use crate::lang::Language;
use crate::set::{Set, Wording};
use crate::source::{FileId, Sources};
use chrono::NaiveDate;

/// Makes documents in one language.
#[derive(Debug)]
pub struct Composer {
    language: Language,
    plan: Plan,
    wording: FileId,
}

impl Composer {
    /// Reads the wording. All its faults are reported, whether a place meets them or not.
    pub fn new(set: &Set, wording: &Wording, sources: &Sources, sink: &mut Sink) -> Result<Self, Reported> {
        let tag = &wording.language;
        let language = Language::from_tag(&tag.value).ok_or_else(|| {
            let supported: Vec<_> = Language::supported().map(|tag| format!("`{tag}`")).collect();
            let fault = Diagnostic::error(
                Code::UnknownLanguage,
                tag.span,
                format!("no language `{}` is known", tag.value),
            );
            sink.report(fault.help(format!("there is {}", supported.join(" and "))))
        });
        let names = Names::new(set);
        let lexicon = Lexicon { names: &names, set, language: &tag.value, sources };
        let plan = Plan::new(wording, lexicon, sink);
        Ok(Self { language: language?, plan: plan?, wording: wording.file })
    }

    /// The file of its wording.
    pub fn wording(&self) -> FileId {
        self.wording
    }

    /// BCP 47 tag of the language.
    pub fn language(&self) -> &str {
        self.language.tag()
    }

    /// The words of one place's page, dated `date`. `facts` has a figure for each entry of the
    /// dictionary in `set`, which is the set the composer was made with.
    pub fn compose(
        &self,
        set: &Set,
        facts: &Facts,
        date: NaiveDate,
        sink: &mut Sink,
    ) -> Result<Document, Reported> {
        let mut page = Page { values: Values { set, facts, language: &self.language }, sink };
        let plan = &self.plan;
        // As in `Plan::new`: everything first, so that all faults are found.
        let organization = page.needed(&plan.organization);
        let kicker = page.option(plan.kicker.as_ref());
        let title = page.needed(&plan.title);
        let intro = page.paragraphs(&plan.intro);
        let tiles = all(plan.tiles.iter().filter_map(|tile| page.tile(tile)));
        let sections = all(plan.sections.iter().filter_map(|section| page.section(section).transpose()));
        let footer = page.footer(&plan.footer);
        let (title, year) = (title?, page.datum(Name::Year));
        Ok(Document {
            meta: Meta {
                title: format!("{} {}", title.plain(), year.plain()),
                author: set.publisher.name.value.clone(),
                language: self.language.tag().to_owned(),
                date,
            },
            masthead: Masthead {
                organization: organization?,
                kicker: kicker?,
                title,
                place: page.datum(Name::StateTitle),
                outline: outline(facts),
                year,
            },
            intro: intro?,
            tiles: tiles?,
            sections: sections?,
            footer: footer?,
        })
    }
}

struct Page<'a, 's> {
    values: Values<'a>,
    sink: &'s mut Sink,
}

impl Page<'_, '_> {
    fn needed(&mut self, phrase: &Phrase) -> Result<Line, Reported> {
        phrase.needed(&self.values, self.sink)
    }

    fn option(&mut self, phrase: Option<&Phrase>) -> Result<Option<Line>, Reported> {
        phrase.map_or(Ok(None), |phrase| phrase.line(&self.values, self.sink))
    }

    fn paragraphs(&mut self, phrases: &[Phrase]) -> Result<Vec<Paragraph>, Reported> {
        let lines = phrases.iter().filter_map(|phrase| phrase.line(&self.values, self.sink).transpose());
        all(lines.map(|line| Ok(Paragraph { text: line?, lead: false })))
    }

    fn datum(&self, name: Name) -> Line {
        printed(self.values.datum(name))
    }

    fn figure(&mut self, (number, at): Named) -> Result<Line, Reported> {
        self.values.figure(number, at, self.sink).map(printed)
    }

    /// A headline figure; none where there is nothing to headline.
    fn tile(&mut self, tile: &TilePlan) -> Option<Result<Tile, Reported>> {
        match self.values.fact(tile.figure.0).value {
            Value::Known(quantity) if !is_zero(quantity) => {}
            Value::FewerThan(_) => {}
            Value::Known(_) | Value::Missing(_) => return None,
        }
        let (figure, label) = (self.figure(tile.figure), self.needed(&tile.label));
        Some(figure.and_then(|figure| Ok(Tile { figure, label: label? })))
    }

    /// A section; none if nothing is left under its heading.
    fn section(&mut self, section: &SectionPlan) -> Result<Option<Section>, Reported> {
        let text = self.paragraphs(&section.text);
        let table = section.table.as_ref().map_or(Ok(Vec::new()), |table| self.table(table));
        let after = self.paragraphs(&section.after);
        let mut blocks: Vec<_> = text?.into_iter().map(Block::Paragraph).collect();
        blocks.extend(table?);
        blocks.extend(after?.into_iter().map(Block::Paragraph));
        if blocks.is_empty() {
            return Ok(None);
        }
        let heading = self.needed(&section.heading)?;
        // A table needs a name; its heading is the next best.
        for block in &mut blocks {
            if let Block::Table(table) = block
                && table.alt.is_empty()
            {
                table.alt = heading.plain();
            }
        }
        Ok(Some(Section { heading, blocks }))
    }

    /// A table and the sentence that leads to it. A table of fewer than two rows is none, and then
    /// the sentence leads nowhere; if every row is 0 there is nothing to say at all.
    fn table(&mut self, table: &TablePlan) -> Result<Vec<Block>, Reported> {
        let rows: Vec<&RowPlan> = table.rows.iter().filter(|row| self.is_shown(row, table)).collect();
        let all_zero = table.rows.iter().all(|row| row.figures.iter().all(|named| self.is_zero(*named)));
        if rows.is_empty() && all_zero {
            return Ok(Vec::new());
        }
        let lead = self.option(Some(&table.lead));
        let numbers =
            rows.iter().filter(|row| row.figures.iter().any(|named| self.has_number(*named))).count();
        if rows.len() < 2 || numbers == 0 {
            let lead = lead?.map(|mut text| {
                full_stop(&mut text);
                Block::Paragraph(Paragraph { text, lead: false })
            });
            return Ok(lead.into_iter().collect());
        }
        let alt = self.option(table.alt.as_ref());
        let columns = all(table.columns.iter().map(|column| self.needed(column)));
        let rows = all(rows.into_iter().map(|row| self.row(row)));
        let (lead, alt) = (lead?, alt?);
        // Without a description of its own, the sentence before it is one.
        let alt = alt
            .map(|alt| alt.plain())
            .or_else(|| lead.as_ref().map(|lead| lead.plain().trim_end_matches([':', ' ']).to_owned()));
        let table = Table { alt: alt.unwrap_or_default(), columns: columns?, rows: rows? };
        let lead = lead.map(|text| Block::Paragraph(Paragraph { text, lead: true }));
        Ok(lead.into_iter().chain([Block::Table(table)]).collect())
    }

    /// Rows at 0 are dropped unless the wording keeps them; rows that do not apply always are.
    fn is_shown(&self, row: &RowPlan, table: &TablePlan) -> bool {
        let nothing = |named: &Named| match self.values.fact(named.0).value {
            Value::Known(quantity) => !table.keep_zero_rows && is_zero(quantity),
            Value::FewerThan(_) => false,
            Value::Missing(missing) => missing == Missing::NotApplicable,
        };
        !row.figures.iter().all(nothing)
    }

    fn is_zero(&self, (number, _): Named) -> bool {
        matches!(self.values.fact(number).value, Value::Known(quantity) if is_zero(quantity))
    }

    fn has_number(&self, (number, _): Named) -> bool {
        matches!(self.values.fact(number).value, Value::Known(_) | Value::FewerThan(_))
    }

    /// A row; a cell without a number says why.
    fn row(&mut self, row: &RowPlan) -> Result<Row, Reported> {
        let label = self.needed(&row.label);
        let cells = all(row.figures.iter().map(|figure| match self.values.gap(figure.0) {
            Some(words) => Ok(printed(words)),
            None => self.figure(*figure),
        }));
        let amount = row.figures.first().and_then(|(number, _)| self.values.amount(*number));
        Ok(Row { label: label?, cells: cells?, amount })
    }

    /// The foot; a part whose conditions leave nothing of it is left out.
    fn footer(&mut self, footer: &FooterPlan) -> Result<Footer, Reported> {
        let call = self.option(footer.call.as_ref());
        let hotline = self.option(footer.hotline.as_ref());
        let hotline_digits = self.option(footer.hotline_digits.as_ref());
        let source = self.option(footer.source.as_ref());
        let web = self.option(footer.web.as_ref());
        let web_label = self.option(footer.web_label.as_ref());
        let qr = self.qr(footer.qr.as_ref(), &web);
        if let (Ok(Some(number)), Ok(Some(digits)), Some(phrase)) =
            (&hotline, &hotline_digits, &footer.hotline_digits)
            && let Err(fault) = check_hotline(number, digits)
        {
            return Err(self.bad_link(fault, phrase));
        }
        let footer = Footer {
            call: call?,
            hotline: hotline?,
            hotline_digits: hotline_digits?,
            source: source?,
            web: web?,
            web_label: web_label?,
            qr: qr?,
        };
        let digits = self.beside("hotline", &footer.hotline, "hotline_digits", &footer.hotline_digits);
        self.beside("web", &footer.web, "web_label", &footer.web_label).and(digits)?;
        Ok(footer)
    }

    /// Refuses a line that has lost the one it stands beside.
    fn beside(
        &mut self,
        other: &str,
        line: &Option<Line>,
        key: &str,
        beside: &Option<Line>,
    ) -> Result<(), Reported> {
        let (None, Some(Line { origin: Some(origin), .. })) = (line, beside) else { return Ok(()) };
        let place = &self.values.facts.place.names.first.in_prose.value;
        let message = format!("nothing is left of `{other}` for {place}, and this stands beside it");
        let fault = Diagnostic::error(Code::BadValue, *origin, message);
        Err(self.sink.report(fault.help(format!("put all of `{key}` into the same `{{% if … %}}`"))))
    }

    /// `web` is the web line of the foot.
    fn qr(
        &mut self,
        phrase: Option<&Phrase>,
        web: &Result<Option<Line>, Reported>,
    ) -> Result<Option<QrCode>, Reported> {
        let Some(phrase) = phrase else { return Ok(None) };
        let Some(address) = self.option(Some(phrase))?.map(|line| line.plain()) else { return Ok(None) };
        if check_target(&address).is_err() {
            let message = format!("`{address}` is not an address a telephone can open");
            return Err(self.bad_link(Fault { message, help: "write `https://…`".into() }, phrase));
        }
        let website = self.values.set.publisher.website.as_ref().map(|website| website.value.as_str());
        if let Ok(web) = web
            && let Err(fault) = check_qr(&address, website, web.as_ref())
        {
            return Err(self.bad_link(fault, phrase));
        }
        let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let shown = shown.strip_prefix("www.").unwrap_or(shown);
        let alt = format!("{}: {shown}", self.values.language.qr_code());
        Ok(Some(QrCode { alt, address, origin: phrase.span() }))
    }

    fn bad_link(&mut self, Fault { message, help }: Fault, phrase: &Phrase) -> Reported {
        self.sink.report(Diagnostic::error(Code::BadLink, phrase.span(), message).help(help))
    }
}

/// Whose outline the page may show: only that of a place whose name and postal code are its own.
fn outline(facts: &Facts) -> Option<String> {
    let (mut names, postal) = (facts.place.names.all(), &facts.place.postal.value);
    let known = names.find_map(|forms| Jurisdiction::of(&forms.name.value, postal));
    known.map(|place| place.postal.to_owned())
}

/// Ends a sentence that led to a table which is not there.
fn full_stop(line: &mut Line) {
    let last = line.inlines.last_mut().filter(|inline| inline.kind == InlineKind::Wording);
    if let Some(text) = last.map(|inline| &mut inline.text)
        && let Some(start) = text.trim_end().strip_suffix(':').map(str::len)
    {
        text.replace_range(start.., ".");
    }
}

/// A value alone on its line.
fn printed((text, kind): Printed<'_>) -> Line {
    let inline = Inline { text: text.into_owned(), strong: false, link: None, kind };
    Line { inlines: vec![inline], ..Line::default() }
}
