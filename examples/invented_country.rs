//! Writes a set for an invented country, to try a batch of any size:
//!
//! ```text
//! cargo run --example invented_country -- target/veldoria 1000
//! cargo run --release -- build target/veldoria -o target/veldoria-out
//! ```
//!
//! A third argument makes the prose longer by that many sentences of about 75 characters. With
//! `union` in place of the number it is 56 places, as many kinds of names and figures, and two
//! languages.

#[path = "../tests/it/kit/invented/mod.rs"]
mod invented;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [dir, union] = args.as_slice()
        && union == "union"
    {
        return write(dir, invented::union::set());
    }
    let number = |n: usize, default| args.get(n).map_or(Some(default), |a| a.parse::<usize>().ok());
    let (Some(dir), Some(places), Some(more)) = (args.first(), number(1, 1000), number(2, 20)) else {
        eprintln!("usage: invented_country FOLDER [union | PLACES, up to 1600] [FURTHER SENTENCES]");
        return ExitCode::from(2);
    };
    write(dir, invented::set(places.min(1600), more))
}

fn write(dir: &str, files: Vec<(String, String)>) -> ExitCode {
    match invented::write(Path::new(dir), files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {dir}: {error}");
            ExitCode::FAILURE
        }
    }
}
