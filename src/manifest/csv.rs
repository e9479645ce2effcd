//! The manifest as a table for spreadsheets: comma-separated values (RFC 4180), UTF-8, one row a file.

use super::{Manifest, Record};

const HEAD: &str = "file,state,name,language,profile,sha256,bytes,title,size,fill,findings,checks,key";

impl Manifest {
    pub(super) fn csv(&self) -> Vec<u8> {
        let mut out = HEAD.to_owned();
        for record in &self.handouts {
            let Record { bytes, size, fill, checks, .. } = record;
            let findings = record.findings.join("; ");
            let fields = [
                record.file.as_str(),
                &record.state,
                &record.name,
                &record.language,
                &record.profile,
                &record.sha256,
                &bytes.to_string(),
                &record.title,
                &size.to_string(),
                &fill.to_string(),
                &findings,
                &checks.to_string(),
                &record.key,
            ];
            out += "\r\n";
            out += &fields.map(field).join(",");
        }
        out += "\r\n";
        out.into_bytes()
    }
}

/// A field; in quotes where a comma, a quote or a line's end would end it, and where a spreadsheet would take
/// it for a formula.
pub fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(field("Kentucky 2023"), "Kentucky 2023");
        assert_eq!(field("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(field("=1+1"), "'=1+1");
    }
}
