//! Runs in which something fails: a proof, this program, the delivery; and what they do to the other sheets.

use super::*;
use crate::diagnostic::Code;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The shipped sample with its state many times over, each with a name of its own.
fn many(states: usize) -> Set {
    many_from(8_000, states)
}

/// The same with figures that begin elsewhere.
fn many_from(first: usize, states: usize) -> Set {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let text = |file: &str| -> String {
        let text = std::fs::read_to_string(data.join(file)).unwrap();
        // Files are called by their states alone.
        text.lines().filter(|line| !line.starts_with("file_name")).map(|line| format!("{line}\n")).collect()
    };
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for file in ["handout.toml", "national.toml", "wording.en.toml", "wording.es.toml"] {
        files.insert(file.into(), text(file).into());
    }
    // They are all copies, which else would not be made.
    let allow = "\n[[allow]]\ncode = \"identical-states\"\nreason = \"a test\"\n";
    files.insert("handout.toml".into(), (text("handout.toml") + allow).into());
    let kentucky = text("states/kentucky.toml");
    for n in 0..states {
        let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
        let text = kentucky.replace("Kentucky", &format!("Isle {n}"));
        let text = text.replace("\"KY\"", &format!("\"X{}{}\"", letter(n / 26), letter(n)));
        let text = text.replace("cybertips = 8_597", &format!("cybertips = {}", first + n));
        files.insert(format!("states/isle-{n}.toml").into(), text.into());
    }
    Set::from_files(files).unwrap()
}

fn batch(set: &Set) -> Batch {
    Batch::new(&Engine::new(set, &Options::default()).unwrap())
}

/// As `build`, with what was delivered.
fn built(
    batch: &Batch,
    jobs: usize,
    between: &Between<'_>,
    deliver: impl Fn(&Handout) -> io::Result<()> + Sync,
) -> (Run, BTreeMap<String, Vec<u8>>) {
    let delivered = Mutex::new(BTreeMap::new());
    let take = Taking(|handout: &Handout, bytes: &[u8]| {
        deliver(handout)?;
        delivered.lock().unwrap().insert(handout.file_name.clone(), bytes.to_vec());
        Ok(())
    });
    let run = batch.build_through(jobs, between, &take);
    (run, delivered.into_inner().unwrap())
}

#[test]
fn every_file_of_a_long_run_is_proved() {
    let batch = batch(&many(48));
    assert_eq!(batch.len(), 96);
    let between = |state: &State, mut bytes: Vec<u8>| {
        let title = bytes.windows(10).position(|window| window == b"<dc:title>").unwrap();
        bytes[title + 4] = if state.slug.value.ends_with('7') { b'T' } else { b't' };
        bytes
    };
    let (run, delivered) = built(&batch, 2, &between, |_| Ok(()));
    let failed = run.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Failed { .. })).count();
    assert_eq!((run.outcomes.len(), failed, delivered.len()), (96, 10, 86));
    let told = run.findings.iter().filter(|fault| fault.code() == Code::BrokenPromise).count();
    assert!(told >= 5, "{told}");
}

#[test]
fn a_sheet_of_another_state_or_edition_is_refused() {
    let (set, older) = (many(6), many_from(7_000, 6));
    let (_, before) = built(&batch(&older), 1, &|_, bytes| bytes, |_| Ok(()));
    let last = Mutex::new(Vec::new());
    let exchanged = move |_: &State, bytes: Vec<u8>| std::mem::replace(&mut *last.lock().unwrap(), bytes);
    let stale = move |state: &State, _: Vec<u8>| before[&format!("{}.pdf", state.slug.value)].clone();
    let batch = batch(&set);
    for (run, delivered) in [built(&batch, 1, &exchanged, |_| Ok(())), built(&batch, 1, &stale, |_| Ok(()))] {
        assert!(delivered.is_empty(), "{:?}", delivered.keys());
        assert!(run.outcomes.iter().all(|outcome| matches!(outcome, Outcome::Failed { .. })));
    }
}

#[test]
fn a_fault_of_the_program_stays_with_its_sheet() {
    let batch = batch(&many(8));
    let (_, sound) = built(&batch, 2, &|_, bytes| bytes, |_| Ok(()));
    let between = |state: &State, bytes: Vec<u8>| {
        assert!(!state.slug.value.ends_with('3'), "no page for {}", state.slug.value);
        bytes
    };
    for jobs in [1, 3] {
        let (run, rest) = built(&batch, jobs, &between, |_| Ok(()));
        let bugs: Vec<String> = run
            .outcomes
            .iter()
            .filter_map(|outcome| match outcome {
                Outcome::Bug { state, language, profile, bug } => {
                    assert!(bug.place().is_some_and(|place| place.starts_with("src/batch/tests.rs:")));
                    Some(format!("{} {language} {profile:?}: {}", state.name, bug.message()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            bugs,
            [
                "Isle 3 en Some(\"office\"): no page for isle-3",
                "Isle 3 es Some(\"office\"): no page for isle-3"
            ]
        );
        assert_eq!((sound.len(), rest.len()), (16, 14));
        assert!(rest.iter().all(|(name, bytes)| sound[name] == *bytes), "{jobs}: another sheet changed");
        assert!(!run.findings.has_errors(), "{:?}", run.findings);
    }
}

#[test]
fn a_sheet_that_cannot_be_delivered_fails_alone() {
    let full = |handout: &Handout| match handout.file_name.as_str() {
        "isle-1-es.pdf" => Err(io::Error::other("the disk is full")),
        _ => Ok(()),
    };
    let (run, delivered) = built(&batch(&many(3)), 2, &|_, bytes| bytes, full);
    let undelivered = run.outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Undelivered { handout, error } => Some((handout.file_name.as_str(), error.to_string())),
        _ => None,
    });
    assert_eq!(undelivered.collect::<Vec<_>>(), [("isle-1-es.pdf", "the disk is full".to_owned())]);
    assert_eq!((run.outcomes.len(), delivered.len()), (6, 5));
}

#[test]
fn one_sheet_alone_is_the_one_of_the_batch() {
    let set = many(3);
    let engine = Engine::new(&set, &Options::default()).unwrap();
    let (_, made) = built(&Batch::new(&engine), 2, &|_, bytes| bytes, |_| Ok(()));
    for language in ["en", "es"] {
        let sheet = engine.sheet("isle-1", language, "office").unwrap();
        assert!(made[&sheet.handout.file_name] == sheet.bytes, "{language}");
        engine.prove(&sheet.bytes, "XAB", language, "office").unwrap();
        let other = engine.prove(&sheet.bytes, "XAC", language, "office");
        assert!(other.unwrap_err().to_string().contains("error[broken-promise]"));
    }
    for (state, language, profile) in
        [("KY", "en", "office"), ("XAA", "fr", "office"), ("XAA", "en", "press")]
    {
        assert!(matches!(engine.sheet(state, language, profile), Err(Error::Refused(_))), "{state}");
    }
}
