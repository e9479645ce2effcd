//! `handout explain`: what a code in a message means.

use super::say::{End, Voice};
use handout::{Code, nearest};

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
            End::Well
        }
        None => {
            let near = nearest(asked, Code::ALL.iter().map(|code| code.name()));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            voice.talk(format_args!("error: there is no code `{asked}`{hint}"));
            End::NotStarted
        }
    }
}
