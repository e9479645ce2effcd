//! What the sheets of a set say, for judges that compare it with what readers find in the files: the texts of
//! each page in reading order, and the column headings of each of its tables, which stand again where one goes on
//! in the next column; as one JSON document, by how the name of its file begins and, but for the profile, ends:
//! `kentucky…-es`. The pages are composed and no more: no font, layout or PDF has a part in it.
//!
//! ```text
//! cargo run --example words -- data memo
//! ```

use handout::internals::diagnostic::Sink;
use handout::internals::document::Passage;
use handout::internals::facts::validate;
use handout::internals::outline::Part;
use handout::internals::wording::Composer;
use serde_json::{Map, json};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, theme] = args.as_slice() else { return Err("usage: words SET THEME".into()) };
    let set = handout::Set::open(Path::new(folder)).map_err(|faults| faults.to_string())?;
    let (dataset, sources) = set.parts();
    let (set, sink) = (&dataset.set, &mut Sink::default());
    let refused = |_| format!("{folder}: `handout check` says what is wrong");
    let theme = set.theme_changes.theme(theme, sink).map_err(refused)?.ok_or("no such theme")?;
    let released = set.released.as_ref().ok_or("the set names no day of release")?.value;
    let mut pages = Map::new();
    for (number, wording) in dataset.wordings.iter().enumerate() {
        let composer = Composer::new(set, wording, theme.shown(), sources, sink).map_err(refused)?;
        for state in &dataset.states {
            let facts = validate(dataset, state, sink).map_err(refused)?;
            let document = composer.compose(&facts, released, sink).map_err(refused)?;
            let passages = document.passages();
            let texts: Vec<String> = passages.iter().map(|passage| passage.text.plain()).collect();
            let tables = passages.chunk_by(|one, next| is_heading(one) == is_heading(next));
            let tables = tables.filter(|table| is_heading(&table[0]));
            let headings = tables.map(|table| table.iter().map(|own| own.text.plain()).collect::<Vec<_>>());
            let headings: Vec<String> = headings.map(|table| table.join(" ")).collect();
            let slug = &state.slug.value;
            let end = if number == 0 { String::new() } else { format!("-{}", composer.language()) };
            pages.insert(format!("{slug}…{end}"), json!({ "texts": texts, "headings": headings }));
        }
    }
    println!("{}", json!(pages));
    Ok(())
}

/// Whether it heads a column of a table.
fn is_heading(passage: &Passage<'_>) -> bool {
    passage.part == Part::ColumnHeading
}
