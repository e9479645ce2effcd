//! Writes a set for an invented country, to try a batch of any size:
//!
//! ```text
//! cargo run --release --example invented_country -- target/veldoria 1000
//! cargo run --release -- build target/veldoria -o target/veldoria-out
//! ```
//!
//! A third argument makes the prose longer by that many sentences of about 75 characters.

#[path = "../tests/invented/mod.rs"]
mod invented;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |n: usize, default| args.get(n).map_or(Some(default), |a| a.parse::<usize>().ok());
    let (Some(dir), Some(places), Some(more)) = (args.first(), number(1, 1000), number(2, 20)) else {
        eprintln!("usage: invented_country FOLDER [PLACES, up to 1600] [FURTHER SENTENCES]");
        return ExitCode::from(2);
    };
    match invented::write_set(Path::new(dir), places.min(1600), more) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {dir}: {error}");
            ExitCode::FAILURE
        }
    }
}
