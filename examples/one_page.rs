//! The library in a few lines: reads a set, makes the page of one state in the set's first
//! language, writes it.
//!
//! ```text
//! cargo run --example one_page -- data KY kentucky.pdf
//! ```

use handout::internals::batch::{Batch, Handout, Options, Outcome};
use handout::internals::diagnostic::{Sink, render_text};
use handout::internals::set;
use handout::internals::source::Sources;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [set, state, file] = args.as_slice() else {
        return Err("usage: one_page SET STATE FILE".into());
    };
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    if let Ok(dataset) = set::read(Path::new(set), &mut sources, &mut sink)
        && let languages = dataset.set.languages.iter().take(1).map(|tag| tag.value.clone()).collect()
        && let options = (Options { only: vec![state.clone()], languages, ..Options::default() })
        && let Ok(batch) = Batch::plan(&dataset, &sources, &options, &mut sink)
    {
        let write =
            |_: &Handout, bytes: &[u8]| std::fs::write(file, bytes).map_err(|error| error.to_string());
        for outcome in batch.build(1, &mut sink, write) {
            match outcome {
                Outcome::Made(handout) => {
                    println!("{file}: {} in {} pt type", handout.state.name().value, handout.fit.size);
                }
                Outcome::Undelivered { error, .. } => return Err(error.into()),
                Outcome::Failed { .. } => {}
            }
        }
    }
    for diagnostic in sink.found() {
        eprintln!("{}", render_text(diagnostic, &sources));
    }
    Ok(())
}
