//! The ICC profile of a print shop: `[press] output_profile` of the set file.
//!
//! In: the path as written. Out: its bytes, or a fault: it must be a file of the set, and a profile for
//! CMYK output.

use super::file_name::{is_device, is_profile};
use super::files::Files;
use super::icc;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::set::OutputProfile;
use crate::source::Spanned;
use std::path::{Component, Path};

/// Largest profile, in bytes; print shops have half a megabyte to two.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Reads the profile at `path` in the set.
pub(super) fn read(
    files: &dyn Files,
    path: &Spanned<String>,
    sink: &mut Sink,
) -> Result<OutputProfile, Reported> {
    let mut refuse = |message: String, help: &str| {
        Err(sink.report(Diagnostic::error(Code::BadValue, path.span, message).help(help)))
    };
    let written = path.value.as_str();
    let stem = Path::new(written).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if is_device(stem) {
        return refuse(
            format!("\"{written}\" is a name that Windows reserves"),
            "give the file another name: \"press.icc\"",
        );
    }
    if !is_profile(written) {
        return refuse(
            format!("\"{written}\" is not the name of an ICC profile"),
            "use letters, digits, spaces and hyphens, and end with .icc or .icm: \"PSO Coated v3.icc\"",
        );
    }
    let inside = Path::new(written).components().all(|part| matches!(part, Component::Normal(_)));
    match files.is_inside(Path::new(written)) {
        Ok(true) if inside => {}
        Err(_) if inside => {
            return refuse(
                format!("there is no file \"{written}\""),
                "put the profile into the folder of the set",
            );
        }
        _ => {
            return refuse(
                format!("\"{written}\" is not in the folder of the set"),
                "put the profile into the folder of the set, and write its name only",
            );
        }
    }
    let read = files.read(Path::new(written), LARGEST).ok();
    let Some(bytes) = read.filter(|bytes| bytes.len() as u64 <= LARGEST) else {
        return refuse(
            format!("\"{written}\" cannot be read, or is larger than 4 MiB"),
            "print shops have profiles of half a megabyte to two",
        );
    };
    match icc::unfit(&bytes) {
        Some((what, help)) => refuse(format!("\"{written}\" {what}"), help),
        None => Ok(OutputProfile {
            name: stem.to_owned(),
            description: icc::description(&bytes),
            characterization: icc::characterization(&bytes),
            bytes,
            span: path.span,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::Folder;
    use crate::source::{Sources, Span};
    use std::fs;

    #[test]
    fn only_a_cmyk_profile_inside_the_set_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let set = dir.path().join("set");
        fs::create_dir_all(set.join("inner")).unwrap();
        let icc = include_bytes!("../../pdf/profiles/CGATS_TR006_coated.icc");
        fs::write(set.join("shop.icc"), icc).unwrap();
        fs::write(set.join("inner/shop.icc"), icc).unwrap();
        let as_shops_write = ["PSO Coated v3.icc", "Coated.ICC", "SWOP (2006) + FM.icm"];
        as_shops_write.iter().for_each(|name| fs::write(set.join(name), icc).unwrap());
        fs::write(dir.path().join("outside.icc"), icc).unwrap();
        fs::write(set.join("aux.icc"), icc).unwrap();
        fs::write(set.join("screen.icc"), include_bytes!("../../pdf/profiles/sRGB-v2-magic.icc")).unwrap();
        fs::write(set.join("cut.icc"), &icc[..1000]).unwrap();
        fs::write(set.join("empty.icc"), b"").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.path().join("outside.icc"), set.join("linked.icc")).unwrap();
        fs::write(set.join("handout.toml"), "").unwrap();
        let folder = Folder::open(&set, &mut Sink::default()).unwrap();
        let mut sources = Sources::default();
        let file = sources.add("handout.toml", "x");
        let mut said = Vec::new();
        let mut taken = |name: &str| {
            let mut sink = Sink::default();
            let path = Spanned::new(name.to_owned(), Span::new(file, 0, 1));
            let profile = read(&folder, &path, &mut sink).ok();
            said.extend(sink.found().iter().map(|fault| fault.message.clone()));
            profile
        };
        let shop = taken("shop.icc").unwrap();
        assert_eq!(shop.bytes, icc);
        assert_eq!(shop.description, "Coated paper, CGATS TR 006 (GRACoL 2006)");
        assert_eq!(shop.characterization.as_deref(), Some("CGATS TR 006"));
        assert_eq!(taken("inner/shop.icc").unwrap().name, "shop");
        let names = as_shops_write.map(|name| taken(name).unwrap().name);
        assert_eq!(names, ["PSO Coated v3", "Coated", "SWOP (2006) + FM"]);
        let absolute = dir.path().join("outside.icc").to_string_lossy().into_owned();
        let refused = [
            "../outside.icc",
            &absolute,
            "linked.icc",
            // A sound profile under a name that Windows reserves.
            "aux.icc",
            "none.icc",
            "inner",
            "screen.icc",
            "cut.icc",
            "empty.icc",
        ];
        for name in refused {
            assert_eq!(taken(name), None, "{name}");
        }
        assert_eq!(said.len(), refused.len());
        for why in [
            "not in the folder of the set",
            "there is no file",
            "a name that Windows reserves",
            "not the name of an ICC profile",
            "does not describe",
            "is not an ICC profile",
        ] {
            assert!(said.iter().any(|message| message.contains(why)), "{why}: {said:?}");
        }
    }
}
