//! Text in pieces, each of which knows where it comes from.

use crate::figure::FigureId;
use crate::set::DatumId;
use crate::source::Span;

/// Text of one block, in pieces that differ in weight, link or origin. U+00A0 joins words that
/// stay on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    /// The pieces, in order; none is empty.
    pub inlines: Vec<Inline>,
    /// The template it was made from.
    pub origin: Option<Span>,
    /// Digits, and letters of rare scripts, that stand in the wording itself: the byte of the plain
    /// text, and the place in the file. Those of the data have their place in [`Inline::kind`].
    pub typed: Vec<(usize, Span)>,
}

/// A piece of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters.
    pub text: String,
    /// Bold: the state's call-outs.
    pub strong: bool,
    /// Where it leads: `https:`, `tel:` or `mailto:`.
    pub link: Option<String>,
    /// What the characters are.
    pub kind: InlineKind,
}

/// Where the characters of a piece come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InlineKind {
    /// The wording.
    Wording,
    /// A value of the data that is not a figure, and where it stands: a name, the year.
    Datum(DatumId, Span),
    /// A figure of the dictionary, and where its value stands.
    Figure(FigureId, Span),
}

impl RichText {
    /// The characters alone.
    pub fn plain(&self) -> String {
        self.inlines.iter().map(|i| i.text.as_str()).collect()
    }

    /// The figures of the dictionary in it.
    pub fn figures(&self) -> impl Iterator<Item = FigureId> {
        self.inlines.iter().filter_map(|inline| match inline.kind {
            InlineKind::Figure(figure, _) => Some(figure),
            InlineKind::Wording | InlineKind::Datum(..) => None,
        })
    }

    /// Words that stand nowhere in the data.
    pub fn words(text: String) -> Self {
        let inline = Inline { text, strong: false, link: None, kind: InlineKind::Wording };
        Self { inlines: vec![inline], ..Self::default() }
    }

    /// Words that lead to an address; both come from the text at `origin`.
    pub fn link(text: String, address: String, origin: Span) -> Self {
        let inline = Inline { text, strong: false, link: Some(address), kind: InlineKind::Wording };
        Self { inlines: vec![inline], origin: Some(origin), typed: Vec::new() }
    }
}
