//! A print shop's own ICC profile: `[press] output_profile` of the set file.
//!
//! In: the path as written. Out: its bytes, or what is wrong: it must be a file of the set, and a
//! profile for CMYK output.

use super::dataset::OutputProfile;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::Spanned;
use std::fs;
use std::io::Read;
use std::path::{Component, Path};

/// Largest profile, in bytes; those of print shops have half a megabyte to two.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Reads the profile at `path` in the set's folder.
pub(super) fn read(dir: &Path, path: &Spanned<String>, sink: &mut Sink) -> Result<OutputProfile, Reported> {
    let mut refuse = |message: String, help: &str| {
        Err(sink.report(Diagnostic::error(Code::BadValue, path.span, message).help(help)))
    };
    let written = path.value.as_str();
    let stem = Path::new(written).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if !written.ends_with(".icc") || stem.is_empty() || stem.len() > 80 || !stem.bytes().all(plain) {
        return refuse(
            format!("\"{written}\" is no name of an ICC profile"),
            "a name of letters, digits and hyphens that ends in .icc: \"press.icc\"",
        );
    }
    let inside = Path::new(written).components().all(|part| matches!(part, Component::Normal(_)));
    let (set, file) = (fs::canonicalize(dir), fs::canonicalize(dir.join(written)));
    let file = match (set, file) {
        (Ok(set), Ok(file)) if inside && file.starts_with(&set) && file.is_file() => file,
        (_, Err(_)) if inside => {
            return refuse(
                format!("there is no file \"{written}\""),
                "put the profile into the set's folder",
            );
        }
        _ => {
            return refuse(
                format!("\"{written}\" is not a file in the set's folder"),
                "put the profile into the set's folder, and name it from there",
            );
        }
    };
    let mut bytes = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    if read.is_err() || bytes.len() as u64 > LARGEST {
        return refuse(
            format!("\"{written}\" cannot be read, or is larger than 4 MiB"),
            "a profile of a print shop has half a megabyte to two",
        );
    }
    // ICC.1:2010, 7.2: size, class, colour space, signature.
    let size = bytes.get(..4).map(|size| size.iter().fold(0, |n, &byte| n << 8 | usize::from(byte)));
    if size != Some(bytes.len()) || bytes.get(36..40) != Some(b"acsp") {
        return refuse(
            format!("\"{written}\" is no ICC profile"),
            "ask the print shop for its profile again",
        );
    }
    if bytes.get(12..20) != Some(b"prtrCMYK") {
        return refuse(
            format!("\"{written}\" does not describe a CMYK printer"),
            "ask the print shop for its output profile; this one is for screens, scanners or other inks",
        );
    }
    Ok(OutputProfile { name: stem.to_owned(), bytes })
}
