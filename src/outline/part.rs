//! Which text of a page is which.

/// A text of the outline by its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Organization,
    Kicker,
    Title,
    /// The year of the set, which no author writes.
    Year,
    TileFigure,
    TileLabel,
    Intro,
    Heading,
    Paragraph,
    TableIntro,
    /// A sentence that led to a table which is left out.
    LoneIntro,
    TableAlt,
    ColumnHeading,
    RowLabel,
    Cell,
    Call,
    Hotline,
    HotlineDigits,
    WebLabel,
    Web,
    Source,
    Qr,
}

/// What a part is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// Names the page: its heading of level 1 begins with it.
    PageHeading,
    /// Stands in head, tiles or foot, where each layout has a place of its own for it.
    Line,
    /// Heads a section.
    SectionHeading,
    /// Running text of the body.
    Text,
    /// Heads a column or a row.
    TableHeading,
    /// A cell of a table.
    TableCell,
    /// Not printed: said of a table or a picture.
    Description,
}

impl Part {
    /// Its name in dumps and messages; where the authors write the text, its key in the wording.
    pub fn name(self) -> &'static str {
        match self {
            Part::Organization => "organization",
            Part::Kicker => "kicker",
            Part::Title => "title",
            Part::Year => "year",
            Part::TileFigure => "figure",
            Part::TileLabel => "label",
            Part::Intro => "intro",
            Part::Heading => "heading",
            Part::Paragraph | Part::LoneIntro => "text",
            Part::TableIntro => "lead",
            Part::TableAlt => "alt",
            Part::ColumnHeading => "columns",
            Part::RowLabel => "row",
            Part::Cell => "cell",
            Part::Call => "call",
            Part::Hotline => "hotline",
            Part::HotlineDigits => "hotline_digits",
            Part::WebLabel => "web_label",
            Part::Web => "web",
            Part::Source => "source",
            Part::Qr => "qr",
        }
    }

    /// What it is on the page.
    pub fn role(self) -> PartRole {
        match self {
            Part::Title => PartRole::PageHeading,
            Part::Organization | Part::Kicker | Part::Year | Part::TileFigure | Part::TileLabel => {
                PartRole::Line
            }
            Part::Call | Part::Hotline | Part::HotlineDigits | Part::WebLabel | Part::Web | Part::Source => {
                PartRole::Line
            }
            Part::Heading => PartRole::SectionHeading,
            Part::Intro | Part::Paragraph | Part::TableIntro | Part::LoneIntro => PartRole::Text,
            Part::ColumnHeading | Part::RowLabel => PartRole::TableHeading,
            Part::Cell => PartRole::TableCell,
            Part::TableAlt | Part::Qr => PartRole::Description,
        }
    }

    /// Whether it is whole sentences with nothing after them.
    pub fn is_prose(self) -> bool {
        self.role() == PartRole::Text && self != Part::TableIntro
    }
}
