//! `[properties]` of a wording: what the file says about itself.

use super::reader::{Fields, TableReader, TomlNode};
use super::wording_file::{perhaps, short};
use crate::diagnostic::Code;
use crate::outline::Properties;
use crate::set::Template;

/// Reads the table.
pub(super) fn read(reader: &mut TableReader<'_>, mut fields: Fields<'_>) -> Option<Properties<Template>> {
    let title = perhaps(reader, &mut fields, "title");
    let subject = perhaps(reader, &mut fields, "subject");
    let keywords = fields.optional("keywords").map_or(Some(Vec::new()), |node| keywords(reader, node));
    let rights = perhaps(reader, &mut fields, "rights");
    reader.close(fields);
    Some(Properties { title, subject, keywords: keywords?, rights })
}

/// Programs take a comma or semicolon for the end of a keyword (ISO 32000-1, Table 317, has them in one text).
fn keywords(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Vec<Template>> {
    let list =
        reader.list("keywords", node, "a list of texts: [\"missing children\", \"{{ state.name }}\"]")?;
    let list = short(reader, "keywords", node, list)?;
    let found: Vec<Template> =
        list.iter().map(|item| reader.template("keywords", item)).collect::<Option<_>>()?;
    for keyword in &found {
        let mut outside = keyword.text.split("{{").map(|part| part.rsplit("}}").next().unwrap_or_default());
        if outside.any(|words| words.contains([',', ';'])) {
            let message = "a keyword with a comma or semicolon is read as two";
            let help = "write each keyword in quotes of its own: [\"one\", \"two\"]";
            reader.bad(Code::BadValue, keyword.span, message, help);
        }
    }
    Some(found)
}
