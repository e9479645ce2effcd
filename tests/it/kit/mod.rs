//! What several tests need: sets, pages made of them, finished files read again.

pub mod command;
pub mod damaged;
pub mod file;
pub mod invented;
pub mod lengths;
pub mod page;
pub mod pictures;
pub mod rendered;
pub mod sample;
pub mod set;
pub mod sheets;
