//! Diagnostics as text for people and as JSON for programs.

use super::Diagnostic;
use crate::source::Sources;

/// The fault with its line and carets.
pub fn render_text(_diagnostic: &Diagnostic, _sources: &Sources) -> String {
    String::new()
}

/// The fault as one JSON object.
pub fn render_json(_diagnostic: &Diagnostic, _sources: &Sources) -> serde_json::Value {
    serde_json::Value::Null
}
