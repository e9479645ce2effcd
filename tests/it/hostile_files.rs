//! Damaged and hostile files before all that opens finished files: no panic, and nothing that grows.

use crate::kit::sheets::sheet;
use handout::Proving;
use handout::internals::finished::{hear, letters, origin};
use handout::internals::pdf::{Unreadable, weigh};
use std::path::PathBuf;

/// The same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// The file with bytes changed, cut out or doubled, or its end cut off.
fn damaged(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut file = file.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(file.len());
        let to = (at + chance.below(200)).min(file.len());
        match chance.below(5) {
            0 => file.truncate(at.max(16)),
            1 => drop(file.drain(at..to)),
            2 => {
                let twice = file[at..to].to_vec();
                file.splice(at..at, twice);
            }
            // Where the objects and their places are written in plain letters.
            3 => {
                let from = file.len().saturating_sub(2_000);
                let at = from + chance.below(file.len() - from);
                file[at] = b"0123456789<>[]()/R "[chance.below(19)];
            }
            _ => file[at] = chance.below(256) as u8,
        }
    }
    file
}

#[test]
fn damaged_files_stop_nobody() {
    let mut chance = Chance(13);
    let sound = [sheet("memo", "en", "office"), sheet("brief", "es", "gray")];
    let files: Vec<Vec<u8>> = (0..120).map(|n| damaged(&sound[n % 2].bytes, &mut chance)).collect();
    for file in &files {
        let (heard, found, said) = (hear(file), letters(file), origin(file));
        assert_eq!(heard.is_err(), found.is_err());
        assert_eq!(heard.is_err(), said.is_err());
    }
    let names: Vec<PathBuf> = (0..files.len()).map(|n| PathBuf::from(n.to_string())).collect();
    let file = |name: &std::path::Path| Ok(files[name.to_str().unwrap().parse::<usize>().unwrap()].clone());
    let verdicts = Proving::default().prove(&names, 2, &file);
    let told =
        |verdict: &handout::Verdict| verdict.findings().map(|found| found.to_string()).collect::<String>();
    let bugs: Vec<String> =
        verdicts.iter().map(told).filter(|told| told.contains("fault of this program")).collect();
    assert_eq!(bugs, Vec::<String>::new());
    assert!(verdicts.iter().filter(|verdict| !verdict.is_sound()).count() > files.len() / 2);
}

#[test]
fn a_file_that_would_fill_the_memory_is_not_opened() {
    let zeros = |count: usize| {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packed, &vec![b' '; count]).expect("a Vec takes all bytes");
        packed.finish().expect("a Vec takes all bytes")
    };
    let mut file = lopdf::Document::load_mem(&sheet("memo", "en", "office").bytes).expect("a readable file");
    let page = file.get_pages()[&1];
    let packed = lopdf::dictionary! { "Filter" => "FlateDecode" };
    let bomb = file.add_object(lopdf::Stream::new(packed, zeros(200 << 20)));
    file.get_dictionary_mut(page).expect("the page").set("Contents", bomb);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a Vec takes all bytes");
    assert!(bytes.len() < 1 << 20);
    assert_eq!(weigh(&bytes), Err(Unreadable::TooLarge));
    assert_eq!(hear(&bytes).err(), Some(Unreadable::TooLarge));
    let verdicts = Proving::default().prove(&["a.pdf".into()], 1, &|_| Ok(bytes.clone()));
    let told = verdicts[0].findings().map(|found| found.to_string()).collect::<String>();
    assert!(told.contains("larger, or has more inside, than any handout"), "{told}");
}
