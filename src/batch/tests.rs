//! A long run: every file is proved.

use super::*;
use crate::diagnostic::Code;
use std::collections::BTreeSet;
use std::path::Path;

/// The shipped sample with its state many times over, each with a name of its own.
fn many(states: usize) -> (Sources, Dataset) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let set = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str, edit: &dyn Fn(String) -> String| {
        let text = edit(std::fs::read_to_string(data.join(from)).unwrap());
        std::fs::write(set.path().join(to), text).unwrap();
    };
    std::fs::create_dir(set.path().join("states")).unwrap();
    for file in ["handout.toml", "national.toml", "wording.en.toml", "wording.es.toml"] {
        copy(file, file, &|text| text);
    }
    for n in 0..states {
        let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
        copy("states/kentucky.toml", &format!("states/isle-{n}.toml"), &|text| {
            let text = text.replace("\"Kentucky\"", &format!("\"Isle {n}\""));
            let text = text.replace("Kentucky", &format!("Isle {n}"));
            let text = text.replace("\"KY\"", &format!("\"X{}{}\"", letter(n / 26), letter(n)));
            text.replace("cybertips = 8_597", &format!("cybertips = {}", 8_000 + n))
        });
    }
    let dataset = crate::set::read(set.path(), &mut sources, &mut sink);
    (sources, dataset.unwrap_or_else(|_| panic!("{:?}", sink.found())))
}

#[test]
fn every_file_of_a_long_run_is_proved() {
    let (sources, dataset) = many(101);
    let mut sink = Sink::default();
    let batch = Batch::plan(&dataset, &sources, &Options::default(), &mut sink).unwrap();
    assert_eq!(batch.len(), 202);
    let damaged = |state: &State| state.slug.value.ends_with('7');
    let press = |state: &State, mut bytes: Vec<u8>| {
        let title = bytes.windows(10).position(|window| window == b"<dc:title>").unwrap();
        bytes[title + 4] = if damaged(state) { b'T' } else { b't' };
        bytes
    };
    let delivered = Mutex::new(BTreeSet::new());
    let outcomes = batch.build_through(press, 2, &mut sink, &|handout: &Handout, _: &[u8]| {
        delivered.lock().unwrap().insert(handout.file_name.clone());
        Ok(())
    });
    let failed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Failed { .. })).count();
    assert_eq!((outcomes.len(), failed, delivered.lock().unwrap().len()), (202, 20, 182));
    let told = sink.found().iter().filter(|fault| fault.code == Code::BrokenPromise).count();
    assert!(told >= 10, "{told}");
}
