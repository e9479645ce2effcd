//! Words the command does not know, and the help it gives when asked: the answers of `clap`.

use super::report::{Report, Verb};
use super::say::{Color, End, Voice};
use super::{Format, diff, hear, import, pack, preview, prove, roll, trace};
use clap::error::ErrorKind;
use clap::{Error, ValueEnum};
use handout::{Code, Findings};

/// What `--color` says on a line that is not understood.
pub fn color() -> Color {
    let typed = typed();
    let apart = typed.windows(2).filter(|two| two[0] == "--color").map(|two| two[1].as_str());
    let joined = typed.iter().filter_map(|word| word.strip_prefix("--color="));
    apart.chain(joined).find_map(|word| Color::from_str(word, false).ok()).unwrap_or(Color::Auto)
}

fn typed() -> Vec<String> {
    std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect()
}

/// Says help and version, or what is wrong with the line that was typed. A program that asked for
/// JSON is answered in JSON.
pub fn answer(answer: &Error, voice: &mut Voice) -> End {
    let typed = typed();
    let text = answer.render().to_string();
    let text = format!("{}{}", text.trim_end_matches('\n'), spaced_list(answer, &typed));
    let text = text.as_str();
    if !answer.use_stderr() {
        voice.data(text);
        return End::Well;
    }
    let verb = match typed.first().map(String::as_str) {
        Some("build") => Some(Verb::Made),
        Some("check") => Some(Verb::Checked),
        Some("fit") => Some(Verb::Fitted),
        Some("card" | "diff" | "hear" | "import" | "pack" | "preview" | "prove" | "roll" | "trace") => None,
        Some(_) | None => return person(text, voice),
    };
    if !is_json(&typed) {
        return person(text, voice);
    }
    let mut findings = Findings::default();
    // The usage stands behind a blank line.
    let said: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    let said = said.join(" ");
    let message = said.strip_prefix("error: ").unwrap_or(&said);
    let help = "`handout --help` lists the commands and options";
    findings.refuse(Code::BadValue, &typed.join(" "), message, help);
    match verb {
        Some(verb) => Report::new(verb, None, findings).print(Format::Json, voice),
        None => {
            match typed[0].as_str() {
                "prove" => prove::tell(&prove::Told::default(), Format::Json, &findings, voice),
                "pack" => pack::tell(None, Format::Json, &findings, voice),
                "import" => drop(import::tell_faults(&findings, Format::Json, voice)),
                "diff" => diff::tell_json(None, &findings, voice),
                "roll" => roll::tell_json(None, &findings, voice),
                "preview" | "card" => preview::refused(&findings, Format::Json, voice),
                "hear" => hear::tell(None, Format::Json, &findings, voice),
                _ => trace::tell(&[], Format::Json, &findings, voice),
            }
            End::NotStarted
        }
    }
}

/// What to write where a list was typed with spaces behind its commas.
fn spaced_list(answer: &Error, typed: &[String]) -> String {
    let lists = ["--only", "--lang", "--languages", "--places", "--profile", "--wording"];
    let before = typed.windows(3).find(|three| lists.contains(&three[0].as_str()) && three[1].ends_with(','));
    match before {
        Some([option, first, ..]) if answer.kind() == ErrorKind::UnknownArgument => {
            let rest = typed.iter().skip_while(|word| *word != first).skip(1);
            let mut list = first.clone();
            for word in rest {
                list.push_str(word);
                if !word.ends_with(',') {
                    break;
                }
            }
            format!("\nhelp: a list has no spaces: write {option} {list}")
        }
        _ => String::new(),
    }
}

fn person(text: &str, voice: &mut Voice) -> End {
    voice.talk(text);
    End::NotStarted
}

fn is_json(typed: &[String]) -> bool {
    typed.iter().any(|word| word == "--format=json")
        || typed.windows(2).any(|two| two == ["--format", "json"])
}
