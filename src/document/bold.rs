//! How much of the running text is bold. Bold stands out as long as it is rare; call-outs, which stand
//! apart, do not count, nor does what is said of the publisher at the foot.
//!
//! In: a document. Out: its running words, those of them in bold, and the bold fragments.

use super::{Document, InlineKind, RichText};
use crate::figure::FigureId;
use crate::outline::{Block, List, ListItem, Paragraph};
use crate::source::Span;

/// The running text outside call-outs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunningBold {
    pub words: usize,
    pub bold_words: usize,
    pub fragments: Vec<BoldFragment>,
}

/// A stretch of bold in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoldFragment {
    pub text: String,
    pub figures: Vec<FigureId>,
    /// The text it stands in.
    pub origin: Option<Span>,
}

impl RunningBold {
    /// That of a page.
    pub fn of(document: &Document) -> Self {
        let mut found = Self::default();
        document.page.intro.iter().for_each(|paragraph| found.add_paragraph(paragraph));
        for block in document.page.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::Paragraph(paragraph) => found.add_paragraph(paragraph),
                Block::List(list) => found.add_list(list),
                Block::Table(_) => {}
            }
        }
        found
    }

    fn add_paragraph(&mut self, Paragraph { text, leads: _, callout }: &Paragraph<RichText>) {
        if !callout {
            self.add(text);
        }
    }

    fn add_list(&mut self, list: &List<RichText>) {
        for ListItem { sign: _, text, inner } in &list.items {
            self.add(text);
            inner.iter().for_each(|inner| self.add_list(inner));
        }
    }

    /// Bold words as a share of all.
    pub fn share(&self) -> f64 {
        self.bold_words as f64 / self.words.max(1) as f64
    }

    fn add(&mut self, text: &RichText) {
        let (mut in_word, mut in_bold) = (false, false);
        for inline in &text.inlines {
            if inline.strong && !in_bold {
                let (text, figures) = (String::new(), Vec::new());
                self.fragments.push(BoldFragment { text, figures, origin: None });
            }
            in_bold = inline.strong;
            // What goes on with a word of the inline before begins none.
            let goes_on = in_word && inline.text.starts_with(|c: char| !c.is_whitespace());
            let begun = inline.text.split_whitespace().count() - usize::from(goes_on);
            self.words += begun;
            self.bold_words += if inline.strong { begun } else { 0 };
            in_word = inline.text.chars().next_back().map_or(in_word, |c| !c.is_whitespace());
            if let Some(fragment) = self.fragments.last_mut().filter(|_| in_bold) {
                fragment.text.push_str(&inline.text);
                fragment.origin = text.origin;
                fragment.figures.extend(match inline.kind {
                    InlineKind::Figure(figure, _) => Some(figure),
                    InlineKind::Wording | InlineKind::Datum(..) => None,
                });
            }
        }
    }
}
