//! `[corrected]` of a state: that its sheet takes the place of one with a mistake.
//!
//! In: the table. Out: a [`Corrected`], or its faults.

use super::figures;
use super::localized::in_some;
use super::place_file::SetContext;
use super::reader::{TableReader, TomlNode};
use super::set_file::date;
use crate::set::{Corrected, Scope};

pub(super) fn read(
    reader: &mut TableReader<'_>,
    node: &TomlNode<'_>,
    context: SetContext<'_>,
) -> Option<Corrected> {
    let mut fields = reader.table("corrected", node)?;
    let span = reader.span(fields.span.clone());
    let day = fields
        .required("date", "a line `date = 2024-06-03`, the day of the correction, which the sheet says")
        .and_then(|node| date(reader, "date", node));
    let reason =
        fields.optional("reason").and_then(|node| in_some(reader, "reason", node, context.languages));
    let was = fields.optional("was").and_then(|node| {
        let values = reader.table("corrected.was", node)?;
        Some(figures::read(reader, &values, Scope::State, context.dictionary).entries)
    });
    reader.close(fields);
    Some(Corrected { date: day?, reason, was: was.unwrap_or_default(), span })
}
