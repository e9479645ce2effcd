//! Whether an ICC profile can be the output profile of a print shop: its header, its table of tags, and
//! the tables that convert colors, as ICC.1:2010 lays them out; and what it says of itself.
//!
//! In: the bytes of a file. Out: `None`, or what is wrong with it and what to do. Of one that is sound, its
//! description and the data it was made from.

/// Bytes of the header (7.2); the number of tags follows.
const HEADER: usize = 128;
/// Bytes of an entry of the table of tags (7.3): signature, offset, size.
const ENTRY: usize = 12;
/// Most tags; profiles have ten to twenty.
const MOST_TAGS: usize = 200;
/// The channels of CMYK, and of the colors it is converted to.
const INKS: usize = 4;
const COLORS: usize = 3;

/// Longest description, in characters; those of published profiles have ten to fifty.
const LONGEST: usize = 120;

const AGAIN: &str = "ask the print shop for its profile again";

/// Why a profile cannot be used, and what to do.
pub(super) fn unfit(bytes: &[u8]) -> Option<(String, &'static str)> {
    let again = |what: &str| Some((what.to_owned(), AGAIN));
    // 7.2: size, class, color space, signature.
    if number(bytes, 0, 4) != Some(bytes.len()) || bytes.get(36..40) != Some(b"acsp") {
        return again("is not an ICC profile");
    }
    let connection = bytes.get(20..24);
    if bytes.get(12..20) != Some(b"prtrCMYK") || !matches!(connection, Some(b"Lab " | b"XYZ ")) {
        let what = "does not describe a CMYK printer".to_owned();
        return Some((
            what,
            "ask the print shop for its CMYK output profile; this one is for something else",
        ));
    }
    if !matches!(bytes.get(8), Some(2 | 4)) {
        return again("is an ICC profile of another version than 2 or 4");
    }
    let Some(tags) = Tags::read(bytes) else { return again("is damaged: its tags do not lie in the file") };
    // 8.4: what an output profile must have; the other rendering intents fall back on the first.
    for signature in [b"desc", b"cprt", b"wtpt"] {
        if tags.find(signature).is_none() {
            return again(&format!("lacks the tag `{}`", String::from_utf8_lossy(signature)));
        }
    }
    let tables = [(b"A2B0", INKS, COLORS, b"mAB "), (b"B2A0", COLORS, INKS, b"mBA ")];
    for (signature, from, to, modern) in tables {
        if !tags.find(signature).is_some_and(|tag| converts(tag, from, to, modern)) {
            let name = String::from_utf8_lossy(signature);
            return again(&format!("does not convert colors: its tag `{name}` is missing or damaged"));
        }
    }
    None
}

/// How a profile describes itself (9.2.41), on one line; empty if it does not, or in an unknown way.
pub(super) fn description(bytes: &[u8]) -> String {
    let tag = Tags::read(bytes).and_then(|tags| tags.find(b"desc"));
    let text = tag.and_then(|tag| match tag.get(..4)? {
        // `textDescriptionType` of version 2 (ICC.1:2001-04, 6.5.17): a length, then ASCII.
        b"desc" => {
            let (text, length) = (tag.get(12..)?, number(tag, 8, 4)?);
            Some(String::from_utf8_lossy(&text[..length.min(text.len())]).into_owned())
        }
        b"mluc" => in_english(tag),
        _ => None,
    });
    let text = text.unwrap_or_default();
    let shown = text.split('\0').next().unwrap_or_default().replace(char::is_control, " ");
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// The text of a `multiLocalizedUnicodeType` (10.13) in English, or else its first.
fn in_english(tag: &[u8]) -> Option<String> {
    let record = |n: usize| tag.get(16 + 12 * n..28 + 12 * n);
    let count = number(tag, 8, 4)?.min(MOST_TAGS);
    let english = (0..count).filter_map(record).find(|record| record.starts_with(b"en"));
    let record = english.or_else(|| record(0).filter(|_| count > 0))?;
    let (length, offset) = (number(record, 4, 4)?, number(record, 8, 4)?);
    let text = tag.get(offset..offset.checked_add(length)?)?;
    let units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The name, in the ICC's registry, of the data that a profile was made from (9.2.14).
pub(super) fn characterization(bytes: &[u8]) -> Option<String> {
    let text = Tags::read(bytes)?.find(b"targ")?.strip_prefix(b"text\0\0\0\0ICCHDAT ")?;
    let name = text.split(|byte| *byte == 0).next()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// Where the tags lie.
struct Tags<'b>(Vec<(&'b [u8], &'b [u8])>);

impl<'b> Tags<'b> {
    /// `None` if one is not wholly behind the table and in the file.
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let count = number(bytes, HEADER, 4).filter(|count| (1..=MOST_TAGS).contains(count))?;
        let behind = HEADER + 4 + count * ENTRY;
        let tag = |at: usize| {
            let (offset, size) = (number(bytes, at + 4, 4)?, number(bytes, at + 8, 4)?);
            let data = bytes.get(offset..offset.checked_add(size)?)?;
            (offset >= behind && size >= 8).then_some((&bytes[at..at + 4], data))
        };
        (0..count).map(|n| tag(HEADER + 4 + n * ENTRY)).collect::<Option<_>>().map(Self)
    }

    fn find(&self, signature: &[u8]) -> Option<&'b [u8]> {
        self.0.iter().find(|(own, _)| *own == signature).map(|(_, data)| *data)
    }
}

/// Whether a tag is a table from so many channels to so many, in one of the old types (10.10, 10.11), and
/// long enough for what it says, or in the modern one (10.12, 10.13).
fn converts(tag: &[u8], from: usize, to: usize, modern: &[u8; 4]) -> bool {
    let channels = (number(tag, 8, 1), number(tag, 9, 1)) == (Some(from), Some(to));
    let grid = || number(tag, 10, 1).and_then(|points| points.checked_pow(u32::try_from(from).ok()?));
    let entries = |width: usize, head: usize, input: usize, output: usize| {
        let inside = grid()?.checked_mul(to)?;
        Some(head + width * (from * input + inside + to * output))
    };
    let needed = match tag.get(..4) {
        Some(b"mft1") => entries(1, 48, 256, 256),
        Some(b"mft2") => number(tag, 48, 2).zip(number(tag, 50, 2)).and_then(|(i, o)| entries(2, 52, i, o)),
        Some(own) if own == modern => Some(32),
        _ => None,
    };
    channels && needed.is_some_and(|needed| needed <= tag.len())
}

/// A big-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOUND: &[u8] = include_bytes!("../../pdf/profiles/CGATS_TR006_coated.icc");

    /// What is said of the sound profile with some bytes replaced.
    fn said(at: usize, bytes: &[u8]) -> String {
        let mut profile = SOUND.to_vec();
        profile[at..at + bytes.len()].copy_from_slice(bytes);
        unfit(&profile).map_or_else(String::new, |(what, _)| what)
    }

    #[test]
    fn only_a_whole_profile_for_cmyk_is_fit() {
        assert_eq!(unfit(SOUND), None);
        for (at, bytes, what) in [
            (0, b"\0\0\0\0".as_slice(), "is not an ICC profile"),
            (36, b"xxxx", "is not an ICC profile"),
            (12, b"mntr", "does not describe a CMYK printer"),
            (20, b"RGB ", "does not describe a CMYK printer"),
            (8, &[0], "another version"),
            (8, &[5], "another version"),
            (128, &[0, 0, 0, 0], "do not lie in the file"),
            (128, &[0xff; 4], "do not lie in the file"),
            (132, b"xxxx", "lacks the tag `desc`"),
        ] {
            assert!(said(at, bytes).contains(what), "{at} {bytes:?}: {}", said(at, bytes));
        }
        let header = SOUND[..HEADER].to_vec();
        for rest in [0, 4, 1000] {
            let mut profile = header.clone();
            profile.resize(HEADER + rest, 0);
            let size = u32::try_from(profile.len()).unwrap().to_be_bytes();
            profile[..4].copy_from_slice(&size);
            assert!(unfit(&profile).is_some_and(|(what, _)| what.contains("do not lie")), "{rest}");
        }
    }

    /// The sound profile with another description; the tag lies at its end.
    fn described(tag: &[u8]) -> Vec<u8> {
        let mut profile = SOUND.to_vec();
        let (at, size) = (u32::try_from(SOUND.len()).unwrap(), u32::try_from(tag.len()).unwrap());
        profile.extend_from_slice(tag);
        profile[..4].copy_from_slice(&(at + size).to_be_bytes());
        profile[136..140].copy_from_slice(&at.to_be_bytes());
        profile[140..144].copy_from_slice(&size.to_be_bytes());
        profile
    }

    /// Tags of the modern type with these records: language, offset, length of the text that follows.
    fn localized(records: &[(&str, u32, u32)], text: &str) -> Vec<u8> {
        let count = u32::try_from(records.len()).unwrap();
        let mut tag = [b"mluc\0\0\0\0".as_slice(), &count.to_be_bytes(), &12_u32.to_be_bytes()].concat();
        for (language, offset, length) in records {
            tag.extend([language.as_bytes(), b"US", &length.to_be_bytes(), &offset.to_be_bytes()].concat());
        }
        tag.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        tag
    }

    #[test]
    fn a_profile_describes_itself_in_either_type() {
        assert_eq!(description(SOUND), "Coated paper, CGATS TR 006 (GRACoL 2006)");
        assert_eq!(characterization(SOUND).as_deref(), Some("CGATS TR 006"));
        let old = |length: u32, text: &[u8]| {
            description(&described(&[b"desc\0\0\0\0".as_slice(), &length.to_be_bytes(), text].concat()))
        };
        assert_eq!(old(14, b"CGATS21_CRPC6\0"), "CGATS21_CRPC6");
        assert_eq!(old(12, b"A\tb\x01\n  c\xff\0d"), "A b c\u{fffd}");
        assert_eq!(old(u32::MAX, b"A\0"), "A");
        assert_eq!(old(400, &[b'x'; 400]).len(), LONGEST);
        let two = [("de", 40, 8), ("en", 48, 10)];
        assert_eq!(description(&described(&localized(&two, "DeutEnglé"))), "Englé");
        assert_eq!(description(&described(&localized(&two[..1], "      Deut"))), "Deut");
        for record in [("en", 40, u32::MAX), ("en", u32::MAX, 8), ("en", 8000, 2)] {
            assert_eq!(description(&described(&localized(&[record], "text"))), "");
        }
        assert_eq!(description(&described(&localized(&[], ""))), "");
        assert_eq!(description(&described(b"XYZ \0\0\0\0")), "");
        // Whatever is cut off or broken.
        for length in (0..SOUND.len()).step_by(997) {
            description(&SOUND[..length]);
            characterization(&SOUND[..length]);
        }
    }

    proptest! {
        /// A profile comes from anywhere: whatever is broken in its header, its tags or its description, or cut
        /// off, nothing worse happens than that it is refused.
        #[test]
        fn broken_profiles_are_read_without_harm(
            broken in proptest::collection::vec((0..700_usize, any::<u8>()), 0..12),
            cut in 0..1400_usize,
            modern in any::<bool>(),
        ) {
            let mut profile = match modern {
                true => described(&localized(&[("en", 28, 8)], "four")),
                false => SOUND.to_vec(),
            };
            let behind = profile.len() - 60;
            for (at, byte) in broken {
                // The description of the modern type lies at the end.
                profile[if at < 640 { at } else { behind + at - 640 }] = byte;
            }
            profile.truncate(if cut < 700 { cut } else { profile.len() });
            unfit(&profile);
            prop_assert!(description(&profile).chars().count() <= LONGEST);
            characterization(&profile);
        }
    }

    #[test]
    fn a_tag_out_of_place_is_found() {
        let count = number(SOUND, HEADER, 4).unwrap();
        for tag in 0..count {
            let at = HEADER + 4 + tag * ENTRY;
            for (field, bytes) in [(4, [0xff; 4]), (4, [0; 4]), (8, [0xff; 4]), (8, [0, 0, 0, 1])] {
                assert!(said(at + field, &bytes).contains("do not lie in the file"), "{tag} {field}");
            }
        }
    }

    #[test]
    fn a_table_that_does_not_convert_is_found() {
        let tags = Tags::read(SOUND).unwrap();
        for signature in [b"A2B0", b"B2A0"] {
            let at = tags.find(signature).unwrap().as_ptr() as usize - SOUND.as_ptr() as usize;
            for (field, bytes) in [(0, b"none".as_slice()), (8, &[9]), (9, &[9]), (10, &[255])] {
                assert!(said(at + field, bytes).contains("does not convert"), "{field}");
            }
        }
    }
}
