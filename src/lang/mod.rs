//! Numbers into letters.
