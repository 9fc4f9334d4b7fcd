//! Tests of the whole product, through its public interface, in one binary. Tests of a single crate live beside it.
#![cfg(test)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod correlation;
mod docs;
mod evaluation;
mod hostile;
mod indicators;
mod plugins;
mod population;
mod shipped;
mod starter_policies;
mod workload;
