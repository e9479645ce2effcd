//! The command `handout`. It sees only the public library, and it alone prints: data on standard
//! output, talk on standard error.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
