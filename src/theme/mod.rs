//! The theme stage.
