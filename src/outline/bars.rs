//! Bars beside the figures of a table: on what scale, and what else the table then says.

use crate::figure::Quantity;

/// What the bars of a table are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarScale {
    /// The largest value of any place of the set, so that sheets can be laid side by side.
    Series,
    /// The sum that the figures are parts of.
    Total,
    /// The largest value of the table.
    Table,
    /// This value.
    To(Quantity),
}

/// The bars of a table of one place, once its words are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart<T> {
    /// What a bar of the full length is, in ten-thousandths; above zero, and no bar is longer.
    pub full: i128,
    /// The same in words: no number of the table is wider in any place of the set.
    pub end: T,
    /// Each bar has a frame as long as the whole that it is a part of.
    pub framed: bool,
    /// What the marks mean: those of the place and of the nation, or the frames.
    pub key: Vec<T>,
}
