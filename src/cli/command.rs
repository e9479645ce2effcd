//! The commands, their options and the examples in their help.

use super::build::{self, Writing};
use super::say::Color;
use super::what::{DataInside, What, Which};
use super::{
    approve, card, correct, diff, explain, export, extract, fit, hear, import, impose, mail, merge, new,
    pack, preview, prove, roll, shells, signoff, trace, zip,
};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// What follows the commands in the help.
const EXAMPLES: &str = "\
Examples:
  handout check data
      Look for mistakes in the folder data; each is told with its file, its line and what to do
  handout build data -o out
      Make every sheet of the folder data, into the folder out
  handout prove out --set data
      Prove the finished files before they go out
  handout build --help
      The options of a command, with examples; every command has some";

const CHECK_EXAMPLES: &str = "\
Examples:
  handout check data
      Look for mistakes and for what would read wrong; nothing is made
  handout check data --strict
      The same, and end as failed if there is as much as a warning
  handout check data --against data-2022
      Also compare with last year's set: what did not change, what changed too much
  handout check data --only KY --format json
      One state, for a program to read";

/// One-page PDF handouts, one per state, from a folder of TOML figures
#[derive(Parser)]
#[command(version, about, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Cli {
    /// Color messages; by default on a terminal where `NO_COLOR` is not set
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true, display_order = 900)]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

impl Cli {
    /// Reads a line. A pack of several pages on a side, `pack --nup 2`, is what `impose` makes.
    pub(super) fn of(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut words: Vec<OsString> = words.into_iter().collect();
        let imposes = |word: &OsString| {
            let word = word.to_string_lossy();
            word == "--nup" || word.starts_with("--nup=")
        };
        if words.get(1).is_some_and(|word| word == "pack") && words.iter().any(imposes) {
            words[1] = "impose".into();
        }
        Self::try_parse_from(words)
    }
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make the handouts of a set
    #[command(after_help = build::EXAMPLES)]
    Build {
        #[command(flatten)]
        what: What,
        #[command(flatten)]
        writing: Writing,
        #[command(flatten)]
        inside: DataInside,
    },
    /// Pack many sheets into one accessible file: for an office, for a training session
    Pack(pack::Packing),
    /// Join the manifests of a run in several parts (`build --shard 1/3`) into one
    #[command(after_help = merge::EXAMPLES)]
    Merge {
        /// The folder the parts were written to
        #[arg(value_name = "DIR", default_value = "out")]
        folder: PathBuf,
    },
    /// Check a set for faults without making anything
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        #[command(flatten)]
        what: What,
        /// Treat warnings as errors
        #[arg(long)]
        strict: bool,
    },
    /// Show how each page is filled, and what to cut for larger type, without making anything
    #[command(after_help = fit::EXAMPLES)]
    Fit {
        #[command(flatten)]
        which: Which,
        /// Say what to cut for larger type on every page, not only on those in small type
        #[arg(long)]
        advice: bool,
    },
    /// Approve sheets, or the wording of a language: writes who did, and when, into the set
    Approve(approve::Approve),
    /// Write the list of all figures that people sign, with what is approved
    Signoff(signoff::Signoff),
    /// Explain what a code in a message means, and what to do
    #[command(after_help = explain::EXAMPLES)]
    Explain {
        /// The code in brackets, such as sum-mismatch; without one, all codes
        code: Option<String>,
    },
    /// List every number on a state's page with its file and line
    Trace(trace::Trace),
    /// Draw the handouts of a set, and show them in a browser beside their figures and findings
    Preview(preview::Preview),
    /// Draw a card for each state: its headline figures as a picture for e-mail and social media
    Card(card::Card),
    /// Prove finished files: that they say what the data inside, or a set, says
    Prove(prove::Prove),
    /// Say a sheet as a screen reader says it, from the tags of its file
    Hear(hear::Hear),
    /// Send sheets to those they are meant for, or write drafts of the messages
    Mail(mail::Mail),
    /// Correct a sheet that is out: who has it, what changed, and the mark that the new one bears
    Correct(correct::Correct),
    /// Read the figures of a spreadsheet into a set; without --write, only say what would become of each cell
    Import(import::ImportCommand),
    /// Make a new set to begin with, ready to build
    New(new::New),
    /// Write the figures of a set as a table for the office: XLSX, CSV or JSON
    Export(export::Export),
    /// Make next year's set from this one, its figures to be filled in
    Roll(roll::Roll),
    /// Say what is different between two editions: sets, or PDF files that handout made
    Diff(diff::Diff),
    /// Extract the data of a handout as a set
    #[command(after_help = extract::EXAMPLES)]
    Extract {
        /// The PDF file
        file: PathBuf,
        /// A new or empty folder for the set
        #[arg(short, long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write what a shell needs to complete commands and options
    Completions(shells::Completions),
    /// Write a page of the manual for each command
    Man(shells::Man),
    /// Put several handouts on one sheet of paper, for printing and cutting
    Impose(impose::Impose),
    /// Put the handouts into ZIP archives, by state, group or language
    Zip(zip::Zip),
}
