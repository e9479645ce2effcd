//! The library in a few lines: reads a set, makes the page of one state in the set's first
//! language, writes it.
//!
//! ```text
//! cargo run --example one_page -- data KY kentucky.pdf
//! ```

use handout::{Engine, Error, Options, Set};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [set, state, file] = args.as_slice() else {
        eprintln!("usage: one_page SET STATE FILE");
        return ExitCode::from(2);
    };
    let written = page(set, state).map(|bytes| std::fs::write(file, bytes));
    match written {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => eprintln!("error: {file}: {error}"),
        Err(error) => eprint!("{error}"),
    }
    ExitCode::FAILURE
}

fn page(set: &str, state: &str) -> Result<Vec<u8>, Error> {
    let set = Set::open(set)?;
    let engine = Engine::new(&set, &Options::default())?;
    let language = set.languages().next().unwrap_or("en");
    let sheet = engine.sheet(state, language, set.profile())?;
    eprint!("{}", sheet.findings);
    println!("{} in {} pt type", sheet.handout.state.name, sheet.handout.fit.size);
    Ok(sheet.bytes)
}
