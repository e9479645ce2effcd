//! Pages with next to nothing on them: nothing stands where other texts do, and no proof may take that for a slip.

use crate::kit::set::Draft;
use crate::kit::sheets::THEMES;
use handout::Options;

const PARAGRAPH: &str = "Ponies are small horses that live on meadows.";
const CALL_OUT: &str = "**In~{{ year }}, there were {{ lessons }} lessons.**";
const LIST: &str = "- one thing\n- another thing";
const TABLE: &str = "[section.table]\nlead = \"**In {{ state.in_prose }}:**\"\nalt = \"Lessons\"\n\
    columns = [\"What\", \"Number\"]\nrows = [{ label = \"Lessons\", figure = \"lessons\" }]\n";

/// A section with these blocks, and a table or none.
fn section(blocks: &[&str], table: &str) -> String {
    format!("\n[[section]]\nheading = \"A part\"\ntext = \"\"\"\n{}\n\"\"\"\n{table}", blocks.join("\n\n"))
}

#[test]
fn a_page_of_few_texts_is_made() {
    let blocks = [PARAGRAPH, CALL_OUT, LIST];
    let mut pages: Vec<String> = Vec::new();
    for one in blocks {
        pages.extend(["", TABLE].map(|table| section(&[one], table)));
        for other in blocks {
            pages.extend(["", TABLE].map(|table| section(&[one, other], table)));
            pages.push(section(&[one], "") + &section(&[other], TABLE));
        }
    }
    for page in pages {
        let head =
            "language = \"en\"\n\n[page]\norganization = \"Meadow House\"\ntitle = \"{{ state.name }}\"\n";
        let wording = format!("{head}{page}\n[footer]\nsource = \"Source: Meadow House, {{{{ year }}}}\"\n");
        let set = Draft::invented(1, 2).with("wording.en.toml", wording);
        for theme in THEMES {
            let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
            assert_eq!(set.build(&options).len(), 1, "{theme}: {page}");
        }
    }
}
