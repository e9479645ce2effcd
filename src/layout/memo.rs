//! The layout `memo`: a masthead, headings in a side column (or above), one column of text with
//! tables, a footer.

use super::Asked;
use super::advice::{Candidate, advise};
use super::fit::{Setting, fit_pinned};
use super::footer::ShapedFooter;
use super::masthead::ShapedMasthead;
use super::page::{Ink, Page, Role};
use super::refusal::{self, Refusal};
use super::report::{Filled, FitReport, LineCount};
use super::setting::{Block, Style, set_block};
use super::table::{ShapedTable, TableShape};
use crate::diagnostic::{Reported, Sink};
use crate::doc::{self, Document, Line};
use crate::font::{Face, Fonts};
use crate::source::Span;
use crate::text::{
    Manner, Measure, Paragraph, Shaper, Weights, break_lines, count_lines, least_ragged, prepare,
    prepare_running,
};
use crate::theme::{Heads, Memo, Rules, Theme};
use crate::units::{Pt, Ratio};

const BODY: Weights = Weights { plain: Face::Regular, strong: Face::Bold };
const HEAD: Weights = Weights { plain: Face::Bold, strong: Face::Bold };

/// A section, shaped; the introduction has no heading.
struct Section<'a> {
    heading: Option<(&'a Line, Paragraph)>,
    blocks: Vec<Shaped<'a>>,
}

enum Shaped<'a> {
    Paragraph { words: &'a doc::Paragraph, shape: Paragraph },
    Table(ShapedTable<'a>),
}

/// How many lines each block takes at one size; nothing here depends on leading or gaps.
#[derive(Clone)]
struct Lines {
    sections: Vec<SectionLines>,
}

#[derive(Clone)]
struct SectionLines {
    heading: usize,
    blocks: Vec<BlockLines>,
}

#[derive(Clone)]
enum BlockLines {
    Paragraph(usize),
    Table(TableShape),
}

impl Lines {
    /// The same with so many lines taken out of each paragraph.
    fn shortened(&self, taken: &[usize]) -> Lines {
        let mut lines = self.clone();
        let paragraphs = lines.sections.iter_mut().flat_map(|section| &mut section.blocks).filter_map(
            |block| match block {
                BlockLines::Paragraph(count) => Some(count),
                BlockLines::Table(_) => None,
            },
        );
        paragraphs.zip(taken).for_each(|(count, taken)| *count -= taken);
        lines
    }
}

/// The measures of the page.
struct Columns<'t> {
    memo: &'t Memo,
    rules: &'t Rules,
    /// Whole width between the margins.
    width: Pt,
    /// The text column's left edge and width.
    text_x: Pt,
    text: Pt,
}

#[allow(clippy::too_many_arguments)]
pub fn lay_out(
    fonts: &Fonts,
    theme: &Theme,
    memo: &Memo,
    shaper: &mut Shaper,
    document: &Document,
    asked: Asked,
    place: Span,
    sink: &mut Sink,
) -> Result<(Page, FitReport), Refusal> {
    let width = theme.page.width - memo.margin() * 2;
    let indent = match memo.heads {
        Heads::Side => memo.side + memo.gutter,
        Heads::Above => Pt::ZERO,
    };
    let columns =
        Columns { memo, rules: &theme.rule, width, text_x: memo.margin() + indent, text: width - indent };
    let masthead = ShapedMasthead::new(&document.masthead, memo, width, shaper);
    let footer = ShapedFooter::new(&document.footer, memo, width, shaper);
    let sections = shape(document, Manner::of(&theme.text, &document.meta.language), shaper);
    columns.check(&masthead, &footer, &sections, place, sink)?;

    let top = masthead.bottom(memo);
    let room = footer.text_limit(memo, &theme.rule) - top;
    let mut counted: Option<(Pt, Lines)> = None;
    let setting = fit_pinned(asked.pinned, (&memo.size, &memo.tight, &memo.open), room, |setting| {
        if counted.as_ref().is_none_or(|(size, _)| *size != setting.size) {
            counted = Some((setting.size, columns.count(&sections, setting.size)));
        }
        counted.as_ref().map_or(Pt::ZERO, |(_, lines)| columns.height(lines, setting))
    });
    let lines = counted.map(|(_, lines)| lines).unwrap_or(Lines { sections: Vec::new() });
    let shortened = |setting: Setting| {
        let lines = columns.count(&sections, setting.size);
        let columns = &columns;
        move |taken: &[usize]| columns.height(&lines.shortened(taken), setting) <= room
    };
    let setting = setting.map_err(|surplus| {
        let fits = shortened(surplus.setting);
        refusal::does_not_fit(surplus, columns.text, &candidates(&sections), fits, place, sink)
    })?;

    let mut page = Page::new(theme.page.width, theme.page.height);
    masthead.set(&mut page, fonts, memo, width);
    let mut count = LineCount::default();
    columns.set(&mut page, &sections, &lines, setting, top, &mut count);
    footer.set(&mut page, memo, &theme.rule, width);
    refusal::warn_of_small_type(setting, &memo.size, &document.meta.language, place, sink);
    let height = columns.height(&lines, setting);
    let filled = Filled {
        height,
        room,
        left_over: room - height,
        paragraph_gap: columns.leadings(memo.gaps.paragraph, setting),
        section_gap: columns.leadings(memo.gaps.section, setting),
    };
    let mut report = count.report(setting, &memo.size, filled);
    report.advice = asked.larger(setting, &memo.size, &memo.tight).and_then(|larger| {
        let measure = Measure { size: larger.size, width: columns.text };
        advise(&candidates(&sections), measure, shortened(larger))
    });
    Ok((page, report))
}

/// The paragraphs, in order.
fn candidates<'a>(sections: &'a [Section]) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for Section { heading, blocks } in sections {
        let heading = heading.as_ref().map(|(line, _)| *line);
        found.extend(blocks.iter().filter_map(|block| match block {
            Shaped::Paragraph { words, shape } => Some(Candidate { heading, line: &words.text, shape }),
            Shaped::Table(_) => None,
        }));
    }
    found
}

fn shape<'a>(document: &'a Document, manner: Manner, shaper: &mut Shaper) -> Vec<Section<'a>> {
    let mut sections = Vec::with_capacity(document.sections.len() + 1);
    let paragraph = |words: &'a doc::Paragraph, shaper: &mut Shaper| Shaped::Paragraph {
        shape: prepare_running(&words.text, BODY, manner, shaper),
        words,
    };
    if !document.intro.is_empty() {
        let blocks = document.intro.iter().map(|words| paragraph(words, shaper)).collect();
        sections.push(Section { heading: None, blocks });
    }
    for section in &document.sections {
        let heading = Some((&section.heading, prepare(&section.heading, HEAD, shaper)));
        let blocks = section
            .blocks
            .iter()
            .map(|block| match block {
                doc::Block::Paragraph(words) => paragraph(words, shaper),
                doc::Block::Table(table) => Shaped::Table(ShapedTable::new(table, shaper)),
            })
            .collect();
        sections.push(Section { heading, blocks });
    }
    sections
}

impl Columns<'_> {
    fn head(&self, size: Pt) -> (Style, Measure) {
        let (size, width) = match self.memo.heads {
            Heads::Side => (size, self.memo.side),
            Heads::Above => (size + self.memo.head.above_plus, self.width),
        };
        let style = Style { size, leading: size.scale(self.memo.head.lead), ink: Ink::Navy };
        (style, Measure { size, width })
    }

    fn count(&self, sections: &[Section], size: Pt) -> Lines {
        let measure = Measure { size, width: self.text };
        let (_, head) = self.head(size);
        let sections = sections
            .iter()
            .map(|section| SectionLines {
                heading: section.heading.as_ref().map_or(0, |(_, shape)| count_lines(shape, head)),
                blocks: section
                    .blocks
                    .iter()
                    .map(|block| match block {
                        Shaped::Paragraph { shape, .. } => BlockLines::Paragraph(count_lines(shape, measure)),
                        Shaped::Table(table) => match table.measure(&self.memo.table, &[], size, self.text) {
                            Some(shape) => BlockLines::Table(shape),
                            None => BlockLines::Paragraph(0),
                        },
                    })
                    .collect(),
            })
            .collect();
        Lines { sections }
    }

    fn style(setting: Setting) -> Style {
        Style { size: setting.size, leading: setting.leading(), ink: Ink::Text }
    }

    /// White above block `n` of a section.
    fn gap(&self, section: &SectionLines, n: usize, setting: Setting) -> Pt {
        match (&section.blocks[n], n) {
            (_, 0) => Pt::ZERO,
            (BlockLines::Table(_), _) => self.memo.gaps.table.scale(setting.gap),
            (BlockLines::Paragraph(_), _) => self.leadings(self.memo.gaps.paragraph, setting),
        }
    }

    /// White between a heading and the text below it.
    fn head_gap(&self, setting: Setting) -> Pt {
        self.leadings(self.memo.gaps.paragraph, setting)
    }

    fn leadings(&self, factor: Ratio, setting: Setting) -> Pt {
        setting.leading().scale(factor).scale(setting.gap)
    }

    fn section_height(&self, section: &SectionLines, setting: Setting) -> Pt {
        let text = (0..section.blocks.len())
            .map(|n| {
                self.gap(section, n, setting)
                    + match &section.blocks[n] {
                        BlockLines::Paragraph(lines) => Self::style(setting).height(*lines),
                        BlockLines::Table(table) => table.height(setting.gap, Pt::ZERO),
                    }
            })
            .sum();
        let head = self.head(setting.size).0.height(section.heading);
        match self.memo.heads {
            Heads::Side => head.max(text),
            Heads::Above if section.heading > 0 => head + self.head_gap(setting) + text,
            Heads::Above => text,
        }
    }

    fn height(&self, lines: &Lines, setting: Setting) -> Pt {
        let between = self.leadings(self.memo.gaps.section, setting);
        let sections: Pt = lines.sections.iter().map(|s| self.section_height(s, setting)).sum();
        sections + between * (lines.sections.len() as i64 - 1).max(0)
    }

    fn set(
        &self,
        page: &mut Page,
        sections: &[Section],
        lines: &Lines,
        setting: Setting,
        top: Pt,
        count: &mut LineCount,
    ) {
        let style = Self::style(setting);
        let measure = Measure { size: setting.size, width: self.text };
        let mut y = top;
        for (section, counts) in sections.iter().zip(&lines.sections) {
            let mut text_y = y;
            if let Some((line, paragraph)) = &section.heading {
                let (style, measure) = self.head(setting.size);
                let breaks = least_ragged(paragraph, measure);
                let node = page.node(Page::ROOT, Role::Heading(2));
                // Side heads share their first baseline with the text beside them.
                set_block(
                    page,
                    node,
                    &Block { line, paragraph, breaks: &breaks },
                    style,
                    self.memo.margin(),
                    y,
                );
                if self.memo.heads == Heads::Above {
                    text_y += style.height(breaks.len()) + self.head_gap(setting);
                }
            }
            for (n, block) in section.blocks.iter().enumerate() {
                text_y += self.gap(counts, n, setting);
                match (block, &counts.blocks[n]) {
                    (Shaped::Paragraph { words, shape }, _) => {
                        let breaks = break_lines(shape, measure);
                        count.add(shape, &breaks);
                        let node = page.node(Page::ROOT, Role::Paragraph);
                        let block = Block { line: &words.text, paragraph: shape, breaks: &breaks };
                        set_block(page, node, &block, style, self.text_x, text_y);
                        text_y += style.height(breaks.len());
                    }
                    (Shaped::Table(shaped), BlockLines::Table(table)) => {
                        let pad = table.pad(setting.gap, Pt::ZERO);
                        table.set(page, shaped, self.rules, pad, self.text_x, text_y);
                        text_y += table.height(setting.gap, Pt::ZERO);
                    }
                    (Shaped::Table(_), BlockLines::Paragraph(_)) => {}
                }
            }
            y += self.section_height(counts, setting) + self.leadings(self.memo.gaps.section, setting);
        }
    }

    /// Refuses what no setting can help.
    fn check(
        &self,
        masthead: &ShapedMasthead,
        footer: &ShapedFooter,
        sections: &[Section],
        place: Span,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        let smallest = Measure { size: self.memo.size.min, width: self.text };
        let (_, head) = self.head(self.memo.size.min);
        let mut texts = Vec::new();
        texts.extend(masthead.checked());
        let mut sound = Ok(());
        for section in sections {
            texts.extend(section.heading.as_ref().map(|(line, shape)| (*line, shape, head)));
            for block in &section.blocks {
                match block {
                    Shaped::Paragraph { words, shape } => texts.push((&words.text, shape, smallest)),
                    Shaped::Table(table) => {
                        texts.extend(table.cells().map(|(line, shape)| (line, shape, smallest)));
                        if table.measure(&self.memo.table, &[], self.memo.size.max, self.text).is_none() {
                            sound = Err(table.no_room(place, sink));
                        }
                    }
                }
            }
        }
        texts.extend(footer.blocks());
        refusal::check(texts, place, sink).and(sound)
    }
}
