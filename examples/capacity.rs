//! How many characters of headings and prose a page holds: the sample, made shorter and longer, in
//! both themes. The table of `docs/fit.md`.
//!
//! ```text
//! cargo run --release --example capacity
//! ```

#[allow(dead_code)]
#[path = "../tests/it/kit/lengths.rs"]
mod lengths;

fn main() {
    print!("{}", lengths::table());
}
