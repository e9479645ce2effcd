//! What several tests need: sets, pages made of them, finished files read again.

pub mod command;
pub mod damaged;
pub mod file;
pub mod fuzzed;
pub mod invented;
pub mod lengths;
pub mod mail;
pub mod messy;
pub mod messy_tables;
pub mod page;
pub mod painted;
pub mod pictures;
pub mod plausible;
pub mod rendered;
pub mod sample;
pub mod series;
pub mod set;
pub mod sheets;
pub mod smtp;

use proptest::prelude::ProptestConfig;

/// So many cases of a property; `HANDOUT_SLICES` times as many where it asks for them, as
/// `.ci/campaigns` does.
pub fn slice(cases: u32) -> ProptestConfig {
    let slices = std::env::var("HANDOUT_SLICES").ok().and_then(|value| value.parse().ok());
    let cases = cases * slices.unwrap_or(1);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
