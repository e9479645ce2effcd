//! `national.toml` and `states/*.toml`.

use super::corrected;
use super::figures;
use super::file_name::{is_device, is_own};
use super::names::{self};
use super::reader::{Fields, TableReader, TomlNode};
use super::rules;
use super::set_file::TOP_YEAR;
use crate::characters::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::set::{Corrected, PlaceNames};
use crate::set::{FigureFile, FigureSpec, Scope};
use crate::source::Spanned;
use toml::de::DeValue;

/// Longest file name of a page, without its extension.
const LONGEST_SLUG: usize = 80;

/// Longest name of a group.
const LONGEST_GROUP: usize = 40;

/// Longest code of a place that is not a state.
const LONGEST_CODE: usize = 12;

/// What the set file says that other files are checked against, as far as it could be read.
#[derive(Clone, Copy)]
pub(super) struct SetContext<'s> {
    pub(super) year: Option<&'s Spanned<i32>>,
    pub(super) dictionary: Option<&'s [FigureSpec]>,
    /// Empty if they could not be read.
    pub(super) languages: &'s [Spanned<String>],
}

/// The names of a state, as far as they could be read.
pub(super) struct StateNames {
    pub(super) place: Option<PlaceNames>,
    pub(super) postal: Option<Spanned<String>>,
    /// File name of the page.
    pub(super) slug: Option<Spanned<String>>,
    pub(super) groups: Vec<Spanned<String>>,
    pub(super) corrected: Option<Corrected>,
}

/// Reads `national.toml`.
pub(super) fn national(
    reader: &mut TableReader<'_>,
    mut top: Fields<'_>,
    context: SetContext<'_>,
) -> Option<FigureFile> {
    let figures = figure_file(reader, &mut top, Scope::National, context);
    reader.close(top);
    figures
}

/// Reads the file of a state; `stem` is its file name without the extension, if it has a file of its own.
pub(super) fn state(
    reader: &mut TableReader<'_>,
    mut top: Fields<'_>,
    stem: Option<&str>,
    context: SetContext<'_>,
) -> (StateNames, Option<FigureFile>) {
    let names = names::read(reader, &mut top, context.languages);
    let postal = top
        .required("postal", "a line `postal = \"KY\"` at the top of the file")
        .and_then(|node| postal(reader, node));
    let place = names.and_then(|names| names.complete(postal.as_ref(), context.languages));
    let slug = match top.optional("slug") {
        Some(node) => reader.string("slug", node).filter(|slug| check_slug(reader, slug, None)),
        None => match stem {
            Some(stem) => {
                let slug = Spanned::new(stem.to_owned(), reader.span(0..0));
                Some(slug).filter(|slug| check_slug(reader, slug, Some(stem)))
            }
            None => place.as_ref().and_then(|place| slug_of(reader, &place.first.name)),
        },
    };
    let groups = top.optional("groups").map_or(Vec::new(), |node| groups(reader, node));
    let corrected = top.optional("corrected").and_then(|node| corrected::read(reader, node, context));
    let figures = figure_file(reader, &mut top, Scope::State, context);
    reader.close(top);
    (StateNames { place, postal, slug, groups, corrected }, figures)
}

/// The groups a state is in, each of which is part of a file name.
fn groups(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Vec<Spanned<String>> {
    let mut groups: Vec<Spanned<String>> = Vec::new();
    for group in reader.strings("groups", node).unwrap_or_default() {
        let written = group.value.as_str();
        if !is_plain(written, LONGEST_GROUP) || is_device(written) {
            let message = format!("\"{written}\" cannot be the name of a group");
            let help = "use lower-case letters, digits and hyphens: `groups = [\"north\"]`".to_owned();
            reader.bad(Code::BadValue, group.span, message, help);
        } else if groups.iter().any(|before| before.value == group.value) {
            let message = format!("the group \"{written}\" is named twice");
            reader.bad(Code::BadValue, group.span, message, "name each group once".to_owned());
        } else {
            groups.push(group);
        }
    }
    groups
}

fn figure_file(
    reader: &mut TableReader<'_>,
    top: &mut Fields<'_>,
    scope: Scope,
    context: SetContext<'_>,
) -> Option<FigureFile> {
    let year = top.required("year", TOP_YEAR).and_then(|node| reader.year("year", node));
    if let (Some(year), Some(set)) = (&year, context.year)
        && year.value != set.value
    {
        reader.fault(
            Diagnostic::error(
                Code::YearMismatch,
                year.span,
                format!("this file is for {}, the set is for {}", year.value, set.value),
            )
            .help("use the file of the right year, or change one of the two")
            .related(set.span, "the year of the set"),
        );
    }
    let source = top.optional("source").and_then(|node| reader.string("source", node));
    let fields = top
        .required("figures", "a table `[figures]` with a line for each figure: `cases = 49`")
        .and_then(|node| reader.table("figures", node))?;
    let figures::Figures { entries, spoilt } = figures::read(reader, &fields, scope, context.dictionary);
    let waivers = top.optional("waive");
    let waivers = waivers.map_or(Vec::new(), |node| rules::waivers(reader, node, context.dictionary));
    let (file, complete) = (reader.file, reader.complete);
    let span = reader.span(fields.span.clone());
    let year = year.or_else(|| context.year.cloned())?;
    Some(FigureFile { file, year, source, span, figures: entries, waivers, spoilt, complete })
}

/// The file name of a page that has none of its own: the name of the place in small letters and hyphens.
pub(super) fn slug_of(reader: &mut TableReader<'_>, name: &Spanned<String>) -> Option<Spanned<String>> {
    let slug = Spanned::new(slug(&name.value), name.span);
    Some(slug).filter(|slug| check_slug(reader, slug, None))
}

fn postal(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<String>> {
    if let DeValue::Integer(_) = node.get_ref() {
        let span = reader.span(node.span());
        let help = format!("write \"{}\"", reader.slice(span));
        reader.bad(Code::WrongType, span, "`postal` is a whole number, not a text in quotes", help);
        return None;
    }
    reader.string("postal", node).and_then(|postal| check_postal(reader, postal))
}

/// Refuses what cannot be the code of a place.
pub(super) fn check_postal(reader: &mut TableReader<'_>, postal: Spanned<String>) -> Option<Spanned<String>> {
    // Two letters in the United States; more, also digits, for counties, districts and agencies.
    let sound = |code: &str| {
        (2..=LONGEST_CODE).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    if sound(&postal.value) {
        return Some(postal);
    }
    let upper: String = postal.value.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '_')).collect();
    let upper = upper.to_ascii_uppercase();
    let help = if sound(&upper) {
        format!("write \"{upper}\"")
    } else {
        "write two capital letters, \"KY\"; for another place 2 to 12 capital letters or digits, \"53033\""
            .to_owned()
    };
    reader.bad(Code::BadValue, postal.span, format!("\"{}\" is not a postal code", postal.value), help);
    None
}

/// Lower-case letters, digits and hyphens, no more than `longest`.
fn is_plain(written: &str, longest: usize) -> bool {
    !written.is_empty()
        && written.len() <= longest
        && !written.starts_with('-')
        && written.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A slug must be a file name on any system, and that of an attachment beside the set's own files.
/// `stem` is given if it comes from the name of the file.
pub(super) fn check_slug(reader: &mut TableReader<'_>, slug: &Spanned<String>, stem: Option<&str>) -> bool {
    let written = slug.value.as_str();
    let shape = is_plain(written, LONGEST_SLUG);
    let (what, other) = match written {
        _ if !shape => ("cannot be the file name of a page".to_owned(), None),
        _ if is_device(written) => {
            ("is a name that Windows reserves".to_owned(), Some(format!("{written}-state")))
        }
        _ if is_own(written) => {
            let what = format!("belongs to a file of the set itself, {written}.toml");
            (what, Some(format!("{written}-state")))
        }
        _ => return true,
    };
    let rule = "lower-case letters, digits and hyphens";
    let message = match stem {
        Some(_) => format!("the name of this file, \"{written}\", {what}"),
        None => format!("\"{written}\" {what}"),
    };
    let help = match (stem, other) {
        (Some(_), Some(other)) => {
            format!("rename the file to {other}.toml, or begin it with the line `slug = \"{other}\"`")
        }
        (Some(_), None) => format!("rename the file, or add `slug = \"…\"` with {rule}"),
        (None, Some(other)) => format!("use another name: \"{other}\""),
        (None, None) => format!("use {rule}: \"new-york\""),
    };
    reader.bad(Code::BadValue, slug.span, message, help);
    false
}
