//! `handout completions` and `handout man`: what a shell and `man` know of the commands, made from the
//! commands themselves, so that it cannot fall behind them.

use super::command::Cli;
use super::say::{End, Voice};
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use handout::{OutputFolder, counted};
use std::path::PathBuf;

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  handout completions bash > ~/.local/share/bash-completion/completions/handout
      For bash; a new shell completes commands and options with the Tab key
  handout completions zsh > ~/.zfunc/_handout
      For zsh, with `fpath+=~/.zfunc` in ~/.zshrc
  handout completions fish > ~/.config/fish/completions/handout.fish
      For fish
  handout completions powershell >> $PROFILE
      For PowerShell on Windows";

const MAN_EXAMPLES: &str = "\
Examples:
  handout man ~/.local/share/man/man1
      handout.1, handout-build.1 and so on, for `man handout-build`";

#[derive(clap::Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

#[derive(clap::Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(super) struct Man {
    /// Folder the pages go to
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn completions(asked: &Completions, voice: &mut Voice) -> End {
    let mut script = Vec::new();
    generate(asked.shell, &mut Cli::command(), "handout", &mut script);
    voice.bytes(&script);
    End::Well
}

pub(super) fn man(asked: &Man, voice: &mut Voice) -> End {
    match pages(asked, voice) {
        Ok(count) => {
            voice.talk(format_args!("wrote {}", counted(count, "page")));
            End::Well
        }
        Err(reason) => {
            voice.talk(format_args!("error: {reason}\nhelp: give a folder: `handout man man1`"));
            End::NotStarted
        }
    }
}

/// Writes a page for the program and one for each command; how many.
fn pages(asked: &Man, voice: &mut Voice) -> Result<usize, String> {
    let mut all = Cli::command().disable_help_subcommand(true);
    all.build();
    let commands: Vec<Command> = all.get_subcommands().cloned().collect();
    let folder = OutputFolder::open(&asked.folder).map_err(|error| error.to_string())?;
    let pages = std::iter::once(all).chain(commands);
    let mut count = 0;
    for page in pages.map(clap_mangen::Man::new) {
        let mut text = Vec::new();
        page.render(&mut text).map_err(|error| error.to_string())?;
        // What follows the options is "extra" to clap, and the examples to a reader.
        let text = String::from_utf8_lossy(&text).replacen(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n", 1);
        let written = folder.write(&page.get_filename(), text.as_bytes());
        let path = written.map_err(|error| error.to_string())?;
        voice.data(path.display());
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of an example as a shell would hand them over, without what is said of it and where it goes.
    fn words(example: &str) -> Vec<String> {
        let ends = ["  ", " > ", " >> "].map(|end| example.find(end).unwrap_or(example.len()));
        let typed = &example[..ends.into_iter().min().unwrap_or_default()];
        let mut words = Vec::new();
        for (n, piece) in typed.split('"').enumerate() {
            match n % 2 {
                0 => words.extend(piece.split_whitespace().map(str::to_owned)),
                _ => words.push(piece.to_owned()),
            }
        }
        words
    }

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let all = Cli::command();
        let mut without = Vec::new();
        for command in std::iter::once(&all).chain(all.get_subcommands()) {
            let name = command.get_name();
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples: Vec<&str> =
                help.lines().filter_map(|line| line.strip_prefix("  handout ")).collect();
            let of_it = |example: &&str| name == "handout" || example.split(' ').next() == Some(name);
            if !help.starts_with("Examples:\n") || !examples.iter().any(of_it) {
                without.push(name.to_owned());
            }
            for example in examples {
                let typed = words(&format!("handout {example}"));
                let answer = Cli::of(typed.iter().map(Into::into));
                let fault = answer.err().filter(|answer| answer.use_stderr());
                assert!(fault.is_none(), "{name}: {typed:?}: {}", fault.unwrap());
            }
        }
        assert_eq!(without, Vec::<String>::new(), "commands without examples");
        let typed = ["handout", "pack", "-o", "two-up.pdf", "--nup=2", "--on", "tabloid"];
        let imposed = Cli::of(typed.map(Into::into)).expect("it can be typed").command;
        assert!(matches!(imposed, super::super::command::Command::Impose(_)));
    }
}
