//! The pdf stage.
