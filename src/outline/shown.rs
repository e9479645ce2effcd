//! What a theme prints of a page.

/// What a theme has a place for, of what a wording may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    pub kicker: bool,
    /// The page is headed by its title; if not, by the name of the place, and the title stands in the
    /// metadata only.
    pub title: bool,
    /// The outline of the state.
    pub silhouette: bool,
    /// The fewest headline figures that make a row, and the most it takes; `None` for no row at all.
    pub tiles: Option<(usize, usize)>,
    /// Bars beside the figures of tables.
    pub bars: bool,
    /// Call-outs in sections are blocks of their own.
    pub callouts: bool,
    /// The introduction is running text as that of the sections is.
    pub intro_in_text: bool,
    pub web_label: bool,
    pub qr: bool,
    /// It takes as many pages as it needs, each with its number.
    pub paged: bool,
    /// It is a card: the place, its headline figures, whom to call, the source.
    pub card: bool,
}
