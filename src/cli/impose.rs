//! `handout impose`: several pages on one sheet of paper, for printing and cutting.

use super::asked;
use super::say::{End, Voice};
use super::sheets::{MadeSheets, Sheets};
use clap::ValueEnum;
use handout::{
    Code, Edge, Findings, ImposeOptions, Imposed, NotImposed, PaperSize, Sequence, Set, counted, nearest,
};
use std::path::{Path, PathBuf};

/// What follows the options in the help.
const EXAMPLES: &str = "\
Examples:
  handout impose data -o two-up.pdf --nup 2 --on tabloid --back es
      Two sheets on a side of 11 x 17 in paper, Spanish behind English
  handout impose data -o test.pdf --nup 2 --on tabloid --test-sheet
      One sheet that shows how the printer turns the paper
  handout impose data -o shop.pdf --nup 2 --on 12x18 --profile press --step-and-repeat
      For a print shop: each sheet twice, with bleed and marks";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Impose {
    #[command(flatten)]
    which: Sheets,
    /// The PDF file to write
    #[arg(short, long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// How many pages on one side of the paper
    #[arg(long, value_name = "N", value_enum)]
    nup: Count,
    #[arg(long, value_name = "PAPER", help = paper_help())]
    on: String,
    /// Language of the fronts, instead of the set's first: es
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Print the sheets in this language on the backs
    #[arg(long, value_name = "TAG")]
    back: Option<String>,
    /// The edge about which the printer turns the paper, as its own dialog says it
    #[arg(long, value_name = "EDGE", value_enum, default_value = "long")]
    flip: Flip,
    /// What follows what
    #[arg(long, value_enum, default_value = "stack")]
    order: Order,
    /// Fill each side with one sheet
    #[arg(long, conflicts_with = "order")]
    step_and_repeat: bool,
    /// Fronts and backs on one plate, which prints both sides
    #[arg(long, requires = "back")]
    work_and_turn: bool,
    /// Make pages smaller that do not fit; without it, nothing is
    #[arg(long, value_enum)]
    scale: Option<Scale>,
    /// Allow type below 6.5 pt
    #[arg(long)]
    allow_small: bool,
    /// Output profile, instead of the set's: office, gray or press
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Arrows and numbers in place of the sheets, to see how the printer turns the paper
    #[arg(long)]
    test_sheet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Count {
    #[value(name = "2")]
    Two,
    #[value(name = "4")]
    Four,
}

#[derive(Clone, Copy, ValueEnum)]
enum Flip {
    Long,
    Short,
}

#[derive(Clone, Copy, ValueEnum)]
enum Order {
    /// Cut, then stack: the piles laid on each other are in order
    Stack,
    /// As they are read, side by side
    Rows,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scale {
    /// As large as the paper allows
    Fit,
}

fn paper_help() -> String {
    format!("The paper: {}", PaperSize::names().collect::<Vec<_>>().join(", "))
}

pub(super) fn run(asked: &Impose, voice: &mut Voice) -> End {
    match try_run(asked, voice) {
        Ok(end) | Err(end) => end,
    }
}

fn try_run(asked: &Impose, voice: &mut Voice) -> Result<End, End> {
    let mut findings = Findings::default();
    let (Some(paper), Some((folder, name))) = (asked.paper(&mut findings), asked.file(&mut findings)) else {
        voice.faults(findings.iter());
        return Err(End::NotStarted);
    };
    let Some(front) = asked.languages(&mut findings) else {
        voice.faults(findings.iter());
        return Err(End::NotStarted);
    };
    let languages: Vec<String> = [Some(front.clone()), asked.back.clone()].into_iter().flatten().collect();
    let profiles: Vec<String> = asked.profile.iter().cloned().collect();
    let MadeSheets { engine, sheets, .. } = asked.which.make(&languages, &profiles, voice)?;
    let options = asked.options(paper, front);
    let imposed = match engine.impose(&sheets, &options) {
        Ok(imposed) => imposed,
        Err(NotImposed::Asked { option, message, help }) => {
            findings.refuse(Code::BadValue, &option, message, help);
            voice.faults(findings.iter());
            return Err(End::NotStarted);
        }
        Err(NotImposed::Fault(why)) => {
            voice.talk(format_args!("error: a fault of this program, nothing was written: {why}"));
            return Err(End::Faulty);
        }
        Err(_) => return Err(End::Faulty),
    };
    let Ok(folder) = asked::folder(folder, &mut findings) else {
        voice.faults(findings.iter());
        return Err(End::NotStarted);
    };
    match folder.write(name, &imposed.bytes) {
        Ok(path) => voice.data(path.display()),
        Err(error) => {
            voice.talk(format_args!("error: {error}"));
            return Err(End::Faulty);
        }
    }
    tell(&imposed, asked, &options, voice);
    Ok(End::Well)
}

impl Impose {
    fn paper(&self, findings: &mut Findings) -> Option<PaperSize> {
        let paper = PaperSize::named(self.on.trim());
        if paper.is_none() {
            let help = match nearest(&self.on, PaperSize::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => paper_help(),
            };
            findings.refuse(Code::BadValue, &format!("--on {}", self.on), "there is no such paper", help);
        }
        paper
    }

    /// The language of the fronts, if that of the backs is another one of the set.
    fn languages(&self, findings: &mut Findings) -> Option<String> {
        // A set that cannot be read is judged with its sheets.
        let own: Vec<String> = Set::open(self.which.set())
            .map(|set| set.languages().map(str::to_owned).collect())
            .unwrap_or_default();
        let front = self.lang.as_ref().or(own.first()).map_or("en", String::as_str).to_owned();
        let Some(back) = &self.back else { return Some(front) };
        let others: Vec<&str> = own.iter().map(String::as_str).filter(|own| *own != front).collect();
        if own.is_empty() || others.contains(&back.as_str()) {
            return Some(front);
        }
        let message = format!("the set has no sheets in `{back}` to put behind those in `{front}`");
        let help = match others.first() {
            Some(other) => format!("write `--back {other}`"),
            None => "leave `--back` out, or add a wording in another language".to_owned(),
        };
        findings.refuse(Code::UnknownLanguage, &format!("--back {back}"), message, help);
        None
    }

    /// The folder and the name of the file.
    fn file(&self, findings: &mut Findings) -> Option<(&Path, &str)> {
        let name = self.out.file_name().and_then(|name| name.to_str());
        let name = name.filter(|name| name.to_lowercase().ends_with(".pdf") && !self.out.is_dir());
        if name.is_none() {
            let at = format!("-o {}", self.out.display());
            findings.refuse(
                Code::BadValue,
                &at,
                "this is not the name of a PDF file",
                "write `-o imposed.pdf`",
            );
        }
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some((folder.unwrap_or(Path::new(".")), name?))
    }

    fn options(&self, paper: PaperSize, front: String) -> ImposeOptions {
        ImposeOptions {
            count: match self.nup {
                Count::Two => 2,
                Count::Four => 4,
            },
            paper,
            flip: match self.flip {
                Flip::Long => Edge::Long,
                Flip::Short => Edge::Short,
            },
            sequence: match self.order {
                _ if self.step_and_repeat => Sequence::Repeat,
                Order::Stack => Sequence::Stack,
                Order::Rows => Sequence::Rows,
            },
            work_and_turn: self.work_and_turn,
            fit: self.scale.is_some(),
            allow_small: self.allow_small,
            front,
            back: self.back.clone(),
            test_sheet: self.test_sheet,
        }
    }
}

/// What whoever stands at the printer must know.
fn tell(imposed: &Imposed, asked: &Impose, options: &ImposeOptions, voice: &mut Voice) {
    imposed.sides.iter().for_each(|side| voice.talk(side));
    let size = match imposed.factor {
        factor if factor < 1.0 => format!("made smaller, to {:.1} %", factor * 100.0),
        _ => "in their own size".to_owned(),
    };
    let small = format!("the smallest type is {:.1} pt", imposed.smallest_type);
    let (nup, paper) = (options.count, options.paper);
    let papers = format!("{} of paper", counted(imposed.papers, "sheet"));
    voice.talk(format_args!("{nup} on {paper}, {size}; {small}; {papers}"));
    if !imposed.cuts.is_empty() {
        let marks = if imposed.marked { "" } else { "; there is no room for marks at every cut" };
        voice.talk(format_args!("cut: {}{marks}", imposed.cuts.join("; ")));
    }
    let sides = match (options.work_and_turn, imposed.sides.len() > imposed.papers, asked.flip) {
        (true, ..) => "print both sides from the same page, turned like the page of a book",
        (_, false, _) => "on one side",
        (_, _, Flip::Long) => "on both sides, flipped on the long edge",
        (_, _, Flip::Short) => "on both sides, flipped on the short edge",
    };
    voice.talk(format_args!("print: in actual size, {sides}"));
}
