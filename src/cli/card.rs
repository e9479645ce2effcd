//! `handout card`: a picture of each state's headline figures, and beside it a text of what it shows.
//!
//! In: a set and a folder. Out: `kentucky-card.png`, `kentucky-card.txt`, and `kentucky-card.html` for a page on the web;
//! their paths on standard output.

use super::asked;
use super::card_head::{address, head};
use super::preview::{can_draw, old_pictures, refused, write};
use super::say::{End, Voice};
use super::{Format, What, Which, begin, threads};
use handout::{Batch, CardPicture, Engine, Findings, Options, Outcome, Run, counted, is_our_png};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout card data -o cards
      A picture of each state's headline figures for e-mail and social media, and a text that says what it shows
  handout card data -o cards --web https://www.example.org/cards
      Also lines for the heads of your web pages, so that who shares a page shows the card; put the folder there";

/// What is asked.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Card {
    #[command(flatten)]
    which: Which,
    /// Folder the pictures and their texts go to
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Address on the web that the folder will have: also writes lines for the heads of web pages
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    web: Option<String>,
}

/// How the name of a card's text ends, and that of its lines for a web page.
const TEXT: &str = ".txt";
const HEAD: &str = ".html";

/// What a picture shows, by the name of its file.
type Texts = BTreeMap<String, String>;

pub fn run(asked: &Card, voice: &mut Voice) -> End {
    match made(asked) {
        Ok((run, texts, left_out)) => tell(asked, &run, &texts, &left_out, voice),
        Err(findings) => {
            let start = findings.iter().any(asked::is_of_start);
            refused(&findings, asked.which.format, voice);
            if start { End::NotStarted } else { End::Faulty }
        }
    }
}

/// Makes and writes the cards; also the names of the states whose files have faults.
fn made(asked: &Card) -> Result<(Run, Texts, Vec<String>), Findings> {
    let mut findings = Findings::default();
    can_draw("card", &mut findings)?;
    let which = asked.which.clone();
    let jobs = threads(which.jobs);
    let what = What { which, profile: Vec::new(), large_print: false, against: None };
    let (set, options) = begin(&what, Options::default(), None)?;
    let options = options.carded();
    let engine = Engine::new(&set, &options)?;
    let folder = asked::folder(&asked.out, &mut findings).map_err(|_| findings)?;
    folder.sweep();
    let texts = Mutex::new(Texts::new());
    let deliver = |card: &CardPicture| -> io::Result<()> {
        let picture = &card.handout.file_name;
        let [text, page] = [TEXT, HEAD].map(|end| beside(picture, end));
        is_free(folder.path(), picture, &text)?;
        if asked.web.is_some() {
            is_free(folder.path(), picture, &page)?;
        }
        write(&folder, picture, &card.png)?;
        folder.write(&text, format!("{}\n", card.alt).as_bytes())?;
        if let Some(web) = &asked.web {
            folder.write(&page, head(card, web).as_bytes())?;
        }
        if let Ok(mut texts) = texts.lock() {
            texts.insert(picture.clone(), card.alt.clone());
        }
        Ok(())
    };
    let run = Batch::new(&engine).cards(jobs, &deliver);
    let left_out = set.failed_states().filter(|failed| {
        options.only.is_empty() || options.only.iter().any(|asked| asked::is_called(failed, asked))
    });
    let left_out = left_out.map(|failed| failed.name).collect();
    Ok((run, texts.into_inner().unwrap_or_default(), left_out))
}

/// "kentucky-card.txt" of "kentucky-card.png".
fn beside(picture: &str, end: &str) -> String {
    format!("{}{end}", picture.trim_end_matches(".png"))
}

/// A text has no mark of who made it: it is ours where its picture is.
fn is_free(folder: &Path, picture: &str, text: &str) -> io::Result<()> {
    let ours = fs::read(folder.join(picture)).is_ok_and(|bytes| is_our_png(&bytes));
    if ours || !folder.join(text).exists() {
        return Ok(());
    }
    let path = folder.join(text);
    Err(io::Error::other(format!("{}: handout did not make this file, and leaves it alone", path.display())))
}

fn tell(asked: &Card, run: &Run, texts: &Texts, left_out: &[String], voice: &mut Voice) -> End {
    let made: Vec<&str> =
        run.outcomes.iter().filter_map(|one| Some(one.made()?.file_name.as_str())).collect();
    let ends = [".png", TEXT, HEAD];
    let ends = &ends[..if asked.web.is_some() { 3 } else { 2 }];
    let files: Vec<String> = made.iter().flat_map(|file| ends.iter().map(|end| beside(file, end))).collect();
    let all = run.outcomes.len() + left_out.len();
    match asked.which.format {
        Format::Json => {
            let diagnostics: Vec<Value> = run.findings.iter().map(|found| json!(found)).collect();
            let cards: Vec<Value> = run.outcomes.iter().map(|one| as_json(one, texts)).collect();
            voice.data(format_args!(
                "{:#}",
                json!({ "files": files, "cards": cards, "left_out": left_out, "diagnostics": diagnostics })
            ));
        }
        Format::Text => {
            files.iter().for_each(|file| voice.data(asked.out.join(file).display()));
            run.findings.iter().for_each(|found| voice.talk(found));
            for outcome in run.outcomes.iter().filter(|outcome| outcome.made().is_none()) {
                let whose = format!("{} ({})", outcome.state().name, outcome.language());
                match outcome {
                    Outcome::Undelivered { error, .. } => voice.talk(format_args!("error: {whose}: {error}")),
                    Outcome::Bug { bug, .. } => voice.talk(format_args!("error: {whose}: {bug}")),
                    _ => voice.talk(format_args!("{whose}: no card, see above")),
                }
            }
            left_out.iter().for_each(|name| voice.talk(format_args!("{name}: no card, see above")));
            let old = old_pictures(&asked.out, &files).into_iter().filter(|file| file.ends_with("-card.png"));
            old.for_each(|file| voice.talk(format_args!("{file}: of an earlier run")));
            voice.talk(format_args!("{} of {} made", made.len(), counted(all, "card")));
        }
    }
    if made.len() == all && !run.findings.has_errors() { End::Well } else { End::Faulty }
}

fn as_json(outcome: &Outcome, texts: &Texts) -> Value {
    let file = outcome.made().map(|handout| handout.file_name.as_str());
    json!({
        "state": outcome.state().postal, "name": outcome.state().name, "language": outcome.language(),
        "file": file, "alt": file.and_then(|file| texts.get(file)),
        "bytes": outcome.made().map(|handout| handout.size),
    })
}
