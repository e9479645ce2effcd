//! The parts of a page, by name and role.

/// A text or figure of the outline, by its position in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Organization,
    Kicker,
    Title,
    /// The year of the set, which the program adds.
    Year,
    TileFigure,
    TileLabel,
    /// The figure of the nation under that of the place.
    TileCompared,
    Intro,
    Heading,
    Paragraph,
    TableIntro,
    /// A sentence that led to a table or a list that is left out.
    LoneIntro,
    /// The bullet or number of an item.
    ListSign,
    /// The same in a list inside a list.
    InnerSign,
    ListItem,
    TableAlt,
    ColumnHeading,
    RowLabel,
    Cell,
    /// What the marks beside the figures of a table mean.
    TableKey,
    Call,
    Hotline,
    HotlineDigits,
    WebLabel,
    Web,
    Source,
    About,
    Qr,
    /// What leads to the address of the QR code, in words; the program adds it.
    QrAddress,
    /// The title of the file.
    FileTitle,
    Subject,
    Keyword,
    Rights,
}

/// What a part is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// Begins the level 1 heading of the page.
    PageHeading,
    /// A line of the head, tiles or foot; each layout has its own place for it.
    Line,
    /// Heads a section.
    SectionHeading,
    /// Running text of the body.
    Text,
    /// Stands before an item of a list; the program writes it.
    Sign,
    /// Heads a column or a row.
    TableHeading,
    /// A cell of a table.
    TableCell,
    /// Not printed: describes a table or a picture.
    Description,
    /// Not printed: the file says it about itself.
    Property,
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
            Part::TileCompared => "compared",
            Part::Intro => "intro",
            Part::Heading => "heading",
            Part::Paragraph | Part::LoneIntro | Part::ListItem => "text",
            Part::ListSign | Part::InnerSign => "item",
            Part::TableIntro => "lead",
            Part::TableAlt => "alt",
            Part::ColumnHeading => "columns",
            Part::RowLabel => "row",
            Part::Cell => "cell",
            Part::TableKey => "key",
            Part::Call => "call",
            Part::Hotline => "hotline",
            Part::HotlineDigits => "hotline_digits",
            Part::WebLabel => "web_label",
            Part::Web => "web",
            Part::Source => "source",
            Part::About => "about",
            Part::Qr => "qr",
            Part::QrAddress => "qr_address",
            Part::FileTitle => "title",
            Part::Subject => "subject",
            Part::Keyword => "keywords",
            Part::Rights => "rights",
        }
    }

    pub fn role(self) -> PartRole {
        match self {
            Part::Title => PartRole::PageHeading,
            Part::Organization | Part::Kicker | Part::Year => PartRole::Line,
            Part::TileFigure | Part::TileLabel | Part::TileCompared => PartRole::Line,
            Part::Call | Part::Hotline | Part::HotlineDigits | Part::WebLabel | Part::Web | Part::Source => {
                PartRole::Line
            }
            Part::QrAddress => PartRole::Line,
            Part::Heading => PartRole::SectionHeading,
            Part::Intro
            | Part::Paragraph
            | Part::TableIntro
            | Part::LoneIntro
            | Part::About
            | Part::ListItem
            | Part::TableKey => PartRole::Text,
            Part::ListSign | Part::InnerSign => PartRole::Sign,
            Part::ColumnHeading | Part::RowLabel => PartRole::TableHeading,
            Part::Cell => PartRole::TableCell,
            Part::TableAlt | Part::Qr => PartRole::Description,
            Part::FileTitle | Part::Subject | Part::Keyword | Part::Rights => PartRole::Property,
        }
    }

    /// Whether it consists of whole sentences with nothing after them.
    pub fn is_prose(self) -> bool {
        self.role() == PartRole::Text && !matches!(self, Part::TableIntro | Part::TableKey | Part::ListItem)
    }
}
