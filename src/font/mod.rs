//! Bundled faces.
