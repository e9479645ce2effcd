//! Words the command does not know, and the help it gives when asked: the answers of `clap`.

use super::report::{Report, Verb};
use super::say::{End, Voice};
use super::{Format, hear, import, prove, trace};
use clap::Error;
use handout::{Code, Findings};

/// Says help and version, or what is wrong with the line that was typed. A program that asked for
/// JSON is answered in JSON.
pub fn answer(answer: &Error, voice: &mut Voice) -> End {
    let text = answer.render().to_string();
    let text = text.trim_end_matches('\n');
    if !answer.use_stderr() {
        voice.data(text);
        return End::Well;
    }
    let typed: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let verb = match typed.first().map(String::as_str) {
        Some("build") => Some(Verb::Made),
        Some("check") => Some(Verb::Checked),
        Some("fit") => Some(Verb::Fitted),
        Some("trace" | "hear" | "prove" | "import") => None,
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
                "import" => drop(import::tell_faults(&findings, Format::Json, voice)),
                "hear" => hear::tell(None, Format::Json, &findings, voice),
                _ => trace::tell(&[], Format::Json, &findings, voice),
            }
            End::NotStarted
        }
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
