//! The service as its users meet it: real ports, real folders that change, a real client.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod audit;
mod candidate;
mod client;
mod decisions;
mod dispositions;
mod dossier;
mod ending;
mod idempotency;
mod keeping;
mod limits;
mod privacy;
mod reload;
mod serving;
mod settings;
mod stream;
mod subjects;
mod tls;
mod tokens;
mod under_fire;
