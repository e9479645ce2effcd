//! What is to be known of a file before anything is proved: whether it can be read, who made it, who
//! wrote it last, with which version.

use crate::diagnostic::{Code, Diagnostic, Severity, Sink};
use crate::finished::{FileOrigin, FinishedFile};
use crate::pdf::is_as_written;
use std::path::Path;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What the producer of its files begins with.
const OWN: &str = "handout ";

/// Whether this version of the program made a file.
pub(super) fn is_of_this_version(origin: &FileOrigin) -> bool {
    origin.version() == Some(VERSION)
}

/// Opens the file and tells it; `None` if the file is not one of this program, or cannot be read.
pub(super) fn condition<'b>(
    file: &Path,
    bytes: &'b [u8],
    sink: &mut Sink,
) -> Option<(FinishedFile<'b>, FileOrigin)> {
    let mut tell = |code, severity, message: String, help: &str| {
        sink.report(Diagnostic { severity, ..Diagnostic::at_path(code, file, message).help(help) });
    };
    let opened = match FinishedFile::open(bytes) {
        Ok(opened) => opened,
        Err(why) => {
            let help = "take the original file, as `handout build` made it";
            tell(Code::UnreadableFile, Severity::Error, format!("this file cannot be proved: {why}"), help);
            return None;
        }
    };
    let origin = opened.origin();
    let Some(version) = origin.version() else {
        let maker = match origin.creator.as_str() {
            "" => "it does not say which program made it".to_owned(),
            maker => format!("it says that {maker} made it"),
        };
        let message = format!("this is not a file that handout made: {maker}");
        tell(
            Code::ForeignFile,
            Severity::Error,
            message,
            "take the file that `handout build` made, not a copy \
            that was printed or saved by another program",
        );
        return None;
    };
    if !is_as_written(bytes) || !origin.producer.starts_with(OWN) {
        let by = Some(&origin.producer).filter(|by| !by.starts_with(OWN) && !by.is_empty());
        let by = by.map_or_else(|| "another program".to_owned(), Clone::clone);
        let message = format!("this file is not as handout wrote it: {by} has saved it since");
        let help = "what is said of it here is about the saved file; if you can, pass on the original";
        tell(Code::RewrittenFile, Severity::Warning, message, help);
    }
    if version != VERSION {
        let message = format!("this file was made by handout {version}; this is handout {VERSION}");
        let help = "what one version does right, another may take for a fault: prove it with the version that \
            made it, or make it anew";
        tell(Code::OtherVersion, Severity::Warning, message, help);
    }
    Some((opened, origin))
}
