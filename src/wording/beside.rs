//! What stands beside the figures of a place: those of the nation, where the dictionary compares them, and
//! bars.
//!
//! In: a wording and the largest printed values, once; a page whose words are said, many times. Out: the
//! page with the nation's figures under its headline figures and in a last column of its tables, and with
//! the scale of its bars. A comparison is only printed where both numbers are.

use super::composer::value;
use super::scale::{round_up, scaled, total_of};
use super::template::FigureRef;
use super::values::Values;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{FigureText, Inline, InlineKind, RichText};
use crate::facts::{Largest, measured};
use crate::figure::{Amount, FigureId, Kind, Quantity, Value};
use crate::outline::{BarChart, BarScale, Block, Outline, Table, Tile};
use crate::set::{DatumId, SetFile};
use crate::source::{Span, Spanned};

/// The figures that have something beside them.
#[derive(Debug)]
pub(super) struct Beside {
    /// The nation's figure beside each of a place, by figure.
    nation: Vec<Option<FigureId>>,
    /// The tables with one column of figures.
    tables: Vec<TableFigures>,
}

/// A table as written, whatever rows it has in one place.
#[derive(Debug)]
struct TableFigures {
    /// Where it stands in the wording.
    span: Span,
    figures: Vec<FigureId>,
    scale: Option<Spanned<BarScale>>,
    /// The sum that all of its figures are parts of.
    total: Option<FigureId>,
    /// The largest value of the series, rounded up.
    series: Option<Quantity>,
}

impl Beside {
    /// Reports a table whose bars are to be parts of a sum that the dictionary does not have.
    pub(super) fn new<T>(
        page: &Outline<T, FigureRef>,
        set: &SetFile,
        sink: &mut Sink,
    ) -> Result<Self, Reported> {
        let id =
            |key: &str| set.figures.iter().zip((0..).map(FigureId)).find(|(own, _)| own.key.value == key);
        let nation = |key: &Spanned<String>| Some(id(&key.value)?.1);
        let nation = set.figures.iter().map(|spec| spec.compare.as_ref().and_then(nation)).collect();
        let mut tables = Vec::new();
        let mut sound = Ok(());
        for table in page.sections.iter().flat_map(|section| &section.blocks).filter_map(Block::table) {
            let cell = |cells: &[FigureRef]| if let [(figure, _)] = cells { Some(*figure) } else { None };
            let figures: Option<Vec<FigureId>> = table.rows.iter().map(|row| cell(&row.cells)).collect();
            let Some(figures) = figures else { continue };
            let (scale, total) = (table.scale.clone(), total_of(&figures, set));
            if let Some(Spanned { value: BarScale::Total, span }) = scale
                && total.is_none()
            {
                let message = "the rows of this table are not parts of one sum";
                let help =
                    "give the sum `sum_of = [\"…\", \"…\"]` in handout.toml, or write `scale = \"table\"`";
                sound = Err(sink.report(Diagnostic::error(Code::BadValue, span, message).help(help)));
            }
            tables.push(TableFigures { span: table.span, figures, scale, total, series: None });
        }
        sound.map(|()| Self { nation, tables })
    }

    /// Measures the bars of the series, which are the same in all its sheets. Reports a scale that ends
    /// before the largest value.
    pub(super) fn measure(&mut self, largest: &Largest, sink: &mut Sink) -> Result<(), Reported> {
        let mut sound = Ok(());
        for table in &mut self.tables {
            let nations: Option<Vec<FigureId>> =
                table.figures.iter().map(|figure| self.nation[figure.index()]).collect();
            let all = table.figures.iter().copied().chain(nations.into_iter().flatten());
            let values: Vec<Quantity> = all.filter_map(|figure| largest.figure(figure)).collect();
            let Some(longest) = values.iter().copied().max_by_key(|value| value.amount.number()) else {
                continue;
            };
            let alike = values.iter().all(|value| value.amount.kind() == longest.amount.kind());
            // Shares and rates of all sheets are told from each other.
            let shares = !longest.amount.kind().adds_up() && largest.places > 1;
            match &table.scale {
                Some(Spanned { value: BarScale::To(end), span }) if alike => {
                    if end.amount.compare(longest.amount).is_none_or(|order| order.is_lt()) {
                        let message = format!("the longest bar is {end}, but a figure here is {longest}");
                        let fault = Diagnostic::error(Code::BadValue, *span, message);
                        let help = format!("write \"{}\" or more, or \"series\"", round_up(longest));
                        sound = Err(sink.report(fault.help(help)));
                    }
                    table.series = Some(*end);
                }
                Some(Spanned { value: BarScale::Series, .. }) if alike => {
                    table.series = Some(round_up(longest))
                }
                None if alike && shares => table.series = Some(round_up(longest)),
                _ => {}
            }
        }
        sound
    }

    /// The scales that the sheets of a series share, by the tables' places in the wording.
    pub(super) fn series(&self) -> impl Iterator<Item = (Span, Quantity)> {
        self.tables.iter().filter_map(|table| Some((table.span, table.series?)))
    }

    /// Adds to a page what stands beside its figures.
    pub(super) fn add(&self, page: &mut Outline<RichText, FigureText>, values: &Values<'_>, bars: bool) {
        page.tiles.iter_mut().for_each(|tile| tile.compared = self.under(tile, values));
        for section in &mut page.sections {
            // What the sentence before a table prints.
            let mut told: Vec<FigureId> = Vec::new();
            for block in &mut section.blocks {
                if let Some(table) = block.table_mut()
                    && let Some(written) = self.tables.iter().find(|own| own.span == table.span)
                {
                    self.compare(table, written, values);
                    table.bars = bars.then(|| chart(table, written, &told, values)).flatten();
                }
                told = block.lead_mut().map_or(Vec::new(), |lead| lead.text.figures().collect());
            }
        }
    }

    /// "of 28,886 in the U.S."
    fn under(&self, tile: &Tile<RichText, FigureText>, values: &Values<'_>) -> Option<RichText> {
        let own = tile.figure.text.figures().next()?;
        let nation = self.nation[own.index()]?;
        let known = |figure| match values.fact(figure).value {
            Value::Known(quantity) => Some(quantity),
            Value::FewerThan(_) | Value::Missing(_) => None,
        };
        let (own, all) = (known(own)?, known(nation)?);
        let words = values.language.nation();
        let short = format!("{}\u{a0}", words.short);
        let (before, behind) = match own.amount.kind() {
            Kind::Number => words.of_count,
            Kind::Share | Kind::Decimal | Kind::Money => (short.as_str(), ""),
        };
        let kind = InlineKind::Figure(nation, values.fact(nation).origin);
        Some(around(before, (values.language.quantity(&all), kind), behind))
    }

    /// Adds the nation's column, if every row of the table as written is compared.
    fn compare(&self, table: &mut Table<RichText, FigureText>, written: &TableFigures, values: &Values<'_>) {
        let nation = |figure: FigureId| self.nation[figure.index()];
        if written.figures.iter().any(|figure| nation(*figure).is_none()) {
            return;
        }
        let printed: Option<Vec<FigureId>> =
            table.rows.iter().map(|row| nation(figure_of(row.cells.first()?)?)).collect();
        let Some(printed) = printed else { return };
        table.compared = true;
        table.columns.push(RichText::words(values.language.nation().short.to_owned()));
        for (row, figure) in table.rows.iter_mut().zip(printed) {
            let text = values.said(figure);
            row.cells.push(FigureText { text: value(text), amount: values.amount(figure) });
        }
    }
}

/// The figure of a cell, also of one that says why there is no number.
fn figure_of(cell: &FigureText) -> Option<FigureId> {
    cell.text.inlines.iter().find_map(|inline| match inline.kind {
        InlineKind::Figure(figure, _) | InlineKind::Datum(DatumId::Gap(figure), _) => Some(figure),
        InlineKind::Wording | InlineKind::Datum(..) => None,
    })
}

/// The bars of a table below a sentence that prints the figures `told`; `None` if its figures are not fit for
/// bars.
fn chart(
    table: &Table<RichText, FigureText>,
    written: &TableFigures,
    told: &[FigureId],
    values: &Values<'_>,
) -> Option<BarChart<RichText>> {
    let shown = table.rows.iter().filter_map(|row| figure_of(row.cells.first()?));
    let kinds = shown.filter_map(|figure| Some(measured(values.fact(figure).value)?.amount.kind()));
    let mut kinds = kinds.collect::<Vec<_>>();
    kinds.dedup();
    let [_] = kinds.as_slice() else { return None };
    let own: Vec<Option<i128>> = table.rows.iter().map(|row| row.cells.first()?.amount).collect();
    let all = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.amount);
    let longest = all.max().filter(|longest| *longest > 0)?;
    let words = values.language.nation();
    let key = match table.compared {
        true => vec![value(values.datum(DatumId::StateName)), RichText::words(words.name.to_owned())],
        false => Vec::new(),
    };
    if let Some(end) = written.series {
        let full = scaled(end.amount).max(longest);
        let end = RichText::words(values.language.quantity(&end));
        return Some(BarChart { full, end, framed: false, key });
    }
    // A row without a number might be the longest.
    own.iter().all(Option::is_some).then_some(())?;
    let asked = written.scale.as_ref().map(|scale| scale.value);
    if matches!(asked, None | Some(BarScale::Total))
        && let Some(total) = written.total
        && let Some(whole @ 1..) = values.fact(total).value.count()
    {
        // Right behind "199 cases:" a frame explains itself.
        let key = (!told.contains(&total)).then(|| frames(total, whole, values)).into_iter().collect();
        let full = scaled(Amount::Count(whole)).max(longest);
        return Some(BarChart { full, end: RichText::default(), framed: true, key });
    }
    Some(BarChart { full: longest, end: RichText::default(), framed: false, key })
}

/// "Each frame is as long as all 199 cases."
fn frames(total: FigureId, count: u64, values: &Values<'_>) -> RichText {
    let words = values.language.nation();
    let kind = InlineKind::Figure(total, values.fact(total).origin);
    let number = values.language.quantity(&Quantity { amount: Amount::Count(count), qualifier: None });
    let mut text = around(words.frames.0, (number, kind), "");
    let spec = values.set.figures.get(total.index());
    let noun = spec.and_then(|spec| if count == 1 { spec.one.as_ref() } else { spec.other.as_ref() });
    if let Some(noun) = noun.and_then(|noun| noun.get(values.language.tag())) {
        let piece = |text: &str, kind| Inline { text: text.to_owned(), kind, ..Inline::default() };
        text.inlines.push(piece("\u{a0}", InlineKind::Wording));
        text.inlines.push(piece(&noun.value, InlineKind::Datum(DatumId::Noun(total), noun.span)));
    }
    let end = Inline { text: words.frames.1.to_owned(), ..Inline::default() };
    text.inlines.push(end);
    text
}

/// A figure with words around it.
fn around(before: &str, (number, kind): (String, InlineKind), behind: &str) -> RichText {
    let pieces = [(before, InlineKind::Wording), (&number, kind), (behind, InlineKind::Wording)];
    let pieces = pieces.into_iter().filter(|(text, _)| !text.is_empty());
    let inline = |(text, kind): (&str, _)| Inline { text: text.to_owned(), kind, ..Inline::default() };
    RichText { inlines: pieces.map(inline).collect(), ..RichText::default() }
}
