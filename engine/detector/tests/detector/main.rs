//! Detectors from the outside: real components, written as text, in the real engine.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[cfg(unix)]
mod cache;
mod calls;
mod files;
mod guest;
mod hostile;
mod imports;
mod inputs;
mod limits;
mod other_languages;
