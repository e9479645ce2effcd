//! What a run is asked for: the options that several commands share.

use clap::ValueEnum;
use handout::profiles;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct What {
    #[command(flatten)]
    pub which: Which,
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help = profile_help())]
    pub profile: Vec<String>,
    /// Large print: the same words in 18 pt type, on as many pages as they take
    #[arg(long)]
    pub large_print: bool,
    /// Compare with an earlier year or a second entry: a set, or PDF files that handout made
    #[arg(long, value_name = "OTHER")]
    pub against: Option<PathBuf>,
}

/// Whether the data travels inside of the files.
#[derive(clap::Args)]
pub struct DataInside {
    /// Put the data into the files, also into those for print shops
    #[arg(long, conflicts_with = "no_attachments")]
    pub attachments: bool,
    /// Leave the data out of the files
    #[arg(long)]
    pub no_attachments: bool,
}

#[derive(clap::Args, Clone)]
pub struct Which {
    /// Folder with `handout.toml`
    #[arg(default_value = "data")]
    pub set: PathBuf,
    /// Only these states, by postal code or file name: KY,OH
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Theme to use instead of the set's: memo or brief
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Only these languages: en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub lang: Vec<String>,
    /// Number of threads; by default one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

/// How a run is reported.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON document on standard output
    Json,
}

pub fn profile_help() -> String {
    format!("Output profiles, instead of the set's: {}", profiles().join(","))
}
