//! `handout explain`: what a code in a message means.

use super::say::{End, Voice};
use handout::{Code, nearest};

/// More codes than these are no help.
const MOST_MEANT: usize = 8;

pub const EXAMPLES: &str = "\
Examples:
  handout explain sum-mismatch
      What the message means, and what to do
  handout explain
      All codes";

/// The meaning of a code, or the list of all.
pub fn run(code: Option<&str>, voice: &mut Voice) -> End {
    let Some(asked) = code else {
        Code::ALL.iter().for_each(|code| voice.data(code));
        return End::Well;
    };
    match Code::ALL.iter().find(|code| code.name() == asked) {
        Some(code) => {
            voice.data(format_args!("{code}\n{}\n\n{}", code.class().meaning(), code.explanation()));
            if code.can_be_allowed() {
                voice.data(format_args!("\n{}", allowance(*code)));
            }
            End::Well
        }
        None => {
            voice.talk(format_args!("error: there is no code `{asked}`{}", hint(asked)));
            End::NotStarted
        }
    }
}

/// The lines that allow a finding, to be pasted.
fn allowance(code: Code) -> String {
    format!(
        "To allow it, add these lines at the end of handout.toml, with your own reason:\n\n\
         [[allow]]\n\
         code = \"{code}\"\n\
         reason = \"why it is right as it is\"\n\
         # file = \"wording.en.toml\"   # only in this file: take away the first # of the line\n\
         # text = \"Virginia\"          # only where the message, or the words it points at, have this"
    )
}

/// The code that was meant, or those that speak of the word.
fn hint(asked: &str) -> String {
    if let Some(near) = nearest(asked, Code::ALL.iter().map(|code| code.name())) {
        return format!("; did you mean `{near}`?");
    }
    let word = asked.to_lowercase();
    let speaks =
        |code: &&Code| code.name().contains(&word) || code.explanation().to_lowercase().contains(&word);
    let known: Vec<String> = Code::ALL.iter().filter(speaks).map(|code| format!("`{code}`")).collect();
    match known.len() {
        1..=MOST_MEANT if word.len() > 2 => format!("; these speak of it: {}", known.join(", ")),
        _ => "; `handout explain` lists all".to_owned(),
    }
}
